"""The worker: claim a row, draft, store the drafts and "done" in one transaction, repeat.

It runs beside the web server as a process of its own at low priority, so that a class that is answering never waits
for it, and only here is the language model loaded. Killed at any moment it loses at most the article it was at; that
is drafted again, and drafts that are there already are not stored twice.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from quizapp.classroom import drafting, jobs
from quizapp.config import Config, load_config
from quizapp.core.errors import QuizappError
from quizapp.jobs.engine import hinted
from quizapp.store import Article, Job
from quizapp.store.engine import Store, open_store

logger = logging.getLogger(__name__)

LOOKS_EVERY = 5.0
"""Seconds between looks at the rows without a hint."""
LISTENS_EVERY = 0.2
TELLS_EVERY = 0.4
"""Seconds between two notes of progress; each is a small transaction."""


class CalledOff(Exception):
    """Somebody has asked for the running job to stop."""


def now() -> datetime:
    return datetime.now(UTC)


def work_off(store: Store, *, clock: Callable[[], datetime] = now) -> int:
    """Do all the work there is; returns how many jobs were taken up."""
    count = 0
    while True:
        with store.writing() as db:
            job = jobs.claim(db, at=clock())
            db.commit()
            if job is None:
                return count
            job_id = job.id
        count += 1
        _draft(store, job_id, clock)


def _draft(store: Store, job_id: int, clock: Callable[[], datetime]) -> None:
    from quizapp.generate.drafting import GENERATOR_VERSION

    with store.reading() as db:
        job = db.get_one(Job, job_id)
        article = db.get_one(Article, job.article_id)
        wanted, seed, sentence = job.wanted, job.seed, job.sentence
    told = [0.0]

    def tell(stage: str, done: int, total: int) -> None:
        if time.monotonic() - told[0] < TELLS_EVERY:
            return
        told[0] = time.monotonic()
        with store.writing() as db:
            goes_on = jobs.beat(db, job_id, stage, done, total, at=clock())
            db.commit()
        if not goes_on:
            raise CalledOff

    try:
        made, notes = drafting.make(article, wanted=wanted, seed=seed, sentence=sentence, tell=tell)
    except CalledOff:
        with store.writing() as db:
            jobs.call_off(jobs.get(db, job_id), at=clock())
            db.commit()
        return
    except QuizappError as problem:
        _failed(store, job_id, str(problem), clock)
        return
    except Exception:
        logger.exception("drafting failed")
        _failed(store, job_id, "Drafting on this article failed; the server's log says why.", clock)
        return
    with store.writing() as db:
        job, article = jobs.get(db, job_id), db.get_one(Article, article.id)
        found = drafting.store(db, article, made, generator=GENERATOR_VERSION, at=clock())
        jobs.finish(job, found, " ".join(notes), at=clock())
        db.commit()


def _failed(store: Store, job_id: int, message: str, clock: Callable[[], datetime]) -> None:
    with store.writing() as db:
        jobs.fail(jobs.get(db, job_id), message, at=clock())
        db.commit()


def run(config: Config, ended: threading.Event) -> None:
    """Work until `ended`. On the embedded database this is the only worker, so what was running is free again."""
    if config.pipeline:
        os.environ["QUIZAPP_PIPELINE"] = config.pipeline
    with suppress(OSError, AttributeError):
        os.nice(10)
    store = open_store(config.database)
    try:
        if config.database.startswith("sqlite"):
            with store.writing() as db:
                jobs.release_all(db)
                db.commit()
        looked = 0.0
        while not ended.is_set():
            if hinted(config) or time.monotonic() - looked > LOOKS_EVERY:
                try:
                    work_off(store)
                except Exception:  # a database that is away for a moment must not end the worker
                    logger.exception("the worker will try again")
                looked = time.monotonic()
            ended.wait(LISTENS_EVERY)
    finally:
        store.close()


def main() -> None:
    """The process: works until its standard input ends, which happens also when its parent is killed."""
    logging.basicConfig(level=logging.WARNING, format="worker: %(message)s")
    ended = threading.Event()

    def listen() -> None:
        sys.stdin.buffer.read()
        ended.set()
        time.sleep(3)  # for what is under way to be stored; a job cut here is taken up again at the next start
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    run(load_config(), ended)


if __name__ == "__main__":
    main()
