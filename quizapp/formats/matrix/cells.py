"""The cells of a response matrix: rows of one width, numbers, options, and where something is wrong."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.core.errors import BadInput

MAX_PROBLEMS = 10
_NUMBER = re.compile(r"([+-]?)([0-9]{1,9})(?:[.,]([0-9]{1,9}))?|([0-9]{1,6})/([1-9][0-9]{0,5})")
_SEVERAL = re.compile(r"[;|]")
ID_WORDS = frozenset({"", "id", "learner", "learners", "name", "student", "pupil", "person", "seat", "user", "code"})
"""What a column of names may be called."""


@dataclass(slots=True)
class Problems:
    file: str
    found: list[str] = field(default_factory=list)

    def add(self, row: int, column: str, words: str) -> None:
        self.found.append(f"{self.file}, row {row}, column {column}: {words}")

    def stop(self) -> None:
        """Raises BadInput if there are any, each on a line of its own."""
        if self.found:
            more = len(self.found) - MAX_PROBLEMS
            lines = self.found[:MAX_PROBLEMS] + ([f"and {more} more"] if more > 0 else [])
            raise BadInput("\n".join(lines))


def options_in(cell: str) -> tuple[str, ...]:
    """The options named in a cell, several separated by ; or |, each once."""
    return tuple(sorted({part.strip() for part in _SEVERAL.split(cell)} - {""}))


def number(cell: str) -> Fraction | None:
    """A mark: `1`, `0.5`, `0,5`, `-0.25` or `1/3`; None for anything else."""
    match = _NUMBER.fullmatch(cell)
    if not match:
        return None
    sign, whole, part, top, bottom = match.groups()
    return Fraction(int(top), int(bottom)) if top else Fraction(f"{sign}{whole}.{part or 0}")


def rows_of(data: bytes, file: str) -> tuple[list[list[str]], list[int]]:
    """Stripped cells, and the line each row ends on; empty lines are left out.

    Raises BadInput for what is no table of one width.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: byte {error.start + 1} is not UTF-8; save it as “CSV UTF-8” and try again") from None
    if "\0" in text:
        raise BadInput(f"{file}: this is not a text file; save it as “CSV UTF-8” and try again")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=lambda sign: (first.count(sign), sign == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if not any(stripped) and len(stripped) <= 1:
                continue
            if rows and len(stripped) != len(rows[0]):
                raise BadInput(
                    f"{file}, line {reader.line_num}: {len(stripped)} cells, but the first row has {len(rows[0])}; "
                    "give every row one cell per question, empty ones too"
                )
            rows.append(stripped)
            lines.append(reader.line_num)
    except csv.Error as error:
        raise BadInput(f"{file}, line {reader.line_num}: {error}; check the quotation marks there") from None
    if not rows:
        raise BadInput(f"{file}: the file is empty; write a row for each learner")
    return rows, lines


def check_names(names: Sequence[str], file: str) -> None:
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if not name:
            raise BadInput(f"{file}, row 1: question {place} has no name; give every column one")
        if name in seen:
            raise BadInput(f"{file}, row 1: questions {seen[name]} and {place} are both called “{name}”; rename one")
        seen[name] = place
