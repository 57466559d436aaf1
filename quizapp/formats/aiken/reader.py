"""Reading Aiken: a stem, lettered options, `ANSWER: B`. What Moodle's reader breaks in silence is mended or said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizapp.core.item import Item, Option
from quizapp.formats import heading
from quizapp.formats.files.decoding import decode
from quizapp.formats.limits import MAX_TEXT
from quizapp.formats.markup import from_plain
from quizapp.formats.report import Entry, Ledger, Reading

_OPTION = re.compile(r"([A-Z])[).][ \t]*(.*)")
_ANSWER = re.compile(r"ANSWER[ \t]*:[ \t]*(.*)", re.I)
_PART = re.compile(rf"\*{{0,2}}{heading.PART}\*{{0,2}}(?<![.?!,;])", re.I)
_COMMENT = re.compile(r"#+(?:[ \t]|\Z)")
_LETTERS = re.compile(r"[A-Za-z](?:[ \t]*(?:,|;|&|\band\b|[ \t])[ \t]*[A-Za-z])*\.?")


@dataclass(slots=True)
class _Draft:
    """A question while it is read."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = decode(data, place)
    ledger.notes += notes
    draft, blank = _Draft(), False
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, written in enumerate(lines, 1):
        line = written.strip()
        if not line:
            blank = True
            continue
        if draft.options and blank and not _OPTION.match(line) and not _ANSWER.match(line):
            _unanswered(draft, ledger)
            draft = _Draft()
        draft.line = draft.line or number
        draft.raw.append(line)
        if (answer := _ANSWER.match(line)) and (draft.stem or draft.options):
            _finish(draft, answer[1].strip(), ledger)
            draft = _Draft()
        else:
            _line(draft, line, number)
        blank = False
    if draft.raw:
        _unanswered(draft, ledger)
    return ledger.reading("aiken")


def _line(draft: _Draft, line: str, number: int) -> None:
    option = _OPTION.match(line)
    if draft.options and _COMMENT.match(line):
        draft.changes.append(f"line {number} begins with # and was left out")
    elif option is None and draft.options:
        if len(draft.options[-1]) <= MAX_TEXT:  # what is longer is refused, and cost time with each line
            draft.options[-1] += f"\n{line}"
        draft.changes.append(f"line {number} goes on with the option above it; Moodle would take it for the stem")
    elif option is None:
        if draft.stem:
            draft.changes.append("the stem has several lines; Moodle would keep the last one only")
        draft.stem.append(line)
    elif not draft.stem and not draft.options:
        draft.letters.append(option[1])  # an option so far; a second A shows that it was the stem
        draft.options.append(option[2])
    else:
        if option[1] == "A" and draft.letters == ["A"] and not draft.stem:
            draft.stem, draft.letters, draft.options = [draft.raw[0]], [], []
            draft.changes.append("the stem begins like an option; Moodle would take it for one")
        draft.letters.append(option[1])
        draft.options.append(option[2])


def _unanswered(draft: _Draft, ledger: Ledger) -> None:
    if all(map(_COMMENT.match, draft.raw)):
        ledger.note(f"line {draft.line}: “{' '.join(draft.raw)[:60]}” is a comment and no question")
        return
    remedy = "write a line ANSWER: with the letter of the key below the options"
    ledger.skip(draft.line, "a question without an ANSWER line", remedy, " ".join(draft.raw))


def _is_part(line: str, below: str) -> bool:
    """Whether a line is the heading of a part, and does not go on in the next: `Chapter II`, `was written by whom?`."""
    return _PART.fullmatch(line) is not None and not below[0].islower()


def _finish(draft: _Draft, answer: str, ledger: Ledger) -> None:
    excerpt = " ".join(draft.raw)
    while len(draft.stem) > 1 and (_COMMENT.match(draft.stem[0]) or _is_part(*draft.stem[:2])):
        why = "is a comment" if _COMMENT.match(draft.stem[0]) else "is a heading"
        ledger.note(f"line {draft.line}: “{draft.stem[0][:60]}” {why} and no question")
        del draft.stem[0], draft.changes[0]
        draft.line += 1
    if not draft.stem:
        ledger.skip(draft.line, "options without a stem", "write what is asked above the options", excerpt)
        return
    if not answer:
        ledger.skip(draft.line, "the ANSWER line names no letter", "write the letter of the key after it", excerpt)
        return
    if not _LETTERS.fullmatch(answer):
        remedy = "write one letter of the options, such as ANSWER: B"
        ledger.skip(draft.line, f"“{answer[:40]}” is not a letter of an option", remedy, excerpt)
        return
    letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", answer)
    keys = {letter.upper() for letter in letters}
    if len(set(draft.letters)) < len(draft.letters) or not keys <= set(draft.letters):
        remedy = f"letter the options A, B, C in order; they are {', '.join(draft.letters) or 'not there'}"
        ledger.skip(draft.line, f"no option, or several, have the letter {answer[:40]}", remedy, excerpt)
        return
    if draft.letters != [chr(ord("A") + at) for at in range(len(draft.letters))]:
        draft.changes.append("the options are not lettered in order; the key was found by its letter")
    if any(letter.islower() for letter in letters):
        draft.changes.append("the ANSWER line has a small letter; Moodle would find no key")
    if len(keys) > 1:
        draft.changes.append("the ANSWER line names several letters; Moodle would keep the first only")
    options = tuple(
        Option(from_plain(text), letter in keys) for letter, text in zip(draft.letters, draft.options, strict=True)
    )
    kind = "multiple" if len(keys) > 1 else "single"
    if kind == "single" and sorted(option.text for option in options) == ["False", "True"]:
        kind = "true-false"
    item = Item(kind, from_plain("\n".join(draft.stem)), options)
    ledger.take(Entry(item), draft.line, tuple(dict.fromkeys(draft.changes)))
