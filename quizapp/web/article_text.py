"""The text of an article on a page: the signs that it was typed with are shown as what they mean.

Articles are kept as they came, and places in them count every sign. So signs are read here, for the eye alone: those of
emphasis, headings, quotations, lists and tables, and no others. The text was not written for us, and brings no link, no
picture and no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from quizapp.classroom.drafting import Sentence
from quizapp.core.article import QUOTED, is_quoted
from quizapp.store import Article

_NO_EMPHASIS = re.compile(r"(?<=[0-9A-Za-z])\*+(?=[0-9A-Za-z])|__+|\\\*")
"""Signs that are none of emphasis: stars within a word or number, "2*3 and 4*5", and those behind a backslash.
Two lines are part of a name: "__init__"."""
_AS_TYPED = str.maketrans("*_\\", "\x01\x02\x03")
"""What stands for such signs, one for one, while the others are read; no article has it."""
_AS_SHOWN = str.maketrans({"\x01": "*", "\x02": "_", "\x03": None})
_LISTED = re.compile(r"^[-*\u2022]\s+")
_RULED = re.compile(r"[\s|:]*-[\s|:-]*")
"""The line below the heads of a table."""


@cache
def _emphasis() -> MarkdownIt:
    return MarkdownIt("zero").enable("emphasis")


def _runs(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(where it stands, words, tags before, tags behind) of what stands between the signs of emphasis."""
    source = _NO_EMPHASIS.sub(lambda signs: signs[0].translate(_AS_TYPED), text)
    at, tags = 0, list[str]()
    for token in _emphasis().parseInline(source)[0].children or ():
        if token.nesting > 0:
            tags.append(token.tag)
        elif token.nesting < 0:
            tags.pop()
        elif token.content:
            before, behind = (f"<{tag}>" for tag in tags), (f"</{tag}>" for tag in reversed(tags))
            yield at, token.content, "".join(before), "".join(behind)
        at += len(token.markup or token.content)


def emphasis(text: str) -> Markup:
    """A line of an article with its emphasis."""
    return Markup("").join(_styled(words, before, behind) for _, words, before, behind in _runs(text))


def quoted(text: str) -> Markup:
    """A sentence of an article with its emphasis; if it stands in a quotation there, without the sign of one."""
    return emphasis(_unquoted(text))


def _unquoted(line: str) -> str:
    return line[sign.end() :] if (sign := QUOTED.match(line)) else line


def _styled(words: str, before: str, behind: str) -> Markup:
    return Markup(before) + escape(words.translate(_AS_SHOWN)) + Markup(behind) if words else Markup("")


def shown(article: Article) -> list[Markup]:
    """The sentences of an article. What is emphasised over several is so in each, and a quotation has no sign."""
    found = []
    for _, group in groupby(article.sentences, key=lambda place: place["paragraph"]):
        places = [(int(place["start"]), int(place["end"])) for place in group]
        start, end = places[0][0], places[-1][1]
        text = article.text[start:end]
        sign = QUOTED.match(text)
        runs = list(_runs(text))
        first = 0
        for begin, stop in places:
            begin, stop = max(begin - start, sign.end() if sign else 0), stop - start
            while first < len(runs) and runs[first][0] + len(runs[first][1]) <= begin:
                first += 1
            found.append(Markup("").join(_pieces(runs, first, begin, stop)))
    return found


def _pieces(runs: Sequence[tuple[int, str, str, str]], first: int, begin: int, stop: int) -> Iterator[Markup]:
    """What stands between two places, from the first run on that reaches there."""
    while first < len(runs) and runs[first][0] < stop:
        at, words, before, behind = runs[first]
        yield _styled(words[max(0, begin - at) : stop - at], before, behind)
        first += 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table in an article; `head` is empty where none is marked."""

    head: tuple[Markup, ...]
    rows: tuple[tuple[Markup, ...], ...]

    @property
    def name(self) -> str:
        """What it is called for those who do not see it."""
        return "Table: " + ", ".join(cell.striptags() for cell in (self.head or self.rows[0]))


def table(lines: Sequence[str]) -> Table | None:
    """The table that these lines are, if they are one: two at least, with bars between or around their cells."""
    if len(lines) < 2 or not all(line.lstrip().startswith("|") or line.count("|") >= 2 for line in lines):
        return None
    ruled = _RULED.fullmatch(lines[1]) is not None
    rows = [tuple(_cells(line)) for n, line in enumerate(lines) if n != 1 or not ruled]
    return Table(rows[0] if ruled else (), tuple(rows[1:] if ruled else rows))


def _cells(line: str) -> Iterator[Markup]:
    bare = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return (emphasis(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", bare))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of sentences, each as it is shown, or lines of another `kind` that are not asked about:
    heading, quotation, list, table or other."""

    kind: str
    sentences: tuple[tuple[Sentence, Markup], ...] = ()
    lines: tuple[str, ...] = ()
    quoted: bool = False
    number: int = 0
    """Of the paragraph, as questions name it, or nought."""

    @property
    def table(self) -> Table | None:
        return table(self.lines)


def blocks(
    article: Article, covered: Sequence[Sentence], words: Sequence[Markup], counted: Mapping[str, int]
) -> list[Block]:
    """The whole text in order, its sentences in these `words`.

    `counted` has the numbers of lines that are counted though they have no sentence.
    """
    return list(_lists_joined(_blocks(article, covered, words, counted)))


def _blocks(
    article: Article, covered: Sequence[Sentence], words: Sequence[Markup], counted: Mapping[str, int]
) -> Iterator[Block]:
    at, paragraph, quoted = 0, list[tuple[Sentence, Markup]](), False
    for sentence, said, place in zip(covered, words, article.sentences, strict=True):
        between = article.text[at : place["start"]].rstrip("> \t").strip()  # without the sign of a quotation
        if paragraph and (between or paragraph[-1][0].paragraph != sentence.paragraph):
            yield Block("paragraph", tuple(paragraph), quoted=quoted, number=paragraph[0][0].paragraph)
            paragraph = []
        yield from _asides(between, counted)
        if not paragraph:
            quoted = is_quoted(article.text, place["start"])
        paragraph.append((sentence, said))
        at = place["end"]
    if paragraph:
        yield Block("paragraph", tuple(paragraph), quoted=quoted, number=paragraph[0][0].paragraph)
    yield from _asides(article.text[at:], counted)


def _asides(text: str, counted: Mapping[str, int]) -> Iterator[Block]:
    """What stands between paragraphs: each line by what it is, and the other lines up to the next blank one."""
    for chunk in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in chunk.split("\n") if line.strip()]
        kinds = [_kind(line) for line in lines]
        starts = [n for n, kind in enumerate(kinds) if n == 0 or kind == "heading" or kind != kinds[n - 1]]
        for begin, end in pairwise([*starts, len(lines)]):
            yield _aside(kinds[begin], [line.strip() for line in lines[begin:end]], counted)


def _aside(kind: str, lines: Sequence[str], counted: Mapping[str, int]) -> Block:
    if kind == "heading":
        lines = [line.lstrip("#").strip() for line in lines]
    elif kind == "list":
        lines = [_LISTED.sub("", line, count=1) for line in lines]
    elif kind == "quotation":
        lines = [_unquoted(line) for line in lines]
    return Block(kind, lines=tuple(lines), number=counted.get(" ".join(" ".join(lines).split()), 0))


def _kind(line: str) -> str:
    bare = line.lstrip()
    if bare.startswith("#"):
        return "heading"
    if QUOTED.match(line):
        return "quotation"
    if bare.startswith("|") or line.count("|") >= 2:
        return "table"  # below a line that is none
    return "list" if _LISTED.match(bare) else "other"


def _lists_joined(parts: Iterator[Block]) -> Iterator[Block]:
    """The items of a list as one block."""
    for kind, group in groupby(parts, key=lambda block: block.kind):
        if kind == "list":
            yield Block(kind, lines=tuple(line for block in group for line in block.lines))
        else:
            yield from group
