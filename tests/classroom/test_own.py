"""What a learner's own page says, for any number of quizzes in the same number of queries."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import courses, openings, results, taking
from quizapp.classroom.desk import Desk
from quizapp.classroom.own import OwnQuiz, own_overview
from quizapp.store import Course, Quiz, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast
from tests.factories import NOON, a_quiz, an_attempt, an_opening
from tests.web.queries import counting

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def quiz(db: Session, cast: Cast) -> Quiz:
    return a_quiz(db, db.get_one(Course, cast.course.id))


@pytest.fixture
def lin(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.lin.id)


def only(db: Session, seat: Seat, *, minutes: float = 10) -> OwnQuiz:
    (found,) = own_overview(db, Desk(), seat, at=NOON + timedelta(minutes=minutes))
    return found


@pytest.mark.parametrize("feedback", ["question", "finish", "close", "release"])
def test_a_score_is_told_when_the_learner_may_see_it_and_is_that_of_the_report(
    db: Session, cast: Cast, quiz: Quiz, lin: Seat, feedback: str
) -> None:
    opening = an_opening(db, quiz, feedback=feedback, closes_at=SOON, limit_minutes=20, shuffle_questions=True)
    attempt = a_finished_attempt(db, opening, lin, (0,), (0, 1), (1,))
    gus = db.get_one(Seat, cast.gus.id)
    courses.change_seat(db, cast.amira, gus, name="Gus", school_id="", time_factor="2", at=NOON)
    for minutes in (10, 61, 79, 81):
        at = NOON + timedelta(minutes=minutes)
        (one,) = only(db, lin, minutes=minutes).finished
        assert one.score == results.own_score(taking.sitting(db, Desk(), attempt, at=at))
        assert (one.score is not None) == (feedback in ("question", "finish") or (feedback == "close" and minutes > 80))
    if feedback == "release":
        openings.release(db, cast.amira, opening, at=NOON)
        assert only(db, lin).finished[0].score == (Fraction(2), Fraction(3))


@pytest.mark.parametrize(("attempts", "sat"), [(1, 0), (1, 1), (2, 1), (0, 3)])
@pytest.mark.parametrize("minutes", [-10, 10, 70])
def test_a_learner_may_start_exactly_when_starting_would_be_allowed(
    db: Session, quiz: Quiz, lin: Seat, attempts: int, sat: int, minutes: int
) -> None:
    opening = an_opening(db, quiz, attempts=attempts, opens_at=NOON, closes_at=SOON)
    for _ in range(sat):
        a_finished_attempt(db, opening, lin)
    standing = taking.standing(db, opening, lin, at=NOON + timedelta(minutes=minutes))
    assert only(db, lin, minutes=minutes).may_start == standing.may_start


def test_an_attempt_runs_until_its_time_is_over(db: Session, quiz: Quiz, lin: Seat) -> None:
    attempt = an_attempt(db, an_opening(db, quiz, limit_minutes=20), lin)
    assert (only(db, lin).running, only(db, lin).finished, only(db, lin).may_start) == (attempt, (), False)
    over = only(db, lin, minutes=21)
    assert over.running is None
    assert over.finished[0].ended_at == NOON + timedelta(minutes=20)


def test_it_costs_the_same_queries_however_many_quizzes_there_are(
    db: Session, store: Store, quiz: Quiz, lin: Seat
) -> None:
    desk, costs = Desk(), []
    for _ in range(2):
        for number in range(4):
            opening = an_opening(db, quiz, attempts=0, closes_at=SOON, limit_minutes=number + 5)
            a_finished_attempt(db, opening, lin, (0,))
            a_finished_attempt(db, opening, lin, (0,))
        for one in quiz.openings:
            desk.sheet(db, quiz.id, one.public_id)
        db.flush()
        db.expunge_all()
        seat = db.get_one(Seat, lin.id)
        with counting(store) as seen:
            assert sum(len(one.finished) for one in own_overview(db, desk, seat, at=SOON)) > 0
        costs.append(len(seen))
        lin, quiz = seat, db.get_one(Quiz, quiz.id)
    assert costs == [5, 5]
