"""A self-paced answer, served in front of Flask when attempt and questions are known; see `direct.py`."""

from __future__ import annotations

from typing import cast

from quizapp.classroom.desk import Desk
from quizapp.web.direct import Asked, Reply, Served
from quizapp.web.taking_replies import taken


def _answer(asked: Asked) -> Reply | None:
    known = cast(Desk, asked.app.extensions["quizapp_desk"]).known_attempt(asked.name)
    if known is None:
        return None
    key, sheet = known
    generation = dict(asked.browser.seats).get(key.seat)
    if generation is None:
        return None
    return asked.hand_in(
        lambda posted: taken(key, sheet, generation, posted, at=asked.at), seat=key.seat, what="POST taking.answer"
    )


SERVED: Served = {("POST", "take", "answer"): _answer}
