"""An article in a Word file (.docx): paragraphs and headings as printed, no tables, notes, boxes or hidden text.

A newsletter that is laid out in boxes is read from them.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
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
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A drawing is told twice; this is for old programs."""
_BOX = f"{_W}txbxContent"
_ELSEWHERE = frozenset({_BOX, _FALLBACK, f"{_W}moveFrom"})
"""What stands in these is no text of the paragraph that they are in."""
_ASIDE = {
    re.compile(r"\bcaption$"): "caption",
    re.compile(r"^toc\b|^table of figures$"): "table of contents",
    re.compile(r"^source code$|^html preformatted$"): "code",
}
"""Names of styles whose paragraphs are no text of the article → what they are."""


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
    boxed = _is_boxed(document.element.body)
    for element in _blocks(document.element.body, boxed=boxed):
        if element.tag == f"{_W}tbl":
            cells = filter(None, (_words(one, []) for one in element.iter(f"{_W}p")))
            left_out.append(LeftOut("table", " · ".join(cells)[:300]))
            continue
        if not boxed:
            left_out += [LeftOut("text box", text[:300]) for text in map(_text_of, _boxes(element)) if text]
        words, called = _words(element, left_out), _style(element, styles)
        if words and (reason := next((why for name, why in _ASIDE.items() if name.search(called)), "")):
            left_out.append(LeftOut(reason, words[:300]))
        elif words:
            parts.append(_mark(element, called) + words)
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


def _is_boxed(body: Any) -> bool:
    """Whether most of the words stand in boxes."""
    words = {True: 0, False: 0}
    for text in body.iter(f"{_W}t"):
        above = [element.tag for element in text.iterancestors()]
        if _FALLBACK not in above:
            words[_BOX in above] += len((text.text or "").split())
    return words[True] > words[False]


def _blocks(body: Any, *, boxed: bool) -> Iterator[Any]:
    """The paragraphs and tables of a text, also those that a content control, custom XML or its boxes hold."""
    for element in body:
        if element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _blocks(element, boxed=boxed)
        elif element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
            for box in _boxes(element) if boxed else ():
                yield from _blocks(box, boxed=boxed)


def _boxes(element: Any) -> Iterator[Any]:
    """The boxes in a paragraph, each once, without those within another."""
    for box in element.iter(_BOX):
        above = list(itertools.takewhile(lambda one: one is not element, box.iterancestors()))
        if not any(one.tag in (_FALLBACK, _BOX) for one in above):
            yield box


def _text_of(box: Any) -> str:
    return " ".join(_words(one, []) for one in box.iter(f"{_W}p")).strip()


def _words(paragraph: Any, left_out: list[LeftOut]) -> str:
    """The text of a paragraph as it would be printed with all tracked changes accepted, without floating boxes."""
    words: list[str] = []
    for run in paragraph.iter(f"{_W}r"):
        within = itertools.takewhile(lambda above: above is not paragraph, run.iterancestors())
        if any(above.tag in _ELSEWHERE for above in within):
            continue
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
    if child.tag == f"{_W}noBreakHyphen":
        return "-"
    return " " if child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") else ""


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(str(style.get(f"{_W}val")), "") if style is not None else ""


def _mark(paragraph: Any, called: str) -> str:
    if match := re.match(r"heading (\d)", called):
        return "#" * min(6, int(match[1])) + " "
    if called in ("quote", "intense quote", "block text"):
        return "> "
    if called in ("title", "subtitle"):
        return "# "
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or called.startswith("list")
    return "- " if listed else ""
