"""Articles on screen: adding one, seeing it as it will be read and what is asked about it, and drafting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import Field, RadioField, SelectField
from wtforms.validators import InputRequired

from quizapp.classroom import articles, coverage, drafting, handouts, jobs, kept_back, reviewing
from quizapp.classroom.permissions import require_bank
from quizapp.core.errors import BadInput, Conflict
from quizapp.core.language import NAMES
from quizapp.formats import articles as files
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Job
from quizapp.web import article_text
from quizapp.web.authoring_forms import Line, Lines
from quizapp.web.database import get_config, get_db, get_desk, now
from quizapp.web.forms import BaseForm
from quizapp.web.forms import page as page_with
from quizapp.web.signing_in import current_person

bp = Blueprint("articles", __name__)

MAX_REQUEST = 6 * 1024 * 1024
STAGES = {
    "": "Waiting for the worker",
    "starting": "Loading the language model",
    "reading": "Reading sentences",
    "asking": "Writing questions",
    "choosing": "Choosing the best",
}
"""Stage of a job → what it is doing, in words."""


@bp.url_value_preprocessor
def _allow_files(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """This runs before the CSRF check, which reads the whole request."""
    if endpoint == "articles.add":
        request.max_content_length = MAX_REQUEST
        request.max_form_memory_size = files.MAX_CHARACTERS * 4


DETAILS = ("title", "publisher", "published", "url", "license", "language")


class DetailsForm(BaseForm):
    """What is known about an article."""

    title = Line("Title", 200)
    publisher = Line("Publisher", 200)
    published = Line("Published on", 10)
    url = Line("Address", 1_000)
    license = Line("Licence", 200)
    language = SelectField("Language", choices={"": "Told from the text"} | NAMES)


class ArticleForm(DetailsForm):
    """An article pasted, as a file, or by its address."""

    text = Lines("Text", files.MAX_CHARACTERS, rows=12)
    file = FileField("File")
    address = Line("Read it from this address", 1_000)
    course = RadioField("Kept by", [InputRequired("Choose a class.")])

    def offer(self, courses: Sequence[Course]) -> None:
        self.course.choices = {course.public_id: course.name for course in courses}
        if self.course.data is None:
            self.course.data = next(iter(self.course.choices))


# --- adding ----------------------------------------------------------------------------------------------------


@bp.get("/articles")
def index() -> ResponseReturnValue:
    return render_template("articles/index.html", listed=articles.listed(get_db(), current_person()))


@bp.get("/articles/new")
def create() -> ResponseReturnValue:
    form = ArticleForm(formdata=None)
    form.offer(require_bank(get_db(), current_person()))
    return page_with("articles/new.html", form, addresses=_addresses())


@bp.post("/articles/new")
def add() -> ResponseReturnValue:
    form, person = ArticleForm(), current_person()
    found = _read(form, _upload())  # before the database is asked for anything: it may take seconds
    db = get_db()
    courses = require_bank(db, person)
    form.offer(courses)
    if form.validate_on_submit() and isinstance(found, ArticleText):
        course = next(one for one in courses if one.public_id == form.course.data)
        with form.refusing(form.text):
            article, new = articles.add(db, person, _corrected(found, form), course=course, at=now())
        if not form.errors:
            db.commit()
            words = "Added. This is the text as it will be read." if new else "This text was added before; here it is."
            flash(words, "good" if new else "warning")
            if reason := drafting.why_not(article):
                flash(reason, "warning")
            return redirect(url_for(".show", article_id=article.public_id), code=303)
        db.rollback()
    elif isinstance(found, Refused):
        found.field.errors = [*found.field.errors, found.words]
    return page_with("articles/new.html", form, addresses=_addresses())


def _addresses() -> bool:
    return get_config().article_addresses == "on"


def _upload() -> tuple[bytes, str] | None:
    upload = request.files.get("file")
    return (upload.read(), str(upload.filename)) if upload and upload.filename else None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no article was read, and the field it is said at."""

    field: Field
    words: str


def _read(form: ArticleForm, upload: tuple[bytes, str] | None) -> ArticleText | Refused:
    """The article from wherever it was given."""
    pasted, address = form.text.data.strip(), form.address.data
    if sum([bool(pasted), upload is not None, bool(address)]) != 1:
        several = pasted or upload or address
        return Refused(
            form.text, "Give the text, a file or an address: only one of them." if several else "Paste a text."
        )
    field: Field = form.text
    try:
        if upload is not None:
            field = form.file
            return files.read(*upload)
        if address:
            field = form.address
            return _from_address(address)
        return files.read_text(form.text.data, "This text")
    except BadInput as problem:
        return Refused(field, str(problem))


def _from_address(address: str) -> ArticleText:
    if not _addresses():
        raise BadInput("Reading from addresses is switched off here; paste the text instead.")
    from quizapp.formats.articles.address import fetch

    data, name, url = fetch(address)
    return replace(files.read(data, name), url=url)


def _corrected(read: ArticleText, form: ArticleForm) -> ArticleText:
    """What was typed goes before what the file says of itself."""
    typed = {
        name: getattr(form, name).data for name in ("title", "publisher", "published", "url", "license", "language")
    }
    return replace(read, **{name: value for name, value in typed.items() if value})


# --- one article -----------------------------------------------------------------------------------------------


@bp.get("/articles/<article_id>")
def show(article_id: str) -> ResponseReturnValue:
    """`?sentence=` names the sentence whose questions are listed."""
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    drafts = drafting.all_drafts(db, article)
    covered = drafting.coverage(db, article, drafts)
    known = coverage.known_by_sentence(db, get_desk(), article, covered, at=now())
    job, number = jobs.of_article(db, article), request.args.get("sentence", type=int)
    chosen = covered[number] if number is not None and 0 <= number < len(covered) else None
    counted = {part.lines[0]: part.number for part in handouts.handout(article).parts if part.number}
    words = article_text.shown(article)
    return render_template(
        "articles/show.html",
        article=article,
        blocks=article_text.blocks(article, covered, words, counted),
        words=words,
        known=known,
        chosen=chosen,
        sentence_job=jobs.of_article(db, article, sentence=chosen.number) if chosen else None,
        held=[draft for draft in drafts if draft.state == "held"],
        counts=drafting.counted(drafts),
        asked_about=sum(sentence.state in ("approved", "waiting") for sentence in covered),
        askable=sum(bool(sentence.asked) for sentence in covered),
        approved=len({item.id for sentence in covered for item in sentence.written if item.status == "approved"})
        + sum(draft.state == "approved" for draft in drafts),
        job=job,
        unstated=drafting.without_statements(job, drafts),
        languages=NAMES,
        why_not=drafting.why_not(article),
        outdated=drafting.outdated(db, article, job),
    )


@bp.get("/articles/<article_id>/paper")
def paper(article_id: str) -> ResponseReturnValue:
    """The text to print, as learners read it: its paragraphs have the numbers that questions name."""
    article = articles.get(get_db(), current_person(), article_id)
    return render_template(
        "articles/paper.html", article=article, sheet=handouts.handout(article), large="large" in request.args
    )


@bp.get("/articles/<article_id>/edit")
def edit(article_id: str) -> ResponseReturnValue:
    article = articles.get(get_db(), current_person(), article_id)
    form = DetailsForm(formdata=None, data={name: getattr(article, name) for name in DETAILS})
    return page_with("articles/edit.html", form, article=article)


@bp.post("/articles/<article_id>/edit")
def save(article_id: str) -> ResponseReturnValue:
    db, person, form = get_db(), current_person(), DetailsForm()
    article = articles.get(db, person, article_id)
    if form.validate_on_submit():
        with form.refusing():
            articles.correct(
                db,
                person,
                article,
                title=form.title.data,
                publisher=form.publisher.data,
                published=form.published.data,
                url=form.url.data,
                license=form.license.data,
                language=form.language.data,
            )
        if not form.errors:
            db.commit()
            flash("Saved.", "good")
            return redirect(url_for(".show", article_id=article_id), code=303)
        db.rollback()
    return page_with("articles/edit.html", form, article=article)


@bp.get("/articles/<article_id>/delete")
def confirm_deleting(article_id: str) -> ResponseReturnValue:
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    drafts = drafting.all_drafts(db, article)
    return render_template(
        "articles/delete.html",
        article=article,
        approved=sum(draft.state == "approved" for draft in drafts),
        others=sum(draft.state != "approved" for draft in drafts),
    )


@bp.post("/articles/<article_id>/delete")
def delete(article_id: str) -> ResponseReturnValue:
    db, person = get_db(), current_person()
    article = articles.get(db, person, article_id)
    title = article.title
    articles.delete(db, person, article, at=now())
    db.commit()
    flash(f"“{title}” is deleted.", "good")
    return redirect(url_for(".index"), code=303)


# --- drafting --------------------------------------------------------------------------------------------------


@bp.post("/articles/<article_id>/draft")
def ask(article_id: str) -> ResponseReturnValue:
    from quizapp.jobs.engine import wake

    db, person = get_db(), current_person()
    article = articles.get(db, person, article_id)
    sentence = request.form.get("sentence", type=int)
    try:
        true_false = "true_false" in request.form
        drafting.ask(db, person, article, sentence=sentence, true_false=true_false, at=now())
    except BadInput as problem:
        db.rollback()
        flash(str(problem), "error")
        return redirect(url_for(".show", article_id=article_id), code=303)
    db.commit()
    wake(get_config())
    return redirect(url_for(".progress", article_id=article_id, sentence=sentence), code=303)


@bp.post("/articles/<article_id>/write")
def write(article_id: str) -> ResponseReturnValue:
    """To the form for a question of one's own on a sentence, which is its evidence."""
    db, person = get_db(), current_person()
    article = articles.get(db, person, article_id)
    page = reviewing.page_of(db, person, article, at=now())
    db.commit()
    sentence = request.form.get("sentence", type=int)
    where = url_for("authoring.create", page=page.public_id, article=article_id, sentence=sentence)
    return redirect(where, code=303)


@bp.get("/articles/<article_id>/drafting")
def progress(article_id: str) -> ResponseReturnValue:
    """How far the drafting is; the page asks again by itself. `?sentence=`: drafting on that sentence alone."""
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    drafts = drafting.all_drafts(db, article)
    job = _job(db, article, request.args.get("sentence", type=int))
    return render_template(
        "articles/progress.html",
        article=article,
        job=job,
        sentence=None if job.sentence is None else drafting.coverage(db, article, drafts)[job.sentence],
        stages=STAGES,
        waiting=[draft for draft in drafts if draft.state == "waiting"],
        counts=drafting.counted(drafts),
        unstated=drafting.without_statements(job, drafts),
        commonest=kept_back.commonest(draft.reason for draft in drafts if draft.state == "held"),
        at=now(),
    )


@bp.post("/articles/<article_id>/drafting/cancel")
def cancel(article_id: str) -> ResponseReturnValue:
    db = get_db()
    article = articles.get(db, current_person(), article_id)
    sentence = request.form.get("sentence", type=int)
    jobs.cancel(db, _job(db, article, sentence), at=now())
    db.commit()
    return redirect(url_for(".progress", article_id=article_id, sentence=sentence), code=303)


def _job(db: Session, article: Article, sentence: int | None) -> Job:
    job = jobs.of_article(db, article, sentence=sentence)
    if job is None:
        raise Conflict("Nobody has asked for drafts on this article yet; open it and press “Draft questions”.")
    return job
