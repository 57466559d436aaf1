"""Giving a learner a finished attempt back: pressed too early, or on the wrong day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import audit, closing
from quizapp.classroom.permissions import require
from quizapp.classroom.taking import has_time_left
from quizapp.core.errors import Conflict
from quizapp.store import Attempt, Opening, Person, Seat


def last_attempt(db: Session, opening: Opening, seat: Seat) -> Attempt | None:
    query = select(Attempt).where(Attempt.opening_id == opening.id, Attempt.seat_id == seat.id)
    return db.scalars(query.order_by(Attempt.number.desc()).limit(1)).first()


def why_not(attempt: Attempt | None, *, at: datetime) -> str:
    """Why an attempt, the learner's last one here, cannot be given back; empty when it can.

    The time it had stays as it is: giving it back makes no deadline later.
    """
    if attempt is None:
        return "This learner has not started this quiz."
    if attempt.opening.live:
        return "This was a live run; it ended for everybody when the host ended it."
    if attempt.state == "open":
        return "This attempt has not been finished by its learner."
    closes = attempt.opening.closes_at
    if not has_time_left(attempt, at=at) or (closes is not None and at >= closes):
        return "The time of this attempt is over, so giving it back would change nothing."
    return ""


def reopen(db: Session, person: Person, opening: Opening, seat: Seat, *, at: datetime) -> Attempt:
    """The learner's last attempt runs again, with its answers, its order and its deadline.

    Raises Conflict when it cannot, NotFound or NotAllowed for who may not change quizzes here.
    """
    require(db, person, "quiz.write", opening.course)
    attempt = last_attempt(db, opening, seat)
    if attempt is not None:
        db.refresh(attempt, with_for_update=True)
    if attempt is None or (reason := why_not(attempt, at=at)):
        raise Conflict(reason if attempt is not None else why_not(None, at=at))
    attempt.state, attempt.finished_at, attempt.finished_by = "open", None, None
    closing.forget(db, opening)  # what it holds now may change, so it comes out of the running sums
    audit.write(db, "attempt.reopen", person, opening.course, at=at, attempt=attempt.public_id)
    db.flush()
    return attempt
