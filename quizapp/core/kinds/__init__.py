"""KINDS: every kind of question, by its name on bank pages. A kind is five verbs; see `Kind`.

To add one: a module here, one line in KINDS, its inputs in `templates/_question.html`. The contract test then checks
that present → parse → mark gives the key full marks and a blank none, and that nothing delivered tells the key.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from quizapp.core.delivered import Choice, DeliveredItem
from quizapp.core.item import Item
from quizapp.core.kinds.choice import Multiple, Single, TrueFalse
from quizapp.core.kinds.numeric import Numeric, number_given
from quizapp.core.kinds.text import Text, meant


class Kind(Protocol):
    """One kind of question."""

    label: str

    def check(self, item: Item) -> list[str]:
        """What is wrong with the item's shape, each with its remedy; empty when it can be asked."""

    def present(self, item: Item, quiz_item: str, secret: bytes) -> DeliveredItem:
        """What the learner sees. `secret` comes from `order.order_secret`."""

    def parse(self, item: Item, given: Sequence[str], secret: bytes) -> Choice:
        """What was posted (tokens, or one text) as a choice. Raises BadInput for what was not offered."""

    def mark(self, item: Item, choice: Choice, rule: str) -> Fraction:
        """The exact mark, 0 to 1, under a rule of `core.scoring.RULES`."""

    def describe(self, item: Item, choice: Choice) -> str:
        """The response in words, for reports and receipts; empty for a blank."""


KINDS: Mapping[str, Kind] = {
    "single": Single(),
    "multiple": Multiple(),
    "true-false": TrueFalse(),
    "numeric": Numeric(),
    "text": Text(),
}


def spellings(item: Item, written: Mapping[str, int]) -> dict[str, str]:
    """Each text that was written → the commonest of those that mean the same: 1815 for 1815.0, Francis I for francis i.

    `written` says how often each was; of equals the first in the alphabet stands for all.
    """
    shown: dict[Hashable, str] = {}
    for text in sorted(written, key=lambda text: (-written[text], text)):
        shown.setdefault(_meant(item, text), text)
    return {text: shown[_meant(item, text)] for text in written}


def _meant(item: Item, text: str) -> Hashable:
    if item.kind == "numeric":
        number = number_given(text, item.language)
        return text if number is None else number
    return meant(item, text) if item.kind == "text" else text


def check(item: Item) -> list[str]:
    """What is wrong with an item of any kind; empty when it can be asked."""
    if item.kind not in KINDS:
        return [f"there is no kind “{item.kind}”; use one of {', '.join(KINDS)}"]
    if not item.stem.strip():
        return ["the question has no stem; write what is asked"]
    return KINDS[item.kind].check(item)
