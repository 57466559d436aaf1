"""The durable answer route against the same server without the database, and against bare sqlite3, in one run.

    python tests/bench/answers.py [--seconds 4] [--pairs 5] [--json]

P1: requests per server CPU second of the answer route, as a share of an authenticated POST that does everything but
store, and of a bare Flask route. P2: answers per second of wall time over 64 connections, as a share of one sqlite3
thread with a FULL commit for each: once with two plain inserts into tables of its own, once with our own statements
on a copy of the database. Every answer that was acknowledged is counted in the database afterwards.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
from statistics import median
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import text

from quizapp.classroom import taking_answers
from quizapp.classroom.desk import AttemptKey, Place
from quizapp.store.engine import open_store
from quizapp.store.sqlite import connect
from quizapp.store.writer import NO_PARAMS
from tests.bench import load, meter
from tests.bench.command import options, tell
from tests.trust.running import Classroom, Server, make_classroom

LEARNERS = 400

WITH_BENCH_ROUTES = """
import quizapp.web
from flask import jsonify, request
from quizapp.web.signing_in import carried_seats
build = quizapp.web.create_app
def create_app(config):
    app = build(config)
    @app.get("/bench/bare")
    def bare():
        return "ok"
    @app.post("/bench/authenticated")
    def authenticated():
        seats, posted = dict(carried_seats()), request.get_json(silent=True)
        return jsonify(saved_at="12:00:00", late=not (seats and posted))
    return app
quizapp.web.create_app = create_app
from quizapp.cli import main
main()
"""


@dataclass
class Shares:
    """Medians over pairs of legs. Shares are 1.0 for "as fast as".

    `of_limit` is against the slower of bare sqlite3 and the authenticated POST: on a disk that confirms thousands of
    flushes a second, no page written in Python can keep up with bare sqlite3.
    """

    of_authenticated: float
    of_bare: float
    of_sqlite: float
    of_same_work: float
    of_limit: float
    figures: dict[str, list[float]]
    acknowledged: int
    stored: int


def answers(room: Classroom, port: int) -> Iterator[bytes]:
    """Distinct answers, learner after learner, without end; each with a key of its own."""
    for n in count():
        learner = room.learners[n % len(room.learners)]
        question, _, offered = learner.tokens[(n // len(room.learners)) % len(learner.tokens)]
        body = {"item": question, "key": f"{n:032x}", "n": n, "device": "b" * 32, "choice": [offered[n % len(offered)]]}
        yield _post(f"/take/{learner.attempt}/answer", body, learner.cookie, learner.csrf, port)


def no_ops(room: Classroom, port: int) -> Iterator[bytes]:
    for n in count():
        learner = room.learners[n % len(room.learners)]
        body = {"item": "x" * 20, "key": f"{n:032x}", "n": n, "device": "b" * 32, "choice": ["0" * 20]}
        yield _post("/bench/authenticated", body, learner.cookie, learner.csrf, port)


def bare(port: int) -> Iterator[bytes]:
    one = load.request("GET", "/bench/bare", port=port)
    while True:
        yield one


def _post(path: str, body: dict[str, object], cookie: str, csrf: str, port: int) -> bytes:
    headers = [("Cookie", cookie), ("X-CSRFToken", csrf), ("Content-Type", "application/json")]
    return load.request("POST", path, body=json.dumps(body).encode(), headers=headers, port=port)


def measure(
    folder: Path, *, seconds: float, pairs: int, learners: int = LEARNERS, kind: type[Server] = Server
) -> Shares:
    """Legs alternate, so that a busy machine is busy for all of them."""
    room = make_classroom(folder, learners=learners)
    copy = str(shutil.copy(room.instance / "quizapp.db", folder / "copy.db"))
    server = kind(room, program=WITH_BENCH_ROUTES)
    server.start()
    try:
        with closing(connect(copy)) as db:
            return _measure(room, server, _without_server(room, db), seconds=seconds, pairs=pairs)
    finally:
        server.stop()


def _without_server(room: Classroom, db: sqlite3.Connection) -> Callable[[], None]:
    """A function that stores one answer after another as the server does, each with a commit of its own."""
    numbers, at = count(), datetime.now(UTC)

    def execute(sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]:
        return db.execute(sql, params).fetchall()

    def one_answer() -> None:
        n = next(numbers)
        learner = room.learners[n % len(room.learners)]
        _, question, _ = learner.tokens[(n // len(room.learners)) % len(learner.tokens)]
        db.execute("BEGIN IMMEDIATE")
        key = AttemptKey(learner.attempt_id, b"", "", 0, "", ZoneInfo("UTC"))
        place = cast(Place, SimpleNamespace(id=question))
        store = partial(taking_answers.answer, execute, key, place, (1,), generation=1, at=at)
        store(event_key=f"{n:032x}", device="b" * 32, n=n)
        db.execute("COMMIT")

    return one_answer


def _measure(
    room: Classroom, server: Server, without_server: Callable[[], None], *, seconds: float, pairs: int
) -> Shares:
    assert server.process is not None
    group, port = server.process.pid, server.port
    sources = {"answer": answers(room, port), "authenticated": no_ops(room, port), "bare": bare(port)}
    per_cpu: dict[str, list[float]] = {name: [] for name in sources}
    wall: list[float] = []
    posts: list[float] = []
    raw: list[float] = []
    same: list[float] = []
    acknowledged = 0

    def leg(name: str, connections: int, length: float) -> tuple[float, float]:
        nonlocal acknowledged
        before = meter.cpu_seconds(group)
        report = load.drive(port, sources[name], connections=connections, seconds=length)
        spent = meter.cpu_seconds(group) - before
        if set(report.statuses) - {200}:
            raise AssertionError(f"{name}: {dict(report.statuses)}")
        if name == "answer":
            acknowledged += report.replies
        return report.replies / spent, report.rate

    def alone() -> None:
        raw.append(meter.commits_per_second(room.instance, seconds=min(1.0, seconds)))
        same.append(meter.rate(without_server, min(1.0, seconds)))

    # A learner's page makes the attempt known before the first answer; here the first answer has to.
    acknowledged += load.drive(
        port, islice(sources["answer"], len(room.learners)), connections=16, seconds=60, check=False
    ).replies
    for name in sources:
        leg(name, 16, min(1.0, seconds))
    for _ in range(pairs):
        for name in sources:
            cpu, rate = leg(name, 16, seconds)
            per_cpu[name].append(cpu)
            if name == "authenticated":
                posts.append(rate)
        alone()
        wall.append(leg("answer", 64, seconds)[1])
        alone()
    best, best_same = ([max(pair) for pair in zip(one[::2], one[1::2], strict=True)] for one in (raw, same))
    return Shares(
        of_authenticated=_share(per_cpu["answer"], per_cpu["authenticated"]),
        of_bare=_share(per_cpu["answer"], per_cpu["bare"]),
        of_sqlite=_share(wall, best),
        of_same_work=_share(wall, best_same),
        of_limit=_share(wall, [min(pair) for pair in zip(best, posts, strict=True)]),
        figures={f"{name}: requests per CPU second": per_cpu[name] for name in per_cpu}
        | {"answers per second": wall, "sqlite3 commits per second": raw, "with our own statements": same},
        acknowledged=acknowledged,
        stored=_stored(room),
    )


def _share(ours: list[float], reference: list[float]) -> float:
    return median(a / b for a, b in zip(ours, reference, strict=True))


def _stored(room: Classroom) -> int:
    store = open_store(room.url)
    with store.engine.connect() as connection:
        stored = int(connection.execute(text("SELECT count(*) FROM response_event")).scalar() or 0)
    store.close()
    return stored


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        shares = measure(Path(folder), seconds=arguments.seconds, pairs=arguments.pairs)
        around = meter.surroundings(Path(folder))
    figures = {name: [round(value) for value in values] for name, values in shares.figures.items()}
    summary = {
        "answer route as a share of an authenticated POST (goal 0.65)": round(shares.of_authenticated, 3),
        "answer route as a share of a bare route (goal 0.35)": round(shares.of_bare, 3),
        "durable answers per second as a share of bare sqlite3 (goal 1.0)": round(shares.of_sqlite, 3),
        "the same as a share of sqlite3 with our own statements": round(shares.of_same_work, 3),
        "the same as a share of the slower of sqlite3 and the authenticated POST": round(shares.of_limit, 3),
        "acknowledged": shares.acknowledged,
        "stored": shares.stored,
    }
    tell({**summary, **figures, **around}, as_json=arguments.json)


if __name__ == "__main__":
    main()
