"""Group commit: many answers, one wait for the disk.

A request hands in an *op*: a function that gets `execute(sql, params)` and does nothing but SQL. A thread of the
writer's own takes all ops that wait, runs them in one transaction, commits once and only then tells the outcomes.
A lone answer never waits for others. While answers keep coming, which is when the last group is less than a twentieth
of a second old, they gather for up to ten milliseconds, unless somebody waits for it in a thread of their own, as a
host does who clicks: where 150 answers come in a second, each cost a third less than alone.

What this promises:

* Outcomes are told after the COMMIT and never before: what was acknowledged survives a crash.
* An op that fails leaves nothing behind and harms no neighbour.
* If the database cannot take a write, whoever waits gets Busy within `patience` seconds. A write that was under way
  at that moment may still be stored, therefore ops carry a key by which a repetition is recognised.
* An op may run more than once: when one of a group fails, the others run again.

A thread of its own instead of the requests taking turns: with turns, each answer cost twelve more switches between
threads, and as many requests as there are threads could wait at once. Now a request may leave its outcome to a
function (`hand_in`) and its thread to the next request; so a group is as large as the room.

The connection keeps SQLite's own checkpoint every 1,000 pages, inside the COMMIT that reaches them. With checkpoints
switched off, the best that a thread for them could offer, 15 to 20 % fewer answers per second were measured, since
the WAL grows and takes longer to search; with them it stays at 5 MB in any storm. A disk on which one checkpoint
takes longer than a request may wait would change our mind. When a storm is over, the writer's thread makes one by
itself: else the host's next click makes it, and the whole room waits.

PostgreSQL groups flushes itself, so there each op commits alone: see `postgresql.py`.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy.exc import IntegrityError

from quizapp.core.errors import Busy
from quizapp.store.sqlite import BUSY_SECONDS, passing
from quizapp.store.write_lock import WriteLock

logger = logging.getLogger(__name__)

T = TypeVar("T")
NO_PARAMS: Mapping[str, Any] = {}
LARGEST_GROUP = 64
GATHER_SECONDS, LULL_SECONDS = 0.01, 0.05
TIDY_SECONDS, MANY_GROUPS = 0.2, 50  # so long after the last of so many groups the WAL is copied into the database
LONGEST_QUEUE = 2000


class Execute(Protocol):
    """Runs one statement with `:name` parameters; returns all rows of a SELECT or RETURNING, else no rows.

    Raises sqlalchemy.exc.IntegrityError on both databases; an op must let it pass, since PostgreSQL accepts no
    further statement after it. Use ON CONFLICT where a conflict is expected.
    """

    def __call__(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of an op: its value, which is on disk, or the error it or the database raised."""

    stored: T | None = None
    error: BaseException | None = None

    @property
    def value(self) -> T:
        """Raises the error, if that is what came of it."""
        if self.error is not None:
            raise self.error
        value: T = self.stored  # type: ignore[assignment]  # None too is a value when the op returned it
        return value


class Writer(Protocol):
    def submit(self, op: Callable[[Execute], T]) -> T:
        """Run `op` in a transaction and return its value once that is on disk, or raise what it raised.

        Raises Busy when the database cannot take it now; sending the same again is safe.
        """
        ...

    def hand_in(self, op: Callable[[Execute], T], tell: Callable[[Outcome[T]], object]) -> object:
        """The same without waiting: `tell` is called once with what came of it, perhaps in another thread.

        Raises Busy when too many wait already; `tell` is not called then.
        """
        ...

    def close(self) -> None: ...


@dataclass(eq=False, slots=True)
class Ticket:
    """One op on its way."""

    op: Callable[[Execute], Any]
    tell: Callable[[Outcome[Any]], object]
    deadline: float


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
        self._changed = Condition(Lock())  # guards the three below
        self._queue: deque[Ticket] = deque()
        self._closed = False
        self._hurried = False
        self._served_at = 0.0
        self._groups = 0  # since the WAL was last copied; of the writer's thread alone
        self._thread: Thread | None = None  # started by the first op: most commands never write an answer

    def submit(self, op: Callable[[Execute], T]) -> T:
        """See Writer. Raises RuntimeError inside a `writing` session of the same thread."""
        if self._lock.is_mine():
            raise RuntimeError("this thread is already writing: use that session, or commit and close it first")
        outcomes: list[Outcome[T]] = []
        told = Lock()  # cheaper than an Event
        told.acquire()

        def tell(outcome: Outcome[T]) -> None:
            outcomes.append(outcome)
            told.release()

        ticket = Ticket(op, tell, monotonic() + self._patience)
        try:
            self._enter(ticket, hurried=True)
            in_time = told.acquire(timeout=self._patience)
        except BaseException:  # Ctrl-C in this thread, or not let in
            self._withdraw(ticket)
            raise
        if not in_time:
            self._withdraw(ticket)
            if not outcomes:
                raise _too_late()
        return outcomes[0].value

    def hand_in(self, op: Callable[[Execute], T], tell: Callable[[Outcome[T]], object]) -> Ticket:
        """See Writer. `tell` runs in the writer's thread and holds up the next group: it must be short."""
        ticket = Ticket(op, tell, monotonic() + self._patience)
        self._enter(ticket, hurried=False)
        return ticket

    def _enter(self, ticket: Ticket, *, hurried: bool) -> None:
        with self._changed:
            if self._closed:
                raise Busy("Not saved: the server is stopping; it will be accepted when sent again.")
            if len(self._queue) >= LONGEST_QUEUE:
                raise Busy("Not saved: too many answers at once; it will be accepted when sent again.")
            self._queue.append(ticket)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="answers", daemon=True)
                self._thread.start()
            self._hurried |= hurried
            if self._hurried or len(self._queue) in (1, LARGEST_GROUP):  # else it is awake, or lets them gather
                self._changed.notify()

    def close(self) -> None:
        """Take no more, serve what waits, copy the WAL into the database, close the connection."""
        with self._changed:
            was_closed, self._closed = self._closed, True
            self._changed.notify()
        if was_closed:
            return
        if self._thread is not None:
            self._thread.join(2 * self._patience)
        if self._lock.acquire(self._patience):
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            except sqlite3.OperationalError as error:
                if passing(error) is None:  # a busy or full database keeps its WAL; nothing is lost
                    raise
            finally:
                self._connection.close()
                self._lock.release()

    def _withdraw(self, ticket: Ticket) -> None:
        with self._changed, suppress(ValueError):  # not in the queue: a transaction has it, and its outcome is open
            self._queue.remove(ticket)

    def _work(self) -> None:
        while (oldest := self._oldest()) is not None:
            self._gather()
            try:
                told = self._serve_next(oldest)
            except Busy as busy:
                told = [(ticket, Outcome(error=busy)) for ticket in self._overdue(oldest)]
            except Exception:  # whatever it is, the next in the queue must not wait for ever
                logger.exception("answers could not be written")
                told = [(ticket, Outcome(error=_too_late())) for ticket in self._overdue(oldest)]
            for ticket, outcome in told:
                try:
                    ticket.tell(outcome)
                except Exception:
                    logger.exception("an answer's outcome could not be told")

    def _oldest(self) -> Ticket | None:
        """The first ticket of the queue, waiting for one if need be; None when the writer is closed and done."""
        while True:
            with self._changed:
                if not self._queue and not self._closed:
                    self._changed.wait(TIDY_SECONDS if self._groups >= MANY_GROUPS else None)
                if self._queue:
                    return self._queue[0]
                if self._closed:
                    return None
            if self._groups >= MANY_GROUPS:
                self._tidy()

    def _tidy(self) -> None:
        """A checkpoint that waits for nobody."""
        self._groups = 0
        try:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
        except sqlite3.OperationalError as error:
            if passing(error) is None:
                logger.exception("the log could not be copied into the database")

    def _gather(self) -> None:
        if monotonic() - self._served_at > LULL_SECONDS:
            return
        with self._changed:
            self._changed.wait_for(self._ready, GATHER_SECONDS)

    def _ready(self) -> bool:
        return self._hurried or self._closed or len(self._queue) >= LARGEST_GROUP

    def _overdue(self, oldest: Ticket) -> list[Ticket]:
        """Remove from the queue whoever has waited in vain, at least the oldest."""
        now = monotonic()
        with self._changed:
            overdue = [ticket for ticket in self._queue if ticket.deadline <= now or ticket is oldest]
            for ticket in overdue:
                self._queue.remove(ticket)
        return overdue

    def _serve_next(self, oldest: Ticket) -> list[tuple[Ticket, Outcome[Any]]]:
        """One group, from BEGIN to COMMIT. Raises Busy when it is not our turn in time; the queue is then as it was."""
        if not self._lock.acquire(oldest.deadline - monotonic()):
            raise _too_late()
        try:
            self._begin(oldest.deadline)
            group = self._take()  # only now: who came while we waited still gets in
            try:
                outcomes = self._serve(group)
            except Exception as error:
                logger.exception("a group of answers failed")
                outcomes = [Outcome(error=passing(error) or _too_late()) for _ in group]
            finally:
                self._rollback()
                self._served_at = monotonic()
                self._groups += 1
            return list(zip(group, outcomes, strict=True))
        finally:
            self._lock.release()

    def _begin(self, deadline: float) -> None:
        # Whole seconds, and at least one: the setting then rarely changes and the statement stays prepared.
        wait_ms = max(1, round(deadline - monotonic())) * 1000
        if wait_ms != self._busy_ms:
            self._connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
            self._busy_ms = wait_ms
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise passing(error) or error from error

    def _take(self) -> list[Ticket]:
        with self._changed:
            self._hurried = False
            return [self._queue.popleft() for _ in range(min(LARGEST_GROUP, len(self._queue)))]

    def _serve(self, group: list[Ticket]) -> list[Outcome[Any]]:
        try:
            # Nearly always all are good, and the savepoints that keep a bad one from its neighbours cost a third.
            outcomes = [Outcome(ticket.op(self._execute)) for ticket in group]
            self._commit()
            return outcomes
        except Exception:
            self._rollback()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._apply(ticket.op) for ticket in group]
            self._commit()
            return outcomes
        except _TransactionLost:
            self._rollback()
            return [self._alone(ticket) for ticket in group]

    def _apply(self, op: Callable[[Execute], Any]) -> Outcome[Any]:
        self._connection.execute("SAVEPOINT op")
        try:
            value = op(self._execute)
        except Exception as error:
            # Disk full, I/O error and the like make SQLite roll back all, savepoints and neighbours included.
            if not self._connection.in_transaction:
                raise _TransactionLost(error) from error
            self._connection.execute("ROLLBACK TO op")
            self._connection.execute("RELEASE op")
            return Outcome(error=passing(error) or error)
        self._connection.execute("RELEASE op")
        return Outcome(value)

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _TransactionLost(error) from error

    def _alone(self, ticket: Ticket) -> Outcome[Any]:
        try:
            self._begin(ticket.deadline)
            outcome = self._apply(ticket.op)
            self._commit()
            return outcome
        except Busy as busy:
            return Outcome(error=busy)
        except _TransactionLost as lost:
            return Outcome(error=passing(lost.cause) or lost.cause)
        finally:
            self._rollback()

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _execute(self, sql: str, params: Mapping[str, Any] = NO_PARAMS) -> list[tuple[Any, ...]]:
        try:
            numbered, values = _numbered(sql)
            return self._connection.execute(numbered, values(params)).fetchall()
        except sqlite3.IntegrityError as error:
            raise IntegrityError(sql, None, error) from error


_NAME = re.compile(r"(?<![:\w]):([a-z_]\w*)")


@lru_cache(maxsize=256)
def _numbered(sql: str) -> tuple[str, Callable[[Mapping[str, Any]], Sequence[Any]]]:
    """The statement with `?1` for its first name, and what puts values in that order.

    Python's sqlite3 looks names up one by one, which took a third of the time of an answer's statements.
    """
    names = list(dict.fromkeys(_NAME.findall(sql)))
    numbered = _NAME.sub(lambda found: f"?{names.index(found[1]) + 1}", sql)
    return numbered, itemgetter(*names) if len(names) > 1 else lambda params: [params[name] for name in names]


def _too_late() -> Busy:
    return Busy("Not confirmed: the database was busy for too long; it will be accepted when sent again.")
