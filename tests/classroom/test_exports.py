"""Results as files: everything is in them, times are the class's, and no cell can run as a formula."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from quizapp.classroom import exports, results
from quizapp.classroom.desk import Desk
from quizapp.classroom.results import Report
from quizapp.core.item import Answer
from quizapp.store import Course, Seat
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import Cast
from tests.factories import NOON, a_multiple, a_quiz, an_attempt, an_item, an_opening

EVIL = "=HYPERLINK(1)"


@pytest.fixture
def report(db: Session, cast: Cast) -> Report:
    """Lin, under a name that looks like a formula, gave a text that looks like one; Gus has not started."""
    course = db.get_one(Course, cast.course.id)
    lin = db.get_one(Seat, cast.lin.id)
    lin.name, lin.school_id = EVIL, "+49 7"
    said = an_item("What did she say?", kind="text", options=(), answers=(Answer("nothing"),))
    opening = an_opening(db, a_quiz(db, course, [a_multiple("What was mined?"), said]), credit="net_correct")
    a_finished_attempt(db, opening, lin, (0,), "@SUM(A1)")
    db.flush()
    return results.report(db, Desk(), opening, at=NOON + timedelta(hours=1))


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_file_has_a_row_for_each_attempt_and_for_each_learner_without_one(report: Report) -> None:
    lin, gus = read_csv(exports.to_csv(report))  # by name, and this one begins with "="
    assert (gus["Name"], gus["State"], gus["Score"] or "") == ("Gus", "not started", "")
    assert (lin["State"], lin["Attempt"], lin["Answered"]) == ("finished", "1", "2")
    assert (lin["Score"], lin["Out of"], lin["Percent"]) == ("0.5", "2", "25")
    assert (lin["Q1 answer: What was mined?"], lin["Q1 mark"], lin["Q2 mark"]) == ("Iron", "0.5", "0")


def test_times_are_those_of_the_class(report: Report) -> None:
    lin = read_csv(exports.to_csv(report))[0]
    assert (lin["Started"], lin["Finished"]) == ("2026-03-02 13:00:00", "2026-03-02 13:02:00")


def test_no_cell_of_the_csv_file_begins_like_a_formula(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(exports.to_csv(report).decode("utf-8-sig"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert f"'{EVIL}" in rows[1]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\0x"])
def test_every_beginning_that_runs_is_guarded(text: str) -> None:
    assert exports.guarded(text) == f"'{text}"


def test_an_ordinary_text_stays_as_it_is() -> None:
    assert exports.guarded("A = b") == "A = b"
    assert exports.guarded("") == ""


def test_the_spreadsheet_says_the_same_and_holds_texts_and_numbers_only(report: Report) -> None:
    sheet = load_workbook(io.BytesIO(exports.to_xlsx(report))).active
    assert sheet is not None
    header, lin, gus = list(sheet.iter_rows())
    said = {str(head.value): cell for head, cell in zip(header, lin, strict=True)}
    assert said["Name"].value == EVIL
    assert said["Score"].value == 0.5
    assert gus[0].value == "Gus"
    assert {cell.data_type for row in (header, gus, lin) for cell in row} <= {"s", "inlineStr", "n"}  # "f" is a formula


def test_the_spreadsheet_takes_what_xml_cannot_hold(db: Session, report: Report) -> None:
    report.learners[1].seat.name = "Lin\x0b\x00"
    sheet = load_workbook(io.BytesIO(exports.to_xlsx(report))).active
    assert sheet is not None
    assert sheet["A3"].value == "Lin"


def test_somebody_still_answering_has_no_score_in_the_file_either(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)))
    answer(db, an_attempt(db, opening, db.get_one(Seat, cast.lin.id)), (0,))
    lin = read_csv(exports.to_csv(results.report(db, Desk(), opening, at=NOON)))[1]
    assert (lin["State"], lin["Answered"], lin["Score"], lin["Percent"]) == ("answering", "1", "", "")
    assert {cell for name, cell in lin.items() if name.endswith(" mark")} == {""}
