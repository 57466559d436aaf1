"""From responses to marks to a score, in exact fractions. A score is derived each time, never counted up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def _all_or_nothing(n: int, r: int, right: int, wrong: int) -> Fraction:
    return Fraction(int(right == r and wrong == 0))


def _net_correct(n: int, r: int, right: int, wrong: int) -> Fraction:
    return max(Fraction(0), Fraction(right - wrong, r))


def _coverage(n: int, r: int, right: int, wrong: int) -> Fraction:
    return Fraction(right, r) * Fraction(right, right + wrong)


def _each_option(n: int, r: int, right: int, wrong: int) -> Fraction:
    return Fraction(n - (r - right) - wrong, n)


def _hamming2(n: int, r: int, right: int, wrong: int) -> Fraction:
    return max(Fraction(0), 1 - Fraction(2 * (r - right + wrong), n))


RULES: Mapping[str, tuple[str, Callable[[int, int, int, int], Fraction]]] = {
    "all_or_nothing": ("All or nothing: every key chosen and nothing else", _all_or_nothing),
    "net_correct": ("Keys chosen less distractors chosen, as a share of the keys", _net_correct),
    "coverage": ("Share of the keys found, times share of the choices that are keys", _coverage),
    "each_option": ("Each option judged rightly counts; a wrong guess still earns", _each_option),
    "hamming2": ("Each option judged wrongly costs two shares", _hamming2),
}
"""Partial credit for questions with several keys: name → (one sentence, rule).

The first four are PrairieLearn's checkbox rules under other names; `hamming2` is KlickerUZH's.
"""


def credit(n: int, keys: frozenset[int], chosen: frozenset[int], rule: str) -> Fraction:
    """The mark, 0 to 1, for choosing `chosen` of n options with keys `keys`. A blank earns 0 under every rule."""
    if not chosen or not keys:
        return Fraction(0)
    right = len(keys & chosen)
    return RULES[rule][1](n, len(keys), right, len(chosen) - right)


def score(marks: Iterable[Fraction]) -> tuple[Fraction, int]:
    """Sum of the marks, and how many questions it is out of."""
    all_marks = list(marks)
    return sum(all_marks, Fraction(0)), len(all_marks)


def counted(scores: list[Fraction], policy: str) -> Fraction | None:
    """The score that counts among one learner's attempts in order: highest, first, last or average."""
    if not scores:
        return None
    if policy == "average":
        return sum(scores, Fraction(0)) / len(scores)
    return {"highest": max(scores), "first": scores[0], "last": scores[-1]}[policy]


def shown(value: Fraction) -> str:
    """A mark or score for display: rounded once, half up, to 2 decimals, without trailing zeros."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def percent(part: Fraction, whole: Fraction | int) -> int:
    """A share in whole percent, half up; 0 of nothing is 0."""
    if not whole:
        return 0
    return int(Fraction(part * 100) / whole + Fraction(1, 2))
