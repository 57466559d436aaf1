"""Reads QTI 1.2: Canvas exports (Classic and New Quizzes), Common Cartridges, Blackboard and older programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quizapp.core.errors import BadInput
from quizapp.formats.files.safe_xml import Broken, parse, prepared
from quizapp.formats.qti.shared.carried import Carried
from quizapp.formats.qti.shared.common import Unreadable
from quizapp.formats.qti.shared.node import Node, lower_tree
from quizapp.formats.qti.shared.package import Document, Package
from quizapp.formats.qti.shared.text import Texts
from quizapp.formats.qti.v1.question import question
from quizapp.formats.report import Ledger

_ROOTS = frozenset({"questestinterop", "assessment", "section", "item", "objectbank"})
_START = re.compile(r"<(?:[\w.-]+:)?item(?=[\s>])[^>]*>", re.I)
_END = re.compile(r"</(?:[\w.-]+:)?item\s*>", re.I)


def read_documents(package: Package, ledger: Ledger, native: Carried) -> str:
    """Takes or skips every item of the package's 1.2 documents, and gives the title of the assessment."""
    documents = [document for document in package.documents if document.root.name in _ROOTS]
    documents = _without_doubles(documents, ledger)
    documents.sort(key=_order(package))
    titles = [_title(document.root) for document in documents]
    several = len({title for title in titles if title}) > 1
    banks = {node.get("ident") for document in documents for node in document.root.all("objectbank")}
    for document, title in zip(documents, titles, strict=True):
        top = title if several or document.root.first("objectbank") is not None else ""
        for node, path in _items(document.root, (top,) if top else ()):
            if node.name == "item":
                if not native.unchanged(node, ledger, document.place):
                    _read_item(node, document.name, document.place, "/".join(path), package, ledger)
            elif node.text.strip() not in banks:
                bank = node.text.strip()[:80]
                ledger.note(
                    f"{document.place}:{node.line}: it draws questions from the bank “{bank}”, which is not here"
                )
    return titles[0] if titles and not several else ""


def read_pieces(content: bytes, name: str, place: str, package: Package, ledger: Ledger) -> bool:
    """Takes what can be taken of a broken 1.2 file, item by item; False if there is no item to be seen in it."""
    try:
        text, _ = prepared(content, place)
    except BadInput:
        return False
    at = 0
    found = False
    while start := _START.search(text, at):
        found = True
        line = text.count("\n", 0, start.start()) + 1
        end = _END.search(text, start.end())
        following = _START.search(text, start.end())
        if end is None or (following is not None and following.start() < end.start()):
            ledger.skip(line, "the item breaks off", "export the file again", text[start.start() :][:400], place=place)
            at = start.end()
            continue
        at = end.end()
        piece = text[start.start() : at]
        try:
            root = lower_tree(parse(piece, place, first_line=line))
        except BadInput as error:
            broken = error.line if isinstance(error, Broken) else line
            ledger.skip(broken, "the XML of this item is broken", "mend this line, or export again", piece, place=place)
            continue
        for node in root.walk():
            node.line += line - 1
        _read_item(root, name, place, "", package, ledger)
    return found


def _read_item(item: Node, name: str, place: str, category: str, package: Package, ledger: Ledger) -> None:
    texts = Texts(package, ledger, name)
    try:
        entry = question(item, texts, category)
    except Unreadable as error:
        excerpt = error.entry.item.stem if error.entry else item.text
        ledger.skip(item.line, error.what, error.remedy, excerpt or item.get("title"), entry=error.entry, place=place)
    except Exception as error:  # one strange item must not cost the others
        what = f"it could not be read ({type(error).__name__})"
        ledger.skip(item.line, what, "enter it by hand", item.get("title"), place=place)
    else:
        ledger.take(entry, item.line, tuple(texts.changes), place=place)


def _items(node: Node, path: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Items and references to banks, each with the titles of the groups it stands in."""
    if node.name in ("item", "sourcebank_ref"):
        yield node, path
        return
    inner = path
    if node.name == "section" and node.get("ident") != "root_section" and (title := _tidy(node.get("title"))):
        inner = (*path, title)
    for child in node.elements:
        yield from _items(child, inner)


def _title(root: Node) -> str:
    for node in root.walk():
        if node.name in ("assessment", "objectbank"):
            if title := _tidy(node.get("title")):
                return title
            for one in node.all("qtimetadatafield"):
                label, entry = one.child("fieldlabel"), one.child("fieldentry")
                if label is not None and entry is not None and label.text.strip() == "bank_title":
                    return _tidy(entry.text)
            return ""
    return ""


def _tidy(text: str) -> str:
    return " ".join(text.replace("/", " ").split())[:200]


def _without_doubles(documents: list[Document], ledger: Ledger) -> list[Document]:
    """Course exports hold each quiz twice: as Common Cartridge and, fuller, beside it. The fuller one is read."""
    fuller = {
        document.name.rpartition("/")[2].partition(".")[0]: document
        for document in documents
        if document.name.startswith("non_cc_assessments/")
    }
    kept = []
    for document in documents:
        folder = document.name.rpartition("/")[0].rpartition("/")[2]
        if folder in fuller and document is not fuller[folder]:
            ledger.note(f"{document.place}: the same quiz is in {fuller[folder].name}, which was read")
        else:
            kept.append(document)
    return kept


def _order(package: Package) -> Callable[[Document], tuple[int, str]]:
    listed = {name: at for at, resource in enumerate(package.resources) for name in (resource.href, *resource.files)}
    return lambda document: (listed.get(document.name, len(listed)), document.name)
