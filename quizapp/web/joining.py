"""How a learner comes in without an account: a class code and a name, or a personal code; and their own page.

The seat travels in the signed cookie. Codes that are not known are charged to the address, codes that are never.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.classroom import courses, results, taking
from quizapp.classroom.roster import name_key
from quizapp.classroom.secrets import grouped
from quizapp.core.errors import NotFound
from quizapp.core.scoring import percent, shown
from quizapp.store import Opening, Seat
from quizapp.web.database import get_config, get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.limits import Limit, limits
from quizapp.web.people import own_path
from quizapp.web.presenting import moment
from quizapp.web.signing_in import carry_seat, leave_seats, own_seats, seat_in

bp = Blueprint("joining", __name__)


class CodeForm(BaseForm):
    code = StringField("Class code", validators=[DataRequired("Type the class code from the board."), Length(max=60)])


class PersonalCodeForm(BaseForm):
    code = StringField("Personal code", validators=[DataRequired("Type your personal code."), Length(max=60)])


class NameForm(BaseForm):
    name = StringField(
        "Your name", validators=[DataRequired("Write a name, as your class knows you."), Length(max=200)]
    )


@contextmanager
def _charging(*budgets: Limit) -> Iterator[None]:
    """Charge a code that nobody has. Raises TooMany when the budget of this address is used up."""
    site = limits().code_site
    keys = [(budget, "" if budget is site else request.remote_addr or "") for budget in budgets]
    for budget, key in keys:
        budget.check(key)
    try:
        yield
    except NotFound:
        for budget, key in keys:
            budget.charge(key)
        raise


def _next() -> str:
    """Where to go on to after joining, such as the quiz whose link was opened; empty for one's own page."""
    return own_path(request.args.get("next"))


# --- with the class code ---------------------------------------------------------------------------------------


@bp.get("/join")
def join() -> ResponseReturnValue:
    return page("joining/join.html", CodeForm())


@bp.post("/join")
def find_class() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return page("joining/join.html", form)
    try:
        with _charging(limits().code_address, limits().code_site):
            course = courses.course_with_code(get_db(), form.code.data or "")
    except NotFound as error:
        form.code.errors = [str(error)]
        return page("joining/join.html", form)
    return redirect(url_for(".join_course", code=course.join_code, next=_next() or None), code=303)


@bp.get("/join/<code>")
def join_course(code: str) -> ResponseReturnValue:
    """The class by name, and a field for the learner's own. Who else is in it is not shown."""
    return _join_page(code, NameForm())


@bp.post("/join/<code>")
def take_seat(code: str) -> ResponseReturnValue:
    form, db = NameForm(), get_db()
    if not form.validate():
        return _join_page(code, form)
    with _charging(limits().code_address, limits().code_site):
        course = courses.course_with_code(db, code)
    seat, name = seat_in(course.id), form.name.data or ""
    if seat is None or name_key(name) != seat.name_key:  # else the button was pressed twice
        limits().joins.spend(course.public_id)
        with form.refusing(form.name):
            seat, _ = courses.join(db, course, name, secret=get_config().secret, at=now())
        if form.errors:
            return _join_page(code, form)
    assert seat is not None
    carry_seat(seat)
    db.commit()
    return redirect(url_for(".welcome", seat_id=seat.public_id, next=_next() or None), code=303)


def _join_page(code: str, form: NameForm) -> ResponseReturnValue:
    with _charging(limits().code_address, limits().code_site):
        course = courses.course_with_code(get_db(), code)
    onward = _next() or url_for(".mine")
    return page("joining/join_course.html", form, course=course, seat=seat_in(course.id), onward=onward)


@bp.get("/welcome/<seat_id>")
def welcome(seat_id: str) -> ResponseReturnValue:
    """The personal code, before anything else, with what it is good for."""
    seat = next((seat for seat in own_seats() if seat.public_id == seat_id), None)
    if seat is None:
        raise NotFound("This seat is not on this device. Type your personal code to come back.")
    code = grouped(courses.personal_code(seat, *get_config().secrets))
    return render_template("joining/welcome.html", seat=seat, code=code, onward=_next() or url_for(".mine"))


# --- with a personal code --------------------------------------------------------------------------------------


@bp.get("/claim")
def claim() -> ResponseReturnValue:
    return page("joining/claim.html", PersonalCodeForm())


@bp.post("/claim")
def claim_typed() -> ResponseReturnValue:
    form, db = PersonalCodeForm(), get_db()
    if not form.validate():
        return page("joining/claim.html", form)
    try:
        with _charging(limits().code_address):
            seat = courses.claim(db, form.code.data or "", at=now())
    except NotFound as error:
        form.code.errors = [str(error)]
        return page("joining/claim.html", form)
    return _seated(db, seat)


@bp.get("/seat/<code>")
def seat(code: str) -> ResponseReturnValue:
    """What a QR code on a card opens. Whose seat it is, and a button: opening an address changes nothing."""
    with _charging(limits().link_address):
        found = courses.seat_with_code(get_db(), code)
    return render_template("joining/seat.html", seat=found, present=seat_in(found.course_id))


@bp.post("/seat/<code>")
def claim_scanned(code: str) -> ResponseReturnValue:
    db = get_db()
    with _charging(limits().link_address):
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
    """A quiz as its learner sees it: where it stands in words, and the one thing to do with it, if any."""

    opening: Opening
    state: str
    act: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One finished attempt. Without a score when its moment has not come."""

    title: str
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
    db, desk, at = get_db(), get_desk(), now()
    rows, scored = [], []
    for opening in taking.openings_for(db, seat):
        standing = taking.standing(db, opening, seat, at=at)
        rows.append(_row(opening, standing, at))
        for attempt in standing.attempts:
            if attempt is not standing.running:
                sitting = taking.sitting(db, desk, attempt, at=at)
                score = results.own_score(sitting)
                scored.append(
                    Scored(
                        opening.quiz.title,
                        attempt.number,
                        taking.ended_at(attempt, at=at),
                        f"{shown(score[0])} of {score[1]}" if score else "",
                        percent(*score) if score else None,
                        url_for("taking.result", attempt_id=attempt.public_id),
                    )
                )
    rows.sort(key=lambda row: _ORDER.index(row.act))
    return rows, sorted(scored, key=lambda one: one.ended_at or at)


def _row(opening: Opening, standing: taking.Standing, at: datetime) -> Row:
    before = url_for("taking.before", opening_id=opening.public_id)
    closes = f"closes {moment(opening.closes_at, opening.course.time_zone)}" if opening.closes_at else "open"
    if standing.running is not None:
        going_on = url_for("taking.answering", attempt_id=standing.running.public_id)
        return Row(opening, f"started, {closes}", "Continue", going_on)
    if standing.may_start:
        return Row(opening, closes, "Start again" if standing.attempts else "Start", before)
    if opening.opens_at and at < opening.opens_at:
        return Row(opening, f"not open until {moment(opening.opens_at, opening.course.time_zone)}")
    return Row(opening, "finished" if standing.attempts else "closed")


@bp.post("/me/leave")
def leave() -> ResponseReturnValue:
    leave_seats()
    flash("This device no longer knows you. Come back with your personal code.", "good")
    return redirect(url_for("home.index"), code=303)
