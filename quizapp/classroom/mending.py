"""From a weak option to a better one: which options do no work, and what the question's article offers instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import statistics
from quizapp.classroom.desk import Desk
from quizapp.core.item import Item as Body
from quizapp.core.item import Option, fold, from_body
from quizapp.core.statistics import ENOUGH_FOR_FLAGS
from quizapp.core.statistics.flags import RARE
from quizapp.store import Draft, Item, Person


@dataclass(frozen=True, slots=True)
class Weak:
    """A wrong option that does no work, or too much, with the numbers in words."""

    position: int
    text: str
    words: str


def weak_options(db: Session, desk: Desk, person: Person, row: Item, item: Body, *, at: datetime) -> list[Weak]:
    """The wrong options of a question as it stands that fewer than 5 % chose, or that strong learners chose.

    All runs of versions that look like the newest one count; together they need as many learners as flags do.
    """
    histories = [one for one in statistics.of_item(db, desk, person, row, at=at) if row.version_number in one.numbers]
    runs = [run for history in histories for run in history.runs]
    n = sum(run.figures.n for run in runs)
    if n < ENOUGH_FOR_FLAGS or item.kind == "true-false":
        return []
    found = []
    for position, option in enumerate(item.options):
        if option.is_key:
            continue
        chosen = sum(run.figures.options[position].n for run in runs)
        if chosen < RARE * n:
            found.append(Weak(position, option.text, f"{chosen or 'none'} of {n} chose it"))
        elif any(_strong(run.figures.options[position].r) for run in runs if run.figures.n >= ENOUGH_FOR_FLAGS):
            found.append(Weak(position, option.text, f"{chosen} of {n} chose it, and those are strong otherwise"))
    return found


def _strong(r: object) -> bool:
    return isinstance(r, float) and r > 0


def proposals(db: Session, row: Item, item: Body) -> list[Option] | None:
    """Wrong options that the question's article offers and it has not, with their reasons; None without an article."""
    draft = db.scalars(select(Draft).where(Draft.item_id == row.id).order_by(Draft.id)).first()
    if draft is None:
        return None
    here = {fold(option.text) for option in item.options}
    made = [option for option in from_body(draft.made).options if not option.is_key]
    offered = [*made, *(Option(one["text"], False, one["rationale"]) for one in draft.spares)]
    return [option for option in offered if fold(option.text) not in here]
