"""How much each opening counts in the gradebook of its class."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base


class GradeWeight(Base):
    """The weight of an opening as an exact number, such as "2" or "1/2"; without a row it is 1."""

    __tablename__ = "grade_weight"

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    weight: Mapped[str] = mapped_column(String(20))
