"""From the responses of an opening to the counts that statistics are computed from, in one pass of SQL.

The database joins each attempt's responses into one text, so a pass costs one row per attempt, and what is kept
grows with the number of different totals and responses, not with the number of learners. Nothing is stored: there
is nothing that could be stale after an erasure, a correction or a second close.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import Row, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Place
from quizapp.classroom.taking import from_stored
from quizapp.core.delivered import Choice
from quizapp.core.statistics import Counts, ItemCounts, Mark
from quizapp.core.statistics.matrix import Cell
from quizapp.core.statistics.options import Response as Chosen
from quizapp.core.times import GRACE
from quizapp.store import Attempt, Opening, Response

ATTEMPTS = {
    "first": "Each learner’s first attempt",
    "last": "Each learner’s last finished attempt",
    "highest": "Each learner’s best finished attempt",
    "all": "Every finished attempt",
}
"""Which attempts enter the statistics: name → words. Only the first is free of what an earlier one taught."""

_BETWEEN, _INSIDE = "\x1f", "\x1e"  # JSON escapes control characters, so no choice contains them
Sums = dict[Mark, Counter[str]]


def counts_of(
    db: Session, opening: Opening, places: Sequence[Place], *, at: datetime, attempts: str = "first"
) -> Counts:
    """The finished attempts of an opening, counted. `places` with the keys in force; see `grading.places_of`."""
    return merged([_Reading(places, opening.credit).read(_texts(db, opening, at, attempts), attempts)], places)


def counts_of_runs(
    db: Session, runs: Sequence[tuple[Opening, Sequence[Place]]], *, at: datetime, attempts: str = "first"
) -> Counts:
    """Several openings of one quiz together, each marked by its own rules. Raises ValueError without any."""
    parts = [
        _Reading(places, opening.credit).read(_texts(db, opening, at, attempts), attempts) for opening, places in runs
    ]
    return merged(parts, runs[-1][1])


def counts_of_texts(runs: Sequence[tuple[Opening, Sequence[Place], Sequence[str | None]]]) -> Counts:
    """Attempts picked by somebody else, each as the text of its responses. Raises ValueError without any run."""
    parts = [
        _Reading(places, opening.credit).read(iter([(0, text) for text in texts]), "all")
        for opening, places, texts in runs
    ]
    return merged(parts, runs[-1][1])


def letters(place: Place) -> tuple[str, ...]:
    """Names of the options in tables and flags: A, B, C in the author's order."""
    return tuple(chr(ord("A") + n) for n in range(len(place.item.options)))


def _texts(db: Session, opening: Opening, at: datetime, attempts: str) -> Iterator[tuple[int, str | None]]:
    """(seat, its responses as one text) for each finished attempt; those of a seat follow each other, in order."""
    rows: Iterator[Row[int, str | None]] = iter(
        db.execute(statement(opening, at, attempts), execution_options={"yield_per": 1_000})
    )
    yield from rows


def statement(opening: Opening, at: datetime, attempts: str) -> Select[int, str | None]:
    """The one query. Exposed for the bench, which times it against a plain scan."""
    piece = cast(Response.quiz_item_id, String).concat(_INSIDE).concat(Response.choice)
    responses = (
        select(func.aggregate_strings(piece, _BETWEEN))
        .where(Response.attempt_id == Attempt.id, Response.vote == 1)
        .correlate(Attempt)
        .scalar_subquery()
    )
    ended = or_(Attempt.state != "open", Attempt.deadline_at < at - GRACE)  # `taking.has_ended`, said in SQL
    query = select(Attempt.seat_id, responses).where(Attempt.opening_id == opening.id, ended)
    if attempts == "first":
        query = query.where(Attempt.number == 1)
    return query.order_by(Attempt.opening_id, Attempt.seat_id, Attempt.number)


class _Reading:
    """One opening while it is read: marks are worked out once for each different response."""

    def __init__(self, places: Sequence[Place], rule: str) -> None:
        self.places, self.rule = places, rule
        self.numbers = {place.id: number for number, place in enumerate(places)}
        self.known: dict[str, tuple[int, Chosen, Mark]] = {}
        self.marks = _Marks(self)
        # Full marks for everybody are earned without a response too: they are added once, not per response.
        self.given = plain(sum((place.weight for place in places if place.grading.full), Fraction(0)))

    def piece(self, text: str) -> tuple[int, Chosen, Mark]:
        """Question, what was chosen, and its mark."""
        if text not in self.known:
            quiz_item, _, stored = text.partition(_INSIDE)
            number = self.numbers[int(quiz_item)]
            choice = from_stored(stored)
            mark = self.places[number].grading.mark(choice, self.rule)
            self.known[text] = (number, _named(choice, self.places[number]), plain(mark))
        return self.known[text]

    def read(self, rows: Iterator[tuple[int, str | None]], attempts: str) -> tuple[Counter[Mark], list[Counter[Cell]]]:
        totals = Counter[Mark]()
        by_total: Sums = {}
        if attempts in ("last", "highest"):
            rows = self._chosen(rows, attempts)
        for _, text in rows:
            pieces = text.split(_BETWEEN) if text else []
            total = self._total(pieces)
            totals[total] += 1
            found = by_total.get(total)
            if found is None:
                found = by_total[total] = Counter()
            found.update(pieces)
        return totals, self._cells(totals, by_total)

    def _total(self, pieces: list[str]) -> Mark:
        return plain(sum(map(self.marks.__getitem__, pieces), self.given))

    def _chosen(self, rows: Iterator[tuple[int, str | None]], attempts: str) -> Iterator[tuple[int, str | None]]:
        for _, of_seat in groupby(rows, key=lambda row: row[0]):
            tries = list(of_seat)
            if attempts == "last":
                yield tries[-1]
            else:
                yield max(tries, key=lambda row: self._total(row[1].split(_BETWEEN) if row[1] else []))

    def _cells(self, totals: Counter[Mark], by_total: Sums) -> list[Counter[Cell]]:
        cells: list[Counter[Cell]] = [Counter() for _ in self.places]
        for total, pieces in by_total.items():
            answered = [0] * len(self.places)
            for text, count in pieces.items():
                number, chosen, mark = self.piece(text)
                cells[number][chosen, mark, total - mark, total] += count
                answered[number] += count
            for number, place in enumerate(self.places):
                if left := totals[total] - answered[number]:
                    mark = plain(place.grading.mark(None, self.rule))
                    cells[number][(), mark, total - mark, total] += left
        return cells


class _Marks(dict[str, Mark]):
    """Response as read → its mark towards the total; questions with full marks for everybody are counted apart."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__()
        self.reading = reading

    def __missing__(self, text: str) -> Mark:
        number, _, mark = self.reading.piece(text)
        self[text] = 0 if self.reading.places[number].grading.full else mark
        return self[text]


def merged(parts: Sequence[tuple[Counter[Mark], list[Counter[Cell]]]], places: Sequence[Place]) -> Counts:
    """Counts of several readings of the same questions, added up."""
    totals = Counter[Mark]()
    cells: list[Counter[Cell]] = [Counter() for _ in places]
    for of_part, cells_of_part in parts:
        totals.update(of_part)
        for mine, theirs in zip(cells, cells_of_part, strict=True):
            mine.update(theirs)
    items = tuple(_item(place, counted) for place, counted in zip(places, cells, strict=True))
    return Counts(totals, items)


def _item(place: Place, counted: Counter[Cell]) -> ItemCounts:
    item, names = place.item, letters(place)
    if item.options:
        keys = frozenset(names[position] for position in item.keys)
    else:
        keys = frozenset(name for (chosen, mark, _, _) in counted if mark for name in chosen)
    return ItemCounts(plain(place.weight), counted, names, keys, item.kind == "multiple")


def _named(choice: Choice, place: Place) -> Chosen:
    if isinstance(choice, str):
        return (choice,) if choice else ()
    names = letters(place)
    return tuple(names[position] for position in choice)


def plain(mark: Fraction | int) -> Mark:
    """A whole mark as an int: adding a million of those takes a tenth of the time."""
    return int(mark) if mark.denominator == 1 else mark
