"""What a statistic is: a number, or the reason why there is none. Never 0, NaN or an unexplained blank instead."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeGuard

FEW = 10
"""Below this many learners figures are shown greyed and labelled "too few data", and nothing is concluded."""

ENOUGH_FOR_FLAGS = 30
"""From this many learners on, figures may raise a flag; between FEW and here they are shown with their intervals."""

Mark = int | Fraction
"""Marks are exact, so a variance that should be zero is zero and no order of learners changes a digit."""

Values = Mapping[Mark, int]
"""A value → how many learners have it."""

Pairs = Mapping[tuple[Mark, Mark], int]
"""Two values of a learner → how many learners have both."""


def plain(mark: Mark) -> Mark:
    """A whole mark as an int: adding a million of those takes a tenth of the time, and looking them up a third."""
    return int(mark) if mark.denominator == 1 else mark


class Reason(StrEnum):
    """Why a figure does not exist. The value is the sentence that is shown in its place."""

    NO_LEARNERS = "nobody has answered yet"
    NO_MARKS = "no marks can be earned"
    TOO_FEW = "too few learners"
    NO_VARIATION = "no variation: everybody has the same"
    NEGATIVE_COVARIANCE = "negative covariance: those who do well on the whole do worse here"
    ONE_QUESTION = "too few questions"
    NOT_RIGHT_OR_WRONG = "some questions are not simply right or wrong"
    NOT_POSITIVE = "needs a positive reliability"
    OF_ANOTHER_KIND = "not defined for this kind of question"
    PERFECT = "no interval: the correlation is perfect"
    NO_TIMES = "no times are known"

    @property
    def code(self) -> str:
        """What programs read: `no_variation`."""
        return self.name.lower()


Figure = float | Reason
Interval = tuple[float, float] | Reason


def known(figure: Figure | Interval) -> TypeGuard[float]:
    """Whether a figure is a number."""
    return isinstance(figure, float)
