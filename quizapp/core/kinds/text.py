"""Questions answered with a word or a short text."""

from __future__ import annotations

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
        if item.match == "exact":
            return Fraction(int(any(choice == answer.text for answer in item.answers)))
        return Fraction(int(any(folded(choice) == folded(answer.text) for answer in item.answers)))

    def describe(self, item: Item, choice: Choice) -> str:
        return choice if isinstance(choice, str) else ""
