"""The heading of a list of questions: what the page is called that they are brought to."""

from __future__ import annotations

import re

from quizapp.formats.files.decoding import decode
from quizapp.formats.report import Reading

MOST_LETTERS, MOST_WORDS = 100, 14
_HASHES = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
_DRESS = re.compile(r"(?:title|quiz|test|topic|thema|titel)[ \t]*:[ \t]*(?=\S)", re.I)
_NONE = re.compile(
    r"[\d(\[*+•–_-]|[A-Za-z][.)]|.*(?:_{2,}|\.{3,}|[=<>{}|]|https?://)|.*[?.!…;,]$|(?:name|date|class|score)\b"
    r"|.*\b(?:answers?|keys?|correct|right|wrong|mark(?:s|ed)?|choose|select|circle|tick|points?)\b",
    re.I,
)
"""Numbers and bullets, blanks to fill in, what explains marks, and sentences: none says what a list is about."""


def heading(data: bytes, reading: Reading) -> str:
    """What stands above the first question of a list in plain text, where it reads like a heading; else nothing.

    A line that Markdown makes a heading goes before another.
    """
    if reading.format not in ("text", "aiken") or not reading.taken:
        return ""
    above = [line.strip() for line in decode(data)[0].splitlines()[: max(0, reading.taken[0].line - 1)]]
    made = [found[1] for line in above if (found := _HASHES.fullmatch(line))]
    return next(filter(None, map(as_heading, [*made, *above])), "")


def as_heading(line: str) -> str:
    """The words of a line that reads like a heading; else nothing."""
    words = _DRESS.sub("", re.sub(r"^([*_]{1,3})(\S.*\S)\1$", r"\2", line).strip().rstrip(":")).strip()
    fits = len(words) <= MOST_LETTERS and len(words.split()) <= MOST_WORDS and any(one.isalpha() for one in words)
    return words if fits and not _NONE.match(words) else ""
