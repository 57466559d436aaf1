from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from quizapp.store import Attempt, Seat
from quizapp.store.engine import open_store
from tests.trust.running import Classroom, Learner, QuickServer, Server, make_classroom


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Classroom, Server]]:
    room = make_classroom(tmp_path_factory.mktemp("hall"), learners=2)
    server = QuickServer(room)
    server.start()
    yield room, server
    server.stop()


def answer(server: Server, learner: Learner, **changes: object) -> tuple[int, dict[str, object], str | None]:
    question, _, offered = learner.tokens[0]
    body = {"item": question, "key": "k" * 32, "n": 1, "device": "d" * 32, "choice": [offered[0]]} | changes
    headers = {"Cookie": learner.cookie, "X-CSRFToken": learner.csrf, "Content-Type": "application/json"}
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", f"/take/{learner.attempt}/answer", json.dumps(body), headers)
    response = connection.getresponse()
    told = response.status, json.load(response), response.getheader("Content-Security-Policy")
    connection.close()
    return told


def test_a_receipt_from_the_real_server_has_all_headers_of_a_page(room: tuple[Classroom, Server]) -> None:
    status, told, policy = answer(room[1], room[0].learners[0])
    assert (status, told["late"]) == (200, False)
    assert policy


def test_an_answer_that_only_the_database_can_refuse_is_refused_in_words(room: tuple[Classroom, Server]) -> None:
    classroom, server = room
    learner = classroom.learners[1]
    store = open_store(classroom.url)
    with store.writing() as db:
        attempt = db.get_one(Attempt, learner.attempt_id)
        db.get_one(Seat, attempt.seat_id).generation += 1  # and nobody else's: the server is used by all tests here
        db.commit()
    store.close()
    status, told, policy = answer(server, learner)
    assert status == 401
    assert "personal code" in str(told["message"])
    assert policy
