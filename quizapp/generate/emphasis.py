"""Signs of emphasis, which the parser would take for words: "**Osmosis** is ...", "the trawler *Nerine*"."""

from __future__ import annotations

import re

_EMPHASISED = re.compile(
    r"(?<![\w*_\\])(\*{1,3}|_)(?=[^\s*_])((?:[^*_]|(?<=\w)_(?=\w))+?)(?<=[^\s*_])\1(?![\w*_])"
)
"""Stars and lines in pairs around words; not those of "2*3*4", "snake_case", "__init__" and of the mark of a note."""


def unmarked(text: str) -> tuple[str, tuple[int, ...]]:
    """(the text without its signs of emphasis, where each of its characters stood).

    >>> unmarked("a *b* c")
    ('a b c', (0, 1, 3, 5, 6))
    """
    if "*" not in text and "_" not in text:
        return text, tuple(range(len(text)))
    signs: set[int] = set()
    told = text
    while found := list(_EMPHASISED.finditer(told)):  # what stands within other signs comes first
        for f in found:
            at = {*range(f.start(), f.start(2)), *range(f.end(2), f.end())}
            signs |= at
        told = "".join("\0" if n in signs else c for n, c in enumerate(text))
    kept = tuple(n for n in range(len(text)) if n not in signs)
    return "".join(text[n] for n in kept), kept


def with_signs(text: str, start: int, end: int) -> str:
    """What stands between two places of a text, with the signs of emphasis that open before it or close behind it."""
    opens, closes = start, end
    while opens and text[opens - 1] in "*_":
        opens -= 1
    if opens and text[opens - 1] not in _OPENING:
        opens = start  # they close what stands before
    while closes < len(text) and text[closes] in "*_" and text[end - 1] not in _OPENING:
        closes += 1
    return text[opens:closes]


_OPENING = " \n\t\u00a0([“‘\"'–—-/"


def paired(text: str) -> str:
    """A text for a question: nothing in bold, and in italics only what is so from its beginning to its end.

    >>> paired("the **trawler** *Nerine* of *South")
    'the trawler Nerine of South'
    """
    text = re.sub(r"\*\*+", "", text)
    return text if text.count("*") % 2 == 0 else re.sub(r"\*(?=\S)|(?<=\S)\*", "", text)  # not of "30 * 40 metres"
