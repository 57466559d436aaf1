"""Several keys in one answer, each a letter with its words: `A) Rome and C) Carthage`, `B. tar, D. oil - both burn`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.item import fold

_LETTER = re.compile(r"\(?([A-Ja-j])(?:[).:\]]\)?|[ ]?[-–—])[ ]*")
TO = re.compile(r"\(?[A-Ja-j][).]?[ ]?[-–—][ ]?\(?[A-Ja-j](?=[).]|[ ]?(?:\Z|[,;:(]))")
"""From one letter to another: `A - C, all of them`."""
_AND = re.compile(r"\.?[ ]?(?:[,;&+/]|(?<=[ .])(?:and|und|et|y|e|en|och|og|plus)\b)[ ]?(?:(?:and|und|et|y|e)[ ])?")
_BOLD_ENDS = re.compile(r"(?<=\w)\*\*(?=\s)")
_END = re.compile(r"\s*(?:\Z|[.!:;,(–—-]|(?:because|since|as|both|only|weil|da|car|parce|porque|ya)\b)")


def several(answer: str, options: Sequence[str], letters: Sequence[str]) -> tuple[set[int], str] | None:
    """Positions of the options that an answer names by letter and words, and what it says behind them.

    None for an answer that names one only; no positions if the words behind a second letter are not its option's.
    """
    labels = [*letters] if all(letters) else [chr(ord("a") + at) for at in range(len(options))]
    said = fold(_BOLD_ENDS.sub(".", answer).replace("**", ""))
    texts = [fold(text.replace("**", "")).rstrip(".") for text in options]
    found: set[int] = set()
    at = 0
    while (head := _LETTER.match(said, at)) and (letter := head[1].lower()) in labels:
        option = labels.index(letter)
        words = re.compile(rf"{re.escape(texts[option])}(?!\w)", re.I).match(said, head.end())
        if not words and TO.match(said, at):
            return set(), ""
        end = words.end() if words else len(said[: head.end()].rstrip())
        parted = _AND.match(said, end)
        goes_on = parted is not None and _LETTER.match(said, parted.end()) is not None
        if option in found or not (words or goes_on or (found and _END.match(said, end))):
            return (set(), "") if found else None
        found.add(option)
        if parted is None or not goes_on:
            if len(found) > 1 and not _END.match(said, end):
                return set(), ""
            return (found, said[end:].lstrip(" .:;,–—-")) if len(found) > 1 else None
        at = parted.end()
    return (set(), "") if found else None
