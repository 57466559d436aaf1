"""Group commit: many answers, one wait for the disk.

A request hands over an *op*: a function that gets `execute(sql, params)` and does nothing but SQL. The first
request to come becomes leader. It opens one transaction, runs all waiting ops in it, each behind a savepoint,
commits once and only then wakes the others; if more have queued up meanwhile, the first of them leads next. So
nobody serves others for long, groups form by themselves while the disk is busy, and a lone answer never waits.

What this promises:

* `submit` returns after the COMMIT and never before: what was acknowledged survives a crash.
* An op that fails leaves nothing behind and harms no neighbour.
* If the database cannot take a write, everybody gets Busy within `patience` seconds. A write that was under way
  at that moment may still be stored, therefore ops carry a key by which a repetition is recognised.
* An op may run more than once: when a group as a whole fails, each of its ops gets one more try alone.

The connection keeps SQLite's own checkpoint every 1,000 pages, inside the COMMIT that reaches them. With checkpoints
switched off, the best that a thread for them could offer, 15 to 20 % fewer answers per second were measured, since
the WAL grows and takes longer to search; with them it stays at 5 MB in any storm. A disk on which one checkpoint
takes longer than a request may wait would change our mind.

PostgreSQL groups flushes itself, so there each op commits alone: see `postgresql.py`.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from threading import Lock
from time import monotonic
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import IntegrityError

from quizapp.core.errors import Busy
from quizapp.store.sqlite import BUSY_SECONDS, passing
from quizapp.store.write_lock import WriteLock

T = TypeVar("T")
NO_PARAMS: Mapping[str, Any] = {}
LARGEST_GROUP = 64
LONGEST_QUEUE = 2000


class Execute(Protocol):
    """Runs one statement with `:name` parameters; returns all rows of a SELECT or RETURNING, else no rows.

    Raises sqlalchemy.exc.IntegrityError on both databases; an op must let it pass, since PostgreSQL accepts no
    further statement after it. Use ON CONFLICT where a conflict is expected.
    """

    def __call__(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]: ...


class Writer(Protocol):
    def submit(self, op: Callable[[Execute], T]) -> T:
        """Run `op` in a transaction and return its value once that is on disk, or raise what it raised.

        Raises Busy when the database cannot take it now; sending the same again is safe.
        """
        ...

    def close(self) -> None: ...


class _State(Enum):
    WAITING = auto()  # in the queue
    LEADING = auto()  # in the queue, and its thread has to serve it
    TAKEN = auto()  # in a transaction; its outcome is open
    SETTLED = auto()


class _Ticket:
    """One op on its way, from queue to outcome."""

    __slots__ = ("deadline", "error", "op", "state", "value", "wake")

    def __init__(self, op: Callable[[Execute], Any], deadline: float) -> None:
        self.op = op
        self.deadline = deadline
        self.state = _State.WAITING
        self.value: Any = None
        self.error: BaseException | None = None
        self.wake = Lock()  # cheaper than an Event: held until its thread has something to do
        self.wake.acquire()


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


@dataclass
class _TransactionLost(Exception):
    """SQLite has rolled back everything, or COMMIT failed: no op of the group is stored."""

    cause: Exception


class GroupWriter:
    """Group commit over a SQLite connection of its own, in turns with `lock`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock, *, patience: float = BUSY_SECONDS) -> None:
        self._connection = connection
        self._lock = lock
        self._patience = patience
        self._busy_ms = BUSY_SECONDS * 1000
        self._mutex = Lock()  # guards the three below and every change of a ticket's state
        self._queue: deque[_Ticket] = deque()
        self._led = False
        self._closed = False  # no new tickets
        self._gone = False  # no connection any more; guarded by the write lock

    def submit(self, op: Callable[[Execute], T]) -> T:
        """See Writer. Raises RuntimeError inside a `writing` session of the same thread."""
        if self._lock.is_mine():
            raise RuntimeError("this thread is already writing: use that session, or commit and close it first")
        ticket = _Ticket(op, monotonic() + self._patience)
        with self._mutex:
            if self._closed:
                raise Busy("Not saved: the server is stopping; it will be accepted when sent again.")
            if len(self._queue) >= LONGEST_QUEUE:
                raise Busy("Not saved: too many answers at once; it will be accepted when sent again.")
            self._queue.append(ticket)
            if not self._led:
                self._led = True
                ticket.state = _State.LEADING
        if ticket.state is not _State.LEADING:
            self._wait(ticket)
        if ticket.state is _State.LEADING:
            self._lead(ticket)
        if ticket.error is not None:
            raise ticket.error
        value: T = ticket.value
        return value

    def close(self) -> None:
        """Take no more; wait for the transaction under way, copy the WAL into the database, close the connection."""
        with self._mutex:
            self._closed = True
        if not self._gone and self._lock.acquire(self._patience):
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            except sqlite3.OperationalError as error:
                if passing(error) is None:  # a busy or full database keeps its WAL; nothing is lost
                    raise
            finally:
                self._gone = True
                self._connection.close()
                self._lock.release()

    def _wait(self, ticket: _Ticket) -> None:
        """Until the ticket is settled or has to lead. Raises Busy after `patience` seconds."""
        try:
            if ticket.wake.acquire(timeout=self._patience):
                return
        except BaseException:  # Ctrl-C in this thread: it must not be made leader after it has gone
            with self._mutex:
                self._leave(ticket)
            raise
        with self._mutex:
            # Under the mutex that promotion takes too: a thread that has gone can never be chosen to lead.
            if ticket.state in (_State.WAITING, _State.TAKEN):
                self._leave(ticket)
                raise _too_late()

    def _leave(self, ticket: _Ticket) -> None:
        if ticket.state is not _State.TAKEN and ticket.state is not _State.SETTLED:
            self._queue.remove(ticket)
            if ticket.state is _State.LEADING:
                self._promote()

    def _promote(self) -> None:
        if self._queue:
            self._queue[0].state = _State.LEADING
            self._queue[0].wake.release()
        else:
            self._led = False

    def _lead(self, own: _Ticket) -> None:
        """Serve exactly one group, which `own` is part of, and hand leadership on whatever happens."""
        group: list[_Ticket] = []
        outcomes: list[_Outcome] = []
        refusal = _too_late()
        try:
            if self._lock.acquire(own.deadline - monotonic()):
                try:
                    self._begin(own.deadline)
                    # Taken only now: those who came while we waited still get in, and if we waited in vain they
                    # keep their own deadlines under the next leader.
                    group = self._take()
                    outcomes = self._serve(group)
                except Busy as busy:
                    refusal = busy
                finally:
                    self._lock.release()
        finally:
            with self._mutex:
                if not group:
                    self._queue.remove(own)
                    group = [own]
                self._settle(group, outcomes, refusal)
                self._promote()
            for ticket in group:
                if ticket is not own:
                    ticket.wake.release()

    def _settle(self, group: list[_Ticket], outcomes: list[_Outcome], refusal: Busy) -> None:
        """The only place where outcomes become visible, after the COMMIT."""
        for n, ticket in enumerate(group):
            outcome = outcomes[n] if n < len(outcomes) else _Outcome(error=Busy(str(refusal)))
            ticket.value, ticket.error = outcome.value, outcome.error
            ticket.state = _State.SETTLED

    def _begin(self, deadline: float) -> None:
        if self._gone:
            raise Busy("Not saved: the server has stopped; it will be accepted when sent again.")
        # Whole seconds, and at least one: the setting then rarely changes and the statement stays prepared.
        wait_ms = max(1, round(deadline - monotonic())) * 1000
        if wait_ms != self._busy_ms:
            self._connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
            self._busy_ms = wait_ms
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise passing(error) or error from error

    def _take(self) -> list[_Ticket]:
        with self._mutex:
            group = [self._queue.popleft() for _ in range(min(LARGEST_GROUP, len(self._queue)))]
            for ticket in group:
                ticket.state = _State.TAKEN
            return group

    def _serve(self, group: list[_Ticket]) -> list[_Outcome]:
        try:
            try:
                outcomes = [self._apply(ticket.op) for ticket in group]
                self._commit()
                return outcomes
            except _TransactionLost:
                self._rollback()
                return [self._alone(ticket) for ticket in group]
        except BaseException:
            self._rollback()
            raise

    def _apply(self, op: Callable[[Execute], Any]) -> _Outcome:
        self._connection.execute("SAVEPOINT op")
        try:
            value = op(self._execute)
        except Exception as error:
            # Disk full, I/O error and the like make SQLite roll back all, savepoints and neighbours included.
            if not self._connection.in_transaction:
                raise _TransactionLost(error) from error
            self._connection.execute("ROLLBACK TO op")
            self._connection.execute("RELEASE op")
            return _Outcome(error=passing(error) or error)
        self._connection.execute("RELEASE op")
        return _Outcome(value)

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _TransactionLost(error) from error

    def _alone(self, ticket: _Ticket) -> _Outcome:
        try:
            self._begin(ticket.deadline)
            outcome = self._apply(ticket.op)
            self._commit()
            return outcome
        except Busy as busy:
            return _Outcome(error=busy)
        except _TransactionLost as lost:
            return _Outcome(error=passing(lost.cause) or lost.cause)
        finally:
            self._rollback()

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _execute(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, params).fetchall()
        except sqlite3.IntegrityError as error:
            raise IntegrityError(sql, None, error) from error


def _too_late() -> Busy:
    return Busy("Not confirmed: the database was busy for too long; it will be accepted when sent again.")
