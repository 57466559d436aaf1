"""What databases of tests share: the schema in an SQLite file at the price of a copy, and compiled statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from unittest.mock import patch

from sqlalchemy import URL, Engine

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
def compiled_once(kind: ModuleType) -> Iterator[None]:
    """All engines of a kind opened meanwhile share what they compiled, as all requests to one server do.

    Else each test, which has an engine of its own, compiles the same statements again.
    """
    make, first = kind.make_engine, list[Engine]()

    def sharing(url: URL, *args: Any, **kwargs: Any) -> Engine:
        engine: Engine = make(url, *args, **kwargs)
        if "options" in url.query:
            return engine  # in a schema of its own, so that tables are looked for elsewhere
        if first:
            engine.dialect = engine.pool._dialect = first[0].dialect
            engine._compiled_cache = first[0]._compiled_cache
        else:
            engine.connect().close()  # the dialect learns what this database can do
            first.append(engine)
        return engine

    with patch.object(kind, "make_engine", sharing):
        yield
