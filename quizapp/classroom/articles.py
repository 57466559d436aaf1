"""Articles of a class: added once, corrected, found again. Their text is shown to those who teach there, only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from quizapp.classroom import audit, jobs
from quizapp.classroom.authoring import check_date
from quizapp.classroom.permissions import require, require_bank
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.language import language_of
from quizapp.core.page import Head
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Draft, Job, Person

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list, with its drafts by state, and the state of drafting on it unless it is done."""

    article: Article
    waiting: int
    approved: int
    drafting: str = ""


def add(db: Session, person: Person | None, read: ArticleText, *, course: Course, at: datetime) -> tuple[Article, bool]:
    """The article of this text in this class, and whether it is new. `person` None is a command.

    Raises BadInput for a text without sentences.
    """
    from quizapp.generate.no_prose import why_no_prose
    from quizapp.generate.sentences import read_article  # what the generator counts by: the same sentences, no model

    if person is not None:
        require(db, person, "item.write", course)
    text = read_article(read.text, title=read.title, published_on=read.published)
    if not text.sentences:
        raise BadInput(why_no_prose(text.text))
    known = db.scalar(select(Article).where(Article.course_id == course.id, Article.sha256 == text.hash))
    if known is not None:
        return known, False
    title = read.title or text.title or text.opening
    article = Article(
        course=course,
        person_id=person.id if person else None,
        title=" ".join(title.split())[:MAX_TITLE],
        publisher=read.publisher[:MAX_TITLE],
        published=read.published or text.published_on,
        url=read.url,
        license=read.license[:MAX_TITLE],
        language=read.language or language_of(text.text) or "en",
        text=text.text,
        sha256=text.hash,
        words=text.words,
        left_out=[{"reason": one.reason, "text": one.text} for one in read.left_out[:200]],
        sentences=[{"start": s.start, "end": s.end, "paragraph": s.paragraph} for s in text.sentences],
        created_at=at,
    )
    check_date(article.published, "date of publication")
    db.add(article)
    db.flush()
    return article, True


def correct(
    db: Session,
    person: Person,
    article: Article,
    *,
    title: str,
    publisher: str,
    published: str,
    url: str,
    license: str,
    language: str,
) -> None:
    """What an instructor knows better than the file. Raises BadInput for what cannot be."""
    require(db, person, "item.write", article.course)
    if not title.strip():
        raise BadInput("Write a title for the article, for example its headline.")
    check_date(published, "date of publication")
    if url and not url.startswith(("https://", "http://")):
        raise BadInput("The address of the article begins with https://.")
    article.title, article.publisher = " ".join(title.split())[:MAX_TITLE], publisher.strip()[:MAX_TITLE]
    article.published, article.url, article.license = published, url.strip(), license.strip()[:MAX_TITLE]
    article.language = language.strip() or "en"
    db.flush()


def delete(db: Session, person: Person, article: Article, *, at: datetime) -> None:
    """Take a text away with its drafts and jobs. What was approved stays in the bank with its quoted evidence.

    Raises Conflict while a worker drafts on it.
    """
    require(db, person, "item.write", article.course)
    running = select(Job.id).where(Job.article_id == article.id, Job.state == "running").limit(1)
    if db.scalar(running) is not None:
        raise Conflict("Questions are being drafted on this article; stop that first, then delete it.")
    audit.write(db, "article.delete", person, article.course, at=at, article=article.public_id)
    db.delete(article)
    db.flush()


def head_of(article: Article) -> Head:
    """The head of the bank page that the article's approved questions stand on."""
    return Head(
        article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        license=article.license,
        language=article.language,
        as_of=article.published,
    )


def get(db: Session, person: Person, public_id: str) -> Article:
    """Raises NotFound for an article that is not there or of a class that is not one's own."""
    article = db.scalar(select(Article).where(Article.public_id == public_id))
    if article is None:
        raise NotFound("There is no such article here, or it is not one of yours.")
    require(db, person, "item.write", article.course)
    return article


def listed(db: Session, person: Person) -> list[Listed]:
    """The articles of the person's classes, newest first, with how many drafts wait and are approved."""
    mine = [course.id for course in require_bank(db, person)]
    whole = (defer(Article.text), defer(Article.sentences), defer(Article.left_out))  # a list shows none of them
    query = select(Article).where(Article.course_id.in_(mine)).order_by(Article.id.desc())
    rows = db.scalars(query.options(joinedload(Article.course), *whole)).all()
    counted, drafting = _counts(db, rows), jobs.unfinished(db, rows)
    return [
        Listed(
            row,
            waiting=counted.get((row.id, "waiting"), 0),
            approved=counted.get((row.id, "approved"), 0),
            drafting=drafting.get(row.id, ""),
        )
        for row in rows
    ]


def _counts(db: Session, rows: Sequence[Article]) -> dict[tuple[int, str], int]:
    query = (
        select(Draft.article_id, Draft.state, func.count())
        .where(Draft.article_id.in_([row.id for row in rows]))
        .group_by(Draft.article_id, Draft.state)
    )
    return {(article, state): count for article, state, count in db.execute(query)}


def course_by_code(db: Session, code: str) -> Course:
    """The class with this join code; without a code the first that is no demonstration. For commands."""
    query = select(Course).order_by(Course.demonstration, Course.id)
    if code:
        query = query.where(Course.join_code == "".join(code.split()).upper())
    course = db.scalars(query.limit(1)).first()
    if course is None or (not code and course.demonstration):
        raise NotFound("There is no such class; make one on the web first, and give its code with --course.")
    return course
