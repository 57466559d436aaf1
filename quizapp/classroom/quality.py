"""How good each kind of drafted question is in this installation, by what instructors decided about real drafts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizapp.classroom import audit
from quizapp.classroom.permissions import courses_with
from quizapp.core.errors import Conflict, NotAllowed
from quizapp.store import Article, Course, Draft, DraftReview, Person, ShownKind

RECENT = 50
FEWEST = 10
LEAST_SHARE = 0.7
"""Of the last RECENT decisions about a kind, once there are FEWEST, so many must be approvals."""
GRAVE = ("wrong key", "two keys")
_CALLED = {"two keys": "second key", "weak options": "poor options"}
GRAVE_RECENT = 20
_HERE = ("an instructor here", "instructors here")
"""How a reason begins that came of decisions here, and not of the generator."""
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
    blamed: tuple[DraftReview, ...] = ()
    """The rejections that hold it back, the newest first."""


def table(db: Session) -> list[Row]:
    """Every kind that somebody has decided about, the least accepted first."""
    from quizapp.generate.precision import precision

    rows, forgiven = [], _forgiven(db)
    for template, decided in _decisions(db).items():
        why, blamed = _why_demoted([one for one in decided if one.id not in forgiven])
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
                why,
                tuple(reversed(blamed)),
            )
        )
    return sorted(rows, key=lambda row: (row.accepted / row.decided, row.template))


def examples(db: Session, courses: Sequence[Course]) -> dict[str, str]:
    """Kind → the stem of the newest draft of it that was decided about in these classes."""
    newest = (
        select(func.max(Draft.id))
        .join(Article, Article.id == Draft.article_id)
        .where(Article.course_id.in_([course.id for course in courses]), Draft.state.in_(("approved", "rejected")))
        .group_by(Draft.template)
    )
    rows = db.execute(select(Draft.template, Draft.body).where(Draft.id.in_(newest)))
    return {template: str(body.get("stem", "")) for template, body in rows}


def demoted(db: Session) -> dict[str, str]:
    """Kind → why its drafts are held back here."""
    forgiven = _forgiven(db)
    found = {
        template: _why_demoted([one for one in decided if one.id not in forgiven])[0]
        for template, decided in _decisions(db).items()
    }
    return {template: why for template, why in found.items() if why}


def rejected_facts(db: Session, article: Article) -> dict[str, str]:
    """The facts of an article on which a draft was rejected, and that still holds → why another is held back."""
    rejections = (
        select(Draft.fact_key, DraftReview.reason)
        .join(DraftReview, DraftReview.draft_id == Draft.id)
        .where(Draft.article_id == article.id, Draft.state == "rejected", DraftReview.verdict == "rejected")
        .order_by(DraftReview.id)
    )
    return {fact: f"rejected before: {called(reason)}" for fact, reason in db.execute(rejections)}


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


def _forgiven(db: Session) -> set[int]:
    """The decisions that were made before an owner of their class had the kind shown again."""
    query = select(DraftReview.id).join(Draft, Draft.id == DraftReview.draft_id)
    query = query.join(Article, Article.id == Draft.article_id)
    same = (ShownKind.template == DraftReview.template) & (ShownKind.course_id == Article.course_id)
    return set(db.scalars(query.join(ShownKind, same).where(DraftReview.at <= ShownKind.at)))


def called(reason: str) -> str:
    """A reason for rejecting as it is read: no two begin alike, so that a letter chooses one."""
    return _CALLED.get(reason, reason)


def _why_demoted(since: Sequence[DraftReview]) -> tuple[str, list[DraftReview]]:
    """Why a kind is held back, or nothing, and the rejections that do it."""
    grave = [one for one in since[-GRAVE_RECENT:] if one.verdict == "rejected" and one.reason in GRAVE]
    if grave:
        return f"{_HERE[0]} found a question of this kind with a {called(grave[-1].reason)}", grave
    recent = since[-RECENT:]
    rejected = [one for one in recent if one.verdict != "approved"]
    accepted = len(recent) - len(rejected)
    if len(recent) >= FEWEST and accepted < LEAST_SHARE * len(recent):
        return f"{_HERE[1]} approved only {accepted} of the last {len(recent)} questions of this kind", rejected
    return "", []


def blamed_here(rows: Sequence[Row], db: Session, courses: Sequence[Course]) -> dict[int, Draft]:
    """Rejection that holds a kind back → its draft, where that is in one of these classes."""
    drafts = {one.draft_id for row in rows for one in row.blamed}
    mine = select(Draft).join(Article).where(Article.course_id.in_([course.id for course in courses]))
    found = {draft.id: draft for draft in db.scalars(mine.where(Draft.id.in_(drafts)))}
    return {one.id: found[one.draft_id] for row in rows for one in row.blamed if one.draft_id in found}


def may_show_again(db: Session, person: Person, rows: Sequence[Row]) -> set[str]:
    """The kinds that are held back by rejections in a class the person owns."""
    return {draft.template for draft in blamed_here(rows, db, courses_with(db, person, "kind.show")).values()}


def show_again(db: Session, person: Person, template: str, *, at: datetime) -> int | None:
    """Let what was decided about a kind in the person's own classes hold it back no more.

    Returns how many drafts wait now that it had held back, or None where what was decided in other classes still does:
    their owners have seen those drafts, and this one may not. Raises NotAllowed for who owns none of the classes where
    it was rejected, and Conflict for a kind that is not held back by what was decided here.
    """
    courses = courses_with(db, person, "kind.show")
    if not courses:
        raise NotAllowed("You may not have a kind of questions shown again; ask the owner of your class.")
    rows = [row for row in table(db) if row.template == template and row.demoted]
    if not rows:
        raise Conflict("This kind of questions is shown already.")
    blamed = blamed_here(rows, db, courses).values()
    if not blamed:
        raise NotAllowed("This kind was rejected in classes of others; only an owner of those has it shown again.")
    for course_id in {draft.article.course_id for draft in blamed}:
        db.merge(ShownKind(course_id=course_id, template=template, at=at))
    audit.write(db, "kind.shown", person, None, at=at, template=template)
    db.flush()
    return None if template in demoted(db) else _release(db, template)


def _release(db: Session, template: str) -> int:
    """Let the drafts wait that were held back for their kind alone; how many there are."""
    for_that = Draft.template == template, or_(*(Draft.reason.startswith(words) for words in _HERE))
    waiting = 0
    for draft in db.scalars(select(Draft).where(*for_that)):
        draft.reason = ""
        if draft.state == "held":
            draft.state = "waiting"
            waiting += 1
    db.flush()
    return waiting
