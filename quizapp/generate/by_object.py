"""What: a common noun phrase as object or subject of a concrete verb."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.wording import ask_other, ask_subject, lowered, statement
from quizapp.generate.words import ANAPHORIC, PERSON_NOUNS, REPORTING

_LIGHT = frozenset(
    "be have do make take give get become include involve provide contain seem see keep put let use play "
    "need want go "
    "come like mean show set allow help serve offer face lead".split()
)
_EMPTY = frozenset(
    "thing way part kind type number lot amount variety piece place time place fact reason role use effort "
    "attempt chance one work name word side end".split()
)


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "What did divers find under the Orsund ferry?" and "What covers the leaf?"."""
    for clause in clauses_of(reading):
        lemma = clause.token.lemma
        if lemma in REPORTING or lemma in _LIGHT:
            continue
        try:
            part = clause.part("dobj")
            if (
                part is not None
                and not clause.passive
                and clause.part("dative") is None
                and _askable(reading, clause, part)
            ):
                yield Candidate(
                    "what-object",
                    ask_other(reading, clause, "What", without=[part]),
                    _key(reading, clause, part),
                    "phrase",
                    clause.parsed.index,
                    statement(reading, clause),
                    lemma,
                    head=part.head,
                )
        except Unclear:
            pass
        try:
            if (
                clause.token.tag in ("VBD", "VBZ")
                and clause.kind != "relative"
                and _askable(reading, clause, clause.subject)
            ):
                yield Candidate(
                    "what-subject",
                    ask_subject(reading, clause, "What"),
                    _key(reading, clause, clause.subject),
                    "phrase",
                    clause.parsed.index,
                    statement(reading, clause),
                    lemma,
                    head=clause.subject.head,
                )
        except Unclear:
            pass


def _key(reading: Reading, clause: Clause, part: Part) -> str:
    return lowered(clause.parsed, phrase(reading, clause.parsed, part.tokens))


def _askable(reading: Reading, clause: Clause, part: Part) -> bool:
    p = clause.parsed
    head = p.tokens[part.head]
    if head.pos != "NOUN" or head.lemma in ANAPHORIC or head.lemma in _EMPTY or head.lemma in PERSON_NOUNS:
        return False
    if not 1 <= len(part.tokens) <= 6 or any(
        p.tokens[i].ent in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT") for i in part.tokens
    ):
        return False
    if any(p.tokens[i].tag in ("CD", "PRP$", "CC", "WDT") or p.tokens[i].pos == "VERB" for i in part.tokens):
        return False
    return head.lemma[-3:] not in ("ist", "man") and not head.lemma.endswith(("er", "or", "ian"))
