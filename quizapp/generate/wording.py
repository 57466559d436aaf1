"""Words of questions and statements: do-support, word order, and which parts of a clause are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quizapp.generate.candidates import Candidate
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.inflected import inflected
from quizapp.generate.phrases import NAMED_TYPES, Unclear, phrase, tidy
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import MONTH, SHORT_MONTHS
from quizapp.generate.words import (
    BINDING,
    DISCOURSE,
)

_DATED = re.compile(rf"(?:1[0-9]|20)\d\ds?|{MONTH}|{SHORT_MONTHS}", re.IGNORECASE)
RELATIVE = frozenset("last next this that ago later earlier previous following same past recent".split())


def absolute(parsed: Parsed, tokens: Iterable[int]) -> bool:
    """Whether a time phrase holds without the sentence before: it prints a year, or a month with a day."""
    words = [parsed.tokens[i].text.lower() for i in tokens]
    return any(_DATED.fullmatch(w) for w in words) and not any(w in RELATIVE for w in words)


def timely(parsed: Parsed, part: Part) -> bool:
    """Whether a part is a time phrase."""
    tokens = [parsed.tokens[i] for i in part.tokens]
    if part.dep == "npadvmod":
        return any(t.ent in ("DATE", "TIME") or t.lemma in ("day", "year", "week", "month", "time") for t in tokens)
    if part.dep == "prep":
        if parsed.tokens[part.head].text.lower() == "for":
            return False  # how long, not when
        obj = parsed.child(part.head, "pobj")
        return obj is not None and parsed.tokens[obj].ent in ("DATE", "TIME")
    return part.dep == "advmod" and any(t.ent in ("DATE", "TIME") for t in tokens)


def _frequency(parsed: Parsed, part: Part) -> bool:
    """ "each week", "every day", "annually": how often is part of what is said."""
    first = parsed.tokens[part.tokens[0]].text.lower()
    return first in ("each", "every", "per", "a", "an") or first in ("daily", "weekly", "monthly", "yearly", "annually")


def as_of(parsed: Parsed, part: Part) -> bool:
    """ "As of March 2019": a state is told only with its time."""
    words = [parsed.tokens[i].text.lower() for i in part.tokens[:2]]
    return words == ["as", "of"] and absolute(parsed, part.tokens) and len(part.tokens) <= 6


def set_off(parsed: Parsed, part: Part) -> bool:
    """Whether a comma or dash stands before a part."""
    first = min(parsed.subtree(part.head))
    return first > 0 and parsed.tokens[first - 1].text in (",", "-", "--", "–", "—", ";", ":")


DETACHABLE = frozenset({"prep", "advcl", "npadvmod", "advmod", "acl", "relcl", "appos", "ccomp", "acomp", "conj"})


def kept(clause: Clause, *, without: Sequence[Part] = ()) -> list[Part]:
    """The parts of a clause that belong into a question, in order. Raises Unclear for adverbs that point back."""
    p = clause.parsed
    found: list[Part] = []
    if clause.token.lemma == "have" and any(p.tokens[x.head].text == "until" for x in clause.parts):
        raise Unclear("until when something has to be done")
    for part in clause.parts:
        if part in without:
            continue
        first = min(p.subtree(part.head))
        if (part.dep in DETACHABLE and set_off(p, part)) or (first and p.tokens[first - 1].text == ":"):
            continue
        if part.dep == "advmod" and len(part.tokens) == 1 and p.tokens[part.head].lemma in DISCOURSE:
            continue
        if timely(p, part) and not absolute(p, part.tokens) and not _frequency(p, part):
            if len(part.tokens) <= 8:
                continue
            raise Unclear("relative time")
        if part.dep == "prep" and p.tokens[part.head].text == "of" and clause.token.lemma not in _OF:
            raise Unclear("of")  # "construction began at Mombasa of Fort Jesus"
        if part.dep == "advcl" and any(
            p.tokens[i].lemma in ("while", "although", "though", "whereas", "because", "since") for i in part.tokens[:1]
        ):
            continue
        found.append(part)
    for part in clause.fronted:
        if part in without or part.dep != "prep":
            continue
        if as_of(p, part) or (
            (timely(p, part) and absolute(p, part.tokens) and len(part.tokens) <= 6)
            or (
                not timely(p, part)
                and len(part.tokens) <= 6
                and any(p.tokens[i].ent in ("GPE", "LOC") for i in part.tokens)
            )
            or (not timely(p, part) and len(part.tokens) <= 8 and not _linking(p, part))
        ):
            found.append(part)
    perfect = any(p.tokens[a].lemma == "have" and p.tokens[a].tag == "VBD" for a in clause.auxiliaries)
    if perfect and any(x not in [*without, *found] and x.dep in ("prep", "advcl") for x in clause.fronted):
        raise Unclear("a time before another")
    lost = [x for x in clause.fronted if x not in found and x not in without and x.dep in ("prep", "advcl", "npadvmod")]
    lost = [x for x in lost if " ".join(p.tokens[i].text.lower() for i in x.tokens) not in _PHRASES]
    if lost and not _anchored(p, [clause.subject, *found]):
        raise Unclear("a circumstance left out")
    if not found and not without and clause.token.lemma in _NEEDY:
        raise Unclear("nothing follows the verb")
    verbs = [c for c in p.children[clause.verb] if p.tokens[c].dep == "conj" and p.tokens[c].pos == "VERB"]
    between = any(clause.verb < x.head < verb for x in without for verb in verbs)  # "retired in 1994 and joined ..."
    if verbs and not between and not any(x.dep != "prt" and x not in without for x in found) and not clause.passive:
        raise Unclear("an object shared with the next verb")
    for part in clause.middle:
        lemma = p.tokens[part.head].lemma
        if lemma in BINDING:
            raise Unclear(lemma)
    return found


_OF = frozenset(
    "accuse approve assure be become boast cheat clear complain conceive consist convict convince cure deprive despair "
    "die dispose dream empty hear inform know learn make notify partake relieve remind rid rob speak strip suspect "
    "tell think warn".split()
)
"""Verbs that take "of" themselves; behind others it belongs to a noun the parser has lost."""
_LINKS = frozenset(
    "addition example instance fact contrast result turn general particular case word course hand end first last way "
    "sense time reason core conclusion summary theory practice comparison response return effect all such".split()
)


_PHRASES = frozenset({"for example", "for instance", "in fact", "in general", "of course", "in other words"})
"""Openings that say nothing of the circumstances."""


def _linking(parsed: Parsed, part: Part) -> bool:
    """Whether a fronted phrase only ties the sentence to the one before: "in addition", "as a result"."""
    first = parsed.tokens[part.head].text.lower()
    return first in (
        "as",
        "like",
        "unlike",
        "despite",
        "without",
        "instead",
        "because",
        "due",
        "along",
        "besides",
    ) or any(parsed.tokens[i].lemma in _LINKS for i in part.tokens)


def _anchored(parsed: Parsed, parts: Sequence[Part]) -> bool:
    """Whether a name or number among the parts pins down what is asked about."""
    return any(
        parsed.tokens[i].ent in NAMED_TYPES or (parsed.tokens[i].tag == "CD" and parsed.tokens[i].ent == "DATE")
        for part in parts
        for i in part.tokens
    )


_NEEDY = frozenset("pass make take give put bring sign".split())


def predicate(
    reading: Reading,
    clause: Clause,
    *,
    without: Sequence[Part] = (),
    subject: Entity | None = None,
    subject_given: bool = False,
) -> tuple[str, str, str]:
    """(first auxiliary or be, verb group without it, rest) of a clause, printed.

    The first is empty when the verb needs do-support.
    """
    p = clause.parsed
    verb = clause.token
    adverbs = [
        m
        for m in clause.middle
        if m.dep == "advmod"
        and len(m.tokens) <= 2
        and (p.tokens[m.head].lemma not in DISCOURSE or _counting(p, m.head))
    ]
    for m in adverbs:
        phrase(reading, p, m.tokens)
    group = sorted([*clause.auxiliaries, verb.i, *(i for m in adverbs for i in m.tokens)])
    shared = [a for a in clause.auxiliaries if verb.dep == "conj" and p.tokens[a].head != verb.i]
    first = ""
    if clause.auxiliaries:
        first = p.tokens[clause.auxiliaries[0]].text
        group.remove(clause.auxiliaries[0])
    elif verb.lemma == "be":
        first = verb.text
        group.remove(verb.i)
    if shared:
        group = [i for i in group if i not in shared[1:]]
    first = {"'s": "is", "'re": "are", "'ve": "have", "'d": "had", "'ll": "will", "ca": "can", "wo": "will"}.get(
        first.lower(), first.lower()
    )
    middle = tidy("".join(p.tokens[i].text + " " for i in group))
    pieces = [
        phrase(reading, p, part.tokens, subject=subject, subject_given=subject_given)
        for part in kept(clause, without=without)
    ]
    return first, middle, tidy(" ".join(lowered(p, piece) for piece in pieces))


def _counting(parsed: Parsed, at: int) -> bool:
    """ "first played": the adverb is part of what is said, unlike "First, they ..."."""
    following = parsed.tokens[at + 1].text if at + 1 < len(parsed.tokens) else ","
    return parsed.tokens[at].text == "first" and following != ","


def lowered(parsed: Parsed, text: str) -> str:
    """A sentence's first word in lower case when it is not a name."""
    first = parsed.tokens[0]
    if (
        text.startswith(first.text)
        and not text[len(first.text) : len(first.text) + 1].isalnum()
        and not parsed.opens_with_name
        and (first.pos != "PROPN" or (first.tag == "NNPS" and not first.ent))
        and first.ent not in NAMED_TYPES
        and first.text != "I"
    ) and (first.text[1:].islower() or len(first.text) == 1):
        return text[0].lower() + text[1:]
    return text


def do_form(clause: Clause) -> tuple[str, str]:
    """("did", base form) for a verb without auxiliary."""
    tag = clause.token.tag
    base = clause.token.lemma
    told = clause.token.text.lower()
    if (
        tag == "VBD"
        and told == f"{base}ed"
        and told not in inflected(base, "VBD")
        and told in inflected(f"{base}e", "VBD")
    ):
        base = f"{base}e"  # "fined" is of "fine"
    return {"VBD": "did", "VBZ": "does"}.get(tag, "do"), base


def _small_the(text: str) -> str:
    return "the " + text[4:] if text.startswith("The ") else text


def subject_phrase(reading: Reading, clause: Clause) -> tuple[str, Entity | None]:
    """The subject printed, and its person when it is one."""
    p = clause.parsed
    person = reading.entity(p.index, clause.subject.head)
    text = phrase(reading, p, clause.subject.tokens)
    return _small_the(lowered(p, text)), person if person is not None and person.type == "PERSON" else None


def ask_subject(reading: Reading, clause: Clause, wh: str) -> str:
    """ "Who closed the pier?": the verb stays as it is."""
    person = reading.entity(clause.parsed.index, clause.subject.head)
    subject = person if person is not None and person.type == "PERSON" else None
    first, group, rest = predicate(reading, clause, subject=subject, subject_given=True)
    return question(f"{wh} {first} {group} {rest}")


def ask_other(reading: Reading, clause: Clause, wh: str, *, without: Sequence[Part]) -> str:
    """ "When did Holt close the pier?": the auxiliary comes before the subject, or do-support."""
    subject, person = subject_phrase(reading, clause)
    first, group, rest = predicate(reading, clause, without=without, subject=person, subject_given=True)
    if not first:
        first, base = do_form(clause)
        group = " ".join(base if word == clause.token.text else word for word in group.split())
    return question(f"{wh} {first} {subject} {group} {rest}")


def statement(reading: Reading, clause: Clause) -> str:
    """The clause as a sentence that stands alone."""
    subject, person = subject_phrase(reading, clause)
    first, group, rest = predicate(reading, clause, subject=person, subject_given=True)
    return capital(tidy(f"{subject} {first} {group} {rest}")) + "."


def on_clause(
    reading: Reading,
    clause: Clause,
    template: str,
    stem: str,
    key: str,
    pool: str,
    head: int,
    *,
    told: str = "",
    entity: Entity | None = None,
    offered: tuple[tuple[str, str], ...] = (),
) -> Candidate:
    """A question whose key is left out of a clause, which as a whole is its fact unless another is `told`."""
    told, sentence, verb = told or statement(reading, clause), clause.parsed.index, clause.token.lemma
    return Candidate(template, stem, key, pool, sentence, told, verb, entity=entity, head=head, offered=offered)


def question(text: str) -> str:
    return capital(tidy(text).rstrip(" .,;:")) + "?"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
