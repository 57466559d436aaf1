"""After an erasure: nothing of what was deleted stays readable in the database's files.

SQLite overwrites deleted content in its file by itself (`secure_delete`), but earlier copies of pages lie in the
write-ahead log until that is emptied. PostgreSQL keeps old rows until VACUUM; its archived logs and backups follow
the retention of whoever runs it, and no promise is made about them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from time import monotonic, sleep

from sqlalchemy import Engine, text

from quizapp.store.base import Base
from quizapp.store.sqlite import passing

TRY_AGAIN = 0.05


def remove_traces(engine: Engine, tables: Iterable[str] = (), *, patience: float = 30.0) -> bool:
    """Empty the log, or vacuum the tables. False when others held on to the log for all of `patience` seconds.

    `patience` is for SQLite alone. On PostgreSQL every one of the tables is vacuumed before this returns, however long
    that takes, also within the request that erases a learner.
    """
    if engine.dialect.name != "sqlite":
        names = [name for name in tables if name in Base.metadata.tables]
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in names:
                connection.execute(text(f'VACUUM "{name}"'))
        return True
    until = monotonic() + patience
    while True:
        if _emptied(engine):
            return True
        if monotonic() > until:
            return False
        sleep(TRY_AGAIN)


def _emptied(engine: Engine) -> bool:
    """One try that waits for nobody: SQLite's own waiting would keep the writer's place for all of it."""
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        waits = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        connection.execute("PRAGMA busy_timeout = 0").close()
        try:
            return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        except sqlite3.OperationalError as error:
            if passing(error) is None:
                raise
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout = {waits}").close()
    finally:
        raw.close()
