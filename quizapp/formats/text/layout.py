"""What stands around the questions of a paper: running heads, keys behind stems, options as bare lines.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.marks.letters import LATIN
from quizapp.formats.text.lines import ANSWER, BULLET, LETTERED, NUMBER, listing
from quizapp.formats.text.printed import GONE

_LONGEST = 500
_LEAST = 3
"""Words of a running head, and questions that must all have a mark."""
_PAGE_BEHIND = re.compile(
    r"[\s,;|·–—-]*\(?(?:page|seite|página|pagina|p\.|s\.)[ ]?\d{1,3}(?:[ ](?:of|von|de|di)[ ]\d+)?\)?\Z", re.I
)

_NUMBER_BEHIND = re.compile(r"\S[ \t]{3,}(?:page|seite|página|pagina|p\.|s\.)?[ ]?\d{1,3}\s*\Z", re.I)
"""The number of a page, far behind the words of the head."""


def without_heads(lines: Sequence[str]) -> list[str]:
    """The same lines without the heads that come again on each page; the first, above the questions, is left.

    A head stands above the first question, and again below a blank line, maybe with the number of the page behind it.
    """
    first = next((at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())), 0)
    heads = {head for line in lines[:first] if (head := _head(line))}
    counted = Counter(head for line in lines[first:] if _NUMBER_BEHIND.search(line) and (head := _head(line)))
    put = list(lines)
    for at in range(first + 1, len(lines)):
        above, head = put[at - 1].strip(), _head(lines[at])
        numbered = counted[head] > 1 and _NUMBER_BEHIND.search(lines[at]) is not None
        if numbered or (head in heads and (not above or above == GONE)):
            put[at] = GONE
    return put


def _head(line: str) -> str:
    """A line as it would come again on the next page; nothing where it may be part of a question or a key."""
    line = re.sub(r"[ \t]{3,}\d{1,3}\s*\Z", "", line)
    text = _PAGE_BEHIND.sub("", " ".join(line.split()).strip("#* "))
    asks = text.endswith("?") or ANSWER.match(text) or NUMBER.match(text) or LETTERED.match(text) or listing(text)
    return "" if len(line) > _LONGEST or len(text.split()) < _LEAST or asks else text.casefold()


_KEYED = re.compile(r"(.*\S)[ \t]+(?:\[([A-Ha-h])\]|\(([A-H])\))[ \t]*")


def keyed_stems(lines: Sequence[str]) -> list[str]:
    """`1. Which? [C]` as `1. Which? (Answer: C)`, where every numbered question with options has its letter so."""
    asked = [at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())]
    keyed = {at: found for at in asked if (found := _KEYED.fullmatch(lines[at]))}
    if len(keyed) < max(_LEAST, len(asked)):
        return list(lines)
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


_BOLD_OPTION = re.compile(r"(?<!\S)\*\*([(\[]?([A-Ha-h])[).\]][ \t]+[^*]+?)\*\*(?!\S)")
_OPTIONS = re.compile(r"(?<!\S)[(\[]?([A-Ha-h])[).\]](?=[ \t])")


def bold_abreast(lines: Sequence[str]) -> list[str]:
    """`a) go   **b) goes**   c) going` without the bold, and its letter as the answer, where each such line has one."""
    put = list(lines)
    rows = {}
    for at, line in enumerate(lines):
        plain = _BOLD_OPTION.sub(r"\1", line) if len(line) < _LONGEST else ""
        letters = "".join(_OPTIONS.findall(plain)).lower()
        if len(letters) > 1 and letters == "abcdefgh"[: len(letters)]:
            rows[at] = (plain, [found[2] for found in _BOLD_OPTION.finditer(line)])
    if len(rows) < _LEAST or any(len(bold) != 1 for _, bold in rows.values()):
        return put
    for at, (plain, bold) in rows.items():
        stem = at - 1
        while stem >= 0 and not put[stem].strip():
            stem -= 1
        if stem >= 0:
            put[at] = plain
            below = next((n for n in range(at + 1, len(put)) if put[n].strip()), len(put))
            _answered(put, stem, below, put[stem], bold[0])
    return put


def lettered_blocks(lines: Sequence[str]) -> list[str]:
    """Blocks of bare lines with a star before one as `Question:` and lettered options, in lists without any letter.

    Every block but a heading at the top, and a line or two of bare text, must have one star, and not in its first line.
    """
    if any(len(x) < _LONGEST and (NUMBER.fullmatch(x.strip()) or LETTERED.fullmatch(x.strip())) for x in lines):
        return list(lines)
    blocks: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if line.strip():
            blocks[-1].append(at)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    stars = {at for at, line in enumerate(lines) if line.lstrip().startswith("*")}
    asked = [block for block in blocks if stars & set(block)]
    fits = all(len(block) >= _LEAST and block[0] not in stars and len(stars & set(block)) == 1 for block in asked)
    bulleted = Counter(bool(BULLET.fullmatch(lines[at].strip())) for block in asked for at in block[1:])
    if not fits or len(asked) < _LEAST or len(blocks) - len(asked) > 1 or bulleted[True] > len(asked):
        return list(lines)
    put = list(lines)
    for block in asked:
        first = next((n for n, at in enumerate(block) if n and lines[block[n - 1]].rstrip().endswith(("?", ":"))), 1)
        if stars & set(block[:first]) or len(block) - first < 2:
            first = 1
        put[block[0]] = f"Question: {lines[block[0]].strip()}"
        for letter, at in zip(LATIN, block[first:], strict=False):
            text = lines[at].strip()
            put[at] = f"*{letter}) {text[1:].strip()}" if text.startswith("*") else f"{letter}) {text}"
    return put
