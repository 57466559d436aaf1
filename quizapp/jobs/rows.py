"""Jobs as rows: what every kind of later work does with them, whatever the work is.

Rows are written in short transactions, by one thread that keeps the ordinary priority: who holds the database's write
lock and is not given the processor holds up every answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlalchemy.orm import Session

from quizapp.classroom import jobs
from quizapp.core.errors import QuizappError
from quizapp.store.engine import Store

T = TypeVar("T")
Clock: TypeAlias = Callable[[], datetime]
Tell: TypeAlias = Callable[[str, int, int], None]
logger = logging.getLogger(__name__)
_rows = ThreadPoolExecutor(1, thread_name_prefix="rows")

TELLS_EVERY = 0.4
"""Seconds between two notes of progress; each is a small transaction."""


class CalledOff(BaseException):
    """Somebody has asked for the running job to stop. No Exception: after these, readers go on with the next item."""


def write(store: Store, verb: Callable[[Session], T]) -> T:
    """What `verb` does, in one transaction."""

    def alone() -> T:
        with store.writing() as db:
            value = verb(db)
            db.commit()
            return value

    return _rows.submit(alone).result()


def take_up(store: Store, kinds: Sequence[str], do: Callable[[int], None], clock: Clock) -> int:
    """Do all jobs of these kinds that wait, by their ids; returns how many were taken up."""

    def claim(db: Session) -> int | None:
        job = jobs.claim(db, kinds, at=clock())
        return None if job is None else job.id

    count = 0
    while (job_id := write(store, claim)) is not None:
        count += 1
        do(job_id)
    return count


def progress(store: Store, job_id: int, clock: Clock) -> Tell:
    """A function that notes how far a job is, at times. It raises CalledOff when the job is to stop."""
    told = 0.0

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told < TELLS_EVERY:
            return
        told = time.monotonic()
        if not write(store, lambda db: jobs.beat(db, job_id, stage, done, total, at=clock())):
            raise CalledOff

    return tell


def tried(store: Store, job_id: int, work: Callable[[], T], clock: Clock, *, otherwise: str) -> T | None:
    """What `work` returns; None when it did not come to its end, and then the job says why.

    `otherwise` is what it says for an error that nobody foresaw.
    """

    def fail(message: str) -> None:
        write(store, lambda db: jobs.fail(jobs.get(db, job_id), message, at=clock()))

    try:
        return work()
    except CalledOff:
        write(store, lambda db: jobs.call_off(jobs.get(db, job_id), at=clock()))
    except QuizappError as problem:
        fail(str(problem))
    except Exception:
        logger.exception("job %d failed", job_id)
        fail(otherwise)
    return None
