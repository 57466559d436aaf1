"""What became of a question: who changed what in which version, and which quizzes hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from quizapp.classroom.authoring import versions
from quizapp.classroom.bodies import evidence_from_json, item_of
from quizapp.classroom.permissions import courses_with
from quizapp.core.errors import NotFound
from quizapp.core.item import Item as Body
from quizapp.core.item import Option
from quizapp.core.kinds import KINDS
from quizapp.core.revealed import Evidence
from quizapp.store import Item, ItemVersion, Person, Quiz, QuizItem


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a question before and after; an empty text stands for nothing there."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, whose it is, and what it changed. The first version has no changes."""

    version: ItemVersion
    author: str
    changes: tuple[Change, ...]


def history(db: Session, row: Item) -> list[Entry]:
    """All versions of a question, the newest first. Two queries."""
    found = versions(db, row)
    wanted = {version.person_id for version in found} - {None}
    names = {id: name for id, name in db.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))}
    return [
        Entry(version, _author(version, names), tuple(changes(before, version)) if before else ())
        for version, before in zip_longest(found, found[1:])
    ]


def _author(version: ItemVersion, names: dict[int, str]) -> str:
    if version.person_id in names:
        return names[version.person_id]
    return "page file" if version.origin == "load" else "somebody without an account"


def entry(db: Session, row: Item, number: int) -> Entry:
    """One version of a question. Raises NotFound."""
    for one in history(db, row):
        if one.version.number == number:
            return one
    raise NotFound(f"This question has no version {number}; choose one from its list.")


def changes(before: ItemVersion, after: ItemVersion) -> list[Change]:
    """What differs between two versions of a question, part by part, in the words of their author."""
    found = item_changes(item_of(before), item_of(after))
    cited = evidence_from_json(before.evidence), evidence_from_json(after.evidence)
    for part, words in (("evidence", _facts), ("source", _source)):
        if words(cited[0]) != words(cited[1]):
            found.append(Change(part, words(cited[0]), words(cited[1])))
    return found


def item_changes(old: Body, new: Body) -> list[Change]:
    """What differs between two wordings of a question, without its evidence."""
    parts = zip(_parts(old), _parts(new), strict=True)
    found = [Change(part, was, now) for (part, was), (_, now) in parts if was != now]
    found[_after_stem(found) : _after_stem(found)] = _option_changes(old.options, new.options)
    return found


def _after_stem(found: list[Change]) -> int:
    return sum(change.part in ("kind", "stem") for change in found)


def _parts(item: Body) -> Iterator[tuple[str, str]]:
    yield "kind", KINDS[item.kind].label
    yield "stem", item.stem
    yield "accepted answers", "\n".join(answer.text for answer in item.answers)
    yield "reasons for accepted answers", "\n".join(answer.rationale for answer in item.answers if answer.rationale)
    yield "unit", item.unit
    yield "spelling", {"exact": "exactly as written"}.get(item.match, "")
    yield "explanation", item.explanation
    yield "tags", ", ".join(item.tags)
    yield "level", item.level
    yield "difficulty", item.difficulty
    yield "as-of date", item.as_of
    yield "order of options", {"fixed": "as written"}.get(item.order, "shuffled")
    yield "language", item.language


def _option_changes(old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[Change]:
    """Options are known by their text. One that is gone is set beside one that is new."""
    before, after = {option.text: option for option in old}, {option.text: option for option in new}
    gone = [option for option in old if option.text not in after]
    fresh = [option for option in new if option.text not in before]
    replaced = list(zip_longest(gone, fresh))
    for one, other in replaced:
        yield Change("option", one.text if one else "", other.text if other else "")
    keys = ["\n".join(option.text for option in options if option.is_key) for options in (old, new)]
    if keys[0] != keys[1]:
        yield Change("key", *keys)
    kept = [(before[text], after[text]) for text in before if text in after]
    for one, other in [*kept, *replaced]:
        if one and other and one.rationale != other.rationale:
            yield Change(f"rationale of “{other.text}”", one.rationale, other.rationale)
    if not replaced and list(before) != list(after):
        yield Change("options as written", "\n".join(before), "\n".join(after))


def _facts(evidence: Evidence) -> str:
    return "\n".join(
        " ".join([f"{fact.name}: {fact.statement}", *(f"“{quote}”" for quote in fact.quotes), *fact.places])
        for fact in evidence.facts
    )


def _source(evidence: Evidence) -> str:
    source = evidence.source
    said: list[Any] = [source.title, source.source, source.publisher, source.published, source.url]
    said += [source.license, source.language, source.as_of and f"as of {source.as_of}"]
    return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Use:
    """A quiz that holds a question, and in which version."""

    quiz: Quiz
    number: int


def uses(db: Session, person: Person, row: Item) -> tuple[list[Use], int]:
    """The quizzes of the person's own classes that hold the question, and how many quizzes of others do."""
    mine = [course.id for course in courses_with(db, person, "quiz.read")]
    held = (
        select(Quiz, ItemVersion.number)
        .join(QuizItem, QuizItem.quiz_id == Quiz.id)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .where(ItemVersion.item_id == row.id)
    )
    total = db.scalar(select(func.count()).select_from(held.subquery())) or 0
    rows = db.execute(
        held.where(Quiz.course_id.in_(mine))
        .options(selectinload(Quiz.course), selectinload(Quiz.openings))
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )
    found = [Use(quiz, number) for quiz, number in rows]
    return found, total - len(found)
