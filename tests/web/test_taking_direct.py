"""Self-paced answers served in front of Flask: the same receipts, the same rights, a fraction of the work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quizapp.classroom.desk import Desk
from quizapp.config import Config
from quizapp.store import Course, Response, ResponseEvent, Seat
from quizapp.store.engine import Store
from quizapp.web import create_app
from tests.conftest import Cast, Clock, seated
from tests.factories import a_quiz, an_opening
from tests.web.direct import WHERE_FROM, prompted_at, served_direct, without_direct
from tests.web.test_taking import begin, questions, send


class Taking:
    """A learner in the middle of a quiz, after a first answer."""

    def __init__(self, app: Flask, client: FlaskClient, opening: str) -> None:
        self.app, self.client, self.attempt = app, client, begin(client, opening)
        self.question, options = questions(client.get(f"/take/{self.attempt}"))[0]
        self.tokens = list(options.values())
        self.keys = 0
        with served_direct(app):
            assert self.answer(0).status_code == 200

    def body(self, option: int) -> dict[str, Any]:
        self.keys += 1
        key = f"{self.keys:032}"
        return {"item": self.question, "key": key, "n": self.keys, "device": "d" * 32, "choice": [self.tokens[option]]}

    def answer(self, option: int, **headers: str) -> TestResponse:
        return self.client.post(f"/take/{self.attempt}/answer", json=self.body(option), headers=headers)


@pytest.fixture
def opening(db: Session, cast: Cast) -> str:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)), limit_minutes=20)
    db.commit()
    return opening.public_id


@pytest.fixture
def taking(app: Flask, cast: Cast, opening: str) -> Taking:
    return Taking(app, seated(app, cast.lin), opening)


def stored(store: Store) -> tuple[int, int]:
    """How many answers came, and how many stand."""
    with store.reading() as db:
        events, standing = (db.scalar(select(func.count()).select_from(model)) for model in (ResponseEvent, Response))
    return events or 0, standing or 0


def test_after_a_restart_flask_looks_the_attempt_up_once(app: Flask, taking: Taking, store: Store) -> None:
    app.extensions["quizapp_desk"] = Desk()
    with served_direct(app, 0):
        assert taking.answer(1).status_code == 200
    with served_direct(app, 1):
        assert taking.answer(0).status_code == 200
    assert stored(store) == (3, 1)


def test_an_answer_needs_no_flask_and_gets_the_same_receipt(
    app: Flask, taking: Taking, clock: Clock, store: Store
) -> None:
    clock.advance(seconds=5)
    with served_direct(app):
        quick = send(taking.client, taking.attempt, taking.question, taking.tokens[1], key="a" * 32, n=2)
    clock.advance(seconds=5)
    with without_direct(app):
        slow = send(taking.client, taking.attempt, taking.question, taking.tokens[1], key="a" * 32, n=2)
    assert quick.data == slow.data == b'{"saved_at":"13:00:05","late":false}'
    for name in ("Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
        assert quick.headers[name] == slow.headers[name]
    assert stored(store) == (2, 1)


def test_an_answer_in_order_is_begun_without_a_thread(app: Flask, taking: Taking, store: Store) -> None:
    with served_direct(app):
        reply = prompted_at(app, taking.client, f"/take/{taking.attempt}/answer", taking.body(1))
    assert reply is not None
    status, headers, receipt = reply
    assert (status, receipt) == (200, b'{"saved_at":"13:00:00","late":false}')
    assert headers["Cache-Control"] == "no-store"
    assert stored(store) == (2, 1)


def test_behind_a_proxy_an_answer_is_begun_without_a_thread_as_well(
    app: Flask, taking: Taking, store: Store, config: Config
) -> None:
    behind = create_app(replace(config, proxy_hops=1))
    behind.config["WTF_CSRF_ENABLED"] = False
    behind.extensions["quizapp_clock"] = app.extensions["quizapp_clock"]
    cookie = taking.client.get_cookie("quizapp")
    assert cookie is not None
    client = behind.test_client()
    client.set_cookie(cookie.key, cookie.value)
    assert client.get(f"/take/{taking.attempt}").status_code == 200
    reply = prompted_at(behind, client, f"/take/{taking.attempt}/answer", taking.body(1))
    assert reply is not None
    assert (reply[0], reply[2]) == (200, b'{"saved_at":"13:00:00","late":false}')
    assert stored(store) == (2, 1)
    behind.extensions["quizapp_store"].close()


def test_what_is_not_in_order_is_left_to_a_thread_untouched(app: Flask, taking: Taking, store: Store) -> None:
    wrongs: list[object] = [
        [],
        "an answer",
        taking.body(1) | {"item": "nothing"},
        taking.body(1) | {"choice": ["not a token"]},
        taking.body(1) | {"key": "short"},
    ]
    for wrong in wrongs:
        with served_direct(app, 0):
            assert prompted_at(app, taking.client, f"/take/{taking.attempt}/answer", wrong) is None
    assert stored(store) == (1, 1)


def test_a_seat_that_was_taken_back_answers_no_more(app: Flask, taking: Taking, store: Store, cast: Cast) -> None:
    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).generation += 1
        db.commit()
    with served_direct(app):
        quick = taking.answer(1)
    with without_direct(app):
        slow = taking.answer(1)
    assert (quick.status_code, quick.data) == (slow.status_code, slow.data)
    assert quick.status_code == 401
    assert stored(store) == (1, 1)


def test_what_comes_after_finishing_is_refused_and_after_the_deadline_kept_as_late(
    app: Flask, taking: Taking, store: Store, clock: Clock, cast: Cast, opening: str
) -> None:
    clock.advance(minutes=30)
    with served_direct(app):
        assert taking.answer(1).json == {"saved_at": "13:30:00", "late": True}
    assert stored(store) == (2, 1)
    again = Taking(app, seated(app, cast.gus), opening)
    again.client.post(f"/take/{again.attempt}/finish")
    with served_direct(app):
        quick = again.answer(1)
    with without_direct(app):
        slow = again.answer(1)
    assert (quick.status_code, quick.data) == (slow.status_code, slow.data)
    assert quick.status_code == 409


def test_nobody_answers_in_anybody_elses_attempt(app: Flask, taking: Taking, cast: Cast, store: Store) -> None:
    for other in (seated(app, cast.gus), seated(app, cast.omar), app.test_client()):
        with served_direct(app, 0):
            assert other.post(f"/take/{taking.attempt}/answer", json=taking.body(1)).status_code == 401
    assert stored(store) == (1, 1)


def test_more_answers_than_anybody_can_click_are_slowed_down(app: Flask, taking: Taking) -> None:
    replies = [taking.answer(n % 2).status_code for n in range(80)]
    assert set(replies) == {200, 429}
    assert replies[:40] == [200] * 40


@pytest.mark.parametrize(("headers", "status"), WHERE_FROM)
def test_an_answer_from_another_site_or_without_the_token_of_the_page_is_refused(
    app: Flask, taking: Taking, headers: dict[str, str], status: int
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = taking.client.get(f"/take/{taking.attempt}").text
    token = page.partition('data-csrf="')[2].partition('"')[0]
    for _ in range(2):  # a token that has been found good once makes no other good
        assert taking.answer(1, **{"X-CSRFToken": token} | headers).status_code == status
        assert taking.answer(0, **{"X-CSRFToken": token}).status_code == 200
