"""What goes wrong in classrooms, each as a test: reloads, late taps, double clicks, forged times, strangers.

Servers that are killed, restarted and flooded are in `test_live_server.py`, the browser's side (a phone without
network) in `tests/browser/test_live.py`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.errors import Busy
from quizapp.core.live import COMMANDS, GRACE, UNASKED
from quizapp.store import Item, LiveParticipant, Opening, Response, ResponseEvent, Seat
from quizapp.store.engine import Store
from quizapp.web import live_watch, presence
from quizapp.web.clock import SteadyClock
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import NOON
from tests.web.live_pages import Learner, LivePages, live_pages

STATES: dict[str, tuple[str, ...]] = {
    "lobby": (),
    "answer": ("next",),
    "paused": ("next", "pause"),
    "locked": ("next", "next"),
    "discuss": ("next", "next", "discuss"),
    "reveal": ("next", "next", "next"),
    "board": ("next", "next", "next", "board"),
    "podium": ("next", "next", "next", "podium"),
}


@pytest.fixture
def room(app: Flask, cast: Cast) -> LivePages:
    """With a countdown of 20 seconds, a leaderboard and a podium."""
    return live_pages(app, cast, limit_s=20, board="own", podium="y")


def rows(store: Store) -> tuple[int, int]:
    with store.reading() as db:
        events = db.scalar(select(func.count()).select_from(ResponseEvent).where(~ResponseEvent.late))
        return events or 0, db.scalar(select(func.count()).select_from(Response)) or 0


def reason(reply: Any) -> str:
    return "stored" if reply.status_code == 200 else str(reply.get_json()["reason"])


# --- the host ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_f1_a_host_reloads_or_comes_from_another_device_and_finds_the_same(
    room: LivePages, cast: Cast, app: Flask, clock: Clock, state: str
) -> None:
    room.join("Lin")
    room.say(*STATES[state])
    clock.advance(seconds=7)
    before = room.state
    laptop = signed_in(app, cast.ben)
    again = laptop.get(f"/live/{room.room_id}/state").get_json()
    assert {name: again[name] for name in again if name != "parts"} == {n: before[n] for n in before if n != "parts"}
    assert again["state"] == state
    if state == "answer":
        assert again["remaining_ms"] == 13_000
    assert laptop.get(f"/live/{room.room_id}").status_code == 200
    assert room.do("finish", expect=again["version"], client=laptop).status_code == 200


def test_f2_a_host_away_for_ten_minutes_finds_the_countdown_over_and_nothing_lost(
    room: LivePages, clock: Clock, store: Store
) -> None:
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    clock.advance(minutes=10)
    assert lin.told["state"] == "locked"
    assert rows(store) == (1, 1)
    room.say("next")
    assert lin.told["result"] == {"verdict": "right", "points": 1000}


def test_f26_two_panels_that_press_at_once_make_one_step(room: LivePages, cast: Cast, app: Flask) -> None:
    room.join("Lin")
    version = room.state["version"]
    hosts = [signed_in(app, person) for person in (cast.amira, cast.ben)] * 2
    replies = [room.do("next", expect=version, client=host) for host in hosts]
    assert sorted(reply.status_code for reply in replies) == [200, 409, 409, 409]
    assert room.state["version"] == version + 1
    assert room.state["number"] == 1


def test_f27_a_step_of_the_systems_clock_moves_no_deadline_and_is_told(room: LivePages, app: Flask) -> None:
    wall, elapsed = [NOON], [100.0]
    clock = SteadyClock(lambda: wall[0], lambda: elapsed[0])
    app.extensions["quizapp_clock"] = clock
    lin = room.join("Lin")
    room.say("next")
    for step in (90, -180):
        wall[0] += timedelta(seconds=step)
        elapsed[0] += 2
        assert lin.told["state"] == "answer"
    assert lin.told["remaining_ms"] == 16_000
    assert "clock was changed" in room.host.get(f"/live/{room.room_id}").text
    assert abs(clock.jumped) > timedelta(seconds=90)


# --- learners who reload, come late, or are slow ----------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 50])
def test_f3_f4_reloading_leads_to_the_same_place_with_the_same_answer(
    room: LivePages, store: Store, clock: Clock, times: int
) -> None:
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[2]])
    clock.advance(seconds=5)
    before = lin.told
    for _ in range(times):
        page = lin.client.get(f"/play/{room.room_id}").text
        assert f'value="{room.tokens(1)[2]}" checked' in page
    assert lin.told == before
    assert before["remaining_ms"] == 15_000
    lin.client.post(f"/l/{room.code}", data={"name": "Lin"})
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(LiveParticipant)) == 1


def test_f5_an_answer_kept_back_by_the_network_counts_if_it_comes_in_time_and_is_refused_if_not(
    room: LivePages, clock: Clock, store: Store
) -> None:
    lin, gus = room.join("Lin"), room.join("Gus")
    told = room.say("next")
    clock.advance(seconds=8)
    assert reason(lin.answer([room.tokens(1)[0]], number=told["number"], vote=1)) == "stored"
    clock.advance(seconds=60)
    reply = gus.answer([room.tokens(1)[0]], number=told["number"], vote=1)
    assert (reason(reply), reply.status_code) == ("too_late", 409)
    assert "the time for this question was over" in reply.get_json()["message"]
    assert rows(store) == (1, 1)


def test_f6_a_reply_that_was_lost_is_given_again_and_counts_once(room: LivePages, store: Store, clock: Clock) -> None:
    lin = room.join("Lin")
    room.say("next")
    first = lin.answer([room.tokens(1)[0]], key="a" * 32)
    clock.advance(seconds=3)
    again = lin.answer([room.tokens(1)[0]], key="a" * 32)
    room.say("next", "next", "next")
    much_later = lin.answer([room.tokens(1)[0]], key="a" * 32, number=1, vote=1)
    assert first.data == again.data == much_later.data
    assert rows(store) == (1, 1)


def test_f7_a_right_answer_after_the_deadline_is_never_scored(room: LivePages, clock: Clock, store: Store) -> None:
    lin = room.join("Lin")
    room.say("next")
    clock.advance(seconds=20)
    clock.at += GRACE + timedelta(milliseconds=1)
    assert reason(lin.answer([room.tokens(1)[0]], number=1, vote=1)) == "too_late"
    clock.at += UNASKED
    room.say("next")
    assert lin.told["result"] == {"verdict": "not answered", "points": 0}
    with store.reading() as db:  # kept for the host to see
        assert db.scalar(select(func.count()).select_from(ResponseEvent).where(ResponseEvent.late)) == 1


def test_f8_a_tap_after_the_reveal_counts_neither_there_nor_for_the_next_question(
    room: LivePages, store: Store
) -> None:
    lin = room.join("Lin")
    room.say("next", "next", "next")
    assert reason(lin.answer([room.tokens(1)[0]], number=1, vote=1)) == "closed"
    room.say("next")
    assert lin.told["own"] is None
    assert reason(lin.answer([room.tokens(1)[0]], number=1, vote=1)) == "not_your_round"
    assert reason(lin.answer(room.tokens(2)[:2], number=2, vote=1)) == "stored"
    room.say("next", "next")
    assert lin.told["result"]["verdict"] == "right"
    assert rows(store) == (1, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_f9_an_answer_to_another_question_changes_nothing(room: LivePages, store: Store, number: int) -> None:
    lin = room.join("Lin")
    room.say("next", "next", "next", "next")
    before = lin.told
    reply = lin.answer([room.tokens(number)[0]], number=number, vote=1)
    assert reply.status_code == 409
    assert lin.told == before
    assert rows(store) == (0, 0)


def test_f11_four_choices_at_once_leave_one_where_the_first_is_final(app: Flask, cast: Cast, store: Store) -> None:
    room = live_pages(app, cast, limit_s=20, speed_percent="20")
    lin = room.join("Lin")
    room.say("next")
    cookie = str(lin.client.get_cookie("quizapp").value)  # type: ignore[union-attr]

    def tap(n: int) -> str:
        client = app.test_client()
        client.set_cookie("quizapp", cookie)
        return reason(Learner(client, room.room_id, keys=n * 10).answer([room.tokens(1)[n]], number=1, vote=1))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tap, range(4))) == ["final", "final", "final", "stored"]
    assert rows(store)[1] == 1


def test_f19_no_time_that_a_client_sends_is_believed(app: Flask, cast: Cast, clock: Clock) -> None:
    room = live_pages(app, cast, limit_s=20, speed_percent="50", board="own")
    lin, gus = room.join("Lin"), room.join("Gus")
    room.say("next")
    clock.advance(seconds=10)
    forged = {"at": "2020-01-01T00:00:00Z", "elapsed_ms": 0, "received_at": 1, "remaining_ms": 99_999, "n": 7}
    body = {"number": 1, "vote": 1, "choice": [room.tokens(1)[0]], "key": "f" * 32} | forged
    headers = {"Date": "Wed, 01 Jan 2020 00:00:00 GMT"}
    assert lin.client.post(f"/play/{room.room_id}/answer", json=body, headers=headers).status_code == 200
    clock.advance(hours=1)
    late = gus.client.post(f"/play/{room.room_id}/answer", json=body | {"key": "e" * 32}, headers=headers)
    assert reason(late) == "too_late"
    room.say("next")
    assert lin.told["result"]["points"] == 763
    assert gus.told["result"]["points"] == 0


@pytest.mark.parametrize("state", [*STATES, "next question"])
def test_f23_who_comes_late_lands_where_the_room_is(room: LivePages, state: str) -> None:
    room.join("Lin")
    room.say(*STATES.get(state, ("next", "next", "next", "next")))
    late = room.join("Late")
    told = late.told
    assert told["state"] == (state if state in STATES else "answer")
    if state == "reveal":
        assert "You came during this question" in told["parts"]["result"]
    if state in ("answer", "next question"):
        assert late.answer([room.tokens(told["number"])[0]]).status_code == 200
    if state in ("board", "podium"):
        assert told["standing"]["rank"] == 1  # nothing is held against whoever was not there


def test_f24_extra_time_holds_in_the_room_and_only_its_learner_sees_it(
    room: LivePages, cast: Cast, app: Flask, clock: Clock, store: Store
) -> None:
    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = "1.5"
        db.commit()
    lin, gus = room.join("Lin", seated(app, cast.lin)), room.join("Gus")
    room.say("next")
    told = lin.told
    assert (told["limit_ms"], told["base_ms"], told["remaining_ms"]) == (30_000, 20_000, 30_000)
    assert "30 s, extended from 20 s" in lin.client.get(f"/play/{room.room_id}").text
    assert (gus.told["limit_ms"], gus.told["base_ms"]) == (20_000, None)
    assert "extended" not in gus.client.get(f"/play/{room.room_id}/state").text
    assert "1 with extra time" in room.host.get(f"/live/{room.room_id}").text
    assert "extended from 20" not in room.app.test_client().get(room.screen).text
    clock.advance(seconds=25)
    assert lin.told["state"] == "answer"
    assert reason(gus.answer([room.tokens(1)[0]], number=1, vote=1)) == "too_late"
    assert reason(lin.answer([room.tokens(1)[0]])) == "stored"
    assert lin.told["state"] == "locked", "nobody is left who could still answer"


def test_f25_a_pause_with_three_seconds_left_leaves_three_seconds(room: LivePages, clock: Clock) -> None:
    lin = room.join("Lin")
    room.say("next")
    clock.advance(seconds=17)
    room.say("pause")
    clock.advance(seconds=60)
    assert (lin.told["state"], lin.told["remaining_ms"]) == ("paused", 3_000)
    assert reason(lin.answer([room.tokens(1)[0]], number=1, vote=1)) == "paused"
    room.say("resume")
    assert lin.told["remaining_ms"] == 3_000
    clock.advance(seconds=2)
    assert reason(lin.answer([room.tokens(1)[0]])) == "stored"


def test_f22_who_is_not_connected_holds_nobody_up(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = live_pages(app, cast, auto_close="y")
    lin, _ = room.join("Lin"), room.join("Gone")
    with app.app_context():
        hub = live_watch.get_hub()
        monkeypatch.setattr(hub, "_started", -1000.0)  # no longer so young that everybody counts as present
        room.say("next")
        lin.answer([room.tokens(1)[0]])
        key = live_watch.get_key(room.room_id)
    assert lin.told["state"] == "answer"
    clock.advance(seconds=3)
    after = live_watch.tick(app, key)
    assert after is not None
    assert lin.told["state"] == "locked"


def by_form(learner: Learner, choice: str) -> None:
    """Answer as a browser without script does."""
    page = learner.client.get(f"/play/{learner.room_id}").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    reply = learner.client.post(f"/play/{learner.room_id}", data=form | {"choice": choice})
    assert "was received" in learner.client.get(reply.location).text


def test_a_learner_without_script_who_answers_last_is_waited_for(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = live_pages(app, cast, auto_close="y")
    lin, gus = room.join("Lin"), room.join("Gus")
    monkeypatch.setattr(live_watch.hub_of(app), "_started", -1000.0)
    room.say("next")
    assert "Send answer" in gus.client.get(f"/play/{room.room_id}").text
    lin.answer([room.tokens(1)[0]])
    people = room.state["parts"]["people"]
    assert "not connected" not in people
    assert "1 of the connected has not answered yet" in people
    clock.advance(seconds=60)
    assert room.state["state"] == "answer", "no stream, and yet he is there"
    by_form(gus, room.tokens(1)[1])
    clock.advance(seconds=1)
    assert room.state["state"] == "locked"


@pytest.fixture
def after(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Says how many seconds have passed since the test began, for those who look who is here."""
    began, passed = time.monotonic(), [0.0]
    monkeypatch.setattr(live_watch.hub_of(app), "_started", -1000.0)
    monkeypatch.setattr(presence, "monotonic", lambda: began + passed[-1])
    return passed.append


@pytest.mark.parametrize(("asks", "seconds"), [("page", 120), ("state", 20), ("answer", 120)])
def test_who_has_gone_away_without_a_word_holds_a_question_open_for_a_while_only(
    app: Flask, cast: Cast, clock: Clock, after: Callable[[float], None], asks: str, seconds: int
) -> None:
    room = live_pages(app, cast, auto_close="y")
    lin, gus = room.join("Lin"), room.join("Gus")
    room.say("next")
    if asks == "page":  # of the open question, and gone before a script of it has asked for anything
        gus.client.get(f"/play/{room.room_id}")
    if asks == "answer":
        gus.answer(room.tokens(1)[:1], number=1, vote=1)
        room.say("next", "next", "next")
    elif asks == "state":
        gus.client.get(f"/play/{room.room_id}/state")
    lin.answer([room.tokens(2 if asks == "answer" else 1)[0]])
    clock.advance(seconds=1)
    after(seconds - 0.1)
    assert room.state["state"] == "answer"
    assert "not connected" not in room.state["parts"]["people"]
    after(seconds + 0.1)
    assert room.state["state"] == "locked"


def test_a_learner_without_script_has_all_the_time_that_the_question_is_open(
    app: Flask, cast: Cast, clock: Clock, after: Callable[[float], None]
) -> None:
    """Their page rests while they choose, so that nothing they have chosen is wiped out."""
    room = live_pages(app, cast, auto_close="y")
    lin, gus = room.join("Lin"), room.join("Gus")
    room.say("next")
    page = gus.client.get(f"/play/{room.room_id}").text
    assert "Send answer" in page
    assert 'http-equiv="refresh"' not in page
    picture = re.search(r'<noscript>.*<img src="([^"]+)"', page)
    assert picture
    assert gus.client.get(picture[1]).status_code == 204
    lin.answer([room.tokens(1)[0]])
    room.say("pause", "resume")
    after(900.0)
    clock.advance(seconds=900)
    assert lin.told["state"] == "answer"
    assert "not connected" not in room.state["parts"]["people"]
    room.say("close")
    after(900 + presence.HERE_SECONDS + 1)
    assert lin.told["state"] == "locked"
    assert room.state["parts"]["people"].count("not connected") == 1, "the question is closed, and he has not come"


def test_a_learner_without_script_who_has_answered_is_here_as_long_as_the_page_looks_again(
    app: Flask, cast: Cast, clock: Clock, after: Callable[[float], None]
) -> None:
    room = live_pages(app, cast)
    gus = room.join("Gus")
    room.say("next")
    by_form(gus, room.tokens(1)[0])
    again = f"/play/{room.room_id}?sent=1"
    assert f";url={again}" in gus.client.get(again).text
    after(presence.HERE_SECONDS + 1)
    assert "not connected" in room.state["parts"]["people"], "it has stopped looking"


def test_who_asks_for_the_farewell_is_not_remembered(app: Flask, room: LivePages) -> None:
    lin = room.join("Lin")
    lin.client.get(f"/play/{room.room_id}")
    assert live_watch.hub_of(app).here() != {}
    room.say("finish")
    lin.client.get(f"/play/{room.room_id}")
    assert live_watch.hub_of(app).here() == {}


def test_a_question_closes_a_moment_after_the_last_answer_though_nothing_else_happens(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = live_pages(app, cast, auto_close="y")
    lin, gus = room.join("Lin"), room.join("Gus")
    room.say("next")
    watcher = live_watch._Watcher(app)
    monkeypatch.setattr(live_watch.hub_of(app), "rooms", lambda: [room.room_id])
    monkeypatch.setattr(live_watch.hub_of(app), "watched", lambda name: name == room.room_id)

    def versions_after_counting() -> list[int]:
        """Counted once, as after an answer; then only time passes."""
        told = [watcher.counts(room.room_id, None)["version"]]
        for _ in range(8):
            clock.advance(seconds=0.25)
            told.append(watcher.tick()[room.room_id])
        return told

    lin.answer([room.tokens(1)[0]])
    assert set(versions_after_counting()) == {2}
    gus.answer([room.tokens(1)[1]])
    told = versions_after_counting()
    assert told[:4] == [2] * 4, "time to change one's mind"
    assert told[4:] == [3] * 5, "within about a second"
    assert lin.told["state"] == "locked"


def test_a_question_closes_by_itself_where_no_stream_comes_through(app: Flask, cast: Cast, clock: Clock) -> None:
    room = live_pages(app, cast, auto_close="y")
    lin = room.join("Lin")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    assert room.state["state"] == "answer"
    clock.advance(seconds=1)
    assert room.state["state"] == "locked"


# --- names, and who may do what ---------------------------------------------------------------------------------


@pytest.mark.parametrize("same", ["Anna", "ANNA", "Аnnа", "An\u200bna", "Ａｎｎａ", "A-nna"])
def test_f13_two_names_that_look_alike_are_one(room: LivePages, same: str) -> None:
    room.join("Anna")
    reply = room.app.test_client().post(f"/l/{room.code}", data={"name": same})
    assert reply.status_code == 422
    assert "Free are" in reply.text


def test_f14_a_name_that_insults_is_seen_by_nobody(room: LivePages) -> None:
    client = room.app.test_client()
    reply = client.post(f"/l/{room.code}", data={"name": "f u c k"})
    assert "you were given another" in client.get(reply.location).text
    for page in (room.host.get(f"/live/{room.room_id}"), room.app.test_client().get(room.screen)):
        assert "f u c k" not in page.text
    assert "name replaced" in room.host.get(f"/live/{room.room_id}").text


def test_f15_who_was_removed_is_out_at_once_and_stays_out(room: LivePages, app: Flask, store: Store) -> None:
    lin = room.join("Lin")
    room.say("next")
    assert lin.answer([room.tokens(1)[0]]).status_code == 200
    with store.reading() as db:
        who = db.scalars(select(LiveParticipant)).one().public_id
    room.host.post(f"/live/{room.room_id}/people", json={"participant": who, "act": "remove"})
    assert reason(lin.answer([room.tokens(1)[1]], number=1, vote=1)) == "kicked"
    for path in ("state", "events"):
        assert lin.client.get(f"/play/{room.room_id}/{path}").status_code == 403
    assert lin.client.post(f"/l/{room.code}", data={"name": "Linus"}).status_code == 403
    assert room.state["answered"] == 0
    fresh = room.join("Lin")
    assert fresh.told["name"] == "Lin"


@pytest.mark.parametrize("who", ["learner", "stranger"])
def test_f16_every_host_command_is_refused_to_others(room: LivePages, who: str) -> None:
    lin = room.join("Lin")
    room.say("next")
    client = lin.client if who == "learner" else room.app.test_client()
    before = room.state
    for command in COMMANDS:
        assert room.do(command, expect=before["version"], client=client).status_code == 401
        form = {"command": command, "expect": before["version"]}
        reply = client.post(f"/live/{room.room_id}/do", data=form)
        assert (reply.status_code, reply.location) == (303, "/sign-in")
    for path, body in (("door", {"open": ""}), ("people", {"act": "clear"}), ("remote", {})):
        assert client.post(f"/live/{room.room_id}/{path}", json=body).status_code == 401
    for path in ("", "/state", "/events", "/people"):
        assert client.get(f"/live/{room.room_id}{path}").status_code == 303
    screen_token = room.screen.rpartition("/")[2]
    assert client.post(f"/remote/{room.room_id}/{screen_token}/do", json={"command": "next"}).status_code == 404
    assert without_tokens(room.state) == without_tokens(before)


def without_tokens(state: dict[str, Any]) -> str:
    """What a host is shown, but for the form tokens, which change with the second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", str(state))


def test_f12_two_rooms_at_once_hear_and_see_nothing_of_each_other(app: Flask, cast: Cast) -> None:
    one, other = live_pages(app, cast), live_pages(app, cast)
    lin, gus = one.join("Calm Heron"), other.join("Wise Otter")
    one.say("next")
    assert gus.told["state"] == "lobby"
    assert other.state["version"] == 1
    lin.answer([one.tokens(1)[0]])
    assert other.state["answered"] == 0
    for client in (gus.client, other.host):
        assert (
            "Calm Heron"
            not in client.get(f"/play/{other.room_id}/state").text + other.host.get(f"/live/{other.room_id}").text
        )
    assert gus.client.get(f"/play/{one.room_id}/state", headers={"X-Requested-With": "fetch"}).status_code == 401
    body = {"number": 1, "vote": 1, "choice": [one.tokens(1)[0]], "key": "c" * 32}
    assert gus.client.post(f"/play/{one.room_id}/answer", json=body).status_code == 401
    wrong_screen = one.screen.replace(one.room_id, other.room_id)
    assert app.test_client().get(wrong_screen).status_code == 404


def test_a_code_is_not_guessed_by_trying(room: LivePages) -> None:
    """Only failures count: a script is slowed down, a class that types the right code is not."""
    client = room.app.test_client()
    statuses = {client.get(f"/l/{n:07d}".replace("0", "2").replace("1", "3")).status_code for n in range(400)}
    assert statuses == {404, 429}
    assert client.get(f"/l/{room.code}").status_code == 200


def test_f18_the_reveal_tells_a_learner_nothing_of_the_others(room: LivePages) -> None:
    lin, gus = room.join("Calm Heron"), room.join("Wise Otter")
    room.say("next")
    lin.answer([room.tokens(1)[0]])
    gus.answer([room.tokens(1)[3]])
    for command in ("next", "next", "board", "podium", "next"):
        room.say(command)
        text = lin.client.get(f"/play/{room.room_id}/state").text + lin.client.get(f"/play/{room.room_id}").text
        assert "Wise Otter" not in text
        assert "B – " not in text or lin.told["own"] is None or "B – " in lin.told["own"]["words"]


# --- the machine under it ---------------------------------------------------------------------------------------


def test_f30_while_the_disk_is_full_an_answer_is_asked_for_again_and_then_taken(
    room: LivePages, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin = room.join("Lin")
    room.say("next")
    refused = Busy("Not saved: the disk is full; free some space; it will be accepted when sent again.")

    def full(*_: object, **__: object) -> None:
        raise refused

    with monkeypatch.context() as patch:
        patch.setattr(store.writer, "submit", full)
        reply = lin.answer([room.tokens(1)[0]], key="b" * 32, number=1, vote=1)
        assert reply.status_code == 503
        assert reply.headers["Retry-After"]
    assert reason(lin.answer([room.tokens(1)[0]], key="b" * 32, number=1, vote=1)) == "stored"


def test_f29_without_streams_everything_is_had_by_asking(room: LivePages) -> None:
    lin = room.join("Lin")
    assert lin.client.get(f"/play/{room.room_id}/events").status_code == 503
    assert 'data-events-url=""' in lin.client.get(f"/play/{room.room_id}").text
    version = lin.told["version"]
    room.say("next")
    assert lin.told["version"] == version + 1


def test_a_quiz_that_is_edited_or_taken_off_the_list_goes_on_as_it_was(room: LivePages, cast: Cast) -> None:
    lin = room.join("Lin")
    room.say("next")
    before = lin.told["question"]
    with room.app.extensions["quizapp_store"].reading() as db:
        opening = db.scalars(select(Opening).where(Opening.live)).one()
        quiz_id, item = opening.quiz.public_id, db.scalars(select(Item).order_by(Item.id)).first()
    assert item
    assert room.host.post(f"/quizzes/{quiz_id}/archive", data={"confirm": "yes"}).status_code == 409
    assert room.host.post(f"/questions/{item.public_id}/status", data={"status": "retired"}).status_code in (303, 404)
    assert lin.told["question"] == before
    assert lin.answer([room.tokens(1)[0]]).status_code == 200
    room.say("finish")
    assert room.host.get(f"/openings/{opening.public_id}/results").status_code == 200
