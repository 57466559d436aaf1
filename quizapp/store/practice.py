"""What learners practised: one row per answer that moved a fact's next visit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.content import ItemVersion, PageFact
from quizapp.store.people import Seat


class PracticeReview(HasPublicId, Base):
    """An answer given while practising a fact. When the fact is due again follows from all of its reviews.

    Without a fact the question itself is practised.
    """

    __tablename__ = "practice_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    page_fact_id: Mapped[int | None] = mapped_column(ForeignKey("page_fact.id", ondelete="CASCADE"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id", ondelete="CASCADE"))
    choice: Mapped[str] = mapped_column(Text)
    right: Mapped[bool]
    at: Mapped[datetime]

    seat: Mapped[Seat] = relationship()
    fact: Mapped[PageFact | None] = relationship()
    version: Mapped[ItemVersion] = relationship()
