"""Quotation marks in text tables as people leave them: read where they can mean one thing, else refused by line."""

from __future__ import annotations

import csv
import io
import random
from typing import Literal

import pytest

from quizapp.formats.registry import read
from quizapp.formats.sheets.cells import from_text
from quizapp.formats.sheets.quoted import records
from tests.bounded import bounded
from tests.formats.foreign import told

HEAD = "Question,A,B,C,Correct"
WHERE_IT_ENDS = "! its quotation marks do not say where a text ends"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ('"He said ""Go"" to me",go,run,sit,A', 'He said "Go" to me | *go | run | sit'),
        ('"He said "Go" to me",go,run,sit,A', 'He said "Go" to me | *go | run | sit'),
        ('"He said ("Go") "now"",go,run,sit,A', 'He said ("Go") "now" | *go | run | sit'),
        (r'"He said \"Go\", then",go,run,sit,A', 'He said "Go", then | *go | run | sit'),
        ('"To be" is from?,Hamlet,Lear,Othello,A', '"To be" is from? | *Hamlet | Lear | Othello'),
        ('Which?,"Go" or "stay",6" wide,7" wide,A', 'Which? | *"Go" or "stay" | 6" wide | 7" wide'),
        ('Who?, "Cid, the king" , "Ann",Bob,A', "Who? | *Cid, the king | Ann | Bob"),
        ('"Two\nlines","a\n\nb",c,d,A', "Two lines | *a b | c | d"),
    ],
)
def test_marks_that_can_mean_one_thing_lose_nothing(row: str, wanted: str) -> None:
    assert told(f"{HEAD}\n{row}\nNext?,a,b,c,B\n", "x.csv") == [wanted, "Next? | a | *b | c"]


@pytest.mark.parametrize(
    "row",
    [
        '"What did he say, "Go", or "stay"?",Go,Stay,Run,A',  # ends behind Go
        'Who said "x"?,"Ann" or, "Bob",Cid,Dan,A',
        'Who?,Ann,Bob,"Cid,A',  # swallowed the next question
        'Who?,Ann,B"ob,"Cid" x" y,A',
    ],
)
def test_marks_that_cannot_be_read_refuse_their_line_alone(row: str) -> None:
    for more in ([], ["Next?,a,b,c,B"], ['Next?,"a","b",c,B', "Last?,a,b,c,C"]):
        reading = read("\n".join([HEAD, row, *more]).encode(), "x.csv")
        assert [(one.line, f"! {one.what}") for one in reading.skipped] == [(2, WHERE_IT_ENDS)]
        assert len(reading.taken) == len(more)


def test_two_rows_between_one_pair_of_marks_are_refused() -> None:
    rows = f'{HEAD}\n"Height is 6,a1,b1,c1,A\nWidth is 5",d,e,f,B\nNext?,a,b,c,B\n'
    reading = read(rows.encode(), "x.csv")
    assert [(one.line, f"! {one.what}") for one in reading.skipped] == [(2, WHERE_IT_ENDS)]
    assert [taken.line for taken in reading.taken] == [4]


@pytest.mark.parametrize("cell", ["One, two, 3, four, five\nof them", "One,two\nof them", "f(1,2,3,4,5)\nof,them"])
def test_a_text_of_several_lines_with_commas_is_one(cell: str) -> None:
    (taken,) = read(f'{HEAD}\n"{cell}",d,e,f,B\n'.encode(), "x.csv").taken
    assert taken.item.stem.split()[-1].endswith("them")
    assert [option.text for option in taken.item.options] == ["d", "e", "f"]


def test_a_comma_that_moved_the_only_row_is_no_loss_of_an_option() -> None:
    table = "Correct,Question,A,B,C\nB,Which of them, you ask?,Ann,Bob,Cid\n"
    assert told(table, "x.csv") == ["! it has more cells than the header"]


def test_keys_below_are_not_counted_past_a_row_that_cannot_be_read() -> None:
    rows = [HEAD.removesuffix(",Correct"), 'Who?,Ann,"Bob,Cid', "Next?,a,b,c", "", "No,Answer", "1,B"]
    reading = read("\n".join(rows).encode(), "x.csv")
    assert not reading.taken
    assert "the right answers below were not taken: line 2 cannot be read" in reading.notes


def test_a_table_may_have_no_row_that_can_be_read() -> None:
    sheet = from_text('"a,b\n\n"c,d\n')
    assert [row.number for row in sheet.broken] == [1, 3]
    assert all(row.empty for row in sheet.rows)


def test_lines_are_counted_over_cells_of_several() -> None:
    text = '"a\r\nb",c\r\nd,"e"\r\n\r\n"f\n\ng",h\ni,"j'
    assert [(one.line, one.cells, one.broken) for one in records(text, ",")] == [
        (1, ("a\r\nb", "c"), False),
        (3, ("d", "e"), False),
        (4, (), False),
        (5, ("f\n\ng", "h"), False),
        (8, ("i", '"j'), True),
    ]


@pytest.mark.parametrize(
    "part", ['"a" b,', '"a b,', 'x,"a\n', '"a""\n""\n', '""",', '" ', '"a "b" c,', '\\",', '""a\n']
)
def test_no_row_of_marks_takes_long(part: str) -> None:
    with bounded(5):
        for _ in records(part * (400_000 // len(part)), ","):
            pass


@pytest.mark.parametrize("cell", ['"a"b,', '"("a" "b,'])
def test_no_row_of_marks_before_a_cell_as_it_should_be_takes_long(cell: str) -> None:
    with bounded(5):
        found = list(records(f'{cell * (400_000 // len(cell))}"x"\n"a"b,"x"', ","))
    assert [one.broken for one in found] == [True, False]
    assert found[1].cells == ('"a"b', "x")


def test_a_table_with_its_marks_as_they_should_be_is_read_as_python_reads_it() -> None:
    rng = random.Random(5)
    parts = ["a", '"', " ", "\n", "\r\n", "x y", ",", ";", "\t", '""', "\\", '\\"']
    for _ in range(400):
        separator, end = rng.choice(",;\t|"), rng.choice(["\n", "\r\n"])
        quoting: Literal[0, 1] = csv.QUOTE_ALL if rng.random() < 0.5 else csv.QUOTE_MINIMAL
        rows = [
            ["".join(rng.choices(parts, k=rng.randint(0, 5))) for _ in range(rng.randint(1, 4))]
            for _ in range(rng.randint(1, 4))
        ]
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
        reader = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator)
        found = list(records(out.getvalue(), separator))
        assert [list(one.cells) for one in found] == list(reader)
        assert not any(one.loose or one.broken for one in found)
