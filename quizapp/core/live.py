"""The live room as one pure state machine: which command is legal when, what it does, and what the clock does.

    LOBBY → READ → ANSWER → LOCKED → REVEAL → (BOARD →) READ … → (PODIUM →) ENDED
                     ↑         ↓
                     └──── DISCUSS      the same question asked again, before its key is out: vote 2
    PAUSED from READ, ANSWER and DISCUSS and back; skip makes a question void; finish ends from anywhere
    LOCKED may be opened again for the same vote, so closing by mistake loses nothing

A question is asked or opened again only before the reveal: once the key is out, a vote measures nothing.

`apply` is what a host says, `advance` what time does; both are functions of the room and a time. Nothing is counted
down: a running question has the instant at which it opened, and a learner whose time factor is a may answer until
opened + a·limit. A pause moves that instant, so everybody's own remaining time is afterwards what it was before, and
more time raises the limit, so each gets it by their own factor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from quizapp.core.errors import BadInput, Conflict

GRACE = timedelta(seconds=1)
"""How long after the own time an answer still counts, by the server's receipt: what the way to it may take."""
SETTLE = timedelta(seconds=1)
"""From the last answer of those present to the automatic close: time to change one's mind."""
FORGOTTEN = timedelta(hours=2)
"""After so long without a command, and with nobody connected, a room ends by itself."""
UNASKED = timedelta(seconds=2)
"""For so long after time has brought a room on, what the host says is taken as meant for the state before."""
REOPENED = timedelta(seconds=15)
"""What is left at least of the countdown of a question that is opened again."""
PODIUM_FOR = timedelta(minutes=10)
MORE_SECONDS = (5, 120)
NAMES = {"generated": "A name is offered, which may be changed", "free": "Everybody chooses", "class": "From the list"}
BOARDS = {"off": "No leaderboard", "own": "Each sees their own place", "top5": "The first five by name"}


class State(StrEnum):
    LOBBY = "lobby"
    READ = "read"
    ANSWER = "answer"
    PAUSED = "paused"
    LOCKED = "locked"
    DISCUSS = "discuss"
    REVEAL = "reveal"
    BOARD = "board"
    PODIUM = "podium"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides before the start. `limit_s` 0 is no countdown; `speed_percent` 0 is accuracy only."""

    names: str = "generated"
    read_s: int = 5
    limit_s: int = 0
    speed_percent: int = 0
    board: str = "off"
    podium: bool = False
    text_on_device: bool = True
    auto_close: bool = False
    teams: int = 0
    count_vote: int = 1

    @property
    def final(self) -> bool:
        """Whether the first answer stands: when time counts, changing one's mind must not be a way to gain it."""
        return self.speed_percent > 0


def check_settings(settings: Settings) -> None:
    """Raises BadInput naming the first setting that cannot hold."""
    if settings.names not in NAMES or settings.board not in BOARDS or settings.count_vote not in (1, 2):
        raise BadInput("Choose one of the settings offered.")
    if not 0 <= settings.read_s <= 60:
        raise BadInput("The time to read is 0 to 60 seconds.")
    if settings.limit_s and not 5 <= settings.limit_s <= 600:
        raise BadInput("A countdown has 5 to 600 seconds; leave it empty for none.")
    if not 0 <= settings.speed_percent <= 50:
        raise BadInput("Speed may weigh 0 to 50 per cent, so that who reads slowly keeps at least half.")
    if settings.speed_percent and not settings.limit_s:
        raise BadInput("Speed can only count where there is a countdown; set one, or let accuracy alone count.")
    if settings.teams and not 2 <= settings.teams <= 12:
        raise BadInput("Make 2 to 12 teams, or none.")


@dataclass(frozen=True, slots=True)
class Round:
    """One question of the run, once it has begun. `limit_ms` is what the countdown became in the end; one that the host
    has `reopened` is not closed when everybody has answered."""

    quiz_item: int
    opened: bool = False
    votes: int = 1
    limit_ms: int | None = None
    void: bool = False
    revealed: bool = False
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Where a live room stands. `number` is the question's, from 1; 0 in the lobby. `version` grows by one each time.

    `opened_at` is when answering began, moved on by every pause; `until` ends READ; `closed_at` is since when a
    question is LOCKED; `resumes` is the state a pause came from; `bars` shows the first vote's bars while they discuss.
    """

    settings: Settings
    quiz_items: tuple[int, ...]
    touched_at: datetime
    state: State = State.LOBBY
    version: int = 1
    number: int = 0
    vote: int = 1
    rounds: tuple[Round, ...] = ()
    opened_at: datetime | None = None
    until: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    resumes: State | None = None
    bars: bool = False

    @property
    def round(self) -> Round | None:
        return self.rounds[self.number - 1] if self.number else None

    @property
    def limit(self) -> timedelta | None:
        """The countdown of the running question, as it is now."""
        ms = self.round.limit_ms if self.round else None
        return timedelta(milliseconds=ms) if ms else None

    @property
    def is_last(self) -> bool:
        return self.number == len(self.quiz_items)


@dataclass(frozen=True, slots=True)
class Present:
    """Who is there, for what only the room can know: how many are connected, and of those who have not answered the
    largest time factor in per cent; `settled_at` is when the last of those connected had answered, if all have."""

    connected: int = 0
    slowest_percent: int = 100
    settled_at: datetime | None = None


# --- what the host says ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    at: datetime
    seconds: int
    learners: int


Handler = Callable[[Room, _Said], Room]


def _start(room: Room, said: _Said) -> Room:
    if not said.learners:
        raise Conflict("Nobody has joined yet; start when the first learner is here.")
    return _next_question(room, said.at)


def _next_question(room: Room, at: datetime) -> Room:
    if room.is_last:
        return _to_podium(room, at)
    limit = room.settings.limit_s * 1000 or None
    item = room.quiz_items[room.number]
    begun = replace(
        room, number=room.number + 1, vote=1, rounds=(*room.rounds, Round(item, limit_ms=limit)), bars=False
    )
    if not room.settings.read_s:
        return _open(begun, at)
    return replace(begun, state=State.READ, until=at + timedelta(seconds=room.settings.read_s), opened_at=None)


def _open(room: Room, at: datetime) -> Room:
    return _with_round(replace(room, state=State.ANSWER, opened_at=at, until=None), opened=True)


def _close(room: Room, at: datetime) -> Room:
    return replace(room, state=State.LOCKED, closed_at=at)


def _reopen(room: Room, said: _Said) -> Room:
    """The same vote goes on as after a pause, with some time where the countdown was over."""
    gone = max(said.at - (room.closed_at or said.at), timedelta(0))
    opened_at = (room.opened_at or said.at) + gone
    limit = room.round.limit_ms if room.round else None
    if limit is not None:
        limit = max(limit, (said.at + REOPENED - opened_at) // timedelta(milliseconds=1))
    opened = replace(room, state=State.ANSWER, opened_at=opened_at, closed_at=None)
    return _with_round(opened, limit_ms=limit, reopened=True)


def _reveal(room: Room, at: datetime) -> Room:
    return _with_round(replace(room, state=State.REVEAL, closed_at=None), revealed=True)


def _discuss(room: Room, said: _Said) -> Room:
    if room.vote == 2:
        raise Conflict("This question has been asked twice already; show the answer now.")
    return replace(room, state=State.DISCUSS, closed_at=None)


def _ask_again(room: Room, said: _Said) -> Room:
    limit = room.settings.limit_s * 1000 or None
    again = replace(room, state=State.ANSWER, vote=2, opened_at=said.at, bars=False)
    return _with_round(again, votes=2, limit_ms=limit, reopened=False)


def _to_board(room: Room, said: _Said) -> Room:
    if room.settings.board == "off":
        raise Conflict("This room has no leaderboard; it was set so when it was opened.")
    return replace(room, state=State.BOARD)


def _to_podium(room: Room, at: datetime) -> Room:
    if not room.settings.podium:
        return _end(room, at)
    return replace(room, state=State.PODIUM, until=at + PODIUM_FOR)


def _end(room: Room, at: datetime) -> Room:
    return replace(room, state=State.ENDED, until=None, opened_at=None, paused_at=None, closed_at=None, resumes=None)


def _pause(room: Room, said: _Said) -> Room:
    return replace(room, state=State.PAUSED, resumes=room.state, paused_at=said.at)


def _resume(room: Room, said: _Said) -> Room:
    assert room.resumes is not None
    assert room.paused_at is not None
    gone = max(said.at - room.paused_at, timedelta(0))
    return replace(
        room,
        state=room.resumes,
        resumes=None,
        paused_at=None,
        opened_at=room.opened_at + gone if room.opened_at else None,
        until=room.until + gone if room.until else None,
    )


def _add_time(room: Room, said: _Said) -> Room:
    fewest, most = MORE_SECONDS
    if not fewest <= said.seconds <= most:
        raise BadInput(f"Add {fewest} to {most} seconds.")
    limit = room.round.limit_ms if room.round else None
    if limit is None:
        raise Conflict("This question has no countdown; it stays open until you close it.")
    return _with_round(room, limit_ms=limit + said.seconds * 1000)


def _skip(room: Room, said: _Said) -> Room:
    return _next_question(_with_round(room, void=True), said.at)


def _bars(room: Room, said: _Said) -> Room:
    return replace(room, bars=not room.bars)


def _with_round(room: Room, **changes: Any) -> Room:
    changed = replace(room.rounds[-1], **changes)
    return replace(room, rounds=(*room.rounds[:-1], changed))


def _now(step: Callable[[Room, datetime], Room]) -> Handler:
    return lambda room, said: step(room, said.at)


_ALWAYS: Mapping[str, Handler] = {"finish": _now(_end)}
_RUNNING: Mapping[str, Handler] = {**_ALWAYS, "pause": _pause, "skip": _skip}

LEGAL: Mapping[State, Mapping[str, Handler]] = {
    State.LOBBY: {**_ALWAYS, "next": _start},
    State.READ: {**_RUNNING, "next": _now(_open)},
    State.ANSWER: {**_RUNNING, "next": _now(_close), "close": _now(_close), "add-time": _add_time},
    State.PAUSED: {**_ALWAYS, "next": _resume, "resume": _resume},
    State.LOCKED: {**_ALWAYS, "next": _now(_reveal), "discuss": _discuss, "reopen": _reopen},
    State.DISCUSS: {**_ALWAYS, "next": _ask_again, "pause": _pause, "bars": _bars},
    State.REVEAL: {**_ALWAYS, "next": _now(_next_question), "board": _to_board, "podium": _now(_to_podium)},
    State.BOARD: {**_ALWAYS, "next": _now(_next_question), "podium": _now(_to_podium)},
    State.PODIUM: {"next": _now(_end), "finish": _now(_end)},
    State.ENDED: {},
}
"""State → the commands it knows. `next` is the one thing to do there; everything else is refused with Conflict."""

COMMANDS = tuple(dict.fromkeys(name for legal in LEGAL.values() for name in legal))


def apply(room: Room, command: str, *, at: datetime, expect: int, seconds: int = 15, learners: int = 0) -> Room:
    """The room after a host's command.

    `expect` is the version the host was looking at: when the room has moved on since, the command was meant for
    another state and is refused. So a double click, or two hosts at once, make one step and not two.

    Raises BadInput for a word that is no command, Conflict for one that is not legal now.
    """
    if command not in COMMANDS:
        raise BadInput(f"There is no command “{command[:40]}”; use one of {', '.join(COMMANDS)}.")
    if expect != room.version:
        raise Conflict("The room had already moved on; nothing was done twice.")
    handler = LEGAL[room.state].get(command)
    if handler is None:
        raise Conflict(_illegal(room.state, command))
    if command in _GOES_ON and (moved := _moved_by_time(room)) and at < moved + UNASKED:
        raise Conflict("The room had just gone on by itself; nothing was done. Press again for what is next now.")
    after = handler(room, _Said(at, seconds, learners))
    return replace(after, version=room.version + 1, touched_at=at)


_GOES_ON = ("next", "close", "discuss")


def _moved_by_time(room: Room) -> datetime | None:
    """When time brought a room into its state, if it was time and the host has said nothing since: on the panel the
    next step has just changed its meaning, and a click may have been meant for the one before."""
    moved = {State.ANSWER: room.opened_at, State.LOCKED: room.closed_at}.get(room.state)
    return moved if moved is not None and moved > room.touched_at else None


def _illegal(state: State, command: str) -> str:
    if state is State.ENDED:
        return "This room has ended; open the quiz for a new run."
    return f"“{command}” cannot be done now: the room is at “{state}”."


# --- what time does --------------------------------------------------------------------------------------------


def advance(room: Room, *, at: datetime, present: Present) -> Room:
    """The room as time has made it; the same whether it is asked every second or once after a night.

    A countdown ends when the slowest of those present who have not answered could not answer any more, and never
    before the ordinary time: nobody's extra time is cut short, and nobody waits for a learner who is not there.
    """
    while (after := _step(room, at, present)) is not None:
        room = replace(after, version=room.version + 1)
    return room


def _step(room: Room, at: datetime, present: Present) -> Room | None:
    match room.state:
        case State.READ if room.until and at >= room.until:
            return _open(room, room.until)
        case State.ANSWER if (ends := closes_at(room, present.slowest_percent)) and at > ends:
            return _close(room, ends)
        case State.ANSWER if (settled := _settled_at(room, present)) and at >= settled:
            return _close(room, at)
        case State.PODIUM if room.until and at >= room.until:
            return _end(room, room.until)
        case state if state is not State.ENDED and not present.connected and at >= room.touched_at + FORGOTTEN:
            return _end(room, at)
    return None


def _settled_at(room: Room, present: Present) -> datetime | None:
    by_hand = not room.settings.auto_close or (room.round and room.round.reopened)
    return None if by_hand or present.settled_at is None else present.settled_at + SETTLE


def closes_at(room: Room, percent: int) -> datetime | None:
    """Until when an answer counts for a learner with this time factor, the grace included; None without countdown."""
    if room.state is not State.ANSWER or room.opened_at is None or room.limit is None:
        return None
    return room.opened_at + room.limit * max(percent, 100) / 100 + GRACE


def due_at(room: Room) -> datetime | None:
    """The first instant at which `advance` could change the room; None when time no longer matters."""
    match room.state:
        case State.ENDED:
            return None
        case State.READ | State.PODIUM:
            return room.until
        case State.ANSWER if (ends := closes_at(room, 100)) is not None:
            return ends
    return room.touched_at + FORGOTTEN


def remaining(room: Room, percent: int, *, at: datetime) -> timedelta | None:
    """What a learner with this time factor has left, a pause included; None without countdown."""
    running = room.state is State.ANSWER or room.resumes is State.ANSWER
    if not running or room.opened_at is None or room.limit is None:
        return None
    seen_at = room.paused_at if room.paused_at is not None else at
    return max(timedelta(0), room.opened_at + room.limit * percent / 100 - seen_at)
