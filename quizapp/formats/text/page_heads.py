"""The running heads of a printed paper, which come again on each of its pages, between and within the questions.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.given import heading
from quizapp.formats.text.lines import ANSWER, HEADING, LETTERED, NUMBER, listing
from quizapp.formats.text.printed import GONE

_LONGEST = 500
_NEAR = 10
"""Lines around the head of a page."""
_LEAST = 3
"""Words of a running head, and lines between two of them."""
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
