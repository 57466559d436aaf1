"""What makes a noun phrase a definition: a class, and what sets this one apart from the others of the class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from quizapp.generate.concepts import VAGUE
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import phrase
from quizapp.generate.reading import CONTENT, Parsed
from quizapp.generate.words import EVALUATIVE

_CLASSES = frozenset(
    "type kind form part member group class piece set series number variety branch family study process study theory "
    "view practice act science method way place area time name term person people object substance material item "
    "idea notion concept".split()
)
"""Nouns that say little alone and much with what follows."""
_LOOSE = frozenset({"find", "see", "know", "call", "locate", "perform", "be"})
"""Verbs that set nothing apart: many organs are "found in vertebrates"."""
FEWEST, MOST = 6, 20


def defining(
    reading: Reading, p: Parsed, head: int, tokens: Sequence[int], own: set[str], *, bare: bool = False
) -> str:
    """The definition printed, or nothing when it would fit other things too. Raises Unclear.

    `own` are the lemmas of the term: a definition that holds them gives the term away. `bare`: it may do without an
    article, since the article itself says that it is the definition.
    """
    noun = p.tokens[head]
    if noun.pos != "NOUN" or (noun.lemma in VAGUE and noun.lemma not in _CLASSES):
        return ""
    article = p.child(head, "det")
    several = article is None and noun.tag == "NNS"
    if (article is None and not bare and not several) or (
        article is not None and p.tokens[article].text.lower() not in ("a", "an", "the")
    ):
        return ""
    if not bare and p.child(head, "conj") is not None:
        return ""
    inside = [p.tokens[i] for i in tokens]
    if any(b.i != a.i + 1 for a, b in pairwise(inside)):
        return ""  # what stood between has been cut
    if any(p.tokens[c].dep == "conj" and c not in tokens for i in tokens for c in p.children[i]):
        return ""  # "to think, feel and act": half of it would be left
    if bare and inside[-1].i + 1 < len(p.tokens) and p.tokens[inside[-1].i + 1].text == ",":
        return ""  # it goes on
    if not FEWEST - bare <= len(inside) <= MOST or sum(t.pos in CONTENT for t in inside) < 4:
        return ""
    apart = any(
        t.dep in ("relcl", "acl", "pcomp") and t.pos in ("VERB", "AUX") and t.lemma not in _LOOSE for t in inside
    )
    if not apart and not bare:
        return ""
    if inside[0].text.lower() == "the" and any(t.tag in ("JJS", "RBS") for t in inside):
        return ""  # "the largest members of the family" says what it is like, not what it is
    if any(t.text in ("named", "called") for t in inside):
        return ""  # "an executive named Holt" is somebody, and no definition
    if any(t.lemma in EVALUATIVE or t.text.lower() in _POINTING for t in inside):
        return ""
    if akin((t.lemma for t in inside if t.pos in CONTENT), own):
        return ""
    text = phrase(reading, p, tokens, subject_given=True)
    return "" if re.search(r"[\"“”()\[\]:;–—]", text) else text


_POINTING = frozenset("it its they their them this these that's such other others another one ones".split())


def akin(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word of the one is of the same family as a word of the other: "bacteria" and "bacteriology"."""
    roots = {_root(w) for w in others if len(w) > 2}
    return any(_root(w) in roots for w in words)


def _root(lemma: str) -> str:
    """The first letters, which words of a family share."""
    return lemma[: max(4, min(6, len(lemma) - 2))]
