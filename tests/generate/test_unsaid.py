"""Whoever reads a question for a date or a number has not the sentences before it: it says of what."""

from __future__ import annotations

import pytest

from quizapp.generate import draft
from tests.generate.test_judged import LIFE, kept_back
from tests.generate.test_names_asked_for import PEOPLE
from tests.generate.test_news_pages import VALLEY


@pytest.mark.parametrize(
    ("template", "good", "bad"),
    [
        (
            "when-year",
            "The guild of Orsund closed the mill of Skerry in 1931.",
            "Peter Strand of Orsund closed the mill in 1931.",
        ),
        (
            "when-year",
            "A lion of the Orsund circus was brought to Skerry in 1931.",
            "An adult lion was brought to Skerry in 1931.",
        ),
        ("how-many", "The council of Orsund bought 48 lamps.", "The council of Orsund bought 48 lamps for the dam."),
        ("how-many", "The council of Orsund bought 48 lamps.", "The council of Orsund bought 48 lamps that shone."),
        ("when-year", "Peter Strand left the guild of Orsund in 1931.", "Peter Strand told the guild in 1931."),
        (
            "when-year",
            "In 1931 a collector of Orsund caught a lion of the circus.",
            "In 1931 a collector in Orsund caught one that was entirely black.",
        ),
        (
            "when-year",
            "Peter Strand wrote letters. He closed the mill of Skerry in 1931.",
            "Peter Strand wrote letters. Nora Lund was kind. He closed the mill of Skerry in 1931.",
        ),
    ],
)
def test_a_question_that_names_nothing_is_kept_back(template: str, good: str, bad: str) -> None:
    assert not kept_back(PEOPLE + LIFE, good, template)
    assert kept_back(PEOPLE + LIFE, bad, template)


def test_the_reason_names_the_thing_and_not_the_pronoun_that_stands_for_it() -> None:
    lion = "It was the adult lion, which was brought to Skerry in 1931."
    drafts = draft(f"{VALLEY}\n\n{PEOPLE}{lion}", seed=1, everything=True)
    (asked,) = [d for d in (*drafts.shown, *drafts.needs_work) if d.fact.evidence[0].quote == lion]
    assert asked.reason == "the question says too little: which lion"


def test_what_was_done_by_somebody_is_not_asked_as_if_it_had_done_something() -> None:
    """The parser takes "coins picked up by an airman in 1931" for coins that picked something up."""
    coins = "Five coins of Orsund picked up by an Australian airman in 1931 puzzled the historians."
    drafts = draft(f"{VALLEY}\n\n{PEOPLE}{coins}", seed=1, everything=True)
    asked = [d for d in (*drafts.shown, *drafts.needs_work) if d.template in ("when-year", "how-many")]
    assert [d.reason for d in asked if "coins" in d.item.stem] == ["grammar: 'picked' was done by somebody"] * 2
