"""A live room on a real server that is killed, restarted, flooded and spoken to from another process.

`QUIZAPP_LONG_ROOMS=200` in the environment floods it with that many.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from quizapp.classroom import live
from quizapp.store.engine import open_store
from quizapp.web.hub import COUNT_SECONDS, LONGEST_STREAM, TICK_SECONDS
from tests.bench.live import Figures, Play, get, one, post, rows
from tests.bench.load import request
from tests.trust.live_room import LiveSchool, carried, make_live_school
from tests.trust.running import QuickServer

CROWD = int(os.environ.get("QUIZAPP_LONG_ROOMS", "60"))
"""Twice a class at one instant, and three times as many as messages are allowed."""


@dataclass(frozen=True)
class Kind:
    """How the server is run: `processes` of it, on one database, with what they need to hear of each other."""

    url: str = ""
    redis_url: str = ""
    processes: int = 1


@pytest.fixture(params=["one process on SQLite", "two processes on PostgreSQL and Valkey"])
def kind(request: pytest.FixtureRequest) -> Kind:
    if request.param == "one process on SQLite":
        return Kind()
    url, redis_url = (request.getfixturevalue(name) for name in ("migrated_postgresql_url", "valkey_url"))
    return Kind(url, redis_url, 2)


def served(folder: Path, kind: Kind, play: Callable[[Play, Servers], Awaitable[None]], **school: Any) -> LiveSchool:
    """Make a school, start its server, open all streams, and let `play` happen."""
    made = make_live_school(folder, url=kind.url, redis_url=kind.redis_url, **school)
    servers = Servers([QuickServer(made.classroom) for _ in range(kind.processes)])
    servers.start()

    async def run() -> None:
        room = Play(made, made.rooms[0], [server.port for server in servers.each], Figures())
        await room.open_streams()
        try:
            await play(room, servers)
        finally:
            await room.close_streams()

    try:
        asyncio.run(asyncio.wait_for(run(), 120))
    finally:
        servers.kill()
    return made


class Servers:
    """All processes of the server at once. Who has no port in mind is at `port`, the first's."""

    def __init__(self, each: list[QuickServer]) -> None:
        self.each, self.port = each, each[0].port

    def start(self) -> None:
        self._all(QuickServer.start)

    def stop(self) -> None:
        self._all(QuickServer.stop)

    def kill(self) -> None:
        self._all(QuickServer.kill)

    def _all(self, act: Callable[[QuickServer], None]) -> None:
        with ThreadPoolExecutor() as pool:
            list(pool.map(act, self.each))


def most_counts(seconds: float) -> float:
    """That staff are told in so many seconds, with one or two that were on their way before."""
    return seconds / COUNT_SECONDS + 3


async def told(room: Play, learner: int = 0) -> dict[str, Any]:
    path = f"/play/{room.room.room_id}/state"
    port = room.port(learner)
    status, body = await one(port, get(path, room.room.learners[learner], port))
    assert status == 200, body
    found: dict[str, Any] = json.loads(body)
    return found


def answer_of(room: Play, learner: int, key: int) -> bytes:
    body = {"number": room.number, "vote": 1, "key": f"{key:032x}", "choice": [room.room.tokens[room.number - 1][0]]}
    return post(f"/play/{room.room.room_id}/answer", room.room.learners[learner], body, room.port(learner))


def test_f10_answers_of_one_instant_are_all_stored_and_disturb_nobody(tmp_path: Path, kind: Kind) -> None:
    async def play(room: Play, server: Servers) -> None:
        await room.click()
        before = sum(stream.messages["state"] for stream in room.learners)
        counts, began = [stream.messages["count"] for stream in room.staff], time.monotonic()
        replies = await asyncio.gather(*(one(room.port(n), answer_of(room, n, n)) for n in range(CROWD)))
        assert {status for status, _ in replies} == {200}
        await until(lambda: all(stream.counted.get("answered") == CROWD for stream in room.staff))
        took = time.monotonic() - began
        assert sum(stream.messages["state"] for stream in room.learners) == before
        for stream, so_far in zip(room.staff, counts, strict=True):
            assert stream.messages["count"] - so_far <= most_counts(took)
        status, body = await one(server.port, get(f"/live/{room.room.room_id}/state", room.school.host, server.port))
        assert (status, json.loads(body)["answered"]) == (200, CROWD)

    school = served(tmp_path, kind, play, learners=CROWD)
    assert rows(school) == {"rows stored": CROWD, "responses": CROWD, "duplicates": 0}


def test_a_question_that_all_have_answered_closes_by_itself_soon(tmp_path: Path, kind: Kind) -> None:
    async def play(room: Play, server: Servers) -> None:
        await room.click()
        sent = time.monotonic()
        await asyncio.gather(*(one(room.port(n), answer_of(room, n, n)) for n in range(2)))
        await until(lambda: all(room.version + 1 in stream.heard for stream in (*room.learners, *room.staff)))
        assert time.monotonic() - sent > 0.9
        assert (await told(room))["state"] == "locked"

    served(tmp_path, kind, play, learners=2, auto_close=True)


def test_f20_a_server_killed_in_the_middle_of_a_question_goes_on_where_it_was(tmp_path: Path, kind: Kind) -> None:
    acknowledged: list[int] = []

    async def play(room: Play, server: Servers) -> None:
        before = time.monotonic()
        await room.click()
        opened = time.monotonic()
        keys = count(1)

        async def answering(learner: int) -> None:
            key = next(keys)
            for _ in range(300):  # the same answer again until there is a reply
                try:
                    status, _ = await one(room.port(learner), answer_of(room, learner, key))
                except (OSError, ValueError):
                    await asyncio.sleep(0.2)
                    continue
                if status == 200:
                    acknowledged.append(learner)
                    return
                assert status == 503
            raise AssertionError("never answered")

        under_way = [asyncio.create_task(answering(n)) for n in range(60)]
        await asyncio.sleep(0.02)
        server.kill()
        server.start()
        await asyncio.gather(*under_way)
        asked = time.monotonic()
        state = await told(room, 59)
        longest, shortest = (
            300_000 - 1000 * (at - since) for at, since in ((asked, opened), (time.monotonic(), before))
        )
        assert shortest - 50 <= state["remaining_ms"] <= longest + 50
        assert (state["state"], state["version"], state["own"]["words"][-5:]) == ("answer", room.version, "Aller")
        await room.close_streams()
        await room.open_streams()
        await room.click()
        assert (await told(room))["state"] == "locked"

    school = served(tmp_path, kind, play, learners=60, limit_s=300)
    assert len(set(acknowledged)) == 60
    assert rows(school) == {"rows stored": 60, "responses": 60, "duplicates": 0}


def test_f21_a_change_nobody_was_told_of_is_heard_within_two_seconds(tmp_path: Path, kind: Kind) -> None:
    """As if a server had been killed between the commit and the hint: another process commits, and says nothing."""

    async def play(room: Play, server: Servers) -> None:
        store = open_store(room.school.classroom.url)
        with store.reading() as db:
            key = live.Rooms().key(lambda: db, room.room.room_id)
        now = datetime.now(UTC)
        await asyncio.to_thread(
            store.writer.submit,
            lambda execute: live.command(execute, key, "next", expect=1, person_id=None, at=now),
        )
        store.close()
        await until(lambda: all(2 in stream.heard for stream in (*room.learners, *room.staff)))

    assert TICK_SECONDS <= 1, "with time to spare for a machine that does other things too"
    served(tmp_path, kind, play, learners=5)


def test_f31_a_restart_during_a_question_costs_nobody_an_answer(tmp_path: Path, kind: Kind) -> None:
    async def play(room: Play, server: Servers) -> None:
        await room.click()
        failed = 0

        async def answering(learner: int) -> int:
            await asyncio.sleep(learner / 80)
            for _ in range(1200):
                try:
                    status, _ = await one(room.port(learner), answer_of(room, learner, learner))
                except (OSError, ValueError):
                    status = 0
                if status == 200:
                    return 0
                await asyncio.sleep(0.05)
            return 1

        under_way = [asyncio.create_task(answering(n)) for n in range(60)]
        await asyncio.sleep(0.25)
        began = time.monotonic()
        await asyncio.to_thread(server.stop)
        assert time.monotonic() - began < 30, "open streams kept the server from stopping"
        await asyncio.to_thread(server.start)
        failed = sum(await asyncio.gather(*under_way))
        assert failed == 0

    school = served(tmp_path, kind, play, learners=60)
    assert rows(school)["rows stored"] == 60


def test_f32_a_crowd_that_joins_causes_no_message_to_those_inside(tmp_path: Path, kind: Kind) -> None:
    async def play(room: Play, server: Servers) -> None:
        await asyncio.sleep(0.5)
        counts = [stream.messages["count"] for stream in room.staff]
        inside = sum(stream.messages["state"] for stream in room.learners)
        began = time.monotonic()

        async def join(n: int) -> int:
            who = carried({"seats": [], "n": n})
            body = f"name={quote(f'Guest {n}')}&csrf_token={quote(who.csrf)}".encode()
            headers = [("Cookie", who.cookie), ("Content-Type", "application/x-www-form-urlencoded")]
            joining = request("POST", f"/l/{room.room.code}", body=body, headers=headers, port=server.port)
            status, _ = await one(server.port, joining)
            return status

        statuses = await asyncio.gather(*(join(n) for n in range(CROWD)))
        took = time.monotonic() - began
        assert set(statuses) == {303}
        await asyncio.sleep(0.6)
        assert sum(stream.messages["state"] for stream in room.learners) == inside
        for stream, before in zip(room.staff, counts, strict=True):
            assert stream.messages["count"] - before <= most_counts(took + 0.6)
        status, body = await one(server.port, get(f"/live/{room.room.room_id}/state", room.school.host, server.port))
        assert (status, json.loads(body)["joined"]) == (200, CROWD + 5)

    served(tmp_path, kind, play, learners=5)


def test_f28_clients_that_never_read_cost_little_and_delay_nobody(tmp_path: Path) -> None:
    """As many beats within seconds as in a school day: whatever a client leaves unread waits somewhere."""
    hasty = """
import sys
from quizapp.cli import main
if sys.argv[1:2] == ["serve"]:
    from quizapp.web import hub
    hub.HEARTBEAT_SECONDS = 0
main()
"""
    made = make_live_school(tmp_path, learners=8)
    room, server = made.rooms[0], QuickServer(made.classroom, program=hasty)
    room.learners, silent = room.learners[:3], room.learners[3:]
    server.start()

    async def run() -> list[socket.socket]:
        stuck = []
        for who in silent:
            one_way = socket.create_connection(("127.0.0.1", server.port))
            one_way.sendall(get(f"/play/{room.room_id}/events", who, server.port, "text/event-stream"))
            stuck.append(one_way)
        playing = Play(made, room, [server.port], Figures())
        await playing.open_streams()
        await playing.click()
        await until(lambda: all(stream.ended for stream in playing.learners))  # as long as those of the silent
        await playing.close_streams()
        await playing.open_streams()
        await playing.click()
        await playing.close_streams()
        return stuck

    try:
        for one_way in asyncio.run(run()):
            one_way.settimeout(20)
            received = b""
            while not received.endswith(b"0\r\n\r\n"):  # else it would have gone on
                piece = one_way.recv(65536)
                assert piece, "broken off"
                received += piece
            one_way.close()
            assert len(received) < 2 * LONGEST_STREAM
    finally:
        server.kill()


def test_two_processes_are_one_room(tmp_path: Path, migrated_postgresql_url: str, valkey_url: str) -> None:
    """Learners and host of one room on different processes: counts, removal and extra time cross over."""

    async def play(room: Play, server: Servers) -> None:
        here, there = room.ports
        await room.click()
        for learner in range(4):
            assert (await one(room.port(learner), answer_of(room, learner, learner + 1)))[0] == 200
        host = room.staff[0]
        await until(lambda: host.counted.get("answered") == 4)
        assert host.counted["joined"] == 4
        status, page = await one(here, get(f"/live/{room.room.room_id}/people", room.school.host, here))
        assert status == 200
        names = re.findall(rb'name="participant" value="(\w+)"', page)
        ids = list(dict.fromkeys(names))
        body = {"participant": ids[3].decode(), "act": "remove", "value": ""}
        form = "&".join(f"{name}={quote(value)}" for name, value in body.items()).encode()
        who = room.school.host
        headers = [("Cookie", who.cookie), ("X-CSRFToken", who.csrf)]
        headers += [("Content-Type", "application/x-www-form-urlencoded")]
        removing = request("POST", f"/live/{room.room.room_id}/people", body=form, headers=headers, port=here)
        assert (await one(here, removing))[0] == 303
        gone = room.learners[3]  # whose stream is held by the other process
        await until(lambda: gone.ended)
        status, _ = await one(there, get(f"/play/{room.room.room_id}/state", room.room.learners[3], there))
        assert status == 403
        await until(lambda: host.counted.get("joined") == 3)

    served(tmp_path, Kind(migrated_postgresql_url, valkey_url, 2), play, learners=4)


async def until(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        await asyncio.sleep(0.01)
