"""The answering page as an ordinary form: what a learner changed on it, and what cannot be taken.

A page may be old: another device, or this page's script, may have saved something else since. So each question
carries, in a hidden field, what the page showed as saved; only what differs from that was changed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from werkzeug.datastructures import ImmutableMultiDict

from quizapp.classroom.desk import Place
from quizapp.classroom.taking import Held, Sitting
from quizapp.core.delivered import Choice
from quizapp.core.errors import BadInput
from quizapp.core.kinds import KINDS
from quizapp.core.order import tokens


@dataclass(frozen=True, slots=True)
class Given:
    """A response to store, under a key of its own."""

    place: Place
    choice: Choice
    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed, and why it cannot be taken."""

    typed: list[str] | str
    reason: str


@dataclass(slots=True)
class Posted:
    given: list[Given] = field(default_factory=list)
    to_lock: list[Place] = field(default_factory=list)
    refused: dict[str, Refused] = field(default_factory=dict)


def rendered(saved: Iterable[str] | str) -> str:
    """A choice in tokens (or a text) as the hidden field holds it."""
    return saved.strip() if isinstance(saved, str) else " ".join(sorted(saved))


def given_as_tokens(place: Place, held: Held | None, secret: bytes) -> list[str] | str:
    """A stored response in this attempt's tokens, or its text."""
    if held is None:
        return []
    if isinstance(held.choice, str):
        return held.choice
    return [token for token, position in tokens(place.item, secret).items() if position in held.choice]


def read_form(sitting: Sitting, form: ImmutableMultiDict[str, str]) -> Posted:
    """What the form says, question by question; with `act=check` also which answers become final.

    The key of each response covers the page as made, the choice and what was held, so a double click or F5 is the
    same answer, while changing one's mind on the same page (also after the back button) is another.
    """
    posted = Posted()
    checking = form.get("act") == "check"
    for place in sitting.places:
        held = sitting.held.get(place.id)
        shown = form.get(f"{place.public_id}-shown")
        if shown is None or (held is not None and held.locked):
            continue
        texts = form.getlist(f"{place.public_id}-choice")
        typed = texts if place.item.options else "".join(texts[:1])
        try:
            choice = KINDS[place.item.kind].parse(place.item, texts, sitting.secret(place))
        except BadInput as error:
            posted.refused[place.public_id] = Refused(typed, str(error))
            continue
        changed_here = rendered(typed) != shown
        stands: Choice = choice if changed_here or held is None else held.choice
        if changed_here and (choice != held.choice if held else len(choice) > 0):
            posted.given.append(Given(place, choice, _key(form, place, choice, held)))
        if checking and len(stands) > 0:
            posted.to_lock.append(place)
    if checking and not posted.to_lock and not posted.refused and not sitting.ended:
        asked = next((place for place in sitting.places if f"{place.public_id}-shown" in form), sitting.places[0])
        posted.refused[asked.public_id] = Refused(
            [], f"{'Choose' if asked.item.options else 'Type'} an answer first; then it can be checked."
        )
    return posted


def _key(form: ImmutableMultiDict[str, str], place: Place, choice: Choice, held: Held | None) -> str:
    event = held.event_id if held else 0
    page = form.get("key", "")[:64]
    return sha256(f"{page}|{place.public_id}|{choice!r}|{event}".encode()).hexdigest()[:32]
