"""Words that stand in a text by themselves, found without a pattern: compiling one for each word would be slow."""

from __future__ import annotations

import re
from collections.abc import Iterator


def places(words: str, text: str) -> Iterator[int]:
    """Where the words stand in a text and are no part of longer or hyphenated ones, in order."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_within(text[at - 1 : at]) or _within(text[end : end + 1])):
            yield at
        at = text.find(words, at + 1)


def _within(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


def count(words: str, text: str) -> int:
    """How often the words stand in a text."""
    return sum(1 for _ in places(words, text))


_A_BEFORE = re.compile(r"\b([Aa])n? $")


def filled(text: str, gap: str, new: str) -> str:
    """The text with words in its gap, and "a" or "an" before them as they want it."""
    before, _, behind = text.partition(gap)
    before = _A_BEFORE.sub(lambda m: m[1] + ("n " if new[0].lower() in "aeiou" else " "), before)
    return before + new + behind
