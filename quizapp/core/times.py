"""Deadlines and local times. Instants are aware UTC; what people type is in their course's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from quizapp.core.errors import BadInput

GRACE = timedelta(seconds=5)
"""How long after the deadline an answer still counts, by the server's receipt; said on the page before the start."""

YEARS = range(2000, 2200)
"""Any other year is a slip of the finger."""


def deadline(
    started_at: datetime, *, limit: timedelta | None, closes_at: datetime | None, factor: Fraction
) -> datetime | None:
    """When an attempt ends: min(start + a·L, close + (a − 1)·L), with L the limit and a the learner's time factor.

    The second term gives a learner with extra time exactly (a − 1)·L more than a classmate who starts at the same
    moment, also close to the end, where a plain minimum with the closing time would cancel the extension.
    """
    if limit is None:
        return closes_at
    own = _times(limit, factor)
    ends = started_at + own
    return ends if closes_at is None else min(ends, closes_at + own - limit)


def closed_for_all(closes_at: datetime | None, *, limit: timedelta | None, largest_factor: Fraction) -> datetime | None:
    """When the last learner, the one with the most extra time, must have finished; with the grace."""
    if closes_at is None:
        return None
    extra = _times(limit, largest_factor) - limit if limit is not None else timedelta(0)
    return closes_at + extra + GRACE


def _times(limit: timedelta, factor: Fraction) -> timedelta:
    microseconds = limit // timedelta(microseconds=1)
    return timedelta(microseconds=microseconds * factor.numerator // factor.denominator)


def in_time(received_at: datetime, ends_at: datetime | None) -> bool:
    """Whether an answer received then counts."""
    return ends_at is None or received_at <= ends_at + GRACE


def instant(local: datetime, zone: tzinfo) -> datetime:
    """The UTC instant of a local time without zone.

    Raises BadInput for an hour that the clock skips or repeats on that night (either reading would be a guess), and
    for a year that can only be a slip of the finger.
    """
    if local.year not in YEARS:
        help = "write it with four digits" if local.year < 1000 else f"write one from {YEARS[0]} to {YEARS[-1]}"
        raise BadInput(f"The year {local.year} is not one a quiz can be in; {help}.")
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise BadInput(
            f"The clocks change at {local:%H:%M} on {local:%d %B %Y}, so this time does not exist or exists twice; "
            "choose one at least an hour earlier or later."
        )
    return first.astimezone(UTC)
