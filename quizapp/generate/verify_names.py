"""Checks on questions for a name: that it is the only one, and that the question stands without its neighbours."""

from __future__ import annotations

import re

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.grammar import FINITE, SUBJECTS, verb_over
from quizapp.generate.reading import Parsed
from quizapp.generate.support import LEAD
from quizapp.generate.words import REPORTING

_PLACES = frozenset(
    "which-country which-organisation which-body which-place-object at-which "
    "which-organisation-object where where-country".split()
)
_PEOPLE = frozenset("who whom by-whom".split())


def reason_against_name(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Why a question for a name is not good enough; empty when nothing speaks against it."""
    if candidate.template not in _PLACES | _PEOPLE or candidate.head < 0:
        return ""
    p = reading.parsed[candidate.sentence]
    body = LEAD.sub("", item.stem)
    if body.count(",") >= 4:
        return "the question lists too much"
    if (found := _HAS_TO.search(body)) and found[0] not in " ".join(p.sentence.text.split()):
        return "text: what stood between has been cut"  # "has until Friday to release plans"
    if candidate.entity is not None and candidate.entity.noun == "continent":
        return "not worth asking: where on earth a thing lies is known without the article"
    if body[:1].islower() and p.tokens[0].tag == "NN" and p.tokens[1].lemma in REPORTING - {"show", "suggest"}:
        return "text: the first word may be a name"  # "Rudaw reports"
    if _says_little(candidate, body):
        return "the question says too little: no name or date"
    if _general(reading, p, candidate, item, body):
        return "not unique: it may be so of others"
    if _one_of_many(p, candidate):
        return "not unique: it is so of several"
    if candidate.template == "where-country" and _moved(p, candidate, body):
        return "the question says too little: somebody may move twice"
    if _initials_in(candidate.key, body):
        return "the initials of the key stand in the question"
    return ""


_HAS_TO = re.compile(r"\b(?:has|have|had) to \w+")
_OWN = re.compile(r"\b(?:his|her|its|their) [a-z]+\?$")


def _says_little(candidate: Candidate, body: str) -> bool:
    """ "Who ended her campaign?": with no name, date or place in it, several may have done so."""
    return candidate.template in _PEOPLE and _OWN.search(body) is not None and not re.search(r"\d|(?<!^)[A-Z]", body)


_EXACT = frozenset("first second third fourth fifth last only sole most least".split())


def _verb(p: Parsed, head: int) -> int:
    """The verb a name is the subject of; -1 when it is none."""
    return p.tokens[head].head if p.tokens[head].dep in SUBJECTS else -1


def _general(reading: Reading, p: Parsed, candidate: Candidate, item: Item, body: str) -> bool:
    """Whether a place or body does today what one that the article never names may do too: "uses elections"."""
    if candidate.template not in _PLACES or not re.match(r"[Ww]hich ", body):
        return False
    tags = {t.text: t for t in p.tokens if t.tag in FINITE and t.pos in ("VERB", "AUX")}
    words = re.findall(r"[\w.'’]+", body.rstrip("?"))
    at = next((n for n, w in enumerate(words) if w in tags), -1)
    if at < 0 or tags[words[at]].tag not in ("VBZ", "VBP"):
        return False
    verb = tags[words[at]]
    if verb.lemma == "have" and verb.dep in ("aux", "auxpass"):
        return False
    after = {t.text: t for t in p.tokens if t.i > verb.i}
    exact = (after[w] for w in words[at + 1 :] if w in after)
    if any(t.tag in ("JJS", "RBS", "VBG") or t.lemma in _EXACT or t.text.endswith("est") for t in exact):
        return False
    told = reading.article.text if candidate.pool == "organisation" else ""  # of countries the world knows more
    return any(not option.is_key and option.text not in told for option in item.options)


def _one_of_many(p: Parsed, candidate: Candidate) -> bool:
    """ "is a leading candidate": of that there may be many."""
    verb = _verb(p, candidate.head)
    if candidate.template not in _PEOPLE or verb < 0 or p.tokens[verb].lemma != "be":
        return False
    what = p.child(verb, "attr")
    return what is not None and any(p.tokens[c].text.lower() in ("a", "an", "one") for c in p.children[what])


_MOVES = frozenset("move return travel go come leave relocate flee head live stay arrive emigrate".split())


def _moved(p: Parsed, candidate: Candidate, body: str) -> bool:
    words = re.sub(r"(?:(?<![^ ])[A-Z][\w.'’-]*,? ?)+", "N ", body).split()
    return p.tokens[verb_over(p, candidate.head)].lemma in _MOVES and len(words) <= 8 and not re.search(r"\d", body)


def _initials_in(key: str, body: str) -> bool:
    """Whether a word of the question opens with the first letters of the key: DECnet is of the D... E... C..."""
    letters = "".join(w[0] for w in re.findall(r"[A-Za-z]+", key) if w[0].isupper())
    return len(letters) >= 3 and re.search(rf"\b{letters}", body) is not None
