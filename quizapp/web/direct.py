"""The requests that a whole class makes at once, answered in front of Flask.

Flask with its session, CSRF protection, routing and database session takes four fifths of the CPU time of such a
request. Here only what is plainly in order is served: a cookie and a token that verify (and are then remembered),
nothing unusual in the headers, and something that is known already, see `taking_direct.py` and `live_direct.py`.
Everything else, and everything that is to be refused, goes on to Flask, which decides and says why. The rights are the
same: the statement behind each reply asks whether the seat is still the browser's.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from io import BytesIO
from threading import Lock
from typing import Any, TypeAlias, TypeVar
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData, URLSafeTimedSerializer

from quizapp.config import Config
from quizapp.core.errors import QuizappError
from quizapp.store.writer import Execute
from quizapp.web.gateway import Send, SendAll
from quizapp.web.headers import headers_of_every_reply
from quizapp.web.hub import MOST_STREAMS
from quizapp.web.saving import begin, hand_in
from quizapp.web.signing_in import seats_of

T = TypeVar("T")
Reply: TypeAlias = tuple[int, Mapping[str, str], bytes]
LARGEST_ANSWER = 4096
LARGEST_COOKIES = 8192  # characters; a session with every seat a browser can hold is half of it
SHORTLY = timedelta(hours=1)  # how long a verified cookie is believed before it is verified anew


@dataclass(slots=True)
class Browser:
    """What a verified cookie says; `good` is the CSRF token that was last found to belong to it."""

    seats: list[tuple[str, int]]
    csrf: object
    until: datetime
    good: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is in order as far as its headers tell; `name` is the id in its address."""

    app: Flask
    environ: WSGIEnvironment
    name: str
    browser: Browser
    at: datetime
    send: Send | None
    """Where the reply goes that is begun on the event loop."""

    def hand_in(
        self,
        taken: Callable[[object], tuple[Callable[[Execute], T], Callable[[T], dict[str, Any]]]],
        *,
        seat: str,
        what: str,
    ) -> Reply | None:
        """Hand in the posted answer, as `taken` says what is to be stored and told; None leaves it to Flask.

        With `send` the reply is a placeholder. Raises QuizappError for what is to be refused before it is stored.
        """
        length = self.environ.get("CONTENT_LENGTH", "")
        if self.environ.get("CONTENT_TYPE") != "application/json" or not length.isdecimal():
            return None
        if int(length) > LARGEST_ANSWER:
            return None
        body = self.environ["wsgi.input"].read(int(length))
        try:
            work, told = taken(_object(body))
            self.app.extensions["quizapp_limits"].answers.spend(seat)
        except QuizappError:
            self.environ["wsgi.input"] = BytesIO(body)  # for Flask to read it again
            raise
        writer = self.app.extensions["quizapp_store"].writer
        if self.send is not None:
            begin(writer, work, told, what, self.send)
            return _LATER
        found = hand_in(writer, self.environ, work, told, what)
        if found is None:
            return _LATER
        status, headers, reply = found
        return status, _JSON | headers, reply


_JSON = {"Content-Type": "application/json"}
_LATER: Reply = (200, _JSON, b"")


def _object(body: bytes) -> Any:
    try:
        return json.loads(body.decode())  # bytes would be looked at for UTF-16 first
    except (ValueError, RecursionError):
        return None


Serve: TypeAlias = Callable[[Asked], Reply | None]
Served: TypeAlias = Mapping[tuple[str, str, str], Serve]
"""Method, first and last part of the address → what replies; `Asked.name` is the part between."""


class Direct:
    """A WSGI application in front of Flask's."""

    def __init__(self, app: Flask, config: Config, served: Served) -> None:
        self._app, self._flask = app, app.wsgi_app
        self._serves = served
        self._hosts = app.config["TRUSTED_HOSTS"]
        self._tls = config.profile == "tls"
        self._waits = not config.database.startswith("sqlite")  # on PostgreSQL each answer commits in its own thread
        self._always = headers_of_every_reply(tls=self._tls) | {"Cache-Control": "no-store"}
        answered = self._always | _JSON
        self._answered = [(name.lower(), value) for name, value in answered.items()]
        self._session = re.compile(rf"(?:^|;)\s*{re.escape(app.config['SESSION_COOKIE_NAME'])}=([^;]*)")
        self._browsers: OrderedDict[str, Browser] = OrderedDict()  # by the signed session; as many as can have a
        # stream: were it fewer, full rooms taking turns would push each other out and verify every time
        self._lock = Lock()
        self.served = 0
        """How many requests needed no Flask."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        reply = self._reply(environ, None)
        if reply is None:
            return self._flask(environ, start_response)
        status, headers, body = reply
        start_response(f"{status} {HTTPStatus(status).phrase}", [*(self._always | dict(headers)).items()])
        return [body]

    def promptly(self, environ: WSGIEnvironment, send: SendAll) -> bool:
        """On the event loop: hand an answer in, if it is plainly in order. False leaves it to `__call__`."""
        if self._waits or environ["REQUEST_METHOD"] != "POST":
            return False

        def reply(status: int, more: dict[str, str], body: bytes) -> None:
            send(status, [*self._answered, *((name.lower(), value) for name, value in more.items())], body)

        return self._reply(environ, reply) is not None

    def _reply(self, environ: WSGIEnvironment, send: Send | None) -> Reply | None:
        parts = environ["PATH_INFO"].split("/")
        if len(parts) != 4:
            return None
        _, first, name, last = parts
        serve = self._serves.get((environ["REQUEST_METHOD"], first, last))
        if serve is None or not self._is_plain(environ):
            return None
        at: datetime = self._app.extensions["quizapp_clock"]()
        browser = self._browser(environ.get("HTTP_COOKIE", ""), at)
        if browser is None or (environ["REQUEST_METHOD"] == "POST" and not self._has_token(environ, browser)):
            return None
        try:
            reply = serve(Asked(self._app, environ, name, browser, at, send))
        except QuizappError:  # Flask comes to the same and says it in words
            return None
        self.served += reply is not None
        return reply

    # --- who asks ----------------------------------------------------------------------------------------------

    def _is_plain(self, environ: WSGIEnvironment) -> bool:
        """No other site's page has sent it, and it is meant for this server: what Flask's hooks would look at."""
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN")
        return (
            (not self._hosts or host in self._hosts)
            and environ["QUERY_STRING"] in ("", "text=1")
            and environ.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
            and (origin is None or origin.partition("://")[2] == host)
            and (not self._tls or environ.get("HTTP_REFERER", "").startswith(f"https://{host}/"))
        )

    def _browser(self, cookies: str, at: datetime) -> Browser | None:
        if len(cookies) > LARGEST_COOKIES or (found := self._session.search(cookies)) is None:
            return None
        signed = found[1]  # the rest of the header is anybody's to write
        known = self._browsers.get(signed)
        if known is not None and at < known.until:
            return known
        interface = self._app.session_interface
        assert isinstance(interface, SecureCookieSessionInterface)
        serializer = interface.get_signing_serializer(self._app)
        if serializer is None:
            return None
        try:
            content = serializer.loads(signed, max_age=int(self._app.permanent_session_lifetime.total_seconds()))
        except BadData:
            return None
        browser = Browser(seats_of(content), content.get("csrf_token"), at + SHORTLY)
        with self._lock:
            self._browsers[signed] = browser
            if len(self._browsers) > MOST_STREAMS:
                self._browsers.popitem(last=False)
        return browser

    def _has_token(self, environ: WSGIEnvironment, browser: Browser) -> bool:
        if not self._app.config.get("WTF_CSRF_ENABLED", True):  # as Flask-WTF has it
            return True
        token = environ.get("HTTP_X_CSRFTOKEN", "")
        if token and token == browser.good:
            return True
        try:
            meant = URLSafeTimedSerializer(self._app.config["SECRET_KEY"], salt="wtf-csrf-token").loads(token)
        except BadData:
            return False
        if not browser.csrf or meant != browser.csrf:
            return False
        browser.good = token
        return True
