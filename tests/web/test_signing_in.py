"""Who is asking: sessions in use, the server's own computer, and replies that are the same for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from quizapp.classroom import people
from quizapp.config import Config
from quizapp.core.errors import Busy
from quizapp.store.engine import Store
from quizapp.web import create_app
from quizapp.web.presenting import static_digest
from tests.conftest import Cast, Clock, signed_in


def test_a_page_is_shown_also_while_the_database_takes_no_note_of_the_session(
    app: Flask, cast: Cast, clock: Clock, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(app, cast.amira)
    clock.advance(minutes=5)

    def refuse(*args: object, **kwargs: object) -> None:
        raise Busy("Not saved: the database cannot take it now.")

    with monkeypatch.context() as busy:
        busy.setattr(people, "touch", refuse)
        assert "Amira" in browser.get("/account").text
        assert browser.get("/no-such-page").status_code == 404
    assert browser.get("/account").status_code == 200
    with store.reading() as db:
        assert people.open_sign_ins(db, cast.amira, at=clock())[0].last_seen_at == clock()


@pytest.mark.parametrize(
    ("listens", "client", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("0.0.0.0", "127.0.0.1", True),
        ("::", "::1", True),
        ("::", "::ffff:127.0.0.1", True),
        ("::", "::ffff:192.168.1.5", False),
        ("192.168.1.5", "192.168.1.5", True),
        ("::ffff:192.168.1.5", "192.168.1.5", True),
        ("192.168.1.5", "192.168.1.20", False),
        ("0.0.0.0", "192.168.1.20", False),
        ("fe80::1", "fe80::1", True),
        ("fe80::1", "fe80::2", False),
    ],
)
def test_the_owner_signs_in_on_the_server_itself_whatever_address_it_listens_on(
    app: Flask, listens: str, client: str, allowed: bool
) -> None:
    app.extensions["quizapp_config"] = replace(app.extensions["quizapp_config"], profile="lan")
    own = {"SERVER_NAME": listens, "REMOTE_ADDR": client, "HTTP_HOST": "quiz.local:5000"}
    assert app.test_client().get("/sign-in", environ_overrides=own).status_code == (200 if allowed else 403)


PRETENDED = (
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-For": "192.168.1.5"},
    {"X-Forwarded-Host": "192.168.1.20"},
    {"X-Forwarded-For": "192.168.1.20", "X-Forwarded-Host": "192.168.1.20"},
    {"Host": "192.168.1.20"},
)


@pytest.mark.parametrize("hops", [0, 1])
def test_no_header_makes_a_phone_in_the_classroom_pass_for_the_server(config: Config, hops: int) -> None:
    app = create_app(replace(config, profile="lan", proxy_hops=hops))
    phone = {"SERVER_NAME": "192.168.1.5", "REMOTE_ADDR": "192.168.1.20"}
    replies = [
        app.test_client().get("/sign-in", headers=forwarded, environ_overrides=phone).status_code
        for forwarded in PRETENDED
    ]
    app.extensions["quizapp_store"].close()
    assert replies == [403] * len(PRETENDED)


def test_who_comes_through_a_proxy_on_the_server_is_not_the_server(config: Config) -> None:
    app = create_app(replace(config, profile="lan", proxy_hops=1))
    client = app.test_client()
    seen = {
        sent: client.get("/sign-in", headers={"X-Forwarded-For": sent}).status_code
        for sent in ("192.168.1.20", "127.0.0.1")
    }
    app.extensions["quizapp_store"].close()
    assert seen == {"192.168.1.20": 403, "127.0.0.1": 200}


def test_files_that_are_the_same_for_everybody_do_not_vary_with_the_cookie(app: Flask, cast: Cast) -> None:
    browser = signed_in(app, cast.amira)
    for path in (f"/static/{static_digest('app.css')}/app.css", "/favicon.ico"):
        reply = browser.get(path)
        assert reply.status_code == 200
        assert "Cookie" not in reply.headers.get("Vary", "")
        assert "Set-Cookie" not in reply.headers
    assert "Cookie" in browser.get("/").headers["Vary"]
