"""The application as it is, served to a real browser from a thread of the test's own process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from jinja2 import BytecodeCache
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from quizapp.classroom import people
from quizapp.config import Config
from quizapp.store import Attempt, Person, Response, ResponseEvent, Seat
from quizapp.store.engine import Store
from quizapp.web import create_app
from tests.conftest import SECRET

AXE_PATH = "/axe.js"
AXE_PAGE = "/axe"
"""A page that opens the pages to be looked at: its axe is compiled once and not anew for each of them."""


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # browsers keep connections open, as they do with the real server

    def log(self, type: str, message: str, *args: Any) -> None:
        """What went wrong is in the test's own report."""


@dataclass
class Site:
    """A running installation: its address, its database, and cookies for the people who visit it."""

    app: Flask
    url: str

    @property
    def store(self) -> Store:
        found: Store = self.app.extensions["quizapp_store"]
        return found

    def cookie_of(self, visitor: Person | Sequence[Seat]) -> dict[str, Any]:
        """The session cookie of somebody who has signed in, or who carries these seats."""
        if isinstance(visitor, Person):
            with self.store.writing() as db:
                token = people.sign_in(db, db.get_one(Person, visitor.id), device="a test", at=datetime.now(UTC))
                db.commit()
            content: dict[str, Any] = {"sign_in": token}
        else:
            content = {"seats": [[seat.public_id, seat.generation] for seat in visitor]}
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert serializer is not None
        value = serializer.dumps(content | {"_permanent": True})
        return {"name": "quizapp", "value": str(value), "url": self.url}

    def events(self, attempt: str) -> list[ResponseEvent]:
        """Everything received for an attempt, in the order in which it was received."""
        with self.store.reading() as db:
            mine = select(Attempt.id).where(Attempt.public_id == attempt).scalar_subquery()
            query = select(ResponseEvent).where(ResponseEvent.attempt_id == mine).order_by(ResponseEvent.id)
            return list(db.scalars(query))

    def responses(self, attempt: str) -> dict[int, str]:
        """What counts for an attempt: quiz item → stored choice."""
        with self.store.reading() as db:
            mine = select(Attempt.id).where(Attempt.public_id == attempt).scalar_subquery()
            found = db.scalars(select(Response).where(Response.attempt_id == mine))
            return {row.quiz_item_id: row.choice for row in found}


def _with_axe(app: WSGIApplication) -> WSGIApplication:
    """axe beside the pages, where their policy lets them load it: a function of the window it is to look at."""
    script = ("text/javascript", f"window.axeOf = window => {{{AXE_SCRIPT}\nreturn window.axe }}".encode())
    page = ("text/html", f"<!doctype html><title>axe</title><script src='{AXE_PATH}'></script>".encode())
    own = {AXE_PATH: script, AXE_PAGE: page}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in own:
            return app(environ, start_response)
        kind, body = own[environ["PATH_INFO"]]
        # Browsers part a page from its opener unless both ask for the same.
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
        start_response("200 OK", headers)
        return [body]

    return answer


@contextmanager
def served(folder: Path, templates: BytecodeCache | None = None) -> Iterator[Site]:
    """Serve the installation whose database lies in `folder` until the block ends, from compiled templates if given."""
    app = create_app(Config(instance=folder, questions=folder / "questions", secret_key=SECRET))
    app.jinja_env.bytecode_cache = templates
    server = make_server("127.0.0.1", 0, _with_axe(app), threaded=True, request_handler=_Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), name="site", daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["quizapp_store"].close()
