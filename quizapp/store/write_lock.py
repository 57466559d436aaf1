"""One writer at a time inside this process.

SQLite lets one connection write; the others wait in its busy handler, which sleeps in growing steps and favours
whoever happens to wake up. Inside one process we therefore queue before SQLite does: answers, pages that change
something and finishing an attempt all pass this lock. SQLite's own waiting is left for other processes.
"""

from __future__ import annotations

from collections import deque
from threading import Lock, get_ident
from time import monotonic


class WriteLock:
    """First come, first served, with a bounded wait.

    A plain `threading.Lock` may be taken again by the thread that just released it while others wait; a storm of
    answers would then keep a teacher's page waiting. Here the lock is handed to the longest waiting thread.

    `holds` keeps the seconds of the last thousand holds: our own transactions are meant to stay below 50 ms.
    """

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._owner: int | None = None  # 0 while it is being handed over
        self._since = 0.0
        self.holds: deque[float] = deque(maxlen=1000)

    def acquire(self, patience: float) -> bool:
        """Wait at most `patience` seconds; False if others took all that time.

        Raises RuntimeError when this very thread holds the lock: it would wait for itself.
        """
        with self._mutex:
            if self._owner is None:
                self._take()
                return True
            if self.is_mine():
                raise RuntimeError("this thread is already writing: commit and close that session first")
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            turn.acquire(timeout=max(0.0, patience))
        except BaseException:  # Ctrl-C while waiting
            if self._arrive(turn):
                self.release()
            raise
        return self._arrive(turn)

    def is_mine(self) -> bool:
        """Whether this very thread holds the lock."""
        return self._owner == get_ident()

    def release(self) -> None:
        """Hand the lock to the longest waiting thread. Any thread may call this: responses can end elsewhere."""
        with self._mutex:
            if not self._owner:
                raise RuntimeError("the write lock is not held")
            self.holds.append(monotonic() - self._since)
            if self._waiting:
                self._owner = 0
                self._waiting.popleft().release()
            else:
                self._owner = None

    def _arrive(self, turn: Lock) -> bool:
        with self._mutex:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
            self._take()  # handed over, perhaps just after the wait ended
            return True

    def _take(self) -> None:
        self._owner = get_ident()
        self._since = monotonic()
