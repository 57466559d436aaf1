"""What pages of newspapers taught: reporters are no witnesses, the dead do not speak, and nothing is cut short."""

from __future__ import annotations

import pytest

from quizapp.generate import Draft, draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article
from tests.generate.test_names_asked_for import PEOPLE

VALLEY = (
    "The council of Lindvik met on Monday to speak about the dam above the town. Maren Holt, the head teacher, walked "
    "to the hall with the plans. Jonas Eide read the letters of the farmers aloud. Rain fell on the grey roofs, and "
    "the river ran high between its walls. People stood in the doorways and talked about the price of coal until the "
    "lamps were lit along the old harbour, and the children of the town ran down to the quay to see the barges come. "
)


def found(text: str) -> list[Draft]:
    drafts = draft(text, seed=1)
    return [*drafts.shown, *drafts.needs_work]


def offered(text: str, words: str) -> set[str]:
    """The options of the questions that have these words."""
    return {o.text for d in found(text) if words in d.item.stem for o in d.item.options}


SPOKEN = (
    VALLEY + '\n\n"The gates of the dam have rusted badly," said Maren Holt. Jonas Eide said that the town had paid '
    "for two inspections. Ingrid Falk warned that the winter would be hard. "
)


def test_a_reporter_who_only_contributed_is_no_wrong_option() -> None:
    options = offered(f"{SPOKEN}\n\nBay News reporter Alex Moen contributed to this report.", "rusted badly")
    assert options == {"Maren Holt", "Jonas Eide", "Ingrid Falk"}


def test_beside_two_who_speak_nobody_silent_is_offered() -> None:
    options = offered(f"{SPOKEN}Peter Strand carried the lamp home.", "rusted badly")
    assert options == {"Maren Holt", "Jonas Eide", "Ingrid Falk"}


def test_the_only_one_who_speaks_is_not_asked_for() -> None:
    text = f'{VALLEY}\n\n"The gates of the dam have rusted badly," said Maren Holt. A letter named Ingrid Falk.'
    assert not [d for d in draft(text, seed=1).shown if "rusted badly" in d.item.stem]


@pytest.mark.parametrize("name", ["USS Kestrel", "LampNews.com"])
def test_a_ship_or_a_web_address_is_nobody(name: str) -> None:
    text = f"{PEOPLE}{name} reached the harbour first. Maren Holt praised {name} for the rescue."
    entities = read(read_article(text)).entities
    assert name not in {e.name for e in entities.of_type("PERSON")}


def test_a_calling_with_a_capital_is_no_part_of_a_name() -> None:
    text = PEOPLE + "Farmer Erik Dahl sold the northern field. Erik Dahl moved to Orsund in 1961."
    names = {e.name for e in read(read_article(text)).entities.of_type("PERSON")}
    assert "Erik Dahl" in names
    assert "Farmer Erik Dahl" not in names


def test_of_two_with_one_surname_the_surname_alone_names_neither() -> None:
    text = (
        "The town hall of Skerry was crowded. Maren Holt signed the law in 1935. James Holt Jr. wrote to the paper. "
        "Holt, who served as harbour master under the council, sold the pier."
    )
    reading = read(read_article(text))
    last = reading.parsed[-1]
    entity = reading.entities.at.get((last.index, 0))
    assert entity is None or not entity.certain


def test_a_quotation_without_its_stop_does_not_belong_to_whoever_says_the_next_thing() -> None:
    text = f'{SPOKEN}"We will look at the whole plan and decide" Jonas Eide says he will not change the plan.'
    assert not [d for d in found(text) if "look at the whole plan" in d.item.stem]


def test_a_quotation_that_needs_the_sentence_before_is_not_used() -> None:
    text = f'{SPOKEN}\n\n"Hopefully we get through that without much harm to the lower town," Ingrid Falk said.'
    assert not [d for d in found(text) if "get through that" in d.item.stem]


@pytest.mark.parametrize(
    ("told", "torn", "reason"),
    [
        (
            "In 1961 the farmers, who feared their mayor would not be heard, asked 3,000 guests into the hall.",
            "feared their mayor?",
            "",
        ),
        ("Maren Holt watched 5 hours and 9 minutes of film about Skerry in 1961.", "how many hours", "part of"),
        ("Maren Holt bought 9 sacks of salt from Skerry in 1961.", "how many sacks", ""),
    ],
)
def test_no_question_breaks_off_or_asks_for_part_of_a_sum(told: str, torn: str, reason: str) -> None:
    made = draft(VALLEY + told, seed=1, everything=True)
    drafts = [d for d in (*made.shown, *made.needs_work) if torn in d.item.stem.lower()]
    assert all(reason in d.reason for d in drafts if reason)
    assert not any(torn.endswith("?") for _ in drafts)
    assert drafts or torn.endswith("?")


def test_two_verbs_behind_did_both_lose_their_past() -> None:
    drafts = found(VALLEY + "In 1961 Maren Holt finished reading the book of Skerry and cried.")
    assert drafts
    assert all(d.reason for d in drafts if "did" in d.item.stem and "and cried" in d.item.stem)


@pytest.mark.parametrize(("told", "asked"), [("sold the northern lamp", True), ("said that the lamp was out", False)])
def test_an_age_is_asked_of_who_matters_and_beside_ages_that_might_be(told: str, asked: bool) -> None:
    text = f"{VALLEY}Ingrid Falk, 19, {told} of Skerry. Falk moved to Orsund. Falk came home late."
    ages = offered(text, "How old was")
    assert bool(ages) is asked
    assert all(13 <= int(age) <= 29 for age in ages)


def test_a_claim_is_told_to_its_end_or_not_at_all() -> None:
    text = f"{SPOKEN}Peter Strand said the money would come too late for the herring season."
    stems = [d.item.stem for d in found(text) if "the money would come" in d.item.stem]
    told = [o.text for d in found(text) for o in d.item.options if "money would come" in o.text]
    assert stems == ["According to the article, who said that the money would come too late for the herring season?"]
    assert not [o for o in told if "too late" not in o]


def test_a_company_that_the_pipeline_takes_for_somebody_is_no_wrong_option() -> None:
    text = (
        f"{SPOKEN}\n\nThe mayor, Peter Strand, said that the mill was old. Tapiola Kone said in a statement that its "
        'doors would be shut in the spring. "Nobody changes the doors of a mill on a whim," said Nora Lund.'
    )
    assert "Tapiola Kone" not in offered(text, "doors of a mill")
    assert {"Peter Strand", "Nora Lund"} < offered(text, "doors of a mill")
