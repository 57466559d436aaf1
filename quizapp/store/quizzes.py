"""Quizzes, the item versions they pin, and openings: when, for whom, under which rules."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.content import ItemVersion
from quizapp.store.people import Course


class Quiz(HasPublicId, Base):
    """A chosen set of questions. Once it has an opening its questions are fixed. `origin` names its file, if any.

    `corrects_id` is the quiz of which it is a copy with corrected keys: for learners the two are one. Whatever deletes
    a quiz has to empty it in the copies first, or the database refuses; with a whole class they go together.
    """

    __tablename__ = "quiz"
    __table_args__ = (UniqueConstraint("course_id", "origin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str | None] = mapped_column(String(120))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("quiz.id"))
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship()
    items: Mapped[list[QuizItem]] = relationship(order_by="QuizItem.position", cascade="all, delete-orphan")
    openings: Mapped[list[Opening]] = relationship(back_populates="quiz", order_by="Opening.id")


class QuizItem(HasPublicId, Base):
    """A place in a quiz. It pins one version: an edit of the question does not reach it."""

    __tablename__ = "quiz_item"
    __table_args__ = (UniqueConstraint("quiz_id", "item_version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    position: Mapped[int]

    version: Mapped[ItemVersion] = relationship()


class Opening(HasPublicId, Base):
    """A quiz given to a course. `attempts` 0 means unlimited; times may be open at either end.

    `feedback` and `article` are names in `core.visibility.FEEDBACK` and `ARTICLE`, `credit` is one in
    `core.scoring.RULES`, `layout` "page" or "question", `counts` which attempt counts (highest, first, last, average).
    `live`: a host runs it in a live room, which then decides who may answer what and when.
    `name` is what instructors and learners call the run; empty where its date is enough.
    """

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id", ondelete="CASCADE"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    limit_seconds: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=1)
    counts: Mapped[str] = mapped_column(String(10), default="highest")
    feedback: Mapped[str] = mapped_column(String(10), default="finish")
    layout: Mapped[str] = mapped_column(String(10), default="page")
    credit: Mapped[str] = mapped_column(String(20), default="all_or_nothing")
    shuffle_questions: Mapped[bool] = mapped_column(default=False)
    article: Mapped[str] = mapped_column(String(10), default="none", server_default="none")
    live: Mapped[bool] = mapped_column(default=False, server_default=false())
    released_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    quiz: Mapped[Quiz] = relationship(back_populates="openings")
    course: Mapped[Course] = relationship()
