"""The gradebook: which attempt counts, what is missing, weights, and the files."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction as F

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import exports, regrading, results, statistics
from quizapp.classroom.desk import Desk
from quizapp.classroom.gradebook import Gradebook, gradebook, rows_of, weigh
from quizapp.core.errors import BadInput, NotAllowed, NotFound
from quizapp.core.live import Room, Round, Settings, State
from quizapp.core.live_body import to_json
from quizapp.store import Course, LiveRoom, Opening, Person, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.classroom.live_rooms import a_live_class
from tests.conftest import Cast, Clock
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening
from tests.web.queries import counting

LATER = NOON + timedelta(days=2)


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def two(db: Session, course: Course, cast: Cast) -> tuple[Opening, Opening]:
    """Lin took the first three times: half, nothing, all; the second, closed since, nobody took but gus."""
    first = an_opening(db, a_quiz(db, course, [an_item(), an_item()], title="First"), attempts=0)
    second = an_opening(db, a_quiz(db, course, [an_item()], title="Second"), closes_at=NOON + timedelta(days=1))
    lin, gus = db.get_one(Seat, cast.lin.id), db.get_one(Seat, cast.gus.id)
    for minutes, choices in enumerate([((0,), (1,)), ((1,), (1,)), ((0,), (0,))]):
        a_finished_attempt(db, first, lin, *choices, at=NOON + timedelta(minutes=5 * minutes))
    a_finished_attempt(db, second, gus, (0,))
    return first, second


def book(db: Session, course: Course, **choices: object) -> Gradebook:
    return gradebook(db, Desk(), course, at=LATER, **choices)  # type: ignore[arg-type]


def row(found: Gradebook, name: str) -> tuple[list[F | None], F | None]:
    one = next(row for row in found.rows if row.seat.name == name)
    return [grade.score for grade in one.grades], one.overall


@pytest.mark.parametrize(("counts", "score"), [("", 2), ("highest", 2), ("first", 1), ("last", 2), ("average", 1)])
def test_one_attempt_counts_as_the_policy_says(
    db: Session, course: Course, two: tuple[Opening, Opening], counts: str, score: int
) -> None:
    assert row(book(db, course, counts=counts), "Lin") == ([F(score), None], F(score, 2))


def test_what_was_not_taken_is_missing_and_counts_0_only_when_closed_and_so_decided(
    db: Session, course: Course, two: tuple[Opening, Opening]
) -> None:
    states = {one.seat.name: [grade.state for grade in one.grades] for one in book(db, course).rows}
    assert states == {"Gus": ["not started", "finished"], "Lin": ["finished", "missing"]}
    strict = book(db, course, missing_is_zero=True)
    assert row(strict, "Lin")[1] == F(1, 2)
    assert row(strict, "Gus")[1] == 1  # the first quiz is still open for gus


def test_weights_decide_how_much_each_quiz_counts(
    db: Session, course: Course, two: tuple[Opening, Opening], cast: Cast
) -> None:
    amira = db.get_one(Person, cast.amira.id)
    lin = db.get_one(Seat, cast.lin.id)
    third = an_opening(db, a_quiz(db, course, [an_item()], title="Third"))
    a_finished_attempt(db, third, lin, (1,))
    assert row(book(db, course), "Lin")[1] == F(1, 2)
    assert weigh(db, amira, course, {two[0].public_id: "3", third.public_id: "1/2"}, at=NOON) == 2
    assert weigh(db, amira, course, {two[0].public_id: "3"}, at=NOON) == 0
    assert row(book(db, course), "Lin")[1] == F(6, 7)
    weigh(db, amira, course, {two[0].public_id: "0"}, at=NOON)
    assert row(book(db, course), "Lin")[1] == 0


@pytest.mark.parametrize("typed", ["", "much", "-1", "101", "1/0", "1e3"])
def test_a_weight_that_is_none_is_refused_by_name(
    db: Session, course: Course, two: tuple[Opening, Opening], cast: Cast, typed: str
) -> None:
    with pytest.raises(BadInput, match="“First”: write a weight"):
        weigh(db, db.get_one(Person, cast.amira.id), course, {two[0].public_id: typed}, at=NOON)


def test_only_who_may_change_quizzes_may_weigh_them(db: Session, course: Course, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        weigh(db, db.get_one(Person, cast.ina.id), course, {}, at=NOON)
    with pytest.raises(NotFound):
        weigh(db, db.get_one(Person, cast.noor.id), course, {}, at=NOON)


def test_an_unknown_policy_is_refused(db: Session, course: Course) -> None:
    with pytest.raises(BadInput, match="choose one of: highest"):
        book(db, course, counts="luckiest")


def test_its_scores_are_those_of_the_results(db: Session, course: Course, two: tuple[Opening, Opening]) -> None:
    found = book(db, course)
    for column, opening in enumerate(two):
        report = results.report(db, Desk(), opening, at=LATER)
        assert {one.seat.id: one.counts for one in report.learners} == {
            one.seat.id: one.grades[column].score for one in found.rows
        }


def test_a_learner_who_is_answering_has_no_score_yet(db: Session, course: Course, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, course))
    an_attempt(db, opening, db.get_one(Seat, cast.lin.id))
    assert next(one for one in book(db, course).rows if one.seat.name == "Lin").grades[0].state == "answering"


def test_it_costs_the_same_queries_however_many_quizzes_there_are(
    db: Session, store: Store, course: Course, two: tuple[Opening, Opening], cast: Cast
) -> None:
    desk = Desk()
    gradebook(db, desk, course, at=LATER)
    with counting(store) as few:
        gradebook(db, desk, course, at=LATER)
    a_finished_attempt(db, an_opening(db, two[0].quiz), db.get_one(Seat, cast.lin.id), (0,))
    gradebook(db, desk, course, at=LATER)
    with counting(store) as many:
        gradebook(db, desk, course, at=LATER)
    assert len(few) == len(many)


def test_the_files_hold_scores_states_and_weights_and_names_only_on_request(
    db: Session, course: Course, two: tuple[Opening, Opening]
) -> None:
    rows = list(rows_of(book(db, course)))
    assert rows[0][:5] == ["Name", "School id", "Extra time", "Overall percent", "1. First"]
    assert rows[2] == ["Out of", "", "", "", 2, "", 1, ""]
    assert rows[4] == ["Lin", "", "", 100, 2, "finished", None, "missing"]
    hidden = exports.csv_of(rows_of(book(db, course), names=False)).decode("utf-8-sig")
    assert "Lin" not in hidden
    assert "Learner 2" in hidden
    assert exports.xlsx_of(rows_of(book(db, course)), "Gradebook").startswith(b"PK")


@pytest.fixture
def rooms(db: Session, course: Course, cast: Cast) -> tuple[Opening, Opening]:
    """A live room that Lin and a guest played, and one that nobody answered in; both closed."""
    played, unused = (
        an_opening(db, a_quiz(db, course, [an_item()], title=title), closes_at=NOON + timedelta(hours=1))
        for title in ("Played", "Unused")
    )
    guest = Seat(course_id=course.id, name="Heron", name_key="heron", origin="live", code_hash="h" * 8, created_at=NOON)
    db.add(guest)
    db.flush()
    a_finished_attempt(db, played, db.get_one(Seat, cast.lin.id), (0,))
    a_finished_attempt(db, played, guest, (1,))
    an_attempt(db, unused, guest)
    played.live = unused.live = True
    for opening in (played, unused):
        places = [one.id for one in opening.quiz.items]
        body = json.dumps(to_json(Room(Settings(), tuple(places), NOON, rounds=(Round(places[0], opened=True),))))
        db.add(LiveRoom(
            opening_id=opening.id, secret=b"r" * 32, version=1, state="ended", number=1, vote=1, final=False, body=body,
            created_at=NOON,
        ))  # fmt: skip
    db.flush()
    return played, unused


def test_a_live_room_is_a_column_only_where_somebody_answered(
    db: Session, course: Course, rooms: tuple[Opening, Opening]
) -> None:
    found = book(db, course)
    assert [(one.opening.quiz.title, one.told_apart.partition(",")[0]) for one in found.columns] == [("Played", "live")]
    assert "1. Played (live, " in str(next(rows_of(found))[4])


def test_guests_of_a_room_are_no_rows_and_absence_from_it_is_no_missing_work(
    db: Session, course: Course, rooms: tuple[Opening, Opening]
) -> None:
    found = book(db, course, missing_is_zero=True)
    assert [one.seat.name for one in found.rows] == ["Gus", "Lin"]
    assert found.rows[0].grades[0].state == "not in the room"
    assert row(found, "Gus")[1] is None
    assert row(found, "Lin")[1] == 1


def test_one_question_played_live_does_not_weigh_as_much_as_a_quiz_until_somebody_says_so(
    db: Session, course: Course, cast: Cast, rooms: tuple[Opening, Opening]
) -> None:
    quiz = an_opening(db, a_quiz(db, course, [an_item(), an_item()], title="Quiz"))
    a_finished_attempt(db, quiz, db.get_one(Seat, cast.lin.id), (0,), (1,))
    found = book(db, course)
    assert {one.opening.quiz.title: one.weight for one in found.columns} == {"Played": F(1, 10), "Quiz": 1}
    assert row(found, "Lin")[1] == (F(1, 10) + F(1, 2)) / F(11, 10)
    amira, played = db.get_one(Person, cast.amira.id), rooms[0]
    assert weigh(db, amira, course, {played.public_id: "0.1"}, at=NOON) == 0
    assert weigh(db, amira, course, {played.public_id: "1"}, at=NOON) == 1
    assert row(book(db, course), "Lin")[1] == F(3, 4)


def test_runs_of_one_quiz_are_told_apart_by_their_days_and_on_one_day_by_their_times(
    db: Session, course: Course
) -> None:
    quiz = a_quiz(db, course, [an_item()], title="First")
    for hours in (0, 1, 25):
        an_opening(db, quiz).created_at = NOON + timedelta(hours=hours)
    an_opening(db, a_quiz(db, course, [an_item()], title="Once"))
    told = [one.told_apart for one in book(db, course).columns]
    day = f"{NOON.day} {NOON:%B %Y}"
    assert told == [f"{day}, 13:00", f"{day}, 14:00", f"{NOON.day + 1} {NOON:%B %Y}", ""]


def test_a_name_tells_a_run_from_others_unless_two_of_one_title_have_it(db: Session, course: Course) -> None:
    quiz = a_quiz(db, course, [an_item()], title="First")
    for days, name in ((0, "before the lesson"), (1, "revision"), (2, "revision"), (3, "")):
        opening = an_opening(db, quiz)
        opening.created_at, opening.name = NOON + timedelta(days=days), name
    found = book(db, course)
    second, third = (f"revision, {NOON.day + days} {NOON:%B %Y}" for days in (1, 2))
    assert [one.told_apart for one in found.columns] == ["before the lesson", second, third, ""]
    assert "1. First (before the lesson)" in next(rows_of(found)), "files tell them apart as the page does"


@pytest.fixture
def played(store: Store, clock: Clock, cast: Cast) -> int:
    """A live run of five questions: the third is skipped, the last never reached, and Gus comes after the first.

    Lin is right but for the second question, Gus in all that he is asked.
    """
    room = a_live_class(store, clock, cast.course, [an_item() for _ in range(5)])

    def ask(number: int) -> None:
        while (room.room.number, room.room.state) != (number, State.ANSWER):
            room.say("next")

    lin = room.join("Lin", cast.lin)
    ask(1)
    room.answer(lin)
    room.say("next")
    gus = room.join("Gus", cast.gus)
    ask(2)
    room.answer(lin, 1)
    room.answer(gus)
    ask(3)
    room.answer(lin)
    room.say("skip")
    ask(4)
    room.answer(lin)
    room.answer(gus)
    room.say("next", "finish")
    clock.advance(hours=1)
    return room.key.opening_id


def test_nobody_loses_marks_for_what_a_live_run_never_asked_or_asked_before_they_came(
    store: Store, clock: Clock, cast: Cast, played: int
) -> None:
    with store.reading() as db:
        opening = db.get_one(Opening, played)
        found = gradebook(db, Desk(), db.get_one(Course, cast.course.id), at=clock())
        report = results.report(db, Desk(), opening, at=clock())
        measured = statistics.of_opening(db, Desk(), opening, at=clock())
    assert [column.out_of for column in found.columns] == [report.out_of] == [measured.out_of]
    grades = {row.seat.name: row.grades[0] for row in found.rows}
    told = {row.seat.name: (row.counts, report.out_of_for(row.sat[0])) for row in report.learners}
    assert {name: (grade.score, grade.out_of) for name, grade in grades.items()} == told
    assert (grades["Gus"].share, grades["Lin"].share) == (F(1), F(2, 3))
    assert report.mean == report.out_of * F(5, 6)
    assert [(one.figures.n, one.figures.facility) for one in measured.questions] == [
        (row.n, row.facility) for row in report.questions
    ]
    assert measured.analysis.different
    assert measured.totals == {1: 1, F(2, 3): 1}
    states = {str(line[0]): str(line[5]) for line in rows_of(found)}
    assert (states["Gus"], states["Lin"]) == ("finished, out of 2", "finished")
    learner = next(row for row in report.learners if row.seat.name == "Gus")
    assert [one.there for one in results.answers_in(report, learner.sat[0])] == [False, True, True]


def test_full_marks_for_a_question_of_a_live_run_are_for_those_it_was_asked_of(
    store: Store, clock: Clock, cast: Cast, played: int
) -> None:
    with store.writing() as db:
        opening, amira = db.get_one(Opening, played), db.get_one(Person, cast.amira.id)
        for number, moved in ((0, []), (1, ["Lin"])):
            place = Desk().sheet(db, opening.quiz_id, opening.public_id).places[number]
            proposal = regrading.Proposal("full", reason="Both were right.")
            preview = regrading.preview(db, Desk(), amira, opening, place, proposal, at=clock())
            assert [one.name for one in preview.runs[0].moved] == moved
            regrading.apply(db, Desk(), amira, opening, place, proposal, preview.token, at=clock())
        report = results.report(db, Desk(), opening, at=clock())
        found = gradebook(db, Desk(), db.get_one(Course, cast.course.id), at=clock())
        measured = statistics.of_opening(db, Desk(), opening, at=clock())
    assert {row.seat.name: report.share(row) for row in report.learners} == {"Gus": 1, "Lin": 1}
    assert {row.seat.name: row.grades[0].share for row in found.rows} == {"Gus": 1, "Lin": 1}
    assert measured.totals == {1: 2}
