"""Tables with an option in each row, below the question or beside it again: made as wide as all others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from quizapp.formats.marks.numbers import number
from quizapp.formats.marks.true_false import truth_words
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import EACH, bare, headed
from quizapp.formats.sheets.marked import is_mark, is_right, with_marks
from quizapp.formats.sheets.shown import looks_told

_MAX_OPTIONS = 26
_LONGEST = 30
"""Signs of a header that is one word; looking for the end of a wide gap in others took minutes."""

_RIGHT = re.compile(
    r"[✓✔☑✅]\ufe0f?|"
    rf"(?:is[\s_-]*)?{words.RIGHT}(?:[\s_-]*{words.OPTION})?\??(?: \((?![^()]*\b{words.CHOSEN}\b)[^()]*\))?",
    re.I,
)


def is_worth(cell: str) -> bool:
    """Whether a cell can be the points that an option earns."""
    return is_share(cell) and (share_of(cell) or 0) >= 0


def is_share(cell: str) -> bool:
    """Whether a cell can be the part of the mark that an option earns or costs: `100%`, `-50`."""
    return not cell.strip() or share_of(cell) is not None


def share_of(cell: str) -> Fraction | None:
    """The points or percent that an option earns; None for anything else."""
    return number(cell.strip("% "))


def unstacked(sheet: Sheet) -> Sheet:
    """The sheet with one row for each question, if it has one for each option; otherwise as it is."""
    for at, row in enumerate(sheet.rows[:15]):
        names = [headed(cell) for cell in row.cells]
        stems = [column for column, name in enumerate(names) if name == ("stem", 0)]
        options = [column for column, cell in enumerate(row.cells) if EACH.fullmatch(bare(cell))]
        rights = [column for column, cell in enumerate(row.cells) if _RIGHT.fullmatch(bare(cell))]
        if len(stems) == len(options) == len(rights) == 1 and not any(name and name[1] for name in names):
            below = [one for one in sheet.rows[at + 1 :] if not one.empty]
            stem, option, right = stems[0], options[0], rights[0]
            if below and all(is_mark(one.cell(right)) for one in below):
                groups = _grouped(below, stem)
                if max(map(len, groups)) > 1:
                    return _wide(sheet, row, groups, (stem, option, right))
        if len(stems) == len(options) == 1 and not rights and ("correct", 0) not in names:
            groups = _grouped([one for one in sheet.rows[at + 1 :] if not one.empty], stems[0])
            if told := _by_look(groups, options[0], len(row.cells)):
                return _wide(sheet, row, told, (stems[0], options[0], len(row.cells)))
    return _judged_apart(with_marks(sheet))


def _by_look(groups: list[list[Row]], option: int, right: int) -> list[list[Row]]:
    """The rows with a mark beside each option that stands out; none where this tells no keys."""
    looks = [frozenset(at for at, row in enumerate(group) if option in row.bright) for group in groups]
    told = [look for look, group in zip(looks, groups, strict=True) if look and len(look) < len(group)]
    if not looks_told(told, len(groups)):
        return []

    def marked(row: Row) -> Row:
        cells = (row.cell(n) for n in range(right))
        return replace(row, cells=(*cells, "x" if option in row.bright else ""))

    return [list(map(marked, group)) for group in groups]


def _judged_apart(sheet: Sheet) -> Sheet:
    """The sheet with one column of verdicts, if it has one for true and one for false with a mark in either."""
    for at, row in enumerate(sheet.rows[:15]):
        stems = [column for column, cell in enumerate(row.cells) if headed(cell) == ("stem", 0)]
        pairs = [
            column
            for column in range(len(row.cells) - 1)
            if max(len(row.cell(column)), len(row.cell(column + 1))) < _LONGEST
            and truth_words(f"{row.cell(column).strip()}/{row.cell(column + 1).strip()}")
        ]
        below = [one for one in sheet.rows[at + 1 :] if len(stems) == 1 and one.cell(stems[0]).strip()]
        if len(pairs) != 1 or not below:
            continue
        right, wrong = pairs[0], pairs[0] + 1
        if not all(_is_tick(one.cell(right)) + _is_tick(one.cell(wrong)) == 1 for one in below):
            return sheet
        rows = [_told(row, right, "Correct answer")]
        rows += [_told(one, right, row.cell(right if _is_tick(one.cell(right)) else wrong)) for one in below]
        return Sheet(sheet.name, tuple(rows), sheet.separator, sheet.cut)
    return sheet


def _is_tick(cell: str) -> bool:
    return bool(cell.strip()) and is_right(cell)


def _told(row: Row, column: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (column + 2 - len(row.cells))]
    cells[column : column + 2] = [text.strip(), ""]
    return Row(row.number, tuple(cells), row.notes)


def _grouped(rows: Sequence[Row], stem: int) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        text = row.cell(stem).strip()
        goes_on = groups and text in ("", groups[-1][0].cell(stem).strip()) and len(groups[-1]) < _MAX_OPTIONS
        if goes_on:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _wide(sheet: Sheet, head: Row, groups: list[list[Row]], columns: tuple[int, int, int]) -> Sheet:
    _, option, right = columns
    kept = [column for column in range(len(head.cells)) if column not in (option, right)]
    most = range(1, max(map(len, groups)) + 1)
    header = (*(head.cell(column) for column in kept), *(f"{word} {n}" for n in most for word in ("Option", "Correct")))
    rows = [Row(head.number, header)]
    for group in groups:
        cells = [group[0].cell(column) for column in kept]
        for row in group:
            if row.cell(option).strip():
                cells += [row.cell(option), row.cell(right)]
        rows.append(Row(group[0].number, tuple(cells), group[0].notes))
    return Sheet(sheet.name, tuple(rows), sheet.separator, sheet.cut)
