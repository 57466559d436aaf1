"""What stands around the questions of a paper: running heads, keys behind stems, options as bare lines.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.formats.marks.letters import LATIN
from quizapp.formats.text.given import heading
from quizapp.formats.text.lines import (
    ANSWER,
    BEHIND,
    BULLET,
    CHOSEN,
    HEADING,
    LETTERED,
    NUMBER,
    answer_alone,
    listing,
)
from quizapp.formats.text.lost import INSTRUCTION, ends, is_line
from quizapp.formats.text.printed import GONE, tells_keys

_LONGEST = 500
_NEAR = 10
"""Lines around the head of a page."""
_LEAST = 3
"""Words of a running head, and questions that must all have a mark."""
_BROKEN = 40
"""Characters of a line that may have been broken at the margin; a shorter one ends where its author ended it."""
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
    return any(tells_keys(line) or ((one := LETTERED.fullmatch(line)) and (one[1] or one[4])) for line in bare)


_BOLD_OPTION = re.compile(r"(?<!\S)\*\*([(\[]?([A-Ha-h])[).\]][ \t]+[^*]+?)\*\*(?!\S)")
_AMOUNT = re.compile(r"[*]?[ ]?[-−]?\d{1,9}(?:[.,]\d{1,9})?[ ]?[*]?")
_LETTER = re.compile(r"\(?([A-Ja-j])[).]?")
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


@dataclass(frozen=True, slots=True)
class _Block:
    """Bare lines that may be a question: where its options begin and end, and how it tells its key, if it does."""

    first: int
    end: int
    asks: bool
    starred: bool
    named: bool
    counted: bool

    @property
    def options(self) -> int:
        return self.end - self.first


def lettered_blocks(lines: Sequence[str]) -> list[str]:
    """Blocks of bare lines with a number and lettered options, in lists without any letter or number.

    Every block but a heading at the top, and a line or two of bare text, must have one option that is marked, or an
    answer below that names one. A letter names one only where every first line asks, and all have as many options.
    """
    if any(len(x) >= _LONGEST or _is_shaped(x.strip()) for x in lines):
        return list(lines)
    blocks: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if line.strip() and (blocks[-1] or len(blocks) < _LEAST or not ANSWER.match(line)):
            blocks[-1].append(at)
        elif line.strip():
            blocks[-2:] = [[*blocks[-2], at]]  # the answer stands apart from its question
        elif blocks[-1]:
            blocks.append([])
    texts = [[lines[at].strip() for at in block] for block in blocks if block]
    widest = max((len(line) for block in texts for line in block), default=0)
    read = [_block(block) if any(map(_is_mark, block)) else None for block in texts]
    asked = [one for one in read if one]
    counts = {one.options for one in asked if one.asks} or {one.options for one in asked}
    fits = all(one.options > 1 and (one.starred or one.named or one.counted) for one in asked)
    sure = all(one.options in counts if one.starred or one.named else one.asks and len(counts) == 1 for one in asked)
    bulleted = Counter(
        bool(BULLET.fullmatch(line)) for text, one in zip(texts, read, strict=True) if one for line in text[1:]
    )
    fits = fits and not any(NUMBER.fullmatch(text[0]) for text in texts)
    fits = fits and not any(
        one and not one.asks and len(text[0]) > _BROKEN and not ends(text[0], text[1], widest)
        for text, one in zip(texts, read, strict=True)
    )
    if not (fits and sure) or len(asked) < _LEAST or len(texts) - len(asked) > 1 or bulleted[True] > len(asked):
        return list(lines)
    put = list(lines)
    number = 0
    for block, one in zip(filter(None, blocks), read, strict=True):
        if one is None:
            continue
        number += 1
        put[block[0]] = f"{number}. {lines[block[0]].strip()}"
        for letter, at in zip(LATIN, block[one.first : one.end], strict=False):
            text = lines[at].strip()
            put[at] = f"*{letter}) {text[1:].strip()}" if text.startswith("*") else f"{letter}) {text}"
    return put


def _is_shaped(line: str) -> bool:
    """Whether a line has a letter or a number of its own; a number alone may be an option."""
    return not _AMOUNT.fullmatch(line) and bool(NUMBER.fullmatch(line) or LETTERED.fullmatch(line))


def _is_mark(line: str) -> bool:
    behind = BEHIND.fullmatch(line)  # behind what asks it is the sign of a form for what must be answered
    marked = line.startswith("*") or (behind is not None and not behind[1].endswith(("?", ":")))
    return marked or ANSWER.match(line) is not None


def _block(text: Sequence[str]) -> _Block:
    """What a block of bare lines is, of which one is marked or tells the answer."""
    end = next((n for n, line in enumerate(text) if ANSWER.match(line) or CHOSEN.fullmatch(line)), len(text))
    marked = [n for n, line in enumerate(text[:end]) if _is_mark(line)]
    asking = [n for n, line in enumerate(text[:end], 1) if line.endswith(("?", ":"))]
    if asking and asking[-1] < end and INSTRUCTION.fullmatch(text[asking[-1]]):
        asking.append(asking[-1] + 1)
    first = asking[-1] if asking and not [n for n in marked if n < asking[-1]] and end - asking[-1] > 1 else 1
    answer = next(filter(None, map(ANSWER.match, text[end:])), None)
    told = answer_alone(answer[1]) if answer else ""
    letter = _LETTER.fullmatch(told)
    return _Block(
        first=first,
        end=end,
        asks=first in asking,
        starred=len(marked) == 1,
        named=is_line(told, text[first:end]),
        counted=letter is not None and ord(letter[1].lower()) - ord("a") < end - first,
    )
