"""The two requests that a whole room makes at once, answered in front of Flask: a learner's state, and an answer.

Flask with its session, CSRF protection, routing and database session takes four fifths of the CPU time of such a
request. Here only what is plainly in order is served: a cookie and a token that verify (and are then remembered), a
room, a learner and a version that are known, nothing unusual in the headers. Everything else, and everything that is
to be refused, goes on to Flask, which decides and says why. The rights are the same: the one statement behind each
state and each answer asks whether the learner is still in the room and the seat still the browser's.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from threading import Lock
from typing import Any, TypeAlias
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from quizapp.classroom import live_results
from quizapp.classroom.desk import Desk, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_joining import Member
from quizapp.config import Config
from quizapp.core.errors import QuizappError
from quizapp.core.live import State
from quizapp.web.headers import headers_of_every_reply
from quizapp.web.hub import MOST_STREAMS
from quizapp.web.live_learner import is_ranked, name_of, own_state
from quizapp.web.live_replies import state_reply, taken
from quizapp.web.live_screens import board_name
from quizapp.web.live_watch import hub_of, rooms_of, screens_of
from quizapp.web.saving import hand_in
from quizapp.web.signing_in import seats_of

Reply: TypeAlias = tuple[int, Mapping[str, str], bytes]
_PATH = re.compile(r"/play/(\w+)/(state|answer)")
LARGEST_ANSWER = 4096
LARGEST_HEADERS = 8192  # characters of all headers together; a session with every seat a browser can hold is half of it
SHORTLY = timedelta(hours=1)  # how long a verified cookie is believed before it is verified anew


@dataclass(slots=True)
class _Browser:
    """What a verified cookie says; `good` is the CSRF token that was last found to belong to it."""

    seats: list[tuple[str, int]]
    csrf: object
    until: datetime
    good: str = ""


class Direct:
    """A WSGI application in front of Flask's."""

    def __init__(self, app: Flask, config: Config) -> None:
        self._app, self._flask = app, app.wsgi_app
        self._hosts = app.config["TRUSTED_HOSTS"]
        self._tls = config.profile == "tls"
        self._waits = not config.database.startswith("sqlite")  # on PostgreSQL each answer commits in its own thread
        self._always = headers_of_every_reply(tls=self._tls) | {"Cache-Control": "no-store"}
        self._browsers: OrderedDict[bytes, _Browser] = OrderedDict()  # by the digest of the signed session; as many
        # as can have a stream: were it fewer, full rooms taking turns would push each other out and verify every time
        self._lock = Lock()
        self.served = 0
        """How many requests needed no Flask."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _PATH.fullmatch(environ["PATH_INFO"])
        if path is None:
            return self._flask(environ, start_response)
        try:
            reply = self._reply(environ, path[1], path[2])
        except QuizappError:  # Flask comes to the same and says it in words
            reply = None
        if reply is None:
            return self._flask(environ, start_response)
        self.served += 1
        status, headers, body = reply
        start_response(f"{status} {HTTPStatus(status).phrase}", [*(self._always | dict(headers)).items()])
        return [body]

    def promptly(self, environ: WSGIEnvironment, start_response: StartResponse) -> bool:
        """On the event loop: hand an answer in, if it is plainly in order. False leaves it to `__call__`."""
        path = _PATH.fullmatch(environ["PATH_INFO"])
        if path is None or path[2] != "answer" or self._waits:
            return False
        try:
            reply = self._reply(environ, path[1], path[2])
        except QuizappError:
            return False
        if reply is None:
            return False
        self.served += 1
        start_response("200 OK", [*(self._always | dict(reply[1])).items()])
        return True

    def _reply(self, environ: WSGIEnvironment, room_id: str, what: str) -> Reply | None:
        at: datetime = self._app.extensions["quizapp_clock"]()
        key = rooms_of(self._app).known_key(room_id)
        if key is None or not self._is_plain(environ):
            return None
        browser = self._browser(environ.get("HTTP_COOKIE", ""), at)
        member: Member | None = rooms_of(self._app).known_member(key, browser.seats) if browser else None
        desk: Desk = self._app.extensions["quizapp_desk"]
        sheet = desk.known_sheet(key.quiz_id)
        if browser is None or member is None or sheet is None:
            return None
        if what == "state" and environ["REQUEST_METHOD"] == "GET":
            return self._state(environ, key, member, sheet, at)
        if what == "answer" and environ["REQUEST_METHOD"] == "POST" and self._has_token(environ, browser):
            return self._answer(environ, key, member, sheet, at)
        return None

    # --- who asks ----------------------------------------------------------------------------------------------

    def _is_plain(self, environ: WSGIEnvironment) -> bool:
        """No other site's page has sent it, and it is meant for this server: what Flask's hooks would look at."""
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN")
        return (
            sum(len(value) for name, value in environ.items() if name.startswith("HTTP_")) <= LARGEST_HEADERS
            and (not self._hosts or host in self._hosts)
            and environ["QUERY_STRING"] in ("", "text=1")
            and environ.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
            and (origin is None or origin.partition("://")[2] == host)
            and (not self._tls or environ.get("HTTP_REFERER", "").startswith(f"https://{host}/"))
        )

    def _browser(self, cookies: str, at: datetime) -> _Browser | None:
        signed = parse_cookie(cookies).get(self._app.config["SESSION_COOKIE_NAME"])
        if not signed:
            return None
        digest = sha256(signed.encode()).digest()  # the rest of the header is anybody's to write
        with self._lock:
            known = self._browsers.get(digest)
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
        browser = _Browser(seats_of(content), content.get("csrf_token"), at + SHORTLY)
        with self._lock:
            self._browsers[digest] = browser
            if len(self._browsers) > MOST_STREAMS:
                self._browsers.popitem(last=False)
        return browser

    def _has_token(self, environ: WSGIEnvironment, browser: _Browser) -> bool:
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

    # --- what is replied ---------------------------------------------------------------------------------------

    def _state(
        self, environ: WSGIEnvironment, key: RoomKey, member: Member, sheet: Sheet, at: datetime
    ) -> Reply | None:
        app = self._app
        room = rooms_of(app).newest(key.public_id)
        if room is None or room.state is State.ENDED:  # the report's address is Flask's to make
            return None
        texts = environ["QUERY_STRING"] == "text=1" or key.settings.text_on_device
        screens = screens_of(app)
        alike = screens.known(name_of(key, room, texts=texts))
        board = screens.known(board_name(key, room)) if is_ranked(key, room) else None
        if alike is None or (board is None and is_ranked(key, room)):
            return None
        seen = live_results.look(app.extensions["quizapp_store"].look, key, member, room)
        if seen is None or seen.version != room.version or (seen.due_at is not None and seen.due_at <= at):
            return None
        mine = own_state(app.jinja_env, key, sheet, room, seen, alike, board, texts=texts, at=at)
        return state_reply(hub_of(app), key, seen.member, mine, environ)

    def _answer(
        self, environ: WSGIEnvironment, key: RoomKey, member: Member, sheet: Sheet, at: datetime
    ) -> Reply | None:
        length = environ.get("CONTENT_LENGTH", "")
        if environ.get("CONTENT_TYPE") != "application/json" or not length.isdigit() or int(length) > LARGEST_ANSWER:
            return None
        body = environ["wsgi.input"].read(int(length))
        posted = _object(body)
        app = self._app
        try:
            work, told = taken(hub_of(app), key, member, sheet, posted, at=at)
            app.extensions["quizapp_limits"].answers.spend(member.seat)
        except QuizappError:
            environ["wsgi.input"] = BytesIO(body)  # for Flask to read it again
            raise
        found = hand_in(app.extensions["quizapp_store"].writer, environ, work, told, "POST live.answer")
        json_type = {"Content-Type": "application/json"}
        if found is None:
            return 200, json_type, b""
        status, headers, reply = found
        return status, json_type | headers, reply


def _object(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
