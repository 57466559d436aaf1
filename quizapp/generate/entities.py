"""Who and what is named: mentions of all sentences grouped under one canonical name and one voted type.

Every pipeline errs on some names, so each mention votes and a name whose winner is weak is not asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from quizapp.generate.gazetteer import ALIASES, subtype
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.words import FEMALE, MALE, ORGANISATION_NOUNS, PERSON_NOUNS, REPORTING, ROLES, TITLES

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
CERTAIN = 0.6
"""Share of the votes a type needs."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: tokens start to end (excluded), titles and possessive mark left out."""

    sentence: int
    start: int
    end: int


@dataclass(slots=True)
class Entity:
    """A person, organisation, place ... as the article names it."""

    name: str
    type: str
    certain: bool
    mentions: list[Mention] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    gender: str = ""
    subtype: str = ""
    noun: str = ""
    """What a named thing is: "university", "town"; empty when nothing tells."""
    kind: str = ""
    """The word to ask for it with: its noun, or a wider one ("educational institution") that others share."""
    also: set[str] = field(default_factory=set)
    """Other names that stand for the same, as the article itself says."""


@dataclass(slots=True)
class Entities:
    """All entities of an article, and the one at each token."""

    all: list[Entity]
    at: dict[tuple[int, int], Entity]
    """(sentence, token) → entity."""

    def of_type(self, *types: str) -> list[Entity]:
        return [e for e in self.all if e.certain and e.type in types]


def find_entities(parsed: Sequence[Parsed]) -> Entities:
    """Group the mentions of an article and vote on their types."""
    raw: list[tuple[str, str, Mention, float]] = []
    inverted = {p.index: _inverted(p) for p in parsed[:1]}
    for p in parsed:
        for start, end, label in p.entities():
            if label not in NAMED:
                continue
            start, end = _trimmed(p, start, _whole_name(p, end) if label == "PERSON" else end)
            while (
                label == "FAC" and start and p.tokens[start - 1].tag == "NNP" and p.tokens[start - 1].dep == "compound"
            ):
                start -= 1  # "State {Route 41}"
            if label == "PERSON" and [t.text for t in p.tokens[end : end + 2]] == [",", "which"]:
                the = start > 0 and p.tokens[start - 1].text.lower() == "the"
                label = "FAC" if the else "ORG"  # "the Victoria Baths, which ...", "Minera Sayhua, which ..."
            if start < end and all(p.tokens[i].text.lower() in PERSON_NOUNS for i in range(start, end)):
                continue  # "the Fox" of a story is a character and not an organisation
            if start >= end or not any(p.tokens[i].pos == "PROPN" for i in range(start, end)):
                continue
            if label == "GPE" and [t.text[:1].isupper() for t in p.tokens[end : end + 2]] == [False, True]:
                end += 2 * (p.tokens[end].text in _IN_PLACES)
            text = inverted.get(p.index, {}).get((start, end)) or _text(p, start, end)
            if not re.search(r"[A-Za-z]", text) or re.search(r"[\[\]\"()/@#|]", text):
                continue
            raw.append((text, label, Mention(p.index, start, end), _bonus(p, start, end, label)))
    return _grouped(parsed, raw)


_IN_PLACES = frozenset("am upon sur sous an en la le do da del de di under".split())
"""Small words within the names of towns: "Frankfurt am Main"."""
_CALLED = frozenset(
    "farmer olympian rapper singer actor actress comedian analyst economist attorney lawyer author novelist poet "
    "professor researcher scientist historian philosopher engineer developer designer editor columnist reporter "
    "blogger activist candidate congressman congresswoman lawmaker councillor councilman spokesman spokeswoman "
    "striker defender midfielder goalkeeper quarterback pitcher captain coach swimmer skater golfer driver".split()
)
"""What stands before a name with a capital and is no part of it: "Farmer Chad Smith"."""


def _trimmed(p: Parsed, start: int, end: int) -> tuple[int, int]:
    while end - start >= 3 and p.tokens[start].text.lower() in _CALLED:
        start += 1
    while start < end and (p.tokens[start].pos in ("DET", "PUNCT") or p.tokens[start].lemma.strip(".") in TITLES):
        start += 1
    while start < end and (p.tokens[end - 1].tag == "POS" or p.tokens[end - 1].pos in ("PUNCT", "CCONJ", "ADP", "DET")):
        end -= 1
    return start, end


def _whole_name(p: Parsed, end: int) -> int:
    """The end of a name that the pipeline breaks off behind a small word: "Ursula von der Leyen"."""
    whole = end
    while p.tokens[whole - 1].text in _WITHIN and whole < len(p.tokens) and p.tokens[whole].text in _WITHIN:
        whole += 1
    named = whole < len(p.tokens) and p.tokens[whole].tag == "NNP"
    return whole + 1 if p.tokens[whole - 1].text in _WITHIN and named else end


_WITHIN = frozenset("von van der den de del della di da dos bin ibn al el ten ter zu".split())


def _inverted(p: Parsed) -> dict[tuple[int, int], str]:
    """The full name behind a headword of a dictionary of lives: "HOLT, Maren Elisabeth (1647-1717), ..."."""
    if len(p.tokens) < 4 or p.tokens[1].text != "," or not p.tokens[0].text[:1].isupper():
        return {}
    end = 2
    while end < len(p.tokens) and p.tokens[end].text[:1].isupper():
        end += 1
    if end == 2 or end >= len(p.tokens) or p.tokens[end].text != "(":
        return {}
    surname = p.tokens[0].text
    return {(2, end): f"{_text(p, 2, end)} {surname.capitalize() if surname.isupper() else surname}"}


def _text(p: Parsed, start: int, end: int) -> str:
    return " ".join(text_of(p.tokens[start:end]).split())


def _bonus(p: Parsed, start: int, end: int, label: str) -> float:
    bonus = 0.0
    before = p.tokens[start - 1].text.lower().strip(".") if start else ""
    if label == "PERSON" and before in TITLES:
        bonus += 2
    head = p.tokens[p.tokens[end - 1].head]
    if label == "PERSON" and p.tokens[end - 1].dep == "nsubj" and head.lemma in REPORTING:
        bonus += 1
    text = _text(p, start, end).lower()
    if label == "GPE" and subtype(text):
        bonus += 3
    first = p.tokens[start].text.lower()
    if label == "PERSON" and end - start >= 2 and (first in MALE or first in FEMALE):
        bonus += 2
    if label == "ORG" and any(p.tokens[i].text.lower() in ORGANISATION_NOUNS for i in range(start, end)):
        bonus += 2
    return bonus


def _born(key: str) -> list[str]:
    """The words of a name without what tells father from son."""
    words = key.split()
    return words[:-1] if len(words) > 2 and words[-1] in ("jr", "sr", "ii", "iii", "iv") else words


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return ALIASES.get(text.lower(), re.sub(r"^the\s+", "", text, flags=re.I)).lower().replace(".", "")


_NAMED_AFTER = frozenset(
    "medal prize award trophy cup lecture fellowship scholarship foundation institute museum library street bridge "
    "hall park act law theorem principle effect scale society university college school hospital airport stadium "
    "island river lake mount bay crater comet station theatre theater centre center avenue road square".split()
)
"""Last words of what is named after a person: the "Inge Lehmann Medal" is not Inge Lehmann's full name."""


def _grouped(parsed: Sequence[Parsed], raw: list[tuple[str, str, Mention, float]]) -> Entities:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surface: dict[str, str] = {}
    for text, label, _, bonus in raw:
        votes[_key(text)][label] += 1 + bonus  # type: ignore[assignment]  # shares of a vote are counted too
        surface.setdefault(_key(text), text)
    # A dict and no set: what comes first in the text comes first here, in every process.
    person_keys = dict.fromkeys(
        k for k, v in votes.items() if v.most_common(1)[0][0] == "PERSON" and k.split()[-1] not in _NAMED_AFTER
    )
    first_at: dict[str, int] = {}
    for text, _, mention, _ in raw:
        first_at.setdefault(_key(text), mention.sentence)
    kin = {_key(text) for text, _, m, _ in raw if _of_kin(parsed[m.sentence], m)}
    joined: dict[str, str] = {}
    for key in surface:
        parts = key.split()
        if len(parts) == 1:
            # A surname, or a first name, stands for the only longer name that ends (or begins) with it.
            longer = [k for k in person_keys if k != key and key in (_born(k)[0], _born(k)[-1])]
            firm = key not in person_keys and longer and first_at[key] < min(first_at[k] for k in longer)
            if firm:
                continue  # "Blikman", a company before its chairman Joost Blikman is named
            if len(longer) == 1:
                joined[key] = "" if first_at[key] < first_at[longer[0]] and longer[0] in kin else longer[0]
            elif len(longer) > 1:
                nested = max(longer, key=lambda k: (len(k), k))
                if all(k == nested or _within(k, nested) for k in longer):
                    joined[key] = nested
                else:  # of a family, the bare surname means the one a text opens with
                    opening = [k for k in longer if first_at[k] == 0]
                    joined[key] = opening[0] if opening else ""
        elif key in person_keys:
            # "Elijah Cummings" and "Cummings Elijah" are "Elijah Eugene Cummings", if nobody else can be meant.
            longer = [k for k in person_keys if k != key and _within(key, k) and (len(k), k) > (len(key), key)]
            if len(longer) == 1:
                joined[key] = longer[0]
    inside = {w for k in surface if k not in person_keys for w in k.split() if len(k.split()) > 1}
    by_key: dict[str, Entity] = {}
    at: dict[tuple[int, int], Entity] = {}
    for text, _, mention, _ in raw:
        key = _key(text)
        target = joined.get(key, key)
        ambiguous = target == ""
        target = target or key
        while target in joined and joined[target] and joined[target] != target:
            target = joined[target]
        entity = by_key.get(target)
        if entity is None:
            total = votes[target] + (votes[key] if key != target else Counter())
            (label, weight), *_ = sorted(total.items(), key=lambda kv: (-kv[1], kv[0]))
            certain = weight >= CERTAIN * sum(total.values()) and not ambiguous
            certain = certain and _credible(surface[target], label, weight, inside)
            certain = certain and (
                label not in ("PERSON", "FAC", "LOC") or _borne_out(parsed, label, target, raw, joined)
            )
            entity = by_key[target] = Entity(surface[target], label, certain)
            entity.subtype = subtype(surface[target]) if label == "GPE" else ""
            if label == "PERSON":
                entity.gender = _gender(entity.name)
        entity.mentions.append(mention)
        entity.forms.add(text)
        if entity.type == "PERSON" and not entity.gender:
            entity.gender = _titled_gender(parsed, mention)
        for i in range(mention.start, mention.end):
            at[(mention.sentence, i)] = entity
    return Entities(list(by_key.values()), at)


def _credible(name: str, label: str, weight: float, inside: set[str]) -> bool:
    """Whether a one-word name of a person or organisation has more for it than a single guess of the pipeline."""
    words = name.split()
    if label == "PERSON" and (re.search(r"\.[a-z]{2,}$|\d", name) or words[-1].lower() in _NAMED_AFTER):
        return False  # an address on the web, a medal
    if label == "PERSON" and len(words) == 1:
        return name.lower() not in inside and (weight >= 2 or name.lower() in MALE or name.lower() in FEMALE)
    if label == "PERSON":
        if re.fullmatch(r"[A-Z]{3,}|MV|MS|SS", words[0]) and not name.isupper():
            return False  # a ship, a programme, a medal
        return len(words) <= 5 and all(w[0].isupper() or len(w) <= 3 for w in words) and words[0].lower() != "the"
    if label == "ORG":
        known = any(w.lower() in ORGANISATION_NOUNS for w in words)
        return known or (name.isupper() and len(name) <= 6) or weight >= 2
    return True


def _borne_out(
    parsed: Sequence[Parsed],
    label: str,
    target: str,
    raw: list[tuple[str, str, Mention, float]],
    joined: dict[str, str],
) -> bool:
    """Whether the text treats a name as its type: a person does something or bears a title, a place is one to be at."""
    for text, _, m, bonus in raw:
        if joined.get(_key(text), _key(text)) != target:
            continue
        p = parsed[m.sentence]
        head = p.tokens[m.end - 1]
        before = p.tokens[m.start - 1].text.lower() if m.start else ""
        if label == "PERSON":
            if any(t.tag == "NNPS" for t in p.tokens[m.start : m.end]):
                return False
            words = text.lower().split()
            if bonus >= 1 or words[0] in MALE or words[0] in FEMALE:
                return True
            if head.dep in ("nsubj", "nsubjpass", "poss", "appos") or (head.dep == "pobj" and before == "by"):
                return True
            if len(words) >= 2 and before in ("with", "and", "whom") and head.dep in ("pobj", "conj"):
                return True
            if before in ROLES or (m.end < len(p.tokens) and p.tokens[m.end].text == "," and head.dep == "conj"):
                return True
        elif (
            head.dep == "pobj"
            and p.tokens[head.head].text.lower()
            in (
                "in",
                "at",
                "near",
                "to",
                "from",
                "on",
                "of",
                "around",
            )
        ) or (head.dep in ("nsubj", "nsubjpass") and label == "LOC"):
            return True
    return False


_KIN = frozenset(
    "father mother brother sister son daughter husband wife widow uncle aunt cousin nephew niece grandfather "
    "grandmother grandson granddaughter stepfather stepmother half-brother half-sister twin".split()
)


def _of_kin(p: Parsed, m: Mention) -> bool:
    """Whether a name is brought in beside another of the family or the firm: "Her father, Matthias Holt", "Holt's
    chairman, Joost Holt". A bare "Holt" before it means the other one."""
    before = [t.text.lower() for t in p.tokens[max(0, m.start - 10) : m.start]]
    surname = p.tokens[m.end - 1].text.lower()
    owned = (surname, "'s") in pairwise(before) or (surname, "’s") in pairwise(before)
    return owned or any(word in _KIN for word in before)


def _within(short: str, long: str) -> bool:
    return set(short.split()) <= set(long.split())


def _gender(name: str) -> str:
    first = name.split()[0].lower()
    return "female" if first in FEMALE else "male" if first in MALE else ""


def _titled_gender(parsed: Sequence[Parsed], mention: Mention) -> str:
    if not mention.start:
        return ""
    before = parsed[mention.sentence].tokens[mention.start - 1].text.lower().strip(".")
    if before in ("mr", "sir", "king", "prince", "lord", "father", "chairman", "emperor"):
        return "male"
    return "female" if before in ("mrs", "ms", "miss", "queen", "princess", "lady", "dame") else ""
