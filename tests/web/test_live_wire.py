"""Several web processes tell each other over a real Valkey what has changed in their live rooms."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from quizapp.core.errors import BadInput
from quizapp.web import hub, live_wire
from quizapp.web.hub import Hub
from quizapp.web.live_wire import Wire
from tests.ports import free_port
from tests.valkey import valkey

Said = tuple[str, str, list[int]]


@contextmanager
def process(url: str, here: dict[str, list[int]] | None = None) -> Iterator[tuple[Wire, list[Said]]]:
    """What one process has of the wire, and what it has heard."""
    heard: list[Said] = []

    def hear(what: str, room: str, numbers: Sequence[int]) -> None:
        heard.append((what, room, list(numbers)))

    wire = Wire(url, hear, lambda: here or {})
    try:
        wait_for(lambda: wire._since is not None)
        yield wire, heard
    finally:
        wire.close()


def wait_for(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.01)


def test_what_one_process_says_the_others_hear_and_it_does_not(valkey_url: str) -> None:
    with process(valkey_url) as (one, at_one), process(valkey_url) as (_, at_other), process(valkey_url) as (_, third):
        one.say("hint", "room", [17])
        one.say("drop", "room", [3])
        for heard in (at_other, third):
            wait_for(lambda heard=heard: len(heard) == 2)  # type: ignore[misc]
            assert heard == [("hint", "room", [17]), ("drop", "room", [3])]
        assert at_one == []


def test_a_storm_of_answers_is_told_in_a_few_words(valkey_url: str) -> None:
    with process(valkey_url) as (one, _), process(valkey_url) as (_, heard):
        for _ in range(1000):
            one.say("stir", "room")
        wait_for(lambda: ("stir", "room", []) in heard)
        one.say("hint", "other", [2])
        wait_for(lambda: ("hint", "other", [2]) in heard)
        assert 1 <= heard.count(("stir", "room", [])) <= 3


def test_each_process_says_who_is_connected_to_it(valkey_url: str) -> None:
    with process(valkey_url, {"room": [1, 2]}), process(valkey_url, {"room": [3]}) as (_, heard):
        wait_for(lambda: ("present", "room", [1, 2]) in heard)
        assert ("present", "room", [3]) not in heard


class Nothing:
    """Rooms that are not looked into."""

    def counts(self, room: str, present: frozenset[int] | None) -> Mapping[str, int]:
        return {}

    def changed(self, room: str) -> None: ...

    def tick(self) -> Mapping[str, int]:
        return {}


def test_who_asks_one_process_without_a_stream_is_here_for_the_others_until_the_time_is_over(
    valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_wire, "PRESENT_SECONDS", 0.05)
    monkeypatch.setattr(hub, "YOUNG_SECONDS", 0.0)
    monkeypatch.setattr(hub, "SAID_SECONDS", 1.0)
    one, other = Hub(Nothing()), Hub(Nothing())
    wires = [Wire(valkey_url, each.heard, each.here) for each in (one, other)]
    try:
        wait_for(lambda: all(wire._since is not None for wire in wires))
        began = time.monotonic()
        one.seen("room", 7, 2.0)
        wait_for(lambda: other.present("room") == frozenset({7}))
        wait_for(lambda: other.present("room") == frozenset())
        assert 1.5 < time.monotonic() - began < 10, "as long as one says so; they do not go on telling each other"
        assert one.present("room") == frozenset()
    finally:
        for wire in wires:
            wire.close()


def test_only_after_a_while_is_it_known_who_is_connected_elsewhere(
    valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(valkey_url) as (one, _):
        assert not one.settled
        monkeypatch.setattr(live_wire, "SETTLED_SECONDS", 0.0)
        assert one.settled


def test_a_message_server_that_goes_away_is_missed_by_nobody_and_found_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    with ExitStack() as first:
        url = first.enter_context(valkey(tmp_path / "first", port))
        with process(url) as (one, _), process(url) as (other, heard), caplog.at_level(logging.WARNING, "quizapp"):
            first.close()
            wait_for(lambda: one._since is None and other._since is None)
            one.say("hint", "room", [2])  # lost, and nobody waits for it
            with valkey(tmp_path / "second", port):
                wait_for(lambda: one._since is not None and other._since is not None)
                one.say("hint", "room", [3])
                wait_for(lambda: ("hint", "room", [3]) in heard)
    assert "the message server is away" in caplog.text


def test_an_address_that_is_none_is_said_at_the_start() -> None:
    with pytest.raises(BadInput, match="redis://host:6379"):
        Wire("http://elsewhere.test", lambda what, room, numbers: None, dict)
