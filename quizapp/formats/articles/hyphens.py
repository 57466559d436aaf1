"""Words broken at the end of a line: a hyphen that the line put there goes, one that belongs to its word stays."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]\n[ \t]*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WHOLE = 4
"""Letters of both halves of a broken word from which on they may be words that a hyphen joins: state-owned."""
_KEEPS_ITS_HYPHEN = frozenset("self half well ex non all cross".split())
_SUSPENDED = ("and", "or", "to")
"""What stands behind "pre-" in "pre- and post-war"."""


def known_words(text: str) -> frozenset[str]:
    """The words of a text, in small letters, without those that are broken at the end of a line."""
    return frozenset(_WORD.findall(_BROKEN.sub(" ", text.lower())))


def unbroken(text: str) -> str:
    """A text of lines with the words made whole that are broken at the end of one."""
    known = known_words(text)
    return _BROKEN.sub(lambda match: _whole(match, known), text)


def joined(lines: Iterable[str], known: frozenset[str]) -> str:
    """Lines as one paragraph; `known` are the words of the whole text."""
    text = re.sub(r"\u00ad\n", "", "\n".join(lines))
    text = _BROKEN.sub(lambda match: _whole(match, known), text)
    return re.sub(r"(?<=\S[-–—])\n(?=\w)", "", text).replace("\n", " ")


def _whole(match: re.Match[str], known: frozenset[str]) -> str:
    first, second = match[1], match[2]
    if second in _SUSPENDED and (first + second).lower() not in known:
        return f"{first}- {second}"
    return f"{first}-{second}" if _is_compound(first.lower(), second, known) else first + second


def _is_compound(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether a hyphen joins two words: told by a capital letter, and by the words of the text."""
    if second[0].isupper():
        return True
    if first + second in known:
        return False
    if f"{first}-{second}" in known or first in _KEEPS_ITS_HYPHEN:
        return True
    return min(len(first), len(second)) >= _WHOLE and {first, second} <= known
