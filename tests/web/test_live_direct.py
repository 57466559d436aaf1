"""States and answers served in front of Flask: the same bytes, the same rights, a tenth of the work."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.web.direct import LARGEST_COOKIES
from tests.conftest import Cast, Clock
from tests.web.direct import WHERE_FROM, direct, prompted_at, served_direct, without_direct
from tests.web.live_pages import Learner, LivePages, live_pages


@pytest.fixture
def room(app: Flask, cast: Cast) -> LivePages:
    return live_pages(app, cast, board="own", teams=2)


def state_of(learner: Learner, **headers: str) -> TestResponse:
    return learner.client.get(f"/play/{learner.room_id}/state", headers=headers)


def test_from_the_second_look_on_flask_is_not_needed_and_the_bytes_are_the_same(app: Flask, room: LivePages) -> None:
    lin, gus = room.join("Calm Heron"), room.join("Wise Otter")
    steps = [(), ("next",), ("pause",), ("resume",), ("next",), ("next",), ("next",), ("podium",)]
    for n, commands in enumerate(steps):
        room.say(*commands)
        if n in (1, 3):
            assert lin.answer(room.tokens(1)[n % 2 : n % 2 + 1], number=1, vote=1).status_code == 200
        for learner in (lin, gus):
            with without_direct(app):
                slow = state_of(learner)
            with served_direct(app):
                quick = state_of(learner)
            assert quick.data == slow.data
            assert quick.headers["ETag"] == slow.headers["ETag"]
            for name in ("Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
                assert quick.headers[name] == slow.headers[name]
            with served_direct(app):
                assert state_of(learner, **{"If-None-Match": quick.headers["ETag"]}).status_code == 304


def test_an_answer_needs_no_flask_and_gets_the_same_receipt(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    assert lin.told["version"] == 2
    with served_direct(app):
        first = lin.answer(room.tokens(1)[:1], number=1, vote=1, key="a" * 32)
    with without_direct(app):
        again = lin.answer(room.tokens(1)[:1], number=1, vote=1, key="a" * 32)
    assert first.data == again.data == b'{"status":"stored","at":"13:00:00"}'
    assert lin.told["own"]["choice"] == room.tokens(1)[:1]


def prompted(room: LivePages, learner: Learner, body: object) -> tuple[int, dict[str, str], bytes] | None:
    return prompted_at(room.app, learner.client, f"/play/{room.room_id}/answer", body)


def test_an_answer_in_order_is_begun_without_a_thread(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    assert lin.told["version"] == 2
    body = {"number": 1, "vote": 1, "key": "a" * 32, "choice": room.tokens(1)[:1]}
    with served_direct(app):
        reply = prompted(room, lin, body)
    assert reply is not None
    status, headers, receipt = reply
    assert (status, receipt) == (200, b'{"status":"stored","at":"13:00:00"}')
    assert headers["Content-Type"] == "application/json"
    with without_direct(app):
        again = lin.answer(room.tokens(1)[:1], number=1, vote=1, key="a" * 32)
    assert again.data == receipt
    assert (
        headers.items() >= {name: again.headers[name] for name in ("Content-Security-Policy", "Cache-Control")}.items()
    )


def test_what_is_not_in_order_is_left_to_a_thread_untouched(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    assert lin.told["version"] == 2
    wrongs: list[object] = [[], {"number": 1}, {"number": 99, "vote": 1, "key": "a" * 32, "choice": ["x"]}]
    for wrong in wrongs:
        with served_direct(app, 0):
            assert prompted(room, lin, wrong) is None


def test_a_late_answer_is_refused_in_the_same_words(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    assert lin.told["state"] == "answer"
    room.say("next", "next")
    with served_direct(app):
        quick = lin.answer(room.tokens(1)[:1], number=1, vote=1)
    with without_direct(app):
        slow = lin.answer(room.tokens(1)[:1], number=1, vote=1)
    assert (quick.status_code, quick.data) == (slow.status_code, slow.data)
    assert b'"reason":"closed"' in quick.data


def only(room: LivePages) -> str:
    """The only learner of the room, as the host's page names it."""
    page = room.host.get(f"/live/{room.room_id}/people").text
    return page.partition('name="participant" value="')[2].partition('"')[0]


def test_who_is_removed_sees_and_says_nothing_more(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    assert [lin.told["state"], lin.told["state"]] == ["answer", "answer"]
    reply = room.host.post(f"/live/{room.room_id}/people", data={"participant": only(room), "act": "remove"})
    assert reply.status_code == 303
    assert state_of(lin).status_code == 403
    refused = lin.answer(room.tokens(1)[:1], number=1, vote=1)
    assert (refused.status_code, refused.get_json()["reason"]) == (409, "kicked")


def test_a_new_name_is_seen_at_once(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    assert [lin.told["name"], lin.told["name"]] == ["Calm Heron", "Calm Heron"]
    body = {"participant": only(room), "act": "rename", "value": "Quiet Owl"}
    room.host.post(f"/live/{room.room_id}/people", data=body)
    assert lin.told["name"] == "Quiet Owl"


@pytest.mark.parametrize(("headers", "status"), WHERE_FROM)
def test_an_answer_from_another_site_or_without_the_token_of_the_page_is_refused(
    app: Flask, room: LivePages, headers: dict[str, str], status: int
) -> None:
    lin = room.join("Calm Heron")
    room.say("next")
    app.config["WTF_CSRF_ENABLED"] = True
    token = token_of(lin.client, room)
    assert lin.told["state"] == "answer"
    body = {"number": 1, "vote": 1, "choice": room.tokens(1)[:1], "key": "b" * 32}
    for _ in range(2):  # a token that has been found good once makes no other good
        reply = lin.client.post(f"/play/{room.room_id}/answer", json=body, headers={"X-CSRFToken": token} | headers)
        assert reply.status_code == status
        lin.client.post(f"/play/{room.room_id}/answer", json=body, headers={"X-CSRFToken": token})


def token_of(client: FlaskClient, room: LivePages) -> str:
    return client.get(f"/play/{room.room_id}").text.partition('data-csrf="')[2].partition('"')[0]


def test_a_cookie_that_was_changed_is_nobodys(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    assert lin.told["name"] == "Calm Heron"
    cookie = lin.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    stranger = app.test_client()
    content, _, signature = cookie.value.rpartition(".")
    stranger.set_cookie(cookie.key, f"{content}.{signature[::-1]}")
    with served_direct(app, times=0):
        assert state_of(Learner(stranger, room.room_id), **{"X-Requested-With": "fetch"}).status_code == 401


def test_what_else_a_browser_sends_takes_no_memory(app: Flask, room: LivePages) -> None:
    lin = room.join("Calm Heron")
    assert [lin.told["name"], lin.told["name"]] == ["Calm Heron", "Calm Heron"]
    remembered = len(direct(app)._browsers)
    for n in range(5):
        lin.client.set_cookie(f"junk{n}", "x" * 500)
        with served_direct(app):
            assert state_of(lin).status_code == 200
    assert len(direct(app)._browsers) == remembered
    for n in range(3):
        lin.client.set_cookie(f"large{n}", "x" * (LARGEST_COOKIES // 3))
    with served_direct(app, times=0):
        assert state_of(lin).status_code == 200


def test_a_countdown_that_has_run_out_is_acted_on_first(app: Flask, cast: Cast, clock: Clock) -> None:
    room = live_pages(app, cast, limit_s=20)
    lin = room.join("Calm Heron")
    room.say("next")
    assert [lin.told["state"], lin.told["remaining_ms"]] == ["answer", 20_000]
    clock.advance(seconds=30)
    assert lin.told["state"] == "locked"
