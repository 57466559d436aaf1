"""One figure out of the scores in several quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

WHOLE = 10
"""A live run of so many questions counts as much as a quiz."""


def live_weight(questions: int) -> Fraction:
    """How much a live run counts beside quizzes until somebody says otherwise: its questions tell, its stage does not.

    >>> live_weight(1), live_weight(12)
    (Fraction(1, 10), Fraction(1, 1))
    """
    return min(Fraction(1), Fraction(questions, WHOLE))


def overall(shares: Sequence[tuple[Fraction | None, Fraction]], *, missing_is_zero: bool = False) -> Fraction | None:
    """Weighted mean of shares of full marks, as (share, weight); None when nothing with a weight counts.

    A quiz that was not taken (None) is left out, or counts 0.

    >>> overall([(Fraction(1), Fraction(2)), (Fraction(1, 2), Fraction(1)), (None, Fraction(1))])
    Fraction(5, 6)
    """
    counting = [(share or Fraction(0), weight) for share, weight in shares if share is not None or missing_is_zero]
    whole = sum((weight for _, weight in counting), Fraction(0))
    if not whole:
        return None
    return sum((share * weight for share, weight in counting), Fraction(0)) / whole
