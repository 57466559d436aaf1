"""The table of every learner and every question."""

from __future__ import annotations

from sqlalchemy.orm import Session

from quizapp.classroom import results
from quizapp.classroom.desk import Desk
from quizapp.classroom.grid import grid
from quizapp.store import Course, Opening, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt, answer
from tests.classroom.live_rooms import a_live_class
from tests.conftest import Cast, Clock
from tests.factories import NOON, a_multiple, a_quiz, an_attempt, an_item, an_opening


def verdicts(db: Session, opening: Opening) -> dict[str, tuple[str, ...]]:
    return {row.learner.seat.name: row.verdicts for row in grid(results.report(db, Desk(), opening, at=NOON))}


def test_each_answer_of_the_first_attempt_is_said_in_a_word(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item(), an_item(), a_multiple()])
    opening = an_opening(db, quiz, credit="net_correct", attempts=0)
    lin = db.get_one(Seat, cast.lin.id)
    a_finished_attempt(db, opening, lin, (0,), (1,), None, (0,))
    a_finished_attempt(db, opening, lin, (1,), (1,), (1,), None)
    assert verdicts(db, opening) == {"Gus": (), "Lin": ("right", "not right", "not answered", "partly right")}


def test_nothing_is_said_of_right_or_wrong_while_an_attempt_runs(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()]))
    answer(db, an_attempt(db, opening, db.get_one(Seat, cast.lin.id)), (1,))
    assert verdicts(db, opening)["Lin"] == ("answered", "not answered")


def test_who_came_into_a_live_room_late_was_not_there_for_what_was_asked_before(
    store: Store, clock: Clock, cast: Cast
) -> None:
    room = a_live_class(store, clock, cast.course)
    room.join("Lin")
    room.say("next", "next")
    room.join("Gus")
    room.say("next", "next", "next", "next", "finish")
    with store.reading() as db:
        report = results.report(db, Desk(), db.get_one(Opening, room.key.opening_id), at=clock())
        told = {row.learner.seat.name: row.verdicts for row in grid(report)}
    assert told == {"Gus": ("not there", "not answered"), "Lin": ("not answered", "not answered")}
