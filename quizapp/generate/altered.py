"""What of a sentence can be exchanged so that it says what the article does not: a value, a place, a name.

The article gives this very sentence with something else in that place, so what comes out is wrong by the article,
unless it says elsewhere that the other thing is so too: deeds and events that somebody else, another place or another
time may share are left alone. Opposite words are not put in: "sold" made "bought" is the same sale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from quizapp.generate.by_gap import values, worth_dating
from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import POOLS
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import NATIONS, WITH_THE
from quizapp.generate.naming import BODIES, SETTLEMENTS, organisation_noun
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS, month_in
from quizapp.generate.values import read_value
from quizapp.generate.verify import told_otherwise
from quizapp.generate.words import REPORTING, ROLES, SENSITIVE


class Slot(NamedTuple):
    """A place of a sentence: its tokens, what stands there, of which kind that is and where others come from."""

    kind: str
    """date, number or name."""
    tokens: range
    old: str
    pool: str
    head: int
    asked: str = ""
    """The word a gap there is asked for with: "year"."""
    entity: Entity | None = None


COUNTED = 2
"""A count up to this is a pair, which a reader takes for granted."""


def slots(reading: Reading, p: Parsed) -> Iterator[Slot]:
    """The places of a sentence in which something else would be wrong."""
    if p.lemmas & _GRAVE:
        return  # such things are told as they are, or not at all
    for gap in values(p, few=COUNTED):
        kind = "date" if gap.pool in ("year", "day") else "number"
        if not (_of_a_name if kind == "date" else _of_others)(p, gap.tokens[0], gap.head):
            yield Slot(kind, gap.tokens, gap.key, gap.pool, gap.head, gap.asked.split()[0])
    for t in p.tokens[1:-1]:
        before, behind = p.tokens[t.i - 1], p.tokens[t.i + 1]
        found = _time(reading, p, t, before, behind) or _side(p, t, before, behind) or _people(p, t, before, behind)
        if found is not None:
            yield found
    yield from _names(reading, p)


_GRAVE = (
    SENSITIVE["crime"]
    | SENSITIVE["death"]
    | (SENSITIVE["violence"] - {"war"})
    | frozenset("massacre enslave slave slavery victim torture abuse sexual parole hostage".split())
)
"""Lemmas of what nobody is asked to take for something else."""


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
        p.tokens[_verb(p, slot.head)].lemma,
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
    return [(text, why) for text, why in found if text not in part and _clearly_other(slot, text)]


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
YEARS_APART, FEW_APART, TIMES_APART = 3, 2, 1.2
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
        return abs(one.number - other.number) >= (YEARS_APART if slot.pool == "year" else FEW_APART)
    return max(one.number, other.number) >= TIMES_APART * min(one.number, other.number)


def _of_a_name(p: Parsed, i: int, head: int) -> bool:
    """Whether a year is one of several, or part of what a thing is called: "the Confession of 1559"."""
    if p.tokens[head].dep == "conj" or p.child(head, "conj") is not None:
        return True
    before = [t.text for t in p.tokens[max(0, i - 2) : i]]
    return before[-1:] == ["of"] and before[0][:1].isupper() and before[0] not in MONTHS


def _of_others(p: Parsed, i: int, head: int) -> bool:
    """Whether a number is tied to others: a part of a list or a sum, a rate, a rank among so many."""
    if p.tokens[i - 1].text.lower() in ("per", "of") and i:
        return True
    joined = p.tokens[head].dep == "conj" or p.child(head, "conj") is not None
    return joined or sum(t.tag == "CD" and t.ent not in ("DATE", "TIME") for t in p.tokens) > MOST_NUMBERS


MOST_NUMBERS = 3
"""More numbers in a sentence are parts that must add up."""


# --- times -------------------------------------------------------------------------------------------------------


def _time(reading: Reading, p: Parsed, t: Token, before: Token, behind: Token) -> Slot | None:
    """A month, a day of the year, a decade or a century in which something happened."""
    sure = len(reading.years) < SEVERAL and not reading.article.published_on  # else: of which year, or still to come
    if t.ent != "DATE" or {before.text, behind.text} & _RANGE or not worth_dating(p, t.i):
        return None
    if t.text in MONTHS and before.text.lower() == "in" and sure and not re.match(r"\d|,", behind.text):
        return Slot("date", range(t.i, t.i + 1), t.text, "month-only", t.i)
    beyond = p.tokens[t.i + 2].text if t.i + 2 < len(p.tokens) else ""
    if before.text.lower() == "on" and _DAY.fullmatch(f"{t.text} {behind.text}"):
        dated = re.match(r"\d{4}", beyond) or (beyond == "," and behind.text[0].isdigit())
        return None if dated or not sure else Slot("date", range(t.i, t.i + 2), f"{t.text} {behind.text}", "day", t.i)
    if before.text.lower() == "the" and re.fullmatch(r"(?:1[0-9]|20)\d0s", t.text) and _in(p, before):
        return Slot("date", range(t.i, t.i + 1), t.text, "tens", t.i)
    if behind.text == "century" and (t.text in ORDINALS or re.fullmatch(r"\d\d?th", t.text)):
        return Slot("date", range(t.i, t.i + 1), t.text, "nth", t.i)
    return None


SEVERAL = 3
"""So many years named in an article leave open of which one a month is."""
_RANGE = frozenset("- – — / to and or between from".split())
_MONTH = f"(?:{'|'.join(MONTHS)})"
_DAY = re.compile(rf"\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}")


def _in(p: Parsed, the: Token) -> bool:
    return the.i > 0 and p.tokens[the.i - 1].text.lower() in ("in", "during")


def _other_tens(reading: Reading, p: Parsed, old: str) -> list[str]:
    named = reading.article.text
    made = [f"{int(old[:4]) + years}s" for years in (-30, -20, 20, 30)]
    return [text for text in made if text not in named and int(text[:4]) <= max(reading.years, default=2020)]


def _other_nth(reading: Reading, p: Parsed, old: str) -> list[str]:
    number = int(old[:-2]) if old[0].isdigit() else ORDINALS.index(old) + 1
    near = [n for n in (number - 2, number - 1, number + 1, number + 2) if 4 <= n <= 20]
    made = [f"{n}th" if old[0].isdigit() else ORDINALS[n - 1] for n in near]
    return [text for text in made if f"{text} century" not in reading.article.text]


# --- sides and peoples -------------------------------------------------------------------------------------------


def _side(p: Parsed, t: Token, before: Token, behind: Token) -> Slot | None:
    """ "the northern shore", "to the east": a quarter of the sky that is no part of a name or a pair."""
    if t.text not in _SIDES or t.ent or t.dep == "conj" or {before.text, behind.text} & _RANGE:
        return None
    if p.child(t.i, "conj") is not None or behind.text[0].isupper() or behind.text == ",":
        return None
    ahead = [x.text.lower() for x in p.tokens[max(0, t.i - 2) : t.i]]
    fits = (
        (t.dep == "amod" and p.child(t.head, "prep") is not None)
        if t.text.endswith("ern")
        else ahead in (["to", "the"], ["from", "the"], ["in", "the"])
    )
    return Slot("name", range(t.i, t.i + 1), t.text, "side", t.i) if fits else None


_SIDES = {"north": "south", "east": "west", "northern": "southern", "eastern": "western"}
_SIDES |= {other: one for one, other in _SIDES.items()}


def _other_side(reading: Reading, p: Parsed, old: str) -> list[str]:
    return [_SIDES[old]]


def _people(p: Parsed, t: Token, before: Token, behind: Token) -> Slot | None:
    """ "founded by a German chemist": where one person or body came from, said of nobody in the subject."""
    head = p.tokens[t.head]
    named = any(x.pos == "PROPN" for x in p.tokens[head.i + 1 : head.i + 4])  # "the chemist Anton Schrötter"
    if named or any(x.text != t.text and x.text[:4] == t.text[:4] for x in p.tokens):
        return None  # nobody says of a town in Norway that it lies at the Norwegian border
    fits = t.text in NATIONS and t.ent == "NORP" and t.tag == "JJ" and t.dep == "amod" and head.tag == "NN"
    if not fits or {before.text, behind.text} & (_RANGE | {"native"}) or head.ent:
        return None
    return Slot("name", range(t.i, t.i + 1), t.text, "nation", t.i)


def _other_people(reading: Reading, p: Parsed, old: str) -> list[str]:
    """Other nationalities that the article itself gives to somebody."""
    here = {t.text for t in p.tokens}
    found = {
        t.text for q in reading.parsed for t in q.tokens if t.text in NATIONS and t.ent == "NORP" and t.dep == "amod"
    }
    if old in _BRITISH:
        here |= _BRITISH
    told = {f for f in found - here if not any(t[:4] == f[:4] for t in here)}
    return [f for f in sorted(told) if (f[0] in "AEIOU") == (old[0] in "AEIOU")]


_BRITISH = frozenset("British English Scottish Welsh Irish".split())
"""Of whom one may be the other."""


_OWN = {"tens": _other_tens, "nth": _other_nth, "side": _other_side, "nation": _other_people}
"""Pools that only statements draw from."""


# --- names -------------------------------------------------------------------------------------------------------


def _names(reading: Reading, p: Parsed) -> Iterator[Slot]:
    """People who did one thing, and where it was done."""
    if p.lemmas & _BLAMING:
        return  # nobody is put into an office or a belief that is another's
    found = [reading.entities.at.get((p.index, t.i)) for t in p.tokens]
    for entity in {id(e): e for e in found if e is not None and e.certain}.values():
        mentions = [m for m in entity.mentions if m.sentence == p.index]
        if len(mentions) != 1 or (entity is reading.hero and entity.type != "PERSON"):
            continue
        first, last = mentions[0].start, p.tokens[mentions[0].end - 1]
        pool = _pool(p, entity, last) if last.i + 1 < len(p.tokens) and _alone(p, first, last) else ""
        if pool:
            name = "".join(t.text + " " * t.space for t in p.tokens[first : last.i + 1]).strip()
            yield Slot("name", range(first, last.i + 1), name, pool, last.i, entity=entity)


def _pool(p: Parsed, entity: Entity, name: Token) -> str:
    """Where other names come from that would be wrong in this place; empty when they might be right."""
    if entity.type == "PERSON":
        return "person" if _did(p, name) else ""
    if entity.type in ("GPE", "LOC"):
        return "place" if _there(p, name) or (entity.subtype == "country" and _did(p, name)) else ""
    body = entity.type in BODIES and organisation_noun(entity.name)
    return "organisation" if body and (_did(p, name) or _there(p, name)) else ""


_BLAMING = ROLES | SENSITIVE["religion"] | SENSITIVE["politics"]
_GENDERED = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.I)


def _alone(p: Parsed, first: int, last: Token) -> bool:
    """Whether a name stands by itself: no title or noun before it, no other name beside it, nothing said of it."""
    before = p.tokens[first - 1] if first else None
    behind = p.tokens[last.i + 1]
    if before is not None and (before.pos in ("NOUN", "PROPN", "ADJ", "PUNCT", "DET") or before.text == "and"):
        return before.text == "," and last.dep in ("nsubj", "nsubjpass")
    listed = behind.text in ("'s", "’s", "'", "’", "-", "–", "and", "or", "(") or behind.pos in ("NOUN", "PROPN")
    return not listed and p.child(last.i, "conj", "appos", "relcl", "acl") is None


def _verb(p: Parsed, i: int) -> int:
    while p.tokens[i].dep != "ROOT" and p.tokens[i].pos not in ("VERB", "AUX"):
        i = p.tokens[i].head
    return i


def _did(p: Parsed, name: Token) -> bool:
    """Whether somebody did one thing: the subject of a past act with its object, or who it was done by."""
    over = p.tokens[name.head]
    if _GENDERED.search(p.sentence.text):
        return False
    if name.dep == "pobj" and over.dep == "agent":
        return _past(p, over.head)
    acts = name.dep == "nsubj" and over.tag == "VBD" and over.lemma not in REPORTING | _STATES
    return acts and p.child(over.i, "dobj") is not None and p.child(over.i, "aux", "neg") is None


_STATES = frozenset("have be want like love know need mean become remain live work".split())


def _past(p: Parsed, verb: int) -> bool:
    return any(p.tokens[c].text.lower() in ("was", "were") for c in p.children[verb])


def _there(p: Parsed, name: Token) -> bool:
    """Whether one thing is in one place and nowhere else: "was born in", "a laboratory in", "rises in"."""
    over = p.tokens[name.head]
    if name.dep != "pobj" or over.text.lower() not in _WHERE or over.dep != "prep":
        return False
    what = p.tokens[over.head]
    if what.tag == "NN":
        first = p.tokens[min(p.subtree(what.i))]
        return first.tag == "DT" and first.text.lower() in ("a", "an", "the") and over.i == what.i + 1
    subject = p.child(what.i, "nsubj", "nsubjpass")
    one = subject is not None and p.tokens[subject].tag in ("NN", "NNP", "PRP")
    return one and what.lemma in _ONCE and (what.tag in ("VBD", "VBZ") or _past(p, what.i))


_WHERE = frozenset("in at to from near into".split())
_ONCE = frozenset(
    "bear settle marry hold sign establish found build open launch discover finish begin start crown baptize baptise "
    "land transfer sell graduate register base situate lie stand rise appoint retire end withdraw".split()
)
"""What happens to one thing in one place; who worked somewhere must have gone there too."""
