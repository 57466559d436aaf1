"""The server's clock: set once by the system's, then going on by itself, so that a step of the system's clock (a time
server, daylight saving set by hand) moves no running deadline."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

logger = logging.getLogger("quizapp")
NOTED_FROM = timedelta(seconds=2)


def _since_boot() -> float:
    """Seconds that also count while a notebook sleeps, which `time.monotonic` does not do on Linux."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """Call it for the time. `jumped` is how far the system's clock has moved away since the start."""

    def __init__(
        self, wall: Callable[[], datetime] = lambda: datetime.now(UTC), elapsed: Callable[[], float] = _since_boot
    ) -> None:
        self._wall, self._elapsed = wall, elapsed
        self._set_at, self._began = wall(), elapsed()
        self._noted = False

    def __call__(self) -> datetime:
        return self._set_at + timedelta(seconds=self._elapsed() - self._began)

    @property
    def jumped(self) -> timedelta:
        away = self._wall() - self()
        if abs(away) <= NOTED_FROM:
            return timedelta(0)
        if not self._noted:
            self._noted = True
            logger.warning("the system's clock has moved by %s; deadlines go on by the server's own", away)
        return away
