"""Candidate and Draft: a question before and after it has options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.core.item import Item
from quizapp.generate.clauses import Clause
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Fact, Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stem and a key with the sentence that proves it; options come later.

    `pool` names where distractors come from: person, organisation, place, country, year, number, phrase, given.
    `offered` are distractors of the generator's own, each with the reason why it is wrong.
    """

    template: str
    stem: str
    key: str
    pool: str
    sentence: int
    statement: str
    verb: str
    entity: Entity | None = None
    head: int = -1
    """Token of the key's head."""
    offered: tuple[tuple[str, str], ...] = ()
    attributed: bool = False
    also: tuple[int, ...] = ()
    """Further evidence sentences."""
    ordered: bool = False
    keys: tuple[str, ...] = ()
    """All keys, when there are several."""
    within: str = ""
    """What the article is about, where the question says so: According to the article on the Orsund bridge."""
    value: str = ""
    """What the article has in the place where a statement may be wrong."""
    why: str = ""
    """Why the key is right, where the statement of the fact is not enough."""
    plainly: str = ""
    """The same asked in plain words, in place of the stem once that has passed every check."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that waits for a person: the item, the fact and evidence behind it, and how it came about.

    `reason` is empty for drafts shown by default; otherwise it says why the draft needs work.
    """

    item: Item
    fact: Fact
    template: str
    score: float
    pipeline: str
    labels: tuple[str, ...] = ()
    reason: str = ""
    trace: tuple[str, ...] = ()
    spares: tuple[tuple[str, str], ...] = ()
    """Further wrong options with their reasons, for somebody who does not like a shown one."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """What came of an article. `shown` is best first; `needs_work` has a reason on each draft."""

    shown: tuple[Draft, ...]
    needs_work: tuple[Draft, ...]
    facts: tuple[Fact, ...]
    notes: tuple[str, ...] = ()
    """In words: what was left out and why."""
    paragraphs: dict[int, int] = field(default_factory=dict)
    """Shown drafts per paragraph, for the coverage map."""


def clauses_of(
    reading: Reading, *, kinds: tuple[str, ...] = ("main", "joined", "relative", "told")
) -> Iterator[Clause]:
    """Clauses a generator may ask about in the article's own voice."""
    for clause in reading.clauses:
        if clause.plain and clause.kind in kinds:
            yield clause
