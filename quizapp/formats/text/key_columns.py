"""Lists of answers put with each number beside its letter: `1-3 BAC`, `1B2A3C`, a column of numbers and letters.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text import words
from quizapp.formats.text.key_list import LONE, heads
from quizapp.formats.text.lines import GROUP, LIST_HEAD

_LONGEST = 1_000
_TO = r"[ ]?[-–—~][ ]?"
_RANGE = re.compile(
    rf"(?<![\w-])(?:Q\.?[ ]?)?(\d{{1,3}}){_TO}(?:Q\.?[ ]?)?(\d{{1,3}})[ ]?[.:)]?[ \t]*"
    r"((?:[A-H][ ,]{0,6}){2,50})(?![\w(])"
)
_WORD_BEFORE = re.compile(
    rf"(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ])?(?:{words.ANSWER}|{words.KEYS})(?:[ ]key)?", re.I
)
_ERAS = ("AD", "BC", "BCE", "CE")
_STUCK = re.compile(r"\s*(?:\d{1,3}[A-H]){3,}\s*")
COUNTS = re.compile(rf"(?:{words.QUESTION}s?|no|nr|n[°º]|number|item|#|№)\.?", re.I)
_CELL = re.compile(r"\(?[A-Ha-h](?:[.)][ ]?.*)?")


def in_numbers(lines: Sequence[str]) -> list[str]:
    """The same lines with `1-3 BAC` as `1. B  2. A  3. C`, and letters below a heading, one on each line, beside it."""
    put: list[str] = []
    below_head = False
    for line in _joined(lines):
        stripped = line.strip()
        if len(line) < _LONGEST and (below_head or _only_ranges(stripped)):
            line = _RANGE.sub(_counted, line)
        below_head = heads(stripped) or (
            below_head and (not stripped or line.strip() != stripped or bool(GROUP.fullmatch(stripped)))
        )
        put.append(_apart(line) if len(line) < _LONGEST else line)
    for at, line in enumerate(put):
        if len(line) > _LONGEST or LIST_HEAD.fullmatch(line.strip()) is None:
            continue
        below = at + 1
        while below < len(put) and not put[below].strip():
            below += 1
        end = below
        while end < len(put) and LONE.fullmatch(put[end].strip()):
            end += 1
        if end - below > 1 and not any(one.strip() for one in put[end : end + 1]):
            put[at] = f"{line.strip(' #*:')}: {', '.join(one.strip(' ().') for one in put[below:end])}"
            put[below:end] = [""] * (end - below)
    return put


def _joined(lines: Sequence[str]) -> list[str]:
    """Numbers below a heading that count from 1, each on a line above its letter, and that above its words."""
    put = list(lines)
    used = [at for at, line in enumerate(lines) if line.strip()]
    for head in (place for place, at in enumerate(used) if heads(lines[at].strip())):
        rows: list[list[int]] = []
        for at in used[head + 1 :]:
            if lines[at].strip().rstrip(".)") == str(len(rows) + 1):
                rows.append([at])
            elif rows and (len(rows[-1]) == 1 or (len(rows[-1]) == 2 and LONE.fullmatch(lines[rows[-1][1]].strip()))):
                rows[-1].append(at)
            else:
                break
        texts = [" ".join(lines[at].strip() for at in row[1:]) for row in rows]
        if len(rows) > 1 and all(map(_CELL.fullmatch, texts)):
            for number, (row, text) in enumerate(zip(rows, texts, strict=True), 1):
                put[row[0] : row[-1] + 1] = [f"{number}. {text}", *[""] * (row[-1] - row[0])]
            above = [lines[at].strip() for at in used[max(0, head - 2) : head + 1]]
            if len(above) > 2 and heads(above[0]) and COUNTS.fullmatch(above[1]):
                put[used[head - 1]] = put[used[head]] = ""  # the cells of the head, “No.” above “Answer”
    return put


def _only_ranges(line: str) -> bool:
    """Whether a line holds ranges with letters and no more than a word for answers before; no span of years."""
    found = _RANGE.findall(line)
    rest = re.sub(r"[\W_]+", " ", _RANGE.sub(" ", line)).strip()
    if rest:
        return bool(found) and _WORD_BEFORE.fullmatch(rest) is not None
    return len(found) > 1 or any(letters.strip() not in _ERAS for *_, letters in found)


def _apart(line: str) -> str:
    """`1B2A3C` as `1. B  2. A  3. C`, where the numbers count up."""
    found = re.findall(r"(\d{1,3})([A-H])", line) if _STUCK.fullmatch(line) else []
    first = int(found[0][0]) if found else 0
    counts = [int(number) for number, _ in found] == list(range(first, first + len(found)))
    return "  ".join(f"{number}. {letter}" for number, letter in found) if found and counts else line


def _counted(found: re.Match[str]) -> str:
    first, last, letters = int(found[1]), int(found[2]), re.findall(r"[A-H]", found[3])
    if last - first + 1 != len(letters):
        return found[0]
    return (
        "  ".join(f"{number}. {letter}" for number, letter in zip(range(first, last + 1), letters, strict=True)) + " "
    )
