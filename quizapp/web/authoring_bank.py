"""The bank on screen: finding questions, tags for many of them, and the pages they stand on.

The blueprint lives here; `authoring` adds the views of one question to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import bank_pages, bulk, finding
from quizapp.classroom.bank_pages import own_zone
from quizapp.classroom.bodies import facts_of, head_from_json
from quizapp.classroom.permissions import require_bank
from quizapp.classroom.quizzes import MAX_QUESTIONS
from quizapp.core.errors import BadInput
from quizapp.core.flaws import Flaw
from quizapp.core.item import DIFFICULTIES, LEVELS
from quizapp.core.kinds import KINDS
from quizapp.core.page import Head
from quizapp.store import Course, Item
from quizapp.web.authoring_forms import BulkForm, PageForm, graded, page_data, page_visibility
from quizapp.web.database import get_db, now
from quizapp.web.forms import page as page_with
from quizapp.web.signing_in import current_person

__all__ = ["bp", "own_course", "own_zone"]

bp = Blueprint("authoring", __name__)

Flawed = Sequence[tuple[Item, list[Flaw]]]
"""Questions with what there is to look at before they are approved."""

STATES = {"draft": ("Draft", "note"), "approved": ("Approved", "good"), "retired": ("Retired", "")}
"""State of a question → its word on screen and the sort of its badge."""

_FILTERS = ("words", "page", "tag", "kind", "status", "level", "difficulty", "order")


@bp.context_processor
def _common() -> dict[str, object]:
    return {"states": STATES, "kinds": {name: kind.label for name, kind in KINDS.items()}}


def own_course(db: Session, public_id: str | None) -> Course | None:
    """The class to which a page is to be kept; None for a shared page."""
    return next((one for one in require_bank(db, current_person()) if one.public_id == public_id), None)


# --- finding ---------------------------------------------------------------------------------------------------


@bp.get("/questions")
def index() -> ResponseReturnValue:
    return _list(BulkForm(formdata=None))


APPROVING = ("approved", "looked", "sound", "sound-shown")
"""To approve what is ticked; so too what has something to look at; what has nothing, of the ticked or all shown."""


@bp.post("/questions/bulk")
def bulk_change() -> ResponseReturnValue:
    """Tags or another state for the questions ticked, or for all that fit the filter, which travels in the address."""
    db, person, form, refused = get_db(), current_person(), BulkForm(), list[str]()
    require_bank(db, person)
    state = request.form.get("act", "")
    ids = finding.all_ids(db, person, narrowed()) if form.all.data else request.form.getlist("question")
    ids = request.form.getlist("shown") if state == "sound-shown" else ids
    if state == "download" and not ids:
        flash("Tick the questions to download.", "warning")
        return _list(form)
    if state == "download":
        chosen: dict[str, Any] = request.args.to_dict() if form.all.data else {"question": ids}
        return redirect(url_for("travel.bank_download", **chosen), code=303)
    onwards: dict[str, Any] = request.args.to_dict()
    if form.validate_on_submit():
        with form.refusing():
            if state == "quiz":
                return redirect(url_for("quizzes.create", questions=_named_for_a_quiz(ids)), code=303)
            if state in APPROVING:
                flawed = [] if state == "looked" else bulk.flawed(db, person, ids)
                if state == "approved" and any(flaw.severity == "warn" for _, found in flawed for flaw in found):
                    return _list(form, ticked=ids, flawed=flawed, chosen=len(ids))
                if state.startswith("sound"):
                    ids, refused = _without(ids, flawed)
                changed, blocked = bulk.change_state(db, person, ids, "approved", at=now()) if ids else (0, [])
                refused += blocked
                words = f"{_questions(changed)} {'is' if changed == 1 else 'are'} approved now."
                if changed and len(ids) <= MAX_QUESTIONS:
                    onwards["made"] = ",".join(ids)
            elif state in bulk.STATES:
                changed, refused = bulk.change_state(db, person, ids, state, at=now())
                words = f"{_questions(changed)} {'is' if changed == 1 else 'are'} {state} now."
            else:
                changed = bulk.tag(db, person, ids, add=form.add.data, remove=form.remove.data, at=now())
                words = _changed(changed)
        if not form.errors:
            db.commit()
            flash(words, "good" if changed else "warning")
            for why in refused[:_MOST_SAID]:
                flash(why, "warning")
            if len(refused) > _MOST_SAID:
                flash(f"So do {len(refused) - _MOST_SAID} more; filter for drafts to see them.", "warning")
            return redirect(url_for(".index", **onwards), code=303)
        db.rollback()
    return _list(form, ticked=request.form.getlist("question"))


_MOST_SAID = 5
"""Refusals that are told one by one; flashes travel in a cookie."""


def _without(ids: Sequence[str], flawed: Flawed) -> tuple[list[str], list[str]]:
    """The questions that have nothing to look at, and what to say of each of the others."""
    left = {row.public_id for row, _ in flawed}
    told = [bulk.why_left(row, found) for row, found in flawed]
    return [one for one in ids if one not in left], told


def _named_for_a_quiz(ids: Sequence[str]) -> str:
    """The questions as an address names them. Raises BadInput for none, and for more than a quiz has."""
    if not ids:
        raise BadInput("Tick the questions for the quiz.")
    if len(ids) > MAX_QUESTIONS:
        raise BadInput(f"A quiz has at most {MAX_QUESTIONS} questions; tick fewer.")
    return ",".join(ids)


def _changed(count: int) -> str:
    if not count:
        return "Nothing to change: the questions chosen have these tags as you wish them already."
    return f"Tags changed on {_questions(count)}."


def narrowed() -> finding.Filter:
    """The filter in the address."""
    return finding.Filter(**{name: request.args.get(name, "").strip() for name in _FILTERS})


def _list(form: BulkForm, ticked: Sequence[str] = (), flawed: Flawed = (), chosen: int = 0) -> ResponseReturnValue:
    """`?tick=all` ticks all that is shown. `flawed`: what to look at before the `chosen` questions are approved."""
    db, person = get_db(), current_person()
    fits = narrowed()
    screen = finding.search(db, person, fits, number=request.args.get("n", 1, type=int))
    pages = bank_pages.pages_for(db, person)
    titles = {one.public_id: str(one.head["title"]) for one in pages}
    kept = {name: value for name, value in asdict(fits).items() if value}
    approved = replace(fits, status="approved")
    done = finding.search(db, person, approved, number=1).total if fits.status == "draft" and not screen.total else 0
    return page_with(
        "authoring/index.html",
        form,
        rows=screen.rows,
        total=screen.total,
        narrowed=fits,
        kept=kept,
        said=_said(fits, titles),
        ticked={row.public_id for row in screen.rows} if request.args.get("tick") == "all" else set(ticked),
        flawed=flawed,
        chosen=chosen,
        made=request.args.get("made", ""),
        done=done,
        whole=kept.keys() - {"order"} == {"page", "status"},
        number=screen.number,
        last=screen.last,
        titles=titles,
        offered=_offered(titles, finding.tags_for(db, person)),
    )


def _offered(titles: dict[str, str], tags: Sequence[tuple[str, int]]) -> dict[str, dict[str, str]]:
    """What each filter can be set to."""
    return {
        "page": {"": "Any"} | titles,
        "tag": {"": "Any"} | {tag: f"{tag} ({count})" for tag, count in tags},
        "kind": {"": "Any"} | {name: kind.label.capitalize() for name, kind in KINDS.items()},
        "status": {"": "Any but retired"} | {name: words for name, (words, _) in STATES.items()},
        "level": graded(LEVELS, "Any"),
        "difficulty": graded(DIFFICULTIES, "Any"),
        "order": {"": "Newest first", "page": "As on their pages"},
    }


def _said(narrowed: finding.Filter, titles: dict[str, str]) -> list[str]:
    """The filter in words."""
    kind = KINDS[narrowed.kind].label if narrowed.kind in KINDS else narrowed.kind
    said = {
        "containing": narrowed.words and f"“{narrowed.words}”",
        "on the page": narrowed.page and f"“{titles.get(narrowed.page, 'unknown')}”",
        "tagged": narrowed.tag,
        "of the kind": kind,
        "in the state": narrowed.status,
        "of the level": narrowed.level,
        "of the difficulty": narrowed.difficulty,
    }
    return [f"{what} {value}" for what, value in said.items() if value]


# --- pages -----------------------------------------------------------------------------------------------------


@bp.get("/pages/<page_id>")
def page(page_id: str) -> ResponseReturnValue:
    """An article's head, its facts, and the questions on it."""
    db, person = get_db(), current_person()
    row = bank_pages.get_page(db, person, page_id)
    screen = finding.search(db, person, finding.Filter(page=page_id, order="page"), number=1)
    course = next((one for one in require_bank(db, person) if one.id == row.course_id), None)
    return render_template(
        "authoring/page.html",
        row=row,
        head=head_from_json(row.head),
        facts=facts_of(row),
        rows=screen.rows,
        total=screen.total,
        course=course,
    )


@bp.get("/pages/new")
def create_page() -> ResponseReturnValue:
    form = PageForm(formdata=None, data={"language": "en"})
    form.course.choices = page_visibility(require_bank(get_db(), current_person()))
    return page_with("authoring/page_form.html", form, row=None)


@bp.post("/pages/new")
def add_page() -> ResponseReturnValue:
    db, form = get_db(), PageForm()
    form.course.choices = page_visibility(require_bank(db, current_person()))
    if form.validate_on_submit():
        with form.refusing():
            course = own_course(db, form.course.data)
            row = bank_pages.create_page(db, current_person(), form.head(Head("")), course=course, at=now())
        if not form.errors:
            db.commit()
            flash("The page is made. Add questions to it.", "good")
            return redirect(url_for(".page", page_id=row.public_id), code=303)
        db.rollback()
    return page_with("authoring/page_form.html", form, row=None)


@bp.get("/pages/<page_id>/edit")
def edit_page(page_id: str) -> ResponseReturnValue:
    row = bank_pages.get_page(get_db(), current_person(), page_id)
    form = PageForm(formdata=None, data=page_data(head_from_json(row.head)))
    return page_with("authoring/page_form.html", form, row=row)


@bp.post("/pages/<page_id>/edit")
def save_page(page_id: str) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), PageForm()
    row = bank_pages.get_page(db, person, page_id)
    del form.course  # whose a page is, is decided when it is made: quizzes may hold its questions
    if form.validate_on_submit():
        with form.refusing():
            count = bank_pages.edit_page(db, person, row, form.head(head_from_json(row.head)), at=now())
        if not form.errors:
            db.commit()
            flash("Saved." + (f" {_questions(count)} got a new version that cites it." if count else ""), "good")
            return redirect(url_for(".page", page_id=row.public_id), code=303)
        db.rollback()
    return page_with("authoring/page_form.html", form, row=row)


def _questions(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"
