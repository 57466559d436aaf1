"""Two versions of a question side by side: who gets which, and when the newer one is better.

A trial replaces one wrong option. The question, its key and the places of all options stay, so a response means the
same in both versions and every mark and score is what it would be without a trial.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import comb

from quizapp.core.item import Item, fold
from quizapp.core.statistics import ItemFigures, known
from quizapp.core.statistics.flags import RARE
from quizapp.core.statistics.options import OptionFigures

LOOKS = (30, 60, 90, 120)
"""Learners with each version at which the figures are judged, and never between: looking all the time finds
differences that are none."""

RISK = 0.05
"""Chance, over all looks together, that an option that is chosen no more often is taken for one that is."""


def gets_new(secret: bytes, attempt: bytes) -> bool:
    """Whether an attempt, by its own secret, gets the newer version: half of them do, the same one each time."""
    return bool(hmac.digest(secret, attempt, sha256)[0] & 1)


def replaced_option(old: Item, new: Item) -> int | None:
    """The position of the one wrong option in which two versions differ; None when that is not all that differs."""
    looks = [(item.kind, fold(item.stem), item.order, len(item.options), item.keys) for item in (old, new)]
    if looks[0] != looks[1]:
        return None
    places = [n for n, (a, b) in enumerate(zip(old.options, new.options, strict=True)) if fold(a.text) != fold(b.text)]
    return places[0] if len(places) == 1 and places[0] not in old.keys else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`better` is "new", "old", or empty while that is open; `over` when no further look is to come.

    `look` is the number of learners with each version at which it was decided.
    """

    better: str
    over: bool
    look: int
    words: str


def verdict(looks: Sequence[tuple[ItemFigures, ItemFigures]], option: int) -> Verdict:
    """What the figures say, from those at each look reached so far: (old, new), each of the first LOOKS[n] learners.

    The first look that decides ends it. The new option stays if it is chosen by at least 5 % and more often than the
    old one was (Fisher's exact test, RISK shared among the looks), by those who do worse otherwise, and if the
    question does not tell learners apart worse than before. It goes as soon as strong learners choose it. When the
    last look has decided nothing, the old one stays.
    """
    for number, (old, new) in enumerate(looks):
        look = LOOKS[number]
        before, after = old.options[option], new.options[option]
        if reason := _draws_the_strong(new, after):
            return Verdict("old", True, look, f"Keep the old one: {reason}.")
        if _works(after) and _more(after, before, look) and not _tells_less(old, new):
            return Verdict(
                "new", True, look,
                f"Keep the new one: {after.n} of {look} chose the new option, {before.n} of {look} the old "
                "one, and those who did are the ones who know less.",
            )  # fmt: skip
    if len(looks) == len(LOOKS):
        return Verdict("old", True, LOOKS[-1], "No difference that could be told from chance: keep the old one.")
    return Verdict("", False, 0, f"Open: the next look is at {LOOKS[len(looks)]} learners with each version.")


def _works(option: OptionFigures) -> bool:
    return known(option.share) and option.share >= RARE and known(option.r) and option.r < 0


def _more(after: OptionFigures, before: OptionFigures, n: int) -> bool:
    return more_often(after.n, before.n, n) < RISK / len(LOOKS)


def more_often(new: int, old: int, n: int) -> float:
    """Chance of at least so many of both together falling to the new one, if it made no difference (Fisher 1935).

    >>> round(more_often(5, 0, 30), 4)
    0.0261
    """
    both = new + old
    return sum(comb(n, k) * comb(n, both - k) for k in range(new, min(both, n) + 1)) / comb(2 * n, both)


def _tells_less(old: ItemFigures, new: ItemFigures) -> bool:
    was, now = old.discrimination_interval, new.discrimination_interval
    return isinstance(was, tuple) and isinstance(now, tuple) and now[1] < was[0]


def _draws_the_strong(item: ItemFigures, option: OptionFigures) -> str:
    """Why the new option may be true as well: whoever chooses it does better otherwise than those with the key."""
    keys = [one for one in item.options if one.is_key]
    means = [one.mean_rest for one in keys if known(one.mean_rest)]
    if option.n >= 3 and known(option.mean_rest) and means and option.mean_rest > max(means):
        return "those who chose the new option do better otherwise than those who chose the key, so it may be true too"
    if not any(one.n for one in keys):
        return "nobody found the key any more"
    return ""
