"""Answers below a heading in a grid: a cross in the column of the letter, or numbers and letters several times abreast.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text import words
from quizapp.formats.text.key_columns import COUNTS
from quizapp.formats.text.key_list import heads

_LONGEST = 1_000
_RULE = re.compile(r"[ \t|:+=-]*")
_BAR = re.compile(r"[ \t]*\|[ \t]*")
_CROSS = re.compile(r"[xX✗✘✓✔●■⬤*•]\ufe0f?")
_EMPTY = re.compile(r"[-–—○□☐.]?")
_NUMBER = re.compile(rf"(?:{words.QUESTION}[ ]?|Q\.?)?(\d{{1,3}})[.)]?", re.I)
_LETTERS = "ABCDEFGH"
_LETTER = re.compile(r"\(?([A-Ha-h])[).]?")
_KEYS = re.compile(rf"(?:{words.RIGHT}[ ])?(?:{words.ANSWER}|{words.KEYS}|[AK]|letter)\.?", re.I)
_ENTRY = re.compile(r"\d{1,3}[.)][ ]?\(?[A-Ha-h][).]?")
_AGAIN = re.compile(r"[ \t|]*([^\s|][^|\t\n]{1,40}?)(?:(?:[ ]{3,}|[ ]*[\t|][ \t|]*)\1){1,5}[ \t|]*")
_LEAST = 2


def ungridded(lines: Sequence[str]) -> list[str]:
    """The same lines with such a grid as `1. B`, one question or a row of them on each line."""
    put = [_once(line) for line in lines]
    last = ""
    for at, line in enumerate(lines):
        above, last = last, line.strip()[:_LONGEST] or last
        if "\t" not in line and "|" not in line:
            continue
        head = _cells(line)
        own = not heads(above) and _are_pairs(head)
        if not own and not heads(above):
            continue
        rows = []
        for below in range(at + 1, len(lines)):
            if lines[below].strip() and not _RULE.fullmatch(lines[below]):
                found = _crossed(head, _cells(lines[below])) or _abreast(head, _cells(lines[below]))
                if not found:
                    break
                rows.append((below, found))
        if len(rows) >= _LEAST:
            put[at] = "Answers:" if own else ""
            for below, found in rows:
                put[below] = found
    return put


def _cells(line: str) -> list[str]:
    line = line[:_LONGEST].rstrip()
    cells = line.split("\t") if "\t" in line else _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
    return [cell.strip("* ") if len(cell.strip()) > 1 else cell.strip() for cell in cells]


def _crossed(head: Sequence[str], row: Sequence[str]) -> str:
    """A row with a cross, or several, below the letters of a head `| No. | A | B | C |`."""
    letters = [letter.upper() for letter in head[1:]]
    if len(letters) < _LEAST or letters != list(_LETTERS[: len(letters)]) or not (number := _NUMBER.fullmatch(row[0])):
        return ""
    if head[0] and not COUNTS.fullmatch(head[0]):
        return ""  # a name
    cells = [*row[1:], *[""] * (len(letters) - len(row) + 1)]
    keys = [letter for letter, cell in zip(letters, cells, strict=False) if _CROSS.fullmatch(cell)]
    rest = [cell for cell in cells if not _CROSS.fullmatch(cell)]
    fits = len(cells) == len(letters) and all(map(_EMPTY.fullmatch, rest))
    return f"{number[1]}. {', '.join(keys)}" if keys and fits else ""


def _once(line: str) -> str:
    """A heading that stands above each of several columns of answers, once; and `1. b | 3. b` without its bars."""
    if len(line) > _LONGEST:
        return line
    named = _AGAIN.fullmatch(line)
    cells = [cell for cell in _cells(line) if cell] if "|" in line else []
    if len(cells) >= _LEAST and all(map(_ENTRY.fullmatch, cells)):
        return "  ".join(cells)
    return named[1] if named and heads(named[1]) else line


def _are_pairs(head: Sequence[str]) -> bool:
    """Whether it is `No. | Key | No. | Key`, twice the same or oftener."""
    pairs = len(head) // 2
    if pairs < _LEAST or list(head) != [*head[:2]] * pairs:
        return False
    return COUNTS.fullmatch(head[0]) is not None and _KEYS.fullmatch(head[1]) is not None


def _abreast(head: Sequence[str], row: Sequence[str]) -> str:
    """A row of numbers, each with its letter, below a head `| No. | Key | No. | Key |`."""
    if not _are_pairs(head):
        return ""
    while row and not row[-1]:
        row = row[:-1]
    if not row or len(row) % 2 or len(row) > len(head):
        return ""
    cells = zip(row[::2], row[1::2], strict=True)
    found = [(_NUMBER.fullmatch(number), _LETTER.fullmatch(letter)) for number, letter in cells]
    told = [f"{number[1]}. {letter[1]}" for number, letter in found if number and letter]
    return "  ".join(told) if len(told) == len(found) else ""
