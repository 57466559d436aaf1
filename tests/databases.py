"""What databases of tests share: the schema in an SQLite file at the price of a copy, and compiled statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine

from quizapp.store import sqlite
from quizapp.store.engine import open_store
from quizapp.store.migrate import upgrade


def new_database(path: Path) -> None:
    path.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "quizapp.db"
        store = open_store(f"sqlite:///{path}")
        upgrade(store.engine)
        store.close()
        return path.read_bytes()


@contextmanager
def compiled_once() -> Iterator[None]:
    """All SQLite engines opened meanwhile share what they compiled, as all requests to one server do.

    Else each test, which has an engine of its own, compiles the same statements again.
    """
    make, first = sqlite.make_engine, list[Engine]()

    def sharing(*args: Any, **kwargs: Any) -> Engine:
        engine = make(*args, **kwargs)
        if first:
            engine.dialect = engine.pool._dialect = first[0].dialect
            engine._compiled_cache = first[0]._compiled_cache
        else:
            engine.connect().close()  # the dialect learns what this SQLite can do
            first.append(engine)
        return engine

    with patch.object(sqlite, "make_engine", sharing):
        yield
