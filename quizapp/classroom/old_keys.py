"""Questions that still have a key which a regrade has found wrong: a regrade changes how one quiz is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom import approving, authoring, quizzes
from quizapp.classroom.authoring import newest_of
from quizapp.classroom.bodies import item_of
from quizapp.classroom.copies import family
from quizapp.classroom.grading import correction_of
from quizapp.classroom.permissions import ids_of_courses_with
from quizapp.classroom.results import key_in_words
from quizapp.core.errors import BadInput
from quizapp.core.grading import Correction, grading
from quizapp.core.grading import in_force as holding
from quizapp.core.item import Item as Body
from quizapp.core.kinds import check
from quizapp.core.words import brief, plain, shortened
from quizapp.store import Item, ItemVersion, Opening, Person, Quiz, QuizItem, Regrade, RegradePlace


@dataclass(frozen=True, slots=True)
class OldKey:
    """A version with its key, and the keys by which quizzes are marked instead, in words.

    `corrected`: the question has another key in the bank by now, so that only this version has the old one. Where it
    has not, `mended` is the question with the key in force, if there is one such key and the question can have it.
    `becomes` is the key that `in_force` would give it, in words; empty where only a person can choose it.
    """

    row: Item
    item: Body
    key: str
    marked: tuple[str, ...]
    corrected: bool
    mended: Body | None
    becomes: str


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
    return [_old_key(version, item_of(newest[version.item_id]), marked) for version, marked in found]


def _old_key(held: ItemVersion, newest: Body, marked: Sequence[Body]) -> OldKey:
    item = item_of(held)
    corrected = _key(newest) != _key(item)
    words = tuple(key_in_words(one) for one in marked)
    mended = None if corrected else _mended(newest, marked)
    becomes = newest if corrected else mended
    return OldKey(
        held.item, item, key_in_words(item), words, corrected, mended, key_in_words(becomes) if becomes else ""
    )


def _mended(item: Body, marked: Sequence[Body]) -> Body | None:
    """The question with the key by which it is marked, without the reasons that spoke for another one."""
    if len(marked) != 1:
        return None
    key = _key(marked[0])
    if not item.options:
        made = replace(item, answers=marked[0].answers, explanation="")
    elif key <= {option.text for option in item.options}:
        kept = (one if one.is_key == (one.text in key) else replace(one, rationale="") for one in item.options)
        options = tuple(replace(one, is_key=one.text in key) for one in kept)
        made = replace(item, options=options, explanation="")
    else:
        return None
    return None if check(made) else made


def old_keys_in(db: Session, quiz: Quiz) -> list[OldKey]:
    """Those of the questions that a quiz holds, in its order."""
    held = select(ItemVersion).join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
    of_quiz = held.where(QuizItem.quiz_id == quiz.id).order_by(QuizItem.position)
    return old_keys(db, list(db.scalars(of_quiz.options(selectinload(ItemVersion.item)))))


def mends(db: Session, person: Person, found: Sequence[OldKey]) -> bool:
    """Whether `in_force` can put a key in the place of each of these, and the person may write the questions for it."""
    mine = {None, *ids_of_courses_with(db, person.id, "item.write")}
    return bool(found) and all(one.corrected or (one.mended and one.row.page.course_id in mine) for one in found)


def in_force(db: Session, person: Person, quiz: Quiz, *, at: datetime) -> Quiz:
    """The quiz with the keys it is marked by: a draft in its place, else a copy in which all else is as it was given,
    the one that was made before if there is one. Itself where it has no old key, or one that has to be corrected by
    hand or by somebody else.

    Facts that do not prove the key in force are left out. Raises BadInput, naming the question, where one cannot be
    approved with this key for another reason.
    """
    found = old_keys_in(db, quiz)
    if not mends(db, person, found):
        return quiz
    for old in found:
        if old.mended:
            _mend(db, person, old.row, old.mended, at=at)
    if not quizzes.has_started(db, quiz):
        quizzes.take_newest(db, person, quiz)
        return quiz
    newest = newest_of(db, [old.row for old in found])
    held = [newest.get(place.version.item_id, place.version).id for place in quiz.items]
    if (made := _held_already(db, quiz, held)) is not None:
        return made
    made = quizzes.create_quiz(db, person, quiz.course, quiz.title, quiz.description, at=at)
    made.corrects_id = quiz.id
    for place, version_id in zip(quiz.items, held, strict=True):
        made.items.append(QuizItem(item_version_id=version_id, position=place.position))
    db.flush()
    return made


def carried(db: Session, person: Person, quiz: Quiz, found: Sequence[OldKey]) -> dict[int, list[RegradePlace]]:
    """Question with an old key → the corrections of its newest run in this quiz, with which a new run is marked too.

    None where `in_force` gives the questions other keys: a further right answer, say, can be no key beside the first.
    """
    if mends(db, person, found):
        return {}
    old = {one.row.id for one in found}
    held = {place.id: place.version.item_id for place in quiz.items if place.version.item_id in old}
    rows = db.scalars(
        select(RegradePlace)
        .where(RegradePlace.quiz_item_id.in_(held))
        .order_by(RegradePlace.opening_id, RegradePlace.regrade_id)
        .options(selectinload(RegradePlace.regrade))
    )
    runs: dict[int, dict[int, list[RegradePlace]]] = {}
    for row in rows:
        runs.setdefault(held[row.quiz_item_id], {}).setdefault(row.opening_id, []).append(row)
    newest = {item: list(by_run.values())[-1] for item, by_run in runs.items()}
    return {item: rows for item, rows in newest.items() if holding([correction_of(row.regrade) for row in rows])}


def carry(db: Session, person: Person, opening: Opening) -> None:
    """Mark a new run as the newest one was marked after a regrade, where its questions still have the old keys."""
    quiz = opening.quiz
    for rows in carried(db, person, quiz, old_keys_in(db, quiz)).values():
        places = [(row.regrade_id, row.quiz_item_id) for row in rows]
        db.add_all(RegradePlace(regrade_id=one, opening_id=opening.id, quiz_item_id=place) for one, place in places)
    db.flush()


def _mend(db: Session, person: Person, row: Item, item: Body, *, at: datetime) -> None:
    """The key was decided by whoever regraded: where the facts do not prove it, it is the facts that go."""
    kept = item if approving.proven(db, row.page, item) else replace(item, facts=())
    try:
        authoring.edit_item(db, person, row, kept, at=at)
    except BadInput as error:
        raise BadInput(f"“{shortened(brief(plain(item.stem)))}”: {error}") from error


def _held_already(db: Session, quiz: Quiz, held: Sequence[int]) -> Quiz | None:
    """The copy that an earlier run made, if it still is one: by what it holds, in this order, whatever it is called."""
    for one in family(db, quiz):
        if one.archived_at is None and [place.item_version_id for place in one.items] == held:
            return one
    return None


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
