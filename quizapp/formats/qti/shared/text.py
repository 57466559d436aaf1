"""Texts of one QTI item into Markdown: its pictures found in the package, and every change noted once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quizapp.formats.fields.source_line import without_source
from quizapp.formats.files.media import take_picture
from quizapp.formats.files.pictures import finder
from quizapp.formats.markup import from_html, from_plain, looks_like_html
from quizapp.formats.markup.scan import KNOWN
from quizapp.formats.qti.shared.node import Node, Replace, inner_html
from quizapp.formats.qti.shared.package import Package
from quizapp.formats.report import Ledger

_FILEBASE = re.compile(r"^(?:\$|%24)(?:IMS[-_]CC[-_]FILEBASE|CANVAS_OBJECT_REFERENCE|WIKI_REFERENCE)(?:\$|%24)/?", re.I)
_EQUATION = re.compile(r"<img\b[^<>]{0,4000}equation_image[^<>]{0,4000}>", re.I)
_WRAPPED = re.compile(r"\s*<(p|div)\b[^<>]*>.*</\1>\s*", re.I | re.S)
_ESCAPED = "escaped"
_FOLDERS = ("", "web_resources/", "../web_resources/", "resources/", "non_cc_assessments/")
_PICTURE_TYPE = re.compile(r"image/(?:png|jpe?g|gif|webp)", re.I)
_PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|webp)$", re.I)


@dataclass(slots=True)
class Texts:
    """Reads the texts of one item in the file `name` of a package. `changes` collects what is not as it was."""

    package: Package
    ledger: Ledger
    name: str
    changes: list[str] = field(default_factory=list)

    def change(self, what: str) -> None:
        if what not in self.changes:
            self.changes.append(what)

    def html(self, source: str) -> str:
        """Markdown of an HTML text."""
        text, changes = from_html(_with_formulas(without_source(source)), self.picture)
        for change in changes:
            self.change(change)
        return text

    def plain(self, source: str) -> str:
        """Markdown that shows a plain text as it is."""
        return from_plain(source)

    def inside(self, node: Node, replace: Replace = lambda node: None) -> str:
        """Markdown of an element's content; `object` elements with pictures are pictures."""
        return self.html(self.inside_html(node, replace))

    def inside_html(self, node: Node, replace: Replace = lambda node: None) -> str:

        def other(inner: Node) -> str | None:
            return _instead(replace(inner), inner, lambda node: inner_html(node, other))

        return inner_html(node, other)

    def picture(self, src: str) -> str:
        """The picture of the package that an address means, kept under a name of its own; empty if there is none."""
        address = _FILEBASE.sub("", src.strip())
        for folder in _FOLDERS if address != src.strip() else ("",):
            if found := self.package.find(folder + address, self.name):
                return take_picture(self.ledger, found, self.package.files[found])
        if self.package.strays is None:
            self.package.strays = finder(self.ledger, self.package.files)
        return self.package.strays(src)


def in_a_paragraph(text: str) -> bool:
    """Whether a text stands as a whole in a paragraph of HTML: no question is asked in such words."""
    return _WRAPPED.fullmatch(text) is not None


def open_escaped(root: Node, asked: Node | None) -> None:
    """Where the question `asked` is HTML that was escaped or put into CDATA (Chamilo), let all such texts be HTML."""
    if asked is None or asked.elements or not in_a_paragraph(asked.text):
        return
    for node in list(root.walk()):
        node.children = [
            Node(_ESCAPED, {}, [child]) if isinstance(child, str) and looks_like_html(child) else child
            for child in node.children
        ]


def _with_formulas(source: str) -> str:
    """Canvas keeps formulas as pictures whose alternative text is LaTeX; that text is what counts."""
    if "equation_image" not in source:
        return source

    def formula(found: re.Match[str]) -> str:
        said = re.search(r'data-equation-content="([^"]*)"', found[0]) or re.search(r'alt="LaTeX: ?([^"]*)"', found[0])
        return rf"\({said[1]}\)" if said is not None else found[0]

    return _EQUATION.sub(formula, source)


def _instead(replaced: str | None, node: Node, within: Callable[[Node], str]) -> str | None:
    """What stands for an element: what the caller said, the content of one that HTML does not know, an `img` for an
    `object` that is a picture."""
    if replaced is not None:
        return replaced
    if node.name == _ESCAPED:
        return node.text
    if node.name.lower() not in KNOWN:
        return f"<div>{inner}</div>" if (inner := within(node)) and node.name == "contentBody" else inner
    if node.name == "span" and node.get("class") == "strike":
        return f"<s>{within(node)}</s>"
    if node.name != "object":
        return None
    data = node.get("data") or node.get("src")
    if not (_PICTURE_TYPE.match(node.get("type")) or _PICTURE_NAME.search(data)):
        return None
    picture = Node("img", {"src": data, "alt": " ".join(node.text.split())})
    return inner_html(Node("", {}, [picture]))
