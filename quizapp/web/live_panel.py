"""What host, projector and remote control see of a live room, for pages and for programs."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from quizapp.classroom import live_joining, live_results
from quizapp.classroom.desk import Place, Sheet
from quizapp.classroom.live import RoomKey, Standing
from quizapp.classroom.live_results import Given
from quizapp.core.live import LEGAL, Room, State
from quizapp.core.live_points import gain
from quizapp.core.order import tokens
from quizapp.web.addresses import for_learners
from quizapp.web.database import get_config, get_desk, get_store, now
from quizapp.web.live_screens import DOING, LETTERS, clock_of, reveal_for, said, secret_for, stage_of, tab
from quizapp.web.live_watch import get_screens, present_in
from quizapp.web.presenting import markdown_inline

NEXT_WORDS = {
    State.LOBBY: "Start",
    State.READ: "Show the answers",
    State.ANSWER: "Close the question",
    State.PAUSED: "Go on",
    State.LOCKED: "Reveal the answer",
    State.DISCUSS: "Ask again",
    State.REVEAL: "Next question",
    State.BOARD: "Next question",
    State.PODIUM: "End the room",
}
COMMAND_WORDS = {
    "pause": "Pause",
    "add-time": "15 seconds more",
    "discuss": "Discuss, then ask again",
    "reopen": "Open for answers again",
    "bars": "Show or hide the first vote",
    "board": "Show the leaderboard",
    "podium": "Finish after this question",
    "skip": "Skip this question",
    "finish": "End the room now",
}
REMOTE = ("next", "pause", "resume", "close")
CLOCK_MOVED = "This computer's clock was changed while the room was open. The countdowns are not affected."


def screen_token(key: RoomKey) -> str:
    """The projector's own address: who has it sees what the room sees and can do nothing."""
    return hmac.digest(key.secret, b"screen", sha256)[:16].hex()


def remote_token(key: RoomKey, number: int) -> str:
    return hmac.digest(key.secret, f"remote|{number}".encode(), sha256)[:16].hex()


def next_word(room: Room) -> str:
    if room.state in (State.REVEAL, State.BOARD) and room.is_last:
        return "Show the final standings" if room.settings.podium else "End the room"
    return NEXT_WORDS.get(room.state, "")


def commands_of(room: Room) -> list[tuple[str, str]]:
    """What else may be said now, in words, beside `next`."""
    legal = [(name, words) for name, words in COMMAND_WORDS.items() if name in LEGAL[room.state]]
    left_out = set()
    if not room.limit:
        left_out.add("add-time")
    if room.settings.board == "off":
        left_out.add("board")
    if room.vote == 2:
        left_out.add("discuss")
    if next_word(room) == NEXT_WORDS[State.PODIUM]:
        left_out.add("finish")  # it is what comes next
    if not room.settings.podium or room.is_last:
        left_out.add("podium")
    return [(name, words) for name, words in legal if name not in left_out]


Bar = tuple[object, int, float, bool]


def bars_of(
    key: RoomKey, place: Place, given: Mapping[tuple[int, int], Given], vote: int, *, marked: bool
) -> list[Bar]:
    """Rows of the bar chart in the order of display: label, count, share, whether it is the key (if it may be told)."""
    counted = live_results.bars(place, given, vote)
    total = sum(v == vote and len(one.choice) > 0 for (_, v), one in given.items()) or 1
    if not place.item.options:
        return [(one.text, one.count, one.count / total, marked and one.is_key) for one in counted]
    order = tokens(place.item, secret_for(key, place)).values()
    return [
        (
            f"{letter}  " + markdown_inline(counted[position].text),
            counted[position].count,
            counted[position].count / total,
            marked and counted[position].is_key,
        )
        for letter, position in zip(LETTERS, order, strict=False)
    ]


def _charts(db: Session, key: RoomKey, room: Room, place: Place, *, marked: bool) -> dict[str, Any]:
    """One bar chart, or two side by side with how people moved, when the question was asked twice."""
    given = live_results.given_in(db, key, place)
    votes = sorted({vote for _, vote in given} | {1})
    told: dict[str, Any] = {"charts": [(vote, bars_of(key, place, given, vote, marked=marked)) for vote in votes]}
    if marked and 2 in votes:
        moved = live_results.moved(place, key, given)
        both = sum(moved.values())
        told["moved"], told["both"] = moved, both
        first, second = (moved["right right"] + moved[name] for name in ("right wrong", "wrong right"))
        told["gain"] = gain(first / both, second / both) if both else None
    return told


# --- the host --------------------------------------------------------------------------------------------------


def host_state(db: Session, key: RoomKey, standing: Standing) -> dict[str, Any]:
    """Everything for the panel. Made anew each time: there are few hosts, and they see everything.

    The key of a question that is not revealed is folded away. Where no script remembers that it was wanted, the address
    does, as `?key=1`.
    """
    room, sheet = standing.room, get_desk().sheet(db, key.quiz_id, key.opening)
    present = present_in(current_app, key.public_id)
    counted = live_results.counts(get_store().look, key, room, present)
    members = live_joining.members_in(db, key)
    place = live_results.place_now(sheet, room)
    waiting = set(counted.waiting) if room.state is State.ANSWER else set()
    connected = counted.joined if present is None else len(present & {member.id for member in members})
    ranked = key.settings.board != "off" and room.rounds  # of a thousand learners, so not when nobody looks at it
    board = get_screens().board(db, key, sheet, room) if ranked else None
    shared = {"key": key, "room": room, "standing": standing, "counted": counted, "connected": connected}
    shared |= {"key_shown": "key" in request.args, "doing": DOING[room.state]}
    charts: dict[str, Any] = {}
    if place and (room.state in (State.LOCKED, State.DISCUSS, State.REVEAL)):
        charts = _charts(db, key, room, place, marked=room.state is State.REVEAL)
    parts = {
        "control": render_template(
            "live/_control.html", **shared, next_word=next_word(room), commands=commands_of(room),
            longer=[m for m in members if m.id in waiting and m.time_percent > 100],
        ),
        "stage": render_template(
            "live/_host_stage.html", **shared, **charts, shown=reveal_for(key, place) if place else None,
            coming=_coming(sheet, room),
        ),
        "people": render_template(
            "live/_host_people.html", **shared, members=members, waiting=waiting, present=present, board=board,
        ),
        "links": render_template("live/_links.html", **shared, **links_of(key, standing)),
    }  # fmt: skip
    return _told(room, counted.answered, counted.joined) | {
        "commands": list(LEGAL[room.state]),
        "answered": counted.answered,
        "connected": connected,
        "notice": CLOCK_MOVED if getattr(current_app.extensions["quizapp_clock"], "jumped", None) else "",
        "parts": parts,
    }


def _coming(sheet: Sheet, room: Room) -> str:
    """The stem of the next question, so that the host can prepare for it."""
    if room.is_last or room.state is State.ENDED:
        return ""
    wanted = room.quiz_items[room.number]
    return next(place.item.stem for place in sheet.places if place.id == wanted)


def links_of(key: RoomKey, standing: Standing) -> dict[str, str]:
    join = for_learners("live.join", code=standing.code) if standing.code else ""
    token = screen_token(key)
    return {
        "join": join,
        "address": join.partition("://")[2],
        "screen": url_for("live_screen.screen", room_id=key.public_id, token=token),
        "profile": get_config().profile,
    }


# --- projector and remote --------------------------------------------------------------------------------------


def screen_state(db: Session, key: RoomKey, standing: Standing) -> dict[str, Any]:
    """What the projector shows: never more than the room may see, since it may be shared or recorded."""
    room, sheet, screens = standing.room, get_desk().sheet(db, key.quiz_id, key.opening), get_screens()
    counted = live_results.counts(get_store().look, key, room, present_in(current_app, key.public_id))
    stage = stage_of(key, sheet, room)
    given: dict[str, Any] = {}
    if stage is not None and (room.state is State.REVEAL or (room.state is State.DISCUSS and room.bars)):
        given = _charts(db, key, room, stage.place, marked=room.state is State.REVEAL)
    if room.state is State.BOARD and key.settings.board == "top5":
        board = screens.board(db, key, sheet, room)
        given |= {"lines": [line for line in board.lines if line.rank <= 5][:8], "teams": board.teams}
    if room.state is State.PODIUM:
        board = screens.board(db, key, sheet, room)
        given |= {"lines": [line for line in board.lines if line.rank <= 3][:6], "teams": board.teams[:3]}
    if room.state is State.LOBBY:
        given["names"] = [member.name for member in live_joining.members_in(db, key)]
    shared = {"key": key, "room": room, "standing": standing, "counted": counted, "stage": stage}
    parts = {
        "stage": render_template("live/_screen.html", **shared, **given, **links_of(key, standing)),
        "count": render_template("live/_count.html", **shared),
    }
    return _told(room, counted.answered, counted.joined) | {"title": key.title, "parts": parts}


def remote_state(db: Session, key: RoomKey, standing: Standing) -> dict[str, Any]:
    """What the remote control shows: the state, the counts, and its few buttons; no key and no name."""
    room = standing.room
    counted = live_results.counts(get_store().look, key, room, present_in(current_app, key.public_id))
    shown = {"key": key, "room": room, "counted": counted, "next_word": next_word(room), "doing": DOING[room.state]}
    part = render_template("live/_remote.html", **shown)
    return _told(room, counted.answered, counted.joined) | {"parts": {"stage": part}}


def _told(room: Room, answered: int, joined: int) -> dict[str, Any]:
    return {
        "version": room.version,
        "state": room.state.value,
        "number": room.number,
        "total": len(room.quiz_items),
        "vote": room.vote,
        "said": said(room),
        "tab": tab(room),
        "answered": answered if room.state is State.ANSWER else 0,
        "joined": joined,
        **clock_of(room, 100, at=now()),
    }
