"""Points of a live room: decoration, recomputed from responses each time. No grade is ever made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

WEIGHT = 1000
GRACE_MS = 1000
"""Answers within the first second count as instant, since that second may be the network's."""


def points(
    mark: Fraction, *, speed_percent: int = 0, elapsed_ms: int = 0, limit_ms: int | None = None, time_percent: int = 100
) -> int:
    """Points for one answer: what it earned (0 to 1), less what slowness costs, at most half and by default nothing.

    With weight W = 1000, mark f, speed weight s = speed_percent/100 ≤ 1/2, time factor a = time_percent/100, limit T:

        g = 1 s · a        u = clip((t − g) / (T·a − g), 0, 1)        points = ⌊W · f · (1 − s·u) + 1/2⌋

    t is the time from opening the question to the receipt, pauses left out. u is a share of the learner's *own* time:
    who has extra time and uses the same share gets the same points, which is why the grace is scaled too. Without a
    countdown u is 0. Wrong or missing answers get 0, never less. There is no bonus for streaks.

    >>> points(Fraction(1)), points(Fraction(1), speed_percent=50, elapsed_ms=10_000, limit_ms=20_000)
    (1000, 763)
    """
    late = Fraction(0)
    if speed_percent and limit_ms:
        own, grace = Fraction(limit_ms * time_percent, 100), Fraction(GRACE_MS * time_percent, 100)
        late = min(Fraction(1), max(Fraction(0), (elapsed_ms - grace) / (own - grace)))
    exact = WEIGHT * mark * (1 - Fraction(min(speed_percent, 50), 100) * late)
    return int(exact + Fraction(1, 2))


def ranks(totals: Mapping[int, int | Fraction]) -> dict[int, int]:
    """Each one's place, best first; equal totals share a place and the next place is left out: 1, 1, 3."""
    place: dict[int | Fraction, int] = {}
    for number, total in enumerate(sorted(totals.values(), reverse=True), 1):
        place.setdefault(total, number)
    return {name: place[total] for name, total in totals.items()}


def team_score(points_of_members: Sequence[int]) -> Fraction:
    """A team's points for one question: the mean over those of its members who were asked, so size gains nothing."""
    if not points_of_members:
        return Fraction(0)
    return Fraction(sum(points_of_members), len(points_of_members))


def shift(first: Sequence[bool], second: Sequence[bool]) -> dict[str, int]:
    """How those who answered twice moved: from right or wrong to right or wrong, in that order of words."""
    moved = {"right right": 0, "right wrong": 0, "wrong right": 0, "wrong wrong": 0}
    for before, after in zip(first, second, strict=True):
        moved[f"{'right' if before else 'wrong'} {'right' if after else 'wrong'}"] += 1
    return moved


def gain(before: float, after: float) -> float | None:
    """Normalised gain (p2 − p1) / (1 − p1), after Hake, Am. J. Phys. 66 (1998); None when all were right at first."""
    return None if before >= 1 else (after - before) / (1 - before)
