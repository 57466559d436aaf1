"""Pasted lists as teachers have them."""

from __future__ import annotations

import pytest

from quizapp.core.item import Item, Option
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry, Reading


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def keys(text: str) -> list[tuple[str, tuple[int, ...]]]:
    reading = read_text(text)
    assert [str(one) for one in reading.skipped] == []
    return [(taken.item.stem, taken.item.keys) for taken in reading.taken]


@pytest.mark.parametrize(
    "question",
    [
        "1. Which?\na) x\n*b) y\nc) z",
        "1) Which?\n(a) x\n(b) y *\n(c) z",
        "Q1: Which?\nA. x\nB. y\nC. z\nAnswer: B",
        "Question 1. Which?\nA) x\nB) y\nC) z\nCorrect answer: B) y",
        "1. Which?\n- x\n- y (correct)\n- z",
        "1. Which?\n[ ] x\n[x] y\n[ ] z",
        "1. Which?\n☐ x\n☑ y\n☐ z",
        "1. Which?\na) x\n**b) y**\nc) z",
        "1. Which?\na) x\nb) **y**\nc) z",
        "1. Which?\na. x\nb. ✓ y\nc. z".replace("✓ y", "y ✓"),
        "1. Which? a) x b) y c) z\nAns: b",
        "Which?\n\na) x\nb) y\nc) z\n\nAnswer: y",
        "1. Which?\na) x\nb) y\nc) z\n\nAnswers:\n1. b",
        "1. Which?\na) x\nb) y\nc) z\n\n1-B",
        "1. Which?\n- x\n- y [correct]\n- z",
        "1. Which?\n- x\n* y\n- z",
        "1. Which?\na) x\nb) y\nc) z\nAns. b",
        "3. **Which?**\n\na) x\nb) y\nc) z\nAnswer: b\n\n---",
    ],
)
def test_the_usual_shapes_have_the_same_key(question: str) -> None:
    assert keys(question) == [("Which?", (1,))]
    assert [option.text for option in read_text(question).taken[0].item.options] == ["x", "y", "z"]


def test_several_marks_are_several_keys() -> None:
    assert keys("1. Which?\n*a) x\n*b) y\nc) z\n\n2. What?\na) x\nb) y\nc) z\nAnswers: a, c") == [
        ("Which?", (0, 1)),
        ("What?", (0, 2)),
    ]


def test_true_and_false_need_no_options() -> None:
    reading = read_text("1. Sky is blue.\nAnswer: True\n\n2. Grass is red.\nTrue / False\nAnswer: False")
    assert [taken.item.kind for taken in reading.taken] == ["true-false", "true-false"]
    assert [taken.item.keys for taken in reading.taken] == [(0,), (1,)]


def test_a_star_among_bullets_marks_the_key_also_when_it_comes_first() -> None:
    assert keys("1. Which?\n* x\n- y\n- z") == [("Which?", (0,))]


def test_answers_on_one_line_at_the_end_belong_to_their_questions() -> None:
    questions = "1. Which?\nA. x\nB. y\n\n2. What?\nA. x\nB. y\n\nAnswer Key: 1-B, 2-A"
    assert keys(questions) == [("Which?", (1,)), ("What?", (0,))]


def test_feedback_as_respondus_writes_it_is_no_part_of_the_options() -> None:
    text = "Title: Speed\nPoints: 2\n1) Who?\n~ Well done.\n@ Read again.\na) Boyle\n@ He had gas.\n*b) Hooke\n... Yes."
    (taken,) = read_text(f"{text}\n\nType: E\n2) Essay.").taken
    assert taken.item.options == (Option("Boyle", False, "He had gas."), Option("Hooke", True, "Yes."))
    assert (taken.item.stem, taken.entry.title) == ("Who?", "Speed")
    assert (taken.entry.feedback.correct, taken.entry.feedback.incorrect) == ("Well done.", "Read again.")


def test_a_list_with_explanations_is_no_aiken_file() -> None:
    aiken = "1. Which?\nA. x\nB. y\nANSWER: B\n"
    assert read(aiken.encode(), "paste").format == "aiken"
    reading = read(f"{aiken}\n2. What?\nA. x\nB. y\nANSWER: A\nExplanation: So it is.\n".encode(), "paste")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Which?", (1,)), ("What?", (0,))]


def test_an_explanation_comes_along() -> None:
    item = read_text("1. Which?\na) x\nb) y\nAnswer: a\nExplanation: It is so.").taken[0].item
    assert item.explanation == "It is so."


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("1. Which?\na) x\nb) y", "no option is marked"),
        ("1. Which?\n*a) x\nb) y\nAnswer: b", "name different options"),
        ("1. Which?\na) x\nb) y\nAnswer: d", "none of its options"),
        ("1. Which?", "without options"),
    ],
)
def test_without_a_clear_key_nothing_is_guessed(question: str, what: str) -> None:
    reading = read_text(f"{question}\n\n2. Fine?\n*a) x\nb) y")
    assert len(reading.taken) == 1
    assert (reading.skipped[0].line, what in reading.skipped[0].what) == (1, True)


def test_a_text_with_no_question_says_so() -> None:
    assert read_text("Dear colleagues").skipped


def test_a_stem_that_reads_as_an_answer_in_a_list_is_refused_on_the_way_out() -> None:
    entry = Entry(Item("true-false", "TRUE", (Option("True", True), Option("False"))), uid="p/q")
    assert [refusal.entry for refusal in write("text", [entry]).refused] == ["p/q"]


def test_what_looks_like_a_mark_is_refused_on_the_way_out() -> None:
    item = Item("single", "Which?", (Option("x *", True), Option("y")))
    assert "looks like a mark" in write("text", [Entry(item)]).refused[0].why
