"""Code without a fence in a stem: its lines keep their indentation, which in Python is part of what they say."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.formats.text.draft import Draft

_OPENS = (":", "{", "(", "[")
"""Ends a line that has a block below it."""
_BLANK = "\N{NO-BREAK SPACE}"
"""Plain blanks at the beginning of a line are not shown."""
_MOST = 100


def indented(draft: Draft, lines: Sequence[str]) -> Draft:
    """The question with the blanks before the lines of its code, if a block of it stands right of its head."""
    below = [line.expandtabs(4) for line in lines[draft.line : draft.line + _MOST] if line.strip()]
    asked = _bare(draft.stem[1:])
    starts = (0, 1)  # the words may stand below the number
    code = next((found for at in starts if _bare(found := below[at : at + len(asked)]) == asked), None)
    if code is None:
        return draft  # a line was read otherwise than it was written
    depths = [len(line) - len(line.lstrip()) for line in code]
    blocks = [
        line.rstrip().endswith(_OPENS) and depth < inner
        for line, depth, inner in zip(code, depths, depths[1:], strict=False)
    ]
    if any(blocks):
        least = min(depths)
        draft.stem[1:] = [_BLANK * (depth - least) + line for line, depth in zip(asked, depths, strict=True)]
    return draft


def _bare(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines]
