"""Shorter forms of a clause: circumstances fall away, one after the other, and what is asked for stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from quizapp.generate.candidates import Candidate
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.phrases import Unclear
from quizapp.generate.wording import absolute, as_of, timely
from quizapp.generate.words import BINDING

COMFORTABLE = 25
"""Words of a question that is read without effort; a longer one is cut when something in it may fall away."""

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
    tokens = clause.parsed.tokens
    if any(tokens[a].lemma == "have" and tokens[a].tag == "VBD" for a in clause.auxiliaries):
        return  # "had fled by 1700": without the time it is another question
    if any(timely(clause.parsed, x) and not absolute(clause.parsed, x.tokens) for x in clause.fronted):
        return  # "last week" stays, or the clause is not asked about
    fronted = tuple(x for x in clause.fronted if held & set(x.tokens) or as_of(clause.parsed, x))
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
    if not p.tokens[first - 1].space and (p.tokens[first - 1].pos != "PUNCT" or p.tokens[first - 1].text == "-"):
        return False  # "4-for-4"
    others = [x for x in clause.parts if x is not part and not held & set(x.tokens)]
    whole = any(x.dep in ("dobj", "attr", "acomp", "oprd", "ccomp", "xcomp") for x in others)
    ahead = next((x for x in clause.parts if not held & set(x.tokens) and x.dep not in ("prt", "advmod")), None)
    if part.dep == "advmod":
        return whole and bool(others)
    return part is not ahead or (whole and bool(others))


def easiest(clause: Clause, wanted: Iterable[int], ask: Callable[[Clause], Iterable[Candidate]]) -> Iterator[Candidate]:
    """What `ask` makes of the fullest form of a clause that is clear and read with ease; else of the shortest."""
    best: list[Candidate] = []
    for form in shorter(clause, wanted):
        try:
            made = list(ask(form))
        except Unclear:
            continue
        if not made:
            return
        if len(made[0].stem.split()) <= COMFORTABLE:
            yield from made
            return
        if not best or len(made[0].stem) < len(best[0].stem):
            best = made
    yield from best
