"""What the parser saw of a paragraph is kept for whoever asks about it again, in this article or a corrected one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from quizapp.generate import read_article, reading

MILL = "Maren Holt built a mill in Tarnvik in 1921. Jonas Eide sold it in 1950."
FERRY = "The ferry of Orsund ran until 1961. Then a bridge was built."


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hears of each text that goes through the parser from now on."""
    heard: list[str] = []
    look = reading._look

    def hearing(texts: Sequence[reading.Text]) -> Iterator[tuple[reading.Seen, ...]]:
        heard.extend(text for text, _ in texts)
        return look(texts)

    monkeypatch.setattr(reading, "_look", hearing)
    monkeypatch.setattr(reading, "_kept", {})
    return heard


def test_asking_about_an_article_again_waits_for_no_parsing_and_says_that_it_is_read(parsed: list[str]) -> None:
    told: list[tuple[str, int, int]] = []
    first = reading.parse(read_article(MILL))
    assert reading.parse(read_article(MILL), lambda *one: told.append(one)) == first
    assert (parsed, told) == ([MILL], [("reading", 2, 2)])


def test_a_corrected_article_is_parsed_where_it_is_new_and_read_as_if_it_were_all_new(
    parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.parse(read_article(f"{FERRY}\n\n{MILL}"))
    parsed.clear()
    corrected = read_article(f"In Tarnvik there was a mill.\n\n{MILL}\n\n{FERRY}\n\n{MILL}")
    read = reading.parse(corrected)
    assert parsed == ["In Tarnvik there was a mill."]
    assert {corrected.text[t.start : t.end] == t.text for p in read for t in p.tokens} == {True}
    monkeypatch.setattr(reading, "_kept", {})
    assert reading.parse(corrected) == read


def test_the_same_words_cut_into_other_sentences_are_parsed_anew(parsed: list[str]) -> None:
    two = read_article(MILL)
    first, last = two.sentences
    one = replace(two, sentences=(replace(first, end=last.end, text=MILL),))
    assert [len(reading.parse(article)) for article in (two, one)] == [2, 1]
    assert parsed == [MILL, MILL]


def test_only_the_last_few_paragraphs_are_kept(parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KEPT", 2)
    first, second, third = (f"{MILL} Signe Moen bought it in {year}." for year in (1951, 1952, 1953))
    for text in (first, second, first, third, first, second):
        reading.parse(read_article(text))
    assert parsed == [first, second, third, second]
