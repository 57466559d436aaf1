"""Which version of a question an attempt was given while two of them ran side by side, or after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.classroom.bodies import item_of, with_picture_addresses
from quizapp.core.item import Item
from quizapp.core.trial import gets_new
from quizapp.store import ItemVersion, QuizItem, Trial


@dataclass(frozen=True, slots=True)
class Arm:
    """A trial as the answer path needs it. `new` is the newer version's question."""

    quiz_item: int
    secret: bytes
    after: int
    until: int | None
    kept: str
    new: Item
    version_id: int

    def is_new(self, attempt: int, secret: bytes) -> bool:
        """Whether an attempt has the newer version. It never changes: only what was so when it started enters."""
        if attempt <= self.after:
            return False
        if self.until is not None and attempt > self.until:
            return self.kept == "new"
        return gets_new(self.secret, secret)


_TRIALS = (
    select(Trial, ItemVersion)
    .join(QuizItem, QuizItem.id == Trial.quiz_item_id)
    .join(ItemVersion, ItemVersion.id == Trial.new_version_id)
    .where(QuizItem.quiz_id == bindparam("quiz"))
    .order_by(Trial.id)
)


def arms_in(db: Session, quiz_id: int) -> tuple[Arm, ...]:
    """The trials of a quiz, in the order they were started. One query."""
    rows = db.execute(_TRIALS, {"quiz": quiz_id})
    return tuple(
        Arm(
            trial.quiz_item_id,
            trial.secret,
            trial.after_attempt,
            trial.until_attempt,
            trial.kept,
            with_picture_addresses(item_of(version), version.media),
            version.id,
        )
        for trial, version in rows
    )


def given(arms: Sequence[Arm], attempt: int, secret: bytes) -> dict[int, Item]:
    """Quiz item → the newer version, where this attempt has it. A later trial builds on what an earlier one kept."""
    found: dict[int, Item] = {}
    for arm in arms:
        if arm.is_new(attempt, secret):
            found[arm.quiz_item] = arm.new
    return found
