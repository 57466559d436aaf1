"""Columns named by a person, where no header says what they hold: `stem=B; options=C-F; correct=G; first=2`.

Columns are letters, as spreadsheets call them. `first` is the row of the first question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.core.errors import BadInput
from quizapp.formats.report import Ledger
from quizapp.formats.sheets.cells import MAX_COLUMNS, Row, Sheet, letters
from quizapp.formats.sheets.columns import Columns, columns_of
from quizapp.formats.sheets.opening import open_sheets

ROLES = {
    "": "Not used",
    "stem": "Question",
    "options": "Option",
    "wrong": "Wrong option",
    "correct": "Right answer",
    "explanation": "Explanation",
    "feedback": "Feedback to an option",
    "tags": "Tags",
    "title": "Title",
    "type": "Kind of question",
    "points": "Points",
    "seconds": "Seconds",
}
"""What a column can hold → its word. Several columns may be options, wrong options and feedback, in their order."""

_NUMBERED = {"options": "option", "wrong": "wrong", "feedback": "feedback"}
_HOW = "write for example “stem=B; options=C-F; correct=G; first=2”"
_LOOKED_AT = 100
"""Rows in which the header stands: whoever is asked about columns waits for it."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as it is shown to whoever says what it holds."""

    letter: str
    header: str
    cells: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of a table, column by column. `first` is the row in which its questions begin."""

    columns: tuple[Column, ...]
    first: int = 2


def columns_named(text: str) -> tuple[Columns, int]:
    """The columns that a person named, and the row of the first question. Raises BadInput."""
    plain: dict[str, int] = {}
    numbered: dict[str, dict[int, int]] = {}
    first = 2
    for part in filter(None, (part.strip() for part in text.split(";"))):
        role, _, said = (one.strip() for one in part.partition("="))
        if role == "first":
            if not re.fullmatch(r"[1-9][0-9]{0,4}", said):
                raise BadInput(f"“{said[:20]}” is no number of a row; {_HOW}")
            first = int(said)
        elif role in _NUMBERED:
            numbered[_NUMBERED[role]] = dict(enumerate(_places(said), 1))
        elif role in ROLES and role and len(places := _places(said)) == 1:
            plain[role] = places[0]
        else:
            raise BadInput(f"“{part[:40]}” names no column; {_HOW}, with {', '.join(name for name in ROLES if name)}")
    if "stem" not in plain or ("option" not in numbered and "correct" not in plain):
        raise BadInput(f"name the column of the questions and those of their options or right answers; {_HOW}")
    return Columns(0, plain, numbered), first


def placed(columns: Columns, first: int, sheet: Sheet) -> Columns:
    """The columns with the place of the row before the first question."""
    before = sum(1 for row in sheet.rows if row.number < first)
    return Columns(before - 1, columns.plain, columns.numbered)


def written(roles: Mapping[str, str], first: int) -> str:
    """What `columns_named` reads, from column letter → role."""
    said: dict[str, list[str]] = {}
    for letter, role in roles.items():
        if role in ROLES and role:
            said.setdefault(role, []).append(letter)
    return "; ".join([*(f"{role}={','.join(names)}" for role, names in said.items()), f"first={first}"])


def table(data: bytes, place: str) -> Table:
    """The first rows of the first table that has any, with what its header says so far. Raises BadInput."""
    for sheet in open_sheets(data, place, Ledger(place), rows=_LOOKED_AT):
        rows = [row for row in sheet.rows if not row.empty][: _SHOWN + 1]
        if rows:
            return _shown(sheet, rows)
    raise BadInput(f"{place}: the table is empty; choose the one with the questions")


def _shown(sheet: Sheet, rows: list[Row]) -> Table:
    known = columns_of(sheet)
    roles: dict[int, str] = {}
    if known is not None:
        head = sheet.rows[known.row]
        rows = [head, *[row for row in sheet.rows[known.row + 1 :] if not row.empty][:_SHOWN]]
        roles = {column: role for role, column in known.plain.items() if role in ROLES}
        for role, name in _NUMBERED.items():
            roles |= dict.fromkeys(known.numbered.get(name, {}).values(), role)
    width = min(MAX_COLUMNS, max(len(row.cells) for row in rows))
    return Table(
        tuple(
            Column(
                letters(at),
                rows[0].cell(at).strip(),
                tuple(row.cell(at).strip() for row in rows[1:]),
                roles.get(at, ""),
            )
            for at in range(width)
            if any(row.cell(at).strip() for row in rows)
        ),
        rows[1].number if len(rows) > 1 else rows[0].number,
    )


def _places(said: str) -> list[int]:
    """`C-E` or `C, D,E` as columns from 0. Raises BadInput."""
    found: list[int] = []
    for part in said.upper().split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(re.fullmatch(r"[A-Z]{1,2}", end) for end in ends):
            raise BadInput(f"“{said[:40]}” names no columns; {_HOW}")
        low, high = _number(ends[0]), _number(ends[-1])
        found += range(low, high + 1)
        if len(found) > MAX_COLUMNS or high >= MAX_COLUMNS:  # before the next range is written out
            raise BadInput(f"a table has at most {MAX_COLUMNS} columns; {_HOW}")
    return found


def _number(letter: str) -> int:
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number - 1
