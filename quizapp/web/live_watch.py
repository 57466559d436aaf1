"""Looking after live rooms: what is known of them here, who is there, time, and telling others of a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from quizapp.classroom import live, live_results
from quizapp.classroom.live import RoomKey, Rooms, Standing
from quizapp.core.live import Present, Room, State, advance
from quizapp.store.engine import Store
from quizapp.web.database import get_db, now, release_db
from quizapp.web.hub import Hub
from quizapp.web.live_screens import Screens
from quizapp.web.live_wire import Wire


class _Watcher:
    """What the hub asks, answered from the database of an application."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._settled: set[str] = set()
        """Rooms that close by themselves and in which all have answered: looked at until the moment to do so has come,
        since nothing else need happen in them any more."""

    def counts(self, room: str, present: frozenset[int] | None) -> Mapping[str, int]:
        if not _knows_all(self._app):
            present = None
        with _store(self._app).reading() as db:
            key = rooms_of(self._app).key(lambda: db, room)
            standing = live.read(db, key).room
        counted = live_results.counts(_store(self._app).look, key, standing, present)
        answering = standing.state is State.ANSWER
        if answering and key.settings.auto_close and counted.answered and not counted.waiting:
            self._settled.add(room)
        else:
            self._settled.discard(room)
        return {
            "version": standing.version,
            "answered": counted.answered if answering else 0,
            "connected": counted.joined if present is None else len(present),
            "joined": counted.joined,
        }

    def changed(self, room: str) -> None:
        screens_of(self._app).forget(room)

    def tick(self) -> Mapping[str, int]:
        app = self._app
        watched = hub_of(app).rooms()
        look = _store(app).look
        self._settled.intersection_update(watched)
        due = {*live.due_rooms(look, at=app.extensions["quizapp_clock"]()), *self._settled}
        known = live.versions(look, watched)
        with _store(app).reading() as db:
            keys = [rooms_of(app).key(lambda: db, room) for room in due]
        for key in keys:
            if (after := tick(app, key)) is not None:
                self._settled.discard(key.public_id)
                known[key.public_id] = after.version
        return {room: version for room, version in known.items() if room in watched}


def _store(app: Flask) -> Store:
    return cast(Store, app.extensions["quizapp_store"])


def rooms_of(app: Flask) -> Rooms:
    return cast(Rooms, app.extensions.setdefault("quizapp_rooms", Rooms()))


def hub_of(app: Flask) -> Hub:
    if "quizapp_hub" not in app.extensions:
        hub = app.extensions["quizapp_hub"] = Hub(_Watcher(app))
        if url := app.extensions["quizapp_config"].redis_url:
            wire = app.extensions["quizapp_wire"] = Wire(url, hub.heard, hub.here)
            hub.elsewhere = wire.say
    return cast(Hub, app.extensions["quizapp_hub"])


def close(app: Flask) -> None:
    """On the event loop: end all streams and say nothing more, so that the server can stop."""
    hub_of(app).close()
    if wire := app.extensions.get("quizapp_wire"):
        wire.close()


def present_in(app: Flask, room: str) -> frozenset[int] | None:
    """The participants who are connected; None when that cannot be known, and then all count as present.

    Several processes on one PostgreSQL database each see their own streams only, and tell each other over a message
    server if there is one; to take the others' learners for absent would cut short somebody's extra time.
    """
    return hub_of(app).present(room) if _knows_all(app) else None


def _knows_all(app: Flask) -> bool:
    wire: Wire | None = app.extensions.get("quizapp_wire")
    return _store(app).lock is not None or (wire is not None and wire.settled)


def get_hub() -> Hub:
    return hub_of(current_app)


def screens_of(app: Flask) -> Screens:
    return cast(Screens, app.extensions.setdefault("quizapp_screens", Screens()))


def get_screens() -> Screens:
    return screens_of(current_app)


def get_key(public_id: str) -> RoomKey:
    """A room's fixed facts, without the database once they are known. Raises NotFound."""
    return rooms_of(current_app).key(get_db, public_id)


def tick(app: Flask, key: RoomKey) -> Room | None:
    """Let time act on a room; its new state, or None if nothing changed. Others are told."""
    at, hub = app.extensions["quizapp_clock"](), hub_of(app)
    present = present_in(app, key.public_id)
    with _store(app).reading() as db:
        before = live.read(db, key).room
        found = _present(app, db, key, before, present, watched=hub.watched(key.public_id))
    if advance(before, at=at, present=found) is before:
        return None
    after = _store(app).writer.submit(lambda execute: live.tick(execute, key, found, at=at))
    told(app, key, after)
    return after


def _present(
    app: Flask, db: Session, key: RoomKey, room: Room, present: frozenset[int] | None, *, watched: bool
) -> Present:
    counted = live_results.counts(_store(app).look, key, room, present)
    settled = counted.answered > 0 and not counted.waiting
    return Present(
        connected=1 if watched or present is None else len(present),
        slowest_percent=counted.slowest_percent,
        settled_at=live_results.last_answer_at(db, key, room) if settled else None,
    )


def told(app: Flask, key: RoomKey, room: Room) -> None:
    """After the commit, and only then: everybody hears that there is a new version."""
    hub = hub_of(app)
    rooms_of(app).note(key.public_id, room)
    hub.hint(key.public_id, room.version)
    hub.stir(key.public_id)
    if room.state not in (State.ANSWER, State.PAUSED):
        hub.thought(key.public_id)
    if room.state is State.ENDED:
        hub.forget(key.public_id)


def standing_now(key: RoomKey) -> Standing:
    """The room as it is now: what time has done since the last look is done first.

    A room of which nobody has a stream is looked after by nobody, so it closes by itself as it is read.
    """
    standing = live.read(get_db(), key)
    closing = key.settings.auto_close and standing.room.state is State.ANSWER and not get_hub().watched(key.public_id)
    if closing or (standing.due_at is not None and standing.due_at <= now()):
        release_db()
        if tick(current_app, key) is not None:
            standing = live.read(get_db(), key)
    rooms_of(current_app).note(key.public_id, standing.room)
    return standing
