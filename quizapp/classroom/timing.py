"""How long answers took, by the server's clock: what tells a leaked or a skipped question from an easy one.

In a live room the time runs from the opening of a question. Self-paced, it runs from the answer before, or from the
start, to the first answer to a question; answers that were sent together, as from a page without script or after a
lost connection, have no time of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import BigInteger, Subquery, func, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.classroom.once import ended
from quizapp.store import Attempt, Opening, Response, ResponseEvent

TIMED = 500
"""Learners whose times are read, the first of each run: a median is no better for more, and a hall stays quick."""

TOGETHER = 0.3
"""Seconds; nobody reads and answers a question in less, so these were sent at once."""


def seconds_in(db: Session, openings: Sequence[Opening], *, at: datetime) -> Mapping[int, list[float]]:
    """Quiz item → seconds of each answer of first finished attempts. Whoever was erased has no times any more."""
    found: dict[int, list[float]] = {}
    for opening in openings:
        for quiz_item, seconds in _live(db, opening, at) if opening.live else _self_paced(db, opening, at):
            found.setdefault(quiz_item, []).append(seconds)
    return found


def _timed(opening: Opening, at: datetime) -> Subquery:
    timed = select(Attempt.id, Attempt.started_at).where(
        Attempt.opening_id == opening.id, Attempt.number == 1, ended(at)
    )
    if not opening.live:  # of who was erased no time is kept; that of a live answer says nothing about when it was
        timed = timed.where(Attempt.finished_at.is_not(None) | Attempt.deadline_at.is_not(None))
    return timed.order_by(Attempt.id).limit(TIMED).subquery()


def _live(db: Session, opening: Opening, at: datetime) -> Iterator[tuple[int, float]]:
    timed = _timed(opening, at)
    rows = db.execute(
        select(Response.quiz_item_id, Response.elapsed_ms)
        .join(timed, timed.c.id == Response.attempt_id)
        .where(Response.vote == 1)
    )
    for quiz_item, elapsed in rows:
        if elapsed is not None:
            yield quiz_item, elapsed / 1000


def _self_paced(db: Session, opening: Opening, at: datetime) -> Iterator[tuple[int, float]]:
    timed = _timed(opening, at)
    first = type_coerce(func.min(ResponseEvent.received_at), BigInteger)  # no need of a datetime for each
    rows = db.execute(
        select(timed.c.id, type_coerce(timed.c.started_at, BigInteger), ResponseEvent.quiz_item_id, first)
        .join(ResponseEvent, ResponseEvent.attempt_id == timed.c.id)
        .where(~ResponseEvent.late)
        .group_by(timed.c.id, timed.c.started_at, ResponseEvent.quiz_item_id)
        .order_by(timed.c.id, first)
    )
    for (_, before), answers in groupby(rows, key=lambda row: (row[0], row[1])):
        yield from _apart(before, [(quiz_item, received) for _, _, quiz_item, received in answers])


def _apart(before: int, answers: list[tuple[int, int]]) -> Iterator[tuple[int, float]]:
    """The answers of one attempt in their order, each with the time since the one before; none of several at once.

    Moments are in microseconds.
    """
    gaps = [
        (received - earlier) / 1_000_000
        for (_, received), earlier in zip(answers, [before, *(received for _, received in answers)], strict=False)
    ]
    for n, ((quiz_item, _), gap) in enumerate(zip(answers, gaps, strict=True)):
        if gap >= TOGETHER and (n + 1 == len(gaps) or gaps[n + 1] >= TOGETHER):
            yield quiz_item, gap
