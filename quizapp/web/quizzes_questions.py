"""The questions of a quiz: chosen from the bank, moved, taken out, brought up to date.

The blueprint lives here; `quizzes_runs` and `quizzes` add the views of its runs and of the quiz as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import finding, overview, quizzes
from quizapp.core.kinds import KINDS
from quizapp.store import Quiz
from quizapp.web.database import get_db
from quizapp.web.forms import page
from quizapp.web.quizzes_forms import AddForm
from quizapp.web.signing_in import current_person

bp = Blueprint("quizzes", __name__)


def counted(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"


@bp.get("/quizzes/<quiz_id>/add")
def add(quiz_id: str) -> ResponseReturnValue:
    """Questions of the bank to choose from, narrowed by words, page, tag and kind."""
    return _bank(get_db(), quiz_id, AddForm(request.args))


def _bank(db: Session, quiz_id: str, form: AddForm, ticked: Sequence[str] = ()) -> ResponseReturnValue:
    """What is ticked stays ticked: it stands above whatever the search finds."""
    person = current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    quizzes.require_draft(db, quiz)
    form.offer(overview.approved_pages(db, person), overview.approved_tags(db, person))
    narrowed = {name: form[name].data or "" for name in ("words", "page", "tag", "kind")}
    approved = finding.Filter(**narrowed, status="approved")
    screen = finding.search(db, person, approved, number=request.args.get("n", 1, type=int))
    chosen = finding.named(db, person, ticked)
    return page(
        "quizzes/add.html",
        form,
        quiz=quiz,
        chosen=chosen,
        rows=[row for row in screen.rows if row not in chosen],
        total=screen.total,
        inside=quizzes.items_inside(db, quiz),
        number=screen.number,
        last=screen.last,
        narrowed={name: value for name, value in narrowed.items() if value},
        kinds=KINDS,
    )


@bp.post("/quizzes/<quiz_id>/questions")
def add_questions(quiz_id: str) -> ResponseReturnValue:
    """Add what is ticked; or, for the button "Search" of the same form, search again and keep the ticks."""
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    form, added, ticked = AddForm(), 0, request.form.getlist("question")
    if request.form.get("act") == "search":
        return _bank(db, quiz_id, form, ticked)
    with form.refusing():
        added = quizzes.add_questions(db, person, quiz, overview.items_named(db, ticked))
    if form.errors:
        return _bank(db, quiz_id, form, ticked)
    db.commit()
    flash(f"{counted(added)} {'was' if added == 1 else 'were'} added.", "good")
    return redirect(url_for(".show", quiz_id=quiz_id), code=303)


@bp.post("/quizzes/<quiz_id>/remove")
def remove(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    quizzes.remove_question(db, person, quiz, request.form.get("question", ""))
    db.commit()
    flash("The question was taken out of the quiz; it is still in the bank.", "good")
    return redirect(url_for(".show", quiz_id=quiz_id), code=303)


@bp.post("/quizzes/<quiz_id>/move")
def move(quiz_id: str) -> ResponseReturnValue:
    """One place up or down; the page comes back at the question."""
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    question = request.form.get("question", "")
    quizzes.move_question(db, person, quiz, question, up=request.form.get("direction") == "up")
    db.commit()
    return redirect(url_for(".show", quiz_id=quiz_id, _anchor=f"q-{question}"), code=303)


@bp.post("/quizzes/<quiz_id>/newest")
def take_newest(quiz_id: str) -> ResponseReturnValue:
    bring_up_to_date(quizzes.get_quiz(get_db(), current_person(), quiz_id))
    return redirect(url_for(".show", quiz_id=quiz_id), code=303)


def bring_up_to_date(quiz: Quiz) -> None:
    """Take the newest versions into a draft, and say so."""
    db = get_db()
    moved = quizzes.take_newest(db, current_person(), quiz)
    db.commit()
    if moved:
        flash(f"The quiz now has the newest version of {counted(moved)}.", "good")
