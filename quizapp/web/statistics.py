"""What the scores mean: the statistics of an opening, of all runs of a quiz, and of a question in the bank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import authoring, flagging, openings, quizzes, statistics
from quizapp.classroom.counting import ATTEMPTS
from quizapp.classroom.once import how_many
from quizapp.classroom.statistics import MarkedApart, Statistics
from quizapp.core.errors import BadInput
from quizapp.core.statistics import ENOUGH_FOR_FLAGS, FEW
from quizapp.core.statistics.words import facility_words, prediction_words, reliability_words, sem_words
from quizapp.web import plots
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.signing_in import current_person

bp = Blueprint("statistics", __name__)

WORDS = {
    "reliability": reliability_words,
    "sem": sem_words,
    "facility": facility_words,
    "prediction": prediction_words,
    "few": FEW,
    "enough": ENOUGH_FOR_FLAGS,
}
"""What templates say about figures, and from how many learners on."""


def _attempts() -> str:
    return request.args.get("attempts", "first")


@bp.get("/openings/<opening_id>/statistics")
def opening(opening_id: str) -> ResponseReturnValue:
    db = get_db()
    row = openings.get_opening(db, current_person(), opening_id, "result.read")
    found = statistics.of_opening(db, get_desk(), row, at=now(), attempts=_attempts())
    back = url_for("results.show", opening_id=opening_id), "Results of", row.quiz.title
    return _page(found, back, row.quiz.title, [])


@bp.get("/quizzes/<quiz_id>/statistics")
def quiz(quiz_id: str) -> ResponseReturnValue:
    """All runs of a quiz together."""
    db = get_db()
    row = quizzes.get_quiz(db, current_person(), quiz_id, "result.read")
    found = statistics.of_quiz(db, get_desk(), row, at=now(), attempts=_attempts())
    finished, _ = how_many(db, found.openings, at=now())
    apart = statistics.marked_apart(db, get_desk(), row, finished)
    return _page(found, (url_for("quizzes.show", quiz_id=quiz_id), "Back to", row.title), row.title, apart)


@bp.post("/openings/<opening_id>/questions/<question_id>/flags")
def set_aside(opening_id: str, question_id: str) -> ResponseReturnValue:
    """Set the flags of a question aside as they are now, with a note, or let them call again."""
    db, person, at = get_db(), current_person(), now()
    row = openings.get_opening(db, person, opening_id, "quiz.write")
    found = statistics.of_opening(db, get_desk(), row, at=at)
    back = url_for(".opening", opening_id=opening_id)
    if "quiz" in request.args:
        found = statistics.of_quiz(db, get_desk(), row.quiz, at=at)
        back = url_for(".quiz", quiz_id=row.quiz.public_id)
    question = found.question(question_id)
    flags = question.flags if question and request.form.get("act") != "back" else ()
    try:
        flagging.set_aside(db, person, row, question_id, flags, request.form.get("note", ""), at=at)
    except BadInput as error:
        flash(str(error), "error")
        return redirect(back, code=303)
    db.commit()
    flash("Set aside. It calls again when the answers tell something else." if flags else "It calls again.", "good")
    return redirect(back, code=303)


def _page(
    found: Statistics, back: tuple[str, str, str], title: str, apart: Sequence[MarkedApart]
) -> ResponseReturnValue:
    quiz = found.analysis.quiz
    finished, learners = how_many(get_db(), found.openings, at=now())
    return render_template(
        "statistics/quiz.html",
        found=found,
        quiz=quiz,
        made=sum(finished.values()),
        learners=learners,
        apart=apart,
        back=back,
        title=title,
        all_runs=request.endpoint == "statistics.quiz",
        words=WORDS,
        policies=ATTEMPTS,
        map=plots.item_map(found.questions),
        timed=any(question.timed for question in found.questions),
        spread=_spread(found) if quiz.n else None,
        plots=plots,
    )


def _spread(found: Statistics) -> plots.Histogram:
    """In marks, or in percent of what each learner could have earned."""
    if not found.analysis.different:
        return plots.histogram(found.totals, found.out_of)
    return plots.histogram({100 * share: n for share, n in found.totals.items()}, Fraction(100))


@bp.get("/questions/<item_id>/statistics")
def item(item_id: str) -> ResponseReturnValue:
    """One question over all its runs, version by version."""
    db, person = get_db(), current_person()
    row = authoring.get_item(db, person, item_id)
    found = statistics.of_item(db, get_desk(), person, row, at=now())
    return render_template("statistics/item.html", row=row, histories=found, words=WORDS, plots=plots)
