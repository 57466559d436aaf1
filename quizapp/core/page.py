"""Fact, Question and Page: a bank page as values. Reading and writing its Markdown is `formats.bank`."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.item import Item


@dataclass(frozen=True, slots=True)
class Fact:
    """A checkable statement in own words, the verbatim quotes that prove it, and their places in the source."""

    number: int
    statement: str
    quotes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"F{self.number}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is shown of it: what it quotes, or if nothing, what it states."""
        return self.quotes or (self.statement,)


@dataclass(frozen=True, slots=True)
class Question:
    """An item under its name on a page. `was` lists earlier names, as `name` or `page/name`."""

    name: str
    item: Item
    was: tuple[str, ...] = ()
    status: str = "approved"


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about its article. Dates are ISO dates or empty; `article` is a path in questions/."""

    title: str
    source: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    article: str = ""
    license: str = ""
    language: str = "en"
    as_of: str = ""
    tags: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One article's facts and questions. Its name is the file name without `.md`."""

    name: str
    head: Head
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
