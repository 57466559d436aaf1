"""Claims stay with their source: nothing that somebody merely said is asked about as a fact."""

from __future__ import annotations

import re

import pytest

from quizapp.generate import draft

PEOPLE = (
    "Maren Holt, an engineer, walked along the quay. Jonas Eide read the letters of the town aloud. "
    "Ingrid Falk played the organ in the church. Peter Strand carried a lamp through the streets. "
    "Nora Lund sold bread in the market hall. Rain fell on the grey roofs, and the river ran high between its walls. "
    "People stood in the doorways and talked about the price of coal until the lamps were lit along the old harbour."
)

CLAIMS = [
    "The union said that 400 workers walked out of the mill. Harlow Mills put the number at 150.",
    "Maren Holt claimed that the fire destroyed 60 houses in Orsund.",
    "Jonas Eide denied that the company had closed the mine in 1950.",
    "According to Ingrid Falk, the flood killed 12 people in Tarnvik.",
    "Peter Strand alleged that Nora Lund had sold 30 forged maps to the museum.",
    "The ministry estimated that 9,000 people had left Halden in 1962.",
    "Critics argued that the new law harms 40 villages.",
    "Nora Lund warned that the dam could fail in 2040.",
    "Allegedly, the mayor took 5,000 crowns from the harbour fund in 1971.",
    "The bridge was reportedly built by Jonas Eide in 1921.",
    "Police said that three men had broken the window of the bank.",
    "Maren Holt believes that the crown was hidden in Bergen in 1610.",
    "The strikers insisted that the company owed them $20,000.",
    "Jonas Eide wrote that 70 boats were lost in November 1881.",
    "Ingrid Falk told the council that the school needed 14 teachers.",
    "The company maintained that the river carried 40 tons of salt in 1955.",
    "Peter Strand suggested that the king visited Orsund in 1702.",
    "Rebels claimed that they had taken six villages on 4 March 2011.",
    "The army announced that 200 soldiers had surrendered at Halden.",
    '"We lost 45 sheep in the storm of 1987," said Nora Lund.',
    "Some believe that Maren Holt painted the altar of Tarnvik in 1933.",
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_never_asked_about_without_its_source(claim: str) -> None:
    drafts = draft(f"{PEOPLE}\n\n{claim}", seed=1)
    for d in drafts.shown:
        if d.fact.evidence[0].quote in claim:
            said = re.search(r"^According to|who (?:said|claimed|denied|warned|argued|wrote)|attribute", d.item.stem)
            assert said or "put the number" in d.fact.evidence[0].quote, d.item.stem
            assert d.fact.attributed
            assert "claim" in d.labels


def test_the_speakers_strength_is_kept() -> None:
    stems = [d.item.stem for d in draft(f"{PEOPLE}\n\n{CLAIMS[7]}", seed=1).shown]
    assert not any("revealed" in stem or "admitted" in stem for stem in stems)


def test_a_death_is_labelled_for_the_reviewer() -> None:
    text = f"{PEOPLE}\n\nA storm killed 12 fishermen off Tarnvik in 1881."
    labels = {label for d in draft(text, seed=1).shown for label in d.labels}
    assert "sensitive: death" in labels


@pytest.mark.parametrize(
    ("title", "sentence", "people"),
    [
        ("A mill gives way", "The police of Tarnvik counted 48 injured fishermen.", True),
        ("A mill gives way", "In the storm 48 fishermen of Tarnvik were killed.", True),
        ("A mill gives way", "The guild of Tarnvik counted 40 Norwegians among the injured.", True),
        ("A mill gives way", "The guild of Tarnvik lost 40 boats to the storm in which a pilot died.", False),
        ("Two dead as mill gives way", "On Monday the guild of Tarnvik gathered 40 bolts from the yard.", False),
    ],
)
def test_a_number_of_casualties_counts_people_and_is_not_told_by_the_title(
    title: str, sentence: str, people: bool
) -> None:
    drafts = draft(f"# {title}\n\n{PEOPLE}\n\n{PEOPLE}\n\n{sentence}", seed=1, everything=True)
    asked = [d for d in (*drafts.shown, *drafts.needs_work) if d.template in ("gap-number", "asked-number")]
    assert asked
    assert {d.reason == "attribution: a number of casualties without source or date" for d in asked} == {people}
