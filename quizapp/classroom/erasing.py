"""Erasing what is kept about one person so that sums stay and the person does not.

`store.privacy` declares for every column what erasing does. Here it is done, for learners (seats) and for accounts.
Responses of a learner stay as anonymous numbers: the options chosen, and of what was typed only whether it was right.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, audit
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import places_of
from quizapp.classroom.kept import Subject, done_by_people, table_of
from quizapp.classroom.people import fold_login
from quizapp.classroom.permissions import require
from quizapp.classroom.taking_answers import from_stored, to_stored
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.kinds.numeric import accepted_range
from quizapp.store import (
    Attempt,
    AuditEntry,
    Base,
    Course,
    Dispute,
    DraftReview,
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
)
from quizapp.store.base import new_public_id
from quizapp.store.erased import ERASED_NAME
from quizapp.store.privacy import MANIFEST

ERASED_TEXT = "erased"


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


# --- erase -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, in numbers. `ids` are the random ids by which a restored backup is cleaned again."""

    ids: tuple[str, ...]
    attempts: int
    responses: int


def erase(db: Session, desk: Desk, subject: Subject, *, at: datetime, by: Person | None = None) -> Erased:
    """Take everything about a person out of the database. Erasing again what is erased changes nothing.

    `by` is the account that asked for it; nobody when it was done on the server. The log never says who was erased.

    Raises Conflict for the only owner of a class: it would be left without one.
    """
    done = _erase_person(db, subject) if isinstance(subject, Person) else _erase_seat(db, desk, subject, at)
    _forget_ids(db, done.ids)
    course = subject.course if by is not None and isinstance(subject, Seat) else None
    audit.write(db, "person.erase", by, course, at=at, attempts=done.attempts, responses=done.responses)
    db.flush()
    return done


def erase_learner(db: Session, desk: Desk, person: Person, seat: Seat, *, at: datetime) -> Erased:
    """The same for a learner of one's class. Raises NotFound or NotAllowed."""
    require(db, person, "learner.erase", seat.course)
    return erase(db, desk, seat, at=at, by=person)


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
    for model in done_by_people():
        if table_of(model).columns["person_id"].nullable:
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
