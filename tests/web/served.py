"""A small application in a server process of its own, and how tests talk to it.

`python -m tests.web.served PORT` runs it by hand.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from time import sleep
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request

from quizapp.web.gateway import REPLY_LATER, Send, SendAll
from quizapp.web.server import serve

pages = Flask(__name__)
released = threading.Event()
closed: list[str] = []
begun: list[float] = []


@pages.get("/")
def lobby() -> str:
    return "lobby"


@pages.route("/questions/bring", defaults={"path": "bring"}, methods=["POST"])
@pages.route("/echo/", defaults={"path": ""}, methods=["GET", "POST"])
@pages.route("/echo/<path:path>", methods=["GET", "POST"])
def echo(path: str) -> dict[str, Any]:
    environ = {name: value for name, value in request.environ.items() if isinstance(value, str)}
    body = request.get_data()
    return {
        "path": path,
        "environ": environ,
        "cookies": request.cookies,
        "length": len(body),
        "body": body[:9].decode(),
    }


@pages.get("/unchanged")
def unchanged() -> Response:
    return Response(status=304, headers={"ETag": '"17"'})


@pages.get("/later")
def later() -> Response:
    """Answered by another thread, long after this one is free: or not at all."""

    fails = "fail" in request.args

    def start(send: Send) -> None:
        if fails:
            raise RuntimeError("could not even start")
        threading.Timer(0.2, send, (409, {"Retry-After": "2"}, b"taken")).start()

    request.environ[REPLY_LATER](start)
    return Response("never sent", headers={"X-Page": "later"})


@pages.get("/release")
def release() -> dict[str, Any]:
    released.set()
    return {"closed": closed}


@pages.get("/pieces")
def pieces() -> Response:
    def write() -> Iterator[str]:
        released.clear()
        yield "first "
        released.wait(10)
        yield "second"

    return Response(write(), mimetype="text/plain", headers={"X-Accel-Buffering": "no"})


@pages.get("/endless")
def endless() -> Response:
    def write() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 65536
        finally:
            closed.append("endless")

    return Response(write(), mimetype="text/plain")


@pages.get("/large")
def large() -> Response:
    return Response((b"x" * 1_000_000 for _ in range(20)), mimetype="text/csv")


@pages.get("/slow/<float:seconds>")
def slow(seconds: float) -> str:
    begun.append(seconds)
    sleep(seconds)
    return "done"


@pages.get("/begun")
def how_many_begun() -> str:
    return str(len(begun))


@pages.get("/open-files")
def open_files() -> str:
    import resource

    return str(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def old_fashioned(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What Flask never does, yet WSGI allows or forbids."""
    plain = [("Content-Type", "text/plain")]
    match environ["PATH_INFO"]:
        case "/raw/raise":
            raise ZeroDivisionError("in the middle of a lesson")
        case "/raw/exit":
            raise SystemExit
        case "/raw/silent":
            return [b"no status"]
        case "/raw/twice":
            start_response("200 OK", plain)
            start_response("200 OK", plain)
        case "/raw/instead":
            start_response("200 OK", plain)
            try:
                raise ValueError
            except ValueError:
                start_response("503 Later", plain, sys.exc_info())
            return [b"later"]
        case "/raw/write":
            write = start_response("200 OK", plain)
            write(b"written, ")
            return [b"returned"]
        case "/raw/late":
            return late(start_response)
        case "/raw/breaks":
            return breaks(start_response, rows=1)
        case "/raw/breaks-late":
            return breaks(start_response, rows=10)
    return pages(environ, start_response)


def late(start_response: StartResponse) -> Iterator[bytes]:
    start_response("200 OK", [("Content-Length", "4")])
    yield b"late"


def breaks(start_response: StartResponse, rows: int) -> Iterator[bytes]:
    """A table of 20 MiB that fails after some rows of 1 MiB."""
    start_response("200 OK", [("Content-Type", "text/csv"), ("Content-Length", str(20 * 1024 * 1024))])
    for _ in range(rows):
        yield b"lin,1,0,1\n" + b"," * (1024 * 1024 - 10)
    raise ZeroDivisionError("while the table was written")


def prompt(environ: WSGIEnvironment, send: SendAll) -> bool:
    """Begins `/prompt` on the event loop, and neither `/prompt?no` nor `/prompt?fail`."""
    if environ["PATH_INFO"] != "/prompt" or environ["QUERY_STRING"] == "no":
        return False
    if environ["QUERY_STRING"] == "fail":
        raise ZeroDivisionError("on the loop")
    here = threading.current_thread() is threading.main_thread()
    send(200, [("x-page", "prompt")], environ["wsgi.input"].read() + b" on the loop" * here)
    return True


@pages.route("/prompt", methods=["POST"])
def not_prompt() -> str:
    return f"{request.get_data(as_text=True)} in {threading.current_thread().name.partition('-')[0]}"


def main() -> None:
    serve(
        old_fashioned,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        prompt=prompt,
        on_ready=lambda url: print(url, flush=True),
    )


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int

    def ask(
        self, method: str, path: str, body: bytes | Iterable[bytes] | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response, response.read()

    def raw(self, data: bytes) -> bytes:
        """Send bytes; return what comes back until the server closes."""
        received = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(data)
            while piece := connection.recv(65536):
                received += piece
        return received

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """What the server had to say for itself on standard error."""
        self.process.send_signal(how)
        return self.process.communicate(timeout=60)[1]


@contextmanager
def running(*prefix: str) -> Iterator[Running]:
    command = [*prefix, sys.executable, "-m", "tests.web.served", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Running(process, int(process.stdout.readline().rpartition(":")[2]))
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    main()
