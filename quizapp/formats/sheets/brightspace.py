"""Brightspace's question sheet: not a row per question but a row per fact, from `NewQuestion,MC` to the next."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from quizapp.core.item import Answer, Item, Option
from quizapp.formats.marks.numbers import decimal_of, number
from quizapp.formats.marks.weights import defaults_of
from quizapp.formats.markup import from_html, from_plain
from quizapp.formats.report import Defaults, Entry, Ledger
from quizapp.formats.sheets.cells import Row, Sheet

_KINDS = {"mc": "single", "ms": "multiple", "tf": "true-false"}
_OTHERS = {"wr": "an essay", "m": "matching", "o": "putting in order"}
_RULES = {"rightminuswrong": "net_correct", "allornothing": "all_or_nothing"}
_TEXTS = {"questiontext": 1, "hint": 1, "feedback": 1, "option": 2, "true": 2, "false": 2}
"""Row → the column of its text, behind which stands how it is written; in rows of options also what is said to them."""

_ALL = 100
_WRITTEN = ("", "html", "text")
_HAND = "enter it by hand as a question of a kind there is here"


def is_brightspace(sheet: Sheet) -> bool:
    return any(_name(row) == "newquestion" for row in sheet.rows[:40])


def read_rows(sheet: Sheet, ledger: Ledger) -> None:
    """Takes or skips every question of the sheet."""
    group: list[Row] = []
    for row in sheet.rows:
        if row.empty or row.cell(0).lstrip().startswith("//"):
            continue
        if _name(row) == "newquestion" and group:
            _question(group, sheet, ledger)
            group = []
        group.append(row)
    if group:
        _question(group, sheet, ledger)


def _name(row: Row) -> str:
    return row.cell(0).strip().lower()


def _moved(rows: Sequence[Row]) -> str:
    """A row in which a comma within its text has moved what is behind it, as nothing says how that is written."""
    for row in rows:
        at = _TEXTS.get(_name(row))
        if at is None:
            continue
        places = (at + 1, at + 3) if _name(row) == "option" else (at + 1,)
        used = places[-1] + 1
        if any(row.cell(n).strip().lower() not in _WRITTEN for n in places) or "".join(row.cells[used:]).strip():
            return row.cell(0).strip()
    return ""


def _answers(rows: Sequence[Row], changes: list[str]) -> tuple[tuple[Answer, ...], str, str]:
    """The accepted answers to type, how they are held against what is typed, and why there are none."""
    told = [row for row in rows if _name(row) == "answer"]
    ways = {row.cell(3).strip().lower() for row in told}
    if sum(_name(row) == "inputbox" for row in rows) > 1:
        return (), "", "it asks for several typed answers"
    if not ways <= {"", "sensitive"} or len(ways) > 1 or any("".join(row.cells[4:]).strip() for row in told):
        return (), "", "its answers are patterns, or are told in more ways than one"
    full = [row.cell(2).strip() for row in told if number(row.cell(1)) == _ALL]
    if len(full) < len(told):
        changes.append("answers that earn a part of the mark were left out")
    return tuple(map(Answer, dict.fromkeys(full))), "exact" if ways == {"sensitive"} else "", ""


def _question(rows: Sequence[Row], sheet: Sheet, ledger: Ledger) -> None:
    said = {_name(row): row for row in reversed(rows)}
    line = 0 if sheet.name else rows[0].number
    place = f"{ledger.place}!{sheet.place(rows[0])}" if sheet.name else ledger.place
    type = rows[0].cell(1).strip().lower()
    excerpt = said["questiontext"].cell(1) if "questiontext" in said else ""
    if type not in (*_KINDS, "sa") or _name(rows[0]) != "newquestion":
        what = _OTHERS.get(type, f"a kind called “{type[:20]}”" if type else "nothing")
        ledger.skip(line, f"it asks for {what}, a kind that is not taken", _HAND, excerpt, place=place)
        return
    if moved := _moved(rows):
        what = f"what stands behind the text in its row “{moved}” says nothing of how the text is written"
        ledger.skip(line, what, "put a text with a comma in it in quotation marks", excerpt, place=place)
        return
    changes: list[str] = []
    answers, match, problem = _answers(rows, changes) if type == "sa" else ((), "", "")
    if problem:
        ledger.skip(line, problem, _HAND, excerpt, place=place)
        return

    def text(row: Row | None, at: int = 1, flag: int = 2) -> str:
        if row is None or not row.cell(at).strip():
            return ""
        if row.cell(flag).strip().lower() != "html":
            return from_plain(row.cell(at).strip())
        markdown, changed = from_html(row.cell(at))
        changes.extend(changed)
        return markdown

    options, weights = [], []
    for row in rows:
        share = number(row.cell(1)) or Fraction(0)
        if _name(row) == "option":
            options.append(Option(text(row, 2, 3), share > 0 if type == "ms" else share == 100, text(row, 4, 5)))
        elif type == "tf" and _name(row) in ("true", "false"):
            options.append(Option(_name(row).capitalize(), share > 0, text(row, 2, 3)))
        else:
            continue
        weights.append(share / 100)
    item = Item(
        _KINDS.get(type, "text"),
        text(said.get("questiontext")),
        tuple(options),
        answers=answers,
        match=match,
        explanation=text(said.get("feedback")),
    )
    marks = defaults_of(item, weights) if type == "mc" else Defaults()
    scoring = said["scoring"].cell(1).strip().lower() if type == "ms" and "scoring" in said else ""
    if scoring and scoring not in _RULES:
        changes.append("Brightspace gives a share of the mark for each option; choose a rule in the quiz")
    if "image" in said and said["image"].cell(1).strip():
        changes.append(f"the picture {said['image'].cell(1).strip()[:100]} is elsewhere and did not come along")
    level = number(said["difficulty"].cell(1)) if "difficulty" in said else None
    if level is not None and level > 1:  # the sheet has 1 where nobody said anything
        changes.append(f"its difficulty {level} in Brightspace was left out; there is easy, medium and hard here")
    points = number(said["points"].cell(1)) if "points" in said else None
    entry = Entry(
        item,
        uid=said["id"].cell(1).strip()[:300] if "id" in said else "",
        title=" ".join(said["title"].cell(1).split())[:300] if "title" in said else "",
        defaults=Defaults(
            decimal_of(points) if points is not None and points < 10_000 else None,
            rule=_RULES.get(scoring, ""),
            weights=marks.weights,
        ),
        hints=tuple(hint for row in rows if _name(row) == "hint" and (hint := text(row))),
    )
    ledger.take(entry, line, tuple(dict.fromkeys(changes)), place=place)
