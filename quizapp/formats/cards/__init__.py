"""Cards with two sides, a question with its options and the right one: as a set of cards is copied out of Quizlet.

A tab is between the sides, or the sign that parts the columns of a table; a card ends with its line, or at a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.core.item import Item
from quizapp.formats.cards.listed import LABEL, Unnamed, listed
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.files.decoding import decode
from quizapp.formats.markup import from_mixed
from quizapp.formats.report import Entry, Ledger, Reading
from quizapp.formats.sheets.cells import from_text
from quizapp.formats.sheets.quoted import records

_SIDES = 2
_HEAD = re.compile(r"(?:terms?|words?|fronts?|questions?|sides? ?1|begriff|vorderseite|frage|terme|término)", re.I)
_TAGS = re.compile(r"\s*(?:[a-z][\w:-]*(?:\s+|\Z)){0,5}")
"""As Anki writes them: in small letters, with signs for blanks. A sentence would be something else."""

_BARE = "a card with a term and what it means, without options"
_HAND = "write the options below the question and the right one on the other side, or make it a question by hand"

Card = tuple[int, str, str, str]
"""The line where it begins, its two sides, and its tags."""


def are_cards(text: str) -> bool:
    """Whether a text is one of cards alone, of which two or more list options and one tells the right one."""
    found = [_item(front, back) for _, front, back, _ in cards_in(text)]
    return sum(one is not None for one in found) >= _SIDES and any(isinstance(one, Item) for one in found)


def read_cards(data: bytes, place: str) -> Reading | None:
    """Each card as a question, or refused with its line; None for anything else than cards."""
    ledger = Ledger(place)
    text, notes = decode(data, place)
    for note in notes:
        ledger.note(note)
    cards = cards_in(text)
    for line, front, back, tags in cards:
        found = _item(front, back)
        if isinstance(found, Item):
            ledger.take(Entry(with_tags(found, [tag.replace("_", " ") for tag in tags.split()])), line)
        else:
            ledger.skip(line, str(found) if found else _BARE, _HAND, f"{front} | {back}")
    return ledger.reading("csv") if cards else None


def cards_in(text: str) -> list[Card]:
    """The cards of a text that holds nothing else, without a header over them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    separator = "\t" if "\t" in text else from_text(text).separator
    rows = [(one.line, one.cells) for one in records(text, separator) if any(map(str.strip, one.cells))]
    if separator == "\t" and not all(len(cells) == _SIDES for _, cells in rows):
        rows = list(_tabbed(text.split("\n")))
    width = max((len(cells) for _, cells in rows), default=0)
    whole = all(len(cells) == width and all(map(str.strip, cells[:_SIDES])) for _, cells in rows)
    tagged = width == _SIDES + 1 and all(_TAGS.fullmatch(cells[-1]) for _, cells in rows)
    if len(rows) < _SIDES or not whole or not (width == _SIDES or tagged):
        return []
    end = ";" if width == _SIDES and all(cells[1].rstrip().endswith(";") for _, cells in rows[:-1]) else ""
    cards = [(line, one[0].strip(), one[1].strip().removesuffix(end), "".join(one[_SIDES:])) for line, one in rows]
    return cards[1:] if _HEAD.fullmatch(cards[0][1]) else cards


def _tabbed(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and sides of each card: options may stand on lines of their own above the one with the tab."""
    above: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if "\t" not in line:
            above.append(line)
            if len(above) > 1 and not LABEL.match(line):
                yield number, (line,)  # it may say more of the card above, or ask the next question
            continue
        parts = line.split(";")
        if len(parts) > _SIDES and not above and all(part.count("\t") == 1 for part in parts if part.strip()):
            yield from ((number, tuple(part.split("\t"))) for part in parts if part.strip())
            continue
        front, *back = line.split("\t")
        yield number - len(above), ("\n".join([*above, front]), *back)
        above = []
    if above:
        yield 0, ()


def _item(front: str, back: str) -> Item | Unnamed | None:
    """The question on a card, why its right answer cannot be told, or nothing for a card without options."""
    sides = [from_mixed(side)[0] for side in (front, back)]
    try:
        return listed(*sides) or listed(*reversed(sides))  # the question may stand on the other side
    except Unnamed as error:
        return error
