"""Code between fences in a pasted list: held out of the way while lines are read, so that none of it is a mark or key.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from quizapp.formats.text.draft import Draft
from quizapp.formats.text.lines import listing

_FENCE = re.compile(r"[ \t]*(`{3,})[\w+#-]{0,20}[ \t]*")
_OPTION = re.compile(r"[ \t]*(?:[*(]{0,2}[A-Ea-e][).]|[-*+]?[ ]?\[[ xX]\])[ \t]+\S")
_LONGEST = 100
"""Lines of code in a question, and more."""

_SIGN = "\ue006"
_HELD = re.compile(f"{_SIGN}(\\d{{1,7}})-(\\d{{1,7}}){_SIGN}")


def held(lines: Sequence[str]) -> list[str]:
    """The same lines with one sign for each block of code, and nothing in the lines below it."""
    put = [line.replace(_SIGN, "") for line in lines]
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if "```" in line and not (bare := line.strip()).strip("`"):
            ends.setdefault(bare, []).append(number)
    at = 0
    while at < len(lines):
        opened = _FENCE.fullmatch(lines[at])
        below = ends.get(opened[1], []) if opened else []
        end = next(iter(below[bisect(below, at) : bisect(below, at) + 1]), 0)
        end = end if end - at < _LONGEST else 0
        inside = lines[at + 1 : end]
        if any(listing(line.strip()) for line in inside) or len([*filter(_OPTION.match, inside)]) > 1:
            put[at] = put[end] = ""  # questions or their keys, and no code
        elif end:
            put[at : end + 1] = [f"{_SIGN}{at}-{end}{_SIGN}", *[""] * (end - at)]
        at = max(end, at) + 1
    return put


def released(draft: Draft, lines: Sequence[str]) -> Draft:
    """The question with the code of its texts, without the indentation of the fence."""

    def code(found: re.Match[str]) -> str:
        first, *others = lines[int(found[1]) : int(found[2]) + 1]
        indent = len(first) - len(first.lstrip(" \t"))
        return "\n".join(
            [first.lstrip(" \t"), *(line[min(indent, len(line) - len(line.lstrip())) :] for line in others)]
        )

    def put(text: str) -> str:
        return _HELD.sub(code, text) if _SIGN in text else text

    draft.stem, draft.explanation = list(map(put, draft.stem)), list(map(put, draft.explanation))
    draft.options = list(map(put, draft.options))
    return draft
