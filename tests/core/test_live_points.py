from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.live_points import WEIGHT, gain, points, ranks, shift, team_score

GOLDEN = {0: 1000, 5: 1000, 10: 974, 25: 895, 50: 763, 75: 632, 100: 500}
FACTORS = (100, 125, 150, 200, 300, 1000)


@pytest.mark.parametrize("time_percent", FACTORS)
@pytest.mark.parametrize(("share", "expected"), GOLDEN.items())
def test_the_same_share_of_ones_own_time_earns_the_same(share: int, expected: int, time_percent: int) -> None:
    elapsed = 20_000 * time_percent // 100 * share // 100
    got = points(Fraction(1), speed_percent=50, elapsed_ms=elapsed, limit_ms=20_000, time_percent=time_percent)
    assert got == expected


TIMES = {
    "elapsed_ms": st.integers(-1_000, 10_000_000),
    "limit_ms": st.integers(5_000, 600_000),
    "time_percent": st.sampled_from(FACTORS),
}


@given(mark=st.fractions(0, 1), speed=st.integers(0, 100), **TIMES)
def test_speed_takes_half_at_most_and_never_gives(
    mark: Fraction, speed: int, elapsed_ms: int, limit_ms: int, time_percent: int
) -> None:
    got = points(mark, speed_percent=speed, elapsed_ms=elapsed_ms, limit_ms=limit_ms, time_percent=time_percent)
    assert WEIGHT * mark / 2 - Fraction(1, 2) <= got <= WEIGHT * mark + Fraction(1, 2)
    assert got >= 0


@given(mark=st.fractions(0, 1), **TIMES)
def test_by_default_time_does_not_count(mark: Fraction, elapsed_ms: int, limit_ms: int, time_percent: int) -> None:
    assert points(mark, elapsed_ms=elapsed_ms, limit_ms=limit_ms, time_percent=time_percent) == points(mark)


@given(speed=st.integers(1, 50), earlier=st.integers(0, 30_000), later=st.integers(0, 30_000))
def test_who_is_slower_never_gets_more(speed: int, earlier: int, later: int) -> None:
    first, second = sorted((earlier, later))
    both = [points(Fraction(1), speed_percent=speed, elapsed_ms=ms, limit_ms=20_000) for ms in (first, second)]
    assert both[0] >= both[1]


def test_a_wrong_answer_earns_nothing_however_fast() -> None:
    assert points(Fraction(0), speed_percent=50, elapsed_ms=0, limit_ms=20_000) == 0


def test_without_a_countdown_there_is_nothing_to_be_fast_for() -> None:
    assert points(Fraction(1), speed_percent=50, elapsed_ms=900_000, limit_ms=None) == WEIGHT


def test_ties_share_a_place_and_the_next_place_is_left_out() -> None:
    assert ranks({1: 500, 2: 900, 3: 900, 4: 0}) == {2: 1, 3: 1, 1: 3, 4: 4}
    assert ranks({}) == {}


def test_the_size_of_a_team_gains_nothing() -> None:
    assert team_score([1000, 0]) == team_score([1000, 0, 1000, 0]) == 500
    assert team_score([]) == 0


def test_the_shift_of_a_second_vote_is_counted_both_ways() -> None:
    moved = shift([True, True, False, False, False], [True, False, True, True, False])
    assert moved == {"right right": 1, "right wrong": 1, "wrong right": 2, "wrong wrong": 1}
    assert gain(0.4, 0.7) == pytest.approx(0.5)
    assert gain(1, 1) is None
