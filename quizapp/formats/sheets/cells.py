"""Tables as rows of text, whether they came as CSV, TSV or XLSX, with the place of each cell in the words of the file.

A spreadsheet changes what people type: `2` comes back as 2.0, `1-2` as a day in January, a formula as its last
result. The first is put right here, the other two are noted at the cell, so that nobody trusts them unseen.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from quizapp.formats.files.archive import pack
from quizapp.formats.sheets.quoted import records
from quizapp.formats.sheets.shown import day_shown, number_shown, stands_out

MAX_ROWS = 20_000
MAX_COLUMNS = 120
MAX_CELL = 65_536
GUARDED = re.compile(r"\s*[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]")
"""What a spreadsheet may take for a formula: also after white space, and in full-width forms."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (from 1), its texts, and remarks on cells by column (from 0).

    `bright` are the columns whose cell is bold, coloured or filled. `changes` is what was left out of it, and `problem`
    why it cannot be taken and what to do, where it was made of several rows.
    """

    number: int
    cells: tuple[str, ...]
    notes: dict[int, str] = field(default_factory=dict)
    bright: frozenset[int] = frozenset()
    changes: tuple[str, ...] = ()
    problem: tuple[str, str] = ("", "")

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None and 0 <= column < len(self.cells) else ""

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    def widened(self, below: Sequence[Row]) -> Row:
        """A header with empty cells to its end where rows below it go on: further keys may stand there."""
        width = max((len(row.cells) for row in below), default=0)
        return replace(self, cells=(*self.cells, *[""] * (width - len(self.cells))))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `name` is empty for a text file, whose places are lines instead of cells.

    In a `turned` one the rows are the columns of the file; in a `stacked` one each is made of several. `broken` are the
    lines of a text whose quotation marks leave open where a cell ends.
    """

    name: str
    rows: tuple[Row, ...]
    separator: str = ""
    cut: bool = False
    turned: bool = False
    stacked: bool = False
    broken: tuple[Row, ...] = ()

    def place(self, row: Row, column: int | None = None) -> str:
        """`12` for line 12 of a text file, `Sheet1!C12` in a workbook."""
        if self.turned:
            cell = f"{letters(row.number - 1)}{(column or 0) + 1}"
            return f"{self.name}!{cell}" if self.name else cell
        if not self.name:
            return str(row.number)
        known = column is not None and not self.stacked
        return f"{self.name}!{letters(column or 0) if known else 'A'}{row.number}"


def notes_of(row: Row, sheet: Sheet) -> list[str]:
    """What is said of cells that a spreadsheet may have changed."""
    said = {
        "date": "the cell {} is a date in the sheet; look whether it was meant as one",
        "formula": "the cell {} is a formula; its last result was read",
        "error": "the cell {} shows an error of the spreadsheet",
    }
    return [said[note].format(sheet.place(row, at).partition("!")[2]) for at, note in row.notes.items()]


def letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# --- text ------------------------------------------------------------------------------------------------------


def guard(text: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it. `unguard` takes it off again."""
    return "'" + text if GUARDED.match(text.lstrip("'")) else text


def unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and GUARDED.match(text.lstrip("'")) else text


def from_text(text: str, most: int = MAX_ROWS) -> Sheet:
    """The table in CSV or TSV text; the separator is the one that makes the most even columns."""
    start = 0
    separator = ""
    if announced := re.match(r"sep=(.)\r?\n", text):
        separator, start = announced[1], announced.end()
    separator = separator or _separator(text)
    found = list(islice(records(text[start:], separator, first=2 if start else 1), most + 1))
    usual = Counter(len(record.cells) for record in found if record.cells and not record.broken).most_common(1)
    width = usual[0][0] if usual else 0
    rows: list[Row] = []
    broken: list[Row] = []
    for record in found[:most]:
        unread = record.broken or (record.loose and len(record.cells) != width)
        unread = unread or _may_be_several(record.cells, separator, width)
        (broken if unread else rows).append(Row(record.line, record.cells[:MAX_COLUMNS]))
    return Sheet("", tuple(rows), separator, cut=len(found) > most, broken=tuple(broken))


def _may_be_several(cells: Sequence[str], separator: str, usual: int) -> bool:
    """Whether a record over lines is as wide as others on its first and on its last: two, whose marks do not end."""
    if not any("\n" in cell for cell in cells):
        return False
    lines = separator.join(cells).split("\n")
    ends = (lines[0], lines[-1])
    apart = any(f"{separator} " in line for line in ends)  # as in a sentence
    return usual > 1 and not apart and all(line.count(separator) + 1 == usual for line in ends)


def lines_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV by RFC 4180: commas, CRLF, quotation marks only where they are needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _separator(text: str) -> str:
    """Among comma, semicolon, tab and bar: the one that gives most columns evenly over the first records."""
    sample = text[:20_000]
    best, best_width = ",", 0.0
    for separator in ",;\t|":
        widths = []
        for record in records(sample, separator):
            if any(record.cells):
                widths.append(min(len(record.cells), MAX_COLUMNS))
            if len(widths) == 12:
                break
        if not widths or max(widths) == 1:
            continue
        usual = max(set(widths), key=widths.count)
        even = widths.count(usual) / len(widths)
        if usual > 1 and (width := even * (1 + min(widths[0], usual) / 100)) > best_width:
            best, best_width = separator, width
    return best


# --- workbooks -------------------------------------------------------------------------------------------------


def from_workbook(data: bytes, *, formulas: bool = False, rows: int = MAX_ROWS) -> list[Sheet]:
    """The visible sheets of an XLSX file. `formulas` says that some cell is a formula, so that those are marked.

    Raises ValueError for what openpyxl cannot open. The caller has checked the archive's size and its XML.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        marked = _formula_cells(data) if formulas else {}
        return [
            _sheet(page, marked.get(page.title, set()), rows)
            for page in book.worksheets
            if getattr(page, "sheet_state", "visible") == "visible"
        ]
    except Exception as error:  # openpyxl raises whatever its parsing stumbles on
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _sheet(page: Any, formulas: set[tuple[int, int]], most: int) -> Sheet:
    page.reset_dimensions()
    rows: list[Row] = []
    known: dict[tuple[int, int], bool] = {}
    for number, cells in enumerate(page.iter_rows(max_col=MAX_COLUMNS), 1):
        if number > most:
            return Sheet(page.title, tuple(rows), cut=True)
        notes: dict[int, str] = {}
        bright = frozenset(at for at, cell in enumerate(cells) if cell.value is not None and stands_out(cell, known))
        texts = []
        for column, cell in enumerate(cells):
            value = cell.value
            text, note = cell_text(value, cell.number_format if isinstance(value, float | int | date) else "")
            if (number, column) in formulas:
                note = "formula"
            if note:
                notes[column] = note
            texts.append(text)
        while texts and not texts[-1]:
            texts.pop()
        rows.append(Row(number, tuple(texts), notes, bright))
    while rows and rows[-1].empty:
        rows.pop()
    return Sheet(page.title, tuple(rows))


def _formula_cells(data: bytes) -> dict[str, set[tuple[int, int]]]:
    import openpyxl

    found: dict[str, set[tuple[int, int]]] = {}
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    for page in book.worksheets:
        page.reset_dimensions()
        cells = found.setdefault(page.title, set())
        for number, row in enumerate(page.iter_rows(max_col=MAX_COLUMNS), 1):
            if number > MAX_ROWS:
                break
            cells.update((number, column) for column, cell in enumerate(row) if cell.data_type == "f")
    return found


def cell_text(value: object, code: str = "") -> tuple[str, str]:
    """A cell's value as text in its format `code`, and what to say about it: "date", "error" or nothing."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, int | float) and (text := number_shown(value, code)):
        return text, ""
    if isinstance(value, int):
        return str(value), ""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return (str(int(value)) if whole else repr(value)), ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        if midnight and (text := day_shown(value, code)):
            return text, "date"
        return (value.date().isoformat() if midnight else value.isoformat(sep=" ")), "date"
    if isinstance(value, date | time | timedelta):
        return str(value), "date"
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return text, "error" if re.fullmatch(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)", text) else ""


def printable(text: str) -> str:
    """Text without the control characters that no XML can carry."""
    return _UNPRINTABLE.sub("", text)


def repack(data: bytes) -> bytes:
    """The same zip with fixed times, so that the same questions give the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    properties = "docProps/core.xml"  # openpyxl writes the time of saving over the one it was given
    if properties in files:
        files[properties] = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z", files[properties])
    return pack(files, first=tuple(names))


def workbook(rows: list[list[str | int | float | None]], *, title: str, widths: tuple[int, ...] = ()) -> bytes:
    """An XLSX file with one sheet. Texts are stored as texts, so that none of them runs as a formula."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    fixed = datetime(2000, 1, 1)
    book.properties.created = book.properties.modified = fixed
    book.properties.creator = "quizapp"
    page = book.create_sheet(title)
    for position, width in enumerate(widths):
        page.column_dimensions[letters(position)].width = width
    for row in rows:
        cells: list[Any] = []
        for value in row:
            if isinstance(value, str):
                cell = WriteOnlyCell(page, value=None)
                cell.value = _escaped(printable(value))
                cell.data_type = "s"
                cells.append(cell)
            else:
                cells.append(value)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue())


def _escaped(text: str) -> str:
    """`_x0041_` in a text would come back as A; the standard's own escape for the underscore keeps it."""
    return _ESCAPED.sub(lambda match: "_x005F" + match[0], text)
