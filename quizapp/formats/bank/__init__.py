"""Bank pages: questions as Markdown that a colleague can read on a website and correct in a review.

A page has a head (`---`), facts (`- F1: statement`, evidence `  > quote`, place `  @ paragraph 3`) and questions
(`### name`, fields, stem, `- [ ]` options with `- [x]` for the key or `= ` answers, rationales `> `). Canonical
pages come back byte for byte; a page with any problem is not read in part. Standard library and core only.
"""

from __future__ import annotations

from quizapp.core.errors import Problem
from quizapp.core.page import Page
from quizapp.formats.bank.evidence import check_quotes
from quizapp.formats.bank.fields import NAME
from quizapp.formats.bank.media import media_names
from quizapp.formats.bank.reader import parse
from quizapp.formats.bank.source import MAX_BYTES
from quizapp.formats.bank.update import replace_fact, replace_head, replace_question, update
from quizapp.formats.bank.writer import tidy_page, write

__all__ = [
    "MAX_BYTES",
    "NAME",
    "check_quotes",
    "media_names",
    "read",
    "read_bytes",
    "replace_fact",
    "replace_head",
    "replace_question",
    "tidy_page",
    "update",
    "write",
]


def read(text: str, name: str) -> tuple[Page | None, list[Problem]]:
    """The page called `name`, and all its problems in line order; no page where there is any problem.

    Line ends of Windows, a byte-order mark, trailing spaces, extra blank lines, fields and facts out of order and
    text that is not NFC are read as if they were canonical.
    """
    parsed = parse(text, name)
    return parsed.page, parsed.problems


def read_bytes(data: bytes, name: str) -> tuple[Page | None, list[Problem]]:
    """A page from a file: as `read`, with a problem for what is larger than 1 MiB or not UTF-8."""
    if len(data) > MAX_BYTES:
        return None, [Problem(f"{name}.md", 1, "a page has at most 1 MiB; split it into several pages")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"found the byte {data[error.start]:#04x}"
        return None, [Problem(f"{name}.md", line, f"this line is not UTF-8; save the page in UTF-8; {found}")]
    return read(text, name)
