"""Texts of an item for formats that hold plain text only, one line each, with what that loses."""

from __future__ import annotations

import re

from quizapp.formats.markup import to_plain
from quizapp.formats.report import Entry, Ledger

_BREAK = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v\n]*")


def plain_line(entry: Entry, field: str, markdown: str, ledger: Ledger) -> str:
    """The visible text on one line. Formatting, pictures and line breaks that go are noted as losses of `field`."""
    text, lost = to_plain(markdown)
    line = _BREAK.sub(" ", text.strip(" \t\n"))
    if lost:
        ledger.lose(entry, field, "written without formatting, code or pictures")
    elif "\n" in text.strip():
        ledger.lose(entry, field, "put on one line")
    return line
