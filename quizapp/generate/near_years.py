"""Wrong options for years: the article's own first, then near ones that nothing rules out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.eras import era
from quizapp.generate.facts import Reading
from quizapp.generate.near_values import between, why_value
from quizapp.generate.reading import Parsed
from quizapp.generate.support import Wrong, frame, supported
from quizapp.generate.values import ANY, years


def year(reading: Reading, candidate: Candidate, rng: Random) -> list[Wrong]:
    key = int(candidate.key)
    seen, banned, latest = _open_years(reading, candidate, key)
    hero = reading.hero
    of_a_life = hero is not None and hero.type == "PERSON"
    chosen = years(key, rng, seen=sorted(seen), banned=banned, latest=latest, of_a_life=of_a_life)
    return [(str(y), why_value(reading, str(y), candidate.key, seen.get(y, []))) for y in chosen]


def years_told(reading: Reading, candidate: Candidate) -> list[Wrong]:
    """Years that the article gives for something else and that are wrong here, the nearest first."""
    key = int(candidate.key)
    seen, banned, latest = _open_years(reading, candidate, key)
    near = [y for y in seen if y not in banned and y != key and abs(y - key) <= CLOSE and y <= latest]
    near.sort(key=lambda y: (abs(y - key), y))
    return [(str(y), why_value(reading, str(y), candidate.key, seen[y])) for y in near]


def _open_years(
    reading: Reading, candidate: Candidate, key: int
) -> tuple[Mapping[int, Sequence[int]], set[int], int]:
    """(the article's years with their sentences, those that may be right or cannot be, the latest there can be)."""
    wanted = frame(reading, candidate)
    seen: Mapping[int, Sequence[int]] = reading.years
    banned = {y for y, where in seen.items() if supported(reading, candidate, where, wanted)} - {key}
    published = int(reading.article.published_on[:4]) if reading.article.published_on else 0
    past = [y for y, where in seen.items() if any(not _to_come(reading.parsed[i]) for i in where)]
    latest = max([published, *past, key])
    since = re.search(r"\b[Ff]rom (\d{4}) until which year\b", candidate.stem)
    if since is not None:
        banned |= set(range(key - 200, int(since[1]) + 1))
    if _BORN_OR_DIED.search(candidate.stem):
        seen = {}  # the years of a life tell when it cannot have begun or ended
    banned |= _not_lived(reading, candidate.stem, key)
    after, until = _after(reading, candidate.sentence, key), _until(reading, candidate.sentence, key)
    banned |= set(range(key - 300, after))
    if until - (after or key - NEAR) >= ROOM:
        banned |= set(range(until + 1, key + 300))
    shown = candidate.template == "gap-year"
    low, high = between(candidate, key) if shown else ANY
    possible = era(candidate.stem, key)
    banned |= {y for y in range(key - 60, key + 60) if not (low <= y <= high and possible.has(y))}
    return seen, banned, latest


def _to_come(p: Parsed) -> bool:
    """Whether a sentence tells of what has not been yet: "The next World Cup will be played in 2029"."""
    return any(t.lemma in _FUTURE and t.ent != "PERSON" for t in p.tokens)


_FUTURE = frozenset("will shall due next expect plan schedule intend hope forecast project".split())
_BORN_OR_DIED = re.compile(r"\b(?:born|die[ds]?)\b")
_LIFE = re.compile(r"\s?(?:[A-Z]{2,} )?\([^()]*?\b(1\d{3}|20\d\d)\b[^()]*?[-–—][^()]*?\b(1\d{3}|20\d\d)\b[^()]*\)")
_CHILDHOOD, _YOUTH = 6, 14
"""Years of life in which nobody goes to school, and in which nobody graduates, marries or publishes."""


def _not_lived(reading: Reading, stem: str, key: int) -> set[int]:
    """Years before the hero's school age or after the death: no year for what he or she did."""
    if _BORN_OR_DIED.search(stem):
        return set()
    if life := _LIFE.search(f" {reading.article.title}"):
        born, died = int(life[1]), int(life[2])
        if born < key <= died:
            return _before(born, key) | set(range(died + 1, died + 300))
    hero = reading.hero
    if hero is None or hero.type != "PERSON":
        return set()
    if not any(w in stem for form in hero.forms for w in form.split() if len(w) > 3):
        return set()
    banned: set[int] = set()
    for m in hero.mentions:
        p = reading.parsed[m.sentence]
        behind = p.sentence.text[p.tokens[m.end - 1].end - p.sentence.start :]
        if life := _LIFE.match(behind):
            born, died = int(life[1]), int(life[2])
            banned |= _before(born, key)
            banned |= set(range(died + 1, died + 300)) if key <= died else set()
    own = {m.sentence for m in hero.mentions} | {s for (s, _), e in reading.resolved.items() if e is hero}
    for p in (reading.parsed[s] for s in sorted(own)):
        born, died = _year_of(p, "bear"), _year_of(p, "die")
        banned |= _before(born, key) if born else set()
        if died and not born and key <= died:
            banned |= set(range(died + 1, died + 300))
    return banned


def _after(reading: Reading, sentence: int, key: int) -> int:
    """The year of what the article tells just before: what followed on it was not earlier.

    0 when the year named last before it is a later one, or long ago: then it is another story.
    """
    last = max(((s, y) for y, where in reading.years.items() for s in where if s < sentence), default=(0, 0))[1]
    return last if key - CLOSE <= last < key else 0


def _until(reading: Reading, sentence: int, key: int) -> int:
    """The year that the article tells next, if it is a later one: what led to it was not later. Else 0."""
    first = min(((s, y) for y, where in reading.years.items() for s in where if s > sentence), default=(0, 0))[1]
    return first if key < first <= key + CLOSE else 0


NEAR = 12
"""Years before an event from which wrong ones may come where nothing tells what it followed on."""
ROOM = 8
"""Years between which four must be found: with fewer, three far ones are better than two near ones."""
CLOSE = 30
"""Years between two events within which the later is taken to follow on the earlier."""


def _before(born: int, key: int) -> set[int]:
    """Years too early in somebody's life for what came in the year of the key."""
    young = next((n for n in (_YOUTH, _CHILDHOOD) if key > born + n), None)
    return set(range(born - 300, born + young)) if young is not None else set()


def _year_of(p: Parsed, lemma: str) -> int:
    """The first year that belongs to a verb: "Born in Tarnvik, she left in 1910" does not tell when she was born."""
    verb = next((t.i for t in p.tokens if t.lemma == lemma), None)
    said = [p.tokens[i].text for i in p.subtree(verb)] if verb is not None else []
    return next((int(w) for w in said if re.fullmatch(r"1[0-9]\d\d|20\d\d", w)), 0)
