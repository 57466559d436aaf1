"""Setting flags of the statistics aside, so that what was looked at stops calling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import audit
from quizapp.classroom.permissions import require
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.statistics import Flag
from quizapp.store import Opening, Person, QuizItem, SetAside

LONGEST_NOTE = 500


def set_aside(
    db: Session, person: Person, opening: Opening, question: str, flags: Sequence[Flag], note: str, *, at: datetime
) -> None:
    """Keep that these flags of a question were looked at, and why they may stand; none brings the question back.

    They hold for every run of the quiz. A flag of another kind calls again: then the data tell something new.
    """
    require(db, person, "quiz.write", opening.course)
    place = db.scalar(select(QuizItem).where(QuizItem.public_id == question, QuizItem.quiz_id == opening.quiz_id))
    if place is None:
        raise NotFound("This quiz has no such question.")
    if flags and not note.strip():
        raise BadInput("Write in a few words why this may stay as it is.")
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"Shorten the note to {LONGEST_NOTE} letters.")
    row = db.get(SetAside, place.id)
    if row is not None:
        db.delete(row)
        db.flush()
    codes = sorted({flag.code for flag in flags})
    if codes:
        db.add(SetAside(quiz_item_id=place.id, codes=codes, note=" ".join(note.split()), at=at))
    audit.write(db, "flags.set_aside", person, opening.course, at=at, question=question, flags=len(codes))
