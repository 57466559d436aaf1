"""People who sign in, the courses they teach, and the seats of those who learn there without an account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId


class Person(HasPublicId, Base):
    """Somebody with an account: an instructor or an observer. `login` is folded and unique; e-mail is never asked."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    login: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class SignIn(HasPublicId, Base):
    """One signed-in browser. Only the SHA-256 of its token is kept; deleting or revoking the row ends it."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class Invitation(Base):
    """A one-time link that makes an account or a membership. Without a course it makes the first account."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Course(HasPublicId, Base):
    """Who learns together; "class" on screens. Times of its quizzes are shown in `time_zone` (an IANA name)."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    join_code: Mapped[str] = mapped_column(String(12), unique=True)
    joining_open: Mapped[bool] = mapped_column(default=True)
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Membership(Base):
    """A person's role in a course: owner, instructor or observer."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))

    course: Mapped[Course] = relationship()
    person: Mapped[Person] = relationship()


class Seat(HasPublicId, Base):
    """A learner's place in a course; needs no account.

    `generation` rises when the seat is taken back, which ends every cookie that carries the old number.
    `code_hash` finds the seat by its personal code, which itself is stored nowhere: it is derived from the
    installation's secret, the public id and `code_number`, so that a sheet can be printed again.
    """

    __tablename__ = "seat"
    __table_args__ = (
        Index(
            "uq_seat_course_id_name_key",
            "course_id",
            "name_key",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(240))
    school_id: Mapped[str] = mapped_column(String(60), default="")
    origin: Mapped[str] = mapped_column(String(10))
    generation: Mapped[int] = mapped_column(default=1)
    code_number: Mapped[int] = mapped_column(default=1)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    time_factor: Mapped[str] = mapped_column(String(8), default="1")
    created_at: Mapped[datetime]
    first_used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship()
