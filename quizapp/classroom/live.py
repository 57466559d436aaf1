"""Live rooms: opening one from a quiz, what its host says, what time does, and who may host.

A room is an opening of its quiz in which a host decides who may answer what and when. Its learners have ordinary
attempts and responses, so results, statistics and downloads need no word about it.

Every change of a room is one piece of work for the store's writer, in one queue with the answers: an answer that came
before the close is stored before it. Whoever changes a room tells others only afterwards.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.classroom import audit
from quizapp.classroom.openings import Rules, open_quiz
from quizapp.classroom.permissions import require
from quizapp.classroom.secrets import new_join_code, tidy_code
from quizapp.core.errors import Conflict, NotFound
from quizapp.core.live import Present, Room, Settings, State, advance, apply, check_settings, due_at
from quizapp.core.live_body import from_json, to_json
from quizapp.core.nicknames import is_rude
from quizapp.store import Attempt, Course, LiveRoom, Opening, Person, Quiz
from quizapp.store.base import from_microseconds, to_microseconds
from quizapp.store.writer import Execute

NO_ROOM = "There is no live room here any more, or it is not yours."


@dataclass(frozen=True, slots=True)
class RoomKey:
    """What never changes about a room, under its public id."""

    id: int
    public_id: str
    opening_id: int
    opening: str
    quiz_id: int
    course_id: int
    title: str
    course: str
    secret: bytes
    credit: str
    article: str
    zone: ZoneInfo
    quiz_items: tuple[int, ...]
    settings: Settings


class Rooms:
    """What is known about rooms without asking the database; one per application."""

    def __init__(self, limit: int = 2000) -> None:
        self.limit = limit
        self._keys: OrderedDict[str, RoomKey] = OrderedDict()
        self._newest: OrderedDict[str, Room] = OrderedDict()
        self._members: OrderedDict[tuple[str, tuple[tuple[str, int], ...]], Any] = OrderedDict()
        self._lock = Lock()

    def key(self, open_session: Callable[[], Session], public_id: str) -> RoomKey:
        """The fixed facts of a room; the session is opened only when they are not known yet. Raises NotFound."""
        with self._lock:
            found = self._keys.get(public_id)
        if found is None:
            found = _read_key(open_session(), public_id)
            with self._lock:
                self._keys[public_id] = found
                if len(self._keys) > self.limit:
                    self._keys.popitem(last=False)
        return found

    def forget(self, public_id: str) -> None:
        """A room that is gone."""
        with self._lock:
            self._keys.pop(public_id, None)
            self._newest.pop(public_id, None)

    def known_key(self, public_id: str) -> RoomKey | None:
        with self._lock:
            return self._keys.get(public_id)

    def note(self, public_id: str, room: Room) -> None:
        """A room as it was just read or stored: what a version is never changes."""
        with self._lock:
            known = self._newest.get(public_id)
            if known is None or known.version < room.version:
                self._newest[public_id] = room
                if len(self._newest) > self.limit:
                    self._newest.popitem(last=False)

    def newest(self, public_id: str) -> Room | None:
        """The newest state of a room that was noted; the database may have a newer one."""
        with self._lock:
            return self._newest.get(public_id)

    def known_member(self, key: RoomKey, carried: Sequence[tuple[str, int]]) -> Any:
        """Who a browser with these seats was in a room when last looked up: its ids never change."""
        with self._lock:
            return self._members.get((key.public_id, tuple(carried)))

    def note_member(self, key: RoomKey, carried: Sequence[tuple[str, int]], member: object) -> None:
        with self._lock:
            self._members[key.public_id, tuple(carried)] = member
            if len(self._members) > 20 * self.limit:
                self._members.popitem(last=False)


def _read_key(db: Session, public_id: str) -> RoomKey:
    row = db.execute(
        select(LiveRoom, Opening, Quiz.title, Course)
        .join(Opening, Opening.id == LiveRoom.opening_id)
        .join(Quiz, Quiz.id == Opening.quiz_id)
        .join(Course, Course.id == Opening.course_id)
        .where(LiveRoom.public_id == public_id)
    ).one_or_none()
    if row is None:
        raise NotFound(NO_ROOM)
    room, opening, title, course = row
    body = from_json(json.loads(room.body))
    return RoomKey(
        id=room.id,
        public_id=public_id,
        opening_id=opening.id,
        opening=opening.public_id,
        quiz_id=opening.quiz_id,
        course_id=course.id,
        title=title,
        course=course.name,
        secret=room.secret,
        credit=opening.credit,
        article=opening.article,
        zone=ZoneInfo(course.time_zone),
        quiz_items=body.quiz_items,
        settings=body.settings,
    )


# --- opening and finding ---------------------------------------------------------------------------------------


def open_room(
    db: Session,
    person: Person | None,
    quiz: Quiz,
    settings: Settings,
    *,
    article: str = "none",
    name: str = "",
    at: datetime,
) -> LiveRoom:
    """Open a live room for a quiz; learners can join at once. From now on the quiz's questions are fixed.

    `article` is a name in `core.visibility.ARTICLE`: when learners may read what the questions rest on.
    """
    if person is not None:
        require(db, person, "live.host", quiz.course)
    check_settings(settings)
    # "release": a learner's own page shows the answers when the room has ended, which is when it is released
    opening = open_quiz(db, person, quiz, Rules(feedback="release", attempts=1, article=article), name=name, at=at)
    opening.live = True
    room = Room(settings, tuple(place.id for place in quiz.items), at)
    row = LiveRoom(opening_id=opening.id, code=_free_code(db), secret=secrets.token_bytes(32), created_at=at)
    row.final = settings.final
    for name, value in _columns(room).items():
        setattr(row, name, from_microseconds(value) if name.endswith("_at") and isinstance(value, int) else value)
    db.add(row)
    audit.write(db, "live.open", person, quiz.course, at=at, quiz=quiz.public_id)
    db.flush()
    return row


def _free_code(db: Session) -> str:
    """A code that no class and no other room has, and that spells nothing."""
    while True:
        code = new_join_code()
        taken = db.scalar(select(LiveRoom.id).where(LiveRoom.code == code))
        if taken is None and not is_rude(code) and db.scalar(select(Course.id).where(Course.join_code == code)) is None:
            return code


def room_with_code(db: Session, typed: str) -> LiveRoom:
    """The room behind a typed code. Raises NotFound with what to do."""
    room = room_typed(db, typed)
    if room is None:
        raise NotFound("No live room has this code now. Check the letters on the screen, or ask your host.")
    return room


def room_typed(db: Session, typed: str) -> LiveRoom | None:
    """The room behind a typed code, if it is one's."""
    return db.scalar(select(LiveRoom).where(LiveRoom.code == tidy_code(typed)))


def require_host(db: Session, person: Person, key: RoomKey) -> None:
    """Raises NotFound for strangers to the class, NotAllowed for those who may not host in it."""
    require(db, person, "live.host", db.get_one(Course, key.course_id))


def room_of(db: Session, opening: Opening) -> LiveRoom:
    """The room of a live run. Raises NotFound for an opening that is none."""
    room = db.scalar(select(LiveRoom).where(LiveRoom.opening_id == opening.id))
    if room is None:
        raise NotFound("There is no live room for this quiz.")
    return room


# --- where it stands -------------------------------------------------------------------------------------------


def empty(db: Session, openings: Sequence[Opening]) -> set[int]:
    """Ids of those openings that are live rooms which nobody has ever joined."""
    rooms = {opening.id for opening in openings if opening.live}
    return rooms and rooms - set(db.scalars(select(Attempt.opening_id).where(Attempt.opening_id.in_(rooms)).distinct()))


def require_empty(db: Session, opening: Opening) -> None:
    """Raises Conflict for an opening that is no live room, or one that somebody has joined."""
    if opening.id not in empty(db, [opening]):
        raise Conflict("Somebody has been in this live room, so it stays, with what they answered.")


def delete_empty(db: Session, person: Person, opening: Opening, *, at: datetime) -> None:
    """Take away a live room that was opened by mistake. Whoever joins at this moment comes first, or finds nothing."""
    require(db, person, "live.host", opening.course)
    db.execute(select(Opening.id).where(Opening.id == opening.id).with_for_update())
    require_empty(db, opening)
    audit.write(db, "live.delete", person, opening.course, at=at, quiz=opening.quiz.public_id)
    db.delete(opening)
    db.flush()


@dataclass(frozen=True, slots=True)
class Standing:
    """A room as it stands, and what of its row is no part of the machine."""

    room: Room
    code: str
    door_open: bool
    remote_number: int
    due_at: datetime | None


_ROW = "SELECT body, code, door_open, remote_number, due_at FROM live_room WHERE id = :room"


_READ = select(LiveRoom.body, LiveRoom.code, LiveRoom.door_open, LiveRoom.remote_number, LiveRoom.due_at).where(
    LiveRoom.id == bindparam("room")
)


def read(db: Session, key: RoomKey) -> Standing:
    """The room as stored; what time has done since is `tick`'s to say."""
    row = db.execute(_READ, {"room": key.id}).one_or_none()
    if row is None:
        raise NotFound(NO_ROOM)
    body, code, door_open, remote_number, due = row
    return Standing(from_json(json.loads(body)), code or "", door_open, remote_number, due)


def due_rooms(execute: Execute, *, at: datetime) -> list[str]:
    """Public ids of the rooms in which time may have changed something."""
    rows = execute("SELECT public_id FROM live_room WHERE due_at <= :at", {"at": to_microseconds(at)})
    return [public_id for (public_id,) in rows]


def versions(execute: Execute, public_ids: Sequence[str]) -> dict[str, int]:
    if not public_ids:
        return {}
    asked = {f"room{n}": public_id for n, public_id in enumerate(public_ids)}
    names = ", ".join(f":{name}" for name in asked)
    return dict(execute(f"SELECT public_id, version FROM live_room WHERE public_id IN ({names})", asked))


# --- changing it: pieces of work for the writer ----------------------------------------------------------------

_LEARNERS = "SELECT count(*) FROM live_participant WHERE room_id = :room AND removed_at IS NULL"
_UPDATE = """
UPDATE live_room SET version = :version, state = :state, number = :number, vote = :vote, opened_at = :opened_at,
       limit_ms = :limit_ms, due_at = :due_at, body = :body
WHERE id = :room AND version = :before RETURNING id
"""
_EVENT = """
INSERT INTO live_event (room_id, version, at, person_id, kind, detail)
VALUES (:room, :version, :at, :person, :kind, :detail)
"""
_END_ROOM = "UPDATE live_room SET code = NULL, ended_at = :at, door_open = :no WHERE id = :room"
_END_OPENING = "UPDATE opening SET closes_at = :at, released_at = :at WHERE id = :opening"
_END_ATTEMPTS = """
UPDATE attempt SET state = 'finished', finished_at = :at, finished_by = 'learner'
WHERE opening_id = :opening AND state = 'open'
"""


def command(
    execute: Execute, key: RoomKey, name: str, *, expect: int, seconds: int = 15, person_id: int | None, at: datetime
) -> Room:
    """Do what a host said. Raises Conflict when the room has moved on or knows no such command now, BadInput for a
    word that is no command."""
    before = _locked(execute, key)
    learners = int(execute(_LEARNERS, {"room": key.id})[0][0])
    after = apply(before, name, at=at, expect=expect, seconds=seconds, learners=learners)
    _store(execute, key, before, after, name, str(seconds) if name == "add-time" else "", person_id, at)
    return after


def tick(execute: Execute, key: RoomKey, present: Present, *, at: datetime) -> Room:
    """Do what time has done. Whoever asks, and however often, it is done once."""
    before = _locked(execute, key)
    after = advance(before, at=at, present=present)
    if after is not before:
        _store(execute, key, before, after, "clock", "", None, at)
    return after


def _locked(execute: Execute, key: RoomKey) -> Room:
    rows = execute(_ROW, {"room": key.id})
    if not rows:
        raise NotFound(NO_ROOM)
    return from_json(json.loads(rows[0][0]))


def _store(
    execute: Execute, key: RoomKey, before: Room, after: Room, kind: str, detail: str, person: int | None, at: datetime
) -> None:
    now = to_microseconds(at)
    if not execute(_UPDATE, _columns(after) | {"room": key.id, "before": before.version}):
        raise Conflict("The room had already moved on; nothing was done twice.")
    told = {"room": key.id, "version": after.version, "at": now, "person": person, "kind": kind, "detail": detail}
    execute(_EVENT, told)
    if after.state is State.ENDED:
        execute(_END_ROOM, {"room": key.id, "at": now, "no": False})
        execute(_END_OPENING, {"opening": key.opening_id, "at": now})
        execute(_END_ATTEMPTS, {"opening": key.opening_id, "at": now})


def _columns(room: Room) -> dict[str, int | str | None]:
    """The machine as the row keeps it: as JSON, and as the columns that the answer's SQL compares."""
    due, limit = due_at(room), room.limit
    return {
        "version": room.version,
        "state": room.state.value,
        "number": room.number,
        "vote": room.vote,
        "opened_at": to_microseconds(room.opened_at) if room.opened_at else None,
        "limit_ms": int(limit.total_seconds() * 1000) if limit else None,
        "due_at": to_microseconds(due) if due else None,
        "body": json.dumps(to_json(room), separators=(",", ":")),
    }


_DOOR = "UPDATE live_room SET door_open = :open WHERE id = :room AND ended_at IS NULL RETURNING id"


def set_door(execute: Execute, key: RoomKey, *, is_open: bool) -> None:
    """Let newcomers in, or not; who is in stays in. Raises Conflict once the room has ended."""
    if not execute(_DOOR, {"room": key.id, "open": is_open}):
        raise Conflict("This room has ended; open the quiz for a new run.")


_REMOTE = "UPDATE live_room SET remote_number = :number WHERE id = :room AND ended_at IS NULL RETURNING id"


def set_remote(execute: Execute, key: RoomKey, number: int) -> None:
    """Give the remote control a new link, which ends the old one; 0 switches it off. Raises Conflict after the end."""
    if not execute(_REMOTE, {"room": key.id, "number": number}):
        raise Conflict("This room has ended; open the quiz for a new run.")
