"""Whether the article could make a wrong option true: shared by all kinds of distractors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import ALIASES, CITY_COUNTRY
from quizapp.generate.reading import likeness

Wrong = tuple[str, str]
"""A distractor and why it is wrong."""
LEAD = re.compile(r"^According to [^,]+, ")
"""Where a question says that it is answered."""


def same(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    if a == b:
        return True
    if _DIGIT.search(a) or _DIGIT.search(b):
        return False
    if _initials(one) == other or _initials(other) == one:
        return True
    wa, wb = set(a.split()), set(b.split())
    return wa <= wb or wb <= wa


_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    return _ARTICLE.sub("", text.lower().strip(" ."))


@lru_cache(maxsize=1024)
def _initials(name: str) -> str:
    """ "USGS" for "United States Geological Survey"; empty for a single word."""
    words = [w for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def frame(reading: Reading, candidate: Candidate) -> set[str]:
    """Content lemmas of the stem, taken from the evidence sentence."""
    words = {w.lower() for w in re.findall(r"[\w'.-]+", candidate.stem)}
    p = reading.parsed[candidate.sentence]
    return {t.lemma for t in p.tokens if t.lemma in p.lemmas and (t.text.lower() in words or t.lemma in words)}


def supported(reading: Reading, candidate: Candidate, sentences: Sequence[int], wanted: set[str]) -> bool:
    """Whether one of these sentences could make a distractor true: it is evidence or shares the stem's frame."""
    named = {w for w in re.findall(r"[A-Z][\w'’-]{3,}", candidate.stem.partition(" ")[2])} - {"According"}
    for index in sentences:
        if index == candidate.sentence:
            return True
        told = reading.parsed[index]
        if named and not any(t.text in named or t.pos == "PRON" for t in told.tokens):
            continue  # told of something else: who faced whom at another stadium
        shared = wanted & told.lemmas
        if candidate.verb in shared and len(shared) >= 2:
            return True
        if len(wanted) <= 3 and any(w.capitalize() in candidate.stem or w.upper() in candidate.stem for w in shared):
            return True
        if wanted and len(shared) >= max(2, 0.5 * len(wanted)):
            return True
    return False


def nearness(stem: str, option: str) -> float:
    """How like the words of an option are to those of the question, 0 to 1."""
    asked = re.findall(r"[a-z0-9]+", stem.lower())
    own = re.findall(r"[a-z0-9]+", option.lower())
    return sum(max((likeness(a, b) for b in asked), default=0.0) for a in own) / max(1, len(own))


def american(reading: Reading) -> bool:
    """Whether the article speaks of America, whose schools and teams are the ones known by name here."""
    return any(
        e.subtype == "US state"
        or ALIASES.get(e.name.lower(), e.name) == "United States"
        or CITY_COUNTRY.get(e.name.lower()) == "United States"
        for e in reading.entities.all
    )
