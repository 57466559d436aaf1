"""Where the numbers of points stand in a picture: next to them, or further off at the end of a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import hypot
from typing import Generic, TypeVar

T = TypeVar("T")
Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""The middle of a rectangle, and half of its width and height."""
Line = tuple[Place, Place]

DIGIT, TALL = 8.0, 11.0
"""Width of a digit and height of a number, at the largest letters a picture is drawn with."""
Dot = tuple[float, float, float]
"""The middle of a point, and half of its width."""
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_BETWEEN = ((1, 0.5), (1, -0.5), (-1, 0.5), (-1, -0.5), (0.5, 1), (0.5, -1), (-0.5, 1), (-0.5, -1))
_STEP, _NEAR, _PICKY, _FAR = 9.0, 18.0, 72.0, 400.0
"""A number goes to the first free place, step by step further off. Up to _PICKY no line passes through anything else;
beyond, any free place is good. From more than _NEAR on it stays within the picture."""
_CELL = 32.0


class _Cells(Generic[T]):
    """What lies where, so that a place is compared with its neighbours only."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[T]] = defaultdict(list)

    def add(self, box: Box, thing: T) -> None:
        for cell in _cells_of(box):
            self._cells[cell].append(thing)

    def any(self, box: Box, test: Callable[[T], bool]) -> bool:
        return any(test(thing) for cell in _cells_of(box) for thing in self._cells.get(cell, ()))


def _cells_of(box: Box) -> Iterator[tuple[int, int]]:
    x, y, wide, tall = box
    for column in range(int((x - wide) // _CELL), int((x + wide) // _CELL) + 1):
        for row in range(int((y - tall) // _CELL), int((y + tall) // _CELL) + 1):
            yield column, row


class Room:
    """What is taken already: points, numbers, and the lines that lead from one to the other.

    `frame` is left, top, right and bottom of the picture.
    """

    def __init__(self, dots: Sequence[Dot], frame: tuple[float, float, float, float]) -> None:
        self._frame = frame
        self._boxes: _Cells[Box] = _Cells()
        self._lines: _Cells[Line] = _Cells()
        for x, y, half in dots:
            self._boxes.add((x, y, half, half), (x, y, half, half))

    def take(self, dot: Dot, label: str) -> tuple[Place, Place | None] | None:
        """The middle of a number and where its line ends; None when there is no room left at all."""
        other: tuple[Box, Place | None] | None = None
        for away, box in self._beside(dot, label):
            if away > _PICKY and other:
                break
            if self._boxes.any(box, lambda one, box=box: _cover(box, one)):  # type: ignore[misc]
                continue
            end = _towards(box, dot)
            if away > _PICKY or self._clear(box, dot, end):
                return self._taken(box, dot, end)
            other = other or (box, end)
        return self._taken(other[0], dot, other[1]) if other else None

    def _beside(self, dot: Dot, label: str) -> Iterator[tuple[float, Box]]:
        """Places for a number around its point, the nearest first."""
        (x, y, half), wide, tall, away = dot, DIGIT * len(label) / 2, TALL / 2, 0.0
        left, top, right, bottom = self._frame
        while away < _FAR:
            for across, down in _SIDES if away <= _NEAR else (*_SIDES, *_BETWEEN):
                box = x + across * (half + wide + 1 + away), y + down * (half + tall + away), wide, tall
                inside = left <= box[0] - wide and box[0] + wide <= right and top <= box[1] - tall
                if away <= _NEAR or (inside and box[1] + tall <= bottom):
                    yield away, box
            away += _STEP

    def _clear(self, box: Box, dot: Dot, end: Place | None) -> bool:
        """Whether neither a line that is there passes through the number, nor its own through what is there."""
        if self._lines.any(box, lambda line: _crosses(line, box)):
            return False
        if end is None:
            return True
        (x, y, half), line = dot, (dot[:2], end)
        own = (x, y, half, half)  # what lies on the point itself cannot be avoided
        return not self._boxes.any(_around(line), lambda one: _crosses(line, one) and not _cover(own, one))

    def _taken(self, box: Box, dot: Dot, end: Place | None) -> tuple[Place, Place | None]:
        self._boxes.add(box, box)
        if end:
            self._lines.add(_around((dot[:2], end)), (dot[:2], end))
        return (box[0], box[1]), end


def _around(line: Line) -> Box:
    (x, y), (x2, y2) = line
    return (x + x2) / 2, (y + y2) / 2, abs(x - x2) / 2, abs(y - y2) / 2


def _towards(box: Box, dot: Dot) -> Place | None:
    """The place of the box that is next to a point; nothing for a box beside it."""
    (x, y, half), (mid_x, mid_y, wide, tall) = dot, box
    near = min(max(x, mid_x - wide), mid_x + wide), min(max(y, mid_y - tall), mid_y + tall)
    return (round(near[0], 1), round(near[1], 1)) if hypot(near[0] - x, near[1] - y) > 2 * half else None


def _cover(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < one[2] + other[2] and abs(one[1] - other[1]) < one[3] + other[3]


def _crosses(line: Line, box: Box) -> bool:
    """Whether a line has a part inside a rectangle: what its sides leave of the line, from 0 to 1, is something."""
    first, last = 0.0, 1.0
    for at, to, mid, half in zip(*line, box[:2], box[2:], strict=True):
        if to == at:
            if abs(at - mid) >= half:
                return False
            continue
        one, other = (mid - half - at) / (to - at), (mid + half - at) / (to - at)
        first, last = max(first, min(one, other)), min(last, max(one, other))
    return first < last
