"""Words that were broken at the end of a line, as columns of a printed paper have them: `mito-` above `chondria`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BROKEN = re.compile(r"(?<![^\W\d_][-–])\b([^\W\d_]+)([-‐\u00ad])[ \t]*\n[ \t]*([^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]*)(?![\w]*\()")
_AND = frozenset("and or to und oder bzw bis et ou à y o u e ed a en of i og eller och sowie".split())
"""Behind a hyphen that stands for the rest of a word: `pre- and post-war`."""

_KEPT = frozenset(
    "self non well ex all half cross high low long short ever quasi co semi anti mid twenty thirty forty fifty sixty"
    " seventy eighty ninety avant après demi mi".split()
)
"""Parts of words that keep their hyphen."""

_LEAST = 2
"""Letters on each side of a hyphen that parts syllables."""


def joined(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts with such words in one, and these words; a hyphen stays that stands in the same word elsewhere."""
    whole = " ".join(texts).casefold()
    found: list[str] = []

    def put(broken: re.Match[str]) -> str:
        first, second = broken[1], broken[3]
        if second.casefold() in _AND:
            return broken[0]
        hyphen = f"{first}-{second}"
        keeps = min(len(first), len(second)) < _LEAST or first.casefold() in _KEPT or hyphen.casefold() in whole
        found.append(hyphen if keeps and broken[2] != "\u00ad" else first + second)
        return found[-1]

    return [text if "```" in text else _BROKEN.sub(put, text) for text in texts], found
