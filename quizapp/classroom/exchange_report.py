"""What loading or saving pages did, in names and in numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from quizapp.classroom.history import item_changes
from quizapp.core.item import Item

MOST_TOLD, LONGEST_TOLD = 3, 70


def difference(page: Item, here: Item) -> str:
    """What a page and the database say differently, for whoever decides between them."""
    told = [
        f"{one.part}: {_quoted(one.before)} on the page, {_quoted(one.after)} in the database"
        for one in item_changes(page, here)
    ]
    more = f"; {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    return f" ({'; '.join(told[:MOST_TOLD])}{more})" if told else ""


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST_TOLD else words[: LONGEST_TOLD - 1] + '…'}”" if words else "nothing"


@dataclass
class ExchangeReport:
    """What a load or save did, by `page/question` (or `page/F3`, `page` for its head)."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    rekeyed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    flawed: list[str] = field(default_factory=list)
    """Approved on their page, drafts here, since each has a blocking flaw: `page/question: why`."""

    def counts(self) -> str:
        """`3 new, 1 changed, 48 unchanged; 2 facts changed`: questions, and what else is not as it was."""
        of = {word: Counter(_kind(name) for name in names) for word, names in vars(self).items()}
        parts = [(count["question"], word) for word, count in of.items() if count["question"]]
        parts = [(count, "conflict" if (count, word) == (1, "conflicts") else word) for count, word in parts]
        said = [", ".join(f"{count} {word}" for count, word in parts) or "nothing there"]
        for word, count in of.items():
            if word != "unchanged":
                said += [f"{n} {kind}{'' if n == 1 else 's'} {_DID.get(word, word)}" for kind, n in _besides(count)]
        return "; ".join(said)


_DID = {"conflicts": "in conflict"}
_FACT = re.compile(r"F\d+")


def _kind(name: str) -> str:
    """What a line of the report is about: a question, a fact, or the head of a page."""
    _, slash, own = name.partition(":")[0].rpartition("/")
    return "page" if not slash else "fact" if _FACT.fullmatch(own) else "question"


def _besides(count: Counter[str]) -> list[tuple[str, int]]:
    return [(kind, count[kind]) for kind in ("fact", "page") if count[kind]]
