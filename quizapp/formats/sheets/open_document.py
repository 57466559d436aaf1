"""OpenDocument spreadsheets (`.ods`), as LibreOffice keeps them: each cell as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from quizapp.formats.files.safe_xml import local, read_xml
from quizapp.formats.sheets.cells import MAX_COLUMNS, MAX_ROWS, Row, Sheet

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_ASIDE = (f"{_OFFICE}annotation", f"{_TEXT}note")


def sheets_in(content: bytes, place: str, rows: int = MAX_ROWS) -> list[Sheet]:
    """The visible sheets. Raises BadInput for XML that is unsafe or broken."""
    root, _ = read_xml(content, place)
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }
    tables = [table for table in root.iter(f"{_TABLE}table") if table.get(f"{_TABLE}style-name") not in hidden]
    return [_sheet(table, rows) for table in tables]


def _sheet(table: etree._Element, most: int) -> Sheet:
    rows: list[Row] = []
    number, cut = 1, False
    for element in table.iter(f"{_TABLE}table-row"):
        cells = tuple(_cells(element))
        times = _times(element, "rows", most)
        if any(cells):
            room = most - number + 1
            cut = cut or times > room
            rows += [Row(number + at, cells) for at in range(min(times, room))]
        number += times
    return Sheet(table.get(f"{_TABLE}name") or "Sheet", tuple(rows), cut=cut)


def _cells(row: etree._Element) -> Iterator[str]:
    found: list[str] = []
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell") and len(found) < MAX_COLUMNS:
            found += [_shown(cell)] * _times(cell, "columns", MAX_COLUMNS - len(found))
    while found and not found[-1]:
        found.pop()
    yield from found


def _times(element: etree._Element, what: str, most: int) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(said), most) if said.isdecimal() and len(said) < 9 else 1


def _shown(cell: etree._Element) -> str:
    """What a person sees in a cell; truth in the words that every table here knows."""
    if truth := cell.get(f"{_OFFICE}boolean-value"):
        return str(truth).upper()
    return "\n".join("".join(_words(part)) for part in cell if part.tag == f"{_TEXT}p")


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            yield " " * min(1_000, int(said) if (said := part.get(f"{_TEXT}c", "1")).isdecimal() else 1)
        elif part.tag in _BREAKS:
            yield _BREAKS[part.tag]
        elif part.tag not in _ASIDE and isinstance(part.tag, str):
            yield from _words(part)
        yield part.tail or ""
