"""What is particular to PostgreSQL: for several web machines on one database, not for speed on one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from random import random
from time import monotonic, sleep
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy import exc as sa_exc
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from quizapp.core.errors import Busy
from quizapp.store.writer import NO_PARAMS, Execute, Outcome

T = TypeVar("T")
PATIENCE_SECONDS = 10
FRESH_SECONDS = 1.0

# From https://www.postgresql.org/docs/current/errcodes-appendix.html
_AT_ONCE = (
    "08",
    "57P",
    "40001",
    "40P01",
)  # connection lost, server restarting, serialization failure, deadlock
_LATER = (
    "53",
    "55P03",
    "57014",
)  # out of disk, memory or connections; lock not had in time; statement cancelled


class _TryAtOnce(Busy):
    """Running the same again now will probably do."""


def make_engine(url: URL) -> Engine:
    """An engine whose statements never wait longer than ten seconds for somebody else's lock."""
    options = f"{url.query.get('options', '')} -c lock_timeout={PATIENCE_SECONDS}s".strip()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg").difference_update_query(["options"]),
        pool_size=8,
        max_overflow=24,  # PostgreSQL allows 100 connections in all unless told otherwise
        pool_timeout=PATIENCE_SECONDS,
        hide_parameters=True,
        connect_args={"options": options},
    )
    event.listen(engine, "handle_error", _say_busy)
    event.listen(engine, "checkin", _note)

    def look(connection: DBAPIConnection, entry: ConnectionPoolEntry, _: object) -> None:
        """The server may have been restarted since. Asking each time would cost an answer a journey in five."""
        if monotonic() - entry.info.get(_USED, 0.0) > FRESH_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except psycopg.Error as error:
                raise sa_exc.DisconnectionError from error

    event.listen(engine, "checkout", look)
    return engine


_USED = "used at"


def _note(_: object, entry: ConnectionPoolEntry) -> None:
    entry.info[_USED] = monotonic()


def _say_busy(context: ExceptionContext) -> Busy | None:
    return passing(context.original_exception)


def passing(error: BaseException) -> Busy | None:
    """Busy for failures that pass by themselves; None for all others."""
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")  # None: no answer at all
    if code.startswith(_AT_ONCE):
        return _TryAtOnce("Not saved: the database was interrupted; it will be accepted when sent again.")
    if code.startswith(_LATER):
        return Busy("Not saved: the database cannot take it now; it will be accepted when sent again.")
    return None


def rows(connection: psycopg.Connection[tuple[Any, ...]], sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """See Store.look."""
    connection.autocommit = True  # one statement needs neither BEGIN nor ROLLBACK: a third of the journeys
    try:
        return connection.execute(psycopg_style(sql), params).fetchall()
    except psycopg.Error as error:
        raise passing(error) or error from error
    finally:
        if not connection.closed:
            connection.autocommit = False


class EachAlone:
    """The Writer for PostgreSQL: the server itself lets simultaneous commits share a flush."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, op: Callable[[Execute], T]) -> T:
        """See Writer. After a deadlock or a lost connection the op runs again, up to four times in all."""
        for pause in (0.02, 0.1, 0.5):
            try:
                return self._run(op)
            except _TryAtOnce:
                # PostgreSQL may end a deadlock by refusing both sides; at random, so that they do not meet again.
                sleep(random() * pause)
        return self._run(op)

    def hand_in(self, op: Callable[[Execute], T], tell: Callable[[Outcome[T]], object]) -> None:
        """See Writer. There is nobody else to wait for, so it is done at once, in this very thread."""
        try:
            outcome = Outcome(self.submit(op))
        except Exception as error:
            outcome = Outcome(error=error)
        tell(outcome)

    def close(self) -> None:
        """Nothing of its own to close: the connections belong to the engine."""

    def _run(self, op: Callable[[Execute], T]) -> T:
        try:
            pooled = self._engine.raw_connection()
        except sa_exc.TimeoutError as error:
            raise Busy("Not saved: too many answers at once; it will be accepted when sent again.") from error
        try:
            connection = pooled.driver_connection
            assert isinstance(connection, psycopg.Connection)
            with connection.transaction():
                value = op(_Statements(connection))
            return value
        except psycopg.Error as error:
            raise passing(error) or error from error
        finally:
            if pooled.driver_connection is not None and pooled.driver_connection.closed:
                pooled.invalidate()
            pooled.close()


class _Statements:
    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def __call__(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]:
        try:
            cursor = self._connection.execute(psycopg_style(sql), params)
        except psycopg.IntegrityError as error:
            raise sa_exc.IntegrityError(sql, None, error) from error
        return cursor.fetchall() if cursor.description else []


_TOKEN = re.compile(r"'(?:[^']|'')*'|::|:(?P<name>[A-Za-z_]\w*)|%")


@lru_cache(maxsize=512)
def psycopg_style(sql: str) -> bytes:
    """`:name` becomes `%(name)s`; text in quotes and `::type` stay as they are.

    >>> psycopg_style("SELECT ':a', 5 % :b::int")
    b"SELECT ':a', 5 %% %(b)s::int"
    """

    def write(token: re.Match[str]) -> str:
        return f"%({token['name']})s" if token["name"] else token[0].replace("%", "%%")

    return _TOKEN.sub(write, sql).encode()  # bytes: psycopg's types accept only literal strings otherwise
