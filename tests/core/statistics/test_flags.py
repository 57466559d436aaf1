"""What is worth a word, and from how many learners on."""

from __future__ import annotations

from itertools import product

import pytest

from quizapp.core.statistics import Column, Interval, Matrix, Reason, analyse, flags
from quizapp.core.statistics.flags import drift
from quizapp.core.statistics.words import facility_words, prediction_words, reliability_words, sem_words
from tests.core.statistics.tables import wrong_key

NAMES = ("A", "B", "C", "D")


def codes(matrix: Matrix) -> list[str]:
    return [flag.code for flag in flags(analyse(matrix.counts()).items[0])]


def a_class(answers: list[tuple[str, int]], names: tuple[str, ...] = NAMES) -> Matrix:
    """Learners by what they chose in the first question (A is right) and how many of ten others they knew."""
    columns = (Column(1, names, frozenset("A")), *[Column()] * 10)
    marks = [[int(option == "A"), *[1] * knew, *[0] * (10 - knew)] for option, knew in answers]
    responses = [[(option,) if option else (), *[("given",)] * 10] for option, _ in answers]
    return Matrix(columns, marks, responses)


def test_twelve_learners_are_too_few_to_suspect_a_key() -> None:
    assert codes(wrong_key()) == []


def test_a_key_is_suspected_when_strong_learners_choose_something_else() -> None:
    found = flags(analyse(wrong_key(copies=3).counts()).items[0])
    assert found[0].code == "key_suspect"
    assert found[0].urgent
    assert found[0].words.startswith("Many strong learners chose B (r +0.80; the key A has \N{MINUS SIGN}0.19)")


def test_a_key_that_nobody_chose_is_suspected() -> None:
    found = flags(analyse(a_class([("B", n % 10) for n in range(40)]).counts()).items[0])
    assert found[0].words == "Nobody chose the key, A: is it the right one?"
    assert "below_chance" in {flag.code for flag in found}


def test_a_healthy_question_raises_nothing() -> None:
    healthy = [("A", 9), ("A", 8), ("A", 6), ("B", 3), ("C", 2), ("D", 1)] * 6
    assert codes(a_class(healthy)) == []


def test_distractors_that_nobody_or_hardly_anybody_chose_are_named() -> None:
    used = [("A", n % 9) for n in range(30)] + [("B", 1)] * 9 + [("C", 2)]
    words = [flag.words for flag in flags(analyse(a_class(used).counts()).items[0])]
    assert "Nobody chose D: propose another." in words
    assert "Fewer than 5 % chose C: propose another." in words


def test_a_distractor_that_draws_the_strong_is_asked_about() -> None:
    answers = [("A", 5)] * 20 + [("B", 9)] * 3 + [("C", 1)] * 10 + [("D", 1)] * 10
    assert "option_attracts_strong" in codes(a_class(answers))


def test_a_question_that_all_know_is_too_easy() -> None:
    answers = [("A", n % 10) for n in range(200)]
    assert "too_easy" in codes(a_class(answers))


def test_two_options_can_be_guessed_which_is_no_flaw_of_true_or_false() -> None:
    of_two = a_class([("AB"[n % 2], n % 10) for n in range(40)], names=("A", "B"))
    assert "guess_high" in codes(of_two)
    told = flags(analyse(of_two.counts()).items[0], two_by_nature=True)
    assert "guess_high" not in [flag.code for flag in told]


def test_a_handful_of_learners_raises_no_flag_at_all() -> None:
    assert codes(a_class([("A", 1), ("B", 2)], names=("A", "B"))) == []


def hint(*answers: str, names: tuple[str, ...] = NAMES) -> str:
    found = flags(analyse(a_class([(one, n % 10) for n, one in enumerate(answers)], names=names).counts()).items[0])
    assert not any(flag.urgent for flag in found)
    return " ".join(flag.words for flag in found)


def test_a_small_class_that_as_one_chose_something_else_is_a_hint_at_a_wrong_key() -> None:
    few = "With so few learners this is a hint, no finding."
    assert hint(*"BBBB") == f"4 of 4 answered B, and nobody the key, A: is it right? {few}"
    assert hint(*"BBBC", "") == f"3 of 4 answered B, and nobody the key, A: is it right? {few}"
    assert hint(*"B" * 22, *"CC", *"AA") == f"22 of 26 answered B, and 2 the key, A: is it right? {few}"


@pytest.mark.parametrize("answers", ["BBB", "BBBA", "BBCC", "BBBBCCC", "B" * 16 + "AA", "AAAA", "", "CBDA"])
def test_fewer_or_divided_learners_hint_at_nothing(answers: str) -> None:
    assert hint(*answers) == ""


def test_of_several_ticks_none_hints_at_a_wrong_key() -> None:
    ticked = Matrix((Column(1, NAMES, frozenset("A"), True),), [[0]] * 4, [[("B", "C")]] * 4)
    assert flags(analyse(ticked.counts()).items[0]) == []


def test_a_negative_discrimination_says_whether_it_is_certain() -> None:
    backward = [("A", 1), ("A", 2), ("B", 8), ("B", 9)] * 10
    found = {flag.code: flag.words for flag in flags(analyse(a_class(backward).counts()).items[0])}
    assert "certainly below 0" in found["negative_discrimination"]
    assert "negative_covariance" in found


def test_rapid_answers_are_a_flag_of_their_own() -> None:
    item = analyse(a_class([("A", 9), ("B", 1)] * 20).counts()).items[0]
    assert "rapid" in {flag.code for flag in flags(item, rapid=0.3)}
    assert "rapid" not in {flag.code for flag in flags(item, rapid=0.1)}


def test_drift_is_only_told_when_the_intervals_are_apart() -> None:
    easier, harder = drift((0.8, 0.9), (0.5, 0.7)), drift((0.2, 0.3), (0.5, 0.7))
    assert easier is not None
    assert "easier" in easier.words
    assert harder is not None
    assert "harder" in harder.words
    assert drift((0.6, 0.9), (0.5, 0.7)) is None
    assert drift(Reason.NO_LEARNERS, (0.5, 0.7)) is None


@pytest.mark.parametrize(("facility", "words"), [(0.03, "extremely"), (0.5, "about right"), (1.0, "extremely easy")])
def test_facility_has_a_word_in_every_band(facility: float, words: str) -> None:
    assert words in facility_words(facility)


@pytest.mark.parametrize(
    ("difficulty", "observed", "n", "words"),
    [
        ("easy", (0.4, 0.6), 40, "harder"),
        ("hard", (0.4, 0.6), 40, "easier"),
        ("medium", (0.4, 0.6), 40, "does not contradict"),
        ("medium", (0.6, 0.8), 40, "does not contradict"),  # may be either: nothing is claimed
        ("medium", (0.7, 0.9), 9, "too few"),
        ("hard", Reason.NO_LEARNERS, 0, "nobody has answered"),
        ("", (0.4, 0.6), 40, "did not say"),
    ],
)
def test_the_authors_guess_is_compared_with_what_was_observed(
    difficulty: str, observed: Interval, n: int, words: str
) -> None:
    assert words in prediction_words(difficulty, observed, n)


def test_reliability_is_said_in_words_and_short_quizzes_are_excused() -> None:
    for alpha, questions in product((-0.2, 0.4, 0.7, 0.9), (5, 30)):
        said = reliability_words(alpha, questions)
        assert ("can hardly be higher" in said) is (questions < 10 and alpha < 0.75)
    assert reliability_words(Reason.TOO_FEW, 5) == "Reliability is not known: too few learners."
    assert "± 1.2 marks" in sem_words(1.18)
    assert "too few learners" in sem_words(Reason.TOO_FEW)
