"""A live room with learners in it, for tests: say what the host says, join, answer, and look."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from quizapp.classroom import live, live_answers, live_joining, live_results
from quizapp.classroom.desk import Desk, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_answers import Refused, Stored
from quizapp.classroom.live_joining import Member
from quizapp.core.item import Item
from quizapp.core.live import Present, Room, Settings
from quizapp.store import Course, Quiz, Seat
from quizapp.store.engine import Store
from tests.conftest import SECRET, Clock
from tests.factories import a_quiz

_keys = count(1)
NOBODY_AWAY = Present(connected=1)


@dataclass
class LiveClass:
    """A room over a store and a clock; everything goes through the verbs."""

    store: Store
    clock: Clock
    key: RoomKey
    code: str
    sheet: Sheet
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def room(self) -> Room:
        with self.store.reading() as db:
            return live.read(db, self.key).room

    def say(self, *commands: str, seconds: int = 15) -> Room:
        for name in commands:
            expect = self.room.version
            self.store.writer.submit(
                lambda execute, name=name, expect=expect: live.command(  # type: ignore[misc]
                    execute, self.key, name, expect=expect, seconds=seconds, person_id=None, at=self.clock()
                )
            )
        return self.room

    def tick(self, present: Present = NOBODY_AWAY) -> Room:
        return self.store.writer.submit(lambda execute: live.tick(execute, self.key, present, at=self.clock()))

    def join(self, name: str, seat: Seat | None = None) -> Member:
        with self.store.writing() as db:
            standing = live.read(db, self.key)
            there = db.get_one(Seat, seat.id) if seat else None
            row, own = live_joining.join(db, self.key, standing, there, name, secret=SECRET.encode(), at=self.clock())
            carried = [(own.public_id, own.generation)]
            db.commit()
            self.members[row.name] = live_joining.member_carried(db, self.key, carried)
            return self.members[row.name]

    def answer(
        self, member: Member, option: int | tuple[int, ...] = 0, *, key: str = "", number: int = 0, vote: int = 0
    ) -> Stored | Refused:
        """Choose an option, by its position in the author's order (0 is the key of the usual questions)."""
        room = self.room
        number = number or room.number
        place = self.sheet.places[number - 1]
        choice = option if isinstance(option, tuple) else (option,)
        event_key = key or f"{next(_keys):032x}"
        return self.store.writer.submit(
            lambda execute: live_answers.answer(
                execute, self.key, member, place, choice, number=number, vote=vote or room.vote, event_key=event_key,
                at=self.clock(),
            )
        )  # fmt: skip

    def change(self, verb: Any, member: Member, *given: Any, **named: Any) -> None:
        """What the host does with a learner: `change(live_joining.remove, member, at=…)`."""
        with self.store.writing() as db:
            row = live_joining.get_participant(db, self.key, member.public_id)
            takes_key = verb in (live_joining.rename, live_joining.readmit, live_joining.set_team)
            verb(db, *([self.key] if takes_key else []), row, *given, **named)
            db.commit()

    def board(self) -> live_results.Board:
        with self.store.reading() as db:
            return live_results.board(db, self.key, self.sheet, live.read(db, self.key).room)


def a_live_class(
    store: Store,
    clock: Clock,
    course: Course,
    items: list[Item] | None = None,
    *,
    title: str = "Rivers",
    **settings: Any,
) -> LiveClass:
    """An open room for a new quiz of a class; without reading time unless told."""
    desk = Desk()
    with store.writing() as db:
        quiz = a_quiz(db, db.get_one(Course, course.id), items, title=title)
        row = live.open_room(db, None, quiz, Settings(**({"read_s": 0} | settings)), at=clock())
        code, public_id, quiz_id = row.code, row.public_id, quiz.id
        db.commit()
    with store.reading() as db:
        key = live.Rooms().key(lambda: db, public_id)
        assert db.get_one(Quiz, quiz_id)
        return LiveClass(store, clock, key, code or "", desk.sheet(db, quiz_id, key.opening))
