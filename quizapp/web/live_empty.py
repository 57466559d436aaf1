"""Live rooms that nobody joined: taken away again from the page of the class."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import live, openings
from quizapp.web.database import get_db, now
from quizapp.web.live_watch import rooms_of
from quizapp.web.signing_in import current_person

bp = Blueprint("live_empty", __name__)


@bp.get("/live/opening/<opening_id>/delete")
def confirm(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "live.host")
    live.require_empty(db, opening)
    return render_template("live/delete.html", opening=opening)


@bp.post("/live/opening/<opening_id>/delete")
def delete(opening_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    opening = openings.get_opening(db, person, opening_id, "live.host")
    course, title, room = opening.course.public_id, opening.quiz.title, live.room_of(db, opening).public_id
    live.delete_empty(db, person, opening, at=now())
    db.commit()
    rooms_of(current_app).forget(room)  # its number in the database may be another room's next
    flash(f"The live room for “{title}” is gone.", "good")
    return redirect(url_for("courses.show", course_id=course), code=303)
