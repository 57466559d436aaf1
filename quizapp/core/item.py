"""Item and Option: one assessable question as a frozen value, stored whole as JSON and never changed.

An edit makes another Item; nothing that was answered can silently become something else.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
"""Levels of Anderson and Krathwohl, A Taxonomy for Learning, Teaching, and Assessing (2001)."""

DIFFICULTIES = ("easy", "medium", "hard")
STATUSES = ("draft", "approved", "retired")
NEEDS_WORK = "needs-work"
"""The tag of drafts that are not good enough as they are; their explanation begins with the reason."""
PRACTICE = "practice"
"""Authors give this tag to questions that may be shown to whoever practises."""
_FLAGS = (NEEDS_WORK, PRACTICE, "claim", "disputed")
BODY_FORMAT = 1
MEDIA = re.compile(r"!\[([^\[\]\n]*)\]\((media/[^)\s]+)\)")
"""A picture in Markdown: group 1 the alternative text, group 2 the name under media/."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `rationale` says why it is right, or why somebody might choose it and is wrong."""

    text: str
    is_key: bool = False
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An accepted answer of a numeric or text item, as written: `1887`, `3.2 ± 2 %`, `1880..1890`, `Oslo`."""

    text: str
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A question: stem, options (or accepted answers), explanation, and what is known about it.

    `kind` is a name in `core.kinds.KINDS`. `explanation` says why the key is right. `facts` names facts of
    the item's bank page ("F1"). `order` is "shuffle" or "fixed". `as_of` is an ISO date or empty.
    `match` ("exact" or empty) and `unit` belong to text and numeric items. All texts are Markdown.
    """

    kind: str
    stem: str
    options: tuple[Option, ...] = ()
    answers: tuple[Answer, ...] = ()
    explanation: str = ""
    facts: tuple[str, ...] = ()
    level: str = ""
    difficulty: str = ""
    order: str = "shuffle"
    as_of: str = ""
    match: str = ""
    unit: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """Positions of the keys in the author's order."""
        return tuple(position for position, option in enumerate(self.options) if option.is_key)

    @property
    def media(self) -> tuple[str, ...]:
        """Names of the pictures used, in order of first use: `media/map.png`."""
        texts = [self.stem, *(option.text for option in self.options), self.explanation]
        return tuple(dict.fromkeys(name for text in texts for _, name in MEDIA.findall(text)))

    def with_tags(self, *, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Item:
        return replace(self, tags=tuple(sorted((set(self.tags) | set(add)) - set(remove))))


def is_flag(tag: str) -> bool:
    """Whether a tag is a note among teachers and no topic: learners are shown none of them."""
    return tag in _FLAGS or tag.startswith("sensitive:")


def to_body(item: Item) -> dict[str, Any]:
    """The item as JSON values; empty fields are left out, so that bodies stay readable in the database."""
    body: dict[str, Any] = {"format": BODY_FORMAT, "kind": item.kind, "stem": item.stem}
    if item.options:
        body["options"] = [
            {"text": o.text} | ({"key": True} if o.is_key else {}) | ({"rationale": o.rationale} if o.rationale else {})
            for o in item.options
        ]
    if item.answers:
        body["answers"] = [{"text": a.text} | ({"rationale": a.rationale} if a.rationale else {}) for a in item.answers]
    for name in ("explanation", "level", "difficulty", "as_of", "match", "unit", "language"):
        if value := getattr(item, name):
            body[name] = value
    if item.order != "shuffle":
        body["order"] = item.order
    if item.facts:
        body["facts"] = list(item.facts)
    if item.tags:
        body["tags"] = list(item.tags)
    return body


def from_body(body: Mapping[str, Any]) -> Item:
    """The item that `to_body` wrote.

    Raises ValueError for a body of a later format than this program knows.
    """
    if body["format"] != BODY_FORMAT:
        raise ValueError(f"item body of format {body['format']}; this program reads up to {BODY_FORMAT}")
    return Item(
        kind=body["kind"],
        stem=body["stem"],
        options=tuple(Option(o["text"], o.get("key", False), o.get("rationale", "")) for o in body.get("options", ())),
        answers=tuple(Answer(a["text"], a.get("rationale", "")) for a in body.get("answers", ())),
        explanation=body.get("explanation", ""),
        facts=tuple(body.get("facts", ())),
        level=body.get("level", ""),
        difficulty=body.get("difficulty", ""),
        order=body.get("order", "shuffle"),
        as_of=body.get("as_of", ""),
        match=body.get("match", ""),
        unit=body.get("unit", ""),
        language=body.get("language", ""),
        tags=tuple(body.get("tags", ())),
    )


def fold(text: str) -> str:
    """NFC with each run of whitespace made one space, except inside fenced code, where whitespace counts."""
    text = unicodedata.normalize("NFC", text)
    if "```" not in text and "~~~" not in text:
        return " ".join(text.split())
    folded: list[str] = []
    prose: list[str] = []
    fence = ""

    def end_prose() -> None:
        if words := " ".join(" ".join(prose).split()):
            folded.append(words)
        prose.clear()

    for line in text.split("\n"):
        mark = re.match(r"\s*(`{3,}(?=[^`]*$)|~{3,})", line)
        if fence:
            folded.append(line)
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            end_prose()
            folded.append(line)
            fence = mark[1]
        else:
            prose.append(line)
    end_prose()
    return "\n".join(folded)


def fingerprint(item: Item, media_hashes: Mapping[str, str] | None = None) -> str:
    """What a learner sees of the item, as 16 hex digits: equal fingerprints share their statistics.

    Neither key nor rationale enters it, so it may be compared between an item and its rekeyed version.
    """
    options = [fold(option.text) for option in item.options]
    if item.order != "fixed":
        options.sort()
    texts = [item.stem, *(o.text for o in item.options)]  # the explanation is not seen before the key
    media = sorted((media_hashes or {}).get(name, name) for text in texts for _, name in MEDIA.findall(text))
    seen: list[Any] = [item.kind, fold(item.stem), options, media]
    if item.order == "fixed":
        seen.append("fixed")
    text = json.dumps(seen, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
