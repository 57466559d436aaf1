"""What a file says of a question beyond the bank, kept for the next program: marks, times, hints, general words.

No quiz here uses it. It goes out again with the question, so that nothing is lost on a journey through the bank.
Weights hold for the options they were given to and no longer than these stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quizapp.core.item import Item
from quizapp.formats.bundle.native import entry_from_json, entry_to_json
from quizapp.formats.report import Entry, Feedback

_WORDS = {
    "points": "points", "penalty": "the penalty for a wrong try", "seconds": "the time for it",
    "scoring": "how its options count", "feedback": "general words for right and wrong answers", "hints": "hints",
    "shuffle": "whether its options are shuffled",
}  # fmt: skip
_SCORING = ("rule", "weights")


def carried_of(entry: Entry, item: Item) -> dict[str, Any]:
    """What to keep of an entry that became this item; empty where its file says no more than the bank holds."""
    said = entry_to_json(entry, with_source=False)
    kept: dict[str, Any] = {name: said[name] for name in ("defaults", "feedback", "hints") if name in said}
    if any(name in kept.get("defaults", {}) for name in _SCORING):
        kept["options"] = _options(item)
    return kept


def renewed(old: Mapping[str, Any], entry: Entry, item: Item, keeps: frozenset[str]) -> dict[str, Any]:
    """What is kept of a question that comes back in a format which keeps these fields; of others the old stays."""
    before, after = _parts(old), _parts(carried_of(entry, item))
    chosen = {name: (after if name in keeps else before).get(name) for name in _WORDS}
    kept: dict[str, Any] = {name: said for name in ("feedback", "hints") if (said := chosen[name])}
    defaults = {
        name: said for name in ("points", "penalty", "seconds", "shuffle") if (said := chosen[name]) is not None
    }
    if scoring := chosen["scoring"]:
        kept["options"] = scoring["options"]
        defaults |= {name: said for name, said in scoring.items() if name != "options"}
    return kept | ({"defaults": defaults} if defaults else {})


def remark(entry: Entry) -> list[str]:
    """What to say about an entry whose file says more than the bank uses."""
    named = [_WORDS[name] for name, said in _parts(carried_of(entry, entry.item)).items() if said and name != "shuffle"]
    if not named:
        return []
    return [f"kept for other programs, and not used in quizzes here: {', '.join(named)}"]


def restored(entry: Entry, carried: Mapping[str, Any], *, scored_here: bool) -> Entry:
    """The entry with what its file once said. `scored_here`: a quiz decides how it is marked, and no weights go out."""
    if not carried:
        return entry
    known = entry_from_json(
        {"item": entry_to_json(entry)["item"], **{k: v for k, v in carried.items() if k != "options"}}
    )
    defaults = known.defaults
    if scored_here or carried.get("options") != _options(entry.item):
        defaults = replace(defaults, rule=entry.defaults.rule, weights=())
    return replace(entry, defaults=defaults, feedback=known.feedback, hints=known.hints)


def unweighed(entry: Entry) -> Entry:
    return replace(entry, defaults=replace(entry.defaults, weights=(), rule=""))


def texts_of(entry: Entry) -> list[str]:
    """Texts outside the item in which pictures may stand."""
    told = entry.feedback
    return [told.correct, told.partly, told.incorrect, *entry.hints]


def with_texts(entry: Entry, texts: list[str]) -> Entry:
    """The entry with these texts in the place of those that `texts_of` gave."""
    return replace(entry, feedback=Feedback(*texts[:3]), hints=tuple(texts[3:]))


def _parts(carried: Mapping[str, Any]) -> dict[str, Any]:
    defaults = dict(carried.get("defaults", {}))
    scoring = {name: defaults.pop(name) for name in _SCORING if name in defaults}
    said = {name: carried[name] for name in ("feedback", "hints") if name in carried} | defaults
    return said | ({"scoring": scoring | {"options": carried.get("options", "")}} if scoring else {})


def _options(item: Item) -> str:
    """A mark of the options and keys that weights were given to."""
    said = json.dumps([[option.text, option.is_key] for option in item.options], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
