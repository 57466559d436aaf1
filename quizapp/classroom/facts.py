"""The facts of a page, written and corrected by hand: what they quote stands in the article, and questions follow.

A question keeps its evidence in each of its versions. So a corrected fact gives the questions that rest on it a new
version, and quizzes that were given before keep the version they had.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import approving, authoring
from quizapp.classroom.bodies import digest, fact_from_row, fact_to_json, item_of
from quizapp.classroom.permissions import require_page
from quizapp.core.article import Article as Quotable
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.item import Item
from quizapp.core.page import Fact
from quizapp.store import Article, BankPage, PageFact, Person
from quizapp.store import Item as ItemRow


def get(page: BankPage, number: int) -> PageFact:
    row = next((fact for fact in page.facts if fact.number == number), None)
    if row is None:
        raise NotFound(f"This page has no fact F{number}; choose one of its list.")
    return row


def state_of(row: PageFact) -> str:
    """What a fact says, as a hash: who saves it says with it what they began with."""
    return digest(fact_to_json(fact_from_row(row)))


def article_of(db: Session, page: BankPage) -> Article | None:
    """The article kept here that a page stands for; pages from files and by hand have none."""
    return db.scalar(select(Article).where(Article.page_id == page.id).limit(1))


def add(
    db: Session, person: Person, page: BankPage, statement: str, quotes: Sequence[str], places: Sequence[str]
) -> Fact:
    """A new fact, with as many quotes as prove it. Raises BadInput as `change` does."""
    require_page(db, person, page)
    quotes, places = _checked(db, page, statement, quotes, places)
    made = authoring.add_fact(db, page, statement, " ".join(quotes[:1]), " ".join(places[:1]))
    row = get(page, made.number)
    row.quotes, row.places = quotes, places
    db.flush()
    return fact_from_row(row)


def change(
    db: Session,
    person: Person,
    row: PageFact,
    page: BankPage,
    statement: str,
    quotes: Sequence[str],
    places: Sequence[str],
    *,
    based_on: str,
    at: datetime,
) -> int:
    """Correct a fact; returns how many questions got a version with it.

    Raises BadInput for a quote that is not in the article, and for a change after which an approved question could not
    be approved. Raises Conflict when somebody changed the fact after `based_on` was read.
    """
    require_page(db, person, page)
    if based_on != state_of(row):
        raise Conflict("Somebody changed this fact while you were writing; look at it before you save.")
    quotes, places = _checked(db, page, statement, quotes, places)
    resting = questions_on(db, page, row)
    sound = [(one, item) for one, item in resting if one.status == "approved" and not _blocking(db, page, item)]
    row.statement, row.quotes, row.places = authoring.one_line(statement), quotes, places
    db.flush()
    for one, item in sound:
        if found := _blocking(db, page, item):
            raise BadInput(f"“{one.stem_start}” rests on this fact and could no longer be approved. {found}")
    return authoring.edit_items(db, person, resting, at=at)


def questions_on(db: Session, page: BankPage, row: PageFact) -> list[tuple[ItemRow, Item]]:
    """The questions that name a fact, each as it stands."""
    rows = db.scalars(
        select(ItemRow).where(ItemRow.page_id == page.id).options(selectinload(ItemRow.tags)).order_by(ItemRow.position)
    ).all()
    newest = authoring.newest_of(db, rows)
    items = [(one, item_of(newest[one.id])) for one in rows]
    return [(one, item) for one, item in items if f"F{row.number}" in item.facts]


def _blocking(db: Session, page: BankPage, item: Item) -> str:
    return approving.said(approving.blocking(db, page, item))


def _checked(
    db: Session, page: BankPage, statement: str, quotes: Sequence[str], places: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Quotes and places as they are kept; the places are found where the article is known and none is given."""
    quotes = [one for one in map(authoring.one_line, quotes) if one]
    places = [one for one in map(authoring.one_line, places) if one]
    article = article_of(db, page)
    if article is not None:
        found = [_paragraph(article, Quotable.of(article.text), quote) for quote in quotes]
        places = places or [f"paragraph {number}" for number in dict.fromkeys(found) if number]
    authoring.check_fact(statement, quotes or places)
    return quotes, places


def _paragraph(article: Article, text: Quotable, quote: str) -> int:
    """The paragraph in which a quote stands, 0 for one outside of all sentences."""
    spans = text.find(quote)
    if len(spans) > 1:
        raise BadInput(f"“{_short(quote)}” stands in the article {len(spans)} times; quote more, so that one is meant.")
    if not spans:
        near = text.nearest(quote)
        there = f" The nearest passage is “{_short(text.text[near.start : near.end])}”." if near else ""
        raise BadInput(f"“{_short(quote)}” does not stand in the article word for word; copy it from the text.{there}")
    at = spans[0].start
    return next((int(place["paragraph"]) for place in article.sentences if place["start"] <= at < place["end"]), 0)


def _short(text: str) -> str:
    text = authoring.one_line(text)
    return text if len(text) <= 160 else f"{text[:159]}…"
