"""One question over several runs: figures of runs put together, each weighted by what it knows."""

from __future__ import annotations

from collections.abc import Sequence
from math import atanh, sqrt, tanh

from quizapp.core.statistics.figures import Figure, Interval, Reason, known
from quizapp.core.statistics.intervals import wilson


def pooled_facility(facilities: Sequence[tuple[Figure, int]]) -> tuple[Figure, Interval, int]:
    """Facility over all runs, each counted by its learners, with Wilson's interval and the number of learners."""
    runs = [(facility, n) for facility, n in facilities if known(facility) and n]
    n = sum(number for _, number in runs)
    if not n:
        return Reason.NO_LEARNERS, Reason.NO_LEARNERS, 0
    share = sum(facility * number for facility, number in runs) / n
    return share, wilson(share, n), n


def predicted_facility(raw: Figure, n: int, predicted: float, *, weight: float = 10) -> Figure:
    """The facility to expect next time: observed and predicted together, the prediction worth `weight` learners.

    The mean of a beta distribution whose prior has that weight (Gelman et al., Bayesian Data Analysis, section 2.4).
    """
    observed = raw if known(raw) else 0.0
    return (weight * predicted + n * observed) / (weight + n) if weight + n else Reason.NO_LEARNERS


def pooled_discrimination(runs: Sequence[tuple[Figure, int]]) -> tuple[Figure, Interval]:
    """Corrected discrimination over all runs: the mean of Fisher's z, weighted by n - 3, with its 95 % interval.

    Runs of fewer than four learners and perfect correlations say nothing here (Hedges and Olkin, Statistical Methods
    for Meta-Analysis, 1985, chapter 11).
    """
    usable = [(r, n) for r, n in runs if known(r) and n >= 4 and abs(r) < 1]
    weight = sum(n - 3 for _, n in usable)
    if not weight:
        return Reason.TOO_FEW, Reason.TOO_FEW
    z = sum((n - 3) * atanh(r) for r, n in usable) / weight
    spread = 1.959963984540054 / sqrt(weight)
    return tanh(z), (tanh(z - spread), tanh(z + spread))
