"""A sentence of the article with its value left out: “Falling prices put an end to the works in ____.”

The sentence is the author's own, so that nothing can go wrong in turning it into a question; only its value has to
be sure and the sentence has to stand alone. What is missing is asked for first, so that nobody reads to the end to
learn what the gap wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS, upwards, verb_over
from quizapp.generate.passage import MOST_OF_TWO, passage
from quizapp.generate.pointed import pointed
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import MONTH, MONTHS
from quizapp.generate.standing import somebodys_word
from quizapp.generate.values import LENGTHS, SCALES, read_value
from quizapp.generate.verbatim import GAP, LONGEST, shown
from quizapp.generate.whole_words import count
from quizapp.generate.words import KIN, REPORTING

FEWEST, MOST = 3, 32
"""Of what is shown: fewer names and words of four letters or more say too little, more words in all are a burden."""
FEW, FEW_YEARS = 12, 2
"""Up to so many things are counted in passing, or are what everybody guesses."""
TELLING = re.compile(
    r"(?:\b[A-Z][\w.'’-]*\b[ \]’s]*)+|"
    r"(?!(?:were|been|being|with|from|when|that|this|their|after|into|have|took|place|first)\b)\b[^\W\d_]{4,}"
)


NAME = re.compile(rf"(?:\s|\[)(?!{MONTH}\b)[A-Z]")


class Gap(NamedTuple):
    """What is left out: words for it, the key and its pool, the token of the key's head, and the tokens."""

    asked: str
    key: str
    pool: str
    head: int
    tokens: range


def draft(reading: Reading) -> Iterator[Candidate]:
    """The values of each sentence that stands alone."""
    if a_story(reading):
        return
    for p in reading.parsed:
        if len(p.tokens) > 2 * LONGEST:
            continue
        for gap in values(p):
            source, what, part = _shown(reading, p, gap)
            short = len(part.split()) <= (MOST if what == "sentence" else MOST_OF_TWO)
            if short and _worth_asking(reading, p, gap, part):
                yield Candidate(
                    f"gap-{gap.asked.split()[0]}",
                    f"According to {source}, which {gap.asked} completes the {what} “{part}”?",
                    gap.key,
                    gap.pool,
                    p.index,
                    " ".join(p.sentence.text.split()),
                    f"gap {gap.tokens[0]}",
                    head=gap.head,
                    attributed=somebodys_word(p),
                    within=reading.about,
                )


def _shown(reading: Reading, p: Parsed, gap: Gap) -> tuple[str, str, str]:
    """Where to look, whether a sentence or a passage is shown, and what is: nothing where that would not be enough."""
    told = gap.key.casefold() in reading.source.casefold() or (gap.pool != "year" and re.search(r"\d", reading.source))
    source = "the article" if told else reading.source
    paragraph = f"paragraph {p.sentence.paragraph} of {source}"
    if part := shown(reading, p, gap.tokens):
        return paragraph if _AS_KNOWN.search(part) else source, "sentence", part
    if part := passage(reading, p, gap.tokens):
        return source, "passage", part
    return paragraph, "sentence", pointed(reading, p, gap.tokens) if "“" in source else ""


def _worth_asking(reading: Reading, p: Parsed, gap: Gap, part: str) -> bool:
    """Whether what is shown says of what and where, keeps its source, and does not tell what belongs into the gap."""
    if not (reading.about or NAME.search(part)) or len(TELLING.findall(part)) < FEWEST or gap.key in part:
        return False
    if gap.pool == "day" and (_SEASON.search(part) or _NEW_YEAR.search(gap.key)):
        return False  # "on ____, in the first summer of the war": most other days are in no summer
    if gap.pool == "percent" and _SHARE.search(part):
        return False  # "____ of the land was ploughed here, only half there"
    if gap.pool in ("number", "percent") and _EXTREME.search(part):
        return False  # "The cheapest quotation was for ____": the lowest
    return keeps_source(p, part) and not part.startswith(f"… {GAP}")


_AS_KNOWN = re.compile(r"\b(?:[Tt]he (?=[a-z])|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]hem)\b)")
"""Speaks of something as known: the paragraph is named, where all is told that one may want to know of it."""
_NEW_YEAR = re.compile(r"\b1 January\b|\bJanuary 1\b")
"""The day on which laws begin to hold, as everybody guesses."""
_SHARE = re.compile(r"\b(?:half|third|thirds|quarters?|majority|most)\b", re.I)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\b", re.I)
_EXTREME = re.compile(
    r"\b(?:cheapest|dearest|lowest|highest|smallest|largest|shortest|longest|fewest"
    r"|(?:twice|double|half)(?= the| its| their| what))\b",
    re.I,
)


def keeps_source(p: Parsed, part: str) -> bool:
    """Whether the part of a sentence that is shown still has who says it, where somebody does."""
    verbs = [t for t in p.tokens if t.lemma in REPORTING and t.pos == "VERB" and t.dep != "relcl"]
    said = [t.text for t in verbs if not any(p.tokens[c].tag in ("WDT", "WP") for c in p.children[t.i])]
    return all(count(word, part) for word in (*said, *_SOURCE.findall(p.sentence.text)))


_SOURCE = re.compile(r"\baccording\b", re.I)


def values(p: Parsed, *, every: bool = False) -> Iterator[Gap]:
    """Each year, date, sum and number that is sure to be what it seems; with `every` also few things and distances."""
    for t, behind in zip(p.tokens, p.tokens[1:], strict=False):
        if t.tag != "CD" and t.ent != "DATE":
            continue
        before = p.tokens[t.i - 1] if t.i else None
        if behind.text in _DASHES or (before is not None and before.text in _DASHES) or _within_brackets(p, t.i):
            continue
        if _deep(p, t.i) or _of_a_speaker(p, t.i):
            continue
        found = _year(p, t, before, behind) or _day(p, t, before) or _count(p, t, before, behind, every)
        if found is not None:
            yield found


_DASHES = frozenset("- – — /".split())


def _goes_on(p: Parsed, behind: Token) -> bool:
    """Whether a second value follows: "40 to 50", "£3 or £4"."""
    beyond = [t for t in p.tokens[behind.i + 1 : behind.i + 3] if t.tag == "CD"]
    return behind.text.lower() in _JOINING and bool(beyond)


def _within_brackets(p: Parsed, i: int) -> bool:
    return sum((t.text == "(") - (t.text == ")") for t in p.tokens[:i]) > 0


def _nowhere(p: Parsed, i: int) -> bool:
    """Whether somebody came or went and the sentence does not say where: "Missionaries arrived in 1608"."""
    placed = any(t.ent in ("GPE", "LOC", "FAC") or t.dep == "dobj" or t.text == "into" for t in p.tokens)
    return p.tokens[verb_over(p, i)].lemma in _GOES and not placed


_GOES = frozenset("come go arrive leave return stay depart".split())


def _lasting(p: Parsed, i: int) -> bool:
    """Whether a value dates a state and no event: "In 1850 Japan was a country of feudal lords"."""
    verb = verb_over(p, i)
    what = p.child(verb, "attr") if p.tokens[verb].lemma == "be" else None
    kids = [p.tokens[c] for c in (what, *p.children[what])] if what is not None else []
    return any(k.text.lower() in ("a", "an") or k.tag == "JJS" or _MOST_OF.search(k.text) for k in kids)


_MOST_OF = re.compile(r"-(?:largest|longest|highest|tallest|deepest|biggest|oldest)$")


def _sets_the_time(p: Parsed, i: int) -> bool:
    """Whether a year only says when the rest happened: "When the Germans withdrew in October 1944, they ...", which
    everybody may know."""
    while p.tokens[i].dep not in ("ROOT", "advcl", "pcomp", "relcl", "acl", "ccomp"):
        i = p.tokens[i].head
    marks = {p.tokens[c].text.lower() for c in p.children[i]}
    return p.tokens[i].dep == "advcl" and bool(marks & {"when", "after", "before", "as", "since", "until", "once"})


def _price(p: Parsed, i: int) -> bool:
    """Whether a year only dates a price or a level: "a fee, which stood at 200 crowns in 1931"."""
    while p.tokens[i].dep != "ROOT" and p.tokens[i].pos not in ("VERB", "AUX"):
        i = p.tokens[i].head
    of_it = (p.tokens[k] for k in p.subtree(i))
    return p.tokens[i].lemma in ("stand", "cost") and any(t.tag == "CD" and t.ent != "DATE" for t in of_it)


def _deep(p: Parsed, i: int) -> bool:
    """Whether a value stands in an aside of an aside: "a plant where output has fallen since 2015 will be sold"."""
    return sum(t.dep in ("advcl", "relcl", "acl", "ccomp", "pcomp") for t in upwards(p, i)) > 1


def _of_a_speaker(p: Parsed, i: int) -> bool:
    """Whether a value is told in passing of whoever says something: "Nora Lund, who milks 85 cows, said that ..."."""
    asides = ("relcl", "acl", "appos")
    told = next((o for t, o in pairwise(upwards(p, i)) if t.dep in asides and o.dep not in asides), None)
    return told is not None and told.dep in SUBJECTS and p.tokens[told.head].lemma in REPORTING


def _year(p: Parsed, t: Token, before: Token | None, behind: Token) -> Gap | None:
    if not _A_YEAR.fullmatch(t.text) or t.ent != "DATE" or before is None or behind.text.lower() in _JOINING:
        return None
    if before.text.lower() not in _BEFORE_A_YEAR and before.text not in MONTHS:
        return None
    if _sets_the_time(p, t.i) or _price(p, t.i):
        return None
    if not worth_dating(p, t.i) or t.dep == "conj" or p.child(t.i, "conj") is not None:
        return None  # one of several years
    if _ONE_OF_TWO.search(" ".join(x.text for x in p.tokens[max(0, t.i - 4) : t.i + 4])):
        return None  # "In 1988 and in 1998"
    near = [x.text.lower() for x in p.tokens[max(0, t.i - 4) : t.i]]
    if {"to", "and"} & set(near) and any(x.ent == "DATE" for x in p.tokens[: max(0, t.i - 3)]):
        return None  # "from July 1566 to July 1567": the other end tells it
    if _THAT_YEAR.search(text_of(p.tokens[t.i + 1 : t.i + 8])):
        return None  # "in 1349, the year in which the Black Death came", which everybody can date
    if _OPEN_END.search(" ".join(x.text for x in p.tokens[: t.i])):
        return None  # "by the end of 1879" is true of 1880 too, "as of March 1950" of the month after
    return Gap("year", t.text, "year", t.i, range(t.i, t.i + 1))


_THAT_YEAR = re.compile(r"\A, the (?:same )?year (?:in which|when|that|of|after|before)\b")
_ONE_OF_TWO = re.compile(r"\b\d{4} (?:and|or) (?:again )?in \d{4}\b")
_OPEN_END = re.compile(
    r"\b(?:by|before|after|prior to|no later than|as of|as at)(?: the [a-z]+(?: of)?| early| late| mid| about| around)*"
    rf"(?: \d{{1,2}})?(?: {MONTH})?(?: of)?$",
    re.I,
)
_A_YEAR = re.compile(r"1\d\d\d|20\d\d")
_BEFORE_A_YEAR = frozenset("in since until from during of".split())
_JOINING = frozenset("to and or".split())
_AMOUNTS = frozenset("account number total comprise average amount".split())
_WRITINGS = frozenset("study paper report survey".split())


def worth_dating(p: Parsed, i: int) -> bool:
    """Whether a date is that of an event: nobody need know when somebody's father died, or a study came out."""
    kin = any(x.lemma in KIN for x in p.tokens if x.dep in SUBJECTS)
    study = any(x.lemma in _WRITINGS for x in p.tokens) and any(x.lemma == "publish" for x in p.tokens)
    # the figures are the fact, not their year
    figures = any((x.dep == "ROOT" and x.lemma in _AMOUNTS) or x.lemma == "population" for x in p.tokens)
    rough = any(x.lemma == "estimate" for x in p.tokens[:i])  # when somebody reckoned it is told in passing
    return not (kin or study or figures or rough or _nowhere(p, i) or _lasting(p, i) or _aside(p, i))


def _aside(p: Parsed, i: int) -> bool:
    """Whether a year only tells which thing is meant, or when its source was made: "a loom of 1936", "according to a
    plaque put up in 2003"."""
    of = p.tokens[p.tokens[i].head]
    thing = p.tokens[of.head]
    one = any(p.tokens[c].text.lower() in ("a", "an") for c in p.children[thing.i])
    made = of.text == "of" and (one or thing.dep == "appos")
    return made or any(t.lemma == "accord" for t in upwards(p, i))


def _day(p: Parsed, t: Token, before: Token | None) -> Gap | None:
    """ "on 14 March 1931", "On July 4, 1920": the date begins at its token, and its year is known."""
    if t.ent != "DATE" or before is None or before.text.lower() not in ("on", "until", "since"):
        return None
    end = t.i
    while end < len(p.tokens) and p.tokens[end].ent == "DATE" and not (end > t.i and p.tokens[end].ent_start):
        end += 1
    text = text_of(p.tokens[t.i : end]).strip()
    sure = _A_DAY.fullmatch(text) and worth_dating(p, t.i)
    return Gap("date", text, "day", t.i, range(t.i, end)) if sure else None


_A_DAY = re.compile(rf"\d{{1,2}} {MONTH} \d{{4}}|{MONTH} \d{{1,2}}, \d{{4}}")


def _count(p: Parsed, t: Token, before: Token | None, after: Token, every: bool) -> Gap | None:
    if t.tag != "CD" or t.ent in _NO_COUNTS or _A_YEAR.fullmatch(t.text) or _bounded(p, t.i):
        return None
    if not t.i and t.text[0].isupper():
        return None  # its capital would tell it
    last = t.i + (after.text in SCALES)
    behind = p.tokens[last + 1] if last + 1 < len(p.tokens) else None
    near = before.text.lower() if before is not None else ""
    if behind is None or behind.tag == "CD" or near in _JOINED or _goes_on(p, behind):
        return None
    glued = not p.tokens[last].space and behind.text[0].isalpha()
    if glued or (before is not None and before.tag == "CD"):
        return None
    if any(x.text == "(" for x in p.tokens[last:]) and any(x.tag == "CD" for x in p.tokens[last + 1 :]):
        return None  # "140 km (87 miles)"
    if any(x.lemma == "share" for x in p.tokens):
        return None  # what a share cost that day
    key = text_of(p.tokens[t.i : last + 1]).strip()
    if before is not None and before.text in ("$", "£", "€"):
        whole = before.text + key
        return Gap("sum of money", whole, "number", last, range(t.i - 1, last + 1)) if read_value(whole) else None
    if behind.text in ("%", "percent") and p.tokens[behind.i].dep in ("conj", "appos"):
        return None  # "the province met half, a fund 30 percent": its verb has been left out
    if behind.text in ("%", "percent"):
        key += "%" if behind.text == "%" else " percent"
        return Gap("percentage", key, "percent", behind.i, range(t.i, behind.i + 1))
    if [x.text for x in p.tokens[last + 1 : last + 3]] == ["per", "cent"]:
        return Gap("percentage", f"{key} per cent", "percent", last + 2, range(t.i, last + 3))
    value = read_value(key.lower())
    counted = p.tokens[last].dep == "nummod" or t.dep == "nummod"
    head = p.tokens[p.tokens[last].head]
    if not counted or head.i < last or head.tag not in ("NNS", "NNPS") or value is None or head.lemma in _IDLE:
        return None
    of = p.tokens[head.head]
    if of.text == "of" and p.tokens[of.head].dep == "appos":
        return None  # "San Francisco, a town of 2,000 inhabitants": how large it is, is told in passing
    if value.number <= (FEW_YEARS if every or head.lemma in _LASTING else FEW) and last == t.i:
        return None
    if head.lemma in _LASTING:
        if not any(x.lemma in _LASTS or x.text.lower() == "for" for x in p.tokens[max(0, t.i - 4) : t.i]):
            return None  # "sought six years": of what?
        if _nowhere(p, t.i):
            return None  # "He stayed for three years": where?
    elif t.ent == "DATE":
        return None
    if head.lemma in LENGTHS and not every and not _sized(p, head):
        return None
    return Gap("number", key, "number", head.i, range(t.i, last + 1))


_NO_COUNTS = frozenset({"ORG", "PERSON", "FAC", "LAW", "WORK_OF_ART", "TIME"})
_JOINED = frozenset("or and between to from no page number chapter figure table".split())
_IDLE = frozenset("point goal time th vote page".split())
"""What is counted on the way: nobody need remember by how many points a side led, or how long a book is."""
_LASTING = frozenset("year month week day hour minute".split())
_LASTS = frozenset("spend take last live serve work wait need stay reign rule run".split())
_BOUNDING = frozenset(
    "more over least than most under fewer less within up exceed exceeding above below almost barely".split()
)


def _bounded(p: Parsed, i: int) -> bool:
    """Whether a number is a bound, which other numbers keep too: "more than 40 species", "20 metres or more"."""
    near = {t.lemma for t in p.tokens[max(0, i - 4) : i]} | {t.text.lower() for t in p.tokens[max(0, i - 3) : i]}
    behind = [t.text.lower() for t in p.tokens[i + 1 : i + 5]]
    return bool(near & _BOUNDING) or ("or" in behind and bool({"more", "less", "so"} & set(behind)))


def _sized(p: Parsed, head: Token) -> bool:
    """Whether a length is a thing's own and no distance on the way: "65 centimetres long"."""
    behind = [t.text.lower() for t in p.tokens[head.i + 1 : head.i + 4]]
    return bool(behind) and (behind[0] in _DIMENSIONS or behind[:2] in (["in", "length"], ["in", "height"]))


_DIMENSIONS = frozenset("long wide high tall deep thick across above below".split())
