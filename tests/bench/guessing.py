"""Guessing without the article: how often simple rules find the key from the question and its options alone.

Ties share the credit, so that chance is the mean of one over the number of options. A set is fair when no rule is
right more often than chance plus two standard errors; longest and shortest are both given, so that one cannot be
bought with the other. Statements that are true or false are counted by themselves too, since half of them are found by
nothing but saying "true" each time; by what they hold, their length and their form no more may be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizapp.core.item import Item
from quizapp.generate.reading import likeness

_SMALL = frozenset(
    "the of and to in a is was for on that with as by it at from were be are this an which who what".split()
)


def _content(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _SMALL}


def _longest(item: Item, n: int) -> float:
    return len(item.options[n].text)


def _shortest(item: Item, n: int) -> float:
    return -len(item.options[n].text)


def _overlap(item: Item, n: int) -> float:
    own = _content(item.options[n].text)
    others = set().union(*(_content(o.text) for m, o in enumerate(item.options) if m != n))
    return 10 * len(own & _content(item.stem)) + len(own & others)


def _specific(item: Item, n: int) -> float:
    return sum(c.isdigit() or c.isupper() for c in item.options[n].text)


def _middle(item: Item, n: int) -> float:
    """Numbers and dates stand in order; a careless writer puts the key between the others."""
    return float(item.order == "fixed" and 0 < n < len(item.options) - 1)


def _first(item: Item, n: int) -> float:
    return float(item.order == "fixed" and n == 0)


def _place(place: int) -> Callable[[Item, int], float]:
    """Always the second, the third, the last of numbers and dates, which stand in order."""
    return lambda item, n: float(item.order == "fixed" and n == place % len(item.options))


def _alike(item: Item, n: int) -> float:
    """A reader without the article: the option whose words lie nearest to the question's."""
    asked, own = sorted(_content(item.stem)), sorted(_content(item.options[n].text))
    near = [max((likeness(a, b) for b in asked), default=0.0) for a in own]
    return round(sum(near) / len(near), 6) if near else 0.0


ATTACKS: dict[str, Callable[[Item, int], float]] = {
    "longest": _longest,
    "shortest": _shortest,
    "overlap": _overlap,
    "specific": _specific,
    "middle": _middle,
    "first": _first,
    "second": _place(1),
    "third": _place(2),
    "last": _place(-1),
    "no_article": _alike,
}


STATED: dict[str, Callable[[str], bool]] = {
    "always_true": lambda told: True,
    "always_false": lambda told: False,
    "long_is_true": lambda told: len(told) >= 100,
    "round_is_true": lambda told: re.search(r"[1-9]\d*0+\b", told) is not None,
    "cut_is_true": lambda told: "…" in told,
}
"""Name → whether a statement is said to be true by it. Each is also tried the other way round."""


def guess_stated(items: Sequence[Item]) -> dict[str, float | int | bool]:
    """The same for statements alone: by each rule and its contrary, the better of the two."""
    told = [(item.stem.partition("“")[2], item.options[item.keys[0]].text == "True") for item in items]
    n = max(1, len(told))
    bound = 0.5 + 2 * (0.25 / n) ** 0.5
    figures: dict[str, float | int | bool] = {"stated_questions": len(told), "stated_bound": round(bound, 3)}
    for name, rule in STATED.items():
        right = sum(rule(text) == true for text, true in told) / n
        figures[f"stated_{name}"] = round(right if name.startswith("always") else max(right, 1 - right), 3)
    figures["stated_fair"] = all(figures[f"stated_{name}"] <= bound for name in STATED)
    return figures


def guess(items: Sequence[Item]) -> dict[str, float | int | bool]:
    """Share of keys found by each rule, chance, the bound, and whether every rule stays within it."""
    single = [item for item in items if len(item.keys) == 1]
    chances = [1 / len(item.options) for item in single]
    n = max(1, len(single))
    chance = sum(chances) / n
    error = sum(c * (1 - c) for c in chances) ** 0.5 / n
    figures: dict[str, float | int | bool] = {
        "guessed_questions": len(single),
        "guess_chance": round(chance, 3),
        "guess_bound": round(chance + 2 * error, 3),
    }
    for name, rule in ATTACKS.items():
        right = 0.0
        for item in single:
            scores = [rule(item, k) for k in range(len(item.options))]
            best = [k for k, score in enumerate(scores) if score == max(scores)]
            right += (item.keys[0] in best) / len(best)
        figures[f"guess_{name}"] = round(right / n, 3)
    figures |= guess_stated([item for item in single if item.kind == "true-false"])
    fair = all(figures[f"guess_{name}"] <= chance + 2 * error for name in ATTACKS)
    figures["guess_fair"] = fair and figures["stated_fair"]
    return figures
