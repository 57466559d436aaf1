"""Keys on a second sheet of a workbook: number and answer there, put beside the questions that have the numbers.

In a text they are a second table. One that is headed by other words may hold what somebody answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.formats.report import Ledger
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import Columns, columns_of, headed
from quizapp.formats.sheets.unnamed import names_key

_NUMBER = re.compile(r"(?:q(?:uestion)?[ .#]{0,2})?(\d{1,4})(?:\.0+)?[.)]?", re.I)
_SIGN = re.compile(r"\(?[A-Za-z][.)]?(?:[ ]?[,;&/][ ]?\(?[A-Za-z][.)]?)*|true|false", re.I)
_RULED = re.compile(r"\s*(?::?-{2,}:?)?\s*")
"""The line below the header of a table in Markdown."""

_SOMEBODY = re.compile(rf"(?<!\w)(?:{words.SOMEBODY})(?!\w)|(?<!teacher)(?<!teachers)['’]s?(?!\w)", re.I)
_HEAD = "Correct answer"


@dataclass(frozen=True, slots=True)
class _Keys:
    """The answers of a sheet of keys in their order, and the number of the question of each."""

    sheet: Sheet
    numbers: tuple[str, ...]
    answers: tuple[str, ...]


def with_keys(sheets: Sequence[Sheet], ledger: Ledger) -> list[Sheet]:
    """The sheets, with the keys of the one sheet that holds keys beside the questions of the one without.

    Numbers must name each question once. Without numbers on either side both must have as many rows, and all be read.
    """
    used = [part for sheet in sheets if any(not row.empty for row in sheet.rows) for part in _parts(sheet, ledger)]
    known = [(sheet, columns_of(sheet)) for sheet in used]
    bare = [(sheet, found) for sheet, found in known if found is not None and _lacks_keys(found)]
    keys = [found for sheet in used if not _SOMEBODY.search(sheet.name) and (found := _keys(sheet)) is not None]
    if len(used) < 2 or len(bare) != 1 or len(keys) != 1 or keys[0].sheet is bare[0][0]:
        return list(sheets)
    sheet, columns = bare[0]
    rows = [row for row in sheet.rows[columns.row + 1 :] if not _RULED.fullmatch(row.cell(columns.plain["stem"]))]
    answers = _answers(rows, columns.plain.get("number"), keys[0], by_order=not sheet.broken)
    if answers is None:
        if sheet.broken:
            ledger.note(f"the right answers below were not taken: line {sheet.broken[0].number} cannot be read")
        return list(sheets)
    where = f"the sheet “{keys[0].sheet.name}”" if sheet.name else "the table below"
    ledger.note(f"the right answers were taken from {where}")
    width = max(len(row.cells) for row in sheet.rows)
    told = {sheet.rows[columns.row].number: _HEAD} | answers
    wide = tuple(
        replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)), told[row.number]))
        if row.number in told
        else row
        for row in sheet.rows
    )
    return [replace(one, rows=wide) if one is sheet else one for one in used if one is not keys[0].sheet]


def _parts(sheet: Sheet, ledger: Ledger) -> list[Sheet]:
    """A text with a second table, below an empty line and maybe a heading, that holds keys alone, as two sheets."""
    last, gap = 0, False
    for at, row in enumerate(sheet.rows if not sheet.name else ()):
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if filled > 1 and gap and _is_key_head(row):
            heads = ["".join(one.cells).strip() for one in sheet.rows[last + 1 : at] if not one.empty]
            if heads and not _is_heading(heads[-1].strip("#*_: ")):
                ledger.note(f"the answers below “{heads[-1][:60]}” were not taken for the right ones")
                return [sheet]
            return [replace(sheet, rows=sheet.rows[: last + 1]), replace(sheet, rows=sheet.rows[at:], broken=())]
        last, gap = (at, False) if filled > 1 else (last, gap or not filled)
    return [sheet]


def _is_heading(text: str) -> bool:
    """Whether a line above a table of answers says that they are the right ones, and not whose: `Lösungen`."""
    return any(names_key(text.removesuffix(plural)) for plural in ("", "s", "en", "es"))


def _is_key_head(row: Row) -> bool:
    names = sorted(found[0] if (found := headed(cell)) else "" for cell in row.cells if cell.strip())
    return names in (["correct", "number"], ["correct", "stem"])


def _lacks_keys(columns: Columns) -> bool:
    told = {"correct", "wrongs"} & columns.plain.keys() or {
        "right",
        "wrong",
        "worth",
        "weight",
    } & columns.numbered.keys()
    return len(columns.options) > 1 and not told


def _keys(sheet: Sheet) -> _Keys | None:
    """A sheet with a column of numbers and one of answers, or one of answers alone; None for any other."""
    rows = [row for row in sheet.rows if not (row.empty or all(map(_RULED.fullmatch, row.cells)))]
    for at, row in enumerate(rows[:5]):
        meant = [headed(cell) for cell in row.cells]
        answers = [column for column, found in enumerate(meant) if found == ("correct", 0)]
        numbers = [column for column, found in enumerate(meant) if found == ("number", 0)]
        numbers = numbers or [column for column, found in enumerate(meant) if found == ("stem", 0)]
        if len(answers) == 1 and not any(found and found[0] == "option" for found in meant):
            return _taken(sheet, rows[at + 1 :], numbers[0] if numbers else None, answers[0])
    if all(len(row.cells) == 2 and _SIGN.fullmatch(row.cell(1).strip()) for row in rows):
        return _taken(sheet, rows, 0, 1)
    return None


def _taken(sheet: Sheet, rows: Sequence[Row], number: int | None, answer: int) -> _Keys | None:
    told = [row for row in rows if row.cell(answer).strip()]
    numbers = [found[1] if (found := _NUMBER.fullmatch(row.cell(number).strip())) else "" for row in told]
    if not told or (number is not None and not all(numbers)):
        return None
    return _Keys(sheet, tuple(numbers), tuple(row.cell(answer).strip() for row in told))


def _answers(rows: Sequence[Row], number: int | None, keys: _Keys, *, by_order: bool) -> dict[int, str] | None:
    """Number of a row in its sheet → its key; None where it is not plain which key is whose."""
    found = [_NUMBER.fullmatch(row.cell(number).strip()) for row in rows]
    own = [one[1] if one else "" for one in found]
    order = [str(n) for n, _ in enumerate(rows, 1)]
    if by_order and not any(own) and (not any(keys.numbers) or list(keys.numbers) == order):
        own = order
    told = keys.numbers if any(keys.numbers) else own[: len(keys.answers)] if len(own) == len(keys.answers) else ()
    if not all(own) or len(set(own)) < len(own) or not told or len(set(told)) < len(told):
        return None
    by_number = dict(zip(told, keys.answers, strict=True))
    return {row.number: by_number.get(one, "") for row, one in zip(rows, own, strict=True)}
