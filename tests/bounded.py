"""Work that must grow with a text and not with its square."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def bounded(seconds: int = 20) -> Iterator[None]:
    """Fails what computes for longer: of what the machine does besides, nothing counts.

    Give it a text that needs far less, and minutes where each sign looks at all others.
    """

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done within {seconds} seconds of computing")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
