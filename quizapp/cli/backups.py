"""Copies of the embedded database: made while it serves, checked before they are trusted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from quizapp.config import Config
from quizapp.core.errors import BadInput
from quizapp.store import migrate


def database_file(config: Config) -> Path:
    """The SQLite file of an installation. Raises BadInput when it uses a database server."""
    url = make_url(config.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BadInput("This installation uses a database server; back it up with that server's own tools (pg_dump).")
    return Path(url.database)


def copy_database(config: Config, target: Path) -> int:
    """Copy the running database into a new file, check the copy, and return how many responses it holds.

    Copying the .db file itself would miss what is still in its write-ahead log.
    """
    source = database_file(config)
    if not source.exists():
        raise BadInput(f"{source}: there is no database yet; start “quizapp serve” first")
    if target.exists():
        raise BadInput(f"{target} exists; give a new name, nothing is overwritten")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(part)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    responses = check_database(part)
    os.replace(part, target)
    return responses


def check_database(path: Path) -> int:
    """How many responses a database file holds. Raises BadInput when it is damaged or not one of ours."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            state = database.execute("PRAGMA integrity_check").fetchone()[0]
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
            responses: int = database.execute("SELECT count(*) FROM response").fetchone()[0]
    except sqlite3.Error as error:
        raise BadInput(f"{path}: this is not a quizapp database ({error}); choose another file") from None
    if state != "ok":
        raise BadInput(f"{path}: the file is damaged ({state}); choose another backup")
    if revision is None or revision[0] > migrate.head():
        raise BadInput(f"{path}: this backup is of a later release; install that release first")
    return responses
