"""What a cell with the right answer means: numbers, letters, or the words of the options."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NAMED = re.compile(
    r"(?:(?:answer|option|choice)\s*)?#?\s*(\d{1,2})(?:\.0+)?|(?:(?:answer|option|choice)\s*)?([a-z])[.)]?", re.I
)
_LETTER = re.compile(r"\(?([A-Za-z])[).][ \t]+")
_ENOUGH = 3
"""Answers that can only be words, for a column without any other to be one of words."""

_SPLIT = re.compile(r"\s*[,;|&/\n]\s*|\s+(?:and|und|y|et)\s+|\s+")


def by_place(text: str, n: int) -> frozenset[int] | None:
    """Positions named by number or letter, `1,3` or `B`; None if the cell says anything else."""
    positions = set()
    for part in _SPLIT.split(text.strip().strip("[](){}\"'")):
        if not part or part.lower() in ("answer", "option", "choice"):
            continue
        found = _NAMED.fullmatch(part.strip("\"'"))
        if found is None:
            return None
        at = int(found[1]) - 1 if found[1] else _LETTERS.index(found[2].lower())
        if not 0 <= at < n:
            return None
        positions.add(at)
    return frozenset(positions) or None


def by_words(text: str, options: Sequence[str]) -> frozenset[int] | None:
    """Positions of the options that the cell spells out; None if it names one that is not there."""
    places = {_folded(option): at for at, option in enumerate(options)}
    if (whole := places.get(_folded(text))) is not None:
        return frozenset([whole])
    for separator in (";", "|", "\n", ","):
        if separator in text:
            found = [places.get(_folded(part)) for part in text.split(separator) if part.strip()]
            if found and None not in found:
                return frozenset(at for at in found if at is not None)
    return None


def _folded(text: str) -> str:
    folded = " ".join(text.split()).casefold()
    return re.sub(r"^(-?\d+)\.0+$", r"\1", folded)


def parted(text: str) -> list[str]:
    """The options in one cell: on lines of their own, or between bars or semicolons, lettered or not."""
    separator = next((one for one in ("\n", "|", ";") if one in text), "")
    parts = [part.strip() for part in text.split(separator)] if separator else [text.strip()]
    parts = [part for part in parts if part]
    lettered = [_LETTER.match(part) for part in parts]
    if parts and all(one and one[1].lower() == _LETTERS[at : at + 1] for at, one in enumerate(lettered)):
        return [part[one.end() :] for part, one in zip(parts, lettered, strict=True) if one]
    return parts


def places_meant(rows: Sequence[tuple[str, Sequence[str]]], *, counted: bool) -> bool | None:
    """Whether the column of right answers gives places (True) or words (False), told by all its rows together.

    None where few rows say so, or not all: a cell that could be either is then nobody's guess.
    """
    if counted:
        return True
    words = [by_words(text, options) is not None for text, options in rows]
    places = [by_place(text, len(options)) is not None for text, options in rows]
    if sum(places) > sum(words):
        return True
    return False if all(words) and places.count(False) >= _ENOUGH else None


def keys_in(text: str, options: Sequence[str], *, places: bool | None) -> tuple[frozenset[int], str]:
    """Positions of the keys, or why they cannot be told."""
    if not text.strip():
        return frozenset(), "no right answer is given"
    place, words = by_place(text, len(options)), by_words(text, options)
    if places:
        found = place if place is not None else words
    else:
        found = words if words is not None else place
        unsure = places is None and words is not None and place is not None and words != place
        if unsure and re.fullmatch(r"[a-zA-Z\d.]{1,4}", text.strip()):
            return frozenset(), f"“{text.strip()[:40]}” is both a place and the words of another option"
    if found is None:
        return frozenset(), f"the right answer “{' '.join(text.split())[:60]}” is none of the {len(options)} options"
    return found, ""
