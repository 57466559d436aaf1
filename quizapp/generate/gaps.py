"""What may be left out of a sentence to be asked for: years, dates, sums, shares and numbers that are sure to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizapp.generate.grammar import upwards, verb_over
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import MONTH, MONTHS
from quizapp.generate.values import SCALES, read_value

GAP = "____"
"""What stands in the place of what is left out."""
FEW = 2
"""Up to so many is what everybody guesses."""


class Gap(NamedTuple):
    """What is left out: words for it, the key and its pool, the token of the key's head, and the tokens.

    `kind` is what its template is named by, where that is not the first of the words for it.
    """

    asked: str
    key: str
    pool: str
    head: int
    tokens: range
    kind: str = ""


def values(p: Parsed) -> Iterator[Gap]:
    """Each year, date, sum and number that is sure to be what it seems."""
    for t, behind in zip(p.tokens, p.tokens[1:], strict=False):
        if t.tag != "CD" and t.ent != "DATE" and not (t.ent == "TIME" and t.text[0].isdecimal()):
            continue
        before = p.tokens[t.i - 1] if t.i else None
        if behind.text in _DASHES or (before is not None and before.text in _DASHES) or _within_brackets(p, t.i):
            continue
        found = _hour(p, t, before) or _year(p, t, before, behind) or _day(p, t, before) or _count(p, t, before, behind)
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
    return p.tokens[verb_over(p, i)].lemma in GOES and not placed


GOES = frozenset("come go arrive leave return stay depart".split())


def _price(p: Parsed, i: int) -> bool:
    """Whether a year only dates a price or a level: "a fee, which stood at 200 crowns in 1931"."""
    while p.tokens[i].dep != "ROOT" and p.tokens[i].pos not in ("VERB", "AUX"):
        i = p.tokens[i].head
    of_it = (p.tokens[k] for k in p.subtree(i))
    return p.tokens[i].lemma in ("stand", "cost") and any(t.tag == "CD" and t.ent != "DATE" for t in of_it)


def _year(p: Parsed, t: Token, before: Token | None, behind: Token) -> Gap | None:
    if not _A_YEAR.fullmatch(t.text) or before is None or _goes_on(p, behind):
        return None
    plainly = before.text.lower() in _BEFORE_A_YEAR - {"of"} and behind.pos not in ("NOUN", "ADJ", "ADV")
    if t.ent != "DATE" and not plainly:  # "In 1346 Görlitz joined": the parser sees no date in many of them
        return None
    if before.text.lower() not in _BEFORE_A_YEAR and before.text not in MONTHS:
        return None
    if _price(p, t.i):
        return None
    if not worth_dating(p, t.i) or t.dep == "conj" or p.child(t.i, "conj") is not None:
        return None  # one of several years
    if _ONE_OF_TWO.search(" ".join(x.text for x in p.tokens[max(0, t.i - 4) : t.i + 4])):
        return None  # "In 1988 and in 1998"
    near = [x.text.lower() for x in p.tokens[max(0, t.i - 4) : t.i]]
    if {"to", "and"} & set(near) and any(x.ent == "DATE" for x in p.tokens[: max(0, t.i - 3)]):
        return None  # "from July 1566 to July 1567": the other end tells it
    if _ROUGHLY.match(text_of(p.tokens[t.i + 1 : t.i + 4])):
        return None
    if _THAT_YEAR.search(text_of(p.tokens[t.i + 1 : t.i + 8])):
        return None  # "in 1349, the year in which the Black Death came", which everybody can date
    if _OPEN_END.search(" ".join(x.text for x in p.tokens[: t.i])):
        return None  # "by the end of 1879" is true of 1880 too, "as of March 1950" of the month after
    return Gap("year", t.text, "year", t.i, range(t.i, t.i + 1))


_THAT_YEAR = re.compile(r"\A, the (?:same )?year (?:in which|when|that|of|after|before)\b")
_ROUGHLY = re.compile(r",? ?or (?:thereabouts|so)\b")
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
_WRITINGS = frozenset("study paper report survey measurement estimate figure result finding analysis".split())


def worth_dating(p: Parsed, i: int) -> bool:
    """Whether a date is that of an event: nobody need know when a study came out."""
    study = any(x.lemma in _WRITINGS for x in p.tokens) and any(x.lemma == "publish" for x in p.tokens)
    # the figures are the fact, not their year
    figures = any((x.dep == "ROOT" and x.lemma in _AMOUNTS) or x.lemma == "population" for x in p.tokens)
    figures = figures or _of_a_figure(p, i)
    shares = p.tokens[i - 1].text.lower() == "since" and any(x.text in ("%", "percent", "cent") for x in p.tokens)
    rough = any(x.lemma == "estimate" for x in p.tokens[:i])  # when somebody reckoned it is told in passing
    verb = verb_over(p, i)
    ruled = p.tokens[verb].lemma in _GOES_ON and p.child(verb, "ccomp") is None and p.tokens[i - 1].text.lower() == "in"
    return not (study or figures or shares or rough or ruled or _nowhere(p, i) or _aside(p, i))


_GOES_ON = frozenset("rule govern reign inhabit".split())
"""What began before the year told and ended after it: "In 1850 China was ruled by the Qing dynasty"."""


def _of_a_figure(p: Parsed, i: int) -> bool:
    """Whether a date is that of a figure, which is what is worth asking: "In 2023 it employed 86 people"."""
    verb = verb_over(p, i)
    what = p.child(verb, "dobj", "attr")
    of_it = p.subtree(what) if what is not None and p.tokens[verb].lemma in _HOLDING else ()
    return any(p.tokens[k].tag == "CD" and p.tokens[k].ent != "DATE" for k in of_it)


_HOLDING = frozenset("have hold employ count be".split())


def _aside(p: Parsed, i: int) -> bool:
    """Whether a year only tells which thing is meant, or when its source was made: "a loom of 1936", "according to a
    plaque put up in 2003"."""
    of = p.tokens[p.tokens[i].head]
    thing = p.tokens[of.head]
    one = any(p.tokens[c].text.lower() in ("a", "an") for c in p.children[thing.i])
    made = of.text == "of" and (one or thing.dep == "appos" or thing.lemma in _HEROES)  # "one of the heroes of 1868"
    return made or any(t.lemma == "accord" for t in upwards(p, i))


_HEROES = frozenset("hero heroine veteran victor champion winner survivor victim rebel".split())


def _day(p: Parsed, t: Token, before: Token | None) -> Gap | None:
    """ "on 14 March 1931", "On July 4": the date begins at its token."""
    if t.ent != "DATE" or before is None or before.text.lower() not in ("on", "until", "since"):
        return None
    end = t.i
    while end < len(p.tokens) and p.tokens[end].ent == "DATE" and not (end > t.i and p.tokens[end].ent_start):
        end += 1
    text = text_of(p.tokens[t.i : end]).strip()
    sure = _A_DAY.fullmatch(text) and worth_dating(p, t.i)
    return Gap("date", text, "day", t.i, range(t.i, end)) if sure else None


_A_DAY = re.compile(rf"\d{{1,2}} {MONTH}(?: \d{{4}})?|{MONTH} \d{{1,2}}(?:, \d{{4}})?")


def _hour(p: Parsed, t: Token, before: Token | None) -> Gap | None:
    """ "at 4:52 a.m.", "at 14:30": the minute tells that somebody looked at a clock."""
    if before is None or before.text.lower() not in ("at", "about", "around", "until", "from"):
        return None
    match = _CLOCK.match(p.sentence.text, t.start - p.sentence.start)
    if match is None:
        return None
    stop = next((x.i for x in p.tokens[t.i :] if x.start - p.sentence.start >= match.end()), len(p.tokens))
    return Gap("time of day", match[0], "hour", t.i, range(t.i, stop), "hour")


_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d ?[ap](?:\.m\.|m\b)|(?:[01]\d|2[0-3]):[0-5]\d(?![\d:%])"
    r"|(?:1[0-2]|[1-9]) ?[ap](?:\.m\.|m\b)"
)


def _count(p: Parsed, t: Token, before: Token | None, after: Token) -> Gap | None:
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
    if before is not None and before.text in _MONEY:
        whole = before.text + " " * before.space + key
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
    if last == t.i and (value.number <= FEW or near in ("all", "both")):
        return None  # "All four feet are webbed"
    if head.lemma in _LASTING:
        if not any(x.lemma in _LASTS or x.text.lower() == "for" for x in p.tokens[max(0, t.i - 4) : t.i]):
            return None  # "sought six years": of what?
        if _nowhere(p, t.i):
            return None  # "He stayed for three years": where?
    elif t.ent == "DATE":
        return None
    return Gap("number", key, "number", head.i, range(t.i, last + 1))


_MONEY = frozenset("$ £ € US$ A$ C$ N$ NZ$ Rs ¥ ₹".split())
_NO_COUNTS = frozenset({"ORG", "PERSON", "FAC", "LAW", "WORK_OF_ART", "TIME"})
_JOINED = frozenset("or and between to from no page number chapter figure table".split())
_IDLE = frozenset("point th page".split())
"""What is counted on the way: nobody need remember by how many points a side led, or how long a book is."""
_LASTING = frozenset("year month week day hour minute".split())
_LASTS = frozenset("spend take last live serve work wait need stay reign rule run".split())
def _bounded(p: Parsed, i: int) -> bool:
    """Whether a number is but one end: "20 metres or more", "as little as 3 per cent". "More than 40" is the article's
    own wording, which no other number completes."""
    near = {t.lemma for t in p.tokens[max(0, i - 4) : i]} | {t.text.lower() for t in p.tokens[max(0, i - 3) : i]}
    behind = {t.text.lower() for t in p.tokens[i + 1 : i + 5]}
    if "as" in near and near & {"little", "few", "much", "many"}:
        return True
    return "or" in behind and bool({"more", "less", "so"} & behind)
