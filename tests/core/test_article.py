"""Quotes in an article: found word for word however lines are broken; the nearest passage otherwise."""

from __future__ import annotations

from random import Random

from quizapp.core.article import Article, Span

TEXT = "The ferry sailed\n  at dawn. The  captain, Ida Moe,\nsaid that the ferry\u00a0sailed late.\n\nNobody slept."


def passages(text: str, quote: str) -> list[str]:
    article = Article.of(text)
    return [article.text[span.start : span.end] for span in article.find(quote)]


def test_it_finds_a_quote_across_line_breaks_and_returns_the_words_as_they_stand() -> None:
    assert passages(TEXT, "sailed at\ndawn. The captain") == ["sailed\n  at dawn. The  captain"]


def test_it_finds_every_place_of_a_quote() -> None:
    assert passages(TEXT, "ferry sailed") == ["ferry sailed", "ferry\u00a0sailed"]
    assert Article.of("na na na").find("na na") == (Span(0, 5), Span(3, 8))


def test_it_finds_nothing_for_other_words_or_no_words() -> None:
    assert passages(TEXT, "ferry sank") == []
    assert passages(TEXT, " \n") == []
    assert passages("", "ferry") == []


def test_it_finds_a_quote_whose_letters_are_composed_otherwise() -> None:
    assert passages("le cafe\u0301 noir", "caf\u00e9 noir") == ["caf\u00e9 noir"]


def test_it_finds_any_piece_of_an_article_where_it_was_cut() -> None:
    rng = Random(5)
    for _ in range(300):
        text = "".join(rng.choices(["tide ", "pier", "\n", "  ", "\u2028", "é"], k=40))
        start = rng.randrange(len(text))
        piece = text[start : start + rng.randint(1, 12)]
        if words := piece.split():
            begin = text.index(words[0], start)
            assert begin in [span.start for span in Article.of(text).find(piece)]


def nearest(quote: str, text: str = TEXT) -> tuple[str, int] | None:
    article = Article.of(text)
    span = article.nearest(quote)
    return (article.text[span.start : span.end], article.line(span.start)) if span else None


def test_it_shows_the_passage_that_shares_most_words() -> None:
    assert nearest("the captain Ida Mo said") == ("The  captain, Ida Moe,\nsaid", 2)
    assert nearest("Somebody slept") == ("Nobody slept.", 5)


def test_it_prefers_the_most_similar_of_equal_passages() -> None:
    assert nearest("the ferry sails", "a ferry by night. the ferry sailed. one ferry") == ("the ferry sailed.", 1)


def test_it_shows_nothing_when_nothing_comes_near() -> None:
    assert nearest("purple elephants dance in the") is None
    assert nearest("ferry", "") is None
    assert nearest("", TEXT) is None


def test_a_quote_longer_than_the_article_is_compared_with_all_of_it() -> None:
    assert nearest("Nobody slept that night", "Nobody slept.") == ("Nobody slept.", 1)
