"""Where and whose: countries, towns and peoples that may be left out of a sentence.

A place must be where something was done or made, and nothing else in the sentence, the title or the setting of the
article may tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import GAP, Gap
from quizapp.generate.gazetteer import CITIES, CITY_COUNTRY, NATIONS
from quizapp.generate.grammar import SUBJECTS, upwards, verb_over
from quizapp.generate.naming import SETTLEMENTS
from quizapp.generate.nations import COUNTRY_OF, at_home, countries_in, country_of
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.whole_words import count
from quizapp.generate.words import FIRMS, PERSON_NOUNS, REPORTING, ROLES

OFTEN = 4
"""A town named so often is where the article is set."""


class Setting:
    """Where an article is set: its countries and the town it names most. Nobody need read it to name those."""

    def __init__(self, reading: Reading) -> None:
        towns = [e for e in reading.entities.all if e.type == "GPE" and not e.subtype and len(e.mentions) >= OFTEN]
        self.countries = at_home(reading)
        self.town = max(towns, key=lambda e: len(e.mentions), default=None)


def names(reading: Reading, p: Parsed, setting: Setting) -> Iterator[Gap]:
    """Each country, town and people of a sentence that something was done in or by."""
    for t in p.tokens[:-1]:
        found = _people(p, t, setting) if t.ent == "NORP" else _place(reading, p, t, setting)
        if found is not None:
            yield found


# --- places ------------------------------------------------------------------------------------------------------


def _place(reading: Reading, p: Parsed, t: Token, setting: Setting) -> Gap | None:
    entity = reading.entities.at.get((p.index, t.i))
    if entity is None or not entity.certain or entity.type != "GPE" or entity in (reading.hero, setting.town):
        return None
    mentions = [m for m in entity.mentions if m.sentence == p.index]
    if len(mentions) != 1 or mentions[0].end != t.i + 1 or t.dep != "pobj" or t.head != mentions[0].start - 1:
        return None  # not "in the Netherlands", whose "the" tells it
    name = text_of(p.tokens[mentions[0].start : t.i + 1]).strip()
    if not _alone(p, t) or not _matters(p, p.tokens[t.head]):
        return None
    tokens = range(mentions[0].start, t.i + 1)
    if entity.subtype == "country":
        known = country_of(name) in setting.countries or name.endswith("Britain") or p.lemmas & _AT_WAR
        return None if known else Gap("country", name, "country", t.i, tokens, "country")
    if not is_town(reading, entity) or _first_guess(name, setting.countries) or p.lemmas & _AT_SEA:
        return None
    return Gap("city or town", name, "town", t.i, tokens, "city")


def strangers(reading: Reading, sentence: int, shown: str) -> bool:
    """Whether what is shown of a sentence names somebody besides whom the article is about: where one comes from may
    be read off a name."""
    people = (e for (s, _), e in reading.entities.at.items() if s == sentence and e.type == "PERSON")
    return any(count(form, shown) for e in people if e is not reading.hero for form in e.forms)


_AT_WAR = frozenset("war troop army soldier campaign front rebel invade invasion shoot occupy occupation".split())
"""Where wars were fought is known without the article."""
_AT_SEA = frozenset(
    "ship vessel boat steamer steamship ferry liner whaler merchantman freighter port harbour harbor sail".split()
)
"""Where ships are only ports are likely."""


def is_town(reading: Reading, entity: Entity) -> bool:
    """Whether a place is a city, a town or a village: it is known as one, called one, or something is "at" it."""
    if entity.type != "GPE" or entity.subtype or _REGION.search(entity.name):
        return False
    if entity.name.lower() in CITY_COUNTRY or entity.noun in SETTLEMENTS:
        return True
    tokens = (reading.parsed[m.sentence].tokens[m.start - 1] for m in entity.mentions if m.start)
    return not entity.noun and any(before.text.lower() == "at" for before in tokens)


_REGION = re.compile(
    r"(?:shire|lands?|ia|stan)$|\b(?:Islands?|County|Province|Valley|Coast|Upper|Lower|North|South|East|West)\b"
)


def _first_guess(name: str, countries: set[str]) -> bool:
    """Whether it is the largest city of a country that is spoken of."""
    country = CITY_COUNTRY.get(name.lower(), "")
    return country in countries and CITIES[country].split("|")[0] == name


def _alone(p: Parsed, t: Token) -> bool:
    """Whether a name stands by itself: nothing is joined to it, said of it or part of it."""
    behind, beyond = p.tokens[t.i + 1], p.tokens[min(t.i + 2, len(p.tokens) - 1)]
    listed = behind.text in ("'s", "’s", "'", "’", "-", "–", "(") or behind.pos in ("NOUN", "PROPN")
    within = behind.text == "," and beyond.ent in ("GPE", "LOC")  # "in ____, Ohio"
    return not listed and not within and p.child(t.i, "conj", "appos", "relcl", "acl", "prep") is None


def _matters(p: Parsed, over: Token) -> bool:
    """Whether a preposition says where something was done, and not where somebody spoke or what is compared."""
    what, before = p.tokens[over.head], p.tokens[max(0, over.i - 1)]
    if over.text.lower() not in _WHERE or p.tokens[verb_over(p, over.i)].lemma in REPORTING | _IDLE:
        return False
    if _of_another(p, over.i) or (what.pos == "NOUN" and other_end(p, over)):
        return False  # "the road from ____ to Grenaa"
    if over.i and (before.pos == "PROPN" or (before.text == "," and p.tokens[over.i - 2].pos == "PROPN")):
        return False  # "Arequipa, in ____", "Burslem in ____"
    several = over.dep == "conj" or p.child(over.i, "conj") is not None
    if several or _again(p, over) or _TELLING.search(p.sentence.text):
        return False  # "in Paris and in ____"
    if what.pos == "NOUN":
        named = any(p.tokens[c].pos == "PROPN" and c < what.i for c in p.children[what.i])
        of_a_firm = over.text == "at" and what.dep == "appos"  # "Peter Szlapka, the designer at Phoenix"
        return not named and not of_a_firm and what.lemma not in _SPEAKING | _IDLE
    moved = what.lemma in _MOVING and not any(t.ent == "DATE" for t in p.tokens)  # which time?
    return what.pos in ("VERB", "AUX") and not moved


def _of_another(p: Parsed, i: int) -> bool:
    """Whether a place is told in passing, of somebody else: "Underwood, whose uncle had founded a yard in ____"."""
    clauses = (t for t in upwards(p, i) if t.dep == "relcl")
    subjects = (p.child(t.i, *SUBJECTS) for t in clauses)
    return any(s is not None and p.tokens[s].pos != "PRON" for s in subjects)


def other_end(p: Parsed, over: Token) -> bool:
    """Whether the other end of a road or a journey is told: "from ____ to Grenaa"."""
    ends = {"from": ("to", "into"), "to": ("from",), "into": ("from",)}.get(over.text.lower(), ())
    within = p.tokens[over.i :] if "to" in ends else p.tokens  # not "traced to a tin from ____"
    others = (t.i for t in within if t.text.lower() in ends and t.dep == "prep")
    return any(verb_over(p, i) == verb_over(p, over.i) for i in others)


def _again(p: Parsed, over: Token) -> bool:
    """Whether a second place follows the same preposition: "born in Kent in a village"; not a time: "in 1931"."""
    others = (c for c in p.children[over.head] if c != over.i and p.tokens[c].text == over.text)
    objects = (p.child(c, "pobj") for c in others)
    return any(o is not None and p.tokens[o].ent not in ("DATE", "TIME") for o in objects)


_WHERE = frozenset("in to from into at".split())
_TELLING = re.compile(
    r"\b(?:Olympi\w*|Games|Nobel|[Cc]onvention|[Cc]onference|[Cc]ourt|pesos|pesetas|high jump|[Mm]arathon)\b"
)
"""Events of which a year tells the town, and bodies and prizes of which everybody knows where they are at home."""
_IDLE = frozenset("fall rise drop climb trade offer cost share price stock index be live".split())
_MOVING = frozenset("move return travel go come leave relocate flee head stay arrive emigrate".split())
_SPEAKING = frozenset("spokesman spokeswoman official trader analyst reporter minister ambassador student".split())


# --- peoples -----------------------------------------------------------------------------------------------------


def _people(p: Parsed, t: Token, setting: Setting) -> Gap | None:
    """ "a Danish charity", "three Italian workmen": who did something, without a name that tells it."""
    if t.text not in NATIONS or COUNTRY_OF.get(t.text, "") in {"", *setting.countries} or t.dep != "amod" or not t.i:
        return None
    head, before, behind = p.tokens[t.head], p.tokens[t.i - 1], p.tokens[t.i + 1]
    if head.pos != "NOUN" or head.i < t.i or head.ent or head.lemma not in _ACTING:
        return None
    if head.lemma in _OF_SOMEBODY and p.child(head.i, "poss") is None:
        return None  # "In 2013 the ____ parent became insolvent": whose?
    if {before.text, behind.text} & _JOINED:
        return None
    beyond = p.tokens[head.i + 1 : head.i + 4]  # "the Danish astronomer Ejnar Hertzsprung"
    named = any(x.text[:1].isupper() for x in beyond) or any(p.tokens[c].pos == "PROPN" for c in p.children[head.i])
    if named or head.dep == "appos" or p.child(head.i, "appos", "conj") is not None:
        return None
    return Gap("nationality", t.text, "nation", t.i, range(t.i, t.i + 1), "people")


_JOINED = frozenset({"and", "or", "-", "–", ",", "/"})
_ACTING = (PERSON_NOUNS | ROLES | FIRMS) - frozenset("business king queen emperor commander president minister".split())
_ACTING |= frozenset(
    "group team partner parent subsidiary charity chain ship vessel boat trawler garrison regiment expedition "
    "consortium investor buyer rival museum university institute laboratory foundation bank "
    "publisher factory engineer chemist physician surgeon traveller trader explorer missionary settler workman worker "
    "rancher student naturalist painter sculptor printer aviator pilot veteran prisoner tourist migrant miner "
    "craftsman mason mercenary diplomat consul geologist botanist collector".split()
)
_OF_SOMEBODY = frozenset("parent subsidiary partner rival buyer owner successor".split())


def told_by(reading: Reading, p: Parsed, gap: Gap, part: str) -> bool:
    """Whether another name in what is shown tells the country, people or town left out, or what it says of is cut."""
    told = countries_in(f"{part} {reading.source}")
    if (gap.kind == "country" and strangers(reading, p.index, part)) or _cut(p, gap, part):
        return True
    if gap.kind == "city":
        return _first_guess(gap.key, told)
    return gap.kind in ("country", "people") and country_of(gap.key) in told


def _cut(p: Parsed, gap: Gap, part: str) -> bool:
    """Whether a part breaks off before it says which things are meant: "two shipments from ____ …" of what?"""
    what = p.tokens[p.tokens[p.tokens[gap.head].head].head]
    return gap.kind != "people" and part.endswith(f"{GAP} …") and what.pos == "NOUN" and what.dep != "appos"
