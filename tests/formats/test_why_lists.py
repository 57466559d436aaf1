"""Explanations of pasted questions that stand in a list of their own, or behind other words than usual."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text

ASKED = "1. Which oil?\na) tar\nb) colza\n\n2. Which lamp?\na) gas\nb) arc\n\n3. Which town?\na) Rome\nb) Oslo\n\n"
KEY = "## Answer Key\n1. b\n2. a\n3. b\n\n"


def whys(text: str) -> list[tuple[tuple[int, ...], str]]:
    return [(taken.item.keys, taken.item.explanation.replace("  \n", " ")) for taken in read_text(text).taken]


@pytest.mark.parametrize("head", ["## Explanations", "Explanations:", "Begründungen", "Explicaciones", "Rationales"])
def test_explanations_in_a_list_of_their_own_go_to_their_questions(head: str) -> None:
    listed = f"{head}\n\n1. It is pressed.\n\n3. It is cold\nand dark.\n\nWould you like more?\n"
    assert whys(f"{ASKED}{KEY}{listed}") == [((1,), "It is pressed."), ((0,), ""), ((1,), "It is cold and dark.")]
    marked = ASKED.replace("b) colza", "*b) colza").replace("a) gas", "*a) gas").replace("b) Oslo", "*b) Oslo")
    assert whys(f"{marked}{listed}") == [((1,), "It is pressed."), ((0,), ""), ((1,), "It is cold and dark.")]


def test_steps_of_one_explanation_are_those_of_no_other_question() -> None:
    steps = "3. Which town?\na) Rome\nb) Oslo\nAnswer: b\nExplanation:\n1) Go north.\n2) Stop.\n"
    found = whys(f"1. Which oil?\n*a) tar\nb) colza\n\n2. Which lamp?\n*a) gas\nb) arc\n\n{steps}")
    assert [why for _, why in found[:2]] == ["", ""]


@pytest.mark.parametrize("entries", ["1. B – It is pressed.\n2. A – It burns.\n3. B – It is.\n", "1. b\n2. a\n3. b\n"])
def test_a_list_of_explanations_with_letters_is_read_as_the_keys(entries: str) -> None:
    assert [keys for keys, _ in whys(f"{ASKED}Answers and Explanations\n{entries}")] == [(1,), (0,), (1,)]
    assert not any(why for _, why in whys(f"{ASKED}{KEY}Explanations\n{entries}"))


def test_a_number_that_stands_twice_takes_no_explanation() -> None:
    twice = ASKED.replace("3. Which town", "1. Which town").replace("b) ", "*b) ")
    assert [why for _, why in whys(f"{twice}Explanations\n1. It is pressed.\n2. It burns.\n")] == ["", "It burns.", ""]


def test_a_way_to_the_answer_may_begin_with_a_short_word_or_stand_below_the_section() -> None:
    text = "1. Which?\n(a) x\n(b) y\nAns. (b)\nSol. F = ma\n\n2. What?\n(a) x\n(b) y\nAns. (a)\n"
    assert whys(text) == [((1,), "F = ma"), ((0,), "")]
    bank = "1) Which?\na) x\nb) y\n\nAnswer: b\n\nSection Reference: 5.2 Oils\nSolution: It is so.\n\n"
    assert whys(f"{bank}2) Who?\n*a) x\nb) y\n") == [((1,), "It is so."), ((0,), "")]


def test_words_before_an_explanation_or_an_answer_may_be_slanted() -> None:
    text = "1. Which?\nA. x\nB. y\n\n_Correct answer:_ B\n_Why:_ It is so.\n\n2. What?\nA. x\nB. y\n\n_Answer: A_\n"
    assert whys(text) == [((1,), "It is so."), ((0,), "")]
