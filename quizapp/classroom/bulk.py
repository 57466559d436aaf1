"""Many questions at once: their tags, and whether they may enter quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import audit
from quizapp.classroom.approving import flaws, grave, said, texts_of
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
    found = _found(db, [row for row in rows if row.status != "approved"])
    return [(row, found[row.id]) for row in rows if found.get(row.id)]


def why_left(row: ItemRow, found: list[Flaw]) -> str:
    """What to say of a question that was not approved with others."""
    why = "is not approved: it must be mended" if grave(found) else "is not approved: look at it first"
    return f"“{row.stem_start}” {why}. {said(found)}"


def _found(db: Session, rows: Sequence[ItemRow]) -> dict[int, list[Flaw]]:
    """Question → what there is to look at in it; a few statements, however many questions."""
    bodies, texts = newest_of(db, rows), texts_of(db, [row.page for row in rows])
    return {row.id: flaws(row.page, item_of(bodies[row.id]), texts.get(row.page_id)) for row in rows}


def change_state(
    db: Session, person: Person, public_ids: Sequence[str], state: str, *, at: datetime
) -> tuple[int, list[str]]:
    """Approve or retire many questions: how many changed, and for each that cannot be approved, which and why."""
    if state not in STATES:
        raise BadInput(f"The state is one of {', '.join(STATES)}.")
    rows = _rows(db, public_ids)
    require_page(db, person, *(row.page for row in rows))
    rows = [row for row in rows if row.status != state]
    found = _found(db, rows) if state == "approved" else {}
    changed, refused = [], []
    for row in rows:
        if left := grave(found.get(row.id, [])):
            refused.append(why_left(row, left))
            continue
        row.status = state
        changed.append({"item": row.public_id})
    audit.write_each(db, f"item.{state}", person, None, changed, at=at)
    db.flush()
    return len(changed), refused
