from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from time import sleep
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from quizapp.core.errors import Busy
from quizapp.store import sqlite
from quizapp.store.engine import Store, open_store
from quizapp.store.writer import MANY_GROUPS, Execute, GroupWriter, Outcome
from tests.store.killed_writer import INSERT, TABLE

Answer = tuple[int, int]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/school.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with closing(a_room(url)) as store:
        yield store


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with closing(a_room(f"sqlite:///{tmp_path}/school.db")) as store:
        yield store


def a_room(url: str) -> Store:
    store = open_store(url)
    with store.writing() as db:
        db.execute(text(TABLE))
        db.commit()
    return store


def answer(learner: int, question: int = 1) -> Callable[[Execute], Answer]:
    def op(execute: Execute) -> Answer:
        execute(INSERT, {"learner": learner, "question": question})
        return learner, question

    return op


def stored(store: Store) -> list[Answer]:
    with store.reading() as db:
        return [(row.learner, row.question) for row in db.execute(text("SELECT * FROM response ORDER BY 1, 2"))]


@contextmanager
def one_group(store: Store) -> Iterator[Callable[[Callable[[Execute], Any]], Future[Any]]]:
    """Inside, ops wait in the queue in the order in which they are handed in; at the end all are served at once."""
    writer, lock = store.writer, store.lock
    with ThreadPoolExecutor(1) as holder, ThreadPoolExecutor(64) as learners:
        if not isinstance(writer, GroupWriter) or lock is None:
            yield lambda op: learners.submit(writer.submit, op)
            return
        assert holder.submit(lock.acquire, 0).result()
        handed_in = 0

        def hand_in(op: Callable[[Execute], Any]) -> Future[Any]:
            nonlocal handed_in
            handed_in += 1
            future = learners.submit(writer.submit, op)
            while len(writer._queue) < handed_in:
                sleep(0.0005)
            return future

        yield hand_in
        lock.release()


def test_it_returns_what_the_op_returned(store: Store) -> None:
    assert store.writer.submit(answer(1)) == (1, 1)
    rows = store.writer.submit(lambda execute: execute("SELECT learner, 'a:b%' FROM response"))
    assert rows == [(1, "a:b%")]
    insert = "INSERT INTO response VALUES (:n, 2) ON CONFLICT DO NOTHING RETURNING learner"
    assert store.writer.submit(lambda execute: execute(insert, {"n": 1})) == [(1,)]
    assert store.writer.submit(lambda execute: execute(insert, {"n": 1})) == []


def test_an_answer_is_stored_when_submit_returns(store: Store) -> None:
    def learn(learner: int) -> None:
        for question in range(20):
            store.writer.submit(answer(learner, question))
            assert (learner, question) in stored(store)

    with ThreadPoolExecutor(8) as learners:
        for learner in [learners.submit(learn, n) for n in range(8)]:
            learner.result()


def test_it_keeps_the_good_answers_around_a_bad_one(store: Store) -> None:
    def stumble(execute: Execute) -> None:
        answer(99)(execute)
        raise ValueError("after the first statement")

    store.writer.submit(answer(0))
    with one_group(store) as hand_in:
        good = [hand_in(answer(n)) for n in range(1, 6)]
        bad = hand_in(stumble)
        double = hand_in(answer(0))
        wrong = hand_in(lambda execute: execute("SELECT no_such_column FROM response"))
        more = [hand_in(answer(n)) for n in range(6, 11)]
    assert [future.result() for future in good + more] == [(n, 1) for n in range(1, 11)]
    with pytest.raises(ValueError, match="after the first statement"):
        bad.result()
    with pytest.raises(IntegrityError):
        double.result()
    with pytest.raises(Exception, match="no_such_column"):
        wrong.result()
    assert stored(store) == [(n, 1) for n in range(11)]


def test_a_group_is_served_in_order_with_one_commit(file_store: Store) -> None:
    assert isinstance(file_store.writer, GroupWriter)
    statements: list[str] = []
    file_store.writer._connection.set_trace_callback(statements.append)
    with one_group(file_store) as hand_in:
        for n in (5, 3, 9, 1, 7):
            hand_in(answer(n))
    assert statements.count("COMMIT") == 1
    with file_store.reading() as db:
        order = db.execute(text("SELECT learner FROM response ORDER BY rowid")).scalars().all()
    assert order == [5, 3, 9, 1, 7]


def test_a_long_queue_is_served_in_groups_of_bounded_size(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.store.writer.LARGEST_GROUP", 4)
    assert isinstance(file_store.writer, GroupWriter)
    statements: list[str] = []
    file_store.writer._connection.set_trace_callback(statements.append)
    with one_group(file_store) as hand_in:
        for n in range(10):
            hand_in(answer(n))
    assert statements.count("COMMIT") == 3
    assert len(stored(file_store)) == 10


def test_who_does_not_wait_is_told_once_and_after_the_commit(store: Store) -> None:
    told: list[tuple[int, object]] = []
    everybody = Event()

    def learn(learner: int) -> Callable[[Outcome[Answer]], None]:
        def tell(outcome: Outcome[Answer]) -> None:
            told.append((learner, outcome.error or outcome.value))
            assert outcome.error or (learner, 1) in stored(store)
            if len(told) == 4:
                everybody.set()

        return tell

    store.writer.submit(answer(1))
    for learner in (1, 2, 3, 4):
        store.writer.hand_in(answer(learner), learn(learner))
    assert everybody.wait(10)
    assert sorted(told[1:]) == [(2, (2, 1)), (3, (3, 1)), (4, (4, 1))]
    assert isinstance(told[0][1], IntegrityError)


def test_answers_that_keep_coming_share_a_commit_until_somebody_waits(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.store.writer.GATHER_SECONDS", 60)
    monkeypatch.setattr("quizapp.store.writer.LULL_SECONDS", 60)
    assert isinstance(file_store.writer, GroupWriter)
    statements: list[str] = []
    file_store.writer._connection.set_trace_callback(statements.append)
    told: list[Outcome[Answer]] = []
    file_store.writer.submit(answer(1))
    for learner in (2, 3, 4):
        file_store.writer.hand_in(answer(learner), told.append)
    assert not told
    file_store.writer.submit(answer(5))
    assert statements.count("COMMIT") == 2
    assert [outcome.value for outcome in told] == [(2, 1), (3, 1), (4, 1)]


def test_a_receipt_that_cannot_be_told_does_not_stop_the_writing(file_store: Store) -> None:
    def hang_up(outcome: Outcome[Answer]) -> None:
        raise ConnectionError

    file_store.writer.hand_in(answer(1), hang_up)
    assert file_store.writer.submit(answer(2)) == (2, 1)
    assert stored(file_store) == [(1, 1), (2, 1)]


def test_an_op_that_makes_sqlite_drop_the_whole_transaction_harms_nobody_else(file_store: Store) -> None:
    file_store.writer.submit(answer(0))

    def dropping(execute: Execute) -> None:
        execute("INSERT OR ROLLBACK INTO response VALUES (0, 1)")

    with one_group(file_store) as hand_in:
        before, bad, after = hand_in(answer(1)), hand_in(dropping), hand_in(answer(2))
    assert (before.result(), after.result()) == ((1, 1), (2, 1))
    with pytest.raises(IntegrityError):
        bad.result()
    assert stored(file_store) == [(0, 1), (1, 1), (2, 1)]


def test_when_the_commit_fails_each_op_is_tried_alone(file_store: Store) -> None:
    def orphan(execute: Execute) -> None:
        execute("PRAGMA defer_foreign_keys = ON")  # what would be refused at once is then refused by COMMIT
        execute("INSERT INTO remark VALUES (99)")

    with file_store.writing() as db:
        db.execute(text("CREATE TABLE question (id INTEGER PRIMARY KEY)"))
        db.execute(text("CREATE TABLE remark (question INTEGER REFERENCES question)"))
        db.commit()
    with one_group(file_store) as hand_in:
        good = [hand_in(answer(n)) for n in range(3)]
        bad = hand_in(orphan)
        good.append(hand_in(answer(3)))
    assert [future.result() for future in good] == stored(file_store) == [(n, 1) for n in range(4)]
    with pytest.raises(sqlite3.IntegrityError):
        bad.result()


def test_a_full_disk_refuses_what_does_not_fit_and_keeps_the_rest(file_store: Store) -> None:
    assert isinstance(file_store.writer, GroupWriter)
    connection = file_store.writer._connection
    connection.execute("CREATE TABLE essay (body TEXT)")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with one_group(file_store) as hand_in:
        before = hand_in(answer(1))
        essay = hand_in(lambda execute: execute("INSERT INTO essay VALUES (:body)", {"body": "x" * 100_000}))
        after = hand_in(answer(2))
    with pytest.raises(Busy, match="disk is full"):
        essay.result()
    assert (before.result(), after.result()) == ((1, 1), (2, 1))
    connection.execute("PRAGMA max_page_count = 100000")
    file_store.writer.submit(lambda execute: execute("INSERT INTO essay VALUES (:body)", {"body": "x" * 100_000}))


def test_nothing_is_lost_while_another_program_locks_the_database(store: Store) -> None:
    locked = Event()

    def other_program() -> None:
        if store.lock is None:
            with store.engine.begin() as connection:
                connection.execute(text("LOCK TABLE response IN EXCLUSIVE MODE"))
                locked.set()
                sleep(0.3)
        else:
            with closing(sqlite3.connect(str(store.engine.url.database), isolation_level=None)) as connection_:
                connection_.execute("BEGIN EXCLUSIVE")
                locked.set()
                sleep(0.3)
                connection_.execute("COMMIT")

    other = Thread(target=other_program)
    other.start()
    assert locked.wait(5)
    with ThreadPoolExecutor(16) as learners:
        acknowledged = list(learners.map(lambda n: store.writer.submit(answer(n)), range(200)))
    other.join()
    assert stored(store) == sorted(acknowledged)
    assert len(acknowledged) == 200


def test_answers_are_refused_in_time_when_the_database_stays_locked(file_store: Store) -> None:
    path = str(file_store.engine.url.database)
    assert file_store.lock is not None
    writer = GroupWriter(sqlite.connect(path), file_store.lock, patience=0.2)
    with closing(writer), closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(16) as learners:
            waiting = [learners.submit(writer.submit, answer(n)) for n in range(16)]
            errors = [future.exception() for future in waiting]
        assert [type(error) for error in errors] == [Busy] * 16
        assert not any("locked" in str(error) for error in errors)
        other.execute("ROLLBACK")
        assert stored(file_store) == []
        writer._patience = 30
        assert writer.submit(answer(1)) == (1, 1)  # and is served again


def test_answers_are_refused_when_too_many_wait(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.store.writer.LONGEST_QUEUE", 3)
    with one_group(file_store) as hand_in:
        accepted = [hand_in(answer(n)) for n in range(3)]
        with ThreadPoolExecutor(1) as late, pytest.raises(Busy, match="too many"):
            late.submit(file_store.writer.submit, answer(3)).result()
    assert [future.result() for future in accepted] == stored(file_store) == [(0, 1), (1, 1), (2, 1)]


def test_writing_never_stops_although_waiting_threads_give_up_at_any_moment(file_store: Store) -> None:
    storm(file_store, tickets=10_000)


def storm(store: Store, tickets: int) -> None:
    """Learners whose patience ends at the very moments at which groups are committed."""
    assert store.lock is not None
    writer = GroupWriter(sqlite.connect(str(store.engine.url.database)), store.lock, patience=0.002)
    each = tickets // 32

    def learn(learner: int) -> tuple[set[Answer], int]:
        kept, refused = set(), 0
        for question in range(each):
            try:
                kept.add(writer.submit(answer(learner, question)))
            except Busy:
                refused += 1
        return kept, refused

    def disturb(stop: Event, rng: random.Random) -> None:
        assert store.lock is not None
        while not stop.is_set():
            assert store.lock.acquire(10)
            sleep(rng.random() * 0.003)
            store.lock.release()
            sleep(rng.random() * 0.006)

    stop = Event()
    disturber = Thread(target=disturb, args=(stop, random.Random(7)))
    disturber.start()
    with ThreadPoolExecutor(32) as learners:
        results = list(learners.map(learn, range(32)))
    stop.set()
    disturber.join()
    acknowledged = set().union(*(kept for kept, _ in results))
    refused = sum(count for _, count in results)
    rows = set(stored(store))
    assert acknowledged <= rows
    assert len(acknowledged) + refused == each * 32
    assert len(rows) <= each * 32
    assert acknowledged, "nobody was served: the storm tests nothing"
    assert refused, "nobody gave up: the storm tests nothing"
    assert not writer._queue
    writer.close()


@pytest.mark.parametrize("others", [0, 1])
def test_writing_goes_on_after_ctrl_c_in_a_waiting_thread(file_store: Store, others: int) -> None:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        with one_group(file_store) as hand_in:  # also with nobody before it
            before = [hand_in(answer(n)) for n in range(others)]
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            with pytest.raises(KeyboardInterrupt):
                file_store.writer.submit(answer(2))
    finally:
        signal.signal(signal.SIGALRM, previous)
    acknowledged = [future.result() for future in before] + [file_store.writer.submit(answer(3))]
    assert stored(file_store) == acknowledged


def test_ctrl_c_while_the_first_answer_still_starts_the_writing_stores_nothing(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(Thread):
        def start(self) -> None:
            super().start()
            raise KeyboardInterrupt

    monkeypatch.setattr("quizapp.store.writer.Thread", Interrupted)
    with one_group(file_store), pytest.raises(KeyboardInterrupt):
        file_store.writer.submit(answer(2))
    assert file_store.writer.submit(answer(3)) == (3, 1)
    assert stored(file_store) == [(3, 1)]


def test_when_a_storm_is_over_its_answers_are_copied_out_of_the_log(file_store: Store) -> None:
    """Else whoever writes next does it, and that is the host whom the room waits for."""
    database = Path(file_store.engine.url.database or "")
    for n in range(MANY_GROUPS):
        file_store.writer.submit(answer(n))
    for _ in range(200):
        with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as without_log:
            found = without_log.execute("SELECT count(*) FROM sqlite_master WHERE name = 'response'").fetchone()
            copied = without_log.execute("SELECT count(*) FROM response").fetchone()[0] if found[0] else 0
        if copied == MANY_GROUPS:
            break
        sleep(0.05)
    assert copied == MANY_GROUPS
    assert file_store.writer.submit(answer(MANY_GROUPS)) == (MANY_GROUPS, 1)


def test_a_closed_writer_takes_no_more_and_leaves_no_log_behind(file_store: Store) -> None:
    file_store.writer.submit(answer(1))
    wal = Path(f"{file_store.engine.url.database}-wal")
    assert wal.stat().st_size > 0
    file_store.writer.close()
    assert wal.stat().st_size == 0
    with pytest.raises(Busy, match="stopping"):
        file_store.writer.submit(answer(2))


def kill_while_answering(url: str, *options: str, after: int) -> set[Answer]:
    """Acknowledgements received from a process until it was killed in the middle of its work."""
    command = [sys.executable, "-m", "tests.store.killed_writer", url, *options]
    acknowledged: set[Answer] = set()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            learner, question = line.split()
            acknowledged.add((int(learner), int(question)))
            if len(acknowledged) == after:
                process.kill()
    return acknowledged


def test_no_acknowledged_answer_is_lost_when_the_process_is_killed(url: str) -> None:
    with closing(a_room(url)) as store:
        for after in (50, 300):
            acknowledged = kill_while_answering(url, after=after)
            assert len(acknowledged) >= after
            assert acknowledged <= set(stored(store))
            store.writer.submit(lambda execute: execute("DELETE FROM response"))


def test_the_kill_test_notices_a_writer_that_acknowledges_before_the_commit(tmp_path: Path) -> None:
    for n in range(5):  # a busy machine may let a single kill come late
        url = f"sqlite:///{tmp_path}/school-{n}.db"
        with closing(a_room(url)) as store:
            if not kill_while_answering(url, "--early", after=50) <= set(stored(store)):
                return
    pytest.fail("a writer that acknowledges before the commit went unnoticed")
