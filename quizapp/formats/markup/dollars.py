r"""TeX between dollars: where it begins and ends, and what it says, for the pages and for the files of other programs.

Within it Markdown means nothing: `$2\%$` is the TeX `2\%` wherever it goes. A backslash that an importer put before a
sign of Markdown is taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_FORMULA = re.compile(r"\$\$(?P<apart>[^$]+?)\$\$|\$(?P<within>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\w)", re.S)
_TEX = re.compile(r"[\\^_]")
_BARE = re.compile(r"[A-Za-z]'?(?:\s*[-+=*/<>]\s*(?:[A-Za-z]'?|\d+(?:\.\d+)?))*")
"""Formulas without any TeX: x, a+b, n = 3. Between single dollars everything else is taken for money."""

_ESCAPED_SIGN = re.compile(r"\\\\(?=[%{},;:!|#&]|\\[*_])")
"""The backslash of `\\%`, `\\{` or `\\,`, which an importer escapes; to begin a new line before these means nothing."""

_ESCAPED_MARK = re.compile(r"\\([*_`<\[~])")


@dataclass(frozen=True, slots=True)
class Dollars:
    """A formula in a text: its TeX, whether it stands on a line of its own, and where it ends."""

    tex: str
    apart: bool
    end: int

    def __str__(self) -> str:
        return f"$${self.tex}$$" if self.apart else f"${self.tex}$"


def formula_at(text: str, at: int, end: int) -> Dollars | None:
    """The formula whose first dollar stands there; None for money."""
    if text[at] != "$" or (at and text[at - 1].isalnum()):
        return None
    found = _FORMULA.match(text, at, end)
    if found is None:
        return None
    if apart := found["apart"]:
        return Dollars(_said(apart), True, found.end())
    within = found["within"]
    return Dollars(_said(within), False, found.end()) if _TEX.search(within) or _BARE.fullmatch(within) else None


def _said(typed: str) -> str:
    return _ESCAPED_MARK.sub(r"\1", _ESCAPED_SIGN.sub(r"\\", typed))


def keep_formulas(markdown: MarkdownIt) -> None:
    """Have Markdown leave TeX between dollars as it is."""
    markdown.inline.ruler.before("escape", "formula", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    found = formula_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = str(found)
    state.pos = found.end
    return True
