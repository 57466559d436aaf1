"""Words in bold and italics are read as words, and the signs around them are none."""

from __future__ import annotations

import random

import pytest

from quizapp.generate import drafting
from quizapp.generate.emphasis import paired, unmarked, with_signs
from quizapp.generate.facts import Reading, read
from quizapp.generate.sentences import read_article


def reading_of(text: str) -> Reading:
    return read(read_article(text, title="Orsund"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The **Orsund Bridge** is old.", "The Orsund Bridge is old."),
        ("The trawler *Nerine* and the _Dove_.", "The trawler Nerine and the Dove."),
        ("**The *Nerine* affair** shook ***both***.", "The Nerine affair shook both."),
        ("(Italian: *Cattaro*)", "(Italian: Cattaro)"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("The __init__ of __a b__", "The __init__ of __a b__"),
        ("a note* and another*", "a note* and another*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_signs_of_emphasis_are_no_words(text: str, bare: str) -> None:
    seen, places = unmarked(text)
    assert seen == bare
    assert "".join(text[at] for at in places) == bare


def test_each_word_is_found_where_it_stands_in_the_article() -> None:
    dice = random.Random(5)
    words = "Orsund lies on a river . Holt built *the old bridge* in **1908** , and _Dove_ sailed .".split()
    for _ in range(20):
        text = " ".join(dice.choices(words, k=40)).replace(" .", ".") + ". Holt sold it."
        reading = reading_of(text)
        for p in reading.parsed:
            for t in p.tokens:
                if not t.text.isspace():
                    assert reading.article.text[t.start : t.end].strip("*_") == t.text.strip("*_")


def test_a_name_in_bold_is_one_name() -> None:
    reading = reading_of("The **Orsund Company** bought the mill in 1908. The ferry *Nerine* sank in 1931.")
    assert [t.text for t in reading.parsed[0].tokens[:4]] == ["The", "Orsund", "Company", "bought"]
    assert all("*" not in e.name for e in reading.entities.all)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("by *Nerine*, a trawler", "Nerine", "*Nerine*"),
        ("(*Nerine*)", "(", "("),
        ("(*Nerine*)", ")", ")"),
        ("by *Nerine*, a trawler", ",", ","),
        ("*An Evening with Holt*", "An", "*An"),
        ("*An Evening with Holt*", "Holt", "Holt*"),
    ],
)
def test_a_word_is_shown_with_the_signs_that_are_its_own(text: str, word: str, shown: str) -> None:
    start = text.index(word)
    assert with_signs(text, start, start + len(word)) == shown


def test_a_question_shows_titles_in_italics_and_nothing_in_bold() -> None:
    assert paired("The **Orsund Bridge** in *Bridges of the North*") == "The Orsund Bridge in *Bridges of the North*"
    assert paired("in *Bridges of the …") == "in Bridges of the …"
    assert paired("sold in ____, by **Holt**") == "sold in ____, by Holt"
    assert paired("a hall of 30 * 40 metres") == "a hall of 30 * 40 metres"


def stems_on(told: str) -> list[str]:
    others = "Maren Holt sold her ferry to Tarnvik in 1908 after a quarrel with the harbour. " * 6
    found = drafting.draft(read_article(f"{told}\n\n{others}", title="Trade of Orsund"), everything=True)
    return [d.item.stem for d in (*found.shown, *found.needs_work) if "Danish" in d.item.stem]


def test_a_sentence_with_a_name_in_bold_is_shown_without_the_signs() -> None:
    found = stems_on("The **Orsund Bridge**, described in *Bridges of the North*, was sold to a Danish firm in 1931.")
    assert any("was the Orsund Bridge sold to a Danish firm" in stem for stem in found)


def test_a_heading_in_italics_within_a_line_is_not_shown_as_a_part_of_its_sentence() -> None:
    told = "Danish firms bought more than 40,000 barrels of herring from Orsund in 1947."
    assert any(told[:20] in stem for stem in stems_on(told))
    assert not any("completes the sentence" in stem for stem in stems_on(f"(b) *Trade.* {told}"))
