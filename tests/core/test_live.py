"""The live room's state machine: every state and command, every clock, and long random runs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import BadInput, Conflict
from quizapp.core.live import (
    COMMANDS,
    FORGOTTEN,
    GRACE,
    LEGAL,
    PODIUM_FOR,
    REOPENED,
    SETTLE,
    UNASKED,
    Present,
    Room,
    Settings,
    State,
    advance,
    apply,
    check_settings,
    closes_at,
    due_at,
    remaining,
)
from quizapp.core.live_body import from_json, to_json
from tests.factories import NOON

QUIET = Settings(read_s=0)
THERE = Present(connected=5)


def a_room(**settings: object) -> Room:
    return Room(Settings(**({"read_s": 0} | settings)), (11, 12, 13), NOON)  # type: ignore[arg-type]


def after(room: Room, *commands: str, seconds: int = 0) -> Room:
    """The room after commands given one second apart."""
    for n, command in enumerate(commands):
        room = apply(room, command, at=NOON + timedelta(seconds=seconds + n), expect=room.version, learners=3)
    return room


ROUTES = {
    State.LOBBY: (),
    State.READ: ("next",),
    State.ANSWER: ("next", "next"),
    State.PAUSED: ("next", "next", "pause"),
    State.LOCKED: ("next", "next", "next"),
    State.DISCUSS: ("next", "next", "next", "discuss"),
    State.REVEAL: ("next", "next", "next", "next"),
    State.BOARD: ("next", "next", "next", "next", "board"),
    State.PODIUM: ("next", "next", "next", "next", "podium"),
    State.ENDED: ("finish",),
}


def at_state(state: State) -> Room:
    room = after(a_room(read_s=5, limit_s=20, board="top5", podium=True), *ROUTES[state])
    assert room.state is state
    return room


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_done_where_it_is_legal_and_refused_everywhere_else(state: State, command: str) -> None:
    room = at_state(state)
    at = NOON + timedelta(seconds=30)
    if command in LEGAL[state]:
        changed = apply(room, command, at=at, expect=room.version, learners=1)
        assert changed.version == room.version + 1
        assert changed.touched_at == at
    else:
        with pytest.raises(Conflict):
            apply(room, command, at=at, expect=room.version, learners=1)


def test_every_state_is_reached_and_knows_what_comes_next() -> None:
    assert set(ROUTES) == set(State) == set(LEGAL)
    assert [state for state in State if "next" not in LEGAL[state]] == [State.ENDED]


def test_a_quiz_of_three_questions_runs_to_its_quiet_end() -> None:
    room, seen = a_room(), []
    while room.state is not State.ENDED:
        seen.append((room.state.value, room.number))
        room = after(room, "next")
    assert seen == [("lobby", 0)] + [(s, n) for n in (1, 2, 3) for s in ("answer", "locked", "reveal")]
    assert [one.revealed for one in room.rounds] == [True] * 3


def test_a_podium_comes_only_where_it_was_chosen() -> None:
    room = after(a_room(podium=True), *["next"] * 10)
    assert room.state is State.PODIUM
    assert after(room, "next").state is State.ENDED


def test_a_double_click_on_next_makes_one_step() -> None:
    room = after(a_room(), "next")
    once = apply(room, "next", at=NOON, expect=room.version)
    with pytest.raises(Conflict, match="already moved on"):
        apply(once, "next", at=NOON, expect=room.version)


def test_nobody_starts_an_empty_room() -> None:
    room = a_room()
    with pytest.raises(Conflict, match="Nobody has joined"):
        apply(room, "next", at=NOON, expect=room.version, learners=0)


def test_a_word_that_is_no_command_is_told_so() -> None:
    with pytest.raises(BadInput, match="no command"):
        apply(a_room(), "explode", at=NOON, expect=1)


# --- the clock -------------------------------------------------------------------------------------------------


def test_reading_time_ends_by_itself_and_answering_began_when_it_was_over() -> None:
    room = after(a_room(read_s=5), "next")
    assert advance(room, at=NOON + timedelta(seconds=4.9), present=THERE) == room
    late = advance(room, at=NOON + timedelta(seconds=90), present=THERE)
    assert (late.state, late.opened_at) == (State.ANSWER, NOON + timedelta(seconds=5))


def test_without_a_countdown_a_question_stays_open() -> None:
    room = after(a_room(), "next")
    assert advance(room, at=NOON + timedelta(hours=1), present=THERE).state is State.ANSWER
    assert remaining(room, 100, at=NOON) is None


@pytest.mark.parametrize(("percent", "seconds"), [(100, 20), (150, 30), (200, 40), (1000, 200)])
def test_a_question_stays_open_for_the_slowest_who_is_there(percent: int, seconds: int) -> None:
    room = after(a_room(limit_s=20), "next")
    present = Present(1, slowest_percent=percent)
    ends = NOON + timedelta(seconds=seconds) + GRACE
    assert closes_at(room, percent) == ends
    assert advance(room, at=ends, present=present).state is State.ANSWER
    assert advance(room, at=ends + timedelta(milliseconds=1), present=present).state is State.LOCKED
    assert remaining(room, percent, at=NOON + timedelta(seconds=5)) == timedelta(seconds=seconds - 5)


def test_a_pause_leaves_everybody_their_own_remaining_time() -> None:
    room = after(a_room(limit_s=20), "next")
    left = {a: remaining(room, a, at=NOON + timedelta(seconds=17)) for a in (100, 150, 300)}
    paused = apply(room, "pause", at=NOON + timedelta(seconds=17), expect=room.version)
    assert advance(paused, at=NOON + timedelta(seconds=70), present=THERE) == paused
    assert {a: remaining(paused, a, at=NOON + timedelta(seconds=60)) for a in left} == left
    back = apply(paused, "next", at=NOON + timedelta(seconds=77), expect=paused.version)
    assert back.state is State.ANSWER
    assert {a: remaining(back, a, at=NOON + timedelta(seconds=77)) for a in left} == left


def test_a_pause_while_reading_goes_on_reading() -> None:
    room = after(a_room(read_s=5), "next")
    paused = apply(room, "pause", at=NOON + timedelta(seconds=2), expect=room.version)
    back = apply(paused, "resume", at=NOON + timedelta(seconds=62), expect=paused.version)
    assert (back.state, back.until) == (State.READ, NOON + timedelta(seconds=65))


def test_more_time_is_given_by_everybodys_own_factor() -> None:
    room = after(a_room(limit_s=20), "next")
    longer = apply(room, "add-time", at=NOON, expect=room.version, seconds=15)
    assert remaining(longer, 100, at=NOON) == timedelta(seconds=35)
    assert remaining(longer, 150, at=NOON) == timedelta(seconds=52.5)
    with pytest.raises(BadInput):
        apply(room, "add-time", at=NOON, expect=room.version, seconds=1)
    with pytest.raises(Conflict, match="no countdown"):
        after(a_room(), "next", "add-time")


def test_a_question_all_have_answered_closes_a_moment_later_where_that_was_chosen() -> None:
    settled = Present(5, settled_at=NOON + timedelta(seconds=3))
    room = after(a_room(auto_close=True), "next")
    at = NOON + timedelta(seconds=3) + SETTLE
    assert advance(room, at=at - timedelta(milliseconds=1), present=settled).state is State.ANSWER
    assert advance(room, at=at, present=settled).state is State.LOCKED
    assert advance(after(a_room(), "next"), at=at, present=settled).state is State.ANSWER


def test_a_room_that_everybody_left_ends_by_itself_but_not_while_somebody_is_there() -> None:
    room = after(a_room(), "next")
    at = room.touched_at + FORGOTTEN
    assert advance(room, at=at, present=Present(connected=1)).state is State.ANSWER
    assert advance(room, at=at - timedelta(seconds=1), present=Present()).state is State.ANSWER
    assert advance(room, at=at, present=Present()).state is State.ENDED


def test_the_podium_does_not_stand_for_ever() -> None:
    room = at_state(State.PODIUM)
    assert room.until
    assert advance(room, at=room.until, present=THERE).state is State.ENDED
    assert room.until - room.touched_at == PODIUM_FOR


@pytest.mark.parametrize("state", State)
def test_nothing_happens_before_the_room_said_it_would(state: State) -> None:
    room = at_state(state)
    due = due_at(room)
    if due is None:
        assert advance(room, at=NOON + timedelta(days=9), present=Present()) == room
    else:
        assert advance(room, at=due - timedelta(milliseconds=1), present=Present()) == room


# --- asking again, skipping ------------------------------------------------------------------------------------


def test_a_question_is_asked_again_once_and_before_its_key_is_shown() -> None:
    room = after(a_room(limit_s=20), "next", "next", "discuss", "bars", "next")
    assert (room.state, room.vote, room.bars) == (State.ANSWER, 2, False)
    assert room.round
    assert room.round.votes == 2
    locked = after(room, "next")
    with pytest.raises(Conflict, match="asked twice"):
        after(locked, "discuss")
    assert after(locked, "next").state is State.REVEAL
    with pytest.raises(Conflict):
        after(a_room(), "next", "next", "next", "discuss")


def test_a_question_closed_by_mistake_is_opened_again_with_the_time_it_had() -> None:
    room = after(a_room(limit_s=20), "next", "next", seconds=5)
    again = apply(room, "reopen", at=NOON + timedelta(seconds=90), expect=room.version)
    assert (again.state, again.vote, again.closed_at) == (State.ANSWER, 1, None)
    assert remaining(again, 100, at=NOON + timedelta(seconds=90)) == timedelta(seconds=19)
    for opened in (after(again, "next", "next", seconds=100), after(room, "discuss", "next", seconds=100)):
        with pytest.raises(Conflict):  # its key is out, or it is asked again already
            apply(opened, "reopen", at=NOON + timedelta(seconds=200), expect=opened.version)


def test_a_question_whose_time_was_over_is_opened_again_with_some_time() -> None:
    over = advance(after(a_room(limit_s=20), "next"), at=NOON + timedelta(seconds=60), present=THERE)
    assert over.state is State.LOCKED
    at = NOON + timedelta(seconds=80)
    again = apply(over, "reopen", at=at, expect=over.version)
    assert remaining(again, 100, at=at) == REOPENED
    assert advance(again, at=at + REOPENED, present=THERE) == again


def test_a_question_opened_again_is_not_closed_because_all_had_answered() -> None:
    settled = Present(5, settled_at=NOON + timedelta(seconds=1))
    room = after(a_room(auto_close=True), "next", "next", "reopen", seconds=5)
    assert advance(room, at=NOON + timedelta(seconds=60), present=settled) == room
    twice = after(room, "next", "discuss", "next", seconds=60)
    later = Present(5, settled_at=NOON + timedelta(seconds=70))
    assert advance(twice, at=NOON + timedelta(seconds=80), present=later).state is State.LOCKED


def test_a_click_meant_for_what_time_has_just_ended_does_nothing() -> None:
    reading = after(a_room(read_s=5, limit_s=20), "next")
    opened = advance(reading, at=NOON + timedelta(seconds=5), present=THERE)
    closed = advance(opened, at=NOON + timedelta(seconds=60), present=THERE)
    for room, since, commands in (
        (opened, NOON + timedelta(seconds=5), ("next", "close")),
        (closed, NOON + timedelta(seconds=25) + GRACE, ("next", "discuss")),
    ):
        for command in commands:
            with pytest.raises(Conflict, match="gone on by itself"):
                apply(room, command, at=since + UNASKED - timedelta(milliseconds=1), expect=room.version)
            assert apply(room, command, at=since + UNASKED, expect=room.version).state is not room.state
    assert after(reading, "next", "next", seconds=4).state is State.LOCKED, "opened by the host, so meant"


def test_a_skipped_question_is_void_and_the_next_one_is_asked() -> None:
    room = after(a_room(), "next", "skip")
    assert (room.state, room.number, room.rounds[0].void, room.rounds[1].void) == (State.ANSWER, 2, True, False)
    assert after(room, "skip", "skip").state is State.ENDED


def test_a_leaderboard_that_was_switched_off_is_not_shown() -> None:
    with pytest.raises(Conflict, match="no leaderboard"):
        after(a_room(), "next", "next", "next", "board")


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit_s": 4},
        {"limit_s": 601},
        {"read_s": 61},
        {"speed_percent": 51, "limit_s": 20},
        {"speed_percent": 10},
        {"teams": 1},
        {"names": "any"},
        {"board": "all"},
        {"count_vote": 3},
    ],
)
def test_settings_that_cannot_hold_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        check_settings(replace(Settings(), **wrong))  # type: ignore[arg-type]


def test_the_settings_to_begin_with_are_good_and_reward_no_haste() -> None:
    check_settings(Settings())
    assert (Settings().speed_percent, Settings().limit_s, Settings().board, Settings().final) == (0, 0, "off", False)


# --- long runs -------------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from([*COMMANDS, "clock", "stale"]), st.integers(0, 40), st.sampled_from([100, 150, 300])),
    max_size=60,
)


@given(steps=STEPS, limit=st.sampled_from([0, 20]), read=st.sampled_from([0, 5]), board=st.sampled_from(["off", "own"]))
def test_whatever_is_said_in_whatever_order_the_room_stays_sound(
    steps: list[tuple[str, int, int]], limit: int, read: int, board: str
) -> None:
    room = a_room(limit_s=limit, read_s=read, board=board, podium=True)
    at = NOON
    for command, seconds, percent in steps:
        at += timedelta(seconds=seconds)
        before = room
        if command == "clock":
            room = advance(room, at=at, present=Present(1, percent))
            assert advance(room, at=at, present=Present(1, percent)) == room
        else:
            expect = room.version - (command == "stale")
            try:
                room = apply(room, "next" if command == "stale" else command, at=at, expect=expect, learners=2)
            except (Conflict, BadInput):
                assert room is before
            else:
                assert room.version == before.version + 1
        assert (room.version > before.version) == (room != before)
        assert len(room.rounds) == room.number <= len(room.quiz_items)
        assert [one.quiz_item for one in room.rounds] == list(room.quiz_items[: room.number])
        assert room.number >= before.number
        assert (room.state is State.PAUSED) == (room.resumes is not None) == (room.paused_at is not None)
        if room.state is State.ANSWER:
            assert room.opened_at is not None
            assert room.opened_at <= at
        if room.state is State.REVEAL:
            assert room.round
            assert room.round.revealed
        assert room.vote in (1, 2)
        assert from_json(json.loads(json.dumps(to_json(room)))) == room
        if before.state is State.ENDED:
            assert room == before


@given(seed=st.integers(0, 2**32), stops=st.integers(0, 6))
def test_pauses_never_change_what_is_left_of_a_countdown(seed: int, stops: int) -> None:
    chance = Random(seed)
    room, at = after(a_room(limit_s=60), "next"), NOON
    used = timedelta(0)
    for _ in range(stops):
        step = timedelta(milliseconds=chance.randrange(5_000))
        at, used = at + step, used + step
        room = apply(room, "pause", at=at, expect=room.version)
        at += timedelta(milliseconds=chance.randrange(600_000))
        room = apply(room, "next", at=at, expect=room.version)
        for percent in (100, 125, 1000):
            assert remaining(room, percent, at=at) == timedelta(seconds=60) * percent / 100 - used
