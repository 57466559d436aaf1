"""Item statistics against published values and against what must hold for any class."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.statistics import Reason, facility, histogram, wilson

shares = st.sampled_from(sorted({Fraction(n, d) for d in range(1, 41) for n in range(d + 1)}))


def test_facility_counts_a_blank_as_nothing() -> None:
    assert facility(Counter([Fraction(1), Fraction(1, 2), Fraction(0)])) == 0.5


def test_there_is_no_facility_without_learners() -> None:
    assert facility({}) is Reason.NO_LEARNERS


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_one_in_the_literature(right: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(right / n, n) == pytest.approx((low, high), abs=0.00005)


def test_without_learners_the_interval_says_nothing() -> None:
    assert wilson(0, 0) == (0, 1)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(case: tuple[int, int]) -> None:
    right, n = case
    low, high = wilson(right / n, n)
    assert 0 <= low <= right / n + 1e-12
    assert right / n - 1e-12 <= high <= 1


@given(st.lists(shares), st.integers(1, 12))
def test_every_score_is_in_exactly_one_bar(scores: list[Fraction], bins: int) -> None:
    bars = histogram(scores, bins=bins)
    assert sum(number for _, _, number in bars) == len(scores)
    assert [low for low, _, _ in bars][1:] == [high for _, high, _ in bars][:-1]
    assert (bars[0][0], bars[-1][1]) == (0, 100)
    assert histogram(scores[::-1], bins=bins) == bars


def test_full_marks_stand_in_the_last_bar_and_a_border_in_the_bar_above() -> None:
    assert histogram([Fraction(1), Fraction(1, 10), Fraction(9, 100)])[0:2] == [(0, 10, 1), (10, 20, 1)]
    assert histogram([Fraction(1)])[-1] == (90, 100, 1)
