"""Who or which organisation, country or place did it: the subject of a clause is the key."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.distractors import bare
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.naming import BODIES
from quizapp.generate.near_phrases import is_group
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.wording import ask_other, ask_subject, kept, on_clause
from quizapp.generate.words import ANAPHORIC, REPORTING


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "Who closed the eastern pier?" for named people, organisations, countries and characters of a story."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING and not clause.passive and clause.token.lemma not in ("write", "announce"):
            continue
        if clause.token.lemma in REPORTING and not clause.passive and clause.part("dobj") is None:
            continue
        if any(p.lemma in ("also", "too") for p in clause.parsed.tokens if p.head == clause.verb):
            continue  # somebody else did it too
        if (clause.token.lemma == "be" and not _defining(clause)) or _coordinated(clause):
            continue
        if clause.token.tag in ("VBP",) and clause.token.lemma != "have":
            continue
        with contextlib.suppress(Unclear):
            yield from _ask(reading, clause)
        with contextlib.suppress(Unclear):
            yield from _object(reading, clause)


def _defining(clause: Clause) -> bool:
    """ "was the first mayor of Tarnvik": a definite description that only one can meet."""
    p = clause.parsed
    part = clause.part("attr")
    if part is None or p.tokens[part.head].tag not in ("NN", "NNP") or clause.subject.head > clause.verb:
        return False
    first = p.tokens[part.tokens[0]].text.lower()
    return first == "the" and p.child(part.head, "prep", "amod") is not None and p.child(part.head, "conj") is None


def _object(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "Whom did Holt meet?", "Which country did she visit?": a name as the direct object."""
    p = clause.parsed
    part = clause.part("dobj")
    if part is None or clause.passive or clause.token.lemma in ("be", "have", "include", "become"):
        return
    entity = reading.entities.at.get((p.index, part.head))
    if entity is None or not entity.certain or entity is reading.hero:
        return
    if any(reading.entities.at.get((p.index, i)) is not entity and p.tokens[i].pos != "DET" for i in part.tokens):
        return
    noun = entity.kind if entity.type in BODIES else ""
    if entity.type == "PERSON":
        wh, template, pool = "Whom", "whom", "person"
    elif entity.type == "GPE" and entity.subtype:
        wh, template, pool = f"Which {entity.subtype}", "which-place-object", "place"
    elif noun:
        wh, template, pool = f"Which {noun}", "which-organisation-object", "organisation"
    else:
        return
    stem = ask_other(reading, clause, wh, without=[part])
    key = entity.name if pool == "person" else bare(entity.name)
    yield on_clause(reading, clause, template, stem, key, pool, part.head, entity=entity)


def _coordinated(clause: Clause) -> bool:
    p = clause.parsed
    return any(p.tokens[c].dep in ("conj", "cc") for c in p.children[clause.subject.head])


def _ask(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    p = clause.parsed
    entity = reading.entity(p.index, clause.subject.head)
    if entity is None:
        yield from _several(reading, clause)
        return
    if entity.type == "NORP" and entity.certain and entity is not reading.hero:
        yield from _people(reading, clause, entity)
        return
    if not entity.certain or entity is reading.hero or not _whole(reading, clause, entity):
        return
    if not clause.passive and all(part.dep == "advmod" for part in kept(clause)):
        return  # "the court has since repudiated": what, the parser has not seen
    if entity.type == "PERSON":
        wh, pool, template = "Who", "person", "who"
    elif entity.type == "GPE" and entity.subtype == "country":
        wh, pool, template = "Which country", "place", "which-country"
    elif entity.type == "GPE" and entity.subtype:
        wh, pool, template = f"Which {entity.subtype}", "place", "which-country"
    elif entity.type in BODIES and entity.kind:
        wh, pool, template = f"Which {entity.kind}", "organisation", "which-organisation"
    else:
        return
    stem = ask_subject(reading, clause, wh)
    key = entity.name if pool == "person" else bare(entity.name)
    yield on_clause(reading, clause, template, stem, key, pool, clause.subject.head, entity=entity)


def _whole(reading: Reading, clause: Clause, entity: Entity) -> bool:
    """Whether the subject is the name and nothing more than a title or determiner beside it."""
    p = clause.parsed
    for i in clause.subject.tokens:
        if reading.entity(p.index, i) is entity or p.tokens[i].pos in ("DET", "PUNCT"):
            continue
        if entity.type == "PERSON" and p.tokens[i].dep in ("compound", "amod") and i < clause.subject.head:
            continue
        return False
    return True


def _people(reading: Reading, clause: Clause, entity: Entity) -> Iterator[Candidate]:
    """ "Which people occupied the mining camps?": a people as the whole subject."""
    p = clause.parsed
    head = p.tokens[clause.subject.head]
    words = [p.tokens[i].text for i in clause.subject.tokens]
    if head.tag not in ("NNPS", "NNP", "JJ") or len(words) > 2 or (len(words) == 2 and words[0].lower() != "the"):
        return
    if len(words) == 1 and not words[0].endswith("s"):
        return
    key = f"the {words[1]}" if len(words) == 2 else words[0]
    stem = ask_subject(reading, clause, "Which people")
    yield on_clause(reading, clause, "which-people", stem, key, "people", head.i, entity=entity)


def _several(reading: Reading, clause: Clause) -> Iterator[Candidate]:
    """ "Who offered land to the settlers?": a group named by what it does, in the plural."""
    p = clause.parsed
    head = p.tokens[clause.subject.head]
    words = [p.tokens[i] for i in clause.subject.tokens]
    if head.tag != "NNS" or not is_group(head.text.lower()) or len(words) > 4 or head.lemma in ANAPHORIC:
        return
    if any(
        t.tag in ("CD", "PRP$", "POS") or t.text.lower() in ("some", "many", "most", "all", "several", "few")
        for t in words
    ):
        return
    text = phrase(reading, p, clause.subject.tokens)
    key = text if words[0].pos == "PROPN" or words[0].i != 0 else text[0].lower() + text[1:]
    stem = ask_subject(reading, clause, "Which group of people")
    yield on_clause(reading, clause, "who-group", stem, key, "group", head.i)
