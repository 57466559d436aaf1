"""A real server in its own process group, on a class of learners with attempts under way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from quizapp.classroom import courses, taking
from quizapp.classroom.desk import Place, read_sheet
from quizapp.core.order import order_secret, tokens
from quizapp.store.engine import Store, open_store
from quizapp.store.migrate import upgrade
from tests.begun import COMMAND, Begun, begin
from tests.databases import new_database
from tests.factories import a_multiple, a_quiz, a_true_false, an_item, an_opening
from tests.ports import free_port

SECRET = "a secret for servers that are killed over and over"


@dataclass
class Learner:
    """A seat with an attempt: what its browser needs to answer. `tokens` is per question, in the author's order."""

    attempt: str
    attempt_id: int
    cookie: str
    csrf: str
    tokens: list[tuple[str, int, list[str]]] = field(default_factory=list)


@dataclass
class Classroom:
    instance: Path
    url: str
    learners: list[Learner]
    opening: str
    redis_url: str = ""


def session_cookie(seat: str, generation: int = 1) -> tuple[str, str]:
    """The cookie and CSRF token of a browser that carries a seat, signed as the server signs them."""
    app = Flask("signing")
    app.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    csrf = hashlib.sha1(seat.encode()).hexdigest()
    cookie = serializer.dumps({"seats": [[seat, generation]], "csrf_token": csrf, "_permanent": True})
    token = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(csrf)
    return f"quizapp={cookie!s}", str(token)


def prepared(instance: Path, url: str = "") -> tuple[str, Store]:
    """A migrated database and its address: a new one in the instance folder unless one is given."""
    if url:
        store = open_store(url)
        upgrade(store.engine)
        return url, store
    new_database(instance / "quizapp.db")
    url = f"sqlite:///{instance / 'quizapp.db'}"
    return url, open_store(url)


def make_classroom(folder: Path, *, learners: int, questions: int = 12, url: str = "") -> Classroom:
    """A migrated database with a class, a quiz, and an attempt under way for each learner."""
    instance = folder / "instance"
    instance.mkdir(parents=True)
    at = datetime.now(UTC)
    url, store = prepared(instance, url)
    with store.writing() as db:
        course = courses.create_course(db, None, "Hall", time_zone="UTC", at=at)
        makers = (an_item, a_multiple, a_true_false)
        quiz = a_quiz(db, course, [makers[number % 3]() for number in range(questions)])
        opening = an_opening(db, quiz)
        places = read_sheet(db, quiz.id).places
        made = []
        for number in range(learners):
            seat, _ = courses.join(db, course, f"Learner {number}", secret=SECRET.encode(), at=at)
            secret = hashlib.sha256(f"attempt {number}".encode()).digest()
            attempt = taking.start(db, opening, seat, secret=secret, at=at)
            cookie, csrf = session_cookie(seat.public_id)
            learner = Learner(attempt.public_id, attempt.id, cookie, csrf)
            learner.tokens = [(place.public_id, place.id, _tokens(place, secret)) for place in places]
            made.append(learner)
        db.commit()
        name = opening.public_id
    store.close()
    return Classroom(instance, url, made, name)


def _tokens(place: Place, secret: bytes) -> list[str]:
    offered = tokens(place.item, order_secret(secret, place.public_id))
    return sorted(offered, key=lambda token: offered[token])


class Server:
    """`quizapp serve` as a process of its own; `program` may replace the command, to plant a fault."""

    def __init__(self, room: Classroom, *, program: str = COMMAND) -> None:
        self.room, self.program, self.port = room, program, free_port()
        self.process: subprocess.Popen[bytes] | Begun | None = None

    def start(self, *, wait: float = 120.0) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")} | {
            "QUIZAPP_INSTANCE": str(self.room.instance),
            "QUIZAPP_DATABASE_URL": self.room.url,
            "QUIZAPP_QUESTIONS": str(self.room.instance / "no-questions"),
            "QUIZAPP_SECRET_KEY": SECRET,
            "QUIZAPP_REDIS_URL": self.room.redis_url,
        }
        arguments = ["serve", "--no-browser", "--port", str(self.port)]
        log = self.room.instance / "server.log"
        log.touch()
        self.process = self._begin(arguments, environment, log)
        ends = time.monotonic() + wait
        while time.monotonic() < ends:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=0.2):
                return
            time.sleep(0.02)
        raise AssertionError("the server did not start:\n" + log.read_text())

    def _begin(self, arguments: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes] | Begun:
        with log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-c", self.program, *arguments],
                env=environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the whole process group: as sudden as a program can end."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait(timeout=60)
            self.process = None


class QuickServer(Server):
    """The same with everything imported before it begins, and no worker beside it, which nobody would give work.

    Starting both from nothing takes most of the time of a test that kills and starts servers.
    """

    ALONE = """
from contextlib import nullcontext
from quizapp.cli import serve
serve.worker_beside = nullcontext
"""

    def _begin(self, arguments: list[str], environment: dict[str, str], log: Path) -> Begun:
        return begin(self.ALONE + self.program, tuple(arguments), environment, self.room.instance, log, log)
