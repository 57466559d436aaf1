"""Where the options of a pasted question begin and end."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read


def options(text: str) -> list[list[str]]:
    """The options of each question, with a star before the key."""
    reading = read(text.encode(), "paste", "text")
    assert [str(one) for one in reading.skipped] == []
    return [["*" * one.is_key + one.text for one in taken.item.options] for taken in reading.taken]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A. fever\nB. C. difficile\nC. rest\nAnswer: C", ["fever", "C. difficile", "*rest"]),
        ("A. with B. pertussis\n*B. fever\nC. rest", ["with B. pertussis", "*fever", "rest"]),
        ("*A. with B. pertussis\nB. fever\nC. rest", ["*with B. pertussis", "fever", "rest"]),
        ("A. Grant\nB. Meade\nC. Lee\nD. Robert E. Lee\nAnswer: D", ["Grant", "Meade", "Lee", "*Robert E. Lee"]),
        ("A. Polk\nB. Grant\nC. Franklin D. Roosevelt\nAnswer: C", ["Polk", "Grant", "*Franklin D. Roosevelt"]),
        ("A. x B. y\nC. z D. w\nAnswer: D", ["x", "y", "z", "*w"]),
        ("A. x\nB. y   C. z\nAnswer: C", ["x", "y", "*z"]),
        ("a) x\nb) y c) z\nAnswer: c", ["x", "y", "*z"]),
        ("A. x\nB. y C. z\nD. w\nAnswer: C", ["x", "y", "*z", "w"]),
    ],
)
def test_a_letter_with_a_full_stop_in_an_option_is_an_initial_where_the_lines_below_show_it(
    written: str, expected: list[str]
) -> None:
    assert options(f"1. Which?\n{written}\n") == [expected]


@pytest.mark.parametrize(
    "why",
    [
        "Explanation:\n127.0.0.1 is this host.",
        "Explanation:\n\n127.0.0.1 is this host.",
        "Rationale:\n1914. That year.",
        "Feedback:\n1. Look.\n2. Think.",
        "Explanation: it is\n2.5 times more.",
    ],
)
def test_an_explanation_may_begin_with_a_number_below_its_label(why: str) -> None:
    text = f"4. Which?\nA. x\nB. y\nAnswer: B\n{why}\n\n5. What?\nA.\n127.0.0.1\nB.\n2.5 l\nAnswer: A\nExplanation:\n"
    one, other = (taken.item for taken in read(f"{text}6. Who?\n*A. x\nB. y".encode(), "paste", "text").taken[:2])
    assert one.explanation.replace("  \n", " ").replace("\\", "") == why.partition(":")[2].strip().replace("\n", " ")
    assert ([option.text for option in other.options], other.explanation) == (["127.0.0.1", "2.5 l"], "")


def test_a_label_with_nothing_below_it_ends_at_the_next_question() -> None:
    text = "1. Which?\nA. x\nB. y\nAnswer: B\nExplanation:\n2. What?\nA. x\nB. y\nAnswer: A\n"
    assert options(text) == [["x", "*y"], ["*x", "y"]]
