"""How the class of an article did on each of its sentences: the facility of the questions that rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import statistics
from quizapp.classroom.desk import Desk
from quizapp.classroom.drafting import Sentence
from quizapp.core.statistics import Figure, known
from quizapp.core.statistics.runs import pooled_facility
from quizapp.store import Article, ItemVersion, Opening, QuizItem

HARD, EASY = 0.5, 0.8
"""Below HARD of the marks a sentence is “hard”, from EASY on it is “easy”."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the class knew of a sentence: the share of marks on all its questions, and how many answers that is."""

    facility: float
    n: int

    @property
    def band(self) -> str:
        """hard, middling or easy."""
        return "hard" if self.facility < HARD else "easy" if self.facility >= EASY else "middling"


def known_by_sentence(
    db: Session, desk: Desk, article: Article, sentences: Sequence[Sentence], *, at: datetime
) -> dict[int, Known]:
    """Sentence number → what the class knew, for those whose approved questions it has answered, each once.

    Every run of the article's class counts, first attempts only, each by the key in force there.
    """
    on: dict[int, list[int]] = {}
    for sentence in sentences:
        items = [draft.item_id for draft in sentence.drafts if draft.state == "approved" and draft.item_id is not None]
        items += [item.id for item in sentence.written if item.status == "approved"]
        if items:
            on[sentence.number] = items
    by_item = _by_item(db, desk, article, {item for items in on.values() for item in items}, at=at)
    found = {}
    for number, items in on.items():
        share, _, n = pooled_facility([run for item in items for run in by_item[item]])
        if known(share):
            found[number] = Known(share, n)
    return found


def _by_item(
    db: Session, desk: Desk, article: Article, items: set[int], *, at: datetime
) -> dict[int, list[tuple[Figure, int]]]:
    runs: dict[int, list[tuple[Figure, int]]] = defaultdict(list)
    if not items:
        return runs
    query = (
        select(Opening)
        .join(QuizItem, QuizItem.quiz_id == Opening.quiz_id)
        .join(ItemVersion, ItemVersion.id == QuizItem.item_version_id)
        .where(ItemVersion.item_id.in_(items), Opening.course_id == article.course_id)
        .order_by(Opening.id)
        .distinct()
    )
    for opening in db.scalars(query).all():
        for question in statistics.of_opening(db, desk, opening, at=at).questions:
            if question.place.item_id in items:
                runs[question.place.item_id].append((question.figures.facility, question.figures.n))
    return runs
