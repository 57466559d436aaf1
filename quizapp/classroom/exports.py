"""Results as rows, CSV and XLSX, for those who may see them. Cells can never run as formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from quizapp.classroom.courses import zone_of
from quizapp.classroom.results import Report, Sat
from quizapp.core.kinds import KINDS
from quizapp.core.scoring import percent, shown
from quizapp.core.words import plain

Cell = str | int | float | None


def rows(report: Report, *, names: bool = True) -> Iterator[list[Cell]]:
    """A header, then a row per learner and attempt: times, score, and each question's answer and mark.

    Times are in the zone of the class. A learner who has not started has one row without times. Without `names`,
    learners are numbered in the order in which they joined the class.
    """
    zone = zone_of(report.opening.course)
    header: list[Cell] = ["Name", "School id", "State", "Attempt", "Started", "Finished", "Answered", "Score", "Out of"]
    header.append("Percent")
    for number, place in enumerate(report.places, 1):
        stem = plain(place.item.stem)[:60]
        header += [f"Q{number} answer: {stem}", f"Q{number} mark"]
    yield header
    learners = list(report.learners)
    if not names:  # in alphabetical order the numbers would tell who is who
        learners.sort(key=lambda learner: learner.seat.id)
    for number, learner in enumerate(learners, 1):
        first: list[Cell] = [learner.seat.name, learner.seat.school_id] if names else [f"Learner {number}", ""]
        if not learner.sat:
            yield [*first, "not started", *[""] * (len(header) - 3)]
        for sat in learner.sat:
            times = (sat.attempt.started_at, sat.ended_at)
            started, finished = (at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else "" for at in times)
            state = "finished" if sat.ended else "answering"
            yield [
                *first,
                state,
                sat.attempt.number,
                started,
                finished,
                sat.answered,
                number_cell(shown(sat.score)) if sat.ended else "",  # as on the page: no score before the end
                number_cell(shown(report.out_of_for(sat))),
                percent(sat.score, report.out_of_for(sat)) if sat.ended else "",
                *_answers(report, sat),
            ]


def _answers(report: Report, sat: Sat) -> Iterator[Cell]:
    for place, mark in zip(report.given_to(sat), sat.marks, strict=True):
        held = sat.held.get(place.id)
        yield KINDS[place.item.kind].describe(place.item, held.choice) if held else ""
        yield number_cell(shown(mark)) if sat.ended else ""


def number_cell(text: str) -> int | float:
    return int(text) if "." not in text else float(text)


def to_csv(report: Report, *, names: bool = True) -> bytes:
    return csv_of(rows(report, names=names))


def csv_of(lines: Iterable[list[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, which spreadsheet programs need to read names rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in lines:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def guarded(cell: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else cell


def to_xlsx(report: Report, *, names: bool = True) -> bytes:
    return xlsx_of(rows(report, names=names), "Results")


def xlsx_of(lines: Iterable[list[Cell]], title: str) -> bytes:
    """One sheet with a frozen header row and first column; texts can never run as formulas."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for row in lines:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
                cell.data_type = "s"  # text stays text: "=1+1" as a name must not become a formula
            else:
                cell.value = value
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
