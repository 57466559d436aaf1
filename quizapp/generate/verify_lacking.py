"""Checks that a question lacks nothing it needs: the time to which a count belongs, and who or what is meant."""

from __future__ import annotations

import re

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.reading import Parsed

_LEAD = re.compile(r"^According to [^,]+, ")
_COUNTS = frozenset("how-many how-many-exist prep-how-many how-much what-share at-what-age how-long".split())


def reason_against_lacking(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """What a question lacks or has too much of; empty when nothing speaks against it."""
    p = reading.parsed[candidate.sentence]
    stem = item.stem
    body = _LEAD.sub("", stem)
    body = body[:1].upper() + body[1:]
    if candidate.template in _COUNTS:
        if (limit := _LIMIT.search(p.sentence.text)) and limit[0].lower() not in stem.lower():
            return f"the question says too little: '{limit[0]}' is left out"
        if not re.search(r"[A-Z\d]", body[1:]) and re.search(r"\b(?:have|has) \w+(?:ed|en|ne)\b", body):
            return "the question says too little: no name or date for the news of a day"
    if candidate.template == "at-what-age" and not re.search(r"[A-Z]", body[1:]):
        return "the question says too little: no name"
    if candidate.template == "when-year" and (found := _figure_of_a_year(p, candidate)):
        return f"not worth asking: the year of a figure ({found})"
    if candidate.template == "who":
        if re.match(r"Who (?:was|were|is|are) (?:\w+ing|said to|thought to|believed to)\b", body):
            return "the question says too little: it was so for a time"
        if re.match(r"Who (?:disappeared|vanished|drowned|collapsed|survived)\b", body):
            return "the wrong options have suffered nothing of the kind"
        if re.match(r"Who (?:is|was) (?:the|an?) (?!.*\b(?:first|last|only|\w{3,}est)\b)", body):
            return "the wrong options hold other offices"
    if candidate.template in ("who-said", "who-told"):
        told = body.partition(" that ")[2]
        if told.startswith("it "):
            return "the question says too little: 'it'"
        if len(told.split()) < 5:
            return "not unique: others may have said as little"
    if candidate.template not in _QUOTES:
        if match := _OWNED.search(stem):
            return f"the question says too little: {match[0]}"
        if match := _CLUMSY.search(stem):
            return f"grammar: '{match[0].strip()}'"
        if re.search(r"(?<!,) which (?:was|were|is|are|has|had)\b", body) and re.search(
            r",\s+which (?:was|were|is|are|has|had)\b", p.sentence.text
        ):
            return "text: an aside without its comma"
    if candidate.template == "prep-how-many" and _between(p, candidate, body):
        return "grammar: a place stands between the number and the verb"
    return ""


_QUOTES = frozenset("who-quoted who-called who-spoke said-what says-what".split())
_LIMIT = re.compile(r"\bas of \w+|\bso far\b|\bheading into\b|\bsince the (?:start|beginning)\b|\bat the time\b", re.I)
"""A count that holds up to a time only."""
_OWNED = re.compile(
    r"\bthe (?:territory|state|country|city|town|village|company|party|group|team|region|area|island|nation|club|"
    r"school|organi[sz]ation|agency|firm|bank|store|church)['’]s\b"
)
_CLUMSY = re.compile(
    r"\ban? (?:one|two|three|four|five|six|seven|eight|nine|ten) (?:year|month|day|week) [a-z]+|"
    r"^Since which year (?:has|have) .*\b(?:two|three|four|five|\d+) [a-z]+|, over how (?:much|many)\b|"
    r"\b(?:remaining|living|working|waiting|left) [\w’' -]*\b(?:are|were) there\?|^Who (?:fell|lost|belonged) to\b|"
    r"^Who (?:had|has) \w+ (?:at|in|on)\b"
)


def _figure_of_a_year(p: Parsed, candidate: Candidate) -> str:
    """ "In 2015 the labor force contained over 158 million workers": nobody need know in which year it was so."""
    if candidate.verb not in _HOLDING:
        return ""
    return next((t.text for t in p.tokens if t.tag == "CD" and t.text != candidate.key and t.dep != "pobj"), "")


_HOLDING = frozenset("contain number total have reach account amount earn cost make equal average exceed be".split())


def _between(p: Parsed, candidate: Candidate, body: str) -> bool:
    """ "By how many runs in the first Test has Australia beaten ...": the counted noun carries a place along."""
    head = p.tokens[candidate.head]
    return re.search(rf"\b{re.escape(head.text)} (?:in|at|on|near|from|during) ", body) is not None and any(
        p.tokens[c].dep == "prep" and p.tokens[c].text.lower() != "of" for c in p.children[head.i]
    )
