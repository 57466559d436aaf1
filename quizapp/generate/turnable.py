"""Which clause of a sentence a question can turn on, and who or what its subject is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quizapp.generate.gaps import Gap
from quizapp.generate.grammar import FINITE, SUBJECTS, upwards
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.words import PERSON_NOUNS


class Turnable(NamedTuple):
    """A verb with its subject and what helps it: "has", "been"; its subject may be that of the verb it is joined to."""

    verb: Token
    subject: int
    helpers: tuple[int, ...] = ()
    was: str = ""
    """What is left out before the verb, in "was built in 1923 and sold in 1931", "the pier, built in 1923, ..."."""
    beside: bool = False
    """Whether it only says more of its subject: "the pier, which closed in 1931, ..."."""


def turnable(p: Parsed, gap: Gap, words: Mapping[int, str]) -> Turnable | None:
    """The clause that the gap belongs to, where it is the main one of its sentence, joined to it, or an aside."""
    verb = next((t for t in upwards(p, gap.tokens[0]) if t.pos in ("VERB", "AUX") and t.dep != "xcomp"), None)
    if verb is not None and verb.dep in ("relcl", "acl"):
        return _aside(p, verb, words)
    if verb is None or verb.dep not in ("ROOT", "conj") or verb.i not in words:
        return None
    kids = [p.tokens[c] for c in p.children[verb.i]]
    if any(k.dep in _UNTURNED for k in kids):
        return None
    helpers = tuple(k.i for k in kids if k.dep in ("aux", "auxpass") and k.i < verb.i)
    above, subject, was = verb, p.child(verb.i, *SUBJECTS, "expl"), ""
    while subject is None and above.dep == "conj":
        above = p.tokens[above.head]
        subject = p.child(above.i, *SUBJECTS)
        was = next((p.tokens[c].text for c in p.children[above.i] if p.tokens[c].dep == "auxpass"), was)
    bare = verb.tag == "VBN" and not helpers
    if subject is None or subject not in words or subject > min((*helpers, verb.i)) or (bare and not was):
        return None
    first = p.tokens[min((*helpers, verb.i))]
    fit = bare or (first.tag in FINITE and _agrees(p, subject, first))
    if above is verb and sum(t.text == "," for t in p.tokens[subject : first.i]) == 1:
        return None  # "The shed, bought back in 1988, houses a museum"
    return Turnable(verb, subject, helpers, was if bare else "") if fit else None


def _agrees(p: Parsed, subject: int, verb: Token) -> bool:
    """Whether a verb may be that of a subject: not "the limestone have"."""
    t = p.tokens[subject]
    many = t.tag in ("NNS", "NNPS") or p.child(subject, "conj") is not None
    return t.tag not in _NOUNS or verb.text.lower() not in (("has", "was", "is") if many else ("have", "were", "are"))


_NOUNS = frozenset("NN NNS NNP NNPS".split())


def _aside(p: Parsed, verb: Token, words: Mapping[int, str]) -> Turnable | None:
    """A clause within commas that says more of somebody or something named: "the pier, which closed in 1931, ..."."""
    of, start = p.tokens[verb.head], p.subtree(verb.i)[0]
    over = p.tokens[of.head]
    # "the house of Wells, which ...", "a man in Skerry, who ..."
    at_an_end = of.dep == "pobj" and (p.tokens[over.head].pos not in ("VERB", "AUX") or over.text in ("in", "at", "of"))
    told_of = [p.tokens[i] for i in p.subtree(of.i) if i < start]
    several = any(t.dep in ("prep", "appos", "conj") and not (t.text == "of" and of.pos == "PROPN") for t in told_of)
    some_one = told_of and told_of[0].text.lower() in ("a", "an")
    if of.pos not in ("NOUN", "PROPN") or of.i not in words or of.dep == "attr" or p.tokens[start - 1].text != ",":
        return None
    if at_an_end or several or some_one:
        return None
    who = p.child(verb.i, *SUBJECTS)
    if verb.dep == "acl":
        plain = verb.tag == "VBN" and who is None and start == verb.i
        many = of.tag in ("NNS", "NNPS") or p.child(of.i, "conj") is not None
        return Turnable(verb, of.i, was="were" if many else "was", beside=True) if plain else None
    if who is None or who != start or p.tokens[who].tag not in ("WDT", "WP") or verb.i not in words:
        return None
    if (p.tokens[who].text.lower() == "who") is not (of.ent == "PERSON" or of.lemma in PERSON_NOUNS):
        return None
    helpers = tuple(c for c in p.children[verb.i] if p.tokens[c].dep in ("aux", "auxpass") and c < verb.i)
    fit = p.child(verb.i, "neg") is None and _agrees(p, of.i, p.tokens[min((*helpers, verb.i))])
    return Turnable(verb, of.i, helpers, beside=True) if fit else None


_UNTURNED = frozenset("neg csubj csubjpass intj".split())
