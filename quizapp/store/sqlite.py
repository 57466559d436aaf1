"""What is particular to SQLite: how a connection is set up, and which failures pass by themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from quizapp.core.errors import BadInput, Busy

MEBIBYTE = 1024 * 1024
BUSY_SECONDS = 10  # for other processes only: within this one, threads queue at the write lock

PRAGMAS: dict[str, int] = {
    "synchronous": 2,  # FULL: with NORMAL, a power cut takes answers that were already acknowledged
    "foreign_keys": 1,
    "secure_delete": 1,  # an erased name must not stay readable in the file
    "mmap_size": 256 * MEBIBYTE,
    "cache_size": -16 * 1024,  # negative: KiB instead of pages
    "journal_size_limit": 16 * MEBIBYTE,  # a WAL grown by one large import shrinks again
}

# Not the request's fault and over some time later; whoever sends the same again will be served.
_PASSING = {
    sqlite3.SQLITE_BUSY: "another program is writing to the database",
    sqlite3.SQLITE_LOCKED: "another program is writing to the database",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk refuses to read or write; look for free space and at its health",
}


def connect(path: str, *, durable: bool = True) -> sqlite3.Connection:
    """A connection with all our settings, on which only we open transactions, usable from any thread.

    `durable=False` is for databases that are thrown away: nothing then waits for the disk.
    """
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    for name, value in (PRAGMAS if durable else PRAGMAS | {"synchronous": 0}).items():
        connection.execute(f"PRAGMA {name} = {value}").close()
    return connection


def make_engine(url: URL, path: str, *, durable: bool = True) -> Engine:
    """An engine on a database file, which is created if missing and switched to WAL for good.

    Raises BadInput when the file cannot be opened or is no database.
    """
    try:
        with closing(connect(path, durable=durable)) as connection:
            connection.execute("PRAGMA journal_mode = WAL").close()
    except sqlite3.OperationalError as error:
        raise passing(error) or BadInput(f"{path}: {error}; check the folder and its permissions") from error
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{path}: {error}; name another file or restore a backup") from error
    engine = create_engine(
        url,
        creator=lambda: connect(path, durable=durable),
        poolclass=QueuePool,
        pool_size=8,  # one per request thread; more are opened under need and closed again
        max_overflow=64,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,  # names and answers have no place in a log
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _say_busy)
    return engine


def _begin(connection: Connection) -> None:
    """The transaction is opened here and not by the driver, which would open it late and always deferred."""
    # IMMEDIATE: a read snapshot cannot become a writer. Waiting here costs milliseconds, failing later costs work.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _say_busy(context: ExceptionContext) -> Busy | None:
    return passing(context.original_exception)


def passing(error: BaseException) -> Busy | None:
    """Busy for failures that pass by themselves: locked by others, disk full or failing. Else None."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _PASSING:  # the low byte is the primary code
        return None
    return Busy(f"Not saved: {_PASSING[code & 0xFF]}; it will be accepted when sent again.")


def rows(connection: sqlite3.Connection, sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """See Store.look. One statement needs no BEGIN: it sees one state of the database by itself."""
    try:
        return connection.execute(sql, params).fetchall()
    except sqlite3.OperationalError as error:
        raise passing(error) or error from error


def pragmas(connection: Connection) -> dict[str, int | str]:
    """The settings in force on a connection, read back from SQLite."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    names = ["journal_mode", "busy_timeout", *PRAGMAS]
    return {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
