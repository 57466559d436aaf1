"""Writing rows for the worker: in short transactions, by one thread that keeps the ordinary priority.

Who holds the database's write lock and is not given the processor holds up every answer.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.store.engine import Store

T = TypeVar("T")
_rows = ThreadPoolExecutor(1, thread_name_prefix="rows")


def write(store: Store, verb: Callable[[Session], T]) -> T:
    """What `verb` does, in one transaction."""

    def alone() -> T:
        with store.writing() as db:
            value = verb(db)
            db.commit()
            return value

    return _rows.submit(alone).result()
