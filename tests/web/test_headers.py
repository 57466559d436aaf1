"""What every reply carries, and which writes are refused before any page is asked."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.config import Config
from quizapp.core.errors import BadInput
from quizapp.web import create_app, settings
from quizapp.web.headers import CSP
from tests.conftest import PASSWORD, SECRET, Cast, seated, signed_in


def test_no_page_may_run_or_load_anything_from_elsewhere(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert headers["Content-Security-Policy"] == CSP
    assert "unsafe" not in CSP
    assert "default-src 'none'" in CSP
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_errors_carry_the_same_headers(client: FlaskClient) -> None:
    assert client.get("/nothing").headers["Content-Security-Policy"] == CSP


def test_static_files_may_be_kept_for_a_year_and_only_under_their_digest(client: FlaskClient) -> None:
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    reply = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Content-Encoding"] == "gzip"
    assert b"--paper" in gzip.decompress(reply.data)
    assert client.get(address.replace("/static/", "/static/0")).status_code == 404
    assert client.get("/static/x/..%2f__init__.py").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
    ],
)
def test_a_write_from_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/join", data={"code": "x"}, headers=headers).status_code == 403


def test_a_write_from_our_own_page_is_taken(client: FlaskClient) -> None:
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/join", data={"code": "x"}, headers=own).status_code == 422


def test_every_form_needs_the_token_of_its_page(app: Flask, cast: Cast) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = signed_in(app, cast.amira)
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = rule.rule.replace("<int:number>", "1")
            while "<" in path:
                path = path[: path.index("<")] + "x" + path[path.index(">") + 1 :]
            assert client.post(path).status_code == 400, rule.endpoint


def test_signing_in_works_with_the_token(app: Flask, cast: Cast) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    page = client.get("/sign-in").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = {"login": "amira", "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=form).status_code == 303


def test_the_settings_of_each_profile_are_what_was_promised() -> None:
    local = settings(Config(secret_key=SECRET))
    lan = settings(Config(secret_key=SECRET, profile="lan"))
    tls = settings(Config(secret_key=SECRET, profile="tls", trusted_hosts="quiz.example.org, q.example.org"))
    for one in (local, lan, tls):
        assert one["SESSION_COOKIE_HTTPONLY"] is True
        assert one["SESSION_COOKIE_SAMESITE"] == "Lax"
        assert one["PERMANENT_SESSION_LIFETIME"] == timedelta(days=30)
        assert one["MAX_CONTENT_LENGTH"] == 1024 * 1024
        assert one["MAX_FORM_MEMORY_SIZE"] == 500_000
        assert one["MAX_FORM_PARTS"] == 1_000
    assert (local["SESSION_COOKIE_NAME"], lan["SESSION_COOKIE_NAME"]) == ("quizapp", "quizapp")
    assert not local["SESSION_COOKIE_SECURE"]
    assert not lan["SESSION_COOKIE_SECURE"]
    assert tls["SESSION_COOKIE_NAME"] == "__Host-quizapp"
    assert tls["SESSION_COOKIE_SECURE"]
    assert tls["TRUSTED_HOSTS"] == ["quiz.example.org", "q.example.org"]


def test_learners_keep_their_seats_when_the_server_starts_again_for_the_classroom(
    app: Flask, config: Config, cast: Cast
) -> None:
    cookie = seated(app, cast.lin).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    again = create_app(replace(config, profile="lan"))
    client = again.test_client()
    client.set_cookie(cookie.key, cookie.value)
    assert "Lin" in client.get("/me").text
    again.extensions["quizapp_store"].close()


def test_behind_https_it_sends_hsts_and_answers_only_for_its_own_name(config: Config) -> None:
    app = create_app(replace(config, profile="tls", trusted_hosts="quiz.example.org", proxy_hops=1))
    client = app.test_client()
    reply = client.get("/", base_url="https://quiz.example.org")
    assert "max-age=31536000" in reply.headers["Strict-Transport-Security"]
    assert client.get("/", base_url="https://evil.example").status_code == 400
    app.extensions["quizapp_store"].close()


def test_it_does_not_start_publicly_without_secret_or_host_names(config: Config) -> None:
    with pytest.raises(BadInput, match="No secret"):
        create_app(replace(config, secret_key=""))
    with pytest.raises(BadInput, match="TRUSTED_HOSTS"):
        create_app(replace(config, profile="tls"))
    with pytest.raises(BadInput, match="PROXY_HOPS"):
        create_app(replace(config, profile="tls", trusted_hosts="quiz.example.org"))


def test_a_forwarded_address_counts_only_when_a_proxy_is_configured(config: Config) -> None:
    for hops, wanted in ((0, "127.0.0.1"), (1, "203.0.113.9")):
        app = create_app(replace(config, proxy_hops=hops))
        seen: list[str] = []

        @app.before_request
        def look(seen: list[str] = seen) -> None:
            from flask import request

            seen.append(request.remote_addr or "")

        app.test_client().get("/help", headers={"X-Forwarded-For": "203.0.113.9"})
        assert seen == [wanted]
        app.extensions["quizapp_store"].close()


def test_over_plain_http_in_a_classroom_nobody_signs_in_but_on_the_server_itself(config: Config) -> None:
    app = create_app(replace(config, profile="lan"))
    app.config["WTF_CSRF_ENABLED"] = False
    phone = {"REMOTE_ADDR": "192.168.1.20"}
    client = app.test_client()
    page = client.get("/sign-in", environ_base=phone)
    assert 'type="password"' not in page.text
    assert client.post("/sign-in", data={"login": "a", "password": "b"}, environ_base=phone).status_code == 403
    assert 'type="password"' in client.get("/sign-in").text
    assert "not encrypted" in client.get("/", environ_base=phone).text
    app.extensions["quizapp_store"].close()
