"""What a question is called in other programs: its own name, or the words with which it begins."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import object_session

from quizapp.classroom.authoring import slug
from quizapp.classroom.bodies import item_of
from quizapp.core.words import brief, plain, shortened
from quizapp.store import ItemVersion


def called(version: ItemVersion) -> str:
    """The name that somebody gave the question; where that was made of the stem, as it first was, words of the stem."""
    name, item = version.item.name, item_of(version)
    stems = [item.stem]
    if version.number > 1 and not _is_made_of(name, item.stem) and (db := object_session(version)) is not None:
        query = select(ItemVersion).where(ItemVersion.item_id == version.item_id, ItemVersion.number == 1)
        stems += [item_of(first).stem for first in db.scalars(query)]
    words = brief(plain(item.stem))
    return shortened(words) if words and any(_is_made_of(name, stem) for stem in stems) else name


def _is_made_of(name: str, stem: str) -> bool:
    """Whether a name is one of those that are made of a stem, with its source or without, or of what it quotes."""
    parts = (stem, brief(plain(stem)), stem.partition("“")[2])
    made = [slug(" ".join(part.split()[:8]), limit=48) for part in parts if part]
    return any(re.fullmatch(rf"{one}(?:-\d+)?", name) for one in made)
