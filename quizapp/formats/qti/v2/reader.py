"""Reads items of QTI 2.0 to 3.0, single files and packages, valid or not, whoever wrote them.

Standards: IMS QTI Assessment Test, Section and Item Information Model 2.1 (2012), 2.2 (2015), 1EdTech QTI 3.0 (2022).
"""

from __future__ import annotations

from quizapp.formats.qti.shared.carried import Carried, carried
from quizapp.formats.qti.shared.common import Unreadable
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.package import Document, Package, Resource
from quizapp.formats.qti.shared.text import Texts
from quizapp.formats.qti.v2.order import ITEM, Placing, placings
from quizapp.formats.qti.v2.question import question
from quizapp.formats.report import Ledger


def read_documents(package: Package, ledger: Ledger, native: Carried | None = None) -> str:
    """Takes or skips every item of the package's 2.x and 3.0 documents, and gives the title of the test."""
    placed = placings(package)
    documents = [one for one in package.documents if one.root.name == ITEM or one.root.first(ITEM) is not None]
    documents.sort(key=lambda one: placed.by_name[one.name].order)
    by_file = {resource.href: resource for resource in reversed(package.resources)}
    native = native or carried(package, ledger)
    for document in documents:
        placing = placed.by_name[document.name]
        roots = [document.root] if document.root.name == ITEM else document.root.all(ITEM)
        for root in roots:
            if native.unchanged(root, ledger, document.place):
                continue
            _read_item(root, document, placing, by_file.get(document.name), package, ledger)
    for place, line, href in placed.missing:
        what = f"the test asks for “{href[:80]}”, which is not in the file"
        ledger.skip(line, what, "export the test again", place=place)
    return placed.title


def _read_item(
    root: Node, document: Document, placing: Placing, resource: Resource | None, package: Package, ledger: Ledger
) -> None:
    texts = Texts(package, ledger, document.name)
    try:
        entry = question(root, texts, placing, resource)
    except Unreadable as error:
        body = root.child("itemBody") or root
        excerpt = body.text.strip() or root.get("title")
        ledger.skip(root.line, error.what, error.remedy, excerpt, entry=error.entry, place=document.place)
    except Exception as error:  # one strange item must not cost the others
        what = f"it could not be read ({type(error).__name__})"
        ledger.skip(root.line, what, "enter it by hand", root.get("title"), place=document.place)
    else:
        ledger.take(entry, root.line, tuple(texts.changes), place=document.place)
