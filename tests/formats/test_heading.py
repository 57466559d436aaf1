"""The heading above a list of questions names the page they are brought to; what only explains the list does not."""

from __future__ import annotations

import pytest

from quizapp.formats.heading import heading
from quizapp.formats.registry import read

LIST = "1. Which is longest?\na) Rhine\n*b) Volga\n"


def headed(above: str, below: str = LIST) -> str:
    data = f"{above}{below}".encode()
    return heading(data, read(data, "pasted questions"))


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Rivers of Europe\n\n", "Rivers of Europe"),
        ("Rivers of Europe:\n", "Rivers of Europe"),
        ("# Rivers of Europe #\n\n", "Rivers of Europe"),
        ("**Rivers of Europe**\n\n", "Rivers of Europe"),
        ("Title: Rivers of Europe\n\n", "Rivers of Europe"),
        ("Unit test: Rivers of Europe\n\n", "Unit test: Rivers of Europe"),
        ("Unit 3: Rivers\n* marks the right answer\n\n", "Unit 3: Rivers"),
        ("St. Olav's school\n\n## Реки Европы\n\n", "Реки Европы"),
        ("Name: ______\nDate: ______\n\nRivers of Europe\n\n", "Rivers of Europe"),
        ("Unit test 3:  Rivers\t\tName: ______________   Class: ______\n\n", "Unit test 3: Rivers"),
        ("Rivers of Europe Name: ______ Date: ____\n\n", "Rivers of Europe"),
        ("Rivers of Europe   Nom et prénom : ........   ____\n\n", "Rivers of Europe"),
        ("Rivers of Europe   Your pen name ______ Score ____ / 20\n\n", "Rivers of Europe"),
        ("Name: ______   Rivers of Europe\n\n", "Rivers of Europe"),
        ("Name: ______   Date: ______\n\n", ""),
        ("Student Name: ______\n\n", ""),
        ("Rivers\tName: ______\n\n", "Rivers"),
        ("Class 7b   Name: ______\n\nRivers of Europe\n\n", "Rivers of Europe"),
        ("My pen name: ______\n\n", ""),
        ("The longest is the ______\n\n", ""),
        ("", ""),
        ("Choose the right answer\n\n", ""),
        ("These are for tomorrow.\n\n", ""),
        ("(* is right)\n\n", ""),
        ("---\n\n", ""),
        (" ".join(["word"] * 15) + "\n\n", ""),
        ("x" * 101 + "\n\n", ""),
    ],
)
def test_what_stands_above_a_list_and_reads_like_a_heading(above: str, title: str) -> None:
    assert headed(above) == title


def test_nothing_below_the_first_question_is_a_heading() -> None:
    assert headed("", LIST + "\nRivers of Asia\n\n2. Which is longest?\na) Ob\n*b) Lena\n") == ""


def test_a_format_of_another_sort_and_a_text_without_questions_have_none() -> None:
    gift = b"// Rivers\nRivers of Europe\n\nWhich is longest?{=Volga ~Rhine}\n"
    assert heading(gift, read(gift, "x.gift", "gift")) == ""
    assert headed("Rivers of Europe\n", "Nothing else.\n") == ""
