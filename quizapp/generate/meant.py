"""Whom "he" or "she" may mean in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generate.coreference import GENDER
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.words import MEN, PERSON_NOUNS, WOMEN


def others(reading: Reading, p: Parsed, t: Token, person: Entity) -> Iterator[Token]:
    """People who do or suffer something before a pronoun in its paragraph, but for one; whoever acts on "him" is no
    "him"."""
    if reading.resolved.get((p.index, t.i)) is person:
        return
    acting = p.child(t.head, *SUBJECTS) if t.dep in ("dobj", "dative") else None
    for q in paragraph(reading, p):
        for x in q.tokens[: t.i] if q is p else q.tokens:
            a_person = x.ent == "PERSON" or x.lemma in PERSON_NOUNS
            acts = q is p and acting is not None and x.i in p.subtree(acting)
            if a_person and x.dep in _ACTING and not acts and _may_be(reading, q, x, person, GENDER[t.text.lower()]):
                yield x


def _may_be(reading: Reading, q: Parsed, x: Token, person: Entity, gender: str) -> bool:
    """Whether somebody else than a person may be the one "he" or "she" of that gender."""
    entity = reading.entity(q.index, x.i)
    told = entity.gender if entity is not None else _BY_NOUN.get(x.lemma, "")
    return entity is not person and x.tag not in ("NNS", "NNPS") and told in ("", gender)


_BY_NOUN = {w: "female" for w in WOMEN} | {m: "male" for m in MEN}
_ACTING = frozenset({*SUBJECTS, "dobj", "dative", "conj", "poss", "appos"})


def paragraph(reading: Reading, p: Parsed) -> Iterator[Parsed]:
    """The sentences of a paragraph down to one."""
    first = p.index
    while first and reading.parsed[first - 1].sentence.paragraph == p.sentence.paragraph:
        first -= 1
    yield from reading.parsed[first : p.index + 1]
