"""Headings of Markdown above a question: their signs are no part of it, nor is the heading of the part it stands in."""

from __future__ import annotations

import re

from quizapp.formats.report import Ledger
from quizapp.formats.text.draft import Draft

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")


def unmarked(draft: Draft, ledger: Ledger) -> Draft:
    """The question without the signs of its heading; a heading above one of more signs is that of a part, and noted.

    One sign alone stays: it may begin a comment of code.
    """
    found = [_HEADING.fullmatch(line) for line in draft.stem]
    deep = [len(heading[1]) if heading else 0 for heading in found]
    last = max((at for at, depth in enumerate(deep) if depth), default=0)
    parts = {at for at in range(last) if 0 < deep[at] < deep[last]}
    for at in sorted(parts):
        ledger.note(f"line {draft.line}: “{draft.stem[at][:60]}” is a heading and no question")
    draft.breaks = [at - sum(part < at for part in parts) for at in draft.breaks]
    draft.stem = [
        heading[2] if heading and depth > 1 else line
        for at, (line, heading, depth) in enumerate(zip(draft.stem, found, deep, strict=True))
        if at not in parts
    ]
    return draft
