"""Tables with a column for each question: the words Question, Option A, Answer stand below each other on the left."""

from __future__ import annotations

from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import bare

_LEAST = 3
"""Filled cells of a question, and columns: with one question it is a list."""

_MOST = 60
"""Rows of such a table; nobody asks what is above a question in a longer one."""


def turned(sheet: Sheet) -> Sheet:
    """The sheet with its columns as rows, each with the number of its column.

    Nothing is in it where it is too long, or where words on the left come again: then questions are below each other.
    """
    rows = [row for row in sheet.rows if not row.empty]
    wide = max((len(row.cells) for row in rows), default=0)
    full = [at for at in range(wide) if sum(bool(row.cell(at).strip()) for row in rows) >= _LEAST]
    left = [bare(row.cell(full[0])) for row in rows if row.cell(full[0]).strip()] if full else []
    if len(full) < _LEAST or len(sheet.rows) > _MOST or len(set(left)) < len(left):
        return Sheet(sheet.name, (), turned=True)
    return Sheet(
        sheet.name,
        tuple(
            Row(
                column + 1,
                tuple(row.cell(column) for row in sheet.rows),
                {at: row.notes[column] for at, row in enumerate(sheet.rows) if column in row.notes},
                frozenset(at for at, row in enumerate(sheet.rows) if column in row.bright),
            )
            for column in range(wide)
        ),
        turned=True,
    )
