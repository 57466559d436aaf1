"""What an instructor has looked at: flags of the statistics that are set aside."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base


class SetAside(Base):
    """The flags of a place in a quiz that somebody has looked at, by their codes, and why they may stand."""

    __tablename__ = "set_aside"

    quiz_item_id: Mapped[int] = mapped_column(ForeignKey("quiz_item.id", ondelete="CASCADE"), primary_key=True)
    codes: Mapped[list[str]]
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
