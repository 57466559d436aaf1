"""Taking a quiz: start, where an attempt stands, finish. How an answer is stored: `taking_answers.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom.arms import arms_in, given
from quizapp.classroom.desk import Desk, Place, Sheet, as_given
from quizapp.classroom.grading import places_of
from quizapp.classroom.handouts import articles_of
from quizapp.classroom.live_asked import asked_in, seen_by
from quizapp.classroom.openings import closed_for_all_at, deadline_for, keys_shown
from quizapp.classroom.taking_answers import from_stored
from quizapp.core.delivered import Choice
from quizapp.core.errors import Conflict, NotFound
from quizapp.core.order import order_secret, question_order, tokens
from quizapp.core.times import in_time
from quizapp.core.visibility import Moment, moment_for_learner
from quizapp.core.visibility import reads_article as reads
from quizapp.store import Attempt, LiveParticipant, LiveRoom, Opening, Response, ResponseEvent, Seat

# Put together once: that took longer than asking, and a class asks all at once.
_OPENING = select(Opening).where(Opening.public_id == bindparam("name"))
_ATTEMPT = select(Attempt).where(Attempt.public_id == bindparam("name"))
_REMOVED = (
    select(LiveParticipant.id)
    .join(LiveRoom, LiveRoom.id == LiveParticipant.room_id)
    .where(
        LiveRoom.opening_id == bindparam("opening"),
        LiveParticipant.seat_id == bindparam("seat"),
        LiveParticipant.removed_at.is_not(None),
    )
)
HELD = (
    Response.quiz_item_id, Response.vote, Response.choice, Response.received_at, Response.locked_at, Response.event_id
)  # fmt: skip
"""What `held_of` takes."""
_HELD = select(*HELD).where(Response.attempt_id == bindparam("attempt"))

# --- starting --------------------------------------------------------------------------------------------------


def find_opening(db: Session, public_id: str) -> Opening:
    opening = db.scalar(_OPENING, {"name": public_id})
    if opening is None:
        raise NotFound("There is no quiz at this address. Check the link, or type the class code on the first page.")
    return opening


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands with an opening: their attempts, and why they may not start another, if so."""

    attempts: tuple[Attempt, ...]
    running: Attempt | None
    refusal: str

    @property
    def may_start(self) -> bool:
        return not self.refusal and self.running is None


def standing(db: Session, opening: Opening, seat: Seat | None, *, at: datetime) -> Standing:
    """The learner's attempts at a quiz so far, and whether they may start one now."""
    attempts: tuple[Attempt, ...] = ()
    if seat is not None:
        query = select(Attempt).where(Attempt.opening_id == opening.id, Attempt.seat_id == seat.id)
        attempts = tuple(db.scalars(query.order_by(Attempt.number)))
    if opening.live:
        return Standing(attempts, None, "This quiz is run live. Join with the code that your host shows.")
    running = next((attempt for attempt in attempts if not has_ended(attempt, at=at)), None)
    refusal = ""
    if opening.opens_at and at < opening.opens_at:
        refusal = "This quiz is not open yet."
    elif opening.closes_at and at >= opening.closes_at:
        refusal = "This quiz is closed. Ask your instructor if you need it opened again."
    elif running is None and opening.attempts and len(attempts) >= opening.attempts:
        refusal = "You have used your only attempt." if opening.attempts == 1 else "You have used all your attempts."
    return Standing(attempts, running, refusal)


def has_ended(attempt: Attempt, *, at: datetime) -> bool:
    """Finished by the learner, or by the deadline: nobody has to be there to end an attempt whose time is over."""
    return attempt.state != "open" or not in_time(at, attempt.deadline_at)


def ended_at(attempt: Attempt, *, at: datetime) -> datetime | None:
    """When the attempt ended; None while it runs."""
    if attempt.state != "open":
        return attempt.finished_at
    return attempt.deadline_at if has_ended(attempt, at=at) else None


def reads_article(db: Session, opening: Opening, seat: Seat, *, at: datetime) -> bool:
    """Whether a learner may read the article of a quiz now, and there is one."""
    if opening.article == "none" or not articles_of(db, opening.quiz_id):
        return False
    return reads(opening.article, _moment_of_quiz(db, opening, seat, at=at))


def _moment_of_quiz(db: Session, opening: Opening, seat: Seat, *, at: datetime) -> Moment:
    """Where a learner stands with a quiz as a whole. A live room is open to whoever is in it."""
    query = select(Attempt).where(Attempt.opening_id == opening.id, Attempt.seat_id == seat.id)
    attempts = db.scalars(query).all()
    if opening.live and (not attempts or db.scalar(_REMOVED, {"opening": opening.id, "seat": seat.id})):
        return Moment.PUBLISHED
    if not attempts:
        return Moment.PUBLISHED if opening.opens_at and at < opening.opens_at else Moment.OPEN
    if not all(has_ended(attempt, at=at) for attempt in attempts):
        return Moment.IN_PROGRESS
    return Moment.KEYS if keys_shown(db, opening, at=at) else Moment.FINISHED


def start(db: Session, opening: Opening, seat: Seat, *, secret: bytes, at: datetime) -> Attempt:
    """The learner's running attempt: a new one, or the one they have. Needs a writing session.

    However many requests race, one attempt comes of them: the writing session is serial on SQLite, and the unique
    index on open attempts decides on PostgreSQL.

    Raises Conflict when no attempt may be started now.
    """
    where = standing(db, opening, seat, at=at)
    if where.running is not None:
        return where.running
    if where.refusal:
        raise Conflict(where.refusal)
    for old in where.attempts:  # the index allows one open attempt, and time has ended this one
        if old.state == "open":
            old.state, old.finished_by, old.finished_at = "finished", "deadline", old.deadline_at
    db.flush()
    attempt = Attempt(
        opening_id=opening.id,
        seat_id=seat.id,
        number=len(where.attempts) + 1,
        secret=secret,
        started_at=at,
        deadline_at=deadline_for(opening, seat, at),
    )
    try:
        with db.begin_nested():
            db.add(attempt)
    except IntegrityError:
        running = select(Attempt).where(
            Attempt.opening_id == opening.id, Attempt.seat_id == seat.id, Attempt.state == "open"
        )
        found = db.scalar(running)
        if found is None:
            raise Conflict("This attempt has just been used on another device.") from None
        return found
    return attempt


# --- where an attempt stands -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A response as the server holds it."""

    choice: Choice
    received_at: datetime
    locked: bool
    event_id: int
    again: bool = False
    """Given only when a live room was asked the question again, after a discussion."""

    @property
    def blank(self) -> bool:
        return len(self.choice) == 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt with everything its pages need, as one value."""

    attempt: Attempt
    opening: Opening
    seat: Seat
    sheet: Sheet
    places: tuple[Place, ...]
    held: Mapping[int, Held]
    ended: bool
    at: datetime
    closed_for_all_at: datetime | None

    def secret(self, place: Place) -> bytes:
        return order_secret(self.attempt.secret, place.public_id)

    def choice(self, place: Place) -> Choice | None:
        held = self.held.get(place.id)
        return held.choice if held else None

    def said(self, place: Place) -> list[str]:
        """What was chosen, as the page shows it, or typed. The author's order would begin with the key."""
        choice = self.choice(place) or ()
        if isinstance(choice, str):
            return [choice]
        shown = tokens(place.item, self.secret(place)).values()
        return [place.item.options[position].text for position in shown if position in choice]

    def moment(self, place: Place) -> Moment:
        held = self.held.get(place.id)
        return moment_for_learner(
            self.opening.feedback,
            finished=self.ended,
            locked=held is not None and held.locked,
            at=self.at,
            closed_for_all_at=self.closed_for_all_at,
            released_at=self.opening.released_at,
        )

    @property
    def answered(self) -> int:
        return sum(place.id in self.held and not self.held[place.id].blank for place in self.places)

    def first_unanswered(self) -> int:
        """Number, from 1, of the question to go on with."""
        for number, place in enumerate(self.places, 1):
            if place.id not in self.held or self.held[place.id].blank:
                return number
        return len(self.places)


def sitting(db: Session, desk: Desk, attempt: Attempt, *, at: datetime) -> Sitting:
    """Everything about an attempt as it stands at a time. Four queries beside the attempt's own rows."""
    opening = attempt.opening
    sheet = desk.sheet(db, opening.quiz_id, opening.public_id)
    asked = asked_in(db, [opening]).get(opening.id)
    places = seen_by(asked, attempt.id, places_of(db, desk, opening))
    if not opening.live:  # a room shows one version to all
        versions = given(arms_in(db, opening.quiz_id), attempt.id, attempt.secret)
        places = as_given(places, versions)
        desk.note(attempt, versions)
    if opening.shuffle_questions:
        order = question_order(attempt.secret, [place.public_id for place in places])
        by_name = {place.public_id: place for place in places}
        places = tuple(by_name[name] for name in order)
    return Sitting(
        attempt=attempt,
        opening=opening,
        seat=attempt.seat,
        sheet=sheet,
        places=places,
        held=held_responses(db, attempt),
        ended=has_ended(attempt, at=at),
        at=at,
        closed_for_all_at=closed_for_all_at(db, opening),
    )


def held_responses(db: Session, attempt: Attempt) -> dict[int, Held]:
    return held_of(db.execute(_HELD, {"attempt": attempt.id}))


def held_of(rows: Iterable[Any]) -> dict[int, Held]:
    """Quiz item id → the response of an attempt that counts, from rows of `HELD`: the first that the learner gave.

    A second vote counts only where there is no first: an answer that was acknowledged is in every result.
    """
    held: dict[int, Held] = {}
    for quiz_item, vote, choice, received_at, locked_at, event_id in rows:
        if vote == 1 or quiz_item not in held:
            held[quiz_item] = Held(from_stored(choice), received_at, locked_at is not None, event_id, vote > 1)
    return held


def own_attempt(db: Session, public_id: str, seats: Sequence[Seat]) -> Attempt:
    """An attempt of one of these seats. Raises NotFound for anybody else's."""
    attempt = db.scalar(_ATTEMPT, {"name": public_id})
    if attempt is None or attempt.seat_id not in {seat.id for seat in seats}:
        raise NotFound("There is no such quiz here, or it belongs to somebody else.")
    return attempt


def finish(db: Session, attempt: Attempt, *, at: datetime) -> None:
    """End the attempt. A second press changes nothing; after the deadline it is the deadline that ended it.

    Raises Conflict in a live room, which ends for all at once.
    """
    if attempt.opening.live:
        raise Conflict("This quiz is run live; it ends for everybody when the host ends it.")
    db.refresh(attempt, with_for_update=True)
    if attempt.state != "open":
        return
    attempt.state = "finished"
    if has_time_left(attempt, at=at):
        attempt.finished_at, attempt.finished_by = at, "learner"
    else:
        attempt.finished_at, attempt.finished_by = attempt.deadline_at, "deadline"
    db.flush()


def has_time_left(attempt: Attempt, *, at: datetime) -> bool:
    return in_time(at, attempt.deadline_at)


def late_events(db: Session, attempt: Attempt) -> int:
    """How many answers came after the time was over: kept, and not counted."""
    late = select(func.count()).select_from(ResponseEvent)
    return db.scalar(late.where(ResponseEvent.attempt_id == attempt.id, ResponseEvent.late)) or 0


def attempts_count(db: Session, opening: Opening) -> int:
    return db.scalar(select(func.count()).select_from(Attempt).where(Attempt.opening_id == opening.id)) or 0
