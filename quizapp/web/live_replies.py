"""A learner's answer and the reply to it, and the reply with the state: the same with Flask and without."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias
from wsgiref.types import WSGIEnvironment

from quizapp.classroom import live_answers
from quizapp.classroom.desk import Place, Sheet
from quizapp.classroom.live import RoomKey
from quizapp.classroom.live_answers import Refused, Stored
from quizapp.classroom.live_joining import Member
from quizapp.core.delivered import Choice
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.kinds import KINDS
from quizapp.store.writer import Execute
from quizapp.web.hub import Hub
from quizapp.web.live_learner import Mine
from quizapp.web.live_screens import secret_for
from quizapp.web.presence import HERE_SECONDS, POLLED_SECONDS
from quizapp.web.presenting import clock
from quizapp.web.taking_replies import UNREADABLE, sender_of, texts_of

Op: TypeAlias = Callable[[Execute], Stored | Refused]
Told: TypeAlias = Callable[[Stored | Refused], dict[str, Any]]
QUICKLY = 1  # a whole room asks at once; level 6 takes three times as long for a tenth less


class AnswerRefused(Conflict):
    """An answer that does not count; `told` is what scripts get beside the message."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.told = {"reason": refused.reason}


def taken(hub: Hub, key: RoomKey, member: Member, sheet: Sheet, posted: object, *, at: datetime) -> tuple[Op, Told]:
    """What is to be stored for a posted answer, and what is then replied. Raises BadInput, NotFound."""
    if not isinstance(posted, dict):
        raise BadInput(UNREADABLE)
    number, vote = posted.get("number"), posted.get("vote", 1)
    if type(number) is not int or type(vote) is not int:
        raise BadInput(UNREADABLE)
    event_key, device, n = sender_of(posted)
    place = place_numbered(key, sheet, number)
    choice = chosen(key, place, texts_of(posted.get("choice")))

    def work(execute: Execute) -> Stored | Refused:
        return live_answers.answer(
            execute, key, member, place, choice, number=number, vote=vote, event_key=event_key, device=device, n=n,
            at=at,
        )  # fmt: skip

    def told(outcome: Stored | Refused) -> dict[str, Any]:
        if isinstance(outcome, Refused):
            raise AnswerRefused(outcome)
        hub.stir(key.public_id)
        hub.seen(key.public_id, member.id, HERE_SECONDS)
        return {"status": "stored", "at": clock(outcome.received_at, key.zone)}

    return work, told


def place_numbered(key: RoomKey, sheet: Sheet, number: int) -> Place:
    if not 1 <= number <= len(key.quiz_items):
        raise NotFound("This question is not part of the quiz; reload the page.")
    return next(place for place in sheet.places if place.id == key.quiz_items[number - 1])


def chosen(key: RoomKey, place: Place, given: list[str]) -> Choice:
    choice = KINDS[place.item.kind].parse(place.item, given, secret_for(key, place))
    if len(choice) == 0:
        raise BadInput(f"{'Choose' if place.item.options else 'Type'} an answer first; then send it.")
    return choice


def state_reply(
    hub: Hub, key: RoomKey, member: Member, mine: Mine, environ: WSGIEnvironment
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers beside those of every reply, and body of a learner's state."""
    hub.seen(key.public_id, member.id, POLLED_SECONDS)
    headers = {"ETag": mine.tag, "Content-Type": "application/json", "Vary": "Accept-Encoding"}
    if environ.get("HTTP_IF_NONE_MATCH") == mine.tag:
        return 304, headers, b""
    # A hall of hundreds asks at once after each hint; spread over its own number in milliseconds nobody waits long.
    size = hub.size(key.public_id)
    body = mine.body(min(size, 1000) if size > 200 else 0)
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, QUICKLY, mtime=0)
    return 200, headers, body
