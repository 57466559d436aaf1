"""How a learner comes in without an account: a class code and a name, or a personal code; and their own page.

The seat travels in the signed cookie. Codes that nobody has are charged to the address, right ones always pass. Who
has the link of a quiz joins through it and does not learn the class code, so that a new code shuts out whoever knew
the old one.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.classroom import courses, live, taking
from quizapp.classroom.guests import come_in, is_guest
from quizapp.classroom.own import OwnAttempt, OwnQuiz, own_overview
from quizapp.classroom.roster import name_key
from quizapp.classroom.secrets import JOIN_CODE_LENGTH, SEAT_CODE_LENGTH, grouped, tidy_code
from quizapp.core.errors import NotFound
from quizapp.core.scoring import percent, shown
from quizapp.store import Course, Opening, Seat
from quizapp.web.database import get_config, get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.limits import charging, limits
from quizapp.web.people import own_path
from quizapp.web.presenting import moment, repeated
from quizapp.web.signing_in import carry_seat, leave_seats, own_seat, own_seats, seat_in

bp = Blueprint("joining", __name__)


class CodeForm(BaseForm):
    code = StringField("Class code", validators=[DataRequired("Type the class code from the board."), Length(max=60)])


class PersonalCodeForm(BaseForm):
    code = StringField("Personal code", validators=[DataRequired("Type your personal code."), Length(max=60)])


class NameForm(BaseForm):
    name = StringField(
        "Your name", validators=[DataRequired("Write a name, as your class knows you."), Length(max=200)]
    )


def _typed() -> AbstractContextManager[None]:
    """Around looking up a class code."""
    return charging((limits().code_address, _address()), (limits().code_site, ""))


def _address() -> str:
    return request.remote_addr or ""


def _next() -> str:
    """Where to go on to after joining, such as the quiz whose link was opened; empty for one's own page."""
    return own_path(request.args.get("next"))


# --- with the class code ---------------------------------------------------------------------------------------


@bp.get("/join")
def join() -> ResponseReturnValue:
    return page("joining/join.html", CodeForm())


@bp.post("/join")
def find_class() -> ResponseReturnValue:
    return _by_code(CodeForm(), "joining/join.html", JOIN_CODE_LENGTH)


def _by_code(form: CodeForm | PersonalCodeForm, template: str, length: int) -> ResponseReturnValue:
    """Either code in either field, since a card in the hand is typed into the first field there is.

    Their lengths tell them apart; `length` is that of the code the field asks for.
    """
    if not form.validate():
        return page(template, form)
    typed = form.code.data or ""
    if len(tidy_code(typed)) in (JOIN_CODE_LENGTH, SEAT_CODE_LENGTH):
        length = len(tidy_code(typed))
    try:
        return _to_seat(typed) if length == SEAT_CODE_LENGTH else _to_class(typed)
    except NotFound as error:
        form.code.errors = [str(error)]
        return page(template, form)


def _to_class(typed: str) -> ResponseReturnValue:
    if (room := live.room_typed(get_db(), typed)) is not None:
        return redirect(url_for("live.join", code=room.code), code=303)
    with _typed():
        course = courses.course_with_code(get_db(), typed)
    return redirect(url_for(".join_course", code=course.join_code, next=_next() or None), code=303)


def _to_seat(typed: str) -> ResponseReturnValue:
    db = get_db()
    with charging((limits().code_address, _address())):
        seat = courses.claim(db, typed, at=now())
    return _seated(db, seat)


@bp.get("/join/<code>")
def join_course(code: str) -> ResponseReturnValue:
    """The class by name, and a field for the learner's own. Who else is in it is not shown."""
    return _join_page(_course(code), NameForm(), _next())


@bp.post("/join/<code>")
def take_seat(code: str) -> ResponseReturnValue:
    return _take_seat(_course(code), _next())


@bp.get("/q/<opening_id>/join")
def join_through_quiz(opening_id: str) -> ResponseReturnValue:
    """The same for somebody who has the link of a quiz, and leads back to it."""
    opening = taking.find_opening(get_db(), opening_id)
    return _join_page(opening.course, NameForm(), _before(opening))


@bp.post("/q/<opening_id>/join")
def take_seat_through_quiz(opening_id: str) -> ResponseReturnValue:
    opening = taking.find_opening(get_db(), opening_id)
    return _take_seat(opening.course, _before(opening))


def _course(code: str) -> Course:
    with _typed():
        return courses.course_with_code(get_db(), code)


def _before(opening: Opening) -> str:
    return url_for("taking.before", opening_id=opening.public_id)


def _take_seat(course: Course, onward: str) -> ResponseReturnValue:
    form, db = NameForm(), get_db()
    if not form.validate():
        return _join_page(course, form, onward)
    seat, name = seat_in(course.id), form.name.data or ""
    if seat is None or name_key(name) != seat.name_key:  # else the button was pressed twice
        guest = seat if is_guest(seat) and not request.form.get("another") else None
        limits().joins_address.spend(_address())  # before the class's, which a script could use up otherwise
        limits().joins.spend(course.public_id)
        with form.refusing(form.name):
            if guest is not None:
                come_in(db, course, guest, name)
            else:
                seat, _ = courses.join(db, course, name, secret=get_config().secret, at=now())
        if form.errors:
            return _join_page(course, form, onward)
    assert seat is not None
    carry_seat(seat)
    db.commit()
    return redirect(url_for(".welcome", seat_id=seat.public_id, next=onward or None), code=303)


def _join_page(course: Course, form: NameForm, onward: str) -> ResponseReturnValue:
    seat = seat_in(course.id)
    if is_guest(seat) and request.method == "GET":
        form.name.data = seat.name if seat else ""
    return page("joining/join_course.html", form, course=course, seat=seat, onward=onward)


@bp.get("/welcome/<seat_id>")
def welcome(seat_id: str) -> ResponseReturnValue:
    """The personal code, before anything else, with what it is good for."""
    seat = own_seat(seat_id)
    code = grouped(courses.personal_code(seat, *get_config().secrets))
    return render_template("joining/welcome.html", seat=seat, code=code, onward=_next() or url_for(".mine"))


# --- with a personal code --------------------------------------------------------------------------------------


@bp.get("/claim")
def claim() -> ResponseReturnValue:
    return page("joining/claim.html", PersonalCodeForm())


@bp.post("/claim")
def claim_typed() -> ResponseReturnValue:
    return _by_code(PersonalCodeForm(), "joining/claim.html", SEAT_CODE_LENGTH)


@bp.get("/seat/<code>")
def seat(code: str) -> ResponseReturnValue:
    """What a QR code on a card opens. Whose seat it is, and a button: opening an address changes nothing."""
    with charging((limits().link_address, _address())):
        found = courses.seat_with_code(get_db(), code)
    return render_template("joining/seat.html", seat=found, present=seat_in(found.course_id))


@bp.post("/seat/<code>")
def claim_scanned(code: str) -> ResponseReturnValue:
    db = get_db()
    with charging((limits().link_address, _address())):
        found = courses.claim(db, code, at=now())
    return _seated(db, found)


def _seated(db: Session, seat: Seat) -> ResponseReturnValue:
    carry_seat(seat)
    db.commit()
    flash(f"You are {seat.name} in “{seat.course.name}” on this device now.", "good")
    return redirect(_next() or url_for(".mine"), code=303)


# --- one's own page --------------------------------------------------------------------------------------------


_ORDER = ("Continue", "Start", "Start again", "")
"""What can be done comes first on a learner's page; among equals what closes soonest."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quiz as its learner sees it: where it stands in words, and the one thing to do with it, if any.

    `run` tells it from others of its title.
    """

    opening: Opening
    state: str
    act: str = ""
    href: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One finished attempt. Without a score when its moment has not come."""

    title: str
    run: str
    number: int
    ended_at: datetime | None
    score: str
    percent: int | None
    href: str


@bp.get("/me")
def mine() -> ResponseReturnValue:
    seats = own_seats()
    secrets = get_config().secrets
    return render_template(
        "joining/mine.html",
        pages=[(seat, *_own_page(seat), grouped(courses.personal_code(seat, *secrets))) for seat in seats],
    )


def _own_page(seat: Seat) -> tuple[list[Row], list[Scored]]:
    """The quizzes of the learner's class, and their own finished attempts in the order of time."""
    at = now()
    quizzes = own_overview(get_db(), get_desk(), seat, at=at)
    called = [(quiz.opening.quiz.title, quiz.opening.name) for quiz in quizzes]
    twice = repeated(called)
    rows = [_row(quiz, twice=one in twice) for quiz, one in zip(quizzes, called, strict=True)]
    rows.sort(key=lambda row: _ORDER.index(row.act))
    scored = [_scored(quiz.opening, one) for quiz in quizzes for one in quiz.finished]
    return rows, sorted(scored, key=lambda one: one.ended_at or at)


def _row(quiz: OwnQuiz, *, twice: bool) -> Row:
    """`twice`: the class has more than one run of this title and name, so the time tells them apart."""
    given = moment(quiz.opening.created_at, quiz.opening.course.time_zone)
    run = f"played live {given}" if quiz.opening.live else f"given {given}"
    return replace(_row_alone(quiz), run=", ".join(filter(None, (quiz.opening.name, run if twice else ""))))


def _row_alone(quiz: OwnQuiz) -> Row:
    opening, zone = quiz.opening, quiz.opening.course.time_zone
    closes = f"closes {moment(opening.closes_at, zone)}" if opening.closes_at else "open"
    if quiz.running is not None:
        going_on = url_for("taking.answering", attempt_id=quiz.running.public_id)
        return Row(opening, f"started, {closes}", "Continue", going_on)
    if quiz.may_start:
        before = url_for("taking.before", opening_id=opening.public_id)
        return Row(opening, closes, "Start again" if quiz.finished else "Start", before)
    if opening.opens_at and quiz.state.name == "coming":
        return Row(opening, f"not open until {moment(opening.opens_at, zone)}")
    return Row(opening, "finished" if quiz.finished else "closed")


def _scored(opening: Opening, one: OwnAttempt) -> Scored:
    return Scored(
        opening.quiz.title,
        opening.name,
        one.attempt.number,
        one.ended_at,
        f"{shown(one.score[0])} of {shown(one.score[1])}" if one.score else "",
        percent(*one.score) if one.score else None,
        url_for("taking.result", attempt_id=one.attempt.public_id),
    )


@bp.post("/me/leave")
def leave() -> ResponseReturnValue:
    leave_seats()
    flash("This device no longer knows you. Come back with your personal code.", "good")
    return redirect(url_for("home.index"), code=303)
