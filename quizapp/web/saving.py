"""Replies that leave once something is on disk, without a thread waiting for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from wsgiref.types import WSGIEnvironment

from flask import Response, request

from quizapp.core.errors import Busy
from quizapp.store.writer import Execute, Outcome, Writer
from quizapp.web.database import get_store
from quizapp.web.errors import status_of
from quizapp.web.gateway import REPLY_LATER, Send

T = TypeVar("T")
logger = logging.getLogger("quizapp")
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes one each time


def when_saved(op: Callable[[Execute], T], told: Callable[[T], dict[str, Any]]) -> Response:
    """Reply with `told(value)` as JSON once what `op` did is on disk, or with its error.

    On our own server the thread serves the next request meanwhile, so that a whole room's answers share one commit.
    Any other WSGI server gets the same reply after the wait.
    """
    found = hand_in(get_store().writer, request.environ, op, told, f"{request.method} {request.endpoint}")
    if found is None:
        return Response(mimetype="application/json")  # its headers are sent; status and body come with the outcome
    status, headers, body = found
    return Response(body, status, headers, mimetype="application/json")


def hand_in(
    writer: Writer,
    environ: WSGIEnvironment,
    op: Callable[[Execute], T],
    told: Callable[[T], dict[str, Any]],
    what: str,
) -> tuple[int, dict[str, str], bytes] | None:
    """Hand `op` in; its reply, or None where the server sends it later, once it is on disk."""
    later = environ.get(REPLY_LATER)
    if later is None:
        return _reply(_waited(writer, op), told, what)
    later(partial(begin, writer, op, told, what))
    return None


def begin(
    writer: Writer, op: Callable[[Execute], T], told: Callable[[T], dict[str, Any]], what: str, send: Send
) -> None:
    """Hand `op` in; `send` gets the reply once it is on disk, or what became of it instead."""
    try:
        writer.hand_in(op, lambda outcome: send(*_reply(outcome, told, what)))
    except Busy as busy:
        send(*_reply(Outcome(error=busy), told, what))


def _reply(outcome: Outcome[T], told: Callable[[T], dict[str, Any]], what: str) -> tuple[int, dict[str, str], bytes]:
    try:
        return 200, {}, compact(told(outcome.value))
    except Exception as error:
        status, _, message, headers = status_of(error)
        if status == 500:
            logger.error("%s failed", what, exc_info=error)
        return status, headers, compact({"message": message} | getattr(error, "told", {}))


def _waited(writer: Writer, op: Callable[[Execute], T]) -> Outcome[T]:
    try:
        return Outcome(writer.submit(op))
    except Exception as error:
        return Outcome(error=error)


def posted_json() -> object:
    """What a page's script has sent; None for what cannot be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:  # thousands of brackets, nested
        return None


def compact(value: dict[str, Any]) -> bytes:
    return _encoded(value).encode()
