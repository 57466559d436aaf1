"""A live room over its pages: a host, learners and a screen as browsers without script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.classroom import live
from quizapp.classroom.desk import Sheet
from quizapp.classroom.live import RoomKey
from quizapp.core.item import Item
from quizapp.core.order import tokens
from quizapp.store import Course
from quizapp.store.engine import Store
from quizapp.web.database import get_desk
from quizapp.web.live_panel import screen_token
from quizapp.web.live_screens import secret_for
from tests.conftest import Cast, signed_in
from tests.factories import a_quiz


@dataclass
class Learner:
    """A browser that has joined; `told` is its newest state."""

    client: FlaskClient
    room_id: str
    keys: int = 0

    @property
    def told(self) -> dict[str, Any]:
        reply = self.client.get(f"/play/{self.room_id}/state")
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.get_json()
        return found

    def answer(self, choice: list[str], *, number: int = 0, vote: int = 0, key: str = "") -> TestResponse:
        told = {"number": number, "vote": vote} if number and vote else self.told
        self.keys += 1
        body = {"number": number or told["number"], "vote": vote or told["vote"], "choice": choice}
        return self.client.post(f"/play/{self.room_id}/answer", json=body | {"key": key or f"{self.keys:032x}"})


@dataclass
class LivePages:
    app: Flask
    room_id: str
    code: str
    host: FlaskClient
    sheet: Sheet
    learners: dict[str, Learner] = field(default_factory=dict)

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.host.get(f"/live/{self.room_id}/state").get_json()
        return found

    def say(self, *commands: str, **more: Any) -> dict[str, Any]:
        told = self.state
        for name in commands:
            told = self.do(name, expect=told["version"], **more).get_json()
        return told

    def do(self, command: str, *, expect: int, client: FlaskClient | None = None, **more: Any) -> TestResponse:
        body = {"command": command, "expect": expect} | more
        return (client or self.host).post(f"/live/{self.room_id}/do", json=body)

    def join(self, name: str, client: FlaskClient | None = None) -> Learner:
        client = client or self.app.test_client()
        reply = client.post(f"/l/{self.code}", data={"name": name})
        assert reply.status_code == 303, reply.text
        self.learners[name] = Learner(client, self.room_id)
        return self.learners[name]

    def tokens(self, number: int) -> list[str]:
        """The tokens of a question's options in the author's order: the first is the key of the usual ones."""
        place = self.sheet.places[number - 1]
        offered = tokens(place.item, secret_for(self.key, place))
        return sorted(offered, key=lambda token: offered[token])

    @property
    def key(self) -> RoomKey:
        store: Store = self.app.extensions["quizapp_store"]
        with store.reading() as db:
            return live.Rooms().key(lambda: db, self.room_id)

    @property
    def screen(self) -> str:
        return f"/screen/{self.room_id}/{screen_token(self.key)}"


def live_pages(app: Flask, cast: Cast, items: list[Item] | None = None, **settings: Any) -> LivePages:
    """Amira opens a room for a new quiz; without reading time unless told."""
    store: Store = app.extensions["quizapp_store"]
    with store.writing() as db:
        quiz = a_quiz(db, db.get_one(Course, cast.course.id), items)
        quiz_id, inner = quiz.public_id, quiz.id
        db.commit()
    host = signed_in(app, cast.amira)
    values = {
        "names": "generated",
        "read_s": "0",
        "board": "off",
        "speed_percent": "0",
        "teams": "0",
        "count_vote": "1",
    }
    values |= {"text_on_device": "y"} | {name: str(value) for name, value in settings.items() if value is not None}
    for name in [name for name, value in settings.items() if value is None]:
        values.pop(name, None)
    reply = host.post(f"/quizzes/{quiz_id}/live", data=values)
    assert reply.status_code == 303, reply.text
    room_id = reply.location.rpartition("/")[2]
    panel = host.get(f"/live/{room_id}").text
    found = re.search(r"/l/([A-Z0-9]{7})", panel)
    assert found, panel
    with app.app_context(), store.reading() as db:
        key = live.Rooms().key(lambda: db, room_id)
        sheet = get_desk().sheet(db, inner, key.opening)
    return LivePages(app, room_id, found[1], host, sheet)
