"""Shorter forms of a clause: circumstances fall away, one after the other, and what is asked for stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizapp.generate.clauses import Clause, Part
from quizapp.generate.words import BINDING

_CIRCUMSTANCES = frozenset({"prep", "advcl", "npadvmod", "advmod", "acl", "relcl"})
_TIES = frozenset({"than", "as", "of", "without", "unless", "if", "until", "except", "like", "to"})
"""First words of a part which change what is said when they fall away."""


def shorter(clause: Clause, wanted: Iterable[int]) -> Iterator[Clause]:
    """The clause as it is, then without what opens the sentence, then without one part more from its end each time.

    What stands right behind the verb stays: "served as a judge" is no "served". So does every part with a token
    of `wanted`.
    """
    held = set(wanted)
    yield clause
    fronted = tuple(x for x in clause.fronted if held & set(x.tokens))
    shorn = replace(clause, fronted=fronted)
    if fronted != clause.fronted:
        yield shorn
    for part in reversed(clause.parts):
        if not _falls(shorn, part, held):
            continue
        shorn = replace(shorn, parts=tuple(x for x in shorn.parts if x is not part))
        yield shorn


def _falls(clause: Clause, part: Part, held: set[int]) -> bool:
    if part.dep not in _CIRCUMSTANCES or held & set(part.tokens):
        return False
    p = clause.parsed
    first = part.tokens[0]
    if p.tokens[first].text.lower() in _TIES or any(p.tokens[i].lemma in BINDING for i in part.tokens):
        return False
    if not p.tokens[first - 1].space and p.tokens[first - 1].pos != "PUNCT":
        return False  # "4-for-4"
    others = [x for x in clause.parts if x is not part and not held & set(x.tokens)]
    whole = any(x.dep in ("dobj", "attr", "acomp", "oprd", "ccomp", "xcomp") for x in others)
    ahead = next((x for x in clause.parts if not held & set(x.tokens) and x.dep not in ("prt", "advmod")), None)
    return part is not ahead or (whole and bool(others))
