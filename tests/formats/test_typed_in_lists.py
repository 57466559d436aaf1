"""Questions of a pasted list that are answered by typing: where an answer below one without options is its key."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

CHOICE = "1. Who won?\na) Harold\nb) William\nAnswer: b\n"


def reading(text: str) -> Reading:
    return read(text.encode(), "x.txt", "text")


def typed(text: str) -> list[tuple[str, str, str]]:
    return [(one.item.kind, one.item.stem, one.item.answers[0].text) for one in reading(text).taken if one.item.answers]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            "2. Which building stands there?\nAnswer: Battle Abbey",
            ("text", "Which building stands there?", "Battle Abbey"),
        ),
        ("2. Where did he come from?\n\nAnswer: Normandy.", ("text", "Where did he come from?", "Normandy")),
        ("2. The king was ______.\nAnswer: **Harold**", ("text", "The king was ______.", "Harold")),
        ("2. In which year was it?\nANS: 1066", ("numeric", "In which year was it?", "1066")),
        ("2. In which year was it?\nAnswer: 1066.", ("numeric", "In which year was it?", "1066")),
        ("2. Name the island of the king.\nAnswer: Tolm", ("text", "Name the island of the king.", "Tolm")),
        ("2. Nenne die Hauptstadt.\nLösung: Budapest", ("text", "Nenne die Hauptstadt.", "Budapest")),
        ("2. What does a hen lay?\nAnswer: egg", ("text", "What does a hen lay?", "egg")),
        ("2. What did he lose?\nAnswer: face", ("text", "What did he lose?", "face")),
        ("2. How many fell? (2 points)\nAnswer: 7", ("numeric", "How many fell?", "7")),
        ("2. Wie heißt die Hauptstadt?\nLösung: Budapest", ("text", "Wie heißt die Hauptstadt?", "Budapest")),
    ],
)
def test_a_question_with_one_plain_answer_is_answered_by_typing(written: str, wanted: tuple[str, str, str]) -> None:
    assert typed(f"{CHOICE}\n{written}\n") == [wanted]
    assert typed(f"{CHOICE}\n{written}\nExplanation: So it is.\n") == [wanted]
    assert len(reading(f"{CHOICE}\n{written}\n").taken) == 2


def test_what_stands_apart_below_the_answer_is_no_part_of_it_and_told() -> None:
    text = f"{CHOICE}\n2. Where from?\nAnswer: Normandy\n\nGood luck to all of you!\n"
    assert typed(text) == [("text", "Where from?", "Normandy")]
    told = [*reading(text).notes, *(change for one in reading(text).taken for change in one.changes)]
    assert any("Good luck" in one for one in told)


@pytest.mark.parametrize(
    "written",
    [
        "2. Name the two islands of the king and their towns. Say why.\nAnswer: Tolm",
        "2. Name the following island.\nAnswer: Tolm",
        "2. The island of the king.\nAnswer: Tolm",
        "2. Which one is it?\nAnswer: B",
        "2. Which ones are they?\nAnswer: AC",
        "2. Which ones are they?\nAnswer: A and C",
        "2. Put them in their order: who was first?\nAnswer: BCAD",
        "2. Which is it?\nAnswer: 2",
        "2. Which is it?\nAnswer: Option two",
        "2. Which of the following is a fruit?\nAnswer: apple",
        "2. Which of these is a fruit?\nAnswer: apple",
        "2. Why did he win?\nAnswer: luck",
        "2. Explain: what is osmosis?\nAnswer: flow of water",
        "2. Which countries fought?\nAnswer: Norway, England",
        "2. Which countries fought?\nAnswer: Norway and England",
        "2. What colour is it?\nAnswer: grey/gray",
        "2. What colour do you like?\nAnswer: answers vary",
        "2. What did we see?\nAnswer: see page 12",
        "2. What is the law?\nAnswer: A body stays at rest unless a force acts on it",
        "2. The ____ of the ____ is wet.\nAnswer: bottom",
        "2. Which river is longest?\nThames\nSevern\nAnswer: Trent",
        "2. How far is it?\nAnswer: 1,5",
        "2. How many are there?\nAnswer: 1.500",
        "2. When is it?\nAnswer: 12.10",
        "2. What is his number?\nAnswer: 007",
        "2. Where from?\nAnswer: Normandy\nAnswer: Brittany",
        "2. Which ones are fruit?\nAnswer: bcd",
        "2. Which ones are fruit?\nAnswer: bde",
        "2. What is their order?\nAnswer: bcad",
        "2. What is their order?\nAnswer: dcb",
        "2. Which ones are fruit?\nAnswer: a b",
        "2. Which ones are fruit?\nAnswer: A-B",
        "2. Which ones are fruit?\nAnswer: iii",
        "2. Which one is it?\nAnswer: letter B",
        "2. Where is it?\nAnswer: Figure 3",
        "2. Where is it?\nAnswer: page 12",
        "2. How many were there?\nAnswer: about 1000",
        "2. Is it wet?\nAnswer: Yes",
        "2. Ist es nass?\nAnswer: Nein",
        "2. How old are you?\nAnswer: 14",
        "2. What is your favourite colour?\nAnswer: green",
        "2. What is an example of a fruit?\nAnswer: apple",
        "2. Can we name one fruit?\nAnswer: apple",
        "2. Who won, and when?\nAnswer: William",
        "2. What are the capital and the currency?\nAnswer: Euro",
        "2. What is a synonym for big?\nAnswer: large",
        "2. What was it?\nAnswer: Salt is white",
        "2. Which is longest (Nile, Rhine, Oder)?\nAnswer: Nile",
    ],
)
def test_a_question_whose_answer_is_not_one_plain_text_is_refused(written: str) -> None:
    found = reading(f"{CHOICE}\n{written}\n")
    assert [one.item.stem for one in found.taken] == ["Who won?"]
    assert len(found.skipped) == 1


def test_gaps_to_be_filled_with_words_that_stand_elsewhere_are_refused() -> None:
    gaps = "1. The ____ is in Egypt.\nAnswer: Nile\n\n2. The ____ is in Germany.\nAnswer: Rhine\n"
    assert len(reading(gaps).taken) == 2
    for bank in ("Use these words: Nile, Rhine, Oder", "Word bank\nNile  Rhine  Oder"):
        assert not reading(f"{bank}\n\n{gaps}").taken


@pytest.mark.parametrize(
    "text",
    [
        "Answer: Rome\n1. Capital of Italy?\n\nAnswer: Paris\n2. Capital of France?\n",
        "Quiz\nAnswer: Rome\n1. Capital of Italy?\n\nAnswer: Paris\n2. Capital of France?\n",
        "Quiz\n\nAnswer: Rome\nCapital of Italy?\n\nAnswer: Paris\nCapital of France?\n",
        "1. Where are we?\n\nAnswer: Rome\n2. Capital of Italy?\n\nAnswer: Paris\n3. Capital of France?\n",
    ],
)
def test_answers_that_may_stand_above_their_questions_are_none(text: str) -> None:
    assert not reading(text).taken
    assert reading(text).skipped
