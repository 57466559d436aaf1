"""When feedback of a QTI 2.x or 3.0 item shows, found by executing the item, and what it therefore is here.

Shown whatever is answered: the explanation. Shown for one option: its rationale. Shown for the right, partly right or
wrong response as a whole: words for that. The names that authors give to outcomes mean nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.qti.shared.node import Node

FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")


@dataclass(slots=True)
class Told:
    """Feedback sorted by when it shows; each a list of HTML pieces."""

    rationales: dict[int, list[str]] = field(default_factory=dict)
    explanation: list[str] = field(default_factory=list)
    correct: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    incorrect: list[str] = field(default_factory=list)
    unsure: bool = False


Outcomes = Mapping[str, frozenset[str]]
"""Outcome → the identifiers it holds after a response."""


def sort_feedback(
    nodes: Sequence[tuple[Node, str]],
    identifiers: Sequence[str],
    keys: frozenset[int],
    outcomes: Callable[[frozenset[int]], tuple[Outcomes, Fraction]] | None,
    *,
    several: bool = False,
) -> Told:
    """`nodes` are feedback elements with their HTML, `outcomes` what a set of options leads to; None if unknown."""
    told = Told()
    if not nodes:
        return told
    n = len(identifiers)
    seen: dict[frozenset[int], tuple[Outcomes, Fraction]] = {}
    if outcomes is not None:
        trials = [frozenset([at]) for at in range(n)]
        if several:
            trials += [chosen for chosen in (keys, frozenset(range(n)) - keys) if chosen and chosen not in trials]
        seen = {chosen: outcomes(chosen) for chosen in trials}
    for node, html in nodes:
        name = node.get("identifier")
        if name in identifiers and node.get("showHide", "show") == "show":
            told.rationales.setdefault(identifiers.index(name), []).append(html)
        elif not seen:
            told.explanation.append(html)
            told.unsure = True
        else:
            _place(told, node, html, keys, seen, n)
    return told


def _place(
    told: Told, node: Node, html: str, keys: frozenset[int], seen: Mapping[frozenset[int], tuple[Outcomes, Fraction]],
    n: int,
) -> None:  # fmt: skip
    outcome, name, hides = node.get("outcomeIdentifier"), node.get("identifier"), node.get("showHide") == "hide"
    shown = {chosen for chosen, (after, _) in seen.items() if (name in after.get(outcome, frozenset())) != hides}
    top = seen[keys][1] if keys in seen else Fraction(0)
    full = {chosen for chosen, (_, mark) in seen.items() if mark == top and mark > 0}
    none = {chosen for chosen, (_, mark) in seen.items() if mark <= 0}
    partly = set(seen) - full - none
    singles = [at for at in range(n) if frozenset([at]) in shown]
    if shown == set(seen):
        told.explanation.append(html)
    elif not shown and name.lower().startswith(("part", "incorrect", "wrong")):
        # words for a response that this item can never get: only their name tells what they are
        (told.partly if name.lower().startswith("part") else told.incorrect).append(html)
    elif not shown:
        told.explanation.append(html)
        told.unsure = True
    elif shown == full:
        told.correct.append(html)
    elif shown == partly and (none or name.lower().startswith("part")):
        told.partly.append(html)
    elif shown in (none, set(seen) - full):
        told.incorrect.append(html)
    else:
        for at in singles:
            told.rationales.setdefault(at, []).append(html)
        if not singles:
            told.explanation.append(html)
            told.unsure = True


def identifiers_in(value: object) -> frozenset[str]:
    """What an outcome holds, as names to compare with a feedback's identifier."""
    if isinstance(value, tuple):
        return frozenset(str(each) for each in value)
    return frozenset() if value is None else frozenset([str(value)])
