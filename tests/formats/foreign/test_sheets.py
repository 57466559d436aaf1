"""Tables as quiz games, learning platforms and teachers keep them: many headers, languages and ways to name the key."""

from __future__ import annotations

import io
from datetime import date
from time import process_time

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from quizapp.core.errors import BadInput
from quizapp.formats.registry import read
from tests.formats.foreign import cases, told

CASES = cases("tables")


@pytest.mark.parametrize("case", CASES)
def test_a_table_from_elsewhere(case: str) -> None:
    text, wanted = CASES[case]
    assert told(text, "table.csv" if "\t" not in text else "table.txt") == wanted


def workbook(*rows: tuple[str | float | None, ...], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbooks_hold_numbers_truths_and_dates() -> None:
    table = workbook(
        ("Question", "Option 1", "Correct 1", "Option 2", "Correct 2"),
        ("Which?", 20.0, True, 30.5, False),
        ("When?", 1887, False, 1888.0, True),
    )
    assert told(table, "t.xlsx") == ["Which? | *20 | 30.5", "When? | 1887 | *1888"]


def test_a_workbook_with_questions_below_each_other_is_read_as_the_list_it_is() -> None:
    lines = ["1. Which oil?", "A. Whale", "B. Colza", "Answer: B", "", "2. Who lit it?", "A. A keeper", "B. A cook"]
    table = workbook(*((line,) for line in [*lines, "Answer: A"]))
    assert told(table, "t.xlsx") == ["Which oil? | Whale | *Colza", "Who lit it? | *A keeper | A cook"]
    apart = workbook((1, "Which oil?"), ("A", "Whale"), ("B", "Colza"), (None, "Answer: B"))
    assert told(apart, "t.xlsx") == ["Which oil? | Whale | *Colza"]


def keyed(questions: list[tuple[str | float, ...]], keys: list[tuple[str | float, ...]]) -> bytes:
    """A workbook with questions on one sheet and their keys on another."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for page, rows in ((sheet, questions), (book.create_sheet("Key"), keys)):
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ASKED: list[tuple[str | float, ...]] = [
    ("No", "Question", "A", "B"),
    (1, "Which oil?", "colza", "whale"),
    (2, "Which lamp?", "gas", "arc"),
]


@pytest.mark.parametrize(
    "keys",
    [
        [("No", "Answer"), (1, "B"), (2, "A")],
        [("Question", "Correct answer"), (2, "A"), (1, "B")],
        [(1, "b"), (2, "a")],
        [("Answer",), ("whale",), ("gas",)],
    ],
)
def test_keys_on_a_sheet_of_their_own_are_those_of_the_questions_with_their_numbers(
    keys: list[tuple[str | float, ...]],
) -> None:
    assert told(keyed(ASKED, keys), "t.xlsx") == ["Which oil? | colza | *whale", "Which lamp? | *gas | arc"]
    unnumbered = [row[1:] for row in ASKED]
    if keys[-1][0] != 1:  # in order
        assert told(keyed(unnumbered, keys), "t.xlsx") == ["Which oil? | colza | *whale", "Which lamp? | *gas | arc"]


@pytest.mark.parametrize(
    "keys",
    [
        [("No", "Answer"), (1, "B"), (1, "A")],
        [("Answer",), ("whale",)],
        [("Name", "Score"), ("Ann", 2), ("Bea", 1)],
    ],
)
def test_a_sheet_that_may_belong_to_other_questions_gives_no_keys(keys: list[tuple[str | float, ...]]) -> None:
    assert told(keyed(ASKED, keys), "t.xlsx") == ["! no right answer is given"] * 2


@pytest.mark.parametrize("name", ["Lin's answers", "By Lin", "My answers", "Antworten von Lin", "Key (student)"])
def test_a_sheet_of_what_somebody_answered_gives_no_keys(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(keyed(ASKED, [("No", "Answer"), (1, "B"), (2, "A")])))
    book["Key"].title = name
    out = io.BytesIO()
    book.save(out)
    assert told(out.getvalue(), "t.xlsx") == ["! no right answer is given"] * 2


BELOW = "No,Question,A,B\n1,Which oil?,colza,whale\n2,Which lamp?,gas,arc\n{}No,Answer\n1,B\n2,A\n"


@pytest.mark.parametrize(
    "head", ["\n", "\nAnswer key\n", "Answers:\n\n", "\n## Lösungen,\n", "\nLamps\nTeacher's key\n", "\nRespuestas\n"]
)
def test_a_second_table_below_words_for_keys_or_none_keys_the_questions(head: str) -> None:
    assert told(BELOW.format(head), "t.csv") == ["Which oil? | colza | *whale", "Which lamp? | *gas | arc"]


@pytest.mark.parametrize(
    "head",
    ["\nMy answers\n", "\n# Mine\n", "\nLin's answers\n", "Given by the class\n\n", "\nKey\nLin\n", "\nVon Lin,\n"],
)
def test_a_second_table_below_any_other_words_is_somebody_s_answers(head: str) -> None:
    reading = read(BELOW.format(head).encode(), "t.csv")
    assert not reading.taken
    (note,) = (one for one in reading.notes if "not taken for the right ones" in one)
    assert head.strip("\n,").split("\n")[-1] in note


def test_labels_beside_the_texts_of_a_workbook_say_which_is_the_answer() -> None:
    rows = [("1.", "Which oil?"), ("a", "colza"), ("b", "whale"), ("Answer", "b"), ("2.", "Which lamp?")]
    table = workbook(*rows, ("a", "gas"), ("b", "arc"), ("Answer", "a"))
    assert told(table, "t.xlsx") == ["Which oil? | colza | *whale", "Which lamp? | *gas | arc"]


def test_without_a_header_the_one_bold_cell_of_each_row_is_the_key() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for n, (row, key) in enumerate([("Which oil?", 3), ("Who lit it?", 2), ("How long?", 3)], 1):
        sheet.append((row, f"a{n}", f"b{n}", f"c{n}"))
        sheet.cell(n, key).font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    assert told(out.getvalue(), "t.xlsx") == [
        "Which oil? | a1 | *b1 | c1",
        "Who lit it? | *a2 | b2 | c2",
        "How long? | a3 | *b3 | c3",
    ]
    for n in (1, 2, 3):
        sheet.cell(n, 2).font = Font(bold=True)  # two in a row and one in another tell nothing
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="the first row says: Which oil\\?, a1, b1, c1"):
        told(out.getvalue(), "t.xlsx")


@pytest.mark.parametrize("rows", [["Bring milk", "Call Ann", "Read page 5"], ["Is it late?", "Yes", "No"]])
def test_a_column_of_notes_is_no_list_of_questions(rows: list[str]) -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        told(workbook(*((row,) for row in rows)), "t.xlsx")


KAHOOT: list[tuple[str | None, ...]] = [
    (None, "Quiz template"),
    (None, "Add questions, at least two answer alternatives, time limit and choose correct answers (at least one)."),
    (None, "Remember: questions have a limit of 120 characters and answers can have 75 characters max."),
    (None, "If you’re using Excel, export to .xlsx format before you import to Kahoot!"),
    (None,), (None,), (None,),
    (None, "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters",
     "Answer 3 - max 75 characters", "Answer 4 - max 75 characters", "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, "
     "or 240 secs", "Correct answer(s) - choose at least one"),
]  # fmt: skip


def test_a_kahoot_sheet_names_its_keys_by_place_whatever_the_options_say() -> None:
    rows: list[tuple[str | float | None, ...]] = [
        (1.0, "How many?", 2.0, 3.0, 1.0, 4.0, 20.0, 1.0),
        (2.0, "Which two?", "3", "2", "1", None, 30, "1,3"),
        (3.0, "Wet?", True, False, None, None, 20, 2),
        (4, "None?", "a", "b", None, None, 20, None),
        (5, "Fifth?", "a", "b", None, None, 20, 4),
    ]
    assert told(workbook(*KAHOOT, *rows, title="Kahoot!"), "k.xlsx") == [
        "How many? | *2 | 3 | 1 | 4",
        "Which two? | *3 | 2 | *1",
        "Wet? | TRUE | *FALSE",
        "! no right answer is given",
        "! the right answer is an empty option",
    ]


def test_a_kahoot_sheet_filled_in_with_decimal_commas_keeps_both_keys() -> None:
    rows: list[tuple[str | float | None, ...]] = [
        (1, "Which?", "a", "b", "c", None, 20, 2),
        (2, "Which two?", "a", "b", "c", None, 20, 1.3),
    ]
    assert told(workbook(*KAHOOT, *rows), "k.xlsx") == ["Which? | a | *b | c", "Which two? | *a | b | *c"]


def test_options_are_read_as_the_spreadsheet_shows_them() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(("Question", "A", "B", "C", "Key"))
    shown: tuple[tuple[str | float | date, ...], ...] = (
        ("How much?", "0%", 0.2, 0.25, 0.5),
        ("What price?", '"£"0.00', 2.5, 2.75, 3),
        ("Which day?", "d mmmm yyyy", date(1912, 4, 14), date(1912, 4, 15), date(1912, 4, 16)),
        ("How far?", '#,##0.0 "km"', 1200, -2.25, 3),
        ("Which number?", "General", 0.1, 2.0, 3),
        ("Which day abroad?", "mm-dd-yy", date(1912, 4, 14), date(1912, 4, 15), date(1912, 4, 16)),
    )
    for number, (stem, code, *options) in enumerate(shown, 2):
        page.append((stem, *options, "B"))
        for column in "BCD":
            page[f"{column}{number}"].number_format = str(code)
    out = io.BytesIO()
    book.save(out)
    assert told(out.getvalue(), "t.xlsx") == [
        "How much? | 20% | *25% | 50%",
        "What price? | £2.50 | *£2.75 | £3.00",
        "Which day? | 14 April 1912 | *15 April 1912 | 16 April 1912",
        "How far? | 1,200.0 km | *-2.2 km | 3.0 km",
        "Which number? | 0.1 | *2 | 3",
        "Which day abroad? | 1912-04-14 | *1912-04-15 | 1912-04-16",
    ]


def test_a_table_saved_on_a_macintosh_keeps_its_accents() -> None:
    text = "Question;Réponse A;Réponse B;Bonne réponse\rQuelle forêt ?;Chêne;Hêtre;B\r"
    assert told(text.encode("mac_roman"), "t.csv") == ["Quelle forêt ? | Chêne | *Hêtre"]
    assert told(text.encode("cp1252"), "t.csv") == ["Quelle forêt ? | Chêne | *Hêtre"]


@pytest.mark.parametrize(
    "table",
    [
        "Ana Lund from Oslo,3,4,2,4\nBen Hall from Bergen,1,2,3,2\nCai Berg from Moss,4,4,1,1\n",  # marks
        "Notebook with lines,10,12,14,12\nNotebook with squares,8,9,10,9\nPencil case of leather,15,18,20,20\n",
        "Monday morning,Maths,English,Maths\nTuesday morning,Music,French,French\nFriday morning,Art,Maths,Art\n",
        "Ana Maria Lund,A,B,C,B\nBen Olav Hall,B,C,A,C\nCai Erik Berg,A,A,B,A\n",
        "We went to the sea,and it was wet,so we left,A\nThen,it,rained,B\n",  # two lines of prose
        "Which oil burns best?,tar,colza,B\nWhich wood is hard?,oak,cork,A\nWhich stone?,slate,flint,D\n",
    ],
)
def test_rows_without_a_header_that_could_be_another_thing_are_no_questions(table: str) -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        told(table, "table.csv")


def looked(*keys: int) -> bytes:
    """A workbook without a column of right answers, the option at each of `keys` green or bold."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(("Question", "A", "B", "C"))
    for row, key in enumerate(keys, 2):
        page.append((f"Which of row {row}?", "tar", "colza", "pitch"))
        cell = page.cell(row, key + 2)
        if row % 2:
            cell.font = Font(bold=True)
        else:
            cell.fill = PatternFill("solid", fgColor="92D050")
    for cell in page[1]:
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_green_or_bold_option_is_the_key_where_nothing_else_tells_it() -> None:
    assert told(looked(1, 0, 2), "t.xlsx") == [
        "Which of row 2? | tar | *colza | pitch",
        "Which of row 3? | *tar | colza | pitch",
        "Which of row 4? | tar | colza | *pitch",
    ]


def test_a_bold_column_is_no_key() -> None:
    refused = "! no right answer is given"
    assert told(looked(0, 0, 0), "t.xlsx") == [refused] * 3
    assert told(looked(1, 1), "t.xlsx") == [refused] * 2
    assert told(looked(1, 0), "t.xlsx") == [
        "Which of row 2? | tar | *colza | pitch",
        "Which of row 3? | *tar | colza | pitch",
    ]


def test_a_cross_under_true_and_under_false_judges_nothing() -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        told("Statement,True,False\nThe sea is dry.,,X\nThe sea is salt.,X,X\n", "t.csv")


def test_options_in_one_cell_without_letters_lose_none() -> None:
    reading = read(b"question,choices,answer\nWhich oil?,colza|whale,2\nWhich lamp?,gas|arc,1\n", "t.csv")
    assert [one.changes for one in reading.taken] == [(), ()]


@pytest.mark.parametrize("cell", ["a" + " " * 60_000 + "b", "['a'" + " " * 60_000 + "b"])
def test_a_wide_gap_in_a_cell_does_not_hold_up_the_reader(cell: str) -> None:
    """Looking behind each of its blanks took a minute and more, and twelve seconds where a line break may follow."""
    began = process_time()
    table = f"question,choices,answer\nWhich oil?,{cell}|whale,2\n"
    assert told(table, "t.csv")[0].endswith("| *whale")
    table = f"Question,Option A,Option B\nWhich oil?,{cell},whale ✓\n"
    assert told(table, "t.csv")[0].endswith("| *whale")
    assert process_time() - began < 3
