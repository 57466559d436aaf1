"""Words of one kind of which a sentence can name only one: granite, slate, marble. Read from `families.txt`.

A line of it holds what is asked for, the words and, where a word has other senses, what must stand beside it. The
words of a line neither mean the same nor include nor imply each other, and stand in the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from quizapp.generate.inflected import inflected
from quizapp.generate.reading import Parsed, Token

FEWEST = 4
"""Words that make a family."""
NAME = "NAME"
POS = frozenset({"NOUN", "VERB", "ADJ", "ADV", NAME})
PLACES = frozenset({"object", "subject", "modifier", "head"})
MASS = "mass"
"""A word that has no plural in that sense: "tin", not "tins"."""


class Family(NamedTuple):
    """Words of one kind, what is asked for when one of them is left out, and where they have that sense."""

    asked: str
    words: tuple[str, ...]
    pos: str = "NOUN"
    near: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    place: str = ""
    mass: bool = False


class Member(NamedTuple):
    """A word of a family in a sentence: its lemma, its tokens, and the token of its head."""

    family: Family
    word: str
    tokens: range
    head: Token


def parse(text: str) -> tuple[Family, ...]:
    """The families of a table. Raises ValueError with the line of what cannot be read."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        asked, words, *rest = [part.strip() for part in line.split("|")]
        conditions = [c.strip() for c in "".join(rest).split(";") if c.strip()]
        given = dict(c.partition("=")[::2] for c in conditions if "=" in c)
        mass = MASS in conditions
        places = [c for c in conditions if "=" not in c and c != MASS]
        members = tuple(w.strip() for w in words.split(","))
        pos = given.pop("pos", "NOUN")
        near, before = (frozenset(filter(None, given.pop(k, "").split(","))) for k in ("near", "before"))
        odd = given or len(places) > 1 or not set(places) <= PLACES or pos not in POS
        if odd or len(set(members)) != len(members) or len(members) < FEWEST:
            raise ValueError(f"families.txt:{number}: {line}")
        found.append(Family(asked, members, pos, near, before, "".join(places), mass))
    return tuple(found)


@cache
def _by_last_word() -> dict[tuple[str, str], tuple[tuple[Family, str], ...]]:
    """(last word of a member, part of speech) → each family with that member."""
    table: dict[tuple[str, str], list[tuple[Family, str]]] = {}
    for family in parse(files("quizapp.generate").joinpath("families.txt").read_text("utf-8")):
        for word in family.words:
            table.setdefault((word.split()[-1], family.pos), []).append((family, word))
    return {key: tuple(found) for key, found in table.items()}


def members(p: Parsed) -> Iterator[Member]:
    """Each word of a sentence that belongs to families of one kind only in its sense there."""
    for t in p.tokens:
        if t.ent in _NAMES or not (t.text.islower() or t.ent in _PEOPLED):
            continue
        key = (t.lemma, t.pos) if t.text.islower() else (t.text, NAME)
        kinds = [(f, w) for f, w in _by_last_word().get(key, ()) if _ends_here(p, t, w)]
        longest = max((len(w.split()) for _, w in kinds), default=0)
        fitting = [(f, w) for f, w in kinds if len(w.split()) == longest and _in_that_sense(p, t, f, longest)]
        if len({f.asked for f, _ in fitting}) == 1:
            family, word = fitting[0]
            yield Member(family, word, range(t.i - longest + 1, t.i + 1), t)


_NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})
_PEOPLED = frozenset({"GPE", "NORP", "LANGUAGE", "LOC"})


def _ends_here(p: Parsed, t: Token, word: str) -> bool:
    *before, _ = word.split()
    return [x.text for x in p.tokens[max(0, t.i - len(before)) : t.i]] == before


def _in_that_sense(p: Parsed, t: Token, family: Family, length: int) -> bool:
    if (family.mass and t.tag == "NNS") or p.child(t.i, "prt") is not None:
        return False  # "died out" is no death
    if family.near and not any(x.lemma in family.near for x in _beside(p, t, family)):
        return False
    modifies = t.dep in ("compound", "amod", "nmod") and t.head > t.i
    if family.place == "modifier":
        return modifies
    if family.place == "head" and modifies:
        return False
    if family.place == "object" and t.dep not in ("dobj", "pobj", "attr", "oprd"):
        return False
    if family.place == "subject" and t.dep not in ("nsubj", "nsubjpass"):
        return False
    if not family.before:
        return True
    at = t.i - length
    while at >= 0 and p.tokens[at].pos in ("DET", "ADJ", "NUM", "ADV", "NOUN"):
        at -= 1
    return at >= 0 and p.tokens[at].text.lower() in family.before


def _beside(p: Parsed, t: Token, family: Family) -> list[Token]:
    """What must tell the sense of a word: whoever does what a verb says, or to whom; else any word of the sentence."""
    if family.pos == "VERB":
        return [p.tokens[c] for c in p.children[t.i] if p.tokens[c].dep in ("dobj", "nsubj", "nsubjpass")]
    return [x for x in p.tokens if x.i != t.i]


def printed(word: str, tag: str) -> str:
    """A word in the form of a Penn tag: "father" as NNS is "fathers"; "" when it has no such form."""
    *before, last = word.split()
    forms = (last,) if tag in _BASE or last[0].isupper() else inflected(last, tag)
    return " ".join([*before, forms[0]]) if forms else ""


_BASE = frozenset({"NN", "JJ", "RB", "VB", "VBP"})
