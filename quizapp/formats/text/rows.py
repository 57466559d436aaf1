"""Rows of options with numbers in brackets: `(1) Venus   (2) Mars   [Ans: 2]`, put as `A) Venus   B) Mars   Answer: B`.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text import words
from quizapp.formats.text.lines import BOXED, LETTERED

_LONGEST = 500
_LEAST = 2
"""Questions with such rows, and options of each."""
_LETTERS = "ABCDEF"
_SIGN = re.compile(r"(?:\A[ \t]*|[ \t]+)\((\d)\)[ \t]*(?=\S)")
_PLACE = re.compile(rf"({words.ANSWER}[ ]?[:=][ ]?)\(?(\d)[).]?", re.I)
_TOLD = re.compile(rf"[ \t]*[(\[][ ]?{words.ANSWER}\.?[ ]?[:=–-]?[ ]?\(?(\d)\)?[ ]?[)\]][ \t]*\Z", re.I)


def lettered_rows(lines: Sequence[str]) -> list[str]:
    """The same lines with letters for the numbers, where these count from 1 and two stand on a line."""
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        first = _SIGN.match(line) if len(line) < _LONGEST else None
        if first is None:
            continue
        follows = runs and runs[-1][-1] == at - 1 and int(first[1]) == len(_signs(lines, runs[-1])) + 1
        if follows:
            runs[-1].append(at)
        elif first[1] == "1":
            runs.append([at])
    rows = [
        run
        for run in runs
        if _counts(_signs(lines, run)) and len(_signs(lines, run)) > len(run) and not _has_options(lines, run[-1])
    ]
    if len(rows) < _LEAST:
        return list(lines)
    put = list(lines)
    for at in (at for run in rows for at in run):
        told = _TOLD.search(lines[at])
        line = lines[at][: told.start()] if told else lines[at]
        put[at] = _SIGN.sub(lambda one: f"   {_LETTERS[int(one[1]) - 1]}) ", line).strip()
        if told and 0 < int(told[1]) <= len(_LETTERS):
            put[at] += f"   Answer: {_LETTERS[int(told[1]) - 1]}"
    for run in rows:
        below = next((n for n in range(run[-1] + 1, len(put)) if put[n].strip()), run[-1])
        told = _PLACE.fullmatch(put[below].strip()) if below > run[-1] else None
        if told and 0 < int(told[2]) <= len(_signs(lines, run)):
            put[below] = f"{told[1]}{_LETTERS[int(told[2]) - 1]}"
    return put


def _has_options(lines: Sequence[str], last: int) -> bool:
    """Whether options stand below a row, which then holds statements."""
    below = next((line.strip() for line in lines[last + 1 :] if line.strip()), "")[:_LONGEST]
    lettered = LETTERED.match(below)
    return (lettered is not None and lettered[2] in ("a", "A")) or BOXED.match(below) is not None


def _signs(lines: Sequence[str], run: Sequence[int]) -> list[int]:
    return [int(sign) for at in run for sign in _SIGN.findall(lines[at])]


def _counts(signs: Sequence[int]) -> bool:
    return _LEAST <= len(signs) <= len(_LETTERS) and list(signs) == list(range(1, len(signs) + 1))
