"""Everything that is kept about a learner: to take away, for themselves or for who answers for them, and to erase."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import courses, erasing, kept
from quizapp.classroom.authoring import slug
from quizapp.classroom.exports import Cell, csv_of
from quizapp.store import Seat
from quizapp.store.erased import remember_erased
from quizapp.store.traces import remove_traces
from quizapp.web.database import get_config, get_db, get_desk, get_store, now
from quizapp.web.results import attachment
from quizapp.web.signing_in import current_person, own_seat

bp = Blueprint("kept", __name__)

PATIENCE = 3.0
"""Seconds that the page waits for others to let go of the log of an SQLite database; see `remove_traces`."""


@bp.get("/me/<seat_id>/everything")
def own(seat_id: str) -> ResponseReturnValue:
    """To the learner, with what they may know by now: answers without marks or keys."""
    return _file(own_seat(seat_id))


@bp.get("/classes/<course_id>/learners/<seat_id>/everything")
def download(course_id: str, seat_id: str) -> ResponseReturnValue:
    return _file(_seat(course_id, seat_id))


def _file(seat: Seat) -> Response:
    """A table for a spreadsheet, or the same as JSON for a program; both say what the command says."""
    found = kept.export(get_db(), get_desk(), seat)
    name = slug(f"everything about {seat.name}")
    if request.args.get("as") == "json":
        data = json.dumps(found, ensure_ascii=False, indent=2).encode()
        return attachment(data, "application/json", f"{name}.json")
    lines: list[list[Cell]] = [["table", "row", "field", "value"]]
    lines += ([table, row, field, value] for table, row, field, value in kept.flat(found))
    return attachment(csv_of(lines), "text/csv; charset=utf-8", f"{name}.csv")


@bp.get("/classes/<course_id>/learners/<seat_id>/erase")
def confirm_erasing(course_id: str, seat_id: str) -> ResponseReturnValue:
    seat = _seat(course_id, seat_id, "learner.erase")
    backups = len(list((get_config().instance / "backups").glob("*.db")))
    return render_template("kept/erase.html", seat=seat, course=seat.course, backups=backups)


@bp.post("/classes/<course_id>/learners/<seat_id>/erase")
def erase(course_id: str, seat_id: str) -> ResponseReturnValue:
    db, person, seat = get_db(), current_person(), _seat(course_id, seat_id, "learner.erase")
    done = erasing.erase_learner(db, get_desk(), person, seat, at=now())
    remember_erased(get_config().instance, done.ids)
    db.commit()
    words = f"The learner is erased. {_answers(done.responses)} without a name."
    if remove_traces(get_store().engine, erasing.personal_tables(), patience=PATIENCE):
        flash(words, "good")
    else:
        flash(f"{words} Old copies stand in the database's log until the server is started again.", "warning")
    return redirect(url_for("courses.show", course_id=course_id), code=303)


def _answers(count: int) -> str:
    return "1 answer stays" if count == 1 else f"{count} answers stay"


def _seat(course_id: str, seat_id: str, capability: str = "roster.write") -> Seat:
    """A learner of a class in which one has the right, also one who was removed from it."""
    person, db = current_person(), get_db()
    return courses.get_seat(db, person, courses.get_course(db, person, course_id, capability), seat_id, removed=True)
