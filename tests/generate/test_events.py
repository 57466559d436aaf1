"""In which year something happened: asked in plain words, where the event is clear without its sentence."""

from __future__ import annotations

import re

import pytest

from quizapp.generate.by_event import draft as propose
from quizapp.generate.drafting import draft
from quizapp.generate.facts import read
from quizapp.generate.sentences import read_article
from tests.generate.test_news_pages import VALLEY

BRIDGE = "The **Orsund Bridge** is a railway bridge on the coast of Lindvik. It has two spans of iron."


def asked(more: str, title: str = "Orsund Bridge", opening: str = BRIDGE) -> list[str]:
    """What is asked on a sentence, without the name of its article."""
    reading = read(read_article(f"# {title}\n\n{opening}\n\n{VALLEY}\n\nThe river froze. {more}"))
    return [re.sub(r"^According to .*?, in which year (?=was|were|did)", "", c.stem) for c in propose(reading)]


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("The guild of Halden sold the hall of Skerry in 1905.", "did the guild of Halden sell the hall of Skerry?"),
        ("In March 1921 a storm of Orm destroyed Skerry Hall.", "did a storm of Orm destroy Skerry Hall?"),
        ("The tower of Skerry, mended by Orm in 1951, has bells.", "was the tower of Skerry mended by Orm?"),
        ("Raised in 1951 by Orm, the tower of Skerry has bells.", "was the tower of Skerry raised by Orm?"),
        ("The guild of Halden had lent Nora Lund silver in 1951.", "did the guild of Halden lend Nora Lund silver?"),
        ("The guild of Halden raised, in 1951, the tower of Orm.", "did the guild of Halden raise the tower of Orm?"),
        ("The tower of Skerry was raised by Orm in 1951, which they saw.", "was the tower of Skerry raised by Orm?"),
        ("Norwegian divers left Orm for Halden in 1951.", "did Norwegian divers leave Orm for Halden?"),
        ("Some 900 divers left Orm for Halden in 1951.", "did some 900 divers leave Orm for Halden?"),
    ],
)
def test_an_event_is_asked_for_in_plain_words_without_its_date_and_asides(told: str, question: str) -> None:
    assert asked(told) == [question]


@pytest.mark.parametrize(
    "told",
    [
        "He sold the tower of Skerry to the guild of Orm in 1951.",
        "The guild of Orm hired a Canadian in 1951 for the bells.",
        "Her father sold the tower of Skerry to the guild of Orm in 1951.",
        "The guild of Halden sold it to the masons of Skerry in 1951.",
        "The tower of Skerry was mended by Orm again in 1951.",
        "Skerry Hall was not mended by the guild of Halden in 1951.",
        "Skerry Hall was mended by the guild of Halden by 1951.",
        "The council said that the tower of Skerry was mended by Halden in 1951.",
        "The two guilds of Orm sold Skerry Hall to Halden in 1951.",
        "A rider sold the tower of Skerry to the guild of Halden in 1951.",
        "The Irish printer showed a press at the Great Hall of Skerry in 1951.",
        "Nora Lund was born in Skerry of Halden in 1951.",
        "Nora Lund had nearly sold Skerry Hall to the guild of Halden in 1951.",
        "Nora Lund sold Skerry Hall to the guild of Halden twice, in 1931 and in 1951.",
        "Nora Lund sold Skerry Hall to the guild of Halden in 1931 and in 1951.",
        "Nora Lund sold Skerry Hall to the guild of Halden on 4 March 1931, 6 May 1933 and 7 June 1935.",
        "The guild of Halden reached 900 members in Skerry in 1951.",
        "The guild of Halden sold about 900 ropes in Skerry in 1951.",
        "The masons of Halden raised the tower of Skerry as well in 1951.",
        "The masons of Halden raised 40 per cent of Skerry in 1951.",
        "The company sold Skerry Hall to the guild of Halden in 1951.",
        "Nora Lund of Halden mended the boiler in 1951.",
        "The guild of Halden briefly took Skerry Castle in 1951.",
        "The guild of Halden burned Skerry in 1951, 1953 and 1955.",
        "UNESCO placed its parks on the list of Skerry in 1951.",
        "The crash of Halden ruined the guild of Skerry in 1929.",
        "The study of Skerry by Halden was published as a report in 1951.",
        "The tower of the guild was mended in stone by masons in 1951.",
        "The guild of Halden wanted a keeper for Skerry Hall in 1951.",
        "The council of Halden decided in 1951 that Nora Lund of Skerry had a claim.",
        "The Pera Palace in Constantinople, opened in 1895, was the most celebrated; others stood at Orm.",
        "Nora Lund retired to Skerry in 1951, to be near Halden, and sold it.",
        "Two small ships left Orm for Halden in 1951.",
        "Work began at Skerry and Halden in 1951.",
    ],
)
def test_what_is_no_event_or_leans_on_what_was_told_before_is_left_alone(told: str) -> None:
    assert asked(told) == []


def test_a_year_in_the_title_is_not_asked_for() -> None:
    told = "A storm of Orm destroyed Skerry Hall in 1921."
    assert asked(told, title="The storms of 1921") == []
    assert len(asked(told, title="The storms of 1922")) == 1


def test_in_a_life_she_and_hers_are_told_by_name() -> None:
    life = "**Mary Alder** (1880–1950) was a British surveyor. She drew maps of the coast. She taught in Halden."
    more = "She sold Orm Hall to the guild of Skerry in 1905. Her atlas was printed in Halden in 1921."
    told = asked(more, "Mary Alder", f"{life}\n\n{more}")
    assert {
        "did Mary Alder sell Orm Hall to the guild of Skerry?",
        "was Mary Alder's atlas printed in Halden?",
    } <= set(told)


def test_such_a_question_is_shown_instead_of_the_sentence_with_its_year_left_out() -> None:
    told = "The guild of Halden sold the hall of Skerry to Nora Lund in 1905."
    shown = draft(f"# Orsund Bridge\n\n{BRIDGE}\n\n{VALLEY}\n\n{told}", seed=1).shown
    assert [d.template for d in shown if "1905" in {o.text for o in d.item.options if o.is_key}] == ["event-when"]
