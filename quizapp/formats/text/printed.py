"""Papers as they are printed: what stands on every page, and numbers and letters with nothing but a blank behind them.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.key_list import heads
from quizapp.formats.text.lines import ANSWER, listing

GONE = "\ue004"
"""Stands for a line that was left out; what is broken over two pages goes on behind it."""

_PAGE = re.compile(
    r"[(\[]?(?:please[ ])?turn[ ]over(?:[ ]the[ ]page)?[)\]]?|p\.?[ ]?t\.?[ ]?o\.?|bitte[ ]wenden"
    r"|[-–—][ ]?\d{1,3}[ ]?[-–—]|continued[ ]on[ ](?:the[ ])?next[ ]page|blank[ ]page"
    r"|(?:page|seite|página|pagina|strona|side|sida|pagina|blz\.?|стр\.?)[ ]\d{1,3}"
    r"(?:[ ]?(?:of|von|sur|de|di|z|av|van|из|/)[ ]?\d{1,3})?"
    r"|\d{1,3}[ ](?:of|/)[ ]\d{1,3}[ ]pages?|©.{1,120}"
    r"|(?:\*\*)?end[ ]of[ ](?:the[ ])?(?:test|paper|quiz|exam(?:ination)?)[.*]{0,2}",
    re.I,
)
_FIGURES = re.compile(r"\d+.*")
_NUMBER = re.compile(r"[ \t\f]*(\d{1,3})([.)]?)[ \t]+(?=\S)")
_DIGITS = re.compile(r"\s*(\d{1,3})\s*")
_COUNTED = re.compile(r"\s*(?:Q(?:uestion)?[ ]?)?\d{1,3}(?:[.)]\s|[ \t]+\S)")
_ALONE = re.compile(r"\s*([A-H]|[a-h])\s*")
_LETTER = re.compile(r"(?:\A[ \t]*|(?<=\S)[ ]{2,}|(?<=\S)[ ]?\t[ \t]*)([A-H])([.)]?)[ \t]+(?=[^\s–—.):\]=-]|[.-]\d)")
_LONGEST = 1_000
_MOST = 400
"""Lines of a question; what is longer is no question of a paper."""
_FIRST = 20
"""Numbers that are tried as the first one, or as the next."""


def without_pages(lines: Sequence[str]) -> list[str]:
    """The same lines without the numbers and footers of pages."""
    near = {number: page for number, line in enumerate(lines) if (page := _PAGE.match(line[:_LONGEST].strip()))}
    found = {number for number, page in near.items() if page.end() == len(page.string) < _LONGEST}
    # several alike, one below the other, are what is asked about
    alike = {number: _FIGURES.sub("", page.string).casefold() for number, page in near.items()}
    found = {number for number in found if alike[number] not in (alike.get(number - 1), alike.get(number + 1))}
    found |= _digits(lines, found)
    return [GONE if number in found else line for number, line in enumerate(lines)]


def _digits(lines: Sequence[str], found: set[int]) -> set[int]:
    """Lines with nothing but the number of the page, each above a footer or above the number of a question."""
    used = [number for number, line in enumerate(lines) if line.strip()]
    digits = {at: int(one[1]) for at, number in enumerate(used) if (one := _DIGITS.fullmatch(lines[number]))}
    if not digits or any(above >= below for above, below in pairwise(digits.values())):
        return set()
    for at in digits:
        above, below = used[max(0, at - 1)], used[min(at + 1, len(used) - 1)]
        numbered = len(digits) > 1 and _COUNTED.match(lines[below][:_LONGEST])
        if not ({above, below} & found or numbered) or _COUNTED.fullmatch(lines[above].strip()[:9] + " "):
            return set()
    return {used[at] for at in digits}


def _lone(lines: Sequence[str]) -> list[str]:
    """`A` on a line of its own above the text of the option, as cells of a table are pasted, as `A)`; small ones where
    no capitals stand so."""
    used = [number for number, line in enumerate(lines) if line.strip()]
    alone = [(at, one[1]) for at, number in enumerate(used) if (one := _ALONE.fullmatch(lines[number]))]
    found = _in_order(alone, "ABCDEFGH", len(used)) or _in_order(alone, "abcdefgh", len(used))
    put = list(lines)
    for number in (used[at] for at in found):
        put[number] = f"{lines[number].strip()})"
    return put


def _in_order(alone: Sequence[tuple[int, str]], alphabet: str, end: int) -> list[int]:
    """Where letters that follow each other stand, each above one line or two."""
    found: list[int] = []
    run: list[int] = []
    for at, letter in [*(one for one in alone if one[1] in alphabet), (end + 1, alphabet[0])]:
        if letter == alphabet[len(run) : len(run) + 1] and (not run or at - run[-1] in (2, 3)):
            run.append(at)
            continue
        found += run if len(run) > 1 else []
        run = [at] if letter == alphabet[0] else []
    return found


def spaced(lines: Sequence[str]) -> list[str]:
    """`1 Which?` above `A red` and `B blue`, each maybe broken over several lines, as `1. Which?` and `A) red`.

    The numbers must count, and below each of them every letter must stand once; else nothing is touched.
    """
    put = _lone(lines)
    paper = _Paper(lines)
    for at, below in pairwise([*paper.chain(), len(lines)]):
        head = paper.heads[at]
        if not head[2]:
            put[at] = f"{head[1]}. {lines[at][head.end() :]}"
        for number in sorted({number for number, _, sign in paper.options(at, below) or () if not sign}):
            put[number] = _LETTER.sub(lambda one: f"{'   ' if one.start() else ''}{one[1]}) ", lines[number])
    return put


class _Paper:
    """The lines of a paper, with those that begin with a number and those that end a question."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        short = [number for number, line in enumerate(lines) if line and len(line) < _LONGEST]
        self.heads = {number: head for number in short if (head := _NUMBER.match(lines[number]))}
        self.ends = [number for number in short if tells_keys(lines[number].strip())] if self.heads else []
        self.numbered: dict[tuple[int, str], list[int]] = {}
        for number, head in self.heads.items():
            self.numbered.setdefault((int(head[1]), head[2]), []).append(number)

    def chain(self) -> list[int]:
        """Lines with numbers that count up, each above options; none where a number may stand in a broken text."""
        for first in list(self.heads)[:_FIRST]:
            count, sign = int(self.heads[first][1]), self.heads[first][2]
            chain = [first]
            while True:
                count += 1
                where = self.numbered.get((count, sign), [])
                where = where[bisect(where, chain[-1]) : bisect(where, chain[-1] + _MOST)]
                below = [one for one in where[:_FIRST] if self.options(chain[-1], one)]
                capital = [one for one in below if self.lines[one][self.heads[one].end()].isupper()]
                below = capital if len(capital) == 1 else below
                if len(below) > 1:
                    return []
                if not below:
                    break
                chain += below
            if len(chain) > 1 and self.options(chain[-1], len(self.lines)):
                return chain
        return []

    def options(self, at: int, below: int) -> list[tuple[int, str, str]]:
        """Line, letter and sign of the options of the question that begins at a line; none where they are unclear."""
        stop = min([below, at + _MOST, *self.ends[bisect(self.ends, at) :][:1]])
        found = [
            (number, one[1], one[2])
            for number in range(at + 1, stop)
            if len(self.lines[number]) < _LONGEST
            for one in _LETTER.finditer(self.lines[number])
        ]
        second = next((place for place, (_, letter, _) in enumerate(found) if letter == "B"), 0)
        first = max((place for place in range(second) if found[place][1] == "A"), default=second)
        if any(letter != "A" for _, letter, _ in found[:first]):
            return []  # a letter above the first one
        found = found[first:]
        fits = sorted(letter for _, letter, _ in found) == list("ABCDEFGH"[: len(found)])
        return found if len(found) > 1 and fits and len({sign for _, _, sign in found}) == 1 else []


def tells_keys(line: str) -> bool:
    """Whether a line is an answer, a list of answers, or stands above one."""
    return bool(ANSWER.match(line) or heads(line) or listing(line))
