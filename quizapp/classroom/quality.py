"""How good each kind of drafted question is in this installation, by what instructors decided about real drafts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store import Article, Course, Draft, DraftReview

RECENT = 50
FEWEST = 10
LEAST_SHARE = 0.7
"""Of the last RECENT decisions about a kind, once there are FEWEST, so many must be approvals."""
GRAVE = ("wrong key", "two keys")
GRAVE_RECENT = 20
_PRIOR = 20
"""How many imagined decisions the measured precision is worth beside real ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of question (template) and the decisions about it."""

    template: str
    decided: int
    accepted: int
    edited: int
    reasons: tuple[tuple[str, int], ...]
    measured: float
    """Share usable without an edit when the generator was measured, smoothed, 0 to 1."""
    expected: float
    """The measured share and the decisions here together: (accepted + 20 measured) / (decided + 20)."""
    demoted: str
    """Why it is held back here, or nothing."""


def table(db: Session) -> list[Row]:
    """Every kind that somebody has decided about, the least accepted first."""
    from quizapp.generate.precision import precision

    rows = []
    for template, decided in _decisions(db).items():
        accepted = [one for one in decided if one.verdict == "approved"]
        measured = precision(template)
        reasons = Counter(one.reason for one in decided if one.verdict == "rejected" and one.reason)
        rows.append(
            Row(
                template,
                len(decided),
                len(accepted),
                sum(one.edited for one in accepted),
                tuple(reasons.most_common()),
                measured,
                (len(accepted) + _PRIOR * measured) / (len(decided) + _PRIOR),
                _why_demoted(decided),
            )
        )
    return sorted(rows, key=lambda row: (row.accepted / row.decided, row.template))


def examples(db: Session, courses: Sequence[Course]) -> dict[str, str]:
    """Kind → the stem of the newest draft of it in these classes."""
    newest = (
        select(func.max(Draft.id))
        .join(Article, Article.id == Draft.article_id)
        .where(Article.course_id.in_([course.id for course in courses]))
        .group_by(Draft.template)
    )
    rows = db.execute(select(Draft.template, Draft.body).where(Draft.id.in_(newest)))
    return {template: str(body.get("stem", "")) for template, body in rows}


def demoted(db: Session) -> dict[str, str]:
    """Kind → why its drafts are held back here."""
    found = {template: _why_demoted(decided) for template, decided in _decisions(db).items()}
    return {template: why for template, why in found.items() if why}


def _decisions(db: Session) -> dict[str, list[DraftReview]]:
    """Kind → decisions that still hold, oldest first: the newest of each draft, unless it was undone."""
    newest: dict[int, DraftReview] = {}
    for review in db.scalars(select(DraftReview).order_by(DraftReview.id)):
        newest.pop(review.draft_id, None)
        newest[review.draft_id] = review
    found: dict[str, list[DraftReview]] = defaultdict(list)
    for review in newest.values():
        if review.verdict != "undone":
            found[review.template].append(review)
    return found


def _why_demoted(decided: Sequence[DraftReview]) -> str:
    grave = [one.reason for one in decided[-GRAVE_RECENT:] if one.verdict == "rejected" and one.reason in GRAVE]
    if grave:
        return f"an instructor here found a question of this kind with a {grave[-1].replace('two keys', 'second key')}"
    recent = decided[-RECENT:]
    accepted = sum(one.verdict == "approved" for one in recent)
    if len(recent) >= FEWEST and accepted < LEAST_SHARE * len(recent):
        return f"instructors here approved only {accepted} of the last {len(recent)} questions of this kind"
    return ""
