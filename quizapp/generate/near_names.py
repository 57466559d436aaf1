"""Wrong options for countries, towns, peoples and words of small sets that are left out of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gap_names import is_town, other_end
from quizapp.generate.gap_words import SUBJECTS
from quizapp.generate.gaps import GAP
from quizapp.generate.gazetteer import (
    CITIES,
    CITY_COUNTRY,
    CONTINENT,
    NATIONS,
    WELL_KNOWN,
    WITH_THE,
    cities_like,
    near_countries,
)
from quizapp.generate.nations import COUNTRY_OF, SINCE, at_home, countries_in, country_of, people_of
from quizapp.generate.support import Wrong, frame, supported
from quizapp.generate.whole_words import count, same_article

MOST_OWN = 3


def _own(reading: Reading, candidate: Candidate, fits: Callable[[Entity], bool]) -> list[Entity]:
    """The article's own names of a kind that the sentence neither names nor may be true of, the oftenest first."""
    wanted = frame(reading, candidate)
    here = {id(e) for (s, _), e in reading.entities.at.items() if s == candidate.sentence}
    found = []
    for e in reading.entities.all:
        if id(e) in here or not e.certain or e is reading.hero or not fits(e):
            continue
        if any(form.lower() in candidate.stem.lower() for form in e.forms):
            continue
        mentioned = sorted({m.sentence for m in e.mentions})
        if not supported(reading, candidate, mentioned, wanted):
            found.append(e)
    return found


def _elsewhere(reading: Reading, e: Entity) -> str:
    paragraph = reading.parsed[e.mentions[0].sentence].sentence.paragraph
    return f"The article names {e.name} in paragraph {paragraph}, in another connection."


def _unnamed(name: str) -> str:
    return f"The article does not name {name} here."


def country(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other countries: those of the article, then those easily taken for the key; none that came after its time."""
    key, home = country_of(candidate.key), at_home(reading)
    possible = WELL_KNOWN - {*home, key} - WITH_THE - _not_yet(reading, candidate)
    alike = next((group for group in _TAKEN_FOR if key in group), _alike(key)) & possible
    near = {*alike, *(c for c in possible if _continent(c) == _continent(key))}
    own = _own(reading, candidate, lambda e: e.subtype == "country" and country_of(e.name) in near)
    rng.shuffle(own)
    wrong = {country_of(e.name): (e.name, _elsewhere(reading, e)) for e in own}
    others = [o for o in sorted(alike - wrong.keys()) if o not in reading.article.text]
    rng.shuffle(others)
    return [*list(wrong.values())[:MOST_OWN], *((o, _unnamed(o)) for o in others)]


_TAKEN_FOR = (
    frozenset({"Australia", "New Zealand", "Canada", "South Africa", "India"}),
    frozenset({"Japan", "South Korea", "China", "Singapore", "Thailand"}),
    frozenset({"Afghanistan", "Iran", "Pakistan", "Turkey", "Nepal"}),
)
"""Countries that are taken for one another though they are no neighbours."""


def _time(reading: Reading, candidate: Candidate) -> int:
    """The year a sentence tells of: its own first one, or the one told last before it; 9999 where there is none."""
    told = {sentence: min(y for y, s in reading.years.items() if sentence in s) for sentence in _dated(reading)}
    before = [sentence for sentence in told if sentence <= candidate.sentence]
    return told[max(before)] if before else 9999


def _dated(reading: Reading) -> set[int]:
    return {sentence for sentences in reading.years.values() for sentence in sentences}


def _not_yet(reading: Reading, candidate: Candidate) -> set[str]:
    """Countries that there were not at the time a sentence tells of, or not under that name."""
    then = _time(reading, candidate)
    return {country for country, since in SINCE.items() if then < since}


def town(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other towns as well or as little known as the key: all of its country, so that none stands out.

    For a capital they are capitals or of other countries nearby, unless its country or the other end of a journey is
    told.
    """
    key, home = candidate.key, CITY_COUNTRY.get(candidate.key.lower(), "")
    p = reading.parsed[candidate.sentence]
    journey = other_end(p, p.tokens[p.tokens[candidate.head].head])
    named = countries_in(candidate.stem)
    told = home in named | at_home(reading)
    capital = bool(home) and CITIES[home].split("|")[0] == key
    inside = told or journey or not capital
    elsewhere = {home, *named}
    if (journey and not home) or (key in _TWICE and not (told and _speaks_of(reading, home, key))):
        return []

    def fits(e: Entity) -> bool:
        country = CITY_COUNTRY.get(e.name.lower(), "")
        if not is_town(reading, e) or e.name in key or key in e.name or bool(country) != bool(home):
            return False
        return country == home if inside else country not in elsewhere and _continent(country) == _continent(home)

    own = _own(reading, candidate, fits)
    rng.shuffle(own)
    others = cities_like(key)
    if not inside:
        own = list({CITY_COUNTRY[e.name.lower()]: e for e in own}.values())
        taken = {"Ireland", *named, *(CITY_COUNTRY[e.name.lower()] for e in own)}
        others = [CITIES[c].split("|")[0] for c in sorted(_alike(home) & WELL_KNOWN & CITIES.keys() - taken)]
    if home in _NEW and _time(reading, candidate) < 1860:
        others = []
    time = _time(reading, candidate)
    others = [c for c in others if c not in reading.article.text and time >= _FOUNDED.get(c, 0)]
    rng.shuffle(others)
    return [*((e.name, _elsewhere(reading, e)) for e in own[:MOST_OWN]), *((o, _unnamed(o)) for o in others)]


def _speaks_of(reading: Reading, country: str, key: str) -> bool:
    """Whether anything but the key tells of its country."""
    return any(country in countries_in(p.sentence.text.replace(key, "")) for p in reading.parsed)


_TWICE = frozenset(
    "Alexandria Athens Birmingham Boston Bristol Cambridge Cleveland Corinth Córdoba Granada Halifax Manchester "
    "Newcastle Oxford Perth Portland Richmond Rosario Salvador Sparta Toledo Valencia York".split()
)
"""Towns of which there is another: without its country told it is open which is meant."""
_NEW = frozenset({"United States", "Canada", "Australia", "South Africa", "Kenya"})
"""Countries most of whose cities are young."""


_FOUNDED = {"Brasília": 1960, "Canberra": 1913, "Islamabad": 1967, "Chandigarh": 1953, "Abuja": 1991, "Astana": 1998}
"""Capitals by the year from which on they were towns."""


def _continent(country: str) -> str:
    return CONTINENT.get(country.lower(), "")


def _alike(country: str) -> set[str]:
    """Countries of its continent that are easily taken for it."""
    return {near for near in near_countries(country) if _continent(near) == _continent(country)}


def nation(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other peoples: those of the article, then of countries nearby; with the same "a" or "an" before them."""
    key = COUNTRY_OF[candidate.key]
    ruled_out = {key, *at_home(reading), *_not_yet(reading, candidate)}
    alike = (_POWERS if key in _POWERS else _alike(key)) - ruled_out
    own: dict[str, str] = {}
    for t in (t for p in reading.parsed for t in p.tokens if t.text in NATIONS):
        country = COUNTRY_OF.get(t.text, "")
        if country not in ruled_out and (country in alike or _continent(country) == _continent(key)):
            own.setdefault(country, t.text)
    wrong = [(n, "The article speaks of them elsewhere.") for n in own.values() if not count(n, candidate.stem)]
    rng.shuffle(wrong)
    others = [people_of(c) for c in sorted(alike - own.keys())]
    others = [o for o in others if o in NATIONS and o not in reading.article.text]
    rng.shuffle(others)
    found = [*wrong, *((o, _unnamed(o)) for o in others)]
    return [w for w in found if same_article(candidate.stem, GAP, candidate.key, w[0])]


_POWERS = frozenset({"United States", "United Kingdom", "France", "Germany", "Netherlands"})
"""Countries whose people traded, taught and travelled everywhere."""


def subject(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    """Other subjects of the key's sort: those of the article first."""
    group = rng.choice([g for g in SUBJECTS if candidate.key in g])
    wanted = frame(reading, candidate)
    said = {w: [p.index for p in reading.parsed if any(t.text == w for t in p.tokens)] for w in sorted(group)}
    rest = [w for w in said if w != candidate.key and not supported(reading, candidate, said[w], wanted)]
    rest = [w for w in rest if same_article(candidate.stem, GAP, candidate.key, w)]
    rng.shuffle(rest)
    rest.sort(key=lambda w: not said[w])
    return [(o, f"The article says {candidate.key} here, not {o}.") for o in rest]


LEFT_OUT = {"country": country, "town": town, "nation": nation, "subject": subject}
"""Pools of names and words that are left out of a sentence."""
