"""Files with questions between their upload and what comes of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.jobs import Job


class Arrival(HasPublicId, Base):
    """A file on its way in. It belongs to whoever asked for its job: reading it, and later storing it.

    `title` is what a new page for its questions shall be called, where that was said. `found` is what would become of
    each question, once that is known; `left_out` are the positions that shall not be stored. The file goes when its
    questions are stored, or after a day.
    """

    __tablename__ = "arrival"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    format: Mapped[str] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(20))
    columns: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    found: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    left_out: Mapped[list[int]] = mapped_column(JSON)
    created_at: Mapped[datetime]

    job: Mapped[Job] = relationship()
