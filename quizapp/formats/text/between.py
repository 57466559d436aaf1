"""Questions without numbers that stand right below the last option of another one, with no blank line between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.text.lines import BEFORE, BEHIND, BOXED, BULLET, NUMBER
from quizapp.formats.text.reasons import is_part
from quizapp.formats.text.sentences import named

_LEAST = 2
"""Options above the line, and below it."""

_MOST = 3
"""Lines of such a question."""

_TAIL = 60
"""Characters in which a mark behind an option stands."""

_LONGEST = 500


def parted(lines: Sequence[str]) -> list[str]:
    """The same lines with `Question:` before one between bullets or boxes that can be no part of an option.

    An option that was broken goes on indented, with a small letter, or where its next word had no room. The line must
    ask, or have a mark above it and another below: else it may be a remark among the options of one question. Where it
    does both, the room does not matter.
    """
    put = list(lines)
    bare = [line.strip() if len(line) < _LONGEST else "" for line in lines]
    if any(map(NUMBER.fullmatch, bare)):
        return put  # the numbers part them
    options = [bool(BULLET.fullmatch(line) or BOXED.fullmatch(line)) for line in bare]
    widest = max(map(len, bare), default=0)
    runs = _runs(options)
    for (first, at), (end, last) in pairwise(runs):
        while at < end and named(bare[at])[0]:
            at += 1  # tells the key of the options above
        between = bare[at:end]
        if min(at - first, last - end) < _LEAST or not 0 < len(between) <= _MOST or not all(between):
            continue
        if any(map(is_part, between)) or any(map(_is_marked, between)):
            continue
        both = any(map(_is_marked, bare[first:at])) and any(map(_is_marked, bare[end:last]))
        asks = between[-1].endswith(("?", ":", "？"))
        if (both or asks) and _begins(lines[at - 1], lines[at], 0 if both and asks else widest):
            put[at] = f"Question: {bare[at]}"
    return put


def _runs(options: Sequence[bool]) -> list[tuple[int, int]]:
    """The first line of each run of options, and the line behind its last."""
    edges = [at for at, (above, here) in enumerate(pairwise([False, *options, False])) if above != here]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _begins(above: str, line: str, widest: int) -> bool:
    """Whether a line below an option does not go on with it; lines end at the widest one, or anywhere if it is 0."""
    text = line.strip()
    indented = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
    has_room = not widest or len(f"{above.strip()} {text.split()[0]}") < widest
    return not indented and not text[0].islower() and (has_room or BEHIND.fullmatch(above.strip()[-_TAIL:]) is not None)


def _is_marked(line: str) -> bool:
    """Whether a mark stands behind an option, in its box or before its words."""
    box, bullet = BOXED.fullmatch(line), BULLET.fullmatch(line)
    sign = (box[1] or box[2] or box[3] or "") if box else ""
    text = bullet[2] if bullet else line
    return sign.strip(" ☐□○") != "" or bool(BEFORE.match(text) or BEHIND.fullmatch(text[-_TAIL:]))
