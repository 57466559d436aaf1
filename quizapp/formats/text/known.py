"""The shapes of lists that are put as the reader knows them, in the order in which that is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.text import blocks, edx, key_columns, key_grid, mailed, page_heads, printed
from quizapp.formats.text.abreast import apart, bold_abreast
from quizapp.formats.text.bank_labels import labelled_aside
from quizapp.formats.text.between import parted
from quizapp.formats.text.bullets import bulleted
from quizapp.formats.text.copied import plain
from quizapp.formats.text.numbered import dotted, numbered
from quizapp.formats.text.platforms import unpaged
from quizapp.formats.text.rows import lettered_rows
from quizapp.formats.text.shapes import familiar
from quizapp.formats.text.stem_keys import keyed_stems
from quizapp.formats.text.tabbed import untabbed
from quizapp.formats.text.wrapped import unbroken

_SHAPES = (
    edx.unframed,
    mailed.unquoted,
    page_heads.without_heads,
    lettered_rows,
    keyed_stems,
    bold_abreast,
    unbroken,
    bulleted,
    unpaged,
    apart,
    dotted,
    numbered,
    key_grid.ungridded,
    untabbed,
    plain,
    key_columns.in_numbers,
    printed.spaced,
    familiar,
    labelled_aside,
    blocks.counted,
    parted,
)


_LONGEST_GAP = 200
"""Blanks in a row. Nobody means more of them, and looking behind each of 60,000 takes minutes."""

_NO_BREAK = re.compile(r"(?m)^[ \t]*\xa0[ \t\xa0]*|[ \t]+\xa0[ \t\xa0]*|\xa0{2,}[ \t\xa0]*|\xa0[ \t]+")
"""Blanks that a word processor put before or between the parts of a line; one alone may hold `10 km` together."""

_BOX_RULE = re.compile(r"(?m)^[ \t]*(?:\+(?:[-=]+\+)+|[┌├└][─┬┼┴]+[┐┤┘])[ \t]*$")
"""The lines between the rows of a table drawn with signs."""

_IN_A_BOX = "[\U0001f130-\U0001f139\U0001f150-\U0001f159\U0001f170-\U0001f179]"
_BOXED = re.compile(
    rf"(?m)^([ \t>*-]*)({_IN_A_BOX})\ufe0f?[ \t]*[).:]?[ \t]*(?=\S)|(?<=:)([ \t*]*)({_IN_A_BOX})\ufe0f?(?=\W*$)"
)
"""`🅰️ tar`, `🅱️ oil`, and such a letter alone behind `Answer:`."""


def lines_of(text: str) -> list[str]:
    """The lines of a text, with plain blanks between their parts and none behind them."""
    if " " * _LONGEST_GAP in text.replace("\t", " "):
        text = re.sub(r"[ \t]+", lambda run: run[0][:_LONGEST_GAP], text)
    text = _NO_BREAK.sub(lambda run: " " * len(run[0]), text.removeprefix("\ufeff"))
    text = _BOX_RULE.sub("", text).replace("│", "|")
    text = _BOXED.sub(_unboxed, text)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while all(line.startswith(">") for line in lines if line) and any(lines):
        lines = [line.removeprefix(">").removeprefix(" ") for line in lines]  # a message that was quoted
    return lines


def _unboxed(found: re.Match[str]) -> str:
    letter = chr(ord("A") + (ord(found[2] or found[4]) - 0x1F130) % 0x20)
    return f"{found[3]}{letter}" if found[4] else f"{found[1]}{letter}) "


def as_known(lines: Sequence[str]) -> list[str]:
    """The same lines, each in its place, as the reader knows them."""
    put = list(lines)
    for shape in _SHAPES:
        put = shape(put)
    return put
