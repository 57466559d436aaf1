"""Which of these: a list of three or more names in the text, asked as a question with several keys."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.wording import ask_other, predicate, question, statement
from quizapp.generate.words import REPORTING

_NOUNS = {"PERSON": "people", "GPE": "places", "ORG": "organisations", "LOC": "places"}


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Which of these countries did Maren Holt visit?" with every name of the list as a key."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING:
            continue
        try:
            yield from _ask(reading, clause)
        except Unclear:
            continue


def _members(reading: Reading, clause: Clause, head: int) -> list[Entity]:
    p = clause.parsed
    members, at = [head], head
    while (following := p.child(at, "conj")) is not None:
        members.append(following)
        at = following
    found = [reading.entities.at.get((p.index, i)) for i in members]
    if len(members) < 3 or any(e is None or not e.certain for e in found):
        return []
    entities = [e for e in found if e is not None]
    return entities if len({e.type for e in entities}) == 1 and len({e.name for e in entities}) == len(entities) else []


def _ask(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    part = clause.part("dobj", "attr")
    subject_asked = False
    entities = _members(reading, clause, part.head) if part is not None else []
    if not entities:
        entities, subject_asked = _members(reading, clause, clause.subject.head), True
    if not entities or entities[0].type not in _NOUNS or len(entities) > 4:
        return
    noun = _NOUNS[entities[0].type]
    if entities[0].type == "GPE" and all(e.subtype == "country" for e in entities):
        noun = "countries"
    if subject_asked:
        first, group, rest = predicate(reading, clause)
        stem = question(f"Which of these {noun} {first} {group} {rest}")
    else:
        assert part is not None
        stem = ask_other(reading, clause, f"Which of these {noun}", without=[part])
    pool = {"PERSON": "person", "ORG": "organisation"}.get(entities[0].type, "place")
    told = statement(reading, clause) if not subject_asked else phrase(reading, p, [t.i for t in p.tokens])
    yield Candidate(
        "which-several",
        stem,
        entities[0].name,
        pool,
        p.index,
        told,
        clause.token.lemma,
        entity=entities[0],
        head=clause.verb,
        keys=tuple(e.name for e in entities),
    )
