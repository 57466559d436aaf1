"""A statement of the article made wrong in one place: another number, date, name, or the opposite word.

What comes out contradicts the article, because the article gives this very statement with something else in that
place. After "over" and "at least" only greater numbers are taken: when "over 500" is so, "over 300" is so too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import POOLS
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import CITY_COUNTRY
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.opposites import KINDS, OPPOSITES
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS
from quizapp.generate.values import SCALES, read_value
from quizapp.generate.words import REPORTING


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that stands alone, with the sentence and the tokens it was printed from."""

    parsed: Parsed
    text: str
    tokens: tuple[int, ...]
    verb: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """The statement with something else in one place; `kind` is "number", "date", "name" or "word"."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: str
    old: str
    pool: str
    entity: Entity | None = None
    only: str = ""
    """"more" or "less" when only greater or smaller numbers contradict the text."""


def alterations(reading: Reading, told: Told, rng: Random) -> list[Alteration]:
    """Every way to make a statement wrong in one place, the surest first."""
    found: list[Alteration] = []
    for i in told.tokens:
        slot = _slot(reading, told, told.parsed.tokens[i])
        if slot is None or _count(slot.old, told.text) != 1:
            continue
        others = _others(reading, told, slot, i, rng)
        if others:
            found.append(_with(told, slot.old, others[0], slot.kind))
    order = {"number": 0, "date": 0, "word": 1, "name": 2}
    return sorted(found, key=lambda a: (order[a.kind], a.text))


def _others(reading: Reading, told: Told, slot: _Slot, at: int, rng: Random) -> list[str]:
    """What may stand in the slot's place instead, in an order drawn for it."""
    if slot.kind == "word":
        new = OPPOSITES[slot.old.lower()]
        if _count(new, told.text.lower()):
            return []
        return [new.capitalize() if slot.old[0].isupper() else new]
    if slot.pool == "ordinal":
        return [_other_ordinal(slot.old, rng)]
    if slot.pool == "day":
        days = [d for d in range(2, 28) if abs(d - int(slot.old)) >= 2]
        return [str(rng.choice(days))]
    asked = Candidate(
        "altered",
        told.text.replace(slot.old, "", 1),
        slot.old,
        slot.pool,
        told.parsed.index,
        told.text,
        told.verb,
        entity=slot.entity,
        head=at,
    )
    made = [w for w, _ in POOLS[slot.pool](reading, asked, rng)[:4] if w.lower() not in told.text.lower()]
    if slot.kind == "number":
        made = [w for w in made if not re.fullmatch(r"(?:1|one)", w)]
    if slot.only:
        key = read_value(slot.old.lower())
        values = [(w, read_value(w.lower())) for w in made]
        made = [w for w, v in values if key and v and (v.number > key.number) == (slot.only == "more")]
    rng.shuffle(made)
    return made


def _other_ordinal(word: str, rng: Random) -> str:
    """ "third" for "second", "19th" for "18th"."""
    if word[0].isdigit():
        n = int(word[:-2]) + (rng.choice((1, 2)) if int(word[:-2]) < 4 else rng.choice((-2, -1, 1, 2)))
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
    at = ORDINALS.index(word.lower())
    new = ORDINALS[at + 1 if at < 1 else at + rng.choice((-1, 1))]
    return new.capitalize() if word[0].isupper() else new


def _with(told: Told, old: str, new: str, kind: str) -> Alteration:
    text = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", lambda _: new, told.text, count=1)
    return Alteration(text[0].upper() + text[1:], kind)


def _count(old: str, text: str) -> int:
    return len(re.findall(rf"(?<![\w-]){re.escape(old)}(?![\w-])", text))


def _slot(reading: Reading, told: Told, token: Token) -> _Slot | None:
    """What can be changed at this token, or nothing."""
    p = told.parsed
    word = token.text
    before = p.tokens[token.i - 1].text if token.i else ""
    after = p.tokens[token.i + 1].text if token.i + 1 < len(p.tokens) else ""
    if after in ("-", "–", "—", "/") or before in ("-", "–", "—", "/", "#"):
        return None
    if re.fullmatch(r"(?:1[0-9]|20)\d\d", word) and token.ent == "DATE":
        whole = before.lower() in ("in", "since", "until", "by", ",", "a", "the") or before in MONTHS
        return _Slot("date", word, "year") if whole and after not in ("and", "to", "or") else None
    if re.fullmatch(r"[12]?\d|3[01]", word) and token.ent == "DATE" and (before in MONTHS or after in MONTHS):
        return _Slot("date", word, "day")
    if word in MONTHS and token.ent == "DATE" and not after[:1].isdigit() and not before[:1].isdigit():
        return _Slot("date", word, "month-only")
    if word in _WEEK and token.ent == "DATE":
        return _Slot("date", word, "weekday")
    if (
        word.lower() in ORDINALS[:10]
        and token.ent == "ORDINAL"
        and token.dep == "amod"
        and after not in _FIXED
        and before not in ("a", "an")
    ):
        return _Slot("number", word, "ordinal")
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word) and token.dep in ("amod", "compound"):
        return _Slot("number", word, "ordinal")
    if token.tag == "CD":
        return _number(p, token, before, after)
    entity = reading.entities.at.get((p.index, token.i))
    if entity is not None:
        return _name(reading, told, token, entity)
    low = word.lower()
    if (
        low in OPPOSITES
        and after not in _FIXED
        and not token.ent
        and token.pos in KINDS[low]
        and before.lower() not in ("as", "so", "no", "not", "at")
    ):
        return _Slot("word", word, "")
    return None


_FIXED = frozenset("place time times half hand step name aid person lady instance glance sight education".split())
"""Words before which a first or a higher is part of an idiom."""
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPANS = frozenset({"years", "days", "months", "weeks", "decades"})
_NOT_COUNTS = frozenset("DATE TIME ORG FAC EVENT LAW PRODUCT WORK_OF_ART PERSON GPE".split())
_MORE = frozenset({"over", "than", "least", "exceeding", "exceeded", "above"})
_LESS = frozenset({"under", "most", "to", "below", "nearly", "almost"})


def _number(p: Parsed, token: Token, before: str, after: str) -> _Slot | None:
    counted = token.ent == "DATE" and token.dep == "nummod" and after in _SPANS
    if token.ent in _NOT_COUNTS and not counted:
        return None
    if (
        read_value(token.text.lower()) is None
        or token.text.lower() in ("one", "1", "zero", "0")
        or after in ("of", "to", "and", "or", "in", ":")
    ):
        return None
    if token.dep not in ("nummod", "compound", "quantmod") or (token.dep != "nummod" and after not in SCALES):
        return None
    if after in ("th", "st", "nd", "rd") or before.lower() in (
        "category",
        "figure",
        "table",
        "chapter",
        "no.",
        "number",
        "phase",
        "level",
        "type",
    ):
        return None
    words = [t.text.lower() for t in p.tokens[max(0, token.i - 3) : token.i] if t.text not in ("$", "£", "€")]
    close = set(words[-2:])
    only = "more" if close & _MORE and "less" not in close and "fewer" not in close else "less" if close & _LESS else ""
    if {"between", "from"} & set(words):
        return None
    return _Slot("number", token.text, "percent" if after in ("%", "percent") else "number", only=only)


def _name(reading: Reading, told: Told, token: Token, entity: Entity) -> _Slot | None:
    p = told.parsed
    mention = next(m for m in entity.mentions if m.sentence == p.index and m.start <= token.i < m.end)
    if mention.start != token.i or not entity.certain or entity is reading.hero:
        return None
    head = p.tokens[mention.end - 1]
    alone = mention.start == 0 or p.tokens[mention.start - 1].pos not in ("NOUN", "PROPN", "ADJ")
    says = p.tokens[head.head].lemma in REPORTING and head.dep == "nsubj"
    if (
        entity.type == "PERSON"
        and not says
        and head.dep in ("nsubj", "pobj", "dobj")
        and alone
        and not p.children[head.i][mention.end - mention.start - 1 :]
    ):
        return _Slot("name", entity.name, "person", entity)
    if head.dep not in ("pobj", "dobj"):
        return None
    kept = ("compound", "det", "case")
    if any(p.tokens[c].dep not in kept for c in p.children[head.i] if p.tokens[c].pos != "PUNCT"):
        return None
    old = "".join(t.text + (" " if t.space else "") for t in p.tokens[mention.start : mention.end]).strip()
    if entity.type == "GPE" and (entity.subtype or entity.name.lower() in CITY_COUNTRY):
        return _Slot("name", old, "place", entity)
    return None
