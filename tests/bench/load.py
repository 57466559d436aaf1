"""A load generator for our own server on this machine: many keep-alive connections, requests rendered beforehand.

    report = drive(port, (a_post(n) for n in count()), connections=64, seconds=4)   # each waits for its reply
    report = storm(port, [a_post(n) for n in range(1000)], over=2)                   # everyone at a set moment

It speaks just enough HTTP/1.1 for our replies (content-length or chunked), never leaves 127.0.0.1, is bounded in
time and number, and refuses to report when it was itself the bottleneck. As a script it measures one address:
`python tests/bench/load.py PORT PATH [--connections 16] [--seconds 4] [--json]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import repeat
from time import perf_counter, process_time
from typing import Any

HOST = "127.0.0.1"
MOST_SECONDS = 900.0
MOST_REQUESTS = 2_000_000
MOST_CONNECTIONS = 4000
REPLY_PATIENCE = 30.0
OWN_SHARE = 0.8  # of a core: above it, queues in this process would pass for the server's

OnReply = Callable[[int, int, bytes], None]


class TooBusyToMeasure(RuntimeError):
    """The generator used so much of its core that its figures say nothing about the server."""


class BadReply(ValueError):
    """The server sent something that is not an HTTP/1.1 response."""


@dataclass(slots=True)
class Report:
    """What happened. Seconds are from sending a request to the last byte of its reply."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0  # connections refused, reset or silent for 30 s: requests without a reply
    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    own_cpu: float = 0.0

    @property
    def replies(self) -> int:
        return len(self.seconds)

    @property
    def rate(self) -> float:
        """Replies per second of wall time."""
        return self.replies / self.wall

    def percentile(self, p: float) -> float:
        """Seconds within which `p` per cent of the replies had come (nearest rank)."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(len(ranked) * p / 100))]

    def summary(self) -> dict[str, float | dict[str, int]]:
        return {
            "replies": self.replies,
            "per second": round(self.rate, 1),
            "statuses": {str(status): n for status, n in sorted(self.statuses.items())},
            "broken": self.broken,
            **{f"p{p} ms": round(self.percentile(p) * 1000, 2) for p in (50, 95, 99) if self.seconds},
            "generator share of a core": round(self.own_cpu / self.wall, 2),
        }


def request(
    method: str, path: str, *, body: bytes = b"", headers: Iterable[tuple[str, str]] = (), port: int = 80
) -> bytes:
    """The bytes of one request; a body gets its length, its type is left to `headers`."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    if body or method not in ("GET", "HEAD"):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def drive(
    port: int,
    requests: Iterable[bytes],
    *,
    connections: int,
    seconds: float,
    on_reply: OnReply | None = None,
    check: bool = True,
) -> Report:
    """Send from `requests`, in order, over connections that each wait for their reply before sending again.

    Ends after `seconds` or with the last request. `on_reply(n, status, body)` hears of the n-th request's reply.
    Raises TooBusyToMeasure unless `check` is off (for runs where only the counting matters).
    """
    if not 0 < connections <= MOST_CONNECTIONS or not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"at most {MOST_CONNECTIONS} connections and {MOST_SECONDS} seconds")
    report = Report()

    async def run() -> None:
        queue = enumerate(requests)
        ends_at = perf_counter() + seconds
        await asyncio.gather(*(_talk(port, queue, ends_at, report, on_reply) for _ in range(connections)))

    return _measured(run, report, check=check)


def storm(
    port: int, requests: Sequence[bytes], *, over: float, on_reply: OnReply | None = None, check: bool = True
) -> Report:
    """Send each request over a connection of its own, evenly spread over `over` seconds, replies or no replies."""
    if not 0 < len(requests) <= MOST_CONNECTIONS or not 0 <= over <= MOST_SECONDS:
        raise ValueError(f"at most {MOST_CONNECTIONS} requests and {MOST_SECONDS} seconds")
    report = Report()

    async def one(n: int, data: bytes, starts_at: float) -> None:
        await asyncio.sleep(starts_at - perf_counter())
        await _talk(port, iter([(n, data)]), starts_at + 1, report, on_reply)

    async def run() -> None:
        start, step = perf_counter(), over / len(requests)
        await asyncio.gather(*(one(n, data, start + n * step) for n, data in enumerate(requests)))

    return _measured(run, report, check=check)


def _measured(run: Callable[[], Coroutine[Any, Any, None]], report: Report, *, check: bool) -> Report:
    began, cpu = perf_counter(), process_time()
    asyncio.run(run())
    report.wall, report.own_cpu = perf_counter() - began, process_time() - cpu
    if check and report.own_cpu > OWN_SHARE * report.wall:
        raise TooBusyToMeasure(
            f"the generator used {report.own_cpu / report.wall:.0%} of a core; "
            "use fewer connections or a quieter machine"
        )
    return report


async def _talk(
    port: int, queue: Iterator[tuple[int, bytes]], ends_at: float, report: Report, on_reply: OnReply | None
) -> None:
    """One connection: take a request, send, await the reply, repeat; connect anew where the server closed."""
    loop = asyncio.get_running_loop()
    connection: _Connection | None = None
    try:
        while perf_counter() < ends_at:
            n, data = next(queue, (MOST_REQUESTS, b""))
            if n >= MOST_REQUESTS:
                return
            sent_at = perf_counter()
            try:
                if connection is None or connection.transport.is_closing():
                    _, connection = await loop.create_connection(_Connection, HOST, port)
                status, body = await connection.ask(data)
            except OSError:
                report.broken += 1
                if connection is not None:
                    connection.transport.abort()
                    connection = None
                continue
            report.seconds.append(perf_counter() - sent_at)
            report.statuses[status] += 1
            if on_reply is not None:
                on_reply(n, status, body)
    finally:
        if connection is not None:
            connection.transport.abort()


class _Connection(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self) -> None:
        self._received = bytearray()
        self._reply: asyncio.Future[tuple[int, bytes]] | None = None

    async def ask(self, data: bytes) -> tuple[int, bytes]:
        """Status and body of the reply. Raises OSError when the connection breaks or stays silent."""
        loop = asyncio.get_running_loop()
        self._reply = loop.create_future()
        self.transport.write(data)
        timer = loop.call_later(REPLY_PATIENCE, self.connection_lost, TimeoutError("no reply"))
        try:
            return await self._reply
        finally:
            timer.cancel()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(error or ConnectionResetError("closed before the reply was complete"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._reply is None or self._reply.done():
            return
        try:
            reply = parse(self._received)
        except BadReply as error:
            self._reply.set_exception(error)
            return
        if reply is not None:
            self._received.clear()
            self._reply.set_result(reply)


def parse(data: bytearray) -> tuple[int, bytes] | None:
    """Status and body of a complete reply to a GET or POST; None while bytes are missing. Raises BadReply."""
    if not data.startswith(b"HTTP/1."[: len(data)]):
        raise BadReply(repr(bytes(data[:80])))
    head_ends = data.find(b"\r\n\r\n")
    if head_ends < 0:
        return None
    head, body_starts = data[:head_ends].lower() + b"\r\n", head_ends + 4
    status = int(head[9:12])
    if status in (204, 304):
        return status, b""
    if (at := head.find(b"\r\ncontent-length:")) >= 0:
        length = int(head[at + 17 : head.index(b"\r\n", at + 17)])
        return (status, bytes(data[body_starts:])) if len(data) - body_starts >= length else None
    if b"\r\ntransfer-encoding: chunked\r\n" in head:
        # Looked into only when it may be complete: taking it apart with each arrival would be quadratic.
        if not data.endswith(b"0\r\n\r\n"):
            return None
        with suppress(ValueError):  # those bytes can also end a piece in the middle
            return status, _unchunk(data[body_starts:])
        return None
    raise BadReply("a reply without a length")


def _unchunk(data: bytearray) -> bytes:
    body, at = bytearray(), 0
    while size := int(data[at : (line_ends := data.index(b"\r\n", at))].split(b";")[0], 16):
        body += data[line_ends + 2 : line_ends + 2 + size]
        at = line_ends + 4 + size
    return bytes(body)


def main() -> None:
    parser = argparse.ArgumentParser(description="GET one path of a server on this machine, again and again.")
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    requests = repeat(request("GET", args.path, port=args.port))
    report = drive(args.port, requests, connections=args.connections, seconds=args.seconds)
    summary = report.summary()
    print(json.dumps(summary) if args.json else "\n".join(f"{name}: {value}" for name, value in summary.items()))


if __name__ == "__main__":
    main()
