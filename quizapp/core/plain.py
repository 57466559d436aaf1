"""Plain text as Markdown: what came out of an article must look as it did there, whatever characters it has."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*\[\]<]|(?<!\w)_+|_+(?!\w)|&(?=#?\w{1,30};)|~(?=~)")
_AT_START = re.compile(r"(?m)^(\s*)([-+#>](?=\s|$)|#{1,6}(?=\s)|\d{1,9}[.)](?=\s)|={2,}\s*$|-{2,}\s*$)")

_NAME = r"(?<=[ “])\[[A-Z][^\[\]\\`*<&~_\n]*\](?![(\[:])"
_GAP = r"(?<=[ “])_{2,}(?=[ ,.;”])"


def as_markdown(text: str) -> str:
    r"""Markdown that shows exactly this text.

    A name in square brackets and a single gap mean nothing in Markdown and stay readable where somebody edits them.

    >>> as_markdown("f(x) = 2*x*y_1")
    'f(x) = 2\\*x\\*y_1'
    >>> as_markdown("1. March")
    '1\\. March'
    """
    alone = len(re.findall("_+", text)) == 1  # two gaps might be the two ends of an emphasis
    parts = re.split(f"({_NAME}|{_GAP})" if alone else f"({_NAME})", text)
    parts[::2] = [_INLINE.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), part) for part in parts[::2]]
    text = "".join(parts)
    return _AT_START.sub(lambda found: found[1] + found[2][:-1] + "\\" + found[2][-1:], text)
