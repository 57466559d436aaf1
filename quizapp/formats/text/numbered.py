"""Questions numbered in a way of their own: `Q.No.1 Who`, `1.- Who`, `1/ Who`, `II. Who`, `1.2 Who`, put as `1. Who`.

Only where all of them are numbered alike and count up, and options stand below each. Each line stays where it is, so
that line numbers mean the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text import words
from quizapp.formats.text.given import names_keys
from quizapp.formats.text.lines import NUMBER, shaped

_HEAD = re.compile(
    r"\s*([^\w\s(\[]{0,2}[ ]?(?:(?:[^\W\d_]{1,10}[ .]{0,2}){0,2}#?|\d{1,2}\.)[ ]?)"
    r"(\d{1,3}|(?<![^\W_])[IVX]{1,5}(?=[.)]))([ºª°]?[ ]?[^\w\s(\[<>+×*=]{0,3})[ \t]+(\S.*)"
)
_IN_ROMAN = re.compile(r"\s*()([IVX]{1,5})([.)])[ \t]+(\S.*)")
"""`V. In 44 BC` counts five, and not 44."""

_KNOWN = re.compile(rf"(?:#{{1,6}}[ ]|\*\*)?(?:{words.QUESTION}|Q)?[ .]{{0,2}}(?:#|No\.? ?)?", re.I)
_ASKS = re.compile(rf"\W*(?:(?:{words.QUESTION}|Qs|Qn|Ques|Quest|MCQ|No|Nr)[ .#:]*){{1,2}}\W*", re.I)
_PART = re.compile(
    r"(?:part|section|chapter|unit|level|page|fig(?:ure)?|table|story|text|passage|test|quiz|set|day|week|grade|class|teil"
    r"|kapitel|partie|parte|deel)\b",
    re.I,
)
_FIRST_OPTION = re.compile(r"\s*[*(\[☐○•-]{0,2}[ ]?[Aa][ ]?[^\w\s]")
_FIRST_WITHOUT_SIGN = re.compile(r"\s*A[ \t]+\S")
_TENS, _ONES = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {tens + ones: 10 * ten + one for ten, tens in enumerate(_TENS) for one, ones in enumerate(_ONES)}
_ENTRY = re.compile(
    r"(?<!\w)([IVX]{1,5})(?:[ ]?[.):=–-][ \t]*|[ \t]+)(\(?[A-Ha-h]\)?(?:[ ]?[,&/][ ]?[A-Ha-h])*)(?![\w'’])[\s,;.]*"
)
_LISTED = re.compile(rf"\s*(?:[^\W\d][^:]{{1,40}}:[ \t]*)?(?P<list>(?:{_ENTRY.pattern})+)")
"""Answers to questions with Roman numerals, with or without a word before."""

_FEW = 4
"""One in so many questions may be of another kind."""
_LEAST = 2
_LEAST_NAMED = 3
"""The same behind words that may belong to the question: two may begin with “World War 1” and “World War 2”."""
_BELOW = 12
"""Lines of a question above its first option."""
_LONGEST = 1_000


_DOTTED = re.compile(r"\s*(\|?[ \t]*)0?(\d{1,2})([.-])0?(\d{1,2})[.)]?(?=[ \t|])[ \t]*(?=\S)")
_COUNTED = re.compile(r"\s*\d{1,3}[.)][ \t]")
_LEAST_DOTTED = 3


def dotted(lines: Sequence[str]) -> list[str]:
    """`01.1 Which?`, `01.2 What?`, `02.1 Who?`, or `9-1 Which?`, as `1. Which?`, and so in the list of answers below.

    Only where these are all numbers of the list, in their order and without a gap.
    """
    found = {at: one for at, line in enumerate(lines) if len(line) < _LONGEST and (one := _DOTTED.match(line))}
    signs = [(int(one[2]), int(one[4])) for one in found.values()]
    dots = {one[3] for one in found.values()}
    asked = 1
    while asked < len(signs) and signs[asked] in (
        (signs[asked - 1][0], signs[asked - 1][1] + 1),
        (signs[asked - 1][0] + 1, 1),
    ):
        asked += 1
    parts = len({first for first, _ in signs})  # those of one part with full stops are known without
    if asked < _LEAST_DOTTED or len(dots) > 1 or (parts < _LEAST and dots == {"."}) or signs[0][1] != 1:
        return list(lines)
    if signs[asked:] not in ([], signs[:asked]) or any(map(_COUNTED.match, lines)):
        return list(lines)
    put = list(lines)
    for number, (at, one) in enumerate(found.items()):
        put[at] = f"{one[1]}{number % asked + 1}. {lines[at][one.end() :]}"
    return put


def numbered(lines: Sequence[str]) -> list[str]:
    """The same lines with the numbers of such questions as all others have them."""
    shape = _FIRST_OPTION if any(map(_FIRST_OPTION.match, lines)) else _FIRST_WITHOUT_SIGN
    used = [at for at, line in enumerate(lines) if line.strip()]
    groups: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    romans: set[int] = set()
    for place, at in enumerate(used):
        line = lines[at] if len(lines[at]) < _LONGEST else ""
        found = _IN_ROMAN.fullmatch(line) or _HEAD.fullmatch(line)
        if found is None or (found[2].isdecimal() and _KNOWN.fullmatch(found[1]) and found[3] in (".", ")", ":")):
            continue
        if (known := shaped(lines[at])) != lines[at].strip() and NUMBER.fullmatch(known):
            continue
        if any(shape.match(lines[below]) for below in used[place + 1 : place + _BELOW]):
            number = int(found[2]) if found[2].isdecimal() else _ROMAN.get(found[2], 0)
            romans |= set() if found[2].isdecimal() else {at}
            groups.setdefault((found[1].casefold(), found[3]), []).append((at, number, found[4]))
    put = list(lines)
    with_options = [at for at, line in enumerate(lines) if shape.match(line)] if groups else []
    for (prefix, sign), group in groups.items():
        first_line, first, _ = group[0]
        counts = [number for _, number, _ in group] == list(range(first, first + len(group)))
        if len(group) < _LEAST or not first or not counts or not (prefix.strip() or sign.strip()):
            continue
        if any(map(str.isalpha, prefix)) and not _ASKS.fullmatch(prefix):
            is_first = not bisect_left(with_options, first_line)
            if not sign.strip() or len(group) < _LEAST_NAMED or not is_first:
                continue
        ends = [bisect_left(with_options, at) for at in (*(at for at, _, _ in group), len(lines))]
        options = [below - above for above, below in pairwise(ends)]
        essays = options.count(0)  # an essay among them has no options
        if _PART.match(prefix) or not set(options) <= {0, 1} or essays * _FEW > len(options):
            continue
        around = prefix.strip() if prefix.strip() in ("*", "_", "**", "__") else ""
        for at, number, text in group:
            put[at] = f"{number}. {text.removesuffix(around) if around else text}"
        if first_line in romans:
            last = group[-1][0]
            put = [_keys(line, below=at > last) for at, line in enumerate(put)]
    return put


def _keys(line: str, *, below: bool) -> str:
    """`I. C  II. B`, answers to questions that had such numbers, as `1. C  2. B`; any other line as it is.

    Not `below` the last question it may be a statement of one, unless its label says that these are the answers.
    """
    listed = _LISTED.fullmatch(line) if len(line) <= _LONGEST else None
    if listed is None:
        return line
    label = line[: listed.start("list")]
    if not below and not (len(_ENTRY.findall(listed["list"])) >= _LEAST and names_keys(label.strip().rstrip(":"))):
        return line
    return label + _ENTRY.sub(lambda one: f"{_ROMAN.get(one[1], 0)}. {one[2]}  ", listed["list"])
