"""The texts that a question's options had before learners' eyes: its own, and those that trials put beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.classroom.arms import Arm
from quizapp.classroom.desk import Place
from quizapp.core.item import fold


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
    """Names of the options in tables and flags: A, B, C in the author's order."""
    return tuple(chr(ord("A") + n) for n in range(len(place.item.options)))


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
    every = [(_name(of, n), of, text) for of, texts in zip(own, found, strict=True) for n, text in enumerate(texts)]
    return Wordings(names, {name: text for name, _, text in every}, {name: of for name, of, _ in every})


def _name(letter: str, number: int) -> str:
    return f"{letter}{number + 1}" if number else letter


def version_of(arms: Sequence[Arm], quiz_item: int, attempt: int, secret: bytes) -> int:
    """Which version of a question an attempt has, a number in `Wordings.names`."""
    of_it = [n for n, arm in enumerate(arms, 1) if arm.quiz_item == quiz_item and arm.is_new(attempt, secret)]
    return of_it[-1] if of_it else 0
