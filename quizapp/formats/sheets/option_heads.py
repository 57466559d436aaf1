"""What the header and the cells of a table with an option in each row say: which column is what, what marks mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.marks.true_false import judged
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row
from quizapp.formats.sheets.columns import EACH, bare, headed
from quizapp.formats.sheets.marked import is_mark, is_right
from quizapp.formats.sheets.per_option import Places, counts_questions
from quizapp.formats.sheets.unnamed import names_key

_LONGEST = 60
"""Signs of a header that is one word; looking for the end of a wide gap in others took minutes."""

_TICK = r"[✓✔√☑✅]\ufe0f?"
_YES = rf"(?:x|{_TICK}|y|yes|ja|j|oui|o|sí|si|s|1|true|wahr|vrai|t|v|r|\*)"
_NO = r"(?:n|no|nein|non|0|false|falsch|faux|f|leer|blank|empty|[✗✘❌])"
_MARKS = rf"(?:{_YES}(?:(?:[ ]?[/,][ ]?|[ ](?:or|oder|ou|o)[ ]){_NO})?)"
_IS = r"(?:is|ist|est|es|è|é|if|wenn|si|se|mark|tick|marked|with|mit|avec|con)"
_CORRECT = (
    rf"(?:(?:the|die|la|le|el|il)[ ])?(?:{words.RIGHT}(?:[\s_-]*{words.OPTION})?|{words.OPTION}[\s_-]{words.RIGHT})"
)
_RIGHT = re.compile(
    rf"{_TICK}|(?:{_IS}[\s_-]*){{0,2}}{_CORRECT}\??(?: \((?![^()]*\b{words.CHOSEN}\b)[^()]*\)|[ ]?[=:/]?[ ]?"
    rf"(?:{_IS}[ ]){{0,2}}{_MARKS})?|{_MARKS}[ ]?[=:][ ]?{_CORRECT}"
    rf"|{words.RIGHT}[ ]?/[ ]?{words.WRONG}",
    re.I,
)
"""Says that a mark below it is that of a right answer: `Correct? (x)`, `x = richtig`."""

_WRONG = re.compile(rf"(?:{_IS}[\s_-]*)?{words.WRONG}(?:[\s_-]*{words.OPTION})?\??", re.I)
_QUESTION = r"(?:question|item|q|frage|aufgabe|pregunta|domanda|pergunta)s?"
_COUNT = r"(?:#|no|nr|n[°º.]{0,2}|id|num|number|nummer|número|numéro|numero)"
_NUMBERS = re.compile(
    rf"{_QUESTION}[ ._-]*{_COUNT}[.:]?|{_COUNT}[ .]*(?:(?:of|der|de la|de|della)[ ])?{_QUESTION}|q|qid"
)
_NUMBER = re.compile(r"[A-Za-z]{0,9}[ .#-]{0,2}\d{1,5}[.):]?")
_SIGN = re.compile(r"\(?(?:[A-Za-z]|\d{1,2})[.):]?")
_ONE_SIGN = re.compile(rf"[^\w?]|[krtvwz]|key|ok|{words.RIGHT}|answer", re.I)
_BRACKETS = " .!()[]{}"


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of such a table. `said` are those of explanations, `labels` may count the options."""

    places: Places
    rights: tuple[int, ...]
    wrong: int | None
    labels: tuple[int, ...]
    said: tuple[int, ...]


def heads_of(head: Row, rows: Sequence[Row]) -> Heads | None:
    """The columns of a table with one for questions and one for options; None for any other."""
    names = [headed(cell) for cell in head.cells]
    if any(name and name[1] for name in names):
        return None
    heads = [cell if len(cell := bare(text)) < _LONGEST else "" for text in head.cells]
    columns = range(len(heads))
    short = {at for at in columns if all(_NUMBER.fullmatch(cell) for row in rows if (cell := row.cell(at).strip()))}
    stems = [at for at in columns if names[at] == ("stem", 0) and at not in short]
    stems = stems or [at for at in columns if heads[at] == "q" and at not in short]
    stems = stems or [at for at in columns if names[at] == ("item", 0) and at not in short]
    if len(stems) != 1:
        return None
    rights = [at for at in columns if heads[at] and _RIGHT.fullmatch(heads[at])]
    offered = [at for at in columns if EACH.fullmatch(heads[at]) or names[at] == ("choices", 0)]
    offers = [at for at in offered if at not in (*stems, *rights)]
    others = [at for at in columns if at not in (*stems, *rights, *offers)]
    signs = {at for at in columns if all(_SIGN.fullmatch(cell) for row in rows if (cell := row.cell(at).strip()))}
    labels = [at for at in (*others, *offers) if at in signs and names[at] in (None, ("number", 0), ("id", 0))]
    if len(offers) > 1 and not rights:  # `Option` beside `Answer`
        rights = [at for at in offers if marks_of([row.cell(at) for row in rows], "") is not None]
        offers = [at for at in offers if at not in rights]
    rights += [at for at in others if names[at] == ("correct", 0) or names_key(head.cell(at))]
    texts = [at for at in offers if at not in signs]
    if not texts and rights:
        unknown = [at for at in others if names[at] in (None, ("item", 0)) and at not in (*signs, *rights)]
        texts = [at for at in unknown if 10 * sum(bool(row.cell(at).strip()) for row in rows) >= 9 * len(rows)]
    if texts:
        labels += [at for at in offers if at in signs]
        offers = texts
    if len(offers) != 1:
        return None
    counts = [
        at for at in others if names[at] in (("number", 0), ("id", 0), ("stem", 0)) or _NUMBERS.fullmatch(heads[at])
    ]
    numbers = [at for at in counts if counts_questions(rows, at, stems[0])]
    wrong = [at for at in others if heads[at] and _WRONG.fullmatch(heads[at])]
    said = [at for at in others if names[at] in (("explanation", 0), ("remark", 0))]
    return Heads(
        Places(stems[0], offers[0], next(iter(numbers), None)),
        tuple(rights),
        next(iter(wrong), None),
        tuple(at for at in labels if at not in numbers),
        tuple(said),
    )


def marks_of(cells: Sequence[str], heading: str) -> dict[str, bool] | None:
    """Each cell of a column of marks, bare → whether it says right; what says neither is not in it. None for others."""
    filled = [cell for text in cells if (cell := mark_in(text))]
    said = set(filled)
    if any(cell.isdecimal() and int(cell) > 1 for cell in said):
        return None  # numbers of options, or points
    meant = {cell: is_right(cell) for cell in said if is_mark(cell)}
    if said and len(meant) == len(said):
        return meant if any(meant.values()) else None
    if verdicts := judged(filled, heading):
        return {cell: verdicts[cell][0] for cell in said}
    if len(said) == 1:
        return {filled[0]: True} if _ONE_SIGN.fullmatch(filled[0]) else None
    return meant if any(meant.values()) and 2 * sum(cell in meant for cell in filled) >= len(filled) else None


def mark_in(cell: str) -> str:
    """A mark without brackets and full stop around it."""
    return cell.strip().strip(_BRACKETS).casefold() or cell.strip()
