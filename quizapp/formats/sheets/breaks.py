"""`<br>` in the cells of a table: it parts the options of a cell, or it is one of them, `<lb>;<br>;<hr>`."""

from __future__ import annotations

import re

_TAG = r"<br[ ]?/?>"
_BREAK = re.compile(rf"(?:(?<!\s)\s+)?{_TAG}\s*", re.I)
"""Blanks before it are looked at from their first only."""

_BEFORE_LETTER = re.compile(rf"(?:(?<!\s)\s+)?{_TAG}\s*(?=\(?[A-Ha-h][).][ \t])", re.I)
_SIGN = r"[,;|`'\"]"
_ALONE = re.compile(
    rf"(?:\A|(?<={_SIGN}))[ \t]*(?:\(?\w[).][ \t]*)?{_TAG}[ \t]*(?=:::|{_SIGN}|\Z)|(?<=:::){_TAG}", re.I
)
"""It is all that stands between two signs, but for a letter: an option, and no end of a line."""

_ENDS_LINE = re.compile(rf"(?<=[^\s>).])[ \t]*{_TAG}[ \t]*(?=\n)", re.I)
_PARTS = re.compile(r"[;|]|:::")


def before_letters(text: str) -> str:
    """The text with a new line for each `<br>` right before the letter of an option."""
    return _BEFORE_LETTER.sub("\n", text)


def broken(text: str) -> str:
    """The text of a cell without letters, with a new line for each `<br>` where those part the options."""
    if "\n" in text.strip():
        return _ENDS_LINE.sub("", text)
    return _BREAK.sub("\n", text) if not (_ALONE.search(text) or _PARTS.search(text)) else text


def unclear(text: str) -> bool:
    """Whether `<br>` and other signs may part the options of a cell, `Rome; Italy<br>Oslo; Norway`."""
    tags = len(re.findall(_TAG, text, re.I))
    return "\n" not in text.strip() and broken(text) == text and tags > len(_ALONE.findall(text))


def two_ways(text: str) -> list[list[str]]:
    """The parts of such a cell between its `<br>`, and those between its bars; a semicolon may stand in a text."""
    signs = {*_PARTS.findall(text)}
    found = [_BREAK.split(text), *([text.split(*signs)] if len(signs) == 1 and ";" not in signs else [])]
    return [[part.strip() for part in parts if part.strip()] for parts in found]
