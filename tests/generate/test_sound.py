"""Statements and questions that an exam board would strike out: broken, grave, or leaning on what stands before."""

from __future__ import annotations

import re
from random import Random

import pytest

from quizapp.generate import draft, read_article
from quizapp.generate.altered import alterations
from quizapp.generate.by_truth import draft as questions
from quizapp.generate.by_truth import statements
from quizapp.generate.facts import read
from quizapp.generate.values import neighbours, read_value
from tests.generate.test_news_pages import VALLEY, found

QUIET = (
    "The town lies between two rivers and has a long market street. Boats bring timber from the north in spring. "
    "The mills stand close to the water, and their wheels turn slowly. Bakers light the ovens before the sun is up. "
    "Carts roll over the stones of the square. Children carry baskets to the school. Old men mend nets by the wall. "
    "Wind blows from the sea in autumn, and the smoke of the chimneys drifts over the fields behind the last houses. "
)


def made_of(sentence: str) -> list[str]:
    reading = read(read_article(f"{QUIET}\n\n{sentence}"))
    told = [t for t in statements(reading) if t.parsed.sentence.text == sentence]
    return [a.text for t in told for seed in range(4) for a in alterations(reading, t, Random(seed))]


def stems(text: str) -> list[str]:
    return [d.item.stem for d in draft(f"{QUIET}\n\n{text}", seed=1).shown]


@pytest.mark.parametrize(
    "sentence",
    [
        "The locks of Halden are difficult because they have many gates.",
        "The fares of the ferry are flexible and subject to change.",
        "Jonas Eide followed his brother to the harbour of Halden.",
        "The keeper of Halden sent his second boat to the island.",
        "The soldiers of Halden massacred 40 farmers in the valley.",
        "The affected boats were repaired in 1910 at the yard.",
        "The board of Halden includes 12 captains and 20 pilots.",
    ],
)
def test_a_statement_that_would_be_nonsense_or_is_grave_is_not_altered(sentence: str) -> None:
    assert made_of(sentence) == []


def test_how_often_is_not_turned_round_beside_a_comparison() -> None:
    made = made_of("Salt is usually found at a much lower depth than clay.")
    assert not [text for text in made if "rarely" in text]


def test_a_year_beside_another_year_is_not_altered() -> None:
    made = made_of("The flood of 1910 in Halden was higher than the flood of 1905.")
    assert not [text for text in made if "1910" not in text or "1905" not in text]


def test_a_statement_prints_nobody_under_two_names() -> None:
    text = (
        f"{QUIET}\n\nMaren Holt was born in Orsund in 1950. Maren Holt is called Brightwing by her friends. "
        "Brightwing sang 40 songs in Halden, where she bought a boat in 1981."
    )
    told = [t.text for t in statements(read(read_article(text)))]
    assert not [text for text in told if "Brightwing" in text and "Maren Holt bought" in text]


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Eide was the last keeper of the northern light and he lit 48 lamps.",
        "The storm of Halden sank a ferry, which carried 48 sheep to the island.",
        "Masons of Orsund built the bridge after 48 boats sank in one night.",
    ],
)
def test_a_number_outside_the_main_clause_is_not_asked_where_it_stands(text: str) -> None:
    assert not [stem for stem in stems(text) if "how many" in stem and stem.startswith("According")]


@pytest.mark.parametrize(
    "text",
    [
        "The party's candidate Maren Holt received 4,812 votes in the spring.",
        "In 1911, 48 tons were released from the tower.",
        "The average household size was 3.07 and the average family size was 3.62.",
        "There were 1,240 households in all.",
    ],
)
def test_a_number_of_nobody_knows_what_is_not_asked_for(text: str) -> None:
    assert not [stem for stem in stems(text) if "how many" in stem.lower() or "what was the average" in stem]


def test_a_movement_without_a_goal_is_not_asked_for_by_its_date() -> None:
    text = "Maren Elise Holt reappeared in 1859. Jonas Eide built the pier of Orsund in 1861."
    asked = stems(text)
    assert not [stem for stem in asked if "reappear" in stem]
    assert [stem for stem in asked if "pier" in stem]


def test_a_later_thing_is_not_given_the_number_of_the_first_one() -> None:
    text = (
        "Maren Holt won the post of keeper on the second ballot. Halden is on the ballot in 18 parishes of the island."
    )
    assert not [stem for stem in stems(text) if "Halden is on the second ballot" in stem]


def test_about_ten_is_not_told_from_nine() -> None:
    for text in (
        "The mill uses about 10% of the water of the Orsund river.",
        "About 40 ships rot in Halden harbour.",
    ):
        asked = [
            d
            for d in draft(f"{QUIET}\n\n{text}", seed=1, everything=True).shown
            if re.search(r"[Aa]bout (?:how many|what)", d.item.stem)
        ]
        assert asked
        for d in asked:
            key = next(read_value(o.text) for o in d.item.options if o.is_key)
            for option in d.item.options:
                value = read_value(option.text)
                assert key is not None
                assert value is not None
                assert option.is_key or abs(value.number - key.number) >= 0.25 * key.number


def test_statements_made_wrong_wait_for_somebody_to_ask_for_them() -> None:
    text = f"{QUIET}\n\nThe mill of Halden employs about 40 women. Jonas Eide built the stone pier of Orsund in 1861."
    assert list(questions(read(read_article(text))))
    assert not [d for d in draft(text, seed=1).shown if d.template == "agrees"]


@pytest.mark.parametrize(
    ("told", "never"),
    [
        ("The society of Orsund has also planted 1,500 tara trees, which are native to Peru.", "native"),
        ("In January 1895 supporters of the queen of Orsund staged an uprising.", "How many supporters"),
        ("A fund of Orsund has paid for some 340,000 seedlings over two decades.", "For about how many seedlings"),
    ],
)
def test_a_number_is_asked_only_of_what_it_counts(told: str, never: str) -> None:
    assert not any(never in d.item.stem and not d.reason for d in found(f"{VALLEY}\n\n{told}"))


def test_a_number_at_the_end_of_a_row_has_one_beside_it() -> None:
    value = read_value("240,000")
    assert value is not None
    for seed in range(40):
        numbers = sorted([240_000.0, *neighbours(value, Random(seed), seen=[], banned=set())])
        if numbers[-1] == 240_000.0 and numbers[2] / numbers[0] <= 1.6:
            assert numbers[-1] / numbers[-2] < 1.45
