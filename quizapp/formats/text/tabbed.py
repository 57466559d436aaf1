"""What tables and cards leave in a pasted list: keys in two rows, and answers behind a tab at the end of a question.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text import words

_CELL = re.compile(r"[ \t]*[|\t][ \t|]*")
_SPACED = re.compile(r"\s*(?:\d{1,3}[.)]?(?:\s+\d{1,3}[.)]?){2,}|[A-H](?:\s+[A-H]){2,}|[a-h](?:\s+[a-h]){2,})\s*")
_LABELLED = re.compile(
    r"\s*[^\W\d][^\d|\t]{1,20}?[ :]{2,}(?:\d{1,3}[.)]?(?:[ ]{2,}\d{1,3}[.)]?){2,}|[A-Ha-h](?:[ ]{2,}[A-Ha-h]){2,})\s*"
)
"""`Answer   B   C   D`"""
_SIGN = re.compile(r"\(?([A-Za-z](?:[ ]?[,&/][ ]?[A-Za-z])*|true|false)[).]?", re.I)
_KEYS = re.compile(
    rf"(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ])?(?:{words.ANSWER}|{words.KEYS}|{words.RIGHT_ALONE})"
    r"(?:[ ](?:key|letter))?"
    r"|letter|choice|",
    re.I,
)
_LEAST = 2
"""Cells of a row, or cards of a set, that are no accident."""

_CARD = re.compile(r"(.*\S)[ ]*\t[ ]*(\(?([A-Za-z])(?:[).:][ ]*(\S.*)?)?)[ ]*")
_OPTION = re.compile(r"[ ]*[(*]*([A-Za-z])[).:][ ]+\S")
_INLINE = re.compile(r"[ ]\(?[aA][).][ ].*[ ]\(?[bB][).][ ]")
_NUMBERED = re.compile(r"[ ]*(?:Q\.?)?\d{1,4}[.):]")
_LONGEST = 2_000


def untabbed(lines: Sequence[str]) -> list[str]:
    """The same lines with such keys as the reader of lists knows them: `1. B  2. C`, `(Answer: B)`."""
    if not any("\t" in line or "|" in line or _SPACED.fullmatch(line) or _LABELLED.fullmatch(line) for line in lines):
        return list(lines)
    return _cards(_rows(lines))


def _rows(lines: Sequence[str]) -> list[str]:
    """`1 | 2 | 3` above `B | C | A`, with or without a word before each, as one line of numbers and letters."""
    put = list(lines)
    used = [at for at, line in enumerate(lines) if line.strip() and not re.fullmatch(r"[ \t|:+-]+", line)]
    for above, below in pairwise(used):
        heads, signs = (_cells(lines[at]) for at in (above, below))
        if len(heads) != len(signs):
            continue
        labelled = not heads[0][-1:].isdecimal()
        numbers, letters = heads[labelled:], signs[labelled:]
        if labelled and not _SIGN.fullmatch(signs[0]) and not _KEYS.fullmatch(signs[0].rstrip(" :")):
            continue  # what stands beside the name of a pupil is what that pupil answered
        if labelled and _SIGN.fullmatch(signs[0]) and signs[0].upper() not in ("A", "K"):
            continue  # a column more of answers than of numbers; A and K are short for answer and key
        if len(numbers) < _LEAST or not all(re.fullmatch(r"(?:Q\.?)?\d{1,3}[.)]?", one, re.I) for one in numbers):
            continue
        counted = [int(re.sub(r"\D", "", one)) for one in numbers]
        if counted == list(range(counted[0], counted[0] + len(counted))) and all(map(_SIGN.fullmatch, letters)):
            put[above] = ""
            pairs = zip(counted, letters, strict=True)
            put[below] = "  ".join(f"{number}. {letter.strip('().')}" for number, letter in pairs)
    return put


def _cells(line: str) -> list[str]:
    if len(line) < _LONGEST and _SPACED.fullmatch(line):
        return line.split()
    if len(line) < _LONGEST and _LABELLED.fullmatch(line):
        return re.split(r"[ :]{2,}", line.strip())
    if len(line) > _LONGEST or not ("\t" in line or "|" in line):
        return [""]
    return [cell.strip("* ") for cell in _CELL.split(line.strip(" |\t"))]


def _below_heading(lines: Sequence[str], at: int) -> int:
    """Where the first card begins: below the last blank line above its options."""
    option = next((line for line in range(at) if _OPTION.match(lines[line])), at)
    return max((line + 1 for line in range(option) if not lines[line].strip()), default=0)


def _cards(lines: Sequence[str]) -> list[str]:
    """Cards one below the other, a question with lettered options, a tab, its answer: each is numbered.

    Only where no line has a tab for anything else.
    """
    found = {at: _CARD.fullmatch(line[:_LONGEST]) for at, line in enumerate(lines) if "\t" in line.strip()}
    if len(found) < _LEAST or not all(found.values()) or max(map(len, lines)) > _LONGEST:
        return list(lines)
    put = list(lines)
    first = 0
    for number, (at, card) in enumerate(found.items(), 1):
        block = [line for line in range(first or _below_heading(lines, at), at + 1) if lines[line].strip()]
        options = [one for line in block if (one := _OPTION.match(lines[line]))]
        stem = lines[block[0]]
        inline = len(block) == 1 and _INLINE.search(stem)
        if card is None or (not inline and (len(options) < _LEAST or _OPTION.match(stem))):
            return list(lines)
        said = re.escape(" ".join((card[4] or "").split()).rstrip("."))
        own = rf"(?<![^\s(*]){card[3]}[).:] {said}"
        if said and not re.search(own, " ".join([*lines[first:at], card[1]]), re.I):
            return list(lines)  # the letter of one option and the words of another
        put[at] = f"{card[1]}  Answer: {card[3]}"
        if not _NUMBERED.match(stem):
            put[block[0]] = f"{number}. {(put if block[0] == at else lines)[block[0]].strip()}"
        first = at + 1
    below = [line for line in lines[first:] if line.strip()]
    return list(lines) if len(below) > _LEAST or any(map(_OPTION.match, below)) else put
