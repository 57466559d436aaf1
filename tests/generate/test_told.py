"""What the reason of a wrong value says of the article is true of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.generate.told import numbers_in, why_other
from tests.generate.test_news_pages import VALLEY, found


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("They are of three types.", "3"),
        ("Of the 3 types one is rare.", "three"),
        ("It has 1,000 rooms.", "1000"),
        ("It has two thousand five hundred rooms.", "2,500"),
        ("It has two hundred thousand rooms.", "200,000"),
        ("It has 2.5 million rods.", "2,500,000"),
        ("One hundred and twenty boats came.", "120"),
        ("It lasted from 1914–18.", "1918"),
        ("It was common in the 1930s.", "1930"),
        ("It came in twenty-first.", "21"),
        ("It came in seventh.", "7th"),
        ("He left in Aug. 1921, and 1920 was dry.", "August 1921"),
    ],
)
def test_a_value_in_another_form_is_in_the_article(article: str, text: str) -> None:
    assert why_other(article, "two", text) == "The article gives two here."


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("They are of three types.", "four"),
        ("It has 1,000 rooms and 25 doors.", "100"),
        ("It has 3.5 million rods.", "35"),
        ("In 1914 it began; 18 boats came.", "1918"),
        ("He left in May 1921.", "August 1921"),
    ],
)
def test_a_value_that_the_article_has_in_no_form_does_not_appear_in_it(article: str, text: str) -> None:
    assert why_other(article, "two", text) == f"The article gives two; {text} does not appear in it."


def test_numbers_apart_are_not_added_up() -> None:
    assert numbers_in("Of two, three thousand; then five and a six") >= {2, 3, 3000, 5, 6}
    assert not numbers_in("Of two, three thousand; then five and a six") & {5000, 11, 2003}


def test_no_reason_of_a_drafted_value_denies_what_stands_in_the_article() -> None:
    text = f"{VALLEY}\n\nThe tower of Orsund has two kinds of bells. The bells of Skerry are of three types."
    [bells] = [d.item for d in found(text) if d.item.stem == "How many kinds of bells does the tower of Orsund have?"]
    [why] = [option.rationale for option in bells.options if option.text == "three"]
    assert why == "The article gives two here."


@given(st.text(alphabet="0123456789²½Ⅳ①٣１,. -–eEtwohundredthousand", max_size=40))
def test_any_text_has_numbers_or_none(text: str) -> None:
    assert all(number >= 0 for number in numbers_in(text))


def test_a_superscript_is_not_a_number_of_the_article() -> None:
    assert numbers_in("¹²C beside ¹³C in 3 samples") == {3.0}
