"""The records of a text table, also where the quotation marks of its cells are not as they should be.

A cell that begins with one ends at the next that stands alone before a separator; marks within are doubled. People
forget that: `"He said "Go" to me"`, `"To be" is from`. Both are read where they can mean one thing only. A record that
cannot be read ends with its line, so that it swallows no other. One that can may still be two, which their width tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PAIRS = re.compile(r'[^"]*(?:(?<![^\s(\[{/-])"(?=\S)[^"]*(?<=\S)"(?![^\W_])[^"]*)+')
"""Marks that open and close in turn: `He said "Go" to me`."""

_MOST = 20
"""Cells of a row that begin with a mark and do not end as one does: each end is looked for in all the line."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the line it starts on. `loose`: its marks are not all doubled; `broken`: they cannot be read."""

    line: int
    cells: tuple[str, ...]
    loose: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    clean: re.Pattern[str]
    escaped: re.Pattern[str]
    loose: re.Pattern[str]
    opens: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def _signs(separator: str) -> _Signs:
    """How cells begin and end. Between tabs a blank before a mark belongs to the text."""
    blank = "[ ]*" if separator in ",;" else ""
    end = rf'"{blank}(?=[{re.escape(separator)}\r\n]|\Z)'
    return _Signs(
        re.compile(rf'{blank}"((?:[^"]|"")*+){end}'),
        re.compile(rf'{blank}"((?:[^"\\\r\n]|\\[^\r\n])*+){end}'),
        re.compile(rf'{blank}"([^\r\n]*?){end}'),
        re.compile(rf'{blank}"'),
        re.compile(rf"[^{re.escape(separator)}\r\n]*"),
    )


def records(text: str, separator: str, first: int = 1) -> Iterator[Record]:
    """Each record of the table. `first` is the number of its first line."""
    at, line = 0, first
    while at < len(text):
        end = _end(text, at)
        bare = text[at:end].rstrip("\r\n")
        if '"' not in bare:
            yield Record(line, tuple(bare.split(separator)) if bare else ())
        elif (found := _cells(text, at, separator)) is None:
            yield Record(line, tuple(bare.split(separator)), broken=True)
        else:
            cells, loose, stop = found
            yield Record(line, tuple(cells), loose)
            if stop > end:
                line += sum(1 for _ in re.finditer(r"\r\n|\r|\n", text[end:stop])) + 1
                end = _end(text, stop)
        at, line = end, line + 1


def _end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


def _cells(text: str, at: int, separator: str) -> tuple[list[str], bool, int] | None:
    """The cells of the record that starts here, whether its marks are loose, and where it stops; None if broken."""
    signs = _signs(separator)
    cells: list[str] = []
    loose = closed = False
    tried = 0
    while True:
        plain = signs.plain.match(text, at)
        stop = plain.end() if plain else at
        if found := signs.clean.match(text, at):
            cells.append(found[1].replace('""', '"'))
            stop = found.end()
        elif signs.opens.match(text, at):
            loose = True
            found = None if closed else signs.escaped.match(text, at) or signs.loose.match(text, at)
            closed = found is None  # no cell of the line ends as one in marks does, and none is looked for again
            if found and (inner := _meant(found[1])) is not None:
                cells.append(inner)
                stop = found.end()
            elif tried < _MOST and text.count('"', at, stop) % 2 == 0:
                cells.append(text[at:stop])
                tried += found is not None
            else:
                return None
        else:
            cells.append(text[at:stop])
        if text[stop : stop + 1] != separator:
            return cells, loose, stop
        at = stop + 1


def _meant(inner: str) -> str | None:
    """What stands between the marks of a cell, where those within can only be part of the text."""
    if '\\"' in inner and re.search(r'(?<!\\)"', inner) is None:
        return inner.replace('\\"', '"')
    return inner if _PAIRS.fullmatch(inner) else None
