"""Of a learner who sat several runs of a quiz, one attempt counts over all of them, as in a single run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from quizapp.core.times import GRACE
from quizapp.store import Attempt, Opening

Tries = Mapping[int, Sequence[tuple[int, bool]]]
"""Seat → (opening, whether it has ended) of each of its attempts, in the order in which they were started."""


def ended(at: datetime) -> ColumnElement[bool]:
    """`taking.has_ended`, said in SQL."""
    return or_(Attempt.state != "open", Attempt.deadline_at < at - GRACE)


def in_several(db: Session, openings: Sequence[Opening], *, at: datetime) -> Tries:
    """The attempts of those who have some in more than one of these openings."""
    ids = [opening.id for opening in openings]
    if len(ids) < 2:
        return {}
    again = (
        select(Attempt.seat_id)
        .where(Attempt.opening_id.in_(ids))
        .group_by(Attempt.seat_id)
        .having(func.count(Attempt.opening_id.distinct()) > 1)
    )
    rows = (
        select(Attempt.seat_id, Attempt.opening_id, ended(at))
        .where(Attempt.opening_id.in_(ids), Attempt.seat_id.in_(again))
        .order_by(Attempt.started_at, Attempt.id)
    )
    found: dict[int, list[tuple[int, bool]]] = {}
    for seat, opening, over in db.execute(rows):
        found.setdefault(seat, []).append((opening, bool(over)))
    return found


def left_out(tries: Tries, attempts: str, best: Mapping[tuple[int, int], Fraction]) -> dict[int, set[int]]:
    """Opening → seats whose attempt in another one counts. `attempts` is a name in `counting.ATTEMPTS`.

    `best` is the share of the marks in the best attempt of a seat in an opening. Whoever has begun one run has seen
    the questions, so a first attempt that has not ended keeps later ones out.
    """
    found: dict[int, set[int]] = {}
    for seat, made in tries.items():
        over = [opening for opening, has_ended in made if has_ended]
        if attempts == "all" or not over:
            continue
        if attempts == "first":
            counts = made[0][0]
        elif attempts == "last":
            counts = over[-1]
        else:
            counts = max(dict.fromkeys(over), key=lambda opening: best[seat, opening])
        for opening in {one for one, _ in made} - {counts}:
            found.setdefault(opening, set()).add(seat)
    return found


def how_many(db: Session, openings: Sequence[Opening], *, at: datetime) -> tuple[dict[int, int], int]:
    """Opening → finished attempts, where there are any, and how many learners made them all."""
    over = ended(at) & Attempt.opening_id.in_([opening.id for opening in openings])
    rows = db.execute(select(Attempt.opening_id, func.count()).where(over).group_by(Attempt.opening_id))
    learners = db.scalar(select(func.count(Attempt.seat_id.distinct())).where(over))
    return {opening: attempts for opening, attempts in rows}, learners or 0
