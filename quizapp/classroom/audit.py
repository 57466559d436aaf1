"""Writing down who did what. Details are names and numbers, never free text typed by a learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from quizapp.store import AuditEntry, Course, Person


def write(db: Session, what: str, person: Person | None, course: Course | None, *, at: datetime, **detail: Any) -> None:
    db.add(
        AuditEntry(
            at=at,
            person_id=person.id if person else None,
            course_id=course.id if course else None,
            what=what,
            detail=detail,
        )
    )


def write_each(
    db: Session,
    what: str,
    person: Person | None,
    course: Course | None,
    details: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
) -> None:
    """The same done to many things at once, in one statement: an entry with the details of each."""
    if details:
        same = {"at": at, "person_id": person.id if person else None, "course_id": course.id if course else None}
        db.execute(insert(AuditEntry), [{**same, "what": what, "detail": dict(detail)} for detail in details])
