"""Opening the database: one `Store` per process, with the two ways to use it.

    with store.reading() as db:     # deferred: never in anybody's way
        ...
    with store.writing() as db:     # alone from its first statement to its end
        ...
        db.commit()                 # without it, nothing has happened

Answers take the third way, `store.writer.submit(op)`, and share their commit with others.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeAlias
from weakref import finalize

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy import exc as sa_exc
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from quizapp.core.errors import BadInput, Busy
from quizapp.store import sqlite
from quizapp.store.sqlite import BUSY_SECONDS, pragmas
from quizapp.store.write_lock import WriteLock
from quizapp.store.writer import NO_PARAMS, GroupWriter, Writer

__all__ = ["Store", "open_store", "pragmas"]

Rows: TypeAlias = Callable[[Any, str, Mapping[str, Any]], list[tuple[Any, ...]]]
_HOLDS = "holds the write lock"


class Store:
    """A database with its connections, its write lock and its answer writer."""

    def __init__(
        self, engine: Engine, writer: Writer, lock: WriteLock | None, rows: Rows, folder: str | None = None
    ) -> None:
        self.engine = engine
        self._rows = rows
        self.writer = writer
        self.lock = lock  # None on PostgreSQL, where rows are locked and not the database
        # A throw-away database goes with its folder, at the latest when the process ends.
        self._discard = finalize(self, shutil.rmtree, folder, ignore_errors=True) if folder else None
        # Objects stay readable after the commit: refreshing them would open the next write transaction
        # while the page is already on its way out.
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(engine.execution_options(writing=True), expire_on_commit=False)
        event.listen(self._reading, "before_commit", _refuse_commit)
        if lock is not None:
            event.listen(self._writing, "after_transaction_create", self._take_turn)
            event.listen(self._writing, "after_transaction_end", self._end_turn)

    def sessions(self, *, writing: bool) -> Session:
        """A session that begins by itself with its first use and must be closed.

        A writing one raises Busy if it is not its turn within ten seconds. Hash passwords and read uploads before
        its first use: until it commits, rolls back or closes, nobody else in this process can write.
        """
        return self._writing() if writing else self._reading()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.sessions(writing=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Changes are rolled back unless the block commits them."""
        with self.sessions(writing=True) as db:
            yield db

    def look(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]:
        """The rows of one SELECT with `:name` parameters. A session with its transaction costs ten times as much.

        Raises Busy when the database cannot answer now.
        """
        try:
            pooled = self.engine.raw_connection()
        except sa_exc.TimeoutError as error:
            raise Busy("Too many ask at once; please try again.") from error
        try:
            return self._rows(pooled.driver_connection, sql, params)
        finally:
            if getattr(pooled.driver_connection, "closed", False):  # by a server that was restarted
                pooled.invalidate()
            pooled.close()

    def close(self) -> None:
        self.writer.close()
        self.engine.dispose()
        if self._discard is not None:
            self._discard()

    def _take_turn(self, db: Session, transaction: SessionTransaction) -> None:
        assert self.lock is not None
        if transaction.parent is None:
            if not self.lock.acquire(BUSY_SECONDS):
                raise Busy("Not saved: the database was busy for too long; please send it again.")
            db.info[_HOLDS] = True

    def _end_turn(self, db: Session, transaction: SessionTransaction) -> None:
        assert self.lock is not None
        if transaction.parent is None and db.info.pop(_HOLDS, False):
            self.lock.release()


def _refuse_commit(db: Session) -> None:
    raise RuntimeError("this session only reads: use store.writing() for what you want to keep")


def open_store(url: str) -> Store:
    """Open `sqlite:///path`, `postgresql://…`, or `sqlite://` for an empty database that is gone after close.

    No tables are made here. Raises BadInput when the address is not understood or the file is not usable.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput("the database address is not understood; write sqlite:///path or postgresql://…") from error
    match parsed.get_backend_name():
        case "sqlite":
            return _open_sqlite(parsed)
        case "postgresql":
            return _open_postgresql(parsed)
        case other:
            raise BadInput(f"databases of the kind {other!r} are not supported; use sqlite or postgresql")


def _open_sqlite(url: URL) -> Store:
    if url.query:
        raise BadInput("a SQLite address takes no settings after '?'; write sqlite:///path")
    folder = None
    path = url.database
    if path in (None, "", ":memory:"):
        # A folder in memory instead of SQLite's own in-memory mode: that one has a single connection for all
        # threads, so a page that reads while another writes would behave differently from a real database.
        folder = mkdtemp(prefix="quizapp-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        path = f"{folder}/quizapp.db"
    assert path is not None
    durable = folder is None
    lock = WriteLock()
    engine = sqlite.make_engine(url, path, durable=durable)
    return Store(engine, GroupWriter(sqlite.connect(path, durable=durable), lock), lock, sqlite.rows, folder)


def _open_postgresql(url: URL) -> Store:
    try:
        from quizapp.store import postgresql  # the driver is an optional extra
    except ImportError as error:
        raise BadInput("PostgreSQL needs a driver; install quizapp[postgresql]") from error
    engine = postgresql.make_engine(url)
    return Store(engine, postgresql.EachAlone(engine), None, postgresql.rows)
