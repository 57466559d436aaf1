"""Figures of a whole quiz, from its totals and the marks of its items."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm, sqrt

from quizapp.core.statistics.figures import Figure, Mark, Reason, Values
from quizapp.core.statistics.sums import count_of, exact_mean, root, variance


def mean(totals: Values) -> Figure:
    """Mean total, in marks."""
    return float(exact_mean(totals)) if count_of(totals) else Reason.NO_LEARNERS


def median(totals: Values) -> Figure:
    """The total in the middle; with an even number of learners, halfway between the two."""
    n = count_of(totals)
    if not n:
        return Reason.NO_LEARNERS
    return float(Fraction(_at(totals, (n - 1) // 2) + _at(totals, n // 2)) / 2)


def _at(values: Values, place: int) -> Mark:
    for value in sorted(values):
        place -= values[value]
        if place < 0:
            return value
    raise IndexError(place)


def standard_deviation(totals: Values) -> Figure:
    """Sample standard deviation of the totals, over n - 1, in marks."""
    return root(variance(totals))


def _central_moment(totals: Values, power: int) -> Fraction:
    unit = lcm(*(value.denominator for value in totals))
    scaled = [(value.numerator * (unit // value.denominator), count) for value, count in totals.items()]
    n, whole = count_of(totals), sum(value * count for value, count in scaled)
    return Fraction(sum((n * value - whole) ** power * count for value, count in scaled), (n * unit) ** power * n)


def skewness(totals: Values) -> Figure:
    """How lopsided the totals are; negative with a tail of low ones. k3 / k2^1.5 of Fisher's k-statistics.

    R. A. Fisher, Proc. Lond. Math. Soc. 30 (1930); the G1 of SAS, SPSS and Excel.
    """
    n = count_of(totals)
    if n < 3:
        return Reason.TOO_FEW
    k2 = _central_moment(totals, 2) * n / (n - 1)
    if not k2:
        return Reason.NO_VARIATION
    return float(_central_moment(totals, 3) * n * n / ((n - 1) * (n - 2))) / (float(k2) * sqrt(k2))


def kurtosis(totals: Values) -> Figure:
    """How heavy the tails are; 0 for the normal distribution. k4 / k2² of Fisher's k-statistics."""
    n = count_of(totals)
    if n < 4:
        return Reason.TOO_FEW
    m2, m4 = _central_moment(totals, 2), _central_moment(totals, 4)
    if not m2:
        return Reason.NO_VARIATION
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / (m2 * n / (n - 1)) ** 2)


def alpha(items: Sequence[Values], totals: Values) -> Figure:
    """Reliability: Cronbach's alpha (L. J. Cronbach, Psychometrika 16, 1951), at most 1; negative is shown as it is.

    One mapping of marks per item, over the learners who saw all of them. Item variances and the variance of the
    totals have the same denominator: to mix them, as for KR-20 is sometimes done, overstates it.
    """
    spread = variance(totals)
    if len(items) < 2:
        return Reason.ONE_QUESTION
    if isinstance(spread, Reason) or count_of(totals) < 3:
        return Reason.TOO_FEW
    if not spread:
        return Reason.NO_VARIATION
    return _alpha(len(items), sum(_spreads(items), Fraction(0)), spread)


def _spreads(items: Sequence[Values]) -> list[Fraction]:
    return [spread for spread in map(variance, items) if not isinstance(spread, Reason)]


def _alpha(number: int, of_items: Fraction, of_totals: Fraction) -> float:
    return float(Fraction(number, number - 1) * (1 - of_items / of_totals))


def alphas_without(items: Sequence[Values], rests: Sequence[Values]) -> list[Figure]:
    """Alpha of the other items, for each item, from the marks and the rest scores of each."""
    if len(items) < 3:
        return [Reason.ONE_QUESTION] * len(items)
    if count_of(rests[0]) < 3:
        return [Reason.TOO_FEW] * len(items)
    spreads = _spreads(items)
    whole = sum(spreads, Fraction(0))
    found: list[Figure] = []
    for own, rest in zip(spreads, rests, strict=True):
        spread = variance(rest)
        assert isinstance(spread, Fraction)
        found.append(_alpha(len(items) - 1, whole - own, spread) if spread else Reason.NO_VARIATION)
    return found


def kr20(items: Sequence[Values], totals: Values) -> Figure:
    """Alpha by its name for items of 0 and 1 only (G. F. Kuder and M. W. Richardson, Psychometrika 2, 1937)."""
    if any(mark not in (0, 1) for marks in items for mark in marks):
        return Reason.NOT_RIGHT_OR_WRONG
    return alpha(items, totals)


def error_ratio(reliability: Figure) -> Figure:
    """How much of the spread of the totals is error, in percent; above 100 when alpha is negative."""
    return reliability if isinstance(reliability, Reason) else 100 * sqrt(1 - reliability)


def standard_error(reliability: Figure, sd: Figure) -> Figure:
    """SEM: how far a learner's total typically lies from what they would get on average, in marks.

    √(1 - alpha) · SD with the sample SD; Lord and Novick (1968), section 3.
    """
    if isinstance(reliability, Reason):
        return reliability
    return sd if isinstance(sd, Reason) else sqrt(1 - reliability) * sd


def spearman_brown(reliability: Figure, times: float) -> Figure:
    """Reliability of a quiz `times` as long (C. Spearman; W. Brown, both Brit. J. Psych. 3, 1910)."""
    if isinstance(reliability, Reason):
        return reliability
    if reliability <= 0:
        return Reason.NOT_POSITIVE
    return times * reliability / (1 + (times - 1) * reliability)


def length_needed(reliability: Figure, wanted: float) -> Figure:
    """How many times as long the quiz would have to be for a wanted reliability: Spearman-Brown, solved for length."""
    if isinstance(reliability, Reason):
        return reliability
    if not 0 < reliability < 1:
        return Reason.NOT_POSITIVE
    return wanted * (1 - reliability) / (reliability * (1 - wanted))


def histogram(shares: Sequence[Fraction], *, bins: int = 10) -> list[tuple[int, int, int]]:
    """How many scores fall into each of `bins` equal ranges: (lowest percent, highest percent, number).

    A score on a border belongs to the range above it; full marks belong to the last, and anything below 0 to the
    first.

    >>> histogram([Fraction(0), Fraction(1, 2), Fraction(1)], bins=2)
    [(0, 50, 1), (50, 100, 2)]
    """
    numbers = [0] * bins
    for share in shares:
        numbers[max(0, min(int(share * bins), bins - 1))] += 1
    return [(100 * place // bins, 100 * (place + 1) // bins, number) for place, number in enumerate(numbers)]
