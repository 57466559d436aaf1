"""After an erasure: nothing of what was deleted stays readable in the database's files.

SQLite overwrites deleted content in its file by itself (`secure_delete`), but earlier copies of pages lie in the
write-ahead log until that is emptied. PostgreSQL keeps old rows until VACUUM; its archived logs and backups follow
the retention of whoever runs it, and no promise is made about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic, sleep

from sqlalchemy import Engine, text

from quizapp.store.base import Base


def remove_traces(engine: Engine, tables: Iterable[str] = (), *, patience: float = 30.0) -> bool:
    """Empty the log, or vacuum the tables. False when readers held on to the log for all of `patience` seconds."""
    if engine.dialect.name != "sqlite":
        names = [name for name in tables if name in Base.metadata.tables]
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in names:
                connection.execute(text(f'VACUUM "{name}"'))
        return True
    until = monotonic() + patience
    while True:
        raw = engine.raw_connection()
        try:
            row = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
        if row is not None and row[0] == 0:
            return True
        if monotonic() > until:
            return False
        sleep(0.2)
