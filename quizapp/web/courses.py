"""Classes: the code to join with, the list of learners and their sheet, settings, and who teaches there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from quizapp.classroom import courses, guests, live, people, quizzes, roster
from quizapp.classroom.permissions import capabilities_of, courses_with, require, require_teaching
from quizapp.classroom.secrets import grouped
from quizapp.store import Course, Membership, Seat
from quizapp.web.addresses import for_learners
from quizapp.web.database import get_config, get_db, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.signing_in import current_person

bp = Blueprint("courses", __name__)

CARDS = 60
"""Learners on one printed sheet; more are on the next, so that no page takes long to draw its codes."""

REMOVED = 50
"""Removed learners that the page of a class names unless it is asked for all."""

MAX_UPLOAD = 2 * 1024 * 1024
"""Bytes of a list of learners, the form around it included."""

_AREAS = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
_FACTORS = {"1": "No extra time"} | {factor: f"{factor} × the usual time" for factor in courses.TIME_FACTORS[1:]}


def zone_choices(present: str = "UTC") -> dict[str, dict[str, str]]:
    """Time zones by region, for a select; the one that a class has already is always among them."""
    regions = {"Everywhere": {name: name for name in sorted({"UTC", present})}}
    for name in sorted(courses.time_zones()):
        area, _, place = name.partition("/")
        if area in _AREAS and name != present:
            regions.setdefault(area, {})[name] = place.replace("_", " ")
    return regions


class CourseForm(BaseForm):
    name = StringField("Name", validators=[DataRequired("Write a name for the class."), Length(max=120)])
    time_zone = SelectField("Time zone", choices=zone_choices, default="UTC", validators=[InputRequired()])


class SettingsForm(CourseForm):
    joining_open = BooleanField("Anybody with the class code may join")


class LearnersForm(BaseForm):
    pasted = TextAreaField("Names, one a line")
    file = FileField("Or a CSV file", validators=[Optional()])


class LearnerForm(BaseForm):
    name = StringField("Name", validators=[DataRequired("Write a name."), Length(max=200)])
    school_id = StringField("School id", validators=[Length(max=60)])
    time_factor = SelectField("Extra time", choices=_FACTORS, validators=[InputRequired()])


class RoleForm(BaseForm):
    role = RadioField(
        "What the person does",
        choices=people.ROLES,
        validators=[InputRequired("Choose what the person does.")],
    )


@bp.url_value_preprocessor
def _allow_lists(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """A list may be larger than other forms, also when it comes back in the field for pasting.

    This runs before the CSRF check, which reads the whole request.
    """
    if endpoint == "courses.write_learners":
        request.max_content_length = request.max_form_memory_size = MAX_UPLOAD


# --- classes ---------------------------------------------------------------------------------------------------


@bp.get("/classes")
def index() -> ResponseReturnValue:
    mine = courses_with(get_db(), current_person(), "course.read")
    return render_template("courses/index.html", courses=mine)


@bp.get("/classes/new")
def create() -> ResponseReturnValue:
    require_teaching(get_db(), current_person())
    return page("courses/new.html", CourseForm())


@bp.post("/classes/new")
def add() -> ResponseReturnValue:
    person, db, form = current_person(), get_db(), CourseForm()
    require_teaching(db, person)
    if form.validate():
        with form.refusing(form.name):
            course = courses.add_course(db, person, form.name.data or "", time_zone=form.time_zone.data, at=now())
    if form.errors:
        return page("courses/new.html", form)
    db.commit()
    flash(f"“{course.name}” is made. Its class code is {grouped(course.join_code)}.", "good")
    return redirect(url_for(".show", course_id=course.public_id), code=303)


@bp.get("/classes/<course_id>")
def show(course_id: str) -> ResponseReturnValue:
    """The class as its staff see it; what their role may not do is not offered."""
    person, db = current_person(), get_db()
    course = courses.get_course(db, person, course_id)
    may = capabilities_of(require(db, person, "course.read", course))
    listed = [quiz for quiz, _ in quizzes.quizzes_for(db, person) if quiz.course_id == course.id]
    most = None if request.args.get("removed") == "all" else REMOVED
    return render_template(
        "courses/show.html",
        course=course,
        may=may,
        seats=courses.seats_of(db, course),
        removed=courses.removed_seats(db, course, most=most) if "roster.write" in may else ([], 0),
        guests=len(guests.guests_of(db, course)) if "roster.write" in may else 0,
        activity=courses.activity_in(db, course),
        quizzes=listed,
        empty_rooms=live.empty(db, [one for quiz in listed for one in quiz.openings]) if "live.host" in may else set(),
        staff=people.staff_of(db, course),
        code=grouped(course.join_code),
        address=for_learners("joining.join_course", code=course.join_code),
        at=now(),
    )


@bp.get("/classes/<course_id>/settings")
def settings(course_id: str) -> ResponseReturnValue:
    course = courses.get_course(get_db(), current_person(), course_id, "course.settings")
    return _settings_page(course, SettingsForm(obj=course))


@bp.post("/classes/<course_id>/settings")
def change(course_id: str) -> ResponseReturnValue:
    person, db, form = current_person(), get_db(), SettingsForm()
    course = courses.get_course(db, person, course_id, "course.settings")
    form.time_zone.choices = zone_choices(course.time_zone)
    if form.validate():
        with form.refusing(form.name):
            courses.change_settings(
                db,
                person,
                course,
                name=form.name.data or "",
                time_zone=form.time_zone.data,
                joining_open=form.joining_open.data,
                at=now(),
            )
    if form.errors:
        return _settings_page(course, form)
    db.commit()
    flash("Saved.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


def _settings_page(course: Course, form: SettingsForm) -> ResponseReturnValue:
    form.time_zone.choices = zone_choices(course.time_zone)
    return page("courses/settings.html", form, course=course)


@bp.post("/classes/<course_id>/code")
def renew_code(course_id: str) -> ResponseReturnValue:
    person, db = current_person(), get_db()
    course = courses.get_course(db, person, course_id)
    courses.renew_join_code(db, person, course, at=now())
    db.commit()
    flash(f"The new class code is {grouped(course.join_code)}. The old one no longer works.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


# --- learners --------------------------------------------------------------------------------------------------


@bp.get("/classes/<course_id>/learners/add")
def add_learners(course_id: str) -> ResponseReturnValue:
    course = courses.get_course(get_db(), current_person(), course_id, "roster.write")
    return page("courses/add_learners.html", LearnersForm(), course=course, lines=[])


@bp.post("/classes/<course_id>/learners/add")
def write_learners(course_id: str) -> ResponseReturnValue:
    """First a preview, line by line; with `confirm`, the number of good lines it showed, they become seats."""
    person, form, lines = current_person(), LearnersForm(), []
    confirmed = form.validate() and "confirm" in request.form and not form.file.data
    _take_upload(form)  # before the first statement, which makes others wait
    db = get_db()
    course = courses.get_course(db, person, course_id, "roster.write")
    if not form.errors:
        with form.refusing(form.pasted):
            lines = courses.read_roster(db, course, form.pasted.data or "")
    if confirmed and lines and request.form["confirm"] != str(sum(not line.problem for line in lines)):
        form.pasted.errors = ["The list or the class has changed since it was checked; look at it again."]
    if not confirmed or form.errors:
        return page("courses/add_learners.html", form, course=course, lines=lines)
    with form.refusing(form.pasted):
        added = courses.add_roster(db, person, course, lines, secret=get_config().secret, at=now())
    if form.errors:
        lines = courses.read_roster(db, course, form.pasted.data or "")
        return page("courses/add_learners.html", form, course=course, lines=lines)
    db.commit()
    left = len(lines) - added
    flash(f"{_learners(added)} added." + (f" {left} left out, as the preview said." if left else ""), "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


def _learners(count: int) -> str:
    return "1 learner" if count == 1 else f"{count} learners"


def _take_upload(form: LearnersForm) -> None:
    """An uploaded list takes the place of the pasted one, so that it can be corrected in the preview."""
    if form.file.data:
        with form.refusing(form.file):
            form.pasted.data = roster.decode_roster(form.file.data.read())


@bp.get("/classes/<course_id>/learners/<seat_id>")
def learner(course_id: str, seat_id: str) -> ResponseReturnValue:
    seat = _seat(course_id, seat_id)
    return _learner_page(seat, LearnerForm(obj=seat))


@bp.post("/classes/<course_id>/learners/<seat_id>")
def change_learner(course_id: str, seat_id: str) -> ResponseReturnValue:
    person, form = current_person(), LearnerForm()
    seat = _seat(course_id, seat_id)
    if form.validate():
        with form.refusing(form.name):
            courses.change_seat(
                get_db(),
                person,
                seat,
                name=form.name.data or "",
                school_id=form.school_id.data or "",
                time_factor=form.time_factor.data,
                at=now(),
            )
    if form.errors:
        return _learner_page(seat, form)
    get_db().commit()
    flash(f"Saved: {seat.name}.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


def _seat(course_id: str, seat_id: str) -> Seat:
    person, db = current_person(), get_db()
    return courses.get_seat(db, person, courses.get_course(db, person, course_id, "roster.write"), seat_id)


def _learner_page(seat: Seat, form: LearnerForm) -> ResponseReturnValue:
    code = courses.personal_code(seat, *get_config().secrets)
    address = for_learners("joining.seat", code=code)
    may = _rights(seat)
    return page(
        "courses/learner.html", form, seat=seat, course=seat.course, code=grouped(code), address=address, may=may
    )


def _rights(seat: Seat) -> frozenset[str]:
    return capabilities_of(require(get_db(), current_person(), "roster.write", seat.course))


@bp.post("/classes/<course_id>/learners/<seat_id>/code")
def renew_seat_code(course_id: str, seat_id: str) -> ResponseReturnValue:
    person, seat = current_person(), _seat(course_id, seat_id)
    courses.renew_seat_code(get_db(), person, seat, secret=get_config().secret, at=now())
    get_db().commit()
    flash(f"{seat.name} has a new personal code. The old one and the devices that used it are out.", "good")
    return redirect(url_for(".learner", course_id=course_id, seat_id=seat_id), code=303)


@bp.get("/classes/<course_id>/learners/<seat_id>/remove")
def confirm_removal(course_id: str, seat_id: str) -> ResponseReturnValue:
    seat = _seat(course_id, seat_id)
    return render_template("courses/remove_learner.html", seat=seat, course=seat.course, may=_rights(seat))


@bp.post("/classes/<course_id>/learners/<seat_id>/remove")
def remove_learner(course_id: str, seat_id: str) -> ResponseReturnValue:
    person, seat = current_person(), _seat(course_id, seat_id)
    courses.remove_seat(get_db(), person, seat, at=now())
    get_db().commit()
    flash(f"{seat.name} is removed from the class.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


@bp.get("/classes/<course_id>/learners/unanswered")
def confirm_clearing(course_id: str) -> ResponseReturnValue:
    person, db = current_person(), get_db()
    course = courses.get_course(db, person, course_id)
    seats = courses.unanswered_seats(db, person, course)
    return render_template("courses/clear_learners.html", course=course, seats=seats)


@bp.post("/classes/<course_id>/learners/unanswered")
def clear_learners(course_id: str) -> ResponseReturnValue:
    person, db = current_person(), get_db()
    removed = courses.remove_unanswered(db, person, courses.get_course(db, person, course_id), at=now())
    db.commit()
    flash(f"{_learners(removed)} removed from the class.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


@bp.get("/classes/<course_id>/sheet")
def sheet(course_id: str) -> ResponseReturnValue:
    """A card for each learner, to be printed and cut."""
    course = courses.get_course(get_db(), current_person(), course_id, "roster.write")
    seats = courses.seats_of(get_db(), course)
    pages = max(1, -(-len(seats) // CARDS))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown, secrets = seats[(number - 1) * CARDS : number * CARDS], get_config().secrets
    codes = [(seat, courses.personal_code(seat, *secrets)) for seat in shown]
    cards = [(seat, grouped(code), for_learners("joining.seat", code=code)) for seat, code in codes]
    return render_template(
        "courses/sheet.html", course=course, cards=cards, code=grouped(course.join_code), number=number, pages=pages
    )


# --- staff -----------------------------------------------------------------------------------------------------


@bp.get("/classes/<course_id>/invite")
def invite(course_id: str) -> ResponseReturnValue:
    course = courses.get_course(get_db(), current_person(), course_id, "member.invite")
    return page("courses/invite.html", RoleForm(), course=course)


@bp.post("/classes/<course_id>/invite")
def make_invitation(course_id: str) -> ResponseReturnValue:
    """Shows the link in this one reply: only its hash is kept."""
    person, db, form = current_person(), get_db(), RoleForm()
    course = courses.get_course(db, person, course_id, "member.invite")
    if not form.validate():
        return page("courses/invite.html", form, course=course)
    token = people.invite(db, person, course, form.role.data, at=now())
    db.commit()
    link = url_for("people.invitation", token=token, _external=True)
    return page("courses/invited.html", course=course, link=link, role=form.role.data)


@bp.get("/classes/<course_id>/staff/<person_id>")
def member(course_id: str, person_id: str) -> ResponseReturnValue:
    found = _member(course_id, person_id)
    return _member_page(found, RoleForm(role=found.role))


@bp.post("/classes/<course_id>/staff/<person_id>")
def change_member(course_id: str, person_id: str) -> ResponseReturnValue:
    person, form, found = current_person(), RoleForm(), _member(course_id, person_id)
    form.role.choices = people.OWNER | people.ROLES
    if not form.validate():
        return _member_page(found, form)
    people.change_role(get_db(), person, found, form.role.data, at=now())
    get_db().commit()
    flash(f"{found.person.name} is {found.role} of “{found.course.name}” now.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


@bp.get("/classes/<course_id>/staff/<person_id>/remove")
def confirm_leaving(course_id: str, person_id: str) -> ResponseReturnValue:
    found = _member(course_id, person_id)
    return render_template("courses/remove_member.html", member=found, course=found.course)


@bp.post("/classes/<course_id>/staff/<person_id>/remove")
def remove_member(course_id: str, person_id: str) -> ResponseReturnValue:
    person, found = current_person(), _member(course_id, person_id)
    name, course = found.person.name, found.course
    people.remove_member(get_db(), person, found, at=now())
    get_db().commit()
    flash(f"{name} no longer belongs to “{course.name}”.", "good")
    own = found.person_id == person.id
    return redirect(url_for(".index") if own else url_for(".show", course_id=course_id), code=303)


def _member(course_id: str, person_id: str) -> Membership:
    person, db = current_person(), get_db()
    return people.get_member(db, person, courses.get_course(db, person, course_id, "member.change"), person_id)


def _member_page(found: Membership, form: RoleForm) -> ResponseReturnValue:
    form.role.choices = people.OWNER | people.ROLES
    return page("courses/member.html", form, member=found, course=found.course)
