"""Classes and the seats in them: rosters, joining with a code, claiming a seat on another device."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import ColumnElement, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom import audit, roster
from quizapp.classroom.openings import deadline_for
from quizapp.classroom.permissions import require, require_teaching
from quizapp.classroom.roster import RosterLine, name_key, tidy_name
from quizapp.classroom.secrets import new_join_code, seat_code, tidy_code, token_hash
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.store import Attempt, Course, Membership, Opening, Person, ResponseEvent, Seat
from quizapp.store.base import new_public_id
from quizapp.store.erased import ERASED_NAME

TIME_FACTORS = ("1", "1.25", "1.5", "2", "3", "10")
"""How much longer a learner may take, as a factor on every time limit."""

MAX_SEATS = 2_000


def create_course(
    db: Session, person: Person | None, name: str, *, time_zone: str, at: datetime, demonstration: bool = False
) -> Course:
    """A new class; whoever makes it owns it. For set-up and the demonstration; people on pages `add_course`."""
    course = Course(
        name=_course_name(name),
        join_code=_free_join_code(db),
        time_zone=_time_zone(time_zone),
        created_at=at,
        demonstration=demonstration,
    )
    db.add(course)
    db.flush()
    if person is not None:
        db.add(Membership(course_id=course.id, person_id=person.id, role="owner"))
        audit.write(db, "course.create", person, course, at=at)
        db.flush()
    return course


def add_course(db: Session, person: Person, name: str, *, time_zone: str, at: datetime) -> Course:
    """A further class of somebody who teaches already. Raises NotAllowed for all others."""
    require_teaching(db, person)
    return create_course(db, person, name, time_zone=time_zone, at=at)


def get_course(db: Session, person: Person, public_id: str, capability: str = "course.read") -> Course:
    """A class in which the person holds the capability. Raises NotFound or NotAllowed."""
    course = db.scalar(select(Course).where(Course.public_id == public_id))
    if course is None:
        raise NotFound("There is no such class here, or it is not one of yours.")
    require(db, person, capability, course)
    return course


def change_settings(
    db: Session, person: Person, course: Course, *, name: str, time_zone: str, joining_open: bool, at: datetime
) -> None:
    require(db, person, "course.settings", course)
    course.name, course.time_zone, course.joining_open = _course_name(name), _time_zone(time_zone), joining_open
    audit.write(db, "course.settings", person, course, at=at, joining_open=joining_open)
    db.flush()


def _course_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise BadInput("Write a name of at most 120 characters for the class.")
    return name


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones; asking the system anew takes 20 ms each time."""
    return frozenset(available_timezones())


def _time_zone(name: str) -> str:
    if name not in time_zones():
        raise BadInput(f"“{name}” is not a time zone; write one such as Europe/Berlin.")
    return name


def _free_join_code(db: Session) -> str:
    while True:
        code = new_join_code()
        if db.scalar(select(Course.id).where(Course.join_code == code)) is None:
            return code


def zone_of(course: Course) -> ZoneInfo:
    return ZoneInfo(course.time_zone)


def renew_join_code(db: Session, person: Person, course: Course, *, at: datetime) -> None:
    """A fresh class code; the old one stops working. Seats stay."""
    require(db, person, "roster.write", course)
    course.join_code = _free_join_code(db)
    audit.write(db, "course.code", person, course, at=at)
    db.flush()


def course_with_code(db: Session, typed: str) -> Course:
    """The class behind a typed code. Raises NotFound with what to do."""
    course = db.scalar(select(Course).where(Course.join_code == tidy_code(typed)))
    if course is None:
        raise NotFound("No class has this code. Check the letters on the board, or ask for the new code.")
    return course


# --- seats -----------------------------------------------------------------------------------------------------


def join(db: Session, course: Course, name: str, *, secret: bytes, at: datetime) -> tuple[Seat, str]:
    """A new seat for somebody who typed the class code; returns it with its personal code."""
    if not course.joining_open:
        raise Conflict(f"“{course.name}” takes no new learners now. If you have a personal code, use that.")
    return _new_seat(db, course, name, origin="joined", secret=secret, at=at)


def _new_seat(db: Session, course: Course, name: str, *, origin: str, secret: bytes, at: datetime) -> tuple[Seat, str]:
    name = tidy_name(name)
    if name_key(name) in names_in(db, course):
        raise BadInput(taken(name))
    require_room(db, course, 1)
    columns, code = _seat(course, name, origin=origin, secret=secret, at=at)
    seat = Seat(**columns)
    try:
        with db.begin_nested():  # the unique index decides between two who choose one name at once
            db.add(seat)
    except IntegrityError:
        raise BadInput(taken(name)) from None
    return seat, code


def taken(name: str) -> str:
    """What is said to whoever gives a name that is on the list."""
    return (
        f"“{name}” is in this class already, perhaps because your instructor has put you on its list. "
        "If that is you, use your personal code, which your instructor can give you. "
        "If you only share the name, add an initial."
    )


def _seat(
    course: Course, name: str, *, origin: str, secret: bytes, at: datetime, school_id: str = ""
) -> tuple[dict[str, Any], str]:
    """The columns of a new seat, and its personal code."""
    public_id = new_public_id()
    code = seat_code(secret, public_id, 1)
    columns = {
        "public_id": public_id,
        "course_id": course.id,
        "name": name,
        "name_key": name_key(name),
        "school_id": school_id,
        "origin": origin,
        "code_hash": token_hash(code),
        "created_at": at,
        "first_used_at": at if origin == "joined" else None,
    }
    return columns, code


def names_in(db: Session, course: Course) -> dict[str, str]:
    """Name key → name of everybody in the class now."""
    rows = db.execute(select(Seat.name_key, Seat.name).where(*_on_list(course)))
    return {key: name for key, name in rows}


def room_in(db: Session, course: Course) -> int:
    """How many more may come. Removed seats are not counted, or a class that was flooded would stay full."""
    return MAX_SEATS - (db.scalar(select(func.count()).select_from(Seat).where(*_on_list(course))) or 0)


def require_room(db: Session, course: Course, wanted: int) -> None:
    """Raises BadInput where so many more may not come."""
    room = room_in(db, course)
    if wanted > room:
        raise BadInput(
            f"This class has {MAX_SEATS - room} of {MAX_SEATS} seats; its instructors can remove who does not "
            "belong here, or make another class."
        )


def seat_with_code(db: Session, typed: str) -> Seat:
    """The seat behind a personal code; nothing is changed. Raises NotFound."""
    seat = db.scalar(select(Seat).where(Seat.code_hash == token_hash(tidy_code(typed)), Seat.removed_at.is_(None)))
    if seat is None:
        raise NotFound("No seat has this personal code. Check the letters, or ask your instructor to print it again.")
    return seat


def claim(db: Session, typed: str, *, at: datetime) -> Seat:
    """The seat behind a personal code, for use on this device too. Raises NotFound."""
    seat = seat_with_code(db, typed)
    if seat.first_used_at is None:
        seat.first_used_at = at
        db.flush()
    return seat


_LIVE_SEATS = select(Seat).where(
    Seat.public_id.in_(bindparam("names", expanding=True)), Seat.removed_at.is_(None)
)  # put together once: every page of a learner asks it


def live_seats(db: Session, carried: Sequence[tuple[str, int]]) -> list[Seat]:
    """The seats of a cookie (public id, generation) that are still valid, in the cookie's order."""
    if not carried:
        return []
    found = db.scalars(_LIVE_SEATS, {"names": [name for name, _ in carried]})
    by_id = {(seat.public_id, seat.generation): seat for seat in found}
    return [by_id[pair] for pair in carried if pair in by_id]


def read_roster(db: Session, course: Course, pasted: str) -> list[RosterLine]:
    """The lines of a pasted or uploaded list, each with what is wrong with it, names taken here included."""
    return roster.read_list(pasted, names_in(db, course))


def add_roster(
    db: Session, person: Person, course: Course, lines: Sequence[RosterLine], *, secret: bytes, at: datetime
) -> int:
    """Seats for all good lines of a roster; returns how many."""
    require(db, person, "roster.write", course)
    good = [line for line in lines if not line.problem]
    require_room(db, course, len(good))
    made = [_seat(course, line.name, origin="roster", secret=secret, at=at, school_id=line.school_id) for line in good]
    try:
        with db.begin_nested():
            if made:  # one statement, however many: others wait while this writes
                db.execute(insert(Seat), [columns for columns, _ in made])
    except IntegrityError:
        raise BadInput("Somebody with one of these names has just joined; check the list again.") from None
    audit.write(db, "roster.add", person, course, at=at, seats=len(good))
    db.flush()
    return len(good)


def seats_of(db: Session, course: Course) -> list[Seat]:
    """Everybody in the class now, by name."""
    return list(db.scalars(select(Seat).where(*_on_list(course)).order_by(Seat.name_key)))


def removed_seats(db: Session, course: Course, *, most: int | None) -> tuple[list[Seat], int]:
    """Who was taken off the list and is still known by name: the first by name, and how many there are in all.

    After a flood of strangers that may be thousands. `most` None is everybody.
    """
    gone = [Seat.course_id == course.id, Seat.removed_at.is_not(None), Seat.origin != "live", Seat.name != ERASED_NAME]
    total = db.scalar(select(func.count()).select_from(Seat).where(*gone)) or 0
    return list(db.scalars(select(Seat).where(*gone).order_by(Seat.name_key).limit(most))), total


def _on_list(course: Course) -> list[ColumnElement[bool]]:
    """Who is on the class list: guests of its live rooms are not."""
    return [Seat.course_id == course.id, Seat.removed_at.is_(None), Seat.origin != "live"]


def get_seat(db: Session, person: Person, course: Course, public_id: str, *, removed: bool = False) -> Seat:
    """A learner of the class, for somebody who may change the list; `removed`: also one who was taken off it.

    Raises NotFound or NotAllowed.
    """
    require(db, person, "roster.write", course)
    seat = db.scalar(select(Seat).where(Seat.public_id == public_id, Seat.course_id == course.id))
    if seat is None or (seat.removed_at is not None and not removed):
        raise NotFound("There is no such learner in this class, or they were removed.")
    return seat


def activity_in(db: Session, course: Course) -> dict[int, tuple[int, datetime]]:
    """Seat id → number of attempts in the quizzes of the class, and when the last one was started."""
    rows = db.execute(
        select(Attempt.seat_id, func.count(), func.max(Attempt.started_at))
        .join(Opening, Opening.id == Attempt.opening_id)
        .where(Opening.course_id == course.id)
        .group_by(Attempt.seat_id)
    )
    return {seat_id: (count, last) for seat_id, count, last in rows}


def change_seat(
    db: Session, person: Person, seat: Seat, *, name: str, school_id: str, time_factor: str, at: datetime
) -> None:
    """Rename a learner, or set their time factor, which holds in every quiz, also in one that is running."""
    require(db, person, "roster.write", seat.course)
    name = tidy_name(name)
    other = select(Seat.id).where(
        Seat.course_id == seat.course_id, Seat.name_key == name_key(name), Seat.removed_at.is_(None), Seat.id != seat.id
    )
    if db.scalar(other) is not None:
        raise BadInput(f"Somebody else in this class is named “{name}”; add an initial.")
    if time_factor not in TIME_FACTORS:
        raise BadInput("Choose one of the time factors offered.")
    seat.name, seat.name_key, seat.school_id, seat.time_factor = name, name_key(name), school_id[:60], time_factor
    for attempt in db.scalars(select(Attempt).where(Attempt.seat_id == seat.id, Attempt.state == "open")):
        if attempt.deadline_at is not None and attempt.deadline_at > at:  # what time has ended stays ended
            attempt.deadline_at = deadline_for(attempt.opening, seat, attempt.started_at)
    audit.write(db, "seat.change", person, seat.course, at=at, seat=seat.public_id, time_factor=time_factor)
    db.flush()


def renew_seat_code(db: Session, person: Person, seat: Seat, *, secret: bytes, at: datetime) -> None:
    """A new personal code; the old one and every device that used it are out on their next request."""
    require(db, person, "roster.write", seat.course)
    seat.code_number += 1
    seat.generation += 1
    seat.code_hash = token_hash(seat_code(secret, seat.public_id, seat.code_number))
    audit.write(db, "seat.code", person, seat.course, at=at, seat=seat.public_id)
    db.flush()


def remove_seat(db: Session, person: Person, seat: Seat, *, at: datetime) -> None:
    """Take a learner off the roster. Their responses stay in the results; their devices are out."""
    require(db, person, "roster.write", seat.course)
    seat.removed_at = at
    seat.generation += 1
    audit.write(db, "seat.remove", person, seat.course, at=at, seat=seat.public_id)
    db.flush()


def _unanswered(course: Course) -> list[ColumnElement[bool]]:
    answered = select(ResponseEvent.id).join(Attempt, Attempt.id == ResponseEvent.attempt_id)
    return [
        Seat.course_id == course.id,
        Seat.removed_at.is_(None),
        Seat.origin == "joined",
        ~answered.where(Attempt.seat_id == Seat.id).exists(),
    ]


def unanswered_seats(db: Session, person: Person, course: Course) -> list[Seat]:
    """Who joined with the class code and has answered nothing yet, by name. Raises NotFound or NotAllowed."""
    require(db, person, "roster.write", course)
    return list(db.scalars(select(Seat).where(*_unanswered(course)).order_by(Seat.name_key)))


def remove_unanswered(db: Session, person: Person, course: Course, *, at: datetime) -> int:
    """Remove all who joined with the class code and have answered nothing; returns how many.

    For a class whose code was flooded: no result is touched, and one statement does it, however many there are.
    """
    require(db, person, "roster.write", course)
    removing = update(Seat).where(*_unanswered(course)).values(removed_at=at, generation=Seat.generation + 1)
    removed = len(db.execute(removing.returning(Seat.id)).all())
    audit.write(db, "roster.clear", person, course, at=at, seats=removed)
    db.flush()
    return removed


def personal_code(seat: Seat, *installation: bytes) -> str:
    """The seat's code for the printed sheet and for the learner's own page.

    `installation` are its secret and those before it: after a change of secret a seat keeps the code it was given.
    Empty when none of them made the code; then only a new one helps.
    """
    codes = (seat_code(secret, seat.public_id, seat.code_number) for secret in installation)
    return next((code for code in codes if token_hash(code) == seat.code_hash), "")


def factor_of(seat: Seat) -> Fraction:
    return Fraction(seat.time_factor)
