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


def same_article(text: str, gap: str, one: str, other: str) -> bool:
    """Whether both may stand in the gap of a text with the "a" or "an" that is before it."""
    wanted = re.search(r"\ban? $", text.partition(gap)[0], re.I) is not None
    return not wanted or opens_with_vowel(one) == opens_with_vowel(other)


def opens_with_vowel(word: str) -> bool:
    """Whether "an" stands before it, by its sound: an hour, an 80, but a European, a union, a one-way street."""
    return _AN.match(word.lower()) is not None


_AN = re.compile(r"hour|hono|heir|8|1[18](?!\d)|(?!eu|ewe|one\b|once\b|uk|u[bcdfghj-np-tv-z][aeiou])[aeiou]")
