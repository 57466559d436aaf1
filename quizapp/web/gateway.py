"""Between granian and Flask: requests arrive on an event loop and are answered by threads.

granian hands each request to a coroutine (its interface is called RSGI). The coroutine collects the body, which may
come slowly and in a thousand pieces without occupying a thread, and passes the request on to one of eight threads;
that thread runs the WSGI application and sends the reply. The loop stays free for event streams.

granian's own WSGI mode needs a third less CPU for a trivial page, but a thread for each event stream. Generic
converters from WSGI to an event loop need two to four times as much as this one, which is short enough to read. It
follows PEP 3333, https://peps.python.org/pep-3333/, with one exception, explained where replies are held back.

Three things are added to WSGI. A view whose reply depends on something slow puts a function into
`environ[REPLY_LATER]`. Its thread is then free, and the reply leaves when that function's `send` is called. A view that
has checked who asks for an event stream puts a coroutine into `environ[STREAM]`, which then replies on the loop. And a
request that `prompt` takes is begun on the loop, where nothing may wait: waking a thread for each answer
cost a fifth of its CPU time.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from itertools import chain
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias
from wsgiref.types import WSGIApplication, WSGIEnvironment

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # public, yet not marked as exported

from quizapp.formats.limits import MAX_FILE

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]  # likewise

logger = logging.getLogger(__name__)

MEBIBYTE = 1024 * 1024
THREADS = 8
LARGEST_BODY = 6 * MEBIBYTE + MEBIBYTE // 4  # the largest upload plus its form around it; pages set limits of their own
LARGEST_FILE = MAX_FILE + MEBIBYTE // 4  # where files of questions arrive, one at a time
ROOMY = frozenset({"/questions/bring"})
HELD_BACK = 8 * MEBIBYTE  # of a reply, before its first byte is sent
BODY_SECONDS = 60.0
SEND_SECONDS = 30.0  # for one piece of a streamed reply, to a client that reads slowly

Headers: TypeAlias = list[tuple[str, str]]
Send: TypeAlias = Callable[[int, dict[str, str], bytes], None]
"""Send a postponed reply: status, headers beside those of the view's own response, body. To be called once."""

REPLY_LATER = "quizapp.reply_later"
"""Key of the environment; its value takes a function that is started with `Send` once the view has returned."""

Stream: TypeAlias = "Callable[[HTTPProtocol], Awaitable[None]]"
STREAM = "quizapp.stream"
"""Key of the environment; its value takes a coroutine function that makes the reply on the event loop instead."""

SendAll: TypeAlias = Callable[[int, Headers, bytes], object]
"""Send a whole reply: status, all headers with names in small letters, body. To be called once, from any thread."""

Prompt: TypeAlias = Callable[[WSGIEnvironment, SendAll], bool]
"""Begins a reply on the event loop, where it waits for nothing. False if it does not; then nothing is to be sent."""

ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None


class BodyRefused(Exception):
    """The request will not be answered by the application: `status` and a sentence for people."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Gateway:
    """An RSGI application that answers every request with a WSGI application."""

    def __init__(
        self,
        app: WSGIApplication,
        *,
        prompt: Prompt | None = None,
        threads: int = THREADS,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._app = app
        self._prompt = prompt
        self._largest_body = largest_body
        self._requests: SimpleQueue[_Exchange | None] = SimpleQueue()
        self._finished: deque[asyncio.Future[None]] = deque()
        self._waking = False
        self._awaited: dict[asyncio.Task[Any], float] = {}  # whose body is still coming, until when
        self._active = 0
        self._one_large = asyncio.Semaphore(1)
        self._idle = asyncio.Event()
        self._idle.set()
        # Daemons: a view that hangs must not keep the process from ending.
        self._threads = [Thread(target=self._work, name=f"web-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by granian before the first request."""
        self._loop = loop
        self._end_late()

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        self._active += 1
        self._idle.clear()
        alone = False
        try:
            try:
                headers = scope.headers.items()
                length = self._length(headers, scope.path)
                if length > self._largest_body:
                    await self._one_large.acquire()
                    alone = True
                body = await self._body(proto, length)
            except BodyRefused as refused:
                # "close", since the rest of the body is still coming and is not the next request.
                lines = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
                proto.response_str(refused.status, lines, refused.sentence)
                return
            exchange = _Exchange(self._app, self._loop, scope, proto, headers, body, self._finish)
            if self._prompt is None or not exchange.begin(self._prompt):
                self._requests.put(exchange)
            await exchange.done
            stream = exchange.stream
            del exchange, headers, body  # a stream lasts for an hour, and there are a thousand of them
            if stream is not None:
                await stream(proto)
        except ProtocolClosed:
            pass  # the client has gone; nobody is left to tell
        finally:
            if alone:
                self._one_large.release()
            self._active -= 1
            if not self._active:
                self._idle.set()

    async def finish(self, patience: float) -> bool:
        """Wait until all requests under way are answered; False if some are not after `patience` seconds."""
        try:
            await asyncio.wait_for(self._idle.wait(), patience)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Let the threads end after the requests that have already come."""
        for _ in self._threads:
            self._requests.put(None)

    def _work(self) -> None:
        while (exchange := self._requests.get()) is not None:
            exchange.answer()

    def _finish(self, exchange: _Exchange) -> None:
        """Tell the loop, from whatever thread, that a reply has left."""
        self._finished.append(exchange.done)
        if not self._waking:  # waking the loop is a system call; replies that end together share one
            self._waking = True
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        # Cleared before the queue is read: who appends later than that wakes the loop again.
        self._waking = False
        while self._finished:
            done = self._finished.popleft()
            if not done.done():
                done.set_result(None)

    def _length(self, headers: Headers, path: str) -> int:
        """How long the body is. Raises BodyRefused for one that is too large, before any of it is read."""
        length = 0
        for name, value in headers:
            if name == "content-length":
                length = int(value)  # granian has refused everything but digits
            elif name == "transfer-encoding":
                # granian cannot tell us whether such a body has come to its end or broken off: half an essay must
                # not be taken for a whole one. No browser sends forms this way, and proxies declare the length.
                raise BodyRefused(411, "The length is missing; send the request with a Content-Length.")
        most = LARGEST_FILE if path in ROOMY else self._largest_body
        if length > most:
            raise BodyRefused(413, f"At most {most // MEBIBYTE} MiB can be sent at once; send a smaller file.")
        return length

    async def _body(self, proto: HTTPProtocol, length: int) -> bytes:
        """The whole body. Raises BodyRefused for one that does not arrive."""
        if not length:
            return b""
        task = asyncio.current_task()
        assert task is not None
        self._awaited[task] = late = self._loop.time() + BODY_SECONDS
        try:
            return await proto()
        except asyncio.CancelledError:
            if self._loop.time() < late:
                raise
            raise BodyRefused(408, "The request did not arrive in a minute; please send it again.") from None
        finally:
            del self._awaited[task]

    def _end_late(self) -> None:
        """Once a second: a timer for each body would cost more than all the rest that the loop does for it."""
        for task, late in list(self._awaited.items()):
            if late <= self._loop.time():
                task.cancel()
        self._loop.call_later(1.0, self._end_late)


class _Exchange:
    """One request and its reply."""

    def __init__(
        self,
        app: WSGIApplication,
        loop: asyncio.AbstractEventLoop,
        scope: Scope,
        proto: HTTPProtocol,
        headers: Headers,
        body: bytes,
        finish: Callable[[_Exchange], None],
    ) -> None:
        self._app = app
        self._loop = loop
        self._scope = scope
        self._proto = proto
        self._variables = environ(scope, headers, body)
        self._finish = finish
        self.done = loop.create_future()
        self._status = 0
        self._headers: Headers = []
        self._written: list[bytes] = []  # by the write() of old applications
        self._sent = False
        self._postponed: Callable[[Send], object] | None = None
        self.stream: Stream | None = None

    def begin(self, prompt: Prompt) -> bool:
        """On the loop: start the reply, if it needs no thread. Raises nothing; False leaves all to `answer`."""
        try:
            return prompt(self._variables, self._send_all)
        except Exception:
            logger.exception("%s %s failed on the loop", self._scope.method, self._scope.path)
            return False

    def answer(self) -> None:
        """In a thread: run the application and send what it says, or start what will. Raises nothing."""
        self._variables |= {REPLY_LATER: self._postpone, STREAM: self._hand_over}  # only here: it makes a cycle
        try:
            self._run()
            if self._postponed is not None:
                self._postponed(self._send_postponed)
                return  # by now another thread may have finished
        except ProtocolClosed:
            pass
        # SystemExit from a view as well: it would end the thread and leave the client waiting.
        except BaseException:
            logger.exception("%s %s failed outside of the application", self._scope.method, self._scope.path)
            if not self._sent:
                plain = [("content-type", "text/plain; charset=utf-8")]
                with suppress(ProtocolClosed):
                    self._send_whole(500, plain, b"Something went wrong here. Please try again.\n")
        self._finish(self)

    def _hand_over(self, stream: Stream) -> None:
        self.stream = stream

    def _postpone(self, start: Callable[[Send], object]) -> None:
        self._postponed = start

    def _send_postponed(self, status: int, more: dict[str, str], body: bytes) -> None:
        own = ((name, value) for name, value in self._headers if name != "content-length")  # granian sends it
        self._send_all(status, [*own, *((name.lower(), value) for name, value in more.items())], body)

    def _send_all(self, status: int, headers: Headers, body: bytes) -> None:
        with suppress(ProtocolClosed):
            self._send_whole(status, headers, body)
        self._finish(self)

    def _run(self) -> None:
        pieces = self._app(self._variables, self._start_response)
        try:
            if self._postponed is None:
                self._reply(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    def _reply(self, pieces: Iterable[bytes]) -> None:
        rest = iter(pieces)
        first = next(rest, b"")  # an application may call start_response as late as this
        if not self._status:
            raise RuntimeError("the application has sent no status")
        if self.stream is not None:
            if self._status == 200 and self._scope.method == "GET":
                self._sent = True
                return
            self.stream = None
        if self._scope.method == "HEAD" or self._status in (204, 304):
            self._sent = True
            self._proto.response_empty(self._status, self._headers)
            return
        held = [*self._written, first]
        if ("x-accel-buffering", "no") not in self._headers:
            # Held back, against the letter of PEP 3333: a page that fails half-way can then still say so, and a
            # table that breaks off is not taken for complete. The header, known from proxies, asks for haste.
            size = len(first)
            for piece in rest:
                held.append(piece)
                size += len(piece)
                if size > HELD_BACK:
                    break
            else:
                self._send_whole(self._status, self._headers, b"".join(held))
                return
        self._send_pieces(held, rest)

    def _send_whole(self, status: int, headers: Headers, body: bytes) -> None:
        self._sent = True
        self._proto.response_bytes(status, headers, body)

    def _send_pieces(self, held: list[bytes], rest: Iterator[bytes]) -> None:
        """As the application makes them, but no faster than the client reads."""
        self._sent = True
        transport = self._proto.response_stream(self._status, self._headers)

        async def send(piece: bytes) -> None:
            async with asyncio.timeout(SEND_SECONDS):
                await transport.send_bytes(piece)

        try:
            for piece in chain(held, rest):
                if piece:
                    asyncio.run_coroutine_threadsafe(send(piece), self._loop).result()
        except TimeoutError:
            raise ProtocolClosed("the client has stopped reading") from None

    def _start_response(self, status: str, headers: Headers, exc_info: ExcInfo = None, /) -> Callable[[bytes], object]:
        if exc_info is not None and exc_info[1] is not None:
            if self._sent:
                raise exc_info[1]
        elif self._status:
            raise RuntimeError("start_response was called twice")
        self._status = int(status[:3])
        self._headers = [(name.lower(), value) for name, value in headers]
        return self._written.append


@lru_cache(maxsize=512)
def _variable(name: str) -> str | None:
    """The environment variable of a header; None for names that could pass for another header's variable."""
    if "_" in name:  # `x_forwarded_for` would become the same variable as `x-forwarded-for`
        return None
    variable = name.upper().replace("-", "_")
    return variable if variable in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{variable}"


def environ(scope: Scope, headers: Headers, body: bytes) -> WSGIEnvironment:
    """What WSGI calls the environment: the request as one dictionary."""
    server, _, port = scope.server.rpartition(":")
    client, _, client_port = scope.client.rpartition(":")
    variables: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # granian has decoded it as UTF-8; WSGI wants the same bytes, each as one character.
        "PATH_INFO": scope.path if scope.path.isascii() else scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "REMOTE_ADDR": client.strip("[]"),
        "REMOTE_PORT": client_port,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers:
        variable = _variable(name)
        if variable is None:
            continue
        if variable in variables:
            value = f"{variables[variable]}{'; ' if name == 'cookie' else ','}{value}"
        variables[variable] = value
    if scope.authority is not None:  # GET http://host/path: the address overrides the Host header, RFC 9112, 3.2.2
        variables["HTTP_HOST"] = scope.authority
    return variables
