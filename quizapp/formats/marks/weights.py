"""The grades that Moodle knows, and weights of options between its percentages and exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from quizapp.core.item import Item
from quizapp.core.scoring import RULES
from quizapp.formats.marks import proof as proof
from quizapp.formats.report import Defaults, Entry, Ledger

_GRADES = "1 9/10 5/6 4/5 3/4 7/10 2/3 3/5 1/2 2/5 1/3 3/10 1/4 1/5 1/6 1/7 1/8 1/9 1/10 1/20 0"
LEGAL = tuple(map(Fraction, _GRADES.split()))
"""Every grade (and its negative) that Moodle takes, as in its `question_bank::fraction_options_full`."""

_NEAR = Fraction(1, 15_000)
"""33.33 and 33.34 both mean a third: how far a percentage written with two decimals may be off."""


@lru_cache(maxsize=1_000)
def fraction(percent: str) -> tuple[Fraction, str] | None:
    """The share that a percentage means, and a word where it was not spelled as Moodle wants it; None for no number."""
    try:
        number = Decimal(percent.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 1_000:
        return None
    exact = Fraction(number) / 100
    nearest = min(LEGAL, key=lambda legal: abs(abs(exact) - legal))
    off = abs(abs(exact) - nearest)
    signed = -nearest if exact < 0 else nearest
    if off <= Fraction(1, 100_000):
        return signed, ""
    if off <= _NEAR:
        return signed, f"the weight {percent.strip()} % was read as {signed}; Moodle wants five decimals"
    return exact, f"the weight {percent.strip()} % is none that Moodle takes"


def percent(weight: Fraction, decimals: int = 5) -> str:
    """A legal weight as Moodle wants it, `33.33333`; empty for one that is not legal."""
    if abs(weight) not in LEGAL:
        return ""
    number = round(Decimal(weight.numerator * 100) / Decimal(weight.denominator), decimals)
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def defaults_of(item: Item, weights: Sequence[Fraction]) -> Defaults:
    """What the weights of a file say beyond the keys: a rule of ours if they amount to one, else themselves."""
    if item.kind != "multiple":
        return Defaults() if proof.plain_single(weights, item.keys) else Defaults(weights=tuple(weights))
    rule = proof.inferred_rule(item, weights)
    return Defaults(rule=rule) if rule else Defaults(weights=tuple(weights))


def _as_written(weights: Sequence[Fraction]) -> list[Fraction]:
    return [Fraction(percent(weight)) / 100 for weight in weights]


def summed_weights(entry: Entry, ledger: Ledger) -> list[str] | None:
    """Percentages per option whose clipped sum scores a multiple-answer entry as it should be; None after a refusal.

    Where nobody has decided on the scoring, keys less distractors is written, and said.
    """
    item = entry.item
    wanted = proof.score_of(entry)
    net, harsh, kind = _sums(item)
    candidates = [list(entry.defaults.weights)] if entry.defaults.weights else [net, harsh, kind]
    legal = [weights for weights in candidates if len(weights) == len(item.options) and all(map(percent, weights))]
    if wanted is None and legal and legal[0] == net:
        ledger.lose(entry, "scoring", "open; written as keys chosen less distractors chosen")
        return [percent(weight) for weight in net]
    for weights in legal:
        if wanted is not None and proof.equal(
            len(item.options), frozenset(item.keys), wanted, proof.summed(_as_written(weights))
        ):
            return [percent(weight) for weight in weights]
    near = _nearest(item, wanted) if wanted is not None else None
    if near is None or not entry.nearest:
        _refuse(entry, ledger, near)
        return None
    weights, said = near
    ledger.lose(entry, "scoring", f"changed from {proof.called(entry)} to “{said}”, as was chosen")
    return [percent(weight) for weight in weights]


def _sums(item: Item) -> tuple[list[Fraction], list[Fraction], list[Fraction]]:
    """Weights by which a distractor costs as much as a key earns, or everything, or nothing."""
    share = Fraction(1, max(1, len(item.keys)))
    return (
        list(proof.net_weights(item)),
        [share if option.is_key else Fraction(-1) for option in item.options],
        [share if option.is_key else Fraction(0) for option in item.options],
    )


_ONE_SPOILS = "Each key earns its share, and one distractor takes all"


def _nearest(item: Item, wanted: proof.Score) -> tuple[list[Fraction], str] | None:
    """The sum of weights whose marks are nearest to the wanted ones, in words too; None where Moodle takes none.

    Weights by which a distractor costs nothing are not among them: who ticks all would have full marks.
    """
    net, harsh, _ = _sums(item)
    if not all(map(percent, net)):
        return None
    sums = ((net, RULES["net_correct"][0]), (harsh, _ONE_SPOILS))
    n, keys = len(item.options), frozenset(item.keys)
    return min(sums, key=lambda one: proof.distance(n, keys, wanted, proof.summed(one[0])))


def _refuse(entry: Entry, ledger: Ledger, near: tuple[list[Fraction], str] | None) -> None:
    if near is None:
        why = f"Moodle has no weight for one of {len(entry.item.keys)} equal keys"
        ledger.refuse(entry, why, "lower the number of keys, or choose another format")
        return
    if entry.defaults.weights:
        why = "Moodle does not take these weights: it has a fixed list of them"
    else:
        why = f"Moodle adds up weights and cannot score by the rule {proof.called(entry)}"
    ledger.refuse(entry, why, f"choose QTI 2.1, or the nearest rule of Moodle: “{near[1]}”", nearest=True)
