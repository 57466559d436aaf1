"""Whether √ is the sign of a root, or a tick that marks the key: `√ 2` can be either, `√ Paris` a tick alone.

All questions together tell: where one has a tick before or behind a word, they are ticks, but for several of them
before figures in one question. Else none is: one √ in each question may be a tick, or what is irrational.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIRST = re.compile(r"\s*√(?=\s)\s*(?![\d(])(?:[^\W\d_]{2}|[A-Za-z][.)]\s)|\s*[\[(] ?√ ?[\])]|\s*√[^\W\d_]{3}")
_LAST = re.compile(r"[^\W\d_]{2}[.,;!)]?\s*[\[(]?√[\])]?\s*\Z")
_SIGN = re.compile(r"\s*√\s+\S|.*[^\s=+*/·×÷-]\s*√\s*\Z", re.S)
ROOT = "\ue00a"
"""Stands for the sign of a root in a text where √ would be read as a tick."""

_LONGEST = 2_000


def roots(questions: Sequence[Sequence[str]]) -> list[bool]:
    """For each question, by the texts of its options with their marks, whether √ in it is the sign of a root."""
    ticked = [[_is_ticked(text) for text in options] for options in questions]
    if not any(map(any, ticked)):
        return [True] * len(questions)
    signs = [sum(_SIGN.match(text[:_LONGEST]) is not None for text in options) for options in questions]
    return [count > 1 and not any(words) for count, words in zip(signs, ticked, strict=True)]


def _is_ticked(text: str) -> bool:
    return _FIRST.match(text) is not None or _LAST.search(text[-_LONGEST:]) is not None
