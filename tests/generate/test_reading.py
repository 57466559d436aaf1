"""What the parser saw of an article is kept for whoever asks about the same article again."""

from __future__ import annotations

import pytest

from quizapp.generate import read_article, reading
from quizapp.generate.sentences import Article

MILL = "Maren Holt built a mill in Tarnvik in 1921. Jonas Eide sold it in 1950."


def parsed_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hears of each text that goes through the parser from now on."""
    heard: list[str] = []
    parse = reading._parsed

    def hearing(article: Article, tell: reading.Tell) -> tuple[reading.Parsed, ...]:
        heard.append(article.text)
        return parse(article, tell)

    monkeypatch.setattr(reading, "_parsed", hearing)
    monkeypatch.setattr(reading, "_kept", {})
    return heard


def test_asking_about_an_article_again_waits_for_no_parsing_and_says_that_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, told = parsed_anew(monkeypatch), list[tuple[str, int, int]]()
    first = reading.parse(read_article(MILL))
    assert reading.parse(read_article(MILL), lambda *one: told.append(one)) == first
    assert (len(heard), told) == (1, [("reading", 2, 2)])


def test_only_the_last_few_articles_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = parsed_anew(monkeypatch)
    monkeypatch.setattr(reading, "KEPT", 2)
    first, second, third = (read_article(f"{MILL} Signe Moen bought it in {year}.") for year in (1951, 1952, 1953))
    for article in (first, second, third, second, first):
        reading.parse(article)
    assert heard == [one.text for one in (first, second, third, first)]
