"""Figures of one item. x is the mark of a learner, R the rest score: the total without this item.

Discrimination is always the corrected one, of x with R. The item itself inside the total would raise it, on a short
test by a lot; that figure exists under the name `r_uncorrected` only, for comparison with programs that print it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, sqrt
from statistics import median

from quizapp.core.scoring import RULES
from quizapp.core.statistics.figures import ENOUGH_FOR_FLAGS, FEW, Figure, Interval, Mark, Pairs, Reason, Values, known
from quizapp.core.statistics.intervals import mean_interval, wilson
from quizapp.core.statistics.sums import FEWEST, correlation, count_of, covariance, exact_mean, root, sums, variance


def right(marks: Values, maximum: Mark = 1) -> int:
    """How many learners earned all the marks: what a small class can tell instead of a share.

    >>> right({2: 3, 1: 2, 0: 1}, 2)
    3
    """
    return sum(count for mark, count in marks.items() if maximum and mark >= maximum)


def partly(marks: Values, maximum: Mark = 1) -> int:
    """How many earned some of the marks and not all.

    >>> partly({2: 3, 1: 2, 0: 1}, 2)
    2
    """
    return sum(count for mark, count in marks.items() if 0 < mark < maximum)


def facility(marks: Values, maximum: Mark = 1) -> Figure:
    """Mean mark as a share of the maximum, 0 to 1; a blank counts as 0. Below 0 only with negative marks.

    CTT's item difficulty p; Lord and Novick, Statistical Theories of Mental Test Scores (1968), section 15.

    >>> facility({1: 3, 0: 1})
    0.75
    """
    if not maximum:
        return Reason.NO_MARKS
    if not count_of(marks):
        return Reason.NO_LEARNERS
    return float(exact_mean(marks) / maximum)


def facility_interval(marks: Values, maximum: Mark = 1) -> Interval:
    """95 %: Wilson's, or Student's for the mean where a mark lies outside 0 to the maximum."""
    share = facility(marks, maximum)
    if isinstance(share, Reason):
        return share
    n = count_of(marks)
    if all(0 <= mark <= maximum for mark in marks):
        return wilson(share, n)
    spread = standard_deviation(marks)
    return mean_interval(share, spread / float(maximum) if known(spread) else spread, n)


def standard_deviation(marks: Values) -> Figure:
    """Sample standard deviation in marks, over n - 1."""
    return root(variance(marks))


def guess_score(options: int, keys: int = 1, *, many: bool = False, rule: str = "all_or_nothing") -> Figure:
    """Expected share of the marks for somebody who chooses at random.

    One answer: keys / options. Several answers (`many`): every set of at least one option is equally likely, and
    each earns what the rule gives it; the definition for several answers is ours.

    >>> guess_score(4)
    0.25
    """
    if options < 2:
        return Reason.OF_ANOTHER_KIND
    if not many:
        return keys / options
    credit = RULES[rule][1]
    earned = sum(
        comb(keys, right) * comb(options - keys, wrong) * credit(options, keys, right, wrong)
        for right in range(keys + 1)
        for wrong in range(options - keys + 1)
        if right + wrong
    )
    return float(Fraction(earned) / (2**options - 1))


def intended_weights(maxima: Sequence[Mark]) -> list[Figure]:
    """How much of the total each item is meant to decide, in percent: its share of the maximum."""
    whole = sum(maxima)
    return [float(Fraction(100) * maximum / whole) if whole else Reason.NO_MARKS for maximum in maxima]


def effective_weights(with_total: Sequence[Pairs]) -> list[Figure]:
    """How much of the variation of the total each item decides, in percent: √Cov(x, T), as a share of their sum.

    From pairs of mark and total, one mapping per item. Items with a negative covariance have none and stay out of
    the sum. Moodle's definition (docs.moodle.org, Quiz statistics calculations).
    """
    of_items = [covariance(pairs) if sum(pairs.values()) >= FEWEST else Reason.TOO_FEW for pairs in with_total]
    whole = sum(sqrt(c) for c in of_items if not isinstance(c, Reason) and c >= 0)
    weights: list[Figure] = []
    for c in of_items:
        if isinstance(c, Reason):
            weights.append(c)
        elif c < 0:
            weights.append(Reason.NEGATIVE_COVARIANCE)
        else:
            weights.append(100 * sqrt(c) / whole if whole else Reason.NO_VARIATION)
    return weights


def discrimination(with_rest: Pairs) -> Figure:
    """Corrected discrimination: correlation of mark and rest score, -1 to 1 (Henrysson, Psychometrika 28, 1963).

    Moodle prints it times 100 as "discrimination index".
    """
    return correlation(with_rest)


def r_uncorrected(with_total: Pairs) -> Figure:
    """Correlation of mark and total with the item inside it: too high, and only shown beside the corrected one."""
    return correlation(with_total)


def efficiency(with_rest: Pairs) -> Figure:
    """Discriminative efficiency, in percent: Cov(x, R) as a share of the largest these marks and rest scores allow.

    The largest is reached when both, sorted, go together. Moodle's definition (Quiz statistics calculations).
    """
    s = sums(with_rest)
    if s.n < FEWEST:
        return Reason.TOO_FEW
    best = s.n * _sorted_products(with_rest, s.unit) - s.x * s.y
    if not best:
        return Reason.NO_VARIATION
    return float(Fraction(100 * (s.n * s.xy - s.x * s.y), best))


def _sorted_products(pairs: Pairs, unit: int) -> int:
    """Sum of the products when both sides are sorted ascending, each for itself."""
    sides: list[list[list[int]]] = []
    for side in (0, 1):
        counts: dict[int, int] = {}
        for pair, count in pairs.items():
            value = pair[side].numerator * (unit // pair[side].denominator)
            counts[value] = counts.get(value, 0) + count
        sides.append([list(entry) for entry in sorted(counts.items(), reverse=True)])
    xs, ys = sides
    found = 0
    while xs:
        together = min(xs[-1][1], ys[-1][1])
        found += together * xs[-1][0] * ys[-1][0]
        for entries in (xs, ys):
            entries[-1][1] -= together
            if not entries[-1][1]:
                entries.pop()
    return found


def upper_lower(with_rest: Pairs, maximum: Mark = 1, *, share: Fraction = Fraction(27, 100)) -> Figure:
    """Facility among the best 27 % by rest score less that among the weakest (T. L. Kelley, J. Educ. Psych. 30, 1939).

    Equal rest scores stay together, so the groups may be larger or smaller. From 30 learners on.
    """
    if not maximum:
        return Reason.NO_MARKS
    n = sum(with_rest.values())
    if n < ENOUGH_FOR_FLAGS:
        return Reason.TOO_FEW
    groups = middles({rest: 0 for _, rest in with_rest}, with_rest)
    part, whole = share.numerator, share.denominator  # whole numbers compare ten times as fast as fractions
    low = {pair: c for pair, c in with_rest.items() if whole * groups[pair[1]] < 2 * n * part}
    high = {pair: c for pair, c in with_rest.items() if whole * groups[pair[1]] > 2 * n * (whole - part)}
    if not low or not high:
        return Reason.NO_VARIATION
    return float((_mean_mark(high) - _mean_mark(low)) / maximum)


def _mean_mark(pairs: Pairs) -> Fraction:
    return Fraction(sum(mark * count for (mark, _), count in pairs.items())) / sum(pairs.values())


def middles(counts: dict[Mark, int], with_rest: Pairs) -> dict[Mark, int]:
    """Rest score → twice the middle of its places when learners stand in order of it: 2 · (fewer) + (as many)."""
    for (_, rest), count in with_rest.items():
        counts[rest] += count
    below, found = 0, {}
    for rest in sorted(counts):
        found[rest] = 2 * below + counts[rest]
        below += counts[rest]
    return found


def median_seconds(seconds: Sequence[float]) -> Figure:
    """Median answering time of those who answered."""
    return float(median(seconds)) if seconds else Reason.NO_TIMES


def rapid_share(seconds: Sequence[float]) -> Figure:
    """Share of answers too quick to have read the question: under a tenth of the median, within 1 to 10 seconds.

    A setting of this project after the idea of S. L. Wise and X. Kong, Appl. Meas. Educ. 18 (2005); not a standard.
    """
    if len(seconds) < FEW:
        return Reason.TOO_FEW if seconds else Reason.NO_TIMES
    limit = max(1.0, min(10.0, median(seconds) / 10))
    return sum(one < limit for one in seconds) / len(seconds)
