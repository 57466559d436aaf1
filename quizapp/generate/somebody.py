"""Names of people: which surely are some, since the pipeline takes kingdoms and songs for people too, and whose."""

from __future__ import annotations

import re

from quizapp.generate.candidates import Candidate
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import verb_over
from quizapp.generate.roles import is_role
from quizapp.generate.words import FEMALE, MALE, PERSON_NOUNS, REPORTING


def surely_somebody(reading: Reading, entity: Entity) -> bool:
    """Whether an article tells that a name is a person's: by "he" or "she", a first name, an office or calling beside
    it, or by what somebody says."""
    if entity.gender or any(word.lower() in MALE | FEMALE for form in entity.forms for word in form.split()[:1]):
        return True
    for m in entity.mentions:
        p = reading.parsed[m.sentence]
        head = p.tokens[m.end - 1]
        beside = [p.tokens[c] for c in p.children[head.i] if p.tokens[c].dep in ("appos", "compound", "nmod")]
        beside += [p.tokens[head.head]] if head.dep in ("appos", "compound") else []
        if any(x.lemma in PERSON_NOUNS or is_role(x.lemma) for x in beside if not m.start <= x.i < m.end):
            return True
        over = p.tokens[head.head]
        if head.dep == "nsubj" and (
            over.lemma in REPORTING or (over.lemma == "be" and _is_somebody(reading, m.sentence, over.i))
        ):
            return True
    return False


def _is_somebody(reading: Reading, sentence: int, verb: int) -> bool:
    p = reading.parsed[sentence]
    what = p.child(verb, "attr")
    return what is not None and (p.tokens[what].lemma in PERSON_NOUNS or is_role(p.tokens[what].lemma))


def of_the_time(reading: Reading, candidate: Candidate, entity: Entity) -> bool:
    """Whether somebody may have done what is told in the past: not a historian of today, who only "thinks"."""

    def now(sentence: int, token: int) -> bool:
        p = reading.parsed[sentence]
        return p.tokens[verb_over(p, token)].tag in ("VBZ", "VBP")

    return now(candidate.sentence, candidate.head) or not all(now(m.sentence, m.end - 1) for m in entity.mentions)


def beside(reading: Reading, candidate: Candidate, entity: Entity) -> bool:
    """Whether somebody may have done the same: named in the sentence right behind, or where it is told of one more."""
    told = (reading.parsed[m.sentence] for m in entity.mentions)
    return any(p.index == candidate.sentence + 1 or _ONE_MORE.search(p.sentence.text) for p in told)


_ONE_MORE = re.compile(r"\b(?:too|also|as well|likewise|the same|so did|nor did)\b", re.I)


def without_title(name: str) -> str:
    """A name without an office that the pipeline took for its part: "Attendant Bud Lavoie", "Cr Denise Applegarth"."""
    first, *rest = name.split()
    calling = re.fullmatch(r"\w+(?:ant|er|or|ist|man|woman)", first) is not None
    office = calling or not re.search("[aeiouy]", first, re.I)
    return " ".join(rest) if len(rest) > 1 and office and first.lower() not in MALE | FEMALE else name


def nickname(one: str, other: str) -> bool:
    """Whether two full names may be one person's: the same initials and the same first letters ("Tim", "Timothy")."""
    a, b = one.lower().split(), other.lower().split()
    return len(a) == len(b) >= 2 and a[0][:3] == b[0][:3] and a[-1][:2] == b[-1][:2]
