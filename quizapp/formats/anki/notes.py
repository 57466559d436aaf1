"""Notes out of Anki's files: text exports, and packages (`.apkg`, `.colpkg`) of its older and newer form."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import dataclass

from quizapp.core.errors import BadInput
from quizapp.formats.anki.packed import COLLECTION, collection_in, media_in
from quizapp.formats.files.archive import unpack
from quizapp.formats.files.decoding import decode
from quizapp.formats.limits import MAX_ITEMS
from quizapp.formats.report import Ledger

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_AGAIN = "export it in Anki again, or with “Support older Anki versions” ticked"
_STEPS = 20_000_000
"""Instructions that a foreign database may cost; far more than reading MAX_ITEMS notes takes."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: the names of its fields (empty where the file does not say), their HTML, and what surrounds it."""

    names: tuple[str, ...]
    fields: tuple[str, ...]
    type: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    place: str = ""
    line: int = 0


# --- text exports ----------------------------------------------------------------------------------------------


def notes_in_text(data: bytes, place: str, ledger: Ledger) -> list[Note]:
    text, remarks = decode(data, place)
    for remark in remarks:
        ledger.note(remark)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    said: dict[str, str] = {}
    lines = text.split("\n")
    start = 0
    while start < len(lines) and lines[start].startswith("#"):
        name, _, value = lines[start][1:].partition(":")
        said[name.strip().lower()] = value.strip()
        start += 1
    separator = _SEPARATORS.get(said.get("separator", "tab").lower(), said.get("separator", "\t")[:1] or "\t")
    html = said.get("html", "false").lower() == "true"
    special = {name: _column(said.get(f"{name} column", "")) for name in ("guid", "notetype", "deck", "tags")}
    names = tuple(name.strip() for name in said.get("columns", "").split(separator)) if said.get("columns") else ()
    csv.field_size_limit(max(csv.field_size_limit(), 64 * 1024 * 1024))
    reader = csv.reader(io.StringIO("\n".join(lines[start:])), delimiter=separator)
    notes: list[Note] = []
    line = start + 1
    for row in reader:
        began, line = line, start + reader.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        taken = {column for column in special.values() if column is not None}
        rest = [at for at in range(len(row)) if at not in taken]
        cell = {
            name: row[column] if column is not None and column < len(row) else "" for name, column in special.items()
        }
        fields = tuple(row[one] if html else _escaped(row[one]) for one in rest)
        notes.append(
            Note(
                tuple(names[one] for one in rest) if len(names) >= len(row) else (),
                fields,
                cell["notetype"] or said.get("notetype", ""),
                cell["deck"] or said.get("deck", ""),
                tuple((cell["tags"] or said.get("tags", "")).split()),
                cell["guid"],
                place,
                began,
            )
        )
    return notes


def _column(text: str) -> int | None:
    return int(text) - 1 if text.isdecimal() and 0 < int(text) < 500 else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


# --- packages --------------------------------------------------------------------------------------------------


def notes_in_package(data: bytes, place: str) -> tuple[list[Note], dict[str, bytes]]:
    """Notes and pictures of an `.apkg`. Raises BadInput where this Python cannot read its database."""
    files = unpack(data, place)
    name = next((one for one in (COLLECTION, "collection.anki21", "collection.anki2") if one in files), "")
    if not name:
        raise BadInput(f"{place}: the package holds no collection; {_AGAIN}")
    content = collection_in(files, place) if name == COLLECTION else files[name]
    connection = sqlite3.connect(":memory:")
    try:
        notes = _notes(connection, content, f"{place}!/{name}")
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        said = " ".join(str(error).split())[:100]
        raise BadInput(f"{place}: the collection in it cannot be read ({said}); {_AGAIN}") from None
    finally:
        connection.close()
    return notes, media_in(files, place) if name == COLLECTION else _media(files)


def _notes(connection: sqlite3.Connection, content: bytes, place: str) -> list[Note]:
    if not content.startswith(b"SQLite format 3\0"):
        raise ValueError("it is no database")
    connection.deserialize(content)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA query_only=ON")
    left = [_STEPS // 10_000]

    def out_of_patience() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    connection.set_progress_handler(out_of_patience, 10_000)
    types, decks = _described(connection)
    found = []
    rows = connection.execute(
        "SELECT n.id, n.guid, n.mid, n.tags, n.flds,"
        " (SELECT c.did FROM cards c WHERE c.nid = n.id ORDER BY c.ord LIMIT 1) FROM notes n ORDER BY n.id LIMIT ?",
        (MAX_ITEMS + 1,),
    )
    for number, guid, model, tags, fields, deck in rows:
        type, labels = types.get(model, ("", ()))
        found.append(
            Note(
                labels, tuple(str(fields).split("\x1f")), type, decks.get(deck, ""),
                tuple(str(tags).split()), str(guid), f"{place}#note-{number}",
            )
        )  # fmt: skip
    return found


def _described(connection: sqlite3.Connection) -> tuple[dict[int, tuple[str, tuple[str, ...]]], dict[int, str]]:
    """Id → name and field names of each type of notes, and id → name of each deck."""
    models, decks = connection.execute("SELECT models, decks FROM col LIMIT 1").fetchone()
    if not models:  # since schema 15 they have tables of their own
        labels: dict[int, list[str]] = {}
        for type, label in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            labels.setdefault(type, []).append(str(label))
        named = connection.execute("SELECT id, name FROM notetypes").fetchall()
        types = {id: (str(name), tuple(labels.get(id, ()))) for id, name in named}
        found = connection.execute("SELECT id, name FROM decks").fetchall()
        return types, {id: str(name).replace("\x1f", "::") for id, name in found}
    types = {
        int(key): (
            str(value.get("name", "")),
            tuple(str(one["name"]) for one in sorted(value.get("flds", []), key=lambda one: int(one.get("ord", 0)))),
        )
        for key, value in json.loads(models).items()
    }
    return types, {int(key): str(value["name"]) for key, value in json.loads(decks).items()}


def _media(files: dict[str, bytes]) -> dict[str, bytes]:
    """The pictures under the names that fields use; the package has them under numbers."""
    try:
        names = json.loads(files.get("media", b"{}"))
        return {str(name): files[number] for number, name in names.items() if number in files}
    except (ValueError, AttributeError, RecursionError):
        return {}
