from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.classroom.live_answers import Refused, Stored
from quizapp.classroom.live_results import counts, moved
from quizapp.core.live import GRACE
from quizapp.store import Response, ResponseEvent
from quizapp.store.engine import Store
from tests.classroom.live_rooms import LiveClass, a_live_class
from tests.conftest import ON_BOTH, Cast, Clock

pytestmark = ON_BOTH


@pytest.fixture
def room(store: Store, clock: Clock, cast: Cast) -> LiveClass:
    made = a_live_class(store, clock, cast.course, limit_s=20)
    made.join("Lin")
    return made


def reason(outcome: Stored | Refused) -> str:
    return outcome.reason if isinstance(outcome, Refused) else "stored"


def rows(store: Store) -> tuple[int, int, int]:
    """Events, late events, responses."""
    with store.reading() as db:
        late = select(func.count()).select_from(ResponseEvent).where(ResponseEvent.late)
        every, responses = select(func.count()).select_from(ResponseEvent), select(func.count()).select_from(Response)
        return db.scalar(every) or 0, db.scalar(late) or 0, db.scalar(responses) or 0


def test_the_same_key_again_is_the_same_answer(room: LiveClass, store: Store) -> None:
    room.say("next")
    lin = room.members["Lin"]
    first = room.answer(lin, 1, key="k" * 32)
    room.clock.advance(seconds=2)
    assert room.answer(lin, 1, key="k" * 32) == first
    room.say("next", "next")
    assert room.answer(lin, 1, key="k" * 32, number=1) == first
    assert rows(store) == (1, 0, 1)


def test_a_mind_may_be_changed_until_the_close(room: LiveClass, store: Store) -> None:
    room.say("next")
    lin = room.members["Lin"]
    room.answer(lin, 1)
    room.answer(lin, 0)
    room.say("next", "next")
    assert room.board().lines[0].total == 1000
    assert rows(store) == (2, 0, 1)


def test_where_speed_counts_the_first_answer_is_final(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, limit_s=20, speed_percent=50)
    lin = room.join("Lin")
    room.say("next")
    clock.advance(seconds=10)
    outcomes = [reason(room.answer(lin, option)) for option in (0, 1, 2, 3)]
    assert outcomes == ["stored", "final", "final", "final"]
    room.say("next", "next")
    assert room.board().lines[0].total == 763


@pytest.mark.parametrize("at", ["lobby", "paused", "locked", "discuss", "reveal", "next question", "ended"])
def test_an_answer_outside_of_its_time_is_refused_with_the_reason(room: LiveClass, store: Store, at: str) -> None:
    steps = {
        "lobby": (),
        "paused": ("next", "pause"),
        "locked": ("next", "next"),
        "discuss": ("next", "next", "discuss"),
        "reveal": ("next", "next", "next"),
        "next question": ("next", "next", "next", "next"),
        "ended": ("next", "finish"),
    }
    room.say(*steps[at])
    lin = room.members["Lin"]
    expected = {"lobby": "not_open", "paused": "paused", "next question": "not_your_round", "ended": "not_your_round"}
    outcome = room.answer(lin, 0, number=1, vote=1)
    assert reason(outcome) == expected.get(at, "closed")
    kept = 1 if at in ("locked", "discuss") else 0
    assert rows(store) == (kept, kept, 0)
    if at == "next question":
        assert reason(room.answer(lin, (2,))) == "stored"


def test_an_answer_for_a_question_to_come_is_refused(room: LiveClass) -> None:
    room.say("next")
    assert reason(room.answer(room.members["Lin"], 0, number=2)) == "not_open"


@pytest.mark.parametrize(("percent", "seconds"), [(100, 20), (150, 30)])
def test_the_own_time_decides_to_the_millisecond(
    store: Store, clock: Clock, cast: Cast, percent: int, seconds: int
) -> None:
    from quizapp.store import Seat

    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = str(percent / 100)
        db.commit()
    room = a_live_class(store, clock, cast.course, limit_s=20)
    lin = room.join("Lin", cast.lin)
    room.say("next")
    last = clock.at + timedelta(seconds=seconds) + GRACE
    clock.at = last
    assert reason(room.answer(lin)) == "stored"
    clock.at = last + timedelta(milliseconds=1)
    assert reason(room.answer(lin, 1)) == "too_late"
    room.say("next", "next")
    assert room.board().lines[0].total == 1000


def test_a_pause_is_not_counted_as_time_used(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, limit_s=20, speed_percent=50)
    lin = room.join("Lin")
    room.say("next")
    clock.advance(seconds=4)
    room.say("pause")
    clock.advance(seconds=300)
    room.say("resume")
    clock.advance(seconds=6)
    assert reason(room.answer(lin)) == "stored"
    room.say("next", "next")
    assert room.board().lines[0].total == 763


def test_the_second_vote_stands_beside_the_first(room: LiveClass, store: Store) -> None:
    from quizapp.classroom.live_results import bars, given_in

    gus = room.join("Gus")
    lin = room.members["Lin"]
    room.say("next")
    room.answer(lin, 1)
    room.answer(gus, 0)
    room.say("next", "discuss", "next")
    assert reason(room.answer(lin, 0, vote=1)) == "not_your_round"
    room.answer(lin, 0)
    room.answer(gus, 0)
    room.say("next", "next")
    place = room.sheet.places[0]
    with store.reading() as db:
        given = given_in(db, room.key, place)
    assert [[one.count for one in bars(place, given, vote)] for vote in (1, 2)] == [[1, 1, 0, 0], [2, 0, 0, 0]]
    assert moved(place, room.key, given) == {"right right": 1, "right wrong": 0, "wrong right": 1, "wrong wrong": 0}
    assert {line.name: line.total for line in room.board().lines} == {"Gus": 1000, "Lin": 0}


def test_the_second_vote_counts_where_that_was_chosen(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, count_vote=2)
    lin = room.join("Lin")
    room.say("next")
    room.answer(lin, 1)
    room.say("next", "discuss", "next")
    room.answer(lin, 0)
    room.say("next", "next")
    assert room.board().lines[0].total == 1000


def test_a_team_is_worth_the_mean_of_its_members(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, teams=2)
    learners = [room.join(f"Learner {n}") for n in range(3)]
    room.say("next")
    room.answer(learners[0], 0)
    room.answer(learners[1], 0)
    room.say("next", "next")
    assert [(line.name, line.rank, line.total) for line in room.board().teams] == [("Blue", 1, 1000), ("Amber", 2, 500)]


def test_those_with_more_time_are_waited_for_only_while_they_are_there(store: Store, clock: Clock, cast: Cast) -> None:
    from quizapp.store import Seat

    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = "3"
        db.commit()
    room = a_live_class(store, clock, cast.course, limit_s=20)
    lin, gus = room.join("Lin", cast.lin), room.join("Gus")
    room.say("next")
    assert counts(store.look, room.key, room.room, frozenset({lin.id, gus.id})).slowest_percent == 300
    assert counts(store.look, room.key, room.room, frozenset({gus.id})).slowest_percent == 100
    room.answer(lin)
    found = counts(store.look, room.key, room.room, None)
    assert (found.joined, found.answered, found.waiting, found.slowest_percent) == (2, 1, (gus.id,), 100)


def test_many_at_one_instant_are_each_stored_once(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course)
    learners = [room.join(f"Learner {n}") for n in range(60)]
    room.say("next")
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda member: reason(room.answer(member, member.id % 4)), learners * 2))
    assert set(outcomes) == {"stored"}
    assert rows(store) == (120, 0, 60)


def test_four_choices_of_one_learner_at_once_where_the_first_is_final_leave_one(
    store: Store, clock: Clock, cast: Cast
) -> None:
    room = a_live_class(store, clock, cast.course, limit_s=20, speed_percent=10)
    lin = room.join("Lin")
    room.say("next")
    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(lambda option: reason(room.answer(lin, option)), range(4)))
    assert outcomes == ["final", "final", "final", "stored"]
    assert rows(store)[2] == 1
