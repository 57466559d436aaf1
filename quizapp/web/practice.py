"""Practising what was missed: what is due, one question at a time, and what was right with its source."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.classroom import practice
from quizapp.classroom.bodies import evidence_from_json
from quizapp.classroom.practice import Asked
from quizapp.classroom.taking_answers import from_stored
from quizapp.core.kinds import KINDS
from quizapp.core.revealed import reveal
from quizapp.store import Seat
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.signing_in import own_seat

bp = Blueprint("practice", __name__, url_prefix="/practice/<seat_id>")


class PracticeForm(BaseForm):
    """Only the token and the errors: the question's own macro writes the choices."""


@bp.get("")
def show(seat_id: str) -> ResponseReturnValue:
    seat = own_seat(seat_id)
    found = practice.practice_of(get_db(), get_desk(), seat, at=now())
    return page("practice/show.html", seat=seat, found=found)


@bp.get("/question")
def question(seat_id: str) -> ResponseReturnValue:
    """The question that is due; the page of what comes later when there is none."""
    seat = own_seat(seat_id)
    asked = practice.ask(get_db(), get_desk(), seat, at=now(), early=_early())
    if asked is None:
        return redirect(url_for(".show", seat_id=seat_id), code=303)
    return _question_page(PracticeForm(), seat, asked, [])


def _early() -> bool:
    """Whether the learner wants to go on before anything is due."""
    return "early" in request.args


def _visit(asked: Asked) -> str:
    """Names the question and the time it is asked: asked early, the same one may come again at once."""
    return f"{asked.version.public_id}-{asked.earlier}"


def _question_page(form: PracticeForm, seat: Seat, asked: Asked, typed: list[str]) -> ResponseReturnValue:
    item = practice.shown_item(asked.version)
    delivered = KINDS[item.kind].present(item, asked.version.public_id, asked.secret)
    chosen = typed if item.options else "".join(typed[:1])
    return page("practice/question.html", form, seat=seat, delivered=delivered, chosen=chosen, visit=_visit(asked))


@bp.post("/question")
def answer(seat_id: str) -> ResponseReturnValue:
    """Keep the answer and show what was right. A second press finds another visit due and changes nothing."""
    db, seat, at = get_db(), own_seat(seat_id), now()
    asked = practice.ask(db, get_desk(), seat, at=at, early=_early())
    if asked is None or request.form.get("asked") != _visit(asked):
        flash("This answer was given already, or another question is due now.", "warning")
        return redirect(url_for(".show", seat_id=seat_id), code=303)
    form, item = PracticeForm(), practice.shown_item(asked.version)
    typed = request.form.getlist("choice")
    if form.validate():
        with form.refusing():
            choice = KINDS[item.kind].parse(item, typed, asked.secret)
            row = practice.answer(db, seat, asked, item, choice, at=at)
    if form.errors:
        return _question_page(form, seat, asked, typed)
    name = row.public_id
    db.commit()
    return redirect(url_for(".answered", seat_id=seat_id, review_id=name), code=303)


@bp.get("/answers/<review_id>")
def answered(seat_id: str, review_id: str) -> ResponseReturnValue:
    """What was right, why, and the sentence that proves it."""
    seat, db = own_seat(seat_id), get_db()
    row, asked = practice.review_of(db, seat, review_id)
    revealed = reveal(
        practice.shown_item(row.version),
        from_stored(row.choice),
        quiz_item=row.version.public_id,
        secret=asked.secret,
        rule="all_or_nothing",
        evidence=evidence_from_json(row.version.evidence),
    )
    found = practice.practice_of(db, get_desk(), seat, at=now())
    due_at = next((one.due_at for one in (*found.later, *found.known) if one.subject == practice.subject_of(row)), None)
    return page(
        "practice/answered.html",
        seat=seat,
        revealed=revealed,
        due_at=due_at,
        left=len(found.due),
        early=len(found.later) > 1,
    )
