"""The runs of a quiz: what one is called, and the copies that are counted with them."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import copies, openings
from quizapp.store import Quiz
from quizapp.web.database import get_db, now
from quizapp.web.forms import page
from quizapp.web.quizzes_forms import RunName
from quizapp.web.quizzes_questions import bp
from quizapp.web.signing_in import current_person

__all__ = ["bp", "copies_of"]


def copies_of(db: Session, quiz: Quiz) -> dict[str, object]:
    """What the page of a quiz says of its copies with corrected keys, or of what it is one of."""
    together = copies.alike(db, quiz)
    return {
        "copies": [one for one in copies.family(db, quiz) if one.id != quiz.id],
        "together": {one.id for one in together},
        "runs_together": len(copies.openings_of(together)),
    }


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
