"""A learner's own page: the quizzes of the class, where the learner stands with each, and what they scored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from quizapp.classroom.desk import Desk, Place, Sheet
from quizapp.classroom.grading import corrections_in, with_corrections
from quizapp.classroom.live_asked import asked_in, seen_by
from quizapp.classroom.openings import largest_factor, limit_of
from quizapp.classroom.overview import State, state_of_opening
from quizapp.classroom.results import held_in, own_score
from quizapp.classroom.taking import Held, Sitting, ended_at, has_ended
from quizapp.core.times import closed_for_all
from quizapp.store import Attempt, Opening, Seat


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """One finished attempt. `score` (marks, out of how many) is None until the learner may see it."""

    attempt: Attempt
    ended_at: datetime | None
    score: tuple[Fraction, Fraction] | None


@dataclass(frozen=True, slots=True)
class OwnQuiz:
    """A quiz of the class as one learner of it sees it."""

    opening: Opening
    state: State
    running: Attempt | None
    finished: tuple[OwnAttempt, ...]

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be started now, as `taking.standing` has it."""
        left = not self.opening.attempts or len(self.finished) < self.opening.attempts
        return self.state.name == "open" and self.running is None and left and not self.opening.live


def own_overview(db: Session, desk: Desk, seat: Seat, *, at: datetime) -> list[OwnQuiz]:
    """The quizzes of a learner's class, those that close soonest first.

    Five queries, however many quizzes and attempts there are; one more for each quiz that is not on the desk yet.
    """
    openings = db.scalars(
        select(Opening)
        .where(Opening.course_id == seat.course_id)
        .options(joinedload(Opening.quiz), joinedload(Opening.course))
        .order_by(Opening.closes_at.is_(None), Opening.closes_at, Opening.id)
    ).all()
    attempts: dict[int, list[Attempt]] = {}
    for attempt in db.scalars(select(Attempt).where(Attempt.seat_id == seat.id).order_by(Attempt.number)):
        attempts.setdefault(attempt.opening_id, []).append(attempt)
    held = held_in(db, Attempt.seat_id == seat.id)
    factor = largest_factor(db, seat.course_id)
    corrections = corrections_in(db, [opening.id for opening in openings])
    of_rooms = asked_in(db, [opening for opening in openings if opening.id in attempts])
    found = []
    for opening in openings:
        closed_at = closed_for_all(opening.closes_at, limit=limit_of(opening), largest_factor=factor)
        sat = attempts.get(opening.id, [])
        if opening.live and not sat:
            continue  # a live room is joined with its own code
        sheet = desk.sheet(db, opening.quiz_id, opening.public_id)
        places = with_corrections(sheet.places, corrections.get(opening.id, {}))
        asked = of_rooms.get(opening.id)
        finished = tuple(
            OwnAttempt(
                attempt,
                ended_at(attempt, at=at),
                own_score(
                    finished_sitting(opening, seat, sheet, seen, attempt, held.get(attempt.id, {}), closed_at, at)
                ),
            )
            for attempt in sat
            for seen in [seen_by(asked, attempt.id, places)]
            if has_ended(attempt, at=at)
        )
        running = next((attempt for attempt in sat if not has_ended(attempt, at=at)), None)
        found.append(OwnQuiz(opening, state_of_opening(opening, at=at), running, finished))
    return found


def finished_sitting(
    opening: Opening,
    seat: Seat,
    sheet: Sheet,
    places: tuple[Place, ...],
    attempt: Attempt,
    held: dict[int, Held],
    closed_for_all_at: datetime | None,
    at: datetime,
) -> Sitting:
    """A finished attempt in the author's order, which is all that a score needs."""
    return Sitting(
        attempt=attempt,
        opening=opening,
        seat=seat,
        sheet=sheet,
        places=places,
        held=held,
        ended=True,
        at=at,
        closed_for_all_at=closed_for_all_at,
    )
