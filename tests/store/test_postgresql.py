from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Barrier, Thread

import psycopg
import pytest
from sqlalchemy import text

from quizapp.core.errors import Busy
from quizapp.store.engine import Store, open_store
from quizapp.store.postgresql import passing, psycopg_style
from quizapp.store.writer import Execute


@pytest.fixture
def store(postgresql_url: str) -> Iterator[Store]:
    with closing(open_store(postgresql_url)) as store:
        with store.writing() as db:
            db.execute(text("CREATE TABLE response (learner INTEGER PRIMARY KEY, choice TEXT)"))
            db.execute(text("INSERT INTO response VALUES (1, ''), (2, '')"))
            db.commit()
        yield store


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("VALUES (:a, :b_2)", b"VALUES (%(a)s, %(b_2)s)"),
        ("SELECT ':a' || 'it''s :b'", b"SELECT ':a' || 'it''s :b'"),
        ("SELECT :a::int % 5, '50 %'", b"SELECT %(a)s::int %% 5, '50 %%'"),
    ],
)
def test_it_translates_parameters_and_nothing_else(ours: str, theirs: bytes) -> None:
    assert psycopg_style(ours) == theirs


def test_answers_that_block_each_other_are_both_stored(store: Store) -> None:
    both_hold_one = Barrier(2)
    runs: list[int] = []

    def answer(first: int, second: int) -> None:
        def op(execute: Execute) -> None:
            runs.append(first)
            execute("UPDATE response SET choice = choice || 'x' WHERE learner = :n", {"n": first})
            if len(runs) <= 2:
                both_hold_one.wait(5)
            execute("UPDATE response SET choice = choice || 'x' WHERE learner = :n", {"n": second})

        store.writer.submit(op)

    threads = [Thread(target=answer, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) > 2  # PostgreSQL ended the deadlock by refusing one or both, which then ran again
    with store.reading() as db:
        assert db.execute(text("SELECT choice FROM response")).scalars().all() == ["xx", "xx"]


def test_an_answer_survives_a_lost_connection(store: Store) -> None:
    runs: list[int] = []

    def op(execute: Execute) -> None:
        runs.append(1)
        if len(runs) == 1:
            execute("SELECT pg_terminate_backend(pg_backend_pid())")
        execute("UPDATE response SET choice = 'b' WHERE learner = 1")

    store.writer.submit(op)
    assert len(runs) == 2
    with store.reading() as db:
        assert db.execute(text("SELECT choice FROM response WHERE learner = 1")).scalar_one() == "b"


def test_a_page_that_waits_too_long_for_a_row_is_told_to_come_back(store: Store) -> None:
    row = text("SELECT 1 FROM response WHERE learner = 1 FOR UPDATE")
    with store.writing() as db, store.writing() as other:
        db.execute(row)
        other.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(Busy):
            other.execute(row)


def test_only_what_passes_by_itself_is_busy() -> None:
    assert passing(psycopg.errors.DiskFull())
    assert passing(psycopg.errors.TooManyConnections())
    assert not passing(psycopg.errors.UndefinedTable())
    assert not passing(psycopg.errors.UniqueViolation())
    assert not passing(ValueError())
