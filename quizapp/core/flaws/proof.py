"""Rules that need the evidence or the article: is the key proven, is a distractor also true?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.flaws.contrary import against_key
from quizapp.core.flaws.reading import (
    NUMBER_WORDS,
    Flaw,
    Rule,
    View,
    content,
    flaw,
    folded,
    number_of,
    tokens,
)

_PIECE = re.compile(r"\w+(?:['’.-]\w+)*|[$£€]")


def _second_key(view: View) -> Iterator[Flaw]:
    """IWF 16, HDR 19: a distractor is another name or value of the key, or its list-mate in the evidence."""
    if view.key is None or view.evidence is None:
        return
    key = view.options[view.key]
    for n in view.wrong:
        option = view.options[n]
        if _alias(key, option) or _listed(view.evidence, key, option):
            yield flaw("option", f"The article also supports '{option}'.", "Replace it.", option=n, span=option)
            return


def _alias(key: str, option: str) -> bool:
    a, b = _ARTICLE.sub("", key.strip(" .")), _ARTICLE.sub("", option.strip(" ."))
    initials = "".join(w[0] for w in a.split() if w[0].isupper())
    other = "".join(w[0] for w in b.split() if w[0].isupper())
    plain_a, plain_b = a.replace(".", ""), b.replace(".", "")
    if (len(plain_b) >= 2 and plain_b.isupper() and plain_b == initials) or (
        len(plain_a) >= 2 and plain_a.isupper() and plain_a == other
    ):
        return True
    words_a, words_b = a.split(), b.split()
    named = all(w[0].isupper() for w in (*words_a, *words_b) if w)
    if named and len(words_a) != len(words_b) and min(len(words_a), len(words_b)) == 1:
        return words_a[-1] == words_b[-1]
    value = number_of(key)
    return value is not None and value == number_of(option) and _ABOUT.sub("", a).lower() != _ABOUT.sub("", b).lower()


_ARTICLE = re.compile(r"^(?:the|a|an) ", re.I)
_ABOUT = re.compile(r"^(?:about|around|nearly|approximately|some|over) ", re.I)


def _listed(evidence: str, key: str, option: str) -> bool:
    """Whether the evidence names both side by side in one list. Plain search: a pattern per pair is slow to compile."""
    said, one, two = f" {folded(evidence)} ", folded(key), folded(option)
    pairs = ((one, two), (two, one))
    if any(f" {a} {link} {b} " in said for a, b in pairs for link in ("and", "or", "as well as")):
        return True
    raw = evidence.lower()
    return any(f"{a.lower()}, {b.lower()}" in raw for a, b in ((key, option), (option, key)))


def _lifted(view: View) -> Iterator[Flaw]:
    """HDR 3, HD 14: the stem is copied from the article."""
    if view.evidence is None:
        return
    stem, said = tokens(view.stem), tokens(view.evidence)
    longest = 0
    for i in range(len(stem)):
        for j in range(len(said)):
            n = 0
            while i + n < len(stem) and j + n < len(said) and stem[i + n] == said[j + n]:
                n += 1
            longest = max(longest, n)
    if longest > 8 and longest > 0.7 * len(stem):
        yield flaw("stem", "The stem is copied from the article.", "Put it in other words.", span=view.stem[:60])


def _trivial(view: View) -> Iterator[Flaw]:
    """HDR 2, HD 17: a detail on which little depends."""
    if view.article is None or view.key is None or view.values[view.key] is not None:
        return
    words = content(view.options[view.key])
    text = view.article.lower()
    if words and all(text.count(w) <= 1 for w in words):
        first = min((at for w in words if (at := text.find(w)) >= 0), default=0)
        if first > 0.85 * len(text):
            yield flaw("item", "Little depends on this detail.", "Ask about the main events.", option=view.key)


def _over_specific(view: View) -> Iterator[Flaw]:
    """HDR 5, HD 13: memory for digits."""
    if view.key is None:
        return
    key = view.options[view.key]
    digits = re.sub(r"\D", "", key)
    clock = re.search(r"\b\d{1,2}[:.]\d{2}\s*(?:a\.?m|p\.?m|o.clock|utc|gmt)?", key, re.I) if ":" in key else None
    if (clock or len(digits.strip("0")) > 4) and not re.search(r"[A-Z][a-z]+", key):
        yield flaw(
            "option",
            "This tests memory for digits.",
            "Round all options, or ask why it matters.",
            option=view.key,
            span=key,
        )


_PROVE = "mark the sentence that proves it"


def _unproven(view: View) -> Iterator[Flaw]:
    """Own: nothing proves the key."""
    if view.evidence is None:
        return
    why, fix = "Nothing in the article proves the key.", f"{_PROVE.capitalize()}."
    if not view.evidence.strip():
        yield flaw("item", why, fix)
        return
    if view.article is not None and _squeezed(view.evidence) not in _squeezed(view.article):
        yield flaw("item", "The quoted evidence does not stand in the article.", fix, span=view.evidence[:60])
        return
    if view.key is None:
        return
    key = view.options[view.key]
    numbers = re.findall(r"\d[\d,.]*\d|\d", key)
    if numbers:
        said = view.evidence.lower()
        words_said = set(tokens(said))
        proven = all(n in said or _in_words(n) & words_said for n in numbers)
    else:
        value = view.values[view.key]
        if value is not None:
            words = folded(view.evidence).split()
            proven = bool(set(folded(key).split()) & set(words)) or str(int(value)) in words
        else:
            proven = True  # own words may prove a paraphrased key; only names and numbers are compared
            names = [w for w in _PIECE.findall(key)[1:] if w[0].isupper()]
            if view.article is not None and names:
                proven = any(w in view.article for w in names)
    if not proven:
        told = next(against_key(view), None)
        why, fix, name = f"The fact does not say “{key}”.", f"Correct the key, or {_PROVE}.", ""
        if told:
            why, fix, name = told.why, told.fix, told.name
        yield flaw("option", why, fix, option=view.key, span=key, name=name)
    else:
        yield from against_key(view)


def _in_words(number: str) -> set[str]:
    """The words a small number may be written in: 7 as "seven" or "seventh"."""
    if not number.isdecimal() or int(number) > 90:
        return set()
    value = int(number)
    found = {word for word, n in NUMBER_WORDS.items() if n == value}
    return found | {f"{word}th" for word in found} | {_ORDINALS.get(value, "")}


_ORDINALS = {1: "first", 2: "second", 3: "third"}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


RULES = (
    Rule("IW16", "second true option", "block", "evidence", "IWF 16, HDR 19", _second_key),
    Rule("IW26", "verbatim lift", "hint", "evidence", "HDR 3, HD 14", _lifted),
    Rule("IW27", "trivial", "hint", "article", "HDR 2, HD 17", _trivial),
    Rule("IW29", "over-specific", "hint", "text", "HDR 5, HD 13", _over_specific),
    Rule("IW33", "no evidence", "block", "evidence", "own", _unproven),
)
