"""Variance, covariance and correlation of counted values, exact until the last division.

All divide by n - 1. Sums are of whole numbers (marks are brought to a common denominator), so nothing depends on
the order of learners and zero means zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm, sqrt

from quizapp.core.statistics.figures import Figure, Pairs, Reason, Values

FEWEST = 3
"""Two learners always lie on a line: what is made of how marks and scores go together says nothing of them."""


@dataclass(frozen=True, slots=True)
class Sums:
    """n and the sums of x, y, x², y² and xy over learners, in units of 1/`unit`."""

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    unit: int


def sums(pairs: Pairs) -> Sums:
    unit = lcm(*(value.denominator for pair in pairs for value in pair))
    n = sx = sy = sxx = syy = sxy = 0
    for (one, other), count in pairs.items():
        x = one.numerator * (unit // one.denominator)
        y = other.numerator * (unit // other.denominator)
        n += count
        sx += count * x
        sy += count * y
        sxx += count * x * x
        syy += count * y * y
        sxy += count * x * y
    return Sums(n, sx, sy, sxx, syy, sxy, unit)


def total_of(values: Values) -> Fraction:
    """The sum over all learners."""
    return Fraction(sum(value * count for value, count in values.items()))


def count_of(values: Values) -> int:
    return sum(values.values())


def exact_mean(values: Values) -> Fraction:
    """Raises ZeroDivisionError without learners."""
    return total_of(values) / count_of(values)


def variance(values: Values) -> Fraction | Reason:
    """Sample variance, over n - 1."""
    return covariance({(value, value): count for value, count in values.items()})


def covariance(pairs: Pairs) -> Fraction | Reason:
    """Sample covariance, over n - 1."""
    s = sums(pairs)
    if s.n < 2:
        return Reason.TOO_FEW
    return Fraction(s.n * s.xy - s.x * s.y, s.n * (s.n - 1) * s.unit * s.unit)


def correlation(pairs: Pairs) -> Figure:
    """Pearson's product-moment correlation, -1 to 1 (K. Pearson, Proc. R. Soc. Lond. 58, 1895).

    Between a mark that is 0 or 1 and a score it is the point-biserial correlation; there is no other formula for it.
    Undefined below three learners and when either side does not vary.
    """
    s = sums(pairs)
    if s.n < FEWEST:
        return Reason.TOO_FEW
    of_x, of_y = s.n * s.xx - s.x * s.x, s.n * s.yy - s.y * s.y
    if not of_x or not of_y:
        return Reason.NO_VARIATION
    together = s.n * s.xy - s.x * s.y
    size = sqrt(Fraction(together * together, of_x * of_y))
    return size if together >= 0 else -size


def root(value: Fraction | Reason) -> Figure:
    """The square root as a figure; a reason stays one."""
    return value if isinstance(value, Reason) else sqrt(value)
