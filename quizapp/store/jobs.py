"""Work for the worker: what is to be done, how far it is, and who may work on it until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base, HasPublicId


class Job(HasPublicId, Base):
    """One piece of later work: drafting on one article, or on one `sentence` of it; reading or storing a file.

    `key` is the hash of what goes in, so asking twice gives the same job. `state` is waiting, running, done, failed
    or cancelled. A running job belongs to a worker until `lease_until`; after that another may take it over.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    wanted: Mapped[int | None]
    seed: Mapped[int]
    sentence: Mapped[int | None]
    true_false: Mapped[bool] = mapped_column(default=True, server_default=true())
    state: Mapped[str] = mapped_column(String(10), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    done: Mapped[int]
    total: Mapped[int]
    found: Mapped[int]
    message: Mapped[str] = mapped_column(Text)
    tries: Mapped[int]
    cancel_asked: Mapped[bool]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
