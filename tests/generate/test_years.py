"""Where the year of an event stands in its sentence, and whose event it is."""

from __future__ import annotations

import pytest

from quizapp.generate import draft
from tests.generate.test_news_pages import VALLEY, found

TOLD = "Maren Holt was a surveyor. Maren Holt lived in Tarnvik. "


def stems(last: str, before: str = TOLD) -> dict[str, str]:
    """Stem → key of every draft for a time that the last sentence gives, held back or not."""
    drafts = found(f"{VALLEY}\n\n{before}{last}")
    return {
        d.item.stem: d.item.options[d.item.keys[0]].text
        for d in drafts
        if d.template.startswith("when-") and d.fact.evidence[0].quote.strip() in last
    }


@pytest.mark.parametrize(
    ("last", "stem", "key"),
    [
        ("The mill of Orsund burned in October 1931.", "In which year did the mill of Orsund burn?", "1931"),
        (
            "The ferry reached Orsund on Sept. 4, 1931.",
            "On what date did the ferry reach Orsund?",
            "Sept. 4, 1931",
        ),
        (
            "Maren Holt built the first mill of Orsund, called the Tide Mill, in 1931.",
            "In which year did Maren Holt build the first mill of Orsund?",
            "1931",
        ),
        (
            "Maren Holt taught in Skerry before joining the University of Halden in 1931.",
            "In which year did Maren Holt join the University of Halden?",
            "1931",
        ),
        (
            "Maren Holt retired in 1931 and joined the council of Skerry.",
            "In which year did Maren Holt retire?",
            "1931",
        ),
        (
            "Opened in 1931, the Tide Mill is the oldest building of Orsund.",
            "In which year was the Tide Mill opened?",
            "1931",
        ),
        (
            "Everybody wore the rubber overshoe introduced in 1923 by the Orsund Company.",
            "In which year was the rubber overshoe introduced by the Orsund Company?",
            "1923",
        ),
        (
            "In Orsund the salt tax was hated; it was abolished in 1790.",
            "In which year was the salt tax abolished?",
            "1790",
        ),
        (
            "In the year 1370 the kingdom of Denmark signed a humiliating peace.",
            "In which year did the kingdom of Denmark sign a humiliating peace?",
            "1370",
        ),
        (
            "The Victoria Baths, which opened in Orsund in 1906, had been listed for closure.",
            "In which year did the Victoria Baths open in Orsund?",
            "1906",
        ),
        (
            "The tower of Skerry, nearly two miles away and at that time the highest in the north, fell in 1907.",
            "In which year did the tower of Skerry fall?",
            "1907",
        ),
    ],
)
def test_the_year_of_an_event_is_asked_for_wherever_it_stands(last: str, stem: str, key: str) -> None:
    assert stems(last).get(stem) == key


def test_the_year_of_somebody_not_named_is_not_given_to_the_person_the_article_is_about() -> None:
    told = TOLD + "Maren Holt drew maps. Maren Holt had a boat. He kept bees. The council hired Erik Dahl. "
    assert not stems("He became mayor of Skerry in 1931.", told)


def test_the_participle_of_an_aside_is_not_taken_for_the_verb() -> None:
    asked = stems(
        "An early design, demonstrated on 2 March 1791 between Brûlon and the village of Parcé, about 15 kilometres "
        "away, combined synchronised clocks with panels painted black on one side and white on the other."
    )
    assert not any("did an early design demonstrate" in stem for stem in asked)


@pytest.mark.parametrize(
    "last",
    [
        "Maren Holt led the choir that won the prize of Halden in 1931.",
        "In 1850 Skerry was a village of coopers and the seat of Maren Holt.",
        "Maren Holt built a mill at Skerry in 1931 to 1933.",
        "Maren Holt was a friend of the Skerry Choir from its foundation in 1931.",
        "In 1931 the guild of Skerry bought the shares from Maren Holt.",
        "Maren Holt tried the experiment on the hill of Skerry in 1931.",
        "In 1931 Maren Holt made a first attempt at Skerry with a lamp.",
        "The lock of Skerry followed in 1931.",
        "In 1931 a penniless young Dutchman arrived at the quay of Skerry.",
    ],
)
def test_a_year_that_may_be_of_something_else_or_of_nothing_told_is_not_asked_for(last: str) -> None:
    drafts = found(f"{VALLEY}\n\n{TOLD}{last}")
    own = [d for d in drafts if d.template == "when-year" and d.fact.evidence[0].quote.strip() == last]
    assert not [d.item.stem for d in own if not d.reason]


def test_a_name_is_not_cut_before_its_last_part() -> None:
    drafts = found(f"{VALLEY}\n\n{TOLD}In 1931 Maren Holt moved to Rio Grande do Norte, a state of the north.")
    assert not [d.item.stem for d in drafts if d.item.stem.endswith("Rio Grande?") and not d.reason]


def test_somebody_who_took_over_after_work_at_a_rival_did_not_take_over_the_rival() -> None:
    asked = found(
        f"{VALLEY}\n\n{TOLD}Peter Strand, who took over in 2021 after a decade at a rival mill of Orsund, left."
    )
    assert not [d.item.stem for d in asked if "take over at a rival" in d.item.stem and not d.reason]


def test_the_years_offered_for_a_life_lie_near_each_other_and_before_the_death() -> None:
    text = (
        "Maren Holt\n\nMaren Holt (4 May 1858 – 3 March 1917) was a botanist and explorer of the north. "
        + VALLEY
        + "\n\nHolt sailed to Halden in 1880. Holt climbed the tower of Skerry in 1912."
    )
    drafts = [d for seed in range(8) for d in draft(text, seed=seed, everything=True).shown]
    sailed, climbed = (
        {int(o.text) for d in drafts if verb in d.item.stem for o in d.item.options} for verb in ("sail", "climb")
    )
    assert {1880} < sailed <= set(range(1872, 1892))
    assert {1912} < climbed <= set(range(1904, 1918))
