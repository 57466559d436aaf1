"""A question is the sentence with whole pieces left out, never with a piece torn off."""

from __future__ import annotations

import pytest

from quizapp.generate.reading import parse
from quizapp.generate.sentences import read_article
from quizapp.generate.verify_joints import torn
from tests.generate.test_names_asked_for import PEOPLE, stems
from tests.generate.test_one_key import options


@pytest.mark.parametrize(
    ("said", "asked", "key", "torn_at"),
    [
        (
            "Holt built the Tidal Wheel in 1877 and the Harbour Organ in December 1888.",
            "Who built the Tidal Wheel in 1877 in December 1888?",
            "Holt",
            "1877 in",
        ),
        (
            "Tarnvik is bordered by Orsund to the north, Skerry to the east and Halden to the south.",
            "Which town is bordered by Orsund to the north to the east?",
            "Tarnvik",
            "north to",
        ),
        (
            "Since the merger, five clubs have joined the League of Tarnvik and two have left.",
            "How many clubs have joined the League of Tarnvik and two?",
            "five",
            "and two",
        ),
        (
            "Maren Holt built the tidal wheel of Skerry (a large one) in 1877.",
            "In which year did Maren Holt build the tidal wheel of Skerry?",
            "1877",
            "",
        ),
    ],
)
def test_where_something_is_torn_out_is_found_by_the_sentence(said: str, asked: str, key: str, torn_at: str) -> None:
    (parsed,) = parse(read_article(said))
    assert torn(parsed, asked, key) == torn_at


def test_what_is_set_off_may_be_left_out() -> None:
    found = stems(PEOPLE + "Maren Holt built the tidal wheel of Skerry (a large one) in 1877.")
    assert "In which year did Maren Holt build the tidal wheel of Skerry?" in found


def test_initials_before_a_name_end_no_sentence() -> None:
    found = stems(PEOPLE + "In the 1990s, Maren Holt served on the staff of Governor George H.W. Strand in Tarnvik.")
    assert not any(stem.endswith("H.W?") for stem in found)


def test_the_whole_world_is_not_the_part_of_it_that_was_named_before() -> None:
    text = "Ships sink rarely in the developed world of sails. About 4,400 ships sink each year in the world by storms."
    own = [(stem, found) for stem, found in options(text) if "completes" not in stem]
    assert not any("the developed world" in stem and "4,400" in found for stem, found in own)


def test_a_woman_is_not_offered_where_a_man_is_asked_for() -> None:
    text = (
        "Peter Strand was the first male keeper of the Skerry light. Anna Falk sold a mill. Maria Lund left Tarnvik. "
        "Mary Eide painted the hall."
    )
    assert not any("male" in stem and "Anna Falk" in found for stem, found in options(text))
