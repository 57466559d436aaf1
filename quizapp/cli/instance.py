"""The installation a command works on: its settings, its folder, its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from quizapp.config import Config, load_config, with_secret
from quizapp.core.errors import Conflict
from quizapp.store import migrate
from quizapp.store.engine import Store, open_store


def settings() -> Config:
    """The settings with their secret; makes the instance folder when there is none."""
    config = load_config()
    config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    return with_secret(config)


@contextmanager
def opened(config: Config) -> Iterator[Store]:
    """The store of an installation, brought to this release's schema if it is the embedded database."""
    store = open_store(config.database)
    try:
        prepare(config, store)
        yield store
    finally:
        store.close()


def prepare(config: Config, store: Store) -> str | None:
    """Migrate the embedded database, after a copy of it; returns the revision it had when something was done.

    Raises Conflict for a database of a later release, or a server database of an earlier one.
    """
    with store.engine.connect() as connection:
        current = migrate.current(connection)
    head = migrate.head()
    if current == head:
        return None
    if current is not None and current > head:
        raise Conflict(f"The database is of a later release (revision {current}); install that release of quizapp.")
    if config.database_url and not config.database.startswith("sqlite"):
        found = "has no tables yet; run" if current is None else "has an older schema; back it up, then run"
        raise Conflict(f"The database {found}: quizapp db upgrade")
    if current is not None:
        from quizapp.cli.backups import copy_database

        copy_database(config, config.instance / "backups" / f"before-{head}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db")
    migrate.upgrade(store.engine)
    return current or ""
