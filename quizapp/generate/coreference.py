"""Light coreference with abstention: a pronoun is resolved only when exactly one person can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.generate.entities import Entities, Entity
from quizapp.generate.grammar import SUBJECTS, main_subject
from quizapp.generate.reading import Parsed
from quizapp.generate.words import MEN, ROLES, SAYING, WOMEN

GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}


def resolve(
    parsed: Sequence[Parsed], entities: Entities, told_of: Entity | None = None
) -> dict[tuple[int, int], Entity]:
    """(sentence, token) of each resolved pronoun → the person.

    Candidates are the people named before the pronoun in its paragraph, and the person the article is about. One
    candidate of a fitting gender: that one. More: a subject pronoun stands for the person who was the subject of the
    sentence before when nobody else is named in between (a text keeps to its subject until it says otherwise:
    Grosz, Joshi and Weinstein 1995), in a life also for its hero; "his" and "her" stand for the subject of their
    own clause. Otherwise unresolved. `told_of` is the person whose life the article says it tells.
    """
    people = entities.of_type("PERSON")
    hero = told_of or _hero(parsed, people)
    if hero is not None and not hero.gender:
        hero.gender = commonest_gender(parsed)
    uncertain = {id(e) for e in entities.all if e.type == "PERSON" and not e.certain}
    resolved: dict[tuple[int, int], Entity] = {}
    paragraph: list[Entity] = []
    recent: list[Entity] = []
    before: Entity | None = None
    kept: Entity | None = None
    clouded = False
    known: list[Entity] = []  # named so far; somebody of the right gender is meant before one of no known gender
    spoken: dict[str, int] = {}  # gender → the sentence in which somebody of it is first spoken of
    lost: set[str] = set()  # genders of people spoken of in this paragraph without anybody knowing who
    acting: set[str] = set()  # genders of people without a name who did something since the hero did
    for position, p in enumerate(parsed):
        first = position == 0 or parsed[position - 1].sentence.paragraph != p.sentence.paragraph
        if first:
            paragraph, before, kept, clouded, lost, acting = [], None, None, False, set(), set()
        named: list[Entity] = []
        quoted = False
        for token in p.tokens:
            if token.text == '"':
                quoted = not quoted
            entity = entities.at.get((p.index, token.i))
            if entity is not None and entity.type == "PERSON" and entity not in named:
                named.append(entity)
                known.append(entity)
            gender = GENDER.get(token.text.lower())
            titled = token.i and token.text[0].isupper()  # "Korea and Her Neighbours"
            if gender is None or quoted or titled:
                continue
            if _other_person(p, token.i) or _other_name(p, token.i, entities, hero):
                if token.dep in SUBJECTS:
                    lost.add(gender)  # "The owner asked, and she was told. She was told again ..."
                continue
            spoken.setdefault(gender, p.index)
            about = [hero] if hero is not None and p.index > hero.mentions[0].sentence else []
            fitting = [e for e in _unique(named + paragraph + about) if e.gender in ("", gender)]
            rivals = [e for e in _unique(named + recent) if e is not hero and e.gender in ("", gender)]
            opens = token.dep in SUBJECTS and not named and (before is hero or (before is None and first))
            alone = all(e is hero or e.gender not in ("", gender) for e in named) and not clouded
            if rivals and not first and hero not in recent:
                alone = False  # "The firm hired Holt. He joined in May": it need not be the hero
            free = not rivals and gender not in acting  # "His wife disliked them. She burned two"
            unsure = [e for e in fitting if not e.gender and (e in named or (e is before and hero not in fitting))]
            if unsure and len(fitting) > 1:
                lost.add(gender)  # "Holt sells fish. Two doors along, Amrit Moen said ..., he said": whoever he is
                continue
            fitting = [e for e in fitting if e.gender or not any(k.gender == gender for k in known)]
            if about and rivals and hero not in recent and p.tokens[token.head].lemma in SAYING:
                lost.add(gender)  # "..., he added": whoever spoke last
                continue
            if about and hero is not None and hero.gender == gender and (opens or alone or free):
                found: Entity | None = hero  # a life keeps to its hero until somebody else is spoken of
            elif any(id(e) in uncertain for e in fitting):
                continue
            else:
                found = fitting[0] if len(fitting) == 1 and gender not in lost | acting else None
            if found is None and token.dep in SUBJECTS and not named:
                found = before if before in fitting else None
            if found is None and token.tag == "PRP$":
                own = _own_subject(p, token.i, entities, resolved)
                found = own if own in fitting and (named == [own] or own is hero) else None
            if found is not None and not found.gender and spoken[gender] < found.mentions[0].sentence:
                found = None  # "she" was somebody before this one, of whom nobody knows, came in
            subject = p.child(token.head, *SUBJECTS) if token.dep in ("dobj", "dative") else None
            if found is not None and subject is not None and _person_at(p, subject, entities, resolved) is found:
                resolved.pop((p.index, subject), None)  # "He gave him a medal": who whom?
                lost.add(gender)
                continue
            if found is None and token.dep in SUBJECTS:
                lost.add(gender)
            if found is not None:
                resolved[(p.index, token.i)] = found
                found.gender = found.gender or gender
                if found not in named:
                    named.append(found)
        clouded = hero is not None and _clouds(p, hero, entities, resolved, clouded)
        acting = acting | _unnamed(p, entities, resolved) if clouded else set()
        before = _subject(p, entities, resolved)
        if before is None and not named and position and kept is not None and not _speaks_of_people(p):
            before = kept  # a sentence about things between two about somebody
        kept, recent = before, named
        paragraph = _unique(paragraph + named)
    return resolved


def _clouds(
    p: Parsed, hero: Entity, entities: Entities, resolved: dict[tuple[int, int], Entity], clouded: bool
) -> bool:
    """Whether after this sentence "he" may be somebody else than the person the life tells of.

    It may when anybody else was its subject, named or not, until the hero is the subject again or a paragraph begins.
    """
    subjects = [t for t in p.tokens if t.dep in SUBJECTS and p.tokens[t.head].dep in ("ROOT", "conj", "ccomp")]
    for token in subjects:
        entity = _person_at(p, token.i, entities, resolved)
        if entity is hero:
            clouded = False
        elif (
            (entity is not None and entity.type == "PERSON")
            or token.lemma in _PERSONS
            or token.lemma in _SOMEBODY
            or (entity is None and token.text.lower() in GENDER)
        ):
            return True
    return clouded


def _person_at(
    p: Parsed, at: int, entities: Entities, resolved: dict[tuple[int, int], Entity]
) -> Entity | None:
    """Whom a word names or stands for, also by the name behind it: "his rival William Stone"."""
    places = (at, *(c for c in p.children[at] if p.tokens[c].dep == "appos"))
    found = (entities.at.get((p.index, i)) or resolved.get((p.index, i)) for i in places)
    return next(filter(None, found), None)


def _unnamed(p: Parsed, entities: Entities, resolved: dict[tuple[int, int], Entity]) -> set[str]:
    """The genders of people who are subjects and have no name: "his wife"."""
    subjects = [t for t in p.tokens if t.dep in SUBJECTS and t.tag == "NN"]
    told = {t.lemma for t in subjects if _person_at(p, t.i, entities, resolved) is None}
    return {gender for gender, nouns in (("female", WOMEN), ("male", MEN)) if told & nouns}


def _own_subject(p: Parsed, at: int, entities: Entities, resolved: dict[tuple[int, int], Entity]) -> Entity | None:
    """The person who is the subject of the clause a possessive pronoun stands in, when it stands after the verb."""
    head = p.tokens[at].head
    while True:
        token = p.tokens[head]
        subject = p.child(head, *SUBJECTS)
        if subject is not None:
            if not subject < token.i < at:
                return None
            entity = entities.at.get((p.index, subject)) or resolved.get((p.index, subject))
            return entity if entity is not None and entity.type == "PERSON" else None
        if token.head == head:
            return None
        head = token.head


def _speaks_of_people(p: Parsed) -> bool:
    """Whether an unnamed person or group is spoken of."""
    return any(t.pos in ("NOUN", "PRON") and (t.lemma in _PERSONS or t.text.lower() in GENDER) for t in p.tokens)


def _subject(p: Parsed, entities: Entities, resolved: dict[tuple[int, int], Entity]) -> Entity | None:
    """The person who is the subject of a sentence's main clause."""
    if (subject := main_subject(p)) is None:
        return None
    entity = _person_at(p, subject, entities, resolved)
    return entity if entity is not None and entity.type == "PERSON" else None


def _unique(entities: list[Entity]) -> list[Entity]:
    return list({id(e): e for e in entities}.values())


def _hero(parsed: Sequence[Parsed], people: list[Entity]) -> Entity | None:
    """The one person a life tells of: named in its first sentences and far oftener than anyone else."""
    ranked = sorted(people, key=lambda e: -len(e.mentions))
    if not ranked or len(ranked[0].mentions) < 4 or min(m.sentence for m in ranked[0].mentions) > 1:
        return None
    if len(ranked) > 1 and len(ranked[1].mentions) * 2 > len(ranked[0].mentions):
        opening = ranked[0].mentions[0]
        subject = parsed[opening.sentence].tokens[opening.end - 1].dep in SUBJECTS
        alone = subject and len(ranked[1].mentions) < len(ranked[0].mentions)
        common = commonest_gender(parsed, least=10)
        return ranked[0] if alone and common and ranked[0].gender in ("", common) else None
    return ranked[0]


def commonest_gender(parsed: Sequence[Parsed], *, least: int = 4, share: float = 0.9) -> str:
    """The gender that share of the personal pronouns has; empty when there is none or fewer pronouns than `least`."""
    found = [GENDER[t.text.lower()] for p in parsed for t in p.tokens if t.text.lower() in GENDER]
    return next((g for g in ("male", "female") if len(found) >= least and found.count(g) >= share * len(found)), "")


_SOMEBODY = frozenset("one another other someone somebody everyone everybody employee engineer man's".split())
"""Subjects after which "he" may be whoever was meant: "one of the engineers, Ron Dolin, started yelling"."""
_PERSONS = frozenset(
    "man woman boy girl father mother son daughter brother sister wife husband friend officer spokesman "
    "spokeswoman "
    "minister president king queen prince princess teacher student actor actress doctor author chairman director "
    "candidate opponent colleague driver suspect victim player coach".split()
)


def _other_person(p: Parsed, before: int) -> bool:
    """Whether an unnamed person stands before the pronoun in its sentence ("his father said that he ...")."""
    for token in p.tokens[:before]:
        somebody = token.lemma in _PERSONS or (token.dep in SUBJECTS and _is_a_person(token.lemma))
        if somebody and token.pos == "NOUN" and token.dep in (*SUBJECTS, "dobj", "pobj"):
            if any(p.tokens[c].dep == "appos" for c in p.children[token.i]) or token.dep == "appos":
                continue
            return True
    return False


def _is_a_person(lemma: str) -> bool:
    return lemma in ROLES or lemma in _WITHOUT_A_NAME or re.search(r"[a-z](?:man|woman|person)$", lemma) is not None


_WITHOUT_A_NAME = frozenset(
    "owner member resident neighbour neighbor patient widow widower customer client buyer seller dealer collector "
    "nurse witness musician pupil passenger pensioner visitor caller tenant landlord reader writer scientist".split()
)


def _other_name(p: Parsed, before: int, entities: Entities, hero: Entity | None) -> bool:
    """Whether somebody whom the pipeline does not take for a person is the subject of the clause before the pronoun:
    "Gérald Moen, a professor who rejected it, went in; he died in January."
    """
    for t in p.tokens[:before]:
        entity = entities.at.get((p.index, t.i))
        if t.dep not in SUBJECTS or t.pos != "PROPN" or (entity is not None and entity.type == "PERSON"):
            continue
        kids = [p.tokens[c] for c in p.children[t.i]]
        called = any(k.dep == "appos" and (_is_a_person(k.lemma) or k.lemma in _PERSONS) for k in kids)
        told = any(k.dep == "relcl" and any(p.tokens[x].text == "who" for x in p.children[k.i]) for k in kids)
        if entity is not hero and (called or told):
            return True
    return False
