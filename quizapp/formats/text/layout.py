"""What stands around the questions of a paper: running heads, keys behind stems, options as bare lines.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.given import heading
from quizapp.formats.text.lines import (
    ANSWER,
    HEADING,
    LETTERED,
    LIST_LABEL,
    NUMBER,
    listing,
)
from quizapp.formats.text.printed import GONE, tells_keys

_LONGEST = 500
_NEAR = 10
"""Lines around the head of a page."""
_LEAST = 3
"""Words of a running head, and questions that must all have a mark."""
_PAGE_BEHIND = re.compile(
    r"(?<![\s,;|·–—-])[\s,;|·–—-]*\(?(?:page|seite|página|pagina|p\.|s\.)[ ]?\d{1,3}"
    r"(?:[ ](?:of|von|de|di)[ ]\d+)?\)?\Z",
    re.I,
)

_NUMBER_BEHIND = re.compile(
    r"\S[ \t]{3,}(?:(?:page|seite|página|pagina|p\.|s\.)[ ]?(\d{1,3})(?:[ ]?(?:of|von|de|di|/)[ ]?\d{1,3})?"
    r"|(\d{1,3})(?:[ ](?:of|von|de|di)[ ]\d{1,3})?)\s*\Z",
    re.I,
)
"""The number of a page, far behind the words of the head."""


def without_heads(lines: Sequence[str]) -> list[str]:
    """The same lines without the heads that come again on each page; the first, above the questions, is left.

    A head stands above the first question, and again below a blank line, maybe with the number of the page behind it.
    Of few words, or with no blank line above, it must stand between options or questions.
    """
    first = next((at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())), 0)
    heads = {head for line in lines[:first] if (head := _head(line))}
    pages: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines[first:], first):
        if len(line) < _LONGEST and (page := _NUMBER_BEHIND.search(line)) and _is_long(head := _head(line)):
            pages.setdefault(head, []).append((at, int(page[1] or page[2])))
    counted = {at for found in pages.values() if _counts_up(found) for at, _ in found}
    if not heads and not counted:
        return list(lines)
    put = list(lines)
    for at in range(first + 1, len(lines)):
        above, head = put[at - 1].strip(), _head(lines[at])
        numbered = at in counted
        again = head in heads and ((_is_long(head) and not above) or above == GONE or _is_between(lines, at, heads))
        if numbered or again:
            put[at] = GONE
    return put


def _counts_up(found: Sequence[tuple[int, int]]) -> bool:
    """Whether the same words far apart have the numbers of pages behind them, and no figures of a table."""
    return len(found) > 1 and all(a[1] < b[1] and b[0] - a[0] > _LEAST for a, b in pairwise(found))


def _is_between(lines: Sequence[str], at: int, heads: set[str]) -> bool:
    """Whether an option or answer stands above these heads, and below them an option, a question or the key."""
    above = next((line.strip() for line in reversed(lines[max(0, at - _NEAR) : at]) if line.strip()), "")
    used = (line.strip() for line in lines[at + 1 : at + _NEAR] if line.strip() and _head(line) not in heads)
    below = next(used, "")
    if max(len(above), len(below)) > _LONGEST or len(listing(below)) > 0:
        return False
    lettered = LETTERED.fullmatch(above)
    ended = (lettered and (lettered[3] or lettered[6])) or ANSWER.match(above)
    return bool(ended and (LETTERED.fullmatch(below) or NUMBER.fullmatch(below) or heading(below)))


def _is_long(head: str) -> bool:
    return len(head.split()) >= _LEAST


def _head(line: str) -> str:
    """A line as it would come again on the next page; nothing where it may be part of a question or a key."""
    if len(line) > _LONGEST:
        return ""
    if behind := _NUMBER_BEHIND.search(line):
        line = line[: behind.start() + 1]
    text = _PAGE_BEHIND.sub("", " ".join(line.split()).strip("#* "))
    asks = text.endswith("?") or ANSWER.match(text) or NUMBER.match(text) or LETTERED.match(text) or listing(text)
    return "" if asks or HEADING.fullmatch(text) or heading(text) else text.casefold()


_KEYED = re.compile(r"(.*\S)[ \t]+(?:\[([A-Ha-h])\]|\(([A-H])\))[ \t]*")


def keyed_stems(lines: Sequence[str]) -> list[str]:
    """`1. Which? [C]` as `1. Which? (Answer: C)`, where every numbered question with options has its letter so."""
    asked = [at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())]
    keyed = {at: found for at in asked if (found := _KEYED.fullmatch(lines[at]))}
    if len(keyed) < max(_LEAST, len(asked)) or _tells_otherwise(lines):
        return list(lines)  # a letter behind a stem may be a level, or a unit
    put = list(lines)
    for at, below in pairwise([*asked, len(lines)]):
        _answered(put, at, below, keyed[at][1], keyed[at][2] or keyed[at][3])
    return put


def _answered(put: list[str], at: int, below: int, stem: str, letter: str) -> None:
    """Tell the key of the question at a line in the first empty line below its options, else behind its stem."""
    end = below
    while end > at + 1 and not put[end - 1].strip():
        end -= 1
    if end < below:
        put[at], put[end] = stem, f"Answer: {letter}"
    else:
        put[at] = f"{stem} (Answer: {letter})"


def _tells_otherwise(lines: Sequence[str]) -> bool:
    """Whether marks, answers or a list of them tell the keys."""
    bare = [line.strip() for line in lines if len(line) < _LONGEST]
    labelled = (found[1].strip() for line in bare if (found := LIST_LABEL.match(line)))
    if any(len(listing(said)) > 1 for said in labelled):
        return True
    return any(tells_keys(line) or ((one := LETTERED.fullmatch(line)) and (one[1] or one[4])) for line in bare)


_BOLD_OPTION = re.compile(r"(?<!\S)\*\*([(\[]?([A-Ha-h])[).\]][ \t]+[^*]+?)\*\*(?!\S)")
_OPTIONS = re.compile(r"(?<!\S)[(\[]?([A-Ha-h])[).\]](?=[ \t])")


def bold_abreast(lines: Sequence[str]) -> list[str]:
    """`a) go   **b) goes**   c) going` with a star behind the bold one, where each such line has one."""
    rows = {}
    for at, line in enumerate(lines):
        bold = _BOLD_OPTION.findall(line) if len(line) < _LONGEST else []
        letters = "".join(_OPTIONS.findall(_BOLD_OPTION.sub(r"\1", line))).lower() if bold else ""
        if len(letters) > 1 and letters == "abcdefgh"[: len(letters)]:
            rows[at] = len(bold)
    if len(rows) < _LEAST or set(rows.values()) != {1}:
        return list(lines)
    return [_BOLD_OPTION.sub(r"\1 *", line) if at in rows else line for at, line in enumerate(lines)]
