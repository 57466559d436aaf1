"""A spreadsheet that holds no table: questions below each other in one column, or in two with the numbers apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.report import Ledger
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row
from quizapp.formats.sheets.opening import open_sheets

_NAME = rf"{words.QUESTION}|{words.RIGHT}[ ]{words.OPTION}|{words.KEY}|key"
_LABEL = re.compile(rf"\(?(?:(?:Q\.?)?\d{{1,3}}|[A-Ha-h])[.):]?|(?P<word>{_NAME}):?", re.I)
_ENOUGH = 3


def as_list(data: bytes, place: str) -> str:
    """The text of such a spreadsheet, a line for each row; empty for any table."""
    lines: list[str] = []
    for sheet in open_sheets(data, place, Ledger(place)):
        rows = [row for row in sheet.rows if not row.empty]
        columns = sorted({at for row in rows for at, cell in enumerate(row.cells) if cell.strip()})
        if len(columns) == 2 and len(rows) >= _ENOUGH and all(_labelled(row, columns) for row in rows):
            lines += [_joined(row, columns) for row in sheet.rows]
        elif len(columns) == 1:
            lines += [row.cell(columns[0]).strip() for row in sheet.rows]
        elif columns:
            return ""
        lines.append("")
    return "\n".join(lines)


def _labelled(row: Row, columns: Sequence[int]) -> bool:
    """A number or a letter beside a text, or a text alone."""
    label, text = (row.cell(at).strip() for at in columns)
    return not label or not text or _LABEL.fullmatch(label) is not None


def _joined(row: Row, columns: Sequence[int]) -> str:
    label, text = (row.cell(at).strip() for at in columns)
    if label and text and (found := _LABEL.fullmatch(label)) and found["word"]:
        return f"{found['word']}: {text}"
    return f"{label}{'' if label.endswith((')', '.', ':')) else '.'} {text}" if label and text else label or text
