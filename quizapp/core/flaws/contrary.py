"""Whether the fact that a question names tells its key, or another one: another option, or another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from quizapp.core.flaws.reading import MONTHS, SCALES, STOP, Flaw, View, flaw, folded, number_of, tokens
from quizapp.core.item import Item
from quizapp.core.kinds.numeric import accepted_range, number_given

_NAME = "another key in the fact"
_LOOK = "Look which of the two is right: correct the key, or name the fact that proves it."


def against_key(view: View) -> Iterator[Flaw]:
    """What a fact says against the key, once; always to be looked at, since facts can be wrong too."""
    for rule in (another_named, another_year):
        found = next(rule(view), None)
        if found:
            yield found
            return


def supports(item: Item, text: str) -> bool:
    """Whether a text may stand beside a key as its proof: it says an accepted answer, and nothing against a key among
    options."""
    if item.options:
        return next(against_key(View.of(item, text)), None) is None
    if item.kind == "text":
        said = f" {folded(text)} "
        return any(f" {folded(answer.text)} " in said for answer in item.answers)
    ranges = [accepted_range(answer.text) for answer in item.answers]
    return any(one and one[0] <= number <= one[1] for number in _numbers(text) for one in ranges)


_WRITTEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)?", re.IGNORECASE)


def _numbers(text: str) -> Iterator[Decimal]:
    """The numbers of a text, in figures or words; before “million” with it and without."""
    words = _WRITTEN.findall(text)
    for word, scale in zip(words, [*words[1:], ""], strict=False):
        value = number_given(word, "en") if word[0].isdecimal() else number_of(word)
        if value is not None:
            yield Decimal(value)
            yield Decimal(value) * Decimal(SCALES.get(scale.lower(), 1))


def another_named(view: View) -> Iterator[Flaw]:
    """Own: the fact names a distractor and not the key, so that one of the two is wrong.

    Own words may prove a key, and "he" may stand for it: said only where the fact has not one word of the key.
    """
    if view.evidence is None or view.key is None or view.item.kind != "single":
        return
    said, key = folded(view.evidence), view.options[view.key]
    told = set(said.split())
    words = [word for word in folded(key).split() if word not in STOP]
    starts = {word[:4] for word in told}
    if not words or told & _OPEN or any(word in told or (len(word) > 3 and word[:4] in starts) for word in words):
        return
    capitals = re.findall(r"[A-Z]", key)
    if not capitals or re.search(rf"\b{'[.]?'.join(capitals)}\b", view.evidence):
        return  # no name, or the UN as the U.N.
    stem = f" {folded(view.stem)} "
    for n in view.wrong:
        option = folded(view.options[n])
        if option and option not in STOP and f" {option} " in f" {said} " and f" {option} " not in stem:
            yield flaw(
                "option",
                f"The fact says “{view.options[n]}”, a wrong option, and not the key “{key}”.",
                _LOOK,
                option=view.key,
                span=key,
                severity="warn",
                name=_NAME,
            )
            return


_OPEN = frozenset("he she they we i him them not never no unlike except without instead rather true false".split())
"""Words with which a sentence may speak of the key unnamed, or of an option to deny it."""


# --- years -----------------------------------------------------------------------------------------------------

_YEAR = r"(?:1\d|20)\d\d"
_ANY_YEAR = re.compile(rf"(?<![\w.,]){_YEAR}(?!\w|[.,]\d)")
_DAY = rf"(?:{'|'.join(MONTHS)})(?:\s+\d{{1,2}},)?"
_COUNTS = r"(?!\s+(?!(?:was|is|has|as|his|its|this)\b)[a-z]+s\b)"  # in 1500 houses
_AS_YEAR = re.compile(rf"\b(?i:in|year|{_DAY})\s+({_YEAR})\b{_COUNTS}")
_YEAR_ALONE = re.compile(rf"(?i:in\s+)?{_YEAR}|(?:\d{{1,2}}\s+)?(?i:{_DAY})\s+{_YEAR}")
_LASTING = frozenset(
    "since until till from between before after by during through throughout for than later earlier ago about around "
    "circa c ca bc bce following next previous decades century centuries".split()
)
"""Words with which a sentence may speak of other years than the one it tells."""


def another_year(view: View) -> Iterator[Flaw]:
    """Own: the fact tells one year, and the key another. Said only where both are told alone and as years.

    Of a statement, the year is in its words and the key is that it is true; that it is false may have other reasons.
    """
    told, item = _year_told(view.evidence or ""), view.item
    if not told or told in _ANY_YEAR.findall(view.stem) or item.language.partition("-")[0] not in ("", "en"):
        return
    if item.kind == "true-false":
        stated = _year_told(view.stem)
        if stated and view.key is not None and view.options[view.key].casefold() in ("true", "yes", "right", "correct"):
            why = f"The fact says {told}, the statement {stated}, and the key is “{view.options[0]}”."
            fix = "Look which of the two is right: correct the statement or its key, or name the fact that proves it."
            yield flaw("stem", why, fix, span=stated, severity="warn", name=_NAME)
    elif key := _year_asked(view, int(told)):
        why, field = f"The fact says {told}, the key {key}.", "option" if item.options else "item"
        yield flaw(field, why, _LOOK, option=view.key, span=key, severity="warn", name=_NAME)


def _year_told(text: str) -> str:
    """The only year of a text, told as one; nothing if the text may speak of others too."""
    years, said = set(_ANY_YEAR.findall(text)), _AS_YEAR.search(text)
    return said[1] if said and len(years) == 1 and not _LASTING & set(tokens(text)) else ""


def _year_asked(view: View, told: int) -> str:
    """The key in words where it is a year, or several, and not the one told."""
    if view.item.kind == "numeric":
        if view.item.unit or not {"year", "when"} & set(view.words):
            return ""
        ranges = [accepted_range(answer.text) for answer in view.item.answers]
        if not all(one and 1000 <= one[0] <= one[1] < 2100 and not one[0] <= told <= one[1] for one in ranges):
            return ""
        return " or ".join(answer.text for answer in view.item.answers)
    key = view.options[view.key] if view.item.kind == "single" and view.key is not None else ""
    return key if _YEAR_ALONE.fullmatch(key) and str(told) not in key else ""
