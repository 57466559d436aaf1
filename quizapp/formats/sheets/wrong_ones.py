"""Tables whose numbered columns hold wrong options alone, the right answer standing in a column before them.

Their headers hardly say so: `answer, a_1, a_2, a_3`. All their rows together do: no right answer is among the options
beside it, most can be no place, and none can that is no number among numbers. A right answer may stand among them in
other words: `four` beside 3, 4, 5. Below `Option 1, Option 2` all options are looked for, and they are taken for wrong
ones only where most right answers are offered as options of other questions, spelled alike, and so often that a column
of answers that has slipped or was sorted anew would have met one in its own row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from math import prod

from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row
from quizapp.formats.sheets.keys import by_place, by_words

_LEAST = 2
"""Rows. In one alone the right answer may be misspelled."""

_CHANCE = 0.1
_ALIKE, _LONGEST = 0.75, 20
"""How much of a right answer is spelled like a wrong one that may be the same, and how long it is: `Rome`, `Rom`."""

_PLACE = re.compile(
    r"(?:(?:the )?(?:first|second|third|fourth|fifth|middle|last|\d(?:st|nd|rd|th))(?: \w+)?"
    rf"|{words.OPTION} (?:one|two|three|four|five|six))|(?:{words.OPTION} )?\w (?:is|ist|est|es|è) \w+",
    re.I,
)
_ARTICLES = frozenset("the a an der die das le la les el los las il lo gli".split())
_NUMBER = re.compile(r"[-−]?\d[\d.,]*")


def wrong_ones(rows: Sequence[Row], key: int, columns: Sequence[int]) -> bool:
    """Whether these columns, right behind that of the right answers, hold wrong options alone."""
    told = _told(rows, key, columns)
    if not _behind(key, columns) or len(told) < _LEAST:
        return False
    if any(by_words(answer, others) is not None for answer, others in told):
        return False
    if any(not _NUMBER.fullmatch(answer) and all(map(_NUMBER.fullmatch, others)) for answer, others in told):
        return False
    places = [(answer, others) for answer, others in told if not _is_no_place(answer, len(others))]
    if not all(_NUMBER.fullmatch(one) for answer, others in places for one in (answer, *others)):
        return False  # `B` beside words may name one of them
    spelled = len(told) - len(places)
    longer = sum(_says_one(answer, others) for answer, others in told)
    return 2 * spelled > len(told) and 2 * longer <= len(told)


def first_apart(table: Sequence[Row], key: int, columns: Sequence[int]) -> bool:
    """Whether the right answers stand apart from `Option 2, Option 3` in every row, as the first of all.

    The first row is the header. Where others go on behind it, it lacks a cell and names the wrong columns.
    """
    head, *below = table
    if any("".join(row.cells[len(head.cells) :]).strip() for row in below):
        return False
    told = [(row.cell(key).strip(), {row.cell(at).strip() for at in columns}) for row in below if row.cell(key).strip()]
    words = sum(len(answer) > 2 for answer, _ in told)
    return 2 * words > len(told) and not any(answer in others for answer, others in told)


def asked_elsewhere(rows: Sequence[Row], key: int, columns: Sequence[int]) -> bool:
    """Whether most right answers stand among the options of other rows: so they are no other words for their own."""
    told = _told(rows, key, columns)
    short = ((answer.casefold(), others) for answer, others in told if len(answer) <= _LONGEST)
    spelled_alike = any(get_close_matches(answer, map(str.casefold, others), 1, _ALIKE) for answer, others in short)
    by_chance = _elsewhere(told)
    return by_chance is not None and by_chance <= _CHANCE and not spelled_alike


def slipped(rows: Sequence[Row], key: int, columns: Sequence[int]) -> bool:
    """Whether right answers may belong to other rows: most are options there, each of only a few."""
    by_chance = _elsewhere(_told(rows, key, columns))
    return by_chance is not None and by_chance > _CHANCE


def _elsewhere(told: Sequence[tuple[str, list[str]]]) -> float | None:
    """How likely no answer of a column sorted anew meets itself in its row; None unless most are options elsewhere."""
    folded = [(answer.casefold(), {*map(str.casefold, others)}) for answer, others in told]
    offered = Counter(option for _, others in folded for option in others)
    found = sum(answer in offered and answer not in others for answer, others in folded)
    if 2 * found <= len(folded):
        return None
    return prod(1 - offered[answer] / len(folded) for answer, _ in folded)


def unsure(rows: Sequence[Row], key: int, columns: Sequence[int]) -> bool:
    """Whether some answer may be the place of an option, or a number beside numbers that are all wrong."""
    return _behind(key, columns) and any(
        by_words(answer, others) is None and _NUMBER.fullmatch(answer) and all(map(_NUMBER.fullmatch, others))
        for answer, others in _told(rows, key, columns)
    )


def _behind(key: int, columns: Sequence[int]) -> bool:
    return list(columns) == list(range(key + 1, key + 1 + len(columns)))


def _told(rows: Sequence[Row], key: int, columns: Sequence[int]) -> list[tuple[str, list[str]]]:
    """Each answer with the options beside it, where there are any."""
    found = [(row.cell(key).strip(), [row.cell(at).strip() for at in columns if row.cell(at).strip()]) for row in rows]
    return [(answer, others) for answer, others in found if answer and others]


def _is_no_place(answer: str, n: int) -> bool:
    return by_place(answer, n) is None and _PLACE.fullmatch(answer) is None


def _says_one(answer: str, others: Sequence[str]) -> bool:
    """Whether an answer has the words of one of the others in it: otherwise spelled, or with more said."""
    said = _run(answer)
    return any(run in said for one in others if (run := _run(one)).strip())


def _run(text: str) -> str:
    said = [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _ARTICLES]
    return f" {' '.join(said)} "
