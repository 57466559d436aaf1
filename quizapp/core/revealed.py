"""RevealedItem: an item with its key, for the moment when the key may be seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.delivered import Choice, DeliveredItem
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.text import folded
from quizapp.core.order import tokens
from quizapp.core.page import Fact, Head
from quizapp.core.words import plain

_PLACE = re.compile(r"Paragraph \d+: ")
"""How the rationale of a drafted key begins."""
FEWEST_WORDS = 4
"""What is shorter stays: it costs no reading, and "It is." is in many sentences."""
SAME_SHARE = 2 / 3
"""From this share of a sentence's words on, its own words in another order are the same sentence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts that prove a key, and the article they come from, as they stood when the version was made."""

    facts: tuple[Fact, ...]
    source: Head

    @property
    def sentences(self) -> list[str]:
        """What is shown of it, fact by fact."""
        return [sentence for fact in self.facts for sentence in fact.sentences]


@dataclass(frozen=True, slots=True)
class RevealedOption:
    token: str
    text: str
    is_key: bool
    chosen: bool
    rationale: str
    """Empty for a key where explanation or evidence says the same."""


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
    def remark(self) -> str:
        """The explanation, to be shown beside the evidence: empty where that says the same."""
        return "" if repeats(self.explanation, self.evidence.sentences) else self.explanation

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
    told = [*evidence.sentences, item.explanation]
    options = []
    for token, position in tokens(item, secret).items():
        option = item.options[position]
        why = "" if option.is_key and repeats(option.rationale, told) else option.rationale
        options.append(RevealedOption(token, option.text, option.is_key, position in chosen, why))
    return RevealedItem(
        delivered=kind.present(item, quiz_item, secret),
        options=tuple(options),
        answer_text="" if choice is None else kind.describe(item, choice),
        accepted=accepted_answers(item),
        mark=mark,
        verdict=verdict(mark),
        explanation=item.explanation,
        evidence=evidence,
    )


def repeats(text: str, told: Iterable[str]) -> bool:
    """Whether one of the sentences says this already: in the same words, or in most of its words in another order.

    >>> repeats("Paragraph 2: The mill opened in 1921.", ["In 1921, the mill opened."])
    True
    >>> repeats("The mill opened in 1921.", ["The mill, which opened in 1921 beside the harbour, burned in 1947."])
    False
    """
    said = _words(_PLACE.sub("", text, count=1))
    return len(said) >= FEWEST_WORDS and any(_stand_in(said, _words(sentence)) for sentence in told)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text).casefold())


def _stand_in(said: list[str], sentence: list[str]) -> bool:
    if f" {' '.join(said)} " in f" {' '.join(sentence)} ":
        return True
    return len(said) >= SAME_SHARE * len(sentence) and Counter(said) <= Counter(sentence)


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
