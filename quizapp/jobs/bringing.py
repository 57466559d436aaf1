"""The worker's other work: reading a file with questions, and storing those that somebody chose.

A person waits for it, so it does not stand behind drafting: a thread of its own looks every second, and at once when
the worker is called. Reading changes nothing; storing is one transaction, by the thread that writes.
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
from quizapp.classroom.arrivals import File
from quizapp.core.errors import BadInput
from quizapp.formats.report import Reading
from quizapp.jobs.rows import Clock, progress, take_up, tried, write
from quizapp.store import Job, Person
from quizapp.store.engine import Store

logger = logging.getLogger(__name__)

LOOKS_EVERY = 1.0
MOST_SECONDS = 600.0
"""With a file that takes longer to read, something is wrong."""


KEPT_BYTES = 1024 * 1024
"""A file of up to this size need not be read a second time when its questions are stored."""


class Readings:
    """Reads files, and remembers what the last one held: whoever has looked at it will want it stored."""

    def __init__(self) -> None:
        self._file: File | None = None
        self._reading: Reading | None = None

    def read(self, file: File, tell: arrivals.Tell) -> Reading:
        """What a file holds. Raises BadInput, or NoHeader for a table whose columns nobody has explained."""
        if self._reading is not None and file == self._file:
            return self._reading
        self.forget()
        reading = file.read_apart(tell)
        if len(file.data) <= KEPT_BYTES:
            self._file, self._reading = file, reading
        return reading

    def forget(self) -> None:
        self._file = self._reading = None


def bring_off(store: Store, clock: Clock, readings: Readings | None = None) -> int:
    """Do all the reading and storing there is; returns how many jobs were taken up."""
    kept = readings or Readings()
    return take_up(store, (arrivals.READ, arrivals.STORE), lambda job_id: _bring(store, job_id, clock, kept), clock)


def _bring(store: Store, job_id: int, clock: Clock, readings: Readings) -> None:
    began, note = time.monotonic(), progress(store, job_id, clock)

    def tell(stage: str, done: int, total: int) -> None:
        note(stage, done, total)
        if time.monotonic() - began > MOST_SECONDS:
            raise BadInput("Reading this file takes too long; split it.")

    wrong = "Something went wrong with this file; the server's log says what."
    tried(store, job_id, lambda: _do(store, job_id, tell, clock, readings), clock, otherwise=wrong)


def _do(store: Store, job_id: int, tell: arrivals.Tell, clock: Clock, readings: Readings) -> None:
    with store.reading() as db:
        job = db.get_one(Job, job_id)
        file = arrivals.file_of(arrivals.of_job(db, job_id))
        if job.kind == arrivals.READ:
            found = arrivals.judged(db, db.get_one(Person, job.person_id), file, tell, readings.read, at=clock())
            db.rollback()
            write(store, lambda db: _keep(db, job_id, found, clock()))
            return
    reading = readings.read(file, tell)
    write(store, lambda db: jobs.beat(db, job_id, "storing", 0, 0, at=clock()))
    write(store, lambda db: _store(db, job_id, reading, clock()))
    readings.forget()


def _keep(db: Session, job_id: int, found: dict[str, Any], at: datetime) -> None:
    arrivals.of_job(db, job_id).found = found
    jobs.finish(jobs.get(db, job_id), found.get("count", 0), "", at=at)


def _store(db: Session, job_id: int, reading: Reading, at: datetime) -> None:
    stored, said = arrivals.store(db, arrivals.of_job(db, job_id), reading, at=at)
    jobs.finish(jobs.get(db, job_id), stored, said, at=at)


def keep_looking(store: Store, clock: Clock, ended: threading.Event, called: threading.Event) -> None:
    """Look for files until the worker ends, at a priority between those of answers and of drafting.

    `called` is set when there may be something; drafting may keep the worker from setting it, so looks come anyway.
    """
    readings = Readings()
    with suppress(OSError, AttributeError):
        os.nice(5)
    while not ended.is_set():
        called.wait(LOOKS_EVERY)
        called.clear()  # before the look: a call during it leads to another
        try:
            bring_off(store, clock, readings)
        except Exception:  # a database that is away for a moment must not end the worker
            logger.exception("the worker will try again")
