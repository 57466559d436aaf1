"""The host of a live room: opening it, the panel, what the panel says, and the people in the room.

Hosting is bound to the sign-in and the right, never to a code or a link; any device of the host shows the room as it
stands. The interface for programs is described in `live.py`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from quizapp.classroom import handouts, live, live_joining, openings, people, quizzes
from quizapp.classroom.courses import TIME_FACTORS
from quizapp.classroom.live import RoomKey
from quizapp.classroom.old_keys import in_force, mends, old_keys_in
from quizapp.core.errors import BadInput, QuizappError
from quizapp.core.live import BOARDS, LEGAL, NAMES, Room, Settings, State
from quizapp.core.nicknames import TEAMS
from quizapp.store import Person, Quiz
from quizapp.web.addresses import for_learners
from quizapp.web.database import get_db, get_store, now, reading_db, release_db
from quizapp.web.errors import wants_json
from quizapp.web.forms import BaseForm, page
from quizapp.web.hub import Client
from quizapp.web.live import stream
from quizapp.web.live_panel import host_state, remote_token
from quizapp.web.live_watch import get_hub, get_key, present_in, standing_now, told
from quizapp.web.quizzes_forms import ArticleField, RunName, offer_articles
from quizapp.web.quizzes_questions import bring_up_to_date
from quizapp.web.signing_in import current_person

bp = Blueprint("live_host", __name__)


SPEEDS = (10, 20, 30, 40, 50)


class OpenForm(RunName):
    names = RadioField("Names", choices=dict(NAMES), default="generated")
    text_on_device = BooleanField("Show the questions on the learners' devices, not only letters", default=True)
    read_s = IntegerField(
        "Seconds to read before the answers appear", default=5, validators=[InputRequired(), NumberRange(0, 60)]
    )
    limit_s = IntegerField(
        "Countdown in seconds", description="Empty: you close each question.",
        validators=[Optional(), NumberRange(5, 600)],
    )  # fmt: skip
    auto_close = BooleanField("Close a question by itself when everybody who is connected has answered")
    board = RadioField("Leaderboard", choices=dict(BOARDS), default="off")
    podium = BooleanField("Show the first three at the end; otherwise it ends quietly")
    speed_percent = SelectField(
        "Speed",
        choices=({"0": "Does not count: accuracy only"} | {str(n): f"Weighs {n} per cent" for n in SPEEDS}),
        default="0",
        description="As a share of each learner's own time, extra time included. It never enters the results.",
    )
    teams = SelectField("Teams", choices=({"0": "None"} | {str(n): str(n) for n in range(2, 9)}), default="0")
    article = ArticleField()
    count_vote = RadioField(
        "When a question is asked again, the points count",
        choices=({"1": "the first vote", "2": "the second vote"}),
        default="1",
        description="Where a learner gave no answer in that vote, the one of the other vote counts. The results take"
        " the first answer that each learner gave; the statistics of the question take the first vote alone.",
    )

    def settings(self) -> Settings:
        return Settings(
            names=self.names.data or "generated",
            read_s=self.read_s.data or 0,
            limit_s=self.limit_s.data or 0,
            speed_percent=int(self.speed_percent.data or 0),
            board=self.board.data or "off",
            podium=bool(self.podium.data),
            text_on_device=bool(self.text_on_device.data),
            auto_close=bool(self.auto_close.data),
            teams=int(self.teams.data or 0),
            count_vote=int(self.count_vote.data or 1),
        )


def _open_form(quiz: Quiz) -> OpenForm:
    form = OpenForm()
    offer_articles(form, handouts.offered(get_db(), current_person(), quiz))
    return form


class PersonForm(BaseForm):
    participant = StringField("Learner", validators=[Length(max=30)])
    act = StringField("Act", validators=[Length(max=20)])
    value = StringField("Value", validators=[Length(max=60)])


# --- opening ---------------------------------------------------------------------------------------------------


@bp.get("/quizzes/<quiz_id>/live")
def prepare(quiz_id: str) -> ResponseReturnValue:
    quiz = quizzes.get_quiz(get_db(), current_person(), quiz_id, "live.host")
    return _opening_page(quiz, _open_form(quiz))


def _opening_page(quiz: Quiz, form: OpenForm) -> ResponseReturnValue:
    db = get_db()
    old_keys = old_keys_in(db, quiz)
    return page(
        "live/open.html",
        form,
        quiz=quiz,
        old_keys=old_keys,
        mends=mends(db, current_person(), old_keys),
        outdated=quizzes.outdated_in_draft(db, quiz),
    )


@bp.post("/quizzes/<quiz_id>/live")
def open_room(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id, "live.host")
    form = _open_form(quiz)
    if request.form.get("act") == "newest":  # the page again, with what was chosen
        bring_up_to_date(quiz)
        return _opening_page(quiz, form)
    if form.validate():
        room, played, article = None, quiz, form.article.data if "article" in form else "none"
        name, settings = form.name.data or "", form.settings()
        with form.refusing():
            if request.form.get("act") != "old":
                played = in_force(db, person, quiz, at=now())
            room = live.open_room(db, person, played, settings, article=article, name=name, at=now())
        if room is not None and not form.errors:
            db.commit()
            if played is not quiz:
                flash(f"The room plays “{played.title}”, a copy of the quiz with the corrected keys.", "good")
            return redirect(url_for(".panel", room_id=room.public_id), code=303)
        db.rollback()
    return _opening_page(quiz, form)


# --- the panel -------------------------------------------------------------------------------------------------


def _hosted(room_id: str) -> RoomKey:
    key = get_key(room_id)
    live.require_host(get_db(), current_person(), key)
    return key


@bp.get("/live/<room_id>")
def panel(room_id: str) -> ResponseReturnValue:
    key = _hosted(room_id)
    standing = standing_now(key)
    return render_template("live/panel.html", key=key, room=standing.room, state=host_state(get_db(), key, standing))


@bp.get("/live/opening/<opening_id>")
def of_opening(opening_id: str) -> ResponseReturnValue:
    """From the list of quizzes to the room in which one is going on."""
    opening = openings.get_opening(get_db(), current_person(), opening_id, "live.host")
    room = live.room_of(get_db(), opening)
    return redirect(url_for(".panel", room_id=room.public_id), code=303)


@bp.get("/live/<room_id>/state")
def state(room_id: str) -> ResponseReturnValue:
    key = _hosted(room_id)
    return jsonify(host_state(get_db(), key, standing_now(key)))


@bp.get("/live/<room_id>/events")
def events(room_id: str) -> ResponseReturnValue:
    key = _hosted(room_id)
    room, person, token = live.read(get_db(), key).room, current_person(), session["sign_in"]
    return stream(Client(room_id, "staff", room.version, may_stay=_may_stay(key, person, token)))


def _may_stay(key: RoomKey, person: Person, token: str) -> Any:
    """Asked every second by the stream's hub: still signed in there, still allowed to host."""
    store, clock = get_store(), current_app.extensions["quizapp_clock"]

    def may_stay() -> bool:
        with store.reading() as db:
            if people.signed_in(db, token, at=clock()) is None:
                return False
            try:
                live.require_host(db, person, key)
            except QuizappError:
                return False
            return True

    return may_stay


@bp.post("/live/<room_id>/do")
def do(room_id: str) -> ResponseReturnValue:
    db, person = reading_db(), current_person()
    key = get_key_reading(room_id)
    live.require_host(db, person, key)
    command(key, person.id)
    return _back(key)


@bp.get("/live/<room_id>/end")
def end(room_id: str) -> ResponseReturnValue:
    """Ask once more: a room that has ended cannot be opened again, and the link stands beside the next step."""
    key = _hosted(room_id)
    room = standing_now(key).room
    if room.state is State.ENDED:
        return redirect(url_for(".panel", room_id=room_id), code=303)
    return render_template("live/end.html", key=key, room=room)


@bp.post("/live/<room_id>/end")
def end_post(room_id: str) -> ResponseReturnValue:
    """Whatever the room has come to meanwhile: it was asked to end, not to leave one state."""
    key = get_key_reading(room_id)
    live.require_host(reading_db(), current_person(), key)
    room = standing_now(key).room
    if room.state is not State.ENDED:
        _command(key, "finish", expect=room.version, person_id=current_person().id)
    return _back(key)


@bp.get("/live/<room_id>/skip/<int:number>")
def skip(room_id: str, number: int) -> ResponseReturnValue:
    """Ask once more: a question that was skipped is in no result and cannot be asked again."""
    key = _hosted(room_id)
    room = standing_now(key).room
    if not _may_skip(room, number):
        return redirect(url_for(".panel", room_id=room_id), code=303)
    return render_template("live/skip.html", key=key, room=room)


@bp.post("/live/<room_id>/skip/<int:number>")
def skip_post(room_id: str, number: int) -> ResponseReturnValue:
    """Whether they still read or answer already: it was this question that was to be skipped, and no other is."""
    key = get_key_reading(room_id)
    live.require_host(reading_db(), current_person(), key)
    room = standing_now(key).room
    if _may_skip(room, number):
        _command(key, "skip", expect=room.version, person_id=current_person().id)
    elif room.number == number:
        flash(f"Question {number} was closed meanwhile, so it was not skipped.", "warning")
    return _back(key)


def _may_skip(room: Room, number: int) -> bool:
    return room.number == number and "skip" in LEGAL[room.state]


def get_key_reading(room_id: str) -> RoomKey:
    reading_db()  # a command is written by the store's writer, so this request only reads
    return get_key(room_id)


def command(key: RoomKey, person_id: int | None, allowed: tuple[str, ...] | None = None) -> Room:
    """Do what was posted: `command`, `expect` and, for more time, `seconds`. Others hear of it after the commit."""
    posted = request.get_json(silent=True) if request.is_json else request.form.to_dict()
    if not isinstance(posted, dict):
        raise BadInput("The command could not be read; reload the page.")
    name = str(posted.get("command", ""))
    try:
        expect, seconds = int(posted.get("expect", -1)), int(posted.get("seconds", 15))
    except (TypeError, ValueError):
        raise BadInput("The command could not be read; reload the page.") from None
    if allowed is not None and name not in allowed:
        raise BadInput(f"The remote control knows {', '.join(allowed)} only.")
    standing_now(key)  # what time has done comes first, and a command meant for the state before it is refused
    return _command(key, name, expect=expect, seconds=seconds, person_id=person_id)


def _command(key: RoomKey, name: str, *, expect: int, seconds: int = 15, person_id: int | None) -> Room:
    release_db()
    at = now()
    room = get_store().writer.submit(
        lambda execute: live.command(execute, key, name, expect=expect, seconds=seconds, person_id=person_id, at=at)
    )
    told(current_app, key, room)
    return room


@bp.post("/live/<room_id>/door")
def door(room_id: str) -> ResponseReturnValue:
    key = get_key_reading(room_id)
    live.require_host(reading_db(), current_person(), key)
    is_open = (request.form.get("open") or str((request.get_json(silent=True) or {}).get("open", ""))) in ("1", "True")
    release_db()
    get_store().writer.submit(lambda execute: live.set_door(execute, key, is_open=is_open))
    get_hub().stir(room_id)
    return _back(key)


@bp.post("/live/<room_id>/remote")
def remote(room_id: str) -> ResponseReturnValue:
    """Make a link for the remote control; the one before it ends. `off` ends it without a new one."""
    key = get_key_reading(room_id)
    live.require_host(reading_db(), current_person(), key)
    number = 0 if request.form.get("off") else live.read(reading_db(), key).remote_number + 1
    release_db()
    get_store().writer.submit(lambda execute: live.set_remote(execute, key, number))
    return redirect(url_for(".people_page", room_id=room_id, _anchor="remote"), code=303)


def _back(key: RoomKey) -> ResponseReturnValue:
    if wants_json():
        return jsonify(host_state(reading_db(), key, live.read(reading_db(), key)))
    return redirect(url_for(".panel", room_id=key.public_id, key=request.args.get("key")), code=303)


# --- the people in it ------------------------------------------------------------------------------------------


@bp.get("/live/<room_id>/people")
def people_page(room_id: str) -> ResponseReturnValue:
    key = _hosted(room_id)
    return _people_page(key, PersonForm())


def _people_page(key: RoomKey, form: PersonForm) -> ResponseReturnValue:
    db = get_db()
    standing = standing_now(key) if request.method == "GET" else live.read(db, key)
    link = ""
    if standing.remote_number:
        token = remote_token(key, standing.remote_number)
        link = for_learners("live_screen.remote", room_id=key.public_id, token=token)
    return page(
        "live/people.html",
        form,
        key=key,
        standing=standing,
        members=live_joining.members_in(db, key, removed=True),
        present=present_in(current_app, key.public_id),
        factors=TIME_FACTORS,
        teams=TEAMS[: key.settings.teams],
        remote=link,
    )


@bp.post("/live/<room_id>/people")
def change_person(room_id: str) -> ResponseReturnValue:
    """`act` is remove, readmit, rename, time or team; clear removes everybody who has answered nothing."""
    key, db, form = _hosted(room_id), get_db(), PersonForm()
    if request.is_json:
        form = PersonForm(data={name: str(value) for name, value in (request.get_json(silent=True) or {}).items()})
    act, value = form.act.data or "", form.value.data or ""
    if act == "clear":
        removed = live_joining.remove_silent(db, key, at=now())
        db.commit()
        _changed(key)
        flash(f"{removed} who had answered nothing were removed.", "good")
        return redirect(url_for(".people_page", room_id=room_id), code=303)
    participant = live_joining.get_participant(db, key, form.participant.data or "")
    with form.refusing():
        match act:
            case "remove":
                live_joining.remove(db, participant, at=now())
            case "readmit":
                live_joining.readmit(db, key, participant)
            case "rename":
                live_joining.rename(db, key, participant, value)
            case "time":
                live_joining.set_time(db, participant, value)
            case "team":
                live_joining.set_team(db, key, participant, int(value) if value.isdecimal() else 0)
            case _:
                raise BadInput("Choose what to do with this learner.")
    if form.errors:
        if wants_json():
            raise BadInput(form.form_errors[0])
        return _people_page(key, form)
    db.commit()
    if act == "remove":
        get_hub().drop(room_id, participant.id)
    _changed(key)
    if wants_json():
        return jsonify(status="done")
    return redirect(url_for(".people_page", room_id=room_id), code=303)


def _changed(key: RoomKey) -> None:
    get_hub().changed(key.public_id)
