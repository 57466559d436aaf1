"""Evidence: a quote stands in the article word for word, and only once."""

from __future__ import annotations

from quizapp.formats import bank
from tests.formats.bank_pages import ARTICLE, SAMPLE

NAME = "tolbrook-bridge"


def problems(old: str, new: str) -> list[str]:
    text = SAMPLE.replace(old, new)
    assert text != SAMPLE or not old
    page, found = bank.read(text, NAME)
    assert found == []
    assert page is not None
    return [str(problem) for problem in bank.check_quotes(page, ARTICLE, text)]


def test_it_finds_quotes_across_the_line_breaks_of_page_and_article() -> None:
    assert problems("", "") == []


def test_it_shows_the_nearest_passage_for_a_quote_that_is_not_there() -> None:
    assert problems("began in the spring of 1928", "started in spring of 1928") == [
        f"{NAME}.md:13: evidence of F1 is not in articles/tolbrook-bridge.txt; "
        "nearest: “Work on the Tolbrook Bridge began in the spring of” (line 3)"
    ]


def test_it_asks_for_more_words_when_a_quote_is_found_twice() -> None:
    assert problems("The arch spans 212 metres\n  @", "Trains crossed from 1932\n  @") == [
        f"{NAME}.md:18: evidence of F2 is in articles/tolbrook-bridge.txt 2 times (lines 5 and 7); quote more words"
    ]


def test_it_says_when_nothing_in_the_article_comes_near() -> None:
    assert problems("  > The arch spans 212 metres", "  > Purple elephants dance") == [
        f"{NAME}.md:18: evidence of F2 is not in articles/tolbrook-bridge.txt, nor anything near it; "
        "quote the article word for word"
    ]


def test_it_tells_no_line_when_it_has_not_seen_the_page_as_written() -> None:
    page, _ = bank.read(SAMPLE, NAME)
    assert page is not None
    assert [problem.line for problem in bank.check_quotes(page, "Another article.")] == [0, 0, 0]
