"""The runs of a quiz: what one is called."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import openings
from quizapp.web.database import get_db, now
from quizapp.web.forms import page
from quizapp.web.quizzes_forms import RunName
from quizapp.web.quizzes_questions import bp
from quizapp.web.signing_in import current_person

__all__ = ["bp"]


@bp.get("/openings/<opening_id>/name")
def name_run(opening_id: str) -> ResponseReturnValue:
    opening = openings.get_opening(get_db(), current_person(), opening_id, "quiz.write")
    return page("quizzes/name_run.html", RunName(obj=opening), opening=opening)


@bp.post("/openings/<opening_id>/name")
def name_run_post(opening_id: str) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), RunName()
    opening = openings.get_opening(db, person, opening_id, "quiz.write")
    if form.validate():
        openings.rename_run(db, person, opening, form.name.data or "", at=now())
        db.commit()
        flash("The name of the run was saved.", "good")
        return redirect(url_for(".show", quiz_id=opening.quiz.public_id, _anchor="given"), code=303)
    return page("quizzes/name_run.html", form, opening=opening)
