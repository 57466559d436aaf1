"""Quizzes as those who teach see them: where each stands, what is in it, and what the bank offers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from quizapp.classroom.desk import Place, place_of
from quizapp.classroom.permissions import NO_QUESTION, require_bank
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.flaws import Flaw, check_set
from quizapp.store import BankPage, Item, ItemTag, ItemVersion, Opening, Person, Quiz, QuizItem


@dataclass(frozen=True, slots=True)
class State:
    """Where a quiz stands: "draft", "coming" (opens `at`), "open" (until `at`, if given) or "closed" (since `at`)."""

    name: str
    at: datetime | None = None


def state_of_opening(opening: Opening, *, at: datetime) -> State:
    """Whether a learner may start now. Those with extra time may still be answering after the close."""
    if opening.closes_at is not None and at >= opening.closes_at:
        return State("closed", opening.closes_at)
    if opening.opens_at is not None and at < opening.opens_at:
        return State("coming", opening.opens_at)
    return State("open", opening.closes_at)


def state_of(quiz: Quiz, *, at: datetime) -> State:
    """The state of a quiz over all its openings: open as long as one is, then coming, then closed."""
    states = [state_of_opening(opening, at=at) for opening in quiz.openings]
    times = {
        name: [state.at for state in states if state.name == name and state.at] for name in ("open", "coming", "closed")
    }
    running = [state for state in states if state.name == "open"]
    if running:
        return State("open", max(times["open"]) if len(times["open"]) == len(running) else None)
    if times["coming"]:
        return State("coming", min(times["coming"]))
    return State("closed", max(times["closed"])) if times["closed"] else State("draft")


@dataclass(frozen=True, slots=True)
class Contained:
    """A question in a quiz: the version it holds, parsed, and the row of the question in the bank."""

    place: Place
    row: Item
    version: int

    @property
    def outdated(self) -> bool:
        return self.version < self.row.version_number


def questions_of(db: Session, quiz: Quiz) -> list[Contained]:
    """The questions of a quiz in order. Two queries, however many there are."""
    rows = db.execute(
        select(QuizItem, ItemVersion, Item)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(QuizItem.quiz_id == quiz.id)
        .options(selectinload(Item.tags))
        .order_by(QuizItem.position)
    )
    return [Contained(place_of(place, version), row, version.number) for place, version, row in rows]


def approved_on(db: Session, page: BankPage) -> list[Item]:
    """The approved questions of a page in its order."""
    query = select(Item).where(Item.page_id == page.id, Item.status == "approved").options(selectinload(Item.page))
    return list(db.scalars(query.order_by(Item.position, Item.id)))


def flaws_of(questions: Sequence[Contained]) -> list[Flaw]:
    """What stands out in the questions of a quiz as a set, the grave before the hints."""
    facts = [frozenset(f"{one.row.page_id}/{fact}" for fact in one.place.item.facts) for one in questions]
    pages = [one.row.page_id for one in questions]
    found = check_set([one.place.item for one in questions], facts=facts, pages=pages)
    return sorted(found, key=lambda flaw: flaw.severity == "hint")


def approved_tags(db: Session, person: Person) -> list[tuple[str, int]]:
    """The tags a plan may name, with how many approved questions carry each."""
    mine = [course.id for course in require_bank(db, person)]
    rows = db.execute(
        select(ItemTag.tag, func.count())
        .join(Item, Item.id == ItemTag.item_id)
        .join(BankPage, BankPage.id == Item.page_id)
        .where(Item.status == "approved", or_(BankPage.course_id.is_(None), BankPage.course_id.in_(mine)))
        .group_by(ItemTag.tag)
        .order_by(ItemTag.tag)
    )
    return [(tag, count) for tag, count in rows]


def approved_pages(db: Session, person: Person) -> list[tuple[BankPage, int]]:
    """The pages a quiz can be made of, with how many approved questions each has."""
    mine = [course.id for course in require_bank(db, person)]
    rows = db.execute(
        select(BankPage, func.count())
        .join(Item, Item.page_id == BankPage.id)
        .where(Item.status == "approved", or_(BankPage.course_id.is_(None), BankPage.course_id.in_(mine)))
        .group_by(BankPage.id)
        .order_by(BankPage.name)
    )
    return [(page, count) for page, count in rows]


def items_named(db: Session, public_ids: Sequence[str], *also: ORMOption) -> list[Item]:
    """The questions behind public ids, in that order, with their pages and what is loaded `also`.

    Whoever uses them checks whose they are. Raises BadInput when nothing is named, NotFound for what does not exist.
    """
    if not public_ids:
        raise BadInput("Choose at least one question.")
    query = select(Item).where(Item.public_id.in_(public_ids)).options(selectinload(Item.page), *also)
    found = {item.public_id: item for item in db.scalars(query)}
    if set(found) != set(public_ids):
        raise NotFound(NO_QUESTION)
    return [found[public_id] for public_id in dict.fromkeys(public_ids)]


def item_behind(db: Session, place: Place) -> Item:
    """The question in the bank whose version stands at this place of a quiz."""
    return db.get_one(Item, place.item_id)
