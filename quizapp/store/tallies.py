"""Running sums of an opening: how many finished first attempts have which total and which responses.

They hold nothing that cannot be counted again from the responses, and nothing of whose responses they are but the
list of attempts that are inside.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import Base


class OpeningTally(Base):
    """The sums of an opening: how many attempts are in them, and a hash of how these were marked."""

    __tablename__ = "opening_tally"

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    marking: Mapped[str] = mapped_column(String(64))
    attempts: Mapped[int]


class TalliedAttempt(Base):
    """An attempt that is in the sums of its opening: one row each, so a second close adds nothing."""

    __tablename__ = "tallied_attempt"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), index=True)


class Tally(Base):
    """How many attempts of one total gave a response to a question; with an empty `piece`, how many there are.

    `total` is an exact number such as "12" or "25/2", `piece` a quiz item and its choice as `counting` reads them.
    """

    __tablename__ = "tally"

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    total: Mapped[str] = mapped_column(String(40), primary_key=True)
    piece: Mapped[str] = mapped_column(Text, primary_key=True)
    n: Mapped[int]
