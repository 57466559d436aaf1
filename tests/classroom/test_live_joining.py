from __future__ import annotations

import pytest

from quizapp.classroom import live, live_joining
from quizapp.classroom.courses import seat_with_code
from quizapp.classroom.live_joining import member_carried, members_in
from quizapp.classroom.secrets import seat_code
from quizapp.core.errors import BadInput, Conflict, NotAllowed, SignInNeeded
from quizapp.store import Course
from quizapp.store.engine import Store
from tests.classroom.live_rooms import LiveClass, a_live_class
from tests.conftest import SECRET, Cast, Clock


@pytest.fixture
def room(store: Store, clock: Clock, cast: Cast) -> LiveClass:
    return a_live_class(store, clock, cast.course)


def test_a_seat_is_in_the_room_once_however_often_it_comes(room: LiveClass, store: Store, cast: Cast) -> None:
    first = room.join("Lin", cast.lin)
    for name in ("Lin", "Somebody", ""):
        assert room.join(name, cast.lin) == first
    with store.reading() as db:
        assert len(members_in(db, room.key)) == 1


@pytest.mark.parametrize("same", ["Anna", "ANNA", "Аnna", "An\u200bna", "Ａnna", "A nna"])
def test_a_name_somebody_has_is_refused_with_two_that_are_free(room: LiveClass, same: str) -> None:
    room.join("Anna")
    with pytest.raises(BadInput, match=r"Free are “.+” and “.+”"):
        room.join(same)


def test_a_name_that_insults_is_replaced_and_the_host_knows(room: LiveClass) -> None:
    member = room.join("sh1thead")
    assert member.replaced
    assert "sh" not in member.name.lower()[:2] or " " in member.name


def test_who_was_removed_is_out_and_the_name_is_free(room: LiveClass, store: Store) -> None:
    lin = room.join("Lin")
    room.say("next")
    room.change(live_joining.remove, lin, at=room.clock())
    with store.reading() as db, pytest.raises(NotAllowed, match="removed you"):
        member_carried(db, room.key, [(lin.seat, lin.generation)])
    refused = room.answer(lin)
    assert getattr(refused, "reason", "") == "kicked"
    again = room.join("Lin")
    assert again.id != lin.id
    room.change(live_joining.readmit, lin)
    with store.reading() as db:
        back = member_carried(db, room.key, [(lin.seat, lin.generation)])
    assert back.id == lin.id
    assert back.name != "Lin"


def test_a_closed_door_keeps_newcomers_out_and_nobody_else(room: LiveClass, store: Store, cast: Cast) -> None:
    room.join("Lin", cast.lin)
    store.writer.submit(lambda execute: live.set_door(execute, room.key, is_open=False))
    with pytest.raises(Conflict, match="open the door"):
        room.join("Gus")
    room.join("Lin", cast.lin)
    store.writer.submit(lambda execute: live.set_door(execute, room.key, is_open=True))
    room.join("Gus")


def test_a_room_for_the_list_takes_names_from_the_list(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, names="class")
    with pytest.raises(Conflict, match="personal code"):
        room.join("Guest")
    assert room.join("anything", cast.lin).name == "Lin"


def test_extra_time_comes_with_the_seat_and_can_be_given_in_the_room(room: LiveClass, store: Store, cast: Cast) -> None:
    from quizapp.store import Seat

    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = "1.5"
        db.commit()
    assert room.join("Lin", cast.lin).time_percent == 150
    gus = room.join("Gus")
    room.change(live_joining.set_time, gus, "2")
    with store.reading() as db:
        assert member_carried(db, room.key, [(gus.seat, 1)]).time_percent == 200
    with pytest.raises(BadInput):
        room.change(live_joining.set_time, gus, "9")


def test_teams_fill_evenly_and_the_host_can_move_people(store: Store, clock: Clock, cast: Cast) -> None:
    room = a_live_class(store, clock, cast.course, teams=3)
    assert [room.join(f"Learner {n}").team for n in range(7)] == [1, 2, 3, 1, 2, 3, 1]
    room.change(live_joining.set_team, room.members["Learner 0"], 3)
    with pytest.raises(BadInput):
        room.change(live_joining.set_team, room.members["Learner 0"], 4)


def test_a_renamed_guest_has_the_new_name_in_the_results_too(room: LiveClass, store: Store) -> None:
    gus = room.join("Gus")
    room.join("Ida")
    room.change(live_joining.rename, gus, "August")
    with pytest.raises(BadInput, match="Somebody else"):
        room.change(live_joining.rename, gus, "IDA")
    with store.reading() as db:
        assert {member.name for member in members_in(db, room.key)} == {"August", "Ida"}


def test_a_flooded_room_is_cleared_of_those_who_answered_nothing(room: LiveClass, store: Store) -> None:
    lin = room.join("Lin")
    for n in range(20):
        room.join(f"Bot {n}")
    room.say("next")
    room.answer(lin)
    with store.writing() as db:
        assert live_joining.remove_silent(db, room.key, at=room.clock()) == 20
        db.commit()
        assert [member.name for member in members_in(db, room.key)] == ["Lin"]


def test_a_guest_comes_back_on_another_device_with_the_personal_code(room: LiveClass, store: Store, cast: Cast) -> None:
    gus = room.join("Gus")
    code = seat_code(SECRET.encode(), gus.seat, 1)
    with store.reading() as db:
        assert db.get_one(Course, cast.course.id)
        assert seat_with_code(db, code).public_id == gus.seat
        assert member_carried(db, room.key, [(gus.seat, 1)]).id == gus.id
        with pytest.raises(SignInNeeded):
            member_carried(db, room.key, [(gus.seat, 2)])
        with pytest.raises(SignInNeeded):
            member_carried(db, room.key, [])
