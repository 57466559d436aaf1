"""A quiz on paper: one order for sheet and key, and never the author's, who tends to write the key first."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from quizapp.classroom.bodies import shown_item
from quizapp.classroom.results import key_in_words
from quizapp.core.item import Item
from quizapp.core.order import order_secret, tokens
from quizapp.store import Quiz


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question on paper: its options as (letter, text), and the letters or texts that are right."""

    item: Item
    options: tuple[tuple[str, str], ...]
    right: str

    @property
    def plain(self) -> bool:
        """Whether it is nothing but words, which go into a column: no code, picture, formula, list or table."""
        texts = [self.item.stem, *(text for _, text in self.options)]
        return not any(sign in text for text in texts for sign in ("\n", "`", "![", "$"))


def sheets(quiz: Quiz) -> list[Sheet]:
    """The questions of a quiz for paper. The order of options follows from the place in the quiz, so reprints agree."""
    found = []
    for place in quiz.items:
        item = shown_item(place.version)
        secret = order_secret(b"paper", place.public_id)
        order = list(tokens(item, secret).values())
        letters = dict(zip(order, ascii_uppercase, strict=False))
        options = tuple((letters[position], item.options[position].text) for position in order)
        right = ", ".join(sorted(letters[position] for position in item.keys))
        found.append(Sheet(item, options, right or key_in_words(item)))
    return found
