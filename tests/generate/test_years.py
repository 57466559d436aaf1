"""Where the year of an event stands in its sentence, and whose event it is."""

from __future__ import annotations

import pytest

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
