"""Proof that a target scores an item as we do: equality over sets of chosen options, in exact fractions.

Up to 10 options all 2^n sets are tried; above that the empty set, all sets that differ from the keys by at most two
options, and 1,000 seeded random sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

from quizapp.core.item import Item
from quizapp.core.scoring import RULES, credit
from quizapp.formats.report import Defaults, Entry

Score = Callable[[frozenset[int]], Fraction]

EXHAUSTIVE = 10
TOLERANCE = Fraction(1, 1_000_000)
"""Three thirds written with five decimals make 0.9999999: scores closer than this are equal."""


def choices(n: int, keys: frozenset[int]) -> Iterator[frozenset[int]]:
    """The sets of options over which a proof runs."""
    if n <= EXHAUSTIVE:
        for size in range(n + 1):
            yield from map(frozenset, combinations(range(n), size))
        return
    yield frozenset()
    for size in (0, 1, 2):
        for flipped in combinations(range(n), size):
            yield keys ^ frozenset(flipped)
            yield frozenset(flipped)
    random = Random(n)
    for _ in range(1_000):
        yield frozenset(position for position in range(n) if random.random() < 0.5)


def summed(weights: Sequence[Fraction]) -> Score:
    """The mark as a sum of weights, clipped to 0..1, as Moodle and QTI mappings compute it."""
    return lambda chosen: min(Fraction(1), max(Fraction(0), sum((weights[at] for at in chosen), Fraction(0))))


def by_rule(item: Item, rule: str) -> Score:
    """The mark under a rule of `core.scoring.RULES`."""
    keys = frozenset(item.keys)
    return lambda chosen: credit(len(item.options), keys, chosen, rule)


def equal(n: int, keys: frozenset[int], one: Score, other: Score) -> bool:
    """Whether two ways of scoring n options agree wherever they are compared."""
    return all(abs(one(chosen) - other(chosen)) <= TOLERANCE for chosen in choices(n, keys))


def distance(n: int, keys: frozenset[int], one: Score, other: Score) -> Fraction:
    """How far two ways of scoring n options are apart over all that are compared."""
    return sum((abs(one(chosen) - other(chosen)) for chosen in choices(n, keys)), Fraction(0))


def called(entry: Entry) -> str:
    """How the entry is to be scored, for reports."""
    rule = entry.defaults.rule
    return f"“{RULES[rule][0]}”" if rule and not entry.defaults.weights else "the weights of its file"


def inferred_rule(item: Item, weights: Sequence[Fraction]) -> str:
    """The rule of `core.scoring.RULES` that these weights amount to; empty if none does."""
    keys, score = frozenset(item.keys), summed(weights)
    n = len(item.options)
    return next((rule for rule in RULES if equal(n, keys, by_rule(item, rule), score)), "")


def net_weights(item: Item) -> tuple[Fraction, ...]:
    """The weights that say `net_correct`: +1/c for each of c keys, -1/c for each distractor."""
    share = Fraction(1, max(1, len(item.keys)))
    return tuple(share if option.is_key else -share for option in item.options)


def plain_single(weights: Sequence[Fraction], keys: Sequence[int]) -> bool:
    """Whether weights of a one-answer question say no more than which option is the key."""
    return all(weight == (1 if at in keys else 0) for at, weight in enumerate(weights))


def score_of(entry: Entry) -> Score | None:
    """How the entry is to be scored: by its weights, by its rule; None where nobody has decided."""
    defaults: Defaults = entry.defaults
    if defaults.weights:
        return summed(defaults.weights)
    if defaults.rule:
        return by_rule(entry.item, defaults.rule)
    return None
