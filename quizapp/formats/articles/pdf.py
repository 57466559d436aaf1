"""An article in a PDF: the text layer as paragraphs, without running heads and page numbers."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

import pypdf
from pypdf.errors import PyPdfError

from quizapp.core.errors import BadInput
from quizapp.formats.articles import MAX_CHARACTERS, ArticleText, LeftOut

MAX_PAGES = 300
_LEAST_LETTERS = 60
"""Letters per page on average below which a PDF is taken for a scan."""
_NUMBER = re.compile(r"\W*(?:page )?\d{1,4}\W*", re.I)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def read_pdf(data: bytes, name: str = "") -> ArticleText:
    """The text of a PDF. Raises BadInput for one that is locked, scanned, broken or too long."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    what = name or "This PDF"
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opened(reader):
            raise BadInput(f"{what} is locked with a password; save a copy without one, or paste the text.")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise BadInput(f"{what} has {count} pages; take out the article (at most {MAX_PAGES} pages), or paste it.")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text().translate(_LIGATURES).split("\n"))
            size += sum(map(len, pages[-1]))
            if size > MAX_CHARACTERS:
                raise BadInput(
                    f"{what} has more than {MAX_CHARACTERS:,} characters; take out the article, or paste it."
                )
        title = str((reader.metadata.title if reader.metadata else "") or "")
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise BadInput(f"{what} is broken and cannot be read; open and save it anew, or paste the text.") from None
    letters = sum(c.isalpha() for lines in pages for line in lines for c in line)
    if letters < _LEAST_LETTERS * max(1, count):
        raise BadInput(f"{what} is a scan: pictures of pages without text. Paste the text instead.")
    lines, left_out = _without_running_heads(pages)
    return ArticleText("\n\n".join(_paragraphs(lines)), title=title, left_out=tuple(left_out))


def _opened(reader: pypdf.PdfReader) -> bool:
    """Whether the empty password opens it, as in PDFs that only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, NotImplementedError):  # also: the cipher needs a library that is not there
        return False


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip().lower())


def _ended(line: str) -> bool:
    """Whether the line ends a sentence; no running head does."""
    return re.search(r"[.!?:][\"'”’)\]]*$", line) is not None


def _without_running_heads(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[LeftOut]]:
    """All lines without those that stand at the edge of many pages, and without bare page numbers.

    A page number may stand outside a running head, so the edges are looked at twice.
    """
    kept = [[line.strip() for line in lines if line.strip()] for lines in pages]
    left_out: dict[str, LeftOut] = {}
    for _ in range(2):
        edges = Counter(
            shape
            for lines in kept
            for shape in {_shape(line) for line in (*lines[:1], *lines[-1:]) if not _ended(line)}
        )
        running = {shape for shape, times in edges.items() if times >= 3 and times >= 0.3 * len(kept)}
        for lines in kept:
            for place in (0, -1):
                if lines and (_shape(lines[place]) in running or _NUMBER.fullmatch(lines[place])):
                    line = lines.pop(place)
                    left_out.setdefault(_shape(line), LeftOut("running head or page number", line[:300]))
    return [line for lines in kept for line in lines], list(left_out.values())


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined: a paragraph ends at a short line with a full stop; a short line without one is a heading."""
    width = sorted(map(len, lines))[int(0.9 * (len(lines) - 1))] if lines else 0
    parts: list[str] = []
    current = ""
    for line in lines:
        if current and re.search(r"[a-z]-$", current) and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}".strip()
        ended = _ended(line)
        heading = current == line and len(line) < 0.6 * width and not ended and line[:1].isupper()
        if (ended and len(line) < 0.85 * width) or heading:
            parts.append(current)
            current = ""
    return [*parts, current] if current else parts
