"""Setting flags of the statistics aside, so that what was looked at stops calling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.classroom import audit
from quizapp.classroom.copies import places_together
from quizapp.classroom.permissions import require
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.statistics import Flag
from quizapp.store import Opening, Person, Quiz, QuizItem, SetAside

LONGEST_NOTE = 500


def set_aside(
    db: Session, person: Person, opening: Opening, question: str, flags: Sequence[Flag], note: str, *, at: datetime
) -> None:
    """Keep that these flags of a question were looked at, and why they may stand; none brings the question back.

    They hold for every run of the quiz and of its corrected copies. A flag of another kind calls again: then the data
    tell something new.
    """
    require(db, person, "quiz.write", opening.course)
    place = db.scalar(select(QuizItem).where(QuizItem.public_id == question, QuizItem.quiz_id == opening.quiz_id))
    if place is None:
        raise NotFound("This quiz has no such question.")
    if flags and not note.strip():
        raise BadInput("Write in a few words why this may stay as it is.")
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"Shorten the note to {LONGEST_NOTE} letters.")
    same = places_together(db, opening.quiz)[place.id]
    db.execute(delete(SetAside).where(SetAside.quiz_item_id.in_(same)))
    codes = sorted({flag.code for flag in flags})
    if codes:
        db.add(SetAside(quiz_item_id=place.id, codes=codes, note=" ".join(note.split()), at=at))
    audit.write(db, "flags.set_aside", person, opening.course, at=at, question=question, flags=len(codes))


def aside_in(db: Session, quiz: Quiz) -> dict[int, SetAside]:
    """What was set aside last in the quiz or a corrected copy, by the id of each place that has the question."""
    same = places_together(db, quiz)
    rows = db.scalars(select(SetAside).where(SetAside.quiz_item_id.in_(same)).order_by(SetAside.at))
    return {place: row for row in rows for place in same[row.quiz_item_id]}
