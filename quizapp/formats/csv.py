"""CSV and TSV: our own dialect out; any table with a header in, whatever its separator, encoding and language.

Texts are Markdown in our own dialect (`stem`, `option_1`, …, `correct`) and plain text or HTML in others. A cell that
a spreadsheet would run as a formula gets an apostrophe, which our reader takes off again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.report import Entry, Ledger, Reading, Written
from quizapp.formats.sheets.cells import guard, lines_of
from quizapp.formats.sheets.reader import read_table
from quizapp.formats.sheets.writer import rows_of


def read(data: bytes, place: str) -> Reading:
    return read_table(data, place, "csv")


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    header, *others = rows_of(entries, ledger)
    counts = {at for at, name in enumerate(header) if name.startswith("weight_")}  # a number runs no formula
    rows = [header, *([cell if at in counts else guard(cell) for at, cell in enumerate(row)] for row in others)]
    # the mark tells Excel that it is UTF-8; without it accents break on a double click
    return ledger.written(b"\xef\xbb\xbf" + lines_of(rows).encode())
