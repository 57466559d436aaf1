"""A word that the end of a line broke is whole again, and a hyphen of its own stays."""

from __future__ import annotations

import pytest

from quizapp.formats.articles import read, read_text
from quizapp.formats.hyphens import joined, unbroken
from tests.bounded import bounded
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


@pytest.mark.parametrize(
    "word",
    """twentieth-/century state-/owned long-/term middle-/class decision-/making water-/based
    mother-in-/law brother-/in-law five-year-/old
    well-/known Avez-/vous x-/ray mid-/1950 COVID-/19 1914-/1918 pre-/Roman self-/service cross-/country""".split(),
)
def test_a_hyphen_of_its_own_stays_where_its_parts_tell(word: str) -> None:
    assert read_text(f"Of the {word} they spoke.".replace("/", "\n")).text == f"Of the {word} they spoke.\n".replace(
        "/", ""
    )


@pytest.mark.parametrize(
    "word",
    """pheno-/type un-/known re-/built mis-/led en-/rich in-/dependent cor-/related re-/moving over-/looking to-/day
    ex-/ample mid-/dle semi-/nar self-/ish cross-/ings high-/er short-/ages half-/way synthe-/sized acknowl-/edged
    Toron-/to DECLARA-/TION""".split(),
)
def test_a_hyphen_of_the_line_goes_where_one_part_is_a_syllable(word: str) -> None:
    whole = word.replace("-/", "")
    assert read_text(f"Of in {word} they spoke.".replace("/", "\n")).text == f"Of in {whole} they spoke.\n"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("The oil. An oil-\nrich land.", "The oil. An oil-rich land."),
        ("Oilrich it is. An oil-\nrich land.", "Oilrich it is. An oilrich land."),
        ("Longterm. A long-\nterm plan.", "Longterm. A longterm plan."),
        ("NATO. The NATO-\nUN plan.", "NATO. The NATO-UN plan."),
        ("A short-\nto medium-term plan.", "A short- to medium-term plan."),
        ("Er nennt Vor-\nund Nachteile.", "Er nennt Vor- und Nachteile."),
        ("Thousand. Some thous-\nand men.", "Thousand. Some thousand men."),
    ],
)
def test_the_text_itself_tells_first(lines: str, told: str) -> None:
    assert read_text(lines).text == f"{told}\n"


@pytest.mark.parametrize("tail", ["", "-\n", f"-\n{'CA' * 100_000}("])
def test_a_word_without_end_is_looked_at_once(tail: str) -> None:
    with bounded():
        assert len(unbroken("GAT" * 100_000 + tail)[0]) >= 300_000


def test_a_soft_hyphen_at_the_end_of_a_line_is_no_part_of_the_word() -> None:
    assert joined(["The state and its bar\u00ad", "ley."], frozenset()) == "The state and its barley."


def test_years_on_two_lines_of_a_pdf_are_one_stretch_of_time() -> None:
    lines = ["The war of 1914-", "1918 was fought there by all of the people of the villages along the bay."]
    assert read(article_files.pdf(lines), "x.pdf").text.startswith("The war of 1914-1918 was")
