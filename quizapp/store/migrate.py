"""Bringing a database to the schema of this release. Alembic is imported only when there is work to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

FOLDER = Path(__file__).parent / "migrations"


def head() -> str:
    """The revision this release expects: revisions are numbered by file name, so no import is needed."""
    return max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The database's revision, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def alembic_config(connection: Connection) -> AlembicConfig:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run what is missing in one transaction: an interrupted upgrade leaves the old schema."""
    from alembic import command

    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(alembic_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    from alembic import command

    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.downgrade(alembic_config(connection), to)
