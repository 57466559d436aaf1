"""Actions: what somebody did, as a verb phrase that can stand as an option ("teach at Harvard").

An action of the article in the wrong place is the most plausible wrong answer to "what did X decide to do?",
"for what purpose?" and "by what means?" (Haladyna and Downing 1989: true statements that do not answer the stem).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import set_off, timely
from quizapp.generate.words import PERSON_NOUNS, REPORTING

_LIGHT = frozenset(
    "die fall lose suffer live exist happen occur fail miss know like love hate fear belong "
    "be have do seem become remain appear include contain consist mean need want let".split()
)
_SHORTEST, _LONGEST = 3, 13


@dataclass(frozen=True, slots=True)
class Action:
    """A verb phrase in base form: the verb, what follows, whether its doer can will anything, and its sentence."""

    sentence: int
    verb: str
    rest: str
    willed: bool
    doer: str

    @property
    def text(self) -> str:
        return tidy(f"{self.verb} {self.rest}")


def actions(reading: Reading) -> list[Action]:
    """All actions of the article's own voice that are clear without their sentence, infinitives included."""
    found: list[Action] = []
    for clause in reading.clauses:
        if clause.negated or clause.quoted or clause.passive or clause.token.lemma in _LIGHT | REPORTING:
            continue
        if clause.auxiliaries and clause.parsed.tokens[clause.auxiliaries[0]].tag == "MD":
            continue
        try:
            rest = _rest(reading, clause.parsed, clause.parts)
        except Unclear:
            continue
        entity = reading.entity(clause.parsed.index, clause.subject.head)
        doer = entity.name if entity is not None else clause.parsed.tokens[clause.subject.head].lemma
        found.append(Action(clause.parsed.index, clause.token.lemma, rest, willing(reading, clause), doer))
    for parsed in reading.parsed:
        for token in parsed.tokens:
            if token.tag == "VB" and token.dep in ("xcomp", "advcl") and token.lemma not in _LIGHT | REPORTING:
                if parsed.child(token.i, "aux") is None or parsed.child(token.i, "neg") is not None:
                    continue
                try:
                    text = infinitive(reading, parsed, token.i)
                except Unclear:
                    continue
                found.append(Action(parsed.index, token.lemma, text.partition(" ")[2], True, ""))
    return [a for a in found if _SHORTEST <= len(a.text.split()) <= _LONGEST]


def _rest(reading: Reading, parsed: Parsed, parts: Sequence[Part]) -> str:
    pieces = []
    for part in parts:
        if timely(parsed, part) or part.dep in ("advcl", "ccomp"):
            continue
        if set_off(parsed, part):
            continue
        pieces.append(phrase(reading, parsed, part.tokens))
    return tidy(" ".join(pieces))


def infinitive(reading: Reading, parsed: Parsed, verb: int) -> str:
    """The verb phrase of an infinitive without "to", its commas and coordinated verbs left out. Raises Unclear."""
    tokens = parsed.tokens
    if parsed.child(verb, "conj") is not None or parsed.child(verb, "neg", "nsubj", "auxpass") is not None:
        raise Unclear("coordinated")
    pieces = [tokens[verb].text.lower()]
    for c in parsed.children[verb]:
        t = tokens[c]
        if c < verb or t.dep in ("punct", "cc"):
            continue
        first = min(parsed.subtree(c))
        if tokens[first - 1].text in (",", ";", "-", "–", "—"):
            break
        from quizapp.generate.clauses import noun_phrase

        pieces.append(phrase(reading, parsed, noun_phrase(parsed, c), subject_given=True))
    return tidy(" ".join(pieces))


def willing(reading: Reading, clause: Clause) -> bool:
    """Whether the subject is somebody or some body of people."""
    entity = reading.entity(clause.parsed.index, clause.subject.head)
    if entity is not None:
        return entity.type in ("PERSON", "ORG", "GPE", "NORP")
    head = clause.parsed.tokens[clause.subject.head]
    return (
        head.lemma in PERSON_NOUNS
        or head.text.lower() in ("he", "she", "they", "we", "who")
        or head.lemma.endswith(("er", "or", "ist", "ian", "man", "ant"))
        or head.lemma
        in ("people", "group", "team", "government", "company", "police", "student", "child", "army", "party")
    )
