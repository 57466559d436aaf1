"""AMC-TXT, the plain lists of Auto Multiple Choice: `*` or `**` before a question, `+` and `-` before its answers.

Settings stand right behind these signs, `*[id=q3]{b=2}`, `+{1}`; braces and brackets behind a blank are of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.report import Ledger

_PAIR = r"[A-Za-z]\w*=[^,{}\[\]\n]*"
_NAMED = rf"\[(?:[A-Za-z]\w*|{_PAIR})(?:,(?:[A-Za-z]\w*|{_PAIR}))*\]"
_WORTH = rf"\{{(?:-?\d+(?:\.\d+)?|{_PAIR}(?:,{_PAIR})*)\}}"
_LINE = re.compile(rf"(\*\*?|[+-])((?:{_NAMED})?(?:{_WORTH})?(?:<\w+=?\w*>)?)(?:[ \t]+(?=\S)|(?=[\[{{]))")
_GROUP = re.compile(r"\*[()][ \t]*(.*)")
_LEAST = 2
"""Answers of a question; fewer are points of a list."""


def signed(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """The same lines with numbers before questions, `✓` before right answers and `•` before wrong ones.

    What is to be answered in words, `*<lines=3>`, has no options: those below it are for whoever marks it.
    """
    found = [_LINE.match(line) for line in lines]
    groups = [_GROUP.fullmatch(line) for line in lines]
    signs = [
        "#" if line.startswith("#") or group else one[1] if one else line[:1]
        for line, one, group in zip(lines, found, groups, strict=True)
    ]
    starts = [at for at, sign in enumerate(signs) if sign in ("*", "**")]
    blocks = [signs[start:end] for start, end in pairwise([*starts, len(signs)])]
    asks = any(mark in lines[at] for at in starts for mark in "?？؟")
    settled = any(one and one[2] for one in found)
    if not (asks or settled) or "+" not in signs or not all(map(_answered, blocks)):
        return list(lines)
    put = list(lines)
    in_words, number = False, 0
    for at in range(starts[0] if starts else 0, len(lines)):
        one = found[at]
        if signs[at] == "#":
            put[at] = ""  # a comment, or the end of a group
        elif one and signs[at] in ("*", "**"):
            in_words, number = "<" in one[2], number + 1
            put[at] = f"{number}. {lines[at][one.end() :]}"
        elif one:
            put[at] = "" if in_words else f"{'✓' if signs[at] == '+' else '•'} {lines[at][one.end() :]}"
    if worths := [one for one in found if one and "{" in one[2]]:
        ledger.note(f"marks given in the file, as in “{worths[0][0].strip()}”, were left out; set them in the quiz")
    return put


def _answered(block: Sequence[str]) -> bool:
    """Whether the lines of a question end with answers that follow each other."""
    rest = [sign for sign in block[1:] if sign not in ("", "#")]
    answers = [at for at, sign in enumerate(rest) if sign in ("+", "-")]
    return len(answers) >= _LEAST and answers == list(range(answers[0], len(rest)))
