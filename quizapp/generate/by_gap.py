"""A sentence of the article with its value left out: “Falling prices put an end to the works in ____.”

The sentence is the author's own, so that nothing can go wrong in turning it into a question; only its value has to
be sure and the sentence has to stand alone. What is missing is asked for first, so that nobody reads to the end to
learn what the gap wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.eras import everybodys
from quizapp.generate.facts import Reading
from quizapp.generate.gap_names import Setting, names, told_by
from quizapp.generate.gap_words import words
from quizapp.generate.gaps import GAP, Gap, values
from quizapp.generate.reading import Parsed
from quizapp.generate.sentences import MONTH
from quizapp.generate.showing import NAME, keeps_source, telling, ways
from quizapp.generate.standing import somebodys_word
from quizapp.generate.turning import turned
from quizapp.generate.values import read_value
from quizapp.generate.verbatim import LONGEST

FEW = 12
"""Up to so many are often told in passing."""


def draft(reading: Reading) -> Iterator[Candidate]:
    """The values, names and words of small sets of each sentence that stands alone."""
    if a_story(reading):
        return
    setting = Setting(reading)
    for p in reading.parsed:
        if len(p.tokens) > 2 * LONGEST:
            continue
        for gap in (*values(p), *names(reading, p, setting), *words(reading, p)):
            shown = ways(reading, p, gap.tokens, _source(reading, gap))
            fit = (w for w in shown if _worth_asking(gap, w.part) and not told_by(reading, p, gap, w.part))
            if (found := next(fit, None)) is not None:
                source, what, part, told = found
                question = turned(reading, p, gap, told)
                yield Candidate(
                    _template(gap),
                    f"According to {source}, which {gap.asked} completes the {what} “{part}”?",
                    gap.key,
                    gap.pool,
                    p.index,
                    " ".join(p.sentence.text.split()),
                    f"gap {gap.tokens[0]}",
                    head=gap.head,
                    attributed=somebodys_word(p),
                    within=reading.about,
                    plainly=f"According to {source}, {question}?" if _says_enough(reading, p, question) else "",
                )


def _says_enough(reading: Reading, p: Parsed, question: str) -> bool:
    """Whether a question says of what and where, and who says so."""
    named = reading.about or NAME.search(question)
    enough = telling(_WH.sub("", question)) >= ENOUGH_SAID
    return bool(question and named and enough) and keeps_source(p, question)


_WH = re.compile(r"^.*?\b(?:which (?:year|date|city or town|country)|how many)\b")
ENOUGH_SAID = 3
"""Names and longer words that a question needs besides those that ask."""


def _template(gap: Gap) -> str:
    if gap.kind:
        return f"gap-{gap.kind}"
    value = read_value(gap.key.lower()) if gap.asked == "number" else None
    return "gap-count" if value is not None and value.number <= FEW else f"gap-{gap.asked.split()[0]}"


def _source(reading: Reading, gap: Gap) -> str:
    """How the question names its article: by the title, without its years where they would tell the key."""
    plain = _ITS_YEARS.sub("", reading.source)
    return next((source for source in (reading.source, plain) if not _tells(source, gap)), "the article")


_ITS_YEARS = re.compile(r"(?:[,:] | \()(?:1\d|20)\d\d(?:[–-]\d{2,4})?\)?(?=”$)")


def _tells(source: str, gap: Gap) -> bool:
    """Whether the title has the key, a number close to it, or a year that says when all of it was."""
    if gap.pool == "year":
        return re.search(r"\b(?:1\d|20)\d\d\b", source) is not None
    value = read_value(gap.key.lower())
    numbers = [n.number for w in re.findall(r"\d[\d,.]*\d|\d", source) if (n := read_value(w)) is not None]
    near = value is not None and any(0.7 <= n / value.number <= 1.4 for n in numbers if value.number)
    return near or gap.key.casefold() in source.casefold()


def _worth_asking(gap: Gap, part: str) -> bool:
    """Whether what is shown is whole and does not tell what belongs into the gap."""
    torn = gap.kind and (part.endswith(".") or part.count("*") % 2)
    if gap.key in part or torn:
        return False
    if gap.pool == "day" and (_SEASON.search(part) or _NEW_YEAR.search(gap.key)):
        return False  # "on ____, in the first summer of the war": most other days are in no summer
    if gap.pool == "year" and (everybodys(part, int(gap.key)) or _next_year(part, int(gap.key))):
        return False
    if gap.pool == "day" and _FROM_THEN.search(part):
        return False  # "from the end of July until ____": no day before that
    if gap.pool == "year" and _years_later(part, int(gap.key)):
        return False
    if gap.pool in ("day", "year") and _COUNTED_FROM.search(part):
        return False  # "in August ____ for the centennial of the Proclamation", "on ____, one day before the armistice"
    if gap.pool == "number" and (_FELT.search(part) or _OF_A_MONTH.search(part) or _IN_UNITS.search(part)):
        return False  # "The evening was warm, with about ____ degrees"
    if gap.pool == "hour" and _CLOCKS.search(part):
        return False  # "at ____ local time (2100 UTC)", "at ____, before the end of the night shift"
    if gap.pool == "percent" and _SHARE.search(part):
        return False  # "____ of the land was ploughed here, only half there"
    if gap.asked == "sum of money" and _CONVERTED.search(part):
        return False
    if gap.pool == "number" and _listed(gap.key, part):
        return False
    if gap.pool in ("number", "percent") and (_EXTREME.search(part) or _worked_out(gap.key, part)):
        return False  # "The cheapest quotation was for ____": the lowest
    # "____ measurements, namely density, colour and taste" can be counted
    return gap.pool != "number" or re.search(rf"{GAP}[^.]*(?:\bnamely\b|:)", part) is None


def _next_year(part: str, year: int) -> bool:
    """Whether the year beside it tells the year in a gap: "The prize for 1944, awarded in November ____"."""
    return re.search(rf"\b(?:{year - 1}|{year + 1})\b", part) is not None


def _years_later(part: str, year: int) -> bool:
    """Whether another year and a number of years tell the year: "Built in 1566, it stood for 427 years until ____"."""
    others = [int(y) for y in re.findall(r"\b(?:1\d|20)\d\d\b", part)]
    spans = [n.number for w in re.findall(r"([\w-]+) years", part) if (n := read_value(w.lower())) is not None]
    return any(abs(other - year) in (span - 1, span, span + 1) for other in others for span in spans)


def _listed(key: str, part: str) -> bool:
    """Whether what is counted is named beside the gap: "____ laboratories, in Ghent, Munich and Taipei"."""
    value = read_value(key.lower())
    named = (1 + match[0].count(", ") + 1 for match in _NAMES.finditer(part))
    return value is not None and any(value.number == count for count in named)


def _worked_out(key: str, part: str) -> bool:
    """Whether the other numbers tell the number in a gap: "89.3 per cent voted; 14 of the ____ did not", "24 people:
    eleven midwives, ____ nurses, three doctors and a secretary"."""
    value = read_value(key)
    if value is None:
        return False
    shares = [float(n) / 100 for n in re.findall(r"(\d+(?:\.\d+)?) ?(?:per ?cent|%)", part)]
    numbers = [n.number for w in re.findall(r"[\w,.]*\w", part) if (n := read_value(w.lower())) is not None]
    ratios = [n / value.number for n in numbers if 0 < n < value.number]
    if any(abs(share - told) < 0.01 for share in shares for of in ratios for told in (of, 1 - of)):
        return True
    if any(abs(share * n - value.number) < 0.01 * value.number for share in shares for n in numbers):
        return True  # "on the remaining 15,000 he pays 20 percent, that is ____ crowns"
    most = max(numbers, default=0)
    left = most - sum(numbers, -most) - value.number
    return len(numbers) > 1 and left in (0, 1)


_COUNTED_FROM = re.compile(
    r"\b(?:\w*centen(?:ary|nial)\w*|jubilee|anniversary|eve of|days? (?:before|after|earlier|later))\b", re.IGNORECASE
)
_FROM_THEN = re.compile(rf"\bfrom\b.*\buntil {GAP}")
_A_NAME = r"[A-Z][\w’'-]*(?: (?:of |the |de |van )?[A-Z][\w’'-]*)*"
_NAMES = re.compile(rf"{_A_NAME}(?:, {_A_NAME})*,? and {_A_NAME}")
_CONVERTED = re.compile(rf"\d[^.;]*, (?:or |that is )?(?:about |roughly |around |some |nearly ){GAP}")
""" "31.4 million yen, or about ____": who knows the rate needs no article."""
_FELT = re.compile(
    rf"\b(?:warm|cold|cool|hot|mild|frost\w*)\b.*{GAP} degrees|{GAP} degrees.*\b(?:warm|cold|cool|hot|mild|frost\w*)\b"
)
_OF_A_MONTH = re.compile(rf"{GAP} weeks (?:in|of) {MONTH}\b|{GAP} years on\b")
""" "for ____ weeks in February": at most four; "____ years on": counted from what?"""
_IN_UNITS = re.compile(
    rf"\b(?:an?|one|half an?) (?:foot|mile|metre|yard|inch|kilometre|tonne?|pound|hour|hectare|acre)\b.*{GAP} "
    r"(?:\w+ )?(?:inches|feet|yards|\w*metres|miles|kilo\w*|minutes|hectares|acres)\b"
)
""" "just under a foot long, about ____ inches"."""
_NEW_YEAR = re.compile(r"\b1 January\b|\bJanuary 1\b")
"""The day on which laws begin to hold, as everybody guesses."""
_CLOCKS = re.compile(
    r"\b(?:UTC|GMT|minutes? (?:before|after|later|earlier)|noon|midnight|"
    r"(?:start|beginning|end) of the (?:\w+ )?(?:day|night|morning|afternoon|shift|school|match|game))\b"
)
"""What tells the time without a clock."""
_SHARE = re.compile(r"\b(?:half|third|thirds|quarters?|majority|most)\b", re.I)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\b", re.I)
_EXTREME = re.compile(
    r"\b(?:cheapest|dearest|lowest|highest|smallest|largest|shortest|longest|fewest"
    r"|(?:twice|double|half)(?= the| its| their| what)|(?:doubl|tripl|trebl|quadrupl|halv)(?:ed|es|ing))\b",
    re.I,
)
