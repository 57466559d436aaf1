"""What the flaw rules read: a question cut into words, values and forms once, and the words lists they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from quizapp.core.item import Item

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
NUMBER_WORDS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
MONTHS = ("january february march april may june july august september october november december").split()
STOP = frozenset(
    "a an the of in on at to for from by with and or but as is was were are be been being do does did "
    "has have had it its "
    "this that these those he she they his her their who whom whose which what when where why how will "
    "would can could "
    "may might should must not no than then there here into over under about after before between during "
    "through per "
    "according article following statement statements many much also each more most some any all".split()
)


Frequencies = Callable[[str], float]
"""How common a word is on the Zipf scale: the logarithm of its uses in a thousand million words."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding. `field` is "stem", "option" or "item"; `option` its position; `span` the words meant."""

    rule: str
    severity: str
    field: str
    why: str
    fix: str
    option: int | None = None
    span: str = ""
    name: str = ""
    items: tuple[int, ...] = ()
    """Positions of the questions meant, for a flaw of a set."""

    def of(self, rule: Rule) -> Flaw:
        """This finding with its rule's id, name and severity filled in, unless it has a name or severity of its own."""
        return replace(self, rule=rule.id, name=self.name or rule.name, severity=self.severity or rule.severity)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: id, name, severity ("block", "warn", "hint"), what it needs, source.

    It needs "text", "evidence", "article", or "frequencies" of words.
    """

    id: str
    name: str
    severity: str
    needs: str
    source: str
    find: Callable[[View], Iterable[Flaw]]


@dataclass(frozen=True, slots=True)
class View:
    """A question as the rules see it."""

    item: Item
    stem: str
    words: tuple[str, ...]
    options: tuple[str, ...]
    key: int | None
    """Position of the only key, None when there are several."""
    wrong: tuple[int, ...]
    """Positions of the distractors."""
    contents: tuple[frozenset[str], ...]
    values: tuple[float | None, ...]
    stem_content: frozenset[str]
    evidence: str | None
    article: str | None
    zipf: Frequencies | None = None

    @classmethod
    def of(
        cls,
        item: Item,
        evidence: str | None = None,
        article: str | None = None,
        zipf: Frequencies | None = None,
    ) -> View:
        texts = tuple(option.text.strip() for option in item.options)
        keys = item.keys
        return cls(
            item,
            item.stem.strip(),
            tuple(w.lower() for w in WORD.findall(item.stem)),
            texts,
            keys[0] if len(keys) == 1 else None,
            tuple(n for n in range(len(texts)) if n not in keys),
            tuple(content(t) for t in texts),
            tuple(number_of(t) for t in texts),
            content(item.stem),
            evidence,
            article,
            zipf,
        )

    @property
    def asking(self) -> str:
        """The clause that asks: the last sentence of the stem, quotations taken out."""
        bare = unquoted(self.stem)
        parts = re.split(r"(?<=[.!;])\s+", bare)
        return parts[-1] if parts else bare


def flaw(
    field: str, why: str, fix: str, *, option: int | None = None, span: str = "", severity: str = "", name: str = ""
) -> Flaw:
    return Flaw("", severity, field, why, fix, option, span, name)


_cached = lru_cache(maxsize=1024)
"""Rules read the same stem, options and evidence over and over."""


@_cached
def unquoted(text: str) -> str:
    """The text with quotations blanked: words inside quotation marks are somebody else's."""
    return _QUOTATION.sub(" ", text)


_QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]{2,}’")


@_cached
def stemmed(word: str) -> str:
    """A crude stem, the same for plural, -ed and -ing forms."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


@_cached
def content(text: str) -> frozenset[str]:
    """Stems of the content words: at least four letters, or a number, and no function word."""
    words = (w.lower() for w in WORD.findall(text))
    return frozenset(stemmed(w) for w in words if w not in STOP and (len(w) >= 4 or w.isdecimal()))


@_cached
def folded(text: str) -> str:
    """For comparing options: NFKC, lower case, no article, no punctuation."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(w for w in WORD.findall(text) if w not in ("a", "an", "the"))


@_cached
def tokens(text: str) -> tuple[str, ...]:
    return tuple([w.lower() for w in WORD.findall(text)])


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


_BEFORE_A_NUMBER = frozenset("about around nearly over some approximately us rs".split())
"""One word that may stand before a number: how near it is, or whose dollars or rupees they are."""


@_cached
def number_of(text: str) -> float | None:
    """The value of an option that is one number, with or without unit; None for anything else.

    >>> number_of("3.5 million"), number_of("a thousand"), number_of("Paris")
    (3500000.0, 1000.0, None)
    >>> number_of("twenty-seven"), number_of("five hundred and twenty")
    (27.0, 520.0)
    """
    words = tokens(text.replace("%", " percent"))
    found = _DIGITS.findall(text)
    if len(found) > 1 or len(words) > 5 or any(w in MONTHS for w in words):
        return None
    if found:
        value: float | None = float(found[0].rstrip(",").replace(",", ""))
        at = next((i for i, w in enumerate(words) if any(c.isdecimal() for c in w)), 0)
        if at > 1 or (at == 1 and words[0] not in _BEFORE_A_NUMBER):
            return None
        rest = words[at + 1 :]
    else:
        value, rest = None, ()
        for n, w in enumerate(words):
            if (said := _in_words(w)) is not None:
                value, rest = said, words[n + 1 :]
                if n > 1:
                    return None
                break
            if w in ("a", "an") and n + 1 < len(words) and words[n + 1] in SCALES:
                value, rest = 1.0, words[n + 1 :]
                break
    if value is None:
        return None
    added = 0.0
    for n, w in enumerate(rest):
        if w in SCALES:
            value *= SCALES[w]
        elif found or not rest[:n] or rest[n - 1] not in ("and", *SCALES):
            continue
        else:
            added += _in_words(w) or 0.0
    return value + added


def _in_words(word: str) -> float | None:
    """The value of one number word: "seven", "twenty-seven"."""
    tens, _, ones = word.partition("-")
    if word in NUMBER_WORDS:
        return float(NUMBER_WORDS[word])
    if NUMBER_WORDS.get(tens, 0) >= 20 and 0 < NUMBER_WORDS.get(ones, 0) < 10:
        return float(NUMBER_WORDS[tens] + NUMBER_WORDS[ones])
    return None


@_cached
def unit_of(text: str) -> str:
    """What a number counts: currency mark, percent sign and the words around it."""
    marks = "".join(re.findall(r"[$£€¥%]", text)).replace("%", "percent")
    words = [w for w in tokens(text) if _in_words(w) is None and w not in SCALES and not any(c.isdecimal() for c in w)]
    small = ("a", "an", "about", "and")
    return " ".join([marks, *(stemmed(w) for w in words if w not in small)]).strip()
