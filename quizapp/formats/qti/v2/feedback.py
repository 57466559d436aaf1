"""When feedback of a QTI 2.x or 3.0 item shows, found by executing the item, and what it therefore is here.

Shown whatever is answered: the explanation. Shown for one option: its rationale. Shown for the right, partly right or
wrong response as a whole: words for that. The names that authors give to outcomes mean nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from quizapp.formats.qti.shared.node import Node

FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
NONE: Mapping[tuple[str, str], int] = {}
_BRANCHES = ("responseIf", "responseElseIf", "responseElse")
_AS_A_WHOLE = re.compile(
    r"(?:(?:response|feedback|general|fb)_?)?(?:(?:all|not|one)_?)*(?:in)?(?:correct|right|wrong|mastery|fail|partial|partly)"
    r"(?:_?(?:fb|feedback|answer|response|correct))*",
    re.I,
)


@dataclass(slots=True)
class Told:
    """Feedback sorted by when it shows; each a list of HTML pieces."""

    rationales: dict[int, list[str]] = field(default_factory=dict)
    explanation: list[str] = field(default_factory=list)
    correct: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    incorrect: list[str] = field(default_factory=list)
    unsure: bool = False


Name = TypeVar("Name")
Outcomes = Mapping[str, frozenset[str]]
"""Outcome → the identifiers it holds after a response."""


def sort_feedback(
    nodes: Sequence[tuple[Node, str]],
    identifiers: Sequence[str],
    keys: frozenset[int],
    outcomes: Callable[[frozenset[int]], tuple[Outcomes, Fraction]] | None,
    *,
    several: bool = False,
    about: Mapping[tuple[str, str], int] = NONE,
) -> Told:
    """`nodes` are feedback elements with their HTML, `outcomes` what a set of options leads to; None if unknown.

    `about` says which feedback is about one option, as (outcome, identifier).
    """
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
        elif (at := about.get((node.get("outcomeIdentifier"), name))) is not None and name not in identifiers:
            told.rationales.setdefault(at, []).append(html)
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


def speaks_of_all(name: str) -> bool:
    """Whether feedback of this name is about the response as a whole: right, wrong or partly right."""
    return _AS_A_WHOLE.fullmatch(name) is not None


def about_options(
    rules: Sequence[Node], identifiers: Sequence[str], keys: frozenset[int]
) -> dict[tuple[str, str], int]:
    """Feedback set where the response is compared with one option by its identifier: it is about that option.

    Feedback to the key only where one to a wrong option is written in the same way; see `own`.
    """
    found: dict[tuple[str, str], set[tuple[int, bool]]] = {}
    for branch in (node for rule in rules for node in rule.walk() if node.name in _BRANCHES):
        tests = [] if branch.name == "responseElse" else list(branch.elements[:1])
        values = [value.text.strip() for test in tests for value in test.all("baseValue")]
        plain = all(node.name in ("match", "member", "variable", "baseValue") for test in tests for node in test.walk())
        at = identifiers.index(values[0]) if plain and len(values) == 1 and values[0] in identifiers else -1
        sets = [node for node in branch.elements if node.name == "setOutcomeValue"]
        scores = any(node.get("identifier") == "SCORE" for node in sets)
        for node in sets:
            for value in node.all("baseValue"):
                found.setdefault((node.get("identifier"), value.text.strip()), set()).add((at, scores))
    return own({name: places for name, places in found.items() if not speaks_of_all(name[1])}, keys, len(identifiers))


def own(found: Mapping[Name, set[tuple[int, bool]]], keys: frozenset[int], n: int) -> dict[Name, int]:
    """Which feedback is about one option, from where it shows: for which option (-1: for more), and beside a score?

    What shows for the key alone may as well be the words for a right answer. It is about the option where some wrong
    option has its own in the same manner, or every one of the `n` options has.
    """
    alone = {name: next(iter(places)) for name, places in found.items() if len(places) == 1}
    manners = {scores for at, scores in alone.values() if at >= 0 and at not in keys}
    each = {at for at, _ in alone.values()} >= set(range(n))
    return {name: at for name, (at, scores) in alone.items() if at >= 0 and (each or scores in manners)}


def identifiers_in(value: object) -> frozenset[str]:
    """What an outcome holds, as names to compare with a feedback's identifier."""
    if isinstance(value, tuple):
        return frozenset(str(each) for each in value)
    return frozenset() if value is None else frozenset([str(value)])
