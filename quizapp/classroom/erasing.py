"""One person's data: what is kept about them, and erasing it so that sums stay and the person does not.

`store.privacy` declares for every column what erasing does. Here it is done, for learners (seats) and for accounts.
Responses of a learner stay as anonymous numbers: the options chosen, and of what was typed only whether it was right.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Table, delete, inspect, select, update
from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, audit
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import places_of
from quizapp.classroom.people import fold_login
from quizapp.classroom.taking_answers import from_stored, to_stored
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.kinds.numeric import accepted_range
from quizapp.store import (
    Article,
    Attempt,
    AuditEntry,
    Base,
    Course,
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
    SignIn,
    Trial,
)
from quizapp.store.base import new_public_id
from quizapp.store.privacy import MANIFEST

ERASED_NAME = "Erased learner"
ERASED_TEXT = "erased"
Subject = Person | Seat


def find(db: Session, who: str) -> Subject:
    """An account by its sign-in name, or a learner by the id in their page's address or by their name.

    Raises NotFound, or BadInput naming each learner with that name.
    """
    person = db.scalar(select(Person).where(Person.login == fold_login(who)))
    if person is not None:
        return person
    seats = list(db.scalars(select(Seat).where((Seat.public_id == who) | (Seat.name == " ".join(who.split())))))
    if not seats:
        raise NotFound(f"There is nobody with the sign-in name, id or name “{who}”; look at the spelling.")
    if len(seats) > 1:
        lines = "\n".join(f"  {seat.public_id}  {seat.course.name}" for seat in seats)
        raise BadInput(f"{len(seats)} learners are called “{who}”; give the id of one:\n{lines}")
    return seats[0]


# --- export ------------------------------------------------------------------------------------------------------


def export(db: Session, subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """Everything declared for export, by table: readable names, times as ISO 8601 in UTC."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(db, subject):
        table = _table(type(row))
        plain = {}
        for column in table.columns:
            declared = MANIFEST.get(f"{table.name}.{column.name}")
            theirs = isinstance(row, Dispute) and isinstance(subject, Person) and column.name not in _OF_THE_ANSWER
            if declared and declared.export_name and not theirs:
                plain[column.name] = _plain(getattr(row, column.name))
        for kinds, told in _TOLD_BESIDE:
            if isinstance(row, kinds):
                plain |= {name: _plain(value) for name, value in told(row).items()}
        found.setdefault(table.name, []).append(plain)
    return found


_OF_THE_ANSWER = frozenset({"person_id", "state", "answer", "answered_at"})
"""What of an objection is about the one who answered it; the rest is its learner's."""

_TOLD_BESIDE: tuple[tuple[type[Base] | tuple[type[Base], ...], Callable[[Any], dict[str, Any]]], ...] = (
    (Attempt, lambda row: {"quiz": row.opening.quiz.title}),
    ((Response, ResponseEvent, Dispute), lambda row: {"question": row.quiz_item_id}),
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


def _table(model: type[Base]) -> Table:
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table


def _done_by_people() -> list[Any]:
    """Every table with a column that says which account did something, so that none is forgotten."""
    models = [mapper.class_ for mapper in Base.registry.mappers if "person_id" in _table(mapper.class_).columns]
    return sorted(models, key=lambda model: _table(model).name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def flat(exported: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, int, str, str]]:
    """The same as lines of (table, row, field, value), for a spreadsheet."""
    for table, rows in exported.items():
        for number, row in enumerate(rows, 1):
            for name, value in row.items():
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                yield table, number, name, text


def _rows(db: Session, subject: Subject) -> Iterator[Any]:
    if isinstance(subject, Person):
        yield subject
        for model in _done_by_people():
            yield from db.scalars(select(model).where(model.person_id == subject.id).order_by(model.id))
        return
    yield subject
    mine = select(Attempt.id).where(Attempt.seat_id == subject.id)
    yield from db.scalars(select(Attempt).where(Attempt.seat_id == subject.id).order_by(Attempt.id))
    for answers in (Response, ResponseEvent):
        yield from db.scalars(select(answers).where(answers.attempt_id.in_(mine)).order_by(answers.id))
    for own in (Dispute, PracticeReview, LiveParticipant):
        yield from db.scalars(select(own).where(own.seat_id == subject.id).order_by(own.id))


# --- erase -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, in numbers. `ids` are the random ids by which a restored backup is cleaned again."""

    ids: tuple[str, ...]
    attempts: int
    responses: int


def erase(db: Session, desk: Desk, subject: Subject, *, at: datetime) -> Erased:
    """Take everything about a person out of the database. Erasing again what is erased changes nothing.

    Raises Conflict for the only owner of a class: it would be left without one.
    """
    done = _erase_person(db, subject) if isinstance(subject, Person) else _erase_seat(db, desk, subject, at)
    _forget_ids(db, done.ids)
    audit.write(db, "person.erase", None, None, at=at, attempts=done.attempts, responses=done.responses)
    db.flush()
    return done


def _erase_person(db: Session, person: Person) -> Erased:
    owned = select(Membership.course_id).where(Membership.person_id == person.id, Membership.role == "owner")
    for course in db.scalars(select(Course).where(Course.id.in_(owned))):
        others = select(Membership.id).where(
            Membership.course_id == course.id, Membership.role == "owner", Membership.person_id != person.id
        )
        if db.scalar(others) is None:
            raise Conflict(f"“{person.name}” alone owns “{course.name}”; make somebody else its owner first.")
    public_ids = (person.public_id, *db.scalars(select(SignIn.public_id).where(SignIn.person_id == person.id)))
    db.execute(update(DraftReview).where(DraftReview.person_id == person.id).values(note=""))
    db.execute(update(Regrade).where(Regrade.person_id == person.id).values(reason=""))
    arrivals.forget(db, person)
    for model in _done_by_people():
        if _table(model).columns["person_id"].nullable:
            db.execute(update(model).where(model.person_id == person.id).values(person_id=None))
        else:
            db.execute(delete(model).where(model.person_id == person.id))
    db.delete(person)
    db.flush()
    return Erased(public_ids, 0, 0)


def _erase_seat(db: Session, desk: Desk, seat: Seat, at: datetime) -> Erased:
    attempts = list(db.scalars(select(Attempt).where(Attempt.seat_id == seat.id)))
    ids = [seat.public_id, *(attempt.public_id for attempt in attempts)]
    responses = 0
    for attempt in attempts:
        responses += _erase_attempt(db, desk, attempt)
    disputes = list(db.scalars(select(Dispute).where(Dispute.seat_id == seat.id)))
    ids += [row.public_id for row in disputes]
    forget_in_rooms(db, list(db.scalars(select(LiveParticipant).where(LiveParticipant.seat_id == seat.id))))
    db.execute(delete(PracticeReview).where(PracticeReview.seat_id == seat.id))
    db.execute(delete(Dispute).where(Dispute.seat_id == seat.id))
    seat.public_id = new_public_id()
    seat.name, seat.name_key = ERASED_NAME, f"erased {seat.id}"
    seat.school_id, seat.time_factor = "", "1"
    seat.code_hash = secrets.token_hex(32)
    seat.generation += 1  # ends the cookies that carry it
    seat.created_at, seat.first_used_at = seat.course.created_at, None
    seat.removed_at = seat.removed_at or at
    db.flush()
    return Erased(tuple(ids), len(attempts), responses)


def forget_in_rooms(db: Session, rows: list[LiveParticipant]) -> None:
    """Take names, teams and times of learners out of live rooms; which questions they were there for stays."""
    for row in rows:
        row.public_id = new_public_id()
        row.name, row.name_key = ERASED_NAME, f"erased {row.id}"
        row.replaced, row.time_percent, row.team = False, 100, None
        row.joined_at = row.attempt.opening.created_at
    db.flush()


def _erase_attempt(db: Session, desk: Desk, attempt: Attempt) -> int:
    """Whose and when goes; what it scores stays. A running attempt ends, as its learner will not come back."""
    opening = attempt.opening
    places = {place.id: place for place in places_of(db, desk, opening)}
    attempt.public_id = new_public_id()
    if attempt.state == "open":
        attempt.state, attempt.finished_by = "finished", "deadline"
    attempt.started_at, attempt.deadline_at, attempt.finished_at = opening.created_at, None, None
    count = 0
    for event in db.scalars(select(ResponseEvent).where(ResponseEvent.attempt_id == attempt.id)):
        event.key, event.device, event.n = f"erased{event.id}", "", 0
        event.received_at = opening.created_at
        event.choice = _anonymous(places[event.quiz_item_id], opening, event.choice)
    for response in db.scalars(select(Response).where(Response.attempt_id == attempt.id)):
        response.device, response.n, response.locked_at = "", 0, None
        response.received_at = opening.created_at
        response.choice = _anonymous(places[response.quiz_item_id], opening, response.choice)
        count += 1
    db.flush()
    return count


def _anonymous(place: Place, opening: Opening, stored: str) -> str:
    """Options stay as chosen. Of a typed text stays its mark: an accepted answer for a right one, a word for others."""
    choice = from_stored(stored)
    if not isinstance(choice, str) or not choice:
        return stored
    mark = place.grading.share(choice, opening.credit)
    for text in (ERASED_TEXT, *_right(place)):
        if place.grading.share(text, opening.credit) == mark:
            return to_stored(text)
    return to_stored(ERASED_TEXT if mark == Fraction(0) else "")


def _right(place: Place) -> Iterator[str]:
    for item in (place.item, *place.grading.kept):
        for answer in item.answers:
            accepted = accepted_range(answer.text) if item.kind == "numeric" else None
            yield str(accepted[0]) if accepted else answer.text


def _forget_ids(db: Session, ids: tuple[str, ...]) -> None:
    """The log's details hold ids; those of the erased are replaced, so that nothing leads to them."""
    wanted = set(ids)
    for entry in db.scalars(select(AuditEntry)):
        if wanted & {value for value in entry.detail.values() if isinstance(value, str)}:
            entry.detail = {name: "erased" if value in wanted else value for name, value in entry.detail.items()}


def erase_again(db: Session, desk: Desk, ids: set[str], *, at: datetime) -> int:
    """Erase, in a restored backup, whoever had been erased before; returns how many there were."""
    found: list[Subject] = [*db.scalars(select(Seat).where(Seat.public_id.in_(ids)))]
    found += db.scalars(select(Person).where(Person.public_id.in_(ids)))
    for subject in found:
        erase(db, desk, subject, at=at)
    return len(found)


def personal_tables() -> list[str]:
    """Tables an erasure touches, for `store.traces`."""
    return sorted({name.partition(".")[0] for name in MANIFEST} & set(Base.metadata.tables))
