"""Two who teach at the same moment: the database decides who was first, and the other one is told in words."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, live, live_joining, openings, quizzes, taking, trials
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.openings import Rules
from quizapp.core.errors import Conflict, NotFound
from quizapp.core.item import Option
from quizapp.core.live import Settings
from quizapp.core.page import Head
from quizapp.store import (
    Attempt,
    BankPage,
    Course,
    Item,
    ItemVersion,
    LiveRoom,
    Opening,
    Person,
    Quiz,
    QuizItem,
    Seat,
    Trial,
)
from quizapp.store.engine import Store
from tests.conftest import ON_BOTH, Cast
from tests.factories import NOON, a_page, a_question, a_quiz, an_item, an_opening

pytestmark = ON_BOTH


def one_after_the_other(store: Store, first: Callable[[Session], None], second: Callable[[Session], None]) -> list[str]:
    """Who got through, in the order of their commits: the second begins while the first has not committed yet."""
    told: list[str] = []

    def come_second() -> None:
        with store.writing() as db:
            try:
                second(db)
                db.commit()
                told.append("second")
            except (Conflict, NotFound) as error:
                told.append(str(error))

    thread = threading.Thread(target=come_second)
    with store.writing() as db:
        first(db)
        thread.start()
        until(lambda: not thread.is_alive() or somebody_waits(store))
        told.append("first")  # before the commit, which lets the second go on
        db.commit()
    thread.join(30)
    return told


def somebody_waits(store: Store) -> bool:
    """Whether a writer stands before a lock: of this process on SQLite, of a row on PostgreSQL."""
    if store.lock is not None:
        return bool(store.lock._waiting)
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with store.engine.connect() as connection:
        return bool(connection.scalar(text(waiting)))


def until(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.002)


def both_at_once(store: Store, change: Callable[[Session], None], read: Callable[[Session], object]) -> list[str]:
    """What two are told who have both read before either writes; on SQLite the second reads when the first is done."""
    told: list[str] = []
    meet = threading.Barrier(2)

    def act() -> None:
        with store.writing() as db:
            if store.lock is None:
                read(db)
                meet.wait(30)
            try:
                change(db)
                db.commit()
                told.append("saved")
            except Conflict as error:
                told.append(str(error))

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(told)


@pytest.fixture
def shelf(db: Session, cast: Cast) -> BankPage:
    page = a_page(db)
    db.commit()
    return page


@pytest.fixture
def draft(db: Session, cast: Cast) -> Quiz:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id))
    db.commit()
    return quiz


def test_of_two_editors_who_save_at_once_the_second_is_told(db: Session, store: Store, shelf: BankPage) -> None:
    row = a_question(db, shelf)
    db.commit()
    stems = iter(["What did the first write?", "What did the second write?"])

    def edit(session: Session) -> None:
        item = an_item(next(stems), tags=("new",))
        authoring.edit_item(session, None, session.get_one(Item, row.id), item, based_on=1, at=NOON)

    told = both_at_once(store, edit, lambda session: session.get_one(Item, row.id).tags)
    assert told[1] == "saved"
    assert "look at it before you save" in told[0]
    with store.reading() as reading:
        assert reading.get_one(Item, row.id).version_number == 2
        assert reading.scalar(select(func.count()).select_from(ItemVersion)) == 2


def test_two_new_questions_at_once_never_share_a_name(db: Session, store: Store, shelf: BankPage) -> None:
    def write(session: Session) -> None:
        page = session.get_one(BankPage, shelf.id)
        authoring.create_item(session, None, page, an_item("Which river is it?"), at=NOON)

    told = one_after_the_other(store, write, write)
    with store.reading() as reading:
        names = reading.scalars(select(Item.name)).all()
    assert len(names) == len(set(names)) == 2 - ("at the same moment" in told[-1])


def test_two_new_pages_at_once_never_share_a_name(store: Store, cast: Cast) -> None:
    def write(session: Session) -> None:
        bank_pages.create_page(session, None, Head("Rivers"), course=None, at=NOON)

    told = one_after_the_other(store, write, write)
    with store.reading() as reading:
        names = reading.scalars(select(BankPage.name)).all()
    assert len(names) == len(set(names)) == 2 - ("at the same moment" in told[-1])


def test_a_question_does_not_enter_a_quiz_that_is_just_being_given(
    db: Session, store: Store, shelf: BankPage, draft: Quiz
) -> None:
    late = a_question(db, shelf)
    db.commit()

    def give(session: Session) -> None:
        openings.open_quiz(session, None, session.get_one(Quiz, draft.id), Rules(), at=NOON)

    def add(session: Session) -> None:
        quizzes.add_questions(session, None, session.get_one(Quiz, draft.id), [session.get_one(Item, late.id)])

    told = one_after_the_other(store, give, add)
    assert told[0] == "first"
    assert "has been given to a class" in told[1]
    with store.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(QuizItem)) == 3


def test_a_quiz_is_not_given_while_a_question_is_on_its_way_into_it(
    db: Session, store: Store, shelf: BankPage, draft: Quiz
) -> None:
    more = a_question(db, shelf)
    db.commit()

    def add(session: Session) -> None:
        quizzes.add_questions(session, None, session.get_one(Quiz, draft.id), [session.get_one(Item, more.id)])

    def give(session: Session) -> None:
        openings.open_quiz(session, None, session.get_one(Quiz, draft.id), Rules(), at=NOON)

    assert one_after_the_other(store, add, give) == ["first", "second"]


# --- a trial of two versions -------------------------------------------------------------------------------------


@pytest.fixture
def given(db: Session, cast: Cast) -> Opening:
    """A quiz given to the class, whose first question has got another fourth option since."""
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()]))
    row = opening.quiz.items[0].version.item
    item = item_of(authoring.newest(db, row))
    options = (*item.options[:3], Option("The Ilme", False, "It ends before the town."))
    authoring.edit_item(db, db.get_one(Person, cast.amira.id), row, replace(item, options=options), at=NOON)
    db.commit()
    return opening


def a_trial(session: Session, amira: int, opening: int) -> Trial:
    quiz = session.get_one(Opening, opening).quiz
    row = quiz.items[0].version.item
    return trials.start(session, session.get_one(Person, amira), quiz, row, secret=b"t" * 32, at=NOON)


def test_of_two_trials_started_at_once_one_runs(store: Store, cast: Cast, given: Opening) -> None:
    def start(session: Session) -> None:
        a_trial(session, cast.amira.id, given.id)

    told = one_after_the_other(store, start, start)
    assert told[0] == "first"
    assert "is running in this quiz" in told[1]
    with store.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(Trial)) == 1


def test_who_begins_while_a_trial_is_being_started_belongs_to_it_or_waits(
    store: Store, cast: Cast, given: Opening
) -> None:
    """An attempt on its way is stored before the trial looks at who was there, or gets a later id."""

    def begin(session: Session) -> None:
        seat = session.get_one(Seat, cast.lin.id)
        taking.start(session, session.get_one(Opening, given.id), seat, secret=b"s" * 32, at=NOON)

    def start(session: Session) -> None:
        a_trial(session, cast.amira.id, given.id)

    assert one_after_the_other(store, begin, start) == ["first", "second"]
    with store.reading() as reading:
        [attempt], [trial] = reading.scalars(select(Attempt)).all(), reading.scalars(select(Trial)).all()
        assert trial.after_attempt >= attempt.id, "this attempt began before the trial"


def test_of_two_who_decide_at_once_the_second_is_told(db: Session, store: Store, cast: Cast, given: Opening) -> None:
    trial = a_trial(db, cast.amira.id, given.id)
    db.commit()

    def keep(which: str) -> Callable[[Session], None]:
        def decide(session: Session) -> None:
            person, running = session.get_one(Person, cast.amira.id), session.get_one(Trial, trial.id)
            trials.decide(session, Desk(), person, running, which, at=NOON)

        return decide

    told = one_after_the_other(store, keep("old"), keep("new"))
    assert told == ["first", "Somebody has decided about this trial already."]
    with store.reading() as reading:
        assert reading.get_one(Trial, trial.id).kept == "old"


# --- a live room that is being deleted ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Hall:
    """A live room that nobody has joined yet."""

    key: live.RoomKey
    standing: live.Standing
    host: Person

    def join(self, db: Session) -> None:
        live_joining.join(db, self.key, self.standing, None, "Calm Heron", secret=b"s" * 32, at=NOON)

    def delete(self, db: Session) -> None:
        live.delete_empty(db, db.get_one(Person, self.host.id), db.get_one(Opening, self.key.opening_id), at=NOON)


@pytest.fixture
def hall(db: Session, cast: Cast, draft: Quiz) -> Hall:
    room = live.open_room(db, None, draft, Settings(), at=NOON).public_id
    db.commit()
    key = live.Rooms().key(lambda: db, room)
    standing = live.read(db, key)
    db.commit()
    return Hall(key, standing, cast.amira)


def left(store: Store) -> list[int]:
    with store.reading() as db:
        return [db.scalar(select(func.count()).select_from(table)) or 0 for table in (Opening, Attempt, LiveRoom)]


def test_a_room_that_somebody_is_just_joining_is_not_deleted(store: Store, hall: Hall) -> None:
    told = one_after_the_other(store, hall.join, hall.delete)
    assert told == ["first", "Somebody has been in this live room, so it stays, with what they answered."]
    assert left(store) == [1, 1, 1]


def test_who_joins_a_room_that_is_just_being_deleted_is_told_that_it_is_gone(store: Store, hall: Hall) -> None:
    assert one_after_the_other(store, hall.delete, hall.join) == ["first", live.NO_ROOM]
    assert left(store) == [0, 0, 0]
