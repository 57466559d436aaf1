"""Lists within a message that somebody answered: `> 1. Which?` below the answer and its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text.lines import LETTERED, NUMBER
from quizapp.formats.text.printed import GONE

_LONGEST = 1_000
_LEAST = 2
"""Questions that must stand in the quotation."""
_OF_KEYS = re.compile(
    r"\b(?:wrong|mistakes?|errors?|corrections?|instead|should be|falsch|fehler|errata?|erreurs?|errores)\b"
    r"|\b\d{1,2}(?:[ .)=:-]{0,3}|[ ]is[ ])[A-H]\b",
    re.I,
)
_QUOTED = re.compile(r"(?:[ \t]?>)+[ ]?")


def unquoted(lines: Sequence[str]) -> list[str]:
    """The lines of the quotation as they were, without what stands around it, where all questions stand in it.

    It is one block of lines, all with the sign, from the first to the last that has one.
    """
    signed = [at for at, line in enumerate(lines) if line.lstrip().startswith(">")]
    if not signed or signed[0] == 0:
        return list(lines)
    first, end = signed[0], signed[-1] + 1
    around = [line.strip()[:_LONGEST] for line in (*lines[:first], *lines[end:])]
    if any(_OF_KEYS.search(one) for one in around):
        return list(lines)  # a correction, or the keys themselves
    if len(signed) != end - first or any(NUMBER.fullmatch(one) or LETTERED.fullmatch(one) for one in around):
        return list(lines)
    inner = [_QUOTED.sub("", line, count=1) for line in lines[first:end]]
    if sum(NUMBER.fullmatch(line.strip()[:_LONGEST]) is not None for line in inner) < _LEAST:
        return list(lines)
    before = [GONE if line.strip() else line for line in lines[:first]]
    return [*before, *inner, *(GONE if line.strip() else line for line in lines[end:])]
