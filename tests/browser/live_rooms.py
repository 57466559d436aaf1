"""Live rooms in every state for the pages to be looked at; `world.ids` names each by its state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from quizapp.classroom import courses, live, live_answers, live_joining
from quizapp.classroom.desk import read_sheet
from quizapp.classroom.live import RoomKey
from quizapp.core.live import Settings
from quizapp.store import Person, Seat
from tests.conftest import SECRET
from tests.factories import NOON, a_multiple, a_quiz, a_true_false, an_item

STATES: dict[str, tuple[str, ...]] = {
    "lobby": (),
    "read": ("next",),
    "answer": ("next", "next"),
    "paused": ("next", "next", "pause"),
    "locked": ("next", "next", "next"),
    "discuss": ("next", "next", "next", "discuss", "bars"),
    "asked again": ("next", "next", "next", "discuss", "next"),
    "reveal": ("next", "next", "next", "next"),
    "revealed twice": ("next", "next", "next", "discuss", "next", "next", "next"),
    "board": ("next", "next", "next", "next", "board"),
    "podium": ("next", "next", "next", "next", "podium"),
    "ended": ("next", "next", "next", "next", "finish"),
}
NAMES = ("Calm Heron", "Wise Otter", "Silver Fox", "Quiet Lynx", "Amber Wren")
LATER = timedelta(hours=5)  # the reading time of a room that is being looked at must not end meanwhile


def executing(db: Session) -> Any:
    """What the writer would hand to an op, over a session."""

    def execute(sql: str, params: Any = None) -> list[tuple[Any, ...]]:
        done: Any = db.execute(text(sql), dict(params or {}))
        return [tuple(row) for row in done] if done.returns_rows else []

    return execute


def fill(db: Session, ids: dict[str, str], amira: Person) -> list[Seat]:
    """A class with a room in each state, in which the same five learners are; returns Calm Heron's seats."""
    course = courses.create_course(db, amira, "History 11", time_zone="UTC", at=NOON)
    items = [
        an_item("Which river flows through the **old** town?", explanation="It crosses the town from east to west."),
        a_multiple("What was mined near the town?"),
        a_true_false("The town had a wall."),
    ]
    quiz = a_quiz(db, course, items, title="Rivers, together")
    ids["live quiz"], ids["live class"] = quiz.public_id, course.public_id
    seats = []
    timed: dict[str, Any] = {"limit_s": 600, "board": "top5", "podium": True, "speed_percent": 10, "teams": 2}
    for state, commands in STATES.items():
        letters = state == "paused"
        settings = Settings(read_s=60, text_on_device=not letters, **(timed if state != "lobby" else {}))
        seats.append(_room(db, ids, amira, quiz, state, commands, settings))
    ids["empty opening"] = live.open_room(db, amira, quiz, Settings(), at=datetime.now(UTC)).opening.public_id
    answering = Settings(read_s=0, text_on_device=False)
    seats.append(_room(db, ids, amira, quiz, "letters", ("next",), answering))
    return seats


def beside_an_article(db: Session, ids: dict[str, str], amira: Person, quiz: Any) -> Seat:
    """A room whose learners answer the first question and may read its article; Calm Heron's seat."""
    return _room(db, ids, amira, quiz, "read beside", ("next",), Settings(read_s=0), article="before")


def _room(
    db: Session, ids: dict[str, str], amira: Person, quiz: Any, name: str, commands: tuple[str, ...], settings: Settings,
    article: str = "none",
) -> Seat:  # fmt: skip
    from quizapp.web.live_panel import remote_token, screen_token

    at = datetime.now(UTC)
    row = live.open_room(db, amira, quiz, settings, article=article, at=at)
    row.remote_number = 1
    db.flush()
    key = live.Rooms().key(lambda: db, row.public_id)
    joined = []
    for number, nickname in enumerate(NAMES):
        member, seat = live_joining.join(
            db, key, live.read(db, key), None, nickname, secret=SECRET.encode(), at=at + timedelta(seconds=number)
        )
        if number == 0:
            member.time_percent = 150
        joined.append((member, seat))
    db.flush()
    carried = [live_joining.member_carried(db, key, [(seat.public_id, 1)]) for _, seat in joined]
    execute = executing(db)
    for command in commands:
        room = live.read(db, key).room
        late = at + LATER if name == "read" else at
        live.command(execute, key, command, expect=room.version, person_id=amira.id, at=late)
        if live.read(db, key).room.state == "answer":
            _answer(db, key, execute, carried, at)
    ids |= {
        f"{name} room": row.public_id,
        f"{name} opening": row.opening.public_id,
        f"{name} code": row.code or "",
        f"{name} screen": screen_token(key),
        f"{name} remote": remote_token(key, 1),
    }
    db.flush()
    return joined[0][1]


def _answer(db: Session, key: RoomKey, execute: Any, carried: list[Any], at: datetime) -> None:
    """Four of five answer, three of them rightly; the second time all do."""
    room = live.read(db, key).room
    place = read_sheet(db, key.quiz_id).places[room.number - 1]
    for number, member in enumerate(carried[: 4 if room.vote == 1 else 5]):
        option = 1 if room.vote == 1 and number == 0 else 0
        live_answers.answer(
            execute, key, member, place, (option,), number=room.number, vote=room.vote,
            event_key=f"{member.id:016d}{room.vote:016d}", at=at + timedelta(seconds=3 + number),
        )  # fmt: skip
