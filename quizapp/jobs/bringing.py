"""The worker's other work: reading a file with questions, and storing those that somebody chose.

A person waits for it, so it does not stand behind drafting: a thread of its own looks every second. Reading changes
nothing; storing is one transaction, by the thread that writes.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, jobs
from quizapp.core.errors import BadInput, QuizappError
from quizapp.formats.report import Reading
from quizapp.jobs.rows import write
from quizapp.store import Job, Person
from quizapp.store.engine import Store

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)

LOOKS_EVERY = 1.0
TELLS_EVERY = 0.4
MOST_SECONDS = 600.0
"""With a file that takes longer to read, something is wrong."""


class CalledOff(BaseException):
    """Somebody has asked for the running job to stop. No Exception: after these, readers go on with the next item."""


def bring_off(store: Store, clock: Clock) -> int:
    """Do all the reading and storing there is; returns how many jobs were taken up."""

    def claim(db: Session) -> int | None:
        job = jobs.claim(db, (arrivals.READ, arrivals.STORE), at=clock())
        return None if job is None else job.id

    count = 0
    while (job_id := write(store, claim)) is not None:
        count += 1
        _bring(store, job_id, clock)
    return count


def _bring(store: Store, job_id: int, clock: Clock) -> None:
    began = told = time.monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal told
        at = time.monotonic()
        if at - told < TELLS_EVERY:
            return
        told = at
        if not write(store, lambda db: jobs.beat(db, job_id, stage, done, total, at=clock())):
            raise CalledOff
        if at - began > MOST_SECONDS:
            raise BadInput("Reading this file takes too long; split it.")

    try:
        _do(store, job_id, tell, clock)
    except CalledOff:
        write(store, lambda db: jobs.call_off(jobs.get(db, job_id), at=clock()))
    except QuizappError as problem:
        _failed(store, job_id, str(problem), clock)
    except Exception:
        logger.exception("bringing questions failed")
        _failed(store, job_id, "Something went wrong with this file; the server's log says what.", clock)


def _do(store: Store, job_id: int, tell: arrivals.Tell, clock: Clock) -> None:
    with store.reading() as db:
        job = db.get_one(Job, job_id)
        file = arrivals.file_of(arrivals.of_job(db, job_id))
        if job.kind == arrivals.READ:
            found = arrivals.judged(db, db.get_one(Person, job.person_id), file, tell, at=clock())
            db.rollback()
            write(store, lambda db: _keep(db, job_id, found, clock()))
            return
    reading = file.read(tell)
    write(store, lambda db: jobs.beat(db, job_id, "storing", 0, 0, at=clock()))
    write(store, lambda db: _store(db, job_id, reading, clock()))


def _keep(db: Session, job_id: int, found: dict[str, Any], at: datetime) -> None:
    arrivals.of_job(db, job_id).found = found
    jobs.finish(jobs.get(db, job_id), len(found.get("questions", [])), "", at=at)


def _store(db: Session, job_id: int, reading: Reading, at: datetime) -> None:
    stored, said = arrivals.store(db, arrivals.of_job(db, job_id), reading, at=at)
    jobs.finish(jobs.get(db, job_id), stored, said, at=at)


def _failed(store: Store, job_id: int, message: str, clock: Clock) -> None:
    write(store, lambda db: jobs.fail(jobs.get(db, job_id), message, at=clock()))


def keep_looking(store: Store, clock: Clock, ended: threading.Event) -> None:
    """Look for files until the worker ends, at a priority between those of answers and of drafting."""
    with suppress(OSError, AttributeError):
        os.nice(5)
    while not ended.wait(LOOKS_EVERY):
        try:
            bring_off(store, clock)
        except Exception:  # a database that is away for a moment must not end the worker
            logger.exception("the worker will try again")
