"""What a named thing is called: by its own words, by the text beside it, or because most readers know it.

"Navarro College" is a college by its name; "the town of Orsund", "the newspaper Velmora Post" and "Kestrel, a ferry"
are told by the article. The word is what a question asks with: "which town", "which newspaper".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizapp.generate.entities import Entities, Entity, Mention
from quizapp.generate.gazetteer import CITY_COUNTRY
from quizapp.generate.known_names import ambiguous, known_noun, others_like, shares_group, stand_ins
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.words import ORGANISATION_NOUNS

BODIES = frozenset({"ORG", "FAC", "LOC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
"""Types of names that may be asked for with a noun of their own: "Which river ...?"."""
_CALLED = frozenset(
    "team band newspaper magazine journal charity ship ferry steamer yacht submarine village town city province island "
    "region district lake river club airline bank studio museum school hospital park church cathedral mosque temple "
    "palace festival language tribe software platform app game novel film movie album poem opera symphony painting "
    "monastery diocese county municipality suburb port bay mountain volcano desert station airport bridge tunnel "
    "street road highway freeway theatre theater stadium company firm university college academy prison fortress "
    "castle orchestra choir restaurant hotel website podcast publisher label party union ministry court parliament "
    "continent peninsula valley forest archipelago state republic kingdom empire capital commune settlement "
    "spacecraft satellite telescope rocket protocol theory disease virus hurricane storm typhoon cyclone treaty "
    "prize award medal scholarship championship tournament league cup".split()
)
"""Nouns that say what a name stands for when they stand beside it."""
_OF = frozenset(
    "town city village province island region district county municipality port state kingdom republic capital "
    "commune settlement suburb diocese lake bay peninsula valley archipelago duchy".split()
)
"""Nouns that come before "of" and a name: "the town of Orsund"."""
_WORKS = frozenset("novel film book album song game ship ferry yacht steamer bridge magazine newspaper".split())
"""Things that bear a person's name."""
_SAME = {"movie": "film", "firm": "company", "capital": "city", "theater": "theatre", "harbor": "harbour"}


def call_names(parsed: Sequence[Parsed], entities: Entities) -> None:
    """Give each named thing its noun, and take names as certain that bear one or that most readers know."""
    for p in parsed:
        _find_aliases(p, entities)
    _tell_apart(entities)
    text = " ".join(p.sentence.text for p in parsed)
    for entity in entities.all:
        known = known_noun(entity.name) if _meant(parsed, entity, text) else ""
        if entity.type == "PERSON" and _called(parsed, entity) in _WORKS:
            entity.certain = False  # "her novel Angel of Orsund" is nobody
        if entity.type in ("PERSON", "NORP") and not (known and not entity.certain):
            continue
        if known and not (entity.type == "GPE" and known == "university"):
            entity.noun = known
            entity.certain = entity.certain or entity.type in (*BODIES, "GPE")
            continue
        if entity.type == "GPE" and entity.subtype:
            entity.noun = entity.subtype
            continue
        if entity.type == "GPE" and entity.name.lower() in CITY_COUNTRY:
            entity.noun = "city"
            continue
        entity.noun = organisation_noun(entity.name) or _called(parsed, entity)
        if entity.noun and not entity.certain and entity.type in BODIES and len(entity.name.split()) > 1:
            entity.certain = _printed_alone(parsed, entity)
        if entity.name.lower().removeprefix("the ") == entity.noun:
            entity.noun = ""  # "the Senate", "the Court": the name is no more than the noun
        if entity.type != "PERSON" and any(w.islower() and len(w) > 4 for w in entity.name.split()):
            entity.certain = False  # "Interstate highway" is a kind, "Volunteer organization Corps" too long a name
    _choose_kinds(entities)


def _meant(parsed: Sequence[Parsed], entity: Entity, text: str) -> bool:
    """Whether a known name means what most readers would take it for: the Amazon of an article may be no company.

    A name that is also a word, a person or a place needs its noun beside it, or another of its group in the article;
    and what the article prints with "the" is nothing that goes without.
    """
    noun = known_noun(entity.name)
    if not noun or not ambiguous(entity.name):
        return True
    places = [(parsed[m.sentence], m) for m in entity.mentions]
    if any(m.start and p.tokens[m.start - 1].text.lower() == "the" for p, m in places) and noun == "company":
        return False
    beside = any(noun in p.lemmas or any(t.lemma == noun for t in p.tokens) for p, _ in places)
    return beside or shares_group(entity.name, text)


def _tell_apart(entities: Entities) -> None:
    """Georgia is a state where an article is about the United States; New York and Washington are two places each."""
    american = any(e.subtype == "US state" or e.name in ("United States", "US", "U.S.") for e in entities.all)
    for e in entities.all:
        if e.name == "Georgia" and american:
            e.subtype = "US state"
        elif e.name in ("New York", "Washington"):
            e.subtype = ""


_ALSO = re.compile(
    r"(?:,? ?\(|,? (?:also|formerly|later|previously|better|commonly|once|originally)? ?(?:known|called|named)(?: as)? "
    r"|,? or |,? a\.?k\.?a\.? |,? now |,? alias |,? born )(?:the |The )?\"?"
)


def _find_aliases(p: Parsed, entities: Entities) -> None:
    """ "Jean Cauvin (John Calvin)", "Rapa Nui, also called Easter Island": two names of one thing."""
    here = [(t.i, entities.at[(p.index, t.i)]) for t in p.tokens if (p.index, t.i) in entities.at]
    for (i, one), (j, other) in pairwise(here):
        if one is other:
            continue
        between = " " * p.tokens[i].space + text_of(p.tokens[i + 1 : j])
        if _ALSO.fullmatch(between):
            one.also.add(other.name)
            other.also.add(one.name)


_WIDER = {
    "educational institution": "school college university academy institute",
    "road": "highway freeway route road street avenue boulevard",
    "body of water": "river lake sea bay ocean stream canal waterfall",
    "venue": "venue stadium theatre museum gallery zoo library",
    "landmark": "bridge tunnel castle tower palace dam cathedral church temple mosque square abbey monastery",
    "body": "committee commission council court ministry department agency parliament senate",
    "organisation": "party union association society company bank foundation organisation force charity league firm",
    "publication": "newspaper magazine journal publisher",
    "event": "festival championship tournament cup fair",
    "title": "film novel book album song poem play opera series",
}
WIDER = {noun: wider for wider, nouns in _WIDER.items() for noun in nouns.split()}
"""Noun → the word for a class that is wide enough for an article to name several of it."""
ENOUGH = 3
"""Others of its own noun that an article or the known names must hold; otherwise the wider word is asked with."""


def _choose_kinds(entities: Entities) -> None:
    nouns = Counter(e.noun for e in entities.all if e.certain and e.noun)
    classes = Counter(wider_noun(e) for e in entities.all if e.certain)
    for e in entities.all:
        wider = wider_noun(e)
        own = nouns[e.noun] - 1 + len(others_like(e.name) or stand_ins(e.noun))
        e.kind = wider if wider and (not e.noun or (own < ENOUGH and classes[wider] - 1 > own)) else e.noun


def wider_noun(entity: Entity) -> str:
    """The word of the wider class a named thing belongs to; empty when nothing tells."""
    if entity.subtype:
        return ""
    if entity.noun:
        return WIDER.get(entity.noun, "")
    return ""


SETTLEMENTS = frozenset({"city", "town", "village", "municipality", "commune", "settlement", "suburb"})


def may_be_settlement(parsed: Sequence[Parsed], entity: Entity) -> bool:
    """Whether a place nothing is said of may stand among towns: one is in it or comes from it."""
    if entity.noun:
        return entity.noun in SETTLEMENTS
    for m in entity.mentions:
        tokens = parsed[m.sentence].tokens
        before = tokens[m.start - 1].text.lower() if m.start else ""
        after = tokens[m.end].text.lower() if m.end < len(tokens) else ""
        if before in ("in", "to", "from", "near", "at", "via", "outside") and after in (",", ".", "in", "and", "on"):
            return entity.type == "GPE"
    return False


def _printed_alone(parsed: Sequence[Parsed], entity: Entity) -> bool:
    """Whether the pipeline has the whole name: no capital stands right before or behind it."""
    for m in entity.mentions:
        tokens = parsed[m.sentence].tokens
        before = tokens[m.start - 1] if m.start else None
        after = tokens[m.end] if m.end < len(tokens) else None
        if before is not None and before.i and before.pos == "PROPN":
            return False
        if after is not None and (after.pos == "PROPN" or after.text in ("-", "'s", "&", ":")):
            return False
    return True


def _called(parsed: Sequence[Parsed], entity: Entity) -> str:
    found: Counter[str] = Counter()
    for m in entity.mentions:
        if word := _beside(parsed[m.sentence], m):
            found[_SAME.get(word, word)] += 1
    return found.most_common(1)[0][0] if found else ""


def _beside(p: Parsed, m: Mention) -> str:
    tokens = p.tokens
    start = m.start - 1 if m.start and tokens[m.start - 1].text.lower() == "the" else m.start
    if start >= 2 and tokens[start - 1].text == "of" and tokens[start - 2].lemma in _OF and start == m.start:
        return tokens[start - 2].lemma
    if start >= 1 and tokens[start - 1].tag == "NN" and tokens[start - 1].lemma in _CALLED:
        return tokens[start - 1].lemma
    after = tokens[m.end] if m.end < len(tokens) else None
    if after is not None and after.tag == "NN" and after.lemma in _CALLED and tokens[m.end - 1].head == after.i:
        return after.lemma if start == m.start - 1 or after.lemma in _OF else ""
    head = tokens[m.end - 1]
    for c in p.children[head.i]:
        if tokens[c].dep == "appos" and tokens[c].tag == "NN" and tokens[c].lemma in _CALLED and c > head.i:
            return tokens[c].lemma
    if head.dep == "appos" and tokens[head.head].tag == "NN" and tokens[head.head].lemma in _CALLED:
        return tokens[head.head].lemma
    verb = tokens[head.head]
    if head.dep == "nsubj" and verb.lemma == "be":
        attr = p.child(verb.i, "attr")
        if attr is not None and tokens[attr].tag == "NN" and tokens[attr].lemma in _CALLED:
            return tokens[attr].lemma
    return ""


_LEADING = frozenset({"lake", "mount", "hurricane", "fort", "cape", "port", "district", "route"})
"""Nouns that stand before what they name."""
_HALLS = frozenset({"convention", "conference", "arts", "sports", "visitor", "shopping", "exhibition", "concert"})
_BODY_WORDS = dict.fromkeys(
    "group organization organisation federation alliance front forces guard administration authority survey bureau "
    "office board coalition institution fund corps command services trust initiative secretariat "
    "confederation brigade".split(),
    "organisation",
)


def organisation_noun(name: str) -> str:
    """The noun to ask for a body, place or event with ("university"), from its name; empty when none tells.

    What the name is comes before its first "of": the Battle of Orsund Church is a battle. It ends there, so that
    the Orsund College Rowers are no college.
    """
    known = known_noun(name)
    if known and not ambiguous(name):
        return known
    whole = name.lower().replace(",", "").split()
    if whole[0] == "mount":
        return "mountain"
    cut = next((n for n, w in enumerate(whole) if n and w in ("of", "for", "on", "in", "at", "and")), len(whole))
    words = whole[:cut]
    while len(words) > 1 and re.search(r"\d", words[-1]):
        words.pop()
    found = ORGANISATION_NOUNS.get(words[-1], "") or _BODY_WORDS.get(words[-1], "")
    if found or len(whole) == 1:
        return found
    if words[-1] in ("center", "centre", "hall", "arena"):
        return "venue" if words[-1] in ("hall", "arena") or set(words) & _HALLS else "organisation"
    if words[0] in _LEADING:
        return ORGANISATION_NOUNS.get(words[0], words[0])
    return ""
