"""WHAT DOES A PERSON SEE? Pages and forms over the verbs of `classroom`; the only room that knows a request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp.config import Config, check_public
from quizapp.core.errors import BadInput


def create_app(config: Config) -> Flask:
    """The application for one installation. It migrates nothing and writes nothing; `quizapp serve` prepares both."""
    from quizapp.web import (
        arriving,
        articles,
        authoring,
        courses,
        coverage,
        database,
        direct,
        disputes,
        errors,
        facts,
        gradebook,
        guests,
        headers,
        home,
        joining,
        kept,
        live,
        live_direct,
        live_empty,
        live_host,
        live_screen,
        people,
        practice,
        presenting,
        quizzes,
        regrading,
        results,
        reviewing,
        signing_in,
        statistics,
        taking,
        taking_direct,
        travel_out,
        trials,
    )

    if not config.secret_key:
        raise BadInput("No secret is set; start with “quizapp serve”, or set QUIZAPP_SECRET_KEY.")
    check_public(config)
    app = Flask(__name__, static_folder=None)
    app.config.update(settings(config))
    front = direct.Direct(app, config, {**live_direct.SERVED, **taking_direct.SERVED})
    app.wsgi_app, app.extensions["quizapp_prompt"] = front, front.promptly  # type: ignore[method-assign]
    if hops := config.proxy_hops:
        app.wsgi_app = ProxyFix(front, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
        behind: Any = front.promptly
        app.extensions["quizapp_prompt"] = ProxyFix(behind, x_for=hops, x_proto=hops, x_host=hops)
    for part in (database, signing_in, headers, errors, presenting):
        part.init_app(app, config)
    views = (
        *(home, people, courses, guests, kept, joining),
        *(articles, reviewing, authoring, facts, coverage, travel_out, arriving),
        *(quizzes, trials, taking, practice, live, live_host, live_empty, live_screen),
        *(results, statistics, gradebook, regrading, disputes),
    )
    for pages in views:
        app.register_blueprint(pages.bp)
    return app


def settings(config: Config) -> dict[str, object]:
    """Flask's settings for a profile; `tests/web/test_headers.py` holds them fast."""
    tls = config.profile == "tls"
    return {
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": [key for key in config.secret_key_fallbacks.split(",") if key],
        "SESSION_COOKIE_NAME": "__Host-quizapp" if tls else "quizapp",
        "SESSION_COOKIE_SECURE": tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "SESSION_REFRESH_EACH_REQUEST": False,  # signing a cookie with every answer cost a third of its CPU time
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 1_000,
        "TRUSTED_HOSTS": [host.strip() for host in config.trusted_hosts.split(",") if host.strip()] or None,
        "WTF_CSRF_TIME_LIMIT": None,  # a quiz may stay open for days; the token ends with the session
        "PREFERRED_URL_SCHEME": "https" if tls else "http",
    }
