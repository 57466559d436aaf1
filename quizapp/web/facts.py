"""Writing and correcting a page's facts, beside the article where it is kept here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField
from wtforms.validators import DataRequired

from quizapp.classroom import bank_pages, facts
from quizapp.core.article import Article as Quotable
from quizapp.core.errors import Conflict
from quizapp.store import BankPage, PageFact
from quizapp.web.authoring_forms import Lines
from quizapp.web.database import get_db, now
from quizapp.web.forms import BaseForm
from quizapp.web.signing_in import current_person

bp = Blueprint("facts", __name__)


class FactForm(BaseForm):
    """A fact in own words, the sentences that prove it, and where they stand."""

    statement = Lines("Fact", 1_000, DataRequired("Write the fact in your own words."), rows=2)
    quotes = Lines("Source sentence", 4_000, rows=4)
    places = Lines("Place in the source", 400, rows=1)
    based_on = HiddenField()

    @property
    def sentences(self) -> list[str]:
        """Several sentences have an empty line between them."""
        return re.split(r"\n\s*\n", self.quotes.data.strip())

    @property
    def where(self) -> list[str]:
        return self.places.data.split("\n")


@bp.get("/pages/<page_id>/facts/new")
def create(page_id: str) -> ResponseReturnValue:
    db = get_db()
    return _page(db, bank_pages.get_page(db, current_person(), page_id), FactForm(formdata=None), None)


@bp.post("/pages/<page_id>/facts/new")
def add(page_id: str) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), FactForm()
    page = bank_pages.get_page(db, person, page_id)
    if form.validate_on_submit():
        with form.refusing(form.quotes):
            fact = facts.add(db, person, page, form.statement.data, form.sentences, form.where)
        if not form.errors:
            db.commit()
            flash(f"{fact.name} is added. Questions on this page can name it.", "good")
            return redirect(url_for("authoring.page", page_id=page_id), code=303)
        db.rollback()
    return _page(db, page, form, None)


@bp.get("/pages/<page_id>/facts/<int:number>/edit")
def edit(page_id: str, number: int) -> ResponseReturnValue:
    db = get_db()
    page = bank_pages.get_page(db, current_person(), page_id)
    row = facts.get(page, number)
    form = FactForm(
        formdata=None,
        data={
            "statement": row.statement,
            "quotes": "\n\n".join(row.quotes),
            "places": "\n".join(row.places),
            "based_on": facts.state_of(row),
        },
    )
    return _page(db, page, form, row)


@bp.post("/pages/<page_id>/facts/<int:number>/edit")
def save(page_id: str, number: int) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), FactForm()
    page = bank_pages.get_page(db, person, page_id)
    row = facts.get(page, number)
    if form.validate_on_submit():
        try:
            with form.refusing(form.quotes):
                count = facts.change(
                    db, person, row, page, form.statement.data, form.sentences, form.where,
                    based_on=form.based_on.data or "", at=now(),
                )  # fmt: skip
        except Conflict as problem:
            db.rollback()
            form.based_on.data = facts.state_of(row)
            form.form_errors = [f"{problem} It says now: {row.statement} Save again to put yours in its place."]
            return _page(db, page, form, row)
        if not form.errors:
            db.commit()
            flash(f"Saved.{_followed(count)}", "good")
            return redirect(url_for("authoring.page", page_id=page_id), code=303)
        db.rollback()
    return _page(db, page, form, row)


def _followed(count: int) -> str:
    if not count:
        return ""
    many = "1 question that rests on it has" if count == 1 else f"{count} questions that rest on it have"
    return f" {many} a new version with it; quizzes given to a class keep the version they had."


def _page(db: Session, page: BankPage, form: FactForm, row: PageFact | None) -> ResponseReturnValue:
    """The form, for a new fact when `row` is None, with the article beside it and what is quoted marked."""
    failed = bool(form.errors or form.form_errors)
    html = render_template(
        "facts/form.html",
        form=form,
        form_has_errors=failed,
        page=page,
        row=row,
        resting=facts.questions_on(db, page, row) if row else [],
        article=facts.article_of(db, page),
        paragraphs=paragraphs(db, page, form.sentences),
    )
    return html, 422 if failed else 200


def paragraphs(db: Session, page: BankPage, quotes: Sequence[str]) -> list[tuple[int, list[tuple[str, bool]]]]:
    """The article's paragraphs by number, each as its sentences and whether they are quoted."""
    article = facts.article_of(db, page)
    if article is None:
        return []
    text = Quotable.of(article.text)
    spans = [span for quote in quotes for span in text.find(quote)]
    found: dict[int, list[tuple[str, bool]]] = {}
    for place in article.sentences:
        start, end = int(place["start"]), int(place["end"])
        quoted = any(span.start < end and start < span.end for span in spans)
        found.setdefault(int(place["paragraph"]), []).append((article.text[start:end], quoted))
    return sorted(found.items())
