"""Writing down who did what. Details are names and numbers, never free text typed by a learner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
