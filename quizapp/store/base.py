"""What all tables share: naming of constraints, times, public ids."""

from __future__ import annotations

import secrets
from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(at: datetime) -> int:
    """An aware time as whole microseconds since 1970, as stored."""
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(stored: int) -> datetime:
    return _EPOCH + timedelta(microseconds=stored)


class Instant(TypeDecorator[datetime]):
    """An aware UTC time, stored as microseconds since 1970.

    Integers because SQLite has no time type: the same comparison is then exact in both databases and in the
    plain SQL of the answer path.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


def new_public_id() -> str:
    """A name for URLs: 100 random bits in 20 lower-case letters and digits. Rights are checked all the same."""
    return b32encode(secrets.token_bytes(13)).decode()[:20].lower()


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[dict[str, Any]]: JSON(),
        dict[str, str]: JSON(),
    }


class HasPublicId:
    public_id: Mapped[str] = mapped_column(String(20), unique=True, default=new_public_id)
