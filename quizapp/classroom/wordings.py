"""The texts that a question's options had before learners' eyes: its own, and those that trials put beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom.arms import Arm
from quizapp.classroom.desk import Place
from quizapp.core.item import fold
from quizapp.core.order import order_secret, tokens
from quizapp.store import LiveRoom, Opening


@dataclass(frozen=True, slots=True)
class Wordings:
    """One name per text, so that no count mixes two: C, and C2 where a trial replaced it.

    `names`: version → its options' names in order; version 0 is the quiz's own, n the one of its n-th trial.
    `texts`: name → text, in the order of a table; `of`: name → the option it stands for.
    """

    names: Mapping[int, tuple[str, ...]]
    texts: Mapping[str, str]
    of: Mapping[str, str]

    @property
    def several(self) -> bool:
        return len(self.names) > 1

    @property
    def turns(self) -> tuple[str, ...]:
        """The names that took turns as one option."""
        together = Counter(self.of.values())
        return tuple(name for name, of in self.of.items() if together[of] > 1)


def letters(place: Place) -> tuple[str, ...]:
    """Names of the options in tables and flags, in the author's order: A, B, C, or as a live room showed them."""
    return place.letters or tuple(chr(ord("A") + n) for n in range(len(place.item.options)))


def lettered(db: Session, opening: Opening, places: Sequence[Place]) -> tuple[Place, ...]:
    """The questions of an opening as instructors read of them: in a live run everybody saw the same letters."""
    if not opening.live:
        return tuple(places)
    secret = db.scalars(select(LiveRoom.secret).where(LiveRoom.opening_id == opening.id)).one()
    return tuple(replace(place, letters=_in_room(place, secret)) for place in places)


def _in_room(place: Place, secret: bytes) -> tuple[str, ...]:
    order = tokens(place.item, order_secret(secret, place.public_id)).values()
    shown = {position: chr(ord("A") + n) for n, position in enumerate(order)}
    return tuple(shown[position] for position in range(len(place.item.options)))


def wordings(place: Place, arms: Sequence[Arm]) -> Wordings:
    """What the options of a question are called, with the trials of its quiz in the order they were started."""
    own = letters(place)
    found = [[option.text] for option in place.item.options]
    names = {0: own}
    for version, arm in enumerate(arms, 1):
        if arm.quiz_item != place.id:
            continue
        named = []
        for letter, texts, option in zip(own, found, arm.new.options, strict=True):
            number = next((n for n, text in enumerate(texts) if fold(text) == fold(option.text)), len(texts))
            if number == len(texts):
                texts.append(option.text)
            named.append(_name(letter, number))
        names[version] = tuple(named)
    named_texts = sorted(zip(own, found, strict=True), key=lambda one: one[0])
    every = [(_name(of, n), of, text) for of, texts in named_texts for n, text in enumerate(texts)]
    return Wordings(names, {name: text for name, _, text in every}, {name: of for name, of, _ in every})


def _name(letter: str, number: int) -> str:
    return f"{letter}{number + 1}" if number else letter


def version_of(arms: Sequence[Arm], quiz_item: int, attempt: int, secret: bytes) -> int:
    """Which version of a question an attempt has, a number in `Wordings.names`."""
    of_it = [n for n, arm in enumerate(arms, 1) if arm.quiz_item == quiz_item and arm.is_new(attempt, secret)]
    return of_it[-1] if of_it else 0
