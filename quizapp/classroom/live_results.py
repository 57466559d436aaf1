"""What has been answered in a live room so far: counts, bars, who is missing, and the points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom.desk import Place, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_asked import numbers_asked
from quizapp.classroom.live_joining import Member, members_in
from quizapp.classroom.results import AnswerCount, answer_counts
from quizapp.classroom.taking_answers import from_stored
from quizapp.core.delivered import Choice
from quizapp.core.kinds import KINDS
from quizapp.core.live import Room, State
from quizapp.core.live_points import points, ranks, shift, team_score
from quizapp.core.nicknames import TEAMS
from quizapp.store import LiveParticipant, Response
from quizapp.store.base import from_microseconds
from quizapp.store.writer import Execute


@dataclass(frozen=True, slots=True)
class Given:
    """One response of a learner in a room."""

    choice: Choice
    received_at: datetime
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """One learner (or team) on the leaderboard: points, and how many of the questions they saw were right."""

    id: int
    name: str
    rank: int
    total: int
    right: int
    seen: int


@dataclass(frozen=True)
class Board:
    """All learners by rank; `last` is what each earned with the newest counted question; teams, if there are any."""

    lines: tuple[Line, ...]
    last: Mapping[int, int] = field(default_factory=dict)
    teams: tuple[Line, ...] = ()

    @cached_property
    def _found(self) -> dict[int, tuple[Line, int | None]]:
        """Participant → own line, and how many points there are to the next place above; None for the first."""
        found: dict[int, tuple[Line, int | None]] = {}
        above: int | None = None
        before: int | None = None
        for line in self.lines:  # by rank, so by total
            if before is not None and line.total < before:
                above = before
            before = line.total
            found[line.id] = line, None if above is None else above - line.total
        return found

    def of(self, member: Member) -> tuple[Line, int | None] | None:
        """A learner's line, and how many points there are to the next place above; None for the first."""
        return self._found.get(member.id)


def place_now(sheet: Sheet, room: Room) -> Place | None:
    """The question the room is at."""
    if room.round is None:
        return None
    wanted = room.round.quiz_item
    return next(place for place in sheet.places if place.id == wanted)


def given_in(db: Session, key: RoomKey, place: Place) -> dict[tuple[int, int], Given]:
    """(participant, vote) → response to a question, of everybody who was not removed."""
    rows = db.execute(
        select(LiveParticipant.id, Response.vote, Response.choice, Response.received_at, Response.elapsed_ms)
        .join(Response, Response.attempt_id == LiveParticipant.attempt_id)
        .where(
            LiveParticipant.room_id == key.id, LiveParticipant.removed_at.is_(None), Response.quiz_item_id == place.id
        )
    )
    return {(who, vote): Given(from_stored(choice), at, elapsed or 0) for who, vote, choice, at, elapsed in rows}


@dataclass(frozen=True, slots=True)
class Seen:
    """A learner in a room, as the database has it now: the room's version, who it is, the own response by vote."""

    version: int
    due_at: datetime | None
    member: Member
    given: Mapping[int, Given]

    def counted(self, room: Room) -> Given | None:
        """The response that the learner's screen shows."""
        first = room.vote == 2 and room.state in (State.DISCUSS, State.LOCKED, State.REVEAL)
        return self.given.get(room.vote) or (self.given.get(1) if first else None)


_SEEN = """
SELECT r.version, r.due_at, p.id, p.public_id, p.name, p.time_percent, p.team, p.attempt_id, p.joined_number,
       s.public_id, s.generation, p.replaced, x.vote, x.choice, x.received_at, x.elapsed_ms
FROM live_room r JOIN live_participant p ON p.room_id = r.id JOIN seat s ON s.id = p.seat_id
LEFT JOIN response x ON x.attempt_id = p.attempt_id AND x.quiz_item_id = :quiz_item
WHERE r.id = :room AND p.id = :participant AND p.removed_at IS NULL
  AND s.generation = :generation AND s.removed_at IS NULL
"""  # one statement for each state of each learner: a session with its three took ten times as long


def look(execute: Execute, key: RoomKey, member: Member, room: Room) -> Seen | None:
    """All that a learner's screen needs of the database; None for somebody removed or with a seat taken back."""
    values = {
        "room": key.id,
        "participant": member.id,
        "generation": member.generation,
        "quiz_item": room.round.quiz_item if room.round else 0,
    }
    rows = execute(_SEEN, values)
    if not rows:
        return None
    version, due_at, *who = rows[0][:12]
    given = {
        vote: Given(from_stored(choice), from_microseconds(at), elapsed or 0)
        for *_, vote, choice, at, elapsed in rows
        if vote is not None
    }
    return Seen(version, None if due_at is None else from_microseconds(due_at), Member(*who), given)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are in the room and how many of them have answered; the largest time factor of those who have not."""

    joined: int
    answered: int
    waiting: tuple[int, ...]
    slowest_percent: int


_WHO_ANSWERED = """
SELECT p.id, p.time_percent, x.id IS NOT NULL
FROM live_participant p
LEFT JOIN response x ON x.attempt_id = p.attempt_id AND x.quiz_item_id = :quiz_item AND x.vote = :vote
WHERE p.room_id = :room AND p.removed_at IS NULL
"""


def counts(execute: Execute, key: RoomKey, room: Room, present: frozenset[int] | None) -> Counts:
    """Counted by the database. `present`: the participants who are connected; None takes all for present."""
    quiz_item = room.round.quiz_item if room.round else 0
    rows = execute(_WHO_ANSWERED, {"room": key.id, "quiz_item": quiz_item, "vote": room.vote})
    waiting = [(who, percent) for who, percent, done in rows if not done and (present is None or who in present)]
    return Counts(
        joined=len(rows),
        answered=sum(1 for _, _, done in rows if done),
        waiting=tuple(who for who, _ in waiting),
        slowest_percent=max([100, *(percent for _, percent in waiting)]),
    )


def last_answer_at(db: Session, key: RoomKey, room: Room) -> datetime | None:
    """When the newest answer to the running question came."""
    return db.scalar(
        select(func.max(Response.received_at))
        .join(LiveParticipant, LiveParticipant.attempt_id == Response.attempt_id)
        .where(
            LiveParticipant.room_id == key.id,
            Response.quiz_item_id == (room.round.quiz_item if room.round else 0),
            Response.vote == room.vote,
        )
    )


def bars(place: Place, given: Mapping[tuple[int, int], Given], vote: int) -> list[AnswerCount]:
    """How often each option was chosen in a vote, in the author's order."""
    return answer_counts(place, [one.choice for (_, v), one in given.items() if v == vote and len(one.choice)])


def moved(place: Place, key: RoomKey, given: Mapping[tuple[int, int], Given]) -> dict[str, int]:
    """How those who answered both votes moved between right and wrong."""
    both = sorted({who for who, vote in given if vote == 2} & {who for who, vote in given if vote == 1})
    first, second = (
        [_mark(place, key, given[who, vote].choice) == 1 for who in both] for vote in (1, 2)
    )  # fmt: skip
    return shift(first, second)


def _mark(place: Place, key: RoomKey, choice: Choice) -> Fraction:
    return KINDS[place.item.kind].mark(place.item, choice, key.credit) if len(choice) else Fraction(0)


# --- points ----------------------------------------------------------------------------------------------------


def board(db: Session, key: RoomKey, sheet: Sheet, room: Room) -> Board:
    """Everybody's points over the questions whose answers have been shown. Two queries.

    Where a learner gave no answer in the vote that counts, the one of the other vote does.
    """
    members = members_in(db, key)
    shown = {
        item: number
        for item, number in numbers_asked(room).items()
        if room.rounds[number - 1].revealed or room.state is State.ENDED
    }
    given: dict[tuple[int, int, int], Given] = {}
    rows = db.execute(
        select(
            Response.attempt_id, Response.quiz_item_id, Response.vote, Response.choice, Response.received_at,
            Response.elapsed_ms,
        )
        .join(LiveParticipant, LiveParticipant.attempt_id == Response.attempt_id)
        .where(LiveParticipant.room_id == key.id, LiveParticipant.removed_at.is_(None))
    )  # fmt: skip
    for attempt, item, vote, choice, at, elapsed in rows:
        given[attempt, item, vote] = Given(from_stored(choice), at, elapsed or 0)
    places = {place.id: place for place in sheet.places}
    totals, right, seen = ({member.id: 0 for member in members} for _ in range(3))
    last: dict[int, int] = {}
    teams: dict[int, Fraction] = dict.fromkeys(range(1, key.settings.teams + 1), Fraction(0))
    for item, number in shown.items():
        one, earned = room.rounds[number - 1], {}
        vote = 2 if one.votes == 2 and key.settings.count_vote == 2 else 1
        for member in members:
            if number < member.joined_number:
                continue
            seen[member.id] += 1
            response = given.get((member.attempt_id, item, vote)) or given.get((member.attempt_id, item, 3 - vote))
            mark = _mark(places[item], key, response.choice) if response else Fraction(0)
            earned[member.id] = points(
                mark,
                speed_percent=key.settings.speed_percent,
                elapsed_ms=response.elapsed_ms if response else 0,
                limit_ms=one.limit_ms,
                time_percent=member.time_percent,
            )
            totals[member.id] += earned[member.id]
            right[member.id] += mark == 1
        last = earned
        for team in teams:
            teams[team] += team_score([earned[m.id] for m in members if m.team == team and m.id in earned])
    place = ranks(totals)
    lines = [Line(m.id, m.name, place[m.id], totals[m.id], right[m.id], seen[m.id]) for m in members]
    return Board(tuple(sorted(lines, key=lambda line: (line.rank, line.name))), last, _teams(teams, len(shown)))


def _teams(totals: Mapping[int, Fraction], asked: int) -> tuple[Line, ...]:
    place = ranks(dict(totals))
    lines = [
        Line(team, TEAMS[team - 1], place[team], int(total + Fraction(1, 2)), 0, asked)
        for team, total in totals.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.rank, line.id)))
