"""Accepted numbers between our spelling, `1887 ± 1`, and what other formats want: a middle and a tolerance."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.kinds.numeric import accepted_range

_MAX_EXPONENT = 40


def plain_number(number: Decimal) -> str:
    """A number without exponent, in the digits it was given. Raises ValueError for one that is no such number."""
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise ValueError(f"{number} is out of reach")
    return f"{number:f}"


def numeric_answer(number: Decimal, off: Decimal) -> str:
    """`1887 ± 1`, or the number alone."""
    return f"{plain_number(number)} ± {plain_number(abs(off))}" if off else plain_number(number)


def middle_and_off(text: str) -> tuple[str, str]:
    """The middle and the tolerance of an accepted number in any spelling of ours. Raises ValueError for no number."""
    bounds = accepted_range(text)
    if bounds is None:
        raise ValueError(f"{text} is no accepted number")
    low, high = bounds
    if low == high:
        return plain_number(low), "0"
    middle = (low + high) / 2
    return plain_number(middle), plain_number(high - middle)
