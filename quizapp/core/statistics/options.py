"""How each option of an item was used, and by whom: the table that tells a bad distractor from a wrong key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.statistics.figures import Figure, Mark, Pairs, Reason
from quizapp.core.statistics.items import middles
from quizapp.core.statistics.sums import correlation, exact_mean

Response = tuple[str, ...]
"""The options chosen, by name; a text that was given; empty for no answer."""

NO_ANSWER = ""
Thirds = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option: how many chose it and which share of n; mean rest score of those; thirds low, middle, high.

    `r` is the correlation of having chosen it with the rest score: positive for a healthy key, where it equals the
    corrected discrimination when there is one key and marks are 0 or 1, and negative for a healthy distractor.
    """

    name: str
    is_key: bool
    n: int
    share: Figure
    mean_rest: Figure
    r: Figure
    thirds: Thirds


def thirds(with_rest: Pairs) -> dict[Mark, int]:
    """Rest score → 0, 1 or 2: the lower, middle or upper third of learners.

    Equal scores stay together and no order of learners matters, so thirds may be of unequal size. With b learners
    below and e with the same score, place 3(2b + e) is low under 2n and high above 4n.
    """
    n = sum(with_rest.values())
    places = middles({rest: 0 for _, rest in with_rest}, with_rest)
    return {rest: 0 if 3 * place < 2 * n else 2 if 3 * place > 4 * n else 1 for rest, place in places.items()}


def option_table(
    chosen: Mapping[tuple[Response, Mark], int], names: Sequence[str], keys: Collection[str]
) -> list[OptionFigures]:
    """Each option in order, then "no answer", from counts of (response, rest score).

    For items with several answers an option counts as chosen when it is among them, so shares may add up to more
    than 1. Names outside `names` (texts that were given) follow, the most frequent first.
    """
    of_all = Counter[Mark]()
    by_name: dict[str, Counter[Mark]] = {name: Counter() for name in names}
    blank = Counter[Mark]()
    for (response, rest), count in chosen.items():
        of_all[rest] += count
        if not response:
            blank[rest] += count
        for name in response:
            by_name.setdefault(name, Counter())[rest] += count
    third_of = thirds({(0, rest): count for rest, count in of_all.items()})
    given = sorted(by_name.keys() - set(names), key=lambda name: (-sum(by_name[name].values()), name))
    rows = [_row(name, name in keys, by_name[name], of_all, third_of) for name in [*names, *given]]
    return [*rows, _row(NO_ANSWER, False, blank, of_all, third_of)]


def _row(
    name: str, is_key: bool, choosers: Counter[Mark], of_all: Counter[Mark], third_of: Mapping[Mark, int]
) -> OptionFigures:
    n, everybody = choosers.total(), of_all.total()
    pairs: dict[tuple[Mark, Mark], int] = {}
    parts = [0, 0, 0]
    for rest, count in of_all.items():
        pairs[1, rest] = choosers[rest]
        pairs[0, rest] = count - choosers[rest]
        parts[third_of[rest]] += choosers[rest]
    return OptionFigures(
        name=name,
        is_key=is_key,
        n=n,
        share=float(Fraction(n, everybody)) if everybody else Reason.NO_LEARNERS,
        mean_rest=float(exact_mean(choosers)) if n else Reason.NO_LEARNERS,
        r=correlation(pairs),
        thirds=(parts[0], parts[1], parts[2]),
    )
