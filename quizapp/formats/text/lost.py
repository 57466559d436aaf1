"""Options that lost their letters on the way: lines below a stem that asks, one of them marked or named as the key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.core.item import fold
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import BEHIND, MARKS, is_truth

_ASKS = re.compile(r".*(?:[?:？：]|\.\.\.|…|__)[\s*]*(?:[(\[][^)\]]{1,20}[)\]][\s*]*)?", re.S)
_FORM = re.compile(r"(?:\d{1,3} points?|mark only one oval\.?|(?:check|tick|select) all that apply\.?)", re.I)
"""What Google's forms say below a question."""

INSTRUCTION = re.compile(
    r"[(\[]?(?:please[ ])?(?:choose|select|tick|check|circle|mark|pick)[ ](?:only[ ])?(?:the[ ])?(?:one|all|two|three"
    r"|best|correct|right|any)\b.{0,60}?[.)\]]{1,2}",
    re.I,
)
"""Says below a question how to answer it."""

_SIGN = re.compile("[\u25a0-\u25ff\u2b00-\u2bff\U0001f534-\U0001f53f\U0001f7e0-\U0001f7eb]\ufe0f?[ \t]+")
"""Coloured shapes, as quizzes on a screen have them."""

_LONGEST, _MOST = 150, 10
"""Signs of an option and options of a question; what has more is a text."""

_LEAST = 2
"""Options of a question; fewer lines are a stem that was broken."""

_ALIKE = 3
"""Questions that must have the same count of options to show how many another one has."""

_SURE = 2
"""Questions whose first line asks, and no other, to show that the stems are one line each."""

_LETTER = re.compile(r"\(?([A-Ja-j])[).]?")


def take(drafts: Sequence[Draft]) -> None:
    """Give each question without letters its options, where something tells which of its lines is the key."""
    lines = {at: found for at, draft in enumerate(drafts) if (found := _lines(draft)) and not is_truth(draft.answer)}
    asking = {at: place for at, found in lines.items() if (place := _asks_at(drafts[at], found)) is not None}
    usual = _usual(drafts, lines, asking)
    most = _most(drafts, lines)
    widest = max((len(line) for found in lines.values() for line in found), default=0)
    for at, found in lines.items():
        draft, place = drafts[at], asking.get(at)
        if place is None or (usual and len(found) - place - 1 != usual and not _has_key(draft, found[place + 1 :])):
            place = len(found) - usual - 1 if usual and draft.number else -1
        if _is_first(draft, found, most, widest):
            place = 0
        options = found[place + 1 :]
        if place >= 0 and _may_be(options) and (_names_one(draft.answer, usual) or _has_key(draft, options)):
            _put(draft, found[: place + 1], options)


def _asks_at(draft: Draft, lines: Sequence[str]) -> int | None:
    """The last line of a stem that asks, if all below it may be options; a text has no number, or a list in it."""
    asks = [at for at, line in enumerate(lines) if _ASKS.fullmatch(line)]
    last = next((at for at in asks if at + 1 not in asks), -1)
    if last < 0 or not _may_be(lines[last + 1 :]):
        return None
    alone = last == 0 and lines[0].rstrip("* ").endswith(("?", "？", ")"))
    return last if draft.number or alone else None


def _usual(drafts: Sequence[Draft], lines: Mapping[int, Sequence[str]], asking: Mapping[int, int]) -> int:
    """How many options each question has, if that is sure: those that ask have as many, or all as many lines.

    A letter is believed only among questions that ask: without them, it may count lines of the stem.
    """
    counts: dict[int, int] = {}
    for at, place in asking.items():
        options = lines[at][place + 1 :]
        if _has_key(drafts[at], options) or _names_one(drafts[at].answer, len(options)):
            counts[at] = len(options)
    if len(counts) < _ALIKE:
        for at, found in lines.items():
            if drafts[at].number and len(found) > _LEAST:
                counts[at] = len(found) - 1 if _has_key(drafts[at], found[1:]) else 0
    alike = set(counts.values())
    return alike.pop() if len(counts) >= _ALIKE and len(alike) == 1 else 0


def _most(drafts: Sequence[Draft], lines: Mapping[int, Sequence[str]]) -> int:
    """How many options a question has at most, where all stems are the line with the number; 0 where that is not sure.

    Of the questions that have a key on a line below, the first line asks and no other, or all do, or none.
    """
    counts = []
    for at, found in lines.items():
        if not _has_key(drafts[at], found[1:]):
            continue
        first, *below = (_ASKS.fullmatch(line) is not None for line in found)
        if first and not any(below):
            counts.append(len(below))
        elif drafts[at].breaks or any(below) != (first and all(below)):
            return 0
    return max(counts) if len(counts) >= _SURE else 0


def _is_first(draft: Draft, lines: Sequence[str], most: int, widest: int) -> bool:
    """Whether the first line is the stem: it asks, or is broken nowhere, since the first word below had room on it."""
    options = lines[1:]
    if not (draft.number and _LEAST <= len(options) <= most and _may_be(options) and _has_key(draft, options)):
        return False
    return ends(lines[0], options[0], widest) or _ASKS.fullmatch(lines[0]) is not None


def ends(line: str, below: str, widest: int) -> bool:
    """Whether a line was ended on purpose: the first word below it had room on it, and no sign says that it goes on."""
    return len(f"{line} {below.partition(' ')[0]}") < widest and not line.endswith((".", ",", ";", "!"))


def _may_be(options: Sequence[str]) -> bool:
    """Whether these are options: of a question about questions all of them ask."""
    asks = sum(_ASKS.fullmatch(line) is not None for line in options)
    return _LEAST <= len(options) <= _MOST and asks in (0, len(options)) and max(map(len, options)) <= _LONGEST


def _names_one(answer: str, count: int) -> bool:
    """Whether it is the letter of one of so many options."""
    letter = _LETTER.fullmatch(answer.strip("* "))
    return letter is not None and ord(letter[1].lower()) - ord("a") < count


def _starred(options: Sequence[str]) -> list[bool]:
    return [line.startswith("*") or BEHIND.fullmatch(line[-60:]) is not None for line in options]


def is_line(answer: str, lines: Sequence[str]) -> bool:
    """Whether an answer is the text of one of the lines, whatever its capitals."""
    told = fold(answer).casefold().rstrip(".")
    return sum(fold(line).casefold().rstrip(".") == told for line in lines) == 1


def _has_key(draft: Draft, options: Sequence[str]) -> bool:
    """Whether the answer is the text of one of these lines, or some are marked where there is no answer."""
    if draft.answer:
        return is_line(draft.answer, options)
    starred = _starred(options)
    return any(starred) and not all(starred)


def _put(draft: Draft, stem: list[str], options: list[str]) -> None:
    starred = _starred(options)
    if all(_SIGN.match(line) for line in options):
        options = [_SIGN.sub("", line, count=1) for line in options]
    draft.points = draft.points or next((worth[1] for worth in map(MARKS.fullmatch, draft.stem) if worth), "")
    if any(_FORM.fullmatch(line) for line in draft.stem):
        stem[-1] = stem[-1].removesuffix("*").strip()  # a form's sign for what must be answered
    draft.stem, draft.marked = stem, set()
    draft.letters, draft.options, draft.written, draft.signs = [], [], [], ""
    for line, star in zip(options, starred, strict=True):
        draft.add("", line.removeprefix("*").strip(), line, is_marked=star and line.startswith("*"))


def _lines(draft: Draft) -> list[str]:
    """All lines of a question that has no options, or of one whose only bullet is the star of its key."""
    lines = draft.stem
    if len(draft.options) == 1 and draft.signs == "*" and not draft.answer:
        first, *rest = draft.options[0].split("\n")
        lines = [*draft.stem, f"* {first}", *rest]
    elif draft.options:
        return []
    return [line for line in lines if not (_FORM.fullmatch(line) or MARKS.fullmatch(line))]
