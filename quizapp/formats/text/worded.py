"""Lists of answers of which some are words: `1-B, 2-C, 8-Appomattox, 9-see rubric`, or that end in a remark.

Words belong to a question without options, or to none; they are put as a sign, so that the rest of the list is read.
Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizapp.core.item import fold
from quizapp.formats.text import words
from quizapp.formats.text.given import SOMEBODY, names_keys, of_another
from quizapp.formats.text.key_list import answers_with, heads, named_for, says_more
from quizapp.formats.text.lines import (
    ANSWER,
    BOXED,
    BULLET,
    GROUP,
    LETTERED,
    NUMBER,
    PART,
    SIGN,
    UNSAID,
    listing,
    shaped,
)

_LABEL = re.compile(r"([^:]{2,60}:)[ \t*]*(?=(?:Q\.?[ ]?)?\(?\d)")
_SEPARATOR = r"[ ]?[.):=→/–—-]\)?"
_NUMBER = rf"(?:Q\.?[ ]?|{words.QUESTION}[ ])?(\d{{1,3}})"
_FIRST = re.compile(rf"\W{{0,4}}{_NUMBER}(?:({_SEPARATOR})|\)?(?=[ \t|]|\(?[A-Za-z]\)?(?![^\W_])))[ \t|]*")
_SEPARATED = re.compile(rf"(?<=[\s,;|.])\(?{_NUMBER}{_SEPARATOR}")
_BARE = re.compile(rf"(?<=[\s,;|.])\(?{_NUMBER}(?=[ \t]|[A-Za-z(])")
_ONE = re.compile(rf"[ \t]*\(?{SIGN}\)?(?:[\s,;|.(]|\Z)")
_REMARK = re.compile(rf"(\(?(?:{SIGN}|true|false)\)?)(?:[ \t]*[(\[]([^()\[\]]+)[)\]]\.?|\.[ \t]+([A-Z].+))", re.I)
_PLACE = re.compile(r"(?:pp?|pg|pages?|S|ch|chapter|sec|section|unit|lesson|slide|§)\.?[ ]?\d[\d–, -]*", re.I)
_DOUBT = re.compile(
    r"\b(?:[B-Hb-h]|A|or|nor|not|no|except|unless|only|sure|may|might|maybe|perhaps|probably|think|guess|wrong|mistakes?"
    r"|typos?|errors?|correct\w*|accept\w*|also|either|both|chang\w*|instead|should|old|other|another|oder|auch|nicht|ou"
    r"|aussi|pas|también|anche|oppure)\b|[?%]|n['’]t\b"
)
"""A remark with such words may be about the keys."""

_LONGEST = 1_000
_MOST = 15
"""Lines of an answer in words."""
_LEAST = 2
"""Letters of a list that leaves out some of the questions."""
_FAR = 10
"""Questions in a row that a list leaves out."""
_IN_VAIN = 6
"""How often all lines may be read for lists that are none; a file of nothing but headings would take their square."""
_WIDE = re.compile(rf"[ \t]*\(?{SIGN}\)?(?:\t|[ ]{{2,}})[ \t]*\(?")
"""A letter alone with room behind it, as columns of a list have it: what follows is no remark about it."""

_Entries = list[tuple[int, str]]


def worded(lines: Sequence[str]) -> list[str]:
    """The same lines with a sign for words in lists of answers, and no remark behind them."""
    put = list(lines)
    above: Counter[int] = Counter()
    texts: set[str] = set()
    behind = in_vain = 0
    for at, written in enumerate(lines):
        line = written.strip() if len(written) < _LONGEST else ""
        if at < behind or not line:
            continue
        if in_vain > _IN_VAIN * len(lines):
            return put
        if (label := _LABEL.match(line)) and (ANSWER.match(line) or names_keys(label[1]) or heads(label[1][:-1])):
            entries = _entries(line[label.end() :], texts)
            if len(entries) > 1 and _letters(entries) >= _LEAST:
                put[at] = f"{label[1] if ANSWER.match(line) else 'Answers:'} {_plain(entries)}"
        elif (heads(line) and not of_another(lines, at)) or names_keys(line) or named_for(lines, at):
            behind, seen = _below(put, at + 1, above, texts)
            in_vain += seen - behind
            option = LETTERED.match(line) or NUMBER.fullmatch(line)  # "b) Brass - key"
            if behind > at + 1 and (says_more(line) or named_for(lines, at)) and not option:
                put[at] = "Answer key"
        if head := NUMBER.fullmatch(shaped(line)):
            above[int(head[3])] += 1
        shapes = ((LETTERED, 3), (BOXED, 4), (BULLET, 2))
        text = next((one[group] or "" for shape, group in shapes if (one := shape.fullmatch(line))), line)
        texts.add(fold(text).casefold().strip(".* "))
    return put


def _below(put: list[str], first: int, above: Counter[int], texts: set[str]) -> tuple[int, int]:
    """Put the list that begins at a line; returns the line behind it, and the one behind all that was looked at.

    A number that does not stand above as often is that of another question, and not of this list.
    """
    left = Counter(above)
    found: dict[int, _Entries] = {}
    prefixes: dict[int, str] = {}
    at, latest, last = first - 1, first, 0
    for at in range(first, len(put)):
        line = put[at].strip()
        if len(line) > _LONGEST or at - latest > _MOST:
            break
        part = PART.match(line)
        prefixes[at] = part[0] if part else ""
        entries = _entries(line[len(prefixes[at]) :], texts)
        if LETTERED.match(line) or BOXED.match(line):
            if not found or found[latest][-1][1] != UNSAID:
                break  # a question with options, and no points of an answer
            continue
        number, said = entries[0] if entries else (0, "")
        fits = number in (last + 1, 1) or not last or (said != UNSAID and last < number <= last + _FAR)
        if entries and fits and all(left[number] > 0 or said != UNSAID for number, said in entries):
            left.subtract(number for number, _ in entries)
            found[at], latest, last = entries, at, entries[-1][0]
    told = [entry for entries in found.values() for entry in entries]
    of_all = {number for number, _ in told} == set(above) and any(_ONE.match(said) for _, said in told)
    if _letters(told) < (1 if of_all else _LEAST):
        return first, at + 1
    for number, entries in found.items():
        if len(entries) > 1 or entries[0][1] == UNSAID:
            put[number] = prefixes[number] + _plain(entries)
    ends = next((at for at in range(latest + 1, len(put)) if not put[at].strip()), len(put))
    for above_it, number in pairwise([*found, min(ends, latest + _MOST)]):
        if found[above_it][-1][1] == UNSAID:  # more of the words
            put[above_it + 1 : number] = [
                line if GROUP.fullmatch(line.strip()) else "" for line in put[above_it + 1 : number]
            ]
    return latest + 1, at + 1


def _entries(line: str, texts: set[str]) -> _Entries:
    """Numbers that count up, each with its letter or a sign for words; none where a remark may be about a letter."""
    head = _FIRST.match(line)
    if head is None:
        return []
    number, at = int(head[1]), head.end()
    whole = [(number, line[at:])] if answers_with(line, texts) else []
    if whole and line.startswith("|"):
        return whole  # the next column may hold points
    found: _Entries = []
    for below in (_SEPARATED if head[2] else _BARE).finditer(line, at):
        counted = int(below[1])
        near = number < counted <= number + _FAR
        alone = _WIDE.fullmatch(line, at, below.start(1))
        if counted == number + 1 or (near and (alone or _ONE.match(line, below.end()))):
            found.append((number, line[at : below.start()].strip(" \t,;|*")))
            number, at = counted, below.end()
    found.append((number, line[at:].strip(" \t,;|*")))
    numbers = {str(number) for number, _ in found} if len(found) > 2 else set()
    several = [(number, _sign(said, numbers)) for number, said in found]
    if len(several) > 1 and _letters(several):
        return [] if any(sign == "" for _, sign in several) else several
    return whole or [(found[0][0], UNSAID)]


def _sign(said: str, numbers: set[str]) -> str:
    """The letter that is said, if it is one; the sign for words, or nothing for a letter with a remark about it.

    A page behind it, or words that speak of none of the numbers, are no such remark.
    """
    if len(one := listing(f"1. {said}")) == 1:
        return one[0][1]
    remarked = _REMARK.fullmatch(said)
    if remarked is None:
        return UNSAID
    remark = remarked[2] or remarked[3]
    doubt = _DOUBT.search(remark) or SOMEBODY.search(remark) or numbers & set(re.findall(r"\d+", remark))
    return remarked[1] if _PLACE.fullmatch(remark) or (numbers and not doubt) else ""


def _letters(entries: _Entries) -> int:
    return sum(said not in (UNSAID, "") for _, said in entries)


def _plain(entries: _Entries) -> str:
    return "  ".join(f"{number}. {said}" for number, said in entries)
