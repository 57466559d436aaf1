"""Attempts and responses. The uniqueness constraints here carry the promises made to learners."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.people import Seat
from quizapp.store.quizzes import Opening


class Attempt(HasPublicId, Base):
    """One learner's sitting. At most one is open per learner and opening; `secret` shuffles and is never sent.

    `finished_by` is "learner" or "deadline".
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("opening_id", "seat_id", "number"),
        Index(
            "uq_attempt_open",
            "opening_id",
            "seat_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="open")
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    finished_by: Mapped[str | None] = mapped_column(String(10))

    opening: Mapped[Opening] = relationship()
    seat: Mapped[Seat] = relationship()


class ResponseEvent(Base):
    """What arrived, in order, late ones included. `key` is the sender's: the same key again is the same answer."""

    __tablename__ = "response_event"
    __table_args__ = (UniqueConstraint("attempt_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id"))
    choice: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    late: Mapped[bool]
    device: Mapped[str] = mapped_column(String(32), default="")
    n: Mapped[int] = mapped_column(default=0)


class Response(Base):
    """What counts: the current response of an attempt to a quiz item. Final once `locked_at` is set.

    `choice` is JSON: positions of options in the author's order, or the text given. `vote` is 1 except when a
    question is asked again in a live room; `elapsed_ms`, there only, is the time from opening the question to the
    receipt, pauses left out.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("attempt_id", "quiz_item_id", "vote"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id"), index=True)
    vote: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int] = mapped_column(ForeignKey("response_event.id"))
    choice: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(32), default="")
    n: Mapped[int] = mapped_column(default=0)
    elapsed_ms: Mapped[int | None]
    locked_at: Mapped[datetime | None]
