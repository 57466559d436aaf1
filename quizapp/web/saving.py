"""Replies that leave once something is on disk, without a thread waiting for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, request

from quizapp.core.errors import Busy
from quizapp.store.writer import Execute, Outcome
from quizapp.web.database import get_store
from quizapp.web.errors import status_of
from quizapp.web.gateway import REPLY_LATER, Send

T = TypeVar("T")
logger = logging.getLogger("quizapp")


def when_saved(op: Callable[[Execute], T], told: Callable[[T], dict[str, Any]]) -> Response:
    """Reply with `told(value)` as JSON once what `op` did is on disk, or with its error.

    On our own server the thread serves the next request meanwhile, so that a whole room's answers share one commit.
    Any other WSGI server gets the same reply after the wait.
    """
    writer = get_store().writer
    what = f"{request.method} {request.endpoint}"

    def reply(outcome: Outcome[T]) -> tuple[int, dict[str, str], bytes]:
        try:
            return 200, {}, _json(told(outcome.value))
        except Exception as error:
            status, _, message, headers = status_of(error)
            if status == 500:
                logger.error("%s failed", what, exc_info=error)
            return status, headers, _json({"message": message} | getattr(error, "told", {}))

    later = request.environ.get(REPLY_LATER)
    if later is None:
        status, headers, body = reply(_waited(op))
        return Response(body, status, headers, mimetype="application/json")

    def start(send: Send) -> None:
        try:
            writer.hand_in(op, lambda outcome: send(*reply(outcome)))
        except Busy as busy:
            send(*reply(Outcome(error=busy)))

    later(start)
    return Response(mimetype="application/json")  # its headers are sent; status and body come with the outcome


def _waited(op: Callable[[Execute], T]) -> Outcome[T]:
    try:
        return Outcome(get_store().writer.submit(op))
    except Exception as error:
        return Outcome(error=error)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
