"""What somebody did or what happened to somebody, with what the article says of other people as wrong options.

A true statement in the wrong slot is the best misconception (Haladyna & Downing 1989, rule 42). So that no wrong
option is true as well, it must come from a sentence with another, named subject that does not speak of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.coreference import GENDER
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, tidy
from quizapp.generate.wording import capital, predicate, statement
from quizapp.generate.words import REPORTING

_SHORTEST, _LONGEST = 4, 15
_BARE = frozenset({"have", "do", "seem", "appear", "remain", "say", "mean"})


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of somebody: the clause, the person, the predicate and its content lemmas."""

    clause: Clause
    entity: Entity
    text: str
    own: frozenset[str]


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, what did Holt do?", "... what happened to Holt?": what others did is wrong."""
    clauses = (_said(reading, clause) for clause in clauses_of(reading, kinds=("main", "joined")))
    people = [s for s in clauses if s is not None]
    about = {id(s): _sentences_about(reading, s) for s in people}
    for s in people:
        if s.clause.token.lemma in _STATES or (s.clause.auxiliaries and not s.clause.passive):
            continue
        named = {w.lower() for w in s.entity.name.split() if len(w) > 2}
        spoken = [reading.parsed[i].lemmas for i in sorted(about[id(s)])]
        wrong = []
        for other in people:
            if other.entity is s.entity or other.clause.passive != s.clause.passive:
                continue
            if (
                other.clause.token.lemma in (*_STATES, s.clause.token.lemma)
                or other.clause.parsed.index in about[id(s)]
            ):
                continue
            if other.clause.auxiliaries and not other.clause.passive:
                continue
            text = other.text
            if any(len(other.own & lemmas) >= 2 for lemmas in spoken):
                continue
            if named & set(re.findall(r"\w{3,}", text.lower())) or not 0.5 * len(s.text) <= len(text) <= 2 * len(
                s.text
            ):
                continue
            if len(s.own & other.own) >= 2 or other.entity.name.split()[-1].lower() in s.text.lower():
                continue
            if s.entity.gender != other.entity.gender and re.search(
                r"\b(?:his|her|he|she|him|himself|herself)\b", text
            ):
                continue
            place = reading.parsed[other.clause.parsed.index].sentence.paragraph
            wrong.append(
                (
                    abs(len(text) - len(s.text)),
                    other.clause.parsed.index,
                    text,
                    f"Paragraph {place} says this of {other.entity.name}.",
                )
            )
        chosen: list[tuple[str, str]] = []
        for _, _, text, why in sorted(wrong):
            if all(text.split()[:2] != t.split()[:2] for t, _ in chosen):
                chosen.append((capital(text), why))
        if len(chosen) < 2:
            continue
        try:
            told = statement(reading, s.clause)
        except Unclear:
            continue
        asked = f"what happened to {s.entity.name}" if s.clause.passive else f"what did {s.entity.name} do"
        yield Candidate(
            "did-what",
            f"According to the article, {asked}?",
            capital(s.text),
            "given",
            s.clause.parsed.index,
            told,
            f"does {s.clause.token.lemma}",
            entity=s.entity,
            head=s.clause.verb,
            offered=tuple(chosen),
        )


_STATES = frozenset({"be", "have", "seem", "remain", "become", "mean", "know", "like", "love", "feel", "include"})


def _said(reading: Reading, clause: Clause) -> Said | None:
    """What a clause tells of a named person in the past, when it is clear by itself."""
    p = clause.parsed
    lemma = clause.token.lemma
    entity = reading.entity(p.index, clause.subject.head)
    if lemma in REPORTING or lemma in _BARE or clause.subject.head > clause.verb:
        return None
    verb = p.tokens[clause.auxiliaries[0]] if clause.auxiliaries else clause.token
    if entity is None or not entity.certain or entity.type != "PERSON" or verb.tag != "VBD":
        return None
    alone = not any(p.tokens[c].dep in ("conj", "cc", "nummod") for c in p.children[clause.subject.head])
    try:
        first, group, rest = predicate(reading, clause, subject=entity if alone else None, subject_given=True)
    except Unclear:
        return None
    if not rest or re.search(r"\b(?:his|her|him|their|them)\b", rest):
        return None
    text = tidy(f"{first} {group} {rest}")
    if not _SHORTEST <= len(text.split()) <= _LONGEST or re.search(r"[\"“”()\[\];:]|\.\s|,$", text):
        return None
    own = frozenset(t.lemma for t in p.tokens if t.lemma in p.lemmas and t.text.lower() in text.lower().split())
    return Said(clause, entity, text, own)


def _sentences_about(reading: Reading, s: Said) -> set[int]:
    """Sentences that may speak of the person: they name him, or hold a pronoun nobody resolved right after one."""
    found = {m.sentence for m in s.entity.mentions}
    found |= {sentence for (sentence, _), e in reading.resolved.items() if e is s.entity}
    last = {w.lower() for w in s.entity.name.split() if len(w) > 3}
    found |= {p.index for p in reading.parsed if any(t.text.lower() in last for t in p.tokens)}
    for p in reading.parsed:
        if (
            p.index - 1 in found
            and p.tokens
            and any(
                t.text.lower() in (*GENDER, "it", "they", "this", "these") and t.dep in ("nsubj", "nsubjpass")
                for t in p.tokens
            )
        ):
            found.add(p.index)
    return found
