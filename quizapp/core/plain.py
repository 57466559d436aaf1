"""Plain text as Markdown: what came out of an article must look as it did there, whatever characters it has."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,30};)|~(?=~)")
_AT_START = re.compile(r"(?m)^(\s*)([-+#>](?=\s|$)|#{1,6}(?=\s)|\d{1,9}[.)](?=\s)|={2,}\s*$|-{2,}\s*$)")


def as_markdown(text: str) -> str:
    r"""Markdown that shows exactly this text.

    >>> as_markdown("f(x) = 2*x*y_1")
    'f(x) = 2\\*x\\*y_1'
    >>> as_markdown("1. March")
    '1\\. March'
    """
    text = _INLINE.sub(lambda found: "\\" + found[0], text)
    return _AT_START.sub(lambda found: found[1] + found[2][:-1] + "\\" + found[2][-1:], text)
