"""An article in a PDF: the text layer as paragraphs, without running heads, page numbers, notes and captions."""

from __future__ import annotations

import io
import logging

import pypdf
from pypdf.errors import PyPdfError

from quizapp.core.errors import BadInput
from quizapp.formats.articles import MAX_CHARACTERS, ArticleText
from quizapp.formats.articles.pdf_layout import paragraphs, without_notes, without_running_heads
from quizapp.formats.articles.pdf_lines import lines_of

MAX_PAGES = 300
_LEAST_LETTERS = 60
"""Letters per page on average below which a PDF is taken for a scan."""


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
            pages.append(lines_of(page))
            size += sum(len(line.text) for line in pages[-1])
            if size > MAX_CHARACTERS:
                raise BadInput(
                    f"{what} has more than {MAX_CHARACTERS:,} characters; take out the article, or paste it."
                )
        title = str((reader.metadata.title if reader.metadata else "") or "")
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise BadInput(f"{what} is broken and cannot be read; open and save it anew, or paste the text.") from None
    letters = sum(c.isalpha() for lines in pages for line in lines for c in line.text)
    if letters < _LEAST_LETTERS * max(1, count):
        raise BadInput(f"{what} is a scan: pictures of pages without text. Paste the text instead.")
    pages, running = without_running_heads(pages)
    pages, notes = without_notes(pages)
    parts, captions = paragraphs(pages)
    return ArticleText("\n\n".join(parts), title=title, left_out=(*running, *notes, *captions))


def _opened(reader: pypdf.PdfReader) -> bool:
    """Whether the empty password opens it, as in PDFs that only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, NotImplementedError):  # also: the cipher needs a library that is not there
        return False
