"""Everything that is kept about one person, to be given to them or to those who answer for them.

What a learner chose stands in it in words, never as positions: in the author's order the key often comes first, and
learners may take their data away while the quiz runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from quizapp.classroom.arms import arms_in, given
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk, as_given
from quizapp.classroom.taking_answers import from_stored
from quizapp.core.item import Item
from quizapp.store import (
    Article,
    Attempt,
    Base,
    Dispute,
    DraftReview,
    ItemVersion,
    Job,
    LiveEvent,
    LiveParticipant,
    Membership,
    Opening,
    Person,
    PracticeReview,
    Regrade,
    Response,
    ResponseEvent,
    Seat,
    Trial,
)
from quizapp.store.privacy import MANIFEST

Subject = Person | Seat


def export(db: Session, desk: Desk, subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """Everything declared for export, by table and column as the database names them; times as ISO 8601 in UTC.

    Columns that refer to a row (`seat_id`) are left out: every row is there because it is theirs.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    words = _Words(db, desk)
    for row in _rows(db, subject):
        table = table_of(type(row))
        plain = {}
        for column in table.columns:
            declared = MANIFEST.get(f"{table.name}.{column.name}")
            theirs = isinstance(row, Dispute) and isinstance(subject, Person) and column.name not in _OF_THE_ANSWER
            if declared and declared.export_name and not theirs and not column.foreign_keys:
                plain[column.name] = _plain(getattr(row, column.name))
        plain |= words.of(row, plain)
        for kinds, told in _TOLD_BESIDE:
            if isinstance(row, kinds):
                plain |= {name: _plain(value) for name, value in told(row).items()}
        found.setdefault(table.name, []).append(plain)
    return found


_OF_THE_ANSWER = frozenset({"state", "answer", "answered_at"})
"""What of an objection is about the one who answered it; the rest is its learner's."""

_TOLD_BESIDE: tuple[tuple[type[Base] | tuple[type[Base], ...], Callable[[Any], dict[str, Any]]], ...] = (
    (Attempt, lambda row: {"quiz": row.opening.quiz.title, "run": row.opening.name}),
    ((Seat, Membership), lambda row: {"class": row.course.name}),
    (ItemVersion, lambda row: {"question": row.item.name, "version": row.number, "at": row.created_at}),
    (Article, lambda row: {"title": row.title, "at": row.created_at}),
    (Job, lambda row: {"kind": row.kind, "state": row.state, "at": row.created_at}),
    (DraftReview, lambda row: {"verdict": row.verdict, "reason": row.reason, "at": row.at}),
    (Regrade, lambda row: {"kind": row.kind, "reason": row.reason, "at": row.at}),
    (Trial, lambda row: {"at": row.started_at, "decided": row.decided_at, "kept": row.kept}),
    (LiveEvent, lambda row: {"kind": row.kind, "detail": row.detail, "at": row.at}),
)
"""What makes a row readable beside its declared columns."""


class _Words:
    """Answers as the learner saw them: the question's text, and the options chosen by theirs."""

    def __init__(self, db: Session, desk: Desk) -> None:
        self.db, self.desk = db, desk
        self.attempts: dict[int, dict[int, Item]] = {}

    def of(self, row: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(row, Response | ResponseEvent):
            item = self._in_attempt(row.attempt_id)[row.quiz_item_id]
            return {"question": item.stem, "choice": _chosen(item, row.choice)}
        if isinstance(row, PracticeReview):
            item = item_of(row.version)
            return {"question": item.stem, "choice": _chosen(item, row.choice)}
        if isinstance(row, Dispute):
            item = self._in_opening(row.opening)[row.quiz_item_id]
            told: dict[str, Any] = {"question": item.stem}
            if "option" in plain and row.option is not None and row.option < len(item.options):
                told["option"] = item.options[row.option].text
            return told
        return {}

    def _in_attempt(self, attempt_id: int) -> dict[int, Item]:
        if attempt_id not in self.attempts:
            attempt = self.db.get_one(Attempt, attempt_id)
            places = self.desk.sheet(self.db, attempt.opening.quiz_id, attempt.opening.public_id).places
            newer = given(arms_in(self.db, attempt.opening.quiz_id), attempt.id, attempt.secret)
            self.attempts[attempt_id] = {place.id: place.item for place in as_given(places, newer)}
        return self.attempts[attempt_id]

    def _in_opening(self, opening: Opening) -> dict[int, Item]:
        return {place.id: place.item for place in self.desk.sheet(self.db, opening.quiz_id, opening.public_id).places}


def _chosen(item: Item, stored: str) -> str | list[str]:
    """A text as typed, or the options chosen, by the alphabet."""
    choice = from_stored(stored)
    return choice if isinstance(choice, str) else sorted(item.options[position].text for position in choice)


def table_of(model: type[Base]) -> Table:
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table


def done_by_people() -> list[Any]:
    """Every table with a column that says which account did something, so that none is forgotten."""
    models = [mapper.class_ for mapper in Base.registry.mappers if "person_id" in table_of(mapper.class_).columns]
    return sorted(models, key=lambda model: table_of(model).name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def flat(exported: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, int, str, str]]:
    """The same as lines of (table, row, field, value), for a spreadsheet."""
    for table, rows in exported.items():
        for number, row in enumerate(rows, 1):
            for name, value in row.items():
                yield table, number, name, _in_a_cell(value)


def _in_a_cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _rows(db: Session, subject: Subject) -> Iterator[Any]:
    if isinstance(subject, Person):
        yield subject
        for model in done_by_people():
            yield from db.scalars(select(model).where(model.person_id == subject.id).order_by(model.id))
        return
    yield subject
    mine = select(Attempt.id).where(Attempt.seat_id == subject.id)
    yield from db.scalars(select(Attempt).where(Attempt.seat_id == subject.id).order_by(Attempt.id))
    for answers in (Response, ResponseEvent):
        yield from db.scalars(select(answers).where(answers.attempt_id.in_(mine)).order_by(answers.id))
    for own in (Dispute, PracticeReview, LiveParticipant):
        yield from db.scalars(select(own).where(own.seat_id == subject.id).order_by(own.id))
