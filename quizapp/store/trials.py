"""Trials: two versions of a question side by side in one quiz."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from quizapp.store.attempts import Attempt
from quizapp.store.base import Base, HasPublicId
from quizapp.store.content import ItemVersion
from quizapp.store.quizzes import QuizItem


class Trial(HasPublicId, Base):
    """A newer version tried beside the one that a quiz holds. Which attempt gets which follows from `secret`.

    It takes part in attempts with ids above `after_attempt` and, once decided, up to `until_attempt`: ids, since an
    erasure changes the times of attempts.

    `option` is the position of the wrong option in which they differ. `kept` is "old" or "new" once somebody has
    decided; `outcome` holds the verdict in words and both tables as they stood then. Rows are never deleted alone:
    attempts keep the version they were given.
    """

    __tablename__ = "trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id", ondelete="CASCADE"), index=True)
    new_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    option: Mapped[int]
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))
    started_at: Mapped[datetime]
    after_attempt: Mapped[int]
    until_attempt: Mapped[int | None]
    kept: Mapped[str] = mapped_column(String(3), default="")
    decided_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    place: Mapped[QuizItem] = relationship()
    new_version: Mapped[ItemVersion] = relationship()


def last_attempt(db: Session) -> int:
    """The highest id of an attempt; until this transaction ends, nobody gets one, and no other one asks for it.

    SQLite's writers come one by one anyhow. On PostgreSQL an attempt that began before, and is stored after, would
    have a smaller id than the one found here and yet be none of those that were there.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE attempt IN SHARE ROW EXCLUSIVE MODE"))
    return db.scalar(select(func.max(Attempt.id))) or 0
