"""Finding questions again: words, filters, tags; each list is a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom.permissions import require_bank
from quizapp.store import BankPage, ItemTag, Person
from quizapp.store import Item as ItemRow

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of questions is narrowed to; empty fields narrow nothing.

    `order` is "page" for the order of the pages; else the newest come first, because what somebody has just written
    or approved is what they look for.
    """

    words: str = ""
    page: str = ""
    tag: str = ""
    kind: str = ""
    status: str = ""
    level: str = ""
    difficulty: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a list: its questions, how many there are in all, and which of how many screens it is."""

    rows: list[ItemRow]
    total: int
    number: int
    last: int


def search(db: Session, person: Person, narrowed: Filter, *, number: int) -> Screen:
    """The questions a person may see. A `number` beyond either end means the first or the last screen."""
    query = _query(db, person, narrowed)
    total = db.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    last = max(1, ceil(total / PER_PAGE))
    number = min(max(1, number), last)
    rows = db.scalars(
        query.options(selectinload(ItemRow.tags), selectinload(ItemRow.page))
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE)
    )
    return Screen(list(rows), total, number, last)


def _query(db: Session, person: Person, narrowed: Filter) -> Select[ItemRow]:
    mine = [course.id for course in require_bank(db, person)]
    query = (
        select(ItemRow)
        .join(BankPage, BankPage.id == ItemRow.page_id)
        .where(or_(BankPage.course_id.is_(None), BankPage.course_id.in_(mine)))
        .order_by(*([] if narrowed.order == "page" else [ItemRow.created_at.desc()]))
        .order_by(BankPage.name, ItemRow.position, ItemRow.id)
    )
    for word in narrowed.words.casefold().split()[:10]:
        inside = [text.contains(word, autoescape=True) for text in (ItemRow.search_text, BankPage.name)]
        query = query.where(or_(*inside))
    if narrowed.page:
        query = query.where(BankPage.public_id == narrowed.page)
    if narrowed.tag:
        query = query.where(ItemRow.tags.any(ItemTag.tag == narrowed.tag))
    for column in ("kind", "status", "level", "difficulty"):
        if value := getattr(narrowed, column):
            query = query.where(getattr(ItemRow, column) == value)
    if not narrowed.status:
        query = query.where(ItemRow.status != "retired")
    return query


def named(db: Session, person: Person, public_ids: Sequence[str]) -> list[ItemRow]:
    """These questions, as far as the person may see them."""
    if not public_ids:
        return []
    query = _query(db, person, Filter()).where(ItemRow.public_id.in_(public_ids))
    return list(db.scalars(query.options(selectinload(ItemRow.tags), selectinload(ItemRow.page))))


def in_files(db: Session, names: Collection[str]) -> list[ItemRow]:
    """The questions that files call `page/name`, for whoever has been told these names."""
    pages, own = ({name.rpartition("/")[at] for name in names} for at in (0, 2))
    query = select(ItemRow).join(BankPage).where(BankPage.name.in_(pages), ItemRow.name.in_(own))
    rows = db.scalars(query.options(selectinload(ItemRow.page))) if names else ()
    return [row for row in rows if f"{row.page.name}/{row.name}" in names]


def all_ids(db: Session, person: Person, narrowed: Filter) -> list[str]:
    """The public ids of all questions that fit, on every screen of the list."""
    return list(db.scalars(_query(db, person, narrowed).with_only_columns(ItemRow.public_id)))


def tags_for(db: Session, person: Person) -> list[tuple[str, int]]:
    """All tags of questions the person may see, with how many questions carry each."""
    visible = _query(db, person, Filter()).order_by(None).with_only_columns(ItemRow.id).subquery()
    return [
        (tag, count)
        for tag, count in db.execute(
            select(ItemTag.tag, func.count())
            .where(ItemTag.item_id.in_(select(visible.c.id)))
            .group_by(ItemTag.tag)
            .order_by(ItemTag.tag)
        )
    ]
