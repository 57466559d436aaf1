"""Checking a page's quotes against the text of its article."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.article import Article
from quizapp.core.errors import Problem
from quizapp.core.page import Page
from quizapp.formats.bank.fields import listed
from quizapp.formats.bank.reader import parse

_SHOWN = 120


def check_quotes(page: Page, article_text: str, text: str = "") -> list[Problem]:
    """The quotes that are not in the article exactly once, whitespace folded, in the order of the facts.

    With `text`, the page as it is written, the problems tell its lines; without it, they have none.
    """
    lines = _quote_lines(text, page.name) if text else {}
    article = Article.of(article_text)
    place = f"{page.name}.md"
    return [
        Problem(place, lines.get((fact.number, number), 0), f"evidence of {fact.name} {message}")
        for fact in page.facts
        for number, quote in enumerate(fact.quotes)
        for message in _messages(article, page.head.article, quote)
    ]


def _quote_lines(text: str, name: str) -> dict[tuple[int, int], int]:
    drafts = parse(text, name).facts
    return {(d.number, number): line + 1 for d in drafts for number, line in enumerate(d.quote_lines)}


def _messages(article: Article, where: str, quote: str) -> Iterator[str]:
    where = where or "the article"
    spans = article.find(quote)
    if len(spans) > 1:
        lines = [str(article.line(span.start)) for span in spans]
        more = [*lines[:5], "others"] if len(lines) > 6 else lines
        yield f"is in {where} {len(spans)} times (lines {listed(more)}); quote more words"
    elif not spans:
        span = article.nearest(quote)
        if span is None:
            yield f"is not in {where}, nor anything near it; quote the article word for word"
            return
        passage = " ".join(article.text[span.start : span.end].split())
        passage = passage if len(passage) <= _SHOWN else passage[:_SHOWN] + "…"
        yield f"is not in {where}; nearest: “{passage}” (line {article.line(span.start)})"
