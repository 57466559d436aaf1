"""Two versions of a question side by side: started, looked at, decided."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import authoring, quizzes, trials
from quizapp.core.errors import BadInput
from quizapp.core.trial import LOOKS
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.signing_in import current_person

bp = Blueprint("trials", __name__)


@bp.post("/quizzes/<quiz_id>/trials")
def start(quiz_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    quiz = quizzes.get_quiz(db, person, quiz_id)
    question = request.form.get("question", "")
    if not question:
        raise BadInput("Choose the question whose newest version is to be tried.")
    row = authoring.get_item(db, person, question)
    trial = trials.start(db, person, quiz, row, secret=secrets.token_bytes(32), at=now())
    db.commit()
    flash("Started. Half of the attempts that begin from now on get the new version.", "good")
    return redirect(url_for(".show", trial_id=trial.public_id), code=303)


@bp.get("/trials/<trial_id>")
def show(trial_id: str) -> ResponseReturnValue:
    db = get_db()
    trial = trials.get(db, current_person(), trial_id)
    quiz = trials.quiz_of(db, trial)
    return render_template(
        "trials/show.html",
        trial=trial,
        quiz=quiz,
        row=trial.new_version.item,
        measured=trials.measure(db, get_desk(), trial, at=now()),
        texts=trials.texts_of(db, trial),
        looks=LOOKS,
        zone=quiz.course.time_zone,
    )


@bp.post("/trials/<trial_id>")
def decide(trial_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    trial = trials.get(db, person, trial_id)
    keep = request.form.get("keep", "")
    why = trials.decide(db, get_desk(), person, trial, keep, at=now())
    db.commit()
    flash(f"Decided: every attempt from now on gets the {keep} version. Scores so far stand.", "good")
    if why:
        flash(f"With its old option the question is a draft in the bank until it is mended. {why}", "warning")
    return redirect(url_for(".show", trial_id=trial_id), code=303)
