"""The app on a fresh database, a clock that stands still, and the cast.

amira owns the class, ben teaches with her, ina observes, lin learns there with a seat from the roster, gus joined
with the class code. noor teaches another class, where omar learns.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.moments import NOON

if TYPE_CHECKING:  # else the tests of pure functions would wait for a database and a web server to be imported
    from flask import Flask
    from flask.testing import FlaskClient
    from jinja2 import FileSystemBytecodeCache
    from sqlalchemy.orm import Session

    from quizapp.config import Config
    from quizapp.store import Course, Person, Seat
    from quizapp.store.engine import Store

pytest_plugins = ["tests.postgresql", "tests.valkey"]

SECRET = "a secret that is only used by the tests of this project"
PASSWORD = "three quiet rivers"
MEMORY = Path("/dev/shm")


def pytest_configure(config: pytest.Config) -> None:
    """Databases of tests live in memory where the system has a place for that: each waits for flushes otherwise."""
    # Servers and commands that tests start compile the package once for all: that took each of them a second.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # rewriting the assertions of all tests takes each process five seconds
    gc.disable()  # until everything is imported
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)  # a library writes Anki's database in a temporary file
    if config.option.basetemp is None and not hasattr(config, "workerinput") and MEMORY.is_dir():
        config.option.basetemp = str(MEMORY / f"quizapp-tests-{os.getpid()}")


def pytest_collection(session: pytest.Session) -> None:
    """From a clean clone two workers would each compile all tests: every other one begins at the other end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if int(worker[2:]) % 2 and session.config.args_source == pytest.Config.ArgsSource.TESTPATHS:
        root = session.config.rootpath
        for path in sorted(root.glob("tests/**/test_*.py"), reverse=True):
            with suppress(Exception):  # collecting it says what is wrong
                import_module(".".join(path.relative_to(root).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for garbage again and again took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    if "quizapp.generate.reading" in sys.modules:
        from quizapp.generate import reading

        reading.KEPT = 5000  # hundreds of tests draft from the same paragraphs, and parsing takes most of drafting


def pytest_unconfigure(config: pytest.Config) -> None:
    # What was thrown away is looked through once; pytest and the interpreter would do it three more times at the end.
    gc.collect()
    gc.freeze()
    if not hasattr(config, "workerinput"):
        shutil.rmtree(MEMORY / f"quizapp-tests-{os.getpid()}", ignore_errors=True)


class Clock:
    """The time everybody goes by; it moves only when told."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **parts: float) -> datetime:
        self.at += timedelta(**parts)
        return self.at


@dataclass
class Cast:
    """Who is who; everybody's row is detached, so that each session reads its own."""

    amira: Person
    ben: Person
    ina: Person
    noor: Person
    course: Course
    other_course: Course
    lin: Seat
    gus: Seat
    omar: Seat


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated SQLite file that each test copies: the real schema at the price of a copy."""
    from quizapp.store import sqlite
    from tests.databases import compiled_once, new_database

    path = tmp_path_factory.mktemp("schema") / "quizapp.db"
    with compiled_once(sqlite):
        new_database(path)
        yield path


@pytest.fixture(scope="session")
def cast_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The same with the cast in it, and the cast's rows, pickled: each test gets rows of its own."""
    path = tmp_path_factory.mktemp("cast") / "quizapp.db"
    shutil.copy(empty_database, path)
    return path, _with_cast(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def cast_template(postgresql_server: str, migrated_template: str) -> tuple[str, bytes]:
    """The same on PostgreSQL: the name of a database to copy."""
    from tests.postgresql import address_of, copied

    name = copied(postgresql_server, migrated_template)
    return name, _with_cast(address_of(postgresql_server, name))


def _with_cast(url: str) -> bytes:
    from quizapp.store.engine import open_store

    store = open_store(url)
    with store.writing() as db:
        made = make_cast(db)
        db.commit()
        db.expunge_all()
    store.close()
    return pickle.dumps(made)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """ "sqlite", unless a module asks for both: `pytestmark = ON_BOTH`."""
    return str(getattr(request, "param", "sqlite"))


ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def config(tmp_path: Path, empty_database: Path, database: str, request: pytest.FixtureRequest) -> Iterator[Config]:
    from quizapp.config import Config
    from quizapp.jobs import engine as queues

    instance = tmp_path / "instance"
    instance.mkdir()
    config = Config(instance=instance, questions=tmp_path / "questions", secret_key=SECRET)
    if database == "postgresql":
        copy = "postgresql_url_with_cast" if "cast" in request.fixturenames else "migrated_postgresql_url"
        config = replace(config, database_url=request.getfixturevalue(copy))
    else:
        path, _ = request.getfixturevalue("cast_database") if "cast" in request.fixturenames else (empty_database, b"")
        shutil.copy(path, instance / "quizapp.db")
    yield config
    queues.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all tests, in a parallel run by whichever worker comes first."""
    from jinja2 import FileSystemBytecodeCache

    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory, compiled_templates: FileSystemBytecodeCache) -> Flask:
    """Built once for all tests: a hundred routes take longer to build than most tests to run."""
    from quizapp.config import Config
    from quizapp.web import create_app

    folder = tmp_path_factory.mktemp("building")
    app = create_app(Config(instance=folder, questions=folder, secret_key=SECRET))
    app.extensions["quizapp_store"].close()
    app.jinja_env.bytecode_cache = compiled_templates
    app.config["WTF_CSRF_ENABLED"] = False  # tests/web/test_headers.py turns it on
    return app


@pytest.fixture
def bare_app(built_app: Flask) -> Iterator[Flask]:
    """The application to be given a database; what a test sets in it ends with the test."""
    settings, extensions = dict(built_app.config), dict(built_app.extensions)
    yield built_app
    built_app.extensions["quizapp_store"].close()
    for kept, before in ((built_app.config, settings), (built_app.extensions, extensions)):
        kept.clear()
        kept.update(before)


@pytest.fixture
def app(bare_app: Flask, config: Config, clock: Clock) -> Flask:
    """The application on this test's own database."""
    from quizapp.web.database import attach

    attach(bare_app, config)
    bare_app.extensions["quizapp_clock"] = clock
    return bare_app


@pytest.fixture
def store(app: Flask) -> Store:
    found: Store = app.extensions["quizapp_store"]
    return found


@pytest.fixture
def db(store: Store) -> Iterator[Session]:
    """A writing session. Commit before a client is to see anything: it holds the write lock until then."""
    session = store.sessions(writing=True)
    yield session
    session.close()


@pytest.fixture
def cast(request: pytest.FixtureRequest, store: Store, database: str) -> Cast:
    """Everybody, committed."""
    copied = "cast_template" if database == "postgresql" else "cast_database"
    made: Cast = pickle.loads(request.getfixturevalue(copied)[1])
    return made


def make_cast(db: Session) -> Cast:
    from quizapp.classroom import courses
    from quizapp.store import Membership, Person

    def person(name: str) -> Person:
        row = Person(name=name, login=name.lower(), password_hash=_password_hash(), created_at=NOON)
        db.add(row)
        db.flush()
        return row

    amira, ben, ina, noor = (person(name) for name in ("Amira", "Ben", "Ina", "Noor"))
    course = courses.create_course(db, amira, "History 9", time_zone="Europe/Berlin", at=NOON)
    other = courses.create_course(db, noor, "History 10", time_zone="UTC", at=NOON)
    db.add(Membership(course_id=course.id, person_id=ben.id, role="instructor"))
    db.add(Membership(course_id=course.id, person_id=ina.id, role="observer"))
    secret = SECRET.encode()
    lines = courses.read_roster(db, course, "Lin")
    courses.add_roster(db, amira, course, lines, secret=secret, at=NOON)
    lin = courses.seats_of(db, course)[0]
    gus, _ = courses.join(db, course, "Gus", secret=secret, at=NOON)
    omar, _ = courses.join(db, other, "Omar", secret=secret, at=NOON)
    return Cast(amira, ben, ina, noor, course, other, lin, gus, omar)


_hashes: list[str] = []


def _password_hash() -> str:
    if not _hashes:
        from quizapp.classroom.secrets import hash_password

        _hashes.append(hash_password(PASSWORD))
    return _hashes[0]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser in which the person has signed in."""
    from quizapp.classroom import people
    from quizapp.store import Person

    clock = app.extensions["quizapp_clock"]
    store: Store = app.extensions["quizapp_store"]
    with store.writing() as db:
        token = people.sign_in(db, db.get_one(Person, person.id), device="a test", at=clock())
        db.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["sign_in"] = token
    return client


def seated(app: Flask, *seats: Seat) -> FlaskClient:
    """A browser that carries these seats."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["seats"] = [[seat.public_id, seat.generation] for seat in seats]
    return client
