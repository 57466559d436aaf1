"""Checks that a question for a date or a number says of what: whoever reads it has not the sentences before it.

The same tests hold for sentences that are shown word for word (`verbatim`), where they leave few to be mended.
"""

from __future__ import annotations

import re

from quizapp.core.item import Item
from quizapp.generate.brackets import sure
from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.grammar import SUBJECTS, verb_over
from quizapp.generate.leaning import unknown
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.words import REPORTING


def reason_against_unsaid(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Why nobody knows what is meant; empty for other questions and when nothing speaks against it."""
    if not candidate.template.startswith(("when-", "how-")) or candidate.head < 0:
        return ""
    p = reading.parsed[candidate.sentence]
    verb = verb_over(p, candidate.head)
    subject = p.child(verb, *SUBJECTS)
    if found := _told_before(reading, p, item.stem, candidate.head):
        return f"the question says too little: {found}"
    if candidate.template.startswith("when-") and subject is not None and not _sure(reading, p, subject, item.stem):
        stands_for = p.tokens[verb].head if p.tokens[subject].tag in ("WDT", "WP") else subject  # "a lion, which died"
        return f"the question says too little: which {p.tokens[stands_for].text}"
    if subject is not None and not _meant(reading, p, subject):
        return f"the question says too little: who is meant by {p.tokens[subject].text}"
    if candidate.template.startswith("how-many") and (found := _counted_at_length(p, candidate.head)):
        return f"grammar: '{found}' stands in what is counted"
    if candidate.template.startswith("when-") and p.tokens[verb].lemma in REPORTING:
        return "the question says too little: what was said"
    ones = [t for t in p.tokens if t.text == "one" and t.dep in ("dobj", "pobj", *SUBJECTS) and t.i != candidate.head]
    if ones and re.search(r"\bone\b(?! of)", item.stem):
        return "the question says too little: one of what"
    if _passive_in_disguise(p, verb):
        return f"grammar: '{p.tokens[verb].text}' was done by somebody"
    return ""


def _told_before(reading: Reading, p: Parsed, stem: str, head: int) -> str:
    """A "the plant" of the question that only the sentences before tell."""
    for t in p.tokens:
        the = next((c for c in p.children[t.i] if c < t.i and p.tokens[c].text.lower() == "the"), None)
        if the is None:
            continue
        said = " ".join(text_of(p.tokens[the : t.i + 1]).split())
        if said.lower() not in stem.lower():
            continue
        fuller = re.search(rf"\b{re.escape(said)}(?: (?:of|in|at|for) \w|’s|')", stem, re.I)
        if fuller is not None and fuller[0].lower() not in p.sentence.text.lower():
            continue  # the question says "the guild of Tarnvik" for it
        asked = re.search(rf"\b{re.escape(said)}\b", stem, re.I) is not None
        if asked and unknown(reading, p, t, range(len(p.tokens)), range(head, head + 1)):
            return said
    return ""


def _sure(reading: Reading, p: Parsed, subject: int, stem: str) -> bool:
    """Whether the subject of an event is named in the question, or is what the article is about: no "adult female"."""
    t = p.tokens[subject]
    parts = [p.tokens[i] for i in p.subtree(subject)]
    names = [x for x in parts if (x.pos == "PROPN" and (x.ent or x.i)) or (x.i and x.text[0].isupper())]
    known = (p.index, subject) in reading.resolved or t.lemma in reading.called or t.lemma in reading.about
    return known or any(x.text in stem for x in names)


def _meant(reading: Reading, p: Parsed, subject: int) -> bool:
    """Whether a pronoun whose place a name has taken can mean nobody else; in tales there are always others."""
    entity = reading.resolved.get((p.index, subject)) if p.tokens[subject].tag == "PRP" else None
    return entity is None or (sure(reading, p, entity) and not a_story(reading))


def _counted_at_length(p: Parsed, head: int) -> str:
    """The verb in "how many oryxes that lived", "how many states involved"."""
    clause = p.child(head, "relcl", "acl")
    return "" if clause is None else p.tokens[clause].text


def _passive_in_disguise(p: Parsed, verb: int) -> bool:
    """Whether "coins picked up by an airman" was read as coins that picked something up."""
    kids = [p.tokens[c] for c in p.children[verb]]
    done = any(k.dep in ("dobj", "auxpass", "ccomp", "xcomp", "acomp", "attr") for k in kids)
    by = any(k.text == "by" and p.child(k.i, "pobj") is not None for k in kids)
    return by and not done and p.tokens[verb].tag in ("VBD", "VBN")
