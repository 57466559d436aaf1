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
from quizapp.formats.articles.notes import lowered, raised

MAX_PAGES = 300
_LEAST_LETTERS = 60
"""Letters per page on average below which a PDF is taken for a scan."""
_SMALL = 0.85
"""Size of a figure beside that of the text before it, below which it is a raised or lowered one."""
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
            pages.append(_extracted(page).translate(_LIGATURES).split("\n"))
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


def _extracted(page: pypdf.PageObject) -> str:
    """The text of a page, its small raised and lowered figures as Unicode has them: 10⁵ and not 105."""
    parts: list[str] = []
    height = size = 0.0
    """Where on the page the text before stands, and how large it is."""

    def visit(text: str, page_at: Sequence[float], line_at: Sequence[float], _font: object, given: float) -> None:
        nonlocal height, size
        y, large = line_at[5] * page_at[3] + page_at[5], abs(given * (line_at[3] or line_at[1]) * page_at[3])
        before = parts[-1] if parts else "\n"
        risen = y - height
        if text.strip().isdecimal() and large < _SMALL * size and abs(risen) < size and not before.endswith("\n"):
            # Some programs raise a figure in a way that shows in no place: it is one behind a full stop or a figure.
            if risen > 0 or (risen == 0 and not before.rstrip()[-1:].isalpha()):
                text = text.lstrip(" ").replace(text.strip(), raised(text.strip()))
            elif risen < 0:
                text = text.lstrip(" ").replace(text.strip(), lowered(text.strip()))
        elif text.strip():
            height, size = y, large
        if text:
            parts.append(text)

    page.extract_text(visitor_text=visit)
    return "".join(parts)


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
