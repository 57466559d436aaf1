"""What the article says of somebody or something: a sentence to complete, with what it says of others as wrong options.

A true statement in the wrong slot is the best misconception (Haladyna & Downing 1989, rule 42). So that no wrong
option is true as well, it must come from a sentence with another, named subject that does not speak of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemminflect import getInflection

from quizapp.generate.actions import willing
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.coreference import GENDER
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, tidy
from quizapp.generate.wording import capital, predicate, statement, subject_phrase
from quizapp.generate.words import ANAPHORIC, REPORTING

_SHORTEST, _LONGEST = 4, 15
_BARE = frozenset({"have", "do", "seem", "appear", "remain", "say", "mean"})


@dataclass(frozen=True, slots=True)
class Said:
    """A predicate with its subject; `subject` is empty when the subject's words alone would not be clear."""

    clause: Clause
    subject: str
    entity: Entity | None
    lemma: str
    first: str
    rest: str
    tense: str
    many: bool
    kind: str
    own: frozenset[str]
    """Content lemmas of the predicate."""

    @property
    def text(self) -> str:
        return f"{self.first} {self.rest}"

    def agreeing(self, *, many: bool) -> str:
        """The predicate with its verb in the number asked for."""
        if many == self.many or self.tense == "modal":
            return self.text
        irregular = {"is": "are", "was": "were", "has": "have", "does": "do"}
        back = {v: k for k, v in irregular.items()}
        first = self.first.lower()
        if many:
            changed = irregular.get(first) or (first if self.tense == "past" else self.clause.token.lemma)
        else:
            changed = back.get(first) or (
                first if self.tense == "past" else str(getInflection(self.clause.token.lemma, "VBZ")[0])
            )
        return f"{changed} {self.rest}"


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "According to the article, taste buds …" with four predicates of the same number and tense."""
    said = [s for clause in clauses_of(reading, kinds=("main", "joined")) if (s := _said(reading, clause)) is not None]
    about = {id(s): _sentences_about(reading, s) for s in said}
    yield from _deeds(reading, said, about)
    for s in said:
        if not s.subject:
            continue
        spoken = [reading.parsed[i].lemmas for i in sorted(about[id(s)])]
        wrong = []
        for other in said:
            if (
                other is s
                or other.tense != s.tense
                or other.kind != s.kind
                or other.clause.parsed.index in about[id(s)]
            ):
                continue
            text = other.agreeing(many=s.many)
            if (
                other.subject.lower() == s.subject.lower()
                or other.lemma == s.lemma
                or (other.clause.token.lemma == "be") != (s.clause.token.lemma == "be")
            ):
                continue
            if not 0.6 * len(s.text) <= len(other.text) <= 1.6 * len(s.text):
                continue
            if any(len(other.own & lemmas) >= 2 for lemmas in spoken) or s.lemma in other.own:
                continue
            if set(re.findall(r"\w{5,}", s.subject.lower())) & set(
                re.findall(r"\w{5,}", (other.subject + text).lower())
            ):
                continue
            place = reading.parsed[other.clause.parsed.index].sentence.paragraph
            wrong.append(
                (
                    abs(len(other.text) - len(s.text)),
                    other.clause.parsed.index,
                    text,
                    f"Paragraph {place} says this of {other.subject or 'something else'}.",
                )
            )
        chosen: list[tuple[str, str]] = []
        verbs = {s.text.split()[0] if s.clause.token.lemma != "be" else s.text}
        for _, _, text, why in sorted(wrong):
            first = text.split()[0]
            if first in verbs and first not in ("is", "are", "was", "were"):
                continue
            verbs.add(first)
            chosen.append((text, why))
        if len(chosen) < 2 or (s.entity is None and reading.counts[s.lemma] < 2):
            continue
        p = s.clause.parsed
        try:
            told = statement(reading, s.clause)
        except Unclear:
            continue
        yield Candidate(
            "completes",
            f"According to the article, {s.subject} …",
            s.text,
            "given",
            p.index,
            told,
            f"says {s.clause.token.lemma}",
            entity=s.entity,
            head=s.clause.verb,
            offered=tuple(chosen),
        )


def _deeds(reading: Reading, said: list[Said], about: dict[int, set[int]]) -> Iterator[Candidate]:
    """ "According to the article, what did Holt do?", "... what happened to Holt?": what others did is wrong."""
    people = [s for s in said if s.tense == "past" and s.entity is not None and s.entity.type == "PERSON"]
    for s in people:
        assert s.entity is not None
        if s.clause.token.lemma in _STATES or (s.clause.auxiliaries and not s.clause.passive):
            continue
        named = {w.lower() for w in s.entity.name.split() if len(w) > 2}
        spoken = [reading.parsed[i].lemmas for i in sorted(about[id(s)])]
        wrong = []
        for other in people:
            assert other.entity is not None
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
    p = clause.parsed
    lemma = clause.token.lemma
    if lemma in REPORTING or lemma in _BARE or clause.subject.head > clause.verb:
        return None
    head = p.tokens[clause.subject.head]
    entity = reading.entity(p.index, clause.subject.head)
    if entity is None and head.pos != "NOUN":
        return None
    if entity is not None and not entity.certain:
        return None
    clear = not any(p.tokens[c].dep in ("conj", "cc", "nummod") for c in p.children[clause.subject.head])
    if entity is None and (head.lemma in ANAPHORIC or len(clause.subject.tokens) > 6):
        clear = False
    subject, person = "", None
    try:
        if clear:
            subject, person = subject_phrase(reading, clause)
    except Unclear:
        subject = ""
    try:
        first, group, rest = predicate(reading, clause, subject=person, subject_given=True)
    except Unclear:
        return None
    if re.search(r"\b(?:his|her|him|their|them)\b", f"{rest}"):
        return None
    text = tidy(f"{first} {group} {rest}")
    if not _SHORTEST <= len(text.split()) <= _LONGEST or re.search(r"[\"“”()\[\];:]|\.\s|,$", text) or not rest:
        return None
    verb = p.tokens[clause.auxiliaries[0]] if clause.auxiliaries else clause.token
    tense = {"MD": "modal", "VBD": "past"}.get(verb.tag, "present")
    many = head.tag in ("NNS", "NNPS")
    if (verb.tag == "VBZ" and many) or (verb.tag == "VBP" and not many):
        return None
    start, _, rest = text.partition(" ")
    kind = "willing" if willing(reading, clause) else "thing"
    own = frozenset(t.lemma for t in p.tokens if t.lemma in p.lemmas and t.text.lower() in text.lower().split())
    return Said(clause, subject, entity, head.lemma, start, rest, tense, many, kind, own)


def _sentences_about(reading: Reading, s: Said) -> set[int]:
    """Sentences that may speak of the subject: they name it, or hold a pronoun nobody resolved right after one."""
    found = {p.index for p in reading.parsed if s.lemma in p.lemmas}
    if s.entity is not None:
        found |= {m.sentence for m in s.entity.mentions}
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
