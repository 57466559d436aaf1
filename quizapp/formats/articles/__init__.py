"""Reading an article from a file: its text as it will be read, and what was left out and why.

`.txt` and `.md` are read here. HTML, PDF and Word files are hostile ground (scripts, hidden text, bombs), so they
are read by a process of their own with limits on time and memory: see `article_apart`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from quizapp.core.errors import BadInput
from quizapp.formats.articles.notes import without_marks
from quizapp.formats.hyphens import unbroken

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the file that is not part of the article's text, and why it was left out."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as read. Paragraphs stand apart by a blank line, headings begin with `#`, list items with `-`,
    paragraphs of a quotation with `>`.

    `published` is an ISO date or empty; `language` what the file itself says. All of it can be wrong, so an
    instructor may correct it.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    license: str = ""
    language: str = ""
    left_out: tuple[LeftOut, ...] = field(default=())


def sort_of(data: bytes, name: str = "") -> str:
    """pdf, docx, html, md or txt: by what the bytes are, and by the file's ending only between the last three.

    Raises BadInput for what is none of these.
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    ending = "." + name.lower().rpartition(".")[2]
    if b"%pdf-" in start[:64]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"{name or 'This file'} is an old Word file (.doc); save it as .docx, or paste the text.")
    if ending in (".html", ".htm") or start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")):
        return "html"
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        known = ", ".join(ENDINGS)
        raise BadInput(f"{name or 'This file'} is no article that can be read; give one of {known}, or paste the text.")
    return "md" if ending in (".md", ".markdown") or marked_up(data[: 64 * 1024].decode("utf-8", "replace")) else "txt"


def marked_up(text: str) -> bool:
    """Whether a text is Markdown, whatever it is called: it has a heading, and emphasis or links within its lines."""
    return _HEADING.search(text) is not None and _INLINE.search(text) is not None


_HEADING = re.compile(r"^#{1,6} \S", re.M)
_INLINE = re.compile(r"\*\*\w[^*\n]*\*\*|(?<![\w*])\*\w[^*\n]*\*(?![\w*])|\]\(\S+\)")
_STRONG, _EMPHASISED = (
    re.compile(rf"(?<![\w*\\]){mark}(?=[^\W_]|[*\"“‘(])((?:(?!{mark}|\n[ \t]*\n).)*\S)(?<!\\){mark}(?!\w)", re.DOTALL)
    for mark in (r"\*\*", r"\*")
)
"""Words between stars are emphasised, also in a text that is no Markdown; the stars are part of no sentence."""
_QUOTATION = re.compile(r"^[ \t]*>(?!>>).*(?:\n[ \t]*>(?!>>).*)*", re.M)


def read(data: bytes, name: str = "") -> ArticleText:
    """The article in a file; `name` helps to tell what it is. Files other than text are read in a process apart.

    Raises BadInput, with what to do, for a file that is too large, of no known sort, locked, scanned or broken.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"{name or 'This file'} has {len(data) / 1e6:.0f} MB; an article has at most "
            f"{MAX_BYTES // 1024 // 1024} MB. Paste its text instead."
        )
    sort = sort_of(data, name)
    if sort in ("txt", "md"):
        text, notes = decoded(data)
        return read_text(text, name, notes, markdown=sort == "md")
    from quizapp.formats.articles.apart import read_apart

    return finished(read_apart(data, sort, name), name)


def read_text(
    text: str, name: str = "", notes: tuple[LeftOut, ...] = (), *, markdown: bool | None = None
) -> ArticleText:
    """The article in a text that somebody pasted, or that stood in a file; Markdown is known by its look."""
    if marked_up(text) if markdown is None else markdown:
        from quizapp.formats.articles.markdown import read_markdown

        return finished(read_markdown(text), name, notes)
    text = _QUOTATION.sub(_folded, unbroken(text.replace("\r\n", "\n"))[0])
    return finished(ArticleText(_EMPHASISED.sub(r"\1", _STRONG.sub(r"\1", text))), name, notes)


def _folded(quotation: re.Match[str]) -> str:
    """A quotation whose lines each have their sign, with one sign for each of its paragraphs."""
    parts: list[str] = []
    for line in quotation[0].split("\n"):
        said = line.lstrip("> \t").rstrip()
        if parts and parts[-1] and said and said[0] not in "-–—*•|":
            parts[-1] += f" {said}"
        else:
            parts.append(said)
    return "\n\n".join(f"> {part}" for part in parts if part)


def decoded(data: bytes) -> tuple[str, tuple[LeftOut, ...]]:
    """Bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252, which is a guess and therefore reported."""
    for mark, coding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = LeftOut("not UTF-8: read as Windows-1252; check letters with accents and quotation marks")
        return data.decode("windows-1252", "replace"), (note,)


def finished(article: ArticleText, name: str = "", notes: tuple[LeftOut, ...] = ()) -> ArticleText:
    """The article with tidy characters: NFC, plain line ends, no invisible ones and no marks of notes.

    Those left out are reported by number.
    """
    text = article.text.replace("\r\n", "\n").replace("\r", "\n")
    text, invisible = _INVISIBLE.subn("", unicodedata.normalize("NFC", text))
    text, marks = without_marks("\n".join(line.rstrip() for line in text.split("\n")))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    if len(text) > MAX_CHARACTERS:
        raise BadInput(
            f"{name or 'This text'} has {len(text):,} characters; split it into articles of at most "
            f"{MAX_CHARACTERS:,} characters."
        )
    if not text.strip():
        raise BadInput(f"{name or 'This text'} has no text to read; paste the article's text instead.")
    left_out = (*article.left_out, *notes)
    if invisible > text.count("\n\n"):  # form feeds and the like between pages are no news
        left_out = (*left_out, LeftOut(f"{invisible} invisible or control characters"))
    if marks:
        shown = ", ".join(marks[:20]) + (", …" if len(marks) > 20 else "")
        left_out = (*left_out, LeftOut(f"{len(marks)} mark{'s' if len(marks) > 1 else ''} of notes", shown))
    return ArticleText(
        text + "\n",
        " ".join(article.title.split())[:200],
        " ".join(article.publisher.split())[:200],
        article.published,
        article.url,
        article.license,
        article.language,
        left_out,
    )
