"""A spreadsheet that holds no table: questions below each other in one column, or in two with the numbers apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.report import Ledger
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row
from quizapp.formats.sheets.opening import open_sheets
from quizapp.formats.sheets.shown import looks_told

_NAME = rf"{words.QUESTION}|{words.RIGHT}[ ]{words.OPTION}|{words.KEY}|key"
_LABEL = re.compile(rf"\(?(?:(?:Q\.?)?\d{{1,3}}|[A-Ha-h])[.):]?|(?P<word>{_NAME}):?", re.I)
_OPTION = re.compile(r"\(?[A-Ha-h][).:][ ]*\S")
_NUMBERED = re.compile(r"\(?(?:Q\.?)?\d{1,3}[.):]")
_ENOUGH = 3


def as_list(data: bytes, place: str) -> str:
    """The text of such a spreadsheet, a line for each row; empty for any table."""
    lines: list[str] = []
    for sheet in open_sheets(data, place, Ledger(place)):
        rows = [row for row in sheet.rows if not row.empty]
        columns = sorted({at for row in rows for at, cell in enumerate(row.cells) if cell.strip()})
        if len(columns) == 2 and len(rows) >= _ENOUGH and all(_labelled(row, columns) for row in rows):
            lines += _starred([_joined(row, columns) for row in sheet.rows], sheet.rows, columns[1])
        elif len(columns) == 1:
            lines += _starred([row.cell(columns[0]).strip() for row in sheet.rows], sheet.rows, columns[0])
        elif columns:
            return ""
        lines.append("")
    return "\n".join(lines)


def _labelled(row: Row, columns: Sequence[int]) -> bool:
    """A number or a letter beside a text, or a text alone."""
    label, text = (row.cell(at).strip() for at in columns)
    return not label or not text or _LABEL.fullmatch(label) is not None


def _joined(row: Row, columns: Sequence[int]) -> str:
    label, text = (row.cell(at).strip() for at in columns)
    if label and text and (found := _LABEL.fullmatch(label)) and found["word"]:
        return f"{found['word']}: {text}"
    return f"{label}{'' if label.endswith((')', '.', ':')) else '.'} {text}" if label and text else label or text


def _starred(lines: list[str], rows: Sequence[Row], column: int) -> list[str]:
    """The lines with a star before each option that stands out by its look, where this tells the keys.

    Options without letters get theirs if what asks above them ends in a question mark or a colon.
    """
    heads = [at for at, line in enumerate(lines) if line.endswith(("?", "？", ":"))]
    lettered = any(map(_OPTION.match, lines))
    groups: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if _OPTION.match(line) if lettered else line and at not in heads:
            groups[-1].append(at)
        elif groups[-1] and line:
            groups.append([])
    groups = [group for group in groups if group]
    looks = [frozenset(n for n, at in enumerate(group) if column in rows[at].bright) for group in groups]
    told = [look for look, group in zip(looks, groups, strict=True) if look and len(look) < len(group)]
    if any(line.startswith("*") for line in lines) or not looks_told(told, len(groups)):
        return lines
    if not lettered and (len(heads) != len(groups) or min(map(len, groups)) < 2 or any(map(_NUMBERED.match, lines))):
        return lines
    put = list(lines)
    for number, (group, look) in enumerate(zip(groups, looks, strict=True), 1):
        for n, (at, letter) in enumerate(zip(group, "abcdefghijklmnopqrstuvwxyz", strict=False)):
            text = lines[at] if lettered else f"{letter}) {lines[at]}"
            put[at] = f"*{text}" if n in look and look in told else text
        if not lettered:
            put[heads[number - 1]] = f"{number}. {lines[heads[number - 1]]}"
    return put
