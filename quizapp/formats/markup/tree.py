"""Formatted text as values, between HTML and Markdown: blocks of inlines, no more than a question needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SPACE = " \t\n\r\f"
_RUN = re.compile(r"[ \t\n\r\f]+")

MARKS = ("strong", "emph", "strike", "link")


@dataclass(slots=True)
class Inline:
    """`text`, `code`, `image` (text is the alternative text), `break`, or a mark around `children`."""

    kind: str
    text: str = ""
    target: str = ""
    children: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """`p`, `heading`, `code`, `rule`, `quote`, `list`, `item` or `table` (`rows` of cells of inlines).

    `number` is the level of a heading, or where an ordered list starts (-1 for one with bullets).
    """

    kind: str
    inlines: list[Inline] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[list[list[Inline]]] = field(default_factory=list)
    text: str = ""
    number: int = -1


def tidy(inlines: list[Inline], *, newline: str = "\n") -> list[Inline]:
    """Inlines as Markdown can say them: no white space at the edges of marks and lines, nothing empty, texts merged."""
    flat = _merged(_pulled(inlines))
    out: list[Inline] = []
    for one in flat:
        if one.kind == "text":
            text = _RUN.sub(lambda run: newline if "\n" in run[0] else run[0], one.text)
            if not out or out[-1].kind == "break":
                text = text.lstrip(SPACE if out else SPACE + "\xa0")  # after a break it may indent code
            if text:
                out.append(Inline("text", text))
        elif one.kind == "break":
            _trim_end(out)
            if out:
                out.append(one)
        else:
            out.append(one)
    while out and out[-1].kind == "break":
        out.pop()
    _trim_end(out)
    return out


def paragraphs(inlines: list[Inline]) -> list[list[Inline]]:
    """Tidy inlines, parted where two line breaks or more stand together: no paragraph of Markdown has an empty line."""
    out: list[list[Inline]] = [[]]
    for one in inlines:
        if one.kind in MARKS:
            first, *rest = paragraphs(one.children) or [[]]
            out[-1].append(Inline(one.kind, target=one.target, children=first))
            out += [[Inline(one.kind, target=one.target, children=part)] for part in rest]
        elif one.kind == "break" and out[-1] and out[-1][-1].kind == "break":
            out.append([])
        else:
            out[-1].append(one)
    return [tidied for part in out if (tidied := tidy(part))]


def _trim_end(out: list[Inline]) -> None:
    while out and out[-1].kind == "text":
        out[-1].text = out[-1].text.rstrip(SPACE + "\xa0")
        if out[-1].text:
            return
        out.pop()


def _pulled(inlines: list[Inline], inside: frozenset[str] = frozenset()) -> list[Inline]:
    """Marks without white space at their edges and without themselves inside."""
    out: list[Inline] = []
    for one in inlines:
        if one.kind not in MARKS:
            out.append(one)
            continue
        children = _merged(_pulled(one.children, inside | {one.kind}))
        if one.kind in inside:
            out += children
            continue
        before, children, after = _edges(children)
        out += before
        if children:
            out.append(Inline(one.kind, target=one.target, children=children))
        out += after
    return out


def _edges(children: list[Inline]) -> tuple[list[Inline], list[Inline], list[Inline]]:
    before: list[Inline] = []
    after: list[Inline] = []
    white = SPACE + "\xa0"
    while children and children[0].kind in ("text", "break"):
        first = children[0]
        bare = first.text.lstrip(white) if first.kind == "text" else ""
        if bare:
            if lead := first.text[: len(first.text) - len(bare)]:
                before.append(Inline("text", lead))
                children = [Inline("text", bare), *children[1:]]
            break
        before.append(first)
        children = children[1:]
    while children and children[-1].kind in ("text", "break"):
        last = children[-1]
        bare = last.text.rstrip(white) if last.kind == "text" else ""
        if bare:
            if trail := last.text[len(bare) :]:
                after.insert(0, Inline("text", trail))
                children = [*children[:-1], Inline("text", bare)]
            break
        after.insert(0, last)
        children = children[:-1]
    return before, children, after


def _merged(inlines: list[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for one in inlines:
        if one.kind == "text" and not one.text:
            continue
        if out and one.kind == out[-1].kind == "text":
            out[-1] = Inline("text", out[-1].text + one.text)
        elif out and one.kind in MARKS and one.kind == out[-1].kind and one.target == out[-1].target:
            joined = _merged([*out[-1].children, *one.children])
            out[-1] = Inline(one.kind, target=one.target, children=joined)
        else:
            out.append(one)
    return out


def plain(inlines: list[Inline]) -> str:
    """The visible text."""
    parts = []
    for one in inlines:
        if one.kind == "break":
            parts.append("\n")
        elif one.kind in MARKS:
            parts.append(plain(one.children))
        else:
            parts.append(one.text)
    return "".join(parts)
