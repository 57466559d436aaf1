"""Questions with options: single (one key), multiple (one or more keys), true-false (fixed order)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction

from quizapp.core.delivered import Choice, DeliveredItem, DeliveredOption
from quizapp.core.errors import BadInput
from quizapp.core.item import Item, fold
from quizapp.core.order import tokens
from quizapp.core.scoring import credit

MAX_OPTIONS = 26


class _Choice(ABC):
    """What the three kinds share; they differ in how many keys and choices they allow."""

    label = ""

    def check(self, item: Item) -> list[str]:
        problems = []
        if item.answers:
            problems.append("a question with options cannot also list accepted answers; keep one sort")
        if not 2 <= len(item.options) <= MAX_OPTIONS:
            problems.append(f"a question has 2 to {MAX_OPTIONS} options; this one has {len(item.options)}")
        seen: dict[str, int] = {}
        for number, option in enumerate(item.options, 1):
            folded = fold(option.text)
            if not folded:
                problems.append(f"option {number} is empty; write it or remove it")
            elif folded in seen:
                problems.append(f"options {seen[folded]} and {number} read the same; change one")
            seen.setdefault(folded, number)
        return problems + self.check_keys(len(item.keys), len(item.options))

    @abstractmethod
    def check_keys(self, keys: int, options: int) -> list[str]:
        """What is wrong with so many keys among so many options."""

    def present(self, item: Item, quiz_item: str, secret: bytes) -> DeliveredItem:
        options = tuple(
            DeliveredOption(token, item.options[position].text) for token, position in tokens(item, secret).items()
        )
        return DeliveredItem(quiz_item, item.kind, item.stem, options, language=item.language)

    def parse(self, item: Item, given: Sequence[str], secret: bytes) -> Choice:
        offered = tokens(item, secret)
        try:
            return tuple(sorted({offered[token] for token in given}))
        except KeyError:
            raise BadInput("That option is not part of this question; reload the page and choose again.") from None

    def mark(self, item: Item, choice: Choice, rule: str) -> Fraction:
        return credit(len(item.options), frozenset(item.keys), frozenset(_positions(choice)), rule)

    def describe(self, item: Item, choice: Choice) -> str:
        return "; ".join(item.options[position].text for position in _positions(choice))


def _positions(choice: Choice) -> tuple[int, ...]:
    return choice if isinstance(choice, tuple) else ()


class Single(_Choice):
    label = "one answer"

    def check_keys(self, keys: int, options: int) -> list[str]:
        if keys == 0:
            return ["no option is marked as the key; mark one"]
        if keys > 1:
            return [f"{keys} options are marked as keys; keep one, or make it a question with several answers"]
        return []

    def mark(self, item: Item, choice: Choice, rule: str) -> Fraction:
        """Right or wrong under every rule. After a correction there may be several keys: any of them is right."""
        chosen = set(_positions(choice))
        return Fraction(int(bool(chosen) and chosen <= set(item.keys)))

    def parse(self, item: Item, given: Sequence[str], secret: bytes) -> Choice:
        if len(given) > 1:
            raise BadInput("This question takes one answer; choose one option.")
        return super().parse(item, given, secret)


class TrueFalse(Single):
    label = "true or false"

    def check(self, item: Item) -> list[str]:
        problems = super().check(item)
        if len(item.options) > 2:
            problems.append("a true-false question has exactly two options; remove the others or change the kind")
        return problems


class Multiple(_Choice):
    label = "several answers"

    def check_keys(self, keys: int, options: int) -> list[str]:
        """All options may be keys, as in other programs: that is weak, and a flaw says so (`core/flaws`)."""
        return [] if keys else ["no option is marked as a key; mark at least one"]
