"""Words broken at the ends of lines in pasted lists."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("macro-\nmolecules", "macromolecules"),
        ("Photosyn-\n   these", "Photosynthese"),
        ("mito\u00ad\nchondria", "mitochondria"),
        ("self-\nesteem", "self-esteem"),
        ("x-\nrays", "x-rays"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("Vor-\nund Nachteile", "Vor- und Nachteile"),
        ("Baden-\nBaden", "Baden-Baden"),
        ("Austro-\nHungarian or COVID-\n19", "Austro-Hungarian or COVID-19"),
        ("1914-\n1918, 2019–\n2020 or 747-\n400", "1914-1918, 2019–2020 or 747-400"),
        ("mother-in-\nlaw", "mother-in-law"),
        ("decision-\nmaking", "decision-making"),
        ("north-\nsouth", "north-south"),
        ("photo-\nsynthesis", "photosynthesis"),
        ("the 3-\nTitle", "the 3-  \nTitle"),
        ("Bose-Ein-\nstein", "Bose-Einstein"),
        ("tar -\nor oil", "tar -  \nor oil"),
        ("state-\nowned or state-owned", "state-owned or state-owned"),
        ("Paris–\nBerlin, so–\nand, so–\nWhere", "Paris–Berlin, so–  \nand, so–  \nWhere"),
        ("type A–\nOr", "type A–  \nOr"),
        ("call-\nback(x)", "call-  \nback(x)"),
    ],
)
def test_a_word_that_was_broken_is_made_one_again(broken: str, whole: str) -> None:
    (taken,) = read_text(f"1. Which of {broken}?\na) one\nb) with {broken}\nAnswer: b\n").taken
    assert taken.item.stem == f"Which of {whole}?"
    assert taken.item.options[1].text == f"with {whole}"
    assert any("was joined" in change for change in taken.changes) == (whole.count("\n") < broken.count("\n"))


def test_an_answer_in_words_names_the_option_that_was_broken() -> None:
    (taken,) = read_text("1. Which?\na) smooth reti-\nculum\nb) lysosome\nAnswer: smooth reticulum\n").taken
    assert taken.item.keys == (0,)


def test_code_keeps_its_hyphens() -> None:
    (taken,) = read_text("1. Which?\n```\nfirst-\nsecond\n```\na) one\nb) two\nAnswer: b\n").taken
    assert "first-\nsecond" in taken.item.stem


def test_half_a_word_below_an_empty_line_begins_no_question() -> None:
    text = "1. Which?\na) safety\nb) self-\n\nesteem\n\nAnswer: b\n\nFeedback:\na) So.\nb) Correct. So it is.\n"
    (taken,) = read_text(text).taken
    assert ([option.text for option in taken.item.options], taken.item.keys) == (["safety", "self-esteem"], (1,))
