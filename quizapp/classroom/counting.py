"""From the responses of an opening to the counts that statistics are computed from, in one pass of SQL.

The database joins each attempt's responses into one text, so a pass costs one row per attempt, and what is kept
grows with the number of different totals and responses, not with the number of learners. First attempts that were
added to the running sums when they were finished are not read again (`tallies`); all others are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import ScalarSelect, Select, String, cast, exists, func, select
from sqlalchemy.orm import Session

from quizapp.classroom import tallies
from quizapp.classroom.arms import Arm, arms_in
from quizapp.classroom.desk import Place
from quizapp.classroom.live_asked import Asked, asked_in
from quizapp.classroom.once import ended, in_several, left_out
from quizapp.classroom.taking_answers import from_stored
from quizapp.classroom.tallies import Same
from quizapp.classroom.wordings import Wordings, version_of, wordings
from quizapp.core.delivered import Choice
from quizapp.core.item import Item
from quizapp.core.kinds import spellings
from quizapp.core.statistics import Counts, ItemCounts, Mark
from quizapp.core.statistics.figures import plain
from quizapp.core.statistics.matrix import Cell, Worded
from quizapp.core.statistics.options import Response as Chosen
from quizapp.store import Attempt, Opening, Response, TalliedAttempt

ATTEMPTS = {
    "first": "Each learner’s first attempt",
    "last": "Each learner’s last finished attempt",
    "highest": "Each learner’s best finished attempt",
    "all": "Every finished attempt",
}
"""Which attempts enter the statistics: name → words. Only the first is free of what an earlier one taught."""

_BETWEEN, _INSIDE = "\x1f", "\x1e"  # JSON escapes control characters, so no choice contains them
_Text = tuple[int, str | None, frozenset[int] | None]
"""A seat, its responses as one text, and in a live run the quiz items its learner was there for."""

_Saw = frozenset[int] | None
"""The questions, by number, that were asked of a learner; None for all of them."""


def counts_of(
    db: Session, opening: Opening, places: Sequence[Place], *, at: datetime, attempts: str = "first"
) -> Counts:
    """The finished attempts of an opening, counted. `places` with the keys in force; see `grading.places_of`."""
    return counts_of_runs(db, [(opening, places)], at=at, attempts=attempts)


def counts_of_runs(
    db: Session, runs: Sequence[tuple[Opening, Sequence[Place]]], *, at: datetime, attempts: str = "first"
) -> Counts:
    """Several openings of one quiz together, each marked by its own rules; of whoever sat several, one attempt counts
    unless all do. Raises ValueError without any.
    """
    if not runs:
        raise ValueError("There is nothing to count.")
    arms = arms_in(db, runs[-1][0].quiz_id)
    asked = asked_in(db, [opening for opening, _ in runs])
    parts = [Reading(places, opening.credit, arms) for opening, places in runs]
    tries, best = in_several(db, [opening for opening, _ in runs], at=at), dict[tuple[int, int], Fraction]()
    if tries and attempts == "highest":
        for (opening, _), reading in zip(runs, parts, strict=True):
            for row in _texts(db, statement(opening, at, attempts), opening, arms, asked.get(opening.id)):
                if (seat := row[0]) in tries:
                    best[seat, opening.id] = max(reading.share(row), best.get((seat, opening.id), Fraction(0)))
    elsewhere = left_out(tries, attempts, best)
    for (opening, places), reading in zip(runs, parts, strict=True):
        query, without = statement(opening, at, attempts), elsewhere.get(opening.id, set())
        sums = tallies.kept(db, opening, places) if attempts == "first" and not arms and not without else None
        if sums is not None:
            reading.take(sums)
            query = query.where(~exists().where(TalliedAttempt.attempt_id == Attempt.id))
        rows = _texts(db, query, opening, arms, asked.get(opening.id))
        reading.read((row for row in rows if row[0] not in without), attempts)
    return _merged(parts, runs[-1][1], arms)


def counts_of_texts(runs: Sequence[tuple[Opening, Sequence[Place], Sequence[str | None]]]) -> Counts:
    """Attempts with one version of each question, picked by somebody else, each as the text of its responses.

    Raises IndexError without any run.
    """
    parts = [
        Reading(places, opening.credit).read(iter([(0, text, None) for text in texts]), "all")
        for opening, places, texts in runs
    ]
    return _merged(parts, runs[-1][1])


def texts_by_version(
    db: Session, opening: Opening, arms: Sequence[Arm], place: Place, *, at: datetime
) -> dict[int, list[str | None]]:
    """Each learner's first attempt as the text of its responses, by the version of one question it was given."""
    found: dict[int, list[str | None]] = {0: []}
    query = statement(opening, at, "first").add_columns(Attempt.id, Attempt.secret)
    for _, text, attempt, secret in db.execute(query):
        found.setdefault(version_of(arms, place.id, attempt, secret), []).append(text)
    return found


def pieces_of(db: Session, opening: Opening, attempts: Sequence[int]) -> Iterator[list[str]]:
    """The responses of these attempts of an opening, in the order of their ids, as they are read here."""
    query = select(Attempt.id, _responses()).where(Attempt.opening_id == opening.id, Attempt.number == 1)
    if len(attempts) == 1:
        query = query.where(Attempt.id == attempts[0])
    wanted = set(attempts)
    for attempt, text in db.execute(query.order_by(Attempt.id), execution_options={"yield_per": 1_000}):
        if attempt in wanted:
            yield text.split(_BETWEEN) if text else []


def _texts(
    db: Session, query: Select[int, str | None], opening: Opening, arms: Sequence[Arm], asked: Asked | None
) -> Iterator[_Text]:
    """Each finished attempt; those of a seat follow each other, in order."""
    by_rows = {"yield_per": 1_000}
    if not arms and asked is None:
        for seat, text in db.execute(query, execution_options=by_rows):
            yield seat, text, None
        return
    given = () if opening.live else arms  # a room shows everybody the same: the quiz's own version
    apart = list(dict.fromkeys(arm.quiz_item for arm in arms))
    with_secrets = query.add_columns(Attempt.id, Attempt.secret)
    again = _answered_again_only(db, opening) if opening.live else {}
    for seat, text, attempt, secret in db.execute(with_secrets, execution_options=by_rows):
        versions = {quiz_item: version_of(given, quiz_item, attempt, secret) for quiz_item in apart}
        saw = None if asked is None else frozenset(one for one in asked.numbers if asked.saw(attempt, one))
        if saw is not None and attempt in again:
            saw -= again[attempt]
        yield seat, _with_versions(text, versions), saw


def _answered_again_only(db: Session, opening: Opening) -> dict[int, set[int]]:
    """Attempt → what it answered only when it was asked again: after a discussion a question is no longer the same one,
    so statistics, which take the first vote, do not count it for this learner, neither as right nor as left blank."""
    query = (
        select(Response.attempt_id, Response.quiz_item_id)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(Attempt.opening_id == opening.id)
        .group_by(Response.attempt_id, Response.quiz_item_id)
        .having(func.min(Response.vote) > 1)
    )
    found: dict[int, set[int]] = {}
    for attempt, quiz_item in db.execute(query):
        found.setdefault(attempt, set()).add(quiz_item)
    return found


def _with_versions(text: str | None, versions: Mapping[int, int]) -> str:
    """The responses with the version each was given to; a blank where a question with versions has none."""
    pieces = dict(piece.split(_INSIDE) for piece in text.split(_BETWEEN)) if text else {}
    for quiz_item, version in versions.items():
        pieces[str(quiz_item)] = f"{pieces.get(str(quiz_item), '')}{_INSIDE}{version}"
    return _BETWEEN.join(f"{quiz_item}{_INSIDE}{rest}" for quiz_item, rest in pieces.items())


def statement(opening: Opening, at: datetime, attempts: str) -> Select[int, str | None]:
    """Each finished attempt with its responses as one text."""
    query = select(Attempt.seat_id, _responses()).where(Attempt.opening_id == opening.id, ended(at))
    if attempts == "first":
        query = query.where(Attempt.number == 1)
    return query.order_by(Attempt.opening_id, Attempt.seat_id, Attempt.number)


def _responses() -> ScalarSelect[str | None]:
    piece = cast(Response.quiz_item_id, String).concat(_INSIDE).concat(Response.choice)
    return (
        select(func.aggregate_strings(piece, _BETWEEN))
        .where(Response.attempt_id == Attempt.id, Response.vote == 1)
        .correlate(Attempt)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a response means: its question by number, the version it was given to, what was chosen, its mark."""

    number: int
    version: int
    chosen: Chosen
    mark: Mark


class Reading:
    """One opening while it is read: marks are worked out once for each different response."""

    def __init__(self, places: Sequence[Place], rule: str, arms: Sequence[Arm] = ()) -> None:
        self.places, self.rule = places, rule
        self.wordings = [wordings(place, arms) for place in places]
        self.numbers = {place.id: number for number, place in enumerate(places)}
        self.known: dict[str, _Piece] = {}
        self.marks = _Marks(self)
        # Full marks for everybody are earned without a response too: they are added once, not per response.
        self.read_so_far: dict[tuple[_Saw, Mark], Same] = {}
        self.given = plain(sum((place.weight for place in places if place.grading.full), Fraction(0)))

    def piece(self, text: str) -> _Piece:
        if text not in self.known:
            quiz_item, stored, *version = text.split(_INSIDE)
            number = self.numbers[int(quiz_item)]
            has = int(version[0]) if version else 0
            choice = from_stored(stored) if stored else None
            mark = self.places[number].grading.mark(choice, self.rule)
            chosen = _named(choice, self.wordings[number].names[has]) if choice is not None else ()
            self.known[text] = _Piece(number, has, chosen, plain(mark))
        return self.known[text]

    def take(self, sums: Mapping[Fraction, Same]) -> None:
        """What the running sums hold, as if it had been read."""
        for total, same in sums.items():
            self.read_so_far[None, plain(total)] = same

    def read(self, rows: Iterator[_Text], attempts: str) -> Reading:
        if attempts in ("last", "highest"):
            rows = self._chosen(rows, attempts)
        for row in rows:
            key, pieces = self._key(row)
            found = self.read_so_far.get(key)
            if found is None:
                found = self.read_so_far[key] = Same()
            found.learners += 1
            found.pieces.update(pieces)
        return self

    def _key(self, row: _Text) -> tuple[tuple[_Saw, Mark], list[str]]:
        """The questions an attempt saw and its total, and its responses to them."""
        _, text, saw = row
        pieces = text.split(_BETWEEN) if text else []
        if saw is None:
            return (None, self.total(pieces)), pieces
        numbers = frozenset(self.numbers[one] for one in saw if one in self.numbers)
        pieces = [piece for piece in pieces if int(piece.partition(_INSIDE)[0]) in saw & self.numbers.keys()]
        return (None if len(numbers) == len(self.places) else numbers, self.total(pieces, self._full(numbers))), pieces

    def _could(self, saw: _Saw) -> Fraction:
        numbers = range(len(self.places)) if saw is None else saw
        return sum((self.places[number].weight for number in numbers), Fraction(0))

    def share(self, row: _Text) -> Fraction:
        """How much of what an attempt could have earned it has earned."""
        (saw, total), _ = self._key(row)
        could = self._could(saw)
        return Fraction(total) / could if could else Fraction(0)

    def _full(self, saw: frozenset[int]) -> Mark:
        places = [self.places[number] for number in saw]
        return plain(sum((place.weight for place in places if place.grading.full), Fraction(0)))

    def total(self, pieces: list[str], given: Mark | None = None) -> Mark:
        return plain(sum(map(self.marks.__getitem__, pieces), self.given if given is None else given))

    def _chosen(self, rows: Iterator[_Text], attempts: str) -> Iterator[_Text]:
        for _, of_seat in groupby(rows, key=lambda row: row[0]):
            tries = list(of_seat)
            if attempts == "last":
                yield tries[-1]
            else:
                yield max(tries, key=lambda row: self.total(row[1].split(_BETWEEN) if row[1] else []))

    def counted(self, *, shares: bool, complete: bool = False) -> _Counted:
        """What was read, as marks, or as shares of what each learner could have earned. `complete`: who saw all."""
        totals = Counter[Mark]()
        cells: list[Counter[Cell]] = [Counter() for _ in self.places]
        had: list[dict[int, Counter[Mark]]] = [{} for _ in self.places]
        for (saw, total), same in self.read_so_far.items():
            numbers, could = range(len(self.places)) if saw is None else saw, self._could(saw)
            if (complete and saw is not None) or (shares and not could):
                continue
            whole = plain(Fraction(total) / could) if shares else total
            totals[whole] += same.learners
            answered = [0] * len(self.places)
            for text, count in same.pieces.items():
                piece = self.piece(text)
                number, rest = piece.number, total - piece.mark
                if shares:
                    rest = _share(rest, could - self.places[number].weight)
                cells[number][piece.chosen, piece.mark, rest, whole] += count
                answered[number] += count
                if self.wordings[number].several:
                    had[number].setdefault(piece.version, Counter())[rest] += count
            for number in numbers:
                if left := same.learners - answered[number]:
                    place = self.places[number]
                    mark = plain(place.grading.mark(None, self.rule))
                    rest = _share(total - mark, could - place.weight) if shares else total - mark
                    cells[number][(), mark, rest, whole] += left
        return _Counted(totals, cells, had)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one opening gave. `had`: for each question, version → rest scores of those who had it."""

    totals: Counter[Mark]
    cells: list[Counter[Cell]]
    had: list[dict[int, Counter[Mark]]]


def _share(mark: Mark, could: Fraction) -> Mark:
    return plain(Fraction(mark) / could) if could else 0


class _Marks(dict[str, Mark]):
    """Response as read → its mark towards the total; questions with full marks for everybody are counted apart."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading

    def __missing__(self, text: str) -> Mark:
        piece = self.reading.piece(text)
        self[text] = 0 if self.reading.places[piece.number].grading.full else piece.mark
        return self[text]


def _merged(read: Sequence[Reading], places: Sequence[Place], arms: Sequence[Arm] = ()) -> Counts:
    """Counts of several readings of the same questions, added up; as shares if not all learners saw them all."""
    shares = any(saw is not None for one in read for saw, _ in one.read_so_far)
    found = _added([one.counted(shares=shares) for one in read], places, arms)
    if not shares:
        return found
    return replace(found, complete=_added([one.counted(shares=False, complete=True) for one in read], places, arms))


def _added(parts: Sequence[_Counted], places: Sequence[Place], arms: Sequence[Arm]) -> Counts:
    totals = Counter[Mark]()
    for part in parts:
        totals.update(part.totals)
    return Counts(totals, tuple(_item(n, place, parts, wordings(place, arms)) for n, place in enumerate(places)))


def _item(number: int, place: Place, parts: Sequence[_Counted], worded: Wordings) -> ItemCounts:
    item, names = place.item, worded.names[0]  # by position; below in the order of their letters
    counted = Counter[Cell]()
    for part in parts:
        counted.update(part.cells[number])
    if item.options:
        keys = frozenset(names[position] for position in item.keys)
    else:
        counted = _as_meant(item, counted)
        keys = frozenset(name for (chosen, mark, _, _) in counted if mark for name in chosen)
    apart = _apart([part.had[number] for part in parts], worded) if worded.several else ()
    return ItemCounts(plain(place.weight), counted, tuple(sorted(names)), keys, item.kind == "multiple", apart)


def _as_meant(item: Item, counted: Counter[Cell]) -> Counter[Cell]:
    """The same with one name for texts that mean the same."""
    written = Counter[str]()
    for (chosen, *_), count in counted.items():
        written.update(dict.fromkeys(chosen, count))
    shown, found = spellings(item, written), Counter[Cell]()
    for (chosen, mark, rest, total), count in counted.items():
        found[tuple(shown[text] for text in chosen), mark, rest, total] += count
    return found


def _apart(had: Sequence[Mapping[int, Counter[Mark]]], worded: Wordings) -> tuple[Worded, ...]:
    """The texts that not everybody had before their eyes, with the rest scores of those who had."""
    found = []
    for name, of in worded.of.items():
        versions = [version for version, names in worded.names.items() if name in names]
        if len(versions) < len(worded.names):
            rests = Counter[Mark]()
            for of_part in had:
                for version in versions:
                    rests.update(of_part.get(version, {}))
            found.append(Worded(name, of, rests))
    return tuple(found)


def _named(choice: Choice, names: Sequence[str]) -> Chosen:
    if isinstance(choice, str):
        return (choice,) if choice else ()
    return tuple(names[position] for position in choice)
