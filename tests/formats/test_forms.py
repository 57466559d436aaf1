"""Forms pasted after they were answered, with ticks and crosses on lines of their own."""

from __future__ import annotations

from tests.formats.test_key_lists import read_text
from tests.formats.test_no_wrong_key import keys

FORM = (
    "✓\n{}Which oil? *\n1/1\ntar\ncolza\n✓\nsand\nFeedback\nIt is pressed.\n\n"
    "✓\n{}Which lamp? *\n1/1\ngas\narc\n✓\n\nThis form was created inside of a school.\nGoogle Forms\n"
)


def test_a_tick_below_an_option_is_its_mark() -> None:
    for numbers in (("1. ", "2. "), ("", "")):
        text = FORM.format(*numbers)
        assert keys(text) == [(1,), (1,)]
        oil, lamp = (taken.item for taken in read_text(text).taken)
        assert (oil.stem, oil.explanation) == ("Which oil?", "It is pressed.")
        assert [option.text for option in lamp.options] == ["gas", "arc"]


def test_ticks_of_a_question_that_lost_points_are_not_all_its_keys() -> None:
    text = FORM.format("1. ", "2. ")
    assert keys(text.replace("1/1\ntar", "1/2\ntar")) == [(1,)]
    crossed = text.replace("1/1\ntar\n", "0/1\ntar\n✗\n").replace("colza\n✓\n", "colza\n")
    assert keys(crossed) == [(1,)]
    assert keys(crossed.replace("Feedback", "Correct answer\ncolza\nFeedback")) == [(1,), (1,)]


def test_ticks_that_may_stand_above_their_options_are_no_keys() -> None:
    assert keys(FORM.format("1. ", "2. ").replace("1/1\ntar", "1/1\n✓\ntar").replace("colza\n✓\n", "colza\n")) == []
    assert keys(FORM.format("1. ", "2. ").replace("arc\n✓\n", "✓\narc\n").replace("✓\nsand\n", "✓\nsand\nmud\n")) == []


def test_what_is_correct_among_the_answers_is_the_key_and_what_was_selected_is_not() -> None:
    page = (
        "Question 1\n0 out of 1 points\nWhich oil?\nSelected Answer:\nIncorrect a.\ntar\n"
        "Answers:\na.\ntar\nCorrect b.\ncolza\nc.\nsand\n\n"
        "Question 2\n1 out of 1 points\nWhich lamp?\nSelected Answer:\nCorrect a.\ngas\n"
        "Answers:\nCorrect a.\ngas\nb.\narc\n"
    )
    assert keys(page) == [(1,), (0,)]
    assert keys(page.replace("Correct b.", "b.").replace("Answers:\nCorrect a.", "Answers:\na.")) == []


def test_a_question_of_a_form_that_was_broken_gives_the_one_above_it_no_keys() -> None:
    open_end = FORM.format("1. ", "2. ").partition("\nThis form")[0]
    text = f"{open_end}\n" + FORM.format("3. ", "4. ").replace("Which oil? *", "Which oil?\n*")
    for broken in (text, text.replace("1. Which oil? *", "1. Which\noil? *")):
        found = [(taken.item.stem, taken.item.keys) for taken in read_text(broken).taken]
        assert set(found) <= {("Which oil?", (1,)), ("Which lamp?", (1,))}
        assert len(found) < 4
