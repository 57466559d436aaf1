"""A live room on a real server: its database, and the cookies of host and learners, ready before it starts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from quizapp.classroom import courses, live, live_joining, people
from quizapp.classroom.desk import read_sheet
from quizapp.core.item import Item
from quizapp.core.live import Settings
from quizapp.core.order import tokens
from quizapp.store import Person, Seat
from quizapp.web.live_panel import screen_token
from quizapp.web.live_screens import secret_for
from tests.factories import a_quiz, an_item
from tests.trust.running import SECRET, Classroom, prepared


@dataclass
class Carried:
    """What a browser of the room carries."""

    cookie: str
    csrf: str
    name: str = ""


@dataclass
class LiveRoom:
    room_id: str
    code: str
    screen: str
    learners: list[Carried] = field(default_factory=list)
    tokens: list[list[str]] = field(default_factory=list)  # per question, the key first


@dataclass
class LiveSchool:
    classroom: Classroom
    host: Carried
    rooms: list[LiveRoom]


@cache
def _signing() -> URLSafeTimedSerializer:
    app = Flask("signing")
    app.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return serializer


def carried(content: dict[str, Any], name: str = "") -> Carried:
    """A cookie signed as the server signs it, with its CSRF token."""
    csrf = hashlib.sha1(repr(content).encode()).hexdigest()
    cookie = _signing().dumps(content | {"csrf_token": csrf, "_permanent": True})
    token = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(csrf)
    return Carried(f"quizapp={cookie!s}", str(token), name)


def make_live_school(
    folder: Path,
    *,
    learners: int,
    rooms: int = 1,
    questions: int = 12,
    items: Sequence[Item] = (),
    url: str = "",
    redis_url: str = "",
    **settings: Any,
) -> LiveSchool:
    """A migrated database with open rooms, each with its learners already in it; `items` for their questions."""
    instance = folder / "instance"
    instance.mkdir(parents=True)
    at = datetime.now(UTC)
    url, store = prepared(instance, url)
    made = []
    with store.writing() as db:
        owner = Person(name="Amira", login="amira", password_hash="none", created_at=at)
        db.add(owner)
        db.flush()
        course = courses.create_course(db, owner, "Hall", time_zone="UTC", at=at)
        token = people.sign_in(db, owner, device="a test", at=at)
        quizzes = [a_quiz(db, course, [*items] or [an_item() for _ in range(questions)]) for _ in range(min(rooms, 5))]
        for number in range(rooms):
            quiz = quizzes[number % len(quizzes)]
            row = live.open_room(db, owner, quiz, Settings(**({"read_s": 0} | settings)), at=at)
            key = live.Rooms().key(lambda: db, row.public_id)
            room = LiveRoom(row.public_id, row.code or "", f"/screen/{row.public_id}/{screen_token(key)}")
            for place in read_sheet(db, quiz.id).places:
                offered = tokens(place.item, secret_for(key, place))
                room.tokens.append(sorted(offered, key=lambda token, offered=offered: offered[token]))  # type: ignore[misc]
            standing = live.read(db, key)
            for number in range(learners):
                seat: Seat
                name = f"Learner {number}"
                _, seat = live_joining.join(db, key, standing, None, name, secret=SECRET.encode(), at=at)
                room.learners.append(carried({"seats": [[seat.public_id, 1]]}, name))
            made.append(room)
        db.commit()
    store.close()
    return LiveSchool(Classroom(instance, url, [], "", redis_url), carried({"sign_in": token}), made)
