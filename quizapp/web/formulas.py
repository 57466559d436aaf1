"""TeX in the text of a question as MathML, which every browser shows without a script.

The converter's output is never trusted: it is read as XML, and only elements and attributes of FORMULA_TAGS are
written anew. Whatever does not come out as that stays the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from quizapp.formats.markup.dollars import formula_at

_ROWS = ("mrow", "msqrt", "mtable", "mtr", "mtd", "mphantom", "mpadded")
_SCRIPTS = ("msup", "msub", "msubsup", "mroot", "mover", "munder", "munderover", "mi", "mn", "mtext")
FORMULA_TAGS: Mapping[str, frozenset[str]] = {
    **{tag: frozenset[str]() for tag in (*_ROWS, *_SCRIPTS)},
    "math": frozenset({"display"}),
    "mo": frozenset({"stretchy"}),
    "mfrac": frozenset({"linethickness"}),
    "mspace": frozenset({"width"}),
}
"""Element → the attributes it may have."""

_VALUE = re.compile(r"[a-z0-9.]{1,12}")
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
LONGEST = 1_000

_CARRIED = re.compile(r"\\\\\((?P<carried>.+?)\\\\\)|\\\\\\?\[(?P<apart>.+?)\\\\\\?\]", re.S)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def use_formulas(markdown: MarkdownIt) -> None:
    """Have Markdown read `$x^2$`, `$$x^2$$`, and `\\\\(x^2\\\\)`, as which other programs' formulas come in."""
    markdown.inline.ruler.before("escape", "formula", _rule)
    markdown.add_render_rule("formula", lambda self, tokens, at, options, env: str(tokens[at].content))


def _rule(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if state.src[at] not in "$\\" or (at and state.src[at - 1].isalnum()):
        return False
    if found := formula_at(state.src, at, state.posMax):
        made, end = mathml(found.tex, found.apart), found.end
    elif carried := _CARRIED.match(state.src, at, state.posMax):
        # what came in was text, so Markdown's characters are escaped
        tex = _ESCAPED.sub(r"\1", carried["carried"] or carried["apart"])
        made, end = mathml(tex, carried["apart"] is not None), carried.end()
    else:
        return False
    if not made and not found:
        return False
    if not silent:
        token = state.push("formula" if made else "text", "", 0)
        token.content = made or str(found)
    state.pos = end
    return True


@lru_cache(maxsize=4_000)
def mathml(tex: str, apart: bool) -> str:
    """The formula as MathML of FORMULA_TAGS alone; empty for what is none."""
    if not tex.strip() or len(tex) > LONGEST:
        return ""
    from latex2mathml.converter import convert

    try:  # no entities can be declared in what begins with `<math`
        made = _clean(fromstring(convert(tex.strip(), display="block" if apart else "inline")))
    except ParseError:
        return ""
    except Exception:  # the converter raises whatever its reading of the TeX runs into, RecursionError too
        return ""
    return "" if made is None else tostring(made, encoding="unicode")


def _clean(read: Element) -> Element | None:
    """The element written anew; None if anything in it is not allowed or was not understood."""
    tag = read.tag.removeprefix(_NAMESPACE)
    if tag == "mstyle":  # sizes and colours go, what they are of stays
        tag = "mrow"
    if tag not in FORMULA_TAGS or "\\" in (read.text or "") or (read.tail or "").strip():
        return None
    own = Element(tag, {n: v for n, v in read.attrib.items() if n in FORMULA_TAGS[tag] and _VALUE.fullmatch(v)})
    own.text = read.text
    for child in read:
        made = _clean(child)
        if made is None:
            return None
        own.append(made)
    return own
