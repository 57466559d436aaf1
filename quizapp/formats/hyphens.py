"""Words broken at the end of a line: a hyphen that the line put there goes, one that belongs to its word stays.

What the text itself says comes first: how it writes the word elsewhere. Then parts of words that have a hyphen, or
none, and last whether both halves are words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BROKEN = re.compile(
    r"(?<![^\W_])([^\W\d_]++|\d++)([-\u2010\u2013\u00ad])[ \t]*\n[ \t]*([^\W\d_]++|\d++)(?!\w*\()"  # ( is of code
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENED = re.compile(r"\s+[^\W\d_]+-")

_AND = frozenset("and or to und oder bzw bis et ou à y o u e ed a en of i og eller och sowie".split())
"""Behind a hyphen that stands for the rest of a word: "pre- and post-war"."""
_WITHIN = frozenset("in of to by and the on up out".split())
"""Between the hyphens of a word: mother-in-law."""

_KEPT = frozenset(
    "self well all half cross high low long short ever quasi demi twenty thirty forty fifty sixty seventy eighty ninety"
    " avant après".split()
)
"""What has a hyphen behind it, but before an ending: selfish, crossings, highland."""
_ENDING = re.compile(r"(?:er|est|ed|en|ing|ish|ly|age|ness|less|land|light|way|green|lasting)(?:s|ed|ing|er|ers|ly)?")

_KEPT_BEHIND = frozenset(
    "based making owned driven oriented related free only term year century scale level class shaped coloured colored"
    " dependent specific poor speaking growing moving reaching headed handed minded looking north south east west"
    .split()
)
"""What has a hyphen before it where it ends a word, but behind a syllable: independent, removing."""
_KEPT_BEHIND_WORDS = frozenset("type known made led built born rich old sized taking edged eyed lasting".split())
"""What has one behind a word, of the text or of these: oil-rich where there is oil, a year-old, and enrich."""
_SYLLABLES = frozenset("dis mis com con cor fore inter out over post pre pro sub super trans under".split())
"""Of more letters than two."""
_WHOLE = 4
"""Letters of both halves from which on they may be words that a hyphen joins: mill-pond."""


def known_words(text: str) -> frozenset[str]:
    """The words of a text, in small letters, without those that are broken at the end of a line."""
    return frozenset(_WORD.findall(_BROKEN.sub(" ", text.lower())))


def unbroken(text: str, known: frozenset[str] | None = None) -> tuple[str, list[str]]:
    """A text of lines with such words made whole, and these words; `known` are the words of all that it stands in."""
    words, found = known_words(text) if known is None else known, list[str]()

    def put(broken: re.Match[str]) -> str:
        if not (word := _whole(broken, words)):
            return broken[0]
        found.append(word)
        return word

    return _BROKEN.sub(put, text), found


def all_unbroken(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The same of several texts that belong together; code stays what it is."""
    known = known_words("\n\n".join(texts))
    done = [(text, []) if "```" in text else unbroken(text, known) for text in texts]
    return [text for text, _ in done], [word for _, found in done for word in found]


def joined(lines: Iterable[str], known: frozenset[str]) -> str:
    """Lines as one paragraph; `known` are the words of the whole text."""
    text, _ = unbroken("\n".join(lines), known)
    return re.sub(r"(?<=\S[-–—])\n(?=\w)", "", text).replace("\n", " ")


def _whole(broken: re.Match[str], known: frozenset[str]) -> str:
    """The word, or nothing where the line may end behind a dash."""
    first, sign, second = broken.groups()
    if sign == "\u00ad":
        return first + second
    if second.isdecimal():
        return f"{first}{sign}{second}"
    if first.isdecimal():
        return ""
    if sign == "–":
        return f"{first}–{second}" if len(first) > 1 and first[0].isupper() and second[0].isupper() else ""
    one, other = first.lower(), second.lower()
    if one + other in known:
        return first + second
    if other in _AND and (len(other) != len("to") or _HYPHENED.match(broken.string, broken.end())):
        return f"{first}- {second}"  # "Toron-to" is none
    before, behind = broken.string[broken.start() - 1 : broken.start()], broken.string[broken.end() : broken.end() + 1]
    within = (one in _WITHIN and before == "-") or (other in _WITHIN and behind == "-")
    if f"{one}-{other}" in known or within:
        return f"{first}-{second}"
    if second[0].isupper() and not (first.isupper() and second.isupper() and len(first) > 1):
        return f"{first}-{second}"
    capitals = second.isupper() and not known.isdisjoint((one, other))  # NATO-EU, and no DECLARA-TION
    return f"{first}-{second}" if capitals or _is_compound(one, other, known) else first + second


def _is_compound(one: str, other: str, known: frozenset[str]) -> bool:
    """Whether a hyphen joins two words, as far as they tell without the word that they are of."""
    if min(len(one), len(other)) == 1 or (one.endswith("ez") and other == "vous"):
        return True
    if one in _KEPT:
        return _ENDING.fullmatch(other) is None
    if one in _SYLLABLES or len(one) == len("re"):
        return False
    if other in _KEPT_BEHIND:
        return True
    if other in _KEPT_BEHIND_WORDS and (one in known or one in _KEPT_BEHIND):
        return True
    return min(len(one), len(other)) >= _WHOLE and {one, other} <= known
