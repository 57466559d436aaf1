"""Names of learners, and lists of them as teachers have them: pasted, or saved by a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.errors import BadInput

MAX_NAME = 40
MAX_LINES = 2_000


def name_key(name: str) -> str:
    """Names that look the same have the same key: compatibility forms, case, accents and invisible signs folded."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Cs", "Co"))
    return " ".join("".join(kept).split())[:240]


def tidy_name(name: str) -> str:
    """A name without control and direction signs and doubled spaces. Raises BadInput when nothing readable is left."""
    nfc = unicodedata.normalize("NFC", name)
    shown = "".join(c if unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Co") else " " for c in nfc)
    shown = " ".join(shown.split())
    if not name_key(shown):
        raise BadInput("Write a name, as your class knows you.")
    if len(shown) > MAX_NAME:
        raise BadInput(f"The name has {len(shown)} characters; shorten it to {MAX_NAME}.")
    return shown


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of a pasted roster: a name to add, or what is wrong with the line. `note` tells what was left out."""

    line: int
    name: str
    school_id: str = ""
    problem: str = ""
    note: str = ""


def decode_roster(uploaded: bytes) -> str:
    """The text of an uploaded list, as spreadsheets save CSV. Raises BadInput for a workbook."""
    if uploaded.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(
            "This is a workbook, not a CSV file; save it as CSV in your spreadsheet program, then choose it."
        )
    if b"\0" in uploaded and not uploaded.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("This is not a text file; save the list as CSV, then choose it.")
    encoding = "utf-16" if uploaded.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return uploaded.decode(encoding)
    except UnicodeDecodeError:
        return uploaded.decode("cp1252", errors="replace")  # what spreadsheets on Windows write unasked


_NAME = {"name", "full name", "learner", "student", "pupil", "schüler", "nom complet"}
_GIVEN = {"first name", "firstname", "given name", "forename", "vorname", "prénom", "nombre"}
_FAMILY = {"last name", "lastname", "surname", "family name", "nachname", "familienname", "nom", "apellidos"}


def read_list(pasted: str, taken: Mapping[str, str]) -> list[RosterLine]:
    """Names as pasted: one a line, or CSV with a name and perhaps a school id (with or without a header).

    `taken` holds the names of the class by their keys. Without a header a second cell is a school id if it has a
    digit; else it is a given name after a comma (`Weber, Anna`) and a family name after a tab or semicolon.
    The numbers of a numbered list and e-mail addresses are left out. Raises BadInput for an empty list and for one that
    is too long.
    """
    lines: list[RosterLine] = []
    seen = dict(taken)
    text = pasted.lstrip("\N{BYTE ORDER MARK}").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BadInput("Write at least one name, or choose a file.")
    if text.count("\n") > MAX_LINES:
        raise BadInput(f"Add at most {MAX_LINES:,} learners at once; divide the list.")
    first = text.strip().split("\n", 1)[0]
    delimiter = next((sign for sign in ("\t", ";") if sign in first), ",")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns: tuple[list[int], int] | None = None
    try:
        for row in reader:
            if len(row) == 1 and (sign := next((one for one in "\t;" if one in row[0]), "")):
                row, family_first = row[0].split(sign), False  # below lines that have a name alone
            else:
                family_first = delimiter == ","
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not lines and columns is None and (columns := _columns(cells)):
                continue
            bare = [_ADDRESS.sub("", cell).strip(" ,;()") for cell in cells]
            note = "" if bare == [cell.strip(" ,;()") for cell in cells] else "The e-mail address is left out."
            if note and not any(bare):
                given = next(filter(None, cells))
                lines.append(RosterLine(reader.line_num, given[:MAX_NAME], problem=_NO_NAME))
                continue
            cells = (bare if columns else [cell for cell in bare if cell]) if note else cells
            if not columns:
                cells = _without_number(cells, len(lines) + 1)
            given, school_id = _name_and_id(cells, columns, family_first=family_first)
            lines.append(replace(_roster_line(reader.line_num, given, school_id[:60], seen), note=note))
    except csv.Error as error:
        lines.append(
            RosterLine(reader.line_num, "", problem=f"this line is not CSV ({error}); remove its quotation marks")
        )
    return lines


_ADDRESS = re.compile(r"(?:mailto:<?|<|(?<![^\s<>@,;()]))[^\s<>@,;()]+@[^\s<>@,;()]+\.[^\s<>@,;()]+>?", re.I)
"""Looked for where a word begins, not at each of its letters: a line may have a hundred thousand."""
_NO_NAME = "This is an e-mail address; write the name that the class knows."
_NUMBERED = re.compile(r"\(?\d{1,3}[.):]\s*(?=[^\W\d])")


def _without_number(cells: list[str], place: int) -> list[str]:
    """The cells without the number of the line in its list: `3. Maier`, or 3 in a cell of its own."""
    if len(cells) > 1 and cells[0].strip(" .)") == str(place):
        return cells[1:]
    return [_NUMBERED.sub("", cells[0], count=1) if _NUMBERED.match(cells[0]) else cells[0], *cells[1:]]


def _columns(header: Sequence[str]) -> tuple[list[int], int] | None:
    """Which columns make the name, given name first, and which is the school id; None if it is no header."""
    titles = [cell.casefold() for cell in header]
    named = [n for words in (_NAME, _GIVEN, _FAMILY) for n, title in enumerate(titles) if title in words]
    if not named:
        return None
    return named, next((n for n in range(len(titles)) if n not in named), len(titles))


def _name_and_id(cells: Sequence[str], columns: tuple[list[int], int] | None, *, family_first: bool) -> tuple[str, str]:
    if columns is not None:
        named, id_at = columns
        name = " ".join(cells[n] for n in named if n < len(cells))
        return name, cells[id_at] if id_at < len(cells) else ""
    second = cells[1] if len(cells) > 1 else ""
    if second and not any(letter.isdecimal() for letter in second):
        name = f"{second} {cells[0]}" if family_first else f"{cells[0]} {second}"
        return name, cells[2] if len(cells) > 2 else ""
    return cells[0], second


def _roster_line(line: int, given: str, school_id: str, seen: dict[str, str]) -> RosterLine:
    try:
        name = tidy_name(given)
    except BadInput as error:
        return RosterLine(line, given[:MAX_NAME], school_id, str(error))
    key = name_key(name)
    if key in seen:
        return RosterLine(
            line,
            name,
            school_id,
            f"“{seen[key]}” is in the class or the list already; add an initial to tell them apart",
        )
    seen[key] = name
    return RosterLine(line, name, school_id)
