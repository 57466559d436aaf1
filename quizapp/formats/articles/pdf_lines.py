"""The lines of a page of a PDF as they are printed: their text, where they stand, how large and how heavy they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdf

from quizapp.formats.articles.notes import lowered, raised

_SMALL = 0.85
"""Size of a figure beside that of the text before it, below which it is a raised or lowered one."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_OF_TEX = str.maketrans(
    {"\x10": "“", "\x11": "”", "\x15": "–", "\x16": "—"}
    | {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
)
"""What TeX prints by these numbers in fonts that do not say what their signs are."""
_BOLD = re.compile(r"bold|black|heavy|semibold|(?<![a-z])cmbx|-b(?:i|t)?$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. `left` and `height` say where it begins, in points from the left and from the bottom."""

    text: str
    left: float = 0.0
    height: float = 0.0
    size: float = 0.0
    bold: bool = False


class _Page:
    """What has been read of a page so far."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.places: list[tuple[float, float]] = []
        self.weights: Counter[tuple[float, bool]] = Counter()

    def add(self, text: str, left: float, height: float, size: float, bold: bool) -> None:
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.end()
            if piece.strip():
                self.places.append((left, height))
                self.weights[(size, bold)] += len(piece)
            self.parts.append(piece)

    def end(self) -> None:
        text = "".join(self.parts).translate(_LIGATURES).translate(_OF_TEX).strip()
        if text:
            (size, bold), _ = self.weights.most_common(1)[0]
            self.lines.append(Line(text, *self.places[0], size, bold))
        self.parts, self.places, self.weights = [], [], Counter()


def lines_of(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page in the order of its file, small raised and lowered figures as Unicode has them: 10⁵."""
    read = _Page()
    height = size = 0.0
    """Where on the page the text before stands, and how large it is."""

    def visit(
        text: str, page_at: Sequence[float], line_at: Sequence[float], font: dict[str, object] | None, given: float
    ) -> None:
        nonlocal height, size
        x, y = line_at[4] * page_at[0] + page_at[4], line_at[5] * page_at[3] + page_at[5]
        large = abs(given * (line_at[3] or line_at[1]) * page_at[3])
        before = "".join(read.parts)
        risen = y - height
        if text.strip().isdecimal() and large < _SMALL * size and abs(risen) < size and before:
            # Some programs raise a figure in a way that shows in no place: it is one behind a full stop or a figure.
            if risen > 0 or (risen == 0 and not before.rstrip()[-1:].isalpha()):
                text = text.lstrip(" ").replace(text.strip(), raised(text.strip()))
            elif risen < 0:
                text = text.lstrip(" ").replace(text.strip(), lowered(text.strip()))
        elif text.strip():
            height, size = y, large
        read.add(text, x, y, round(large, 1), _BOLD.search(str((font or {}).get("/BaseFont", ""))) is not None)

    page.extract_text(visitor_text=visit)
    read.end()
    return read.lines
