"""Bullets before options, of all sorts that word processors and pages have, as `•`; the one that differs as a mark.

A sign is a bullet where lines that follow each other begin with it. Each line stays where it is, so that line numbers
mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text.lines import NUMBER

_PRIVATE = {
    **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf075\uf0e8\uf02d\uf0be", "•"),
    **dict.fromkeys("\uf0a8\uf06f\uf071\uf0a1\uf09f\uf0a3", "☐"),
    **dict.fromkeys("\uf0fe\uf052", "☑"),
    **dict.fromkeys("\uf0fd\uf053", "☒"),
    **dict.fromkeys("\uf0fc\uf050", "✓"),
    **dict.fromkeys("\uf0fb\uf04f", "✗"),
}
"""Signs of the symbol fonts of word processors, as they are copied at the beginning or the end of a line."""

_COPIED = re.compile(r"\A[ \t]*([\uf020-\uf0ff])\s*|[ \t]+([\uf020-\uf0ff])[ \t]*\Z")

_BULLET = re.compile(
    r"[ \t]*([·‣⁃∙➢➣➤❖◆◇✦❑❒🔘»›▸▹▷▶▪▫◾◽●■•◦]|[–—-](?=[ \t])|o(?=[ \t])|O(?=\t|[ ]{2}))\ufe0f?[ \t]*(?=\S)"
)
_HOLLOW = re.compile(r"\A[ \t]*[⬜◻◽🔲◯⚪☐□]\ufe0f?[ \t]*(?=\S)")
_FILLED = re.compile(r"\A[ \t]*(?:[⊠⦿◉🗹🗷]\ufe0f?|[(\[][•●■][)\]])[ \t]*(?=\S)")
_CHECKED = re.compile(r"\A[ \t]*[✅⬛◼🔳⚫]\ufe0f?[ \t]*(?=\S)")
_BEFORE_BOX = r"\A([ \t]*(?:[-*+•][ \t]*|\(?[A-Za-z][).][ \t]*)?)"
_TICKS_AND_CROSSES = tuple(
    (re.compile(rf"{_BEFORE_BOX}(?:{tick})"), re.compile(rf"{_BEFORE_BOX}(?:{cross})(?=[ \t])"))
    for tick, cross in (("[☑🗹]", "[☒⊠🗷]\ufe0f?"), (r"[\[(][✓✔√][\])]", r"[\[(][xX✗✘][\])]"))
)
"""Boxes of one sort: where some have ticks, those with crosses are wrong."""

_BOX = re.compile(r"[☐☑☒□◯🗹🗷⬜]\ufe0f?|\[[ xX✓✔]?\]")
_BOX_BEHIND = re.compile(rf"{_BEFORE_BOX[2:]}(\S.*?)(?:[ \t]+|(?<=\S)(?=[☐☑☒□]))({_BOX.pattern})[ \t]*")
_OF_CODE = frozenset({"[]", "[x]", "[X]"})
"""Alone among their like they may belong to the options: `int []` and `char []`, `Z [x]` and `R [x]`."""

_CORNERED = "▲△▼◆◇♦⬥🔺🔷🔶"
_SHAPE = re.compile(rf"[ \t]*([{_CORNERED}●○■□⬤◼🔴🔵🟡🟢🟩🟨🟦🟥])\ufe0f?[ \t]+(?=\S)")

_EMPTY = frozenset("○◯◌□▢☐")
"""Full signs are no bullets where such stand too."""

_ODD = re.compile(r"[ \t]*(→|➔|➜|⇒|->|-->|=>|\+|★|⭐\ufe0f?)[ \t]+(?=\S)")
"""May mark the option before which it stands in the place of a bullet."""

_OTHERWISE = re.compile(r"[ \t]*(?:\(?\*?[A-Za-z][).]|\[[ xX]?\]|[☐☑•*])[ \t]")
"""Options of another sort."""

_LEAST = 2
_LEAST_ODD = 3
"""Lines of a run in which one that differs is no heading of the others."""
_LONGEST = 500


def bulleted(lines: Sequence[str]) -> list[str]:
    """The same lines with `• ` for such bullets, and `✓ ` for a sign that one option of every question has instead."""
    put = _signed(_boxed(_shapes([_COPIED.sub(_usual, line) for line in lines])))
    empty = any(sign in line for line in put for sign in _EMPTY)
    odd: list[tuple[str, bool, bool]] = []
    marked: list[int] = []
    runs = _runs(put)
    for run in runs:
        found = {at: one for at in run if (one := _BULLET.match(put[at]))}
        strange = [at for at in run if at not in found]
        if len(run) >= _LEAST_ODD and len(strange) == 1 and (one := _ODD.match(put[strange[0]])):
            apart = not "".join(put[run[0] - 1 : run[0]]).strip()
            odd.append((one[1], strange == run[:1] and apart, strange == run[-1:]))
            marked += strange
        sign = next(iter(found.values()))[1]
        is_full = sign in "●■" and empty
        if sign in "•◦–—-" or is_full or (sign == "o" and not _are_rings([put[at] for at in found])):
            continue
        for at, one in found.items():
            put[at] = f"• {put[at][one.end() :]}"
    signs, first, last = ({one[place] for one in odd} for place in range(3))
    # always first, with nothing above, it may be the question, always last the answer or its reason
    if len(odd) == len(runs) >= _LEAST and len(signs) == 1 and first != {True} and last != {True}:
        for at in marked:
            put[at] = _ODD.sub("✓ ", put[at], count=1)
    return put


def _shapes(lines: Sequence[str]) -> list[str]:
    """`▲ 1/3`, `◆ 1/5`, `● 1/2`, `■ 1/8`, the shapes of a game, as bullets: a full ring marks nothing there."""
    put = list(lines)
    run: list[tuple[int, re.Match[str]]] = []
    for at, line in enumerate([*lines, ""]):
        if found := _SHAPE.match(line) if len(line) < _LONGEST else None:
            run.append((at, found))
            continue
        signs = {one[1] for _, one in run}
        if _LEAST <= len(run) == len(signs) and signs & set(_CORNERED):
            for place, one in run:
                put[place] = f"• {lines[place][one.end() :]}"
        run = []
    return put


def _boxed(lines: Sequence[str]) -> list[str]:
    """Boxes and rings as `☐ ` and `☑ `; a tick on a square of its own is one of them among empty ones."""
    lines = _turned(lines)
    for tick, cross in _TICKS_AND_CROSSES:
        if any(map(tick.match, lines)):
            lines = [cross.sub(r"\1☐", line, count=1) for line in lines]
    empty = any(_HOLLOW.match(line) for line in lines)
    put = [_HOLLOW.sub("☐ ", _FILLED.sub("☑ ", line, count=1), count=1) for line in lines]
    return [_CHECKED.sub("☑ ", line, count=1) for line in put] if empty else put


def _turned(lines: Sequence[str]) -> list[str]:
    """`tar  ☐`, `b) oil  ☑` below each other with the box in front."""
    put = list(lines)
    run: list[tuple[int, re.Match[str]]] = []
    for at, line in enumerate([*lines, ""]):
        found = _BOX_BEHIND.fullmatch(line) if len(line) < _LONGEST else None
        if found and not _BOX.search(found[2]) and not NUMBER.fullmatch(line.strip()):
            run.append((at, found))
            continue
        boxes = {one[3] for _, one in run}
        if len(run) >= _LEAST and (len(boxes) > 1 or not boxes & _OF_CODE):
            for place, one in run:
                put[place] = f"{one[1]}{one[3]} {one[2]}"
        run = []
    return put


def _signed(lines: Sequence[str]) -> list[str]:
    """`+ right` and `- wrong`, or `= right` and `~ wrong`, where all options of all questions have one of the two."""
    for signs in ("+-", "=~"):
        right, wrong = map(re.escape, signs)
        shape = re.compile(rf"[ \t]*({right}|{wrong})[ \t]*(?=[^\W\d_]|[ \t][^\s])")
        found = {at: one[1] for at, line in enumerate(lines) if (one := shape.match(line[:_LONGEST]))}
        blocks: list[set[str]] = []
        for at, sign in found.items():
            if at - 1 not in found:
                blocks.append(set())
            blocks[-1].add(sign)
        if len(blocks) < _LEAST or any(block != set(signs) for block in blocks):
            continue
        first = [at for at in found if at - 1 not in found]
        stems = all(found[at] == signs[0] and not "".join(lines[at - 1 : at]).strip() for at in first)
        if stems or any(_OTHERWISE.match(line) for line in lines):
            continue  # the questions themselves, what is good and bad about something, words for right and wrong
        return [
            shape.sub("✓ " if found[at] == signs[0] else "• ", line, count=1) if at in found else line
            for at, line in enumerate(lines)
        ]
    return list(lines)


def _usual(found: re.Match[str]) -> str:
    sign = _PRIVATE.get(found[1] or found[2])
    return found[0] if sign is None else f"{sign} " if found[1] else f" {sign}"


def _runs(lines: Sequence[str]) -> list[list[int]]:
    """Lines that follow each other and begin with one bullet, up to one of them with a sign that may be a mark."""
    runs: list[list[int]] = []
    run: list[int] = []
    sign = ""
    for at, line in enumerate([*lines, ""]):
        one = _BULLET.match(line) if len(line) < _LONGEST else None
        differs = one is None and len(line) < _LONGEST and _ODD.match(line) is not None
        if one and sign in ("", one[1]):
            sign = one[1]
            run.append(at)
            continue
        if differs:
            run.append(at)
            continue
        if sign and len(run) >= _LEAST:
            runs.append(run)
        run, sign = ([at], one[1]) if one else ([], "")
    return runs


def _are_rings(lines: Sequence[str]) -> bool:
    """Whether the letter o is a bullet: before a tab, a capital or a figure, or before each of three lines."""
    sure = all(re.match(r"[ \t]*o(?:\t|[ ]+[^\w\s]*[A-Z\d])", line) for line in lines)
    return sure or len(lines) >= _LEAST_ODD
