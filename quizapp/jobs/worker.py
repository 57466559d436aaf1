"""The worker: claim a row, draft, store the drafts and "done" in one transaction, repeat.

It runs beside the web server as a process of its own, and only here is the language model loaded. Killed at any moment
it loses at most the article it was at; that is drafted again, and drafts that are there already are not stored twice.

A class that is answering goes first, in three ways. Drafting has the lowest priority. Rows are written by a thread that
keeps the ordinary one: who holds the database's write lock and is not given the processor holds up every answer. And
while many answers come in, drafting rests (`courtesy.py`).
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from quizapp.classroom import drafting, jobs
from quizapp.config import Config, load_config
from quizapp.jobs.bringing import keep_looking
from quizapp.jobs.courtesy import Courtesy
from quizapp.jobs.engine import hinted
from quizapp.jobs.rows import Clock, progress, take_up, tried, write
from quizapp.store import Article, Job
from quizapp.store.engine import Store, open_store

logger = logging.getLogger(__name__)

LOOKS_EVERY = 5.0
"""Seconds between looks at the rows without a hint."""
LISTENS_EVERY = 0.2


def now() -> datetime:
    return datetime.now(UTC)


def work_off(store: Store, *, clock: Clock = now) -> int:
    """Do all the drafting there is; returns how many jobs were taken up."""
    return take_up(store, ("draft",), lambda job_id: _draft(store, job_id, clock), clock)


def _draft(store: Store, job_id: int, clock: Clock) -> None:
    from quizapp.generate.drafting import GENERATOR_VERSION

    with store.reading() as db:
        job = db.get_one(Job, job_id)
        article = db.get_one(Article, job.article_id)
        wanted, seed, sentence, true_false = job.wanted, job.seed, job.sentence, job.true_false
    courtesy, note = Courtesy(store.look), progress(store, job_id, clock)

    def tell(stage: str, done: int, total: int) -> None:
        courtesy.give_way()
        note(stage, done, total)

    def make() -> tuple[list[drafting.Made], list[str]]:
        return drafting.make(article, wanted=wanted, seed=seed, sentence=sentence, true_false=true_false, tell=tell)

    drafted = tried(store, job_id, make, clock, otherwise="Try once more; the server’s log says what went wrong.")
    if drafted is None:
        return
    made, notes = drafted

    def finish(db: Session) -> None:
        found = drafting.store(db, db.get_one(Article, article.id), made, generator=GENERATOR_VERSION, at=clock())
        jobs.finish(jobs.get(db, job_id), found, " ".join(notes), at=clock())

    write(store, finish)


def run(config: Config, ended: threading.Event) -> None:
    """Work until `ended`. On the embedded database this is the only worker, so what was running is free again."""
    if config.pipeline:
        os.environ["QUIZAPP_PIPELINE"] = config.pipeline
    store = open_store(config.database)
    try:
        if config.database.startswith("sqlite"):
            write(store, jobs.release_all)
        called = threading.Event()
        threading.Thread(target=keep_looking, args=(store, now, ended, called), daemon=True).start()
        with suppress(OSError, AttributeError):
            os.nice(19)  # on Linux this thread and those it starts from now on, on other systems the process
        looked = 0.0
        while not ended.is_set():
            hint = hinted(config)
            if hint:
                called.set()
            if hint or time.monotonic() - looked > LOOKS_EVERY:
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
        while os.read(sys.stdin.fileno(), 4096):  # `sys.stdin.read` holds a lock that an ending interpreter wants
            pass
        ended.set()
        time.sleep(3)  # for what is under way to be stored; a job cut here is taken up again at the next start
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    run(load_config(), ended)


if __name__ == "__main__":
    main()
