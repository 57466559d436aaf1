"""How old somebody is, and when somebody was born or died: what stands in commas or brackets beside a name.

 "Maren Holt, 62, ..." and "Maren Holt (4 March 1950 – 9 May 2021)" say so in a fixed form, whatever the sentence
around them; no parse is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.entities import Entity, Mention
from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.sentences import MONTH, shadow
from quizapp.generate.words import REPORTING

_DAY = rf"(?:{MONTH} \d{{1,2}}, |\d{{1,2}} {MONTH} )"
_LIFE = re.compile(rf"(?P<from>{_DAY})?(?P<born>1\d{{3}}|20\d\d)\s?[-–—]\s?(?P<to>{_DAY})?(?P<died>1\d{{3}}|20\d\d)$")
_BORN = re.compile(rf"^(?:born|b\.)(?: on| in)? {_DAY}?(?P<born>1\d{{3}}|20\d\d)$")
_AGE = re.compile(r"^\s?, (?:aged |age )?(?P<age>\d\d)\s?(?:,|\.$| years old\b)")


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "How old was Maren Holt when the article was written?", "In which year was she born?"."""
    asked: set[tuple[int, str]] = set()
    for p in reading.parsed:
        for entity in reading.entities.of_type("PERSON"):
            for m in entity.mentions:
                if m.sentence != p.index:
                    continue
                for candidate in (*_lived(reading, p, entity, m), *_aged(reading, p, entity, m)):
                    if (id(entity), candidate.verb) not in asked:
                        asked.add((id(entity), candidate.verb))
                        yield candidate


def _after(p: Parsed, m: Mention) -> str:
    end = p.tokens[m.end - 1].end - p.sentence.start
    return shadow(p.sentence.text)[end:]


def _lived(reading: Reading, p: Parsed, entity: Entity, m: Mention) -> Iterator[Candidate]:
    bracket = re.match(r"\s?\(([^()]*)\)", _after(p, m))
    if bracket is None or m.end - m.start < 2 or (entity is not reading.hero and _seldom(reading, entity, m)):
        return
    # A name in its own script or a reference may come first: only the last part between commas or semicolons counts.
    inside = " ".join(re.sub(r"\[\d+\]|\s+", " ", bracket[1]).split())
    life = _LIFE.search(inside)
    born = _BORN.match(inside)
    name = entity.name
    if life is not None:
        years = int(life["born"]), int(life["died"])
        if not 15 <= years[1] - years[0] <= 110 or re.search(r"\b(?:c\.|ca\.|reign|r\.|fl\.)", inside):
            return
        if life["from"] or life["to"] or inside == life[0]:
            yield _year(p, m, f"was {name} born", f"{name} was born", life["born"], "bear")
            yield _year(p, m, f"did {name} die", f"{name} died", life["died"], "die")
    elif born is not None:
        yield _year(p, m, f"was {name} born", f"{name} was born", born["born"], "bear")


def _year(p: Parsed, m: Mention, asked: str, told: str, year: str, verb: str) -> Candidate:
    stem, told = f"In which year {asked}?", f"{told} in {year}."
    return Candidate("when-year", stem, year, "year", p.index, told, verb, head=m.end - 1)


def _aged(reading: Reading, p: Parsed, entity: Entity, m: Mention) -> Iterator[Candidate]:
    found = _AGE.match(_after(p, m))
    before = p.tokens[m.start - 1].text.lower() if m.start else ""
    age = found["age"] if found is not None else ""
    if not age:
        ahead = text_of(p.tokens[: m.start])
        match = re.search(r"(?:^|\s)(\d\d)-year-old (?:[A-Z]?[a-z]+ ){0,2}$", ahead)
        age = match[1] if match is not None else ""
    if not age or len(entity.name.split()) < 2 or before in ("and", "&") or not 10 <= int(age) <= 110:
        return
    if _in_passing(reading, p, entity, m):
        return
    told = f"{entity.name} is given as {age} years old."
    yield Candidate("at-what-age", how_old(reading, entity), age, "number", p.index, told, "age")


_DEAD = frozenset("die kill murder drown shoot stab death dead funeral".split())


def how_old(reading: Reading, person: Entity) -> str:
    """The question for an age that an article gives of its own time, unless it tells of the person's death."""
    told = (m.sentence for m in person.mentions)
    if any(_DEAD & {t.lemma for t in reading.parsed[s].tokens} for s in told):
        return f"According to the article, how old was {person.name}?"
    return f"How old was {person.name} when the article was written?"


_OFTEN = 3
"""Sentences that speak of somebody whose age is worth asking."""


def _in_passing(reading: Reading, p: Parsed, entity: Entity, m: Mention) -> bool:
    """Whether somebody is a witness or named once or twice: nobody need know how old the passer-by was."""
    token = p.tokens[m.end - 1]
    speaks = token.dep == "nsubj" and p.tokens[token.head].lemma in REPORTING
    return speaks or _seldom(reading, entity, m)


def _seldom(reading: Reading, entity: Entity, m: Mention) -> bool:
    here = {x.sentence for x in entity.mentions if not _lends_a_name(reading, x)}
    here |= {s for (s, _), e in reading.resolved.items() if e is entity}
    return len(here) < _OFTEN and m.sentence > 0


def _lends_a_name(reading: Reading, m: Mention) -> bool:
    """ "Pascal's principle" speaks of no person."""
    tokens = reading.parsed[m.sentence].tokens
    return m.end < len(tokens) and tokens[m.end].tag == "POS"
