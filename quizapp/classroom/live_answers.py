"""Answering in a live room: one piece of work for the store's writer, on disk before it is acknowledged.

Whether an answer counts is decided by the statement that stores it: the question is open, it is this question and
this vote, the learner's own time is not over, the learner was not removed. Nothing is looked up before and believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.classroom.desk import Place
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_joining import Member
from quizapp.classroom.taking_answers import to_stored
from quizapp.core.delivered import Choice
from quizapp.core.errors import SignInNeeded
from quizapp.core.live import GRACE
from quizapp.store.base import from_microseconds, to_microseconds
from quizapp.store.writer import Execute


@dataclass(frozen=True, slots=True)
class Stored:
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an answer does not count: a word for scripts and a sentence for people."""

    reason: str
    message: str


_OWN = """
FROM live_room r JOIN live_participant p ON p.room_id = r.id JOIN seat s ON s.id = p.seat_id
WHERE r.id = :room AND p.id = :participant AND p.removed_at IS NULL
  AND s.generation = :generation AND s.removed_at IS NULL
"""

_EVENT = f"""
INSERT INTO response_event (attempt_id, key, quiz_item_id, choice, received_at, late, device, n)
SELECT p.attempt_id, :key, :quiz_item, :choice, :at, :no, :device, :n
{_OWN}
  AND r.state = 'answer' AND r.number = :number AND r.vote = :vote
  AND (r.limit_ms IS NULL OR :at <= r.opened_at + r.limit_ms * 10 * p.time_percent + :grace)
  AND NOT (r.final AND EXISTS (SELECT 1 FROM response x WHERE x.attempt_id = p.attempt_id
                               AND x.quiz_item_id = :quiz_item AND x.vote = :vote))
ON CONFLICT (attempt_id, key) DO NOTHING
RETURNING id
"""  # limit_ms · time_percent/100 · 1000 microseconds = limit_ms · 10 · time_percent

_CURRENT = """
INSERT INTO response (attempt_id, quiz_item_id, vote, event_id, choice, received_at, device, n, elapsed_ms)
SELECT :attempt, :quiz_item, :vote, :event, :choice, :at, :device, :n, (:at - r.opened_at) / 1000
FROM live_room r WHERE r.id = :room
ON CONFLICT (attempt_id, quiz_item_id, vote) DO UPDATE
SET event_id = excluded.event_id, choice = excluded.choice, received_at = excluded.received_at,
    device = excluded.device, n = excluded.n, elapsed_ms = excluded.elapsed_ms
WHERE NOT :final AND NOT (response.device = excluded.device AND response.n > excluded.n)
RETURNING id
"""

_WHY_NOT = """
SELECT s.generation, s.removed_at, p.removed_at, e.received_at, e.late, r.state, r.number, r.vote,
       r.final AND x.id IS NOT NULL
FROM live_room r JOIN live_participant p ON p.room_id = r.id JOIN seat s ON s.id = p.seat_id
LEFT JOIN response_event e ON e.attempt_id = p.attempt_id AND e.key = :key
LEFT JOIN response x ON x.attempt_id = p.attempt_id AND x.quiz_item_id = :quiz_item AND x.vote = :vote
WHERE r.id = :room AND p.id = :participant
"""

_LATE = f"""
INSERT INTO response_event (attempt_id, key, quiz_item_id, choice, received_at, late, device, n)
SELECT p.attempt_id, :key, :quiz_item, :choice, :at, :yes, :device, :n
{_OWN}
ON CONFLICT (attempt_id, key) DO NOTHING
"""

_GRACE = GRACE.seconds * 1_000_000

WORDS = {
    "kicked": "The host has removed you from this room.",
    "paused": "The room is paused. Your answer was not taken; send it again when it goes on.",
    "not_open": "This question is not open yet.",
    "too_late": "Not accepted: the time for this question was over.",
    "closed": "Not accepted: this question was closed already.",
    "not_your_round": "Not accepted: the room has moved on to another question.",
    "not_taken": "Your answer could not be accepted as it was written, and the room has moved on meanwhile.",
    "final": "Your first answer was taken and is final here.",
}


def answer(
    execute: Execute,
    key: RoomKey,
    member: Member,
    place: Place,
    choice: Choice,
    *,
    number: int,
    vote: int,
    event_key: str,
    device: str = "",
    n: int = 0,
    at: datetime,
) -> Stored | Refused:
    """Store an answer to question `number`, or say why it does not count. The same key again: the same receipt.

    What came after the close and before the reveal is kept, marked late, for the host to see; it does not count. Later
    than that nothing is kept. Raises SignInNeeded when the seat was taken back.
    """
    values: dict[str, Any] = {
        "room": key.id,
        "participant": member.id,
        "attempt": member.attempt_id,
        "generation": member.generation,
        "key": event_key,
        "quiz_item": place.id,
        "choice": to_stored(choice),
        "number": number,
        "vote": vote,
        "at": to_microseconds(at),
        "grace": _GRACE,
        "final": key.settings.final,
        "device": device,
        "n": n,
        "yes": True,
        "no": False,
    }
    inserted = execute(_EVENT, values)
    if inserted:
        counts = execute(_CURRENT, values | {"event": inserted[0][0]})
        if key.settings.final and not counts:  # two at one instant; on PostgreSQL the conflict decides
            return _refused("final")
        return Stored(at)
    return _replay_or_refuse(execute, values)


def _replay_or_refuse(execute: Execute, values: Mapping[str, Any]) -> Stored | Refused:
    row = execute(_WHY_NOT, values)[0]
    generation, seat_gone, gone, received_at, late, state, number, vote, final = row
    if seat_gone is not None or generation != values["generation"]:
        raise SignInNeeded("This device is not in the live room any more. Use your personal code to come back.")
    if gone is not None:
        return _refused("kicked")
    if received_at is not None and not late:
        return Stored(from_microseconds(received_at))
    if (number, vote) != (values["number"], values["vote"]):
        return _refused("not_open" if (values["number"], values["vote"]) > (number, vote) else "not_your_round")
    if state == "paused":
        return _refused("paused")
    if state in ("lobby", "read"):
        return _refused("not_open")
    if state == "answer" and final:
        return _refused("final")
    if state in ("answer", "locked", "discuss"):
        execute(_LATE, values)
        return _refused("too_late" if state == "answer" else "closed")  # others may answer still: it is one’s own time
    return _refused("closed" if state == "reveal" else "not_your_round")


def _refused(reason: str) -> Refused:
    return Refused(reason, WORDS[reason])
