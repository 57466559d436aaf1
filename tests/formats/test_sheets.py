"""Tables as people have them: separators, encodings, words for columns and keys, and what spreadsheets do to cells."""

# ruff: noqa: E501 rows of tables are easier to compare unbroken

from __future__ import annotations

import csv as rfc4180
import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import BadInput
from quizapp.core.item import Item, Option
from quizapp.core.page import Head
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import read, write
from quizapp.formats.report import Defaults, Entry, Reading
from quizapp.formats.sheets import mapping as sheet_mapping
from quizapp.formats.sheets.cells import guard, unguard, workbook
from quizapp.formats.sheets.columns import headed
from tests.formats.entries import ALL, SINGLE

SAMPLES = Path(__file__).parent / "samples"


def csv(text: str | bytes, name: str = "x.csv") -> Reading:
    return read(text.encode() if isinstance(text, str) else text, name, "csv")


def keys(reading: Reading) -> list[list[str]]:
    return [[option.text for option in taken.item.options if option.is_key] for taken in reading.taken]


def sheet(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- text tables


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_its_separator_encoding_and_line_ends(
    separator: str, encoding: str, ending: str
) -> None:
    rows = ["Question,Option A,Option B,Option C,Correct Answer", "Wie heißt er?,Jürgen,Sören,Ole,B"]
    text = ending.join(row.replace(",", separator) for row in rows) + ending
    reading = csv(text.encode(encoding))
    assert reading.taken[0].item.stem == "Wie heißt er?"
    assert keys(reading) == [["Sören"]]
    assert any("windows-1252" in note for note in reading.notes) == (encoding == "windows-1252")


@pytest.mark.parametrize(("header", "field"), [
    ("Question - max 120 characters", ("stem", 0)), ("Fragetext", ("stem", 0)), ("Answer 3\n(Optional)", ("option", 3)),
    ("OptionB", ("option", 2)), ("Antwort 1", ("option", 1)), ("Correct answer(s) - choose at least one", ("correct", 0)),
    ("Correct Answer(s)\n(Only include Answer #)", ("correct", 0)), ("answers", ("correct", 0)),
    ("Time limit (sec) – 5, 10 or 20 secs", ("seconds", 0)), ("Incorrect answer 2", ("wrong", 2)),
    ("Option 1 feedback", ("feedback", 1)), ("feedback_correct", ("feedback_correct", 0)), ("weight_3", ("weight", 3)),
])  # fmt: skip
def test_headers_of_many_programs_are_known(header: str, field: tuple[str, int]) -> None:
    assert headed(header) == field


@pytest.mark.parametrize(("correct", "expected"), [
    ("2", ["b"]), ("2.0", ["b"]), ("B", ["b"]), ("(b)", ["b"]), ("Option 2", ["b"]), ("1;3", ["a", "c"]),
    ("1,3", ["a", "c"]), ("A & C", ["a", "c"]), ("a, c", ["a", "c"]), ("1 and 3", ["a", "c"]),
])  # fmt: skip
def test_right_answers_are_understood_as_numbers_letters_or_words(correct: str, expected: list[str]) -> None:
    assert keys(csv(f'question,option 1,option 2,option 3,correct\nWhich?,a,b,c,"{correct}"\n')) == [expected]


def test_numbers_as_options_are_told_from_places_by_the_whole_column() -> None:
    places = "question,option 1,option 2,option 3,correct\nHow many?,2,3,1,3\nWho?,Ole,Jens,Per,2\nWhere?,Oslo,Moss,Bergen,3\n"
    assert keys(csv(places)) == [["1"], ["Jens"], ["Bergen"]]


def test_an_answer_that_could_mean_two_things_is_never_guessed() -> None:
    reading = csv("question,option 1,option 2,option 3,answer\nHow many?,2,3,1,3\nWho?,Ole,Jens,Per,Jens\n")
    assert "both a place and the words" in reading.skipped[0].what
    assert keys(reading) == [["Jens"]]


@pytest.mark.parametrize(("correct", "expected"), [
    ("B) 4", ["4"]), ("B. 4", ["4"]), ("(b) 4", ["4"]), ("2) 4", ["4"]), ("A) 3; C) 7", ["3", "7"]),
])  # fmt: skip
def test_an_answer_may_stand_with_its_letter_and_its_words(correct: str, expected: list[str]) -> None:
    assert keys(csv(f'question,option 1,option 2,option 3,option 4,correct\nWhich?,3,4,7,22,"{correct}"\n')) == [
        expected
    ]


@pytest.mark.parametrize("correct", ["B) 3", "B 4", "1, B", "C) 22"])
def test_the_letter_of_one_option_with_the_words_of_another_is_no_answer(correct: str) -> None:
    reading = csv(f'question,option 1,option 2,option 3,option 4,correct\nWhich?,3,4,7,22,"{correct}"\n')
    assert "is none of the 4 options" in reading.skipped[0].what


def test_options_in_one_cell_may_stand_as_a_list_of_a_program() -> None:
    reading = csv("question,choices,answer\nWhich?,\"['it''s', 'a, b', 'c']\",\"a, b\"\n".replace("it''s", "its"))
    assert [option.text for option in reading.taken[0].item.options] == ["its", "a, b", "c"]
    assert keys(reading) == [["a, b"]]


@pytest.mark.parametrize("header", [
    ("Frage - max. 120 Zeichen", "Antwort {} - max. 75 Zeichen", "Zeitlimit (Sek.) – 5, 10 oder 20 Sek.",
     "Richtige Antwort(en) – wähle mindestens eine aus"),
    ("Pregunta - máx. 120 caracteres", "Respuesta {} - máx. 75 caracteres", "Límite de tiempo (segundos): 5, 10 o 20",
     "Respuesta(s) correcta(s): escoge al menos una"),
    ("Question - 120 caractères max.", "Réponse {} - 75 caractères max.", "Temps (sec) – 5, 10 ou 20 sec",
     "Bonne(s) réponse(s) - choisissez-en au moins une"),
])  # fmt: skip
def test_kahoots_template_is_known_in_other_languages(header: tuple[str, str, str, str]) -> None:
    stem, option, seconds, correct = header
    head: list[object] = [None, stem, *(option.format(at) for at in range(1, 5)), seconds, correct]
    above: list[list[object]] = [[None] for _ in range(7)]
    reading = read(sheet(*above, head, [1, "Which?", "a", "b", None, None, 20, 2]), "x.xlsx")
    assert (reading.format, keys(reading), reading.taken[0].entry.defaults.seconds) == ("kahoot", [["b"]], 20)


def test_a_column_that_counts_from_nought_says_so_somewhere() -> None:
    head = "question,option 1,option 2,option 3,correct\n"
    assert keys(csv(f"{head}Which?,a,b,c,1\nWho?,d,e,f,0\nWhere?,g,h,i,2\n")) == [["b"], ["d"], ["i"]]
    mixed = csv(f"{head}Which?,a,b,c,3\nWho?,d,e,f,0\nWhere?,g,h,i,h\n")
    assert keys(mixed) == [["h"]]
    assert all("may count from 0 or from 1" in one.what for one in mixed.skipped)
    assert keys(csv(f"{head}How many?,0,1,2,0\nWho?,d,e,f,2\n")) == [["0"], ["e"]], "here 0 is an answer"


def test_a_column_that_always_spells_out_its_answers_means_words_also_where_they_are_numbers() -> None:
    rows = "".join(f"Who {at}?,Ole,Jens,Per,Jens\n" for at in range(3))
    head = "question,option 1,option 2,option 3,answer\n"
    assert keys(csv(f"{head}How many?,2,3,1,3\n{rows}"))[0] == ["3"]
    both, slipped = csv(f"{head}How many?,2,3,1,3\n{rows}Which?,Oslo,Moss,Bergen,2\n").skipped
    assert "both a place and the words" in both.what
    assert "those of all others are words" in slipped.what


@pytest.mark.parametrize(("row", "word"), [
    ("Which?,a,b,,", "no right answer"), ("Which?,a,b,,7", "none of the"), ("Which?,a,b,,3", "empty option"),
    ("Which?,a,a,,1", "read the same"), ("Which?,a,,,1", "options"),
])  # fmt: skip
def test_a_bad_row_is_skipped_with_its_line_and_costs_no_other(row: str, word: str) -> None:
    reading = csv(f"question,option 1,option 2,option 3,correct\nGood?,x,y,z,2\n{row}\nAlso?,x,y,z,3\n")
    assert keys(reading) == [["y"], ["z"]]
    (skipped,) = reading.skipped
    assert word in skipped.what
    assert skipped.line == 3
    assert skipped.remedy


def test_a_row_with_more_cells_than_its_header_is_not_read_as_if_nothing_had_moved() -> None:
    head, row = "question,option_1,option_2,option_3,correct\n", "Who?,x,y,z,1\n"
    moved = csv(f'{head}{row}"In 1990, 3 ships?",2,1,3,2\nIn 1990, 3 ships?,2,1,3,2\n')
    assert keys(moved) == [["x"], ["1"]]
    assert [(skip.line, skip.what) for skip in moved.skipped] == [(4, "it has more cells than the header")]
    assert not csv(head + row.replace("1\n", "1, ,\n") + row).skipped  # empty ones hold nothing
    noted = row.replace("1\n", "1,see page 3\n")
    assert len(csv(head + noted * 2 + row).taken) == 3  # most rows have a remark there
    cells = row.strip().split(",")
    beside = sheet([*head.strip().split(",")], [*cells, "see page 3"], [*cells])
    assert len(read(beside, "x.xlsx").taken) == 2


@pytest.mark.parametrize(
    ("key", "cell", "count"),
    [
        *(("Oslo", '"Rome,Bonn"', 2), ("Oslo", '"Rome, Bonn, Lima"', 3), ("Oslo", '"Rome, Italy"', 1)),
        *(("500", '"1,000"', 1), ("fruit", '"bread, wine, oil and salt"', 1), ('"Oslo, Norway"', '"Rome,Bonn,Lima"', 1)),
        ("Oslo", '"Rome, say;Bonn, say"', 2),
    ],
)
def test_commas_part_the_wrong_answers_in_one_cell_only_where_they_are_several(key: str, cell: str, count: int) -> None:
    (taken,) = csv(f"question,correct,wrong_answers\nWhich?,{key},{cell}\n").taken
    assert [option.is_key for option in taken.item.options] == [True, *[False] * count]
    assert ("its wrong answers were parted at their commas" in taken.changes) == (count > 1 and ";" not in cell)


def test_wrong_answers_in_columns_of_their_own_make_the_other_options() -> None:
    reading = csv("Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2\nHow many?,2,3,4\n")
    assert [(o.text, o.is_key) for o in reading.taken[0].item.options] == [("2", True), ("3", False), ("4", False)]


def test_a_true_false_row_needs_no_options() -> None:
    reading = csv("question,type,option 1,option 2,answer\nIt floats.,True/False,,,TRUE\n")
    assert reading.taken[0].item.kind == "true-false"
    assert keys(reading) == [["True"]]


def test_a_cell_over_several_lines_keeps_its_lines_and_the_next_row_its_number() -> None:
    reading = csv('question,option 1,option 2,correct\n"One\ntwo, ""three""",a,b,1\nNext?,a,b,9\n')
    assert reading.taken[0].item.stem == 'One  \ntwo, "three"'
    assert reading.skipped[0].line == 4


def test_a_table_without_a_header_says_what_header_to_write() -> None:
    with pytest.raises(BadInput, match="option_1"):
        csv("What?,a,b,c,1\nWho?,a,b,c,2\n")


def test_html_in_foreign_cells_is_read_and_scripts_are_left_out() -> None:
    reading = csv('question,a,b,correct\n"<b>Bold</b> <script>x()</script>?",<i>a</i>,b,1\n')
    assert reading.taken[0].item.stem == "**Bold** ?"
    assert any("script" in change for change in reading.taken[0].changes)


# --- our own dialect


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_everything_but_pictures_and_sources_comes_back(format: str) -> None:
    reading = read(write(format, ALL).data, f"x.{format}")
    assert reading.format == format
    assert len(reading.taken) == len(ALL)
    for before, after in zip(ALL, reading.taken, strict=True):
        assert after.item.options == before.item.options
        assert after.item.answers == before.item.answers
        assert (after.entry.uid, after.entry.category) == (before.uid, before.category)
        assert after.entry.defaults.rule == before.defaults.rule
        assert after.entry.defaults.weights == before.defaults.weights
        assert after.entry.feedback == before.feedback
    assert reading.taken[0].entry.defaults.points == Decimal(2)
    assert F(1, 3) in reading.taken[-4].entry.defaults.weights


def test_where_a_row_is_from_is_no_title_of_a_page_unless_we_wrote_it() -> None:
    from_others = read(b"question,option a,option b,correct,source\nWhich?,Aller,Leine,A, Town  guide\n", "x.csv")
    assert from_others.taken[0].entry.head == Head("", source="Town guide")
    own = read(write("csv", [replace(SINGLE, head=Head("Rivers", publisher="Bay News"), facts=())]).data, "x.csv")
    assert own.taken[0].entry.head == Head("Rivers, Bay News")
    entries = [from_others.taken[0].entry]
    assert b"Town guide" in write("gift", entries).data
    with ZipFile(io.BytesIO(write("qti21", entries).data)) as package:
        assert any(b"Town guide" in package.read(name) for name in package.namelist())


@given(st.text(st.sampled_from("=+-@'\t\r\0 a1＝＋－＠\n\"")))
def test_the_guard_against_formulas_comes_off_as_it_went_on(text: str) -> None:
    assert unguard(guard(text)) == text


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "'=1",
    '=HYPERLINK("http://x.example","y")',
    "-2+3",
    "\n=1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    entry = Entry(Item("single", text.strip() or "x", (Option(text.strip() + "a", True), Option("b"))), uid=text)
    data = write("csv", [entry]).data.decode("utf-8-sig")
    for row in list(rfc4180.reader(io.StringIO(data, newline="")))[1:]:
        for cell in row:
            assert cell.lstrip()[:1] not in tuple("=+-@＝")


def test_every_text_in_a_workbook_is_a_text() -> None:
    entries = [
        Entry(Item("single", text.strip(), (Option(text.strip() + "a", True), Option("b"))), uid=text)
        for text in HOSTILE
    ]
    book = openpyxl.load_workbook(io.BytesIO(write("xlsx", entries).data))
    assert {cell.data_type for page in book for row in page for cell in row if cell.value is not None} == {"s"}
    back = read(write("xlsx", entries).data, "x.xlsx")
    assert [taken.item.options[0].text for taken in back.taken] == [text.strip() + "a" for text in HOSTILE]


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    long = Entry(Item("single", "x" * 40_000, (Option("a", True), Option("b"))), uid="a/long")
    written = write("xlsx", [long, SINGLE])
    assert [refusal.entry for refusal in written.refused] == ["a/long"]
    assert len(read(written.data, "x.xlsx").taken) == 1
    assert len(read(write("csv", [long]).data, "x.csv").taken[0].item.stem) == 40_000


# --- workbooks


def test_numbers_dates_and_formulas_in_cells_are_put_right_or_noted() -> None:
    data = sheet(
        ["Question", "Option 1", "Option 2", "Option 3", "Correct"],
        ["How many?", 2.0, 3, "=1+3", 2.0],
        ["Which page?", datetime(2026, 1, 2), "1-3", "x", 2],
    )
    reading = read(data, "x.xlsx")
    first, second = reading.taken[0] if reading.taken else None, reading.taken[-1]
    assert second.item.options[0].text == "2026-01-02"
    assert any("B3 is a date" in change for change in second.changes)
    assert first is not None
    if first is not second:
        assert [option.text for option in first.item.options] == ["2", "3"]
    assert reading.taken[-1].place == "x.xlsx!Sheet!A3"


def test_a_formula_is_read_as_its_last_result_and_said() -> None:
    data = sheet(["Question", "Option 1", "Option 2", "Correct"], ["How many?", "=1+3", "5", 1])
    files = unpack(data, "x")
    name = "xl/worksheets/sheet1.xml"
    files[name] = (
        files[name]
        .replace(b"<f>1+3</f><v></v>", b"<f>1+3</f><v>4</v>")
        .replace(b"<f>1+3</f><v/>", b"<f>1+3</f><v>4</v>")
    )
    (taken,) = read(pack(files), "x.xlsx").taken
    assert taken.item.options[0].text == "4"
    assert any("B2 is a formula" in change for change in taken.changes)


def test_sheets_without_questions_are_named_and_hidden_ones_left_alone() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Notes"
    page.append(["Remember the milk"])
    other = book.create_sheet("Quiz")
    other.append(["Question", "A", "B", "Key"])
    other.append(["Which?", "x", "y", "B"])
    hidden = book.create_sheet("Old")
    hidden.append(["Question", "A", "B", "Key"])
    hidden.append(["Old?", "x", "y", "B"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue(), "x.xlsx")
    assert [taken.item.stem for taken in reading.taken] == ["Which?"]
    assert any("Notes" in note for note in reading.notes)


def test_a_workbook_with_entities_is_refused() -> None:
    files = unpack(sheet(["Question", "A", "B", "Key"]), "x")
    name = "xl/worksheets/sheet1.xml"
    files[name] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + files[name]
    with pytest.raises(BadInput, match="entities"):
        read(pack(files), "x.xlsx")


# --- the sheets of quiz games


def test_kahoot_cells_with_float_numbers_are_read() -> None:
    reading = read((SAMPLES / "kahoot_template.xlsx").read_bytes(), "k.xlsx")
    assert reading.format == "kahoot"
    assert keys(reading) == [["2"], ["Argand", "Fresnel"], ["True"]]
    assert [taken.item.kind for taken in reading.taken] == ["single", "multiple", "true-false"]
    assert [taken.entry.defaults.seconds for taken in reading.taken] == [20, 30, 10]


def test_wayground_skips_its_row_of_instructions_and_names_polls() -> None:
    reading = read((SAMPLES / "wayground_template.xlsx").read_bytes(), "w.xlsx")
    assert reading.format == "wayground"
    assert [taken.item.kind for taken in reading.taken] == ["single", "multiple", "text"]
    assert reading.taken[0].item.explanation == "See paragraph 3."
    assert [skipped.what.split()[0] for skipped in reading.skipped] == ["“open-ended”", "“poll”"]


def test_blooket_numbers_mean_places_even_where_options_are_numbers() -> None:
    reading = read((SAMPLES / "blooket_template.csv").read_bytes(), "b.csv")
    assert reading.format == "blooket"
    assert keys(reading) == [["Rapeseed oil"], ["Argand", "Fresnel"], ["3"]]


@pytest.mark.parametrize(
    "header",
    [
        "Pregunta;Opción A;Opción B;Respuesta correcta",
        "Question;Réponse 1;Réponse 2;Bonne réponse",
        "Pergunta;Alternativa A;Alternativa B;Resposta correta",
        "Vraag;Antwoord 1;Antwoord 2;Juiste antwoord",
        "Frage;Antwort A;Antwort B;Richtige Antwort",
        "Domanda;Risposta 1;Risposta 2;Risposta corretta",
        "Вопрос;Ответ 1;Ответ 2;Правильный ответ",
        "题目;选项A;选项B;正确答案",
        "Question Type:;Question:;Choices:\n;;Answer A:;Answer B:;Correct Answer",
    ],
)
def test_headers_in_other_languages_and_over_two_rows_name_the_same_columns(header: str) -> None:
    row = ("multiple choice;" if "Type" in header else "") + "Which gas?;Oxygen;Nitrogen;B"
    (taken,) = read(f"{header}\n{row}\n".encode(), "x.csv").taken
    assert taken.item.stem == "Which gas?"
    assert [(option.text, option.is_key) for option in taken.item.options] == [("Oxygen", False), ("Nitrogen", True)]


UNKNOWN = b"Alpha,Sel1,Sel2,Sel3,Mark,Why\n\nWhich gas?,Oxygen,Nitrogen,Argon,2,Most of the air.\n"


def test_columns_that_a_person_names_are_read_as_they_say() -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        read(UNKNOWN, "x.csv")
    (taken,) = read(UNKNOWN, "x.csv", columns="stem=A; options=B-D; correct=E; explanation=F").taken
    assert [option.text for option in taken.item.options] == ["Oxygen", "Nitrogen", "Argon"]
    assert (taken.item.keys, taken.item.explanation, taken.line) == ((1,), "Most of the air.", 3)
    (game,) = read(b"Which?,right,wrong,worse\n", "x.csv", columns="stem=A;correct=B;wrong=C,D;first=1").taken
    assert game.item.options == (Option("right", True), Option("wrong"), Option("worse"))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("stem=A", "options or right answers"),
        ("options=B-D;correct=E", "column of the questions"),
        ("stem=A;options=1-3", "names no columns"),
        ("stem=A;colour=B", "names no column"),
        ("stem=A;options=A-ZZ", "at most"),
        ("stem=A;options=B-DP,A-ZZ,?", "at most"),  # what follows too many is not even read
        ("stem=A;correct=B;first=0", "number of a row"),
        ("stem=A,B;options=C-D", "names no column"),
    ],
)
def test_columns_that_are_named_wrongly_are_refused_with_an_example(columns: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        read(UNKNOWN, "x.csv", columns=columns)
    assert "stem=B; options=C-F; correct=G; first=2" in str(refused.value)


def test_a_table_is_shown_with_what_its_header_says_already() -> None:
    shown = sheet_mapping.table(b"Frage;Antwort 1;Antwort 2;Notiz\nWas?;ja;nein;x\n", "x.csv")
    assert [(one.letter, one.header, one.cells, one.role) for one in shown.columns] == [
        ("A", "Frage", ("Was?",), "stem"), ("B", "Antwort 1", ("ja",), "options"),
        ("C", "Antwort 2", ("nein",), "options"), ("D", "Notiz", ("x",), ""),
    ]  # fmt: skip
    assert shown.first == 2
    with pytest.raises(BadInput, match="empty"):
        sheet_mapping.table(b" ,\n,", "x.csv")


BRIGHTSPACE = """//A COMMENT,,,,
NewQuestion,MC,,,
ID,LIGHT-1,,,
Title,First,,,
QuestionText,Which <b>lamp</b>?,HTML,,
Points,2,,,
Image,lamp.jpg,,,
Option,0,oil,,No.
Option,50,gas,,
Option,100,a < b,,Yes.
Hint,Think.,,,
Feedback,It was dark.,,,
,,,,
NewQuestion,TF,,,
QuestionText,It turns.,,,
TRUE,100,Indeed.,,
FALSE,0,,,
NewQuestion,MS,,,
QuestionText,Which two?,,,
Scoring,RightMinusWrong,,,
Option,1,x,,
Option,0,y,,
Option,1,z,,
NewQuestion,WR,,,
QuestionText,Tell.,,,
"""


def test_a_brightspace_sheet_has_a_row_for_each_fact() -> None:
    reading = read(BRIGHTSPACE.encode(), "x")
    first, second, third = reading.taken
    assert first.item.options == (Option("oil", False, "No."), Option("gas"), Option("a < b", True, "Yes."))
    assert (first.item.stem, first.item.explanation, first.line) == ("Which **lamp**?", "It was dark.", 2)
    assert (first.entry.uid, first.entry.title, first.entry.hints) == ("LIGHT-1", "First", ("Think.",))
    assert first.entry.defaults == Defaults(Decimal(2), weights=(F(0), F(1, 2), F(1)))
    assert "lamp.jpg" in first.changes[0]
    assert second.item.options == (Option("True", True, "Indeed."), Option("False"))
    assert (third.item.kind, third.item.keys, third.entry.defaults.rule) == ("multiple", (0, 2), "net_correct")
    assert [(one.line, one.what) for one in reading.skipped] == [(24, "it asks for an essay, a kind that is not taken")]
    assert not read(BRIGHTSPACE.replace("RightMinusWrong", "RightAnswers").encode(), "x").taken[2].entry.defaults.rule


@pytest.mark.parametrize(("level", "told"), [("1", False), ("4", True), ("", False)])
def test_a_difficulty_of_brightspace_that_does_not_come_along_is_told(level: str, told: bool) -> None:
    (first, *_) = read(BRIGHTSPACE.replace("Points,2", f"Difficulty,{level}").encode(), "x").taken
    assert any(f"difficulty {level} " in change for change in first.changes) is told


def brightspace(*rows: str) -> Reading:
    return read("\n".join(rows).encode(), "x.csv")


def test_an_answer_to_type_in_brightspace_is_one_unless_it_is_a_pattern() -> None:
    asked = ("NewQuestion,SA", "QuestionText,Name the red planet.", "InputBox,1,40")
    reading = brightspace(*asked, "Answer,100,Mars", "Answer,50,Ares", "Answer,100,the red one,,")
    item = reading.taken[0].item
    assert (item.kind, [one.text for one in item.answers], item.match) == ("text", ["Mars", "the red one"], "")
    assert "part of the mark" in reading.taken[0].changes[0]
    assert brightspace(*asked, "Answer,100,Na,sensitive").taken[0].item.match == "exact"
    assert "patterns" in brightspace(*asked, "Answer,100,M.*s,regexp").skipped[0].what
    assert "patterns" in brightspace(*asked, "Answer,100,Mars, the planet").skipped[0].what
    assert "several" in brightspace(*asked, "InputBox,1,40", "Answer,100,Mars").skipped[0].what


@pytest.mark.parametrize(
    "row",
    [
        *("QuestionText,Which planet, of all, is red?,,", "Option,100,Mars, the red one,,", "Feedback,Iron, mostly."),
        *("Option,100,Mars,HTML,Iron, mostly.", "Hint,It is red, too", "Option,100,Mars,,Iron,HTML,more"),
    ],
)
def test_a_comma_that_moved_what_is_behind_it_in_brightspace_refuses_the_question(row: str) -> None:
    rows = ["NewQuestion,MC", "QuestionText,Which is red?,HTML", "Option,100,Mars,HTML,Iron.,HTML", "Option,0,Io"]
    assert len(brightspace(*rows).taken) == 1
    name = row.partition(",")[0]
    reading = brightspace(*(row if one.startswith(name) else one for one in rows[:3]), rows[3], row)
    assert (len(reading.taken), reading.skipped[0].line) == (0, 1)
    assert f"“{name}”" in reading.skipped[0].what


def test_blackboard_lines_are_read_and_other_kinds_skipped_by_name() -> None:
    reading = read((SAMPLES / "blackboard_quiz.txt").read_bytes(), "bb.txt")
    assert [taken.item.kind for taken in reading.taken] == [
        "single",
        "multiple",
        "true-false",
        "numeric",
        "text",
        "single",
    ]
    assert keys(reading)[0] == ["Rapeseed oil"]
    assert reading.taken[3].item.answers[0].text == "40 ± 0.5"
    assert [(skipped.line, "essay" in skipped.what) for skipped in reading.skipped] == [(6, True)]


@pytest.mark.parametrize(
    "line", ["MC\tWhich?\ta\tcorrect\tb", "MC\tWhich?\ta\tright\tb\twrong", "TF\tIt is.\tmaybe", "NUM\tHow many?\tsome"]
)
def test_a_blackboard_line_out_of_shape_is_skipped(line: str) -> None:
    reading = read(f"TF\tGood.\ttrue\n{line}\n".encode(), "bb.txt", "blackboard")
    assert len(reading.taken) == 1
    assert reading.skipped[0].line == 2


def a_kahoot(stem: str = "Which?", options: tuple[str, ...] = ("a", "b"), seconds: int | None = None) -> Entry:
    item = Item("single", stem, tuple(Option(text, at == 0) for at, text in enumerate(options)))
    entry = Entry(item, uid="a/b")
    return Entry(item, uid="a/b", defaults=entry.defaults.__class__(seconds=seconds))


@pytest.mark.parametrize(("entry", "word"), [
    (a_kahoot("x" * 121), "121 characters"), (a_kahoot(options=("a", "b" * 76)), "76 characters"),
    (a_kahoot(options=("a", "b", "c", "d", "e")), "5 options"), (a_kahoot(options=("**a**", "a")), "read the same"),
])  # fmt: skip
def test_kahoot_refuses_what_does_not_fit_and_cuts_nothing(entry: Entry, word: str) -> None:
    written = write("kahoot", [entry])
    assert word in written.refused[0].why
    assert written.refused[0].remedy


def test_kahoot_gets_the_limits_exactly_and_its_rows_where_it_looks() -> None:
    entry = a_kahoot("x" * 120, ("a" * 75, "b", "c"), seconds=25)
    written = write("kahoot", [entry], {}, "Week 3")
    page = openpyxl.load_workbook(io.BytesIO(written.data)).worksheets[0]
    assert page["B2"].value == "Week 3"
    assert str(page["B8"].value).startswith("Question")
    assert [cell.value for cell in page[9]] == [1, "x" * 120, "a" * 75, "b", "c", None, 30, "1"]
    assert any(loss.action == "snapped from 25 to 30 seconds" for loss in written.losses)


def test_kahoot_sheets_hold_a_hundred_questions_and_the_others_are_refused() -> None:
    entries = [Entry(Item("single", f"Which {n}?", (Option("a", True), Option("b"))), uid=f"a/{n}") for n in range(103)]
    written = write("kahoot", entries)
    assert len(read(written.data, "k.xlsx").taken) == 100
    assert [refusal.entry for refusal in written.refused] == ["a/100", "a/101", "a/102"]


def test_control_characters_that_no_workbook_holds_are_taken_out() -> None:
    assert openpyxl.load_workbook(io.BytesIO(workbook([["a\x08b"]], title="x"))).worksheets[0]["A1"].value == "ab"


def test_right_answers_in_several_columns_are_all_keys() -> None:
    head = "1. Question Type:,2. Question:,3. Choices:\n,,Answer A:,Answer B:,Answer C:,Correct Answer,,\n"
    taken = csv(f"{head}Multiple choice,Which?,x,y,z,A,C,\nMultiple choice,What?,x,y,z,B,,a note\n").taken
    assert [one.item.keys for one in taken] == [(0, 2), (1,)]


@pytest.mark.parametrize("cell", ["x|y|z", "x; y; z", '"a) x\nb) y\nc) z"'])
def test_options_in_one_cell_are_told_apart(cell: str) -> None:
    (taken,) = csv(f"question,options,answer\nWhich?,{cell},y\n").taken
    assert [(option.text, option.is_key) for option in taken.item.options] == [("x", False), ("y", True), ("z", False)]


def test_code_that_looks_like_a_picture_changes_nothing_in_our_own_table() -> None:
    text = "`![a](b)` and <p>\n\n![A map](media/map.png)"
    entry = replace(SINGLE, item=replace(SINGLE.item, stem=text))
    (taken,) = read(write("csv", [entry]).data, "x.csv").taken
    assert taken.item.stem == text


def test_quotation_marks_that_no_sign_asks_for_are_the_author_s() -> None:
    line = 'MC\tWhich sea is meant?\t"Dead"\tcorrect\t"North, or ""German"""\tincorrect\n'
    (taken,) = read(line.encode(), "b.txt", "blackboard").taken
    assert [option.text for option in taken.item.options] == ['"Dead"', 'North, or "German"']


def test_blackboard_lines_with_quotation_marks_are_known() -> None:
    (taken,) = read(b'"MC"\t"Which ""x""?"\t"a"\t"correct"\t"b"\t"incorrect"\n', "x.txt").taken
    assert (taken.item.stem, taken.item.keys) == ('Which "x"?', (0,))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["", "Type{0}Question{0}Answers\n", "Question type{0}Question{0}Answer{0}Correct\n"])
def test_blackboard_lines_are_known_with_commas_for_their_tabs_and_below_a_header(sign: str, head: str) -> None:
    rows = (("MC", "Which burns?", "tin", "incorrect", "wax", "correct"), ("FIB", "Bees make ____.", "wax", "honey"))
    text = head.format(sign) + "\n".join(map(sign.join, rows))
    for name in ("x.csv", "x.txt"):
        reading = read(text.encode(), name)
        choice, typed = (taken.item for taken in reading.taken)
        assert [(one.text, one.is_key) for one in choice.options] == [("tin", False), ("wax", True)]
        assert [one.text for one in typed.answers] == ["wax", "honey"]


def test_a_comma_in_a_blackboard_line_parted_by_commas_makes_no_answer_of_the_question() -> None:
    reading = read(b"MC,Which burns?,tin,incorrect,wax,correct\nFIB,Bees, as all know, make ____.,wax\n", "x.csv")
    assert [skipped.what for skipped in reading.skipped] == ["a comma in a text may have moved what is behind it"]


def test_a_table_with_a_column_of_types_is_none_of_blackboard() -> None:
    table = "Type\tQuestion\tA\tB\tAnswer\nMC\tWhich is it?\tcorrect\tincorrect\tA\n"
    assert recognise(table.encode(), "x.tsv") == "csv"


@pytest.mark.parametrize("header", ["Answer key,Solution", "Solution,Answer key"])
def test_a_solution_beside_a_key_is_the_explanation(header: str) -> None:
    cells = {"Answer key": "B", "Solution": "It is pressed."}
    row = ",".join(cells[name] for name in header.split(","))
    (taken,) = csv(f"Question,A,B,{header}\nWhich oil?,tar,colza,{row}\n".encode()).taken
    assert (taken.item.keys, taken.item.explanation) == ((1,), "It is pressed.")


def open_document(rows: str, *, before: str = "") -> bytes:
    """A spreadsheet as LibreOffice keeps it, with one sheet that is hidden."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" xmlns:style="{names}:style:1.0">'
        '<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>'
        f'<table:table table:name="Unit 1">{rows}</table:table>'
        f'<table:table table:name="Old" table:style-name="ta2">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mark = b"application/vnd.oasis.opendocument.spreadsheet"
    return pack({"mimetype": mark, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def cells(*texts: str) -> str:
    shown = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{shown}</table:table-row>"


def test_a_spreadsheet_of_libreoffice_is_read_as_it_is_shown() -> None:
    marked = (
        "<table:table-row><table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>How<text:s "
        'text:c="2"/>much?</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.25">'
        "<text:p>25 %</text:p></table:table-cell><table:table-cell><text:p>half</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>A</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    )
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    header = cells("Frage", "A", "B", "C", "D", "Lösung")
    data = open_document(
        header + marked + cells("Which <text:span>oil</text:span>?", "tar", "colza", "pitch", "", "B") + end
    )
    reading = read(data, "unit.ods")
    assert [(taken.item.stem, taken.place) for taken in reading.taken] == [
        ("How  much?", "unit.ods!Unit 1!A2"),
        ("Which oil?", "unit.ods!Unit 1!A3"),
    ]
    assert [[option.text for option in taken.item.options] for taken in reading.taken] == [
        ["25 %", "half"],
        ["tar", "colza", "pitch"],
    ]
    assert keys(reading) == [["25 %"], ["colza"]]


def test_truth_in_a_spreadsheet_of_libreoffice_is_not_in_its_language() -> None:
    judged = (
        "<table:table-row><table:table-cell><text:p>Öl brennt.</text:p></table:table-cell><table:table-cell "
        'office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row>'
    )
    (taken,) = read(open_document(cells("Aussage", "Antwort") + judged), "unit.ods").taken
    assert (taken.item.kind, taken.item.keys) == ("true-false", (0,))


def test_a_spreadsheet_of_libreoffice_with_entities_is_refused() -> None:
    with pytest.raises(BadInput, match=r"content\.xml"):
        read(open_document(cells("Question", "A", "B", "Key"), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "unit.ods")


def test_an_option_in_a_table_that_is_a_picture_alone_is_one() -> None:
    head = "Question,A,B,Correct\n"
    drawn = read(f'{head}Which?,"<svg width=""3""><path/></svg>",a circle,A\n'.encode(), "x.csv").skipped
    assert [one.what for one in drawn] == ["option 1 is empty: an SVG drawing was left out"]
    (taken,) = read(f"{head}Which?,![](a.png),![oak](b.png),A\n".encode(), "x.csv").taken
    assert [option.text for option in taken.item.options] == ["(picture a.png)", "(oak)"]
    assert taken.changes == ("a picture did not come along",)
    (code,) = read(f"{head}Which draws?,<svg>,<draw>,A\n".encode(), "x.csv").taken
    assert [option.text for option in code.item.options] == ["<svg>", "<draw>"]


TOWNS = ("Rome", "Oslo", "Bonn", "Bern")


@pytest.mark.parametrize(
    ("beside", "keys"),
    [
        (("B", None), ((0, 1), (2,))),  # a wide cell over several keys, in the sheet of Socrative
        (("Oslo", None), ((0, 1), (2,))),
        ((1, 1), ((0,), (2,))),  # points
        ((1, 2), ((0,), (2,))),
        ((2, 1), ()),
        ((2, 2), ((0,), (2,))),
        ((None, "see p. 4"), ((0,), (2,))),
    ],
)
def test_a_column_without_header_holds_further_keys_or_something_else(
    beside: tuple[str | int | None, ...], keys: tuple[tuple[int, ...], ...]
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Question", "A", "B", "C", "D", "Correct answer"])
    told = ("Rome", "Bonn") if beside[0] == "Oslo" else (1, 3) if isinstance(beside[1], int) else ("A", "C")
    for asked, key, more in zip(("Which?", "What?"), told, beside, strict=True):
        page.append([asked, *TOWNS, key, more])
    out = io.BytesIO()
    book.save(out)
    assert tuple(taken.item.keys for taken in read(out.getvalue(), "x.xlsx").taken) == keys
