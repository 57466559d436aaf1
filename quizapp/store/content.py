"""The bank: pages with their facts, items, and item versions that are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.store.base import Base, HasPublicId


class BankPage(HasPublicId, Base):
    """A page of the bank. Without a course it is shared by everyone who teaches on this installation."""

    __tablename__ = "bank_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    head: Mapped[dict[str, Any]]
    file_hash: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]

    facts: Mapped[list[PageFact]] = relationship(order_by="PageFact.number", cascade="all, delete-orphan")


class PageFact(Base):
    """A fact of a page. Its number is never used again for another fact."""

    __tablename__ = "page_fact"
    __table_args__ = (UniqueConstraint("page_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("bank_page.id", ondelete="CASCADE"))
    number: Mapped[int]
    statement: Mapped[str] = mapped_column(Text)
    quotes: Mapped[list[str]]
    places: Mapped[list[str]]
    file_hash: Mapped[str] = mapped_column(String(64), default="")


class Item(HasPublicId, Base):
    """The identity of a question: its page, its name, its state. What it says is in its newest version.

    `search_text`, `kind`, `level`, `difficulty` and the tags repeat the newest version for lists and filters;
    `classroom.authoring` rewrites them with every version. `file_hash` is the body hash at the last load or save.
    `carried` is what an imported file said beyond it, for other programs: see `classroom.carrying`.
    """

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("page_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("bank_page.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    was: Mapped[list[str]]
    position: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), index=True)
    version_number: Mapped[int]
    search_text: Mapped[str] = mapped_column(Text)
    stem_start: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    difficulty: Mapped[str] = mapped_column(String(10))
    file_hash: Mapped[str] = mapped_column(String(64), default="")
    carried: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    created_at: Mapped[datetime]

    page: Mapped[BankPage] = relationship()
    tags: Mapped[list[ItemTag]] = relationship(order_by="ItemTag.tag", cascade="all, delete-orphan")


class ItemTag(Base):
    """A tag of an item's newest version, its page's tags included."""

    __tablename__ = "item_tag"
    __table_args__ = (UniqueConstraint("item_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    tag: Mapped[str] = mapped_column(String(80), index=True)


class ItemVersion(HasPublicId, Base):
    """An item as it stood. Rows are only ever added, so a quiz that pins one cannot silently change.

    `body` is `core.item.to_body`; `evidence` the facts and source as they stood then; `media` maps the names of
    its pictures to their content hashes.
    """

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    number: Mapped[int]
    body: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    media: Mapped[dict[str, str]]
    body_hash: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]

    item: Mapped[Item] = relationship()


class Media(Base):
    """A picture under a name of questions/media/. The newest row of a name is the picture it means now."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("sha256", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120), index=True)
    content_type: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
