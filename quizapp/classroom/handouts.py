"""The article of a quiz as its class reads it: the text as it is kept, its paragraphs with the numbers that questions
name them by ("According to paragraph 4 of the article").

A `Handout` has no field for facts, evidence or drafts, so a page made of it cannot show any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, defer

from quizapp.classroom.permissions import ids_of_courses_with
from quizapp.core.article import is_quoted
from quizapp.core.errors import BadInput
from quizapp.store import Article, Item, ItemVersion, Person, Quiz, QuizItem

UNSHOWN = ("caption", "dateline", "not part of the text")
"""What the reader of a text sets aside and nobody misses; a byline is one of the lines above the first paragraph."""

# Put together once: each page of a live room asks it, and writing it out took longer than the database.
_PAGES = (
    select(Item.page_id, func.min(QuizItem.position).label("first"))
    .join(ItemVersion, ItemVersion.item_id == Item.id)
    .join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
    .where(QuizItem.quiz_id == bindparam("quiz"))
    .group_by(Item.page_id)
    .subquery()
)
_RESTED_ON = (
    select(Article)
    .join(_PAGES, _PAGES.c.page_id == Article.page_id)
    .order_by(_PAGES.c.first, Article.id)
    .options(defer(Article.text), defer(Article.sentences), defer(Article.left_out))  # most ask for their titles only
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article: a paragraph, quotation, heading, list or other text, as it is kept: with the signs of
    emphasis. Only what is counted has a `number`."""

    kind: str
    lines: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Handout:
    """An article to be read: what it is, where it comes from, and its text. `url` is a web address or empty."""

    title: str
    publisher: str
    published: str
    url: str
    license: str
    language: str
    parts: tuple[Part, ...]


def handout(article: Article) -> Handout:
    url = article.url if article.url.startswith(("https://", "http://")) else ""
    return Handout(
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=url,
        license=article.license,
        language=article.language,
        parts=tuple(_lists_joined(_parts(article))),
    )


def articles_of(db: Session, quiz_id: int) -> list[Article]:
    """The articles kept here that the questions of a quiz rest on, in the order of the questions."""
    return list(db.scalars(_RESTED_ON, {"quiz": quiz_id}))


def resting(db: Session, quiz_id: int) -> dict[int, int]:
    """Question → the article it rests on, of those that rest on one kept here, by their ids."""
    query = (
        select(Item.id, Article.id)
        .join(Article, Article.page_id == Item.page_id)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .join(QuizItem, QuizItem.item_version_id == ItemVersion.id)
        .where(QuizItem.quiz_id == quiz_id)
    )
    return {item: article for item, article in db.execute(query)}


def rest_on_it(resting: Mapping[int, int]) -> frozenset[int]:
    """The ids of the questions whose paragraphs are those of the quiz's article; none where it has several articles."""
    return frozenset(resting) if len(set(resting.values())) == 1 else frozenset()


def offered(db: Session, person: Person | None, quiz: Quiz) -> list[Article]:
    """The articles that the person may show to whoever takes the quiz: all it rests on, or none.

    A text is kept by one class, and shown to another by those who teach in both. `person` None is a command.
    """
    found = articles_of(db, quiz.id)
    mine = None if person is None else ids_of_courses_with(db, person.id, "item.write")
    return found if mine is None or all(article.course_id in mine for article in found) else []


def require_articles(db: Session, person: Person | None, quiz: Quiz) -> None:
    """Raises BadInput where the quiz has no article that the person may show."""
    if not offered(db, person, quiz):
        raise BadInput("There is no article to show: the questions of this quiz rest on none that you keep here.")


def _parts(article: Article) -> Iterator[Part]:
    """The text in order, without what nobody misses. Numbers are those the text got when it was added, by which the
    questions on it were written."""
    from quizapp.generate.sentences import read_article  # what the generator counts by; loads no model

    read = read_article(article.text, title=article.title)
    kept = {place["end"]: place["paragraph"] for place in article.sentences}  # it began at the sign of a quotation once
    blocks: dict[int, tuple[int, int, int]] = {}  # paragraph as read now → where it stands, and its number
    for sentence in read.sentences:
        start, _, number = blocks.get(sentence.paragraph, (sentence.start, 0, sentence.paragraph))
        blocks[sentence.paragraph] = (start, sentence.end, kept.get(sentence.end, number))
    found = [(start, end, "paragraph", number) for start, end, number in blocks.values()]
    found += [(part.start, part.end, part.reason, part.paragraph) for part in read.dropped]
    above = True
    for start, end, reason, number in sorted(found):
        text = article.text[start:end]
        above = above and not number
        if (reason in UNSHOWN and not number) or not (any(map(str.isalnum, text)) or text.startswith("|")):
            continue  # "* * *" between two parts is no list either, but "|---|" tells the heads of a table
        if is_quoted(article.text, start) and reason != "table or code":
            yield Part("quotation", (" ".join(text.split()),), number)  # whoever said it, behind a dash, is no heading
        elif reason == "heading" and not number:
            words = text.strip("# ").strip()
            if above and (not text.startswith("#") or words.casefold() == article.title.casefold()):
                continue  # the title, which stands above already, or a byline
            yield Part("heading", (words,))
        elif reason == "list item" and not number:
            words = re.sub(r"^[-*\u2022]\s+", "", text)  # not the signs of its first words, "* **Brine** from the sea"
            yield Part("list", (" ".join(words.split()),))
        elif reason == "table or code":
            yield Part("other", tuple(text.split("\n")), number)
        else:
            yield Part("paragraph", (" ".join(text.split()),), number)


def _lists_joined(parts: Iterator[Part]) -> Iterator[Part]:
    """The items of a list as one part, and the rows of a table."""
    before: Part | None = None
    for part in parts:
        if before is not None and before.kind == part.kind and (part.kind == "list" or _are_rows(before, part)):
            before = replace(before, lines=before.lines + part.lines)
            continue
        if before is not None:
            yield before
        before = part
    if before is not None:
        yield before


def _are_rows(one: Part, other: Part) -> bool:
    return all(line.startswith("|") for line in (*one.lines, *other.lines))
