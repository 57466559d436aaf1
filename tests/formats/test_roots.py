"""√ before a figure is the sign of a root, before a word a tick; before either, all questions of the list tell."""

from __future__ import annotations

import pytest

from tests.formats.foreign import told

NO_KEY = "! no option is marked as the key"
ROOT = f"{NO_KEY}: √ is the sign of a root here, and may be a tick"


@pytest.mark.parametrize(
    ("questions", "wanted"),
    [
        (["√ 2, 3, 4; a", "√ 4, √ 9, √ 16; c"], ["*√ 2 | 3 | 4", "√ 4 | √ 9 | *√ 16"]),
        (["√ Paris, Rome", "3, √ 4"], ["*Paris | Rome", "3 | *4"]),
        (["Paris √, Rome", "3, 4 √"], ["*Paris | Rome", "3 | *4"]),
        (["√ 2, 3, 1/2", "3, 5, 7"], [ROOT, NO_KEY]),
        (["√ 2, 3", "7, √ 5", "3, √ 4"], [ROOT] * 3),  # one in each: ticks, or what is irrational
        (["√ 2, 3", "7, √ 5", "3, √ 4", "Paris √, Rome"], ["*2 | 3", "7 | *5", "3 | *4", "*Paris | Rome"]),
        (["√2, √ 3", "7, √ 5", "3, √ 4"], [ROOT] * 3),
        (["√ 2, 3; a", "7, √ 5; a", "3, √ 4; b"], ["*√ 2 | 3", "*7 | √ 5", "3 | *√ 4"]),
        (["√ Paris, Rome", "√ 2, √ 3, 4"], ["*Paris | Rome", ROOT]),
        (["x = 2 √ 2, 2 √, √ 2, 4; c", "√ 9, √ x, 0; b"], ["x = 2 √ 2 | 2 √ | *√ 2 | 4", "√ 9 | *√ x | 0"]),
    ],
)
def test_the_questions_of_a_list_tell_whether_a_root_is_a_tick(questions: list[str], wanted: list[str]) -> None:
    listed = []
    for number, question in enumerate(questions, 1):
        options, _, key = question.partition("; ")
        listed += [f"{number}. Which is it?"]
        listed += [f"{letter}) {text}" for letter, text in zip("abcd", options.split(", "), strict=False)]
        listed += [f"Answer: {key}"] if key else []
    shown = told("\n".join(listed), "x.txt", "text")
    assert sorted(shown) == sorted(one if one.startswith(NO_KEY) else f"Which is it? | {one}" for one in wanted)


def test_a_root_keeps_its_sign_in_lists_without_letters_and_beside_stars() -> None:
    bullets = "Which is irrational?\n- √ 2\n- 3\n\n- 4\n\nWhich is 4?\n- √ 16\n- 2\n- 5\n"
    assert told(bullets, "x.txt") == [ROOT, ROOT]
    apart = "Which is irrational?\n- √ 2\n\n- √ 3\n\n- √ 5\n"
    assert told(apart, "x.txt") == [ROOT]
    starred = "1. Which?\na) √ 2\n*b) 3\n2. Which √ 3?\n*a) √ x\nb) y\n"
    assert told(starred, "x.txt") == ["Which? | √ 2 | *3", "Which √ 3? | *√ x | y"]
    ticked = "1. Which?\n√ a) 2\nb) 3\n2. Which?\na) 5\n√ b) 7\n"
    assert told(ticked, "x.txt") == ["Which? | *2 | 3", "Which? | 5 | *7"]


def test_roots_in_the_cells_of_a_table_are_no_marks() -> None:
    head = "Question,A,B,C\n"
    assert told(f"{head}Which?,√ 2,3,4\nWhat?,√ 16,3,5\n", "x.csv") == ["! no right answer is given"] * 2
    assert told(f"{head}Which?,√ Paris,Rome,Bern\nWhat?,2,√ 4,5\n", "x.csv") == [
        "Which? | *Paris | Rome | Bern",
        "What? | 2 | *4 | 5",
    ]
