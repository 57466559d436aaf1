"""Many questions at once: their tags, and whether they may enter quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import audit
from quizapp.classroom.approving import blocking, flaws, said
from quizapp.classroom.authoring import edit_items, newest_of, tidy_tags
from quizapp.classroom.bodies import item_of
from quizapp.classroom.overview import items_named
from quizapp.classroom.permissions import require_page
from quizapp.core.errors import BadInput
from quizapp.core.flaws import Flaw
from quizapp.store import BankPage, Person
from quizapp.store import Item as ItemRow

STATES = ("approved", "retired")
"""What many questions can be made at once."""


def _rows(db: Session, public_ids: Sequence[str]) -> list[ItemRow]:
    return items_named(
        db, public_ids, selectinload(ItemRow.tags), selectinload(ItemRow.page).selectinload(BankPage.facts)
    )


def tag(db: Session, person: Person, public_ids: Sequence[str], *, add: str, remove: str, at: datetime) -> int:
    """Add and remove tags on many questions; returns how many changed. Each change is a new version."""
    adding, removing = tidy_tags(add), tidy_tags(remove)
    if public_ids and not adding and not removing:
        raise BadInput("Write a tag to add or to remove.")
    rows = _rows(db, public_ids)
    bodies = newest_of(db, rows)
    edits = [(row, item_of(bodies[row.id]).with_tags(add=adding, remove=removing)) for row in rows]
    return edit_items(db, person, edits, at=at)


def flawed(db: Session, person: Person, public_ids: Sequence[str]) -> list[tuple[ItemRow, list[Flaw]]]:
    """Those of many questions that are not approved and have something to look at first, each with what it is."""
    rows = _rows(db, public_ids)
    require_page(db, person, *(row.page for row in rows))
    bodies = newest_of(db, rows)
    found = [(row, flaws(db, row.page, item_of(bodies[row.id]))) for row in rows if row.status != "approved"]
    return [(row, what) for row, what in found if what]


def change_state(
    db: Session, person: Person, public_ids: Sequence[str], state: str, *, at: datetime
) -> tuple[int, list[str]]:
    """Approve or retire many questions: how many changed, and for each that cannot be approved, which and why."""
    if state not in STATES:
        raise BadInput(f"The state is one of {', '.join(STATES)}.")
    rows = _rows(db, public_ids)
    require_page(db, person, *(row.page for row in rows))
    bodies = newest_of(db, rows)
    changed, refused = 0, []
    for row in rows:
        if row.status == state:
            continue
        if state == "approved" and (found := blocking(db, row.page, item_of(bodies[row.id]))):
            refused.append(f"“{row.stem_start}” stays as it is. {said(found)}")
            continue
        row.status = state
        audit.write(db, f"item.{state}", person, None, at=at, item=row.public_id)
        changed += 1
    db.flush()
    return changed, refused
