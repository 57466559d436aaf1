"""Drafts become a page: facts once, quotes that stand in the article once, nothing a page could not hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizapp.classroom.draft_pages import head_for, page_of
from quizapp.core.item import NEEDS_WORK
from quizapp.formats import bank
from quizapp.formats.articles import ArticleText
from quizapp.generate import draft, read_article

TEXT = (Path(__file__).parents[1] / "generate" / "articles" / "dates.md").read_text("utf-8")


def test_the_page_tells_what_is_known_of_the_article() -> None:
    article = read_article(TEXT)
    head = head_for(article, ArticleText(TEXT, title="The pier", published="2031-03-12", url="no address"))
    assert (head.title, head.published, head.as_of, head.url) == ("The pier", "2031-03-12", "2031-03-12", "")


def test_a_sentence_that_stands_twice_is_quoted_with_its_neighbour() -> None:
    article = read_article(TEXT)
    drafts = draft(article, seed=1)
    sentence = drafts.shown[0].fact.evidence[0].quote
    twice = read_article(f"{TEXT}\n\nLater that day the band played on. {sentence}\n")
    again = next(d for d in draft(twice, seed=1).shown if d.fact.evidence[0].quote == sentence)
    only = replace(drafts, shown=(again,), needs_work=())
    page = page_of(only, twice, head_for(twice, ArticleText(TEXT)), "pier")
    [quote] = page.facts[0].quotes
    assert sentence in quote
    assert quote != sentence
    assert bank.check_quotes(page, twice.text) == []


def test_what_needs_work_is_tagged_and_says_why() -> None:
    article = read_article(TEXT)
    drafts = draft(article, seed=1)
    page = page_of(drafts, article, head_for(article, ArticleText(TEXT)), "pier", everything=True)
    assert bank.read(bank.write(page), "pier")[0] == page
    waiting = [q for q in page.questions if NEEDS_WORK in q.item.tags]
    assert waiting
    assert all(q.item.explanation.startswith("Needs work: ") for q in waiting)
