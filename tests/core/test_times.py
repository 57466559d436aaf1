"""When an attempt ends, to the millisecond, and which local times exist."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import BadInput
from quizapp.core.times import GRACE, closed_for_all, deadline, in_time, instant

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HALF_HOUR = timedelta(minutes=30)
ONE = Fraction(1)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
limits = st.integers(1, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
factors = st.sampled_from([ONE, Fraction(5, 4), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(10)])


def test_without_limit_and_closing_an_attempt_never_ends_by_itself() -> None:
    assert deadline(NOON, limit=None, closes_at=None, factor=Fraction(2)) is None


def test_without_a_limit_everybody_has_until_the_quiz_closes() -> None:
    closes_at = NOON + timedelta(hours=1)
    assert deadline(NOON, limit=None, closes_at=closes_at, factor=Fraction(2)) == closes_at


def test_a_limit_runs_from_the_learners_own_start() -> None:
    assert deadline(NOON, limit=HALF_HOUR, closes_at=None, factor=ONE) == NOON + HALF_HOUR


def test_extra_time_multiplies_the_limit() -> None:
    assert deadline(NOON, limit=HALF_HOUR, closes_at=None, factor=Fraction(3, 2)) == NOON + timedelta(minutes=45)


def test_who_starts_shortly_before_the_close_ends_with_the_close() -> None:
    closes_at = NOON + timedelta(minutes=10)
    assert deadline(NOON, limit=HALF_HOUR, closes_at=closes_at, factor=ONE) == closes_at


def test_extra_time_is_not_cut_off_by_the_close() -> None:
    """Ten minutes before the close of a 30-minute quiz, a learner with half as much again has 10 + 15 minutes."""
    closes_at = NOON + timedelta(minutes=10)
    ends_at = deadline(NOON, limit=HALF_HOUR, closes_at=closes_at, factor=Fraction(3, 2))
    assert ends_at == closes_at + timedelta(minutes=15)


@given(instants, limits, st.none() | st.integers(0, 2_000), factors)
def test_extra_time_is_the_same_gain_whenever_both_start(
    started_at: datetime, limit: timedelta, minutes_to_close: int | None, factor: Fraction
) -> None:
    closes_at = None if minutes_to_close is None else started_at + timedelta(minutes=minutes_to_close)
    usual = deadline(started_at, limit=limit, closes_at=closes_at, factor=ONE)
    own = deadline(started_at, limit=limit, closes_at=closes_at, factor=factor)
    assert usual is not None
    assert own is not None
    gain = limit * factor.numerator / factor.denominator - limit
    assert own - usual == gain


@given(instants, limits, st.integers(0, 2_000), factors, factors)
def test_keys_shown_after_the_close_wait_for_the_last_learner(
    started_at: datetime, limit: timedelta, minutes_to_close: int, factor: Fraction, largest: Fraction
) -> None:
    largest = max(factor, largest)
    closes_at = started_at + timedelta(minutes=minutes_to_close)
    own = deadline(started_at, limit=limit, closes_at=closes_at, factor=factor)
    over = closed_for_all(closes_at, limit=limit, largest_factor=largest)
    assert own is not None
    assert over is not None
    assert not in_time(over + timedelta(microseconds=1), own)


def test_a_quiz_that_never_closes_is_never_closed_for_all() -> None:
    assert closed_for_all(None, limit=HALF_HOUR, largest_factor=ONE) is None


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (timedelta(milliseconds=-1), True),
        (timedelta(0), True),
        (GRACE, True),
        (GRACE + timedelta(milliseconds=1), False),
    ],
)
def test_an_answer_counts_until_the_grace_is_over(after: timedelta, counts: bool) -> None:
    assert in_time(NOON + after, NOON) is counts


def test_an_answer_always_counts_when_there_is_no_deadline() -> None:
    assert in_time(NOON, None)


def test_the_grace_is_the_five_seconds_the_page_promises() -> None:
    assert timedelta(seconds=5) == GRACE


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 1, 15, 8, 0), datetime(2026, 1, 15, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 15, 8, 0), datetime(2026, 7, 15, 6, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_read_in_the_zone_of_the_class(local: datetime, utc: datetime) -> None:
    assert instant(local, BERLIN) == utc


@pytest.mark.parametrize("local", [datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)])
def test_it_asks_again_for_an_hour_that_the_clock_skips_or_repeats(local: datetime) -> None:
    with pytest.raises(BadInput, match="clocks change"):
        instant(local, BERLIN)


@pytest.mark.parametrize("year", [1, 26, 2206, 9999])
def test_it_asks_again_for_a_year_that_is_a_slip(year: int) -> None:
    with pytest.raises(BadInput, match="year"):
        instant(datetime(year, 1, 1), BERLIN)
