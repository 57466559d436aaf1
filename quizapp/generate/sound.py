"""Whether a statement may be told by itself as an option, and whether a word of it can be turned round.

A statement that is broken, grave or leans on the sentence before is no option at all. A word on which others rest is
not turned round: what comes out would be nonsense, and nonsense is no wrong option.
"""

from __future__ import annotations

import re

from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.words import ANAPHORIC

GRAVE = frozenset(
    "massacre enslave slave slavery kill murder rape suicide genocide die dead death victim torture abuse "
    "prostitution sex sexual convict accuse".split()
)
"""Lemmas of what is not altered for a quiz, nor put beside what is."""
BROKEN = re.compile(
    r"\bapproximate \d|\bas if\b|\b(?:of|in|on|at|by|for|with|from|to|and|or|than|the|an?)$|"
    r"\b(?:were|was|are|is) (?:consist|include|contain|have|make|become|take)\b|\b(\w+) \1\b"
)
"""Signs that the sentence is not whole or not well made, or is told as a tale tells."""
_BEFORE_IT = frozenset(
    "affect affected resulting remaining corresponding respective aforementioned above said new".split()
)


def two_names(reading: Reading, p: Parsed, tokens: tuple[int, ...]) -> bool:
    """Whether a pronoun would be printed as a name behind another one: "Marbles sings on Jenna Mourey's channel"."""
    root = next(t for t in p.tokens if t.dep == "ROOT")
    at = p.child(root.i, "nsubj", "nsubjpass")
    people = [e for i in tokens if (e := reading.entities.at.get((p.index, i))) is not None and e.type == "PERSON"]
    for i in tokens:
        meant = reading.resolved.get((p.index, i))
        if meant is None or meant.type != "PERSON":
            continue
        if any(e is not meant for e in people):
            return True
        if at is not None and at != i and at in tokens and p.tokens[at].pos == "PROPN":
            return reading.entities.at.get((p.index, at)) is not meant
    return False


def leans_back(reading: Reading, p: Parsed, tokens: tuple[int, ...]) -> bool:
    """Whether the subject is "the affected region" or "these methods": something the sentence before has told of."""
    root = next(t for t in p.tokens if t.dep == "ROOT")
    at = p.child(root.i, "nsubj", "nsubjpass")
    if at is None or at not in tokens or p.tokens[at].pos != "NOUN":
        return False
    kids = [p.tokens[c] for c in p.children[at] if c < at]
    first = next((t for t in kids if t.dep == "det"), None)
    if first is None or first.text.lower() not in ("the", "this", "these", "that", "those"):
        return False
    if first.text.lower() != "the":
        return True
    later = [p.tokens[c] for c in p.children[at] if c > at]
    fuller = any(t.dep in ("prep", "relcl", "acl") for t in later) or any(t.pos in ("PROPN", "NUM") for t in kids)
    bare = not any(t.dep in ("amod", "compound", "poss") for t in kids)
    return not fuller and ((bare and p.tokens[at].lemma in ANAPHORIC) or any(t.lemma in _BEFORE_IT for t in kids))


def leaned_on(p: Parsed, token: Token) -> bool:
    """Whether other words of the sentence rest on this one, so that its contrary would break it.

    "Easy because it has many parts", "rigid and subject to change", "rarely present at a lower concentration", "the
    15th smallest": nobody who reads such an option takes it for the article's.
    """
    if any(t.text.lower() in _REASONS or (t.tag in ("WDT", "WP") and t.i > token.i) for t in p.tokens):
        return True
    over = p.tokens[token.head]
    joined = any(p.tokens[c].dep in ("conj", "preconj") for t in (token, over) for c in p.children[t.i])
    ranked = token.tag == "JJS" and re.fullmatch(r"\d+(?:st|nd|rd|th)|\w+th|second|third", p.tokens[token.i - 1].text)
    graded = token.tag == "RB" and any(t.tag in ("JJR", "RBR") or t.lemma in ("some", "sometimes") for t in p.tokens)
    return joined or bool(ranked) or graded or over.dep == "conj"


_REASONS = frozenset("because since so as while although though whereas thus therefore hence despite however".split())
VARIED = frozenset("kind type sort form people time way kinds types sorts forms times ways".split())
