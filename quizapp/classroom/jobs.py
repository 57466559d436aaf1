"""Rows of later work: asked for once, claimed by one worker at a time, called off, and taken over after a kill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.store import Article, Job, Person

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before another takes its job over. Loading the language model takes some seconds."""
MOST_TRIES = 3
"""A job that killed its worker so many times is given up: it would only kill the next one."""


def ask(
    db: Session,
    person: Person | None,
    kind: str,
    key: str,
    *,
    article: Article | None = None,
    wanted: int | None = None,
    seed: int = 0,
    sentence: int | None = None,
    true_false: bool = False,
    at: datetime,
) -> Job:
    """The job of this key. A new one waits; one that failed or was called off waits again; any other stays as it is."""
    job = db.scalar(select(Job).where(Job.key == key))
    if job is None:
        article_id = article.id if article else None
        asked = {"wanted": wanted, "seed": seed, "sentence": sentence, "true_false": true_false}
        job = Job(kind=kind, key=key, article_id=article_id, created_at=at, **asked)
        db.add(job)
    elif job.state not in ("failed", "cancelled"):
        return job
    job.state, job.stage, job.message = "waiting", "", ""
    job.done = job.total = job.found = job.tries = 0
    job.cancel_asked, job.lease_until, job.started_at, job.finished_at = False, None, None, None
    job.person_id = person.id if person else None
    db.flush()
    return job


def cancel(db: Session, job: Job, *, at: datetime) -> None:
    """Call a job off: at once when it waits, at its next sign of life when it runs."""
    if job.state == "waiting":
        job.state, job.finished_at = "cancelled", at
    elif job.state == "running":
        job.cancel_asked = True
    db.flush()


def claim(db: Session, kinds: Sequence[str] = ("draft",), *, at: datetime) -> Job | None:
    """The oldest job of these kinds that waits, or whose worker has fallen silent.

    It belongs to the caller until its lease ends.
    """
    silent = and_(Job.state == "running", Job.lease_until < at)
    job = db.scalars(
        select(Job)
        .where(Job.kind.in_(kinds), or_(Job.state == "waiting", silent))
        .order_by(Job.id)
        .limit(1)
        .with_for_update()
    ).first()
    if job is None:
        return None
    if job.tries >= MOST_TRIES:
        fail(job, "This stopped the worker several times; it is left alone now.", at=at)
        db.flush()
        return claim(db, kinds, at=at)
    job.state, job.stage, job.tries = "running", "starting", job.tries + 1
    job.lease_until, job.started_at = at + LEASE, at
    db.flush()
    return job


def beat(db: Session, job_id: int, stage: str, done: int, total: int, *, at: datetime) -> bool:
    """A sign of life with the state of things; False when somebody has called the job off."""
    db.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "running")
        .values(stage=stage, done=done, total=total, lease_until=at + LEASE)
    )
    return not db.scalar(select(Job.cancel_asked).where(Job.id == job_id))


def finish(job: Job, found: int, message: str, *, at: datetime) -> None:
    job.state, job.stage, job.found, job.message = "done", "", found, message
    job.finished_at, job.lease_until = at, None


def fail(job: Job, message: str, *, at: datetime) -> None:
    job.state, job.message, job.finished_at, job.lease_until = "failed", message, at, None


def call_off(job: Job, *, at: datetime) -> None:
    job.state, job.finished_at, job.lease_until = "cancelled", at, None


def release_all(db: Session) -> None:
    """Let go of every running job: for a worker that starts and knows that it is the only one."""
    db.execute(update(Job).where(Job.state == "running").values(state="waiting", lease_until=None))


def of_article(db: Session, article: Article, *, sentence: int | None = None) -> Job | None:
    """The newest job on an article as a whole, or on one of its sentences."""
    query = select(Job).where(Job.article_id == article.id, Job.sentence.is_not_distinct_from(sentence))
    return db.scalars(query.order_by(Job.id.desc()).limit(1)).first()


def unfinished(db: Session, articles: Sequence[Article]) -> dict[int, str]:
    """The state of the newest drafting on the whole text, of those articles where it is not done."""
    newest = (
        select(func.max(Job.id))
        .where(Job.article_id.in_([article.id for article in articles]), Job.sentence.is_(None))
        .group_by(Job.article_id)
    )
    query = select(Job.article_id, Job.state).where(Job.id.in_(newest), Job.state != "done")
    return {article: state for article, state in db.execute(query) if article is not None}


def get(db: Session, job_id: int) -> Job:
    return db.get_one(Job, job_id)
