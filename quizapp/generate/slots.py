"""Where a sentence could say something that the article does not: a value, a time, a place, a name.

Only places are found whose words are sure to be what they seem, and in which something else would be wrong: deeds and
events that somebody else, another place or another time may share are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import values, worth_dating
from quizapp.generate.gazetteer import NATIONS
from quizapp.generate.grammar import SUBJECTS, upwards
from quizapp.generate.naming import BODIES, organisation_noun
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import MONTH, MONTHS
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


def slots(reading: Reading, p: Parsed) -> Iterator[Slot]:
    """The places of a sentence in which something else would be wrong."""
    if p.lemmas & _GRAVE or _LIVES.search(p.sentence.text):
        return  # such things are told as they are, or not at all
    yield from (slot for slot in _places(reading, p) if not _undone(p, slot.tokens[0]))


def _places(reading: Reading, p: Parsed) -> Iterator[Slot]:
    for gap in values(p):
        kind = "date" if gap.pool in ("year", "day") else "number"
        if gap.pool == "day" and bound(p, gap.head):
            continue  # what has been so since 14 March has been so since 20 March
        if not (_of_a_name if kind == "date" else _of_others)(p, gap.tokens[0], gap.head):
            yield Slot(kind, gap.tokens, gap.key, gap.pool, gap.head, gap.asked.split()[0])
    for t in p.tokens[1:-1]:
        before, behind = p.tokens[t.i - 1], p.tokens[t.i + 1]
        found = _time(reading, p, t, before, behind) or _side(p, t, before, behind)
        found = found or _people(p, t, before, behind) or _fraction(p, t)
        if found is not None:
            yield found
    yield from _names(reading, p)


_GRAVE = (
    SENSITIVE["crime"]
    | SENSITIVE["death"]
    | (SENSITIVE["violence"] - {"war"})
    | frozenset("massacre enslave slave slavery victim torture abuse sexual prostitution parole".split())
    | frozenset("hostage bombing amputation execution execute hang punish captive wipe".split())
)
"""Lemmas of what nobody is asked to take for something else."""
_LIVES = re.compile(r"\b(?:cost|lost|claimed|took|taken)\b[\w ,]* lives\b")


def _undone(p: Parsed, i: int) -> bool:
    """Whether a place belongs to what was not done, or only to be done: 30 boats need not have been sold instead."""
    over = [t.i for t in upwards(p, i)]
    near = {c for k in over for child in (k, *p.children[k]) for c in (child, *p.children[child])}
    few = any(p.tokens[c].lemma == "few" and p.child(p.tokens[c].head, "det") is None for c in near)
    planned = any(p.tokens[k].dep == "xcomp" and any(p.tokens[c].tag == "TO" for c in p.children[k]) for k in over)
    failed = any(p.tokens[k].lemma in _FAILING for k in over)
    return few or planned or failed or any(p.tokens[c].text.lower() in _NONE for c in near)


_NONE = frozenset("no nobody none nothing nowhere neither nor never hardly scarcely rarely seldom".split())
_FAILING = frozenset("fail refuse deny decline avoid prevent lack without".split())


def _of_a_name(p: Parsed, i: int, head: int) -> bool:
    """Whether a year is one of several, or part of what a thing is called: "the Confession of 1559"."""
    if p.tokens[head].dep == "conj" or p.child(head, "conj") is not None:
        return True
    before = [t.text for t in p.tokens[max(0, i - 2) : i]]
    return before[-1:] == ["of"] and before[0][:1].isupper() and before[0] not in MONTHS


def _of_others(p: Parsed, i: int, head: int) -> bool:
    """Whether a number is tied to others: a part of a list or a sum, a rate, a rank among so many."""
    if p.tokens[i - 1].text.lower() in ("per", "of", "top") and i:
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
        dated = re.match(r"\d{4}", beyond) or (beyond == "," and behind.text[0].isdecimal())
        return None if dated or not sure else Slot("date", range(t.i, t.i + 2), f"{t.text} {behind.text}", "day", t.i)
    if any(re.fullmatch(r"(?:1\d|20)\d\d", x.text) for x in p.tokens):
        return None  # which may show that it cannot be
    if before.text.lower() == "the" and re.fullmatch(r"(?:1[0-9]|20)\d0s", t.text) and _in(p, before):
        return Slot("date", range(t.i, t.i + 1), t.text, "tens", t.i)
    if behind.text == "century" and (t.text in ORDINALS or re.fullmatch(r"\d\d?th", t.text)) and _in(p, before):
        return Slot("date", range(t.i, t.i + 1), t.text, "nth", t.i)
    return None


SEVERAL = 3
"""So many years named in an article leave open of which one a month is."""
_RANGE = frozenset("- – — / to and or between from".split())
_DAY = re.compile(rf"\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}")


def _in(p: Parsed, the: Token) -> bool:
    """Whether it happened within a time, and not before or since, which other times would be true of too."""
    return the.i > 0 and p.tokens[the.i - 1].text.lower() in ("in", "during")


# --- fractions ---------------------------------------------------------------------------------------------------


def _fraction(p: Parsed, t: Token) -> Slot | None:
    """ "a third of the cubs", "two-thirds": a share that is no bound and no part of the day or of the year."""
    if t.text not in _OPENING:
        return None
    said = {n: text_of(p.tokens[t.i : t.i + n]).strip() for n in (3, 2)}
    first = next((n for n in said if said[n] in SHARES), 0)
    near = {x.text.lower() for x in p.tokens[max(0, t.i - 4) : t.i]}
    last = t.i + first
    behind = [x.text for x in p.tokens[last : last + 2]]
    whole = first and behind[:1] == ["of"] and behind[1:] not in (["which"], ["whom"]) and not near & _BOUNDS
    return Slot("number", range(t.i, last), said[first], "share", last - 1) if whole else None


SHARES = {
    "a third": "two-thirds",
    "two-thirds": "a third",
    "a quarter": "half",
    "three-quarters": "a quarter",
    "a fifth": "half",
    "a tenth": "a third",
    "one third": "two thirds",
    "two thirds": "one third",
    "three quarters": "a quarter",
}
_OPENING = frozenset("a one two three".split())
_BOUNDS = frozenset("more less over under than least most nearly almost up".split())


# --- sides and peoples -------------------------------------------------------------------------------------------


def _side(p: Parsed, t: Token, before: Token, behind: Token) -> Slot | None:
    """ "the northern shore", "to the east": a quarter of the sky that is no part of a name or a pair."""
    if t.text not in SIDES or t.ent or t.dep == "conj" or {before.text, behind.text} & _RANGE:
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


SIDES = {"north": "south", "east": "west", "northern": "southern", "eastern": "western"}
SIDES |= {other: one for one, other in SIDES.items()}


def _people(p: Parsed, t: Token, before: Token, behind: Token) -> Slot | None:
    """ "founded by a German chemist": where one person or body came from, said of nobody in the subject."""
    head = p.tokens[t.head]
    named = any(x.pos == "PROPN" for x in p.tokens[head.i + 1 : head.i + 4])  # "the chemist Anton Schrötter"
    if named:
        return None
    fits = t.text in NATIONS and t.ent == "NORP" and t.tag == "JJ" and t.dep == "amod" and head.tag == "NN"
    if not fits or {before.text, behind.text} & (_RANGE | {"native"}) or head.ent:
        return None
    return Slot("name", range(t.i, t.i + 1), t.text, "nation", t.i)


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
            name = text_of(p.tokens[first : last.i + 1]).strip()
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


def _alone(p: Parsed, first: int, last: Token) -> bool:
    """Whether a name stands by itself: no title or noun before it, no other name beside it, nothing said of it."""
    before = p.tokens[first - 1] if first else None
    behind = p.tokens[last.i + 1]
    if before is not None and (before.pos in ("NOUN", "PROPN", "ADJ", "PUNCT", "DET") or before.text == "and"):
        return before.text == "," and last.dep in SUBJECTS
    listed = behind.text in ("'s", "’s", "'", "’", "-", "–", "and", "or", "(") or behind.pos in ("NOUN", "PROPN")
    return not listed and p.child(last.i, "conj", "appos", "relcl", "acl") is None


def bound(p: Parsed, i: int) -> str:
    """ "since" or "until" where a time begins or ends a span: "since the summer of 1931"; else ""."""
    while p.tokens[i].dep != "ROOT" and p.tokens[i].pos not in ("VERB", "AUX"):
        i = p.tokens[i].head
        if word := _SPANS.get(p.tokens[i].text.lower()):
            return word
    return ""


_SPANS = {"since": "since", "from": "since", "until": "until", "till": "until"}


def _did(p: Parsed, name: Token) -> bool:
    """Whether somebody did one thing: the subject of a past act with its object, or who it was done by."""
    over = p.tokens[name.head]
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
    subject = p.child(what.i, *SUBJECTS)
    one = subject is not None and p.tokens[subject].tag in ("NN", "NNP", "PRP")
    return one and what.lemma in _ONCE and (what.tag in ("VBD", "VBZ") or _past(p, what.i))


_WHERE = frozenset("in at to from near into".split())
_ONCE = frozenset(
    "bear settle marry hold sign establish found build open launch discover finish begin start crown baptize baptise "
    "land transfer sell graduate register base situate lie stand rise appoint retire end withdraw".split()
)
"""What happens to one thing in one place; who worked somewhere must have gone there too."""
