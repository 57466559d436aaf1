"""Tables with an option in each row: which rows belong to one question, and what is against it.

Rows of two questions that cannot be told apart, or whose marks say two things, are refused and never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row

_LEAST, _MOST = 2, 26
_DITTO = re.compile(r"[\"'”„“〃″´`]{1,2}|[-–—]{1,3}|ditto|dito|idem|[↑↓]", re.I)
"""Says that the question is the one above."""

_ASIDE = re.compile(r"[(\[].*[)\]]", re.S)
_SIGN = re.compile(r"\(?([A-Za-z]|\d{1,2})[.):]?")
_ASKS_SEVERAL = re.compile(
    r"\b(?:all|both|two|three|four|[2-9]|several|apply|which (?:of|\w+ are|are)|alle|beide|zwei|drei|mehrere|welche"
    r"|tou(?:te)?s|deux|trois|plusieurs|quel(?:le)?s|tod[ao]s|dos|tres|vari[ao]s|cuáles|tutt[ei]|due|tre|quali)\b",
    re.I,
)
_APART = "put the rows of each question below each other, with its words and a number of its own beside them"
_MARK = "write x beside each right answer and nothing beside the others"


@dataclass(frozen=True, slots=True)
class Places:
    """The columns of such a table. `label` counts the options, `number` the questions; None where there is none."""

    stem: int
    option: int
    number: int | None = None
    label: int | None = None


@dataclass(slots=True)
class Group:
    """The rows of one question, the numbers of those with a right option, and why it cannot be taken: what and how."""

    rows: list[Row]
    stem: str
    options: list[Row]
    right: frozenset[int] = frozenset()
    problem: tuple[str, str] = ("", "")

    def refuse(self, what: str, remedy: str = _MARK) -> None:
        self.problem = self.problem if self.problem[0] else (what, remedy)


def counts_questions(rows: Sequence[Row], column: int, stem: int) -> bool:
    """Whether a column numbers the questions: with fewer numbers than rows, each beside the words of one question.

    Rows with the same number may stand apart if no two numbers have the same words: else they may count options.
    """
    said: dict[str, set[str]] = {}
    numbered = [(number, words_of(row, stem)) for row in rows if (number := row.cell(column).strip())]
    for number, text in numbered:
        said.setdefault(number, set()).update([text] if text else [])
    if len(said) < _LEAST or len(said) == len(rows):
        return False  # one test, or a number for each row
    if len(said) == len(numbered):
        return all(text for _, text in numbered)
    runs = 1 + sum(above != below for (above, _), (below, _) in pairwise(numbered))
    if runs > len(said) and len(set().union(*said.values())) < len(said):
        return False
    return 5 * sum(len(texts) != 1 for texts in said.values()) <= len(said)


def words_of(row: Row, stem: int) -> str:
    text = row.cell(stem).strip()
    return "" if _DITTO.fullmatch(text) else text


def grouped(rows: Sequence[Row], places: Places) -> list[Group]:
    """The rows of each question in their order."""
    groups: list[Group] = []
    by_number: dict[str, Group] = {}
    everywhere = places.number is not None and all(row.cell(places.number).strip() for row in rows)
    number, blank = "", False
    for row in rows:
        text, here = words_of(row, places.stem), row.cell(places.number).strip()
        last = groups[-1] if groups else None
        if last and _ASIDE.fullmatch(text) and len(last.rows) == 1 and here in ("", number):
            last.stem, text = f"{last.stem} {text}", ""  # `(choose two)` below the question
        if everywhere:
            last = by_number.get(here)
            fresh = last is None
        else:
            other = text and not (last and text == last.stem and not blank)
            fresh = last is None or (here != number if here else bool(other))
        if last is None or fresh:
            last = by_number[here] = Group([], text, [])
            groups.append(last)
            blank = False
        elif text and last.stem and text != last.stem:
            last.refuse("its number stands beside the words of two questions", "give each question one number")
        last.stem = last.stem or text
        last.rows.append(row)
        last.options += [row] * bool(row.cell(places.option).strip())
        blank |= not text
        number = here or number
    return groups


def labels_in(rows: Sequence[Row], groups: Sequence[Group], columns: Sequence[int]) -> int | None:
    """The column that counts the options of each question, as A, B, C or 1, 2, 3."""
    for column in columns:
        if not all(_SIGN.fullmatch(sign) for row in rows if (sign := row.cell(column).strip())):
            continue
        several = [group for group in groups if len(group.options) > 1]
        signs = [[row.cell(column).strip().casefold() for row in group.options] for group in several]
        if several and 2 * sum(all(one) and len({*one}) == len(one) for one in signs) >= len(signs):
            return column
    return None


def doubt(groups: Sequence[Group], places: Places, below_empty: Collection[int], *, told: bool) -> None:
    """Refuse what may be rows of two questions, or only some of one. `below_empty` are the rows below an empty one,
    and `told` whether a column tells keys."""
    for group in groups:
        texts = [" ".join(row.cell(places.option).split()) for row in group.options]
        labels = [row.cell(places.label).strip() for row in group.options]
        if not group.stem:
            group.refuse("no question stands beside its answers", "write it beside the first of them")
        if len(texts) > _MOST:
            group.refuse(f"more than {_MOST} answers stand below it", _APART)
            group.options, group.rows = group.options[:_MOST], group.rows[:_MOST]  # a table may be one such group
            continue
        for said in (texts, labels):
            if twice := next((text for text in said if text and said.count(text) > 1), ""):
                group.refuse(f"“{twice[:40]}” stands beside it twice; its rows may be those of two questions", _APART)
        if any(row.number in below_empty and not words_of(row, places.stem) for row in group.options[1:]):
            group.refuse("an empty row stands among its answers; those below it may be of another question", _APART)
    for above, below in pairwise(groups):
        if len(above.options) < _LEAST and below.stem[:1].islower():
            below.refuse("its words may be the end of those in the row above", "write each question in one cell")
        if not above.options:
            above.refuse("no answers stand below it", "write them in the rows below it, one in each")
    _doubt_long(groups, places)
    _doubt_scattered(groups)
    for group in groups:
        if told and not group.right:
            group.refuse("none of its answers is marked as right")
        elif not group.right:
            group.refuse("no column says which of its answers are right", f"head one “Correct”, and {_MARK}")


def _doubt_long(groups: Sequence[Group], places: Places) -> None:
    """Several keys among twice as many options as others with one have, though it does not ask for several.

    The words of the second of two questions may be missing, or be the same.
    """
    sizes = [len(group.options) for group in groups if len(group.right) == 1]
    if places.number is not None or places.label is not None:
        return
    for group in groups:
        size = len(group.options)
        many = bool(sizes) and size > max(sizes) and size >= 2 * median_low(sizes)
        if len(groups) == 1 and all(words_of(row, places.stem) for row in group.rows):
            many = size >= 2 * _LEAST
        if many and len(group.right) > 1 and not _ASKS_SEVERAL.search(group.stem):
            what = "it has several right answers among many; its rows may be those of two questions"
            group.refuse(what, _APART)


def _doubt_scattered(groups: Sequence[Group]) -> None:
    """The same words in several places, where some of those have no key or nothing else."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group.stem, []).append(group)
    for same in found.values():
        if len(same) > 1 and not all(0 < len(group.right) < len(group.options) for group in same):
            for group in same:
                group.refuse("rows with its words stand in several places", _APART)
