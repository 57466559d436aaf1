"""Figures of other kinds: ordinals, scores, fractions, hours, and a number asked where it stands in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from quizapp.generate.by_slot import LONGEST, value_at
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import phrase
from quizapp.generate.reading import Parsed
from quizapp.generate.trimming import easiest
from quizapp.generate.whole_words import in_place
from quizapp.generate.wording import ask_other, question, statement
from quizapp.generate.words import REPORTING

_COUNTED = frozenset(
    "minute inning round season lap episode chapter week set game match quarter edition grade floor stage place".split()
)
"""Nouns that are numbered: "in the 62nd minute"."""
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)|first|second|third|[a-z]+th")
_FRACTION = re.compile(
    r"(?:a|one)[ -](?:half|third|quarter|fifth)|two[ -](?:thirds|fifths)|three[ -](?:quarters|fifths)|half"
)
_SECOND = re.compile(r",? and (?:about |around |approximately )?[\d,.]+(?: .*)?$")
_SCORED = frozenset("defeat beat win lose draw end finish tie".split())


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which minute did Holt score?", "By what score did Orsund win?", "Holt owned what share of the mill?"."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING:
            continue
        p = clause.parsed
        for part in (*clause.parts, *clause.fronted):
            if part.dep == "prep":
                yield from easiest(clause, part.tokens, partial(_numbered, reading, part=part))
                yield from easiest(clause, part.tokens, partial(_hour, reading, part=part))
                yield from easiest(clause, part.tokens, partial(_speed, reading, part=part))
        if clause.token.lemma in _SCORED:
            yield from _score(reading, clause)
        for part in (clause.subject, *clause.parts):
            for i in part.tokens:
                if p.tokens[i].tag == "CD":
                    yield from easiest(clause, [i], partial(_standing, reading, at=i))
                if p.tokens[i].lemma in ("half", "third", "quarter", "fifth", "two", "three"):
                    yield from easiest(clause, [i], partial(_share, reading, at=i))


def _words(p: Parsed, tokens: list[int]) -> str:
    return "".join(p.tokens[i].text + (" " if p.tokens[i].space else "") for i in tokens).strip()


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
    told = statement(reading, clause)
    yield Candidate(
        "when-ordinal",
        ask_other(reading, clause, f"{first} which {p.tokens[obj].text} {rest}", without=[part]),
        key,
        "ordinal",
        p.index,
        told if words[2] in told else f"{told.rstrip('.')} {first} {key} {p.tokens[obj].text}.",
        clause.token.lemma,
        head=obj,
    )


def _hour(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    p = clause.parsed
    if p.tokens[part.head].text.lower() != "at":
        return
    match = re.match(r"at (\d{1,2}(?::\d\d)?) ?([ap])\.?m\b\.?", _words(p, list(part.tokens)), re.I)
    if match is None:
        return
    key = _words(p, [i for i in part.tokens if i > part.head][:2])
    if not re.fullmatch(r"\d{1,2}(?::\d\d)? ?[ap]\.?m\.?", key):
        return
    told = statement(reading, clause)
    yield Candidate(
        "when-hour",
        ask_other(reading, clause, "At what time", without=[part]),
        key,
        "hour",
        p.index,
        told if key in told else f"{told.rstrip('.')} at {key.rstrip('.')}.",
        clause.token.lemma,
        head=part.head,
    )


def _speed(reading: Reading, clause: Clause, part: Part) -> Iterator[Candidate]:
    """ "At what speed was the storm moving?"."""
    p = clause.parsed
    text = _words(p, list(part.tokens))
    match = re.fullmatch(r"at (\d[\d,.]* ?(?:mph|kph|km/h|knots|miles per hour|kilomet(?:er|re)s per hour))", text)
    if match is None:
        return
    told = statement(reading, clause)
    yield Candidate(
        "how-fast",
        ask_other(reading, clause, "At what speed", without=[part]),
        match[1],
        "number",
        p.index,
        told if match[1] in told else f"{told.rstrip('.')} at {match[1]}.",
        clause.token.lemma,
        head=part.head,
    )


def _score(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """The goals of a match: two numbers with a dash between them behind the verb."""
    p = clause.parsed
    for i in range(clause.verb + 1, len(p.tokens) - 2):
        triple = p.tokens[i : i + 3]
        if not (triple[0].text.isdigit() and triple[1].text in ("-", "–", "—") and triple[2].text.isdigit()):
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
    yield Candidate(
        "what-score",
        ask_other(reading, clause, "By what score" if clause.token.lemma != "end" else "With what score", without=[]),
        key,
        "score",
        clause.parsed.index,
        f"{statement(reading, clause).rstrip('.')} {key}.",
        clause.token.lemma,
        head=at,
    )


def _share(reading: Reading, clause: Clause, at: int) -> Iterator[Candidate]:
    p = clause.parsed
    start = at - 1 if at and p.tokens[at - 1].text.lower() in ("a", "one") else at
    for end in range(start + 3, start, -1):
        text = _words(p, list(range(start, min(end, len(p.tokens)))))
        if _FRACTION.fullmatch(text.lower()):
            break
    else:
        return
    after = p.tokens[end].text.lower() if end < len(p.tokens) else ""
    if after != "of" or p.tokens[start - 1].text.lower() in ("than", "least", "most", "over", "under"):
        return
    yield from _where_it_stands(reading, clause, text, "what share", text.lower(), "fraction", at)


def _standing(reading: Reading, clause: Clause, at: int) -> Iterator[Candidate]:
    found = value_at(clause.parsed, at)
    if found is None or found.pool not in ("number", "percent"):
        return
    said = phrase(reading, clause.parsed, found.span, whole=True)
    yield from _where_it_stands(reading, clause, said, found.asked, found.key, found.pool, found.head)


def _where_it_stands(
    reading: Reading, clause: Clause, said: str, asked: str, key: str, pool: str, head: int
) -> Iterator[Candidate]:
    told = statement(reading, clause)
    placed = in_place(told, said, asked)
    if placed is None:
        return
    body = placed.rstrip(".")
    # A second quantity joined to what is asked for would have to be counted in: "... and 1,100 miles from the coast".
    start = body.index(asked)
    body = body[:start] + _SECOND.sub("", body[start:])
    if body.partition(asked)[0].count(" ") > 1:
        small = re.match(r"(?:The|A|An|Some|In|On|At|For) ", body)
        body = f"According to the article, {body[0].lower() if small else body[0]}{body[1:]}"
    stem = question(body)
    if len(stem.split()) > LONGEST:
        return
    yield Candidate(f"slot-{pool}", stem, key, pool, clause.parsed.index, told, f"slot {clause.token.lemma}", head=head)
