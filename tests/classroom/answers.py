"""Answering inside a test's own session, through the verb that the answer path uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from quizapp.classroom import taking, taking_answers
from quizapp.classroom.desk import AttemptKey, read_sheet
from quizapp.core.delivered import Choice
from quizapp.store import Attempt, Opening, Seat
from tests.factories import NOON, an_attempt

_keys = count(1)


def answer(db: Session, attempt: Attempt, *choices: Choice | None, at: datetime = NOON) -> None:
    """Answer the questions in the author's order; None leaves one out."""

    def execute(sql: str, params: Mapping[str, Any] = {}) -> list[tuple[Any, ...]]:
        done = db.connection().execute(text(sql), dict(params))
        return [tuple(row) for row in done] if done.returns_rows else []

    db.flush()
    opening = attempt.opening
    key = AttemptKey(
        attempt.id, attempt.secret, attempt.seat.public_id, opening.quiz_id, opening.public_id, ZoneInfo("UTC")
    )
    for place, choice in zip(read_sheet(db, opening.quiz_id).places, choices, strict=False):
        if choice is not None:
            taking_answers.answer(
                execute,
                key,
                place,
                choice,
                generation=attempt.seat.generation,
                event_key=f"key-{next(_keys)}",
                device="a test",
                n=next(_keys),
                at=at,
            )


def a_finished_attempt(
    db: Session, opening: Opening, seat: Seat, *choices: Choice | None, at: datetime = NOON
) -> Attempt:
    """Started, answered a minute later, finished after two."""
    attempt = an_attempt(db, opening, seat, at=at)
    answer(db, attempt, *choices, at=at + timedelta(minutes=1))
    taking.finish(db, attempt, at=at + timedelta(minutes=2))
    return attempt
