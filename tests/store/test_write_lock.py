from __future__ import annotations

from threading import Event, Thread
from time import sleep

import pytest

from quizapp.store.write_lock import WriteLock


def queue_up(lock: WriteLock, names: str, served: list[str]) -> list[Thread]:
    def wait(name: str) -> None:
        assert lock.acquire(5)
        served.append(name)
        lock.release()

    threads = [Thread(target=wait, args=(name,)) for name in names]
    for n, thread in enumerate(threads):
        thread.start()
        while len(lock._waiting) <= n:
            sleep(0.001)
    return threads


def test_pages_are_served_in_the_order_in_which_they_came() -> None:
    lock = WriteLock()
    served: list[str] = []
    assert lock.acquire(0)
    threads = queue_up(lock, "abcdefgh", served)
    lock.release()
    for thread in threads:
        thread.join()
    assert "".join(served) == "abcdefgh"
    assert len(lock.holds) == 9


def test_who_gives_up_waiting_does_not_stop_those_behind() -> None:
    lock = WriteLock()
    served: list[str] = []
    gave_up = Event()

    def impatient() -> None:
        if not lock.acquire(0.01):
            gave_up.set()

    assert lock.acquire(0)
    thread = Thread(target=impatient)
    thread.start()
    assert gave_up.wait(5)
    behind = queue_up(lock, "a", served)
    lock.release()
    for waiting in [thread, *behind]:
        waiting.join()
    assert served == ["a"]
    assert lock.acquire(0)


def test_a_thread_never_waits_for_itself() -> None:
    lock = WriteLock()
    assert lock.acquire(0)
    assert lock.is_mine()
    with pytest.raises(RuntimeError):
        lock.acquire(0)
    lock.release()
    with pytest.raises(RuntimeError):
        lock.release()
