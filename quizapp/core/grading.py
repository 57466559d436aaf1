"""How a question is marked after its key was found wrong: corrections are added, nothing is overwritten.

Responses stay as they are, and so does the version that learners saw. The key in force is what remains when all
corrections are applied in order; marks and scores follow from it each time they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizapp.core.delivered import Choice
from quizapp.core.item import Answer, Item
from quizapp.core.kinds import KINDS

CORRECTIONS: Mapping[str, str] = {
    "key": "Another key",
    "accept": "A further answer is right too",
    "full": "Full marks for everybody",
    "drop": "Drop the question",
    "weight": "Another weight",
    "undo": "Undo an earlier change",
}
"""Kind of correction → its name on a form."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change. `values` are positions of options, accepted answers, or one weight, all as text.

    With `keep`, who was right before the change stays right. `undoes` is the id of another correction.
    """

    id: int
    kind: str
    values: tuple[str, ...] = ()
    keep: bool = False
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Grading:
    """How one question is marked: by the item with the keys in force, or by an earlier one whose marks are kept."""

    item: Item
    kept: tuple[Item, ...] = ()
    full: bool = False
    weight: Fraction = Fraction(1)

    def share(self, choice: Choice | None, rule: str) -> Fraction:
        """0 to 1. Full marks are for everybody, also for who left the question blank."""
        if self.full:
            return Fraction(1)
        if choice is None:
            return Fraction(0)
        kind = KINDS[self.item.kind]
        return max(kind.mark(item, choice, rule) for item in (self.item, *self.kept))

    def beyond(self, choice: Choice | None, rule: str) -> bool:
        """Whether the share is more than the key in force gives: kept from an earlier key, or for everybody."""
        by_key = KINDS[self.item.kind].mark(self.item, choice, rule) if choice is not None else Fraction(0)
        return self.share(choice, rule) > by_key

    def mark(self, choice: Choice | None, rule: str) -> Fraction:
        """0 to the weight of the question."""
        return self.share(choice, rule) * self.weight


def in_force(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that nobody has undone, in order. An undoing can be undone in turn."""
    undone: set[int] = set()
    found = []
    for correction in sorted(corrections, key=lambda one: one.id, reverse=True):
        if correction.id in undone:
            continue
        if correction.undoes is not None:
            undone.add(correction.undoes)
        else:
            found.append(correction)
    return found[::-1]


def grading(item: Item, corrections: Sequence[Correction]) -> Grading:
    """How the item is marked after these corrections."""
    found = Grading(item)
    for correction in in_force(corrections):
        found = _after(found, correction)
    return found


def _after(before: Grading, correction: Correction) -> Grading:
    if correction.kind in ("key", "accept"):
        item = _rekeyed(before.item, correction.values, add=correction.kind == "accept")
        kept = [*before.kept, before.item] if correction.keep else []
        return replace(before, item=item, kept=tuple(one for one in dict.fromkeys(kept) if one != item), full=False)
    if correction.kind == "full":
        return replace(before, full=True)
    if correction.kind == "drop":
        return replace(before, weight=Fraction(0))
    return replace(before, weight=Fraction(correction.values[0]))


def _rekeyed(item: Item, values: Sequence[str], *, add: bool) -> Item:
    if not item.options:
        earlier = item.answers if add else ()
        return replace(item, answers=tuple(dict.fromkeys((*earlier, *(Answer(text) for text in values)))))
    keys = {int(value) for value in values} | (set(item.keys) if add else set())
    options = (replace(option, is_key=place in keys) for place, option in enumerate(item.options))
    return replace(item, options=tuple(options))
