"""Options one behind the other that were broken at the margin: `a) the lungs b) the` above `heart c) the liver`.

Each question stays in the line where it begins, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.formats.text.beside import BEFORE_NUMBER
from quizapp.formats.text.lines import NUMBER, PART_HEADING, shaped
from quizapp.formats.text.printed import tells_keys

_MARK = re.compile(r"(?:(?<=\s)|\A)(?:[-•][ ])?([(\[]?)([A-Ha-h])([).\]])(?=\s|\Z)")
_WORD = re.compile(r"[^\W\d_]{2}")
_TOLD = re.compile(r"[(\[][^\W\d_][^()\[\]:]{1,30}:")
"""`(Answer: a)`, behind the options."""
_LEAST = 3
"""Options of which two at least stand behind another one: else a letter within a text may be no option."""
_LONGEST = 1_000


def unbroken(lines: Sequence[str]) -> list[str]:
    """The same lines with such options on one line."""
    put = list(lines)
    for block in _blocks(lines):
        starts = _options([lines[at] for at in block])
        within = [start for start in starts if _WORD.search(lines[block[start[0]]][: start[1]])]
        rows = {row for row, _ in starts}
        first = starts[0][0] if starts else 0
        below = range(first + 1, len(block))
        broken = any(row not in rows or _begins_within(row, starts, lines, block) for row in below)
        begun = bool(within) and within[0] == starts[0] and len(rows) > 1  # behind the stem, and on
        if len(starts) < _LEAST or len(within) < _LEAST - 1:
            continue
        if not (broken or begun or _ends_in_mark(lines, block, starts)):
            continue
        at = block[first]
        put[at : block[-1] + 1] = [
            " ".join([lines[at].rstrip(), *(lines[one].strip() for one in block[first + 1 :])]),
            *[""] * (block[-1] - at),
        ]
    return put


def _blocks(lines: Sequence[str]) -> Iterator[list[int]]:
    """Lines of a question that follow each other, from its number to what tells its key."""
    block: list[int] = []
    for at, line in enumerate([*lines, ""]):
        bare = line.strip()
        head = len(line) < _LONGEST and NUMBER.fullmatch(shaped(BEFORE_NUMBER.sub("", bare, count=1))) is not None
        if block and bare and not head and not (tells_keys(bare) or PART_HEADING.fullmatch(bare[:_LONGEST])):
            block.append(at)
            continue
        if len(block) > 1 and sum(len(lines[one]) for one in block) < _LONGEST:
            yield block
        block = [at] if head else []


def _options(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Row and place of A, B, C in this order, all written alike; none if one of them could be meant twice."""
    found: list[tuple[int, re.Match[str]]] = []
    for row, line in enumerate(lines):
        told = _TOLD.search(line)
        found += [(row, mark) for mark in _MARK.finditer(line, 0, told.start() if told else len(line))]
        if told:
            break
    first = next((mark for _, mark in found if mark[2] in "aA"), None)
    if first is None:
        return []
    alike = [(row, mark) for row, mark in found if (mark[1], mark[3]) == (first[1], first[3])]
    alike = [(row, mark) for row, mark in alike if mark[2].islower() == first[2].islower()]
    letters = "".join(mark[2].lower() for _, mark in alike)
    return [(row, mark.start()) for row, mark in alike] if letters == "abcdefgh"[: len(letters)] else []


def _begins_within(
    row: int, starts: Sequence[tuple[int, int]], lines: Sequence[str], block: Sequence[int]
) -> bool:
    """Whether a row begins with the rest of an option."""
    place = min(place for one, place in starts if one == row)
    return _WORD.search(lines[block[row]][:place]) is not None


def _ends_in_mark(lines: Sequence[str], block: Sequence[int], starts: Sequence[tuple[int, int]]) -> bool:
    """Whether a letter stands at the end of a line, above its option."""
    ends = [(row, place) for row, place in starts if _MARK.fullmatch(lines[block[row]][place:].rstrip())]
    return any(row + 1 < len(block) for row, _ in ends)
