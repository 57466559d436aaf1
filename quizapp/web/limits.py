"""Token buckets that slow down guessing and never lock out a class behind one address.

Only failures are charged, and never to the address alone for a password: the account and the device count. The
buckets live in this process, which is the only web process in front of SQLite.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import current_app

from quizapp.core.errors import TooMany


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

    def check(self, key: str) -> None:
        """Raises TooMany with the seconds to wait when nothing is left for the key; charges nothing."""
        with self._lock:
            self._require_one(self._refilled(key))

    def _require_one(self, bucket: _Bucket) -> None:
        if bucket.left < 1:
            wait = (1 - bucket.left) / self.per_second
            raise TooMany(f"Too many tries. Wait {max(1, round(wait))} s and try again; nothing is lost.", wait=wait)

    def charge(self, key: str) -> None:
        """Take one from the key's bucket: something failed."""
        with self._lock:
            bucket = self._refilled(key)
            bucket.left = max(0.0, bucket.left - 1)

    def refund(self, key: str) -> None:
        """Give one back: what was charged beforehand has succeeded."""
        with self._lock:
            bucket = self._refilled(key)
            bucket.left = min(float(self.burst), bucket.left + 1)

    def spend(self, key: str) -> None:
        """Check and charge in one: for limits on ordinary work, and before something slow."""
        with self._lock:
            bucket = self._refilled(key)
            self._require_one(bucket)
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
        self.joins = Limit(400, 10)


def limits() -> Limits:
    """The limits of this application."""
    kept: Limits = current_app.extensions.setdefault("quizapp_limits", Limits())
    return kept
