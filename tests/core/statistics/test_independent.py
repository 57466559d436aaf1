"""The same figures computed a second time with numpy and scipy, over classes made up at random.

`QUIZAPP_LONG_STATISTICS=600` in the environment makes up that many classes.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from quizapp.core.statistics import Column, Mark, Matrix, Reason, analyse
from quizapp.core.statistics import items as of_item
from quizapp.core.statistics.figures import Pairs
from quizapp.core.statistics.intervals import t_quantile
from quizapp.core.statistics.options import option_table
from tests.core.statistics.tables import at_random, teaching_example, wrong_key

Array = NDArray[np.float64]
CLASSES = int(os.environ.get("QUIZAPP_LONG_STATISTICS", "30"))


def agrees(ours: object, theirs: float) -> bool:
    """Equal to 1e-6; where numpy has no number, or one made of rounding, ours has a reason."""
    if isinstance(ours, Reason):
        return not np.isfinite(theirs)
    return bool(ours == pytest.approx(theirs, abs=1e-6))


def r(one: Array, other: Array) -> float:
    if len(one) < 3 or np.ptp(one) < 1e-9 or np.ptp(other) < 1e-9:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def cov(one: Array, other: Array) -> float:
    return float(np.cov(one, other, ddof=1)[0, 1]) if len(one) > 1 else float("nan")


def alpha(x: Array) -> float:
    n, p = x.shape
    if n < 3 or p < 2 or np.ptp(x.sum(axis=1)) < 1e-9:
        return float("nan")
    c = np.cov(x, rowvar=False, ddof=1)
    return float(p / (p - 1) * (1 - np.trace(c) / c.sum()))


def as_array(matrix: Matrix) -> Array:
    return np.array([[float(mark) for mark in row if mark is not None] for row in matrix.marks])


@pytest.mark.parametrize("seed", range(CLASSES))
def test_a_random_class_gives_what_numpy_and_scipy_give(seed: int) -> None:
    matrix = at_random(seed)
    found, x = analyse(matrix.counts()), as_array(matrix)
    total, n = x.sum(axis=1), len(x)
    varies = np.ptp(total) > 1e-9
    quiz = found.quiz
    assert agrees(quiz.mean, total.mean())
    assert agrees(quiz.median, float(np.median(total)))
    assert agrees(quiz.sd, float(np.std(total, ddof=1)) if n > 1 else np.nan)
    assert agrees(quiz.skewness, float(stats.skew(total, bias=False)) if n > 2 and varies else np.nan)
    assert agrees(quiz.kurtosis, float(stats.kurtosis(total, bias=False)) if n > 3 and varies else np.nan)
    assert agrees(quiz.alpha, alpha(x))
    if not isinstance(quiz.alpha, Reason):
        assert agrees(quiz.sem, float(np.sqrt(1 - alpha(x)) * np.std(total, ddof=1)))
        assert agrees(quiz.error_ratio, float(100 * np.sqrt(1 - alpha(x))))
    covariances = [cov(column, total) for column in x.T]
    whole = sum(np.sqrt(max(c, 0)) for c in covariances)
    for n_item, item in enumerate(found.items):
        column, maximum = x[:, n_item], float(matrix.columns[n_item].maximum)
        rest = total - column
        assert agrees(item.facility, float(column.mean() / maximum))
        assert agrees(item.sd, float(np.std(column, ddof=1)) if n > 1 else np.nan)
        assert agrees(item.discrimination, r(column, rest))
        assert agrees(item.r_uncorrected, r(column, total))
        best = cov(np.sort(column), np.sort(rest))
        assert agrees(item.efficiency, 100 * cov(column, rest) / best if n > 2 and abs(best) > 1e-9 else np.nan)
        assert agrees(item.alpha_without, alpha(np.delete(x, n_item, axis=1)))
        weight = 100 * np.sqrt(max(covariances[n_item], 0)) / whole if whole > 1e-6 else np.nan
        if item.effective_weight is Reason.NEGATIVE_COVARIANCE:
            assert covariances[n_item] < 0
        else:
            assert (
                (n < 3 and item.effective_weight is Reason.TOO_FEW)
                or abs(covariances[n_item]) < 1e-9
                or agrees(item.effective_weight, float(weight))
            )
        if isinstance(item.discrimination, float) and n > 3 and abs(item.discrimination) < 1:
            interval = stats.pearsonr(column, rest).confidence_interval(0.95)
            assert item.discrimination_interval == pytest.approx((interval.low, interval.high), abs=1e-6)
        in_range = column.min() >= 0
        if in_range:
            share = float(column.mean() / maximum)
            assert item.facility_interval == pytest.approx(wilson_of_scipy(share, n), abs=1e-6)
        elif np.ptp(column) > 0:
            wanted = stats.t.interval(0.95, n - 1, column.mean() / maximum, stats.sem(column) / maximum)
            assert item.facility_interval == pytest.approx(wanted, abs=1e-6)


def wilson_of_scipy(share: float, n: int) -> tuple[float, float]:
    """As roots of (p - q)² = z² q (1 - q) / n, which is how Wilson's interval is defined."""
    z2 = stats.norm.ppf(0.975) ** 2 / n
    low, high = sorted(np.roots([1 + z2, -(2 * share + z2), share * share]).real)
    return max(0.0, float(low)), min(1.0, float(high))


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 8, 9, 29, 30, 100, 499, 500, 501, 20_000])
def test_students_t_is_that_of_scipy(freedom: int) -> None:
    assert t_quantile(freedom) == pytest.approx(float(stats.t.ppf(0.975, freedom)), abs=1e-8)


@pytest.mark.parametrize("seed", range(CLASSES // 3))
def test_no_order_of_learners_changes_any_figure(seed: int) -> None:
    matrix = at_random(seed, unseen=0.1 if seed % 2 else 0)
    shuffled = list(matrix.marks)
    random.Random(seed).shuffle(shuffled)
    assert analyse(matrix.counts()) == analyse(Matrix(matrix.columns, shuffled).counts())


def test_no_order_of_learners_changes_an_option_table() -> None:
    matrix = wrong_key()
    pairs = list(zip(matrix.marks, matrix.responses, strict=True))
    random.Random(1).shuffle(pairs)
    shuffled = Matrix(matrix.columns, [marks for marks, _ in pairs], [given for _, given in pairs])
    assert analyse(matrix.counts()) == analyse(shuffled.counts())


@pytest.mark.parametrize("seed", range(30))
def test_unseen_questions_leave_out_the_learner_for_that_question_only(seed: int) -> None:
    matrix = at_random(seed, unseen=0.2)
    found = analyse(matrix.counts())
    x = np.array([[np.nan if mark is None else float(mark) for mark in row] for row in matrix.marks])
    maxima = np.array([float(column.maximum) for column in matrix.columns])
    seen = ~np.isnan(x)
    if seen.all():
        return
    could = (seen * maxima).sum(axis=1)
    for number, item in enumerate(found.items):
        who = seen[:, number] & (could > 0)
        assert item.n == who.sum()
        column = x[who, number]
        left = could[who] - maxima[number]
        rest = np.divide(np.nansum(x[who], axis=1) - column, left, out=np.zeros(len(column)), where=left > 0)
        assert agrees(item.facility, float(column.mean() / maxima[number]) if who.any() else np.nan)
        assert agrees(item.discrimination, r(column, rest))
    complete = x[seen.all(axis=1)]
    assert agrees(found.quiz.alpha, alpha(complete) if len(complete) else np.nan)


@pytest.mark.parametrize("seed", range(25))
def test_an_option_correlates_with_the_rest_score_as_numpy_says(seed: int) -> None:
    rng = random.Random(seed)
    rows = [(tuple(sorted(rng.sample("ABC", rng.randint(0, 3)))), rng.randint(0, 9)) for _ in range(rng.randint(1, 50))]
    table = option_table(Counter(rows), ["A", "B", "C"], {"A"})
    rest = np.array([score for _, score in rows], dtype=float)
    for row in table:
        chose = np.array([float(row.name in given if row.name else not given) for given, _ in rows])
        assert row.n == chose.sum()
        assert agrees(row.r, r(chose, rest))
        assert agrees(row.mean_rest, float(rest[chose > 0].mean()) if chose.any() else np.nan)
    everybody = table[0].thirds
    assert sum(sum(row.thirds) for row in table) >= sum(everybody)


@pytest.mark.parametrize("seed", range(15))
def test_a_third_keeps_equal_scores_together(seed: int) -> None:
    rng = random.Random(seed)
    rests = [rng.randint(0, 5) for _ in range(rng.randint(1, 40))]
    table = option_table(Counter(((f"s{rest}",), rest) for rest in rests), [], ())
    for row in table:
        assert sorted(row.thirds)[:2] == [0, 0]
    ordered = [row.thirds.index(max(row.thirds)) for row in sorted(table[:-1], key=lambda row: row.name)]
    assert ordered == sorted(ordered)


def test_upper_less_lower_is_the_difference_of_the_two_facilities() -> None:
    pairs: Pairs = Counter({(1, 9): 10, (0, 9): 2, (1, 5): 10, (0, 5): 10, (0, 1): 12})
    assert of_item.upper_lower(pairs) == pytest.approx(10 / 12)
    assert of_item.upper_lower({(1, 9): 29}) is Reason.TOO_FEW
    assert of_item.upper_lower({(1, 9): 30}) is Reason.NO_VARIATION


def test_thirds_of_a_mark_add_up_exactly() -> None:
    columns = (Column(), Column(), Column())
    rows: list[list[Mark | None]] = [
        [Fraction(1, 3)] * 3,
        [Fraction(2, 3), Fraction(1, 3), 0],
        [0, Fraction(1, 3), Fraction(2, 3)],
    ]
    assert analyse(Matrix(columns, rows).counts()).quiz.alpha is Reason.NO_VARIATION


def test_the_teaching_example_is_not_a_special_case_of_the_counts() -> None:
    counts = teaching_example().counts()
    assert sum(counts.totals.values()) == 9
    assert all(item.n == 9 for item in counts.items)
