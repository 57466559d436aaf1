"""Guests of live rooms, and how they come onto the list of the class with all that they have answered.

Who came in by the code of a live room has a seat and a personal code like everybody, but is on no list: the room may
have been for anybody. They come onto it by the class code, or when an instructor adds them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom import audit
from quizapp.classroom.courses import names_in, require_room, room_in, taken
from quizapp.classroom.permissions import require
from quizapp.classroom.roster import MAX_NAME, name_key, tidy_name
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.store import Attempt, Course, Dispute, LiveParticipant, Opening, Person, PracticeReview, Quiz, Seat
from quizapp.store.erased import ERASED_NAME

GUEST = "live"
"""What `Seat.origin` says of a guest."""


def is_guest(seat: Seat | None) -> bool:
    return seat is not None and seat.origin == GUEST


def guests_of(db: Session, course: Course) -> list[Seat]:
    """Who is no learner of the class, but was in its live rooms, in the order they came.

    Whom the host removed from the room they came for is left out.
    """
    put_out = select(LiveParticipant.id).where(
        LiveParticipant.attempt_id == Attempt.id, LiveParticipant.removed_at.is_not(None)
    )
    there = select(Attempt.id).where(Attempt.seat_id == Seat.id, ~put_out.exists())
    guests = select(Seat).where(
        Seat.course_id == course.id,
        Seat.removed_at.is_(None),
        Seat.origin == GUEST,
        Seat.name != ERASED_NAME,
        there.exists(),
    )
    return list(db.scalars(guests.order_by(Seat.id)))


def get_guest(db: Session, person: Person, course: Course, public_id: str) -> Seat:
    """A guest, for somebody who may change the list. Raises NotFound or NotAllowed."""
    require(db, person, "roster.write", course)
    found = next((seat for seat in guests_of(db, course) if seat.public_id == public_id), None)
    if found is None:
        raise NotFound("This guest is on the class list already, or was erased; reload the page.")
    return found


def come_in(db: Session, course: Course, guest: Seat, name: str) -> None:
    """What a guest does who has the class code: onto the list, under the name that the class knows.

    Raises Conflict when the class takes nobody, BadInput when the name cannot be or is taken.
    """
    if not course.joining_open:
        raise Conflict(f"“{course.name}” takes no new learners now. If you have a personal code, use that.")
    _onto_list(db, guest, name)


def add(db: Session, person: Person, guest: Seat, name: str, *, at: datetime) -> None:
    """What an instructor does with a guest who is a learner of the class but not on its list yet.

    Raises BadInput when the name cannot be or is taken.
    """
    require(db, person, "roster.write", guest.course)
    _onto_list(db, guest, name)
    audit.write(db, "guest.add", person, guest.course, at=at, seat=guest.public_id)
    db.flush()


def add_all(
    db: Session, person: Person, course: Course, called: Callable[[Seat], str], *, at: datetime
) -> tuple[int, dict[str, list[str]]]:
    """Everybody under the name they are `called` by, in a few statements.

    How many are on the list now, and why the others are not: reason → their names. Raises Conflict where somebody
    comes onto the list at the same moment under the name of one of them.
    """
    require(db, person, "roster.write", course)
    keys, room = set(names_in(db, course)), room_in(db, course)
    added: dict[str, Seat] = {}
    left: dict[str, list[str]] = {}
    for guest in guests_of(db, course):
        typed = called(guest)
        if why := _why_not(typed, keys, room - len(added)):
            left.setdefault(why, []).append(typed.strip() or guest.name)
            continue
        name = tidy_name(typed)
        keys.add(name_key(name))
        added[name] = guest
    try:
        with db.begin_nested():
            for name, guest in added.items():
                _list_as(guest, name)
    except IntegrityError:
        raise Conflict("Somebody came onto the list at the same moment; add the guests again.") from None
    audit.write_each(db, "guest.add", person, course, [{"seat": one.public_id} for one in added.values()], at=at)
    return len(added), left


def _why_not(typed: str, keys: Collection[str], room: int) -> str:
    """Why nobody can come onto the list by this name, or nothing."""
    try:
        name = tidy_name(typed)
    except BadInput:
        return f"a name has 1 to {MAX_NAME} characters"
    if name_key(name) in keys:
        return "the list has these names already"
    return "" if room > 0 else "the class is full"


def _list_as(guest: Seat, name: str) -> None:
    """One's attempts need no change: they are the seat's, and the seat is on the list now."""
    guest.name, guest.name_key, guest.origin = name, name_key(name), "joined"


def _onto_list(db: Session, guest: Seat, name: str) -> None:
    name = tidy_name(name)
    if name_key(name) in names_in(db, guest.course):
        raise BadInput(taken(name))
    require_room(db, guest.course, 1)
    try:
        with db.begin_nested():  # the unique index decides between two who choose one name at once
            _list_as(guest, name)
    except IntegrityError:
        raise BadInput(taken(name)) from None


def learner_named(db: Session, course: Course, name: str) -> Seat | None:
    """Who on the list has a name like this one."""
    wanted = [Seat.course_id == course.id, Seat.name_key == name_key(name), Seat.removed_at.is_(None)]
    return db.scalar(select(Seat).where(*wanted, Seat.origin != GUEST))


def put_together(db: Session, person: Person, guest: Seat, learner: Seat, *, at: datetime) -> None:
    """The guest is a learner who is on the list already: all that the guest has answered is the learner's now.

    The guest's seat and its personal code are given up; the learner's stay. Raises BadInput for two who cannot be one.
    """
    require(db, person, "roster.write", guest.course)
    if learner.course_id != guest.course_id or learner.removed_at is not None or is_guest(learner):
        raise BadInput("Choose a learner of the class list.")
    running = select(Attempt.id).where(Attempt.seat_id == guest.id, Attempt.state == "open")
    if db.scalar(running) is not None:
        raise BadInput(f"“{guest.name}” is still in a live room or a quiz; put the two together when it is over.")
    of_learner = select(Attempt.opening_id).where(Attempt.seat_id == learner.id)
    both = select(Quiz.title).join(Opening, Opening.quiz_id == Quiz.id).join(Attempt, Attempt.opening_id == Opening.id)
    title = db.scalar(both.where(Attempt.seat_id == guest.id, Attempt.opening_id.in_(of_learner)))
    if title is not None:
        raise BadInput(f"Both “{guest.name}” and “{learner.name}” took part in “{title}”, so they are two.")
    for table in (Attempt, LiveParticipant, PracticeReview, Dispute):
        db.execute(update(table).where(table.seat_id == guest.id).values(seat_id=learner.id))
    guest.removed_at = at
    guest.generation += 1
    audit.write(db, "guest.same", person, guest.course, at=at, seat=guest.public_id, learner=learner.public_id)
    db.flush()
