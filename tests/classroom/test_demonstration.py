"""The demonstration class follows its files, and nobody who is answering loses what they gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, demonstration, taking
from quizapp.formats.bank.folder import QuizFile
from quizapp.store import BankPage, Opening, Quiz, Seat
from quizapp.store.engine import Store
from tests.conftest import SECRET
from tests.factories import NOON, a_page, a_question, an_attempt
from tests.web.queries import counting

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def shelf(db: Session) -> BankPage:
    page = a_page(db, title="Rivers")
    a_question(db, page)
    return page


@pytest.fixture
def file(shelf: BankPage) -> QuizFile:
    return QuizFile("rivers", "Rivers", page="rivers")


@pytest.fixture
def opening(db: Session, file: QuizFile) -> Opening:
    assert demonstration.load_quizzes(db, [file], at=NOON) == []
    return db.scalars(select(Opening)).one()


@pytest.fixture
def visitor(db: Session, opening: Opening) -> Seat:
    return courses.join(db, opening.course, "Vi", secret=SECRET.encode(), at=NOON)[0]


def offered(db: Session) -> list[tuple[str, str]]:
    return [(opening.quiz.title, opening.feedback) for opening in demonstration.openings(db, at=LATER)]


def test_loading_twice_is_loading_once(db: Session, file: QuizFile, opening: Opening) -> None:
    demonstration.load_quizzes(db, [file], at=LATER)
    assert demonstration.openings(db, at=LATER) == [opening]


def test_another_title_is_changed_in_place(db: Session, file: QuizFile, opening: Opening) -> None:
    demonstration.load_quizzes(db, [replace(file, title="Streams")], at=LATER)
    assert demonstration.openings(db, at=LATER) == [opening]
    assert opening.quiz.title == "Streams"


def test_other_questions_make_another_quiz_and_end_attempts_in_the_old_one(
    db: Session, file: QuizFile, shelf: BankPage, opening: Opening, visitor: Seat
) -> None:
    attempt = an_attempt(db, opening, visitor)
    assert not taking.has_ended(attempt, at=LATER + timedelta(minutes=1))
    a_question(db, shelf)
    demonstration.load_quizzes(db, [file], at=LATER)
    assert taking.has_ended(attempt, at=LATER + timedelta(minutes=1))
    assert len(opening.quiz.items) == 1
    (now,) = demonstration.openings(db, at=LATER)
    assert len(now.quiz.items) == 2


def test_another_moment_for_feedback_makes_another_quiz_too(db: Session, file: QuizFile, opening: Opening) -> None:
    demonstration.load_quizzes(db, [replace(file, feedback="question")], at=LATER)
    assert offered(db) == [("Rivers", "question")]
    assert (opening.feedback, opening.closes_at) == ("finish", LATER)
    assert db.scalars(select(Quiz.origin).order_by(Quiz.id)).all() == [None, "rivers"]


def test_the_shortest_quiz_comes_first_in_one_query(db: Session, store: Store, shelf: BankPage) -> None:
    names = []
    for number in (3, 1, 2):
        page = a_page(db)
        for _ in range(number):
            a_question(db, page)
        names.append(page.name)
    files = [QuizFile(f"q{number}", name, page=name) for number, name in enumerate(names)]
    demonstration.load_quizzes(db, files, at=NOON)
    db.expunge_all()
    with counting(store) as seen:
        assert [title for title, _ in offered(db)] == [names[1], names[2], names[0]]
    assert len(seen) == 1
