"""The state of a live room as one learner may see it, for the page and for programs alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, url_for
from jinja2 import Environment
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, live_results
from quizapp.classroom.desk import Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_joining import Member
from quizapp.classroom.live_results import Board, Seen
from quizapp.classroom.secrets import grouped
from quizapp.core.live import Room, State
from quizapp.core.nicknames import TEAMS
from quizapp.store import Attempt, Seat
from quizapp.web.database import get_config, get_desk
from quizapp.web.live_screens import WITH_OWN, Own, clock_of, own_of, question_json, said, stage_of, tab
from quizapp.web.live_watch import get_screens
from quizapp.web.presenting import clock
from quizapp.web.saving import compact

RANKED = (State.REVEAL, State.BOARD, State.PODIUM, State.ENDED)


@dataclass(frozen=True, slots=True)
class Alike:
    """What all learners of a room see alike in one of its versions, as values and as JSON that is ready to be sent."""

    values: dict[str, Any]
    stage: str
    begins: bytes
    ends: bytes


def alike_of(values: dict[str, Any], stage: str) -> Alike:
    return Alike(values, stage, compact(values)[:-1] + b",", compact({"stage": stage})[1:] + b"}")


@dataclass(frozen=True, slots=True)
class Mine:
    """What only one learner sees, and how it is put together with what all see alike."""

    alike: Alike
    values: dict[str, Any]
    parts: dict[str, str]
    tag: str

    def page(self, stage: str | None = None) -> dict[str, Any]:
        """Everything, for a template; `stage` in place of the one that all see."""
        parts = self.parts | {"stage": self.alike.stage if stage is None else stage}
        return self.alike.values | self.values | {"parts": parts}

    def body(self, spread_ms: int) -> bytes:
        """The same as JSON: only what is the learner's own is made anew."""
        values = self.values | {"spread_ms": spread_ms, "parts": self.parts}
        return self.alike.begins + compact(values)[1:-2] + b"," + self.alike.ends


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that a page without script has sent and that could not be taken, and why."""

    number: int
    vote: int
    given: list[str]
    error: str


def name_of(key: RoomKey, room: Room, *, texts: bool) -> tuple[object, ...]:
    """Under which `Screens` keeps what all learners see alike."""
    return key.public_id, room.version, "learner", texts


def learner_state(
    db: Session,
    key: RoomKey,
    room: Room,
    seen: Seen,
    *,
    text: bool,
    at: datetime,
    personal: bool = False,
    sent: bool = False,
    typed: Typed | None = None,
) -> tuple[Mine, str | None]:
    """Everything the learner may see now. `personal` makes the question with the own choice in it, for a page that
    has no script to put it there; `sent` with nothing to choose, so that the page may look again by itself; `typed`
    with what was sent in vain, and why."""
    sheet, screens = get_desk().sheet(db, key.quiz_id, key.opening), get_screens()
    texts = text or key.settings.text_on_device

    def stage_html(chosen: Any = (), *, sent: bool = False, error: str = "") -> str:
        shown = {"key": key, "room": room, "stage": stage_of(key, sheet, room), "text": texts}
        return render_template("live/_learner.html", **shown, chosen=chosen, sent=sent, error=error)

    def common() -> Alike:
        values = {
            "version": room.version,
            "state": room.state.value,
            "number": room.number,
            "total": len(room.quiz_items),
            "vote": room.vote,
            "title": key.title,
            "said": said(room),
            "tab": tab(room),
            "question": question_json(stage_of(key, sheet, room), text=texts),
        }
        return alike_of(values, stage_html())

    alike = screens.once(name_of(key, room, texts=texts), common)
    board = screens.board(db, key, sheet, room) if is_ranked(key, room) else None
    farewell = _farewell(db, seen.member) if room.state is State.ENDED else {}
    mine = own_state(current_app.jinja_env, key, sheet, room, seen, alike, board, texts=texts, at=at, **farewell)
    own = mine.values["own"]
    if typed:
        return mine, stage_html(typed.given, error=typed.error)
    return mine, stage_html(own["choice"], sent=sent) if personal and own else None


def own_state(
    templates: Environment,
    key: RoomKey,
    sheet: Sheet,
    room: Room,
    seen: Seen,
    alike: Alike,
    board: Board | None,
    *,
    texts: bool,
    at: datetime,
    **farewell: str,
) -> Mine:
    """A learner's own part, made from values at hand: neither the database nor Flask is asked."""
    member = seen.member
    place = live_results.place_now(sheet, room) if room.state in WITH_OWN else None
    revealed = room.state is State.REVEAL
    own = own_of(key, place, seen.counted(room), text=texts, revealed=revealed) if place else None
    asked_both = room.vote == 2 and (2 in seen.given or room.state in (State.ANSWER, State.PAUSED))
    first = own_of(key, place, seen.given.get(1), text=texts, revealed=False) if place and asked_both else None
    standing = _standing(board, member) if board else None
    result = _result(own, standing) if revealed else None
    received = clock(own.received_at, key.zone) if own else ""
    shown: dict[str, Any] = {
        "key": key,
        "room": room,
        "member": member,
        "own": own,
        "first": first,
        "standing": standing,
        "received": received,
        "result": result,
        "team": TEAMS[member.team - 1] if member.team else "",
    }
    return Mine(
        alike,
        {
            "name": member.name,
            **clock_of(room, member.time_percent, at=at),
            "own": {"choice": own.choice, "at": received, "words": own.words} if own else None,
            "result": result,
            "standing": standing,
        },
        {
            "result": templates.get_template("live/_result.html").render(shown) if result else "",
            "own": templates.get_template("live/_own.html").render(shown | farewell),
        },
        # Of the version and the own receipt only: a tag that covered the content would cover the key.
        f'"{room.version}-{received}-{member.team or ""}-{member.time_percent}-{len(member.name)}"',
    )


def is_ranked(key: RoomKey, room: Room) -> bool:
    """Whether learners see their own place: the room has a leaderboard, and its moment has come."""
    return key.settings.board != "off" and room.state in RANKED


def _result(own: Own | None, standing: dict[str, Any] | None) -> dict[str, Any]:
    """What the answer earned. Points are told only where there is a leaderboard to use them."""
    told: dict[str, Any] = {"verdict": own.verdict if own else "not answered"}
    if standing is not None:
        told["points"] = standing["last"]
    return told


def _standing(board: Board, member: Member) -> dict[str, Any] | None:
    """The learner's own place; nobody else's name is in it."""
    found = board.of(member)
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
