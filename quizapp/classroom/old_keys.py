"""Questions that still have a key which a regrade has found wrong: a regrade changes how one quiz is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom.authoring import newest_of
from quizapp.classroom.bodies import item_of
from quizapp.classroom.grading import correction_of
from quizapp.classroom.results import key_in_words
from quizapp.core.grading import Correction, grading
from quizapp.core.item import Item as Body
from quizapp.store import Item, ItemVersion, Opening, Quiz, QuizItem, Regrade, RegradePlace


@dataclass(frozen=True, slots=True)
class OldKey:
    """A version with its key, and the keys by which quizzes are marked instead, in words.

    `corrected`: the question has another key in the bank by now, so that only this version has the old one.
    """

    row: Item
    item: Body
    key: str
    marked: tuple[str, ...]
    corrected: bool


def old_keys(db: Session, held: Sequence[ItemVersion], opening: Opening | None = None) -> list[OldKey]:
    """Those of these versions that are marked, in this opening or any, by a key that they have not.

    None of a version whose key an edit has changed, to whatever: then somebody has looked at it.
    """
    found = []
    for at in range(0, len(held), 500):
        part = held[at : at + 500]
        given = _corrections(db, [version.item_id for version in part], opening)
        found += [(one, marked) for one in part if (marked := _marked(one, given.get(one.item_id, {})))]
    newest = newest_of(db, [version.item for version, _ in found]) if found else {}
    return [
        OldKey(
            version.item,
            item := item_of(version),
            key_in_words(item),
            tuple(key_in_words(one) for one in marked),
            _key(item_of(newest[version.item_id])) != _key(item),
        )
        for version, marked in found
    ]


def old_keys_in(db: Session, quiz: Quiz) -> list[OldKey]:
    """Those of the questions that a quiz holds, in its order."""
    held = select(ItemVersion).join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
    of_quiz = held.where(QuizItem.quiz_id == quiz.id).order_by(QuizItem.position)
    return old_keys(db, list(db.scalars(of_quiz.options(selectinload(ItemVersion.item)))))


_Given = dict[tuple[int, ItemVersion], list[Correction]]


def _corrections(db: Session, items: Sequence[int], opening: Opening | None) -> dict[int, _Given]:
    """Item id → in which opening which of its versions was corrected how."""
    given = (
        select(RegradePlace.opening_id, ItemVersion, Regrade)
        .join(RegradePlace, RegradePlace.regrade_id == Regrade.id)
        .join(QuizItem, QuizItem.id == RegradePlace.quiz_item_id)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .where(ItemVersion.item_id.in_(items))
        .order_by(Regrade.id)
    )
    if opening is not None:
        given = given.where(RegradePlace.opening_id == opening.id)
    found: dict[int, _Given] = {}
    for opening_id, version, regrade in db.execute(given):
        found.setdefault(version.item_id, {}).setdefault((opening_id, version), []).append(correction_of(regrade))
    return found


def _marked(held: ItemVersion, given: _Given) -> list[Body]:
    return list({_key(one): one for one in _rekeyed(_key(item_of(held)), given)}.values()) if given else []


def _rekeyed(own: frozenset[str], given: _Given) -> Iterator[Body]:
    for (_, version), decided in given.items():
        was, now = item_of(version), grading(item_of(version), decided).item
        if _key(now) != _key(was) == own:
            yield now


def _key(item: Body) -> frozenset[str]:
    return frozenset(option.text for option in item.options if option.is_key) | {one.text for one in item.answers}
