"""Texts between our Markdown and what other programs have: HTML, plain text, their own mixtures.

Items hold CommonMark without HTML. On the way in only what such Markdown can say survives: no script, style, form,
frame or remote picture is ever kept, and everything else of the text stays, sign by sign. Backslashes stand
only where the text would otherwise be taken for formatting; the result is rendered and compared before it is used.
A line break within a paragraph is two spaces at the end of a line. Mathematics (`\\(…\\)`, `\\[…\\]`, `$…$`) is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.formats.limits import MAX_TAGS, MAX_TEXT
from quizapp.formats.markup.html import Picture, parse
from quizapp.formats.markup.scan import KNOWN, VOID
from quizapp.formats.markup.tree import Block, Inline, tidy
from quizapp.formats.markup.writer import engine, escape, is_easy, to_markdown

Address = Callable[[str], str]
"""`media/map.png` → the address of that picture in the target; empty leaves the picture out."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>")
_MAY_STAY_OPEN = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "font", "span"))
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

_FENCED = re.compile(r"^(`{3,})[ ]?([\w+#-]{0,20})[^\n`]*\n((?:[^\n]*\n){0,100}?)\1[ \t]*$", re.M)
_MARKED = re.compile(
    r"(?<!`)(`{1,2})(?!`)([^`\n]+)(?<!`)\1(?!`)"
    r"|(?<![\w*])\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?![\w*])|(?<![\w*])\*((?:[^\W\d_]|\()(?:[^*\n]*[^\s*])?)\*(?![\w*])"
)


def from_html(html: str, picture: Picture | None = None) -> tuple[str, tuple[str, ...]]:
    """Markdown for an HTML text, and what did not come along as it was.

    `picture` maps the address of a picture to its name `media/map.png`, or to nothing.
    """
    if is_easy(html) and ">" not in html:
        return html, ()
    if html.count("<") > MAX_TAGS:
        return html[: MAX_TEXT + 1].ljust(MAX_TEXT + 1, "…"), ()  # too long to be taken, so that it costs no time
    blocks, changes = parse(html, picture)
    markdown, flattened = to_markdown(blocks)
    if flattened:
        changes.append("some formatting was left out")
    return markdown, tuple(changes)


def from_plain(text: str) -> str:
    """Markdown that shows a plain text as it is, its line breaks included."""
    return text if is_easy(text) else to_markdown(_paragraphs(text, lambda line: [Inline("text", line)]))[0]


def from_pasted(text: str) -> str:
    """Our Markdown for a text out of a page in Markdown: code and bold or slanted words are that, all else is plain."""
    if is_easy(text):
        return text
    blocks: list[Block] = []
    at = 0
    for fence in _FENCED.finditer(text):
        blocks += _paragraphs(text[at : fence.start()], _marked)
        blocks.append(Block("code", [Inline("text", fence[2])], text=fence[3].removesuffix("\n")))
        at = fence.end()
    return to_markdown([*blocks, *_paragraphs(text[at:], _marked)])[0]


def _paragraphs(text: str, inline: Callable[[str], list[Inline]]) -> list[Block]:
    blocks = []
    for paragraph in re.split(r"\n[ \t\r\f\v]*\n\s*", text.strip("\n").replace("\r\n", "\n").replace("\r", "\n")):
        inlines: list[Inline] = []
        for number, line in enumerate(paragraph.split("\n")):
            inlines += [Inline("break")] if number else []
            bare = line.lstrip(" \t")
            indent = line[: len(line) - len(bare)].expandtabs(4) if number else ""
            inlines += [*([Inline("text", "\xa0" * len(indent))] if indent else []), *inline(bare)]
        if tidied := tidy(inlines):
            blocks.append(Block("p", tidied))
    return blocks


def _marked(line: str) -> list[Inline]:
    inlines: list[Inline] = []
    at = 0
    for found in _MARKED.finditer(line):
        inlines.append(Inline("text", line[at : found.start()]))
        if found[2]:
            inlines.append(Inline("code", found[2]))
        else:
            kind = "strong" if found[3] else "emph"
            inlines.append(Inline(kind, children=[Inline("text", found[3] or found[4])]))
        at = found.end()
    return [*inlines, Inline("text", line[at:])]


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown sort has tags or entities that a browser would read."""
    if "<" in text and any(found[1].lower() in KNOWN for found in _TAG.finditer(text)):
        return True
    return "&" in text and _ENTITY.search(text) is not None


def _names_tags(text: str) -> bool:
    """Whether tags in a text are what it is about, as in a quiz on HTML: some of them never open or never close."""
    depth: dict[str, int] = {}
    for found in _TAG.finditer(text):
        tag = found[1].lower()
        if tag in KNOWN and tag not in VOID and tag not in _MAY_STAY_OPEN and not found[0].endswith("/>"):
            depth[tag] = depth.get(tag, 0) + (-1 if found[0].startswith("</") else 1)
    return any(depth.values())


def from_mixed(text: str, picture: Picture | None = None) -> tuple[str, tuple[str, ...]]:
    """Markdown for a text that may be plain or HTML, as Moodle's "auto-format" is: line ends are line breaks."""
    if not looks_like_html(text) or _names_tags(text):
        return from_plain(text), ()
    if not re.search(r"<(?:p|div|br|pre|ul|ol|table)\b", text, re.I):
        text = text.strip("\n").replace("\n", "<br>")
    return from_html(text, picture)


@lru_cache(maxsize=1)
def _permissive() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": True, "linkify": False, "typographer": False})


def from_markdown(text: str, picture: Picture | None = None) -> tuple[str, tuple[str, ...]]:
    """Our Markdown for Markdown of others, which may hold HTML and pictures from anywhere."""
    text = text.strip("\n").rstrip()
    if not ("![" in text or looks_like_html(text) or "](" in text):
        return text, ()
    return from_html(_permissive().render(text), picture)


def to_html(markdown: str, address: Address | None = None, *, inline: bool = False) -> str:
    """A text as HTML. HTML in it is shown as text. `inline` leaves out the tags of a single paragraph.

    `address` gives the address of each picture; without it pictures keep their names.
    """
    if inline and is_easy(markdown):
        return escape(markdown)
    if len(markdown) < 1_000 and (address is None or "![" not in markdown):
        return _short_html(markdown, inline)
    return _html(markdown, address, inline)


@lru_cache(maxsize=4_000)
def _short_html(markdown: str, inline: bool) -> str:
    """Files repeat hints, feedback and options over and over."""
    return _html(markdown, None, inline)


def _html(markdown: str, address: Address | None, inline: bool) -> str:
    tokens = engine().parse(markdown)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" and address is not None:
                child.attrSet("src", address(str(child.attrGet("src") or "")))
    html = str(engine().renderer.render(tokens, engine().options, {})).rstrip("\n")
    if inline and len(tokens) == 3 and tokens[0].type == "paragraph_open":
        return html.removeprefix("<p>").removesuffix("</p>")
    return html


def same(one: str, other: str) -> bool:
    """Whether two Markdown texts look the same when shown."""
    return one == other or to_html(one) == to_html(other)


def pictures_shown(markdown: str) -> list[str]:
    """Addresses of the pictures that a text shows; what only looks like one, as in code, is none."""
    if "![" not in markdown:
        return []
    children = [child for token in engine().parse(markdown) for child in token.children or ()]
    return [str(child.attrGet("src") or "") for child in children if child.type == "image"]


def to_plain(markdown: str) -> tuple[str, bool]:
    """The visible text, and whether formatting, code, pictures or layout were lost by it. Blocks are on lines."""
    if is_easy(markdown):
        return markdown, False
    lines: list[str] = []
    lost = False
    tokens = engine().parse(markdown)
    for token in tokens:
        if token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
            lost = True
        elif token.type == "inline":
            text, marked = _visible(token.children or [])
            lines.append(text)
            lost = lost or marked
        elif token.type not in ("paragraph_open", "paragraph_close"):
            lost = True
    return "\n".join(lines), lost


def _visible(children: list[Token]) -> tuple[str, bool]:
    parts, lost = [], False
    for token in children:
        if token.type in ("text", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
            lost = True
        else:
            parts.append(token.content)
            lost = True
    return "".join(parts), lost
