"""The projector's page and the remote control on the host's phone: both by an address that carries its own secret."""

from __future__ import annotations

import hmac

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import live
from quizapp.classroom.live import RoomKey
from quizapp.core.errors import NotFound
from quizapp.web.database import get_db, reading_db
from quizapp.web.errors import wants_json
from quizapp.web.hub import Client
from quizapp.web.live import stream
from quizapp.web.live_host import command, get_key_reading
from quizapp.web.live_panel import REMOTE, remote_state, remote_token, screen_state, screen_token
from quizapp.web.live_watch import get_key, standing_now

bp = Blueprint("live_screen", __name__)

NO_SCREEN = "There is no live room at this address. Open it again from the host's page."


def _screen(room_id: str, token: str) -> RoomKey:
    key = get_key(room_id)
    if not hmac.compare_digest(token.encode(), screen_token(key).encode()):
        raise NotFound(NO_SCREEN)
    return key


@bp.get("/screen/<room_id>/<token>")
def screen(room_id: str, token: str) -> ResponseReturnValue:
    key = _screen(room_id, token)
    standing = standing_now(key)
    state = screen_state(get_db(), key, standing)
    return render_template("live/screen.html", key=key, room=standing.room, state=state, token=token)


@bp.get("/screen/<room_id>/<token>/state")
def state(room_id: str, token: str) -> ResponseReturnValue:
    key = _screen(room_id, token)
    return jsonify(screen_state(get_db(), key, standing_now(key)))


@bp.get("/screen/<room_id>/<token>/events")
def events(room_id: str, token: str) -> ResponseReturnValue:
    key = _screen(room_id, token)
    return stream(Client(room_id, "screen", live.read(get_db(), key).room.version))


# --- the remote control ----------------------------------------------------------------------------------------


def _remote(key: RoomKey, token: str) -> RoomKey:
    """Raises NotFound for a link that has been replaced or switched off."""
    number = live.read(reading_db(), key).remote_number
    if not number or not hmac.compare_digest(token.encode(), remote_token(key, number).encode()):
        raise NotFound("This remote control has been switched off. Make a new link on the host's page.")
    return key


@bp.get("/remote/<room_id>/<token>")
def remote(room_id: str, token: str) -> ResponseReturnValue:
    key = _remote(get_key(room_id), token)
    standing = standing_now(key)
    shown = remote_state(get_db(), key, standing)
    return render_template("live/remote.html", key=key, room=standing.room, state=shown, token=token)


@bp.get("/remote/<room_id>/<token>/state")
def remote_state_json(room_id: str, token: str) -> ResponseReturnValue:
    key = _remote(get_key(room_id), token)
    return jsonify(remote_state(get_db(), key, standing_now(key)))


@bp.get("/remote/<room_id>/<token>/events")
def remote_events(room_id: str, token: str) -> ResponseReturnValue:
    key = _remote(get_key(room_id), token)
    return stream(Client(room_id, "screen", live.read(get_db(), key).room.version))


@bp.post("/remote/<room_id>/<token>/do")
def remote_do(room_id: str, token: str) -> ResponseReturnValue:
    key = _remote(get_key_reading(room_id), token)
    command(key, None, allowed=REMOTE)
    if wants_json():
        return jsonify(remote_state(reading_db(), key, live.read(reading_db(), key)))
    return redirect(url_for(".remote", room_id=room_id, token=token), code=303)
