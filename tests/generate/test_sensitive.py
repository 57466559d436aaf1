"""Which sentences a reviewer is asked to look at twice."""

from __future__ import annotations

import pytest

from quizapp.generate.facts import read
from quizapp.generate.sensitive import subjects
from quizapp.generate.sentences import read_article


def touched(sentence: str) -> list[str]:
    [parsed] = read(read_article(sentence)).parsed
    return list(subjects(parsed))


@pytest.mark.parametrize(
    "sentence",
    [
        "Roald Amundsen led the first party to reach the South Pole.",
        "The Norwegian party reached the pole on 14 December.",
        "The president since 2018 has been Shuntaro Furukawa.",
        "Maren Holt became president of the Orsund Company in 1931.",
        "Her uncle gave a party for forty guests.",
        "The president of the company told us the news.",
    ],
)
def test_a_party_of_travellers_and_the_president_of_a_company_are_no_politics(sentence: str) -> None:
    assert touched(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Labour Party was founded in 1900.",
        "The ruling party lost 40 seats.",
        "The party leader resigned in 1931.",
        "Her party won the election of 1931.",
        "President Kennedy spoke in Berlin in 1963.",
        "The president of Brazil visited the school in 1931.",
        "The American president read the letter.",
        "She was elected president in 1990.",
        "The party formed a government in 1931.",
        "Congress passed the law in 1931.",
        "The minister opened the mill in 1921.",
    ],
)
def test_parties_and_presidents_of_politics_are(sentence: str) -> None:
    assert "politics" in touched(sentence)


def test_other_subjects_go_by_their_words() -> None:
    assert touched("The storm killed 12 fishermen near the hospital.") == ["death", "health"]
