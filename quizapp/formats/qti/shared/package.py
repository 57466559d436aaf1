"""QTI as it comes: one XML file, or a zip with a manifest, items, tests, pictures, and whatever else lies about.

Real packages name files with %20 and backslashes, in other letter case, relative to the manifest or to the item, list
items only in a test, or forget them in the manifest. So every XML file in the package is looked at, and manifest and
tests only say in which order, under which titles and with which weights.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from quizapp.core.errors import BadInput
from quizapp.formats.files.archive import is_zip, unpack
from quizapp.formats.files.safe_xml import TOO_MANY, Broken, parse, prepared
from quizapp.formats.limits import MAX_NODES
from quizapp.formats.qti.shared.node import Node, local, lower_tree, tree
from quizapp.formats.report import Ledger

_NEEDLES = (
    *(b"assessmentitem", b"assessment-item", b"assessmenttest", b"assessment-test", b"assessmentsection"),
    *(b"assessment-section", b"questestinterop", b"<manifest", b":manifest"),
)
_NOT_XML = re.compile(r"\.(xsd|dtd|html?|css|js|png|jpe?g|gif|webp|svg|mp[34]|pdf|json|txt|ttf|woff2?)$", re.I)
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*")
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]*)")
_ROOTS_12 = frozenset({"questestinterop", "assessment", "section", "item", "objectbank"})


@dataclass(frozen=True, slots=True)
class Document:
    """An XML file of the package: its name, how reports call it, and its tree."""

    name: str
    place: str
    root: Node


@dataclass(frozen=True, slots=True)
class Resource:
    """What the manifest says about one file: its keywords and difficulty, and the files it depends on."""

    identifier: str
    type: str
    href: str
    files: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    difficulty: str = ""
    title: str = ""


@dataclass(slots=True)
class Package:
    """The files, the XML documents that concern questions, and the manifest's resources in its order."""

    place: str
    files: dict[str, bytes]
    zipped: bool
    documents: list[Document] = field(default_factory=list)
    broken: list[tuple[str, str, Broken | BadInput]] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    title: str = ""
    strays: Callable[[str], str] | None = None  # finds pictures in texts and by their bare names
    _folded: dict[str, str] = field(default_factory=dict)

    def find(self, href: str, base: str = "") -> str:
        """The name of the file that an address means, seen from the folder of the file `base`; empty if none."""
        plain = re.split(r"[?#]", href.strip(), maxsplit=1)[0].replace("\\", "/")
        for said in dict.fromkeys((plain, unquote(plain), href.strip().replace("\\", "/"))):
            for folder in dict.fromkeys((posixpath.dirname(base), "")):
                name = posixpath.normpath(posixpath.join(folder, said.lstrip("/"))).removeprefix("../")
                if name in self.files:
                    return name
                if folded := self._folded.get(name.casefold()):
                    return folded
        return ""

    def place_of(self, name: str) -> str:
        return f"{self.place}!/{name}" if self.zipped else self.place


def open_package(data: bytes, place: str, ledger: Ledger) -> Package:
    """The package in these bytes. Raises BadInput for a damaged or unsafe zip, and for a single broken file."""
    zipped = is_zip(data)
    files = unpack(data, place) if zipped else {place: data}
    package = Package(place, files, zipped, _folded={name.casefold(): name for name in files})
    manifests: list[Document] = []
    nodes = 0
    for name, content in files.items():
        if zipped and not _concerns(name, content):
            continue
        at = package.place_of(name)
        try:
            root, notes = xml(content, at)
        except BadInput as error:
            if not zipped and not isinstance(error, Broken):
                raise
            package.broken.append((name, at, error))
            continue
        nodes += int(root.xpath("count(//*) + count(//@*)"))
        if nodes > MAX_NODES:
            raise BadInput(f"{place}: {TOO_MANY}")
        for note in notes:
            ledger.note(f"{at}: {note}")
        kind = local(str(root.tag))
        if kind.lower() == "manifest":
            manifests.append(Document(name, at, tree(root)))
        else:
            is_12 = kind.lower() in _ROOTS_12
            package.documents.append(Document(name, at, lower_tree(root) if is_12 else tree(root)))
    for manifest in sorted(manifests, key=lambda document: document.name.count("/")):
        _read_manifest(manifest, package)
    return package


def xml(content: bytes, place: str) -> tuple[etree._Element, list[str]]:
    """Root and notes of an XML file; prefixes that nobody declared are declared. Raises Broken or BadInput."""
    text, notes = prepared(content, place)
    try:
        return parse(text, place), notes
    except Broken as error:
        if "unbound prefix" not in str(error):
            raise
    return parse(_with_prefixes(text), place), notes


def _with_prefixes(text: str) -> str:
    used = {prefix for prefix in _PREFIX.findall(text) if prefix not in ("xml", "xmlns")}
    missing = sorted(prefix for prefix in used if f"xmlns:{prefix}=" not in text)[:20]
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)
    return _FIRST_TAG.sub(lambda match: match[0] + declared, text, count=1)


def _concerns(name: str, content: bytes) -> bool:
    if _NOT_XML.search(name) or name.startswith("__MACOSX/"):
        return False
    start = content[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _has_items(content)


def _has_items(content: bytes) -> bool:
    low = content.replace(b"\0", b"").lower() if b"\0" in content[:200] else content.lower()
    return any(needle in low for needle in _NEEDLES)


# --- manifest --------------------------------------------------------------------------------------------------


def _read_manifest(manifest: Document, package: Package) -> None:
    root = manifest.root
    for node in root.all("resource"):
        base = "".join(
            part if not part or part.endswith("/") else part + "/" for part in (_base(root, node), node.get("base"))
        )
        files = [package.find(base + one.get("href"), manifest.name) for one in node.all("file")]
        href = package.find(base + node.get("href"), manifest.name) if node.get("href") else ""
        package.resources.append(
            Resource(
                node.get("identifier"),
                node.get("type"),
                href or next((one for one in files if one), ""),
                tuple(one for one in files if one),
                tuple(_keywords(node)),
                _difficulty(node),
                _title(node),
            )
        )
    if not package.title and (metadata := root.child("metadata")) is not None:
        package.title = _title(metadata)


def _base(root: Node, resource: Node) -> str:
    resources = root.child("resources")
    return root.get("base") + (resources.get("base") if resources is not None else "")


def _title(node: Node) -> str:
    general = node.first("general")
    title = general.child("title") if general is not None else None
    return " ".join(title.text.split())[:200] if title is not None else ""


def _keywords(node: Node) -> Iterator[str]:
    for keyword in node.all("keyword"):
        texts = [one.text for one in keyword.all("langstring", "string")] or [keyword.text]
        for text in texts:
            if folded := " ".join(text.split()):
                yield folded[:100]


def _difficulty(node: Node) -> str:
    found = node.first("difficulty")
    value = found.first("value") if found is not None else None
    text = " ".join((value or found).text.split()).lower() if found is not None else ""
    said = {"very easy": "easy", "easy": "easy", "medium": "medium", "difficult": "hard", "very difficult": "hard"}
    return next((ours for theirs, ours in said.items() if text.endswith(theirs)), "")
