"""From a text to paragraphs and sentences, each with its exact place.

Sentence starts are decided here and not by the parser: never inside a number ("2.1 million"), after a title
("Dr."), an initial or a common abbreviation, nor inside a quotation. Headings, captions, datelines and other
lines that are no prose are set aside with a reason; they are never asked about.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from dataclasses import dataclass, field

from quizapp.core.article import QUOTED

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH = f"(?:{'|'.join(MONTHS)})"
SHORT_MONTHS = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
DATELINE = re.compile(
    rf"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})|(?P<d2>\d{{1,2}}) (?P<m2>{MONTH}) (?P<y2>\d{{4}}))\W*$"
)
_STAMP = re.compile(r"(?:[Dd]ate:?\s+)?(\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01]))[\s,:]+(?=[A-Z\"'])")
"""A date as machines write it in front of the first sentence."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SHADOW = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
    }
)
"""One character for one character, so that offsets in the shadow copy are offsets in the text."""

_ABBREVIATED = frozenset(
    "mr mrs ms dr prof gen brig bvt maj adm pvt cpl pfc fr msgr "
    "col lt sgt capt cmdr rev hon st sr jr gov sen rep pres supt jan feb mar apr "
    "jun jul aug sep "
    "sept oct nov dec mt ft no nos vol fig figs inc ltd co corp bros vs etc al cf eg ie e.g i.e ca "
    "approx est dept univ "
    "u.s u.k u.n a.m p.m d.c b.c a.d ph.d m.d u.s.a".split()
)
_BREAK = re.compile(
    r"[.!?]+[\"')\]]*(?:\s*\[[^\]\s]{1,20}(?: needed)?\])*\s+(?=[\"'(\[]*[A-Z0-9])"
    r"|(?<=be able to:)\s+(?=[A-Z])|(?<=do the following:)\s+(?=[A-Z])"  # aims of a section whose list has been lost
)
_CAPTION = re.compile(
    r"\b(?:image|photo|photograph|picture|caption|credit|file photo|source)s?\s?:"
    r"|^(?:figure|fig\.|table|listing|box)\s*[\d.]+",
    re.I,
)
_BOILER = re.compile(
    r"^(?:read more|see also|related|sign up|subscribe|advert|share this|follow us|external links|sources?$|"
    r"references?$|by the end of this (?:section|chapter|module)|learning objectives|key terms)",
    re.I,
)
_RIGHTS = re.compile(r"^(?:\u00a9|copyright (?:\u00a9|\(c\)|\d{4}))|\ball rights reserved\b", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the article's text, its paragraph (from 1) and the heading above it."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of text that is not asked about, and why; its number where readers count it as a paragraph."""

    start: int
    end: int
    reason: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A text made ready for reading. `text[s.start:s.end] == s.text` holds for every sentence.

    `published_on` is an ISO date or empty; `hash` is the SHA-256 of the text, in hex.
    """

    text: str
    title: str = ""
    published_on: str = ""
    sentences: tuple[Sentence, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    hash: str = ""
    words: int = field(default=0)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs of prose there are."""
        return len({sentence.paragraph for sentence in self.sentences})

    @property
    def opening(self) -> str:
        """The first words of its first sentence: they stand for a title where there is none."""
        words = (self.sentences[0].text if self.sentences else self.text).split()
        return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


_LISTED = re.compile(r"(?:[-*\u2022]|\d+[.)])\s")
LEAST_LEAD = 2
"""More words than that before a colon or a list announce it and are no heading."""
_CITATION = re.compile(r"\s?\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\]")


_SPOKEN = re.compile(
    r"(?<![\w’'])[‘'](?=[A-Z])((?:[^‘’'\n]|(?<=\w)[’'](?=\w))*(?:[,.!?;:…—–](?=[’'](?!\w))|\Z))[’']?|(?<=[,.!?…—–])[’'](?!\w)"
)
"""Speech between single marks, as the British print it: ‘Good day,’ said the fox. One mark may stand in another
sentence; a closing mark behind a word is that of a term or an apostrophe."""


def shadow(text: str) -> str:
    """A copy of equal length with plain quotation marks and blanks and without reference marks such as [12]."""
    if ("‘" in text or "'" in text or "’" in text) and '"' not in text.translate(_SHADOW):
        text = _SPOKEN.sub(_in_double_marks, text)
    return _CITATION.sub(lambda match: " " * len(match[0]), text.translate(_SHADOW))


def _in_double_marks(speech: re.Match[str]) -> str:
    if speech[1] is None:
        return '"'
    return f'"{speech[1]}' + ('"' if len(speech[0]) > len(speech[1]) + 1 else "")


def clean(text: str) -> str:
    """The text as it is stored: NFC, line ends as LF, invisible and control characters removed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def read_article(text: str, *, title: str = "", published_on: str = "") -> Article:
    """Split a text into sentences. The first line becomes the title when it reads like one and none is given."""
    text = clean(text)
    sentences: list[Sentence] = []
    dropped: list[Dropped] = []
    heading, paragraph = "", 0
    blocks = _blocks(text)
    for number, (start, end) in enumerate(blocks):
        start += sign.end() if (sign := QUOTED.match(text[start:end])) else 0
        block = shadow(text[start:end])
        if not sentences and (stamp := _STAMP.match(block)):
            published_on = published_on or stamp[1]
            dropped.append(Dropped(start, start + len(stamp[0].rstrip()), "dateline"))
            start += stamp.end()
            block = block[stamp.end() :]
        if dateline := DATELINE.match(block):
            found = dateline.groupdict()
            month = MONTHS.index(found["m"] or found["m2"]) + 1
            published_on = published_on or f"{found['y'] or found['y2']}-{month:02}-{int(found['d'] or found['d2']):02}"
            dropped.append(Dropped(start, end, "dateline"))
        elif reason := _not_prose(block.rstrip()):  # behind it may stand the mark of a note
            listed = any(_LISTED.match(text, begin) for begin, _ in blocks[number + 1 : number + 2])
            leads = block.endswith(":") or (listed and not block.startswith("#") and not _LISTED.match(block))
            counted = leads and len(block.split()) > LEAST_LEAD
            if counted:
                paragraph += 1  # "Three things are needed:" above a list counts, as readers count
            elif reason == "heading":
                heading = block.strip("# ").strip()
                title = title or ("" if sentences else heading)
            dropped.append(Dropped(start, end, reason, paragraph if counted else 0))
        else:
            paragraph += 1
            for s, e in _split(block):
                sentences.append(
                    Sentence(len(sentences), start + s, start + e, text[start + s : start + e], paragraph, heading)
                )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text, title, published_on, tuple(sentences), tuple(dropped), digest, len(text.split()))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs: separated by a blank line, or lines of their own where the next begins a heading or list."""
    blocks: list[tuple[int, int]] = []
    for chunk in re.finditer(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*", text):
        lines = list(re.finditer(r"[^\n]+", chunk[0]))
        begin = 0
        for before, line in itertools.pairwise(lines):
            ended = re.search(r"[.!?:][\"'\u201d\u2019)\]]*\s*$", before[0])
            marked = re.match(r"\s*(?:[-*\u2022#|>]|\d+[.)])\s", line[0]) or re.match(r"\s*[-*\u2022#|>]", before[0])
            short = len(before[0]) < 60 and not ended and re.match(r"\s*[A-Z\"\u201c]", line[0]) is not None
            if marked or short or (ended and len(before[0]) < 60):
                blocks.append((chunk.start() + begin, chunk.start() + before.end()))
                begin = line.start()
        blocks.append((chunk.start() + begin, chunk.end()))
    trimmed = []
    for start, end in blocks:
        raw = text[start:end]
        if raw.strip():
            trimmed.append((start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())))
    return trimmed


def _not_prose(block: str) -> str:
    """Why a block is not read as prose, or nothing."""
    words = block.split()
    if block.startswith("#"):
        return "heading"
    if block.startswith(("|", "```", "    ", ">>>", "{", "<")) or block.count("|") >= 2 or block.count("\t") >= 2:
        return "table or code"
    if _LISTED.match(block):
        return "list item"
    if (_BOILER.match(block) and len(words) < 12) or (_RIGHTS.search(block) and len(words) < 45):
        return "not part of the text"
    if _CAPTION.search(block) and len(words) < 45:
        return "caption"
    if not re.search(r"[.!?][\"')\]]*(?:\s*\[[^\]]*\])*$", block):
        if re.search(r"\b[a-z]+,$", block):
            return ""  # "The miller turned round, and said,": the speech is the next paragraph
        if len(words) <= 14 and not _WHOLE.match(block):
            return "heading"
        return "" if re.search(r"[.!?] ", block) else "fragment"
    if len(words) < 4:
        return "fragment"
    letters = sum(map(str.isalpha, block))
    if letters < 0.6 * len(block.replace(" ", "")):
        return "table or code"
    if sum(map(str.isupper, block)) > 0.6 * letters:
        return "capitals only"
    return ""


_WHOLE = re.compile(r"(?![*_])(?:\S+\s+){6,}\S*\w\w[.!?]\s")
"""A sentence, behind which another one goes on below: "The basket cost €2,000 last year. Then" and a formula."""


def _split(block: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(block):
        before = block[start : match.start()]
        word = before.rsplit(None, 1)[-1].strip("\"'([").lower() if before.strip() else ""
        if match[0][0] == "." and len(match[0].strip()) == 1 and _abbreviation(word, block[match.end() :]):
            continue
        if before.count('"') % 2 and '"' not in match[0]:
            continue  # inside a quotation
        end = match.start() + len(match[0].rstrip())
        spans.append((start, end))
        start = match.end()
    if block[start:].strip():
        spans.append((start, len(block)))
    return spans


def _abbreviation(word: str, rest: str) -> bool:
    if word in ("no", "nos"):
        return rest[:1].isdecimal()
    if word in ("a.m", "p.m"):
        return not _BEHIND_AN_HOUR.match(rest)
    if word in ("inc", "ltd", "co", "corp", "jr", "sr", "etc", "u.s", "u.k", "d.c", "b.c", "a.d"):
        return not re.match(
            r"(?:The|In|A|An|He|She|It|They|On|At|But|And|This|That|His|Her|Its|By|For|After|When)\b", rest
        )
    if re.fullmatch(r"[a-z](?:\.[a-z])+", word) and word not in _ABBREVIATED and re.match(r"[A-Z][a-z]", rest):
        return True  # "George H.W. Bush"
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha() and word != "i")


_BEHIND_AN_HOUR = re.compile(
    rf"(?!{MONTH}\b|[A-Z][a-z]+day\b|[A-Z]{{2,}}\b|(?:Eastern|Central|Pacific|Mountain|Atlantic|Greenwich)\b)[A-Z]"
)
"""A new sentence: neither the day nor whose time it is stands behind the hour."""


def month_in(text: str) -> int | None:
    """The month named in a date, 0 for January, written in full or as "Sept."; None when there is none."""
    short = re.search(rf"\b{SHORT_MONTHS}", text)
    if short is not None:
        return next(n for n, m in enumerate(MONTHS) if m.startswith(short[0][:3]))
    return next((n for n, m in enumerate(MONTHS) if m in text), None)
