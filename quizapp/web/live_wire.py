"""Hints between the web processes of one installation, over Valkey or Redis (`QUIZAPP_REDIS_URL`).

Only hints travel: that a room has a new version, that something to be counted has changed, that somebody was removed,
who is connected where. State is in the database alone. A message that is lost, and a message server that is away, cost
no more than a quarter of a second, since every process also looks at the versions of its rooms (`Hub._tick`).
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Any

from quizapp.core.errors import BadInput

logger = logging.getLogger("quizapp")
CHANNEL = "quizapp:live"
STIR_SECONDS = 0.25
PRESENT_SECONDS = 2.0
AGAIN_SECONDS = 1.0
PATIENCE_SECONDS = 2.0
SETTLED_SECONDS = 6.0  # by then every other process has said who is connected to it

Heard = Callable[[str, str, Sequence[int]], None]


class Wire:
    """One per process. `hear(what, room, numbers)` is called for what other processes say, in a thread of its own;
    `present()` gives room → participants connected here."""

    def __init__(self, url: str, hear: Heard, present: Callable[[], dict[str, list[int]]]) -> None:
        try:
            import redis
        except ImportError as error:
            raise BadInput("QUIZAPP_REDIS_URL needs a driver; install quizapp[redis]") from error
        self._errors: tuple[type[Exception], ...] = (redis.RedisError, OSError)
        self._hear, self._present = hear, present
        self._name = secrets.token_hex(8)
        self._said: SimpleQueue[tuple[str, str, Sequence[int]] | None] = SimpleQueue()
        self._stirred: set[str] = set()
        self._closed = Event()
        self._since: float | None = None
        try:
            self._client: Any = redis.Redis.from_url(
                url, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS, decode_responses=True
            )
        except ValueError as error:
            raise BadInput("QUIZAPP_REDIS_URL is not understood; write redis://host:6379") from error
        for work in (self._listen, self._speak):
            Thread(target=work, name="wire", daemon=True).start()

    def say(self, what: str, room: str, numbers: Sequence[int] = ()) -> None:
        """Tell the other processes, without waiting."""
        if what == "stir":
            self._stirred.add(room)  # answers come by the hundred: the thread is not woken for each
        else:
            self._said.put((what, room, numbers))

    @property
    def settled(self) -> bool:
        """Whether it has been up for long enough to know who is connected elsewhere."""
        return self._since is not None and monotonic() - self._since > SETTLED_SECONDS

    def close(self) -> None:
        self._closed.set()
        self._said.put(None)

    def _listen(self) -> None:
        while not self._closed.is_set():
            with suppress(*self._errors), self._client.pubsub(ignore_subscribe_messages=True) as channel:
                channel.subscribe(CHANNEL)
                self._since = monotonic()
                while not self._closed.is_set():
                    message = channel.get_message(timeout=AGAIN_SECONDS)
                    if message is not None:
                        self._heard(message["data"])
            if self._since is not None and not self._closed.is_set():
                logger.warning("the message server is away; live rooms hear of other processes by asking the database")
            self._since = None
            self._closed.wait(AGAIN_SECONDS)

    def _heard(self, text: str) -> None:
        sender, what, room, numbers = json.loads(text)
        if sender != self._name:
            self._hear(what, room, numbers)

    def _speak(self) -> None:
        flush_at = present_at = monotonic()
        while True:
            with suppress(Empty):
                said = self._said.get(timeout=STIR_SECONDS)
                if said is None:
                    return
                self._publish(*said)
            now = monotonic()
            if now >= flush_at:
                flush_at = now + STIR_SECONDS
                while self._stirred:
                    self._publish("stir", self._stirred.pop(), ())
            if now >= present_at:
                present_at = now + PRESENT_SECONDS
                for room, participants in self._present().items():
                    self._publish("present", room, participants)

    def _publish(self, what: str, room: str, numbers: Sequence[int]) -> None:
        with suppress(*self._errors):
            self._client.publish(CHANNEL, json.dumps([self._name, what, room, list(numbers)]))
