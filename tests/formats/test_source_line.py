"""What learners read of a question's source elsewhere: the article, and not how a page of the bank is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.item import Item, Option
from quizapp.core.page import Fact, Head
from quizapp.formats.registry import write
from quizapp.formats.report import Entry

BARE = Entry(
    Item("single", "Which?", (Option("Oslo", True), Option("Rome")), explanation="It is so.", as_of="2026-03-01"),
    uid="pasted/which",
    head=Head("Pasted questions, 30 November 2026"),
    facts=(Fact(1, "Oslo is."),),
)


@pytest.mark.parametrize("format", ["moodle-xml", "gift"])
def test_the_name_of_a_page_is_no_source(format: str) -> None:
    done = write(format, [BARE])
    assert "Pasted questions" not in done.data.decode()
    assert "quizapp-source" not in done.data.decode()
    lost = {loss.field: loss.action for loss in done.losses}
    assert {field: lost.get(field) for field in ("source", "facts", "as_of")} == {
        "source": None,
        "facts": "dropped",
        "as_of": "dropped",
    }


@pytest.mark.parametrize("format", ["moodle-xml", "gift"])
@pytest.mark.parametrize(
    "head",
    [
        Head("Oslo", source="Atlas, p. 4"),
        Head("Oslo", publisher="Coast Weekly"),
        Head("Oslo", published="2024-03-01"),
        Head("Oslo", url="https://example.org/oslo"),
        Head("Oslo", license="CC BY 4.0"),
        Head("Oslo", article="articles/oslo.md"),
    ],
)
def test_a_page_that_says_where_it_comes_from_is_named(format: str, head: Head) -> None:
    done = write(format, [replace(BARE, head=head)])
    assert "Oslo" in done.data.decode().partition("quizapp-source")[2]
    assert ("source", "moved to the end of the general feedback") in [(one.field, one.action) for one in done.losses]


@pytest.mark.parametrize("format", ["moodle-xml", "gift"])
def test_a_quotation_is_shown_with_the_title_of_its_article(format: str) -> None:
    proven = replace(BARE, head=Head("Oslo today"), facts=(Fact(1, "Oslo is.", ("Here is Oslo.",), ("paragraph 2",)),))
    said = write(format, [proven]).data.decode().partition("quizapp-source")[2]
    assert "Oslo today" in said
    assert "“Here is Oslo.” (paragraph 2)" in said
