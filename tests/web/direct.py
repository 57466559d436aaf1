"""Whether a request was served in front of Flask, and how the same one is served by Flask or on the event loop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from quizapp.web.direct import Direct

WHERE_FROM = [
    ({"Origin": "https://elsewhere.test"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"X-CSRFToken": "made up"}, 400),
    ({"X-CSRFToken": ""}, 400),
    ({}, 200),
]
"""Headers in place of those that the page's own script sends → status of the reply."""


def direct(app: Flask) -> Direct:
    found = app.wsgi_app
    assert isinstance(found, Direct)
    return found


@contextmanager
def without_direct(app: Flask) -> Iterator[None]:
    before = app.wsgi_app
    app.wsgi_app = direct(app)._flask  # type: ignore[method-assign]
    yield
    app.wsgi_app = before  # type: ignore[method-assign]


@contextmanager
def served_direct(app: Flask, times: int = 1) -> Iterator[None]:
    before = direct(app).served
    yield
    assert direct(app).served == before + times


def prompted_at(app: Flask, client: FlaskClient, path: str, body: object) -> tuple[int, dict[str, str], bytes] | None:
    """The reply to an answer that is begun on the event loop; None where a thread is to do it."""
    replied: SimpleQueue[tuple[int, dict[str, str], bytes]] = SimpleQueue()
    cookie = client.get_cookie("quizapp")
    assert cookie is not None
    headers = {"Cookie": f"quizapp={cookie.value}"}
    environ = create_environ(path, "http://localhost", method="POST", json=body, headers=headers)

    def send(status: int, headers: list[tuple[str, str]], reply: bytes) -> None:
        replied.put((status, {name.title(): value for name, value in headers}, reply))

    if not app.extensions["quizapp_prompt"](environ, send):
        assert replied.empty()
        assert environ["wsgi.input"].read() == json.dumps(body).encode()
        return None
    return replied.get(timeout=10)
