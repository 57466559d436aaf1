"""The demonstration class: the ready-made quizzes of questions/, open to everybody who reaches this installation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom import courses, quizzes
from quizapp.classroom.authoring import newest_of
from quizapp.classroom.openings import Rules, close_now, open_quiz
from quizapp.core.errors import Problem
from quizapp.formats.bank.folder import QuizFile
from quizapp.store import BankPage, Course, Item, ItemTag, Opening, Quiz, QuizItem

NAME = "Demonstration"
LONG = 20
"""A quiz of more questions is asked one at a time: a phone scrolls a long way past twenty."""


def course(db: Session, *, at: datetime) -> Course:
    """The demonstration class, made at the first start; the owner of the installation gets it with their account."""
    found = db.scalar(select(Course).where(Course.demonstration))
    return found or courses.create_course(db, None, NAME, time_zone="UTC", at=at, demonstration=True)


def openings(db: Session, *, at: datetime) -> list[Opening]:
    """What the demonstration class offers now, the shortest quiz first; nothing while it takes no learners."""
    length = select(func.count()).select_from(QuizItem).where(QuizItem.quiz_id == Opening.quiz_id).scalar_subquery()
    return list(
        db.scalars(
            select(Opening)
            .join(Course, Course.id == Opening.course_id)
            .where(Course.demonstration, Course.joining_open, ~Opening.live)
            .where(or_(Opening.closes_at.is_(None), Opening.closes_at > at))
            .options(joinedload(Opening.quiz))
            .order_by(length, Opening.id)
        )
    )


def stands_alone(db: Session) -> bool:
    """Whether nobody has made a class of their own here."""
    return db.scalar(select(Course.id).where(~Course.demonstration).limit(1)) is None


def load_quizzes(db: Session, files: Sequence[QuizFile], *, at: datetime) -> list[Problem]:
    """Bring the ready-made quizzes to what their files say; returns what is wrong with files that cannot be used.

    A title and a description are changed in place. Other questions, or another moment for feedback, make a new quiz
    and close the old one, whether somebody has taken it or not: a quiz that was given keeps its questions and its
    rules, and a server that is running may have them on its desk.
    """
    problems = []
    home = course(db, at=at)
    for file in files:
        items, missing = _items(db, file)
        if missing or not items:
            what = f"there is no approved question {missing[0]}" if missing else "no approved question fits"
            problems.append(
                Problem(f"quizzes/{file.name}.toml", 0, f"{what}; load the pages first, or correct the name")
            )
            continue
        _load_quiz(db, home, file, items, at=at)
    return problems


def _items(db: Session, file: QuizFile) -> tuple[list[Item], list[str]]:
    """The questions a file asks for in its order, and the names it asks for in vain."""
    query = select(BankPage.name, Item).join(BankPage, BankPage.id == Item.page_id).where(Item.status == "approved")
    if file.page:
        query = query.where(BankPage.name == file.page).order_by(Item.position, Item.id)
        if file.tag:
            query = query.where(Item.tags.any(ItemTag.tag == file.tag))
        return [item for _, item in db.execute(query)], []
    found = {f"{page}/{item.name}": item for page, item in db.execute(query)}
    missing = [name for name in file.questions if name not in found]
    return [found[name] for name in file.questions if name in found], missing


def _load_quiz(db: Session, home: Course, file: QuizFile, items: list[Item], *, at: datetime) -> None:
    newest = newest_of(db, items)
    pinned = [newest[item.id].id for item in items]
    rules = Rules(
        attempts=0,
        feedback=file.feedback,
        layout="question" if file.feedback == "question" or len(items) > LONG else "page",
    )
    quiz = db.scalar(select(Quiz).where(Quiz.course_id == home.id, Quiz.origin == file.name))
    if quiz is not None:
        quiz.title, quiz.description = file.title, file.description
        same_questions = [place.item_version_id for place in quiz.items] == pinned
        if same_questions and all(opening.live or opening.feedback == file.feedback for opening in quiz.openings):
            return
        for opening in [opening for opening in quiz.openings if not opening.live]:
            close_now(db, None, opening, at=at)
        quiz.origin, quiz.archived_at = None, at
    quiz = quizzes.create_quiz(db, None, home, file.title, file.description, at=at)
    quiz.origin = file.name
    quiz.items = [QuizItem(item_version_id=version, position=number) for number, version in enumerate(pinned, 1)]
    db.flush()
    open_quiz(db, None, quiz, rules, at=at)
