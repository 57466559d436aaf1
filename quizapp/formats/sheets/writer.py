"""Entries as rows of our own dialect: one header for CSV and XLSX, in the words of `sheet_columns`."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.formats.fields.source_line import source_text
from quizapp.formats.report import Entry, Ledger

LONGEST = 32_767
"""Characters in a cell of XLSX; what is longer would be cut without a word."""

_FIRST = ("id", "title", "bank", "type", "stem")
_LAST = (
    "explanation", "feedback_correct", "feedback_partly", "feedback_incorrect", "tags", "level", "difficulty", "order",
    "as_of", "match", "unit", "language", "points", "penalty", "rule", "seconds", "shuffle", "source",
)  # fmt: skip

Cell = str | None


def rows_of(entries: Sequence[Entry], ledger: Ledger, *, longest: int | None = None) -> list[list[str]]:
    """Header and rows. What is too long for a cell is refused, never cut."""
    kept = []
    for entry in entries:
        long = [name for name, text in _texts(entry).items() if longest is not None and len(text) > longest]
        if long:
            ledger.refuse(entry, f"its {long[0]} has more than {longest:,} characters", "choose CSV, or shorten it")
        else:
            kept.append(entry)
    width = max((max(len(entry.item.options), len(entry.item.answers)) for entry in kept), default=0)
    width = max(width, 4)
    weighted = any(entry.defaults.weights for entry in kept)
    numbered = [f"option_{n}" for n in range(1, width + 1)] + ["correct"]
    numbered += [f"weight_{n}" for n in range(1, width + 1)] if weighted else []
    numbered += [f"feedback_{n}" for n in range(1, width + 1)]
    header = [*_FIRST, *numbered, *_LAST]
    rows = [header]
    for entry in kept:
        texts = _texts(entry)
        rows.append([texts.get(name, "") for name in header])
        _tell(entry, ledger)
    return rows


def _texts(entry: Entry) -> dict[str, str]:
    item, defaults = entry.item, entry.defaults
    texts = {
        "id": entry.uid, "title": entry.title, "bank": entry.category, "type": item.kind, "stem": item.stem,
        "correct": ";".join(str(at + 1) for at in item.keys), "explanation": item.explanation,
        "feedback_correct": entry.feedback.correct, "feedback_partly": entry.feedback.partly,
        "feedback_incorrect": entry.feedback.incorrect, "tags": ";".join(item.tags), "level": item.level,
        "difficulty": item.difficulty, "order": item.order if item.order != "shuffle" else "", "as_of": item.as_of,
        "match": item.match, "unit": item.unit, "language": item.language, "rule": defaults.rule,
        "points": f"{defaults.points:f}" if defaults.points is not None else "",
        "penalty": f"{defaults.penalty:f}" if defaults.penalty is not None else "",
        "seconds": str(defaults.seconds) if defaults.seconds is not None else "",
        "shuffle": {True: "TRUE", False: "FALSE", None: ""}[defaults.shuffle], "source": source_text(entry),
    }  # fmt: skip
    said = [(one.text, one.rationale) for one in item.options] + [(one.text, one.rationale) for one in item.answers]
    for n, (text, rationale) in enumerate(said, 1):
        texts[f"option_{n}"] = text
        texts[f"feedback_{n}"] = rationale
    for n, weight in enumerate(defaults.weights, 1):
        texts[f"weight_{n}"] = str(weight.numerator) if weight.denominator == 1 else f"{float(weight):.7g}"
    return texts


def _tell(entry: Entry, ledger: Ledger) -> None:
    if entry.head is not None:
        ledger.lose(entry, "source", "moved to the column `source`, as one text")
    if entry.facts:
        ledger.lose(entry, "facts", "moved to the column `source`, as quotes")
    if entry.item.media:
        ledger.lose(entry, "media", "left out: a table holds no pictures, only their names")
    if any(";" in tag for tag in entry.item.tags):
        ledger.lose(entry, "tags", "split at semicolons")
