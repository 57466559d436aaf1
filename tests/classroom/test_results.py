"""What an instructor reads off a class's answers, checked against answers given by hand."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import openings, progress, results, statistics, taking
from quizapp.classroom.desk import Desk
from quizapp.classroom.results import Report
from quizapp.core.item import Answer
from quizapp.core.times import GRACE
from quizapp.store import Attempt, Course, Opening, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import Cast
from tests.factories import NOON, a_multiple, a_quiz, a_true_false, an_attempt, an_item, an_opening
from tests.web.queries import counting

LATER = NOON + timedelta(minutes=30)

# In the author's order: the single question's key is 0, the multiple's keys are 0 and 1, the true-false's key is 0.
ALL_RIGHT = ((0,), (0, 1), (0,))


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def opening(db: Session, course: Course) -> Opening:
    return an_opening(db, a_quiz(db, course), attempts=0)


@pytest.fixture
def lin(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.lin.id)


@pytest.fixture
def gus(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.gus.id)


def report(db: Session, opening: Opening) -> Report:
    db.flush()
    return results.report(db, Desk(), opening, at=LATER)


def test_a_class_that_has_not_started_has_no_mean_and_no_facility(db: Session, opening: Opening) -> None:
    found = report(db, opening)
    assert [row.state for row in found.learners] == ["not started", "not started"]
    assert found.mean is None
    assert [row.facility for row in found.questions] == [None, None, None]


def test_scores_are_the_sums_of_exact_marks(db: Session, course: Course, lin: Seat, gus: Seat) -> None:
    opening = an_opening(db, a_quiz(db, course), credit="net_correct")
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    a_finished_attempt(db, opening, gus, (0,), (0,), (1,))
    found = report(db, opening)
    assert {row.seat.name: row.counts for row in found.learners} == {"Lin": Fraction(3), "Gus": Fraction(3, 2)}
    assert found.mean == Fraction(9, 4)
    assert (found.finished, found.scored) == (2, 2)


def test_the_histogram_counts_each_finished_learner_once(db: Session, opening: Opening, lin: Seat, gus: Seat) -> None:
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    a_finished_attempt(db, opening, gus, (1,), None, (0,))
    bars = report(db, opening).histogram()
    assert [(low, number) for low, _, number in bars if number] == [(30, 1), (90, 1)]


def test_an_attempt_that_still_runs_has_no_score_that_counts(db: Session, opening: Opening, lin: Seat) -> None:
    answer(db, an_attempt(db, opening, lin), (0,))
    row = report(db, opening).learner(lin.public_id)
    assert row is not None
    assert (row.state, row.counts, row.sat[0].answered) == ("answering", None, 1)


def test_time_ends_an_attempt_without_anybody_there(db: Session, course: Course, lin: Seat) -> None:
    opening = an_opening(db, a_quiz(db, course), limit_minutes=20)
    answer(db, an_attempt(db, opening, lin), (0,))
    row = report(db, opening).learner(lin.public_id)
    assert row is not None
    assert (row.state, row.counts) == ("finished", Fraction(1))
    assert row.sat[0].ended_at == NOON + timedelta(minutes=20)


@pytest.mark.parametrize(("counts", "score"), [("highest", 3), ("first", 1), ("last", 2), ("average", 2)])
def test_the_rule_says_which_attempt_counts(db: Session, course: Course, lin: Seat, counts: str, score: int) -> None:
    opening = an_opening(db, a_quiz(db, course), attempts=3, counts=counts)
    for number, choices in enumerate((((0,), None, None), ALL_RIGHT, ((0,), (0, 1), None))):
        a_finished_attempt(db, opening, lin, *choices, at=NOON + timedelta(minutes=5 * number))
    row = report(db, opening).learner(lin.public_id)
    assert row is not None
    assert (len(row.sat), row.counts) == (3, Fraction(score))


def test_statistics_use_the_first_attempt_since_later_ones_have_seen_the_question(
    db: Session, opening: Opening, lin: Seat
) -> None:
    a_finished_attempt(db, opening, lin, (1,), (0, 1), (0,))
    a_finished_attempt(db, opening, lin, *ALL_RIGHT, at=NOON + timedelta(minutes=5))
    assert [row.facility for row in report(db, opening).questions] == [0, 1, 1]


def test_each_option_is_counted_and_a_blank_is_none_of_them(
    db: Session, opening: Opening, lin: Seat, gus: Seat
) -> None:
    a_finished_attempt(db, opening, lin, (0,), (0, 2))
    a_finished_attempt(db, opening, gus, None, (0,), (1,))
    single, multiple, _ = report(db, opening).questions
    assert [(one.count, one.is_key) for one in single.counts] == [(1, True), (0, False), (0, False), (0, False)]
    assert (single.n, single.blank, single.facility) == (2, 1, 0.5)
    assert [one.count for one in multiple.counts] == [2, 0, 1, 0]


def test_given_texts_are_counted_by_spelling_and_the_accepted_ones_marked(
    db: Session, course: Course, lin: Seat, gus: Seat
) -> None:
    year = an_item("When was it built?", kind="numeric", options=(), answers=(Answer("1887 ± 1"),))
    opening = an_opening(db, a_quiz(db, course, [year]))
    a_finished_attempt(db, opening, lin, "1888")
    a_finished_attempt(db, opening, gus, "1905")
    (row,) = report(db, opening).questions
    assert {(one.text, one.is_key) for one in row.counts} == {("1888", True), ("1905", False)}


def test_given_texts_that_mean_the_same_stand_together_in_the_bars_and_in_the_table(
    db: Session, course: Course, lin: Seat, gus: Seat
) -> None:
    year = an_item("When was it?", kind="numeric", options=(), answers=(Answer("1815"),), language="en")
    opening = an_opening(db, a_quiz(db, course, [year]))
    a_finished_attempt(db, opening, lin, "1 815")
    a_finished_attempt(db, opening, gus, "1815.0")
    (row,) = report(db, opening).questions
    assert row.counts == (results.AnswerCount("1 815", True, 2),)
    (question,) = statistics.of_opening(db, Desk(), opening, at=LATER).questions
    assert [(one.name, one.n, one.is_key) for one in question.figures.options if one.name] == [("1 815", 2, True)]


def test_a_withdrawn_answer_is_a_blank(db: Session, opening: Opening, lin: Seat) -> None:
    attempt = an_attempt(db, opening, lin)
    answer(db, attempt, None, (0, 1))
    answer(db, attempt, None, ())
    taking.finish(db, attempt, at=LATER)
    found = report(db, opening)
    assert found.questions[1].blank == 1
    answered = results.answers_in(found, found.learners[1].sat[0])[1]
    assert (answered.words, answered.mark) == ("", None)


def test_a_learner_who_left_the_class_stays_in_the_results(db: Session, opening: Opening, lin: Seat, gus: Seat) -> None:
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    lin.removed_at = gus.removed_at = LATER
    assert [row.seat.name for row in report(db, opening).learners] == ["Lin"]


def test_answers_and_keys_are_told_in_words(db: Session, course: Course, lin: Seat) -> None:
    year = an_item("How long is it?", kind="numeric", options=(), answers=(Answer("12"), Answer("13")), unit="km")
    opening = an_opening(db, a_quiz(db, course, [a_multiple(), a_true_false(), year]))
    a_finished_attempt(db, opening, lin, (0, 2), None, "12.0")
    found = report(db, opening)
    row = found.learner(lin.public_id)
    assert row is not None
    told = [(one.words, one.key, one.mark) for one in results.answers_in(found, row.sat[0])]
    assert told == [
        ("Iron; Tin", "Iron; Salt", 0),
        ("", "True", None),
        ("12.0 km", "12 km or 13 km", 1),
    ]


def test_an_answer_after_the_time_is_kept_apart_and_scores_nothing(db: Session, course: Course, lin: Seat) -> None:
    opening = an_opening(db, a_quiz(db, course), limit_minutes=10)
    attempt = an_attempt(db, opening, lin)
    answer(db, attempt, (1,), at=NOON + timedelta(minutes=1))
    answer(db, attempt, (0,), at=NOON + timedelta(minutes=11))
    found = report(db, opening)
    row = found.learner(lin.public_id)
    assert row is not None
    assert row.counts == 0
    late = results.late_answers(db, found, row)
    assert [(one.number, one.words, one.received_at) for one in late[attempt.id]] == [
        (1, "The Aller", NOON + timedelta(minutes=11))
    ]


def test_a_second_recount_gives_the_same_report(db: Session, opening: Opening, lin: Seat, gus: Seat) -> None:
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    a_finished_attempt(db, opening, gus, (3,), (0,), (0,))
    assert report(db, opening) == report(db, opening)


def test_progress_counts_learners_and_not_attempts(db: Session, opening: Opening, lin: Seat, gus: Seat) -> None:
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    a_finished_attempt(db, opening, lin, *ALL_RIGHT, at=NOON + timedelta(minutes=5))
    an_attempt(db, opening, gus)
    db.flush()
    assert progress.progress(db, opening, at=LATER) == progress.Progress(seats=2, started=2, finished=1)


def test_progress_counts_an_attempt_as_finished_once_its_time_and_the_grace_are_over(
    db: Session, course: Course, lin: Seat, gus: Seat
) -> None:
    opening = an_opening(db, a_quiz(db, course), limit_minutes=10)
    for seat in (lin, gus):
        an_attempt(db, opening, seat)
    over = NOON + timedelta(minutes=10) + GRACE
    assert progress.progress(db, opening, at=over) == progress.Progress(2, 2, 0)
    assert progress.progress(db, opening, at=over + timedelta(microseconds=1)) == progress.Progress(2, 2, 2)


def test_progress_of_many_quizzes_is_told_apart_in_two_queries(
    db: Session, course: Course, lin: Seat, store: Store
) -> None:
    quiz = a_quiz(db, course)
    openings = [an_opening(db, quiz) for _ in range(5)]
    a_finished_attempt(db, openings[1], lin)
    an_attempt(db, openings[2], lin)
    db.flush()
    with counting(store) as seen:
        found = progress.progress_of(db, openings, at=LATER)
    assert [(found[one.id].started, found[one.id].finished) for one in openings[:4]] == [(0, 0), (1, 1), (1, 0), (0, 0)]
    assert len(seen) == 2
    assert progress.progress_of(db, [], at=LATER) == {}


def test_closing_a_quiz_keeps_what_had_been_received(db: Session, cast: Cast, opening: Opening, lin: Seat) -> None:
    attempt: Attempt = an_attempt(db, opening, lin)
    answer(db, attempt, (0,), at=NOON + timedelta(minutes=1))
    openings.close_now(db, cast.amira, opening, at=NOON + timedelta(minutes=2))
    answer(db, attempt, None, (0, 1), at=NOON + timedelta(minutes=3))
    row = report(db, opening).learner(lin.public_id)
    assert row is not None
    assert (row.state, row.counts) == ("finished", Fraction(1))
