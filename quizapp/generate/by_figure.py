"""Figures of other kinds: ordinals, scores, hours and speeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import phrase
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.trimming import easiest
from quizapp.generate.wording import ask_other, on_clause, statement
from quizapp.generate.words import REPORTING

_COUNTED = frozenset(
    "minute inning round season lap episode chapter week set game match quarter edition grade floor stage place".split()
)
"""Nouns that are numbered: "in the 62nd minute"."""
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)|first|second|third|[a-z]+th")
_SCORED = frozenset("defeat beat win lose draw end finish tie".split())


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which minute did Holt score?", "By what score did Orsund win?"."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING:
            continue
        for part in (*clause.parts, *clause.fronted):
            if part.dep == "prep":
                yield from easiest(clause, part.tokens, partial(_numbered, reading, part=part))
                yield from easiest(clause, part.tokens, partial(_hour, reading, part=part))
                yield from easiest(clause, part.tokens, partial(_speed, reading, part=part))
        if clause.token.lemma in _SCORED:
            yield from _score(reading, clause)


def _words(p: Parsed, tokens: Iterable[int]) -> str:
    return text_of(p.tokens[i] for i in tokens).strip()


def _numbered(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    p = clause.parsed
    obj = p.child(part.head, "pobj")
    first = p.tokens[part.head].text.lower()
    if obj is None or p.tokens[obj].lemma not in _COUNTED or p.tokens[obj].tag != "NN" or first not in ("in", "on"):
        return
    words = [p.tokens[i].text for i in part.tokens]
    if len(words) < 4 or words[1].lower() != "the" or not _ORDINAL.fullmatch(words[2]) or part.tokens[3] != obj:
        return
    rest = phrase(reading, p, part.tokens[4:]) if len(part.tokens) > 4 else ""
    key = f"the {words[2]}"
    stem = ask_other(reading, clause, f"{first} which {p.tokens[obj].text} {rest}", without=[part])
    told = statement(reading, clause)
    told = told if words[2] in told else f"{told.rstrip('.')} {first} {key} {p.tokens[obj].text}."
    yield on_clause(reading, clause, "when-ordinal", stem, key, "ordinal", obj, told=told)


def _hour(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    p = clause.parsed
    if p.tokens[part.head].text.lower() != "at":
        return
    match = re.match(r"at (\d{1,2}(?::\d\d)?) ?([ap])\.?m\b\.?", _words(p, part.tokens), re.I)
    if match is None:
        return
    key = _words(p, [i for i in part.tokens if i > part.head][:2])
    if not re.fullmatch(r"\d{1,2}(?::\d\d)? ?[ap]\.?m\.?", key):
        return
    stem = ask_other(reading, clause, "At what time", without=[part])
    told = statement(reading, clause)
    told = told if key in told else f"{told.rstrip('.')} at {key.rstrip('.')}."
    yield on_clause(reading, clause, "when-hour", stem, key, "hour", part.head, told=told)


def _speed(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """ "At what speed was the storm moving?"."""
    p = clause.parsed
    text = _words(p, part.tokens)
    match = re.fullmatch(r"at (\d[\d,.]* ?(?:mph|kph|km/h|knots|miles per hour|kilomet(?:er|re)s per hour))", text)
    if match is None:
        return
    stem = ask_other(reading, clause, "At what speed", without=[part])
    told = statement(reading, clause)
    told = told if match[1] in told else f"{told.rstrip('.')} at {match[1]}."
    yield on_clause(reading, clause, "how-fast", stem, match[1], "number", part.head, told=told)


def _score(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """The goals of a match: two numbers with a dash between them behind the verb."""
    p = clause.parsed
    for i in range(clause.verb + 1, len(p.tokens) - 2):
        triple = p.tokens[i : i + 3]
        if not (triple[0].text.isdecimal() and triple[1].text in ("-", "–", "—") and triple[2].text.isdecimal()):
            continue
        if i + 3 < len(p.tokens) and p.tokens[i + 3].text in ("-", "–", "—"):
            return
        if max(int(triple[0].text), int(triple[2].text)) > 60 or any(t.ent == "DATE" for t in triple):
            return
        gone = {i, i + 1, i + 2}
        parts = tuple(Part(x.head, x.dep, tuple(t for t in x.tokens if t not in gone)) for x in clause.parts)
        cut = replace(clause, parts=tuple(x for x in parts if x.tokens))
        key = _words(p, [i, i + 1, i + 2])
        yield from easiest(cut, [], partial(_scored, reading, key=key, at=i))
        return


def _scored(reading: Reading, clause: Clause, key: str, at: int) -> Iterator[Candidate]:
    stem = ask_other(reading, clause, f"{'With' if clause.token.lemma == 'end' else 'By'} what score", without=[])
    told = f"{statement(reading, clause).rstrip('.')} {key}."
    yield on_clause(reading, clause, "what-score", stem, key, "score", at, told=told)
