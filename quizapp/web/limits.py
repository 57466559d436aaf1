"""Token buckets that slow down guessing, and what they promise to a class behind one address.

Codes and links: whoever gives a right one comes in, whatever others at the same address have tried. Only wrong ones
are charged, and only they are refused. That does not bound guessing, the number of codes does (30^7 for a class,
30^10 for a seat, 2^128 for a link): the refusal tells a script, and its operator, that it is noticed.

Passwords: a failure is charged to the account, apart for browsers that have signed in to it before and all others,
and to the address. Both are asked before the password is looked at, since looking is slow: who guesses from outside
cannot keep the owner of an account out, but 300 failures from one address, then two a second, make everybody who
signs in from that address wait.

Joining makes a seat each time, so that success is charged: to the class, and to the address, which lets a whole
school in at once and stops a script.

The buckets live in this process, which is the only web process in front of SQLite.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from flask import current_app

from quizapp.core.errors import NotFound, TooMany


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limit:
    """`burst` at once, then `per_second`, for each key; at most `keys` keys are remembered."""

    def __init__(
        self, burst: int, per_second: float, *, keys: int = 20_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst, self.per_second, self.keys, self.clock = burst, per_second, keys, clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def refund(self, key: str) -> None:
        """Give one back: what was charged beforehand has succeeded."""
        with self._lock:
            bucket = self._refilled(key)
            bucket.left = min(float(self.burst), bucket.left + 1)

    def spend(self, key: str) -> None:
        """Take one from the key's bucket. Raises TooMany with the seconds to wait when nothing is left."""
        with self._lock:
            bucket = self._refilled(key)
            if bucket.left < 1:
                wait = (1 - bucket.left) / self.per_second
                told = f"Too many tries. Wait {max(1, round(wait))} s and try again; nothing is lost."
                raise TooMany(told, wait=wait)
            bucket.left -= 1

    def _refilled(self, key: str) -> _Bucket:
        at = self.clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self.burst, at)
            if len(self._buckets) > self.keys:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        bucket.left = min(float(self.burst), bucket.left + (at - bucket.at) * self.per_second)
        bucket.at = at
        return bucket


class Limits:
    """The limits of one application."""

    def __init__(self) -> None:
        # 5 free tries, then one a minute: at most 65 guesses an hour on one account from unknown devices
        self.password = Limit(5, 1 / 60)
        self.password_address = Limit(300, 2)
        self.code_address = Limit(120, 1)
        self.code_site = Limit(300, 5)
        self.link_address = Limit(600, 20)
        self.answers = Limit(60, 20)
        self.live_joins = Limit(1200, 20)  # for each live room: a lecture hall scans one code within seconds
        self.live_joins_address = Limit(1500, 20)
        self.joins = Limit(400, 10)  # for each class
        self.joins_address = Limit(400, 2)


@contextmanager
def charging(*charged: tuple[Limit, str]) -> Iterator[None]:
    """Look up a code or a link inside: what is right passes, what nobody has is charged.

    Raises NotFound as the look-up did, or TooMany in its place once a budget is used up.
    """
    try:
        yield
    except NotFound:
        for budget, key in charged:
            budget.spend(key)
        raise


def limits() -> Limits:
    """The limits of this application."""
    kept: Limits = current_app.extensions["quizapp_limits"]
    return kept
