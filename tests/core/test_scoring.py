"""Marks under each rule, by hand-worked values and by what must hold for every question."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scoring import RULES, counted, credit, percent, score, shown

ORDER = ("all_or_nothing", "net_correct", "coverage", "each_option", "hamming2")

# Five options of which the first three are keys: what is chosen → the mark under each rule, in ORDER.
WORKED = {
    (1, 2, 3): (F(1), F(1), F(1), F(1), F(1)),
    (1, 2): (F(0), F(2, 3), F(2, 3), F(4, 5), F(3, 5)),
    (1, 2, 4): (F(0), F(1, 3), F(4, 9), F(3, 5), F(1, 5)),
    (1, 2, 3, 4): (F(0), F(2, 3), F(3, 4), F(4, 5), F(3, 5)),
    (1, 2, 3, 4, 5): (F(0), F(1, 3), F(3, 5), F(3, 5), F(1, 5)),
    (1, 4): (F(0), F(0), F(1, 6), F(2, 5), F(0)),
    (4, 5): (F(0), F(0), F(0), F(0), F(0)),
    (): (F(0), F(0), F(0), F(0), F(0)),
}


@st.composite
def answered(draw: st.DrawFn) -> tuple[int, frozenset[int], frozenset[int]]:
    """Number of options, keys (at least one), and what was chosen (perhaps nothing)."""
    n = draw(st.integers(2, 9))
    positions = st.integers(0, n - 1)
    return n, draw(st.frozensets(positions, min_size=1)), draw(st.frozensets(positions))


rules = st.sampled_from(sorted(RULES))


def test_the_worked_values_cover_every_rule() -> None:
    assert set(ORDER) == set(RULES)


@pytest.mark.parametrize("chosen", WORKED, ids=str)
@pytest.mark.parametrize("rule", ORDER)
def test_it_gives_the_mark_worked_out_by_hand(rule: str, chosen: tuple[int, ...]) -> None:
    assert credit(5, frozenset({1, 2, 3}), frozenset(chosen), rule) == WORKED[chosen][ORDER.index(rule)]


@given(answered(), rules)
def test_a_mark_is_never_below_nothing_nor_above_full(
    case: tuple[int, frozenset[int], frozenset[int]], rule: str
) -> None:
    assert 0 <= credit(*case, rule) <= 1


@given(answered(), rules)
def test_the_keys_and_only_the_keys_earn_full_marks(
    case: tuple[int, frozenset[int], frozenset[int]], rule: str
) -> None:
    n, keys, chosen = case
    assert (credit(n, keys, chosen, rule) == 1) == (chosen == keys)


@given(answered(), rules)
def test_a_blank_earns_nothing_under_any_rule(case: tuple[int, frozenset[int], frozenset[int]], rule: str) -> None:
    n, keys, _ = case
    assert credit(n, keys, frozenset(), rule) == 0


@given(answered(), rules, st.randoms(use_true_random=False))
def test_the_order_of_the_options_changes_no_mark(
    case: tuple[int, frozenset[int], frozenset[int]], rule: str, random: object
) -> None:
    n, keys, chosen = case
    places = list(range(n))
    random.shuffle(places)  # type: ignore[attr-defined]
    moved = credit(n, frozenset(places[p] for p in keys), frozenset(places[p] for p in chosen), rule)
    assert moved == credit(n, keys, chosen, rule)


@given(answered(), rules)
def test_one_more_key_found_never_costs_marks(case: tuple[int, frozenset[int], frozenset[int]], rule: str) -> None:
    n, keys, chosen = case
    before = credit(n, keys, chosen, rule)
    assert all(credit(n, keys, chosen | {key}, rule) >= before for key in keys)


@given(st.integers(2, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))))
def test_choosing_everything_pays_under_net_correct_only_when_most_options_are_keys(case: tuple[int, int]) -> None:
    n, r = case
    earned = credit(n, frozenset(range(r)), frozenset(range(n)), "net_correct")
    assert earned == max(F(0), F(2 * r - n, r))


@given(st.lists(st.sampled_from(sorted({F(n, d) for d in range(1, 61) for n in range(d + 1)}))))
def test_a_score_is_the_same_in_whatever_order_the_questions_stand(marks: list[F]) -> None:
    assert score(marks) == score(reversed(marks)) == score(sorted(marks))
    assert 0 <= score(marks)[0] <= len(marks)


def test_three_thirds_are_exactly_one() -> None:
    assert score([F(1, 3)] * 3) == (F(1), 3)


def test_each_policy_counts_the_attempt_it_names() -> None:
    attempts = [F(1), F(3), F(2)]
    assert [counted(attempts, policy) for policy in ("highest", "first", "last", "average")] == [3, 1, 2, 2]


def test_nothing_counts_before_an_attempt_is_finished() -> None:
    assert counted([], "highest") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(1, 8), "0.13"),
        (F(1, 3), "0.33"),
        (F(2, 3), "0.67"),
        (F(3), "3"),
        (F(10), "10"),
        (F(5, 2), "2.5"),
        (F(0), "0"),
    ],
)
def test_a_mark_is_rounded_once_and_half_up(value: F, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(F(1), 8, 13), (F(1), 3, 33), (F(2), 3, 67), (F(0), 0, 0), (F(7), 7, 100)]
)
def test_a_percentage_is_rounded_half_up_and_of_nothing_is_nothing(part: F, whole: int, text: int) -> None:
    assert percent(part, whole) == text
