"""Event streams of live rooms: hints that something has changed, never what.

A stream lives on the event loop of `gateway.py`, so a thousand of them occupy no thread. A hint is a version; who
missed any number of them is right again after one GET of the state. Learners hear of transitions only: what others
answer or who joins causes no message to them. Host, projector and remote also get counts, at most four a second.

All bookkeeping happens on the loop; other threads only say `hint`, `stir` or `drop`. A stream keeps no queue but the
newest version and the newest counts. granian however queues without bound what a client does not read, and does not
say so; therefore a stream ends after 64 kB, four hours of a learner's, and the client comes again by itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # public, yet not marked as exported

from quizapp.web.presence import RETURN_SECONDS, Marks

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol  # type: ignore[attr-defined]  # likewise

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0  # a client that has vanished is noticed at the next send
TURNS = 50  # beats go out in so many turns: to thousands at once they held up everything for a third of a second
COUNT_SECONDS = 0.25
SLOWLY = 4  # times as long as a count took, its place in the queue included, passes before the next of that room
TICK_SECONDS = 0.25
WATCH_SECONDS = 1.0
WATCHED_AT_ONCE = 50  # of the hosts; with more rooms than that each waits its turn
LONGEST_STREAM = 64 * 1024
YOUNG_SECONDS = 20.0
SAID_SECONDS = 8.0  # another process says every two seconds who is there
MOST_STREAMS = 20_000
STREAMS_EACH = {"learner": 2, "staff": 8, "screen": 8}

HEADERS = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store, no-transform"),
    ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]


class Watcher(Protocol):
    """What the hub asks of the rooms, from a thread of its own."""

    def counts(self, room: str, present: frozenset[int] | None) -> Mapping[str, int]:
        """What host and projector are told: how many have answered, are connected, have joined."""

    def changed(self, room: str) -> None:
        """Names or standings have changed: what was made of them is to be made anew."""

    def tick(self) -> Mapping[str, int]:
        """Do what time has done in all rooms, and give the versions of those that have streams here."""


@dataclass(eq=False, slots=True)
class Client:
    """One stream. `kind` is "learner", "staff" or "screen"; `may_stay` is asked every second, if given."""

    room: str
    kind: str
    version: int
    participant: int | None = None
    may_stay: Callable[[], bool] | None = None
    counts: str = ""
    told: int = 0
    beat: bool = False
    closed: bool = False
    turn: int = 0
    wake: asyncio.Future[None] | None = None

    def rouse(self) -> None:
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)

    def message(self) -> str:
        """What is to be sent now, and nothing left to be sent after it."""
        said = ""
        if self.version != self.told:
            said = f"id: {self.version}\nevent: state\ndata: {self.version}\n\n"
            self.told = self.version
        if self.counts:
            said += f"event: count\ndata: {self.counts}\n\n"
            self.counts = ""
        if self.beat and not said:
            said = f"event: beat\ndata: {self.version}\n\n"  # a comment would be invisible to the page's script
        self.beat = False
        return said


@dataclass
class _Channel:
    """A room with streams here."""

    clients: set[Client] = field(default_factory=set)
    stirred: bool = False
    counting: bool = False
    next_count: float = 0.0


class Hub:
    """One per application. Without streams it does nothing, and the rooms move on as they are read."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._channels: dict[str, _Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hub")
        self._tasks: list[asyncio.Task[None]] = []
        self._turns: list[set[Client]] = [set() for _ in range(TURNS)]
        self._entered = 0
        self._here, self._there = Marks(), Marks()  # who has asked this process, and of whom others have told
        self._started = time.monotonic()
        self._streams = 0
        self.elsewhere: Callable[[str, str, Sequence[int]], None] | None = None
        """Tells the other processes of the installation, if there can be any; what they say comes to `heard`."""
        self.sent = {"learner": 0, "staff": 0, "screen": 0}
        """Messages sent so far to each kind, heartbeats left out."""

    # --- from any thread ---------------------------------------------------------------------------------------

    def hint(self, room: str, version: int) -> None:
        """The room's stored version is this one now."""
        self._soon(self._hint, room, version)
        self._tell_elsewhere("hint", room, version)

    def stir(self, room: str) -> None:
        """Something that only host and projector see has changed: an answer, a name, the door."""
        self._stir(room)
        self._tell_elsewhere("stir", room)

    def changed(self, room: str) -> None:
        """The same, for names and standings, which are kept ready."""
        self._watcher.changed(room)
        self._tell_elsewhere("changed", room)
        self.stir(room)

    def drop(self, room: str, participant: int) -> None:
        """End the streams of somebody whom the host has removed."""
        self._lose(room, participant)
        self._tell_elsewhere("drop", room, participant)

    def heard(self, what: str, room: str, numbers: Sequence[int]) -> None:
        """Another process has said it; here it is done, and told to nobody else."""
        match what, numbers:
            case "hint", [version]:
                self._soon(self._hint, room, version)
            case "stir", _:
                self._stir(room)
            case "changed", _:
                self._watcher.changed(room)
            case "drop", [participant]:
                self._lose(room, participant)
            case "left", [participant]:
                self._here.mark(room, participant, RETURN_SECONDS)
            case "thought", _:
                self._here.thought(room)
            case "present", _:
                if any([self._there.mark(room, participant, SAID_SECONDS) for participant in numbers]):
                    self._stir(room)

    def _tell_elsewhere(self, what: str, room: str, *numbers: int) -> None:
        if self.elsewhere is not None:
            self.elsewhere(what, room, numbers)

    def _stir(self, room: str) -> None:
        channel = self._channels.get(room)
        if channel is not None and not channel.stirred:  # else it is on its way; waking the loop is a system call
            channel.stirred = True
            self._soon(self._plan_count, room)

    def seen(self, room: str, participant: int, seconds: float | None) -> None:
        """A learner without a stream has asked for something, and counts as here for so long (see `Marks.mark`)."""
        if self._here.mark(room, participant, seconds):
            self._stir(room)

    def thought(self, room: str) -> None:
        """No question is open any more."""
        self._here.thought(room)
        self._tell_elsewhere("thought", room)

    def forget(self, room: str) -> None:
        self._here.forget(room)
        self._there.forget(room)

    def _lose(self, room: str, participant: int) -> None:
        self._here.drop(room, participant)
        self._there.drop(room, participant)
        self._soon(self._drop, room, participant)

    def present(self, room: str) -> frozenset[int] | None:
        """The participants who are connected; None while it is too soon after the start to say who is not."""
        if time.monotonic() - self._started < YOUNG_SECONDS:
            return None
        return frozenset(self._here.here(room) | self._there.here(room) | self._streaming(room))

    def _streaming(self, room: str) -> set[int]:
        channel = self._channels.get(room)
        clients = list(channel.clients) if channel else []
        return {client.participant for client in clients if client.participant is not None}

    def here(self) -> dict[str, list[int]]:
        """Room → participants who are connected to this process."""
        found = {room: self._here.here(room) | self._streaming(room) for room in {*self.rooms(), *self._here.rooms()}}
        return {room: sorted(people) for room, people in found.items() if people}

    def watched(self, room: str) -> bool:
        """Whether anybody at all has a stream of the room."""
        return room in self._channels

    def rooms(self) -> list[str]:
        return list(self._channels)

    def _soon(self, call: Callable[..., None], *given: object) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closing; everybody will come back to another process
                self._loop.call_soon_threadsafe(call, *given)

    # --- on the loop -------------------------------------------------------------------------------------------

    async def stream(self, proto: HTTPProtocol, client: Client) -> None:
        """Serve one stream until the client goes, is removed, or the server stops."""
        self._start()
        transport = proto.response_stream(200, HEADERS)
        self._enter(client)
        loop = asyncio.get_running_loop()
        said, length = "retry: 2000\n\n" + client.message(), 0
        try:
            while not client.closed:
                if said:
                    await transport.send_str(said)
                    length += len(said)
                    if length > LONGEST_STREAM:  # soon, and not a whole hall at one instant
                        await transport.send_str(f"retry: {random.randrange(100, 3000)}\n\n")
                        break
                client.wake = loop.create_future()
                if client.version == client.told and not client.counts and not client.beat and not client.closed:
                    await client.wake
                said = client.message()
                if said and not said.startswith("event: beat"):
                    self.sent[client.kind] += 1
        except (ProtocolClosed, asyncio.CancelledError):
            pass
        finally:
            self._leave(client)

    def _start(self) -> None:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._tasks = [self._loop.create_task(self._beat()), self._loop.create_task(self._tick())]
            self._tasks.append(self._loop.create_task(self._watch()))

    def _enter(self, client: Client) -> None:
        channel = self._channels.setdefault(client.room, _Channel())
        if client.kind == "learner":
            same = [one for one in channel.clients if one.participant == client.participant]
        else:
            same = [one for one in channel.clients if one.kind == client.kind]
        if len(same) >= STREAMS_EACH[client.kind]:  # the page that came last is the one being looked at
            self._end(same[0])
        channel.clients.add(client)
        self._streams += 1
        self._entered += 1
        client.turn = self._entered % TURNS
        self._turns[client.turn].add(client)
        self.stir(client.room)

    def _leave(self, client: Client) -> None:
        channel = self._channels.get(client.room)
        if channel is not None and client in channel.clients:
            channel.clients.discard(client)
            self._streams -= 1
            self._turns[client.turn].discard(client)
            if not channel.clients:
                del self._channels[client.room]
            else:
                self.stir(client.room)
            who = client.participant
            if who is not None and not client.closed and all(one.participant != who for one in channel.clients):
                self._here.mark(client.room, who, RETURN_SECONDS)  # also after hours with nothing but the stream
                self._tell_elsewhere("left", client.room, who)

    def size(self, room: str) -> int:
        """How many streams the room has here."""
        channel = self._channels.get(room)
        return len(channel.clients) if channel else 0

    def full(self) -> bool:
        return self._streams >= MOST_STREAMS

    def _hint(self, room: str, version: int) -> None:
        channel = self._channels.get(room)
        for client in list(channel.clients) if channel else ():
            if version > client.version:
                client.version = version
                client.rouse()

    def _drop(self, room: str, participant: int) -> None:
        channel = self._channels.get(room)
        for client in list(channel.clients) if channel else ():
            if client.participant == participant:
                self._end(client)

    def _end(self, client: Client) -> None:
        client.closed = True
        client.rouse()

    def _plan_count(self, room: str) -> None:
        channel = self._channels.get(room)
        if channel is None:
            return
        wait = max(0.0, channel.next_count - time.monotonic())
        assert self._loop is not None
        self._loop.call_later(wait, self._count, room)

    def _count(self, room: str) -> None:
        channel = self._channels.get(room)
        if channel is None:
            return
        assert self._loop is not None
        if channel.counting:  # what has stirred the room since is counted afterwards
            self._loop.call_later(COUNT_SECONDS, self._count, room)
            return
        began = time.monotonic()
        channel.stirred, channel.counting, channel.next_count = False, True, began + COUNT_SECONDS
        listeners = [client for client in channel.clients if client.kind != "learner"]
        counting = self._loop.run_in_executor(self._thread, self._watcher.counts, room, self.present(room))
        counting.add_done_callback(lambda done: self._tell(channel, listeners, began, done))

    def _tell(
        self, channel: _Channel, listeners: list[Client], began: float, done: asyncio.Future[Mapping[str, int]]
    ) -> None:
        # One thread counts for all rooms: the longer a room has waited for its turn, the longer until the next.
        now = time.monotonic()
        channel.counting, channel.next_count = False, max(channel.next_count, now + SLOWLY * (now - began))
        if done.cancelled() or done.exception() is not None:
            return  # a database that is busy for a moment; the next answer counts again
        told = json.dumps(done.result())
        for client in listeners:
            client.counts = told
            client.rouse()

    async def _beat(self) -> None:
        for turn in cycle(self._turns):
            await asyncio.sleep(HEARTBEAT_SECONDS / TURNS)
            for client in turn:
                client.beat = True
                client.rouse()

    async def _tick(self) -> None:
        """Time passes in all rooms, and other processes may have changed them."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                for room, version in (await loop.run_in_executor(self._thread, self._watcher.tick)).items():
                    self._hint(room, version)
            except Exception:
                logger.exception("the live rooms could not be looked after; trying again")

    async def _watch(self) -> None:
        """Let go of hosts who have signed out or lost the right, and count anew where somebody has stayed away."""
        loop, turn = asyncio.get_running_loop(), 0
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            for room in {*self._here.sweep(), *self._there.sweep()}:
                self._stir(room)
            hosts = [client for channel in self._channels.values() for client in channel.clients if client.may_stay]
            some = (hosts[turn:] + hosts[:turn])[:WATCHED_AT_ONCE]
            turn = (turn + WATCHED_AT_ONCE) % max(1, len(hosts))
            for client in some:
                with suppress(Exception):
                    if client.may_stay and not await loop.run_in_executor(self._thread, client.may_stay):
                        self._end(client)

    def close(self) -> None:
        """On the loop: end all streams, so that the server can stop."""
        for task in self._tasks:
            task.cancel()
        for channel in list(self._channels.values()):
            for client in list(channel.clients):
                self._end(client)
        self._thread.shutdown(wait=False)
