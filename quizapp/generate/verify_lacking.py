"""Checks that a question lacks nothing it needs: the time to which a count belongs, and who or what is meant."""

from __future__ import annotations

import itertools
import re

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.reading import Parsed
from quizapp.generate.speeches import OF_HIMSELF
from quizapp.generate.support import LEAD


def reason_against_lacking(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """What a question lacks or has too much of; empty when nothing speaks against it."""
    p = reading.parsed[candidate.sentence]
    body = LEAD.sub("", item.stem)
    body = body[:1].upper() + body[1:]
    for rule in (_number, _age, _place, _doer, _report, _wording):
        if reason := rule(p, candidate, body):
            return reason
    return _quotation(p, candidate, body, item) or _named_there(reading, candidate, item)


_COUNTS = frozenset("how-many how-many-exist prep-how-many how-much what-share at-what-age how-long".split())
_LIMIT = re.compile(r"\bas of \w+|\bso far\b|\bheading into\b|\bsince the (?:start|beginning)\b|\bat the time\b", re.I)
"""A count that holds up to a time only."""
_NEWS_OF_A_DAY = re.compile(
    r"\b(?:delegates|votes|points|seats|subscribers|followers|workers|staff) (?:do|does|did) (?:[\w’'.-]+ ){1,5}have\?|"
    r"^(?:Over|Nearly|Almost|At least|More than) (?:how|what)\b|"
    r", (?:over|nearly|almost|at least|more than) (?:how|what)\b"
)
"""How many delegates "did she have": true of the day of the article, not of the next."""
_INCLUDED = re.compile(r"\bhow many [\w’' -]+ (?:do|does|did) [\w’'. -]+ (?:include|number|total)\b", re.I)


def _number(p: Parsed, candidate: Candidate, body: str) -> str:
    if candidate.template not in _COUNTS:
        return ""
    if re.search(r"\bof (?:whom|which)\b", p.sentence.text):
        return "not unique: the sentence counts a part of them too"
    if (limit := _LIMIT.search(p.sentence.text)) and limit[0].lower() not in body.lower():
        return f"the question says too little: '{limit[0]}' is left out"
    if match := _INCLUDED.search(body):
        return f"grammar: '{match[0][:40]} ...' is clumsy"
    if match := _NEWS_OF_A_DAY.search(body):
        return f"the question says too little: '{match[0]}' holds for a day"
    if re.search(r"\b(?:has|have)\b", body) and (found := _perfect(p, body)):
        return f"the question says too little: what has been {found} holds for a day"
    if candidate.template == "prep-how-many" and _between(p, candidate, body):
        return "grammar: a place stands between the number and the verb"
    return ""


def _perfect(p: Parsed, body: str) -> str:
    """The participle behind "has" or "have": how many have been arrested is another number the next day."""
    words = set(body.rstrip("?").split())
    for t in p.tokens:
        have = any(p.tokens[c].lemma == "have" and p.tokens[c].tag in ("VBZ", "VBP") for c in p.children[t.i])
        if t.tag == "VBN" and t.text in words and have:
            return t.text
    return ""


def _between(p: Parsed, candidate: Candidate, body: str) -> bool:
    """ "By how many runs in the first Test has Australia beaten ...": the counted noun carries a place along."""
    head = p.tokens[candidate.head]
    return re.search(rf"\b{re.escape(head.text)} (?:in|at|on|near|from|during) ", body) is not None and any(
        p.tokens[c].dep == "prep" and p.tokens[c].text.lower() != "of" for c in p.children[head.i]
    )


def _age(p: Parsed, candidate: Candidate, body: str) -> str:
    if re.match(r"How old (?:was|is) [A-Z]", body):
        return "not worth asking: the age of somebody in the news"
    if candidate.template != "at-what-age":
        return ""
    if not re.search(r"[A-Z]", body[1:]):
        return "the question says too little: no name"
    return "text: a date stands in a question for an age" if re.search(r"\b(?:1\d|20)\d\d\b", body) else ""


_HAPPENS_SOMEWHERE = frozenset(
    "bear die bury settle marry grow study live move meet hold sign establish found build open launch discover find "
    "publish perform crown baptize baptise educate land attract exhibit record take occur bring raise".split()
)
"""What is worth asking the place of."""


def _named_there(reading: Reading, candidate: Candidate, item: Item) -> str:
    """Neighbours of a country are no rivals where the article does not speak of them: Iowa has no sea."""
    if candidate.template != "where-country":
        return ""
    rivals = [o.text for o in item.options if not o.is_key and o.text in reading.article.text]
    return "" if len(rivals) >= _RIVALS else "too few plausible wrong options"


_RIVALS = 2


def _place(p: Parsed, candidate: Candidate, body: str) -> str:
    if not candidate.template.startswith("where"):
        return ""
    if candidate.template == "where" and candidate.verb not in _HAPPENS_SOMEWHERE:
        return "not worth asking: where shares fall, or a man walks"
    if re.search(r"\b(?:University|College|School)\b", body):
        return "a clue: a name tells the place"
    if re.search(r"\baged \d", body):
        return "grammar: an age stands in a question for a place"
    if re.match(r"Where (?:do|does|are|is)\b(?!.*\b(?:located|based|found)\b)", body):
        return "the question says too little: it was so for a time"
    return ""


def _doer(p: Parsed, candidate: Candidate, body: str) -> str:
    if candidate.template != "who":
        return ""
    if re.match(r"Who (?:was|were|is|are) (?:\w+ing|said to|thought to|believed to)\b", body):
        return "the question says too little: it was so for a time"
    if re.match(r"Who (?:disappeared|vanished|drowned|collapsed|survived)\b", body):
        return "the wrong options have suffered nothing of the kind"
    if re.match(r"Who (?:is|was) (?:the|an?) (?!.*\b(?:first|last|only|\w{3,}est)\b)", body):
        return "the wrong options hold other offices"
    return ""


_TELLING = 3
"""Words of five letters or more that make a quotation say something of its own."""


def _quotation(p: Parsed, candidate: Candidate, body: str, item: Item) -> str:
    if candidate.template not in ("who-quoted", "who-spoke"):
        return ""
    quote = body.partition("“")[2]
    of_himself = OF_HIMSELF if candidate.template == "who-quoted" else _OF_HIS_PAST
    if of_himself.search(quote):
        return "not worth asking: what somebody says of himself tells who it is, or might be anybody's"
    if candidate.template == "who-spoke":
        return ""
    if len(item.options) < 4 and (match := re.search(r"\b(?:this|these|those)\b", quote)):
        return f"the question says too little: '{match[0]}' in the quotation"
    if len(re.findall(r"[A-Za-z]{5,}", quote)) < _TELLING:
        return "the question says too little: the quotation could be about anything"
    return ""


_OF_HIS_PAST = re.compile(
    r"\b(?:me|my|mine|myself)\b|\bI\b(?!['’](?:ll|d)\b| (?:shall|will|would|should|want|wish|hope|think|know|see|hear"
    r"|fear|must|may|can|can['’]t|cannot|do|don['’]t|never|doubt|beg|say|ask)\b)"
)
"""Words by which a character of a tale tells who he is: what he has done or owns, but not what he wants or thinks."""


def _report(p: Parsed, candidate: Candidate, body: str) -> str:
    if candidate.template not in ("who-said", "who-told"):
        return ""
    told = body.partition(" that ")[2]
    if told.startswith("it "):
        return "the question says too little: 'it'"
    return "not unique: others may have said as little" if len(told.split()) < 5 else ""


_QUOTES = frozenset("who-quoted who-called who-spoke said-what says-what".split())
_OWNED = re.compile(
    r"\bthe (?:territory|state|country|city|town|village|company|party|group|team|region|area|island|nation|club|"
    r"school|organi[sz]ation|agency|firm|bank|store|church)['’]s\b"
)
_CLUMSY = re.compile(
    r"\ban? (?:one|two|three|four|five|six|seven|eight|nine|ten) (?:year|month|day|week) [a-z]+|"
    r"\b(?:remaining|living|working|waiting|left) [\w’' -]*\b(?:are|were) there\?|^Who (?:fell|lost|belonged) to\b|"
    r"^Who (?:had|has) \w+ (?:at|in|on)\b|^From \d{4} until which year did [\w .’'-]+ live\?|"
    r"\bto [a-z]+ (?:are|were) there\?|\b\d{4} in (?:[A-Z][a-z]+ )?\d{4}\b|"
    r"\b(?:against|into|towards?|upon|between|among|without|about)\?$|\bvoted? against (?:in|on|at)\b"
)
_OF_WHAT = re.compile(
    r"\b(?:forerunner|predecessor|successor|precursor|sequel|replacement|counterpart)\b(?! (?:of|to|for)\b)|"
    r"\b(?:samples|specimens|versions)\b(?! (?:of|from)\b)|\b(?:assume|assumed|take|took) control\b(?! of\b)|"
    r"\bthe (?:first|second|third|last|next|latter) (?:in|of|to|at)\b|\b(?:notably|especially|particularly)\b|"
    r"\bby an? (?:[a-z-]+ )*[a-z-]+\?|"
    r"\bsucceed(?:ed)?\b(?! (?:in|to|at|as|him|her|[A-Z])\b)|"
    r"\ban? (?:book|paper|report|article|study|letter|novel|film|album|law|act|bill|statement|company|firm|group|"
    r"branch|shop|school|factory|patent|prize|award|medal|grant)\?|"
    r"\b(?:his|her|their|its) (?:answer|reply|response|proposal|idea|solution|offer|request|demand)\?|"
    r"\bthe (?:law|act|bill|rule|tax|decree) (?:passed|made|adopted)\b|"
    r"\bdid an? (?:second|third|fourth) [a-z]+ [a-z]+\?|"
    r"\b(?:join|joined) as\b|\breceive (?:patents|awards|prizes|permission|orders|letters)\?"
)
"""Words that say something only together with what they belong to: "a distant forerunner"."""
_TWICE_NAMED = re.compile(r"(?<![A-Z][a-z] )\b([A-Z][a-z]{2,})\b(?=.*\b[A-Z][a-z]+ \1\b(?!\s[A-Z]))")
"""One person under two names: "did Page drag through Larry Page's ..."."""


def _wording(p: Parsed, candidate: Candidate, body: str) -> str:
    if candidate.template in _QUOTES or candidate.template.startswith(("gap-", "truth-")):
        return ""
    if match := _TWICE_NAMED.search(body):
        return f"text: {match[1]} is named twice"
    if match := _OWNED.search(body):
        return f"the question says too little: {match[0]}"
    if match := _OF_WHAT.search(body):
        return f"the question says too little: '{match[0]}' of what"
    if name := _cut_short(p, body):
        return f"text: the name {name} is cut short"
    if match := _CLUMSY.search(body):
        return f"grammar: '{match[0].strip()}'"
    if any(t.tag == "JJR" and f" {t.text} " in f" {body.rstrip('?')} " for t in p.tokens) and " than " not in body:
        return "the question says too little: more than what"
    if candidate.template == "what-score" and " had " in body:
        return "grammar: a time before another"
    if re.match(r"(?:About h|H)ow many .* had\b(?! to\b)", body):
        return "grammar: a time before another"
    aside = r"\bwhich (?:was|were|is|are|has|had)\b"
    if re.search(rf"(?<!,) {aside}", body) and re.search(rf",\s+{aside}", p.sentence.text):
        return "text: an aside without its comma"
    return ""


def _cut_short(p: Parsed, body: str) -> str:
    """A name that the sentence writes longer: "Us Afloat" of "Keep Us Afloat", "Morag" of "the Lady Morag"."""
    words = body.rstrip("?").split()
    for before, word in itertools.pairwise(words):
        if not word[0].isupper():
            continue
        name = re.sub(r"['’]s$|[,.]+$", "", word)
        at = next((t.i for t in p.tokens if t.text == name), 0)
        behind = [t.text for t in p.tokens[at + 1 : at + 3]] if at else []
        if len(behind) == 2 and behind[0] in _PARTICLES and behind[1][:1].isupper() and behind[1] not in body:
            return f"{name} {' '.join(behind)}"
        if before[0].isupper():
            continue
        if at < 2 or not p.tokens[at - 1].space:
            continue
        longer = p.tokens[at - 1]
        ship = p.tokens[at - 2].text.lower() == "the" and longer.lemma in _OF_SHIPS
        verb = longer.pos == "VERB" and longer.text[0].isupper()
        if ship or verb:
            return name
    return ""


_PARTICLES = frozenset("do da de del dos das di la le van von der".split())
_OF_SHIPS = frozenset("lady lord queen king saint st princess prince".split())
