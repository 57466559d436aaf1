"""The two requests that a whole live room makes at once, served in front of Flask: a learner's state, and an answer.

Only for a room, a learner and a version that are known; see `direct.py`.
"""

from __future__ import annotations

from typing import cast

from quizapp.classroom import live_results
from quizapp.classroom.desk import Desk, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_joining import Member
from quizapp.core.live import State
from quizapp.web.direct import Asked, Reply, Served
from quizapp.web.live_learner import is_ranked, name_of, own_state
from quizapp.web.live_replies import state_reply, taken
from quizapp.web.live_screens import board_name
from quizapp.web.live_watch import hub_of, rooms_of, screens_of


def _known(asked: Asked) -> tuple[RoomKey, Member, Sheet] | None:
    """The room, this browser's learner and the questions, if nothing has to be looked up for them."""
    rooms, desk = rooms_of(asked.app), cast(Desk, asked.app.extensions["quizapp_desk"])
    key = rooms.known_key(asked.name)
    member: Member | None = rooms.known_member(key, asked.browser.seats) if key else None
    sheet = desk.known_sheet(key.opening) if key else None
    return (key, member, sheet) if key and member and sheet else None


def _state(asked: Asked) -> Reply | None:
    known = _known(asked)
    if known is None:
        return None
    (key, member, sheet), app, at = known, asked.app, asked.at
    room = rooms_of(app).newest(key.public_id)
    if room is None or room.state is State.ENDED:  # the report's address is Flask's to make
        return None
    texts = asked.environ["QUERY_STRING"] == "text=1" or key.settings.text_on_device
    screens = screens_of(app)
    alike = screens.known(name_of(key, room, texts=texts))
    board = screens.known(board_name(key, room)) if is_ranked(key, room) else None
    if alike is None or (board is None and is_ranked(key, room)):
        return None
    seen = live_results.look(app.extensions["quizapp_store"].look, key, member, room)
    if seen is None or seen.version != room.version or (seen.due_at is not None and seen.due_at <= at):
        return None
    mine = own_state(app.jinja_env, key, sheet, room, seen, alike, board, texts=texts, at=at)
    return state_reply(hub_of(app), key, seen.member, mine, asked.environ)


def _answer(asked: Asked) -> Reply | None:
    known = _known(asked)
    if known is None:
        return None
    key, member, sheet = known
    return asked.hand_in(
        lambda posted: taken(hub_of(asked.app), key, member, sheet, posted, at=asked.at),
        seat=member.seat,
        what="POST live.answer",
    )


SERVED: Served = {("GET", "play", "state"): _state, ("POST", "play", "answer"): _answer}
