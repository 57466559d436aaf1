"""Live rooms: where each stands, who is in it, and what happened in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.attempts import Attempt
from quizapp.store.base import Base, HasPublicId
from quizapp.store.people import Seat
from quizapp.store.quizzes import Opening


class LiveRoom(HasPublicId, Base):
    """A hosted run of a quiz, beside the opening its attempts belong to.

    `body` is `core.live_body.to_json` of the whole room; the columns from `version` to `limit_ms` repeat what the
    answer's own SQL compares, and are written with it. `code` is what learners type, until the room has ended.
    `remote_number` 0: no phone is a remote control; otherwise its link carries this number.
    """

    __tablename__ = "live_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), unique=True)
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    vote: Mapped[int]
    opened_at: Mapped[datetime | None]
    limit_ms: Mapped[int | None]
    final: Mapped[bool]
    door_open: Mapped[bool] = mapped_column(default=True)
    remote_number: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    opening: Mapped[Opening] = relationship()


class LiveParticipant(HasPublicId, Base):
    """A learner in a room, under the name the room knows. `joined_number`: the first question they were there for."""

    __tablename__ = "live_participant"
    __table_args__ = (
        UniqueConstraint("room_id", "seat_id"),
        Index(
            "uq_live_participant_room_id_name_key",
            "room_id",
            "name_key",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("live_room.id", ondelete="CASCADE"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(80))
    replaced: Mapped[bool] = mapped_column(default=False)
    time_percent: Mapped[int] = mapped_column(default=100)
    team: Mapped[int | None]
    joined_at: Mapped[datetime]
    joined_number: Mapped[int]
    removed_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship()
    attempt: Mapped[Attempt] = relationship()


class LiveEvent(Base):
    """What happened in a room, in order; only ever added to. `person_id` is empty for the clock and the remote."""

    __tablename__ = "live_event"
    __table_args__ = (UniqueConstraint("room_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("live_room.id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(String(40), default="")
