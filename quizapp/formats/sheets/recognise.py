"""Which sheet format a workbook or a delimited text is: told by its header row, never by its file name alone."""

from __future__ import annotations

import re
from html import unescape

from quizapp.core.errors import BadInput
from quizapp.formats.files.archive import unpack
from quizapp.formats.sheets.brightspace import is_brightspace
from quizapp.formats.sheets.cells import from_text
from quizapp.formats.sheets.columns import columns_of, header_words
from quizapp.formats.sheets.stacked import unstacked
from quizapp.formats.sheets.turned import turned

_KAHOOT = re.compile(r"\bm[aá](?:x|ks)\.? ?120\b|\b120 \w{4,20} m[aá]x")
"""How long its template, in whatever language, lets a question be."""

_WORDS = frozenset({"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml"})


def workbook(data: bytes) -> str:
    """`kahoot`, `wayground`, `blooket` or `xlsx`."""
    try:
        files = unpack(data, "the workbook", only=_WORDS)
    except BadInput:
        return "xlsx"  # its reader says what is wrong
    text = unescape(b" ".join(files.values())[:2_000_000].decode("utf-8", "replace")).lower()
    if _KAHOOT.search(text) or ("kahoot" in text and "correct answer" in text):
        return "kahoot"
    if "question text" in text and "question type" in text and "time in seconds" in text:
        return "wayground"
    return "blooket" if "blooket" in text and "correct answer" in text else "xlsx"


def delimited(text: str, name: str) -> str:
    """`csv`, `wayground`, `blooket`, `kahoot`, `anki`, or nothing for a text that is no table of questions."""
    if text.startswith(("#separator:", "#html:", "#notetype", "#deck", "#tags", "#columns:", "#guid column:")):
        return "anki"
    start = text[:20_000]
    sheet = from_text(start[: start.rfind("\n") + 1] or start)
    if is_brightspace(sheet):
        return "csv"
    sheet = unstacked(sheet)
    columns = columns_of(sheet)
    if columns is None and sheet.separator == "\t" and (aside := columns_of(turned(sheet))) and aside.options:
        return "csv"
    if columns is None or len(sheet.rows[columns.row].cells) < 3:
        return "csv" if name.lower().endswith((".csv", ".tsv", ".tab")) else ""
    words = header_words(sheet.rows[columns.row].cells)
    if "question #" in words and any(word.startswith("correct answer") for word in words):
        return "blooket"
    if {"question text", "question type"} <= words and any(word.startswith("time in seconds") for word in words):
        return "wayground"
    if any(_KAHOOT.search(word) for word in words):
        return "kahoot"
    return "csv"
