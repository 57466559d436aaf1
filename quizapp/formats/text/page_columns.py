"""Questions that stand in two columns of a page, put one below the other where each cell shows what it is.

That is where every line of the columns holds numbers or the same letter on both sides, `1. Who?    3. Where?` above
`a) Ann    a) Rome`, and the numbers of both columns together count up. Options in two columns have other letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizapp.formats.files.decoding import decode
from quizapp.formats.report import Reading
from quizapp.formats.text import reader
from quizapp.formats.text.known import lines_of
from quizapp.formats.text.lines import listing

_LONGEST = 400
_SIGN = r"[*✓]?\(?(?:(\d{1,3})|([A-Ha-h]))[.)][ ]+"
_LEFT = re.compile(rf"[ ]*{_SIGN}\S")
_RIGHT = re.compile(rf"(?<=\S)(?:[ ]{{3,}}|[ ]*\t[ \t]*)(?={_SIGN}\S)")
_ALONE = re.compile(rf"(?:[ ]{{16,}}|\t[ \t]*)(?={_SIGN}\S)")
"""Before what stands in the right column alone."""
_LINES = re.compile(r"([^“]*?\bline )(\d+(?:, \d+)*)")
"""The first lines that a report names; what it quotes of the page may speak of lines, too."""
_LEAST = 3
"""Lines of a question and its options."""

Cell = tuple[int, str]
"""The number of its line, and what stands there."""


def read(data: bytes, place: str) -> Reading:
    """The questions of a list, also where a page of it has two columns; places are lines of the page."""
    text, notes = decode(data, place) if b"   " in data or b"\t" in data else ("", [])
    if not text or (cells := below_each_other(lines_of(text))) is None:
        return reader.read(data, place)
    found = reader.read("\n".join(text for _, text in cells).encode(), place)
    line = [0, *(at + 1 for at, _ in cells)]
    taken = (replace(one, line=line[one.line], changes=_on_page(one.changes, line)) for one in found.taken)
    skipped = (replace(one, line=line[one.line], what=_on_page([one.what], line)[0]) for one in found.skipped)
    told = _on_page(found.notes, line)
    notes = [*notes, "the page has two columns of questions; the right one was read below the left", *told]
    return replace(found, taken=tuple(taken), skipped=tuple(skipped), notes=tuple(notes))


def _on_page(told: Sequence[str], line: Sequence[int]) -> tuple[str, ...]:
    """What a report says, with the numbers that lines have on the page."""

    def put(found: re.Match[str]) -> str:
        return found[1] + ", ".join(str(line[int(number)]) for number in found[2].split(", "))

    return tuple(_LINES.sub(put, text, count=1) if _LINES.match(text) else text for text in told)


def below_each_other(lines: Sequence[str]) -> list[Cell] | None:
    """The lines with the right column below the left one, each with its number; None where no page has two of them."""
    pairs = [at for at, line in enumerate(lines) if _pair(line)]
    if len(pairs) < _LEAST:
        return None
    end = pairs[-1] + 1
    while end < len(lines) and (_ALONE.match(lines[end]) or ((one := _LEFT.match(lines[end])) and one[2])):
        end += 1  # the last options of the longer question
    columns: tuple[list[Cell], list[Cell]] = ([], [])
    for at in range(pairs[0], end):
        line = lines[at]
        if pair := _pair(line):
            columns[0].append((at, pair[0]))
            columns[1].append((at, pair[1]))
        elif line.strip() and (found := _ALONE.match(line)):
            columns[1].append((at, line[found.end() :]))
        elif line.strip() and (not _LEFT.match(line) or _RIGHT.search(line)):
            return None  # a line that was broken: it may go on in either column
        elif line.strip():
            columns[0].append((at, line))
    questions = [question for column in columns for question in _questions(column)]
    numbers = sorted(number for number, _ in questions)
    if numbers != list(range(numbers[0], numbers[0] + len(questions))) or not all(map(_is_whole, questions)):
        return None
    put = [cell for _, cells in sorted(questions) for cell in [*cells, (cells[-1][0], "")]]
    kept = [*enumerate(lines)]
    return [*kept[: pairs[0]], *put, *kept[end:]]


def _pair(line: str) -> tuple[str, str] | None:
    """Both cells of a line, if both begin with a number, or with the same letter."""
    left = _LEFT.match(line) if len(line) < _LONGEST else None
    right = [*_RIGHT.finditer(line)] if left else []
    if left is None or len(right) != 1 or listing(line.strip()):
        return None  # or `1. b    3. b`, a list of answers
    cells = line[: right[0].start()], line[right[0].end() :]
    other = _LEFT.match(cells[1])
    same = other and (left[1] is not None) == (other[1] is not None) and (left[2] or "") == (other[2] or "")
    return cells if same else None


def _questions(column: Sequence[Cell]) -> list[tuple[int, list[Cell]]]:
    """The numbers of a column, each with its line and the options below it; what has no number has nought."""
    found: list[tuple[int, list[Cell]]] = []
    for at, text in column:
        sign = _LEFT.match(text)
        if sign and sign[1]:
            found.append((int(sign[1]), []))
        elif not found:
            found.append((0, []))
        found[-1][1].append((at, text.strip()))
    return found


def _is_whole(question: tuple[int, list[Cell]]) -> bool:
    """Whether a question has a number and options a, b, c."""
    signs = [sign[2].lower() for _, text in question[1][1:] if (sign := _LEFT.match(text)) and sign[2]]
    counts = all(ord(one) + 1 == ord(other) for one, other in pairwise(signs))
    return question[0] > 0 and len(signs) > 1 and signs[0] == "a" and counts
