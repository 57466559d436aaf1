"""Bytes to tables: CSV and TSV in any encoding and with any separator, or a workbook of Excel or LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.errors import BadInput
from quizapp.formats.files.archive import is_zip, unpack
from quizapp.formats.files.decoding import decode
from quizapp.formats.heading import PART, as_heading
from quizapp.formats.report import Ledger
from quizapp.formats.sheets.cells import MAX_ROWS, Sheet, from_text, from_workbook

_UNSAFE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.I)
_LABEL = re.compile(rf"(?!{PART}\Z)[^\W\d_]+(?:[ ][^\W\d_]+)?[ ]?:[ ]", re.I)
"""`Teacher: Ms Holt`, where it is not the number of a unit."""
_OF_THE_TABLE = re.compile(
    r"\b(?:rows?|columns?|headings?|headers?|\w*template|spreadsheet|each|please|do not|don['’]t|must"
    r"|zeilen?|spalten?|bitte|überschrift(?:en)?|lignes?|colonnes?|filas?|columnas?|rig(?:a|he)|colonn[ae])\b",
    re.I,
)
"""Says how the table is filled in."""
_FORMULA = re.compile(rb"<f[ >/]")


def open_sheets(data: bytes, place: str, ledger: Ledger, *, rows: int = MAX_ROWS) -> list[Sheet]:
    """The first `rows` of each table of a file. Raises BadInput where it is neither text nor a workbook, or unsafe."""
    sheets = _workbook(data, place, rows) if is_zip(data) else [_text(data, place, ledger, rows)]
    for sheet in sheets:
        if sheet.cut:
            ledger.note(f"only the first {rows:,} rows were read; split the table")
    return sheets


def first_words(sheets: Sequence[Sheet]) -> str:
    """What stands in the first row that holds anything, shortened."""
    first = next((row for sheet in sheets for row in sheet.rows if not row.empty), None)
    return ", ".join(" ".join(cell.split())[:30] for cell in first.cells[:8] if cell.strip()) if first else "nothing"


def title_above(sheet: Sheet, head: int) -> str:
    """What stands alone in a row above the header and reads like a heading, `Unit 3: Rivers`; else nothing.

    How the table is filled in and who teaches is none.
    """
    rows = [[cell.strip() for cell in row.cells if cell.strip()] for row in sheet.rows[: max(head, 0)]]
    titles = (as_heading(row[0]) for row in rows if len(row) == 1)
    return next((one for one in titles if one and not (_LABEL.match(one) or _OF_THE_TABLE.search(one))), "")


def _text(data: bytes, place: str, ledger: Ledger, rows: int) -> Sheet:
    text, notes = decode(data, place)
    for note in notes:
        ledger.note(note)
    return from_text(text.removeprefix("\ufeff").replace("\0", ""), rows)


def _workbook(data: bytes, place: str, rows: int) -> list[Sheet]:
    files = unpack(data, place)
    if b"opendocument.spreadsheet" in files.get("mimetype", b"") and "content.xml" in files:
        from quizapp.formats.sheets.open_document import sheets_in

        return sheets_in(files["content.xml"], f"{place}!/content.xml", rows)
    if "xl/workbook.xml" not in files:
        raise BadInput(f"{place}: this is no spreadsheet; save it as .xlsx or .csv, or a text as .txt")
    xml = {name: content for name, content in files.items() if name.endswith((".xml", ".rels"))}
    if any(_UNSAFE.search(content) for content in xml.values()):
        raise BadInput(f"{place}: the workbook defines entities of its own; save it anew with a spreadsheet program")
    formulas = any(_FORMULA.search(content) for name, content in xml.items() if name.startswith("xl/worksheets/"))
    try:
        return from_workbook(data, formulas=formulas and rows == MAX_ROWS, rows=rows)
    except ValueError as error:
        said = " ".join(str(error).split())[:120]
        raise BadInput(f"{place}: the workbook cannot be read ({said}); save it anew as .xlsx or .csv") from None
