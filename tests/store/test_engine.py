from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import String, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quizapp.core.errors import BadInput, Busy
from quizapp.store.engine import Store, open_store, pragmas
from quizapp.store.sqlite import PRAGMAS

COUNT = text("SELECT count(*) FROM attempt")
START = text("INSERT INTO attempt (learner) VALUES (:learner)")


class Base(DeclarativeBase):
    pass


class Attempt(Base):
    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner: Mapped[str] = mapped_column(String(80))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/school.db"
    with closing(open_store(url if request.param == "sqlite" else request.getfixturevalue("postgresql_url"))) as store:
        Base.metadata.create_all(store.engine.execution_options(writing=True))
        yield store


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/school.db")) as store:
        Base.metadata.create_all(store.engine.execution_options(writing=True))
        yield store


def attempts(store: Store) -> int:
    with store.reading() as db:
        return int(db.execute(COUNT).scalar_one())


def test_it_keeps_what_a_page_commits(store: Store) -> None:
    with store.writing() as db:
        db.execute(START, {"learner": "lin"})
        db.commit()
    assert attempts(store) == 1


def test_it_forgets_what_a_page_does_not_commit(store: Store) -> None:
    with store.writing() as db:
        db.execute(START, {"learner": "lin"})
    assert attempts(store) == 0


def test_it_forgets_what_a_failing_page_has_begun(store: Store) -> None:
    with store.writing() as db:
        db.execute(START, {"learner": "lin"})
        with pytest.raises(IntegrityError):
            db.execute(START, {"learner": None})
    assert attempts(store) == 0


def test_a_reading_page_cannot_commit(store: Store) -> None:
    with store.reading() as db:
        db.execute(START, {"learner": "lin"})
        with pytest.raises(RuntimeError, match="only reads"):
            db.commit()
    assert attempts(store) == 0


def test_a_page_may_name_what_it_saved_while_others_already_write(store: Store) -> None:
    with store.writing() as db:
        attempt = Attempt(learner="lin")
        db.add(attempt)
        db.commit()
        with ThreadPoolExecutor(1) as other:
            other.submit(store.writer.submit, lambda execute: execute("DELETE FROM attempt")).result()
        assert attempt.learner == "lin"


def test_a_reader_sees_the_last_commit_while_a_page_is_writing(store: Store) -> None:
    with store.writing() as db:
        db.execute(START, {"learner": "lin"})
        assert attempts(store) == 0
        db.commit()
        assert attempts(store) == 1


def test_it_starts_one_attempt_when_sixteen_tabs_start_at_once(file_store: Store) -> None:
    barrier = Barrier(16)

    def start() -> None:
        barrier.wait()
        with file_store.writing() as db:
            if not db.execute(COUNT).scalar_one():
                db.execute(START, {"learner": "lin"})
                db.commit()

    with ThreadPoolExecutor(16) as tabs:
        for tab in [tabs.submit(start) for _ in range(16)]:
            tab.result()
    assert attempts(file_store) == 1


def test_it_reads_its_settings_back(file_store: Store) -> None:
    wanted = {"journal_mode": "wal", "busy_timeout": 10_000, **PRAGMAS}
    with file_store.reading() as reading, file_store.writing() as writing:
        assert pragmas(reading.connection()) == wanted
        assert pragmas(writing.connection()) == wanted


def test_it_refuses_an_orphan(file_store: Store) -> None:
    with file_store.writing() as db:
        db.execute(text("CREATE TABLE response (attempt_id INTEGER REFERENCES attempt (id))"))
        with pytest.raises(IntegrityError):
            db.execute(text("INSERT INTO response VALUES (99)"))


def test_tables_made_in_a_failing_transaction_are_gone(file_store: Store) -> None:
    with file_store.writing() as db:
        db.execute(text("CREATE TABLE half (id INTEGER)"))
    with file_store.reading() as db:
        assert not db.execute(text("SELECT name FROM sqlite_schema WHERE name = 'half'")).all()


def test_it_says_at_once_when_a_thread_would_wait_for_itself(file_store: Store) -> None:
    with file_store.writing() as outer:
        outer.execute(START, {"learner": "lin"})
        with pytest.raises(RuntimeError, match="already writing"), file_store.writing() as inner:
            inner.execute(START, {"learner": "gus"})
        with pytest.raises(RuntimeError, match="already writing"):
            file_store.writer.submit(lambda execute: execute("DELETE FROM attempt"))
        outer.commit()
    with file_store.writing() as db:
        db.execute(START, {"learner": "gus"})
        db.commit()
    assert attempts(file_store) == 2


def test_nobody_reads_that_the_database_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.store.sqlite.BUSY_SECONDS", 0.05)
    with closing(open_store(f"sqlite:///{tmp_path}/school.db")) as store:
        Base.metadata.create_all(store.engine)
        with closing(sqlite3.connect(tmp_path / "school.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Busy, match="another program is writing"), store.writing() as db:
                db.execute(START, {"learner": "lin"})
            other.execute("COMMIT")
        with store.writing() as db:
            db.execute(START, {"learner": "lin"})
            db.commit()
        assert attempts(store) == 1


def test_a_page_waits_its_turn_no_longer_than_it_may(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.store.engine.BUSY_SECONDS", 0.05)
    seen: list[BaseException] = []

    def page() -> None:
        try:
            with file_store.writing() as db:
                db.execute(START, {"learner": "gus"})
        except Busy as busy:
            seen.append(busy)

    with file_store.writing() as db:
        db.execute(START, {"learner": "lin"})
        other = Thread(target=page)
        other.start()
        other.join()
        db.commit()
    assert len(seen) == 1
    assert attempts(file_store) == 1


def test_a_full_disk_is_busy_and_not_a_crash(file_store: Store) -> None:
    with file_store.writing() as db:
        pages = db.execute(text("PRAGMA page_count")).scalar_one()
        db.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(Busy, match="disk is full"):
            db.execute(START, {"learner": "lin" * 10_000})
    assert attempts(file_store) == 0


def test_a_throw_away_database_is_shared_by_its_threads_and_gone_afterwards() -> None:
    first, second = open_store("sqlite://"), open_store("sqlite://")
    with closing(first), closing(second):
        Base.metadata.create_all(first.engine)
        Base.metadata.create_all(second.engine)
        with first.reading() as page:
            folder = Path(page.execute(text("PRAGMA database_list")).all()[0][2]).parent
            assert page.execute(COUNT).scalar_one() == 0
            with ThreadPoolExecutor(1) as other:
                insert = "INSERT INTO attempt (learner) VALUES ('lin')"
                other.submit(first.writer.submit, lambda execute: execute(insert)).result()
        assert (attempts(first), attempts(second)) == (1, 0)
        assert folder.is_dir()
    assert not folder.exists()


def test_postgresql_is_reached_with_psycopg_however_it_is_spelled(postgresql_url: str) -> None:
    for scheme in ("postgresql", "postgresql+psycopg"):
        with closing(open_store(postgresql_url.replace("postgresql", scheme, 1))) as store:
            assert store.engine.driver == "psycopg"
            with store.reading() as db:
                assert db.execute(text("SHOW lock_timeout")).scalar_one() == "10s"


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("school.db", "write sqlite:///path"),
        ("mysql://localhost/school", "use sqlite or postgresql"),
        ("sqlite:///school.db?mode=ro", "no settings"),
        ("sqlite:////no/such/folder/school.db", "check the folder"),
    ],
)
def test_it_says_what_is_wrong_with_a_database_address(url: str, advice: str) -> None:
    with pytest.raises(BadInput, match=advice):
        open_store(url)


def test_it_says_that_a_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("The mitochondrion is the powerhouse of the cell. " * 100)
    with pytest.raises(BadInput, match="name another file"):
        open_store(f"sqlite:///{tmp_path}/essay.txt")
