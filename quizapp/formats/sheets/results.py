"""Results of a quiz that was played: a table like one of questions, with a row for each answer of each person."""

from __future__ import annotations

import re

from quizapp.formats.sheets.cells import Sheet
from quizapp.formats.sheets.columns import Columns, bare

_WHO = re.compile(
    r"(?:player|student|participant|learner|pupil|candidate|respondent|user|team|nickname|teilnehmer(?:in)?|schüler(?:in)?"
    r"|joueur|élève|jugador|alumno|estudiante)s?(?:[ _-]?(?:name|id|e-?mail|nickname))?"
)
_VERDICT = re.compile(r"(?:correct|right) ?/ ?(?:incorrect|wrong)")


def names_people(header: str) -> bool:
    return _WHO.fullmatch(bare(header)) is not None


def are_results(sheet: Sheet, known: Columns) -> bool:
    """Whether a column names people, beside a verdict, or with one question and its options for several of them.

    People alone may be those who wrote the questions.
    """
    if known.row < 0:
        return False
    heads = list(map(bare, sheet.rows[known.row].cells))
    who = next((at for at, head in enumerate(heads) if _WHO.fullmatch(head)), None)
    rows = [row for row in sheet.rows[known.row + 1 :] if row.cell(who).strip()]
    places = (known.plain.get("stem"), *known.options.values())
    asked = [tuple(row.cell(at).strip() for at in places) for row in rows]
    people = {(one, row.cell(who).strip()) for one, row in zip(asked, rows, strict=True)}
    return bool(rows) and (any(map(_VERDICT.fullmatch, heads)) or len(people) > len(set(asked)))
