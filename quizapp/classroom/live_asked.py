"""Which questions of a live run were asked, and of whom: what results may count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Place
from quizapp.core.errors import Conflict
from quizapp.core.live import Room
from quizapp.core.live_body import from_json
from quizapp.store import LiveParticipant, LiveRoom, Opening


@dataclass(frozen=True, slots=True)
class Asked:
    """`numbers`: quiz item → its number in the run, without questions that were skipped or never reached.
    `since`: attempt → the first number its learner was there for."""

    numbers: Mapping[int, int]
    since: Mapping[int, int]

    def saw(self, attempt_id: int, quiz_item: int) -> bool:
        """Whether the question was asked while this learner was in the room; else it counts neither way."""
        number = self.numbers.get(quiz_item)
        return number is not None and number >= self.since.get(attempt_id, 1)

    @property
    def skipped(self) -> list[int]:
        """Numbers in the room of the questions that were skipped; those after them have other numbers in results."""
        there = set(self.numbers.values())
        return [number for number in range(1, max(there, default=0)) if number not in there]

    def of(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The questions that were asked of anybody: what the run is out of."""
        return tuple(place for place in places if place.id in self.numbers)


def numbers_asked(room: Room) -> dict[int, int]:
    """Quiz item → number of the questions that were opened for answers and not made void."""
    return {one.quiz_item: number for number, one in enumerate(room.rounds, 1) if one.opened and not one.void}


def asked_in(db: Session, openings: Iterable[Opening]) -> dict[int, Asked]:
    """Opening id → what was asked in it, for those that are live runs. Two queries, none if there is no live run."""
    live = [opening.id for opening in openings if opening.live]
    if not live:
        return {}
    rooms = db.execute(select(LiveRoom.opening_id, LiveRoom.body).where(LiveRoom.opening_id.in_(live)))
    found = {opening_id: numbers_asked(from_json(json.loads(body))) for opening_id, body in rooms}
    since: dict[int, dict[int, int]] = {}
    members = (
        select(LiveRoom.opening_id, LiveParticipant.attempt_id, LiveParticipant.joined_number)
        .join(LiveRoom, LiveRoom.id == LiveParticipant.room_id)
        .where(LiveRoom.opening_id.in_(live))
    )
    for opening_id, attempt_id, number in db.execute(members):
        since.setdefault(opening_id, {})[attempt_id] = number
    return {opening_id: Asked(found.get(opening_id, {}), since.get(opening_id, {})) for opening_id in live}


def seen_by(asked: Asked | None, attempt_id: int, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The questions that count for one attempt: all of them, unless it was part of a live run."""
    return places if asked is None else tuple(place for place in places if asked.saw(attempt_id, place.id))


def numbered_otherwise(asked: Asked | None, places: Sequence[Place]) -> bool:
    """Whether counting these questions from 1 gives other numbers than they had in the room."""
    return asked is not None and any(asked.numbers.get(place.id) != n for n, place in enumerate(places, 1))


def refuse_live(opening: Opening) -> None:
    """Raises Conflict for a live run, whose rules are the room's."""
    if opening.live:
        raise Conflict("This is a live run: its host decides in the live room, and ends it there.")
