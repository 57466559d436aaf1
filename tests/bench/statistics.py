"""Every statistic of a large opening against one aggregate scan of the same table, in turns in one run.

    python -m tests.bench.statistics [--learners 20000] [--questions 50] [--pairs 5] [--json]

Time: median ratio of pairs. The scan counts how often each response was given to each question, which is the least
that any report must read. Memory: peak of a process that makes the report less the peak of one that only scans.
The same report from the running sums, and what adding one attempt to them takes, are told beside it.
How often two versions side by side are judged wrongly is simulated (`tests/bench/trials.py`).
The figures of the report are compared with those from rows of marks, computed apart from the database.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import argparse
import random
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing as closed
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from quizapp.classroom import closing, taking
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk, read_sheet
from quizapp.core.statistics import Analysis, Matrix, analyse
from quizapp.core.statistics.matrix import Column
from quizapp.store import Attempt, Opening, Seat
from quizapp.store.engine import open_store
from tests.bench import meter, trials
from tests.bench.command import options, tell
from tests.conftest import make_cast
from tests.databases import new_database
from tests.factories import NOON, a_quiz, an_item, an_opening

SCAN = "SELECT quiz_item_id, choice, count(*) FROM response GROUP BY quiz_item_id, choice"
SEED = 20_240_414
MORE = 20
"""Learners without an attempt, who finish one by one when the running sums are measured."""


def given(rng: random.Random, ability: float, difficulty: float) -> int | None:
    """Position of the option chosen; 0 is the key; None leaves a blank."""
    if rng.random() < 0.02:
        return None
    return 0 if rng.random() < max(0.05, min(0.95, 0.5 + ability - difficulty)) else rng.randint(1, 3)


def answers(learners: int, questions: int) -> Iterator[list[int | None]]:
    rng = random.Random(SEED)
    difficulties = [rng.uniform(-0.4, 0.4) for _ in range(questions)]
    for _ in range(learners):
        ability = rng.gauss(0, 0.25)
        yield [given(rng, ability, difficulty) for difficulty in difficulties]


def make_database(path: Path, learners: int, questions: int) -> None:
    """A finished opening. Rows go in by plain SQL: the verbs would take an hour for a million."""
    new_database(path)
    store = open_store(f"sqlite:///{path}")
    with store.writing() as db:
        cast = make_cast(db)
        quiz = a_quiz(db, cast.course, [an_item() for _ in range(questions)])
        opening = an_opening(db, quiz)
        course, opening_id, items = cast.course.id, opening.id, [item.id for item in quiz.items]
        db.commit()
    store.close()
    at = 1_772_452_800_000_000
    with closed(sqlite3.connect(path)) as db:
        first = db.execute("SELECT max(id) FROM seat").fetchone()[0] + 1
        db.executemany(
            "INSERT INTO seat (id, public_id, course_id, name, name_key, school_id, origin, generation, code_number,"
            " code_hash, time_factor, created_at) VALUES (?, ?, ?, ?, ?, '', 'code', 1, 1, ?, '1', ?)",
            ((first + n, f"s{n:019}", course, f"L {n}", f"l {n}", f"{n:064}", at) for n in range(learners + MORE)),
        )
        db.executemany(
            "INSERT INTO attempt (id, public_id, opening_id, seat_id, number, state, secret, started_at, finished_at,"
            " finished_by) VALUES (?, ?, ?, ?, 1, 'finished', x'00', ?, ?, 'learner')",
            ((n + 1, f"a{n:019}", opening_id, first + n, at, at) for n in range(learners)),
        )
        db.executemany(
            "INSERT INTO response (attempt_id, quiz_item_id, vote, event_id, choice, received_at, device, n)"
            " VALUES (?, ?, 1, 1, ?, ?, '', 0)",
            (
                (n + 1, item, f"[{chosen}]", at)
                for n, row in enumerate(answers(learners, questions))
                for item, chosen in zip(items, row, strict=True)
                if chosen is not None
            ),
        )
        db.commit()


def scan(db: Session) -> int:
    return len(db.connection().execute(text(SCAN)).fetchall())


def report(db: Session) -> Analysis:
    opening = db.query(Opening).one()
    return analyse(counts_of(db, opening, read_sheet(db, opening.quiz_id).places, at=NOON))


def with_sums(path: Path, pairs: int) -> dict[str, Any]:
    """The report from the running sums, and how long it takes to bring one more finished attempt into them."""
    store, desk, adding = open_store(f"sqlite:///{path}"), Desk(), []
    with store.writing() as db:
        opening = db.query(Opening).one()
        plain = report(db)
        closing.recount(db, desk, opening)
        equal = report(db) == plain
        reports = [timed(db, report) for _ in range(pairs)]
        db.execute(text(_EVENT))
        more = db.scalars(select(Seat).order_by(Seat.id.desc()).limit(MORE)).all()
        for n, seat in enumerate(more):
            attempt = taking.start(db, opening, seat, secret=bytes([n]) * 32, at=NOON)
            db.execute(text(_COPY), {"to": attempt.id, "of": n + 1})
            taking.finish(db, attempt, at=NOON)
            adding.append(timed(db, lambda db, attempt=attempt: closing.add(db, desk, attempt)))
        db.commit()
    with store.writing() as db:
        grown = report(db)
        closing.recount(db, desk, db.query(Opening).one())
        equal = equal and grown == report(db)
    store.close()
    return {
        "report from running sums seconds": round(median(reports), 3),
        "milliseconds to add an attempt": round(1000 * median(adding), 1),
        "running sums equal to a full recomputation": equal,
    }


_EVENT = (
    "INSERT INTO response_event (id, attempt_id, key, quiz_item_id, choice, received_at, late, device, n)"
    " SELECT 1, attempt_id, 'one', quiz_item_id, choice, 0, 0, '', 0 FROM response LIMIT 1"
)
_COPY = (
    "INSERT INTO response (attempt_id, quiz_item_id, vote, event_id, choice, received_at, device, n)"
    " SELECT :to, quiz_item_id, 1, 1, choice, received_at, '', 0 FROM response WHERE attempt_id = :of"
)


def timed(db: Session, work: Any) -> float:
    began = perf_counter()
    work(db)
    return perf_counter() - began


def peak(path: Path, work: str) -> int:
    """Peak memory, in bytes, of a process of its own that does one thing."""
    command = [sys.executable, "-m", "tests.bench.statistics", "--only", work, "--database", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def only(path: Path, work: str) -> None:
    store = open_store(f"sqlite:///{path}")
    with store.reading() as db:
        (report if work == "report" else scan)(db)
    store.close()
    # not getrusage: its peak counts the parent's memory from before the exec
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)


def from_rows(learners: int, questions: int) -> Analysis:
    """The same figures without a database, from one row of marks per learner."""
    names = ("A", "B", "C", "D")
    columns = tuple(Column(1, names, frozenset("A")) for _ in range(questions))
    rows = list(answers(learners, questions))
    marks = [[int(chosen == 0) for chosen in row] for row in rows]
    responses = [[() if chosen is None else (names[chosen],) for chosen in row] for row in rows]
    return analyse(Matrix(columns, marks, responses).counts())


def measure(folder: Path, *, learners: int, questions: int, pairs: int) -> dict[str, Any]:
    path = folder / "quizapp.db"
    make_database(path, learners, questions)
    store = open_store(f"sqlite:///{path}")
    with store.reading() as db:
        found = report(db)
        scan(db)
        scans, reports = [], []
        for _ in range(pairs):
            scans.append(timed(db, scan))
            reports.append(timed(db, report))
        responses = db.query(Attempt).count() * questions
    store.close()
    return {
        "responses and blanks": responses,
        "scan seconds": [round(one, 3) for one in scans],
        "report seconds": [round(one, 3) for one in reports],
        "report to scan": round(median(r / s for r, s in zip(reports, scans, strict=True)), 2),
        "megabytes beyond the scan": round((peak(path, "report") - peak(path, "scan")) / 1e6, 1),
        "equal to the figures from rows": found == from_rows(learners, questions),
    } | with_sums(path, pairs)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--learners", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--trials", type=int, default=400, help="simulated trials of two versions for each case")
    parser.add_argument("--only", choices=["scan", "report"], help=argparse.SUPPRESS)
    parser.add_argument("--database", type=Path, help=argparse.SUPPRESS)
    given_ = parser.parse_args()
    if given_.only:
        only(given_.database, given_.only)
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), learners=given_.learners, questions=given_.questions, pairs=given_.pairs) | {
            "two versions side by side": trials.measure(given_.trials),
            "machine": meter.surroundings(Path(folder)),
        }
    tell(figures, as_json=given_.json)


if __name__ == "__main__":
    main()
