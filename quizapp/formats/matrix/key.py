"""The key of a response matrix, as a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.core.errors import BadInput
from quizapp.formats.matrix.cells import ID_WORDS, Problems, check_names, number, options_in, rows_of


@dataclass(frozen=True, slots=True)
class Key:
    """The right options of a question, and its maximum if the file says one."""

    options: frozenset[str]
    maximum: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What a key file says: by name, or in the order of the columns."""

    file: str
    names: tuple[str, ...]
    keys: tuple[Key, ...]

    @property
    def width(self) -> int | None:
        return None if self.names else len(self.keys)

    def for_names(self, names: Sequence[str]) -> dict[str, Key]:
        if not self.names:
            if len(self.keys) != len(names):
                raise BadInput(
                    f"{self.file}: {len(self.keys)} keys, but there are {len(names)} questions; give one per question"
                )
            return dict(zip(names, self.keys, strict=True))
        unknown = [name for name in self.names if name not in names]
        if unknown:
            raise BadInput(f"{self.file}: there is no question “{unknown[0]}” in the matrix; compare the names")
        return dict(zip(self.names, self.keys, strict=True))


def read_key(data: bytes, file: str) -> Keys:
    rows, lines = rows_of(data, file)
    top = [cell.casefold() for cell in rows[0]]
    if top[:2] in (["item", "key"], ["question", "key"]):
        return _long_key(rows[1:], lines[1:], file)
    if len(rows) == 1:
        return Keys(file, (), tuple(Key(frozenset(options_in(cell))) for cell in rows[0]))
    if len(rows) == 2:
        pairs = [(name, cell) for name, cell in zip(*rows, strict=True) if name.casefold() not in ID_WORDS]
        check_names([name for name, _ in pairs], file)
        return Keys(file, tuple(name for name, _ in pairs), tuple(Key(frozenset(options_in(c))) for _, c in pairs))
    raise BadInput(f"{file}: a key has the columns item and key (and maximum), or one row like the matrix; make it so")


def _long_key(rows: Sequence[Sequence[str]], lines: Sequence[int], file: str) -> Keys:
    problems = Problems(file)
    keys = []
    for line, row in zip(lines, rows, strict=True):
        maximum = number(row[2]) if len(row) > 2 and row[2] else None
        if len(row) > 2 and row[2] and (maximum is None or maximum < 0):
            problems.add(line, "maximum", f"“{row[2][:40]}” is no maximum; write a number such as 1 or 2")
        keys.append(Key(frozenset(options_in(row[1])), maximum))
    problems.stop()
    names = tuple(row[0] for row in rows)
    check_names(names, file)
    return Keys(file, names, tuple(keys))
