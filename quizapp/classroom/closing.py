"""Ending an attempt, and adding it to the running sums of its opening in the same transaction."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from quizapp.classroom import taking
from quizapp.classroom.arms import arms_in
from quizapp.classroom.counting import Reading, counts_of, pieces_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.grading import places_of
from quizapp.classroom.tallies import believable, marking_of, usable
from quizapp.store import Attempt, Opening, OpeningTally, TalliedAttempt, Tally

A_CLASS = 1_000
"""Up to so many attempts are counted again when sums are begun anew; a hall is left to “quizapp db recount”."""

_BEGIN = text(
    "INSERT INTO opening_tally (opening_id, marking, attempts) VALUES (:opening, :marking, 0)"
    " ON CONFLICT (opening_id) DO NOTHING"
)
_ONCE = text(
    "INSERT INTO tallied_attempt (attempt_id, opening_id) VALUES (:attempt, :opening)"
    " ON CONFLICT (attempt_id) DO NOTHING RETURNING attempt_id"
)
_COUNT = text("UPDATE opening_tally SET attempts = attempts + 1 WHERE opening_id = :opening")
_ADD = text(
    "INSERT INTO tally (opening_id, total, piece, n) VALUES (:opening, :total, :piece, 1)"
    " ON CONFLICT (opening_id, total, piece) DO UPDATE SET n = tally.n + 1"
)


def finish(db: Session, desk: Desk, attempt: Attempt, *, at: datetime) -> None:
    """End the attempt, as `taking.finish` says, and count it. A second press neither ends nor counts it again."""
    taking.finish(db, attempt, at=at)
    add(db, desk, attempt)


def add(db: Session, desk: Desk, attempt: Attempt) -> bool:
    """Bring a finished first attempt into the sums of its opening; False when it is there or sums are not kept.

    Sums that cannot be believed any more, as after another key, are counted again.
    """
    opening = attempt.opening
    if attempt.state != "finished" or attempt.number != 1 or not _kept(db, opening, desk):
        return False
    ids = {"opening": opening.id, "attempt": attempt.id}
    # whoever else finishes here, or changes a key, waits: sums grow one attempt at a time
    head = select(OpeningTally.attempts).where(OpeningTally.opening_id == opening.id).with_for_update()
    if (inside := db.scalar(head)) is None:
        db.execute(_BEGIN, ids | {"marking": ""})
        inside = db.scalar(head)
    places = places_of(db, desk, opening)
    if not inside or not believable(db, opening, places):
        return _finished(db, opening) <= A_CLASS and recount(db, desk, opening) > 0
    if db.execute(_ONCE, ids).first() is None:
        return False
    [given] = pieces_of(db, opening, [attempt.id])
    total = str(Reading(places, opening.credit).total(given))
    db.execute(_ADD, [{"opening": opening.id, "total": total, "piece": piece} for piece in ["", *sorted(given)]])
    db.execute(_COUNT, ids)
    return True


def recount(db: Session, desk: Desk, opening: Opening) -> int:
    """Throw the sums of an opening away and count all finished first attempts again; returns how many there are."""
    forget(db, opening)
    if not _kept(db, opening, desk):
        return 0
    places = places_of(db, desk, opening)
    reading, sums, inside = Reading(places, opening.credit), Counter[tuple[str, str]](), []
    finished = select(Attempt.id).where(
        Attempt.opening_id == opening.id, Attempt.number == 1, Attempt.state == "finished"
    )
    ids = list(db.scalars(finished.order_by(Attempt.id)))
    for attempt, given in zip(ids, pieces_of(db, opening, ids), strict=True):
        total = str(reading.total(given))
        sums.update((total, piece) for piece in ("", *given))
        inside.append({"attempt_id": attempt, "opening_id": opening.id})
    db.execute(_BEGIN, {"opening": opening.id, "marking": marking_of(opening, places)})
    rows: list[dict[str, Any]] = [
        {"opening_id": opening.id, "total": total, "piece": piece, "n": n} for (total, piece), n in sums.items()
    ]
    for table, values in ((TalliedAttempt, inside), (Tally, rows)):
        if values:
            db.execute(insert(table), values)
    db.execute(update(OpeningTally).where(OpeningTally.opening_id == opening.id).values(attempts=len(ids)))
    return len(ids)


def recount_all(db: Session, desk: Desk, *, at: datetime) -> tuple[int, int]:
    """Count the sums of every opening again: how many there are, and in how many the sums had been wrong."""
    done = wrong = 0
    for opening in db.scalars(select(Opening).order_by(Opening.id)):
        places = places_of(db, desk, opening)
        before = counts_of(db, opening, places, at=at)
        recount(db, desk, opening)
        wrong += before != counts_of(db, opening, places, at=at)
        done += 1
    return done, wrong


def forget(db: Session, opening: Opening) -> None:
    """Throw the sums of an opening away: reports read its responses until they are counted again."""
    for table in (Tally, TalliedAttempt, OpeningTally):
        db.execute(delete(table).where(table.opening_id == opening.id))


def _kept(db: Session, opening: Opening, desk: Desk) -> bool:
    return usable(opening, desk.sheet(db, opening.quiz_id, opening.public_id).places) and not arms_in(
        db, opening.quiz_id
    )


def _finished(db: Session, opening: Opening) -> int:
    query = select(func.count()).select_from(Attempt).where(Attempt.opening_id == opening.id)
    return db.scalar(query.where(Attempt.number == 1, Attempt.state == "finished")) or 0
