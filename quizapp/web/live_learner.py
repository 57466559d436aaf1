"""The state of a live room as one learner may see it, for the page and for programs alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, live_results
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_joining import Member
from quizapp.classroom.secrets import grouped
from quizapp.core.live import Room, State
from quizapp.core.nicknames import TEAMS
from quizapp.store import Attempt, Seat
from quizapp.web.database import get_config, get_desk
from quizapp.web.live_screens import (
    WITH_OWN,
    Own,
    clock_of,
    line_of,
    own_of,
    question_json,
    said,
    stage_of,
)
from quizapp.web.live_watch import get_screens
from quizapp.web.presenting import clock

RANKED = (State.REVEAL, State.BOARD, State.PODIUM, State.ENDED)


def learner_state(
    db: Session, key: RoomKey, room: Room, member: Member, *, text: bool, at: datetime, personal: bool = False
) -> dict[str, Any]:
    """Everything the learner may see now. `personal` makes the question with the own choice in it, for a page that
    has no script to put it there."""
    sheet, screens = get_desk().sheet(db, key.quiz_id), get_screens()
    texts = text or key.settings.text_on_device
    place = live_results.place_now(sheet, room) if room.state in WITH_OWN else None
    given = live_results.own_response(db, member, place, room.vote) if place else None
    if given is None and place and room.vote == 2 and room.state in (State.DISCUSS, State.LOCKED, State.REVEAL):
        given = live_results.own_response(db, member, place, 1)
    revealed = room.state is State.REVEAL
    own = own_of(key, place, given, text=texts, revealed=revealed) if place else None
    standing = _standing(db, key, room, member)

    def common() -> tuple[dict[str, Any], str]:
        stage = stage_of(key, sheet, room)
        html = render_template("live/_learner.html", key=key, room=room, stage=stage, text=texts, chosen=())
        return {"question": question_json(stage, text=texts)}, html

    alike, html = screens.once((key.public_id, room.version, "learner", texts), common)
    if personal and own is not None:
        stage = stage_of(key, sheet, room)
        html = render_template("live/_learner.html", key=key, room=room, stage=stage, text=texts, chosen=own.choice)
    result = _result(key, own, standing) if revealed else None
    shared = {
        "key": key,
        "room": room,
        "member": member,
        "own": own,
        "standing": standing,
        "received": clock(own.received_at, key.zone) if own else "",
    }
    farewell = _farewell(db, member) if room.state is State.ENDED else {}
    team = TEAMS[member.team - 1] if member.team else ""
    parts = {
        "result": render_template("live/_result.html", result=result, **shared) if result else "",
        "stage": html,
        "own": render_template("live/_own.html", team=team, **shared, **farewell),
    }
    return {
        "version": room.version,
        "state": room.state.value,
        "number": room.number,
        "total": len(room.quiz_items),
        "vote": room.vote,
        "title": key.title,
        "name": member.name,
        "said": said(room),
        **clock_of(room, member.time_percent, at=at),
        **alike,
        "own": {"choice": own.choice, "at": clock(own.received_at, key.zone), "words": own.words} if own else None,
        "result": result,
        "standing": standing,
        "parts": parts,
    }


def _result(key: RoomKey, own: Own | None, standing: dict[str, Any] | None) -> dict[str, Any]:
    """What the answer earned. Points are told only where there is a leaderboard to use them."""
    told: dict[str, Any] = {"verdict": own.verdict if own else "not answered"}
    if standing is not None:
        told["points"] = standing["last"]
    return told


def _standing(db: Session, key: RoomKey, room: Room, member: Member) -> dict[str, Any] | None:
    """The learner's own place, if the room has a leaderboard and its moment has come; nobody else's name is in it."""
    if key.settings.board == "off" or room.state not in RANKED:
        return None
    board = get_screens().board(db, key, get_desk().sheet(db, key.quiz_id), room)
    found = line_of(board, member)
    if found is None:
        return None
    line, behind = found
    team = next((one for one in board.teams if one.id == member.team), None)
    return {
        "rank": line.rank,
        "of": len(board.lines),
        "total": line.total,
        "behind": behind,
        "last": board.last.get(member.id, 0),
        "team_rank": team.rank if team else None,
        "teams": len(board.teams),
    }


def _farewell(db: Session, member: Member) -> dict[str, Any]:
    """The own report, and how a guest comes back to it."""
    row = db.execute(
        select(Attempt.public_id, Seat).join(Seat, Seat.id == Attempt.seat_id).where(Attempt.id == member.attempt_id)
    ).one()
    return {
        "report": url_for("taking.result", attempt_id=row[0]),
        "code": grouped(courses.personal_code(row[1], *get_config().secrets)),
    }
