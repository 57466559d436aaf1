"""An article in Markdown: its prose, read from the token stream. Code, tables, pictures and HTML are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.formats.articles import ArticleText, LeftOut

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "source": "publisher",
    "author": "publisher",
    "published": "published",
    "date": "published",
    "url": "url",
    "license": "license",
    "licence": "license",
    "language": "language",
    "lang": "language",
}


def read_markdown(text: str) -> ArticleText:
    """The prose of a Markdown text; a head of `name: value` lines between `---` gives title, date and source."""
    text = text.replace("\r\n", "\n")
    values: dict[str, str] = {}
    if match := _FRONT.match(text):
        for line in match[1].split("\n"):
            name, colon, value = line.partition(":")
            if colon and (field := _FIELDS.get(name.strip().lower())) and value.strip():
                values.setdefault(field, value.strip().strip("\"'"))
        text = text[match.end() :]
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", values.get("published", "")):
        values.pop("published", None)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    parts, left_out = _prose(tokens)
    return ArticleText("\n\n".join(parts), left_out=tuple(left_out), **values)


def _prose(tokens: Sequence[Token]) -> tuple[list[str], list[LeftOut]]:
    parts: list[str] = []
    left_out: list[LeftOut] = []
    mark, item, table, quotes = "", False, 0, 0
    for token in tokens:
        if token.type == "heading_open":
            mark = "#" * int(token.tag[1]) + " "
        elif token.type == "heading_close":
            mark = ""
        elif token.type == "list_item_open":
            item = True
        elif token.type == "list_item_close":
            item = False
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "table_open":
            table += 1
            left_out.append(LeftOut("table"))
        elif token.type == "table_close":
            table -= 1
        elif token.type in ("fence", "code_block"):
            left_out.append(LeftOut("code", token.content.strip()[:300]))
        elif token.type == "html_block":
            left_out.append(LeftOut("HTML in Markdown", token.content.strip()[:300]))
        elif token.type == "inline" and not table:
            heading, rest = ("", token.children or ()) if mark or item else _run_in(token.children or ())
            words, pictures = _words(rest)
            if heading:
                parts.append(f"#### {heading}")
            left_out += [LeftOut("picture", alt[:300]) for alt in pictures]
            if words:
                parts.append((mark or ("- " if item else "> " if quotes else "")) + words)
    return parts, left_out


MOST_OF_A_HEADING = 6
"""Words of a heading that stands in the line of its paragraph."""


def _run_in(tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """(heading, the paragraph's other tokens): "**Later history.** The bridge ..." has its heading in its line.

    "**Nora Lund:** The bridge ..." has not: she says it.
    """
    begun = [n for n, token in enumerate(tokens) if token.type == "strong_open"]
    if not begun or any(token.content.strip() for token in tokens[: begun[0]]):
        return "", tokens
    end = next((n for n, token in enumerate(tokens) if token.type == "strong_close"), len(tokens))
    words, _ = _words(tokens[begun[0] : end])
    told = _words(tokens[end + 1 :])[0]
    ends = words.endswith(".") and len(words.split()) <= MOST_OF_A_HEADING and _ABBREVIATED.search(words) is None
    return (words.rstrip(". "), tokens[end + 1 :]) if ends and told[:1].isupper() else ("", tokens)


_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Ltd|Inc|Co|Corp|Jr|Sr|St|Dr|Mr|Mrs|Ms|No|vs)\.$|\d")


def _words(tokens: Sequence[Token]) -> tuple[str, list[str]]:
    words: list[str] = []
    pictures: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            pictures.append(token.content)
    return " ".join("".join(words).split()), pictures
