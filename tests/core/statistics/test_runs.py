"""One question over several runs."""

from __future__ import annotations

from math import atanh, sqrt, tanh

import pytest

from quizapp.core.statistics import Reason, wilson
from quizapp.core.statistics.runs import pooled_discrimination, pooled_facility, predicted_facility


def test_facility_over_runs_counts_every_learner_once() -> None:
    share, interval, n = pooled_facility([(0.5, 10), (1.0, 30), (Reason.NO_LEARNERS, 0)])
    assert share == pytest.approx(35 / 40)
    assert n == 40
    assert interval == wilson(35 / 40, 40)


def test_there_is_nothing_to_pool_without_learners() -> None:
    assert pooled_facility([(Reason.NO_LEARNERS, 0)]) == (Reason.NO_LEARNERS, Reason.NO_LEARNERS, 0)
    assert pooled_discrimination([(0.5, 3), (1.0, 40), (Reason.NO_VARIATION, 9)]) == (Reason.TOO_FEW, Reason.TOO_FEW)


def test_discrimination_over_runs_is_the_weighted_mean_of_fishers_z() -> None:
    r, interval = pooled_discrimination([(0.2, 13), (0.6, 43)])
    z = (10 * atanh(0.2) + 40 * atanh(0.6)) / 50
    assert r == pytest.approx(tanh(z))
    assert interval == pytest.approx((tanh(z - 1.959964 / sqrt(50)), tanh(z + 1.959964 / sqrt(50))))


def test_a_prediction_counts_as_ten_learners() -> None:
    assert predicted_facility(1.0, 30, 0.6) == pytest.approx((6 + 30) / 40)
    assert predicted_facility(Reason.NO_LEARNERS, 0, 0.6) == pytest.approx(0.6)
