"""Options on one line that were broken at the margin, and what only looks like that."""

from __future__ import annotations

import pytest

from tests.formats.test_columns import texts


@pytest.mark.parametrize(
    "broken",
    [
        "Which organ? a) the\n   lungs b) the heart c) the liver\n   d) the spleen",
        "Which organ? a) the lungs\n   b) the heart c) the liver d) the\n   spleen",
        "Which organ? a)\nthe lungs b) the heart c) the liver d) the spleen",
        "Which organ?\n   a) the lungs   b) the heart   c) the liver   d)\nthe spleen",
        "Which organ?\n   a) the lungs   b) the\nheart   c) the liver   d) the spleen",
    ],
)
@pytest.mark.parametrize("told", [" (Answer: b)", "\n(Answer: b)", "\nAnswer: b"])
def test_options_that_were_broken_are_put_together(broken: str, told: str) -> None:
    options = ["the lungs", "*the heart", "the liver", "the spleen"]
    text = "".join(f"{number}. {broken}{told}\n\n" for number in (1, 2))
    assert texts(text) == [options, options]
    assert texts(text.replace("\n\n", "\n")) == [options, options]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1. In which do a) and b) agree?\na) tar\nb) oil\nc) gas\nAnswer: c", ["tar", "oil", "*gas"]),
        ("1. In which do a) and b)\nagree?\na) tar\nb) oil\nc) gas\nAnswer: c", ["tar", "oil", "*gas"]),
        ("1. Which?\na) tar (answer: no)\nb) oil (answer: yes)\nKey: b", ["tar (answer: no)", "*oil (answer: yes)"]),
        ("1. Which?\na) tar\nand so on\nb) oil\nc) gas\nAnswer: c", ["tar  \nand so on", "oil", "*gas"]),
        ("1. Which?\n* a) tar\n* b) oil\nof old\n* c) gas\nAnswer: c", ["tar", "oil  \nof old", "*gas"]),
    ],
)
def test_options_on_lines_of_their_own_stay_there(text: str, options: list[str]) -> None:
    assert texts(text) == [options]


def test_a_letter_that_stands_twice_parts_no_options() -> None:
    assert texts("1. Which?\na) tar\nb) oil\nc) both a) and\nb) of old\nAnswer: c") == []


def test_the_key_may_stand_in_brackets_behind_the_last_option() -> None:
    assert texts("1. Which?\na) tar\nb) oil (Answer: b)\n") == [["tar", "*oil"]]
    assert texts("1. Which?\na) tar   b) oil   c) gas (Ans: a, c)\n") == [["*tar", "oil", "*gas"]]
    assert texts("1. Which?\n*a) tar\nb) oil (Answer: b)\n") == []  # the mark says another one


def test_what_is_said_below_an_option_may_have_several_lines() -> None:
    text = "1. Which?\nA. tar\nIncorrect. It is\nblack.\nB. oil\nCorrect. It\nburns.\nC. sand\nIncorrect.\n"
    assert texts(text) == [["tar", "*oil", "sand"]]


def test_letters_within_bullets_are_known_where_an_option_was_broken() -> None:
    assert texts("1. Which?\n- A. tar\n  of old\n- B. oil\n\nAnswer: B\n") == [["tar  \nof old", "*oil"]]
