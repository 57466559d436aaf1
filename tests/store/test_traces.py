"""After an erasure the log is empty, or it is said that somebody still reads it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event, text

from quizapp.classroom.erasing import personal_tables
from quizapp.store.engine import open_store
from quizapp.store.migrate import upgrade
from quizapp.store.sqlite import BUSY_SECONDS, pragmas
from quizapp.store.traces import remove_traces


def test_the_log_is_emptied_unless_somebody_reads_an_older_state(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    upgrade(store.engine)
    log = tmp_path / "quizapp.db-wal"
    with store.reading() as reader:
        reader.execute(text("SELECT count(*) FROM person")).all()
        with store.writing() as db:
            db.execute(text("INSERT INTO grade_weight (opening_id, weight) SELECT 1, '1' WHERE false"))
            db.commit()
        assert log.stat().st_size > 0
        assert remove_traces(store.engine, patience=0) is False
    assert remove_traces(store.engine) is True
    assert log.stat().st_size == 0
    store.close()


def test_one_try_waits_for_nobody_and_the_connection_goes_back_as_patient_as_it_came(tmp_path: Path) -> None:
    """SQLite's own ten seconds would keep everybody else from writing."""
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    upgrade(store.engine)
    store.engine.dispose()
    told: list[str] = []
    event.listen(store.engine, "connect", lambda driver, record: driver.set_trace_callback(told.append))
    assert remove_traces(store.engine) is True
    assert told.index("PRAGMA busy_timeout = 0") + 1 == told.index("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.engine.connect() as connection:
        assert pragmas(connection)["busy_timeout"] == BUSY_SECONDS * 1000
    assert store.engine.pool.status().count("Connections in pool: 1"), "it was the same connection"
    store.close()


def test_on_postgresql_the_tables_are_vacuumed(postgresql_url: str) -> None:
    store = open_store(postgresql_url)
    upgrade(store.engine)
    assert remove_traces(store.engine, personal_tables()) is True
    with store.engine.connect() as connection:
        query = "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'seat'"
        assert connection.execute(text(query)).scalar_one() == 1
    store.close()
