"""An article in a Word file (.docx): paragraphs and headings as printed; tables, notes and hidden text left out."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx

from quizapp.core.errors import BadInput
from quizapp.formats.articles import ArticleText, LeftOut
from quizapp.formats.articles.notes import lowered, raised

MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 200
"""How many times larger a file may become by unpacking; honest XML stays below fifty."""
MAX_ENTRIES = 3000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes, name: str = "") -> ArticleText:
    """The text of a Word file. Raises BadInput for one that is no Word file, broken, or a bomb."""
    what = name or "This file"
    broken = f"{what} is no Word file that can be read; save it anew as .docx, or paste the text."
    try:
        _check(data, what, broken)
        document = docx.Document(io.BytesIO(data))
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        EOFError,
        OSError,
        SyntaxError,
        RuntimeError,
        NotImplementedError,
    ):
        raise BadInput(broken) from None
    parts: list[str] = []
    left_out: list[LeftOut] = []
    styles = {style.style_id: str(style.name or "").lower() for style in document.styles}
    for element in document.element.body:
        if element.tag == f"{_W}tbl":
            left_out.append(LeftOut("table", _words(element, [])[:300]))
        elif element.tag == f"{_W}p" and (words := _words(element, left_out)):
            parts.append(_mark(element, styles) + words)
    notes = sum(1 for part in document.part.package.iter_parts() if "notes" in str(part.partname))
    if notes and any(e.tag.endswith("noteReference") for e in document.element.body.iter() if isinstance(e.tag, str)):
        left_out.append(LeftOut("footnotes or endnotes"))
    title = str(document.core_properties.title or "")
    return ArticleText("\n\n".join(parts), title=title, left_out=tuple(left_out))


def _check(data: bytes, what: str, broken: str) -> None:
    """Look at the parcel before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        entries = parcel.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED or size > MAX_RATIO * max(len(data), 10_000):
            raise BadInput(f"{what} unpacks to {size / 1e6:.0f} MB, which no article does; paste the text instead.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise BadInput(f"{what} is locked with a password; save a copy without one, or paste the text.")
        if "word/document.xml" not in parcel.namelist():
            raise BadInput(broken)
        with parcel.open("word/document.xml") as part:  # a lying directory cannot make this read more
            text = part.read(MAX_UNPACKED + 1)
        if len(text) > MAX_UNPACKED or b"<!DOCTYPE" in text[:4096]:
            raise BadInput(broken)


def _words(paragraph: Any, left_out: list[LeftOut]) -> str:
    """The text of a paragraph as it would be printed with all tracked changes accepted."""
    words: list[str] = []
    for run in paragraph.iter(f"{_W}r"):
        deleted = "".join(t.text or "" for t in run.iter(f"{_W}delText"))
        text = _raised(run, "".join(_printed(child) for child in run))
        hidden = run.find(f"{_W}rPr/{_W}vanish") is not None or _white(run)
        if deleted.strip():
            left_out.append(LeftOut("deleted in tracked changes", deleted[:300]))
        if hidden and text.strip():
            left_out.append(LeftOut("hidden text", text[:300]))
        elif not hidden:
            words.append(text)
    return " ".join("".join(words).split())


def _white(run: Any) -> bool:
    colour = run.find(f"{_W}rPr/{_W}color")
    return colour is not None and str(colour.get(f"{_W}val")).upper() in ("FFFFFF", "FEFEFE")


def _raised(run: Any, text: str) -> str:
    """The text of a run as it stands on, above or below the line."""
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    at = str(place.get(f"{_W}val")) if place is not None else ""
    return raised(text) if at == "superscript" else lowered(text) if at == "subscript" else text


def _printed(child: Any) -> str:
    if child.tag == f"{_W}t":
        return child.text or ""
    return " " if child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") else ""


def _mark(paragraph: Any, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    called = styles.get(str(style.get(f"{_W}val")), "") if style is not None else ""
    if match := re.match(r"heading (\d)", called):
        return "#" * min(6, int(match[1])) + " "
    if called in ("title", "subtitle"):
        return "# "
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or called.startswith("list")
    return "- " if listed else ""
