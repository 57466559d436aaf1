"""Item statistics. Each says how few learners are too few for it to mean anything."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

FEW = 10
"""Below this many learners a figure is shown greyed and labelled "too few data"."""


def facility(marks: Sequence[float]) -> float | None:
    """Share of the available marks that was earned, 0 to 1; blanks count as 0. None without learners.

    >>> facility([1, 0, 1, 1])
    0.75
    """
    return sum(marks) / len(marks) if marks else None


def wilson(share: float, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson score interval for a share among n (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927); 95 % by default."""
    if n == 0:
        return 0.0, 1.0
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def histogram(shares: Sequence[Fraction], *, bins: int = 10) -> list[tuple[int, int, int]]:
    """How many scores fall into each of `bins` equal ranges: (lowest percent, highest percent, number).

    A score on a border belongs to the range above it; full marks belong to the last.

    >>> histogram([Fraction(0), Fraction(1, 2), Fraction(1)], bins=2)
    [(0, 50, 1), (50, 100, 2)]
    """
    numbers = [0] * bins
    for share in shares:
        numbers[min(int(share * bins), bins - 1)] += 1
    return [(100 * place // bins, 100 * (place + 1) // bins, number) for place, number in enumerate(numbers)]
