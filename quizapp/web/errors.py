"""Errors become pages (or JSON for scripts) here and nowhere else: what happened, what is safe, what to do."""

from __future__ import annotations

import logging
from math import ceil

from flask import Flask, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException, SecurityError

from quizapp.config import Config
from quizapp.core import errors

_STATUS: dict[type[errors.QuizappError], tuple[int, str]] = {
    errors.BadInput: (422, "This could not be accepted"),
    errors.NotFound: (404, "Nothing is here"),
    errors.NotAllowed: (403, "This is not open to you"),
    errors.SignInNeeded: (401, "Sign in first"),
    errors.Conflict: (409, "This has moved on"),
    errors.TooMany: (429, "One moment"),
    errors.Busy: (503, "One moment"),
}

_OUR_FAULT = "It is our fault, not yours. Answers that were shown as saved are saved."

_HTTP = {
    400: ("This could not be read", "The page was incomplete or too old. Go back, reload it, and send it again."),
    404: ("Nothing is here", "Check the address, or start from the first page."),
    405: ("Nothing is here", "This address takes no such request. Start from the first page."),
    413: ("This is too large", "Send at most 1 MB, or 2 MB with a picture or a list of learners."),
}


def init_app(app: Flask, config: Config) -> None:
    app.register_error_handler(errors.QuizappError, _known)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(IntegrityError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def wants_json() -> bool:
    return request.is_json or request.headers.get("X-Requested-With") == "fetch"


def status_of(error: BaseException) -> tuple[int, str, str, dict[str, str]]:
    """Status, title, message and headers of the reply to an error; unknown ones are logged by the caller."""
    if isinstance(error, IntegrityError):  # a constraint decided between two at once; this one came second
        error = errors.Conflict("Somebody else changed the same thing just now. Reload the page and try again.")
    for kind, (status, title) in _STATUS.items():
        if isinstance(error, kind):
            late = isinstance(error, errors.TooMany | errors.Busy)
            headers = {"Retry-After": str(ceil(getattr(error, "wait", 2.0)))} if late else {}
            return status, title, str(error), headers
    return 500, "Something went wrong here", _OUR_FAULT, {}


def _known(error: errors.QuizappError | IntegrityError) -> ResponseReturnValue:
    if isinstance(error, errors.SignInNeeded) and not wants_json():
        session["next"] = request.full_path.rstrip("?") if request.method == "GET" else url_for("home.index")
        return redirect(url_for("people.sign_in"), code=303)
    return _answer(*status_of(error))


def _csrf(error: CSRFError) -> ResponseReturnValue:
    return _answer(400, "This page was too old", "Nothing was changed. Go back, reload the page, and send it again.")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 and error.response is not None:
        return error.response
    if isinstance(error, SecurityError):  # no address can be built for a host that is not ours, so no page either
        return "This server does not answer for that name.\n", 400, {"Content-Type": "text/plain"}
    title, message = _HTTP.get(status, ("This could not be done", error.description or ""))
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if hasattr(error, "valid_methods") else {}
    return _answer(status, title, message, headers)


def _unknown(error: Exception) -> ResponseReturnValue:
    logging.getLogger("quizapp").error("%s %s failed", request.method, request.endpoint, exc_info=error)
    return _answer(*status_of(error))


def _answer(status: int, title: str, message: str, headers: dict[str, str] | None = None) -> ResponseReturnValue:
    if wants_json():
        return jsonify(message=message), status, headers or {}
    attempt = (request.view_args or {}).get("attempt_id")  # whose device lost its seat comes back to the same place
    onward = url_for("taking.answering", attempt_id=attempt) if attempt else None
    posted = (request.view_args or {}) if request.method == "POST" and request.blueprint == "live" else {}
    back = url_for("live.play", room_id=posted["room_id"]) if "room_id" in posted else None  # its time runs
    page = render_template("error.html", title=title, message=message, onward=onward, back=back)
    return page, status, headers or {}
