"""Sheets of Blooket, as their template has them: read only; their upload was never tried from here."""

from __future__ import annotations

from quizapp.formats.report import Reading
from quizapp.formats.sheets.reader import read_table


def read(data: bytes, place: str) -> Reading:
    return read_table(data, place, "blooket")
