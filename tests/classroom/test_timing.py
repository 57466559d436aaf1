"""How long answers took, as the statistics tell it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, erasing, statistics, taking
from quizapp.classroom.desk import Desk
from quizapp.classroom.timing import seconds_in
from quizapp.core.statistics import Reason
from quizapp.store import Course, Opening, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import answer
from tests.classroom.live_rooms import a_live_class
from tests.conftest import SECRET, Cast, Clock
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening

LATER = NOON + timedelta(hours=5)


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    return an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(3)]))


def a_learner(db: Session, opening: Opening, *seconds: float, name: str) -> Seat:
    """Answers the questions in order, each so many seconds after the one before; the last 0 are never answered."""
    seat, _ = courses.join(db, opening.course, name, secret=SECRET.encode(), at=NOON)
    attempt, at = an_attempt(db, opening, seat), NOON
    for n, taken in enumerate(seconds):
        at += timedelta(seconds=taken)
        answer(db, attempt, *[None] * n, (0,), at=at)
    taking.finish(db, attempt, at=at + timedelta(seconds=9))
    return seat


def times(db: Session, opening: Opening) -> list[list[float]]:
    found = seconds_in(db, [opening], at=LATER)
    return [sorted(found.get(place.id, [])) for place in opening.quiz.items]


def test_an_answer_takes_the_time_since_the_one_before(db: Session, opening: Opening) -> None:
    a_learner(db, opening, 20, 31, 12.5, name="Ada")
    a_learner(db, opening, 40, 9, name="Bea")
    assert times(db, opening) == [[20, 40], [9, 31], [12.5]]


def test_changing_an_answer_later_takes_no_time_off_the_first(db: Session, opening: Opening) -> None:
    seat, _ = courses.join(db, opening.course, "Ada", secret=SECRET.encode(), at=NOON)
    attempt = an_attempt(db, opening, seat)
    answer(db, attempt, (0,), at=NOON + timedelta(seconds=20))
    answer(db, attempt, None, (0,), at=NOON + timedelta(seconds=50))
    answer(db, attempt, (1,), at=NOON + timedelta(seconds=300))
    taking.finish(db, attempt, at=NOON + timedelta(seconds=310))
    assert times(db, opening) == [[20], [30], []]


def test_answers_sent_together_have_no_time_of_their_own(db: Session, opening: Opening) -> None:
    a_learner(db, opening, 60, 0, 0, name="A page without script")
    a_learner(db, opening, 20, 90, 0.1, name="A lost connection")
    assert times(db, opening) == [[20], [], []]


def test_who_still_answers_and_who_was_erased_has_no_times(db: Session, opening: Opening) -> None:
    seat = a_learner(db, opening, 20, 30, 40, name="Ada")
    still, _ = courses.join(db, opening.course, "Bea", secret=SECRET.encode(), at=NOON)
    answer(db, an_attempt(db, opening, still), (0,), at=NOON + timedelta(seconds=5))
    assert times(db, opening) == [[20], [30], [40]]
    erasing.erase(db, Desk(), seat, at=LATER)
    assert times(db, opening) == [[], [], []]


def test_a_leaked_question_is_said_to_be_answered_too_fast(db: Session, opening: Opening) -> None:
    for n in range(40):
        a_learner(db, opening, 0.6 if n % 3 else 30, 25, 20 + n, name=f"Learner {n}")
    found = statistics.of_opening(db, Desk(), opening, at=LATER)
    first, second, third = found.questions
    assert (first.seconds, first.timed) == (0.6, 40)
    assert first.rapid == pytest.approx(26 / 40)
    assert "rapid" in {flag.code for flag in first.flags}
    assert (second.seconds, second.rapid) == (25.0, 0.0)
    assert third.seconds == 39.5
    assert "rapid" not in {flag.code for flag in (*second.flags, *third.flags)}


def test_without_times_the_reason_is_told(db: Session, opening: Opening) -> None:
    first = statistics.of_opening(db, Desk(), opening, at=LATER).questions[0]
    assert (first.seconds, first.rapid, first.timed) == (Reason.NO_TIMES, Reason.NO_TIMES, 0)


def test_in_a_live_room_the_time_runs_from_the_opening_of_the_question(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, [an_item(), an_item()])
    ada, bea = room.join("Ada"), room.join("Bea")
    room.say("next")
    clock.advance(seconds=4)
    room.answer(ada)
    clock.advance(seconds=3)
    room.answer(bea)
    room.say("next", "next", "finish")
    with store.reading() as db:
        opening = db.scalars(select(Opening).where(Opening.live)).one()
        found = seconds_in(db, [opening], at=clock())
        assert [sorted(found.get(place.id, [])) for place in opening.quiz.items] == [[4, 7], []]
