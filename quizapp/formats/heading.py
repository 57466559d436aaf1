"""The heading of a list of questions: what the page is called that they are brought to."""

from __future__ import annotations

import re

from quizapp.formats.files.decoding import decode
from quizapp.formats.report import Reading

PART = (
    r"(?:part|section|chapter|unit|module|teil|abschnitt|kapitel|partie|chapitre|parte|sección|sezione|seção|capítulo"
    r"|capitolo|unidade?|deel|hoofdstuk|часть|раздел)[ ](?:[A-Z]|[IVX]{1,4}|\d{1,2}|one|two|three|four|five)"
    r"(?:[ ]?[.:–—-].{0,60}|[ ](?-i:[A-ZÀ-Þ])[^.?!:;,]{2,40})?"
)
"""The heading of a part of a list of questions: `Section 2: Photosynthesis`."""

MOST_LETTERS, MOST_WORDS = 100, 14
_HASHES = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
_DRESS = re.compile(r"\A(?:title|quiz|test|topic|thema|titel)[ \t]*:[ \t]*(?=\S)", re.I)
_LABEL = r"(?i:name|vorname|nom|prénom|nombre|nome|naam|date|datum|fecha|data|class|klasse|classe|clase|score|punkte)"
_TO_FILL_IN = re.compile(
    rf"(?:\t|[ ]{{2}}|(?:\A|[ ])(?=[A-Z]){_LABEL}\b)[^\t_.:]{{0,24}}(?::|(?=_))[ \t]*(?:_{{3,}}|\.{{4,}}|…{{2,}})"
    r"(?:[ \t]*/[ \t]*\d+)?"
)
"""`Name: ______` beside a heading: with room before it any words may be the label, else only usual ones."""
_APART = re.compile(r"\S(?:[ ]*\t|[ ]{2})")
_NONE = re.compile(
    r"[\d(\[*+•–_-]|[A-Za-z][.)]|.*(?:_{2,}|\.{3,}|[=<>{}|]|https?://)|.*[?.!…;,]$|(?:name|date|class|score)\b"
    r"|.*\b(?:answers?|keys?|correct|right|wrong|mark(?:s|ed)?|choose|select|circle|tick|points?)\b",
    re.I,
)
"""Numbers and bullets, blanks to fill in, what explains marks, and sentences: none says what a list is about."""


def heading(data: bytes, reading: Reading) -> str:
    """What stands above the first question of a list in plain text, where it reads like a heading; else nothing.

    A line that Markdown makes a heading goes before another, and one with blanks to fill in beside it after all.
    """
    if reading.format not in ("text", "aiken") or not reading.taken:
        return ""
    above = [line.strip() for line in decode(data)[0].splitlines()[: max(0, reading.taken[0].line - 1)]]
    made = [found[1] for line in above if (found := _HASHES.fullmatch(line))]
    return next(filter(None, map(as_heading, [*made, *above, *map(_without_blanks, above)])), "")


def names(line: str) -> str:
    """The words of a line that may name a list, also beside blanks to fill in; else nothing."""
    return as_heading(line) or as_heading(_without_blanks(line))


def _without_blanks(line: str) -> str:
    rest = _TO_FILL_IN.sub("", line)
    return rest if len(rest.split()) > 1 or _APART.search(line) else line  # “Student Name: ____”


def as_heading(line: str) -> str:
    """The words of a line that reads like a heading; else nothing."""
    line = " ".join(line.split())
    words = _DRESS.sub("", re.sub(r"^([*_]{1,3})(\S.*\S)\1$", r"\2", line).rstrip(":")).strip()
    fits = len(words) <= MOST_LETTERS and len(words.split()) <= MOST_WORDS and any(one.isalpha() for one in words)
    return words if fits and not _NONE.match(words) else ""
