"""Options that lost their letters on the way: bare lines below a stem, one of them marked or named as the key.

Where the stem ends is told by one of three things: the stem asks; all questions of the list have as many options; or
all stems of the list are one line each. A question without a key among its lines is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from quizapp.core.item import fold
from quizapp.formats.text import tails
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import BEHIND, CHOSEN, MARKS, is_truth

_ASKS = re.compile(
    r".*(?:[?:？：]|\.\.\.|…|__)[\s*]*(?:[(\[][^)\]]{1,20}[)\]][\s*]*)?"
    r"|[(\[]?(?:please[ ])?(?:choose|select|tick|check|circle|mark|pick)[ ](?:only[ ])?(?:the[ ])?(?:one|all|two|three"
    r"|best|correct|right|any)\b.{0,60}?[.)\]]{1,2}",
    re.S | re.I,
)
"""Ends a stem: a question, a gap, or how to answer it."""

_FORM = re.compile(r"(?:\d{1,3} points?|mark only one oval\.?|(?:check|tick|select) all that apply\.?)", re.I)
"""What Google's forms say below a question."""

_SIGN = re.compile("[\u25a0-\u25ff\u2b00-\u2bff\U0001f534-\U0001f53f\U0001f7e0-\U0001f7eb]\ufe0f?[ \t]+")
"""Coloured shapes, as quizzes on a screen have them."""

_LONGEST, _MOST = 150, 10
"""Signs of an option and options of a question; what has more is a text."""

_LEAST = 2
"""Options of a question; fewer lines are a stem that was broken."""

_ALIKE = 3
"""Questions that must have the same count of options to show how many another one has."""

_LEAVE = re.compile(
    r"(?:(?:many )?thanks?|thank you|cheers|(?:kind|best|warm) (?:regards|wishes)|regards|sincerely|yours|best,"
    r"|see you|good luck|have (?:a|fun)|let me know|viele? grüße|(?:liebe|beste|mit \w+) grüßen?|vielen dank|danke|lg"
    r"|viel (?:glück|erfolg)|merci|cordialement|à bientôt|gracias|saludos|un saludo|grazie|saluti|obrigad[oa]"
    r"|groet(?:en|jes)?|--)(?!\w)",
    re.I,
)
"""Begins what stands below the last question of a message."""

_SURE = 2
"""Questions whose first line asks, and no other, to show that the stems are one line each."""

_MARGIN = 40
"""Signs of a line that is not broken at the margin, where stems do not ask."""

_LETTER = re.compile(r"\(?([A-Ja-j])[).]?")


def take(drafts: Sequence[Draft]) -> None:
    """Give each question without letters its options, where a mark or the answer is one of them.

    A letter is the key only where all questions have as many options, and the stem holds none of them.
    """
    said = {id(draft): tails.cut(draft) for draft in drafts}
    for draft in drafts:
        tails.take_braced(draft)
    _end(drafts)
    lines = {at: found for at, draft in enumerate(drafts) if (found := _lines(draft)) and not is_truth(draft.answer)}
    widest = max((len(line) for found in lines.values() for line in found), default=0)
    usual, most = _usual(drafts, lines, widest), _most(drafts, lines)
    for at, found in lines.items():
        draft = drafts[at]
        counted_back = max(len(found) - usual, 0) if usual and draft.number else 0
        stem = 1 if _is_first(draft, found, most, widest) else _asking(draft, found) or counted_back
        above, options = found[:stem], found[stem:]
        if not (above and _may_be(options)):
            continue
        counted = _names_one(draft.answer, usual) and _is_whole(above, options[0], max(widest, _MARGIN))
        if counted or _has_key(draft, options):
            _put(draft, above, options)
            words = said[id(draft)]
            draft.rationales = {place: words[text] for place, text in enumerate(draft.options) if text in words}


def _end(drafts: Sequence[Draft]) -> None:
    """Leave out what stands apart below the last question, where no other has a blank line among its lines.

    The question must have as many lines above it as others have, or end where somebody takes leave; and its key among
    them.
    """
    *others, last = [draft for draft in drafts if draft.number] or [Draft(0)]
    if len(others) < _SURE or last.options or any(draft.options or set(draft.breaks) - {1} for draft in others):
        return
    sizes = {len(draft.stem) for draft in others}
    ends = [at for at in last.breaks if at > _LEAST and (at in sizes or _LEAVE.match(last.stem[at]))]
    end = ends[0] if ends else 0
    whole, rest = last.stem[:end], last.stem[end:]
    if end and _has_key(last, whole[1:]) and not any(_starred(rest)):
        last.stem, last.breaks = whole, [at for at in last.breaks if at < end]
        last.changes.append(f"“{' '.join(rest)[:60]}” below it was left out")


def _asking(draft: Draft, lines: Sequence[str]) -> int:
    """Lines of a stem that asks, if all below may be options; a text has no number, or a list in it."""
    asks = [*map(_asks, lines), False]
    stem = next((at for at in range(1, len(lines)) if asks[at - 1] and not asks[at]), 0)
    alone = stem == 1 and lines[0].rstrip("* ").endswith(("?", "？", ")")) and not _is_parted(draft)
    return stem if _may_be(lines[stem:]) and (draft.number or alone) else 0


def _is_parted(draft: Draft) -> bool:
    """Whether blank lines stand between some lines below the first, and not between all."""
    return 0 < sum(at > 1 for at in draft.breaks) < len(draft.stem) - 2


def _usual(drafts: Sequence[Draft], lines: Mapping[int, Sequence[str]], widest: int) -> int:
    """How many options each question has, if that is sure: those that ask have as many, or all as many lines.

    A letter is believed only among questions that ask: without them, it may count lines of the stem.
    """
    counts = []
    for at, found in lines.items():
        options = found[asking:] if (asking := _asking(drafts[at], found)) else []
        if _has_key(drafts[at], options) or _names_one(drafts[at].answer, len(options)):
            counts.append(len(options))
    if len(counts) < _ALIKE:
        counts = [
            len(found) - 1 if _is_first(drafts[at], found, _MOST, max(widest, _MARGIN)) else 0
            for at, found in lines.items()
            if drafts[at].number and len(found) > _LEAST
        ]
    return counts[0] if len(counts) >= _ALIKE and len(set(counts)) == 1 else 0


def _most(drafts: Sequence[Draft], lines: Mapping[int, Sequence[str]]) -> int:
    """How many options a question has at most, where all stems are the line with the number; 0 where that is not sure.

    Of the questions that have a key on a line below, the first line asks and no other, or all do, or none.
    """
    counts = []
    for at, found in lines.items():
        if not _has_key(drafts[at], found[1:]):
            continue
        first, *below = map(_asks, found)
        if first and not any(below):
            counts.append(len(below))
        elif drafts[at].breaks or any(below) != (first and all(below)):
            return 0
    return max(counts) if len(counts) >= _SURE else 0


def _is_first(draft: Draft, lines: Sequence[str], most: int, margin: int) -> bool:
    """Whether the first line is the stem, with the key below: it asks, or it was ended on purpose."""
    stem, *options = lines
    if not (draft.number and len(options) <= most and _may_be(options) and _has_key(draft, options)):
        return False
    return _asks(stem) or _is_ended(stem, options[0], margin)


def _is_whole(stem: Sequence[str], option: str, margin: int) -> bool:
    """Whether a stem goes on up to this option and holds none: it asks once, at its end, or only its end was meant."""
    if _asks(stem[-1]):
        return sum(line.endswith("?") for line in stem) < _LEAST
    *within, end = (_is_ended(line, below, margin) for line, below in pairwise([*stem, option]))
    return end and not any(within)


def _is_ended(line: str, below: str, margin: int) -> bool:
    """Whether a line was ended on purpose: the first word below it had room on it, and no sign says that it goes on."""
    return len(f"{line} {below.partition(' ')[0]}") < margin and not line.endswith((".", ",", ";", "!"))


def _asks(line: str) -> bool:
    return _ASKS.fullmatch(line) is not None


def _may_be(options: Sequence[str]) -> bool:
    """Whether these are options: of a question about questions all of them ask."""
    fits = _LEAST <= len(options) <= _MOST and max(map(len, options)) <= _LONGEST
    return fits and sum(map(_asks, options)) in (0, len(options))


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
    if any(map(CHOSEN.fullmatch, draft.stem)):
        draft.changes.append("what somebody answered was left out")
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
    return [line for line in lines if not any(said.fullmatch(line) for said in (_FORM, MARKS, CHOSEN))]
