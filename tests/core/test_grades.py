"""One figure out of several quizzes."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grades import live_weight, overall

SHARES = st.sampled_from(sorted({F(n, d) for d in range(1, 21) for n in range(d + 1)}))
WEIGHTS = st.sampled_from(sorted({F(n, d) for d in range(1, 5) for n in range(5 * d + 1)}))
CELLS = st.lists(st.tuples(st.none() | SHARES, WEIGHTS))


@pytest.mark.parametrize(
    ("shares", "zero", "wanted"),
    [
        ([], False, None),
        ([(None, F(1))], False, None),
        ([(None, F(1))], True, F(0)),
        ([(F(1), F(2)), (F(1, 2), F(1))], False, F(5, 6)),
        ([(F(1), F(1)), (None, F(1))], False, F(1)),
        ([(F(1), F(1)), (None, F(1))], True, F(1, 2)),
        ([(F(1, 2), F(0))], False, None),
    ],
)
def test_the_overall_is_the_weighted_mean(shares: list[tuple[F | None, F]], zero: bool, wanted: F | None) -> None:
    assert overall(shares, missing_is_zero=zero) == wanted


def test_a_live_run_counts_by_its_questions_and_never_more_than_a_quiz() -> None:
    assert [live_weight(questions) for questions in (0, 1, 5, 10, 40)] == [0, F(1, 10), F(1, 2), 1, 1]


@given(CELLS)
def test_counting_what_is_missing_never_raises_the_overall(shares: list[tuple[F | None, F]]) -> None:
    left_out, as_zero = overall(shares), overall(shares, missing_is_zero=True)
    assert overall(shares[::-1]) == left_out
    if left_out is not None:
        assert as_zero is not None
        assert 0 <= as_zero <= left_out <= 1
