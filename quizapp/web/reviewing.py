"""Deciding about drafts on screen: each beside its article, editable in place, one key or button per decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms.validators import DataRequired

from quizapp.classroom import articles, drafted_kinds, drafting, kept_back, quality, reasons, reviewing
from quizapp.classroom.authoring import MAX_STEM
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import BadInput, Conflict
from quizapp.core.item import Item, Option, from_body, to_body
from quizapp.store import Article, Draft
from quizapp.web import article_text
from quizapp.web.authoring_bank import own_zone
from quizapp.web.authoring_forms import Line, Lines, OptionRow
from quizapp.web.database import get_db, now, reading_db
from quizapp.web.forms import BaseForm
from quizapp.web.signing_in import current_person

bp = Blueprint("reviewing", __name__)
MOST_ROWS = 8
USUAL_OPTIONS = 4
"""A choice of fewer has an empty row for one more."""
_REASONS = {"": "Choose a reason"} | {one: quality.called(one).capitalize() for one in reviewing.REASONS}


class ReviewForm(BaseForm):
    """A draft, editable, and the decision about it."""

    stem = Lines("Stem", MAX_STEM, DataRequired("Write the stem: what is asked."), rows=2)
    options = FieldList(FormField(OptionRow), max_entries=MOST_ROWS)
    explanation = Lines("Explanation", 4_000, rows=2)
    looked = BooleanField("I have looked at this and approve it as it is")
    reason = SelectField("Reason", choices=_REASONS)
    note = Line("Note", reviewing.MAX_NOTE)

    def item(self, before: Item) -> Item:
        """The draft with what was typed."""
        rows = [row.form for row in self.options if row.form.filled]
        return replace(
            before,
            stem=self.stem.data.strip(),
            options=tuple(
                Option(row.text.data.strip(), bool(row.is_key.data), row.rationale.data.strip()) for row in rows
            ),
            explanation=self.explanation.data.strip(),
        )


def form_of(item: Item, least: int = 0) -> ReviewForm:
    """`least` is how many rows for options there are at least, so that one that was emptied can be written again."""
    rows = [{"text": o.text, "is_key": o.is_key, "rationale": o.rationale} for o in item.options]
    if item.kind != "true-false":
        least = max(least, min(len(rows) + 1, USUAL_OPTIONS))
    rows += [{} for _ in range(least - len(rows))]
    return ReviewForm(formdata=None, data={"stem": item.stem, "options": rows, "explanation": item.explanation})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article as pieces of text, the evidence among them marked."""

    number: int
    pieces: tuple[tuple[Markup, bool], ...]


def context(article: Article, draft: Draft) -> list[Paragraph]:
    """The paragraphs that hold the evidence, each with the one before it."""
    proof = {int(place["sentence"]) for place in draft.evidence}
    wanted = {int(place["paragraph"]) - back for place in draft.evidence for back in (0, 1)}
    found: dict[int, list[tuple[Markup, bool]]] = {}
    for number, (place, words) in enumerate(zip(article.sentences, article_text.shown(article), strict=True)):
        if place["paragraph"] in wanted:
            found.setdefault(place["paragraph"], []).append((words, number in proof))
    return [Paragraph(number, tuple(pieces)) for number, pieces in sorted(found.items())]


@bp.get("/articles/<article_id>/review")
def queue(article_id: str) -> ResponseReturnValue:
    """The first draft that waits; when none does, what came of it. `?kept=back` goes on with those kept back.

    `?after` says that one comes here by a decision, which can be taken back on the next page.
    """
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    waiting, held = drafting.waiting(db, article), drafting.kept_back(db, article)
    if first := next(iter(waiting or (held if request.args.get("kept") else [])), None):
        return redirect(url_for(".show", draft_id=first.public_id, after=request.args.get("after")), code=303)
    counts = drafting.counted(drafting.all_drafts(db, article))
    return render_template("reviewing/done.html", article=article, counts=counts, held=held, after=_last(db, article))


@bp.get("/drafts/<draft_id>")
def show(draft_id: str) -> ResponseReturnValue:
    db = get_db()
    draft = reviewing.get(db, current_person(), draft_id)
    item = reviewing.item_of(draft)
    return _page(db, draft, form_of(item, len(draft.made["options"])), item)


@bp.post("/drafts/<draft_id>")
def decide(draft_id: str) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), ReviewForm()
    draft = reviewing.get(db, person, draft_id)
    item, act = form.item(reviewing.item_of(draft)), request.form.get("act", "")
    if act == "enter":  # pressed in a field: whoever has begun to give a reason does not approve
        act = "reject" if form.reason.data or form.note.data else "keep"
    if act.startswith("another-"):
        return _another(db, draft, form, item, act.removeprefix("another-"))
    if act == "drafted":
        item = from_body(draft.made)
        return _page(db, draft, form_of(item, len(item.options)), item)  # nothing is written: deciding keeps it
    before, coming, _ = reviewing.neighbours(reviewing.queue_of(db, draft), draft)
    there = before if act == "back" else coming
    if act in ("skip", "back") and not form.note.data and not _is_edited(draft, item):
        return _to(draft, there)
    if form.validate_on_submit():
        try:
            with form.refusing({"reject": form.reason, "skip": form.note, "back": form.note}.get(act)):
                if act in ("skip", "back") and form.note.data:
                    raise BadInput("A note is kept with a rejection only: reject the draft, or take the note away.")
                if act == "reject":
                    reviewing.reject(db, person, draft, form.reason.data, form.note.data, at=now())
                    _tell_of_kind(draft, form.reason.data)
                elif act == "approve":
                    reviewing.approve(db, person, draft, item, looked=form.looked.data, at=now())
                else:
                    reviewing.keep_edit(db, person, draft, item)
        except Conflict as problem:
            db.rollback()
            flash(str(problem), "warning")
            return redirect(url_for(".queue", article_id=draft.article.public_id), code=303)
        if not form.errors:
            db.commit()
            if act != "reject" and (words := reasons.told(item, reviewing.item_of(draft))):
                flash(words, "warning")
            return _onwards(draft, item, there, act)
        db.rollback()
        draft = reviewing.get(db, person, draft_id)
    return _page(db, draft, form, item)


def _another(db: Session, draft: Draft, form: ReviewForm, item: Item, number: str) -> ResponseReturnValue:
    """The page with another wrong option in the place of one. Nothing is written: deciding keeps what is shown."""
    position, before = int(number) if number.isdecimal() else -1, item
    with form.refusing():
        item = reviewing.another_option(draft, item, position)
    if form.errors:
        return _page(db, draft, form, before)
    fresh = next(n for n, option in enumerate(item.options) if option not in before.options)
    changed = form_of(item, len(form.options))
    changed.looked.data, changed.note.data = form.looked.data, form.note.data
    return _page(db, draft, changed, item, fresh=fresh)


def _is_edited(draft: Draft, item: Item) -> bool:
    """Whether something else was typed than what the form showed, which makes some white space its own."""
    stored = reviewing.item_of(draft)
    return item != form_of(stored).item(stored)


def _onwards(draft: Draft, item: Item, there: Draft | None, act: str) -> ResponseReturnValue:
    if act in ("skip", "back"):
        flash(f"Kept as you wrote it, not decided yet: {draft.body['stem']}", "good")
    elif act not in ("approve", "reject"):
        is_sorted = [one.text for one in reviewing.item_of(draft).options] != [one.text for one in item.options]
        sorted_ = " Its options were put in order." if is_sorted else ""
        flash(f"Kept as you wrote it; not decided yet.{sorted_}", "good")
        there = draft
    return _to(draft, there, decided=act in ("approve", "reject"))


def _tell_of_kind(draft: Draft, reason: str) -> None:
    """One such rejection has its whole kind kept back, which one would notice only at the next article."""
    if reason in quality.GRAVE:
        name = drafted_kinds.name_of(draft.template)
        flash(f"New drafts of the kind “{name}” are kept back from now on; see “Generation quality”.", "warning")


def _to(draft: Draft, there: Draft | None, *, decided: bool = False) -> ResponseReturnValue:
    """The draft that comes next, or where it is told that there is none."""
    after = "decision" if decided else None
    if there is None:
        return redirect(url_for(".queue", article_id=draft.article.public_id, after=after), code=303)
    return redirect(url_for(".show", draft_id=there.public_id, after=after), code=303)


def _page(db: Session, draft: Draft, form: ReviewForm, item: Item, *, fresh: int | None = None) -> ResponseReturnValue:
    """`fresh` is the position of an option that was just put in."""
    failed = bool(form.errors)
    queue, run = reviewing.queue_of(db, draft), reviewing.run_of(db, draft)
    after = _last(db, draft.article) if "after" in request.args else None  # an older one would be undone by mistake
    before, coming, place = reviewing.neighbours(queue, draft)
    html = render_template(
        "reviewing/show.html",
        form=form,
        form_has_errors=failed,
        draft=draft,
        article=draft.article,
        paragraphs=context(draft.article, draft),
        flaws=reviewing.flaws_of(draft, item),
        sensitive=reviewing.sensitive(draft),
        beside=reviewing.beside(db, draft),
        fresh=fresh,
        unsaved=_is_edited(draft, item),
        is_changed=to_body(item) != draft.made,
        before=before,
        coming=coming,
        place=reviewing.neighbours(run, draft)[2] if place else 0,
        total=len(run),
        to_decide=len(queue),
        outlived=reasons.outlived(draft, item),
        kept=kept_back.explained(draft.reason) if draft.reason else None,
        after=draft if draft.state in ("approved", "rejected") else after,
    )
    return html, 422 if failed else 200


def _last(db: Session, article: Article) -> Draft | None:
    return reviewing.last_decision(db, current_person(), article, at=now())


@bp.post("/drafts/<draft_id>/check")
def check(draft_id: str) -> ResponseReturnValue:
    """The flaws of what has been typed so far: a part of the page, for its script. Nothing is written."""
    db, form = reading_db(), ReviewForm()
    draft = reviewing.get(db, current_person(), draft_id)
    item = form.item(reviewing.item_of(draft))
    return render_template("reviewing/_flaws.html", flaws=reviewing.flaws_of(draft, item), asks=True)


@bp.post("/drafts/<draft_id>/undo")
def undo(draft_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    draft = reviewing.get(db, person, draft_id)
    reviewing.take_back(db, person, draft, at=now())
    db.commit()
    flash("Taken back: it waits for your decision again.", "good")
    return redirect(url_for(".show", draft_id=draft_id, after="undo"), code=303)


@bp.get("/generation-quality")
def show_quality() -> ResponseReturnValue:
    db, person = get_db(), current_person()
    courses = require_bank(db, person)
    rows = quality.table(db)
    return render_template(
        "reviewing/quality.html",
        rows=rows,
        fewest=quality.FEWEST,
        name_of=drafted_kinds.name_of,
        called=quality.called,
        examples=quality.examples(db, courses),
        blamed=quality.blamed_here(rows, db, courses),
        may_show=quality.may_show_again(db, person, rows),
        zone=own_zone(courses),
    )


@bp.post("/generation-quality/<template>/show")
def show_kind(template: str) -> ResponseReturnValue:
    """Have a kind shown again that was held back by what somebody decided."""
    db = get_db()
    waiting = quality.show_again(db, current_person(), template, at=now())
    db.commit()
    name = f"“{drafted_kinds.name_of(template)}”"
    if waiting is None:
        words = f"{name} is still kept back for what was decided in other classes; your classes hold it no more."
        flash(words, "warning")
    else:
        words = f"{waiting} draft{'' if waiting == 1 else 's'} of it wait{'s' if waiting == 1 else ''} now."
        flash(f"{name} is shown again. {words if waiting else ''}".strip(), "good")
    return redirect(url_for(".show_quality"), code=303)
