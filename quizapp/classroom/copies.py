"""Copies of a quiz with corrected keys: for learners they are one quiz, and where they look alike in statistics too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom.bodies import item_of
from quizapp.store import ItemVersion, Opening, Quiz, QuizItem, Trial


def family(db: Session, quiz: Quiz) -> list[Quiz]:
    """A quiz, what it is a corrected copy of, and the corrected copies of each of these; the oldest first."""
    pairs = select(Quiz.id, Quiz.corrects_id).where(Quiz.course_id == quiz.course_id, Quiz.corrects_id.is_not(None))
    made, found = [{one, of} for one, of in db.execute(pairs) if of is not None], {quiz.id}
    while near := [pair for pair in made if pair & found and pair - found]:
        found = found.union(*near)
    return [quiz] if len(found) == 1 else list(db.scalars(select(Quiz).where(Quiz.id.in_(found)).order_by(Quiz.id)))


def alike(db: Session, quiz: Quiz) -> list[Quiz]:
    """Those of its family, with the quiz itself, whose questions look the same to a learner, one by one.

    A quiz with a trial stands alone: its learners had different versions of a question before them.
    """
    members = family(db, quiz)
    if len(members) == 1:
        return members
    looks = {one.id: _look(db, one) for one in members}
    tried = select(QuizItem.quiz_id).join(Trial, Trial.quiz_item_id == QuizItem.id).where(QuizItem.quiz_id.in_(looks))
    alone = set(db.scalars(tried))
    if quiz.id in alone:
        return [quiz]
    return [one for one in members if looks[one.id] == looks[quiz.id] and one.id not in alone]


def places_together(db: Session, quiz: Quiz) -> dict[int, tuple[int, ...]]:
    """Each place of the quizzes that look alike, by its id, with the places in which they have the same question."""
    quizzes = [one.id for one in alike(db, quiz)]
    held: dict[int, list[int]] = {}
    query = select(QuizItem.quiz_id, QuizItem.id).where(QuizItem.quiz_id.in_(quizzes)).order_by(QuizItem.position)
    for quiz_id, place in db.execute(query):
        held.setdefault(quiz_id, []).append(place)
    return {place: same for same in zip(*held.values(), strict=True) for place in same}


def _look(db: Session, quiz: Quiz) -> list[tuple[str, tuple[str, ...]]]:
    """Each question's fingerprint, and its options in the order by which answers are stored."""
    held = select(ItemVersion).join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
    versions = db.scalars(held.where(QuizItem.quiz_id == quiz.id).order_by(QuizItem.position))
    return [(one.fingerprint, tuple(option.text for option in item_of(one).options)) for one in versions]


def openings_of(quizzes: Sequence[Quiz]) -> list[Opening]:
    """All their runs, the oldest first."""
    return sorted((opening for quiz in quizzes for opening in quiz.openings), key=lambda opening: opening.id)
