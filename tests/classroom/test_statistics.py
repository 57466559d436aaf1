"""Statistics of a quiz, of all its runs, and of a question in the bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, courses, openings, quizzes, statistics
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.core.errors import BadInput, NotAllowed
from quizapp.core.item import Option
from quizapp.core.statistics import Reason, known
from quizapp.store import Course, Item, Opening, Person
from tests.classroom.answers import a_finished_attempt
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_page, a_question, a_quiz, an_item, an_opening

SOON = NOON + timedelta(hours=1)


def a_class(db: Session, cast: Cast, opening: Opening, *rows: tuple[int, ...]) -> None:
    """A learner per row, with the option they chose in each question."""
    course = db.get_one(Course, cast.course.id)
    for n, row in enumerate(rows):
        seat, _ = courses.join(db, course, f"Learner {opening.id} {n}", secret=SECRET.encode(), at=NOON)
        a_finished_attempt(db, opening, seat, *((chosen,) for chosen in row))


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    return an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(4)]))


def test_a_question_whose_key_is_wrong_is_the_first_to_look_at(db: Session, cast: Cast, opening: Opening) -> None:
    strong, weak = (1, 0, 0, 0), (0, 1, 1, 2)
    a_class(db, cast, opening, *([strong] * 20), *([weak] * 15))
    found = statistics.of_opening(db, Desk(), opening, at=SOON)
    first = found.to_look_at[0]
    assert (first.number, first.urgent) == (1, True)
    assert first.flags[0].words.startswith("Many strong learners chose B")
    assert first.item == opening.quiz.items[0].version.item.public_id


def test_a_small_class_raises_no_flags(db: Session, cast: Cast, opening: Opening) -> None:
    a_class(db, cast, opening, *([(1, 0, 0, 0)] * 8), *([(0, 1, 1, 2)] * 6))
    found = statistics.of_opening(db, Desk(), opening, at=SOON)
    assert found.to_look_at == []
    assert known(found.analysis.quiz.alpha)


def test_nobody_yet_is_a_reason_and_no_error(db: Session, opening: Opening) -> None:
    found = statistics.of_opening(db, Desk(), opening, at=SOON)
    assert found.analysis.quiz.n == 0
    assert found.questions[0].figures.facility is Reason.NO_LEARNERS


def test_all_runs_of_a_quiz_are_put_together(db: Session, cast: Cast, opening: Opening) -> None:
    a_class(db, cast, opening, (0, 0, 0, 0), (1, 1, 0, 0))
    again = an_opening(db, opening.quiz)
    a_class(db, cast, again, (0, 1, 0, 0))
    db.refresh(opening.quiz, ["openings"])
    found = statistics.of_quiz(db, Desk(), opening.quiz, at=SOON)
    assert found.analysis.quiz.n == 3
    assert len(found.openings) == 2


def test_a_quiz_that_nobody_was_given_has_nothing_to_count(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id))
    with pytest.raises(BadInput, match="has not been given"):
        statistics.of_quiz(db, Desk(), quiz, at=SOON)


def test_an_unknown_choice_of_attempts_is_refused(db: Session, opening: Opening) -> None:
    with pytest.raises(BadInput, match="choose one of: first"):
        statistics.of_opening(db, Desk(), opening, at=SOON, attempts="luckiest")


def test_versions_that_look_alike_share_their_figures_and_a_changed_stem_starts_anew(db: Session, cast: Cast) -> None:
    course, amira = db.get_one(Course, cast.course.id), db.get_one(Person, cast.amira.id)
    page = a_page(db)
    row = a_question(db, page)
    given: list[Opening] = []
    first = item_of(authoring.newest(db, row))
    rekeyed = replace(first, options=(Option("The Aller"), Option("The Leine", True), *first.options[2:]))
    for item in (None, rekeyed, replace(rekeyed, stem="Which river flows through the old town?")):
        if item is not None:
            authoring.edit_item(db, amira, row, item, at=NOON)
        quiz = quizzes.create_quiz(db, None, course, f"Quiz {len(given)}", at=NOON)
        quizzes.add_questions(db, None, quiz, [row])
        given.append(an_opening(db, quiz))
        a_class(db, cast, given[-1], (0,), (1,))
    found = statistics.of_item(db, Desk(), amira, db.get_one(Item, row.id), at=SOON)
    assert [(one.numbers, one.n, len(one.runs)) for one in found] == [((3,), 2, 1), ((1, 2), 4, 2)]
    assert [run.figures.facility for run in found[1].runs] == [0.5, 0.5]


def test_runs_in_classes_of_others_are_not_told(db: Session, cast: Cast, opening: Opening) -> None:
    a_class(db, cast, opening, (0, 0, 0, 0))
    row = opening.quiz.items[0].version.item
    assert len(statistics.of_item(db, Desk(), db.get_one(Person, cast.amira.id), row, at=SOON)) == 1
    assert statistics.of_item(db, Desk(), db.get_one(Person, cast.noor.id), row, at=SOON) == []
    assert statistics.of_item(db, Desk(), db.get_one(Person, cast.ina.id), row, at=SOON) == []


def test_observers_have_no_statistics(db: Session, cast: Cast, opening: Opening) -> None:
    with pytest.raises(NotAllowed):
        openings.get_opening(db, db.get_one(Person, cast.ina.id), opening.public_id, "result.read")


def test_a_run_that_stands_apart_is_said(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    first, second = an_opening(db, quiz), an_opening(db, quiz)
    a_class(db, cast, first, *([(1,)] * 20))
    a_class(db, cast, second, *([(0,)] * 20))
    found = statistics.of_item(db, Desk(), db.get_one(Person, cast.amira.id), quiz.items[0].version.item, at=SOON)
    assert found[0].drift is not None
    assert "easier" in found[0].drift.words
