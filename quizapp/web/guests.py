"""Guests of live rooms who belong to the class: one by one, under the name that the class knows, or all at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.classroom import courses, guests
from quizapp.core.errors import BadInput
from quizapp.store import Course, Seat
from quizapp.web.database import get_db, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.signing_in import current_person

bp = Blueprint("guests", __name__, url_prefix="/classes/<course_id>/guests")

SHOWN = 100
"""Guests on one page; more follow when these are added."""


class GuestForm(BaseForm):
    guest = StringField("Guest", validators=[DataRequired("Choose a guest."), Length(max=30)])
    name = StringField("Name on the class list", validators=[Length(max=200)])


def _course(course_id: str) -> Course:
    return courses.get_course(get_db(), current_person(), course_id, "roster.write")


@bp.get("")
def show(course_id: str) -> ResponseReturnValue:
    return _page(_course(course_id), GuestForm())


def _page(course: Course, form: GuestForm, same: Seat | None = None) -> ResponseReturnValue:
    """`same` is the learner who has the name that was typed already."""
    db = get_db()
    found = guests.guests_of(db, course)
    return page(
        "guests/show.html",
        form,
        course=course,
        guests=found[:SHOWN],
        named={guest.id: _name_for(guest) for guest in found},
        total=len(found),
        activity=courses.activity_in(db, course),
        on_list=[seat.name for seat in courses.seats_of(db, course)],
        same=same,
    )


def _name_for(guest: Seat) -> str:
    """What is typed in the box of a guest; without a box, as they called themselves."""
    return request.form.get(f"name-{guest.public_id}", guest.name)


@bp.post("")
def add(course_id: str) -> ResponseReturnValue:
    """`guest` under the name in their box; with `same`, they are the learner of that name; with `all`, everybody.

    `enter` is Enter in some box, where no script says in whose: the guest's whose box alone was changed.
    """
    db, person, form, course = get_db(), current_person(), GuestForm(), _course(course_id)
    if "all" in request.form:
        return _add_all(course)
    if "enter" in request.form:
        form.guest.data = _whose_box(course)
        if not form.guest.data:
            flash("Press Add beside the guest whom you mean.", "warning")
            return _page(course, GuestForm(formdata=None))
    form.guest.data = request.form.get("same") or form.guest.data
    if not form.validate():
        return _page(course, form)
    guest, learner = guests.get_guest(db, person, course, form.guest.data or ""), None
    form.name.data = name = _name_for(guest)
    with form.refusing(form.name):
        learner = guests.learner_named(db, course, name)
        if learner is None:
            guests.add(db, person, guest, name, at=now())
        elif "same" in request.form:
            guests.put_together(db, person, guest, learner, at=now())
        else:
            raise BadInput(f"“{learner.name}” is on the list already. If it is somebody else, add an initial.")
    if form.errors:
        return _page(course, form, learner)
    db.commit()
    known = learner or guest
    told = "has the guest’s answers now" if learner else "is on the class list now, with all answers"
    flash(f"{known.name} {told}.", "good")
    return _back(course)


def _whose_box(course: Course) -> str:
    found = guests.guests_of(get_db(), course)
    changed = [guest for guest in found if _name_for(guest) != guest.name] or found
    return changed[0].public_id if len(changed) == 1 else ""


def _add_all(course: Course) -> ResponseReturnValue:
    db = get_db()
    added, left = guests.add_all(db, current_person(), course, _name_for, at=now())
    db.commit()
    flash(f"{added} {'guest is' if added == 1 else 'guests are'} on the class list now, with all answers.", "good")
    for why, names in left.items():
        flash(f"Not added, because {why}: {', '.join(names[:20])}.", "warning")
    return _back(course)


def _back(course: Course) -> ResponseReturnValue:
    left = guests.guests_of(get_db(), course)
    if any(_name_for(guest) != guest.name for guest in left):
        return _page(course, GuestForm(formdata=None))  # what is typed for others stays in their boxes
    return redirect(url_for(".show" if left else "courses.show", course_id=course.public_id), code=303)
