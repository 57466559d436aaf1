"""The native JSON: one entry with every field, in a stated schema. Bundles, `--json` and QTI packages carry it.

Schema 1, as in `bank.json`:

    {"schema": 1, "generator": "quizapp 0.1.0", "title": "Week 3",
     "pages":     [{"name": "harvane-lighthouse", "head": {"title": …, "source": …}, "facts": [FACT]}],
     "questions": [QUESTION],
     "media":     {"media/map.png": "<sha-256 of the file>"}}

    QUESTION = {"uid": "harvane-lighthouse/first-lit",   identity: page/name, or what another system called it
                "title": …, "category": "a/b", "status": "draft" | "approved" | "retired", "was": [names],
                "item": ITEM,
                "head": {…}, "facts": [FACT],            only where the question is on no page of `pages`
                "defaults": {"points": "1", "penalty": "0.1", "rule": "net_correct", "weights": ["1/2", "-1/2"],
                             "seconds": 30, "shuffle": true},
                "feedback": {"correct": …, "partly": …, "incorrect": …}, "hints": [texts]}
    ITEM     = {"format": 1, "kind": "single" | "multiple" | "true-false" | "numeric" | "text", "stem": Markdown,
                "options": [{"text": Markdown, "key": true, "rationale": Markdown}], "answers": [{"text", "rationale"}],
                "explanation", "level", "difficulty", "as_of", "match", "unit", "language", "order", "facts", "tags"}
    FACT     = {"number": 1, "statement": …, "quotes": [texts], "places": [texts]}

Reports of `--json` list questions in the same shape with `place`, `line` and `changes` beside them, and `html`: stem,
options and explanation as they are shown. What was skipped has `place`, `line`, `what`, `remedy`, `excerpt`, and
`question` as far as it could be read.

Empty fields are left out. Texts are CommonMark without HTML; pictures are `![alt](media/name.png)`. `weights` are
shares of the full mark in the order of the options; the mark is their sum, clipped to 0..1. There are no people in
it and no responses. A later schema is refused with the version that reads it; an earlier one is brought forward by
UPGRADES, one function per step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from quizapp import __version__
from quizapp.core.errors import BadInput
from quizapp.core.item import Item, from_body, to_body
from quizapp.core.page import Fact, Head
from quizapp.formats.report import Defaults, Entry, Feedback, Loss, Reading, Refusal, Skipped, Taken

SCHEMA = 1
Json = dict[str, Any]
UPGRADES: Mapping[int, Callable[[Json], Json]] = {}
"""Schema number → function that brings a document of it to the next."""

_TEXTS = ("uid", "title", "category", "status")


# --- to JSON ----------------------------------------------------------------------------------------------------


def head_to_json(head: Head) -> Json:
    values = {one.name: getattr(head, one.name) for one in fields(head)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def fact_to_json(fact: Fact) -> Json:
    return {
        "number": fact.number,
        "statement": fact.statement,
        "quotes": list(fact.quotes),
        "places": list(fact.places),
    }


def entry_to_json(entry: Entry, *, with_source: bool = True) -> Json:
    """The entry as JSON values; empty fields are left out. `with_source` False leaves head and facts to its page."""
    said: Json = {name: value for name in _TEXTS if (value := getattr(entry, name))}
    if entry.was:
        said["was"] = list(entry.was)
    said["item"] = to_body(entry.item)
    if with_source and entry.head is not None:
        said["head"] = head_to_json(entry.head)
    if with_source and entry.facts:
        said["facts"] = [fact_to_json(fact) for fact in entry.facts]
    if defaults := _defaults_to_json(entry.defaults):
        said["defaults"] = defaults
    if feedback := {one.name: text for one in fields(Feedback) if (text := getattr(entry.feedback, one.name))}:
        said["feedback"] = feedback
    if entry.hints:
        said["hints"] = list(entry.hints)
    return said


def _defaults_to_json(defaults: Defaults) -> Json:
    said: Json = {}
    for name in ("points", "penalty"):
        if (number := getattr(defaults, name)) is not None:
            said[name] = f"{number:f}"
    if defaults.rule:
        said["rule"] = defaults.rule
    if defaults.weights:
        said["weights"] = [str(weight) for weight in defaults.weights]
    if defaults.seconds is not None:
        said["seconds"] = defaults.seconds
    if defaults.shuffle is not None:
        said["shuffle"] = defaults.shuffle
    return said


def taken_to_json(taken: Taken) -> Json:
    """An entry with where it stood and what is not as in the file."""
    said: Json = {"place": taken.place, "line": taken.line, "html": _shown(taken.entry)}
    if taken.changes:
        said["changes"] = list(taken.changes)
    return entry_to_json(taken.entry) | said


def _shown(entry: Entry) -> Json:
    """The texts of an entry as HTML, for scripts that know no Markdown."""
    from quizapp.formats.markup import to_html  # bank.json needs no renderer

    item = entry.item
    said: Json = {"stem": to_html(item.stem)}
    if item.options:
        said["options"] = [to_html(option.text, inline=True) for option in item.options]
    if item.explanation:
        said["explanation"] = to_html(item.explanation)
    return said


def skipped_to_json(skipped: Skipped) -> Json:
    said: Json = {
        "place": skipped.place,
        "line": skipped.line,
        "what": skipped.what,
        "remedy": skipped.remedy,
        "excerpt": skipped.excerpt,
    }
    if skipped.entry is not None:
        said["question"] = entry_to_json(skipped.entry)
    return said


def reading_to_json(reading: Reading) -> Json:
    """What `--json` prints about a file that was read."""
    return {
        "schema": SCHEMA,
        "format": reading.format,
        "title": reading.title,
        "questions": [taken_to_json(taken) for taken in reading.taken],
        "skipped": [skipped_to_json(skipped) for skipped in reading.skipped],
        "media": [media.name for media in reading.media],
        "notes": list(reading.notes),
    }


def loss_to_json(loss: Loss) -> Json:
    return {"field": loss.field, "question": loss.entry, "action": loss.action}


def refusal_to_json(refusal: Refusal) -> Json:
    return {"question": refusal.entry, "why": refusal.why, "remedy": refusal.remedy}


def bank_to_json(entries: Sequence[Entry], media: Mapping[str, str], title: str = "") -> Json:
    """A whole `bank.json`. Sources and facts stand once, with their page, where all its questions agree on them."""
    heads: dict[str, Head] = {}
    facts: dict[str, dict[int, Fact]] = {}
    shared = {name for entry in entries if (name := _page_of(entry))}
    for entry in entries:
        name = _page_of(entry)
        if entry.head is None or name not in shared:
            continue
        known = facts.setdefault(name, {})
        if heads.setdefault(name, entry.head) != entry.head:
            shared.discard(name)
        if any(known.setdefault(fact.number, fact) != fact for fact in entry.facts):
            shared.discard(name)
    pages = [
        {
            "name": name,
            "head": head_to_json(heads[name]),
            "facts": [fact_to_json(facts[name][number]) for number in sorted(facts[name])],
        }
        for name in sorted(shared & heads.keys())
    ]
    on_page = {page["name"] for page in pages}
    return {
        "schema": SCHEMA,
        "generator": f"quizapp {__version__}",
        "title": title,
        "pages": pages,
        "questions": [
            entry_to_json(entry, with_source=entry.head is None or _page_of(entry) not in on_page) for entry in entries
        ],
        "media": dict(media),
    }


def _page_of(entry: Entry) -> str:
    return entry.uid.rpartition("/")[0]


# --- from JSON --------------------------------------------------------------------------------------------------


def bank_from_json(document: object) -> tuple[Json, list[Json]]:
    """The document in the present schema, and its questions. Raises BadInput for what is none."""
    if not isinstance(document, dict) or not isinstance(document.get("schema"), int):
        raise BadInput("this JSON has no `schema` number; give a bank.json or a bundle made by quizapp")
    schema = document["schema"]
    if schema > SCHEMA:
        raise BadInput(f"the file has schema {schema} and this release reads up to {SCHEMA}; install a newer quizapp")
    while schema < SCHEMA:
        if schema not in UPGRADES:
            raise BadInput(f"schema {schema} was never used; give a file made by quizapp")
        document = UPGRADES[schema](document)
        schema += 1
    questions = document.get("questions")
    if not isinstance(questions, list):
        raise BadInput("`questions` is not a list; give a bank.json or a bundle made by quizapp")
    return document, questions


def pages_from_json(document: Json) -> dict[str, tuple[Head, dict[str, Fact]]]:
    """Page name → its head and its facts by name. Raises BadInput for values of another shape."""
    pages = {}
    for page in _list(document, "pages"):
        facts = {fact.name: fact for fact in map(fact_from_json, _list(page, "facts"))}
        pages[_text(page, "name")] = (head_from_json(_object(page, "head")), facts)
    return pages


def entry_from_json(said: object, pages: Mapping[str, tuple[Head, dict[str, Fact]]] | None = None) -> Entry:
    """The entry that `entry_to_json` wrote. Raises BadInput, naming the field, for values of another shape."""
    if not isinstance(said, dict):
        raise BadInput("a question is not an object; give a bank.json made by quizapp")
    item = _item_from_json(_object(said, "item"))
    uid = _text(said, "uid")
    head = head_from_json(said["head"]) if isinstance(said.get("head"), dict) else None
    facts = tuple(map(fact_from_json, _list(said, "facts")))
    if head is None and pages and (page := pages.get(uid.rpartition("/")[0])):
        head, known = page
        facts = tuple(known[name] for name in item.facts if name in known)
    feedback = _object(said, "feedback")
    return Entry(
        item,
        uid=uid,
        title=_text(said, "title"),
        category=_text(said, "category"),
        status=_text(said, "status") or "draft",
        was=_texts(said, "was"),
        head=head,
        facts=facts,
        defaults=_defaults_from_json(_object(said, "defaults")),
        feedback=Feedback(*(_text(feedback, one.name) for one in fields(Feedback))),
        hints=_texts(said, "hints"),
    )


def head_from_json(said: object) -> Head:
    if not isinstance(said, dict):
        raise BadInput("`head` is not an object; give a bank.json made by quizapp")
    values: Json = {}
    for one in fields(Head):
        values[one.name] = _texts(said, one.name) if one.name == "tags" else _text(said, one.name)
    return Head(**values | {"language": values["language"] or "en"})


def fact_from_json(said: object) -> Fact:
    if not isinstance(said, dict) or not isinstance(said.get("number"), int):
        raise BadInput("a fact has no number; give a bank.json made by quizapp")
    return Fact(said["number"], _text(said, "statement"), _texts(said, "quotes"), _texts(said, "places"))


def _item_from_json(said: Json) -> Item:
    options, answers = _list(said, "options"), _list(said, "answers")
    for one in [*options, *answers]:
        if not isinstance(one, dict) or not isinstance(one.get("key", False), bool):
            raise BadInput('an option is not an object; write {"text": …, "key": true}')
        _text(one, "text"), _text(one, "rationale")
    for name in ("kind", "stem", "explanation", "level", "difficulty", "order", "as_of", "match", "unit", "language"):
        _text(said, name)
    _texts(said, "facts"), _texts(said, "tags")
    try:
        return from_body({"format": 1} | said)
    except KeyError as error:
        raise BadInput(f"the item has no {error}; add it") from None
    except ValueError as error:
        raise BadInput(str(error)) from None


def _defaults_from_json(said: Json) -> Defaults:
    seconds, shuffle = said.get("seconds"), said.get("shuffle")
    try:
        numbers = {name: Decimal(_text(said, name)) for name in ("points", "penalty") if name in said}
        weights = tuple(Fraction(text) for text in _texts(said, "weights"))
    except (InvalidOperation, ValueError, ZeroDivisionError):
        raise BadInput(
            '`defaults` holds something that is no number; write points as "1.5", weights as "1/3"'
        ) from None
    if not all(number.is_finite() for number in numbers.values()):
        raise BadInput('points and penalty are finite numbers; write "1.5"')
    return Defaults(
        points=numbers.get("points"),
        penalty=numbers.get("penalty"),
        rule=_text(said, "rule"),
        weights=weights,
        seconds=seconds if isinstance(seconds, int) else None,
        shuffle=shuffle if isinstance(shuffle, bool) else None,
    )


def _text(said: Json, name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f"`{name}` is not a text; put it in quotation marks")
    return value


def _texts(said: Json, name: str) -> tuple[str, ...]:
    value = said.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadInput(f'`{name}` is not a list of texts; write ["one", "two"]')
    return tuple(value)


def _list(said: object, name: str) -> list[Any]:
    value = said.get(name, []) if isinstance(said, dict) else None
    if not isinstance(value, list):
        raise BadInput(f"`{name}` is not a list; give a bank.json made by quizapp")
    return value


def _object(said: Json, name: str) -> Json:
    value = said.get(name, {})
    if not isinstance(value, dict):
        raise BadInput(f"`{name}` is not an object; give a bank.json made by quizapp")
    return value
