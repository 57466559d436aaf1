"""Numbers in files, and accepted numbers between our `1887 ± 1` and a middle with a tolerance."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from quizapp.core.kinds.numeric import accepted_range

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")
_MAX_EXPONENT = 40


def number(text: str) -> Fraction | None:
    """The exact number of a decimal numeral; None for anything else, also for absurd sizes."""
    text = text.strip().replace(",", ".")
    return Fraction(text) if _NUMBER.fullmatch(text) else None


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


def decimal_of(value: Fraction) -> Decimal | None:
    """Points as a decimal, to four places; None for none."""
    if value <= 0:
        return None
    exact = round(Decimal(value.numerator) / Decimal(value.denominator), 4).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
