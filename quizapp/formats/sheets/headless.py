"""Tables without a header whose every row has the same shape: a question, its options, the right one.

Where no column names the right one, it is the only cell of its row that is bold, coloured, filled or starred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.marks.numbers import number
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import Columns
from quizapp.formats.sheets.keys import by_place, by_words
from quizapp.formats.sheets.kinds import kind_said

_ENOUGH = 3
"""Rows of one shape that are no accident."""

_NUMBERED = re.compile(r"\(?\d{1,3}[.)]?")
_SHORT = re.compile(r"[A-Z]{1,8}|[A-Z][a-z]{2,12}(?:[ -][a-z]{2,10})?")
_ASKS_WORDS = re.compile(r"[^\W\d_]{2,}.*[^\W\d_]{2,}")
_FURTHEST, _LEAST = 4, 2
_STARRED = re.compile(r"\*{0,2}[*✓✔][ ]?[^*]+|[^*]+[ ]?[*✓✔]")
_ASKS = re.compile(r".*(?:[?:？…]|_{2,}[.]?|\.{3})\s*", re.S)


def headless(sheet: Sheet) -> Columns | None:
    """The columns that the rows themselves tell, all of them alike; None where any row could be another thing."""
    rows = [row for row in sheet.rows if not row.empty]
    if len(rows) < _ENOUGH:
        return None
    if all(kind_said(row.cell(0).strip()) or _SHORT.fullmatch(row.cell(0).strip()) for row in rows) and (
        found := _with_kinds(rows)
    ):
        return found
    stem = 1 if all(_NUMBERED.fullmatch(row.cell(0).strip()) for row in rows) else 0
    key = max(at for row in rows for at, cell in enumerate(row.cells) if cell.strip())
    options = range(stem + 1, key)
    if len(options) < 2 or not all(_whole(row, stem, key) for row in rows):
        return None
    stems = [row.cell(stem).strip() for row in rows]
    if 2 * sum(map(_asks, stems)) < len(stems) or len(set(stems)) < len(stems):
        return None  # prices, marks and timetables have such rows, too; they ask nothing
    looks = [row.bright & {*options, key} for row in rows]
    if all(len(look) == 1 for look in looks) and len(set(looks)) > 1:  # nothing but its look tells the right one
        return Columns(-1, {"stem": stem}, {"option": dict(enumerate((*options, key), 1))})
    stars = [{at for at in (*options, key) if _STARRED.fullmatch(row.cell(at).strip())} for row in rows]
    if all(len(star) == 1 for star in stars):
        return Columns(-1, {"stem": stem}, {"option": dict(enumerate((*options, key), 1))})
    told = [(row.cell(key).strip(), [row.cell(at).strip() for at in options if row.cell(at).strip()]) for row in rows]
    if _spelled(told) or _lettered(told) or _counted(told):
        return Columns(-1, {"stem": stem, "correct": key}, {"option": dict(enumerate(options, 1))})
    return None


def _with_kinds(rows: Sequence[Row]) -> Columns | None:
    """The columns where each row begins with its kind: then points, the question, the place of its key, its options.

    Stars before the right options tell them as well.
    """
    choices = [row for row in rows if kind_said(row.cell(0)) in ("single", "multiple")]
    stem = next((at for at in range(1, _FURTHEST) if all(_ASKS_WORDS.search(row.cell(at)) for row in rows)), 0)
    if not stem or len(choices) < _LEAST or 2 * sum(_asks(row.cell(stem)) for row in choices) < len(choices):
        return None
    before = [at for at in range(1, stem) if any(row.cell(at).strip() for row in rows)]
    if len(before) > 1 or not all(number(row.cell(at)) is not None for at in before for row in rows):
        return None
    plain = {"type": 0, "stem": stem}
    if before and [row.cell(before[0]).strip() for row in rows] != [str(n) for n in range(1, len(rows) + 1)]:
        plain["points"] = before[0]
    width = max(len(row.cells) for row in rows)
    told = [[cell.strip() for cell in row.cells[stem + 1 :] if cell.strip()] for row in choices]
    stars = [[_STARRED.fullmatch(cell) is not None for cell in cells] for cells in told]
    if all(any(one) and not all(one) for one in stars):
        return Columns(-1, plain, {"option": dict(enumerate(range(stem + 1, width), 1))})
    keyed = all(len(cells) > _LEAST and by_place(cells[0], len(cells) - 1) for cells in told)
    words = any(re.search(r"[^\W\d_]{2}", option) for _, *options in told for option in options)
    if not keyed or not words or len({cells[0] for cells in told}) == 1:
        return None
    options = dict(enumerate(range(stem + 2, width), 1))
    return Columns(-1, plain | {"correct": stem + 1}, {"option": options}, counted=True)


def _whole(row: Row, stem: int, key: int) -> bool:
    """Question and right answer, and at least two options with no gap between them."""
    filled = [bool(row.cell(at).strip()) for at in range(stem + 1, key)]
    return bool(row.cell(stem).strip() and row.cell(key).strip()) and all(filled[:2]) and filled == sorted(filled)[::-1]


def _asks(stem: str) -> bool:
    return _ASKS.fullmatch(stem) is not None


def _spelled(told: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Each row says one of its options again."""
    return all(by_words(key, options) is not None and len(set(options)) == len(options) for key, options in told)


def _lettered(told: Sequence[tuple[str, Sequence[str]]]) -> bool:
    signs = [re.fullmatch(r"\(?([A-Ha-h])[.)]?", key) for key, _ in told]
    places = ["abcdefgh".index(sign[1].lower()) if sign else 99 for sign in signs]
    return all(at < len(options) for at, (_, options) in zip(places, told, strict=True)) and len(set(places)) > 1


def _counted(told: Sequence[tuple[str, Sequence[str]]]) -> bool:
    counted = [int(key) if re.fullmatch(r"[0-8]", key) else 99 for key, _ in told]
    places = [at + 1 for at in counted] if 0 in counted else counted  # as programs count
    words = any(re.search(r"[^\W\d_]", option) for _, options in told for option in options)
    fits = all(0 < at <= len(options) for at, (_, options) in zip(places, told, strict=True))
    return fits and words and len(set(places)) > 1
