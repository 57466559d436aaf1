"""Tests of QTI 2.x and 3.0: in which order, under which headings and with which weights their items stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from quizapp.formats.marks.numbers import number
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.package import Document, Package

TEST = "assessmentTest"
ITEM = "assessmentItem"
SECTION = "assessmentSection"
OUR_SECTION = "category_"
"""How the sections begin that our writer makes for categories."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What tests and manifest say about one item file."""

    order: int
    category: str = ""
    weight: Fraction | None = None
    seconds: int | None = None


@dataclass(slots=True)
class Placings:
    """Item file → placing, references that lead nowhere, and the items that a test holds itself, as some write them."""

    by_name: dict[str, Placing]
    missing: list[tuple[str, int, str]]
    title: str = ""
    held: set[str] = field(default_factory=set)


def placings(package: Package) -> Placings:
    """How the items of a package are placed: by its tests first, then by its manifest, then by file name."""
    found = Placings({}, [])
    documents = {document.name: document for document in package.documents}
    for document in package.documents:
        if document.root.name == TEST:
            found.title = found.title or " ".join(document.root.get("title").split())[:200]
            sections = document.root.all(SECTION)
            named = len(sections) > 1 or any(one.get("identifier").startswith(OUR_SECTION) for one in sections)
            found.held |= {item.get("identifier") for item in document.root.all(ITEM)}
            _walk(document, document.root, package, documents, found, (), named, 0)
    for resource in package.resources:
        if resource.href:
            found.by_name.setdefault(resource.href, Placing(len(found.by_name)))
    for name in sorted(documents):
        found.by_name.setdefault(name, Placing(len(found.by_name)))
    return found


def _walk(
    document: Document, node: Node, package: Package, documents: dict[str, Document], found: Placings,
    path: tuple[str, ...], named: bool, depth: int,
) -> None:  # fmt: skip
    for child in node.elements:
        if child.name == SECTION:
            title = " ".join(child.get("title").replace("/", " ").split())
            if child.get("identifier").startswith(OUR_SECTION):
                title = child.get("title")
            inner = (*path, title) if named and title and title != found.title else path
            _walk(document, child, package, documents, found, inner, named, depth)
        elif child.name == "assessmentSectionRef" and depth < 10:
            name = package.find(child.get("href"), document.name)
            if name in documents:
                other = documents[name]
                whole = Node("", {}, [other.root])
                _walk(other, whole, package, documents, found, path, named, depth + 1)
            else:
                found.missing.append((document.place, child.line, child.get("href")))
        elif child.name == "assessmentItemRef":
            name = package.find(child.get("href"), document.name)
            if not name and child.get("identifier") not in found.held:
                found.missing.append((document.place, child.line, child.get("href")))
            elif name and name not in found.by_name:
                found.by_name[name] = replace(_placed(child, len(found.by_name)), category="/".join(path))
        elif child.elements:
            _walk(document, child, package, documents, found, path, named, depth)


def _placed(reference: Node, order: int) -> Placing:
    weight = reference.child("weight")
    limits = reference.child("timeLimits")
    seconds = number(limits.get("maxTime")) if limits is not None else None
    return Placing(
        order,
        weight=number(weight.get("value")) if weight is not None else None,
        seconds=int(seconds) if seconds is not None and 0 < seconds < 100_000 else None,
    )
