"""The cells of a table as texts: what each says in Markdown, and the numbers that come with a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from quizapp.core.item import Item
from quizapp.core.page import Head
from quizapp.core.scoring import RULES
from quizapp.formats.files.media import is_name
from quizapp.formats.marks.numbers import number
from quizapp.formats.markup import from_markdown, from_mixed, from_plain, pictures_shown
from quizapp.formats.report import Defaults, Ledger
from quizapp.formats.sheets.cells import Row, Sheet, notes_of, unguard
from quizapp.formats.sheets.columns import Columns
from quizapp.formats.sheets.kinds import difficulty_said, level_said
from quizapp.formats.sheets.stacked import share_of

_PICTURE = re.compile(r"<img\b|<svg\b[^>]*=", re.I)
_MARKDOWN_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]+\)")
"""A picture alone in a cell: in another text these signs may be code."""

_WORDS = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"`[^`\n]*\w[^`\n]*`")


class Texts:
    """What the cells of one sheet say, its columns known."""

    def __init__(self, sheet: Sheet, columns: Columns, *, game: bool) -> None:
        self.sheet, self.columns = sheet, columns
        self.game = game  # their texts are plain

    def _cell(self, row: Row, field: str) -> str:
        return row.cell(self.columns.plain.get(field)).strip()

    def _instruction(self, row: Row) -> bool:
        """Templates explain their columns in a row of their own."""
        stem = self._cell(row, "stem").lower()
        return stem.startswith(("text of the question", "(required)", "question text")) or (
            "(required)" in stem and len(stem) < 200
        )

    def _note_left_out(self, rows: Sequence[Row], ledger: Ledger) -> None:
        """Say what rows hold that stand among the questions and are none; their numbers are no loss."""
        said = [text for row in rows if _WORDS.search(text := " ".join(" ".join(row.cells).split())[:60])]
        if said:
            ledger.note(f"rows without a question were left out: {', '.join(f'“{text}”' for text in said[:12])}")

    def _raw(self, text: str) -> str:
        return unguard(text) if self.columns.own and not self.sheet.name else text

    def _text(self, text: str, changes: list[str]) -> str:
        """Markdown: as it stands in our own dialect, plain in games' sheets, plain or HTML in others."""
        if not text:
            return ""
        text = self._raw(text)
        if self.game:
            return from_plain(text)
        if self.columns.own and all(map(is_name, pictures_shown(text))):
            return text
        own = self.columns.own
        markdown, changed = from_markdown(text, lambda name: name if is_name(name) else "") if own else from_mixed(text)
        if not own and _MARKDOWN_PICTURE.fullmatch(text):
            markdown, changed = from_markdown(text)
        if not own and _CODE.fullmatch(text):
            return text
        if not markdown.strip("-\n ") and not _PICTURE.search(text):
            return from_plain(text)  # `<p>` or `<hr>` is the name of a tag here
        changes += changed
        return markdown

    def _remarks(self, row: Row) -> list[str]:
        return [*self._unread(row), *notes_of(row, self.sheet), *row.changes]

    def _unread(self, row: Row) -> list[str]:
        """What a row says in words that mean nothing here, so that it is left out."""
        meant: dict[str, Callable[[str], object]] = {
            "level": lambda text: level_said(text) or difficulty_said(text),
            "difficulty": difficulty_said,
            "points": lambda text: number(text.replace(",", ".")) is not None,
            "seconds": lambda text: number(text) is not None,
            "rule": lambda text: text.lower().replace(" ", "_") in RULES,
        }
        head = self.sheet.rows[self.columns.row] if self.columns.row >= 0 else Row(0, ())
        told = [(field, text) for field, fits in meant.items() if (text := self._cell(row, field)) and not fits(text)]
        return [
            f"“{text[:60]}” in “{head.cell(self.columns.plain[field]).strip()[:40] or field}” was left out"
            for field, text in told
        ]

    def _numbered(self, row: Row, field: str, n: int, changes: list[str]) -> str:
        return self._text(row.cell(self.columns.numbered.get(field, {}).get(n)).strip(), changes)

    def _decimal(self, row: Row, field: str) -> Decimal | None:
        text = self._cell(row, field).replace(",", ".")
        return Decimal(text) if number(text) is not None and len(text) < 12 and "e" not in text.lower() else None

    def _defaults(self, row: Row, item: Item, changes: list[str]) -> Defaults:
        seconds = number(self._cell(row, "seconds"))
        points, penalty = (self._decimal(row, name) for name in ("points", "penalty"))
        rule = self._cell(row, "rule").lower().replace(" ", "_")
        numbers = sorted(self.columns.options)[: len(item.options)]
        cells = self.columns.numbered.get("weight", {})
        said = [share_of(self._raw(row.cell(cells.get(n)))) for n in numbers]
        weights: tuple[Fraction, ...] = ()
        if any(weight is not None for weight in said):
            scale = 100 if any(weight is not None and abs(weight) > 1 for weight in said) else 1
            weights = tuple(_neat((weight or Fraction(0)) / scale) for weight in said)
            if any(abs(weight) > 1 for weight in weights):
                weights = ()
                changes.append("weights over 100 were left out")
        shuffle = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        return Defaults(
            points, penalty, rule if rule in RULES else "", weights,
            int(seconds) if seconds is not None and 0 < seconds < 100_000 else None,
            shuffle.get(self._cell(row, "shuffle").lower()),
        )  # fmt: skip

    def _head(self, row: Row) -> Head | None:
        """What our own tables say of the page, its title first; or where somebody else has the question from."""
        said = " ".join(self._raw(self._cell(row, "source")).split())
        if own := said.removeprefix("Source: ")[:300] if said.startswith("Source: ") else "":
            return Head(own)
        return Head("", source=said[:300]) if said else None


def _neat(share: Fraction) -> Fraction:
    neat = share.limit_denominator(100)
    return neat if abs(neat - share) < Fraction(1, 100_000) else share
