"""Results of one opening: the class, each question, each learner, and files to take away."""

from __future__ import annotations

from operator import itemgetter

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import authoring, exports, openings, overview, regrading, reopening, results, statistics
from quizapp.classroom import grid as learner_grid
from quizapp.classroom.authoring import slug
from quizapp.classroom.courses import zone_of
from quizapp.classroom.old_keys import old_keys
from quizapp.classroom.results import LearnerRow, Report
from quizapp.classroom.wordings import letters
from quizapp.core.errors import Conflict, NotFound
from quizapp.core.grading import CORRECTIONS
from quizapp.core.kinds import KINDS
from quizapp.core.revealed import verdict
from quizapp.core.statistics import FEW
from quizapp.core.visibility import FEEDBACK
from quizapp.web import plots
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.presenting import markdown_inline
from quizapp.web.signing_in import current_person

bp = Blueprint("results", __name__, url_prefix="/openings/<opening_id>")

MANY = 40
"""Learners in a table beyond which the rest of the page is far away."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _report(opening_id: str) -> Report:
    """The report, for those who may read results. Raises NotFound or NotAllowed."""
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "result.read")
    return results.report(db, get_desk(), opening, at=now())


@bp.get("/results")
def show(opening_id: str) -> ResponseReturnValue:
    report = _report(opening_id)
    return render_template(
        "results/show.html",
        report=report,
        state=overview.state_of_opening(report.opening, at=now()),
        few=FEW,
        many=MANY,
        feedback=FEEDBACK[report.opening.feedback],
        counts=openings.COUNTS[report.opening.counts],
    )


@bp.get("/results/grid")
def grid(opening_id: str) -> ResponseReturnValue:
    """Every learner and every question: who was right where."""
    report = _report(opening_id)
    return render_template("results/grid.html", report=report, rows=learner_grid.grid(report), few=FEW)


@bp.get("/results/questions/<question_id>")
def question(opening_id: str, question_id: str) -> ResponseReturnValue:
    """One question: what was chosen how often, and how many knew it."""
    report = _report(opening_id)
    row = report.question(question_id)
    if row is None:
        raise NotFound("There is no such question in this quiz.")
    item, answered = row.place.item, row.n - row.blank
    found = statistics.of_opening(get_db(), get_desk(), report.opening, at=now())
    measured = found.question(question_id)
    assert measured is not None
    counts = row.counts
    if item.options:  # in the order of the table below
        counts = tuple(one for _, one in sorted(zip(letters(measured.place), counts, strict=True), key=itemgetter(0)))
    bars = [
        # what learners typed is shown as typed; only options are Markdown
        (markdown_inline(one.text) if item.options else one.text, one.count, one.count / (answered or 1), one.is_key)
        for one in counts
    ]
    if turns := measured.wordings.turns:
        bars = [
            (markdown_inline(measured.wordings.texts[one.name]), one.n, one.n / (sum(one.seen) or 1), one.is_key)
            for one in measured.figures.options
            if one.name
        ]
    behind = overview.item_behind(get_db(), row.place)
    return render_template(
        "results/question.html",
        report=report,
        row=row,
        few=FEW,
        bars=bars,
        turns=turns,
        key=results.key_in_words(item),
        kind=KINDS[item.kind],
        item_id=behind.public_id,
        old_key=bool(old_keys(get_db(), [authoring.newest(get_db(), behind)], report.opening)),
        question=measured,
        shares=found.analysis.different,
        corrections=CORRECTIONS,
        curves=plots.option_curves(measured.figures),
        regrades=regrading.made_here(get_db(), report.opening, row.place),
    )


@bp.get("/results/learners/<seat_id>")
def learner(opening_id: str, seat_id: str) -> ResponseReturnValue:
    """Everything one learner did: each attempt, each answer in words, and what came too late."""
    report = _report(opening_id)
    row = _learner(report, seat_id)
    last = row.sat[-1].attempt if row.sat else None
    return render_template(
        "results/learner.html",
        may_reopen=not reopening.why_not(last, at=now()),
        report=report,
        row=row,
        attempts=[(sat, results.answers_in(report, sat)) for sat in row.sat],
        late=results.late_answers(get_db(), report, row),
        verdict=verdict,
    )


@bp.get("/results/learners/<seat_id>/reopen")
def confirm_reopening(opening_id: str, seat_id: str) -> ResponseReturnValue:
    opening = openings.get_opening(get_db(), current_person(), opening_id, "quiz.write")
    report = results.report(get_db(), get_desk(), opening, at=now())
    row = _learner(report, seat_id)
    attempt = reopening.last_attempt(get_db(), opening, row.seat)
    if reason := reopening.why_not(attempt, at=now()):
        raise Conflict(reason)
    assert attempt is not None
    return render_template("results/reopen.html", report=report, row=row, deadline=attempt.deadline_at)


@bp.post("/results/learners/<seat_id>/reopen")
def reopen(opening_id: str, seat_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    opening = openings.get_opening(db, person, opening_id, "quiz.write")
    seat = _learner(results.report(db, get_desk(), opening, at=now()), seat_id).seat
    reopening.reopen(db, person, opening, seat, at=now())
    db.commit()
    flash(f"{seat.name} can go on with the attempt.", "good")
    return redirect(url_for(".learner", opening_id=opening_id, seat_id=seat_id), code=303)


def _learner(report: Report, seat_id: str) -> LearnerRow:
    row = report.learner(seat_id)
    if row is None:
        raise NotFound("There is no such learner in this class.")
    return row


@bp.get("/results.csv")
def csv(opening_id: str) -> ResponseReturnValue:
    report = _report(opening_id)
    return attachment(exports.to_csv(report, names=with_names()), "text/csv; charset=utf-8", _name(report, "csv"))


@bp.get("/results.xlsx")
def xlsx(opening_id: str) -> ResponseReturnValue:
    report = _report(opening_id)
    return attachment(exports.to_xlsx(report, names=with_names()), XLSX, _name(report, "xlsx"))


def with_names() -> bool:
    """Whether the file that is asked for names the learners; one without says so in its name."""
    return request.args.get("names") != "no"


def _name(report: Report, ending: str) -> str:
    """A file name that every system can keep: lower-case ASCII words."""
    opening = report.opening
    given = opening.created_at.astimezone(zone_of(opening.course))  # each run has a file of its own
    name = slug(f"results {opening.quiz.title} {opening.name}") + f"-{given:%Y-%m-%d-%H%M}"
    return f"{name}{'' if with_names() else '-without-names'}.{ending}"


def attachment(data: bytes, kind: str, name: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
