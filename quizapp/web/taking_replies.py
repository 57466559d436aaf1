"""A learner's answer as posted by the page's script, and the reply to it: the same with Flask and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from quizapp.classroom import taking_answers
from quizapp.classroom.desk import AttemptKey, Sheet
from quizapp.classroom.taking_answers import Receipt
from quizapp.core.errors import BadInput, NotFound
from quizapp.core.kinds import KINDS
from quizapp.core.order import order_secret
from quizapp.store.writer import Execute
from quizapp.web.presenting import clock

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
UNREADABLE = "The answer could not be read; reload the page and choose again."


def taken(
    key: AttemptKey, sheet: Sheet, generation: int, posted: object, *, at: datetime
) -> tuple[Callable[[Execute], Receipt], Callable[[Receipt], dict[str, Any]]]:
    """What is to be stored for `{item, key, n, device, choice}`, and the reply then. Raises BadInput, NotFound."""
    if not isinstance(posted, dict):
        raise BadInput(UNREADABLE)
    place = sheet.by_public_id.get(str(posted.get("item")))
    if place is None:
        raise NotFound("This question is not part of the quiz; reload the page.")
    event_key, device, n = sender_of(posted)
    secret = order_secret(key.secret, place.public_id)
    choice = KINDS[place.item.kind].parse(place.item, texts_of(posted.get("choice")), secret)

    def work(execute: Execute) -> Receipt:
        return taking_answers.answer(
            execute, key, place, choice, generation=generation, event_key=event_key, device=device, n=n, at=at
        )

    return work, lambda receipt: {"saved_at": clock(receipt.received_at, key.zone), "late": receipt.late}


def sender_of(posted: dict[str, object]) -> tuple[str, str, int]:
    """Key, device and number of an answer, as a page's script made them. Raises BadInput."""
    key, device, n = posted.get("key"), posted.get("device", ""), posted.get("n", 0)
    if not (isinstance(key, str) and 8 <= len(key) <= 64 and key.isascii() and key.isalnum()):
        raise BadInput("The answer has no key of its own; reload the page and choose again.")
    if not ((isinstance(device, str) and device.isascii() and device.isalnum()) or device == "") or len(device) > 32:
        raise BadInput(UNREADABLE)
    if type(n) is not int or not 0 <= n < 2**31:  # a bool is an int to Python, and none to PostgreSQL
        raise BadInput(UNREADABLE)
    return key, device, n


def texts_of(choice: object) -> list[str]:
    """What was chosen or typed, as posted. Raises BadInput for what cannot be stored."""
    texts = [choice] if isinstance(choice, str) else choice
    if (
        isinstance(texts, list)
        and len(texts) <= 100
        and all(isinstance(text, str) and _storable(text) for text in texts)
    ):
        return texts
    raise BadInput(UNREADABLE)


def _storable(text: str) -> bool:
    """Lone surrogates can be stored nowhere, NUL not in PostgreSQL."""
    return _UNSTORABLE.search(text) is None
