"""Keys as letters behind the stems of a whole list: `1. Which? [C]`.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.lines import LETTERED, LIST_LABEL, NUMBER, listing
from quizapp.formats.text.printed import tells_keys

_LONGEST = 500
_LEAST = 3
"""Questions that must all have a letter."""

_KEYED = re.compile(r"(.*\S)[ \t]+(?:\[([A-Ha-h])\]|\(([A-H])\))[ \t]*")


def keyed_stems(lines: Sequence[str]) -> list[str]:
    """`1. Which? [C]` as `1. Which? (Answer: C)`, where every numbered question with options has its letter so."""
    asked = [at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())]
    keyed = {at: found for at in asked if (found := _KEYED.fullmatch(lines[at]))}
    if len(keyed) < max(_LEAST, len(asked)) or _tells_otherwise(lines):
        return list(lines)  # a letter behind a stem may be a level, or a unit
    put = list(lines)
    for at, below in pairwise([*asked, len(lines)]):
        _answered(put, at, below, keyed[at][1], keyed[at][2] or keyed[at][3])
    return put


def _answered(put: list[str], at: int, below: int, stem: str, letter: str) -> None:
    """Tell the key of the question at a line in the first empty line below its options, else behind its stem."""
    end = below
    while end > at + 1 and not put[end - 1].strip():
        end -= 1
    if end < below:
        put[at], put[end] = stem, f"Answer: {letter}"
    else:
        put[at] = f"{stem} (Answer: {letter})"


def _tells_otherwise(lines: Sequence[str]) -> bool:
    """Whether marks, answers or a list of them tell the keys."""
    bare = [line.strip() for line in lines if len(line) < _LONGEST]
    labelled = (found[1].strip() for line in bare if (found := LIST_LABEL.match(line)))
    if any(len(listing(said)) > 1 for said in labelled):
        return True
    return any(tells_keys(line) or ((one := LETTERED.fullmatch(line)) and (one[1] or one[4])) for line in bare)
