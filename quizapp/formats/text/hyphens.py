"""Words that were broken at the end of a line, as columns of a printed paper have them: `mito-` above `chondria`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BROKEN = re.compile(r"(?<![^\W\d_][-–])\b([^\W\d_]+)([-‐\u00ad])[ \t]*\n[ \t]*([^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]*)(?![\w]*\()")
_WHOLE = re.compile(
    r"((?<![\w-])\d+|(?<![\w][-–])\b[A-ZÀ-ÖØ-Þ][^\W\d_]+|(?<=[^\W\d_]-)(?:in|of|to|by|and|the|on|up|out))([-–])"
    r"[ \t]*\n[ \t]*(?=([^\W\d_]+|\d+))"
)
"""Broken at a hyphen of its own: between figures, before a capital, between words: `1914-1918`, `mother-in-law`."""

_AND = frozenset("and or to und oder bzw bis et ou à y o u e ed a en of i og eller och sowie".split())
"""Behind a hyphen that stands for the rest of a word: `pre- and post-war`."""

_KEPT = frozenset(
    "self non well ex all half cross high low long short ever quasi co semi anti mid twenty thirty forty fifty sixty"
    " seventy eighty ninety avant après demi mi".split()
)
"""Parts of words that keep their hyphen."""

_KEPT_BEHIND = frozenset(
    "based made making taking owned led born built driven oriented related free only term year century scale level"
    " class type shaped sized coloured colored dependent specific rich poor speaking growing moving reaching lasting"
    " headed handed minded eyed edged known looking north south east west".split()
)
"""What mostly has a hyphen before it where it ends a word."""

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
        keeps = min(len(first), len(second)) < _LEAST or first.casefold() in _KEPT
        keeps = keeps or second.casefold() in _KEPT_BEHIND or hyphen.casefold() in whole
        found.append(hyphen if keeps and broken[2] != "\u00ad" else first + second)
        return found[-1]

    def put_whole(broken: re.Match[str]) -> str:
        first, sign, second = broken.groups()
        small = second[0].islower()
        if small != first.islower() or (first.isdecimal() and not second.isdecimal()):
            return broken[0]
        found.append(f"{first}{sign}{second}")
        return f"{first}{sign}"

    texts = [text if "```" in text else _WHOLE.sub(put_whole, _BROKEN.sub(put, text)) for text in texts]
    return texts, found
