"""Pages of the bank: who may write on which, made and given another head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom.authoring import check_date, edit_items, fill_listing, first_come, newest_of, slug
from quizapp.classroom.bodies import head_to_json, item_of
from quizapp.classroom.permissions import require, require_bank, require_page
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.item import fold
from quizapp.core.page import Head
from quizapp.store import BankPage, Course, ItemVersion, Person
from quizapp.store import Item as ItemRow

MAX_TITLE = 200


def would_be_page(
    db: Session, person: Person | None, head: Head, *, course: Course | None, name: str = "", at: datetime
) -> BankPage:
    """A new page that is not added yet; see `create_page`."""
    if person is not None:
        if course is not None:
            require(db, person, "item.write", course)
        else:
            require_bank(db, person)
    _check_head(head)
    return BankPage(
        name=name or slug(head.title, taken=frozenset(db.scalars(select(BankPage.name)))),
        head=head_to_json(head),
        course_id=course.id if course else None,
        created_at=at,
    )


def create_page(
    db: Session, person: Person | None, head: Head, *, course: Course | None, name: str = "", at: datetime
) -> BankPage:
    """A new page, shared by all who teach here (`course` None) or kept by one class. `person` None is a command."""
    page = would_be_page(db, person, head, course=course, name=name, at=at)
    with first_come(db, f"Another page named “{page.name}” was made at the same moment; save again."):
        db.add(page)
    return page


def edit_page(db: Session, person: Person, page: BankPage, head: Head, *, at: datetime) -> int:
    """Change a page's head; returns how many of its questions got a version that cites the new source."""
    require_page(db, person, page)
    _check_head(head)
    page.head = head_to_json(head)
    rows = db.scalars(select(ItemRow).where(ItemRow.page_id == page.id).options(selectinload(ItemRow.tags))).all()
    bodies = newest_of(db, rows)
    items = [(row, item_of(bodies[row.id])) for row in rows]
    changed = edit_items(db, person, items, at=at)
    for row, item in items:
        fill_listing(row, item, head)
    db.flush()
    return changed


def _check_head(head: Head) -> None:
    if not head.title.strip():
        raise BadInput("Write a title for the page, for example the article's headline.")
    check_date(head.as_of, "as-of date")
    check_date(head.published, "date of publication")


def pages_for(db: Session, person: Person) -> list[BankPage]:
    """The pages a person may write questions on: shared ones and those of their classes."""
    courses = require_bank(db, person)
    mine = [course.id for course in courses]
    return list(
        db.scalars(
            select(BankPage)
            .where(or_(BankPage.course_id.is_(None), BankPage.course_id.in_(mine)))
            .order_by(BankPage.name)
        )
    )


def fresh_title(db: Session, person: Person, wished: str) -> str:
    """A title that none of the pages has on which this person writes: the one that was wished, or that and a number."""
    taken = {fold(str(row.head["title"])) for row in pages_for(db, person)}
    title, number = wished[:MAX_TITLE], 2
    while fold(title) in taken:
        end = f" ({number})"
        title, number = wished[: MAX_TITLE - len(end)] + end, number + 1
    return title


def page_last_written_on(db: Session, person: Person) -> BankPage | None:
    """Where a person wrote last, by hand or by import; None for somebody who has written nothing."""
    return db.scalar(
        select(BankPage)
        .join(ItemRow, ItemRow.page_id == BankPage.id)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .where(ItemVersion.person_id == person.id)
        .order_by(ItemVersion.id.desc())
        .limit(1)
    )


def own_zone(courses: Sequence[Course]) -> str:
    """The zone for times in the bank, which belongs to no class: that of the person's classes if they share one.

    The class of the demonstration is nowhere.
    """
    zones = {course.time_zone for course in courses if not course.demonstration}
    return zones.pop() if len(zones) == 1 else "UTC"


def get_page(db: Session, person: Person, public_id: str) -> BankPage:
    page = db.scalar(select(BankPage).where(BankPage.public_id == public_id))
    if page is None:
        raise NotFound("There is no such page of questions here.")
    require_page(db, person, page)
    return page
