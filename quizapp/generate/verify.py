"""The last word on a draft: checks in order, the first that fails gives the reason. Shared by every generator."""

from __future__ import annotations

import re

from quizapp.core.flaws import check
from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.concepts import names_people
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.grammar import verb_over
from quizapp.generate.sentences import MONTH
from quizapp.generate.support import frame
from quizapp.generate.values import read_value
from quizapp.generate.verify_alone import reason_against_standing_alone
from quizapp.generate.verify_dates import reason_against_date
from quizapp.generate.verify_lacking import reason_against_lacking
from quizapp.generate.verify_names import reason_against_name
from quizapp.generate.verify_said import reason_against_unsaid
from quizapp.generate.words import CHARGED, EVALUATIVE, ORGANISATION_NOUNS

SHORTEST, LONGEST = 4, 28


def reason_against(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Why this draft is not good enough to be shown by default; empty when nothing speaks against it."""
    for rule in (
        _shape,
        _evidence,
        _stem,
        reason_against_standing_alone,
        _key,
        _unique,
        _among,
        reason_against_name,
        reason_against_date,
        reason_against_unsaid,
        reason_against_lacking,
        _charged,
        _casualties,
        _own_life,
    ):
        if reason := rule(reading, candidate, item, fact):
            return reason
    for flaw in check(item, evidence=fact.evidence[0].quote, article=reading.article.text, hints=False):
        if flaw.severity in ("block", "warn"):
            return f"{flaw.rule}: {flaw.why}"
    return ""


_ASKS_WHO = frozenset({"who", "whom", "by-whom", "who-character", "which-country", "which-organisation", "which-body"})


_DATES = frozenset({"year", "month", "day", "decade", "month-only", "weekday"})
_TIMED = {"year": r"\b(?:1[0-9]|20)\d\d\b", "decade": r"\b(?:1[0-9]|20)\d0s\b", "weekday": r"\b[A-Z][a-z]+day\b"}


_ASKED_TIME = frozenset("year date day month decade century".split())
"""Words of "In which year", which no sentence needs to say."""
_GOING = frozenset("go leave move return travel come arrive visit sail fly emigrate migrate depart".split())
"""Who left for a country went there, and who went twice is asked about neither time."""

_AMERICA = frozenset({"us", "u.s.", "u.s", "usa", "america", "united", "states"})


def _counted_twice(reading: Reading, candidate: Candidate) -> str:
    """Whether another sentence gives another number of the same things: a count that has changed."""
    people = {t.lemma for t in reading.parsed[candidate.sentence].tokens if t.ent == "PERSON"}
    head = reading.parsed[candidate.sentence].tokens[candidate.head].lemma
    wanted = (frame(reading, candidate) - people) | {head}
    for p in reading.parsed:
        if p.index == candidate.sentence or len(wanted) < 2 or not wanted <= p.lemmas | {t.lemma for t in p.tokens}:
            continue
        if not set(re.findall(r"\b\d{4}\b", candidate.stem)) <= {t.text for t in p.tokens}:
            continue
        for t in p.tokens:
            if t.tag == "CD" and p.tokens[t.head].lemma == head and t.text.lower() not in candidate.key.lower():
                return "not unique: another sentence gives another number"
    return ""


def _dated_twice(reading: Reading, candidate: Candidate) -> str:
    """Whether another sentence says the same thing of another time: somebody returned twice."""
    timed = re.compile(_TIMED.get(candidate.pool, rf"\b{MONTH}\b|{_TIMED['year']}"))
    people = {t.lemma for t in reading.parsed[candidate.sentence].tokens if t.ent == "PERSON"}
    wanted = frame(reading, candidate) - people - {t.lower() for t in candidate.key.split()} - _ASKED_TIME
    going = candidate.verb in _GOING
    for p in reading.parsed:
        told = p.lemmas | (_GOING if going and any(t.lemma in _GOING for t in p.tokens) else set())
        told |= _AMERICA if told >= {"united", "states"} or told & _AMERICA else set()
        if p.index == candidate.sentence or len(wanted) < 2 or not wanted <= told:
            continue
        if any(found not in candidate.key for found in timed.findall(p.sentence.text)):
            return "not unique: another sentence tells this of another time"
    return ""


def told_otherwise(reading: Reading, candidate: Candidate) -> str:
    """Whether another sentence gives another time or another number for the same."""
    if candidate.pool in _DATES:
        return _dated_twice(reading, candidate)
    return _counted_twice(reading, candidate) if candidate.pool == "number" and candidate.head >= 0 else ""


def _unique(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Whether somebody else did it too: another sentence has all that the question says and does not name the key."""
    if (reason := told_otherwise(reading, candidate)) or candidate.template not in _ASKS_WHO:
        return reason
    if re.search(r"\b(?:some|one|two|three|many|several|most) of the\b|\bamong the\b", item.stem):
        return "not unique: it is so of several"
    wanted = frame(reading, candidate)
    own = {m.sentence for m in candidate.entity.mentions} if candidate.entity is not None else set()
    for p in reading.parsed:
        if p.index != candidate.sentence and p.index not in own and len(wanted) >= 2 and wanted <= p.lemmas:
            return "not unique: another sentence says this of somebody else"
    return ""


_OPEN_LIST = re.compile(
    r"\b(?:includ(?:e[sd]?|ing)|such as|amongst?|notably|especially|for example|e\.g\.)(?P<list>[^.;]*)", re.I
)


def _among(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Whether the key is one of several of which the same is true: "signatories include Germany"."""
    if candidate.keys or candidate.pool in _COUNTED:
        return ""
    names = {candidate.key, *(candidate.entity.forms if candidate.entity is not None else ())}
    said = " ".join(fact.evidence[0].quote.split())
    lists = [m["list"].lower() for m in _OPEN_LIST.finditer(said)]
    if any(0 <= listed.find(name.lower()) <= 60 for listed in lists for name in names):
        return "not unique: the article names it as one of several"
    return ""


_COUNTED = frozenset({"number", "percent", "year", "day", "month", "month-only", "decade", "century", "given"})


def _shape(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    if not (3 <= len(item.options) <= 6 or item.kind == "true-false"):
        return "too few plausible wrong options"
    if len(item.keys) != max(1, len(candidate.keys)):
        return "shape: not exactly the expected keys"
    if candidate.template.startswith(("gap-", "to-do-what", "for-what-purpose")) and len(item.options) < 4:
        return "too few plausible wrong options"
    if any(not option.text.strip() or not option.rationale for option in item.options):
        return "shape: an option or rationale is empty"
    return ""


def _evidence(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    for evidence in fact.evidence:
        if reading.article.text[evidence.start : evidence.end] != evidence.quote:
            return "evidence: the quote is not where it should be"
    if candidate.pool in ("year", "number", "percent", "month", "day"):
        said = " ".join(fact.evidence[0].quote.lower().split())
        told = fact.statement.lower()
        for word in re.findall(r"[\w,.]*\w", candidate.key.lower()):
            if word not in said or word not in told:
                return "evidence: the key is not in the fact"
    return ""


def _stem(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    stem = item.stem
    words = stem.split()
    body = stem.removeprefix(f"According to {reading.source}, ")  # a title has marks of its own
    quoting = candidate.template.startswith(("gap-", "truth-", "event-"))
    if len(words) > LONGEST and not quoting:
        return f"the question is long ({len(words)} words)"
    if len(words) < SHORTEST:
        return f"the question says too little ({len(words)} words)"
    if re.search(r"\b(\w+) \1\b", stem, re.I) and not re.search(r"\b(had had|that that)\b", stem):
        return "text: a doubled word"
    if candidate.template == "who-called" and re.search(r" [-–—] |;|:", re.sub("“[^”]*”", "", stem)):
        return "text: punctuation out of place"
    if quoting or candidate.template in ("who-quoted", "who-called", "who-spoke", "who-role"):
        return ""
    if re.search(r"[\"“”;:()\[\]]|\.\.| ,|(?<!\d)\s[-–—]\s|[-–—]$|\d\. \d|, [^A-Za-z\d]", body.removesuffix("?")):
        return "text: punctuation out of place"
    long = [w.strip("?,.") for w in words if len(w) >= 5 and w[0].islower()]
    quote = fact.evidence[0].quote
    if (last := re.search(r" (\d+)\?$", stem)) and f" {last[1]}-" in quote:
        return "text: a broken word"  # "4-for-4"
    if any(
        w in long[n + 1 : n + 3] and len(re.findall(rf"\b{re.escape(w)}\b", quote)) < 2
        for n, w in enumerate(long)
        if w not in ("article", "which")
    ):
        return "text: a word comes twice"
    if re.search(r"\b(?:of|in|on|at|by|for|with|to|from|and|or|the|a|an|as|is|was|were|before|after|since)\?$", stem):
        return "grammar: the question ends in the air"
    content = [w for w in words if (len(w) >= 4 or w[0].isupper()) and w.lower().strip("?") not in _THIN]
    pointed = stem.startswith("According to the article,")
    content = content[1:] if pointed else content
    named = any(w[0].isupper() or w[0].isdecimal() for w in content)
    if candidate.template not in _SHORT_STEMS and not (len(content) >= 3 or (len(content) >= 2 and (named or pointed))):
        return "the question says too little"
    if candidate.template == "how-many" and len(content) < 3 and not pointed:
        return "the question says too little"
    counting = candidate.template in _COUNTING
    untold = counting and _untold(stem, content, pointed=pointed)
    unnamed = (counting or candidate.template.startswith("when-")) and _unnamed(reading, candidate)
    if not candidate.within and (untold or unnamed):
        return "the question says too little: of what or where"
    if candidate.template.startswith("when-"):
        body = stem.removeprefix("According to the article, ")
        said = [w for w in body.split()[not pointed :] if w[0].islower() and w.strip("?") not in _WHEN]
        # a long name tells no more than a short one
        names = re.findall(r"(?:(?<![^ ])[A-Z\d][\w.'’-]*,? ?)+", body if pointed else body[1:])
        if not (len(said) >= 2 or (said and len(said) + len(names) >= 3)) and not _WHOLE_EVENT.search(stem):
            return "the question says too little"
        if re.search(r"\bwere an? (?!few|couple|lot|number|dozen)", stem):
            return "grammar: a plural verb with one thing"
    if candidate.template == "where-country" and len(words) <= 8 and not re.search(r"\d", stem):
        return "the question says too little"
    if candidate.template.startswith("where") and not named:
        return "the question says too little: no name or date"
    if re.search(r"\b(?:and|or) (?!(?:1\d|20)\d\d\b)[\d,]+\b(?! [a-z]+s\b)|\b\d+ \d", stem):
        return "text: two quantities run together"
    if candidate.pool == "number" and f" {candidate.key} " in f" {stem.strip('?')} ".replace(", ", " "):
        return "the key stands in the question"
    return ""


def _unnamed(reading: Reading, candidate: Candidate) -> bool:
    """Whether the question speaks of "the party" or "the town" and names nothing before that could be meant."""
    p = reading.parsed[candidate.sentence]
    for t in p.tokens:
        if t.lemma not in _PLACES or t.tag not in ("NN", "NNS") or t.dep == "compound":
            continue
        kids = [p.tokens[c] for c in p.children[t.i] if p.tokens[c].dep != "case"]
        found = re.search(rf"\bthe {t.text}\b", candidate.stem)
        if found and [k.text.lower() for k in kids] == ["the"]:
            before = candidate.stem[: found.start()].removeprefix("According to the article, ")
            if not re.search(r"[A-Z]", before[1:]):
                return True
    return False


def _untold(stem: str, content: list[str], *, pointed: bool) -> bool:
    """Whether a number is asked of things nobody could place: "how many families were there?", "the party's nominee".

    A learner meets the question beside others; "the party" and "how many gigatons were released" need the text open
    at that very place.
    """
    body = stem.removeprefix("According to the article, ")
    named = re.search(r"[A-Z\d]", body[1:]) is not None
    if (
        re.search(r"^[Hh]ow many (?:\w+)(?: \w+)?(?: were| was| are| did| do)? ?\w+\?$", body)
        and len(body.split()) <= 5
    ):
        return True
    if re.search(rf"^(?:[Aa]bout )?[Hh]ow many (?:{_UNITS}) (?:were|are|was|had|have)\b", body):
        return True
    return not named and pointed and len(content) <= 3 and " of " not in body and " in " not in body


_COUNTING = frozenset("how-many how-many-exist prep-how-many what-figure how-much".split())
_PLACES = frozenset(
    "nation country state city town village area region party company firm group team club organization organisation "
    "university school building film book song album series island".split()
)
_UNITS = (
    "tons|tonnes|gigatons|megatons|kilograms|grams|miles|kilometers|kilometres|km|meters|metres|feet|acres|hectares|"
    "liters|litres|watts|degrees"
)
_WHOLE_EVENT = re.compile(
    r"\b(?:die|born|retire|created|founded|established|formed|built|completed|opened|launched|released|published|"
    r"introduced|abolished|dissolved|invented|discovered)\b"
)
"""What happens to one thing only once, so that its name is enough."""
_WHEN = frozenset(
    "which what year month date day week decade century and did was were of the on in since until".split()
)
_SHORT_STEMS = frozenset(
    "who-role what-role which-first what-happened to-do-what for-what-purpose said-what who-quoted who-spoke what-is "
    "says-what did-in-tale who-character did-what".split()
)
"""Templates whose stems say enough with few words."""

_THIN = frozenset(
    "which what when where whom whose who how in on by at for to with from into been were have does term used uses "
    "organisation country state month year date person place day many much according article this that these those "
    "their his her its them they us canadian australian often given priority several various first described events "
    "happened".split()
)
"""Words that do not pin down what is asked about."""


def _key(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    if item.kind == "true-false":
        return ""
    stem = {w.lower() for w in re.findall(r"[\w'-]{4,}", item.stem)}
    for key in candidate.keys or (candidate.key,):
        words = {w.lower() for w in re.findall(r"[\w'-]{4,}", key)}
        if words and words <= stem:
            if set(re.findall(r"\d+", key)) <= set(re.findall(r"\d+", item.stem)):
                return "the key stands in the question"
            word = re.findall(r"[\w'-]{4,}", key)[0]  # of 13 March in "1 March 1815", the month
            return f"a word of the key stands in the question: '{word}'"
        words -= set(ORGANISATION_NOUNS.values())
        if candidate.entity is not None:
            words -= set(candidate.entity.kind.split())
        if words & stem and candidate.pool not in (
            "given",
            "number",
            "month",
            "day",
            "percent",
            "month-only",
            "century",
            "decade",
        ):
            return "a word of the key stands in the question"
    if candidate.pool in ("number", "percent") and read_value(candidate.key) is None:
        return "shape: the number cannot be read"
    return ""


_CASUALTIES = re.compile(r"\b(?:kill(?:ed|s)?|died|dead|dies|wounded|injured|murdered)\b")


def _casualties(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Numbers of dead and wounded are asked for only with a source or a date: they change."""
    if candidate.pool != "number" or not _CASUALTIES.search(item.stem.replace(reading.source, "")):
        return ""  # the source names the article: “Two dead as grain silo gives way”
    if re.search(r"\b(?:1\d|20)\d\d\b", item.stem) or not _counts_people(reading, candidate):
        return ""
    if len(item.stem.rpartition(",")[2].split()) <= 6:
        return "the question says too little: when and where"
    return "" if candidate.attributed else "attribution: a number of casualties without source or date"


_LOST = frozenset("life death casualty fatality victim injury body".split())


def _counts_people(reading: Reading, candidate: Candidate) -> bool:
    """Whether the number asked for may be one of people: "killed 40" is, "killed two men and sank 40 boats" is not."""
    p = reading.parsed[candidate.sentence]
    if candidate.head < 0:
        return True
    number = p.tokens[candidate.head]
    counted = p.tokens[number.head] if number.dep == "nummod" else number
    if counted.pos not in ("NOUN", "PROPN") or counted.ent == "NORP" or counted.lemma in _LOST:
        return True
    return names_people(counted.lemma) or bool(_CASUALTIES.search(p.tokens[verb_over(p, counted.i)].text))


_OWN_LIFE = re.compile(
    r"\b(?:tak(?:e|en|ing)|took|end(?:ed|ing)?) (?:his|her|their)(?: own)? li(?:fe|ves)\b|\bsuicide\b|"
    r"\b(?:kill|hang|drown)\w* (?:him|her)self\b|\bpregnant\b"
)


def _own_life(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Nobody is quizzed on when somebody put an end to his or her life, or was with child."""
    printed = " ".join([item.stem, *(o.text for o in item.options)])
    return "not worth asking: nobody's business" if _OWN_LIFE.search(printed) else ""


def _charged(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    if candidate.template in ("who-character", "did-in-tale"):
        return ""  # a tale's great lump of chalk takes nobody's side
    words = set(re.findall(r"\b[a-z][\w-]*", re.sub(r"“[^”]*”", "", item.stem)))  # the Great Mosque is a name
    if found := sorted(words & (CHARGED | EVALUATIVE)):
        return f"attribution: '{found[0]}' is a judgement without a source"
    return ""
