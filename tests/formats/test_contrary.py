"""Explanations that contradict the key: such a question is asked about, and only such."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text

ASKED = "1. Which {}?\nA. tar\nB. colza\nC. sand\nAnswer: C\nExplanation: {}\n"


def is_taken(why: str, what: str = "oil burns best") -> bool:
    reading = read_text(ASKED.format(what, why))
    if reading.skipped:
        assert "explanation" in str(reading.skipped[0])
    return len(reading.taken) == 1


@pytest.mark.parametrize(
    "why",
    [
        "B is correct because it flows. It was pressed.",
        "Option B is the right choice. The others are not pressed.",
        "The correct answer is B. It was pressed.",
        "The correct answer is colza. It was pressed.",
        "Colza is the correct answer because it flows. It was pressed.",
        "It flows. The right answer is B, since it was pressed. Sand does not.",
        "Antwort B ist richtig, weil es fließt. Es wurde gepresst.",
        "La bonne réponse est B. Elle coule.",
        "La respuesta correcta es la B. Fluye.",
    ],
)
def test_an_explanation_that_names_another_option_as_right_contradicts_the_key(why: str) -> None:
    assert not is_taken(why)
    names = {"B": "C", "colza": "sand", "Colza": "Sand"}
    right = " ".join(names.get(word.strip(".,"), word) for word in why.split())
    assert is_taken(right)


@pytest.mark.parametrize(
    ("why", "what"),
    [
        ("B is correct for lamps, but not here. Sand is asked for.", "oil burns best"),
        ("B is wrong because it flows.", "oil burns best"),
        ("Colza is right-handed. Sand is not.", "oil burns best"),
        ("A is correct because it burns. B is correct because it flows. Sand is no oil.", "is not an oil"),
        ("B is true of lamps. It was pressed.", "oil burns best"),
        ("If it flowed, B is correct. It does not.", "oil burns best"),
    ],
)
def test_an_explanation_that_only_speaks_of_another_option_does_not(why: str, what: str) -> None:
    assert is_taken(why, what)


def test_two_options_that_are_called_right_are_not_the_key_alone() -> None:
    asked = "1. Which?\nA) x\nB) y\nC) z{}\n{}B is correct. C is also correct.\n"
    for label in ("", "Explanation: So. "):
        for mark in ("", " *"):
            assert read_text(asked.format(mark, label)).taken == ()
