"""Wrong options: the article's own things of the same type first, then near values, then the gazetteer.

A distractor is dropped when the article could support it: it stands in the evidence or in a sentence that shares
the question's frame. Fewer than two good ones means no question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import (
    CITY_COUNTRY,
    CONTINENT,
    NATIONS,
    WELL_KNOWN,
    WITH_THE,
    cities_like,
    near_countries,
)
from quizapp.generate.gazetteer import neighbours as neighbouring_places
from quizapp.generate.known_names import others_like, short_form, stand_ins
from quizapp.generate.naming import BODIES, SETTLEMENTS, may_be_settlement, wider_noun
from quizapp.generate.near_names import LEFT_OUT
from quizapp.generate.near_peoples import people
from quizapp.generate.near_phrases import near_group, near_places
from quizapp.generate.near_values import (
    century,
    day,
    decade,
    hour,
    month,
    month_only,
    number,
    ordinal,
    score,
    weekday,
)
from quizapp.generate.near_years import year
from quizapp.generate.precision import SHIPS, precision
from quizapp.generate.sayings import acting, doing, heads_of_state
from quizapp.generate.somebody import beside, nickname, of_the_time, surely_somebody, without_title
from quizapp.generate.support import Wrong, american, frame, nearness, same, supported
from quizapp.generate.words import ORGANISATION_NOUNS, ROLES

WANTED = 3
LEAST = 2


def find_distractors(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Up to three wrong options with reasons, best first."""
    pool = POOLS[candidate.pool]
    chosen = _chosen(candidate, pool(reading, candidate, rng))
    if candidate.pool in _DRAWN and precision(candidate.template) >= SHIPS and rng.random() < 0.7:
        # Whoever picks the value whose word lies nearest to the question's must not be right more often than by chance.
        key = nearness(candidate.stem, candidate.key)
        for _ in range(4):
            if not chosen or any(nearness(candidate.stem, t) > key for t, _ in chosen):
                break
            chosen = _chosen(candidate, pool(reading, candidate, rng))
    return chosen


_DRAWN = frozenset({"number", "percent", "year", "ordinal"})
"""Pools of values that are drawn anew each time."""


def _chosen(candidate: Candidate, found: list[Wrong]) -> list[Wrong]:
    chosen: list[Wrong] = []
    keys = [candidate.key, *candidate.keys]
    for text, why in found:
        if any(same(text, other) for other in [*keys, *(t for t, _ in chosen)]):
            continue
        chosen.append((text, why))
        if len(chosen) == WANTED:
            break
    return chosen


def printed_name(reading: Reading, entity: Entity) -> str:
    """A name with "the" when the article writes it so."""
    name = entity.name
    if name.lower().startswith("the "):
        return "the " + name[4:]
    if name in WITH_THE:
        return f"the {name}"
    if entity.type == "PERSON":
        return _as_titled(reading, entity)
    with_the = 0
    for m in entity.mentions:
        if (m.start and reading.parsed[m.sentence].tokens[m.start - 1].text.lower() == "the") or reading.parsed[
            m.sentence
        ].tokens[m.start].text.lower() == "the":
            with_the += 1
    return f"the {name}" if 2 * with_the > len(entity.mentions) else name


def _as_titled(reading: Reading, entity: Entity) -> str:
    """The name of whom the article is about as its title has it: the pipeline may have seen but half of it."""
    title = reading.about.split()
    whole = len(title) > 1 and all(word[0].isupper() and word.isalpha() for word in title)
    own = entity is reading.hero and whole and set(title) & set(entity.name.split())
    return reading.about if own else entity.name


def bare(name: str) -> str:
    """A name as an answer to "which country", "which university": without "the"."""
    return name[4:] if name.lower().startswith("the ") else name


def _place_of(reading: Reading, entity: Entity) -> int:
    return reading.parsed[entity.mentions[0].sentence].sentence.paragraph


def _entities(reading: Reading, candidate: Candidate, fits: Callable[[Entity], bool]) -> list[Entity]:
    wanted = frame(reading, candidate)
    stem = candidate.stem.lower()
    found: list[Entity] = []
    renamings = _renamings(reading, candidate.entity)
    for entity in reading.entities.all:
        if entity is candidate.entity or not entity.certain or not fits(entity):
            continue
        if any(form in told for told in renamings for form in entity.forms):
            continue
        if any(form.lower() in stem for form in entity.forms) or entity.name.lower() in stem:
            continue
        if any(form in told for other in found for told in _renamings(reading, other) for form in entity.forms):
            continue
        if any(entity.name in other.also for other in [candidate.entity, *found] if other is not None):
            continue
        acronym = entity.name.isupper()
        if (acronym and not candidate.key.isupper()) or len(entity.name.split()) > 6:
            continue
        if re.search(r"\d|['’]s\b|[&;:]", entity.name) and not acronym:
            continue
        mentioned = sorted({m.sentence for m in entity.mentions})
        if candidate.template == "who-role":
            if candidate.sentence not in mentioned and not _has_role(reading, candidate, mentioned):
                found.append(entity)  # what the article calls somebody, it says nowhere else
            continue
        mentioned += [s for (s, _), e in reading.resolved.items() if e is entity]
        if supported(reading, candidate, mentioned, wanted):
            continue
        found.append(entity)
    return found


_RENAMING = re.compile(r"\b(?:renamed|formerly|previously|originally|founded|known|names?|named|called|became)\b", re.I)


def _renamings(reading: Reading, entity: Entity | None) -> list[str]:
    """Sentences that may give the entity another name: "The party was founded as the Taxpayers Party"."""
    if entity is None:
        return []
    about = {m.sentence for m in entity.mentions} | {s for (s, _), e in reading.resolved.items() if e is entity}
    return [told for s in sorted(about) if _RENAMING.search(told := reading.parsed[s].sentence.text)]


def _has_role(reading: Reading, candidate: Candidate, sentences: Sequence[int]) -> bool:
    """Whether a word of the role asked for stands in a sentence that names somebody else: he may hold it too."""
    words = {w.lower() for w in re.findall(r"[A-Za-z]{4,}", candidate.stem.partition(" as ")[2])}
    nouns = {w for w in words if w in ROLES}
    return any(t.lemma in nouns or t.text.lower() in nouns for s in sentences for t in reading.parsed[s].tokens)


def _ranked(entities: list[Entity], candidate: Candidate, rng: Random) -> list[Entity]:
    """Often named and near in form first; ties in an order drawn once per question."""
    words = len(candidate.key.split())
    order = {id(e): rng.random() for e in entities}
    return sorted(
        entities, key=lambda e: (abs(len(e.name.split()) - words) > 1, -min(len(e.mentions), 3), order[id(e)])
    )


def _person(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = candidate.entity
    gender = key.gender if key is not None else ""
    multiple = len(candidate.key.split()) > 1
    # Nobody takes a head of state for the sheriff: such a wrong option is none.
    famous = heads_of_state(reading)
    famous = [] if key in famous else famous
    kin = set(re.findall(r"\b[A-Z]\w{3,}", candidate.stem))  # a namesake of somebody in the question is family
    own = candidate.key.split()
    hero = reading.hero.name.split()[-1] if reading.hero is not None and reading.hero.type == "PERSON" else ""

    def fits(e: Entity) -> bool:
        if e.type != "PERSON" or (_gendered(candidate.stem) and (not gender or e.gender != gender)):
            return False
        surname = e.name.split()[-1]
        if nickname(e.name, candidate.key) or surname == own[-1] or (surname == hero and e is not reading.hero):
            return False  # one person under two names, or family
        if set(e.name.split()) & NATIONS or surname in _TONGUES:
            return False
        told_of = e is reading.hero and reading.about != ""
        if candidate.template == "who-role" and (told_of or set(e.name.split()) & set(own)):
            return False  # whose life it is, and half a name of the key's
        if e in famous or not acting(reading, e) or surname in kin:
            return False
        if candidate.template in _BY_DEED and not doing(reading, e):
            return False
        known = surely_somebody(reading, e) and of_the_time(reading, candidate, e) and not beside(reading, candidate, e)
        if candidate.template == "event-who" and not known:
            return False
        return (len(e.name.split()) > 1) == multiple

    found = _ranked(_entities(reading, candidate, fits), candidate, rng)
    named: dict[str, Entity] = {}
    for e in found:
        name = without_title(e.name)
        if not any(set(name.split()) & set(other.split()) for other in named):
            named[name] = e
    return [(n, f"{n} is named in paragraph {_place_of(reading, e)}, in another connection.") for n, e in named.items()]


_BY_DEED = frozenset({"who", "by-whom", "event-who"})
"""Questions that ask for whoever did something: only who does things in the article may be taken for the key."""
_TONGUES = frozenset("Latin Hebrew Arabic Sanskrit Aramaic Neo-Aramaic Persian Hindi Urdu Bengali Swahili".split())


def _gendered(stem: str) -> bool:
    return _HE_OR_SHE.search(stem) is not None


_HE_OR_SHE = re.compile(
    r"\b(?:his|her|he|she|him|woman|man|male|female|himself|herself|mother|father|wife|husband|actress|queen|king|women|womens|men|mens|girls|boys)\b"
)


def _organisation(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = candidate.entity
    assert key is not None
    wide = key.kind != key.noun
    named = reading.entities.all

    def fits(e: Entity) -> bool:
        if e.type not in (*BODIES, "GPE") or not key.kind or e.subtype:
            return False
        if wider_noun(e) != key.kind if wide else e.noun != key.noun:
            return False
        return len(e.name.split()) > 1 or e.name.isupper() == candidate.key.isupper()

    found = _ranked(_entities(reading, candidate, fits), candidate, rng)
    wrong = [
        (bare(e.name), f"The article names {e.name} in paragraph {_place_of(reading, e)}, in another connection.")
        for e in found
    ]
    said = _own_words(candidate.stem)
    wrong = [w for w in wrong if not _own_words(w[0]) & said]
    known = [o for o in others_like(key.name) if not _own_words(o) & said]
    if not known and not any(e.type == "GPE" and e.name in candidate.stem for e in named):
        known = stand_ins(key.noun) if american(reading) else []
    if short_form(key.name) == key.name:
        wrong = [(short_form(w) or w, why) for w, why in wrong if short_form(w)]
        known = [short_form(o) for o in known if short_form(o)]
    if key.noun == "agency" and not wrong:
        known = []  # everybody knows what each of them does
    others = [o for o in map(bare, known) if o not in reading.article.text and o not in candidate.stem]
    rng.shuffle(others)
    return wrong + ([] if wide else [(o, f"The article does not mention {o}.") for o in others])


def _own_words(name: str) -> set[str]:
    """Words with a capital that are not the word for a kind of body: "Red", "Sox"."""
    kinds = {*ORGANISATION_NOUNS, *ORGANISATION_NOUNS.values()}
    return {w for w in re.findall(r"\b[A-Z][\w'’-]+", name) if w.lower() not in kinds and w not in ("According", "The")}


def _place(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = candidate.entity
    assert key is not None

    def fits(e: Entity) -> bool:
        if not e.subtype and e.name.lower() not in CITY_COUNTRY and _opens_a_body(reading, e):
            return False  # "Suffolk" may be Suffolk University
        if not e.subtype and e.name.lower() not in CITY_COUNTRY and not _stood_in(reading, e):
            return False  # nobody is said to be in it: perhaps a person
        odd = "." in e.name or printed_name(reading, e).startswith("the ")
        if key.type == "GPE" and not key.subtype and odd:
            return False
        if not key.subtype and key.noun and e.noun != key.noun:
            return (
                key.noun in SETTLEMENTS and not e.subtype and e.type == "GPE" and may_be_settlement(reading.parsed, e)
            )
        return e.type == key.type and e.subtype == key.subtype and (key.type == "GPE" or e.type in ("LOC", "FAC"))

    found = _ranked(_entities(reading, candidate, fits), candidate, rng)
    wrong = [
        (
            printed_name(reading, e),
            f"The article names {printed_name(reading, e)} in paragraph {_place_of(reading, e)}, "
            "in another connection.",
        )
        for e in found
    ]
    home = CITY_COUNTRY.get(key.name.lower(), "")
    if home:
        abroad = {e.name for e in found if CITY_COUNTRY.get(e.name.lower(), "") != home}
        wrong = [w for w in wrong if w[0] not in abroad]
    if not key.subtype and _at_home(reading, key, home) and (cities := cities_like(key.name)):
        named = {e.name.lower() for e in reading.entities.all}
        cities = [c for c in cities if c.lower() not in named]
        rng.shuffle(cities)
        wrong += [(c, f"The article does not mention {c}.") for c in cities]
    if key.subtype:
        named = {e.name.lower() for e in reading.entities.all}
        stem = candidate.stem.lower()
        others = [
            n
            for n in neighbouring_places(key.name, key.subtype)
            if n.lower().removeprefix("the ") not in named and n.lower().removeprefix("the ") not in stem
        ]
        big = [n for n in others if n.removeprefix("the ") in WELL_KNOWN or key.subtype != "country"]
        others = big if len(big) >= WANTED else others
        rng.shuffle(others)
        made = [(n, f"The article does not mention {n}.") for n in others]
        if candidate.verb in _IN_SPORT:
            made = []  # not every neighbour plays Test cricket
        if key.subtype == "country":
            near = {n.lower() for n in near_countries(key.name)}
            made.sort(key=lambda w: w[0].lower().removeprefix("the ") not in near)
            at_hand = [w for w in wrong if _continent(w[0]) == _continent(key.name)]
            far = [w for w in wrong if w not in at_hand]
            wrong = wrong if len(far) >= WANTED else [*at_hand, *made, *far]
        else:
            wrong += made
    if key.subtype and not candidate.key.startswith("the "):
        wrong = [(bare(text), why) for text, why in wrong]
    return wrong


_IN_SPORT = frozenset("beat defeat play face draw lose thrash win score".split())


def _stood_in(reading: Reading, entity: Entity) -> bool:
    for m in entity.mentions:
        tokens = reading.parsed[m.sentence].tokens
        start = m.start - (tokens[m.start - 1].text.lower() == "the") if m.start else 0
        if start and tokens[start - 1].lemma in _IN:
            return True
    return False


_IN = frozenset("in at to from near of into outside around through city town village port".split())


def _continent(place: str) -> str:
    return CONTINENT.get(place.lower().removeprefix("the "), "")


def _opens_a_body(reading: Reading, entity: Entity) -> bool:
    return any(e.type in BODIES and e.name.startswith(f"{entity.name} ") for e in reading.entities.all)


def _at_home(reading: Reading, key: Entity, home: str) -> bool:
    """Whether a city is the one of that country: an article on Massachusetts means another Cambridge."""
    named = {"United States" if e.subtype == "US state" else e.name for e in reading.entities.all if e.subtype}
    named |= {
        CITY_COUNTRY[e.name.lower()] for e in reading.entities.all if e.name.lower() in CITY_COUNTRY and e is not key
    }
    return not named or home in named


def _given(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    return list(candidate.offered)


POOLS: dict[str, Callable[[Reading, Candidate, Random], list[Wrong]]] = {
    "person": _person,
    "organisation": _organisation,
    "place": _place,
    "year": year,
    "month": month,
    "month-only": month_only,
    "decade": decade,
    "century": century,
    "day": day,
    "weekday": weekday,
    "ordinal": ordinal,
    "hour": hour,
    "score": score,
    "number": number,
    "percent": number,
    "given": _given,
    "people": people,
    "group": near_group,
    "place-said": near_places,
    **LEFT_OUT,
}
