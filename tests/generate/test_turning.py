"""A sentence whose value is left out is asked as a question, in its own words, where nothing has to be torn for it."""

from __future__ import annotations

import pytest

from quizapp.generate.by_gap import draft as propose
from quizapp.generate.drafting import draft
from quizapp.generate.facts import read
from quizapp.generate.precision import SHIPS, precision
from quizapp.generate.sentences import read_article
from tests.generate.test_news_pages import VALLEY

BRIDGE = "The **Orsund Bridge** is a railway bridge on the coast of Lindvik. It has two spans of iron."


def asked(told: str, title: str = "Orsund Bridge") -> list[str]:
    """The plain questions proposed on the last sentence, without the name of their article; "" for one with a gap."""
    reading = read(read_article(f"# {title}\n\n{BRIDGE}\n\n{VALLEY}\n\nThe river froze. {told}"))
    own = [c for c in propose(reading) if c.sentence == reading.parsed[-1].index]
    return [c.plainly.rpartition("”, ")[2] for c in own]


@pytest.mark.parametrize(
    ("told", "question"),
    [
        (
            "In 1931 Susan Wells sold the ferry of Skerry to the guild of Halden.",
            "in which year did Susan Wells sell the ferry of Skerry to the guild of Halden?",
        ),
        (
            "Susan Wells of Skerry has chaired the guild of Halden since 1931.",
            "since which year has Susan Wells of Skerry chaired the guild of Halden?",
        ),
        (
            "The guild of Halden held the ferry until the summer of 1931.",
            "until the summer of which year did the guild of Halden hold the ferry?",
        ),
        ("From 1931 on Susan Wells edited a paper.", "from which year on did Susan Wells edit a paper?"),
        (
            "The last keeper of Skerry Hall, Peter Brandt, resigned early in 1931.",
            "early in which year did the last keeper of Skerry Hall, Peter Brandt, resign?",
        ),
        (
            "The guild of Halden had been founded at Skerry in 1931.",
            "in which year was the guild of Halden founded at Skerry?",
        ),
        (
            "The guild of Halden was founded at Orm and sold to Skerry in 1931.",
            "in which year was the guild of Halden sold to Skerry?",
        ),
        (
            "Skerry Hall, built by Susan Wells in 1931, has a tower.",
            "in which year was Skerry Hall built by Susan Wells?",
        ),
        (
            "The ferry of Skerry belonged to Susan Wells, who left the guild of Halden in 1931.",
            "in which year did Susan Wells leave the guild of Halden?",
        ),
        ("Norwegian troops left Halden in September 1931.", "in which year did Norwegian troops leave Halden?"),
        (
            "Woodland and Silver applied for a patent in Halden in 1931.",
            "in which year did Woodland and Silver apply for a patent in Halden?",
        ),
        (
            "Two towns on the coast, Orm and Skerry, founded a guild in Halden in 1931.",
            "in which year did two towns on the coast, Orm and Skerry, found a guild in Halden?",
        ),
        (
            "The bridge was sold to the guild of Halden on 4 May 1931.",
            "on which date was the bridge sold to the guild of Halden?",
        ),
    ],
)
def test_when_something_was_done_is_asked_in_the_words_of_its_sentence(told: str, question: str) -> None:
    assert question in asked(told)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        (
            "The guild of Skerry can build 40 ferries of iron in a year.",
            "how many ferries of iron can the guild of Skerry build in a year?",
        ),
        (
            "In Skerry Hall some 90 people of Halden spent the night.",
            "about how many people of Halden spent the night in Skerry Hall?",
        ),
        (
            "The guild of Skerry counted 611 visits by 203 different people at Halden.",
            "how many visits by 203 different people at Halden did the guild of Skerry count?",
        ),
        (
            "Halden lies in the province of Orm, about 145 km north of Skerry.",
            "about how many km north of Skerry does Halden lie?",
        ),
        (
            "There are 82 ferries on the coast of Halden and Skerry.",
            "how many ferries are there on the coast of Halden and Skerry?",
        ),
        (
            "The ferry line of Halden runs for 7,845 metres from the coast of Skerry to the island of Orm.",
            "how many metres does the ferry line of Halden run from the coast of Skerry to the island of Orm?",
        ),
        (
            "The domes of Skerry Hall are covered with about 30,000 shingles of aspen.",
            "with about how many shingles of aspen are the domes of Skerry Hall covered?",
        ),
        (
            "Susan Wells of Skerry served the guild of Halden for 34 years.",
            "for how many years did Susan Wells of Skerry serve the guild of Halden?",
        ),
    ],
)
def test_how_many_there_were_is_asked_in_the_words_of_their_sentence(told: str, question: str) -> None:
    assert question in asked(told)


@pytest.mark.parametrize(
    "told",
    [
        "Susan Wells gave up her post at Halden, and more than half her salary, in 1931.",
        "Skerry was the first town on the coast to forbid the net, in 1931.",
        "The guild of Halden held Skerry until the Treaty of Orm in 1931.",
        "Skerry won 22 games, among them eight in Orm and four against the team of Halden in 1931.",
        "The prosecutor of Halden has ordered the seizure of the books of Skerry since 1931.",
        "When Susan Wells came to Skerry in 1921, she sold the ferry of Halden, and in 1931 she rented it.",
        "The guild of Halden paid a man in Skerry, who left the village in 1931.",
        "Susan Wells bought the house of Peter Orm, which burned in 1931.",
        "About 17,500 people live in the town of Halden and some 22,500 in Skerry.",
        "In 1931 the Swedish financier Ivar Kreuger merged the guilds of Halden.",
        "The guild of Halden paid 40 crowns a boat, two to the keeper of Skerry.",
        "In 1931 Susan Wells finished reading the book of Skerry and cried.",
        "A letter from Halden came in 1931.",
        "The Battle of Halden, known to many in Orm as the Battle of Three Kings was fought at Skerry in 1931.",
        "Susan Wells sold the pier to Peter Brandt, which burned in 1931 at Halden.",
        "The pier of Halden was opened only in 1931 by Susan Wells.",
        "The guild of Skerry sold 40 ferries, all of iron, to Orm.",
        "The hall of Halden is 183 metres long and 120 metres wide.",
        "The guild of Halden, in the hills of Orm some way from the coast, sold a ferry in 1931.",
        "The army of Orm invaded Halden, and briefly held Skerry in 1931.",
        "Susan Wells sold her firm, Orm-Land, in 1931 for 40 crowns.",
        "In 1931 the court of Orm found, by twelve votes to three, that Skerry was free to sell the ferry.",
        "On 4 January 1931, at Halden, Susan Wells sold the hall of Orm, a gift of the guild.",
        "Susan Wells was not able to return to Halden until 1931.",
        "Halden, where 40 men of Orm had been hired in 1931, has a pier.",
        "The ferry of Halden carried 40 cows and 90 sheep to Skerry.",
        "More than 900 people of Halden signed a petition.",
        "In 1931 the guild of Halden sold the ferry of Orm and has kept the pier of Skerry.",
        "Only the guild of Halden sold ferries to Skerry in 1931.",
        "The ferries of Halden used to sail to Skerry until 1931.",
        "The guild of Halden nearly sold the ferry of Skerry in 1931.",
    ],
)
def test_a_sentence_that_would_be_torn_keeps_its_gap(told: str) -> None:
    assert not any(asked(told))


@pytest.mark.parametrize(
    ("told", "torn"),
    [
        ("Susan Wells sailed to Halden with 104 coins packed in eleven boxes.", "in how many boxes"),
        ("Susan Wells suffered from an outbreak of typhoid in Recife in 1964.", "in which city"),
    ],
)
def test_what_belongs_to_one_thing_is_not_asked_of_the_whole(told: str, torn: str) -> None:
    assert not any(torn in question for question in asked(told))


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("The guild of Halden earned 40 crowns in 1931, according to the council of Skerry.", ""),
        ("The ferry of Halden sank at Orm in 1931, as the police of Skerry claimed.", ""),
        (
            "According to the council of Skerry, the guild of Halden sold the ferry in 1931.",
            "in which year did the guild of Halden sell the ferry according to the council of Skerry?",
        ),
        (
            "In 1931 the council of Skerry reported that the ferry of Halden had sunk.",
            "in which year did the council of Skerry report that the ferry of Halden had sunk?",
        ),
    ],
)
def test_a_question_keeps_who_says_so(told: str, question: str) -> None:
    assert set(asked(told)) == {question}


def test_a_question_with_a_name_for_a_pronoun_has_no_brackets() -> None:
    told = "In 1931 it was sold to the guild of Halden."
    reading = read(read_article(f"# Orsund Bridge\n\n{BRIDGE} {told}\n\n{VALLEY}"))
    (found,) = [c.plainly for c in propose(reading) if c.key == "1931"]
    assert found.endswith("in which year was the Orsund Bridge sold to the guild of Halden?")


def test_what_says_too_little_without_its_sentence_keeps_its_gap() -> None:
    assert asked("The river rose in 1931, and the ferry of Skerry sank.") == [""]


def test_what_is_asked_plainly_is_counted_as_a_kind_of_its_own() -> None:
    text = f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\nIn 1931 the bridge was sold to the guild of Halden."
    (found,) = [d for d in draft(text).shown if "guild of Halden" in d.item.stem]
    assert found.template == "asked-year"
    assert "completes the" not in found.item.stem
    assert precision("asked-year") >= SHIPS
