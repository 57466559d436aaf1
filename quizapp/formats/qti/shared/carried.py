"""Our own packages carry `bank.json`, so that they come back whole; what was edited since comes from the edit.

Beside it lies the hash of each item as we wrote it. An item whose hash still fits is taken from `bank.json` with all
its fields; one that somebody changed is read from the changed text, and the report says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.errors import BadInput
from quizapp.formats import bundle
from quizapp.formats.qti.shared.node import Node
from quizapp.formats.qti.shared.package import Package
from quizapp.formats.report import Entry, Ledger, xml_name

BANK = "bank.json"
HASHES = "bank-hashes.json"


@dataclass(slots=True)
class Carried:
    """Entries by the identifier of their item, and the hashes of the items as they were written."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def unchanged(self, item: Node, ledger: Ledger, place: str) -> bool:
        """Takes the item from `bank.json` if its text is as we wrote it."""
        identifier = item.get("identifier") or item.get("ident")
        entry = self.entries.get(identifier)
        if entry is None:
            return False
        if self.hashes.get(identifier) != node_hash(item):
            ledger.note(f"{entry.name} was changed after it was exported; the changed text was read")
            return False
        ledger.take(entry, item.line, place=place)
        return True


def carried(package: Package, ledger: Ledger) -> Carried:
    """What a package carries of ours; nothing if it carries nothing or something damaged."""
    if BANK not in package.files or HASHES not in package.files:
        return Carried()
    try:
        reading = bundle.from_files(package.files, package.place_of(BANK))
        hashes = json.loads(package.files[HASHES])
    except (BadInput, ValueError, RecursionError):
        ledger.note(f"{package.place_of(BANK)} cannot be read; the questions were read without it")
        return Carried()
    if not isinstance(hashes, dict) or not all(isinstance(one, str) for one in hashes.values()):
        return Carried()
    for media in reading.media:
        ledger.media.setdefault(media.name, media.data)
    entries = [taken.entry for taken in reading.taken]
    return Carried(dict(zip(identifiers(entries), entries, strict=True)), hashes, reading.title)


def identifiers(entries: Sequence[Entry]) -> list[str]:
    """An XML name for each entry, the same each time; a second entry of the same name gets a number."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for entry in entries:
        name = xml_name(entry)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def node_hash(node: Node) -> str:
    """A hash that stays the same when only white space between elements, attribute order or prefixes change."""
    digest = hashlib.sha256()
    _feed(node, digest.update)
    return digest.hexdigest()


def _feed(node: Node, update: Callable[[bytes], None]) -> None:
    update(f"<{node.name}".encode("utf-8", "replace"))
    for name in sorted(node.attrs):
        if name != "schemaLocation":
            update(f" {name}={node.attrs[name]!r}".encode("utf-8", "replace"))
    update(b">")
    for child in node.children:
        if isinstance(child, Node):
            _feed(child, update)
        elif child.strip():
            update(child.encode("utf-8", "replace"))
    update(b"</>")


def members(
    entries: Sequence[Entry], written: Mapping[str, Node], media: Mapping[str, bytes], title: str
) -> dict[str, bytes]:
    """The files that a package of ours carries besides its items: identifier → tree of what was written."""
    hashes = {name: node_hash(node) for name, node in written.items()}
    return {
        BANK: bundle.bank_json(entries, media, title),
        HASHES: (json.dumps(hashes, sort_keys=True, indent=1) + "\n").encode(),
    }
