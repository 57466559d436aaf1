"""Signs of roots in a pasted list, `a) √ 2`: held out of the way while lines are read, so that none is a tick."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from quizapp.formats.marks.roots import ROOT, roots
from quizapp.formats.report import Ledger
from quizapp.formats.text.lines import NUMBER

_OPTION = re.compile(r"[ \t]*(\*?)(√?)[ \t]*[(\[]?([A-Za-z])[).\]:][ \t]+(\S.*)")
_LONGEST = 500
_BULLET = re.compile(r"[ \t]*(?:[-•*+◦▪–]|√)[ \t]")


def held(lines: Sequence[str]) -> list[str]:
    """The same lines with another sign for √ in questions where it is that of a root."""
    lines = [line.replace(ROOT, "") for line in lines]
    if not any("√" in line for line in lines):
        return lines
    starts, lettered = _starts(lines)
    texts = [
        [_text(line, lettered=lettered) for line in lines[start:end]]
        for start, end in pairwise([*starts, len(lines)])
    ]
    for start, end, is_root in zip(starts, [*starts[1:], len(lines)], roots(texts), strict=True):
        if is_root:
            lines[start:end] = [line.replace("√", ROOT) for line in lines[start:end]]
    return lines


def _starts(lines: Sequence[str]) -> tuple[list[int], bool]:
    """Where the questions begin, or their options where these have letters, as is said beside."""
    found = [at for at, line in enumerate(lines) if (one := _OPTION.match(line)) and one[3] in "aA"]
    if found:
        return found, True
    numbers = [at for at, line in enumerate(lines) if len(line) < _LONGEST and NUMBER.fullmatch(line.strip())]
    if len(numbers) > 1:
        return numbers, False
    breaks = [at + 1 for at, line in enumerate(lines[:-1]) if not line.strip() and lines[at + 1].strip()]
    return [0, *(at for at in breaks if not _BULLET.match(lines[at]))], False


def _text(line: str, *, lettered: bool) -> str:
    """The text of an option with the tick before its letter or itself; nothing for other lines."""
    option = _OPTION.match(line)
    if lettered:
        return f"{option[2]} {option[3]}) {option[4]}" if option and option[2] else option[4] if option else ""
    return re.sub(r"\A[ \t]*[-•*+◦▪–][ \t]+", "", line)


def shown(put: Callable[[str], str]) -> Callable[[str], str]:
    """What makes Markdown of a text, with the sign of the root in it."""
    return lambda text: put(text.replace(ROOT, "√"))


def told(ledger: Ledger) -> Ledger:
    """The ledger with the sign in what is skipped."""
    ledger.skipped = [
        replace(one, what=one.what.replace(ROOT, "√"), excerpt=one.excerpt.replace(ROOT, "√"))
        for one in ledger.skipped
    ]
    return ledger
