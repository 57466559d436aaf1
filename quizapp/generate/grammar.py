"""What the rules share of English syntax, in the labels of the parser."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.reading import Parsed, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that can head a sentence."""


def upwards(p: Parsed, i: int) -> Iterator[Token]:
    """A token and all that it depends on, up to the root."""
    yield p.tokens[i]
    while p.tokens[i].dep != "ROOT":
        i = p.tokens[i].head
        yield p.tokens[i]


def verb_over(p: Parsed, i: int) -> int:
    """The nearest verb a token depends on, or is; the root where there is none."""
    return next(t.i for t in upwards(p, i) if t.dep == "ROOT" or t.pos in ("VERB", "AUX"))


def main_subject(p: Parsed) -> int | None:
    """The subject of a sentence's main clause."""
    return next((t.i for t in p.tokens if t.dep in SUBJECTS and p.tokens[t.head].dep == "ROOT"), None)


def following(p: Parsed, t: Token) -> Token:
    """The next token; behind the last one there is none, which stands for it."""
    return p.tokens[min(t.i + 1, len(p.tokens) - 1)]
