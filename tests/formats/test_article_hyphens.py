"""A word that the end of a line broke is whole again, and a hyphen of its own stays."""

from __future__ import annotations

import pytest

from quizapp.formats.articles import read, read_text
from quizapp.formats.articles.hyphens import joined
from tests.formats import article_files

BROKEN = [
    ("The mill ground bar-\nley for eleven villages.", "The mill ground barley for eleven villages."),
    ("A self-\nservice shop of the Austro-\nHungarian bank.", "A self-service shop of the Austro-Hungarian bank."),
    (
        "The state owned it. A thing is owned. A state-\nowned mill.",
        "The state owned it. A thing is owned. A state-owned mill.",
    ),
    (
        "Cross country. It came over-\ncross. They overcross over it.",
        "Cross country. It came overcross. They overcross over it.",
    ),
    ("They came together into the in-\nto.", "They came together into the into."),
    ("The mill ground bar-\nley in the bar of Leyden.", "The mill ground barley in the bar of Leyden."),
    ("The far is a place. A men. The far-\nmen came.", "The far is a place. A men. The farmen came."),
    ("Hens laid ten eggs of ostr-\niches.", "Hens laid ten eggs of ostriches."),
    ("A tide-\nmill. The tide-mill.", "A tide-mill. The tide-mill."),
    ("Of pre-\nand post-war time.", "Of pre- and post-war time."),
]


@pytest.mark.parametrize(("lines", "told"), BROKEN)
def test_a_word_broken_by_a_line_is_made_whole(lines: str, told: str) -> None:
    wide = "\nIt stood there for a long time and for all that came by, winter and summer."
    assert " ".join(read_text(lines + wide).text.split()) == " ".join((told + wide).split())
    assert read(article_files.pdf([*lines.split("\n"), *wide.split("\n")[1:]]), "x.pdf").text.startswith(told)


def test_a_soft_hyphen_at_the_end_of_a_line_is_no_part_of_the_word() -> None:
    assert joined(["The state and its bar\u00ad", "ley."], frozenset()) == "The state and its barley."


def test_years_on_two_lines_of_a_pdf_are_one_stretch_of_time() -> None:
    lines = ["The war of 1914-", "1918 was fought there by all of the people of the villages along the bay."]
    assert read(article_files.pdf(lines), "x.pdf").text.startswith("The war of 1914-1918 was")
