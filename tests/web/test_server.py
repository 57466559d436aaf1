from __future__ import annotations

import asyncio
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest

from quizapp.core.errors import BadInput
from quizapp.web.server import Loop, serve
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


def handed_over(threads: int, each: int, *, debug: bool = False) -> list[tuple[int, int]]:
    """What a loop has run of all that threads hand to it at once, in its order; it ends with the last."""
    ran: list[tuple[int, int]] = []
    loop = Loop()
    loop.set_debug(debug)

    def run(thread: int, n: int) -> None:
        ran.append((thread, n))
        if len(ran) == threads * each:
            loop.stop()

    def hand_over(thread: int) -> None:
        for n in range(each):
            loop.call_soon_threadsafe(run, thread, n)
            if n % 7 == 0:
                sleep(0)  # for the loop to fall asleep now and then

    with ThreadPoolExecutor(threads) as pool:
        for thread in range(threads):
            pool.submit(hand_over, thread)
        loop.call_later(60, loop.stop)
        loop.run_forever()
    loop.close()
    return ran


@pytest.mark.parametrize("debug", [False, True])
def test_all_that_threads_hand_to_the_loop_is_done_in_their_order(debug: bool) -> None:
    each = 200 if debug else 5000
    ran = handed_over(4, each, debug=debug)
    assert len(ran) == 4 * each
    for thread in range(4):
        assert [n for number, n in ran if number == thread] == list(range(each))


def test_a_loop_that_sleeps_is_woken_once_for_all_that_comes_until_it_is_awake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[object] = []
    wake = asyncio.SelectorEventLoop.call_soon_threadsafe

    def counted(loop: asyncio.SelectorEventLoop, *given: Any) -> asyncio.Handle:
        woken.append(loop)
        return wake(loop, *given)

    monkeypatch.setattr(asyncio.SelectorEventLoop, "call_soon_threadsafe", counted)
    loop, done = Loop(), 0

    def count() -> None:
        nonlocal done
        done += 1

    for times in (1, 2):
        for _ in range(100):
            loop.call_soon_threadsafe(count)
        assert len(woken) == times
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(asyncio.sleep(0))
        assert done == 100 * times
    loop.close()
