"""A name asked where it stands in its clause: "Chao Lin taught mathematics at which university?"

The clause keeps its own order, so any name in it can be asked for, also deep inside a phrase. The words in its place
say what it is; a name nobody says anything about is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.distractors import bare
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.naming import BODIES, SETTLEMENTS
from quizapp.generate.phrases import Unclear, phrase, possessive, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.wording import capital, kept, predicate, question, subject_phrase
from quizapp.generate.words import KNOWN, REPORTING

LONGEST = 24
"""Words of a question in the sentence's own order; it is read to the end before it is understood."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens to ask for, the words in their place, and the key with its pool."""

    span: list[int]
    asked: str
    key: str
    pool: str
    head: int
    entity: Entity | None = None


def draft(reading: Reading) -> Iterator[Candidate]:
    """Names of clauses that can be told by themselves."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING and not clause.passive and clause.part("dobj") is None:
            continue
        p = clause.parsed
        if not any((p.index, t.i) in reading.entities.at for t in p.tokens):
            continue
        try:
            subject, person = subject_phrase(reading, clause)
            without = _loose(reading, clause, person)
            parts = [clause.subject, *kept(clause, without=without)]
            first, group, rest = predicate(reading, clause, without=without, subject=person, subject_given=True)
        except Unclear:
            continue
        mentioned = [i for part in parts for i in part.tokens if (p.index, i) in reading.entities.at]
        told = tidy(f"{subject} {first} {group} {rest}")
        for i in mentioned:
            found = name_at(reading, p, i)
            if found is not None and found.entity is not person:
                candidate = _ask(reading, clause, told, found)
                if candidate is not None:
                    yield candidate


def _loose(reading: Reading, clause: Clause, person: Entity | None) -> list[Part]:
    """Circumstances behind the verb and its object that lean on the sentence before: "... in the match"."""
    bound = any(part.dep in ("dobj", "attr", "acomp", "agent") for part in clause.parts)
    loose = []
    for part in clause.parts:
        if part.dep == "prep" and bound:
            try:
                phrase(reading, clause.parsed, part.tokens, subject=person, subject_given=True)
            except Unclear:
                loose.append(part)
        bound = bound or part.dep == "prep"
    return loose


_POINTS = re.compile(r"\b(?:they|them|it|who|whom)\b")


def _ask(reading: Reading, clause: Clause, told: str, found: Found) -> Candidate | None:
    p = clause.parsed
    if clause.token.lemma == "be" and found.head in clause.subject.tokens:
        return None
    if bare_subject(p, clause.subject.head) or p.sentence.text.rstrip().endswith(" ."):
        return None
    try:
        said = phrase(reading, p, found.span)
    except Unclear:
        return None
    at = told.find(said)
    if at < 0 or told.find(said, at + 1) >= 0 or _POINTS.search(told):
        return None
    behind = at + len(said)
    if told[at - 1 : at].isalnum() or told[behind : behind + 1].isalnum() or told[behind : behind + 1] == "-":
        return None
    if any(e.type == "PERSON" and told.count(e.name) > 1 for e in reading.entities.all):
        return None  # a pronoun was taken for the wrong person
    body = told[:at] + found.asked + told[behind:]
    stem = question(f"According to the article, {body}")
    if len(stem.split()) > LONGEST:
        return None
    return Candidate(
        f"slot-{found.pool}",
        stem,
        found.key,
        found.pool,
        p.index,
        capital(told) + ".",
        clause.token.lemma,
        entity=found.entity,
        head=found.head,
    )


def bare_subject(p: Parsed, head: int) -> bool:
    """Whether only the sentences before say what the subject is: "the neighbourhood is ..."."""
    token = p.tokens[head]
    kids = [p.tokens[c].text.lower() for c in p.children[head]]
    return token.pos == "NOUN" and kids == ["the"] and token.lemma not in KNOWN


_BESIDE = frozenset("and or & - – who which that whose as like including /".split())


def name_at(reading: Reading, p: Parsed, i: int) -> Found | None:
    """A person, place or body that stands alone in its phrase: "met with whom", "moved to which country"."""
    entity = reading.entities.at.get((p.index, i))
    if entity is None or not entity.certain or entity is reading.hero:
        return None
    mention = next(m for m in entity.mentions if m.sentence == p.index and m.start <= i < m.end)
    if mention.start != i:
        return None
    words = range(mention.start, mention.end)
    head = next((p.tokens[k] for k in words if p.tokens[k].head not in words), p.tokens[mention.end - 1])
    if head.dep not in ("pobj", "dobj", "nsubj", "nsubjpass", "poss", "attr") or mention.end - 1 != head.i:
        return None
    left = sorted(k for c in p.children[head.i] if c < mention.start for k in p.subtree(c))
    right = [c for c in p.children[head.i] if c > head.i and p.tokens[c].tag != "POS" and p.tokens[c].pos != "PUNCT"]
    start = min([mention.start, *left])
    if head.dep in ("nsubj", "nsubjpass") and entity.type != "PERSON" and _plural(p, head.head):
        return None  # "the group are suspects"
    if left and left != list(range(start, mention.start)):
        return None
    if any(p.tokens[k].pos not in ("DET", "NOUN", "PROPN", "ADJ") or p.tokens[k].tag == "PRP$" for k in left):
        return None
    if any(reading.entities.at.get((p.index, k)) is not None for k in left if entity.type == "PERSON"):
        left, start = [], start  # "Tarnvik mayor Maren Holt" is one name to ask for
    if any(p.tokens[c].dep not in ("prep", "appos", "relcl") or not _parted(p, c, entity) for c in right):
        return None
    span = list(range(start, mention.end))
    if start >= 2 and entity.noun and p.tokens[start - 1].text == "of" and p.tokens[start - 2].lemma == entity.noun:
        before_noun = [k for c in p.children[start - 2] if c < start - 2 for k in p.subtree(c)]
        first = min([start - 2, *before_noun])
        span = [*range(first, start), *span]
    owner = head.dep == "poss"
    if owner and (mention.end >= len(p.tokens) or p.tokens[mention.end].tag != "POS" or _broken(p, head.head)):
        return None
    if _listed(p, head.i):
        return None
    before = p.tokens[span[0] - 1].text.lower() if span[0] else ""
    after = p.tokens[mention.end].text if mention.end < len(p.tokens) else ""
    if before in _BESIDE or after in _BESIDE or (before in ("'s", "'") and not owner):
        return None
    if owner:
        span.append(mention.end)
    if entity.type == "PERSON":
        subject = head.dep in ("nsubj", "nsubjpass")
        above = p.tokens[head.head]
        unsure = any(p.tokens[c].lemma in ("if", "whether") for c in p.children[above.i])
        if head.dep == "attr" or (subject and (above.dep == "advcl" or unsure)):
            return None
        if before == "of":
            return None  # "the poem of whom"
        if start < mention.start and p.tokens[mention.start - 1].ent in ("GPE", "ORG", "DATE", "LOC"):
            return None  # "the senator from New York Maren Holt"
        subject = subject and (above.tag not in ("VB", "VBG", "VBN") or _finite(p, above.i))
        asked = "whose" if owner else "who" if subject else "whom"
        return Found(span, asked, entity.name, "person", head.i, entity)
    root = next(t for t in p.tokens if t.dep == "ROOT")
    if not entity.kind or entity.type not in (*BODIES, "GPE"):
        return None
    if entity.type == "GPE" and root.lemma == "be" and head.dep == "pobj":
        return None  # where a place lies is known without the article
    settled = entity.noun in SETTLEMENTS
    if settled and before not in ("in", "to", "from", "near", "at", "of") and span[0] == mention.start and not owner:
        return None  # a city may stand for its team or its government
    pool = "place" if entity.subtype or settled else "organisation"
    key, noun = bare(entity.name), entity.kind
    return Found(span, possessive(f"which {noun}") if owner else f"which {noun}", key, pool, head.i, entity)


def _finite(p: Parsed, verb: int) -> bool:
    return any(p.tokens[c].dep in ("aux", "auxpass") and p.tokens[c].text != "to" for c in p.children[verb])


def _plural(p: Parsed, verb: int) -> bool:
    """Whether a verb is in the plural; "which group" would need the singular."""
    return any(
        p.tokens[i].text in ("are", "were", "have") or (p.tokens[i].tag == "VBP") for i in (verb, *p.children[verb])
    )


def _listed(p: Parsed, i: int) -> bool:
    """Whether the name is part of a list, or hangs on a part of one."""
    while p.tokens[i].pos not in ("VERB", "AUX") and p.tokens[i].dep != "ROOT":
        if p.tokens[i].dep == "conj" or p.child(i, "conj") is not None:
            return True
        i = p.tokens[i].head
    return False


def _broken(p: Parsed, head: int) -> bool:
    """Whether a comma follows at once on the thing owned: "the Pirates' short season, Class-A affiliate"."""
    return head + 1 < len(p.tokens) and p.tokens[head + 1].text == ","


def _parted(p: Parsed, child: int, entity: Entity) -> bool:
    """Whether what hangs on a name is set off by a comma, or says no more than where a body is."""
    if p.tokens[min(p.subtree(child)) - 1].text in (",", "(", "-", "–", "—"):
        return True
    return p.tokens[child].dep == "prep" and entity.type != "PERSON"
