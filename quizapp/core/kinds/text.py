"""Questions answered with a word or a short text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from quizapp.core.delivered import Choice, DeliveredItem
from quizapp.core.errors import BadInput
from quizapp.core.item import Item

MAX_LENGTH = 1_000


def folded(text: str) -> str:
    """How texts are compared: NFC, case folded, whitespace folded."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


_ARTICLE = re.compile(r"\s*(?:the|an|a)\s+(?=\S)", re.IGNORECASE)
_OTHER_WITH_ARTICLE = re.compile(
    r"(?:few|little|lot|bit|minor|major|flat|sharp|natural|positive|negative|plus|minus)\b", re.IGNORECASE
)
"""What means something else behind an article: few and a few, flat and A flat, positive and A positive."""
_NAMED_WITH_ARTICLE = frozenset(
    "who whom whose what which when where why how this that these those it he she they we us you me him her them the an"
    .split()
)
"""Words that an article stands before only where it is part of a name: The Who, The The."""


def meant(item: Item, text: str) -> str:
    """What a typed text means: as it is where spelling counts, else folded, without an English article that stands
    before an accepted answer. An article that the accepted answer has itself is part of it.

    >>> from quizapp.core.item import Answer
    >>> bank = Item("text", "Who lent the money?", answers=(Answer("World Bank"),))
    >>> meant(bank, "The world bank"), meant(bank, "the Bank")
    ('world bank', 'the bank')
    """
    if item.match == "exact":
        return text
    whole, article = folded(text), _ARTICLE.match(text)
    if article and item.language.partition("-")[0] in ("", "en"):
        rest = folded(text[article.end() :])
        if any(rest == folded(answer.text) and _takes_article(answer.text.strip()) for answer in item.answers):
            return rest
    return whole


def _takes_article(answer: str) -> bool:
    """Whether an article before an answer says nothing: initials may be spelled like any word (the WHO)."""
    if len(answer) < 2 or _OTHER_WITH_ARTICLE.match(answer):
        return False
    return answer.isupper() or answer.casefold() not in _NAMED_WITH_ARTICLE


class Text:
    label = "a short text"

    def check(self, item: Item) -> list[str]:
        problems = []
        if not item.answers or not all(answer.text.strip() for answer in item.answers):
            problems.append("no accepted answer is given; write at least one spelling")
        if item.options:
            problems.append("a text question has no options; remove them or change the kind")
        return problems

    def present(self, item: Item, quiz_item: str, secret: bytes) -> DeliveredItem:
        return DeliveredItem(quiz_item, item.kind, item.stem, language=item.language)

    def parse(self, item: Item, given: Sequence[str], secret: bytes) -> Choice:
        text = "".join(given[:1]).strip()
        if len(text) > MAX_LENGTH:
            raise BadInput(f"The answer has {len(text)} characters; shorten it to {MAX_LENGTH}.")
        return text

    def mark(self, item: Item, choice: Choice, rule: str) -> Fraction:
        if not isinstance(choice, str) or not choice:
            return Fraction(0)
        given, exact = meant(item, choice), item.match == "exact"
        return Fraction(int(any(given == (answer.text if exact else folded(answer.text)) for answer in item.answers)))

    def describe(self, item: Item, choice: Choice) -> str:
        return choice if isinstance(choice, str) else ""
