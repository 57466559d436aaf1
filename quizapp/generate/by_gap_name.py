"""A sentence of a report with whoever acts or speaks in it left out: “The engineer, ____, advised against the bridge.”

Only where several people are heard, who may all be taken for the one: in a report, not in a history of two centuries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.entities import Entity, Mention
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.roles import find_roles
from quizapp.generate.showing import ways
from quizapp.generate.standing import somebodys_word
from quizapp.generate.words import REPORTING, TITLES

HEARD = 3
"""People who say something: fewer are no choice."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """Whoever acts or speaks, in each sentence that stands alone."""
    people = _people(reading)
    if a_story(reading) or reading.about or sum(_heard(reading, e) for e in people) < HEARD:
        return
    for entity in people:
        for m in entity.mentions:
            p = reading.parsed[m.sentence]
            key = text_of(p.tokens[m.start : m.end]).strip()
            plain = key in entity.forms and len(key.split()) > 1 and not key.split()[-1].isupper()
            if not plain or not _acts(p, m):
                continue
            found = (way for way in ways(reading, p, range(m.start, m.end), reading.source) if _fits(key, way.part))
            where, what, part = next(found, ("", "", ""))
            others = _others(reading, people, entity, part)
            if part and len(others) >= HEARD:
                yield Candidate(
                    "gap-person",
                    f"According to {where}, which person completes the {what} “{part}”?",
                    key,
                    "given",
                    p.index,
                    " ".join(p.sentence.text.split()),
                    f"gap {m.start}",
                    entity=entity,
                    head=m.end - 1,
                    offered=tuple(others),
                    attributed=somebodys_word(p),
                    within=reading.about,
                )


def _people(reading: Reading) -> list[Entity]:
    """Those who are people for certain: by a first name, an office, an age, or a title before the name."""
    offices = {id(role.entity) for role in find_roles(reading)}
    return [
        e
        for e in reading.entities.of_type("PERSON")
        if e is not reading.hero and (e.gender or id(e) in offices or any(_called(reading, m) for m in e.mentions))
    ]


def _called(reading: Reading, m: Mention) -> bool:
    tokens = reading.parsed[m.sentence].tokens
    behind = [t.text for t in tokens[m.end : m.end + 3]]
    titled = m.start > 0 and tokens[m.start - 1].text.lower().rstrip(".") in TITLES
    return titled or behind[:2] == [",", "who"] or re.match(r", \d\d [,.]", " ".join(behind)) is not None


def _heard(reading: Reading, entity: Entity) -> bool:
    tokens = ((reading.parsed[m.sentence], t) for m in entity.mentions for t in range(m.start, m.end))
    return any(p.tokens[i].dep in SUBJECTS and p.tokens[p.tokens[i].head].lemma in REPORTING for p, i in tokens)


def _acts(p: Parsed, m: Mention) -> bool:
    """Whether somebody is who does or says it, alone, and is not told by an office that everybody can tell."""
    t = p.tokens[m.end - 1]
    if p.child(t.i, "conj", "case") is not None or t.dep == "conj":
        return False
    while t.dep in ("appos", "compound"):
        t = p.tokens[t.head]
    before = p.tokens[max(0, m.start - 3) : m.start]
    told = any(x.ent == "NORP" for x in before) or any(x.lemma.lower() in _KNOWN for x in p.tokens)
    ranked = bool(before) and before[-1].text.lower().rstrip(".") in TITLES - _PLAIN
    return not told and not ranked and (t.dep in SUBJECTS or p.tokens[t.head].text.lower() == "by")


_KNOWN = frozenset("president king queen emperor pope chancellor premier prime sultan tsar prince princess".split())
_PLAIN = frozenset("mr mrs ms miss dr prof professor judge councillor".split())


def _fits(key: str, part: str) -> bool:
    """Whether what is shown is a whole sentence, or a passage, and does not name the key again."""
    return not part.endswith("…") and not any(w in part for w in key.split() if len(w) > 2)


_HE_OR_SHE = re.compile(
    r"\b(?:he|she|him|his|her|hers|himself|herself|\w*man|\w*woman|son|daughter|\w*mother|\w*father"
    r"|brother\S*|sister\S*|\w*son-in-law|husband|wife|widow\w*|uncle|aunt)\b"
)


def _others(reading: Reading, people: list[Entity], key: Entity, part: str) -> list[tuple[str, str]]:
    """Whoever else of the report may be taken for the key, the most often named first, each with the reason against."""
    gendered = _HE_OR_SHE.search(part) is not None
    taken = set(key.name.split())
    found = []
    for e in sorted(people, key=lambda e: (-len(e.mentions), e.mentions[0].sentence, e.mentions[0].start)):
        words = e.name.split()
        alike = not gendered or (key.gender and e.gender == key.gender)
        whole = len(words) >= 2 and words[0][0].isupper() and len(words[0].rstrip(".")) > 1
        if e is key or not alike or not whole or taken & set(words) or any(w in part for w in words if len(w) > 2):
            continue
        if re.fullmatch(r"Ní|Ó|Mac|Van|De|Von|Al|El|Bin|Di|Da|Del|Le|La", words[0]):
            continue  # a surname alone
        taken |= set(words)
        paragraph = reading.parsed[e.mentions[0].sentence].sentence.paragraph
        found.append((e.name, f"{e.name} is named in paragraph {paragraph}, in another connection."))
    return found
