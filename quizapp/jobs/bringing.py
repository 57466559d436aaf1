"""The worker's other work: reading a file with questions, and storing those that somebody chose.

A person waits for it, so it does not stand behind drafting: a thread of its own looks every second. Reading changes
nothing; storing is one transaction, by the thread that writes.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, jobs
from quizapp.core.errors import BadInput
from quizapp.formats.report import Reading
from quizapp.jobs.rows import Clock, progress, take_up, tried, write
from quizapp.store import Job, Person
from quizapp.store.engine import Store

logger = logging.getLogger(__name__)

LOOKS_EVERY = 1.0
MOST_SECONDS = 600.0
"""With a file that takes longer to read, something is wrong."""


def bring_off(store: Store, clock: Clock) -> int:
    """Do all the reading and storing there is; returns how many jobs were taken up."""
    return take_up(store, (arrivals.READ, arrivals.STORE), lambda job_id: _bring(store, job_id, clock), clock)


def _bring(store: Store, job_id: int, clock: Clock) -> None:
    began, note = time.monotonic(), progress(store, job_id, clock)

    def tell(stage: str, done: int, total: int) -> None:
        note(stage, done, total)
        if time.monotonic() - began > MOST_SECONDS:
            raise BadInput("Reading this file takes too long; split it.")

    wrong = "Something went wrong with this file; the server's log says what."
    tried(store, job_id, lambda: _do(store, job_id, tell, clock), clock, otherwise=wrong)


def _do(store: Store, job_id: int, tell: arrivals.Tell, clock: Clock) -> None:
    with store.reading() as db:
        job = db.get_one(Job, job_id)
        file = arrivals.file_of(arrivals.of_job(db, job_id))
        if job.kind == arrivals.READ:
            found = arrivals.judged(db, db.get_one(Person, job.person_id), file, tell, at=clock())
            db.rollback()
            write(store, lambda db: _keep(db, job_id, found, clock()))
            return
    reading = file.read_apart(tell)
    write(store, lambda db: jobs.beat(db, job_id, "storing", 0, 0, at=clock()))
    write(store, lambda db: _store(db, job_id, reading, clock()))


def _keep(db: Session, job_id: int, found: dict[str, Any], at: datetime) -> None:
    arrivals.of_job(db, job_id).found = found
    jobs.finish(jobs.get(db, job_id), found.get("count", 0), "", at=at)


def _store(db: Session, job_id: int, reading: Reading, at: datetime) -> None:
    stored, said = arrivals.store(db, arrivals.of_job(db, job_id), reading, at=at)
    jobs.finish(jobs.get(db, job_id), stored, said, at=at)


def keep_looking(store: Store, clock: Clock, ended: threading.Event) -> None:
    """Look for files until the worker ends, at a priority between those of answers and of drafting."""
    with suppress(OSError, AttributeError):
        os.nice(5)
    while not ended.wait(LOOKS_EVERY):
        try:
            bring_off(store, clock)
        except Exception:  # a database that is away for a moment must not end the worker
            logger.exception("the worker will try again")
