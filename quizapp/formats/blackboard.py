"""Blackboard's tab-delimited text: one question per line, `MC`, `MA`, `TF`, `NUM`, `FIB` and others, no header."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.formats.files.decoding import decode
from quizapp.formats.marks.numbers import number
from quizapp.formats.markup import from_mixed
from quizapp.formats.report import Entry, Ledger, Reading
from quizapp.formats.sheets.cells import from_text

_OTHERS = {
    "ESS": "an essay", "ORD": "putting in order", "MAT": "matching", "FIL": "the upload of a file",
    "SR": "a short essay", "OP": "an opinion", "JUMBLED_SENTENCE": "a jumbled sentence", "QUIZ_BOWL": "quiz bowl",
    "FIB_PLUS": "several blanks in one text",
}  # fmt: skip
_HEAD = re.compile(r"(?:question[ _-]?)?types?", re.I)
_HAND = "enter it by hand as a question of a kind there is here"


class _Skip(Exception):
    pass


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = decode(data, place)
    for note in notes:
        ledger.note(note)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tabs = "\t" in text
    for at, fields in _tabbed(text) if tabs else _parted(text):
        while fields and not fields[-1].strip():
            fields.pop()
        if not fields:
            continue
        if not (ledger.taken or ledger.skipped or ledger.notes[len(notes) :]) and _HEAD.fullmatch(fields[0]):
            ledger.note(f"line {at} is a header and was left out")
            continue
        changes: list[str] = []
        try:
            if not tabs and any(field.startswith(" ") for field in fields):
                raise _Skip("a comma in a text may have moved what is behind it")
            item = _item([field.strip() for field in fields], changes)
        except _Skip as error:
            ledger.skip(at, str(error), _HAND, " | ".join(fields))
        else:
            ledger.take(Entry(item), at, tuple(dict.fromkeys(changes)))
    if not (ledger.taken or ledger.skipped):
        raise BadInput(f"{place}: the file is empty; choose the one with the questions")
    return ledger.reading("blackboard")


def _parted(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line and fields of each row where a spreadsheet has put commas or semicolons for the tabs."""
    table = from_text(text)
    yield from ((row.number, list(row.cells)) for row in (*table.rows, *table.broken))


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    for at, line in enumerate(text.split("\n"), 1):
        all_quoted = line.lstrip().startswith('"')
        yield at, [_unquoted(field, all_quoted) for field in line.split("\t")]


def _unquoted(field: str, always: bool) -> str:
    """A field without the marks that a spreadsheet put around it, as it does where signs in the field ask for them."""
    field = field.strip()
    if len(field) > 1 and field[0] == field[-1] == '"' and (always or re.search(r'[",;]', field[1:-1])):
        return field[1:-1].replace('""', '"').strip()
    return field


def _item(fields: list[str], changes: list[str]) -> Item:
    sort = fields[0].upper() if fields else ""
    if sort in _OTHERS:
        raise _Skip(f"it asks for {_OTHERS[sort]}, a kind that is not taken")
    if sort not in ("MC", "MA", "TF", "NUM", "FIB"):
        raise _Skip("the line begins with no kind of question (MC, MA, TF, NUM, FIB)")
    if len(fields) < 3:
        raise _Skip("the line has no answers after the question")
    stem = _text(fields[1], changes)
    if sort in ("MC", "MA"):
        return _choice(sort, stem, fields[2:], changes)
    if sort == "TF":
        truth = fields[2].lower()
        if truth not in ("true", "false"):
            raise _Skip(f"“{fields[2][:40]}” is neither true nor false")
        return Item("true-false", stem, (Option("True", truth == "true"), Option("False", truth == "false")))
    if sort == "FIB":
        answers = (html.unescape(field) for field in fields[2:] if field)
        return Item("text", stem, answers=tuple(Answer(answer) for answer in dict.fromkeys(answers)))
    off = fields[3] if len(fields) > 3 else "0"
    value, tolerance = number(fields[2]), number(off)
    if value is None or tolerance is None:
        raise _Skip(f"“{fields[2][:30]} ± {off[:30]}” is not a number")
    said = fields[2].strip().replace(",", ".").removeprefix("+")
    said = f"0{said}" if said.startswith(".") else said.rstrip(".")
    answer = f"{said} ± {off.strip().lstrip('+-').replace(',', '.')}" if tolerance else said
    return Item("numeric", stem, answers=(Answer(answer),))


def _choice(sort: str, stem: str, pairs: list[str], changes: list[str]) -> Item:
    if len(pairs) % 2:
        raise _Skip("an answer is not followed by correct or incorrect")
    options = []
    for text, verdict in zip(pairs[::2], pairs[1::2], strict=True):
        said = verdict.strip().lower()
        if said not in ("correct", "incorrect"):
            raise _Skip(f"“{verdict[:40]}” stands where correct or incorrect should")
        options.append(Option(_text(text, changes), said == "correct"))
    return Item("single" if sort == "MC" else "multiple", stem, tuple(options))


def _text(field: str, changes: list[str]) -> str:
    markdown, changed = from_mixed(field)
    changes += changed
    return markdown
