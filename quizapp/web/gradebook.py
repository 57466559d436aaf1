"""The gradebook of a class: a table, its weights, and files to take away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import courses, gradebook
from quizapp.classroom.authoring import slug
from quizapp.classroom.exports import csv_of, xlsx_of
from quizapp.classroom.gradebook import Gradebook
from quizapp.classroom.guests import guests_of
from quizapp.classroom.openings import COUNTS
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.results import XLSX, attachment, with_names
from quizapp.web.signing_in import current_person

bp = Blueprint("gradebook", __name__, url_prefix="/classes/<course_id>")


class WeightsForm(BaseForm):
    """Only the token and the errors: there is a field per quiz, which the page writes."""


def _book(course_id: str) -> Gradebook:
    db = get_db()
    course = courses.get_course(db, current_person(), course_id, "result.read")
    return gradebook.gradebook(
        db,
        get_desk(),
        course,
        at=now(),
        counts=request.args.get("counts", ""),
        missing_is_zero=request.args.get("missing") == "zero",
    )


def _page(form: WeightsForm, book: Gradebook) -> ResponseReturnValue:
    guests = len(guests_of(get_db(), book.course))
    return page("gradebook/show.html", form, book=book, policies=COUNTS, guests=guests)


@bp.get("/gradebook")
def show(course_id: str) -> ResponseReturnValue:
    return _page(WeightsForm(), _book(course_id))


@bp.post("/gradebook")
def weigh(course_id: str) -> ResponseReturnValue:
    """Set how much each quiz counts."""
    db, person, form = get_db(), current_person(), WeightsForm()
    course = courses.get_course(db, person, course_id, "quiz.write")
    typed = {name.removeprefix("weight-"): value for name, value in request.form.items() if name.startswith("weight-")}
    if form.validate():
        with form.refusing():
            gradebook.weigh(db, person, course, typed, at=now())
    if form.errors:
        return _page(form, _book(course_id))
    db.commit()
    flash("The weights are saved.", "good")
    return redirect(url_for(".show", course_id=course_id), code=303)


@bp.get("/gradebook.csv")
def csv(course_id: str) -> ResponseReturnValue:
    book = _book(course_id)
    return attachment(csv_of(_rows(book)), "text/csv; charset=utf-8", f"{_name(book)}.csv")


@bp.get("/gradebook.xlsx")
def xlsx(course_id: str) -> ResponseReturnValue:
    book = _book(course_id)
    return attachment(xlsx_of(_rows(book), "Gradebook"), XLSX, f"{_name(book)}.xlsx")


def _rows(book: Gradebook) -> list[list[str | int | float | None]]:
    return list(gradebook.rows_of(book, names=with_names()))


def _name(book: Gradebook) -> str:
    return slug("gradebook " + book.course.name) + ("" if with_names() else "-without-names")
