"""How far classes are with their quizzes, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, distinct, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.times import GRACE
from quizapp.store import Attempt, Opening, Seat


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a class is with a quiz: seats in the class (or learners in the live room), who started, who finished.

    `guests` are those of them who are on no list.
    """

    seats: int
    started: int
    finished: int
    guests: int = 0


def progress(db: Session, opening: Opening, *, at: datetime) -> Progress:
    return progress_of(db, [opening], at=at)[opening.id]


def progress_of(db: Session, openings: Iterable[Opening], *, at: datetime) -> dict[int, Progress]:
    """Opening id → progress, counted by the database in two queries, however many openings and learners there are."""
    found = list(openings)
    in_class = (
        select(Seat.course_id, func.count())
        .where(
            Seat.course_id.in_({opening.course_id for opening in found}),
            Seat.removed_at.is_(None),
            Seat.origin != "live",
        )
        .group_by(Seat.course_id)
    )
    seats = {course_id: number for course_id, number in db.execute(in_class)}
    ended = or_(Attempt.state != "open", Attempt.deadline_at < at - GRACE)  # `taking.has_ended`, said in SQL
    counts = {
        opening_id: (started, finished, guests)
        for opening_id, started, finished, guests in db.execute(
            select(
                Attempt.opening_id,
                func.count(distinct(Attempt.seat_id)),
                func.count(distinct(case((ended, Attempt.seat_id)))),
                func.count(distinct(case((Seat.origin == "live", Attempt.seat_id)))),
            )
            .join(Seat, Seat.id == Attempt.seat_id)
            .where(Attempt.opening_id.in_([opening.id for opening in found]))
            .group_by(Attempt.opening_id)
        )
    }
    done = {}
    for opening in found:
        started, finished, guests = counts.get(opening.id, (0, 0, 0))
        expected = started if opening.live else seats.get(opening.course_id, 0)
        done[opening.id] = Progress(expected, started, finished, guests)
    return done
