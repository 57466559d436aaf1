"""The running sums behind the statistics are those of the responses, whatever has happened before.

`QUIZAPP_LONG_HISTORIES=30` in the environment tries that many histories, a third of them on PostgreSQL.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quizapp.classroom import closing, courses, erasing, regrading, reopening, statistics, taking, tallies
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.grading import places_of
from quizapp.classroom.regrading import Proposal
from quizapp.core.item import Answer, Item
from quizapp.core.statistics import Counts
from quizapp.store import Attempt, Course, Opening, OpeningTally, Person, Response, Seat, Tally
from tests.classroom.answers import answer
from tests.classroom.test_counting import choose, correct
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_multiple, a_quiz, a_true_false, an_attempt, an_item, an_opening

HISTORIES = int(os.environ.get("QUIZAPP_LONG_HISTORIES", "3"))
SOON = NOON + timedelta(hours=1)


def options() -> list[Item]:
    return [an_item(), a_multiple(), a_true_false(), an_item()]


def counted(db: Session, opening: Opening) -> Counts:
    return counts_of(db, opening, places_of(db, Desk(), opening), at=SOON)


def from_responses(db: Session, opening: Opening) -> Counts:
    """The same as if no sums were kept."""
    with db.begin_nested() as savepoint:
        closing.forget(db, opening)
        found = counted(db, opening)
        savepoint.rollback()
    return found


def in_use(db: Session, opening: Opening) -> int:
    """How many learners a report takes from the sums; 0 when it does not believe them."""
    sums = tallies.kept(db, opening, places_of(db, Desk(), opening))
    return sum(same.learners for same in sums.values()) if sums else 0


class History:
    """A class and what may happen to its quiz; each act is one that the pages offer, or a fault."""

    def __init__(self, db: Session, cast: Cast, seed: int) -> None:
        self.db, self.rng, self.desk = db, random.Random(seed), Desk()
        self.course = db.get_one(Course, cast.course.id)
        self.amira = db.get_one(Person, cast.amira.id)
        self.opening = an_opening(
            db, a_quiz(db, self.course, options()), attempts=2, limit_minutes=40, credit="net_correct"
        )
        self.seats: list[Seat] = []
        self.seconds = 0

    def at(self) -> timedelta:
        self.seconds += 1
        return timedelta(seconds=self.seconds)

    def finish(self) -> None:
        """A new learner, or a second attempt of one who is there."""
        if self.rng.random() < 0.3 and self.seats:
            seat = self.rng.choice(self.seats)
        else:
            name = f"L {self.seconds}"
            seat = courses.join(self.db, self.course, name, secret=SECRET.encode(), at=NOON)[0]
            self.seats.append(seat)
        tries = self.db.scalar(
            select(func.count()).where(Attempt.seat_id == seat.id, Attempt.opening_id == self.opening.id)
        )
        running = select(Attempt).where(Attempt.seat_id == seat.id, Attempt.state == "open")
        attempt = self.db.scalar(running)
        if attempt is None and (tries or 0) < 2:
            attempt = an_attempt(self.db, self.opening, seat, at=NOON + self.at())
        if attempt is None:
            return
        places = places_of(self.db, self.desk, self.opening)
        answer(self.db, attempt, *(choose(self.rng, place) for place in places), at=NOON + self.at())
        if self.rng.random() < 0.85:
            closing.finish(self.db, self.desk, attempt, at=NOON + self.at())

    def finish_again(self) -> None:
        for attempt in self.db.scalars(select(Attempt).where(Attempt.state == "finished").limit(3)):
            closing.finish(self.db, self.desk, attempt, at=NOON + self.at())

    def finish_elsewhere(self) -> None:
        """An attempt that ends without being counted, as one whose time is over does."""
        attempt = self.db.scalar(select(Attempt).where(Attempt.state == "open"))
        if attempt is not None:
            taking.finish(self.db, attempt, at=NOON + self.at())

    def reopen(self) -> None:
        if self.seats:
            seat = self.rng.choice(self.seats)
            last = reopening.last_attempt(self.db, self.opening, seat)
            if not reopening.why_not(last, at=NOON + self.at()):
                reopening.reopen(self.db, self.amira, self.opening, seat, at=NOON + self.at())

    def regrade(self) -> None:
        place = self.rng.choice(places_of(self.db, self.desk, self.opening))
        kinds = [("full", ()), ("drop", ()), ("weight", (self.rng.choice(["2", "1/3"]),)),
                 ("key", (str(self.rng.randrange(2)),))]  # fmt: skip
        kind, values = self.rng.choice(kinds)
        proposal = Proposal(kind, values, keep=kind == "key" and self.rng.random() < 0.5, reason="Because.")
        self._regrade(place.public_id, proposal)

    def undo(self) -> None:
        for place in places_of(self.db, self.desk, self.opening):
            for row, _, holds in regrading.made_here(self.db, self.opening, place):
                if holds:
                    self._regrade(place.public_id, Proposal("undo", reason="Not so.", undoes=row.id))
                    return

    def _regrade(self, question: str, proposal: Proposal) -> None:
        at = NOON + self.at()
        here = self.db, self.desk, self.amira, self.opening
        place = regrading.question_in(self.db, self.desk, self.opening, question)
        token = regrading.preview(*here, place, proposal, at=at).token
        regrading.apply(*here, place, proposal, token, at=at)

    def another_key_behind_its_back(self) -> None:
        place = self.rng.choice(places_of(self.db, self.desk, self.opening))
        correct(self.db, self.opening, place, "weight", self.rng.choice(["3", "1", "5/2"]))

    def another_rule(self) -> None:
        self.opening.credit = self.rng.choice(["net_correct", "all_or_nothing", "each_option"])
        self.db.flush()

    def erase(self) -> None:
        if len(self.seats) > 3:
            seat = self.seats.pop(self.rng.randrange(len(self.seats)))
            erasing.erase(self.db, self.desk, seat, at=NOON + self.at())

    def delete_a_row(self) -> None:
        if len(self.seats) > 3:
            seat = self.seats.pop(self.rng.randrange(len(self.seats)))
            ids = select(Attempt.id).where(Attempt.seat_id == seat.id)
            self.db.execute(delete(Response).where(Response.attempt_id.in_(ids)))
            self.db.execute(delete(Attempt).where(Attempt.seat_id == seat.id))
            self.db.expire_all()

    def recount(self) -> None:
        closing.recount(self.db, self.desk, self.opening)

    def acts(self) -> list[Callable[[], None]]:
        rare = [self.reopen, self.regrade, self.undo, self.another_key_behind_its_back, self.another_rule, self.erase,
                self.delete_a_row, self.finish_again, self.finish_elsewhere, self.recount]  # fmt: skip
        return [*[self.finish] * 12, *rare]


@pytest.mark.parametrize(
    ("database", "seed"),
    [("sqlite" if seed % 3 else "postgresql", seed) for seed in range(1, HISTORIES + 1)],
    indirect=["database"],
)
def test_after_any_history_the_running_sums_are_a_full_recomputation(db: Session, cast: Cast, seed: int) -> None:
    history, used = History(db, cast, seed), 0
    for _ in range(40):
        history.rng.choice(history.acts())()
        assert counted(db, history.opening) == from_responses(db, history.opening)
        used += in_use(db, history.opening) > 0
    assert used > 13
    assert closing.recount_all(db, Desk(), at=SOON)[1] == 0


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    return an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), options()), attempts=2)


def take(db: Session, opening: Opening, seat: Seat, *choices: tuple[int, ...]) -> Attempt:
    attempt = an_attempt(db, opening, seat)
    answer(db, attempt, *choices)
    closing.finish(db, Desk(), attempt, at=NOON)
    return attempt


def test_finishing_counts_an_attempt_once(db: Session, cast: Cast, opening: Opening) -> None:
    attempt = take(db, opening, cast.lin, (0,), (0, 1), (0,), (1,))
    assert in_use(db, opening) == 1
    closing.finish(db, Desk(), attempt, at=NOON)
    take(db, opening, cast.lin, (0,), (0, 1), (0,), (0,))  # a second attempt is no first
    take(db, opening, cast.gus, (0,))
    assert in_use(db, opening) == 2
    assert counted(db, opening).totals == {3: 1, 1: 1}


def test_a_fault_in_the_sums_is_found_and_mended(db: Session, cast: Cast, opening: Opening) -> None:
    take(db, opening, cast.lin, (0,), (0, 1), (0,), (1,))
    row = db.scalars(select(Tally).where(Tally.piece != "")).first()
    assert row is not None
    row.n = 7
    db.flush()
    assert counted(db, opening) != from_responses(db, opening)  # so a comparison of the two can fail
    assert closing.recount_all(db, Desk(), at=SOON)[1] == 1
    assert counted(db, opening) == from_responses(db, opening)


def test_what_was_typed_and_live_rooms_are_never_summed_up(db: Session, cast: Cast) -> None:
    written = an_item("Say it", kind="text", options=(), answers=(Answer("a"),))
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), written])
    opening = an_opening(db, quiz)
    take(db, opening, cast.lin, (0,))
    assert db.query(OpeningTally).count() == 0
    assert closing.recount(db, Desk(), opening) == 0
    assert counted(db, opening).totals == {1: 1}


def test_a_hall_is_left_to_the_command_and_reports_stay_right(
    db: Session, cast: Cast, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "A_CLASS", 1)
    for seat in (cast.lin, cast.gus):
        attempt = an_attempt(db, opening, seat)
        answer(db, attempt, (0,))
        taking.finish(db, attempt, at=NOON)
    take(db, opening, courses.join(db, opening.course, "Ada", secret=SECRET.encode(), at=NOON)[0], (1,))
    assert in_use(db, opening) == 0
    assert statistics.of_opening(db, Desk(), opening, at=SOON).analysis.quiz.n == 3
    assert closing.recount(db, Desk(), opening) == 3
    assert in_use(db, opening) == 3
