"""DeliveredItem: what a learner may see before the key's moment. No field on it can say what is right.

Learner templates accept this type only; `core.revealed` holds the type for afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

Choice = tuple[int, ...] | str
"""A response as stored: positions of chosen options in the author's order, or the text given. Empty is blank."""


@dataclass(frozen=True, slots=True)
class DeliveredOption:
    token: str
    text: str


@dataclass(frozen=True, slots=True)
class DeliveredItem:
    """An item as one attempt shows it: options in this attempt's order, under tokens of this attempt."""

    quiz_item: str
    kind: str
    stem: str
    options: tuple[DeliveredOption, ...] = ()
    unit: str = ""
    language: str = ""
