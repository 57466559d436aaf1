from __future__ import annotations

import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from quizapp.core.errors import BadInput
from quizapp.web.server import serve
from tests.web.served import pages, running


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_answers_what_has_come_and_takes_no_more(how: signal.Signals) -> None:
    with running() as server, ThreadPoolExecutor(20) as learners:
        asked = [learners.submit(server.ask, "GET", "/slow/0.4") for _ in range(12)]
        while int(server.ask("GET", "/begun")[1]) < len(asked):
            sleep(0.01)
        assert server.stop(how) == ""
        assert [future.result()[1] for future in asked] == [b"done"] * 12
        assert server.process.returncode == 0
        with pytest.raises(ConnectionRefusedError):
            server.ask("GET", "/")


@pytest.mark.parametrize("shared", [False, True])
def test_it_says_that_a_port_is_in_use(shared: bool) -> None:
    with socket.socket() as other:
        if shared:  # as another quizapp would
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BadInput, match=f"^port {port} is in use; choose another with --port$"):
            serve(pages, host="127.0.0.1", port=port)


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 8000), ("192.0.2.1", 8000), ("127.0.0.1", 70000)])
def test_it_says_that_an_address_cannot_be_had(host: str, port: int) -> None:
    with pytest.raises(BadInput, match="--host"):
        serve(pages, host=host, port=port)


def test_it_raises_its_limit_of_open_files_or_says_that_it_cannot() -> None:
    with running("sh", "-c", 'ulimit -S -n 200; exec "$@"', "sh") as server:
        assert int(server.ask("GET", "/open-files")[1]) >= 2304
        assert server.stop() == ""
    with running("sh", "-c", 'ulimit -n 200; exec "$@"', "sh") as server:
        assert "this system allows 200 open files, 2304 are needed" in server.stop()
