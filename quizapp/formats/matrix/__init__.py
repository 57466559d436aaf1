"""A response matrix as CSV: a row per learner, a column per question, in each cell what was chosen or the mark.

An empty cell is no answer. A first row with the names of the questions and a first column with the names of the
learners are recognised. A second file gives the key: either a row per question (`item,key,maximum`), or one row with
the same columns as the matrix. Columns without a key hold marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.errors import BadInput
from quizapp.core.scoring import credit
from quizapp.core.statistics import Column, Mark, Matrix
from quizapp.core.statistics.figures import plain
from quizapp.core.statistics.options import Response
from quizapp.formats.matrix.cells import ID_WORDS, Problems, check_names, number, options_in, rows_of
from quizapp.formats.matrix.key import Key, Keys, read_key


@dataclass(frozen=True, slots=True)
class Named:
    """A matrix with the names of its questions, and what was assumed while reading it, a sentence each."""

    names: tuple[str, ...]
    matrix: Matrix
    assumed: tuple[str, ...]


def read(
    data: bytes,
    file: str,
    *,
    key: tuple[bytes, str] | None = None,
    header: bool | None = None,
    ids: bool | None = None,
    rule: str = "all_or_nothing",
    skip_blank: bool = False,
) -> Named:
    """Read a matrix, and its key if there is one; both come as bytes with the name to use in messages.

    `header` and `ids` say whether there are a row and a column of names; None finds out. With `skip_blank`, an empty
    cell is a question that was not seen; else it is no answer and earns 0.

    Raises BadInput naming each bad cell by file, row and column.
    """
    rows, lines = rows_of(data, file)
    keys = read_key(*key) if key else None
    if header is None:
        header = _has_header(rows, keys)
    if header and len(rows) == 1:
        raise BadInput(f"{file}: there is a row of names and no learner under it; add a row for each learner")
    body = rows[1:] if header else rows
    top = rows[0] if header else None
    if ids is None:
        ids = _has_ids(top, body, keys)
    width = len(rows[0]) - ids
    if not width:
        raise BadInput(f"{file}: there are names of learners and no question; add a column for each question")
    names = tuple(top[ids:]) if top else tuple(str(n) for n in range(1, width + 1))
    check_names(names, file)
    by_name = keys.for_names(names) if keys else {}
    cells = [row[ids:] for row in body]
    problems = Problems(file)
    columns: list[Column] = []
    marks: list[list[Mark | None]] = []
    responses: list[list[Response]] = []
    for n, name in enumerate(names):
        reading = _Reading(problems, name, n + ids, lines[int(header) :], rule, skip_blank)
        column, of_all, given = reading.read([row[n] for row in cells], by_name.get(name))
        columns.append(column)
        marks.append([None if mark is None else plain(mark) for mark in of_all])
        responses.append(given)
    problems.stop()
    assumed = [
        f"the first row {'names the questions' if header else 'is the first learner'}",
        f"the first column {'names the learners' if ids else 'is a question'}",
    ]
    matrix = Matrix(tuple(columns), list(zip(*marks, strict=True)), list(zip(*responses, strict=True)))
    return Named(names, matrix, tuple(assumed))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One column of the file while it is read. `place` is its number in the file, `lines` where its cells stand."""

    problems: Problems
    name: str
    place: int
    lines: Sequence[int]
    rule: str
    skip_blank: bool

    @property
    def blank(self) -> Mark | None:
        return None if self.skip_blank else 0

    def read(self, cells: Sequence[str], key: Key | None) -> tuple[Column, list[Mark | None], list[Response]]:
        return self._marks(cells, key) if key is None or not key.options else self._options(cells, key)

    def _options(self, cells: Sequence[str], key: Key) -> tuple[Column, list[Mark | None], list[Response]]:
        chosen = [options_in(cell) for cell in cells]
        names = sorted(key.options.union(*chosen), key=lambda name: (len(name), name))
        numbers = {name: n for n, name in enumerate(names)}
        right = frozenset(numbers[name] for name in key.options)
        maximum = Fraction(1) if key.maximum is None else key.maximum
        marks: list[Mark | None] = []
        for given in chosen:
            share = credit(len(names), right, frozenset(numbers[name] for name in given), self.rule)
            marks.append(share * maximum if given else self.blank)
        many = len(key.options) > 1 or any(len(given) > 1 for given in chosen)
        return Column(maximum, tuple(names), key.options, many), marks, chosen

    def _marks(self, cells: Sequence[str], key: Key | None) -> tuple[Column, list[Mark | None], list[Response]]:
        marks: list[Mark | None] = []
        for row, cell in zip(self.lines, cells, strict=True):
            mark = number(cell) if cell else None
            if cell and mark is None:
                hint = "" if key else "; if the cells are chosen options, give the right ones with --key"
                where = f"{self.place + 1} (“{self.name}”)"
                self.problems.add(row, where, f"“{cell[:40]}” is not a mark; write 1 or 0.5, or leave it empty{hint}")
            marks.append(self.blank if not cell else mark)
        largest: Mark = max((mark for mark in marks if mark is not None), default=1)
        maximum = key.maximum if key and key.maximum is not None else max(Fraction(1), Fraction(largest))
        for row, earned in zip(self.lines, marks, strict=True):
            if earned is not None and earned > maximum:
                where = f"{self.place + 1} (“{self.name}”)"
                self.problems.add(row, where, f"{earned} is more than the maximum {maximum}; correct one of them")
        return Column(maximum), marks, [("given",) if cell else () for cell in cells]


def _has_header(rows: Sequence[Sequence[str]], keys: Keys | None) -> bool:
    """Whether the first row holds names: those of the key, words over columns of numbers, or 1, 2, 3 or Q1, Q2, Q3."""
    top, rest = rows[0], rows[1:]
    if keys and keys.names:
        return set(keys.names) <= set(top)
    for start in (0, 1):
        before = top[start].removesuffix("1") if top[start:] else ""
        counted = [f"{before}{n}" for n in range(1, len(top) - start + 1)]
        if len(counted) > 1 and list(top[start:]) == counted:
            return True
    if not rest:
        return keys is None and all(number(cell) is None for cell in top if cell)
    for n, cell in enumerate(top):
        below = [row[n] for row in rest if row[n]]
        if cell and number(cell) is None and below and all(number(other) is not None for other in below):
            return True
    return top[0].casefold() in ID_WORDS - {""} and all(top)


def _has_ids(top: Sequence[str] | None, body: Sequence[Sequence[str]], keys: Keys | None) -> bool:
    """Whether the first column names learners."""
    first = [row[0] for row in body]
    if keys:
        if top and keys.names:
            return top[0] not in keys.names and (
                top[0].casefold() in ID_WORDS or len(set(first)) == len(first) or _words(first)
            )
        return keys.width is not None and keys.width == len(body[0]) - 1
    if top and top[0].casefold() in ID_WORDS:
        return True
    if any(cell and number(cell) is None for cell in first):
        return len(set(first)) == len(first)
    counted = [str(n) for n in range(1, len(first) + 1)]
    return len(first) > 2 and first == counted


def _words(cells: Sequence[str]) -> bool:
    return any(cell and number(cell) is None for cell in cells)
