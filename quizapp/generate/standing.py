"""Whether a sentence is somebody's word."""

from __future__ import annotations

from quizapp.generate.reading import Parsed
from quizapp.generate.words import REPORTING


def somebodys_word(p: Parsed) -> bool:
    """Whether the sentence tells what somebody says; it then names who."""
    said = any(
        t.lemma in REPORTING and any(p.tokens[c].dep in ("ccomp", "xcomp") for c in p.children[t.i]) for t in p.tokens
    )
    return said or any(t.lemma == "accord" for t in p.tokens)
