"""Where the parts of a picture stand, in units of its drawing. Templates draw them, and say the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from quizapp.classroom.statistics import Question, VersionHistory
from quizapp.core.scoring import shown
from quizapp.core.statistics import ENOUGH_FOR_FLAGS, ItemFigures, Mark, known
from quizapp.core.statistics.options import NO_ANSWER
from quizapp.web.plot_numbers import Place, Room

LEFT, TOP, WIDTH, HEIGHT = 44.0, 12.0, 296.0, 200.0
"""The field of every picture inside its 360 by 256 units."""

MOST_BARS = 20
LOWEST_R = -0.5
"""Where the item map ends below; what lies under it is drawn on the edge."""

CROWD, TALLEST, MARGIN = 40, 4, 18.0
"""With each so many questions the item map is drawn as much taller again, up to four times, so that their numbers have
room; they may also stand in the margin."""

ROUND, DIAMOND = 5.0, 8.0
"""Half of a circle and of a diamond, their outlines included."""

LABEL = 14.0
"""Least distance of two labels that stand one above the other."""


@dataclass(frozen=True, slots=True)
class Point:
    """A question in the map; its number stands beside it, or further off at the end of a line.

    Where hundreds leave no room at all the label is empty, and the words under the picture name the question.
    """

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    line: Place | None
    """To where a line leads that says whose number it is."""
    question: Question
    few: bool


@dataclass(frozen=True, slots=True)
class Map:
    """The points of a picture whose field is so many units tall, and the questions that lack a figure for it."""

    points: tuple[Point, ...]
    tall: float
    left_out: tuple[Question, ...] = ()

    def height(self, r: float) -> float:
        return r_height(r, self.tall)

    @property
    def unnumbered(self) -> list[Point]:
        return sorted((one for one in self.points if not one.label), key=lambda one: one.question.number)


def item_map(questions: Sequence[Question]) -> Map:
    """Facility to the right, corrected discrimination upwards; questions that lack either are only named.

    Numbers of those that call for a look are placed first, next to their points. These are drawn last, on top.
    """
    shown_here: list[Question] = []
    left_out: list[Question] = []
    for one in questions:
        both = known(one.figures.facility) and known(one.figures.discrimination)
        (shown_here if both else left_out).append(one)
    tall = HEIGHT * min(TALLEST, 1 + len(shown_here) // CROWD)
    placed = []
    for question in sorted(shown_here, key=lambda one: (not one.urgent, not one.calls)):
        share, r = question.figures.facility, question.figures.discrimination
        assert known(share)
        assert known(r)
        placed.append(((across(share), r_height(r, tall), DIAMOND if question.urgent else ROUND), question))
    room = Room([dot for dot, _ in placed], (LEFT, 0, LEFT + WIDTH + MARGIN, TOP + tall))
    found = []
    for dot, question in placed:
        x, y, _ = dot
        few, label = question.figures.n < ENOUGH_FOR_FLAGS, str(question.number)
        place = room.take(dot, label)
        (label_x, label_y), line = place or ((x, y), None)
        drawn = label if place else ""
        found.append(Point(x, y, drawn, round(label_x, 1), round(label_y + 5, 1), line, question, few))
    return Map(tuple(found[::-1]), tall, tuple(left_out))


@dataclass(frozen=True, slots=True)
class RunMark:
    """One run of a question: its facility, and the ends of its interval."""

    x: float
    y: float
    low: float
    high: float
    label: str


def over_runs(history: VersionHistory) -> list[RunMark]:
    """The facility of each run with its interval, the oldest first; runs that nobody finished are left out."""
    known_of = [
        (run.figures.facility, run.figures.facility_interval)
        for run in history.runs
        if known(run.figures.facility) and isinstance(run.figures.facility_interval, tuple)
    ]
    step = WIDTH / max(1, len(known_of))
    return [
        RunMark(round(LEFT + (n - 0.5) * step, 1), height(share), height(low), height(high), str(n))
        for n, (share, (low, high)) in enumerate(known_of, 1)
    ]


def across(share: float) -> float:
    """A share, 0 to 1, from left to right."""
    return round(LEFT + WIDTH * min(1.0, max(0.0, share)), 1)


def height(share: float, tall: float = HEIGHT) -> float:
    """A share, 0 to 1, from the bottom up."""
    return round(TOP + tall * (1 - min(1.0, max(0.0, share))), 1)


def r_height(r: float, tall: float = HEIGHT) -> float:
    """A correlation, from LOWEST_R to 1, from the bottom up."""
    return height((max(r, LOWEST_R) - LOWEST_R) / (1 - LOWEST_R), tall)


@dataclass(frozen=True, slots=True)
class Curve:
    """One option over the score thirds: share of each third that chose it. `end` is where its label stands."""

    name: str
    is_key: bool
    shares: tuple[float, ...]
    points: tuple[tuple[float, float], ...]
    end: float


def option_curves(figures: ItemFigures) -> list[Curve]:
    """A line per option from the lower to the upper third; thirds without anybody who saw it have no point."""
    drawn = []
    for option in figures.options:
        if option.name == NO_ANSWER and not option.n:
            continue
        present = [third for third in range(3) if option.seen[third]]
        shares = tuple(option.thirds[third] / option.seen[third] for third in present)
        points = tuple(
            (round(LEFT + WIDTH * (0.1 + 0.38 * third), 1), height(share))
            for third, share in zip(present, shares, strict=True)
        )
        drawn.append((option, shares, points))
    ends = apart([points[-1][1] if points else TOP for _, _, points in drawn])
    return [
        Curve(option.name, option.is_key, shares, points, end)
        for (option, shares, points), end in zip(drawn, ends, strict=True)
    ]


def apart(heights: Sequence[float]) -> list[float]:
    """The same heights moved just so far that labels do not cover each other, in the same order."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = [0.0] * len(heights)
    lowest = TOP + HEIGHT - LABEL * (len(heights) - 1)
    last = None
    for step, n in enumerate(order):
        limit = lowest + LABEL * step  # so that those below still fit
        wanted = min(heights[n], limit) if lowest > TOP else heights[n]
        last = wanted if last is None else max(wanted, last + LABEL)
        placed[n] = round(last, 1)
    return placed


@dataclass(frozen=True, slots=True)
class Bar:
    """One range of scores: its words, how many learners, and its rectangle."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of `step` marks each. Where each mark has its own bar, a score stands in the middle of it."""

    bars: tuple[Bar, ...]
    step: Fraction
    each_mark: bool

    @property
    def most(self) -> int:
        return max(bar.count for bar in self.bars)

    def at(self, score: float) -> float:
        place = score / float(self.step) + (0.5 if self.each_mark else 0.0)
        return round(LEFT + WIDTH * min(1.0, max(0.0, place / len(self.bars))), 1)


def histogram(totals: Mapping[Mark, int], out_of: Fraction) -> Histogram:
    """How many learners have which score: a bar per mark, or at most twenty bars of equal ranges."""
    whole = all(total.denominator == 1 for total in totals) and out_of.denominator == 1
    each_mark = whole and out_of < MOST_BARS
    step = Fraction(1) if each_mark else Fraction(max(1, ceil(out_of / (MOST_BARS - 1))))
    counts = [0] * (int(out_of / step) + 1)
    if not each_mark and len(counts) > 1 and out_of % step == 0:
        counts.pop()  # full marks belong to the last range
    for total, count in totals.items():
        counts[max(0, min(len(counts) - 1, int(total / step)))] += count
    most, width = max(counts) or 1, WIDTH / len(counts)
    bars = []
    for n, count in enumerate(counts):
        low, high = n * step, min((n + 1) * step, out_of)
        last = n == len(counts) - 1
        label = str(low) if each_mark else f"{shown(low)} to {'' if last else 'below '}{shown(high)}"
        top = height(count / most)
        x = round(LEFT + n * width + 1, 1)
        bars.append(Bar(label, count, x, top, round(width - 2, 1), round(TOP + HEIGHT - top, 1)))
    return Histogram(tuple(bars), step, each_mark)
