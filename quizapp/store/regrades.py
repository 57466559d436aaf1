"""Corrections of how questions are marked, and learners' objections to questions. Additions only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.people import Seat
from quizapp.store.quizzes import Opening, QuizItem


class Regrade(HasPublicId, Base):
    """A correction as it was decided: what, why, by whom. Rows are only ever added; undoing adds another.

    `kind` is a name in `core.grading.CORRECTIONS`, `given` what goes with it: positions of options in the author's
    order, accepted answers, or a weight such as "2" or "1/2".
    """

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    given: Mapped[list[str]]
    keep: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    places: Mapped[list[RegradePlace]] = relationship(order_by="RegradePlace.id")


class RegradePlace(Base):
    """Where a correction holds: one question of one opening."""

    __tablename__ = "regrade_place"
    __table_args__ = (UniqueConstraint("opening_id", "quiz_item_id", "regrade_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id", ondelete="CASCADE"), index=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"))
    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id", ondelete="CASCADE"))

    regrade: Mapped[Regrade] = relationship(back_populates="places")


class Dispute(HasPublicId, Base):
    """A learner's “this question is wrong”. `state` is open, upheld, kept (upheld without a
    regrade), rejected or withdrawn.

    `option` is the position of the option they argue for, if one. `answer` is what the instructor replied.
    """

    __tablename__ = "dispute"
    __table_args__ = (UniqueConstraint("seat_id", "opening_id", "quiz_item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), index=True)
    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id", ondelete="CASCADE"))
    option: Mapped[int | None]
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship()
    opening: Mapped[Opening] = relationship()
    quiz_item: Mapped[QuizItem] = relationship()
