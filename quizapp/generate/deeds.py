"""What the characters of a tale do: each deed with its doer, told so that it stands alone.

A tale has one hamper, one brook and one tailor, so "the hamper" needs no introduction; "he" and "she" are followed only
when the sentence before speaks of one character alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.generate.characters import Character, key_of, noun_phrase_of
from quizapp.generate.clauses import Clause
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import main_subject
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import shadow
from quizapp.generate.wording import DETACHABLE, lowered, set_off
from quizapp.generate.words import ANAPHORIC, BINDING, DISCOURSE, PERSON_NOUNS, REPORTING, WOMEN

IDLE = frozenset(
    "be have seem become appear begin start try go come get keep turn remain happen give fall live".split()
)
"""Verbs that tell too little of a deed by themselves."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: "opened the hamper". `sentences` prove it, the one that names the doer last."""

    key: str
    sentences: tuple[int, ...]
    verb: str
    text: str
    head: int


def find_deeds(reading: Reading, characters: Mapping[str, Character], speaking: frozenset[str]) -> Iterator[Deed]:
    """Deeds in order: positive, finished, in the text's own voice."""
    for clause in reading.clauses:
        token = clause.token
        if clause.kind not in ("main", "joined") or not clause.plain or token.tag != "VBD" or clause.auxiliaries:
            continue
        if token.lemma in REPORTING | IDLE and not _more(clause):
            continue
        if token.lemma in REPORTING | {"be", "have", "seem", "become", "appear"}:
            continue
        doer = _doer(reading, clause, characters, speaking)
        if doer is None:
            continue
        try:
            text = _told(reading, clause)
        except Unclear:
            continue
        told = len(text.split())
        if told >= 4 or (told == 3 and clause.part("dobj") is not None):
            yield Deed(doer[0], (clause.parsed.index, *doer[1]), token.lemma, text, clause.subject.head)


def _more(clause: Clause) -> bool:
    p = clause.parsed
    more = [part for part in clause.parts if part.dep in ("xcomp", "dobj")]
    telling = [p.tokens[part.head] for part in more if p.tokens[part.head].lemma not in ("be", "get", "feel")]
    return any(t.tag != "VBN" for t in telling) and clause.part("prt") is None


def _doer(
    reading: Reading, clause: Clause, characters: Mapping[str, Character], speaking: frozenset[str]
) -> tuple[str, tuple[int, ...]] | None:
    """(character, sentence that names it when it is not this one) of a clause's subject."""
    p = clause.parsed
    head = p.tokens[clause.subject.head]
    if any(p.tokens[c].dep in ("conj", "cc") for c in p.children[head.i]):
        return None
    if any(t.lemma in ("also", "too", "both") for t in p.tokens if t.head in (clause.verb, head.i)):
        return None
    if head.text.lower() in ("he", "she"):
        return _meant(reading, p, head, characters, speaking)
    named = _one(" ".join(text_of(p.tokens[i] for i in clause.subject.tokens).split()), speaking)
    return (named, ()) if named in characters else None


def _one(text: str, speaking: frozenset[str]) -> str:
    """The character a whole noun phrase names, "a red-hot coal" as well as "the coal"; empty when it is none."""
    match = noun_phrase_of(speaking).fullmatch(re.sub(r"^[Aa]n? ", "the ", text))
    named = key_of(match, speaking) if match is not None else None
    return named[0] if named is not None else ""


def _meant(
    reading: Reading, p: Parsed, pronoun: Token, characters: Mapping[str, Character], speaking: frozenset[str]
) -> tuple[str, tuple[int, ...]] | None:
    """The only character of this sentence before the pronoun and of the sentence before, if it is its subject."""
    if p.index == 0 or '"' in shadow(p.sentence.text):
        return None
    before = reading.parsed[p.index - 1]
    gap = reading.article.text[before.sentence.end : p.sentence.start]
    if '"' in shadow(before.sentence.text) or gap.strip():
        return None
    here = _beings(p, pronoun.i, characters, speaking)
    if here:
        return None
    found = _beings(before, len(before.tokens), characters, speaking)
    subject = main_subject(before)
    if subject is None or len(found) != 1 or subject not in next(iter(found.values())):
        return None
    key = next(iter(found))
    wrong = {"he": "female", "she": "male"}[pronoun.text.lower()]
    gender = characters[key].gender if key in characters else "?"
    return (key, (before.index,)) if gender not in (wrong, "?") else None


def _beings(p: Parsed, end: int, characters: Mapping[str, Character], speaking: frozenset[str]) -> dict[str, list[int]]:
    """Whoever is spoken of before a token: characters by key, and every other person or pronoun for one by its word."""
    found: dict[str, list[int]] = {}
    for t in p.tokens[:end]:
        lemma = t.lemma
        if t.pos == "NOUN" and (lemma in PERSON_NOUNS or lemma in speaking or lemma in WOMEN):
            found.setdefault(lemma, []).append(t.i)
        elif t.pos == "PROPN":
            key = next((k for k in characters if t.text.lower() in k.split()), lemma)
            found.setdefault(key, []).append(t.i)
        elif t.text.lower() in ("he", "she", "him", "they", "them") or (t.text.lower() == "her" and t.tag == "PRP"):
            found.setdefault(t.text.lower(), []).append(t.i)
    return found


def _told(reading: Reading, clause: Clause) -> str:
    """The verb with all that belongs to it, in order; raises Unclear when a word of it points elsewhere."""
    p = clause.parsed
    tokens = [clause.verb]
    for part in clause.middle:
        if p.tokens[part.head].lemma in BINDING:
            raise Unclear(p.tokens[part.head].lemma)
    for part in clause.parts:
        first = p.tokens[min(part.tokens)]
        if part.dep in DETACHABLE and set_off(p, part):
            break
        if part.dep == "advmod" and first.lemma in DISCOURSE:
            continue
        if part.dep == "advcl" and first.lemma in ("while", "although", "though", "because", "since", "as", "so"):
            break
        tokens.extend(part.tokens)
    what = clause.part("dobj")
    if what is not None and len(what.tokens) == 2 and p.tokens[what.head].lemma in ANAPHORIC:
        raise Unclear("a group or thing named before")  # "joined the pair"
    if len(tokens) < 2:
        raise Unclear("nothing follows the verb")
    if p.tokens[max(tokens)].dep == "mark" or any(p.tokens[i].text in (";", ":", "(", "--") for i in tokens):
        raise Unclear("punctuation")
    text = tidy(phrase(reading, p, sorted(tokens), subject_given=True, whole=True))
    if re.search(r"\b(?:he|she|it|they|him|them|I|we|you|this|these|those|latter|another|other|others)\b", text):
        raise Unclear("a pronoun")
    return lowered(p, text).rstrip(" ,.")
