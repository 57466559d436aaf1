"""AMC-TXT, the plain lists of Auto Multiple Choice: `*` or `**` before a question, `+` and `-` before its answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LINE = re.compile(r"(\*\*?|[+-])[ \t]+(?=\S)")
_LEAST = 2
"""Answers of a question; fewer are points of a list."""


def signed(lines: Sequence[str]) -> list[str]:
    """The same lines with numbers before questions, `✓` before right answers and `•` before wrong ones."""
    signs = ["#" if line.startswith("#") else one[1] if (one := _LINE.match(line)) else line[:1] for line in lines]
    starts = [at for at, sign in enumerate(signs) if sign in ("*", "**")]
    blocks = [signs[start:end] for start, end in pairwise([*starts, len(signs)])]
    asks = any(mark in lines[at] for at in starts for mark in "?？؟")
    if not asks or "+" not in signs or not all(map(_answered, blocks)):
        return list(lines)
    put = list(lines)
    for number, start in enumerate(starts, 1):
        put[start] = _LINE.sub(f"{number}. ", put[start], count=1)
    for at in range(starts[0], len(lines)):
        if signs[at] in ("+", "-"):
            put[at] = _LINE.sub("✓ " if signs[at] == "+" else "• ", put[at], count=1)
        elif signs[at] == "#":
            put[at] = ""  # a comment
    return put


def _answered(block: Sequence[str]) -> bool:
    """Whether the lines of a question end with answers that follow each other."""
    rest = [sign for sign in block[1:] if sign not in ("", "#")]
    answers = [at for at, sign in enumerate(rest) if sign in ("+", "-")]
    return len(answers) >= _LEAST and answers == list(range(answers[0], len(rest)))
