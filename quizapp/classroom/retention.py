"""What has been kept for as long as was promised goes: `store.privacy` says for how long, here it is done.

A class is over when nothing was given to it and nobody started or practised anything in it for a year: nobody has to
remember to say so. Whoever is erased for age is erased as on request, so sums and statistics stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.classroom import audit, erasing
from quizapp.classroom.desk import Desk
from quizapp.store import (
    Attempt,
    AuditEntry,
    Course,
    DraftReview,
    Job,
    LiveEvent,
    LiveParticipant,
    LiveRoom,
    Opening,
    PracticeReview,
    Seat,
    SignIn,
)
from quizapp.store.erased import ERASED_NAME
from quizapp.store.privacy import AGES


@dataclass(frozen=True, slots=True)
class Due:
    """What is older than was promised: a name for it, the promise, and how many rows."""

    what: str
    retention: str
    count: int


@dataclass(frozen=True, slots=True)
class Purged:
    """What went, and the random ids by which a restored backup is cleaned again."""

    due: tuple[Due, ...]
    ids: tuple[str, ...]


def due(db: Session, *, at: datetime) -> list[Due]:
    """What would go now. Nothing is changed."""
    return [Due(what, retention, len(find(db, at - AGES[retention]))) for what, retention, find, _ in _RULES]


def purge(db: Session, desk: Desk, *, at: datetime) -> Purged:
    """Let go of everything that is due. A second time finds nothing."""
    found, ids = [], list[str]()
    for what, retention, find, forget in _RULES:
        rows = find(db, at - AGES[retention])
        ids += forget(db, desk, rows, at) if rows else []
        found.append(Due(what, retention, len(rows)))
    if any(one.count for one in found):
        audit.write(db, "retention", None, None, at=at, rows=sum(one.count for one in found))
    db.flush()
    return Purged(tuple(found), tuple(ids))


# --- what is due: row ids -----------------------------------------------------------------------------------------


def _sign_ins(db: Session, before: datetime) -> list[int]:
    return list(db.scalars(select(SignIn.id).where(or_(SignIn.expires_at < before, SignIn.revoked_at < before))))


def _jobs(db: Session, before: datetime) -> list[int]:
    return list(db.scalars(select(Job.id).where(Job.person_id.is_not(None), Job.finished_at < before)))


def _rooms(db: Session, before: datetime) -> list[int]:
    """Learners in rooms that ended, as long as they have a name there."""
    query = select(LiveParticipant.id).join(LiveRoom, LiveRoom.id == LiveParticipant.room_id)
    return list(db.scalars(query.where(LiveRoom.ended_at < before, LiveParticipant.name != ERASED_NAME)))


def _guests(db: Session, before: datetime) -> list[int]:
    """Seats that came with a live room, have been in none since, and did nothing else: whoever did is a learner."""
    lately = exists().where(
        LiveParticipant.seat_id == Seat.id,
        LiveParticipant.room_id == LiveRoom.id,
        or_(LiveRoom.ended_at.is_(None), LiveRoom.ended_at >= before),
    )
    alone = exists().where(Attempt.seat_id == Seat.id, Opening.id == Attempt.opening_id, ~Opening.live)
    practised = exists().where(PracticeReview.seat_id == Seat.id)
    old = Seat.origin == "live", Seat.created_at < before, Seat.name != ERASED_NAME
    return list(db.scalars(select(Seat.id).where(*old, ~lately, ~alone, ~practised)))


def _seats(db: Session, before: datetime) -> list[int]:
    """Learners of classes that are over."""
    given = select(func.max(func.coalesce(Opening.closes_at, Opening.created_at))).where(Opening.course_id == Course.id)
    started = (
        select(func.max(Attempt.started_at))
        .join(Opening, Opening.id == Attempt.opening_id)
        .where(Opening.course_id == Course.id)
    )
    joined = select(func.max(Seat.created_at)).where(Seat.course_id == Course.id)
    practised = (
        select(func.max(PracticeReview.at))
        .join(Seat, Seat.id == PracticeReview.seat_id)
        .where(Seat.course_id == Course.id)
    )
    over = [Course.created_at < before]
    for last in (given, started, joined, practised):
        moment = last.correlate(Course).scalar_subquery()
        over.append(or_(moment.is_(None), moment < before))
    courses = select(Course.id).where(~Course.demonstration, *over)
    return list(db.scalars(select(Seat.id).where(Seat.course_id.in_(courses), Seat.name != ERASED_NAME)))


def _log(db: Session, before: datetime) -> list[int]:
    return list(db.scalars(select(AuditEntry.id).where(AuditEntry.at < before)))


def _hosts(db: Session, before: datetime) -> list[int]:
    return list(db.scalars(select(LiveEvent.id).where(LiveEvent.person_id.is_not(None), LiveEvent.at < before)))


def _notes(db: Session, before: datetime) -> list[int]:
    return list(db.scalars(select(DraftReview.id).where(DraftReview.note != "", DraftReview.at < before)))


# --- how it goes --------------------------------------------------------------------------------------------------


def _erase_seats(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    done = [erasing.erase(db, desk, seat, at=at) for seat in db.scalars(select(Seat).where(Seat.id.in_(rows)))]
    return [one for erased in done for one in erased.ids]


def _delete_sign_ins(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    db.execute(delete(SignIn).where(SignIn.id.in_(rows)))
    return []


def _delete_log(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    db.execute(delete(AuditEntry).where(AuditEntry.id.in_(rows)))
    return []


def _forget_rooms(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    erasing.forget_in_rooms(db, list(db.scalars(select(LiveParticipant).where(LiveParticipant.id.in_(rows)))))
    return []


def _forget_jobs(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    db.execute(update(Job).where(Job.id.in_(rows)).values(person_id=None))
    return []


def _forget_hosts(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    db.execute(update(LiveEvent).where(LiveEvent.id.in_(rows)).values(person_id=None))
    return []


def _forget_notes(db: Session, desk: Desk, rows: list[int], at: datetime) -> list[str]:
    db.execute(update(DraftReview).where(DraftReview.id.in_(rows)).values(note=""))
    return []


_Find = Callable[[Session, datetime], list[int]]
_Forget = Callable[[Session, Desk, list[int], datetime], list[str]]

_RULES: tuple[tuple[str, str, _Find, _Forget], ...] = (
    ("sign-ins that have ended", "expiry and 7 days", _sign_ins, _delete_sign_ins),
    ("who asked for drafts", "30 days", _jobs, _forget_jobs),
    ("names in live rooms", "30 days after the live room", _rooms, _forget_rooms),
    ("guests of live rooms", "30 days after the live room", _guests, _erase_seats),
    ("learners of classes that are over", "end of the course and one year", _seats, _erase_seats),
    ("the log", "2 years", _log, _delete_log),
    ("which host did what in a room", "2 years", _hosts, _forget_hosts),
    ("why drafts were rejected, in free words", "2 years", _notes, _forget_notes),
)
"""What goes by age, under the words of its promise in `store.privacy`."""
