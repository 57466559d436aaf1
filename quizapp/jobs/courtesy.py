"""Resting while a class answers: drafting can wait, thirty people with a phone in their hand cannot.

Asked between two pieces of work, some fifty times a second. Whoever answers leaves a row, in whatever way and at
whatever server; so the newest row's number tells how many answers have come since the last look, at the price of one
look at the end of an index. A live room answers as soon as its question is open, so that is reason enough. A machine
with more processors than answers need would not have to rest, but loses little.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic, sleep

from quizapp.store.base import to_microseconds
from quizapp.store.writer import Execute

LOOKS_EVERY = 0.05
MANY = 20
"""Answers in a second from which on drafting rests. A class at its own pace, one answer now and then, stops nothing."""
OPENED_SECONDS = 10.0
"""For so long after a live room has opened a question, too."""
CALM_SECONDS = 0.5
"""For so long fewer must come before it goes on."""
PATIENCE_SECONDS = 60.0
"""The longest that one article rests in all: in a house that answers all day, drafts still come to an end."""


_LOOK = """
SELECT (SELECT coalesce(max(id), 0) FROM response_event),
       (SELECT count(*) FROM live_room WHERE state = 'answer' AND opened_at > :since AND opened_at <= :now)
"""


class Courtesy:
    """For one article."""

    def __init__(
        self, look: Execute, *, clock: Callable[[], float] = monotonic, wait: Callable[[float], object] = sleep
    ) -> None:
        self._look, self._clock, self._wait = look, clock, wait
        self._left = PATIENCE_SECONDS
        self._newest, _ = self._seen()
        self._looked = clock()

    def give_way(self) -> None:
        """Returns when few answers come, or when this article has rested for long enough."""
        if self._clock() - self._looked < LOOKS_EVERY or not self._many():
            return
        calm = 0.0
        while calm < CALM_SECONDS and self._left > 0:
            self._wait(LOOKS_EVERY)
            self._left -= LOOKS_EVERY
            calm = 0.0 if self._many() else calm + LOOKS_EVERY

    def _many(self) -> bool:
        (newest, opened), now = self._seen(), self._clock()
        come, passed = newest - self._newest, now - self._looked
        self._newest, self._looked = newest, now
        return opened > 0 or (come > 1 and come > MANY * passed)

    def _seen(self) -> tuple[int, int]:
        """The newest answer's number, and how many live rooms have just opened a question."""
        now = to_microseconds(datetime.now(UTC))
        newest, opened = self._look(_LOOK, {"since": now - round(OPENED_SECONDS * 1e6), "now": now})[0]
        return int(newest), int(opened)
