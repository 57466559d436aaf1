"""HTML as a stream of texts and tags, in one pass whose time grows with its length.

The standard library's parser takes quadratic time on some broken input, and what looks like a tag but is none
(`List<String>`, `a<b`) would vanish; here it stays text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]*)")
_PLAIN = re.compile(r"[^\"'<>]*")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/<]{1,60})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?""")

MATH = {"math", "mrow", "mi", "mo", "mn", "msup", "msub", "mfrac", "msqrt", "mroot", "mtext", "mspace", "mstyle"} | {
    *(
        "semantics",
        "annotation",
        "mtable",
        "mtr",
        "mtd",
        "msubsup",
        "mover",
        "munder",
        "munderover",
        "mfenced",
        "mphantom",
        "mpadded",
    )
}
KNOWN = {
    *("p", "div", "span", "br", "b", "strong", "i", "em", "cite", "dfn", "var", "u", "ins", "s", "del", "strike"),
    *("code", "tt", "kbd", "samp", "pre", "a", "img", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
    *("col", "colgroup", "sup", "sub", "font", "big", "small", "center", "nobr", "mark", "abbr", "acronym", "address"),
    *("html", "head", "body", "title", "meta", "link", "base", "article", "section", "header", "footer", "main"),
    *("aside", "nav", "figure", "figcaption", "details", "summary", "time", "label", "wbr", "bdo", "bdi", "ruby", "rt"),
    *("script", "style", "iframe", "object", "embed", "param", "audio", "video", "source", "track", "form", "input"),
    *("button", "select", "option", "textarea", "fieldset", "legend", "svg", "path", "canvas", "map", "area"),
    *("noscript", "template", "marquee", "blink", "applet", "frame", "frameset", "picture", "rp", "tex", "o:p"),
    *("data", "output", "progress", "meter", "dialog", "slot", "menu", "hgroup", "search"),
} | MATH
VOID = {"br", "img", "hr", "input", "meta", "link", "base", "col", "area", "source", "track", "param", "embed", "wbr"}


@dataclass(slots=True)
class Event:
    """A piece of HTML: `text` (entities read), `start` or `end` of a tag; `raw` is how it was written."""

    kind: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    raw: str = ""


def events(source: str) -> Iterator[Event]:
    at, size = 0, len(source)
    no_comment_end = False
    start = 0  # of text not yet given out
    while at < size:
        at = source.find("<", at)
        if at < 0:
            break
        follow = source[at + 1 : at + 2]
        end = -1
        if source.startswith("<!--", at):
            end = -1 if no_comment_end else source.find("-->", at + 4)
            no_comment_end = no_comment_end or end < 0
            kind, length = "comment", 3
        elif source.startswith("<![CDATA[", at):
            end = source.find("]]>", at, at + 65_536)
            kind, length = "cdata", 3
        elif follow == "!" or follow == "?":
            end = source.find(">", at, at + 2_000)
            kind, length = "comment", 1
        else:
            name = _NAME.match(source, at + 1)
            if name is not None and (name[1].lower() in KNOWN or ":" in name[1]):
                end = _tag_end(source, name.end())
            kind, length = "tag", 1
        if end < 0:
            at += 1
            continue
        if start < at:
            yield Event("text", html.unescape(source[start:at]), raw=source[start:at])
        raw = source[at : end + length]
        if kind == "cdata":
            yield Event("text", raw[9:-3], raw=raw)
        elif kind == "tag":
            yield from _tag(raw)
        at = start = end + length
    if start < size:
        yield Event("text", html.unescape(source[start:]), raw=source[start:])


def _tag_end(source: str, at: int) -> int:
    """Where the `>` of a tag stands; -1 where another `<` or the end comes first."""
    while True:
        found = _PLAIN.match(source, at)
        at = found.end() if found else at
        sign = source[at : at + 1]
        if sign == ">":
            return at
        if sign not in ("'", '"'):
            return -1
        if source[max(0, at - 3) : at].rstrip().endswith("="):
            close = source.find(sign, at + 1)
            if close < 0:
                return -1
            at = close
        at += 1


def _tag(raw: str) -> Iterator[Event]:
    closing = raw.startswith("</")
    name = _NAME.match(raw, 1)
    tag = name[1].lower() if name else ""
    if tag.startswith(("m:", "mml:")):
        tag = tag.partition(":")[2]
    if closing:
        yield Event("end", tag, raw=raw)
        return
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(raw, name.end() if name else 1, len(raw) - 1):
        value = found[2] if found[2] is not None else found[3] if found[3] is not None else found[4] or ""
        attributes.setdefault(found[1].lower(), html.unescape(value))
    yield Event("start", tag, attributes, raw)
    if raw.endswith("/>") and tag not in VOID:
        yield Event("end", tag, raw="")
