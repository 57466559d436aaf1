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
