"""RevealedItem: an item with its key, for the moment when the key may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.delivered import Choice, DeliveredItem
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.text import folded
from quizapp.core.order import tokens
from quizapp.core.page import Fact, Head


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts that prove a key, and the article they come from, as they stood when the version was made."""

    facts: tuple[Fact, ...]
    source: Head


@dataclass(frozen=True, slots=True)
class RevealedOption:
    token: str
    text: str
    is_key: bool
    chosen: bool
    rationale: str


@dataclass(frozen=True, slots=True)
class RevealedItem:
    """What a learner sees after the lock or the finish: verdict, key, every rationale, and the evidence.

    `mark` is exact, 0 to 1, and None when nothing was answered.
    """

    delivered: DeliveredItem
    options: tuple[RevealedOption, ...]
    answer_text: str
    accepted: tuple[str, ...]
    mark: Fraction | None
    verdict: str
    explanation: str
    evidence: Evidence

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(option.token for option in self.options if option.chosen)


def reveal(
    item: Item, choice: Choice | None, *, quiz_item: str, secret: bytes, rule: str, evidence: Evidence
) -> RevealedItem:
    """The item with its key, beside the learner's own choice (None when unanswered)."""
    kind = KINDS[item.kind]
    blank = choice is None or len(choice) == 0
    mark = None if choice is None or blank else kind.mark(item, choice, rule)
    chosen = choice if isinstance(choice, tuple) else ()
    options = tuple(
        RevealedOption(
            token,
            item.options[position].text,
            item.options[position].is_key,
            position in chosen,
            item.options[position].rationale,
        )
        for token, position in tokens(item, secret).items()
    )
    return RevealedItem(
        delivered=kind.present(item, quiz_item, secret),
        options=options,
        answer_text="" if choice is None else kind.describe(item, choice),
        accepted=accepted_answers(item),
        mark=mark,
        verdict=verdict(mark),
        explanation=item.explanation,
        evidence=evidence,
    )


def accepted_answers(item: Item) -> tuple[str, ...]:
    """The accepted answers as they are shown: of spellings that are marked alike the one written first."""
    shown: dict[str, str] = {}
    for answer in item.answers:
        alike = item.kind == "text" and item.match != "exact"
        shown.setdefault(folded(answer.text) if alike else answer.text, answer.text)
    return tuple(shown.values())


def verdict(mark: Fraction | None) -> str:
    """The mark in the words a learner reads."""
    if mark is None:
        return "not answered"
    if mark == 1:
        return "right"
    return "partly right" if mark > 0 else "not right"
