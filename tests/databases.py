"""The schema of this release in an SQLite file, at the price of a copy: the migrations run once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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
