"""The characters of a story: animals and people that have no name but "the fox" or "the king's son", and named ones.

Two characters are taken for different beings only when the text shows it: they stand side by side in a sentence, or
they are animals of two kinds. ("The youth" and "the prince" may be one.)
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from quizapp.generate.facts import Reading
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import shadow
from quizapp.generate.words import ANIMALS, MEN, NO_CHARACTERS, PERSON_NOUNS, WOMEN

_NAME = r"(?:(?P<the>[Tt]he )|(?P<title>(?:Mrs?|Ms|Miss|Dr)\.? ))?(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"


def noun_phrase_of(speaking: frozenset[str]) -> re.Pattern[str]:
    """Matches "the old fox", "the king" and names; `speaking` are further nouns that speak in this text."""
    return _noun_phrase(speaking - PERSON_NOUNS)


@lru_cache(maxsize=8)
def _noun_phrase(speaking: frozenset[str]) -> re.Pattern[str]:
    """Made once for every tale whose speakers have common callings: the pattern is long."""
    nouns = "|".join(sorted(PERSON_NOUNS | speaking, key=lambda n: (-len(n), n)))
    common = (
        rf"(?<!up )[Tt]he (?:[a-z]+(?:-[a-z]+)* ){{0,2}}?"
        rf"(?P<noun>(?:(?:{nouns})['’]s )?(?:[a-z]+-)?(?:{nouns}))(?! (?:{nouns})\b)"
    )
    return re.compile(rf"(?<![\w'-])(?:{common}|{_NAME})(?![\w'-])")


@dataclass(slots=True)
class Character:
    """A character as it may stand in an option, and the sentences that speak of it."""

    name: str
    key: str
    sentences: set[int] = field(default_factory=set)
    acts: int = 0
    """How often it is the subject of a verb or speaks."""
    beside: set[str] = field(default_factory=set)
    """Keys of characters that stand in one sentence with it and are somebody else."""
    capital: bool = False
    """Whether "the Snail" is written so, as a name is, in spite of its article."""
    person: bool = False
    """Whether a name is that of one of the people: "his granddaughter Wren", who is no bird, and "Queen Ondine"."""
    kind: str = ""
    """What a named character is said to be: "Timmy was a little mouse"."""

    @property
    def animal(self) -> str:
        """The kind of animal, or nothing."""
        words = (self.kind,) if self.person else (re.split(r"[ -]", self.key)[-1], self.kind)
        return next((word for word in words if word in ANIMALS), "")

    @property
    def human(self) -> bool:
        """Whether the word is one for people, who may be called by several."""
        last = re.split(r"[ -]", self.key)[-1]
        return last in PERSON_NOUNS and last not in ANIMALS

    @property
    def proper(self) -> bool:
        """Whether it has a name of its own."""
        return not self.name.startswith("the ")

    @property
    def somebody(self) -> bool:
        """Whether the word alone tells of a being: a name, a person or an animal."""
        return self.proper or self.human or bool(self.animal) or self.key.endswith(("er", "or", "man", "wife", "smith"))

    @property
    def vague(self) -> bool:
        """Whether the word alone may mean anybody of the tale."""
        return not self.proper and self.key in _VAGUE

    @property
    def gender(self) -> str:
        """ "male" or "female" when the word itself says so."""
        last = re.split(r"[ -]", self.key)[-1]
        return "female" if last in WOMEN else "male" if last in MEN else ""


def key_of(match: re.Match[str], speaking: Container[str] = ()) -> tuple[str, str] | None:
    """(key, name as printed in an option) of a matched noun phrase, None when it is no character.

    `speaking` are further nouns that speak in this text: a bean may.
    """
    if match["noun"]:
        noun = match["noun"].lower()
        return noun, f"the {noun}"
    words = match["name"].split()
    if any(re.split("['’]", w.lower())[0] in NO_CHARACTERS for w in words):
        return None
    name = " ".join(words)
    if match["title"]:
        return f"{match['title']}{name}".lower(), match["title"] + name
    low = name.lower()
    last = words[-1].lower()
    if match["the"] and last not in PERSON_NOUNS and last not in speaking:
        return None
    if match["the"] or (len(words) == 1 and low in PERSON_NOUNS):
        return low, f"the {low}"  # "the Snow Man" is what he is, and one name with a capital among others tells
    return low, name


SPEECH_VERB = r"(?:said|says|quoth|told|began|went on|put in|spoke|thought|broke in|[a-z]+ed(?: out)?)"
"""What stands between somebody's words and who says them: any verb in the past tells of a voice there."""
_SPEECH = re.compile(rf"\b{SPEECH_VERB}\s+$")


MOST = 60
"""Characters of a tale; whoever reads a list of more names knows none of them."""


def find_characters(parsed: Sequence[Parsed], places: Container[str] = ()) -> dict[str, Character]:
    """Characters by key; named ones act and are spoken of in two sentences or more. `places` are names of no being."""
    found: dict[str, Character] = {}
    speaking = speakers(parsed)
    for p in parsed:
        text = shadow(p.sentence.text)
        acting = {t.start - p.sentence.start for t in p.tokens if t.dep in ("nsubj", "nsubjpass")}
        verbs = {t.start - p.sentence.start for t in p.tokens if t.pos in ("VERB", "AUX")}
        here: list[tuple[str, int, int]] = []
        for match in noun_phrase_of(speaking).finditer(text):
            named = key_of(match, speaking)
            if named is None or named[1] in places:
                continue
            key, name = named
            if match["noun"] and match.start("noun") in verbs:
                continue  # "the pain I bear"
            opening = match.start() == 0 and match["name"] and not match["the"]
            if opening and len(name.split()) == 1 and key not in found and not p.opens_with_name:
                continue
            character = found.setdefault(key, Character(name, key))
            character.sentences.add(p.index)
            start, end = match.start("noun") if match["noun"] else match.start("name"), match.end()
            speaks = _SPEECH.search(text[: match.start()]) is not None
            character.acts += speaks or any(start <= at < end for at in acting)
            here.append((key, match.start(), match.end()))
        for (key, _, end), (other, start, _) in itertools.combinations(here, 2):
            if key != other and not _one_and_the_same(text[end:start]):
                found[key].beside.add(other)
                found[other].beside.add(key)
    busiest = sorted(found.values(), key=lambda c: (-c.acts, -len(c.sentences), c.key))[:MOST]
    found = {c.key: c for c in busiest}
    _say_how_they_are_called(parsed, found)
    _say_what_they_are(parsed, found)
    several = Counter(t.lemma for p in parsed for t in p.tokens if t.tag == "NNS" and t.dep in ("nsubj", "nsubjpass"))
    found = {k: c for k, c in found.items() if c.proper or several[k] < max(2, c.acts)}  # one of seven kids is nobody
    return {k: c for k, c in found.items() if not c.proper or (c.acts >= 2 and len(c.sentences) >= 2)}


_HUMANS = PERSON_NOUNS - ANIMALS
_PEOPLE = "|".join(sorted(_HUMANS))


def _say_how_they_are_called(parsed: Sequence[Parsed], found: Mapping[str, Character]) -> None:
    """Print each as the tale mostly does, "the mule" though some say "Brother Mule", and set what that tells."""
    told = re.sub(r'"[^"]*"?', "", " ".join(shadow(p.sentence.text) for p in parsed))
    for character in found.values():
        name = re.escape(character.name.lower().removeprefix("the "))
        with_it = re.findall(rf"\bthe ({name})\b", told, re.IGNORECASE)
        one = re.findall(rf"\b(?:the|an?) (?:[a-z-]+ ){{0,2}}{name}\b", told, re.IGNORECASE)
        if not character.proper and 2 * len(one) < len(re.findall(rf"\b{name}\b", told, re.IGNORECASE)):
            character.name = character.key.title()  # "Wren" and "Father", who are hardly ever "a father"
        character.capital = 2 * sum(word[0].isupper() for word in with_it) > len(with_it)
        if character.proper and 2 * len(with_it) > len(re.findall(rf"\b{name}\b", told, re.IGNORECASE)):
            character.name = f"the {character.name.lower()}"
    for character in (c for c in found.values() if c.proper):
        name = re.escape(character.name)
        called = rf"\b(?:{_PEOPLE}),? {name}\b|\b{name}, \w+ (?:\w+ )?(?:{_PEOPLE})\b"
        titled = character.key.split()[0] in _HUMANS
        character.person = titled or re.search(called, told) is not None


def _say_what_they_are(parsed: Sequence[Parsed], found: Mapping[str, Character]) -> None:
    """Set the kind of each named character of whom it is said: "Timmy Willie was a little country mouse"."""
    for p in parsed:
        for t in p.tokens:
            subject = p.child(t.i, "nsubj") if t.lemma == "be" else None
            what = p.child(t.i, "attr")
            if subject is None or what is None or p.tokens[what].lemma not in ANIMALS:
                continue
            text = shadow(p.sentence.text).lower()
            named = [c for k, c in found.items() if c.proper and text.startswith(k)]
            for character in named:
                character.kind = p.tokens[what].lemma


def a_story(reading: Reading) -> bool:
    """Whether people and animals without names act here, and no year is given: a tale and not a report.

    What says what its subject is ("The aardwolf is a small hyena ...") is none.
    """
    dated = any(t.ent == "DATE" and _A_YEAR.fullmatch(t.text) for p in reading.parsed for t in p.tokens)
    if reading.called or dated:
        return False
    told = sum(reading.subjects[w] for w in PERSON_NOUNS) + len(speakers(reading.parsed)) >= 3
    return told or sum(len(_TOLD.findall(shadow(p.sentence.text))) for p in reading.parsed) >= 3


_TOLD = re.compile(
    r'"\s*(?:(?:[A-Z]\w+|he|she) )?(?:asked|cried|whispered|shouted|replied|exclaimed|muttered|sighed|called)\b'
)
"""As tales tell who speaks, and reports do not."""
_A_YEAR = re.compile(r"1\d\d\d|20\d\d")


def speakers(parsed: Sequence[Parsed]) -> frozenset[str]:
    """Common nouns that say something, whatever they are."""
    spoken = (
        re.findall(rf'"\s*{SPEECH_VERB} the ((?:[A-Za-z]+ )?[A-Za-z-]+)', text)
        for p in parsed
        if p.tokens and '"' in (text := shadow(p.sentence.text))
    )
    nouns = {t.text.lower() for p in parsed for t in p.tokens if t.pos in ("NOUN", "PROPN")}
    words = (re.split(r"[ -]", said.lower()) for found in spoken for said in found)
    last = (next((w for w in reversed(said) if w in nouns), "") for said in words)
    return frozenset(last) - _NOBODY


_NOBODY = frozenset(["", *"one other others first second third last rest pair two both voice".split()])
"""Words for whoever has just been spoken of."""


def _one_and_the_same(between: str) -> bool:
    """Whether what stands between two noun phrases may make them one: "the fox was the king", "the boy, Tom"."""
    if between.strip(" ,") in ("and", "or", "nor", "to"):
        return False
    words = between.split()
    linked = re.search(r"\b(?:is|was|am|are|were|be|been|became|called|named|like|as)\b", between)
    return len(words) < 2 or (len(words) <= 4 and linked is not None)


def others(characters: dict[str, Character], key: str, text: str) -> list[Character]:
    """Characters that are surely not the one asked for and are not named in `text`, the busiest first.

    No two of them may be one being under two names, as long as enough are left.
    """
    own = characters[key]
    said = set(re.findall(r"[\w-]+", text.lower()))
    fitting = [
        c
        for c in characters.values()
        if c.key != key
        and _apart(own, c)
        and not (set(re.split(r"[ -]", c.key)) & set(re.split(r"[ -]", key)))
        and not set(c.key.replace(".", "").split()) <= said
    ]
    ranked = sorted(fitting, key=lambda c: (not c.acts and bool(c.animal), -c.acts, c.key))
    distinct: list[Character] = []
    for c in ranked:
        if all(_apart(c, d) and not _shares(c, d) for d in distinct):
            distinct.append(c)
    if sum(c.acts > 0 for c in distinct) >= 2:
        distinct = [c for c in distinct if c.acts]
    spare = [c for c in ranked if c not in distinct and not any(_shares(c, d) or _rising(c, d) for d in distinct)]
    return [*distinct, *spare[: max(0, 2 - len(distinct))]]


def _shares(one: Character, other: Character) -> bool:
    """Whether a word stands in both names: "the king" and "the dragon king"."""
    return bool(set(re.split(r"[ -]", one.key)) & set(re.split(r"[ -]", other.key)))


def unmistakable(characters: dict[str, Character], key: str) -> bool:
    """Whether a name means one being only: "the man" does not beside "the snow man"."""
    return not any(key in other.beside and other.key.endswith(f" {key}") for other in characters.values())


_TRADES = frozenset(
    "farmer miller soldier merchant fisherman hunter woodcutter shepherd tailor smith cook gardener carrier baker "
    "doctor blacksmith landlord innkeeper nurse priest monk hermit king queen emperor empress judge captain "
    "sailor".split()
)


_KIN = frozenset(
    "mother father son daughter child brother sister wife husband uncle aunt grandmother grandfather stepmother "
    "godmother king queen prince princess lord lady bride bridegroom widow judge servant friend".split()
)
"""What an animal may be too."""


_ANYBODY = frozenset("boy girl child".split())
"""Words for whoever is young, and so for an animal of a tale too."""
_VAGUE = frozenset(
    "man woman gentleman lady visitor stranger person figure voice creature fellow guest traveller".split()
)
"""Words for whoever it is: a tale calls somebody so who has another name in it."""


_RISING = frozenset("bride bridegroom princess prince queen wife lady maiden girl maid".split())
"""What one and the same is called by turns in the course of a tale."""


def _rising(one: Character, other: Character) -> bool:
    return one.gender == other.gender != "" and {one.key, other.key} <= _RISING


def _trade(character: Character) -> bool:
    """Whether the name is a trade or a throne: who has one of them has no other."""
    return character.key in _TRADES


def _apart(one: Character, other: Character) -> bool:
    """Whether two characters cannot be one under two names."""
    if _rising(one, other):
        return False  # the bride becomes a queen
    if one.key in other.beside or other.key in one.beside:
        return True
    kin = {re.split(r"[ -]", c.key)[-1] for c in (one, other) if "’s" not in c.key and "'s" not in c.key}
    if kin & _KIN and (one.animal or other.animal):
        return False  # the mother of the kids is a goat, and the king may be a lion
    if {re.split(r"[ -]", c.key)[-1] for c in (one, other)} & _ANYBODY and (one.animal or other.animal):
        return False  # the child may be a kid
    if (one.animal and other.person) or (other.animal and one.person):
        return True
    if not (one.proper or other.proper) and not (one.human and other.human):
        return True  # a fox is no wolf and no farmer, and a bean is nobody else
    if one.proper and other.proper:
        return True
    if one.animal != other.animal and (one.animal or not one.proper) and (other.animal or not other.proper):
        return True  # a mouse called Timmy is not the cook
    if _trade(one) and _trade(other) and one.key != other.key:
        return True
    return bool(one.gender and other.gender and one.gender != other.gender)
