"""“This question is wrong”: the learner's form at a revealed question, and the instructor's queue."""

from __future__ import annotations

from string import ascii_uppercase

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp.classroom import disputes, results, statistics, taking
from quizapp.classroom.desk import Place
from quizapp.classroom.disputes import MAX_WORDS, STATES
from quizapp.classroom.taking import Sitting
from quizapp.core.order import tokens
from quizapp.core.statistics import FEW
from quizapp.store import Dispute
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.signing_in import current_person, own_seats

bp = Blueprint("disputes", __name__)


class ObjectForm(BaseForm):
    words = TextAreaField(
        "What is wrong",
        validators=[InputRequired("Say in a sentence or two what is wrong."), Length(max=MAX_WORDS)],
    )
    option = SelectField("Which answer do you think is right?", description="Leave it if none is.")

    def __init__(self, place: Place, sitting: Sitting, **values: object) -> None:
        super().__init__(**values)
        if place.item.options:
            shown = zip(ascii_uppercase, tokens(place.item, sitting.secret(place)).values(), strict=False)
            texts = {str(n): f"{at}: {' '.join(place.item.options[n].text.split())[:120]}" for at, n in shown}
            self.option.choices = {"": "None of them, or I do not know"} | texts
        else:
            del self.option

    def chosen(self) -> int | None:
        return int(self.option.data) if "option" in self and self.option.data else None


class AnswerForm(BaseForm):
    decision = RadioField(
        "Decision",
        choices={
            "upheld": "The learner is right: next, change how it is marked",
            "rejected": "The question stands",
        },
        validators=[InputRequired("Choose one.")],
    )
    answer = TextAreaField(
        "Answer",
        validators=[InputRequired("Write an answer in a sentence; the learner reads it."), Length(max=MAX_WORDS)],
        description="The learner reads it at the question.",
    )


def _sitting(attempt_id: str) -> Sitting:
    db = get_db()
    return taking.sitting(db, get_desk(), taking.own_attempt(db, attempt_id, own_seats()), at=now())


@bp.get("/take/<attempt_id>/questions/<question_id>/object")
def objecting(attempt_id: str, question_id: str) -> ResponseReturnValue:
    """The question once more, with key, reasons and source, and the field for what is wrong."""
    sitting = _sitting(attempt_id)
    place = disputes.disputable(sitting, question_id)
    row = disputes.of_sitting(get_db(), sitting).get(place.id)
    option = "" if row is None or row.option is None else str(row.option)
    form = ObjectForm(place, sitting, words=row.words if row else "", option=option)
    return _object_page(form, sitting, place, row)


def _object_page(form: ObjectForm, sitting: Sitting, place: Place, row: Dispute | None) -> ResponseReturnValue:
    return page(
        "disputes/object.html",
        form,
        sitting=sitting,
        place=place,
        row=row,
        state=STATES[disputes.state_now(get_db(), row)] if row else "",
        revealed=results.revealed(sitting, place),
    )


@bp.post("/take/<attempt_id>/questions/<question_id>/object")
def object_to(attempt_id: str, question_id: str) -> ResponseReturnValue:
    sitting, db = _sitting(attempt_id), get_db()
    place = disputes.disputable(sitting, question_id)
    back = url_for("taking.result", attempt_id=attempt_id)
    if request.form.get("act") == "withdraw":
        disputes.withdraw(db, sitting, place)
        db.commit()
        flash("Your objection is withdrawn.", "good")
        return redirect(back, code=303)
    form = ObjectForm(place, sitting)
    if form.validate():
        with form.refusing(form.words):
            disputes.object_to(db, sitting, place, form.words.data or "", form.chosen(), at=now())
    if form.errors:
        return _object_page(form, sitting, place, disputes.of_sitting(db, sitting).get(place.id))
    db.commit()
    flash("Your objection is with your instructor; the answer will stand here.", "good")
    return redirect(back, code=303)


@bp.get("/objections")
def queue() -> ResponseReturnValue:
    """Everything learners object to in the classes of who looks, by question."""
    return page("disputes/queue.html", waiting=disputes.queue(get_db(), current_person()))


@bp.get("/objections/<dispute_id>")
def show(dispute_id: str) -> ResponseReturnValue:
    row = disputes.get_dispute(get_db(), current_person(), dispute_id)
    return _answer_page(AnswerForm(), row)


def _answer_page(form: AnswerForm, row: Dispute) -> ResponseReturnValue:
    """With everything one needs to decide: the objection, the question, its source, and who chose what."""
    found = statistics.of_opening(get_db(), get_desk(), row.opening, at=now())
    question = found.question(row.quiz_item.public_id)
    assert question is not None
    shares = found.analysis.different
    return page(
        "disputes/answer.html",
        form,
        row=row,
        question=question,
        shares=shares,
        few=FEW,
        answered=disputes.answered(get_db(), row, question.place),
        argued_for=disputes.argued_for(get_db(), row, question.place),
        state=disputes.state_now(get_db(), row),
        states=STATES,
    )


@bp.post("/objections/<dispute_id>")
def answer(dispute_id: str) -> ResponseReturnValue:
    """An upheld objection goes on to the regrade, and waits for it on the list."""
    db, person = get_db(), current_person()
    row, form = disputes.get_dispute(db, person, dispute_id), AnswerForm()
    upheld = form.decision.data == "upheld"
    if form.validate():
        with form.refusing(form.answer):
            disputes.decide(db, person, row, upheld=upheld, answer=form.answer.data or "", at=now())
    if form.errors:
        return _answer_page(form, row)
    opening, question = row.opening.public_id, row.quiz_item.public_id
    db.commit()
    if upheld:
        flash("Answered. Now say how the question is to be marked; until then it stays among the objections.", "good")
        return redirect(url_for("regrading.propose", opening_id=opening, question_id=question), code=303)
    flash("Answered.", "good")
    return redirect(url_for(".queue"), code=303)


@bp.post("/objections/<dispute_id>/keep")
def keep(dispute_id: str) -> ResponseReturnValue:
    """Cancel the regrade that an upheld objection waits for."""
    db, person = get_db(), current_person()
    disputes.keep_marks(db, person, disputes.get_dispute(db, person, dispute_id), at=now())
    db.commit()
    flash("The marks stay as they are; the learner reads so.", "good")
    return redirect(url_for(".queue"), code=303)
