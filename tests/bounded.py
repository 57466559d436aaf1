"""Work that must grow with a text and not with its square."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def bounded(seconds: int = 20) -> Iterator[None]:
    """Fails what takes longer. Give it a text that needs far less, and minutes where each sign looks at all others."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
