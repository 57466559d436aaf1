from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import resource
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, IncompleteRead
from time import sleep
from types import SimpleNamespace
from typing import Any
from wsgiref.types import WSGIEnvironment

import pytest

from quizapp.web.gateway import LARGEST_BODY, LARGEST_FILE, THREADS, Gateway, SendAll
from quizapp.web.server import BACKLOG
from tests.web.served import Running, old_fashioned, running


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running() as server:
        yield server


def test_it_serves_a_page(server: Running) -> None:
    response, body = server.ask("GET", "/")
    assert (response.status, body) == (200, b"lobby")
    assert response.getheader("content-length") == "5"


def test_the_application_is_told_everything_about_the_request(server: Running) -> None:
    head = (
        b"GET /echo/caf%C3%A9%20a%2Fb?week=3&q=%C3%A9 HTTP/1.1\r\nHost: school.test:81\r\nConnection: close\r\n"
        b"Cookie: seat=lin\r\nCookie: theme=dark\r\nX-Two: 1\r\nX-Two: 2\r\nX-Forwarded-For: 6.6.6.6\r\n"
        b"X_Forwarded_For: 7.7.7.7\r\n\r\n"
    )
    told = json.loads(server.raw(head).partition(b"\r\n\r\n")[2])
    environ = told["environ"]
    assert told["path"] == "café a/b"
    assert told["cookies"] == {"seat": "lin", "theme": "dark"}
    assert environ["PATH_INFO"] == "/echo/café a/b".encode().decode("latin-1")
    assert environ["REQUEST_METHOD"] == "GET"
    assert environ["QUERY_STRING"] == "week=3&q=%C3%A9"
    assert environ["HTTP_HOST"] == "school.test:81"
    assert environ["HTTP_X_TWO"] == "1,2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "6.6.6.6"
    assert environ["REMOTE_ADDR"] == "127.0.0.1"
    assert environ["SERVER_PORT"] == str(server.port)
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert environ["wsgi.url_scheme"] == "http"
    assert "CONTENT_LENGTH" not in environ


def test_a_posted_form_arrives(server: Running) -> None:
    _, body = server.ask("POST", "/echo/", b"choice=b", **{"Content-Type": "application/x-www-form-urlencoded"})
    told = json.loads(body)
    assert told["body"] == "choice=b"
    assert told["environ"]["CONTENT_LENGTH"] == "8"
    assert told["environ"]["CONTENT_TYPE"] == "application/x-www-form-urlencoded"
    assert not {"HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE"} & told["environ"].keys()


def test_a_reply_may_leave_later_with_the_pages_own_headers(server: Running) -> None:
    response, body = server.ask("GET", "/later")
    assert (response.status, body) == (409, b"taken")
    assert response.getheader("retry-after") == "2"
    assert response.getheader("x-page") == "later"
    assert response.getheader("content-length") == "5"


def test_more_replies_can_be_waited_for_than_there_are_threads(server: Running) -> None:
    with ThreadPoolExecutor(4 * THREADS) as learners:
        replies = list(learners.map(lambda _: server.ask("GET", "/later")[1], range(4 * THREADS)))
    assert replies == [b"taken"] * 4 * THREADS


def test_a_reply_that_could_not_be_started_says_so(server: Running) -> None:
    response, _ = server.ask("GET", "/later?fail")
    assert response.status == 500


def test_what_needs_no_waiting_is_answered_without_a_thread(server: Running) -> None:
    response, body = server.ask("POST", "/prompt", b"chosen")
    assert (response.status, body) == (200, b"chosen on the loop")
    assert response.getheader("x-page") == "prompt"


@pytest.mark.parametrize("why", ["no", "fail"])
def test_what_turns_out_to_need_a_thread_gets_one(server: Running, why: str) -> None:
    response, body = server.ask("POST", f"/prompt?{why}", b"chosen")
    assert (response.status, body) == (200, b"chosen in web")
    assert response.getheader("x-page") is None


def test_a_body_that_stops_half_way_is_refused_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.web.gateway.BODY_SECONDS", 0)

    async def silent() -> tuple[int, str]:
        told: list[tuple[int, str]] = []

        class Proto:
            def __call__(self) -> asyncio.Future[bytes]:
                return asyncio.get_running_loop().create_future()

            def response_str(self, status: int, headers: object, text: str) -> None:
                told.append((status, text))

        gateway = Gateway(old_fashioned)
        scope: Any = SimpleNamespace(headers={"content-length": "8"}, path="/")
        proto: Any = Proto()
        asking = asyncio.create_task(gateway.__rsgi__(scope, proto))
        gateway.__rsgi_init__(asyncio.get_running_loop())
        await asyncio.sleep(0)
        gateway._end_late()
        await asking
        gateway.close()
        return told[0]

    assert asyncio.run(silent()) == (408, "The request did not arrive in a minute; please send it again.")


def test_what_is_answered_on_the_loop_leaves_no_garbage() -> None:
    class Proto:
        async def __call__(self) -> bytes:
            return b"{}"

        def response_bytes(self, status: int, headers: object, body: bytes) -> None: ...

    def prompt(environ: WSGIEnvironment, send: SendAll) -> bool:
        send(200, [], environ["wsgi.input"].read())
        return True

    async def garbage_of(requests: int) -> int:
        gateway = Gateway(old_fashioned, prompt=prompt)
        gateway.__rsgi_init__(asyncio.get_running_loop())
        proto: Any = Proto()
        names = ("server", "client", "method", "path", "query_string", "http_version", "scheme")
        scope: Any = SimpleNamespace(**dict.fromkeys(names, "x"), authority=None, headers={"content-length": "2"})
        await gateway.__rsgi__(scope, proto)
        gc.collect()
        for _ in range(requests):
            await gateway.__rsgi__(scope, proto)
        found = gc.collect()
        gateway.close()
        return found

    assert asyncio.run(garbage_of(100)) < 100


def test_a_body_whose_end_could_not_be_told_is_refused(server: Running) -> None:
    chunked = b"POST /echo/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nchoice=b\r\n"
    reply = server.raw(chunked)
    assert reply.startswith(b"HTTP/1.1 411 ")
    assert b"connection: close" in reply
    assert b"send the request with a Content-Length" in reply


def test_the_largest_upload_arrives(server: Running) -> None:
    _, body = server.ask("POST", "/echo/", b"x" * LARGEST_BODY)
    assert json.loads(body)["length"] == LARGEST_BODY


def test_a_file_of_questions_may_be_larger_and_arrives_alone(server: Running) -> None:
    """What such bodies take of memory is then known: a second one waits until the first has been answered."""
    head = "POST /questions/bring HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n"
    address = ("127.0.0.1", server.port)
    with socket.create_connection(address, timeout=10) as first, socket.create_connection(address) as second:
        first.sendall(head.format(LARGEST_FILE).encode() + b"x")
        assert server.ask("GET", "/")[1] == b"lobby"  # by now the first has begun
        second.settimeout(0.3)
        with pytest.raises(TimeoutError):
            second.sendall(head.format(LARGEST_BODY + 1).encode() + b"x" * (LARGEST_BODY + 1))
    _, body = server.ask("POST", "/questions/bring", b"x" * LARGEST_FILE)
    assert json.loads(body)["length"] == LARGEST_FILE
    assert b"At most 20 MiB can be sent at once" in server.raw(head.format(LARGEST_FILE + 1).encode())


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(server: Running) -> None:
    head = f"POST /echo/ HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"
    reply = server.raw(head.encode())
    assert reply.startswith(b"HTTP/1.1 413 ")
    assert b"At most 6 MiB can be sent at once; send a smaller file." in reply


def test_head_has_the_length_and_no_body(server: Running) -> None:
    reply = server.raw(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    first, _, second = reply.partition(b"\r\n\r\n")
    assert b"content-length: 5" in first
    assert second.startswith(b"HTTP/1.1 200 ")
    assert second.endswith(b"\r\n\r\nlobby")


def test_a_page_that_has_not_changed_has_no_body(server: Running) -> None:
    response, body = server.ask("GET", "/unchanged")
    assert (response.status, body, response.getheader("etag")) == (304, b"", '"17"')


def test_a_page_made_in_pieces_is_sent_in_pieces(server: Running) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/pieces")
        response = connection.getresponse()
        assert response.read1() == b"first "
        server.ask("GET", "/release")
        assert response.read() == b"second"


def test_a_reader_who_leaves_ends_the_work_for_him_and_nobody_notices() -> None:
    with running() as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(b"GET /slow/0.1 HTTP/1.1\r\nHost: x\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
        for _ in range(3000):
            if json.loads(server.ask("GET", "/release")[1])["closed"]:
                break
            sleep(0.01)
        assert json.loads(server.ask("GET", "/release")[1])["closed"] == ["endless"]
        sleep(0.2)
        assert server.stop() == ""


def test_a_failure_outside_of_the_pages_is_a_plain_500_and_leaves_a_trace() -> None:
    with running() as server:
        for path in ("/raw/raise", "/raw/exit", "/raw/silent", "/raw/twice"):
            response, body = server.ask("GET", path)
            assert (response.status, body) == (500, b"Something went wrong here. Please try again.\n")
        for _ in range(20):  # no thread has died of it
            assert server.ask("GET", "/")[0].status == 200
        trace = server.stop()
    assert "ZeroDivisionError: in the middle of a lesson" in trace
    assert "GET /raw/raise" in trace
    assert "no status" in trace


def test_a_table_that_breaks_off_is_not_taken_for_complete() -> None:
    with running() as server:
        assert server.ask("GET", "/raw/breaks")[0].status == 500
        with pytest.raises(IncompleteRead):
            server.ask("GET", "/raw/breaks-late")
        assert server.stop().count("ZeroDivisionError: while the table was written") == 2


def test_a_large_table_arrives_whole(server: Running) -> None:
    response, body = server.ask("GET", "/large")
    assert (response.status, len(body)) == (200, 20_000_000)


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/raw/instead", 503, b"later"),
        ("/raw/write", 200, b"written, returned"),
        ("/raw/late", 200, b"late"),
    ],
)
def test_old_ways_of_answering_work(server: Running, path: str, status: int, text: bytes) -> None:
    response, body = server.ask("GET", path)
    assert (response.status, body) == (status, text)


def test_a_page_is_served_while_more_streams_are_open_than_may_queue(server: Running) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, BACKLOG + 1000), hard))
    try:
        with contextlib.ExitStack() as streams:
            for _ in range(BACKLOG + 50):
                streams.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            assert server.ask("GET", "/")[1] == b"lobby"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_class_is_served_while_others_wait(server: Running) -> None:
    with ThreadPoolExecutor(40) as learners:
        slow = [learners.submit(server.ask, "GET", "/slow/0.05") for _ in range(20)]
        quick = [learners.submit(server.ask, "GET", "/") for _ in range(20)]
        assert [future.result()[1] for future in slow] == [b"done"] * 20
        assert [future.result()[1] for future in quick] == [b"lobby"] * 20
