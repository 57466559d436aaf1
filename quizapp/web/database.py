"""The request's database session: reading on GET, writing otherwise, closed at teardown without a commit.

A view that changes something calls `get_db().commit()` just before its redirect. The writing session takes the
write lock with its first statement, so passwords are hashed and uploads read before that.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Desk
from quizapp.config import Config
from quizapp.store.engine import Store, open_store
from quizapp.web.clock import SteadyClock
from quizapp.web.limits import Limits


def init_app(app: Flask, config: Config) -> None:
    attach(app, config)
    app.teardown_appcontext(_close)


def attach(app: Flask, config: Config) -> None:
    """Give the application the database of an installation, and forget what it knew of another."""
    app.extensions["quizapp_store"] = open_store(config.database)
    app.extensions["quizapp_desk"] = Desk()
    app.extensions["quizapp_clock"] = SteadyClock()
    app.extensions["quizapp_config"] = config
    app.extensions["quizapp_limits"] = Limits()
    for name in (
        "quizapp_rooms",
        "quizapp_hub",
        "quizapp_screens",
        "quizapp_wire",
    ):  # made when first needed, see live_watch.py
        app.extensions.pop(name, None)


def get_store() -> Store:
    store: Store = current_app.extensions["quizapp_store"]
    return store


def get_desk() -> Desk:
    desk: Desk = current_app.extensions["quizapp_desk"]
    return desk


def get_config() -> Config:
    config: Config = current_app.extensions["quizapp_config"]
    return config


def now() -> datetime:
    """The server's time. Tests replace the clock in the app's extensions."""
    at: datetime = current_app.extensions["quizapp_clock"]()
    return at


def get_db() -> Session:
    """This request's session: writing for a POST, reading else."""
    if "db" not in g:
        g.db = get_store().sessions(writing=request.method not in ("GET", "HEAD", "OPTIONS"))
    db: Session = g.db
    return db


def reading_db() -> Session:
    """A reading session also in a POST, for views that leave the writing to the store's writer."""
    if "db" not in g:
        g.db = get_store().sessions(writing=False)
    db: Session = g.db
    return db


def release_db() -> None:
    """Give the session's connection back before waiting for the writer.

    Otherwise, on a server database, as many requests as the pool has connections could each hold one for reading
    and wait for a second one to write.
    """
    db: Session | None = g.get("db")
    if db is not None:
        db.rollback()


def _close(_: BaseException | None) -> None:
    db: Session | None = g.pop("db", None)
    if db is not None:
        db.close()
