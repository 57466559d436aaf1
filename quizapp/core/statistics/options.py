"""How each option of an item was used, and by whom: the table that tells a bad distractor from a wrong key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.statistics.figures import Figure, Mark, Pairs, Reason, Values
from quizapp.core.statistics.items import middles
from quizapp.core.statistics.sums import correlation, exact_mean

Response = tuple[str, ...]
"""The options chosen, by name; a text that was given; empty for no answer."""

NO_ANSWER = ""
Thirds = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option: how many chose it and which share of those who saw it; mean rest score; thirds low, middle, high.

    `seen` is how many of each third had it before their eyes: all of them, unless versions took turns.

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
    seen: Thirds


def thirds(with_rest: Pairs) -> dict[Mark, int]:
    """Rest score → 0, 1 or 2: the lower, middle or upper third of learners.

    Equal scores stay together and no order of learners matters, so thirds may be of unequal size. With b learners
    below and e with the same score, place 3(2b + e) is low under 2n and high above 4n.
    """
    n = sum(with_rest.values())
    places = middles({rest: 0 for _, rest in with_rest}, with_rest)
    return {rest: 0 if 3 * place < 2 * n else 2 if 3 * place > 4 * n else 1 for rest, place in places.items()}


def option_table(
    chosen: Mapping[tuple[Response, Mark], int],
    names: Sequence[str],
    keys: Collection[str],
    apart: Sequence[tuple[str, str, Values]] = (),
) -> list[OptionFigures]:
    """Each option in order, then "no answer", from counts of (response, rest score).

    For items with several answers an option counts as chosen when it is among them, so shares may add up to more
    than 1. Names outside `names` (texts that were given) follow, the most frequent first.

    `apart` says what only some have seen: (name, the option it took turns as, rest scores of those who saw it). Each
    is compared with those learners alone.
    """
    of_all = Counter[Mark]()
    in_order = [
        name for option in names for name in dict.fromkeys([option, *(n for n, of, _ in apart if of == option)])
    ]
    right = {*keys, *(name for name, of, _ in apart if of in keys)}
    by_name: dict[str, Counter[Mark]] = {name: Counter() for name in in_order}
    blank = Counter[Mark]()
    for (response, rest), count in chosen.items():
        of_all[rest] += count
        if not response:
            blank[rest] += count
        for name in response:
            by_name.setdefault(name, Counter())[rest] += count
    third_of = thirds({(0, rest): count for rest, count in of_all.items()})
    saw = {name: rests for name, _, rests in apart}
    given = sorted(by_name.keys() - set(in_order), key=lambda name: (-sum(by_name[name].values()), name))
    rows = [_row(name, name in right, by_name[name], saw.get(name, of_all), third_of) for name in [*in_order, *given]]
    return [*rows, _row(NO_ANSWER, False, blank, of_all, third_of)]


def _row(name: str, is_key: bool, choosers: Counter[Mark], saw: Values, third_of: Mapping[Mark, int]) -> OptionFigures:
    n, everybody = choosers.total(), sum(saw.values())
    pairs: dict[tuple[Mark, Mark], int] = {}
    parts, sizes = [0, 0, 0], [0, 0, 0]
    for rest, count in saw.items():
        pairs[1, rest] = choosers[rest]
        pairs[0, rest] = count - choosers[rest]
        parts[third_of[rest]] += choosers[rest]
        sizes[third_of[rest]] += count
    return OptionFigures(
        name=name,
        is_key=is_key,
        n=n,
        share=float(Fraction(n, everybody)) if everybody else Reason.NO_LEARNERS,
        mean_rest=float(exact_mean(choosers)) if n else Reason.NO_LEARNERS,
        r=correlation(pairs),
        thirds=(parts[0], parts[1], parts[2]),
        seen=(sizes[0], sizes[1], sizes[2]),
    )
