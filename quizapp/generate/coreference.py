"""Light coreference with abstention: a pronoun is resolved only when exactly one person can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.generate.entities import Entities, Entity
from quizapp.generate.reading import Parsed

GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}
POSSESSIVE = frozenset({"his", "her"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def resolve(parsed: Sequence[Parsed], entities: Entities) -> dict[tuple[int, int], Entity]:
    """(sentence, token) of each resolved pronoun → the person.

    Candidates are the people named before the pronoun in its paragraph, and the person the article is about. One
    candidate of a fitting gender: that one. More: only a subject pronoun, and only to the person who was the
    subject of the sentence before, when nobody else is named in between. Otherwise unresolved.
    """
    people = entities.of_type("PERSON")
    hero = _hero(parsed, people)
    uncertain = {id(e) for e in entities.all if e.type == "PERSON" and not e.certain}
    resolved: dict[tuple[int, int], Entity] = {}
    paragraph: list[Entity] = []
    before: Entity | None = None
    for position, p in enumerate(parsed):
        if position == 0 or parsed[position - 1].sentence.paragraph != p.sentence.paragraph:
            paragraph, before = [], None
        named: list[Entity] = []
        quoted = False
        for token in p.tokens:
            if token.text == '"':
                quoted = not quoted
            entity = entities.at.get((p.index, token.i))
            if entity is not None and entity.type == "PERSON" and entity not in named:
                named.append(entity)
            gender = GENDER.get(token.text.lower())
            if gender is None or quoted or _other_person(p, token.i):
                continue
            about = [hero] if hero is not None and p.index > hero.mentions[0].sentence else []
            fitting = [e for e in _unique(named + paragraph + about) if e.gender in ("", gender)]
            if any(id(e) in uncertain for e in fitting):
                continue
            found = fitting[0] if len(fitting) == 1 else None
            if found is None and before in fitting and not named and token.dep in _SUBJECT:
                found = before
            if found is not None:
                resolved[(p.index, token.i)] = found
                found.gender = found.gender or gender
                if found not in named:
                    named.append(found)
        before = _subject(p, entities, resolved)
        paragraph = _unique(paragraph + named)
    return resolved


def _subject(p: Parsed, entities: Entities, resolved: dict[tuple[int, int], Entity]) -> Entity | None:
    """The person who is the subject of a sentence's main clause."""
    for token in p.tokens:
        if token.dep in _SUBJECT and p.tokens[token.head].dep == "ROOT":
            entity = entities.at.get((p.index, token.i)) or resolved.get((p.index, token.i))
            return entity if entity is not None and entity.type == "PERSON" else None
    return None


def _unique(entities: list[Entity]) -> list[Entity]:
    return list({id(e): e for e in entities}.values())


def _hero(parsed: Sequence[Parsed], people: list[Entity]) -> Entity | None:
    """The one person an article is about: named in its first sentence and far oftener than anyone else."""
    ranked = sorted(people, key=lambda e: -len(e.mentions))
    if not ranked or len(ranked[0].mentions) < 4:
        return None
    if len(ranked) > 1 and len(ranked[1].mentions) * 3 > len(ranked[0].mentions):
        return None
    return ranked[0] if min(m.sentence for m in ranked[0].mentions) <= 1 else None


_PERSONS = frozenset(
    "man woman boy girl father mother son daughter brother sister wife husband friend officer spokesman "
    "spokeswoman "
    "minister president king queen prince princess teacher student actor actress doctor author chairman director "
    "candidate opponent colleague driver suspect victim player coach".split()
)


def _other_person(p: Parsed, before: int) -> bool:
    """Whether an unnamed person stands before the pronoun in its sentence ("his father said that he ...")."""
    for token in p.tokens[:before]:
        if token.lemma in _PERSONS and token.pos == "NOUN" and token.dep in (*_SUBJECT, "dobj", "pobj"):
            if any(p.tokens[c].dep == "appos" for c in p.children[token.i]) or token.dep == "appos":
                continue
            return True
    return False
