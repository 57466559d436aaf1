"""One question on screen: as it is, its versions, and writing it with a preview. Lists are in `authoring_bank`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.classroom import approving, articles, authoring, bank_pages, history, mending, pictures, reasons, trials
from quizapp.classroom.bodies import evidence_from_json, item_of, shown_item
from quizapp.classroom.old_keys import old_keys
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import BadInput, Conflict
from quizapp.core.item import Item, fold
from quizapp.core.page import Head
from quizapp.core.revealed import RevealedItem
from quizapp.store import BankPage
from quizapp.store import Item as ItemRow
from quizapp.web.authoring_bank import bp, own_course, own_zone
from quizapp.web.authoring_forms import NEW_PAGE, QuestionForm, question_data
from quizapp.web.authoring_preview import key_shown, preview_of
from quizapp.web.database import get_db, get_desk, now, reading_db
from quizapp.web.signing_in import current_person

__all__ = ["bp"]

MAX_REQUEST = 6 * 1024 * 1024
_BECAME = {
    "approved": "Approved. It can enter quizzes.",
    "retired": "Retired. New quizzes leave it out.",
    "draft": "A draft again.",
}


@bp.url_value_preprocessor
def _allow_pictures(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """Forms with a picture may be larger. This runs before the CSRF check, which reads the whole request."""
    if endpoint in ("authoring.add", "authoring.save", "authoring.preview"):
        request.max_content_length = MAX_REQUEST


# --- one question ----------------------------------------------------------------------------------------------


@bp.get("/questions/<item_id>")
def show(item_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    row = authoring.get_item(db, person, item_id)
    used, elsewhere = history.uses(db, person, row)
    tried = trials.of_item(db, person, row)
    entries = history.history(db, row)
    return render_template(
        "authoring/show.html",
        row=row,
        newest=entries[0].version,
        item=item_of(entries[0].version),
        revealed=_revealed(entries[0]),
        entries=entries,
        uses=used,
        elsewhere=elsewhere,
        old_keys=old_keys(db, [entries[0].version]),
        trials=tried,
        testable=trials.testable(db, person, row, used),
        zone=own_zone(require_bank(db, person)),
    )


@bp.get("/questions/<item_id>/versions/<int:number>")
def version(item_id: str, number: int) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    row = authoring.get_item(db, person, item_id)
    entry = history.entry(db, row, number)
    return render_template(
        "authoring/version.html",
        row=row,
        entry=entry,
        revealed=_revealed(entry),
        zone=own_zone(require_bank(db, person)),
    )


def _revealed(entry: history.Entry) -> RevealedItem:
    return key_shown(shown_item(entry.version), evidence_from_json(entry.version.evidence))


@bp.post("/questions/<item_id>/status")
def set_status(item_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    row = authoring.get_item(db, person, item_id)
    status = request.form.get("status", "")
    try:
        authoring.set_status(db, person, row, status, at=now())
    except BadInput as problem:
        if status != "approved":
            raise
        db.rollback()
        flash(str(problem), "error")
    else:
        db.commit()
        flash(_BECAME[status], "good")
    return redirect(url_for(".show", item_id=item_id), code=303)


@bp.post("/questions/<item_id>/duplicate")
def duplicate(item_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    copy = authoring.duplicate_item(db, person, authoring.get_item(db, person, item_id), at=now())
    db.commit()
    flash("This is the copy, kept as a draft. Change what is to be different.", "good")
    return redirect(url_for(".edit", item_id=copy.public_id), code=303)


# --- writing ---------------------------------------------------------------------------------------------------


@bp.get("/questions/new")
def create() -> ResponseReturnValue:
    """`?page=` chooses the page whose facts are offered; else it is the one written on last, or a new one.

    `?article=` and `&sentence=` name a sentence that is to be the evidence.
    """
    db, person = get_db(), current_person()
    last = bank_pages.page_last_written_on(db, person)
    still_theirs = last is not None and last in bank_pages.pages_for(db, person)
    wanted = request.args.get("page") or (last.public_id if last and still_theirs else NEW_PAGE)
    fact = _fact_of_sentence(db)
    form = QuestionForm(formdata=None, data={"page": wanted, **fact})
    _offer(db, form, wanted)
    return _form_page(form, None, on_sentence=fact.get("fact_quote", ""))


def _fact_of_sentence(db: Session) -> dict[str, str]:
    """The fact fields for the sentence in the address; nothing without one."""
    number = request.args.get("sentence", type=int)
    if number is None or not (article_id := request.args.get("article")):
        return {}
    article = articles.get(db, current_person(), article_id)
    if not 0 <= number < len(article.sentences):
        return {}
    place = article.sentences[number]
    quote = article.text[place["start"] : place["end"]]
    words = " ".join(quote.split())
    return {"fact_statement": words, "fact_quote": quote, "fact_place": f"paragraph {place['paragraph']}"}


@bp.post("/questions/new")
def add() -> ResponseReturnValue:
    db, person, form, data = get_db(), current_person(), QuestionForm(), _picture()
    chosen = _offer(db, form, form.page.data)
    if request.form.get("act") == "preview":
        return _previewed(form, None, db, chosen, picture=data)
    if form.validate_on_submit():
        with form.refusing():
            chosen = chosen or _new_page(db, form)
            status = "draft" if request.form.get("act") == "draft" else "approved"
            item = _completed(db, form, chosen, data, before=None)
            row = authoring.create_item(db, person, chosen, item, status=status, at=now())
        if not form.errors:
            db.commit()
            flash("Saved as a draft." if status == "draft" else "Saved. It can enter quizzes.", "good")
            _tell(approving.doubt(row.page, item))
            return redirect(url_for(".show", item_id=row.public_id), code=303)
        db.rollback()
    return _refused(form, None)


@bp.get("/questions/<item_id>/edit")
def edit(item_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    row = authoring.get_item(db, person, item_id)
    item = item_of(authoring.newest(db, row))
    form = QuestionForm(formdata=None, data=question_data(item, version=row.version_number, page=row.page))
    _offer(db, form, row.page.public_id)
    return _mend_page(db, form, row)


def _mend_page(db: Session, form: QuestionForm, row: ItemRow, *, put: bool = False) -> str:
    """The form below the wrong options that its article offers and it has not."""
    was = item_of(authoring.newest(db, row))
    typed = form.item(was)
    return _form_page(
        form,
        row,
        mend=any(not option.is_key for option in was.options),
        offered=mending.proposals(db, row, typed),
        weak=mending.weak_options(db, get_desk(), current_person(), row, was, at=now()),
        wrong=[option.text for option in typed.options if option.text and not option.is_key],
        put=put,
    )


def _put_in(db: Session, form: QuestionForm, row: ItemRow, wanted: str) -> ResponseReturnValue:
    """The form as it was typed, with an offered wrong option in the place of another. Nothing is saved."""
    offered = mending.proposals(db, row, form.item())
    option = next((one for one in offered or () if fold(one.text) == fold(wanted)), None)
    rows, at = [one.form for one in form.options], fold(request.form.get("at", ""))
    place = next((one for one in rows if at and fold(one.text.data) == at and not one.is_key.data), None)
    if option is None or place is None:
        flash("What stood in its place has changed meanwhile; choose again.", "warning")
        return _mend_page(db, form, row)
    place.text.data, place.rationale.data = option.text, option.rationale
    return _mend_page(db, form, row, put=True)


@bp.post("/questions/<item_id>/edit")
def save(item_id: str) -> ResponseReturnValue:
    db, person, form, data = get_db(), current_person(), QuestionForm(), _picture()
    row = authoring.get_item(db, person, item_id)
    form.page.data = row.page.public_id
    _offer(db, form, form.page.data)
    act = request.form.get("act", "")
    if act == "preview":
        return _previewed(form, row, db, row.page, picture=data)
    if act.startswith("put:"):
        _tell_of_picture(data)
        return _put_in(db, form, row, act.removeprefix("put:"))
    if form.validate_on_submit():
        try:
            with form.refusing():
                was = item_of(authoring.newest(db, row))
                typed = _completed(db, form, row.page, data, before=was)
                item = reasons.in_step_with_draft(db, row, typed, was=was)
                changed = authoring.edit_item(db, person, row, item, based_on=form.version.data or 0, at=now())
        except Conflict:
            db.rollback()
            return _overtaken(db, form, row)
        if not form.errors:
            db.commit()
            flash(*_saved(row, changed))
            _tell(reasons.told(typed, item))
            _tell(approving.doubt(row.page, item))
            return redirect(url_for(".show", item_id=row.public_id), code=303)
        db.rollback()
    return _refused(form, row)


def _tell(words: str) -> None:
    """What is to be looked at after saving, if anything."""
    if words:
        flash(words, "warning")


def _saved(row: ItemRow, changed: bool) -> tuple[str, str]:
    if not changed:
        return f"Nothing was changed, so version {row.version_number} stays the newest.", "warning"
    kept = "Quizzes that were given to a class keep the version they had. Others take it on their page."
    return f"Saved as version {row.version_number}. {kept}", "good"


def _overtaken(db: Session, form: QuestionForm, row: ItemRow) -> ResponseReturnValue:
    """Somebody saved meanwhile: show theirs, keep what was typed, and let the next save be a decision."""
    newest = history.entry(db, row, row.version_number)
    began = min(max(form.version.data or 1, 1), row.version_number)
    changes = history.changes(history.entry(db, row, began).version, newest.version)
    zone = own_zone(require_bank(db, current_person()))
    form.version.data = row.version_number
    words = f"{newest.author} saved version {row.version_number} while you were writing."
    form.form_errors = [f"{words} Yours is below and not saved yet: save again to put it in place of theirs."]
    return _form_page(form, row, theirs=newest, changes=changes, zone=zone, form_has_errors=True), 409


def _form_page(form: QuestionForm, row: ItemRow | None, **values: object) -> str:
    """The form, for a new question when `row` is None."""
    return render_template("authoring/form.html", form=form, row=row, **values)


def _refused(form: QuestionForm, row: ItemRow | None) -> ResponseReturnValue:
    return _form_page(form, row, form_has_errors=True), 422


def _previewed(
    form: QuestionForm, row: ItemRow | None, db: Session, chosen: BankPage | None, *, picture: tuple[bytes, str] | None
) -> ResponseReturnValue:
    """The form with its preview, for browsers without script. Nothing is written, so nothing has failed."""
    form.validate()
    _tell_of_picture(picture)
    return _form_page(form, row, preview=preview_of(db, form, chosen))


def _tell_of_picture(picture: tuple[bytes, str] | None) -> None:
    if picture is not None:  # a browser never fills in a file again by itself
        flash(f"This page does not keep the picture {picture[1]}: choose it again before you save.", "warning")


def _picture() -> tuple[bytes, str] | None:
    """The uploaded picture, read before the database is asked for anything."""
    upload = request.files.get("picture")
    return (upload.read(), str(upload.filename)) if upload and upload.filename else None


def _offer(db: Session, form: QuestionForm, wanted: str | None) -> BankPage | None:
    """Fill the form's choices; returns the page wanted, None for a new one. Raises NotFound for a strange one."""
    person = current_person()
    chosen = bank_pages.get_page(db, person, wanted) if wanted and wanted != NEW_PAGE else None
    form.offer(bank_pages.pages_for(db, person), require_bank(db, person), chosen)
    return chosen


def _new_page(db: Session, form: QuestionForm) -> BankPage:
    course = own_course(db, form.page_course.data)
    return bank_pages.create_page(db, current_person(), Head(form.page_title.data), course=course, at=now())


def _completed(
    db: Session, form: QuestionForm, chosen: BankPage, data: tuple[bytes, str] | None, *, before: Item | None
) -> Item:
    """The item of the form with its new picture and its new fact, both stored."""
    item, fact = form.item(before), form.new_fact
    if data is not None:
        with form.refusing(form.picture):
            media = pictures.add_picture(db, *data, at=now())
            item = pictures.with_picture(item, media.name, form.alternative.data)
    if fact is not None:
        with form.refusing(form.fact_statement):
            kept = authoring.add_fact(db, chosen, fact.statement, form.fact_quote.data, form.fact_place.data)
            item = replace(item, facts=(*item.facts, kept.name))
    return item


@bp.post("/questions/preview")
def preview() -> ResponseReturnValue:
    """What the form would look like to a learner: a part of a page, made without writing anything."""
    db, form = reading_db(), QuestionForm()
    chosen = _offer(db, form, form.page.data)
    form.validate()
    return render_template("authoring/_preview.html", preview=preview_of(db, form, chosen))
