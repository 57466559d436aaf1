"""Formatted text as Markdown, with as few backslashes as its rendering allows."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt

from quizapp.formats.markup.dollars import keep_formulas
from quizapp.formats.markup.tree import Block, Inline, plain, tidy

_PUNCTUATION = re.compile(r"[!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~-]")
_SOME = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|[*`\[<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?[A-Za-z0-9]+;)", re.M)
_LINE = re.compile(r"^(\s*)(?:([#>|]|[-+=](?=[\s=+-]|$)|~~~)|(\d{1,9})([.)])(?=\s|$))", re.M)
_EASY = re.compile(r"(?!\d{1,9}[.)](?:\s|$))[^\W_][^\\`*_<&~\[\]\n|]*")
"""One line that means itself: no sign of Markdown in it."""

TEXT_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@cache
def engine() -> MarkdownIt:
    """CommonMark with tables and strikethrough, HTML shown as text: as the pages show questions, formulas as TeX."""
    made = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    keep_formulas(made)
    return made


def is_easy(text: str) -> bool:
    """Whether a text is the same in Markdown as it is plain."""
    return _EASY.fullmatch(text) is not None and text == text.strip()


def to_markdown(blocks: list[Block]) -> tuple[str, bool]:
    """Markdown that renders as these blocks, and whether marks had to be given up for it.

    Tried in turn: no backslashes, some, every sign with one, and the same without marks; the first whose rendering
    is right is taken.
    """
    if not blocks:
        return "", False
    if len(blocks) == 1 and blocks[0].kind == "p" and len(blocks[0].inlines) == 1:
        only = blocks[0].inlines[0]
        if only.kind == "text" and is_easy(only.text):
            return only.text, False
    wanted = _loose(to_html(blocks))
    # A text full of brackets takes quadratic time to read unless they carry backslashes.
    for level in (0, 1, 2) if wanted.count("[") < 200 else (1, 2):
        text = _blocks(blocks, level)
        if _seen(text) == wanted:
            return text, False
    bare = _unmarked(blocks)
    wanted = _loose(to_html(bare))
    for level in (1, 2):
        text = _blocks(bare, level)
        if _seen(text) == wanted:
            return text, True
    return _blocks(bare, 2), True


def _seen(markdown: str) -> str:
    """What a page shows of it, loosely; files repeat hints, feedback and options over and over."""
    return _rendered(markdown) if len(markdown) < 1_000 else _loose(engine().render(markdown))


@lru_cache(maxsize=4_000)
def _rendered(markdown: str) -> str:
    return _loose(engine().render(markdown))


def _loose(html: str) -> str:
    """HTML without what makes no difference: line ends between tags, paragraphs of tight lists."""
    html = re.sub(r"\n(?=<)|(?<=>)\n", "", html)
    return re.sub(
        r"</?(?:p|tbody)>(?=</?(?:li|ul|ol|table|pre|blockquote|p|tbody|tr)\b)|(?<=<li>)<p>|</p>(?=</li>)", "", html
    )


# --- as HTML -----------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    return "".join(TEXT_SIGNS.get(sign, sign) for sign in text) if re.search(r'[&<>"]', text) else text


def inline_html(inlines: list[Inline]) -> str:
    out = []
    for one in inlines:
        inner = inline_html(one.children)
        if one.kind == "text":
            out.append(escape(one.text))
        elif one.kind == "code":
            out.append(f"<code>{escape(one.text)}</code>")
        elif one.kind == "break":
            out.append("<br>\n")
        elif one.kind == "image":
            out.append(f'<img src="{escape(one.target)}" alt="{escape(one.text)}">')
        elif one.kind == "link":
            out.append(f'<a href="{escape(engine().normalizeLink(one.target))}">{inner}</a>')
        else:
            tag = {"strong": "strong", "emph": "em", "strike": "s"}[one.kind]
            out.append(f"<{tag}>{inner}</{tag}>")
    return "".join(out)


def to_html(blocks: list[Block]) -> str:
    """The blocks as the engine writes them."""
    out = []
    for block in blocks:
        inner = inline_html(block.inlines) if block.kind in ("p", "heading") else ""
        if block.kind == "p":
            out.append(f"<p>{inner}</p>\n")
        elif block.kind == "heading":
            out.append(f"<h{block.number}>{inner}</h{block.number}>\n")
        elif block.kind == "code":
            language = plain(block.inlines)
            attribute = f' class="language-{language}"' if language else ""
            out.append(f"<pre><code{attribute}>{escape(block.text)}\n</code></pre>\n")
        elif block.kind == "rule":
            out.append("<hr>\n")
        elif block.kind == "quote":
            out.append(f"<blockquote>\n{to_html(block.blocks)}</blockquote>\n")
        elif block.kind == "list":
            start = f' start="{block.number}"' if block.number not in (-1, 1) else ""
            tag = "ul" if block.number == -1 else "ol"
            out.append(f"<{tag}{start}>\n{to_html(block.blocks)}</{tag}>\n")
        elif block.kind == "item":
            out.append(f"<li>{to_html(block.blocks)}</li>\n")
        else:
            out.append(_table_html(block))
    return "".join(out)


def _table_html(block: Block) -> str:
    width = max(len(row) for row in block.rows)
    rows = [[inline_html(cell) for cell in _cells(row, width)] for row in block.rows]
    head = "".join(f"<th>{cell}</th>\n" for cell in rows[0])
    body = "".join(f"<tr>\n{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows[1:])
    tail = f"<tbody>\n{body}</tbody>\n" if body else ""
    return f"<table>\n<thead>\n<tr>\n{head}</tr>\n</thead>\n{tail}</table>\n"


def _cells(row: list[list[Inline]], width: int) -> list[list[Inline]]:
    tidied = [tidy([_spaced(one) for one in cell], newline=" ") for cell in row]
    return tidied + [[] for _ in range(width - len(row))]


def _spaced(one: Inline) -> Inline:
    return Inline("text", " ") if one.kind == "break" else one


# --- as Markdown -------------------------------------------------------------------------------------------------


def _escaped(text: str, level: int) -> str:
    if level == 0:
        return text
    if level == 2:
        return _PUNCTUATION.sub(lambda sign: "\\" + sign[0], text)
    text = _SOME.sub(lambda sign: "\\" + sign[0], text)
    return text


def _lines(text: str, level: int) -> str:
    """A paragraph whose lines do not begin like a list, heading or quote."""
    if level != 1:
        return text
    return _LINE.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", text)


def _inlines(inlines: list[Inline], level: int, depth: int = 0) -> str:
    out = []
    for one in inlines:
        if one.kind == "text":
            out.append(_escaped(one.text, level))
        elif one.kind == "code":
            out.append(_code_span(one.text))
        elif one.kind == "break":
            out.append("  \n")
        elif one.kind == "image":
            out.append(f"![{_escaped(one.text, level)}]({one.target})")
        else:
            inner = _inlines(one.children, level, depth + 1)
            if one.kind == "link":
                out.append(f"[{inner}]({one.target})")
            else:
                mark = {"strong": "**", "emph": "*", "strike": "~~"}[one.kind]
                out.append(f"{mark}{inner}{mark}")
    return "".join(out)


def _code_span(text: str) -> str:
    runs = {len(run) for run in re.findall(r"`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    pad = " " if text.startswith("`") or text.endswith("`") or (text != text.strip(" ") and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _blocks(blocks: list[Block], level: int) -> str:
    return "\n\n".join(_block(block, level) for block in blocks)


def _block(block: Block, level: int) -> str:
    if block.kind == "p":
        return _lines(_inlines(block.inlines, level), level)
    if block.kind == "heading":
        return f"{'#' * block.number} {_inlines(tidy(block.inlines, newline=' '), level)}".replace("  \n", " ")
    if block.kind == "code":
        runs = [len(run) for run in re.findall(r"^\s*(`{3,})", block.text, re.M)]
        fence = "`" * max(3, *(length + 1 for length in runs)) if runs else "```"
        return f"{fence}{plain(block.inlines)}\n{block.text}\n{fence}"
    if block.kind == "rule":
        return "---"
    if block.kind == "quote":
        return "\n".join(
            f"> {line}".rstrip(" ") if not line else f"> {line}" for line in _blocks(block.blocks, level).split("\n")
        )
    if block.kind == "list":
        return _list(block, level)
    if block.kind == "table":
        width = max(len(row) for row in block.rows)
        rows = [[_inlines(cell, level).replace("|", r"\|") for cell in _cells(row, width)] for row in block.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
    return _blocks(block.blocks, level)


def _list(block: Block, level: int) -> str:
    tight = all(len(item.blocks) == 1 or [one.kind for one in item.blocks] == ["p", "list"] for item in block.blocks)
    items = []
    for at, item in enumerate(block.blocks):
        mark = "- " if block.number == -1 else f"{block.number + at}. "
        parts = [_block(one, level) for one in item.blocks]
        text = ("\n" if tight else "\n\n").join(parts)
        pad = " " * len(mark)
        items.append(
            mark
            + "\n".join(f"{pad}{line}" if line and at_line else line for at_line, line in enumerate(text.split("\n")))
        )
    return ("\n" if tight else "\n\n").join(items)


def _unmarked(blocks: list[Block]) -> list[Block]:
    """The same blocks with emphasis and links as plain text."""

    def bare(inlines: list[Inline]) -> list[Inline]:
        out: list[Inline] = []
        for one in inlines:
            out += bare(one.children) if one.kind in ("strong", "emph", "strike", "link") else [one]
        return tidy(out)

    return [
        Block(
            block.kind,
            bare(block.inlines) if block.kind in ("p", "heading") else block.inlines,
            _unmarked(block.blocks),
            [[bare(cell) for cell in row] for row in block.rows],
            block.text,
            block.number,
        )
        for block in blocks
    ]
