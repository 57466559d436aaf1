"""Marks such as yes and no beside each option, told by what all their cells hold.

Above them stands nothing, or what can mean right: marks below `Wrong?` or `Chosen` tell something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import bare, headed

_LEAST = 2
"""Options of a question."""

_WORD = (
    rf"(?:{words.RIGHT}(?:[\s_-]{words.OPTION})?|{words.KEY}|keys?|is|the|it|this|true|wahr|vrai|vero|verdadero"
    r"|yes|y|ja|oui|sí|sim|да|так|tak|ok|[✓✔√☑✅]\ufe0f?|[a-p]|\d{1,2})"
)
_MEANS_RIGHT = re.compile(rf"{_WORD}(?:[\s_.-]{_WORD}){{0,5}}", re.I)
_PARTS = re.compile(r"[()\[\]?]")


def is_mark(cell: str) -> bool:
    """Whether a cell can be a mark beside an option."""
    return cell.strip().casefold() in words.YES | words.NO


def is_right(cell: str) -> bool:
    return cell.strip().casefold() in words.YES


def with_marks(sheet: Sheet) -> Sheet:
    """The sheet with `Correct 1, Correct 2` above such columns, if each option has one; otherwise as it is."""
    for at, row in enumerate(sheet.rows[:15]):
        meant = [headed(cell) for cell in row.cells]
        if ("stem", 0) not in meant and ("item", 0) not in meant:
            continue
        head, below = row, [one for one in sheet.rows[at + 1 :] if not one.empty]
        if below and not below[0].cell(meant.index(("stem", 0)) if ("stem", 0) in meant else 0).strip():
            head, below = joined(row, below[0]), below[1:]  # a header over two rows
        if (named := _with_feedback(_named(head, below, row) or head)) != row:
            others = (replace(one, cells=()) if one is row else one for one in sheet.rows)
            return replace(sheet, rows=tuple(named if one.number == head.number else one for one in others))
    return sheet


def joined(above: Row, below: Row) -> Row:
    wide = max(len(above.cells), len(below.cells))
    cells = (below.cell(n) if below.cell(n).strip() else above.cell(n) for n in range(wide))
    return replace(below, cells=tuple(cells))


def _named(head: Row, rows: Sequence[Row], above: Row) -> Row | None:
    """The header with the columns of marks named; None where it names them itself, or they are not plain."""
    wide = max((len(row.cells) for row in rows), default=0)
    marks = {at for at in range(wide) if rows and all(is_mark(row.cell(at)) for row in rows)}
    meant = [headed(head.cell(at)) for at in range(wide)]
    options = [at for at, found in enumerate(meant) if at not in marks and found and found[0] == "option"]
    if len(options) < _LEAST or any(found and found[0] in ("right", "worth", "weight") for found in meant):
        return None
    beside = [at + 1 for at in options]
    behind = list(range(options[-1] + 1, options[-1] + 1 + len(options)))
    if _fits(beside, marks, rows):
        heads = [bare(head.cell(at)) for at in beside]
        alike = len(set(heads)) == 1 or all(_letter(text) == n for n, text in enumerate(heads, 1))
    elif _fits(behind, marks, rows):
        beside = behind
        numbers = [found[1] if (found := meant[at]) and found[0] == "option" else 0 for at in behind]
        alike = numbers == list(range(1, len(options) + 1))
    else:
        return None
    if not alike or not all(_may_be_right(one.cell(at)) for at in beside for one in (head, above)):
        return None
    cells = [head.cell(at) for at in range(wide)]
    for n, (option, mark) in enumerate(zip(options, beside, strict=True), 1):
        cells[option], cells[mark] = f"Option {n}", f"Correct {n}"
    return replace(head, cells=tuple(cells))


def _with_feedback(head: Row) -> Row:
    """The header with `Feedback 1, Feedback 2` above columns headed alike, if one stands behind each option."""
    meant = list(map(headed, head.cells))
    options = [at for at, found in enumerate(meant) if found and found[0] == "option"]
    said = [at for at, found in enumerate(meant) if found == ("explanation", 0)]
    ends = [*options[1:], len(meant)]
    if len(said) < _LEAST or len(said) != len(options):
        return head
    if not all(option < at < end for option, at, end in zip(options, said, ends, strict=True)):
        return head
    names = dict(zip(said, (f"Feedback {n}" for n, _ in enumerate(said, 1)), strict=True))
    return replace(head, cells=tuple(names.get(at, cell) for at, cell in enumerate(head.cells)))


def _fits(columns: Sequence[int], marks: set[int], rows: Sequence[Row]) -> bool:
    """Whether these columns hold marks alone, with some option right in every row and none in all."""
    right = [[is_right(row.cell(at)) for at in columns] for row in rows]
    return set(columns) <= marks and all(map(any, right)) and not all(map(all, right))


def _may_be_right(heading: str) -> bool:
    """Whether marks below this can be those of right options: `Correct (yes/no)`, `A`, or nothing."""
    parts = (part.strip() for part in _PARTS.split(bare(heading)))
    return all(not part or _yes_or_no(part) or _MEANS_RIGHT.fullmatch(part) for part in parts)


def _yes_or_no(heading: str) -> bool:
    yes, _, no = heading.casefold().partition("/")
    return yes.strip() in words.YES | {"t"} and no.strip() in (words.NO | {"f"}) - {""}


def _letter(text: str) -> int:
    """The option that a heading begins with: 1 for `a (y/n)`."""
    first = text[:1]
    return "abcdefghijklmnop".find(first) + 1 if first and not text[1:2].isalpha() else 0
