"""Regrading: propose another key, weight or none, see whose scores move, confirm."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.classroom import disputes, openings, regrading
from quizapp.classroom.desk import Place
from quizapp.classroom.regrading import MAX_REASON, Proposal
from quizapp.classroom.wordings import letters
from quizapp.core.errors import Conflict
from quizapp.core.grading import CORRECTIONS
from quizapp.core.statistics import FEW
from quizapp.store import Opening, Regrade
from quizapp.web.database import get_db, get_desk, now
from quizapp.web.forms import BaseForm, page
from quizapp.web.signing_in import current_person

bp = Blueprint("regrading", __name__, url_prefix="/openings/<opening_id>/questions/<question_id>")

HINTS = {
    "key": "only what you choose below is right",
    "accept": "beside the present key; for questions with one answer or a written one",
    "full": "also those who left it blank",
    "drop": "it counts neither in the score nor in what it is out of",
    "weight": "the marks for a right answer",
}


class _Reason(BaseForm):
    reason = TextAreaField(
        "Why",
        validators=[InputRequired("Say why in a sentence; learners read it."), Length(max=MAX_REASON)],
    )


class RegradeForm(_Reason):
    kind = RadioField("What to change", validators=[InputRequired("Choose what to change.")])
    options = SelectMultipleField(
        "Right options", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )
    answer = StringField("Right answer", validators=[Length(max=200)])
    weight = StringField("Weight", validators=[Length(max=12)], description="For example 2 or 0.5.")
    keep = BooleanField("Who was right before stays right")
    all_runs = BooleanField("In every run of this question, wherever I gave it")

    def __init__(self, place: Place) -> None:
        super().__init__()
        item = place.item
        kinds = [kind for kind in HINTS if not (kind == "accept" and item.kind == "multiple")]
        self.kind.choices = {kind: f"{CORRECTIONS[kind]}: {HINTS[kind]}" for kind in kinds}
        self.options.choices = {
            str(n): f"{letter}: {' '.join(option.text.split())[:120]}"
            for letter, n, option in sorted(zip(letters(place), range(len(item.options)), item.options, strict=True))
        }
        if item.options:
            del self.answer
        else:
            del self.options

    def fill_in(self, row: Regrade) -> None:
        """The same change again; where it names options, by the letters of this page."""
        self.kind.data, self.keep.data, self.reason.data = row.kind, row.keep, row.reason
        if row.kind == "weight":
            self.weight.data = row.given[0]
        elif "options" in self:
            self.options.data = row.given
        else:
            self.answer.data = "".join(row.given)

    def proposal(self) -> Proposal:
        kind = str(self.kind.data)
        values: tuple[str, ...] = ()
        if kind == "weight":
            values = ((self.weight.data or "").strip().replace(",", "."),)
        elif kind in ("key", "accept"):
            values = tuple(sorted(self.options.data or ())) if "options" in self else _answers(self.answer.data)
        return Proposal(
            kind, values, bool(self.keep.data) and kind == "key", self.reason.data or "", bool(self.all_runs.data)
        )


def _answers(typed: str | None) -> tuple[str, ...]:
    return (typed.strip(),) if typed and typed.strip() else ()


def _loaded(opening_id: str, question_id: str) -> tuple[Opening, Place]:
    db = get_db()
    opening = openings.get_opening(db, current_person(), opening_id, "quiz.write")
    return opening, regrading.question_in(db, get_desk(), opening, question_id)


@bp.get("/regrade")
def propose(opening_id: str, question_id: str) -> ResponseReturnValue:
    opening, place = _loaded(opening_id, question_id)
    db, form = get_db(), RegradeForm(place)
    if "options" in form:
        form.options.data = [str(n) for n in disputes.options_argued_for(db, opening, place)]
    if "every" not in request.args:
        return _page(form, opening, place)
    form.all_runs.data = True  # chosen already, on the page that counts all runs
    runs = regrading.runs_of(db, current_person(), opening, place)
    carried = regrading.to_carry_over(db, get_desk(), runs, place)
    if carried:
        form.fill_in(carried[0])
    return _page(form, opening, place, carried=carried)


def _page(form: BaseForm, opening: Opening, place: Place, **more: object) -> ResponseReturnValue:
    runs = regrading.runs_of(get_db(), current_person(), opening, place)
    values: dict[str, object] = {"preview": None, "undo": None, "carried": None} | more
    values["upheld"] = disputes.to_regrade(get_db(), opening, place)
    keys = sorted((f"{letters(place)[n]}: ", place.item.options[n].text) for n in place.item.keys)
    values["keys"] = keys or [("", answer.text) for answer in place.item.answers]
    return page("regrading/propose.html", form, opening=opening, place=place, runs=runs, few=FEW, **values)


@bp.post("/regrade")
def decide(opening_id: str, question_id: str) -> ResponseReturnValue:
    """First a preview; with `confirm`, the token of the preview that was looked at, it is done."""
    opening, place = _loaded(opening_id, question_id)
    form = RegradeForm(place)
    if not form.validate():
        return _page(form, opening, place)
    return _preview_or_do(form, opening, place, form.proposal())


@bp.get("/regrade/<regrade_id>/undo")
def undo(opening_id: str, question_id: str, regrade_id: str) -> ResponseReturnValue:
    opening, place = _loaded(opening_id, question_id)
    row = regrading.undoing(get_db(), opening, place, regrade_id)
    return _page(_Reason(), opening, place, undo=row)


@bp.post("/regrade/<regrade_id>/undo")
def decide_undo(opening_id: str, question_id: str, regrade_id: str) -> ResponseReturnValue:
    """Undoing goes the same way: preview, then confirm; it holds wherever the change did."""
    opening, place = _loaded(opening_id, question_id)
    row = regrading.undoing(get_db(), opening, place, regrade_id)
    form = _Reason()
    if not form.validate():
        return _page(form, opening, place, undo=row)
    proposal = Proposal("undo", (), False, form.reason.data or "", True, row.id)
    return _preview_or_do(form, opening, place, proposal, undo=row)


def _preview_or_do(
    form: BaseForm, opening: Opening, place: Place, proposal: Proposal, **more: object
) -> ResponseReturnValue:
    db, person, desk, at = get_db(), current_person(), get_desk(), now()
    found = None
    with form.refusing():
        token = request.form.get("confirm", "")
        if token:
            try:
                made = regrading.apply(db, desk, person, opening, place, proposal, token, at=at)
            except Conflict as moved:
                form.form_errors = [*form.form_errors, str(moved)]
            else:
                db.commit()
                flash(
                    "The question is marked anew. Learners see a notice at their result."
                    if made
                    else "It is marked that way already; nothing was changed.",
                    "good",
                )
                return redirect(
                    url_for("results.question", opening_id=opening.public_id, question_id=place.public_id), code=303
                )
        found = regrading.preview(db, desk, person, opening, place, proposal, at=at)
    return _page(form, opening, place, preview=found, **more)
