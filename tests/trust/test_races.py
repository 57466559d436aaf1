"""Many hands at once: one attempt, one counted response, one end, on both databases."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import results
from quizapp.classroom.desk import read_sheet
from quizapp.core.order import order_secret, tokens
from quizapp.store import Attempt, Course, Opening, Response, ResponseEvent, Seat
from quizapp.store.engine import Store
from quizapp.web.limits import Limits
from tests.conftest import ON_BOTH, Cast, seated
from tests.factories import a_quiz, an_attempt, an_opening

pytestmark = ON_BOTH


def at_once(app: Flask, seat: Seat, count: int, act: Callable[[int], tuple[str, dict[str, Any]]]) -> Counter[int]:
    """Send `count` requests released by one barrier, each from a browser of its own; statuses counted."""
    barrier = threading.Barrier(count)
    statuses: list[int] = []
    clients = [seated(app, seat) for _ in range(count)]

    def send(number: int) -> None:
        path, values = act(number)
        barrier.wait(30)
        statuses.append(clients[number].post(path, **values).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(statuses) == count
    return Counter(statuses)


def given(db: Session, cast: Cast) -> Opening:
    return an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)), attempts=1)


@pytest.fixture
def answering(app: Flask, db: Session, cast: Cast) -> tuple[Attempt, str, list[str]]:
    """An attempt of Lin, its first question, and the tokens of that question's options."""
    app.extensions["quizapp_limits"] = limits = Limits()
    limits.answers.burst = 10_000
    opening = given(db, cast)
    attempt = an_attempt(db, opening, db.get_one(Seat, cast.lin.id))
    place = read_sheet(db, opening.quiz_id).places[0]
    offered = list(tokens(place.item, order_secret(attempt.secret, place.public_id)))
    db.commit()
    db.expunge_all()
    return attempt, place.public_id, offered


def count(store: Store, model: type) -> int:
    with store.reading() as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def test_sixty_four_taps_on_start_make_one_attempt(app: Flask, db: Session, cast: Cast, store: Store) -> None:
    opening = given(db, cast)
    db.commit()
    statuses = at_once(app, cast.lin, 64, lambda _: (f"/q/{opening.public_id}/start", {}))
    assert statuses == {303: 64}
    assert count(store, Attempt) == 1


def test_four_choices_at_once_count_as_one_response(
    app: Flask, answering: tuple[Attempt, str, list[str]], cast: Cast, store: Store
) -> None:
    attempt, question, offered = answering

    def answer(number: int) -> tuple[str, dict[str, Any]]:
        body = {
            "item": question,
            "key": secrets.token_hex(16),
            "n": 1,
            "device": f"{number}",
            "choice": [offered[number % 4]],
        }
        return f"/take/{attempt.public_id}/answer", {"json": body}

    assert at_once(app, cast.lin, 32, answer) == {200: 32}
    assert (count(store, ResponseEvent), count(store, Response)) == (32, 1)


def test_one_answer_sent_many_times_at_once_is_one_event(
    app: Flask, answering: tuple[Attempt, str, list[str]], cast: Cast, store: Store
) -> None:
    attempt, question, offered = answering
    body = {"item": question, "key": "k" * 32, "n": 1, "device": "d", "choice": [offered[0]]}
    statuses = at_once(app, cast.lin, 32, lambda _: (f"/take/{attempt.public_id}/answer", {"json": body}))
    assert statuses == {200: 32}
    assert (count(store, ResponseEvent), count(store, Response)) == (1, 1)


def test_finishing_while_answering_leaves_what_was_acknowledged(
    app: Flask, answering: tuple[Attempt, str, list[str]], cast: Cast, store: Store
) -> None:
    attempt, question, offered = answering

    def act(number: int) -> tuple[str, dict[str, Any]]:
        if number % 4 == 0:
            return f"/take/{attempt.public_id}/finish", {}
        body = {"item": question, "key": secrets.token_hex(16), "n": number, "device": "d", "choice": [offered[0]]}
        return f"/take/{attempt.public_id}/answer", {"json": body}

    statuses = at_once(app, cast.lin, 32, act)
    assert set(statuses) <= {200, 303, 409}
    assert statuses[303] == 8
    assert count(store, ResponseEvent) == statuses[200]
    assert count(store, Response) == min(1, statuses[200])


def test_the_score_shown_is_the_one_the_responses_give(
    app: Flask, answering: tuple[Attempt, str, list[str]], cast: Cast, store: Store
) -> None:
    attempt, question, offered = answering
    client = seated(app, cast.lin)
    for number, token in enumerate(offered):
        body = {"item": question, "key": f"{number:032d}", "n": number, "device": "d", "choice": [token]}
        client.post(f"/take/{attempt.public_id}/answer", json=body)
    client.post(f"/take/{attempt.public_id}/finish")
    page = client.get(f"/take/{attempt.public_id}/result").text
    with store.reading() as db:
        opening = db.scalars(select(Opening)).one()
        report = results.report(db, app.extensions["quizapp_desk"], opening, at=app.extensions["quizapp_clock"]())
        place = report.places[0]
        stored = db.scalars(select(Response)).one()
    right = stored.choice == str([place.item.keys[0]])
    counted = next(row.counts for row in report.learners if row.seat.id == cast.lin.id)
    assert counted == Fraction(int(right))
    assert f"{int(right)} of 3" in page
