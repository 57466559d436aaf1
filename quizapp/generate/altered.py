"""A statement of the article made wrong in one place: another number, date, name, or the opposite word.

What comes out contradicts the article, because the article gives this very statement with something else in that
place. After "over" and "at least" only greater numbers are taken: when "over 500" is so, "over 300" is so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from quizapp.generate.candidates import Candidate
from quizapp.generate.distractors import POOLS
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gazetteer import NATIONS, WITH_THE
from quizapp.generate.inflected import inflected
from quizapp.generate.naming import BODIES, organisation_noun
from quizapp.generate.near_values import ORDINALS
from quizapp.generate.opposites import OF_SUBJECTS, OPPOSITES
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS
from quizapp.generate.sound import VARIED, leaned_on
from quizapp.generate.values import SCALES, read_value
from quizapp.generate.whole_words import count, exchanged
from quizapp.generate.words import REPORTING, ROLES, SENSITIVE


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that stands alone, with the sentence and the tokens it was printed from."""

    parsed: Parsed
    text: str
    tokens: tuple[int, ...]
    verb: str
    denied: bool = False
    """Whether the statement says that something is not so; it then serves only with its "not" taken out."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """The statement with something else in one place; `kind` is "number", "date", "name" or "word"."""

    text: str
    kind: str
    old: str = ""
    """What stands in that place in the article."""


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: str
    old: str
    pool: str
    entity: Entity | None = None
    only: str = ""
    """"more" or "less" when only greater or smaller numbers contradict the text."""
    new: str = ""
    """The word to put in its place."""


def alterations(reading: Reading, told: Told, rng: Random) -> Iterator[Alteration]:
    """The ways to make a statement wrong in one place, the surest first."""
    if told.denied:
        if text := affirmed(told):
            yield Alteration(text, "word")
        return
    slots = [(i, slot) for i in told.tokens if (slot := _slot(reading, told, told.parsed.tokens[i])) is not None]
    for i, slot in sorted(slots, key=lambda s: (_ORDER[s[1].kind], s[0])):
        if count(slot.old, told.text) != 1:
            continue
        others = _others(reading, told, slot, i, rng)
        if others:
            yield _with(told, slot.old, others[0], slot.kind)


_ORDER = {"number": 0, "date": 0, "word": 1, "name": 2}


def _others(reading: Reading, told: Told, slot: _Slot, at: int, rng: Random) -> list[str]:
    """What may stand in the slot's place instead, in an order drawn for it."""
    if slot.kind == "word":
        if count(slot.new, told.text.lower()):
            return []
        return [slot.new.capitalize() if slot.old[0].isupper() else slot.new]
    if slot.pool == "ordinal":
        return [_other_ordinal(slot.old, rng)]
    if slot.pool == "tens":
        return [f"{int(slot.old[:4]) + rng.choice((-30, -20, -10, 10, 20))}s"]
    if slot.pool == "people":
        return _other_peoples(reading, told, slot.old, rng)
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
    if slot.kind == "name":
        own = set(slot.old.lower().split()) | set(told.text.lower().split())
        made = [w for w in made if not own & set(w.lower().split()) - _SMALL]  # "Harvard" is "Harvard University"
        made = [w for w in made if w in reading.article.text and not w.startswith("the ") and w not in WITH_THE]
    if slot.kind == "number":
        made = [w for w in made if w not in ("1", "one") and not count(w, reading.article.text)]
    if slot.only:
        key = read_value(slot.old.lower())
        values = [(w, read_value(w.lower())) for w in made]
        made = [w for w, v in values if key and v and (v.number > key.number) == (slot.only == "more")]
    rng.shuffle(made)
    return made


def affirmed(told: Told) -> str:
    """The statement without its "not": what the article denies is said to be so. Empty when that is no sentence."""
    tokens = told.parsed.tokens
    denials = [t for t in tokens if t.dep == "neg"]
    if len(denials) != 1 or denials[0].text.lower() not in ("not", "n't"):
        return ""
    verb = tokens[denials[0].head]
    auxiliaries = [tokens[c] for c in told.parsed.children[verb.i] if tokens[c].dep in ("aux", "auxpass")]
    if verb.dep != "ROOT" or re.search(
        r"\b(?:only|but|because|unless|until|any|yet|either|at all|necessarily|always|all|every)\b", told.text
    ):
        return ""
    helper = auxiliaries[0] if auxiliaries else verb
    if helper.lemma == "do" and helper is not verb:
        tag = {"does": "VBZ", "did": "VBD", "do": "VBP"}.get(helper.text.lower(), "")
        forms = inflected(verb.lemma, tag) if tag else ()
        made, found = re.subn(rf"\b{helper.text}(?: not|n't) {verb.text}\b", str(forms[0]) if forms else "", told.text)
        return made if found == 1 and forms else ""
    made, found = re.subn(rf"\b({helper.text})(?: not|not|n't)\b", r"\1", told.text)
    return made if found == 1 and helper.text.lower() not in ("ca", "wo") else ""


def _other_ordinal(word: str, rng: Random) -> str:
    """ "third" for "second", "19th" for "18th"."""
    if word[0].isdigit():
        n = int(word[:-2]) + (rng.choice((1, 2)) if int(word[:-2]) < 4 else rng.choice((-2, -1, 1, 2)))
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
    at = ORDINALS.index(word.lower())
    new = ORDINALS[at + 1 if at < 1 else at + rng.choice((-1, 1))]
    return new.capitalize() if word[0].isupper() else new


def _with(told: Told, old: str, new: str, kind: str) -> Alteration:
    text = exchanged(told.text, old, new)
    return Alteration(text[0].upper() + text[1:], kind, old)


def _slot(reading: Reading, told: Told, token: Token) -> _Slot | None:
    """What can be changed at this token, or nothing."""
    p = told.parsed
    word = token.text
    before = p.tokens[token.i - 1].text if token.i else ""
    after = p.tokens[token.i + 1].text if token.i + 1 < len(p.tokens) else ""
    if after in ("-", "–", "—", "/", "thirds", "quarters", "fifths") or before in ("-", "–", "—", "/", "#"):
        return None
    if token.ent == "DATE" and re.fullmatch(r"(?:1[0-9]|20)\d\d", word):
        if sum(re.fullmatch(r"(?:1[0-9]|20)\d\d", t.text) is not None for t in p.tokens) > 1:
            return None  # the other year may show that this one cannot be
        whole = before.lower() in ("in", "since", "until", "by", ",", "a", "the") or before in MONTHS
        return _Slot("date", word, "year") if whole and after not in ("and", "to", "or") else None
    if re.fullmatch(r"[12]?\d|3[01]", word) and token.ent == "DATE" and (before in MONTHS or after in MONTHS):
        return _Slot("date", word, "day")
    if word in MONTHS and token.ent == "DATE" and not after[:1].isdigit() and not before[:1].isdigit():
        return _Slot("date", word, "month-only")
    if word in _WEEK and token.ent == "DATE":
        return _Slot("date", word, "weekday")
    if re.fullmatch(r"(?:1[0-9]|20)\d0s", word) and not {after.lower(), before.lower()} & {"and", "to", "or"}:
        return _Slot("date", word, "tens")
    if word in ORDINALS and token.ent == "ORDINAL" and token.dep == "amod" and after not in _FIXED:
        ranked = p.tokens[token.head].dep == "attr"  # who sent his second son has sent his first one too
        return _Slot("number", word, "ordinal") if ranked and not _ancestor(p, token, _SUBJECTS) else None
    if token.dep in ("amod", "compound") and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word):
        return _Slot("number", word, "ordinal")
    if token.tag == "CD":
        return _number(p, token, before, after)
    people = _people(p, token, before.lower(), after.lower())
    return people or _other_name(reading, p, token) or _word(p, token, before.lower(), after.lower())


def _other_name(reading: Reading, p: Parsed, token: Token) -> _Slot | None:
    """A person, country or town in the predicate that somebody or somewhere else of the article may replace."""
    entity = reading.entities.at.get((p.index, token.i))
    if entity is None or not entity.certain or entity is reading.hero:
        return None
    mention = next((m for m in entity.mentions if m.sentence == p.index and m.start == token.i), None)
    if mention is None or mention.end >= len(p.tokens):
        return None
    last, before = p.tokens[mention.end - 1], p.tokens[mention.start - 1].pos if mention.start else "CCONJ"
    if before in ("NOUN", "PROPN", "ADJ", "PUNCT") or (
        mention.start and p.tokens[mention.start - 1].text.lower() == "the"
    ):
        return None
    if p.tokens[mention.end].text in ("'s", "'", "-", ",", "and", "or") or p.child(last.i, "conj", "appos") is not None:
        return None
    name = "".join(t.text + " " * t.space for t in p.tokens[mention.start : mention.end]).strip()
    if entity.type == "PERSON" and _BLAMING & p.lemmas:
        return None  # nobody is put into a crime, a death or an office that is another's
    if entity.type == "PERSON":
        verb = p.tokens[last.head]
        did = last.dep == "nsubj" and verb.tag == "VBD" and verb.lemma not in REPORTING
        did = did and not _GENDERED.search(p.sentence.text)
        return _Slot("name", entity.name, "person", entity) if did or last.dep in ("pobj", "dobj") else None
    if last.dep not in ("pobj", "dobj") or _ancestor(p, token, _SUBJECTS):
        return None
    if entity.type == "GPE" and (entity.subtype or p.tokens[last.head].text.lower() in ("in", "at", "to", "from")):
        return _Slot("name", name, "place", entity)
    if entity.type in BODIES and organisation_noun(entity.name):
        return _Slot("name", name, "organisation", entity)
    return None


_SMALL = frozenset({"the", "of", "and", "in", "de"})
_BLAMING = ROLES.union(*(SENSITIVE[kind] for kind in ("crime", "death", "violence")))
_GENDERED = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.I)


def _people(p: Parsed, token: Token, before: str, after: str) -> _Slot | None:
    """A nationality said in the predicate: "founded by a German chemist"."""
    fits = (
        token.text in NATIONS
        and token.ent == "NORP"
        and token.tag == "JJ"
        and token.dep == "amod"
        and after not in ("-", "and", "or")
    )
    if not fits or before in ("-", "and", "or", "native") or _ancestor(p, token, _SUBJECTS):
        return None
    return _Slot("name", token.text, "people")


def _other_peoples(reading: Reading, told: Told, old: str, rng: Random) -> list[str]:
    """Other nationalities the article uses in the same way, none of them in this sentence."""
    here = {t.text for t in told.parsed.tokens}
    found = sorted(
        {
            t.text
            for p in reading.parsed
            for t in p.tokens
            if t.text in NATIONS and t.ent == "NORP" and t.dep == "amod" and t.text not in here
        }
    )
    rng.shuffle(found)
    return [f for f in found if (f[0] in "AEIOU") == (old[0] in "AEIOU")]


def _word(p: Parsed, token: Token, before: str, after: str) -> _Slot | None:
    """A word whose opposite makes the sentence say the contrary, not only something else."""
    low = token.text.lower()
    if low not in OF_SUBJECTS and (low, token.pos) not in OPPOSITES and low not in ("most", "many", "few"):
        return None
    if token.ent or before in _BESIDE or token.dep in ("compound", "conj"):
        return None
    if leaned_on(p, token):
        return None
    said = [t.text.lower() for t in p.tokens[: token.i]]
    if _LOOSE & set(said) or any(p.tokens[c].pos == "NUM" or p.tokens[c].tag == "CD" for c in p.children[token.head]):
        return None
    if low in ("most", "many", "few") and token.dep == "amod" and token.i <= 1 and before != "the":
        new = "most" if low == "few" else "few"
        head = p.tokens[token.head]
        plain = head.dep in _SUBJECTS and head.tag == "NNS" and head.lemma not in VARIED and after != "different"
        return _Slot("word", token.text, "", new=new) if plain else None
    if _ancestor(p, token, _SUBJECTS) and token.tag != "JJS" and low not in ("majority", "minority"):
        return None
    if token.dep in ("acomp", "attr") and p.tokens[token.head].lemma == "be" and low in OF_SUBJECTS:
        return _Slot("word", token.text, "", new=OF_SUBJECTS[low])
    new = OPPOSITES.get((low, token.pos), "")
    if not new or after in _FIXED:
        return None
    above = p.tokens[token.head]
    if token.pos == "NOUN" and token.i + 1 < len(p.tokens) and p.tokens[token.i + 1].pos in ("NOUN", "PROPN"):
        return None
    if token.pos in ("ADP", "SCONJ"):
        child = p.child(token.i, "pobj")
        if low == "without" and (child is None or p.tokens[child].pos != "NOUN" or after in ("any", "a", "an")):
            return None
        if above.lemma in _BOUND or (p.child(token.i, "pobj", "pcomp") is None and token.dep != "mark"):
            return None
        if after in ("all", "the", "that") and p.tokens[min(token.i + 2, len(p.tokens) - 1)].lemma == "fact":
            return None
    if low in ("more", "less", "fewer") and (after == "than" or token.dep not in ("amod", "advmod")):
        return None
    if low in ("majority", "minority") and p.child(token.i, "amod") is not None:
        return None
    if token.pos == "VERB" and not _fits(p, token):
        return None
    if low == "more" and token.pos == "ADJ" and above.tag != "NNS":
        new = "less"
    if token.pos == "VERB" and (token.dep in ("compound", "amod") and token.tag != "VBN"):
        return None
    return _Slot("word", token.text, "", new=new)


def _ancestor(p: Parsed, token: Token, deps: frozenset[str]) -> bool:
    """Whether a token is, or stands under, a dependent with one of these labels."""
    while token.dep != "ROOT" and token.head != token.i:
        if token.dep in deps:
            return True
        token = p.tokens[token.head]
    return False


_ALONE = frozenset({"rise", "fall", "expand", "contract", "succeed", "fail", "begin", "end"})
_WHOLE = frozenset({"have", "lack", "contain", "prevent", "like", "trust"})


def _fits(p: Parsed, verb: Token) -> bool:
    """Whether the opposite of a verb takes what follows it: prices rise and fall, nobody falls to a rank."""
    kids = [p.tokens[c] for c in p.children[verb.i] if c > verb.i]
    if any(k.dep == "prt" for k in kids):
        return False
    if verb.lemma in _WHOLE:
        thing = next((k for k in kids if k.dep == "dobj"), None)
        plain = thing is not None and thing.pos == "NOUN" and thing.lemma not in _THIN
        kept = [p.tokens[c] for c in p.children[thing.i if thing else 0]]
        bare = plain and not any(k.dep in ("nummod", "neg") or k.tag == "JJS" for k in kept)
        return verb.dep == "ROOT" and bare and not any(k.dep in ("prep", "xcomp", "ccomp") for k in kids)
    if verb.lemma in _ALONE and any(
        k.dep in ("dobj", "xcomp") or k.text in ("in", "to", "into", "on", "over", "from") for k in kids
    ):
        return False
    if verb.lemma in ("agree", "refuse") and not any(k.dep == "xcomp" for k in kids):
        return False
    return not any(k.dep == "dobj" and k.ent == "DATE" for k in kids)


_THIN = frozenset("effect role way number part time chance lot right intention impact place variety range".split())
_BESIDE = frozenset("as so no not at only until just how or and both one than".split())
"""Words before which nothing is turned round: parts of pairs, bounds and idioms."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_LOOSE = frozenset("some sometimes may might could can certain possible possibly various potentially".split())
"""After these words the contrary may be so as well."""
_BOUND = frozenset("name rename call look model take run go seek ask come be".split())
"""Verbs that "after" may belong to."""
_FIXED = frozenset(
    "place time times half hand step name aid person lady instance glance sight education than or and".split()
)
"""Words before which a first or a higher is part of an idiom or one of a pair."""
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
    if sum(t.tag == "CD" and t.ent not in ("DATE", "TIME") for t in p.tokens) > 2 or any(
        p.tokens[c].dep == "conj" for c in (token.head, *p.children[token.head])
    ):
        return None  # parts that must add up, or a list
    if {"between", "from"} & set(words) or "one of the" in " ".join(t.text for t in p.tokens[: token.i][-4:]):
        return None
    return _Slot("number", token.text, "percent" if after in ("%", "percent") else "number", only=only)
