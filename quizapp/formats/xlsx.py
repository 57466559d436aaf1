"""Excel workbooks: the dialect of `formats.csv` in one sheet, every cell a text; any sheet with a header in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.report import Entry, Ledger, Reading, Written
from quizapp.formats.sheets.cells import workbook
from quizapp.formats.sheets.reader import read_table
from quizapp.formats.sheets.writer import LONGEST, rows_of


def read(data: bytes, place: str) -> Reading:
    return read_table(data, place, "xlsx")


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    rows = rows_of(entries, ledger, longest=LONGEST)
    return ledger.written(workbook([list(row) for row in rows], title="Questions", widths=(24, 24, 16, 12, 60)))
