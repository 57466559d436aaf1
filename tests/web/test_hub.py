"""The hub of event streams, with transports that record or vanish."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from threading import Event
from typing import Any

import pytest
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from quizapp.web import hub as hub_module
from quizapp.web import presence
from quizapp.web.hub import Client, Hub


class Watching:
    """Rooms without a database."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known: dict[str, int] = {}

    def counts(self, room: str, present: frozenset[int] | None) -> Mapping[str, int]:
        self.asked.append(room)
        return {"answered": len(self.asked)}

    def changed(self, room: str) -> None:
        self.asked.append(f"{room} anew")

    def tick(self) -> Mapping[str, int]:
        return self.known


class Transport:
    """What granian gives for sending; `fails` raises."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.fails = False

    async def send_str(self, data: str) -> None:
        if self.fails:
            raise ProtocolClosed
        self.sent.append(data)

    def response_stream(self, status: int, headers: Any) -> Transport:
        assert status == 200
        return self

    @property
    def text(self) -> str:
        return "".join(self.sent)


def with_hub(play: Callable[[Hub, Watching], Awaitable[None]]) -> None:
    async def run() -> None:
        watching = Watching()
        hub = Hub(watching)
        try:
            await asyncio.wait_for(play(hub, watching), 20)
        finally:
            hub.close()
            await asyncio.sleep(0)

    asyncio.run(run())


async def opened(hub: Hub, client: Client) -> tuple[Transport, asyncio.Task[None]]:
    transport = Transport()
    proto: Any = transport
    task = asyncio.create_task(hub.stream(proto, client))
    await asyncio.sleep(0.01)
    return transport, task


async def settled(hub: Hub) -> None:
    """Until all that has stirred a room is counted and told."""
    while any(channel.stirred or channel.counting for channel in hub._channels.values()):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


def without_beats(text: str) -> list[str]:
    return [event for event in text.split("\n\n") if "event: beat" not in event]


def test_a_stream_begins_with_the_version_and_hears_each_new_one() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        transport, _ = await opened(hub, Client("one", "learner", 4, participant=1))
        assert transport.text == "retry: 2000\n\nid: 4\nevent: state\ndata: 4\n\n"
        hub.hint("one", 5)
        await asyncio.sleep(0.01)
        assert transport.text.endswith("event: state\ndata: 5\n\n")
        hub.hint("one", 3)  # an old hint that was late
        await asyncio.sleep(0.01)
        assert transport.text.endswith("data: 5\n\n")

    with_hub(play)


def test_f12_a_hint_reaches_its_own_room_only() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        one, _ = await opened(hub, Client("one", "learner", 1, participant=1))
        other, _ = await opened(hub, Client("other", "learner", 1, participant=2))
        host, _ = await opened(hub, Client("other", "staff", 1))
        await settled(hub)
        before = [without_beats(stream.text) for stream in (other, host)]
        hub.hint("one", 2)
        hub.stir("one")
        await settled(hub)
        assert "data: 2" in one.text
        assert [without_beats(stream.text) for stream in (other, host)] == before

    with_hub(play)


def test_many_answers_make_few_counts_and_none_for_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "COUNT_SECONDS", 0.1)

    async def play(hub: Hub, watching: Watching) -> None:
        learner, _ = await opened(hub, Client("one", "learner", 1, participant=1))
        host, _ = await opened(hub, Client("one", "staff", 1))
        began = time.monotonic()
        for _ in range(100):
            hub.stir("one")
            await asyncio.sleep(0.004)
        await settled(hub)
        most = 2 + (time.monotonic() - began) / hub_module.COUNT_SECONDS
        assert 2 <= host.text.count("event: count") <= most
        assert "count" not in learner.text
        assert hub.sent["learner"] == 0

    with_hub(play)


def test_counts_of_a_room_do_not_pile_up_behind_a_slow_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "COUNT_SECONDS", 0.01)
    monkeypatch.setattr(hub_module, "SLOWLY", 0)
    go_on = Event()

    async def play(hub: Hub, watching: Watching) -> None:
        quickly = watching.counts

        def slowly(room: str, present: frozenset[int] | None) -> Mapping[str, int]:
            told = quickly(room, present)
            assert go_on.wait(10)
            return told

        monkeypatch.setattr(watching, "counts", slowly)
        host, _ = await opened(hub, Client("one", "staff", 1))
        for _ in range(20):
            hub.stir("one")
            await asyncio.sleep(0.02)
        assert watching.asked == ["one"]
        go_on.set()
        while '"answered": 2' not in host.text:  # what has stirred meanwhile is counted too
            await asyncio.sleep(0.01)

    with_hub(play)


def test_f28_a_stream_ends_before_what_a_client_does_not_read_grows_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "LONGEST_STREAM", 300)

    async def play(hub: Hub, watching: Watching) -> None:
        transport, task = await opened(hub, Client("one", "learner", 1, participant=1))
        for version in range(2, 50):
            hub.hint("one", version)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await asyncio.wait_for(task, 10)
        assert 300 < len(transport.text) < 400
        assert int(transport.text.rpartition("retry: ")[2]) < 3000, "and is opened again before long"
        assert hub.rooms() == []
        again, _ = await opened(hub, Client("one", "learner", 49, participant=1))
        assert "data: 49" in again.text

    with_hub(play)


def test_a_client_that_vanished_is_noticed_at_the_next_send() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        transport, task = await opened(hub, Client("one", "learner", 1, participant=7))
        assert 7 in (hub.present("one") or {7})
        transport.fails = True
        hub.hint("one", 2)
        await asyncio.wait_for(task, 10)
        assert hub.rooms() == []

    with_hub(play)


def test_somebody_removed_loses_the_stream_at_once() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        _, task = await opened(hub, Client("one", "learner", 1, participant=7))
        _, other = await opened(hub, Client("one", "learner", 1, participant=8))
        hub.drop("one", 7)
        await asyncio.wait_for(task, 10)
        assert not other.done()

    with_hub(play)


def test_a_host_who_may_not_host_any_more_loses_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "WATCH_SECONDS", 0.05)

    async def play(hub: Hub, watching: Watching) -> None:
        may = [True]
        _, task = await opened(hub, Client("one", "staff", 1, may_stay=lambda: may[0]))
        await asyncio.sleep(0.2)
        assert not task.done()
        may[0] = False
        await asyncio.wait_for(task, 10)

    with_hub(play)


def test_a_learners_third_tab_ends_the_first() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        tasks = [(await opened(hub, Client("one", "learner", 1, participant=1)))[1] for _ in range(3)]
        await asyncio.wait_for(asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED), 10)
        assert sum(task.done() for task in tasks) == 1

    with_hub(play)


def test_what_another_process_changed_is_heard_of_by_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "TICK_SECONDS", 0.02)

    async def play(hub: Hub, watching: Watching) -> None:
        transport, _ = await opened(hub, Client("one", "learner", 1, participant=1))
        watching.known = {"one": 8}
        while "data: 8" not in transport.text:  # or `with_hub` ends it
            await asyncio.sleep(0.01)

    with_hub(play)


def test_silence_is_broken_by_a_beat_that_says_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT_SECONDS", 0.05)

    async def play(hub: Hub, watching: Watching) -> None:
        transport, _ = await opened(hub, Client("one", "learner", 6, participant=1))
        while "event: beat\ndata: 6\n\n" not in transport.text:
            await asyncio.sleep(0.01)

    with_hub(play)


def test_the_server_stops_although_streams_are_open() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        tasks = [(await opened(hub, Client("one", "learner", 1, participant=n)))[1] for n in range(5)]
        hub.close()
        await asyncio.wait_for(asyncio.gather(*tasks), 10)

    with_hub(play)


def test_what_another_process_says_is_done_here_and_told_to_nobody_else() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        said: list[tuple[str, str, tuple[int, ...]]] = []
        hub.elsewhere = lambda what, room, numbers: said.append((what, room, tuple(numbers)))
        learner, task = await opened(hub, Client("one", "learner", 1, participant=7))
        host, _ = await opened(hub, Client("one", "staff", 1))
        said.clear()
        hub._started -= hub_module.YOUNG_SECONDS
        hub.heard("hint", "one", [2])
        hub.heard("changed", "one", [])
        hub.heard("stir", "one", [])
        hub.heard("present", "one", [8, 9])
        await settled(hub)
        assert "data: 2" in learner.text
        assert "event: count" in host.text
        assert "one anew" in watching.asked
        assert {8, 9} <= (hub.present("one") or set())
        assert hub.here() == {"one": [7]}, "what others have said is not said again"
        hub.heard("drop", "one", [7])
        await asyncio.wait_for(task, 10)
        assert said == [("stir", "one", ())]  # the stream that has ended was one of ours

    with_hub(play)


def test_what_happens_here_is_told_to_the_other_processes() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        said: list[tuple[str, str, tuple[int, ...]]] = []
        hub.elsewhere = lambda what, room, numbers: said.append((what, room, tuple(numbers)))
        hub.hint("one", 2)
        hub.changed("one")
        hub.drop("one", 7)
        assert said == [("hint", "one", (2,)), ("changed", "one", ()), ("stir", "one", ()), ("drop", "one", (7,))]
        assert hub.here() == {}

    with_hub(play)


@pytest.mark.parametrize("streamed", [60, 3600])
def test_who_loses_the_stream_is_here_until_its_page_can_have_opened_it_again(
    monkeypatch: pytest.MonkeyPatch, streamed: float
) -> None:
    class Watch:
        now = 1000.0

    monkeypatch.setattr(presence, "monotonic", lambda: Watch.now)

    async def play(hub: Hub, watching: Watching) -> None:
        hub._started -= hub_module.YOUNG_SECONDS
        hub.seen("one", 7, presence.HERE_SECONDS)
        transport, task = await opened(hub, Client("one", "learner", 1, participant=7))
        Watch.now += streamed
        transport.fails = True
        hub.hint("one", 2)
        await asyncio.wait_for(task, 10)
        assert hub.size("one") == 0
        assert hub.present("one") == frozenset({7})
        Watch.now += presence.RETURN_SECONDS - 0.5
        assert hub.present("one") == frozenset({7})
        Watch.now += 1
        assert hub.present("one") == frozenset()

    with_hub(play)


def test_a_learner_who_asks_without_a_stream_is_here_and_told_of_to_the_other_processes() -> None:
    async def play(hub: Hub, watching: Watching) -> None:
        hub._started -= hub_module.YOUNG_SECONDS
        await opened(hub, Client("one", "staff", 1))
        await settled(hub)
        before = len(watching.asked)
        hub.seen("one", 7, 120)
        hub.seen("other", 8, 120)  # a room without any stream
        await settled(hub)
        assert len(watching.asked) > before, "the host's count has one more"
        assert hub.present("one") == frozenset({7})
        assert hub.here() == {"one": [7], "other": [8]}
        hub.drop("one", 7)
        hub.forget("other")
        assert hub.present("one") == frozenset()
        assert hub.here() == {}

    with_hub(play)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_who_thinks_without_a_stream_is_here_until_the_question_is_closed_here_or_elsewhere(
    monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    passed = 0.0
    monkeypatch.setattr(presence, "monotonic", lambda: 1000.0 + passed)

    async def play(hub: Hub, watching: Watching) -> None:
        nonlocal passed
        said: list[tuple[str, str]] = []
        hub.elsewhere = lambda what, room, numbers: said.append((what, room))
        hub._started -= hub_module.YOUNG_SECONDS
        await opened(hub, Client("one", "staff", 1))
        await settled(hub)
        before = len(watching.asked)
        hub.seen("one", 7, None)
        await settled(hub)
        assert len(watching.asked) > before, "the host's count has one more"
        passed = 1800.0
        assert hub.present("one") == frozenset({7})
        if elsewhere:
            hub.heard("thought", "one", [])
        else:
            hub.thought("one")
        assert said.count(("thought", "one")) == (0 if elsewhere else 1)
        passed += presence.HERE_SECONDS + 1
        assert hub.present("one") == frozenset()

    with_hub(play)


def test_who_stays_away_is_counted_out_by_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(hub_module, "SAID_SECONDS", 0.2)
    monkeypatch.setattr(hub_module, "COUNT_SECONDS", 0.01)
    monkeypatch.setattr(hub_module, "SLOWLY", 0)

    async def play(hub: Hub, watching: Watching) -> None:
        await opened(hub, Client("one", "staff", 1))
        await settled(hub)
        comings: list[Callable[[], None]] = [
            lambda: hub.seen("one", 7, 0.2),
            lambda: hub.heard("present", "one", [7]),
        ]
        for come in comings:
            before = len(watching.asked)
            come()
            while len(watching.asked) < before + 2:  # for the coming and for the going; or `with_hub` ends it
                await asyncio.sleep(0.01)

    with_hub(play)


def test_a_stream_that_ends_says_that_its_learner_has_left_here_and_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "RETURN_SECONDS", 0.0)

    async def play(hub: Hub, watching: Watching) -> None:
        said: list[tuple[str, str, tuple[int, ...]]] = []
        hub.elsewhere = lambda what, room, numbers: said.append((what, room, tuple(numbers)))
        hub._started -= hub_module.YOUNG_SECONDS
        hub.seen("one", 7, 120)  # the page; then its script opens a stream
        (first, first_task), (second, second_task) = [
            await opened(hub, Client("one", "learner", 1, participant=7)) for _ in range(2)
        ]
        first.fails = True
        hub.hint("one", 2)
        await asyncio.wait_for(first_task, 10)
        assert ("left", "one", (7,)) not in said, "another page of theirs is open"
        second.fails = True
        hub.hint("one", 3)
        await asyncio.wait_for(second_task, 10)
        assert said.count(("left", "one", (7,))) == 1
        await asyncio.sleep(0.01)
        assert hub.present("one") == frozenset()
        hub.seen("one", 8, 120)
        hub.heard("left", "one", [8])
        await asyncio.sleep(0.01)
        assert hub.present("one") == frozenset()

    with_hub(play)
