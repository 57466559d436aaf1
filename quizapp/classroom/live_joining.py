"""Who is in a live room: coming in under a name, coming back, being renamed, removed and let in again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom.courses import TIME_FACTORS
from quizapp.classroom.live import NO_ROOM, RoomKey, Standing
from quizapp.classroom.secrets import seat_code, token_hash
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound, SignInNeeded
from quizapp.core.live import Room, State
from quizapp.core.nicknames import is_rude, nickname_key, suggest, tidy_nickname
from quizapp.store import Attempt, LiveParticipant, LiveRoom, ResponseEvent, Seat
from quizapp.store.base import new_public_id

MAX_PARTICIPANTS = 1200


@dataclass(frozen=True, slots=True)
class Member:
    """A learner in a room, as one value that needs no session."""

    id: int
    public_id: str
    name: str
    time_percent: int
    team: int | None
    attempt_id: int
    joined_number: int
    seat: str
    generation: int
    replaced: bool = False
    removed: bool = False


_COLUMNS = (
    select(
        LiveParticipant.id,
        LiveParticipant.public_id,
        LiveParticipant.name,
        LiveParticipant.time_percent,
        LiveParticipant.team,
        LiveParticipant.attempt_id,
        LiveParticipant.joined_number,
        Seat.public_id,
        Seat.generation,
        LiveParticipant.replaced,
        LiveParticipant.removed_at.is_not(None),
    )
    .join(Seat, Seat.id == LiveParticipant.seat_id)
    .where(LiveParticipant.room_id == bindparam("room"))
)
# Built once: a room's worth of learners asks at the same moment, and building a query costs more than running it.
_IN_ROOM = _COLUMNS.where(LiveParticipant.removed_at.is_(None)).order_by(LiveParticipant.id)
_EVER_IN_ROOM = _COLUMNS.order_by(LiveParticipant.id)
_CARRIED = _COLUMNS.where(Seat.public_id.in_(bindparam("seats", expanding=True)), Seat.removed_at.is_(None))


def members_in(db: Session, key: RoomKey, *, removed: bool = False) -> list[Member]:
    """Everybody in the room in the order they came; with `removed` those whom the host has removed as well."""
    rows = db.execute(_EVER_IN_ROOM if removed else _IN_ROOM, {"room": key.id})
    return [Member(*row) for row in rows]


def member_carried(db: Session, key: RoomKey, carried: Sequence[tuple[str, int]]) -> Member:
    """The learner of this room whose seat the browser carries.

    Raises SignInNeeded when it carries none (or one that was taken back), NotAllowed for somebody removed.
    """
    found: list[Member] = []
    if carried:
        rows = db.execute(_CARRIED, {"room": key.id, "seats": [name for name, _ in carried]})
        found = [one for one in (Member(*row) for row in rows) if (one.seat, one.generation) in carried]
    if not found:
        raise SignInNeeded("This device is not in the live room. Join again with the code on the screen.")
    if found[0].removed:
        raise NotAllowed("The host has removed you from this room. Your answers so far are kept.")
    return found[0]


# --- coming in -------------------------------------------------------------------------------------------------


def offered_name(db: Session, key: RoomKey) -> str:
    """A made-up name that nobody in the room has."""
    return suggest(_keys_in(db, key), secrets.randbelow)


def join(
    db: Session, key: RoomKey, standing: Standing, seat: Seat | None, typed: str, *, secret: bytes, at: datetime
) -> tuple[LiveParticipant, Seat]:
    """Come in, or come back: a seat that is in the room already is there once, whatever it types now.

    Without a seat in the class a guest's seat is made. A name that insults is replaced by a made-up one.
    Raises Conflict when the room takes nobody now, NotFound when it has just been deleted, NotAllowed for somebody
    removed, BadInput for a name that cannot be or is taken.
    """
    if seat is not None and (there := _participant(db, key, seat)) is not None:
        if there.removed_at is not None:
            raise NotAllowed("The host has removed you from this room. Your answers so far are kept.")
        return there, seat
    room = standing.room
    if room.state is State.ENDED:
        raise Conflict("This live room has ended. Ask your host whether there is another one.")
    if not standing.door_open:
        raise Conflict("The host lets nobody new in now. Ask them to open the door.")
    if key.settings.names == "class" and (seat is None or seat.origin == "live"):
        raise Conflict("This room is for the class's own list. Come in with your personal code first, then join.")
    taken = _keys_in(db, key)
    if len(taken) >= MAX_PARTICIPANTS:
        raise Conflict(f"This room is full: {MAX_PARTICIPANTS} learners are in it. Ask your host to open another one.")
    name, replaced = _name(key, seat, typed, taken)
    for _ in range(2):
        try:
            with db.begin_nested():
                own = seat or _guest(db, key, name, secret=secret, at=at)
                return _enter(db, key, room, own, name, replaced, at), own
        except IntegrityError:  # another took the name, or the same seat came twice, at the same moment
            if seat is not None and (there := _participant(db, key, seat)) is not None:
                return there, seat
            if db.scalar(select(LiveRoom.id).where(LiveRoom.id == key.id)) is None:
                raise NotFound(NO_ROOM) from None  # deleted at this moment
            taken = _keys_in(db, key)
            if nickname_key(name) in taken:
                raise BadInput(_taken(key, name, taken)) from None
    raise Conflict("Two came at the same moment; please try again.")


def is_inside(db: Session, key: RoomKey, seat: Seat) -> bool:
    """Whether the seat has ever joined this room."""
    return _participant(db, key, seat) is not None


def _participant(db: Session, key: RoomKey, seat: Seat) -> LiveParticipant | None:
    query = select(LiveParticipant).where(LiveParticipant.room_id == key.id, LiveParticipant.seat_id == seat.id)
    return db.scalar(query)


def _keys_in(db: Session, key: RoomKey) -> set[str]:
    query = select(LiveParticipant.name_key)
    return set(db.scalars(query.where(LiveParticipant.room_id == key.id, LiveParticipant.removed_at.is_(None))))


def _name(key: RoomKey, seat: Seat | None, typed: str, taken: set[str]) -> tuple[str, bool]:
    """The name to enter under, and whether it was put in place of one that insults."""
    if key.settings.names == "class":
        assert seat is not None
        name = seat.name
        if nickname_key(name) in taken:  # the list tells people apart by more than the room does
            name = f"{name} {len(taken) + 1}"
        return name, False
    if is_rude(typed):
        return suggest(taken, secrets.randbelow), True
    name = tidy_nickname(typed)
    if nickname_key(name) in taken:
        raise BadInput(_taken(key, name, taken))
    return name, False


def _taken(key: RoomKey, name: str, taken: set[str]) -> str:
    called = f"Somebody here is called “{name}”, or nearly so."
    if key.settings.names == "free":
        return f"{called} Add something to yours, for example the first letter of your last name."
    first = suggest(taken, secrets.randbelow)
    second = suggest(taken | {nickname_key(first)}, secrets.randbelow)
    return f"{called} Free are “{first}” and “{second}”."


def _guest(db: Session, key: RoomKey, name: str, *, secret: bytes, at: datetime) -> Seat:
    """A seat for somebody who came with the room's code only. It is on no class list."""
    public_id = new_public_id()
    seat = Seat(
        public_id=public_id,
        course_id=key.course_id,
        name=name,
        name_key=f"live {public_id}",  # two rooms may each have a Calm Heron
        origin="live",
        code_hash=token_hash(seat_code(secret, public_id, 1)),
        created_at=at,
        first_used_at=at,
    )
    db.add(seat)
    db.flush()
    return seat


def _enter(
    db: Session, key: RoomKey, room: Room, seat: Seat, name: str, replaced: bool, at: datetime
) -> LiveParticipant:
    # All see the options in one order, the projector's, because all tokens come of one secret.
    attempt = Attempt(opening_id=key.opening_id, seat_id=seat.id, number=1, secret=key.secret, started_at=at)
    db.add(attempt)
    db.flush()
    still_open = room.state in (State.LOBBY, State.READ, State.ANSWER, State.PAUSED, State.DISCUSS)
    row = LiveParticipant(
        room_id=key.id,
        seat_id=seat.id,
        attempt_id=attempt.id,
        name=name,
        name_key=nickname_key(name),
        replaced=replaced,
        time_percent=int(Fraction(seat.time_factor) * 100),
        team=_smallest_team(db, key),
        joined_at=at,
        joined_number=max(1, room.number) if still_open else room.number + 1,
    )
    db.add(row)
    db.flush()
    return row


def _smallest_team(db: Session, key: RoomKey) -> int | None:
    if not key.settings.teams:
        return None
    query = select(LiveParticipant.team, func.count()).where(
        LiveParticipant.room_id == key.id, LiveParticipant.removed_at.is_(None)
    )
    sizes = {team: count for team, count in db.execute(query.group_by(LiveParticipant.team))}
    return min(range(1, key.settings.teams + 1), key=lambda team: (sizes.get(team, 0), team))


# --- what the host does with them ------------------------------------------------------------------------------


def get_participant(db: Session, key: RoomKey, public_id: str) -> LiveParticipant:
    query = select(LiveParticipant).where(LiveParticipant.room_id == key.id, LiveParticipant.public_id == public_id)
    found = db.scalar(query)
    if found is None:
        raise NotFound("There is nobody of that name in this room any more; reload the page.")
    return found


def remove(db: Session, participant: LiveParticipant, *, at: datetime) -> None:
    """Out at once, and not back in with the same device; the name is free again, the answers stay in the results."""
    if participant.removed_at is None:
        participant.removed_at = at
        db.flush()


def readmit(db: Session, key: RoomKey, participant: LiveParticipant) -> None:
    if participant.removed_at is None:
        return
    taken = _keys_in(db, key)
    if participant.name_key in taken:
        participant.name = suggest(taken, secrets.randbelow)
        participant.name_key = nickname_key(participant.name)
    participant.removed_at = None
    db.flush()


def rename(db: Session, key: RoomKey, participant: LiveParticipant, typed: str) -> None:
    """Give somebody another name in the room. Raises BadInput when it cannot be or is taken."""
    name = tidy_nickname(typed)
    if nickname_key(name) in _keys_in(db, key) - {participant.name_key}:
        raise BadInput(f"Somebody else here is called “{name}”, or nearly so; choose another name.")
    participant.name, participant.name_key, participant.replaced = name, nickname_key(name), False
    if participant.seat.origin == "live":  # a guest has no other name
        participant.seat.name = name
    db.flush()


def set_time(db: Session, participant: LiveParticipant, factor: str) -> None:
    """Extra time in this room and, for the seat, from now on."""
    if factor not in TIME_FACTORS:
        raise BadInput("Choose one of the time factors offered.")
    participant.time_percent = int(Fraction(factor) * 100)
    participant.seat.time_factor = factor
    db.flush()


def set_team(db: Session, key: RoomKey, participant: LiveParticipant, team: int) -> None:
    if not 1 <= team <= key.settings.teams:
        raise BadInput("Choose one of the teams of this room.")
    participant.team = team
    db.flush()


def remove_silent(db: Session, key: RoomKey, *, at: datetime) -> int:
    """Remove everybody who has answered nothing, for a room that a script has flooded; returns how many."""
    answered = select(ResponseEvent.id).where(ResponseEvent.attempt_id == LiveParticipant.attempt_id)
    silent = db.scalars(
        select(LiveParticipant).where(
            LiveParticipant.room_id == key.id, LiveParticipant.removed_at.is_(None), ~answered.exists()
        )
    ).all()
    for participant in silent:
        participant.removed_at = at
    db.flush()
    return len(silent)
