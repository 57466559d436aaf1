"""Sentences that can be told by themselves: they need no sentence before them and end where they seem to."""

from __future__ import annotations

import re

from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import LINKS
from quizapp.generate.words import BINDING, DISCOURSE, HEDGED, REPORTING

SPOILT = re.compile(
    r"[\"“”()\[\];:?!]|(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)\.\s[A-Z]|\s[-–—]\s|--|"
    r"\b(?:I|we|you|our|your|us|my)\b|^[A-Z]{2,3} [A-Z]|"
    r"\b(?:[Ff]igure|[Tt]able)\b"
)
"""What makes a sentence unfit to be an option: quotations, asides, an address to the reader, a pointer to a figure."""


def standing(reading: Reading, p: Parsed, *, denied: bool = False) -> list[int]:
    """The tokens of a sentence that can be told by itself, without what stands in brackets; none for any other.

    `denied`: also sentences with "not", which no generator may ask about as they stand.
    """
    if not 7 <= len(p.tokens) <= 45 or not p.sentence.text.rstrip(" ]0123456789[").endswith("."):
        return []
    root = next((t for t in p.tokens if t.dep == "ROOT"), None)
    if root is None or root.pos not in ("VERB", "AUX") or p.child(root.i, "nsubj", "nsubjpass") is None:
        return []
    finite = root.tag in ("VBD", "VBZ", "VBP") or any(
        p.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD") for c in p.children[root.i]
    )
    subject = p.tokens[p.child(root.i, "nsubj", "nsubjpass") or 0]
    if not finite or (subject.pos == "PRON" and (p.index, subject.i) not in reading.resolved):
        return []
    hedging = {"may", "might", "could", "would", "should", "must"}
    if any(p.tokens[c].tag == "MD" and p.tokens[c].lemma in hedging for c in p.children[root.i]):
        return []
    if any(t.lemma in HEDGED for t in p.tokens) or any(
        (p.tokens[c].dep == "neg" and not denied) or p.tokens[c].lemma in ("no", "never")
        for c in (*p.children[root.i], *p.children[subject.i])
    ):
        return []
    first = p.tokens[0]
    if (
        first.tag in ("VBN", "VBG")
        or first.pos in ("CCONJ", "SCONJ", "INTJ")
        or first.lemma
        in DISCOURSE
        | BINDING
        | {
            "as",
            "so",
            "for",
            "such",
            "thus",
        }
    ):
        return []
    if first.pos == "ADP" and any(t.lemma in LINKS for t in p.tokens[1:3]):
        return []  # "in contrast", "as a result"
    tokens: list[int] = []
    depth = 0
    for t in p.tokens:
        if t.text in ("(", "["):
            depth += 1
        elif t.text in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth and t.pos != "SPACE":
            tokens.append(t.i)
    return tokens


def somebodys_word(p: Parsed) -> bool:
    """Whether the sentence tells what somebody says; it then names who."""
    said = any(
        t.lemma in REPORTING and any(p.tokens[c].dep in ("ccomp", "xcomp") for c in p.children[t.i]) for t in p.tokens
    )
    return said or any(t.lemma == "accord" for t in p.tokens)
