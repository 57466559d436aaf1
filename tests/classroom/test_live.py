"""Live rooms by their verbs: who may open one, what the host says, what ends it, and what results make of it."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import exports, live, openings, quizzes, regrading, results, taking
from quizapp.classroom import grid as learner_grid
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.live_joining import Member
from quizapp.classroom.own import own_overview
from quizapp.core.errors import Conflict, NotAllowed, NotFound
from quizapp.core.live import COMMANDS, Present, Settings, State, advance, apply
from quizapp.core.live_body import from_json
from quizapp.store import Attempt, Course, LiveEvent, LiveRoom, Opening, Person, Quiz, Seat
from quizapp.store.engine import Store
from tests.classroom.live_rooms import LiveClass, a_live_class
from tests.conftest import Cast, Clock
from tests.factories import a_quiz, an_item


@pytest.fixture
def room(store: Store, clock: Clock, cast: Cast) -> LiveClass:
    return a_live_class(store, clock, cast.course)


def test_a_room_opens_with_a_code_and_fixes_the_quiz(room: LiveClass, store: Store) -> None:
    assert len(room.code) == 7
    with store.reading() as db:
        assert live.room_with_code(db, room.code.lower()[:3] + " " + room.code[3:]).public_id == room.key.public_id
        with pytest.raises(NotFound):
            live.room_with_code(db, "AAAAAAA")
        with pytest.raises(Conflict, match="given to a class"):
            quizzes.require_draft(db, db.get_one(Quiz, room.key.quiz_id))


def test_only_those_who_teach_the_class_may_host(store: Store, cast: Cast, clock: Clock) -> None:
    with store.writing() as db:
        quiz = a_quiz(db, db.get_one(Course, cast.course.id))
        for person, error in ((cast.ina, NotAllowed), (cast.noor, NotFound)):
            with pytest.raises(error):
                live.open_room(db, db.get_one(Person, person.id), quiz, Settings(), at=clock())
        assert live.open_room(db, db.get_one(Person, cast.ben.id), quiz, Settings(), at=clock()).code


def test_a_run_is_an_opening_whose_attempts_end_with_it(room: LiveClass, store: Store) -> None:
    lin, gus = room.join("Lin"), room.join("Gus")
    room.say("next")
    room.answer(lin, 0)
    room.answer(gus, 1)
    room.say("next", "next", "finish")
    with store.reading() as db:
        opening = db.scalars(select(Opening).where(Opening.id == room.key.opening_id)).one()
        report = results.report(db, Desk(), opening, at=room.clock())
        assert opening.closes_at == opening.released_at == room.clock()
        assert {row.seat.name: row.counts for row in report.learners} == {"Lin": 1, "Gus": 0}
        assert [row.n for row in report.questions] == [2]
        assert [one.count for one in report.questions[0].counts] == [1, 1, 0, 0]
        assert live.read(db, room.key).code == ""
        assert not live.read(db, room.key).door_open


def test_questions_skipped_or_never_reached_are_in_no_result(room: LiveClass, store: Store) -> None:
    lin = room.join("Lin")
    room.say("next")
    room.answer(lin, 1)
    room.say("skip")
    room.answer(lin, (0, 1))
    room.say("next", "next", "finish")
    with store.reading() as db:
        opening = db.get_one(Opening, room.key.opening_id)
        report = results.report(db, Desk(), opening, at=room.clock())
        attempt = db.scalars(select(Attempt).where(Attempt.opening_id == opening.id)).one()
        sitting = taking.sitting(db, Desk(), attempt, at=room.clock())
        assert results.own_score(sitting) == (Fraction(1), Fraction(1))
        assert regrading.notice(db, Desk(), sitting).old is None, "nobody has changed a mark"
    assert [place.id for place in report.places] == [room.key.quiz_items[1]]


def one_comes_late(room: LiveClass, late: Member, wrong: Member) -> None:
    """A question asked twice: one is wrong and then right, one answers the second time alone, right."""
    room.say("next")
    room.answer(wrong, 1)
    room.say("next", "discuss", "next")
    room.answer(late, 0)
    room.answer(wrong, 0)
    room.say("next", "next", "finish")


def test_the_first_answer_that_a_learner_gave_counts_in_whichever_vote(room: LiveClass, store: Store) -> None:
    lin, gus = room.join("Lin"), room.join("Gus")
    one_comes_late(room, lin, gus)
    with store.reading() as db:
        opening = db.get_one(Opening, room.key.opening_id)
        report = results.report(db, Desk(), opening, at=room.clock())
        assert {row.seat.name: row.counts for row in report.learners} == {"Lin": 1, "Gus": 0}
        assert {row.learner.seat.name: row.verdicts for row in learner_grid.grid(report)} == {
            "Lin": ("right",),
            "Gus": ("not right",),
        }
        [question] = report.questions
        assert ([one.count for one in question.counts], question.blank, question.again) == ([1, 1, 0, 0], 0, 1)
        words = {row.seat.name: results.answers_in(report, row.sat[0])[0] for row in report.learners}
        assert (words["Lin"].again, words["Gus"].again) == (True, False)
        assert words["Lin"].mark == 1
        key = question.place.item.options[0].text
        lines = {line[0]: line[-2:] for line in exports.rows(report)}
        assert (lines["Lin"], lines["Gus"][1]) == ([key, 1], 0)
        seat = db.scalars(select(Seat).where(Seat.public_id == lin.seat)).one()
        [own] = [one.score for quiz in own_overview(db, Desk(), seat, at=room.clock()) for one in quiz.finished]
        assert own == (Fraction(1), Fraction(1))
    assert [(line.name, line.right) for line in room.board().lines] == [("Lin", 1), ("Gus", 0)]


def test_statistics_take_the_first_vote_and_leave_out_who_gave_none(room: LiveClass, store: Store) -> None:
    lin, gus = room.join("Lin"), room.join("Gus")
    room.join("Silent")
    one_comes_late(room, lin, gus)
    with store.reading() as db:
        opening = db.get_one(Opening, room.key.opening_id)
        [counted] = [one for one in counts_of(db, opening, _asked(db, opening, room), at=room.clock()).items]
        assert sum(counted.cells.values()) == 2, "Gus, who was wrong at first, and Silent, who left it blank"
        assert {mark for _, mark, _, _ in counted.cells} == {0}


def _asked(db: Session, opening: Opening, room: LiveClass) -> tuple[Place, ...]:
    return results.report(db, Desk(), opening, at=room.clock()).places


def test_where_the_second_vote_counts_the_first_does_for_who_gave_no_second(
    store: Store, clock: Clock, cast: Cast
) -> None:
    room = a_live_class(store, clock, cast.course, count_vote=2)
    lin = room.join("Lin")
    room.say("next")
    room.answer(lin, 0)
    room.say("next", "discuss", "next", "next", "next")
    assert [(line.total, line.right) for line in room.board().lines] == [(1000, 1)]


def test_who_came_late_is_not_counted_for_what_they_did_not_see(room: LiveClass, store: Store) -> None:
    lin = room.join("Lin")
    room.say("next")
    room.answer(lin, 0)
    room.say("next")
    late = room.join("Late")
    room.say("next", "next")
    room.answer(late, (0, 1))
    room.say("next", "next", "finish")
    assert [(line.name, line.right, line.seen) for line in room.board().lines] == [("Late", 1, 1), ("Lin", 1, 2)]
    with store.reading() as db:
        report = results.report(db, Desk(), db.get_one(Opening, room.key.opening_id), at=room.clock())
        assert [row.n for row in report.questions] == [1, 2]
        seat = db.scalars(select(Seat).where(Seat.public_id == late.seat)).one()
        assert [one.score for quiz in own_overview(db, Desk(), seat, at=room.clock()) for one in quiz.finished] == [
            (Fraction(1), Fraction(1))
        ]


def test_nobody_takes_a_live_run_by_themselves(room: LiveClass, store: Store, cast: Cast) -> None:
    lin = room.join("Lin", cast.lin)
    with store.writing() as db:
        opening, seat = db.get_one(Opening, room.key.opening_id), db.get_one(Seat, cast.lin.id)
        assert not own_overview(db, Desk(), seat, at=room.clock())[0].may_start
        assert own_overview(db, Desk(), db.get_one(Seat, cast.gus.id), at=room.clock()) == []
        with pytest.raises(Conflict, match="run live"):
            taking.start(db, opening, db.get_one(Seat, cast.gus.id), secret=b"s" * 32, at=room.clock())
        attempt = db.get_one(Attempt, lin.attempt_id)
        with pytest.raises(Conflict, match="run live"):
            taking.finish(db, attempt, at=room.clock())
        with pytest.raises(NotFound):
            Desk().attempt(lambda: db, attempt.public_id)
        amira = db.get_one(Person, cast.amira.id)
        with pytest.raises(Conflict, match="live run"):
            openings.close_now(db, amira, opening, at=room.clock())
        with pytest.raises(Conflict, match="live run"):
            openings.change_opening(db, amira, opening, openings.Rules(), at=room.clock())


def test_guests_are_on_no_class_list(room: LiveClass, store: Store, cast: Cast) -> None:
    from quizapp.classroom import courses

    room.join("Calm Heron")
    with store.reading() as db:
        names = [seat.name for seat in courses.seats_of(db, db.get_one(Course, cast.course.id))]
    assert names == ["Gus", "Lin"]


def test_two_commands_meant_for_one_state_make_one_step(room: LiveClass, store: Store) -> None:
    room.join("Lin")

    def press() -> str:
        try:
            store.writer.submit(
                lambda execute: live.command(execute, room.key, "next", expect=1, person_id=None, at=room.clock())
            )
        except Conflict as error:
            return str(error)
        return "done"

    assert press() == "done"
    assert "already moved on" in press()
    assert (room.room.state, room.room.version) == (State.ANSWER, 2)


def test_the_clock_acts_once_however_often_it_is_asked(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, limit_s=20)
    room.join("Lin")
    room.say("next")
    clock.advance(seconds=30)
    assert [room.tick().version for _ in range(3)] == [3, 3, 3]
    with store.reading() as db:
        kinds = db.scalars(select(LiveEvent.kind).where(LiveEvent.room_id == room.key.id)).all()
        assert list(kinds) == ["next", "clock"]
        assert live.due_rooms(store.look, at=clock()) == []


def test_the_row_is_what_its_events_say(store: Store, clock: Clock, cast: Cast, app: Flask) -> None:
    """Random commands; then the log is applied again from the beginning and gives the same room."""
    room = a_live_class(
        store, clock, cast.course, [an_item() for _ in range(40)], limit_s=20, board="top5", podium=True
    )
    room.join("Lin")
    chance, begun = Random(5), room.room
    for _ in range(120):
        clock.advance(seconds=chance.randrange(12))
        try:
            room.say(chance.choice([name for name in COMMANDS if name not in ("finish", "podium")]))
        except Conflict:
            room.tick()
    with store.reading() as db:
        events = db.scalars(select(LiveEvent).where(LiveEvent.room_id == room.key.id).order_by(LiveEvent.id)).all()
    again = begun
    for event in events:
        if event.kind == "clock":
            again = advance(again, at=event.at, present=Present(connected=1))
        else:
            seconds = int(event.detail or 15)
            again = apply(again, event.kind, at=event.at, expect=again.version, seconds=seconds, learners=1)
        assert again.version == event.version
    assert len(events) > 25
    with store.reading() as db:
        row = db.get_one(LiveRoom, room.key.id)
        assert from_json(json.loads(row.body)) == again
        assert (row.state, row.number, row.vote, row.opened_at) == (
            again.state,
            again.number,
            again.vote,
            again.opened_at,
        )


def test_two_rooms_of_one_quiz_know_nothing_of_each_other(store: Store, clock: Clock, cast: Cast) -> None:
    one, other = a_live_class(store, clock, cast.course), a_live_class(store, clock, cast.course)
    lin, gus = one.join("Calm Heron"), other.join("Calm Heron")
    one.say("next")
    other.say("next")
    one.answer(lin, 0)
    other.answer(gus, 1)
    one.say("next", "next")
    other.say("next", "next")
    assert [line.total for line in one.board().lines] == [1000]
    assert [line.total for line in other.board().lines] == [0]
    assert one.room.version == other.room.version
