"""From what an item really gives for each response to its keys, and to the rule or weights that say the same.

QTI states its key in several places which need not agree. The key that the author stated is believed where the
scoring does not contradict it; where nothing is stated, the best-scoring response is the key, if there is only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from quizapp.core.scoring import RULES, credit
from quizapp.formats.marks.proof import TOLERANCE, Score, choices, equal, summed

_EXHAUSTIVE = 8
_DEFAULT = "all_or_nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Keys, the mark they earn, how other responses are marked, or why no key can be trusted.

    `problem` (with `remedy`) says why the item must not be taken; `remarks` what to say about it if it is.
    """

    keys: frozenset[int] = frozenset()
    top: Fraction = Fraction(0)
    rule: str = ""
    weights: tuple[Fraction, ...] = ()
    problem: str = ""
    remedy: str = ""
    remarks: tuple[str, ...] = field(default=())


_NO_KEY = "no response earns a mark and no correct response is stated"
_MARK_ONE = "mark the key in the other program, or enter the question by hand"


def judge(
    n: int,
    score: Score,
    *,
    several: bool,
    stated: frozenset[int] = frozenset(),
    weights: Sequence[Fraction] = (),
    hints: Iterable[frozenset[int]] = (),
) -> Verdict:
    """The verdict over n options. `score` gives the marks for a set of options as the item computes them.

    `stated` is the correct response as the file names it; `weights` what each option adds, where the scoring is a
    sum; `hints` are sets worth trying where there are too many to try all.
    """
    known: dict[frozenset[int], Fraction] = {}

    def remembered(chosen: frozenset[int]) -> Fraction:
        if chosen not in known:
            known[chosen] = score(chosen)
        return known[chosen]

    if several:
        return _several(n, remembered, stated, tuple(weights), tuple(hints))
    return _single(n, remembered, stated)


def _single(n: int, score: Score, stated: frozenset[int]) -> Verdict:
    marks = [score(frozenset([at])) for at in range(n)]
    top = max(marks, default=Fraction(0))
    best = frozenset(at for at in range(n) if marks[at] == top)
    if len(stated) > 1:
        return Verdict(problem=f"it takes one answer and names {len(stated)} as correct", remedy=_MARK_ONE)
    if top <= 0:
        if not stated:
            return Verdict(problem=_NO_KEY, remedy=_MARK_ONE)
        return Verdict(stated, remarks=("no option earns a mark in it; the key is the stated correct response",))
    if stated and not stated <= best:
        return Verdict(
            problem="the stated correct response and the scoring name different keys",
            remedy="make them agree in the other program, or enter the question by hand",
        )
    if not stated and len(best) > 1:
        return Verdict(problem=f"it takes one answer and {len(best)} options earn full marks", remedy=_MARK_ONE)
    keys = stated or best
    remarks = ("other options earn full marks in the file as well",) if len(best) > 1 else ()
    shares = tuple(max(Fraction(-1), _neat(mark / top)) for mark in marks)
    plain = all(share == (1 if at in keys else 0) for at, share in enumerate(shares))
    return Verdict(keys, top, weights=() if plain else shares, remarks=remarks)


def _several(
    n: int, score: Score, stated: frozenset[int], weights: tuple[Fraction, ...], hints: tuple[frozenset[int], ...]
) -> Verdict:
    if n <= _EXHAUSTIVE:
        sets = [frozenset(chosen) for size in range(n + 1) for chosen in combinations(range(n), size)]
    else:
        adds = frozenset(at for at in range(n) if score(frozenset([at])) > 0)
        worth = frozenset(at for at, weight in enumerate(weights) if weight > 0)
        starts = {stated, adds, worth, frozenset(range(n)), *hints}
        sets = list({start ^ frozenset(flip) for start in starts for k in (0, 1) for flip in combinations(range(n), k)})
    top = max((score(chosen) for chosen in sets if chosen), default=Fraction(0))
    if top <= 0:
        if not stated:
            return Verdict(problem=_NO_KEY, remedy=_MARK_ONE)
        return Verdict(stated, remarks=("no option earns a mark in it; the keys are the stated correct response",))
    remarks: tuple[str, ...] = ()
    if stated:
        if score(stated) <= 0:
            return Verdict(
                problem="the stated correct response earns no mark and another response does",
                remedy="make them agree in the other program, or enter the question by hand",
            )
        if score(stated) < top:
            top, remarks = score(stated), ("its marks reward more than the stated correct response; check the keys",)
        keys = stated
    else:
        best = [chosen for chosen in sets if score(chosen) == top]
        smallest = frozenset.intersection(*best) if best else frozenset[int]()
        positive = frozenset(at for at, weight in enumerate(weights) if weight > 0)
        if len(best) > 1 and positive in best:
            keys = positive  # options worth nothing change nothing: they are distractors that cost nothing
        elif len(best) == 1 or smallest in best:
            keys = smallest
        else:
            return Verdict(problem=f"{len(best)} different responses earn full marks", remedy=_MARK_ONE)
    rule, kept = _said(n, keys, score, top, weights)
    if not rule and not kept:
        remarks += ("it is marked in a way that has no counterpart here; choose a rule in the quiz",)
    return Verdict(keys, top, rule, kept, remarks=remarks)


def _said(
    n: int, keys: frozenset[int], score: Score, top: Fraction, weights: tuple[Fraction, ...]
) -> tuple[str, tuple[Fraction, ...]]:
    """The rule that gives the same marks, or the weights that do."""

    def share(chosen: frozenset[int]) -> Fraction:
        return min(Fraction(1), max(Fraction(0), score(chosen) / top))

    at_hand = list(choices(n, keys))
    for rule in RULES:
        if all(abs(credit(n, keys, chosen, rule) - share(chosen)) <= TOLERANCE for chosen in at_hand):
            return rule, ()
    shares = tuple(max(Fraction(-1), min(Fraction(1), _neat(weight / top))) for weight in weights)
    return ("", shares) if shares and equal(n, keys, share, summed(shares)) else ("", ())


def _neat(share: Fraction) -> Fraction:
    """A third where 0.333333 was written."""
    neat = share.limit_denominator(100)
    return neat if abs(neat - share) <= TOLERANCE else share
