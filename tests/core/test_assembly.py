"""A plan is filled whenever it can be, and the same seed draws the same questions."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assembly import draw
from quizapp.core.errors import BadInput

Plan = list[tuple[str, int]]
Bank = dict[str, frozenset[str]]

TAGS = ("rivers", "towns", "walls")
plans: st.SearchStrategy[Plan] = st.lists(st.tuples(st.sampled_from(TAGS), st.integers(0, 2)), max_size=3)
banks: st.SearchStrategy[Bank] = st.lists(st.frozensets(st.sampled_from(TAGS)), max_size=6).map(
    lambda tags: {f"q{number}": own for number, own in enumerate(tags)}
)


def fits(places: list[str], names: tuple[str, ...], bank: Bank) -> bool:
    return all(tag in bank[name] for tag, name in zip(places, names, strict=True))


@given(plans, banks, st.integers(0, 2**32))
def test_it_fills_every_quota_whenever_any_choice_could(plan: Plan, bank: Bank, seed: int) -> None:
    places = [tag for tag, count in plan for _ in range(count)]
    possible = any(fits(places, names, bank) for names in permutations(bank, len(places)))
    if not possible:
        with pytest.raises(BadInput):
            draw(plan, bank, seed=seed)
        return
    names = draw(plan, bank, seed=seed)
    assert fits(places, tuple(names), bank)
    assert len(set(names)) == len(names)


@given(plans, banks, st.integers(0, 2**32))
def test_the_same_seed_draws_the_same_questions_however_the_bank_is_listed(plan: Plan, bank: Bank, seed: int) -> None:
    assert outcome(plan, dict(reversed(bank.items())), seed) == outcome(plan, bank, seed)


def outcome(plan: Plan, bank: Bank, seed: int) -> list[str] | str:
    """What is drawn, or why nothing could be."""
    try:
        return draw(plan, bank, seed=seed)
    except BadInput as error:
        return str(error)


def test_other_seeds_draw_other_questions() -> None:
    bank = {f"q{number}": frozenset({"rivers"}) for number in range(20)}
    drawn = {tuple(sorted(draw([("rivers", 5)], bank, seed=seed))) for seed in range(20)}
    assert len(drawn) > 10


def test_no_question_is_left_out_for_its_place_in_the_bank() -> None:
    bank = {f"q{number}": frozenset({"rivers"}) for number in range(8)}
    assert {name for seed in range(60) for name in draw([("rivers", 2)], bank, seed=seed)} == set(bank)


def test_a_question_with_two_tags_gives_way_where_another_quota_needs_it() -> None:
    bank = {"both": frozenset({"rivers", "towns"}), "river": frozenset({"rivers"})}
    for seed in range(20):
        assert draw([("rivers", 1), ("towns", 1)], bank, seed=seed) == ["river", "both"]


def test_it_says_which_quota_is_too_large_and_what_there_is() -> None:
    with pytest.raises(BadInput, match=r"asks for 2 questions tagged “rivers”; there is 1\."):
        draw([("rivers", 2)], {"q": frozenset({"rivers"})}, seed=1)


def test_it_says_when_two_quotas_need_the_same_question() -> None:
    with pytest.raises(BadInput, match="which other tags of the plan need too"):
        draw([("rivers", 1), ("towns", 1)], {"q": frozenset({"rivers", "towns"})}, seed=1)
