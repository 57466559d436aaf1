"""What may stand in a place of a sentence instead, so that it says what the article does not.

The article gives this very sentence with something else there, so what comes out is wrong by the article, unless it
says elsewhere that the other thing is so too. Opposite words are not put in: "sold" made "bought" is the same sale.
"""

from __future__ import annotations

from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import POOLS
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import NATIONS, WITH_THE
from quizapp.generate.grammar import verb_over
from quizapp.generate.naming import SETTLEMENTS
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import month_in
from quizapp.generate.slots import SHARES, SIDES, Slot, bound
from quizapp.generate.values import read_value
from quizapp.generate.verify import told_otherwise


def others(reading: Reading, p: Parsed, slot: Slot, part: str) -> list[tuple[str, str]]:
    """What else may be told in that place, each with the reason why it is wrong; `part` is shown with a gap there."""
    rng = Random(f"{reading.article.hash}:{p.index}:{slot.tokens[0]}")
    if slot.pool in _OWN:
        made = [text for text in _OWN[slot.pool](reading, p, slot.old) if text not in part]
        rng.shuffle(made)
        return [(text, f"The article says {slot.old}, not {text}.") for text in made]
    asked = Candidate(
        f"gap-{slot.asked}" if slot.asked else "truth",
        f"Which completes the sentence “{part}”?",
        slot.old,
        slot.pool,
        p.index,
        p.sentence.text,
        p.tokens[verb_over(p, slot.head)].lemma,
        entity=slot.entity,
        head=slot.head,
    )
    if told_otherwise(reading, asked):
        return []
    found = POOLS[slot.pool](reading, asked, rng)
    if slot.kind == "name":
        own = set(slot.old.lower().split()) | set(part.lower().split())
        return [
            (text, why)
            for text, why in found
            if not own & set(text.lower().split()) - _SMALL
            and not text.startswith("the ")
            and text not in WITH_THE
            and _alike(reading, p, slot, text)
        ]
    found = [(text, why) for text, why in found if text not in part and _clearly_other(slot, text)]
    return _years(p, slot, found) if slot.pool == "year" else found


def _years(p: Parsed, slot: Slot, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The nearest that are no slip. What has been so since 1983 was so since 1990 too, but not since 1975."""
    key, span = int(slot.old), bound(p, slot.head)
    if span:
        found = [w for w in found if (int(w[0]) < key) == (span == "since")]
    far = [w for w in found if abs(int(w[0]) - key) > APART]
    return sorted(far or found, key=lambda w: abs(int(w[0]) - key))


def _alike(reading: Reading, p: Parsed, slot: Slot, text: str) -> bool:
    """Whether another name of the article is of the same sort: a town for a town, and people of the same passage."""
    one, other = slot.entity, next((e for e in reading.entities.all if text == e.name), None)
    if one is None or other is None:
        return False
    if one.type == "PERSON":
        here = p.sentence.paragraph
        return any(abs(reading.parsed[m.sentence].sentence.paragraph - here) <= 1 for m in other.mentions)
    sorts = ["town" if e.noun in SETTLEMENTS else e.subtype or e.noun for e in (one, other)]
    return bool(sorts[0]) and sorts[0] == sorts[1]


_SMALL = frozenset({"the", "of", "and", "in", "de"})
APART, TIMES_APART = 2, 1.3
"""How far from the article's a year, a count up to twelve and a number are that nobody takes for a slip of memory."""


def _clearly_other(slot: Slot, text: str) -> bool:
    """Whether a value differs by more than a slip: another month and no day beside, not 4,100 for 4,000."""
    if slot.pool == "day":
        return month_in(text) != month_in(slot.old)
    if slot.pool == "month-only":
        return True
    one, other = read_value(slot.old.lower()), read_value(text.lower())
    if one is None or other is None:
        return False
    if slot.pool == "year" or one.number <= 12:
        return abs(one.number - other.number) >= APART
    return max(one.number, other.number) >= TIMES_APART * min(one.number, other.number)


def _other_tens(reading: Reading, p: Parsed, old: str) -> list[str]:
    made = [f"{int(old[:4]) + years}s" for years in (-30, -20, 20, 30)]
    return [text for text in made if text not in reading.article.text and _told_of(reading, int(text[:4]), 10)]


def _other_nth(reading: Reading, p: Parsed, old: str) -> list[str]:
    number = int(old[:-2]) if old[0].isdecimal() else ORDINALS.index(old) + 1
    near = [n for n in (number - 2, number - 1, number + 1, number + 2) if 4 <= n <= 20]
    near = [n for n in near if _told_of(reading, 100 * n - 100, 100)]
    made = [f"{n}th" if old[0].isdecimal() else ORDINALS[n - 1] for n in near]
    return [text for text in made if f"{text} century" not in reading.article.text]


def _told_of(reading: Reading, first: int, span: int) -> bool:
    """Whether a time lies within those the article speaks of, so that nothing rules it out at a glance."""
    years = reading.years
    return not years or (first + span > min(years) and first <= max(years))


def _other_share(reading: Reading, p: Parsed, old: str) -> list[str]:
    return [SHARES[old]]


def _other_side(reading: Reading, p: Parsed, old: str) -> list[str]:
    return [SIDES[old]]


def _other_people(reading: Reading, p: Parsed, old: str) -> list[str]:
    """Other nationalities that the article itself gives to somebody."""
    here = {t.text for t in p.tokens}
    found = {
        t.text for q in reading.parsed for t in q.tokens if t.text in NATIONS and t.ent == "NORP" and t.dep == "amod"
    }
    if old in _BRITISH:
        here |= _BRITISH
    return sorted(f for f in found - here if not any(t[:4] == f[:4] for t in here))


_BRITISH = frozenset("British English Scottish Welsh Irish".split())
"""Of whom one may be the other."""


_OWN = {"tens": _other_tens, "nth": _other_nth, "side": _other_side, "share": _other_share, "nation": _other_people}
"""Pools that only statements draw from."""
