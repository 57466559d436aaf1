"""Words of small sets that may be left out of a sentence: months and weekdays of every year, subjects of study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.facts import Reading
from quizapp.generate.gaps import Gap
from quizapp.generate.grammar import verb_over
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS

SUBJECTS = tuple(
    frozenset(group.split())
    for group in (
        "law medicine theology philosophy history",
        "mathematics physics chemistry astronomy engineering",
        "botany zoology geology biology chemistry",
        "music architecture painting sculpture",
    )
)
"""Subjects of which one may be taken for another."""
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
OFTEN = 3
"""Who reads a title and knows the field knows the subject that an article names so often."""


def words(reading: Reading, p: Parsed) -> Iterator[Gap]:
    """Each word of a small set that is sure to be what it seems."""
    for t in p.tokens[1:-1]:
        if (found := _month(p, t) or _weekday(p, t) or _subject(reading, p, t)) is not None:
            yield found


def _gap(asked: str, pool: str, kind: str, t: Token) -> Gap:
    return Gap(asked, t.text, pool, t.i, range(t.i, t.i + 1), kind)


# --- times of every year -----------------------------------------------------------------------------------------


def _month(p: Parsed, t: Token) -> Gap | None:
    """A month of every year: "the fair is held each August", "the birds leave in April"."""
    before, behind = p.tokens[t.i - 1].text.lower(), p.tokens[t.i + 1].text
    every = before in ("each", "every")
    if t.text not in MONTHS or not (every or (before == "in" and t.ent == "DATE")) or _private(p):
        return None
    if re.match(r"\d|of$|and$|or$|to$|last$", behind) or any(x.text in MONTHS for x in p.tokens if x.i != t.i):
        return None
    return _gap("month", "month-only", "month", t) if every or _yearly(p, t) else None


def _yearly(p: Parsed, t: Token) -> bool:
    verb = p.tokens[verb_over(p, t.i)]
    now = {verb.tag, *(p.tokens[c].tag for c in p.children[verb.i] if p.tokens[c].dep in ("aux", "auxpass"))}
    custom = p.lemmas & _CUSTOMS or {"annual", "usually"} & {x.text.lower() for x in p.tokens}
    return bool(custom and now & {"VBZ", "VBP"}) and "VBG" not in now


_CUSTOMS = frozenset(
    "festival fair custom procession migrate lay breed flower bloom ripen mate hatch hibernate spawn moult sow "
    "pilgrimage carnival".split()
)


def _weekday(p: Parsed, t: Token) -> Gap | None:
    """A day of every week, month or year: "on the first ____ of each month"."""
    if t.text not in WEEKDAYS or sum(x.text in WEEKDAYS for x in p.tokens) > 1 or _private(p):
        return None
    before, behind = p.tokens[t.i - 1].text.lower(), p.tokens[t.i + 1].text.lower()
    counted = before in ("first", "second", "third", "last") and behind in ("of", "in")
    again = {"each", "every"} & {x.text.lower() for x in p.tokens} or p.tokens[verb_over(p, t.i)].tag == "VBZ"
    every = before in ("every", "each") or (counted and again)
    return _gap("day of the week", "weekday", "weekday", t) if every else None


def _private(p: Parsed) -> bool:
    """Whether a sentence is on what somebody does, whose habits nobody asks for: "her grandson cuts it each ____"."""
    return any(x.ent == "PERSON" or x.text.lower() in _SOMEBODY for x in p.tokens)


_SOMEBODY = frozenset("i me my he him his she her hers".split())


# --- subjects of study -------------------------------------------------------------------------------------------


def _subject(reading: Reading, p: Parsed, t: Token) -> Gap | None:
    if not _a_subject(t.text) or not (_studied(p, t) or _learnt(p, t)) or _one_of_several(p, t):
        return None
    told = reading.counts[t.lemma] > OFTEN or t.text in reading.article.title.lower()
    return None if told else _gap("subject", "subject", "subject", t)


def _a_subject(word: str) -> bool:
    return any(word in group for group in SUBJECTS)


def _one_of_several(p: Parsed, t: Token) -> bool:
    """Whether another is named beside it, or words before it make it another: "civil engineering"."""
    made = any(p.tokens[c].dep in ("amod", "compound", "nmod", "det", "poss", "conj") for c in p.children[t.i])
    return made or t.dep == "conj" or sum(_a_subject(x.text) for x in p.tokens) > 1


def _studied(p: Parsed, t: Token) -> bool:
    return t.dep == "dobj" and p.tokens[t.head].lemma in ("study", "read", "teach")


def _learnt(p: Parsed, t: Token) -> bool:
    over = p.tokens[t.head]
    return t.dep == "pobj" and over.text.lower() in ("of", "in", "on") and p.tokens[over.head].lemma in _LEARNING


_LEARNING = frozenset("professor degree chair lecture lecturer teacher doctorate teach graduate".split())
