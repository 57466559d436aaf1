"""Labels of test banks around the answers of their questions, whatever they are called."""

from __future__ import annotations

import pytest

from quizapp.formats.report import Reading
from tests.formats.test_key_lists import read_text

NAMES = (("oil", "tar", "colza"), ("lamp", "gas", "arc"), ("town", "Rome", "Oslo"))


def bank(below: str) -> Reading:
    return read_text(
        "".join(f"{n}. Which {what}?\na) {a}\nb) {b}\n{below}\n\n" for n, (what, a, b) in enumerate(NAMES, 1))
    )


@pytest.mark.parametrize(
    "below",
    [
        "Answer: b\nExplanation: It is so.\nDOK: 2",
        "Answer: b\nCognitive domain: Recall\nSyllabus: 2.1\nExplanation: It is so.",
        "Difficulty: Easy\nTopic: Oils\nAnswer: b\nExplanation: It is so.",
        "\nSyllabus: 2.1 Oils of old\n\nAnswer: b\n\nExplanation: It is so.",
        "**Kompetenz:** K2\n**Answer:** b\n**Explanation:** It is so.",
        "Answer: b\nSource: Smith, p. 4\nWhy it is correct: It is so.",
    ],
)
def test_labels_of_most_questions_are_left_out(below: str) -> None:
    for taken, (what, a, b) in zip(bank(below).taken, NAMES, strict=True):
        item = taken.item
        assert ([item.stem, *(option.text for option in item.options)], item.keys) == ([f"Which {what}?", a, b], (1,))
        assert item.explanation == "It is so."
        assert any("left out" in change for change in taken.changes)


def test_a_difficulty_above_the_answer_is_kept() -> None:
    assert {taken.item.difficulty for taken in bank("Difficulty: Easy\nAnswer: b").taken} == {"easy"}


def test_words_with_a_colon_that_few_questions_have_stay() -> None:
    text = "1. Which?\na) tar\nb) a rule\nNote: of old\nAnswer: b\n\n2. What?\na) x\nb) y\nAnswer: a\n\n"
    (first, _) = read_text(text).taken
    assert first.item.options[1].text == "a rule  \nNote: of old"
    said = bank("Answer: b\nExplanation: It is so.\nFun fact: It was so for all of a thousand years.")
    assert all("thousand" in taken.item.explanation for taken in said.taken)


def test_what_is_chosen_or_said_above_the_options_is_no_such_label() -> None:
    asked = "".join(f"{n}. Complete.\nTom: Is it {n}?\nAnn: No.\n*a) x\nb) y\n\n" for n in (1, 2, 3))
    assert all("Tom: Is it" in taken.item.stem for taken in read_text(asked).taken)
    assert bank("Clef: b").taken == ()  # no answer that is known


@pytest.mark.parametrize(
    ("behind", "keys"),
    [
        (" | DOK 2 | TEKS 5.2", (1,)),
        (", p. 14", (1,)),
        (" (p. 14)", (1,)),
        (" [LO1]", (1,)),
        ("; Diff: M; Pg: 21", (1,)),
        (" Page: 31 Level: Easy", (1,)),
        (", a", (0, 1)),
        (", p. 14; A, p. 15", None),
        (" (p. 14), A (p. 15)", None),
        (" points: 2, a points: 1", None),
        (" topic: oils and A topic: tar", None),
        (" topic: oils of class A", (1,)),
        (", SO", None),
        (" or a", None),
    ],
)
def test_a_letter_with_a_page_or_an_objective_behind_it_is_the_key(behind: str, keys: tuple[int, ...] | None) -> None:
    found = bank(f"Answer: b{behind}").taken
    assert [taken.item.keys for taken in found] == ([keys] * 3 if keys else [])
    assert not any(taken.item.explanation for taken in found)


def test_labels_below_the_options_are_no_text_of_them_where_the_keys_stand_at_the_end() -> None:
    for below in ("Question Details\nBloom's : 1. Remember\nTopic : Oils", "Topic: Oils\nSyllabus: 2"):
        asked = "".join(f"{n}) Which {what}?\nA) {a}\nB) {b}\n{below}\n" for n, (what, a, b) in enumerate(NAMES, 1))
        reading = read_text(f"{asked}Answer Key\n1) B\n2) A\n3) B\n")
        assert [
            (["*" * one.is_key + one.text for one in taken.item.options], taken.item.explanation)
            for taken in reading.taken
        ] == [(["tar", "*colza"], ""), (["*gas", "arc"], ""), (["Rome", "*Oslo"], "")]


def test_a_line_below_the_options_of_few_questions_goes_on_with_the_last_one() -> None:
    asked = "1. Which?\na) tar\nb) oil\nof old\nAnswer: b\n\n2. What?\na) x\nb) oil\nof old\nAnswer: a\n\n"
    assert [taken.item.options[1].text for taken in read_text(asked).taken] == ["oil  \nof old"] * 2


def test_a_line_in_small_letters_below_the_options_of_all_questions_goes_on_with_the_last_one() -> None:
    for rest in ("the above", "namely: of old"):
        asked = "".join(f"{n}. Which?\na) {n} x\nb) none of\n{rest}\nAnswer: b\n\n" for n in (1, 2, 3))
        assert [taken.item.options[1].text for taken in read_text(asked).taken] == [f"none of  \n{rest}"] * 3


@pytest.mark.parametrize("label", ["Justification", "Because"])
def test_why_an_answer_is_right_is_kept_whatever_it_is_called(label: str) -> None:
    reading = bank(f"Answer: b\n{label}: It is so.")
    assert [(taken.item.explanation, taken.changes) for taken in reading.taken] == [("It is so.", ())] * 3
