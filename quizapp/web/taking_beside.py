"""The article beside the questions, on screens that are wide enough, where the page stays light with it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy.orm import Session

from quizapp.classroom import handouts
from quizapp.classroom.handouts import Handout

ROOM, PER_QUESTION = 7_600, 250
"""Bytes, compressed, that an article may add to a learner's page of at most 30 kB: the fewer, the more questions."""


def article_beside(db: Session, quiz_id: int, questions: int) -> Markup | None:
    """What the quiz rests on, to stand beside so many questions; None where it is too long for that."""
    found = tuple(handouts.handout(one) for one in handouts.articles_of(db, quiz_id))
    html, weight = _rendered(found)
    return html if weight <= ROOM - PER_QUESTION * questions else None


@lru_cache(maxsize=64)
def _rendered(found: Sequence[Handout]) -> tuple[Markup, int]:
    """As HTML, with what it weighs when it is sent. All learners of a class ask for the same."""
    handout = get_template_attribute("_handout.html", "handout")
    html = Markup("").join(handout(one, 2, named=len(found) == 1) for one in found)
    return html, len(zlib.compress(html.encode(), 6))
