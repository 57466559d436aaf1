"""Tags on the way in and out: level and difficulty travel as tags where a format has nothing else for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizapp.core.item import DIFFICULTIES, LEVELS, Item

MAX_TAG = 40


def tidy_tag(text: str) -> str:
    """A tag as the bank has it: lower case, no commas, one space between words, not too long."""
    return " ".join(text.replace(",", " ").lower().split())[:MAX_TAG].strip()


def with_tags(item: Item, tags: Iterable[str]) -> Item:
    """The item with these tags; `level:apply` and `difficulty:hard` go where they belong."""
    kept = set()
    for tag in map(tidy_tag, tags):
        name, _, value = tag.partition(":")
        if name == "level" and value in LEVELS and not item.level:
            item = replace(item, level=value)
        elif name == "difficulty" and value in DIFFICULTIES and not item.difficulty:
            item = replace(item, difficulty=value)
        elif tag:
            kept.add(tag)
    return replace(item, tags=tuple(sorted(kept)))


def tags_of(item: Item) -> list[str]:
    """The item's tags, with its level and difficulty among them."""
    extra = [f"level:{item.level}"] * bool(item.level) + [f"difficulty:{item.difficulty}"] * bool(item.difficulty)
    return [*item.tags, *extra]
