"""What each role sees of a live room, as values ready for a template or for JSON.

A learner's screen is made of `DeliveredItem`s until the reveal; only then is a `RevealedItem` made at all. What all
learners see alike is made once for each version of the room and kept; what is a learner's own is small.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from quizapp.classroom import live_results
from quizapp.classroom.desk import Place, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_results import Board, Given
from quizapp.core.delivered import DeliveredItem
from quizapp.core.kinds import KINDS
from quizapp.core.live import Room, State, remaining
from quizapp.core.order import order_secret, tokens
from quizapp.core.revealed import RevealedItem, reveal, verdict

T = TypeVar("T")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WITH_OPTIONS = (State.ANSWER, State.LOCKED, State.DISCUSS)
WITH_OWN = (State.ANSWER, State.PAUSED, State.LOCKED, State.DISCUSS, State.REVEAL)

SAID = {
    State.LOBBY: "You are in. It starts when the host starts it.",
    State.READ: "Question {number} of {total}. The answers follow.",
    State.ANSWER: "Question {number} is open.",
    State.PAUSED: "The room is paused.",
    State.LOCKED: "Question {number} is closed.",
    State.DISCUSS: "Talk with your neighbour. Then you answer the question again.",
    State.REVEAL: "The answer to question {number} is shown.",
    State.BOARD: "The standings so far.",
    State.PODIUM: "The final standings.",
    State.ENDED: "The live room has ended.",
}
AGAIN = "Question {number} is open again. Think anew, then answer."


def said(room: Room) -> str:
    """The room's state in one sentence, for the status line."""
    words = AGAIN if room.state is State.ANSWER and room.vote == 2 else SAID[room.state]
    return words.format(number=room.number, total=len(room.quiz_items))


DOING = {
    State.LOBBY: "Waiting",
    State.READ: "reading",
    State.ANSWER: "answering",
    State.PAUSED: "paused",
    State.LOCKED: "closed",
    State.DISCUSS: "discussing",
    State.REVEAL: "revealed",
    State.BOARD: "the standings",
    State.PODIUM: "Final standings",
    State.ENDED: "Ended",
}


def tab(room: Room) -> str:
    """The room's state, which begins a page's title: a tab shows the beginning, which is all one sees of many."""
    of_question = room.number and room.state not in (State.PODIUM, State.ENDED)
    question = f"Question {room.number}{', asked again' if room.vote == 2 else ''}: " if of_question else ""
    return f"{question}{DOING[room.state]}"


class Screens:
    """What has been made for a version of a room; one per application."""

    def __init__(self, limit: int = 600) -> None:
        self.limit = limit
        self._made: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._making: dict[tuple[object, ...], Lock] = {}
        self._lock = Lock()

    def once(self, name: tuple[object, ...], make: Callable[[], T]) -> T:
        """The value under a name; while one thread makes it, the others wait for it instead of making it too."""
        with self._lock:
            if name in self._made:
                return cast(T, self._made[name])
            making = self._making.setdefault(name, Lock())
        with making:
            with self._lock:
                if name in self._made:
                    return cast(T, self._made[name])
            value = make()
            with self._lock:
                self._made[name] = value
                self._making.pop(name, None)
                if len(self._made) > self.limit:
                    self._made.popitem(last=False)
            return value

    def known(self, name: tuple[object, ...]) -> Any:
        """The value under a name if it has been made, else None."""
        with self._lock:
            return self._made.get(name)

    def forget(self, room: str) -> None:
        """A learner was removed, renamed or let in again: what shows names or counts is made anew."""
        with self._lock:
            for name in [name for name in self._made if name[0] == room]:
                del self._made[name]

    def board(self, db: Session, key: RoomKey, sheet: Sheet, room: Room) -> Board:
        return self.once(board_name(key, room), lambda: live_results.board(db, key, sheet, room))


def board_name(key: RoomKey, room: Room) -> tuple[object, ...]:
    return key.public_id, room.version, "board"


@dataclass(frozen=True, slots=True)
class Stage:
    """The question a room is at, as far as it may be seen: its options once they are open, its key once revealed."""

    place: Place
    stem: str
    language: str
    delivered: DeliveredItem | None
    revealed: RevealedItem | None


def stage_of(key: RoomKey, sheet: Sheet, room: Room) -> Stage | None:
    """What everybody in the room may see of the question now; None where there is none to be seen."""
    place = live_results.place_now(sheet, room)
    if place is None or room.state not in (State.READ, State.REVEAL, *WITH_OPTIONS):
        return None
    whole = delivered_for(key, place)
    shown = reveal_for(key, place) if room.state is State.REVEAL else None
    return Stage(place, whole.stem, whole.language, None if room.state is State.READ else whole, shown)


def secret_for(key: RoomKey, place: Place) -> bytes:
    return order_secret(key.secret, place.public_id)


def delivered_for(key: RoomKey, place: Place) -> DeliveredItem:
    return KINDS[place.item.kind].present(place.item, place.public_id, secret_for(key, place))


def reveal_for(key: RoomKey, place: Place) -> RevealedItem:
    return reveal(
        place.item,
        None,
        quiz_item=place.public_id,
        secret=secret_for(key, place),
        rule=key.credit,
        evidence=place.evidence,
    )


# --- a learner's own -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """What a learner has answered, in tokens and in words, and after the reveal what it earned."""

    choice: list[str] | str
    words: str
    received_at: datetime
    verdict: str = ""
    mark: Fraction | None = None


def own_of(key: RoomKey, place: Place, given: Given | None, *, text: bool, revealed: bool) -> Own | None:
    """A learner's own answer. Whether it was right is looked at only once the key is out."""
    if given is None or len(given.choice) == 0:
        return None
    mark = KINDS[place.item.kind].mark(place.item, given.choice, key.credit) if revealed else None
    told = verdict(mark) if revealed else ""
    if isinstance(given.choice, str):
        return Own(given.choice, f"{given.choice} {place.item.unit}".strip(), given.received_at, told, mark)
    offered = tokens(place.item, secret_for(key, place))
    chosen = [
        (letter, token, position)
        for letter, (token, position) in zip(LETTERS, offered.items(), strict=False)
        if position in given.choice
    ]
    words = ", ".join(
        f"{letter} – {plain(place.item.options[position].text)}" if text else letter for letter, _, position in chosen
    )
    return Own([token for _, token, _ in chosen], words, given.received_at, told, mark)


def plain(text: str) -> str:
    """The beginning of an option, for a receipt of one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"


def milliseconds(length: timedelta | None) -> int | None:
    return None if length is None else max(0, length // timedelta(milliseconds=1))


def clock_of(room: Room, percent: int, *, at: datetime) -> dict[str, int | None]:
    """The countdown as one learner has it: what is left, the whole, and the whole without extra time."""
    limit = room.limit if room.state in (State.ANSWER, State.PAUSED) else None
    return {
        "remaining_ms": milliseconds(remaining(room, percent, at=at)),
        "limit_ms": milliseconds(limit * percent / 100) if limit else None,
        "base_ms": milliseconds(limit) if limit and percent != 100 else None,
    }


def question_json(stage: Stage | None, *, text: bool) -> dict[str, object] | None:
    """The question for programs: as much of it as the stage holds."""
    if stage is None:
        return None
    found: dict[str, object] = {"id": stage.place.public_id, "kind": stage.place.item.kind}
    if text:
        found["stem"] = stage.stem
    if stage.delivered is not None:
        found["unit"] = stage.delivered.unit
        found["options"] = [
            {"token": option.token, "letter": letter} | ({"text": option.text} if text else {})
            for letter, option in zip(LETTERS, stage.delivered.options, strict=False)
        ]
    if stage.revealed is not None:
        found["key"] = [option.token for option in stage.revealed.options if option.is_key]
        found["accepted"] = list(stage.revealed.accepted)
        found["explanation"] = stage.revealed.explanation
    return found
