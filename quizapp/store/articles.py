"""Articles as they are read, the drafts made on them, and what people decided about each draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId
from quizapp.store.content import BankPage
from quizapp.store.people import Course


class Article(HasPublicId, Base):
    """A text as it is read, kept by one class, since it belongs to its publisher and not to the bank.

    `left_out` is what the file had besides: [{reason, text}]. `sentences` are [{start, end, paragraph}], offsets in
    `text`. `page_id` is the bank page its approved questions stand on, once there is one.
    """

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("course_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("bank_page.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200))
    published: Mapped[str] = mapped_column(String(10))
    url: Mapped[str] = mapped_column(Text)
    license: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    words: Mapped[int]
    left_out: Mapped[list[dict[str, Any]]]
    sentences: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime]

    course: Mapped[Course] = relationship()
    page: Mapped[BankPage | None] = relationship()


class Draft(HasPublicId, Base):
    """A question that waits for a person.

    `state` is waiting, held (kept back, with a `reason`), approved or rejected. `mark` names fact, kind and wording,
    so that drafting again adds nothing twice. `made` is the body as it was drafted, `body` as it stands now.
    `evidence` is [{start, end, quote, paragraph, sentence}] in the article's text; `spares` are further wrong options,
    [{text, rationale}], for whoever does not like a shown one.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("article_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"), index=True)
    mark: Mapped[str] = mapped_column(String(16))
    fact_key: Mapped[str] = mapped_column(String(16))
    template: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    made: Mapped[dict[str, Any]]
    body: Mapped[dict[str, Any]]
    statement: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[dict[str, Any]]]
    labels: Mapped[list[str]]
    spares: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    state: Mapped[str] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(Text)
    generator: Mapped[int]
    pipeline: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]

    article: Mapped[Article] = relationship()


class DraftReview(Base):
    """A decision about a draft. Rows are only added; the newest of a draft is the one that counts.

    `verdict` is approved, rejected or undone; `reason` one of a short list for what was rejected; `note` free words.
    """

    __tablename__ = "draft_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    template: Mapped[str] = mapped_column(String(40), index=True)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    edited: Mapped[bool]
    at: Mapped[datetime]


class ShownKind(Base):
    """A kind of drafted questions that an owner wanted shown again: what was decided in the class up to `at` holds it
    back no more."""

    __tablename__ = "shown_kind"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    template: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
