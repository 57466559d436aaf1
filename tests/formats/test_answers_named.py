"""Answers in words, figures and units that may mean more than one option: read right, or not at all."""

from __future__ import annotations

import pytest

from quizapp.formats.text.named import named


def told(answer: str, options: str, letters: str = "abc", number: int = 1) -> list[int] | None:
    """Places that an answer names among options parted by strokes; None where it could be either."""
    texts = options.split("|")
    keys, _ = named(answer, texts, [*letters] if letters else [""] * len(texts), number, explained=False)
    return None if keys is None else sorted(keys)


@pytest.mark.parametrize(
    ("answer", "options", "keys"),
    [
        ("1 A", "3 A|1 A|1 C", [1]),  # the unit, and not option A of question 1
        ("1 B", "3 A|1 A|1 C", [1]),
        ("1. b", "3 A|1 A|1 C", [1]),
        ("CO", "CO|Co|C", [0]),
        ("Co", "CO|Co|C", [1]),
        ("co", "CO|Co|C", []),
        ("c", "CO|Co|CO2", [2]),
        ("1,5", "1|5|1.5", []),
        ("1,5", "1|5|1,5", [2]),
        ("1,000", "1|000|1000", []),
        ("1, 5", "1|5|15", [0, 1]),
        ("1; 5", "1|5|15", [0, 1]),
        ("tar,oil", "tar|oil|gas", [0, 1]),
        ("Paris and Rome", "Paris|Rome and Paris|Rome", []),
        ("red, blue", "red|blue|red and blue", []),
        ("red, blue", "red|blue|red, blue", [2]),
        ("red, blue", "red|blue|red and tan", [0, 1]),
    ],
)
def test_an_answer_in_words_names_no_option_that_it_may_not_mean(answer: str, options: str, keys: list[int]) -> None:
    assert told(answer, options) == keys


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ("none|one|two", []),
        ("keine|eins|zwei", []),
        ("red|blue|tan", [1]),
        ("stone|bone|often", [1]),
        ("2 m|3 m|4 m", []),
    ],
)
def test_a_figure_is_no_place_among_options_that_are_numbers(options: str, keys: list[int]) -> None:
    assert told("2", options, letters="") == keys
