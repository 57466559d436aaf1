"""Figures known to six digits, for three classes."""

from __future__ import annotations

import pytest

from quizapp.core.statistics import Mark, Matrix, Reason, analyse, scores
from quizapp.core.statistics import items as of_item
from tests.core.statistics.tables import negative_alpha, teaching_example, wrong_key

EXAMPLE = """
.888889 .457045 .561341 100.0000 8.950219 .745989 .565000 .980109
.888889 .285714 .408248 47.0588 7.632772 .763393 .565000 .980109
.888889 .122225 .255155 20.5882 6.034236 .779268 .565000 .980109
.666667 .727607 .816497 85.7143 13.220349 .698529 .354202 .879416
.777778 .485714 .617213 65.3846 10.794370 .739286 .452589 .936775
.555556 .490881 .645497 52.6316 12.068473 .738705 .266651 .811221
.333333 .589256 .714435 83.3333 12.366504 .722222 .120584 .645798
.333333 .458831 .612372 57.1429 11.449158 .743421 .120584 .645798
.222222 .260494 .424334 41.3043 8.950219 .769737 .063225 .547411
.111111 .399012 .510310 100.0000 8.533699 .751974 .019891 .435000
"""


@pytest.mark.parametrize("number", range(10))
def test_each_question_of_the_teaching_example_has_its_published_figures(number: int) -> None:
    found = analyse(teaching_example().counts()).items[number]
    *figures, low, high = map(float, EXAMPLE.split("\n")[number + 1].split())
    facility, corrected, uncorrected, efficiency, weight, without = figures
    assert found.facility == pytest.approx(facility, abs=1e-6)
    assert found.discrimination == pytest.approx(corrected, abs=1e-6)
    assert found.r_uncorrected == pytest.approx(uncorrected, abs=1e-6)
    assert found.efficiency == pytest.approx(efficiency, abs=1e-4)
    assert found.effective_weight == pytest.approx(weight, abs=1e-6)
    assert found.alpha_without == pytest.approx(without, abs=1e-6)
    assert found.facility_interval == pytest.approx((low, high), abs=1e-6)
    assert found.intended_weight == pytest.approx(10)


def test_the_whole_teaching_example_has_its_published_figures() -> None:
    found = analyse(teaching_example().counts())
    quiz = found.quiz
    assert quiz.mean == pytest.approx(5.666666667)
    assert quiz.median == 7
    assert quiz.sd == pytest.approx(2.449489743)
    assert quiz.skewness == pytest.approx(-0.225994589)
    assert quiz.kurtosis == pytest.approx(-1.525793651)
    assert quiz.alpha == quiz.kr20 == pytest.approx(0.766460905)
    assert quiz.error_ratio == pytest.approx(48.325882780)
    assert quiz.sem == pytest.approx(1.183737542)
    assert scores.spearman_brown(quiz.alpha, 2) == pytest.approx(0.867792662)
    assert scores.length_needed(quiz.alpha, 0.9) == pytest.approx(2.742282, abs=1e-6)
    assert found.items[3].discrimination_interval == pytest.approx((0.122847, 0.938316), abs=1e-6)


def test_two_denominators_are_never_mixed_in_the_reliability() -> None:
    """Σpq over n with the totals' variance over n - 1 would give .804755, which is too high."""
    assert analyse(teaching_example().counts()).quiz.kr20 != pytest.approx(0.804755373, abs=1e-3)


def test_a_negative_reliability_is_shown_as_it_is() -> None:
    quiz = analyse(negative_alpha().counts()).quiz
    assert quiz.alpha == pytest.approx(-1.411764706)
    assert quiz.error_ratio == pytest.approx(155.298573911)
    assert quiz.sem == pytest.approx(1.169045194)
    assert quiz.skewness == pytest.approx(0.312569960)
    assert quiz.kurtosis == pytest.approx(-0.103806228)
    assert scores.spearman_brown(quiz.alpha, 2) is Reason.NOT_POSITIVE
    assert scores.length_needed(quiz.alpha, 0.9) is Reason.NOT_POSITIVE
    assert quiz.kr20 is Reason.NOT_RIGHT_OR_WRONG


def test_every_figure_that_does_not_exist_says_why() -> None:
    first, second, third, fourth = analyse(negative_alpha().counts()).items
    assert first.discrimination == pytest.approx(-0.447214, abs=1e-6)
    assert first.efficiency == pytest.approx(-50)
    assert first.effective_weight == pytest.approx(29.581632, abs=1e-6)
    assert second.discrimination == pytest.approx(-0.707107, abs=1e-6)
    assert second.efficiency == pytest.approx(-100)
    assert second.effective_weight is Reason.NEGATIVE_COVARIANCE
    assert (third.facility, third.sd, third.effective_weight) == (1, 0, 0)
    assert third.discrimination is third.efficiency is Reason.NO_VARIATION
    assert fourth.facility == pytest.approx(0.416667, abs=1e-6)
    assert fourth.discrimination is fourth.efficiency is fourth.alpha_without is Reason.NO_VARIATION
    assert fourth.r_uncorrected == pytest.approx(1)
    assert fourth.effective_weight == pytest.approx(70.418368, abs=1e-6)


def test_a_wrong_key_shows_in_the_option_table() -> None:
    found = analyse(wrong_key().counts())
    corrected = [item.discrimination for item in found.items]
    assert corrected == pytest.approx([-0.190723, 0.547723, 0.418330, 0, 0.088438], abs=1e-6)
    assert found.items[0].r_uncorrected == pytest.approx(0.201498, abs=1e-6)
    assert found.quiz.alpha == pytest.approx(0.296052632)
    table: dict[str, object] = {one.name: (one.n, one.mean_rest, one.r, one.thirds) for one in found.items[0].options}
    assert table == {
        "A": (5, 1.8, pytest.approx(-0.190723, abs=1e-6), (2, 2, 1)),
        "B": (4, 3.5, pytest.approx(0.797850, abs=1e-6), (0, 0, 4)),
        "C": (1, 1.0, pytest.approx(-0.260156, abs=1e-6), (1, 0, 0)),
        "D": (1, 1.0, pytest.approx(-0.260156, abs=1e-6), (1, 0, 0)),
        "": (1, 0.0, pytest.approx(-0.500300, abs=1e-6), (1, 0, 0)),
    }
    assert found.items[0].thirds == (5, 2, 5)


@pytest.mark.parametrize("learners", [0, 1, 2, 3])
def test_a_handful_of_learners_gives_figures_or_reasons_and_never_an_error(learners: int) -> None:
    example = teaching_example()
    found = analyse(Matrix(example.columns, example.marks[:learners]).counts())
    assert isinstance(found.quiz.alpha, Reason) is (learners < 3)
    assert isinstance(found.items[0].facility, Reason) is (learners == 0)
    assert isinstance(found.quiz.sd, Reason) is (learners < 2)
    assert isinstance(found.quiz.skewness, Reason) is (learners < 3)
    assert found.quiz.kurtosis is Reason.TOO_FEW


def test_a_quiz_of_one_question_has_no_reliability_and_no_discrimination() -> None:
    columns = teaching_example().columns[:1]
    found = analyse(Matrix(columns, [[1], [0], [1], [0]]).counts())
    assert found.quiz.alpha is Reason.ONE_QUESTION
    assert found.items[0].discrimination is Reason.NO_VARIATION
    assert found.items[0].alpha_without is Reason.ONE_QUESTION


@pytest.mark.parametrize("mark", [0, 1])
def test_a_class_that_is_all_alike_has_a_facility_and_nothing_else(mark: int) -> None:
    columns = teaching_example().columns[:3]
    found = analyse(Matrix(columns, [[mark] * 3] * 12).counts())
    assert [item.facility for item in found.items] == [mark] * 3
    assert found.quiz.alpha is found.quiz.skewness is found.quiz.kurtosis is Reason.NO_VARIATION
    assert {item.effective_weight for item in found.items} == {Reason.NO_VARIATION}


def test_learners_who_saw_different_questions_are_compared_by_shares() -> None:
    columns = teaching_example().columns[:3]
    rows: list[list[Mark | None]] = [[1, 1, None], [0, None, 0], [1, 0, 1], [0, 0, 1], [1, 1, 1], [None, 1, 0]]
    found = analyse(Matrix(columns, rows).counts())
    assert found.different
    assert (found.quiz.n, found.quiz.complete) == (6, 3)
    assert [item.n for item in found.items] == [5, 5, 5]
    assert found.items[0].facility == pytest.approx(3 / 5)
    of_complete = analyse(Matrix(columns, [row for row in rows if None not in row]).counts())
    assert found.quiz.alpha == of_complete.quiz.alpha


@pytest.mark.parametrize(
    ("options", "keys", "many", "rule", "wanted"),
    [
        (4, 1, False, "all_or_nothing", 0.25),
        (2, 1, False, "all_or_nothing", 0.5),
        (4, 2, True, "all_or_nothing", 1 / 15),
        (3, 1, True, "each_option", (1 + 1 / 3 + 1 / 3 + 2 / 3 + 2 / 3 + 0 + 1 / 3) / 7),
    ],
)
def test_the_guess_score_is_what_a_blind_choice_earns(
    options: int, keys: int, many: bool, rule: str, wanted: float
) -> None:
    assert of_item.guess_score(options, keys, many=many, rule=rule) == pytest.approx(wanted)


def test_a_question_without_options_has_no_guess_score() -> None:
    assert of_item.guess_score(0) is Reason.OF_ANOTHER_KIND


def test_rapid_answers_are_those_under_a_tenth_of_the_median() -> None:
    assert of_item.median_seconds([30, 40, 50, 2]) == 35
    assert of_item.rapid_share([40.0] * 8 + [3.9, 3.9]) == pytest.approx(0.2)
    assert of_item.rapid_share([40.0] * 9) is Reason.TOO_FEW
    assert of_item.rapid_share([]) is of_item.median_seconds([]) is Reason.NO_TIMES
