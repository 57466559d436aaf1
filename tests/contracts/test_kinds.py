"""What every kind of question keeps, whoever adds one: the key earns full marks, and nothing delivered tells it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from itertools import permutations

import pytest

from quizapp.core.delivered import Choice, DeliveredItem, DeliveredOption
from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.core.kinds import KINDS
from quizapp.core.order import order_secret, tokens
from quizapp.core.scoring import RULES

RIVERS = (
    Option("The Aller", True, "It passes the town."),
    Option("The Leine", False, "It passes further west."),
    Option("The Oker", False, "It ends upstream."),
    Option("The Weser", False, "It begins downstream."),
)
METALS = (Option("Iron", True), Option("Salt", True), Option("Tin"), Option("Zinc"))
TRUTH = (Option("True", True), Option("False"))

EXAMPLES: dict[str, tuple[Item, list[str]]] = {
    "single": (Item("single", "Which river?", RIVERS), ["The Aller"]),
    "multiple": (Item("multiple", "Which were mined?", METALS), ["Iron", "Salt"]),
    "true-false": (Item("true-false", "The town lies on the Aller.", TRUTH), ["True"]),
    "numeric": (Item("numeric", "How long is it?", answers=(Answer("211 ± 5"),), unit="km"), ["208.5"]),
    "text": (Item("text", "Which town?", answers=(Answer("Celle"), Answer("Zelle"))), ["celle"]),
}
"""Kind → an item, and what a learner who knows chooses (texts of options) or types."""


def rekeyed(options: tuple[Option, ...], keys: set[int]) -> tuple[Option, ...]:
    return tuple(Option(option.text, n in keys, f"Reason {n}.") for n, option in enumerate(options))


OTHER_KEYS: dict[str, Item] = {
    "single": replace(EXAMPLES["single"][0], options=rekeyed(RIVERS, {1})),
    "multiple": replace(EXAMPLES["multiple"][0], options=rekeyed(METALS, {1, 2, 3})),
    "true-false": replace(EXAMPLES["true-false"][0], options=rekeyed(TRUTH, {1})),
    "numeric": replace(EXAMPLES["numeric"][0], answers=(Answer("17", "Elsewhere."),)),
    "text": replace(EXAMPLES["text"][0], answers=(Answer("Verden"),), match="exact"),
}
"""The same questions to look at, with another key."""

SECRET = order_secret(b"an attempt", "q1")


def given(item: Item, known: Sequence[str], secret: bytes = SECRET) -> list[str]:
    """What the form of a learner who knows would post."""
    shown = KINDS[item.kind].present(item, "q1", secret)
    return [option.token for option in shown.options if option.text in known] if shown.options else list(known)


def test_every_kind_has_an_example_here() -> None:
    assert EXAMPLES.keys() == KINDS.keys() == OTHER_KEYS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_can_be_asked_and_its_kind_has_a_name_for_people(kind: str) -> None:
    item, _ = EXAMPLES[kind]
    assert KINDS[kind].check(item) == []
    assert KINDS[kind].check(OTHER_KEYS[kind]) == []
    assert KINDS[kind].label.strip()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_key_earns_full_marks_under_every_rule_and_a_blank_none(kind: str, rule: str) -> None:
    item, known = EXAMPLES[kind]
    verbs = KINDS[kind]
    assert verbs.mark(item, verbs.parse(item, given(item, known), SECRET), rule) == 1
    assert verbs.mark(item, verbs.parse(item, [], SECRET), rule) == 0
    assert verbs.mark(item, "", rule) == verbs.mark(item, (), rule) == 0


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", KINDS)
def test_marks_stay_between_nothing_and_one(kind: str, rule: str) -> None:
    item, _ = EXAMPLES[kind]
    positions = range(len(item.options))
    subsets = [tuple(p for p in positions if bits >> p & 1) for bits in range(1 << len(item.options))]
    choices: list[Choice] = [*subsets, "17", "Verden", "0", "not a number"]
    for choice in choices:
        assert 0 <= KINDS[kind].mark(item, choice, rule) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_response_is_told_in_words_and_a_blank_in_none(kind: str) -> None:
    item, known = EXAMPLES[kind]
    words = KINDS[kind].describe(item, KINDS[kind].parse(item, given(item, known), SECRET))
    assert all(one in words for one in known)
    assert KINDS[kind].describe(item, KINDS[kind].parse(item, [], SECRET)) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_offered_is_refused(kind: str) -> None:
    item, _ = EXAMPLES[kind]
    if item.options:
        for strange in (["0"], ["ff" * 10], ["The Aller"]):
            with pytest.raises(BadInput, match="not part of this question"):
                KINDS[kind].parse(item, strange, SECRET)
    else:
        with pytest.raises(BadInput):
            KINDS[kind].parse(item, ["x" * 5_000], SECRET)


# --- secrecy ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_with_another_key_looks_the_same(kind: str) -> None:
    item = replace(EXAMPLES[kind][0], explanation="Because.", facts=("F1",), tags=("rivers",), difficulty="hard")
    assert KINDS[kind].present(item, "q1", SECRET) == KINDS[kind].present(OTHER_KEYS[kind], "q1", SECRET)


def test_what_is_delivered_has_no_place_for_the_key() -> None:
    """A new field needs a thought about what it tells; then it is named here."""
    assert [field.name for field in fields(DeliveredItem)] == [
        "quiz_item", "kind", "stem", "options", "unit", "language"
    ]  # fmt: skip
    assert [field.name for field in fields(DeliveredOption)] == ["token", "text"]


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_display_order_and_tokens_do_not_depend_on_the_order_of_writing(kind: str) -> None:
    item, known = EXAMPLES[kind]
    shown = KINDS[kind].present(item, "q1", SECRET)
    for options in permutations(item.options):
        other = replace(item, options=options)
        assert KINDS[kind].present(other, "q1", SECRET) == shown
        assert KINDS[kind].mark(other, KINDS[kind].parse(other, given(item, known), SECRET), "all_or_nothing") == 1


def chi_square(counts: Iterable[int]) -> float:
    seen = list(counts)
    expected = sum(seen) / len(seen)
    return sum((count - expected) ** 2 / expected for count in seen)


CRITICAL = 21.1
"""Of chi-square with 3 degrees of freedom, exceeded by chance once in 10,000 (NIST/SEMATECH e-Handbook, 1.3.6.7.4)."""


def positions(item: Item, attempts: int = 2_000) -> tuple[list[int], list[int]]:
    """Over seeded attempts, how often the key, written first, stands at each place, and ranks so among tokens."""
    random_secrets = random.Random(20260302)
    places: Counter[int] = Counter()
    ranks: Counter[int] = Counter()
    for _ in range(attempts):
        offered = tokens(item, order_secret(random_secrets.randbytes(32), "q1"))
        token = next(token for token, position in offered.items() if position == 0)
        places[list(offered).index(token)] += 1
        ranks[sorted(offered).index(token)] += 1
    return [places[p] for p in range(4)], [ranks[p] for p in range(4)]


def test_the_key_stands_everywhere_equally_often() -> None:
    places, ranks = positions(EXAMPLES["single"][0])
    assert chi_square(places) < CRITICAL
    assert chi_square(ranks) < CRITICAL


def test_the_measure_would_notice_a_key_that_stands_first() -> None:
    in_order, _ = positions(replace(EXAMPLES["single"][0], order="fixed"))
    assert in_order == [2_000, 0, 0, 0]
    assert chi_square(in_order) > CRITICAL
    assert chi_square([560, 480, 480, 480]) < CRITICAL < chi_square([620, 460, 460, 460])
