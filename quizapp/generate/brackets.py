"""Names in square brackets in place of pronouns, as editors set them, where nobody else can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.generate.coreference import GENDER, commonest_gender
from quizapp.generate.distractors import printed_name
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import subtype
from quizapp.generate.grammar import SUBJECTS, main_subject
from quizapp.generate.reading import Parsed, Token


def of_gender(reading: Reading, person: Entity, t: Token) -> bool:
    """Whether a pronoun may stand for somebody."""
    gender = person.gender or commonest_gender(reading.parsed)
    return person.type == "PERSON" and GENDER.get(t.text.lower()) == gender


def sure(reading: Reading, p: Parsed, entity: Entity) -> bool:
    """Whether a name may be told for a pronoun of this sentence: nobody else can be meant.

    In a life, or an article on one thing, only that person or thing; elsewhere whoever the sentence before is about.
    """
    hero = reading.hero
    if hero is not None and set(reading.about.split()) & {w for form in hero.forms for w in form.split()}:
        return entity is hero
    if reading.about and hero is not None and hero.type != "PERSON":
        return entity is hero
    before = reading.parsed[p.index - 1] if p.index else p
    subject = main_subject(before)
    same = before.sentence.paragraph == p.sentence.paragraph and before is not p
    told = subject is not None and reading.entity(before.index, subject) is entity
    return entity.type == "PERSON" and same and told


def bracketed(reading: Reading, p: Parsed, t: Token, entity: Entity) -> str:
    """A name in brackets for a pronoun, "" where somebody else may be meant."""
    if not entity.certain or not sure(reading, p, entity):
        return ""
    if p.tokens[t.head].lemma in _FOLLOWING:
        return ""  # "His successor took Ragwar on": that of whoever was told of before
    acting = {*SUBJECTS, "dobj", "dative"}
    gender = GENDER.get(t.text.lower())
    beside = [p.tokens[c] for c in p.children[t.head] if c != t.i and p.tokens[c].dep in acting]
    if gender and t.dep in acting and any(GENDER.get(x.text.lower()) == gender for x in beside):
        return ""  # "He gave him a medal": who whom?
    subject = p.child(t.head, *SUBJECTS) if t.tag == "PRP" and t.dep in ("dobj", "dative") else None
    doer = set(p.subtree(subject)) if subject is not None else set()  # "Nora Lund paid her": another one than Nora
    if gender and any(_another(reading, p, x, t, entity) for x in p.tokens[: t.i] if x.i not in doer):
        return ""  # "Congress gave Macdonough a medal, and Vermont gave him land"
    if gender and any(_another(reading, q, x, t, entity) for q in _just_before(reading, p) for x in q.tokens):
        return ""  # "Carver accused Reed of theft. He had taken 45 furs"
    name = printed_name(reading, entity)
    name = name[0].upper() + name[1:] if t.text[0].isupper() else name
    owner = t.tag == "PRP$" or t.text.lower() in ("his", "its", "their")
    return f"[{name}{'’' if owner and name.endswith('s') else '’s' if owner else ''}]"


def _just_before(reading: Reading, p: Parsed) -> Sequence[Parsed]:
    """The sentences before one in its paragraph; in a life, which is one person's all along, the last of them."""
    last = 1 if _a_life(reading) else p.index
    before = reading.parsed[max(0, p.index - last) : p.index]
    return [q for q in before if q.sentence.paragraph == p.sentence.paragraph]


def _a_life(reading: Reading) -> bool:
    return reading.hero is not None and reading.about == reading.hero.name


def _another(reading: Reading, p: Parsed, x: Token, t: Token, entity: Entity) -> bool:
    """Whether a word before a pronoun names, or is another pronoun for, somebody else who may be meant."""
    named = reading.entity(p.index, x.i)
    own = GENDER[t.text.lower()]
    if x.text.lower() in GENDER:
        object_of = x.dep in ("dobj", "dative", "pobj") and GENDER[x.text.lower()] == own
        return object_of and named is not entity
    a_person = x.ent == "PERSON" or (named is not None and named.type == "PERSON")
    a_person = a_person or (not _a_life(reading) and _unheard_of(x))
    gender = named.gender if named is not None else ""
    return a_person and named is not entity and gender in ("", own)


def _unheard_of(x: Token) -> bool:
    """Whether a name that no list of places has, and that the pipeline takes for no person, may be somebody's:
    "Congress gave Macdonough a medal"."""
    suffers = x.dep in ("dobj", "dative") and x.tag == "NNP"
    return (suffers or (x.ent == "GPE" and x.dep in SUBJECTS)) and not subtype(x.text)


_FOLLOWING = frozenset("successor replacement heir".split())
