"""Whether √ is the sign of a root, or a tick that marks the key: `√ 2` can be either, `√ Paris` a tick alone.

All questions together tell: where one has a tick before or behind a word, or all of several have just one √ and no
other mark, they are ticks. Else none is; nor are several of them before figures in one question in any case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIRST = re.compile(r"\s*√(?=\s)\s*(?![\d(])(?:[^\W\d_]{2}|[A-Za-z][.)]\s)|\s*[\[(] ?√ ?[\])]|\s*√[^\W\d_]{3}")
_LAST = re.compile(r"[^\W\d_]{2}[.,;!)]?\s*[\[(]?√[\])]?\s*\Z")
_SIGN = re.compile(r"\s*√\s+\S|.*[^\s=+*/·×÷-]\s*√\s*\Z", re.S)
_LEAST = 3
"""Questions with one √ each, for these to be ticks where no words say so."""

_LONGEST = 2_000


def roots(questions: Sequence[Sequence[str]], *, keyed: bool) -> list[bool]:
    """For each question, by the texts of its options with their marks, whether √ in it is the sign of a root.

    `keyed` says that other marks or answers tell the keys of some.
    """
    ticked = [[_is_ticked(text) for text in options] for options in questions]
    signs = [sum(_SIGN.match(text[:_LONGEST]) is not None for text in options) for options in questions]
    glued = any(re.match(r"\s*√\d", text) for options in questions for text in options)
    one_each = not (keyed or glued) and len(questions) >= _LEAST and all(count == 1 for count in signs)
    if not one_each and not any(map(any, ticked)):
        return [True] * len(questions)
    return [count > 1 and not any(words) for count, words in zip(signs, ticked, strict=True)]


def _is_ticked(text: str) -> bool:
    return _FIRST.match(text) is not None or _LAST.search(text[-_LONGEST:]) is not None
