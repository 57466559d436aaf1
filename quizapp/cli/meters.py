"""What the disk under a folder can do: the yardsticks of `quizapp doctor --bench` and of the benchmarks."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Thread
from time import perf_counter

from quizapp.store.engine import open_store
from quizapp.store.writer import Execute

TABLES = (
    "CREATE TABLE event (id INTEGER PRIMARY KEY, attempt INT, key TEXT, choice TEXT, UNIQUE (attempt, key))",
    "CREATE TABLE response (attempt INT, item INT, choice TEXT, UNIQUE (attempt, item))",
)
"""What an answer is written to, in short: that it arrived, and what counts."""
EVENT = "INSERT INTO event VALUES (NULL, :attempt, :key, '3fa9')"
RESPONSE = "INSERT INTO response VALUES (:attempt, :item, '3fa9') ON CONFLICT DO NOTHING"

_flush = getattr(os, "fdatasync", os.fsync)  # not everywhere


def syncs_per_second(folder: Path, *, seconds: float = 1.0) -> float:
    """How often the disk confirms 4 KiB written: the upper limit for one flush per answer.

    The file keeps its size, as a write-ahead log does once it has been through its first round.
    """
    block, blocks, n = os.urandom(4096), 1000, 0
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        file.write(block * blocks)
        os.fsync(file.fileno())

        def overwrite() -> None:
            nonlocal n
            n = (n + 1) % blocks
            file.seek(n * len(block))
            file.write(block)
            _flush(file.fileno())

        return rate(overwrite, seconds)


def commits_per_second(folder: Path, *, seconds: float = 1.0) -> float:
    """Answers per second of bare sqlite3 in one thread: WAL, FULL, two statements and one commit for each."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as inner,
        closing(sqlite3.connect(f"{inner}/raw.db", isolation_level=None)) as db,
    ):
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        for table in TABLES:
            db.execute(table)
        n = 0

        def answer() -> None:
            nonlocal n
            n += 1
            db.execute("BEGIN IMMEDIATE")
            db.execute(EVENT, _answer(n))
            db.execute(RESPONSE, _answer(n))
            db.execute("COMMIT")

        return rate(answer, seconds)


def stored_per_second(folder: Path, *, at_once: int = 64, seconds: float = 1.0) -> float:
    """Answers per second of our writer, each told only after its commit, while so many wait at any moment.

    Without the server around it, which takes its own share of the processor.
    """
    with tempfile.TemporaryDirectory(dir=folder) as inner, closing(open_store(f"sqlite:///{inner}/own.db")) as store:
        for table in TABLES:
            store.writer.submit(partial(_run, table))
        stored, began = [0] * at_once, perf_counter()

        def one_after_the_other(learner: int) -> None:
            while perf_counter() - began < seconds:
                store.writer.submit(partial(_store, _answer(stored[learner] * at_once + learner)))
                stored[learner] += 1

        learners = [Thread(target=one_after_the_other, args=(learner,)) for learner in range(at_once)]
        for learner in learners:
            learner.start()
        for learner in learners:
            learner.join()
        return sum(stored) / (perf_counter() - began)


def _answer(n: int) -> dict[str, str | int]:
    attempt, item = divmod(n, 50)
    return {"attempt": attempt, "item": item, "key": f"{n:032}"}


def _run(statement: str, execute: Execute) -> None:
    execute(statement)


def _store(values: dict[str, str | int], execute: Execute) -> None:
    execute(EVENT, values)
    execute(RESPONSE, values)


def rate(step: Callable[[], None], seconds: float) -> float:
    """How often `step` can be done in a second."""
    done, began = 0, perf_counter()
    while (elapsed := perf_counter() - began) < seconds:
        step()
        done += 1
    return done / elapsed
