"""How a sentence with something left out is shown, and where its readers are told to look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quizapp.generate.facts import Reading
from quizapp.generate.gaps import GAP
from quizapp.generate.passage import MOST_OF_ALL, excerpt, passage
from quizapp.generate.pointed import pointed
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import MONTH
from quizapp.generate.verbatim import NOTHING, shown
from quizapp.generate.whole_words import count
from quizapp.generate.words import REPORTING

FEWEST, MOST = 3, 42
"""Of what is shown: fewer names and words of four letters or more say too little, more words in all are a burden."""
ENOUGH = 6
"""Words that say enough without a name, where title and paragraph are told."""
TELLING = re.compile(
    r"(?:\b[A-Z][\w.'’-]*\b[ \]’s]*)+|"
    r"(?!(?:were|been|being|with|from|when|that|this|their|after|into|have|took|place|first)\b)\b[^\W\d_]{4,}"
)
_SAYS_NOTHING = re.compile(r"\b(?:In|On|At|By|From|Since|[Tt]here|none)\b")
NAME = re.compile(rf"(?:\s|\[)(?!{MONTH}\b)[A-Z]")


class Shown(NamedTuple):
    """Where to look, whether a sentence or a passage is shown, and what is."""

    source: str
    what: str
    part: str
    words: Mapping[int, str] = {}
    """Of a sentence, the words shown for its tokens."""


def ways(reading: Reading, p: Parsed, tokens: range, source: str) -> Iterator[Shown]:
    """How a sentence without some tokens may be shown, the shortest first: alone, behind what it leans on, or with its
    paragraph named; only where it says of what and where, and keeps who says it."""
    paragraph = f"paragraph {p.sentence.paragraph} of {source}"
    for way in _ways(reading, p, tokens, source, paragraph):
        short = len(way.part.split()) <= (MOST if way.what == "sentence" else MOST_OF_ALL)
        placed = way.source == paragraph
        said = telling(way.part)
        named = reading.about or NAME.search(way.part) or (placed and said >= ENOUGH)
        torn = _BROKEN_OFF.search(way.part) or _OF_WHAT.fullmatch(way.part)
        if short and named and said >= FEWEST and keeps_source(p, way.part) and not torn:
            yield way


def _ways(reading: Reading, p: Parsed, tokens: range, source: str, paragraph: str) -> Iterator[Shown]:
    part, words = shown(reading, p, tokens)
    if part:
        alone = (reading.about or NAME.search(part)) and not _AS_KNOWN.search(part)
        yield Shown(source if alone else paragraph, "sentence", part, words)
    if part := passage(reading, p, tokens):
        yield Shown(source, "passage", part)
    part, words = pointed(reading, p, tokens) if "“" in source else NOTHING
    if part:
        yield Shown(paragraph, "sentence", part, words)
    if part := excerpt(reading, p, tokens):
        yield Shown(paragraph, "passage", part)


def telling(part: str) -> int:
    """How many names and longer words what is shown has."""
    return len(TELLING.findall(_SAYS_NOTHING.sub("", part)))


_BROKEN_OFF = re.compile(
    rf"^…|\band,? (?:in|on) {GAP} …$|\band \w+(?:ed|en) …$"
    r"|\b(?:after|before|of|by|with|in|than|to (?:find out|see|say)) …$|\bbetween (?:(?!\band\b)[^,])* …$"
    r"|\bthe (?:day|night|week|month|year) (?:before|after)(?=,|$)"
    r"|^The (?:most|least|only) \w+ (?:was|were)\b"
    r"|^(?:When|While|If|Although|Though|Because|\w+ (?:years|months|weeks|days) (?:after|before))\b[^,]* …$",
    re.IGNORECASE,
)
""" "… his manner made enemies", "and in ____ …", "between Addis Ababa …", "the day before,", "Two years after it closed
…": of whom, and what?"""
_OF_WHAT = re.compile(
    rf"An? (?!.* (?:\[|(?!{MONTH})[A-Z]))(?:[^\W\d]+ ){{1,3}}(?:was|were|had been|started|began|ended|followed)\b"
    r"(?: \S+){,7}"
)
""" "A replacement was lifted in ____", with no name in it: of what? A longer sentence says more of it."""
_AS_KNOWN = re.compile(r"\b(?:[Tt]he (?=[a-z])|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]hem)\b)")
"""Speaks of something as known: the paragraph is named, where all is told that one may want to know of it."""


def keeps_source(p: Parsed, part: str) -> bool:
    """Whether what is shown or asked of a sentence still has who says it, where somebody does."""
    verbs = [t for t in p.tokens if t.lemma in REPORTING and t.pos == "VERB" and t.dep != "relcl"]
    said = [(t.text, t.lemma) for t in verbs if not any(p.tokens[c].tag in ("WDT", "WP") for c in p.children[t.i])]
    sources = ((word, word.lower()) for word in _SOURCE.findall(p.sentence.text))
    return all(any(count(form, part) for form in forms) for forms in (*said, *sources))


_SOURCE = re.compile(r"\baccording\b", re.I)
