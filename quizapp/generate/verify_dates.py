"""Checks of questions for a date: that the time belongs to one event, worth dating, which the question tells."""

from __future__ import annotations

import re

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.reading import Parsed

LONGEST = 21
"""Words beyond which a question for a date was hardly ever taken as it stood."""
SEVERAL = 3
"""Years that make a day alone ambiguous; sentences that make somebody worth knowing."""
_WENT_ON = re.compile(r"\b(?:was|were) (?:[A-Z][\w’'.-]* )+(?:\w{3,}ing [a-z]|further |finally )|^Until which")
"""What lasted, or goes on from something: "was Holt sharing a flat", "was the town further reduced"."""
_PADDED = re.compile(r"\baged \d|\bborn in\b")
"""An age or a place that a question for the date drags along."""
_SINCE = re.compile(r"^(?:Since|By) which year (?:has|have|had)\b")
_UNTOLD = re.compile(
    r"\bthe (?:experiment|machine|method|system|instrument|device|invention|work|survey|expedition|campaign|project|"
    r"scheme|process|building|catalogue|map)\b(?! (?:of|for|to|that|which|in|at|called|named|between|from)\b| [A-Z])"
)
"""A thing that only the sentences before tell, where nothing says what the article is about."""
_NOWHERE = re.compile(
    r"\b(?:was|were) an? [\w’' -]+ (?:formed|built|opened|introduced|founded|created|established|added|held|made)\?$|"
    r"\b(?:come|arrive|go|stay)\b(?!.*\b(?:to|from|for|at|in|into|on|via|through) (?:the |an? )?[\w’'-]+)|"
    r"\b(?:an?|the) (?:first|very [a-z]+) (?:success|attempt|step|work|effort|result)\b|\bfollow\?$|"
    r"\bthe (?:shares|seat|post)\b(?! (?:in|of|for|on)\b)|"
    r"\bdid an? (?:[a-z-]+ )*(?:[A-Z][a-z]+)?(?:man|woman|boy|girl|student|doctor|teacher|farmer)\b|"
    r"\b[A-Z]\w+ (?:him|her|it)self (?!from\b)|\bof (?:his|her|its|their) own\b|"
    r"\bcome at first\b|\b[Pp]atent (?:number|no)\b"
)
"""An event without a place: "was a class formed?", "arrive?"."""
_OF_WHAT = re.compile(r"^In (?:which|what) (?:quarter|round|inning|week)\b(?!.*\b(?:1\d|20)\d\d\b)")
_OTHERS_LIFE = re.compile(r"\b(?:did|was|were) ([A-Z][\w.'’ -]+?) (?:die|born|killed|buried)\b")
_BEGINNING = "(?:foundation|founding|death|birth|creation|completion|opening|publication|arrival|return|accession)"
_HOLDING = frozenset("contain number total have reach account amount earn cost make equal average exceed be".split())


def reason_against_date(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Why a question for a date is not good enough; empty for any other and when nothing speaks against it."""
    if not candidate.template.startswith("when-"):
        return ""
    stem = re.sub(r"^According to [^,]+, (\w)", lambda m: m[1].upper(), item.stem)
    if len(item.stem.split()) > LONGEST:
        return f"the question is long ({len(item.stem.split())} words)"
    if match := _WENT_ON.search(stem):
        return f"the question says too little: '{match[0].strip()}' goes on from something"
    if match := _PADDED.search(stem):
        return f"grammar: '{match[0]}' stands in a question for a date"
    if not candidate.within and (match := _UNTOLD.search(stem)):
        return f"the question says too little: {match[0]}"
    if match := _NOWHERE.search(stem):
        return f"the question says too little: '{match[0]}' of what or where"
    if match := _SINCE.search(stem):
        return f"grammar: '{match[0]}' is clumsy"
    if _OF_WHAT.search(stem):
        return "the question says too little: of which year or match"
    if (match := _OTHERS_LIFE.search(stem)) and not _about(reading, match[1]):
        return f"not worth asking: when {match[1]} was born or died"
    if candidate.template == "when-day" and not re.search(r"\d{4}", candidate.key) and _over_years(reading):
        return "the question says too little: the day of which year"
    said = reading.parsed[candidate.sentence].sentence.text
    span = rf"\b{re.escape(candidate.key)}(?: (?:to|until|or|and) |\s?[-–]\s?)(?:1\d|20)?\d\d\b(?! [a-z]+s\b)"
    if re.search(span, said):
        return "not unique: it went on for some years"
    if re.search(rf"\b(?:its|their|his|her|the) {_BEGINNING} (?:of [\w ]+ )?in {re.escape(candidate.key)}", said):
        return "grammar: the date belongs to a noun"  # "associated with it from its foundation in 1912"
    if re.search(r"\b(?:and|then) again in\b", reading.parsed[candidate.sentence].sentence.text):
        return "not unique: it happened again"
    once = candidate.verb in ("bear", "die")
    if candidate.template == "when-century" and not stem.startswith("In which"):
        return "grammar: 'When' asks for a century"
    if (
        not once
        and re.search(r"\bfirst\b", reading.parsed[candidate.sentence].sentence.text)
        and "first" not in item.stem
    ):
        return "the question says too little: 'first' is left out"
    found = _figure_of_a_year(reading.parsed[candidate.sentence], candidate)
    return f"not worth asking: the year of a figure ({found})" if found else ""


def _over_years(reading: Reading) -> bool:
    """Whether an article of no date of its own tells of several years, so that a day alone might be of any of them."""
    named = {y for p in reading.parsed for y in re.findall(r"\b(?:1[0-9]|20)\d\d\b", p.sentence.text)}
    return not reading.article.published_on and len(named) >= SEVERAL


def _about(reading: Reading, name: str) -> bool:
    """Whether a person is one the article keeps speaking of."""
    people = [e for e in reading.entities.of_type("PERSON") if name in (e.name, *e.forms)]
    return any(e is reading.hero or len({m.sentence for m in e.mentions}) >= SEVERAL for e in people)


def _figure_of_a_year(p: Parsed, candidate: Candidate) -> str:
    """ "In 2015 the labor force contained over 158 million workers": nobody need know in which year it was so."""
    if candidate.template != "when-year" or candidate.verb not in _HOLDING:
        return ""
    return next((t.text for t in p.tokens if t.tag == "CD" and t.text != candidate.key and t.dep != "pobj"), "")
