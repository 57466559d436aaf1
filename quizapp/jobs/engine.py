"""The queue that wakes the worker: Huey, by one setting. It carries hints only; the work itself stands in our rows.

SQLite in a file of its own by default (its locks must not meet those of the database); `redis://…` or
`postgresql://…` where an installation has outgrown that.
"""

from __future__ import annotations

import logging
from threading import Lock

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Task

from quizapp.config import Config

logger = logging.getLogger(__name__)


class Look(Task):  # type: ignore[misc]  # Huey has no types
    """ "Look at the rows": the only message there is."""

    def execute(self) -> None:
        """Receiving it is all."""


_open: dict[tuple[str, str], Huey] = {}
_opening = Lock()


def _opened(queue: str, instance: str) -> Huey:
    if queue.startswith(("redis://", "rediss://")):
        huey = RedisHuey("quizapp", url=queue, results=False, blocking=False)
    elif queue.startswith(("postgresql://", "postgres://")):
        huey = PostgresHuey("quizapp", dsn=queue, results=False, blocking=False)
    else:
        huey = SqliteHuey("quizapp", filename=f"{instance}/queue.db", results=False, timeout=1)
    huey._registry.register(Look)
    return huey


def engine(config: Config) -> Huey:
    """The queue of an installation, one per process."""
    place = (config.queue, str(config.instance))
    with _opening:
        if place not in _open:
            _open[place] = _opened(*place)
        return _open[place]


def close() -> None:
    """Close the connections of this process to its queues; they are opened again when next needed."""
    with _opening:
        while _open:
            _open.popitem()[1].storage.close()


def wake(config: Config) -> None:
    """Tell the worker that a row waits. Call it after the commit.

    A hint that cannot be given costs a moment: the worker looks by itself every few seconds.
    """
    try:
        engine(config).enqueue(Look())
    except Exception:  # whatever a storage raises: the row is there, and that is what counts
        logger.warning("the worker could not be woken and will look by itself", exc_info=True)


def hinted(config: Config) -> bool:
    """Whether there was a hint; takes all there are."""
    found = False
    try:
        while engine(config).dequeue() is not None:
            found = True
    except Exception:
        logger.warning("the queue of hints cannot be read; looking by the clock", exc_info=True)
    return found
