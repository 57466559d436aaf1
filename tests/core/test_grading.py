"""Corrections of a key: what is right afterwards, what an undoing gives back, and what nobody loses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.grading import Correction, Grading, grading, in_force
from quizapp.core.item import Answer, Item
from tests.factories import a_multiple, an_item

ITEM = an_item("Which river?")
RULE = "all_or_nothing"
CHOICES = [None, (), (0,), (1,), (2,), (3,)]


def marks(found: Grading, rule: str = RULE) -> list[int]:
    return [int(found.mark(choice, rule)) for choice in CHOICES]


def after(*corrections: Correction, item: Item = ITEM) -> Grading:
    return grading(item, corrections)


def test_without_corrections_the_key_is_the_authors() -> None:
    assert marks(after()) == [0, 0, 1, 0, 0, 0]


def test_another_key_takes_the_place_of_the_first() -> None:
    assert marks(after(Correction(1, "key", ("1",)))) == [0, 0, 0, 1, 0, 0]


def test_who_was_right_before_stays_right_if_so_decided() -> None:
    assert marks(after(Correction(1, "key", ("1",), keep=True))) == [0, 0, 1, 1, 0, 0]


def test_a_further_answer_is_right_beside_the_first() -> None:
    assert marks(after(Correction(1, "accept", ("2",)))) == [0, 0, 1, 0, 1, 0]


def test_full_marks_go_to_everybody_who_saw_it() -> None:
    assert marks(after(Correction(1, "full"))) == [1, 1, 1, 1, 1, 1]


def test_a_dropped_question_is_worth_nothing() -> None:
    found = after(Correction(1, "drop"))
    assert found.weight == 0
    assert marks(found) == [0] * 6


def test_a_weight_multiplies_the_mark() -> None:
    assert after(Correction(1, "weight", ("5/2",))).mark((0,), RULE) == Fraction(5, 2)


def test_a_written_answer_can_be_accepted_later() -> None:
    item = an_item("Which word?", kind="text", options=(), answers=(Answer("Aller"),))
    assert after(item=item).mark("aller river", RULE) == 0
    accepted = Correction(1, "accept", ("Aller River",))
    assert after(accepted, item=item).mark("aller river", RULE) == 1
    assert after(accepted, Correction(2, "accept", ("Aller River",)), item=item) == after(accepted, item=item)
    replaced = after(Correction(1, "key", ("Leine",)), item=item)
    assert replaced.mark("Aller", RULE) == 0
    assert replaced.mark("Leine", RULE) == 1


def test_partial_credit_follows_the_new_keys() -> None:
    item = a_multiple()
    assert after(item=item).mark((0, 2), "net_correct") == 0
    assert after(Correction(1, "key", ("0", "2")), item=item).mark((0, 2), "net_correct") == 1


def test_undoing_gives_back_what_was_and_can_be_undone_itself() -> None:
    first = Correction(1, "key", ("1",))
    undo = Correction(2, "undo", undoes=1)
    again = Correction(3, "undo", undoes=2)
    assert after(first, undo) == after()
    assert after(first, undo, again) == after(first)
    assert in_force([first, undo, again]) == [first]


@pytest.mark.parametrize("rule", ["all_or_nothing", "each_option", "hamming2"])
def test_a_single_answer_is_right_or_wrong_under_every_rule(rule: str) -> None:
    assert marks(after(), rule) == [0, 0, 1, 0, 0, 0]


corrections = st.lists(
    st.one_of(
        st.builds(lambda n: ("key", (str(n),), False), st.integers(0, 3)),
        st.builds(lambda n: ("key", (str(n),), True), st.integers(0, 3)),
        st.builds(lambda n: ("accept", (str(n),), False), st.integers(0, 3)),
        st.just(("full", (), False)),
        st.just(("drop", (), False)),
        st.builds(lambda n: ("weight", (str(n),), False), st.integers(1, 3)),
    ),
    max_size=6,
)


@given(corrections, st.integers(0, 5))
def test_undoing_everything_gives_every_mark_back(drawn: list[tuple[str, tuple[str, ...], bool]], cut: int) -> None:
    made = [Correction(n, kind, values, keep) for n, (kind, values, keep) in enumerate(drawn, 1)]
    later = made[cut:]
    undone = [Correction(100 + n, "undo", undoes=one.id) for n, one in enumerate(later)]
    assert grading(ITEM, [*made, *undone]) == grading(ITEM, made[:cut])


@given(corrections)
def test_no_mark_leaves_its_bounds_whatever_was_corrected(
    drawn: list[tuple[str, tuple[str, ...], bool]],
) -> None:
    found = grading(ITEM, [Correction(n, *one) for n, one in enumerate(drawn, 1)])
    for choice in CHOICES:
        assert 0 <= found.mark(choice, RULE) <= found.weight
