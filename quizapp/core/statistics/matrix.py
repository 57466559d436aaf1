"""From rows of marks to counts, and from counts to every figure at once.

Counts hold what the statistics need and nothing about who it was: for each item, how many learners gave which
response with which rest score. A thousand learners with the same rest score are one entry, so a quiz of 50 questions
fits in a few thousand entries however many took it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.core.statistics.figures import Mark, Pairs, Values, plain
from quizapp.core.statistics.options import Response

Cell = tuple[Response, Mark, Mark, Mark]
"""Response, mark, rest score and total of a learner."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that only some learners had before their eyes as option `of`, and the rest scores of those who had."""

    name: str
    of: str
    rests: Values


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """One item over the learners who saw it. `keys` and `names` are of its options.

    `apart` holds what took turns as one option, each under its own name; the first goes by the option's.
    """

    maximum: Mark
    cells: Mapping[Cell, int]
    names: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    many: bool = False
    apart: tuple[Worded, ...] = ()

    @property
    def n(self) -> int:
        return sum(self.cells.values())

    @property
    def blank(self) -> int:
        return sum(count for (response, *_), count in self.cells.items() if not response)

    def marks(self) -> Values:
        found = Counter[Mark]()
        for (_, mark, _, _), count in self.cells.items():
            found[mark] += count
        return found

    def rests(self) -> Values:
        found = Counter[Mark]()
        for (_, _, rest, _), count in self.cells.items():
            found[rest] += count
        return found

    def with_rest(self) -> Pairs:
        found = Counter[tuple[Mark, Mark]]()
        for (_, mark, rest, _), count in self.cells.items():
            found[mark, rest] += count
        return found

    def with_total(self) -> Pairs:
        found = Counter[tuple[Mark, Mark]]()
        for (_, mark, _, total), count in self.cells.items():
            found[mark, total] += count
        return found

    def chosen(self) -> Mapping[tuple[Response, Mark], int]:
        found = Counter[tuple[Response, Mark]]()
        for (response, _, rest, _), count in self.cells.items():
            found[response, rest] += count
        return found


@dataclass(frozen=True, slots=True)
class Counts:
    """A group's results. `complete` counts those who saw every item, where the learners saw different ones.

    In that case totals and rest scores are shares of what each learner could have earned, else they are marks.
    """

    totals: Values
    items: tuple[ItemCounts, ...]
    complete: Counts | None = None

    @property
    def of_all(self) -> Counts:
        """The learners who saw every item; reliability is defined for them only."""
        return self.complete or self

    @property
    def scored(self) -> tuple[ItemCounts, ...]:
        return tuple(item for item in self.items if item.maximum)


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of an item beside the answers: its maximum, and for options their names and keys."""

    maximum: Mark = 1
    names: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Marks of each learner (row) for each item (column); None where a learner has not seen the item.

    `responses`, if known, says in the same shape what was chosen.
    """

    columns: tuple[Column, ...]
    marks: Sequence[Sequence[Mark | None]]
    responses: Sequence[Sequence[Response]] = field(default=())

    def counts(self) -> Counts:
        marks = ([None if mark is None else plain(mark) for mark in row] for row in self.marks)
        whole = [(row, self._responses(n)) for n, row in enumerate(marks)]
        complete = [(row, given) for row, given in whole if None not in row]
        if len(complete) == len(whole):
            return self._count(whole, shares=False)
        return self._count(whole, shares=True, complete=self._count(complete, shares=False))

    def _responses(self, n: int) -> Sequence[Response]:
        if self.responses:
            return self.responses[n]
        return [("given",)] * len(self.columns)

    def _count(
        self,
        rows: Sequence[tuple[Sequence[Mark | None], Sequence[Response]]],
        *,
        shares: bool,
        complete: Counts | None = None,
    ) -> Counts:
        totals = Counter[Mark]()
        cells: list[Counter[Cell]] = [Counter() for _ in self.columns]
        for marks, responses in rows:
            seen = [n for n, mark in enumerate(marks) if mark is not None]
            total = plain(sum(mark for mark in marks if mark is not None))
            could = sum(self.columns[n].maximum for n in seen) if shares else 0
            if shares and not could:
                continue
            whole = plain(Fraction(total) / could) if shares else total
            totals[whole] += 1
            for n in seen:
                mark, maximum = marks[n], self.columns[n].maximum
                assert mark is not None
                rest: Mark = total - mark
                if shares:
                    rest = Fraction(rest) / (could - maximum) if could != maximum else 0
                cells[n][responses[n], mark, plain(rest), whole] += 1
        items = tuple(
            ItemCounts(column.maximum, counted, column.names, column.keys, column.many)
            for column, counted in zip(self.columns, cells, strict=True)
        )
        return Counts(totals, items, complete)
