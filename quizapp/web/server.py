"""Serving on one port, in one process: granian around `gateway.py`, started inside this very process.

granian would rather start worker processes and watch over them. Its embedded server does without; measured in turn
on two busy cores with a bare Flask page: 0.39 s from start to first page against 0.53 s (of which `import flask`
takes 0.38 s), 43 MiB of memory against 66, and the same 5,000 to 6,000 pages per CPU second. One process is also
what the answer writer wants, since SQLite has one writer. In exchange we look after signals, readiness and requests
under way ourselves, below. Several web processes on PostgreSQL would change our mind, and so would granian dropping
the embedded server, which it calls experimental.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from types import FrameType
from typing import TypeVarTuple
from wsgiref.types import WSGIApplication

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from quizapp.core.errors import BadInput
from quizapp.web.gateway import Gateway, Prompt
from quizapp.web.hub import MOST_STREAMS

logger = logging.getLogger(__name__)

BACKLOG = 2048
OPEN_FILES = BACKLOG + 256  # a connection each, and some for database, templates and logs
FINISH_SECONDS = 10.0

_Args = TypeVarTuple("_Args")
if sys.platform == "win32":
    _Loop = asyncio.ProactorEventLoop
else:
    _Loop = asyncio.SelectorEventLoop


class Loop(_Loop):
    """asyncio's, but woken once for all that other threads hand over until it is awake.

    asyncio makes a system call for each; the thread gives the interpreter away meanwhile and waits until it gets it
    back. granian hands over each request from a thread, and that took a sixth of the CPU time of an answer.
    """

    _waking = False

    def call_soon_threadsafe(
        self, callback: Callable[[*_Args], object], *args: *_Args, context: Context | None = None
    ) -> asyncio.Handle:
        if self.get_debug():  # `call_soon` then refuses other threads
            return super().call_soon_threadsafe(callback, *args, context=context)
        handle = self.call_soon(callback, *args, context=context)  # asyncio's own does no more to be safe
        if not self._waking:
            self._waking = True
            super().call_soon_threadsafe(self._awake)
        return handle

    def _awake(self) -> None:
        self._waking = False  # what came before this is in line and will run; what comes now wakes it again


def serve(
    app: WSGIApplication,
    *,
    host: str,
    port: int,
    prompt: Prompt | None = None,
    on_ready: Callable[[str], object] | None = None,
    on_stop: Callable[[], object] | None = None,
) -> None:
    """Serve `app` until SIGTERM or Ctrl-C, then answer what has already come and return.

    `prompt` is asked first, on the event loop. `on_ready` is called with the address once pages can be fetched,
    `on_stop` on the event loop when it is to stop, to end event streams. Port 0 takes any free one. Call it in the main
    thread, where signals arrive. Raises BadInput when host or port cannot be had.
    """
    address, port = free_address(host, port)
    _allow_open_files(OPEN_FILES)
    # What has been loaded stays. Looking through it for garbage, as Python does now and then, took an eighth of a
    # second of CPU time each time, and whole live rooms waited.
    gc.collect()
    gc.freeze()
    # And what comes later is looked through less often, and who waits for the interpreter gets it sooner than after
    # 5 ms: the loop, granian and the answers' thread take turns at it. Both together save a tenth of an answer's cost.
    gc.set_threshold(10_000)
    sys.setswitchinterval(0.001)
    with asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(_serve(Gateway(app, prompt=prompt), address, port, on_ready, on_stop))


async def _serve(
    gateway: Gateway,
    address: str,
    port: int,
    on_ready: Callable[[str], object] | None,
    on_stop: Callable[[], object] | None,
) -> None:
    server = Server(
        gateway,
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        backpressure=MOST_STREAMS + BACKLOG,  # connections at once; granian would take no more than the backlog
        log_enabled=False,
    )

    def stop() -> None:
        if on_stop is not None:  # first: granian waits for replies under way, and an event stream never ends by itself
            on_stop()
        server.stop()  # type: ignore[no-untyped-call]  # granian gives it no types

    _on_signals(stop)
    ready = asyncio.create_task(_tell_when_ready(address, port, on_ready))
    try:
        await server.serve()
        # granian takes no more connections now, but the coroutines of its requests live on this loop.
        if not await gateway.finish(FINISH_SECONDS):
            logger.warning("stopped before all requests were answered")
        await asyncio.sleep(0.05)  # for its own threads to hand the last bytes to the kernel
    finally:
        ready.cancel()
        gateway.close()


async def _tell_when_ready(address: str, port: int, on_ready: Callable[[str], object] | None) -> None:
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(address, port)
            writer.close()
            break
        await asyncio.sleep(0.005)
    if on_ready is not None:
        on_ready(f"http://{f'[{address}]' if ':' in address else address}:{port}")


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()

    def handle(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)  # who asks a second time means at once
        loop.call_soon_threadsafe(stop)

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, handle)


def free_address(host: str, port: int) -> tuple[str, int]:
    """The numeric address and port to listen on. Raises BadInput when they cannot be had.

    granian lets several servers share a port (SO_REUSEPORT), so a second quizapp would silently take half of the
    requests. A socket without that option finds out first.
    """
    try:
        if not 0 <= port <= 65535:  # the system would take the remainder
            raise OverflowError
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, OverflowError) as error:
        raise BadInput(f"{host}:{port} is no address to listen on; try --host 127.0.0.1") from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would mean sharing; here: forget connections that have ended
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise BadInput(_why_not(error, host, port)) from error
        name = probe.getsockname()
        return str(name[0]), int(name[1])


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} is reserved for the system; choose one above 1023 with --port"
    return f"cannot listen on {host}:{port}: {error.strerror}; choose others with --host and --port"


def _allow_open_files(needed: int) -> None:
    """Raise this process's own limit where the system permits it, and say so where it does not."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = needed + MOST_STREAMS  # an event stream holds its connection for as long as its live room is watched
    if soft < wanted and soft != resource.RLIM_INFINITY:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        if allowed < needed:
            logger.warning(
                "this system allows %d open files, %d are needed for %d people at once; raise it with ulimit -n",
                allowed,
                needed,
                BACKLOG,
            )
