"""A question's rendered text as words on one line, for labels and lists, in which x² does not become x2."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser

from quizapp.formats.markup.math import Formula
from quizapp.formats.markup.tags import raised_text

_WITHIN = frozenset(("strong", "em", "del", "code", "a", "sup", "sub"))


@lru_cache(maxsize=4_000)
def line_of(html: str) -> str:
    """What a reader sees, without its look; a picture is its description in brackets."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Reader(HTMLParser):
    """Of HTML that is ours: well formed, and of the few elements that Markdown makes."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.raised: list[int] = []
        self.formula: Formula | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math":
            self.formula = Formula()
        elif self.formula is not None:
            self.formula.start(tag, {})
        elif tag == "img":
            self.parts.append(f" ({dict(attrs).get('alt') or 'picture'}) ")
        elif tag in ("sup", "sub"):
            self.raised.append(len(self.parts))
        elif tag not in _WITHIN:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "math" and self.formula is not None:
            self.parts.append(self.formula.line())
            self.formula = None
        elif self.formula is not None:
            self.formula.end(tag)
        elif tag in ("sup", "sub") and self.raised:
            at = self.raised.pop()
            self.parts[at:] = [raised_text(tag, "".join(self.parts[at:]), "".join(self.parts[:at]))[0]]
        elif tag not in _WITHIN:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.formula is not None:
            self.formula.text(data)
        else:
            self.parts.append(data)
