"""Answering at one's own pace: what a learner has been told is saved is on disk.

Answers do not go through a session: `answer` and `lock` are pieces of work for the store's writer, which commits
many at once and lets the reply go only afterwards. They do nothing but SQL, because the writer may run one twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.classroom.desk import AttemptKey, Place
from quizapp.core.delivered import Choice
from quizapp.core.errors import Conflict, SignInNeeded
from quizapp.core.times import GRACE
from quizapp.store.base import from_microseconds, to_microseconds
from quizapp.store.writer import Execute


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the learner is told: when the server received the answer, and whether the time was over."""

    received_at: datetime
    late: bool


_EVENT = """
INSERT INTO response_event (attempt_id, key, quiz_item_id, choice, received_at, late, device, n)
SELECT a.id, :key, :quiz_item, :choice, :at,
       CASE WHEN a.deadline_at IS NOT NULL AND :at > a.deadline_at + :grace THEN :yes ELSE :no END, :device, :n
FROM attempt a JOIN seat s ON s.id = a.seat_id
WHERE a.id = :attempt AND s.generation = :generation AND s.removed_at IS NULL
  AND (a.state = 'open' OR a.finished_by = 'deadline')
  AND NOT EXISTS (SELECT 1 FROM response r WHERE r.attempt_id = a.id AND r.quiz_item_id = :quiz_item
                  AND r.vote = 1 AND r.locked_at IS NOT NULL)
ON CONFLICT (attempt_id, key) DO NOTHING
RETURNING id, late
"""

# A lower n of the same device is an older answer that arrived late: kept as an event, but it replaces nothing.
_CURRENT = """
INSERT INTO response (attempt_id, quiz_item_id, vote, event_id, choice, received_at, device, n)
VALUES (:attempt, :quiz_item, 1, :event, :choice, :at, :device, :n)
ON CONFLICT (attempt_id, quiz_item_id, vote) DO UPDATE
SET event_id = excluded.event_id, choice = excluded.choice, received_at = excluded.received_at,
    device = excluded.device, n = excluded.n
WHERE response.locked_at IS NULL AND NOT (response.device = excluded.device AND response.n > excluded.n)
"""

_WHY_NOT = """
SELECT s.generation, s.removed_at, e.received_at, e.late, r.locked_at
FROM attempt a JOIN seat s ON s.id = a.seat_id
LEFT JOIN response_event e ON e.attempt_id = a.id AND e.key = :key
LEFT JOIN response r ON r.attempt_id = a.id AND r.quiz_item_id = :quiz_item AND r.vote = 1
WHERE a.id = :attempt
"""

_LOCK = """
UPDATE response SET locked_at = :at
WHERE attempt_id = :attempt AND quiz_item_id = :quiz_item AND vote = 1 AND locked_at IS NULL
  AND EXISTS (SELECT 1 FROM attempt a JOIN seat s ON s.id = a.seat_id
              WHERE a.id = :attempt AND s.generation = :generation AND s.removed_at IS NULL AND a.state = 'open'
                AND (a.deadline_at IS NULL OR :at <= a.deadline_at + :grace))
RETURNING id
"""


def answer(
    execute: Execute,
    key: AttemptKey,
    place: Place,
    choice: Choice,
    *,
    generation: int,
    event_key: str,
    device: str,
    n: int,
    at: datetime,
) -> Receipt:
    """Record a response; the same `event_key` again gives the same receipt and changes nothing.

    An answer after the deadline and grace is kept as an event, marked late, and does not count.

    Raises SignInNeeded when the seat was taken back, Conflict when the response is final or the attempt finished.
    """
    values = {
        "attempt": key.id,
        "key": event_key,
        "quiz_item": place.id,
        "choice": to_stored(choice),
        "at": to_microseconds(at),
        "grace": _GRACE,
        "yes": True,
        "no": False,
        "device": device,
        "n": n,
        "generation": generation,
    }
    inserted = execute(_EVENT, values)
    if not inserted:
        return _replay_or_refuse(execute, values)
    event_id, late = inserted[0]
    if not late:
        execute(_CURRENT, values | {"event": event_id})
    return Receipt(at, bool(late))


_GRACE = GRACE.seconds * 1_000_000
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes one each time


def _replay_or_refuse(execute: Execute, values: Mapping[str, Any]) -> Receipt:
    """Why an event was not inserted: it was there already (its receipt again), or it may not be."""
    generation, removed_at, received_at, late, locked_at = execute(_WHY_NOT, values)[0]
    if removed_at is not None or generation != values["generation"]:
        raise SignInNeeded("This seat is not open on this device any more. Use your personal code to come back.")
    if received_at is not None:
        return Receipt(from_microseconds(received_at), bool(late))
    if locked_at is not None:
        raise Conflict("This answer was already final; the first one counts.")
    raise Conflict("You have already finished this attempt; what you answered before counts.")


def lock(execute: Execute, key: AttemptKey, place: Place, *, generation: int, at: datetime) -> bool:
    """Make a response final, so that its key may be shown. False when there was nothing to lock any more."""
    values = {
        "attempt": key.id,
        "quiz_item": place.id,
        "generation": generation,
        "at": to_microseconds(at),
        "grace": _GRACE,
    }
    return bool(execute(_LOCK, values))


def to_stored(choice: Choice) -> str:
    return _encoded(choice)


def from_stored(stored: str) -> Choice:
    value = json.loads(stored)
    return tuple(value) if isinstance(value, list) else str(value)
