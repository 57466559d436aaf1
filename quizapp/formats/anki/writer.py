"""Writing Anki: a package with our own note type and fixed model and deck ids."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256

from quizapp.core.item import is_flag
from quizapp.formats.anki.model import BACK, CSS, FIELDS, FRONT, LETTERS, MODEL_ID, NAME
from quizapp.formats.fields.source_line import tell_source, told_source
from quizapp.formats.fields.tags import tags_of
from quizapp.formats.files.archive import pack
from quizapp.formats.files.media import names_in
from quizapp.formats.markup import to_html
from quizapp.formats.report import Entry, Ledger, Written, xml_name

_WRITTEN_AT = 1_700_000_000.0


def write(
    entries: Sequence[Entry], media: Mapping[str, bytes], title: str, *, written_at: float = _WRITTEN_AT
) -> Written:
    """A package. `written_at` (seconds since 1970) is the time of change that Anki compares on a second import."""
    import genanki

    ledger = Ledger()
    model = genanki.Model(
        MODEL_ID, NAME, fields=[{"name": name} for name in FIELDS], css=CSS,
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
    )  # fmt: skip
    decks: dict[str, object] = {}
    shown: dict[str, str] = {}
    for entry in entries:
        pictures = {name: _media_name(name, media[name]) for name in names_in(entry) if name in media}
        if len(entry.item.options) > len(LETTERS):
            options = len(entry.item.options)
            ledger.refuse(entry, f"it has {options} options and the note type {len(LETTERS)}", "choose another format")
            continue
        if len(pictures) < len(names_in(entry)):
            ledger.lose(entry, "media", "left out, because the file is missing")
        shown |= pictures
        tell_source(entry, ledger, "the back of the card")
        tags = [tag for tag in tags_of(entry.item) if not is_flag(tag)]  # the cards are for learners
        if any(map(is_flag, entry.item.tags)):
            ledger.lose(entry, "tags", "left out where they are notes among teachers")
        if any("_" in tag for tag in tags):
            ledger.lose(entry, "tags", "kept with spaces for underscores")
        note = genanki.Note(
            model=model,
            fields=_fields(entry, pictures),
            tags=[re.sub(r"\s+", "_", tag) for tag in tags],
            guid=genanki.guid_for(xml_name(entry)),
        )
        name = "::".join([title or "Questions", *(part for part in entry.category.split("/") if part)])
        deck = decks.setdefault(name, genanki.Deck(_deck_id(name), name))
        deck.add_note(note)  # type: ignore[attr-defined]  # genanki has no types
    ledger.note("To change cards that are already in Anki, choose “Update notes: Always” when you import.")
    return ledger.written(_packed(genanki.Package(list(decks.values())), shown, media, written_at))


def _fields(entry: Entry, pictures: Mapping[str, str]) -> list[str]:
    item = entry.item

    def html(markdown: str, *, inline: bool = False) -> str:
        return to_html(markdown, lambda name: pictures.get(name, ""), inline=inline) if markdown else ""

    blank = [""] * (len(LETTERS) - len(item.options))
    return [
        *map(_escaped, (entry.uid or xml_name(entry), entry.title, entry.category, item.kind)), html(item.stem),
        *(html(option.text, inline=True) for option in item.options), *blank,
        " ".join(LETTERS[at] for at in item.keys),
        *(html(option.rationale) for option in item.options), *blank,
        html(item.explanation), _escaped(told_source(entry)),
    ]  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _media_name(name: str, data: bytes) -> str:
    """All media of all decks lie in one folder, so the name carries part of the hash."""
    stem, _, ending = name.removeprefix("media/").rpartition(".")
    mark = "-" + sha256(data).hexdigest()[:8]
    return f"{stem.removesuffix(mark)}{mark}.{ending}"


def _deck_id(name: str) -> int:
    return (1 << 30) + int(sha256(name.encode()).hexdigest()[:7], 16)


def _packed(package: object, shown: Mapping[str, str], media: Mapping[str, bytes], written_at: float) -> bytes:
    out = io.BytesIO()
    package.write_to_file(out, timestamp=written_at)  # type: ignore[attr-defined]
    with zipfile.ZipFile(out) as archive:
        files = {"collection.anki2": archive.read("collection.anki2")}
    names = sorted(shown)
    files["media"] = json.dumps({str(at): shown[name] for at, name in enumerate(names)}).encode()
    files |= {str(at): media[name] for at, name in enumerate(names)}
    return pack(files, first=("collection.anki2",))
