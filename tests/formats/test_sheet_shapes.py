"""Sheets of another shape: marks beside each option, a column for each question, keys told by their look alone."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from quizapp.core.errors import BadInput
from quizapp.formats.registry import read
from quizapp.formats.report import Reading

OILS = ("Which burns best?", "tar", "colza", "whale")
WOODS = ("Which wood is hard?", "oak", "pine", "fir")
RIGHT = ["Which burns best? tar *colza whale", "Which wood is hard? *oak pine fir"]


def told(reading: Reading) -> list[str]:
    """Each question with its options, the keys starred."""
    return [
        " ".join([taken.item.stem, *(f"*{one.text}" if one.is_key else one.text for one in taken.item.options)])
        for taken in reading.taken
    ]


def csv(*rows: str) -> Reading:
    return read("\n".join(rows).encode(), "x.csv", "csv")


def workbook(*rows: tuple[str | int, ...], bold: str = "") -> Reading:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for cell in bold.split():
        page[cell].font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), "x.xlsx")


@pytest.mark.parametrize(
    "heads",
    [
        ("Yes/No", "Yes/No", "Yes/No"),
        ("", "", ""),
        ("Is correct", "Is correct", "Is correct"),
        ("✓", "✓", "✓"),
        ("A (Y/N)", "B (Y/N)", "C (Y/N)"),
        ("Is it correct?", "Is it correct?", "Is it correct?"),
    ],
)
def test_marks_beside_each_option_tell_the_keys_below_what_can_mean_right(heads: tuple[str, str, str]) -> None:
    head = f"Question,Option A,{heads[0]},Option B,{heads[1]},Option C,{heads[2]}"
    assert (
        told(csv(head, "Which burns best?,tar,no,colza,yes,whale,no", "Which wood is hard?,oak,yes,pine,no,fir,no"))
        == RIGHT
    )


@pytest.mark.parametrize(
    "word",
    [
        *("Wrong?", "Wrong", "Incorrect", "Not correct", "Falsch", "Distractor", "Trap", "No", "X"),
        *("Chosen", "Selected", "Student", "Picked", "Tom", "Your answer", "Response", "Chosen (yes/no)"),
        *("Correct (student)", "Right (chosen)", "Key (guess)"),
    ],
)
def test_marks_below_a_word_for_wrong_or_chosen_are_no_keys_and_each_question_is_refused(word: str) -> None:
    beside = (
        [word] * 3,
        [f"{letter} {word}" for letter in "ABC"],
        [f"{word} {number}" for number in "123"],
        [f"{word} {letter}" for letter in "ABC"],
    )
    for one, two, three in beside:
        head = f"Question,A,{one},B,{two},C,{three}"
        reading = csv(head, "Which burns best?,tar,x,colza,,whale,x", "Which wood is hard?,oak,,pine,x,fir,x")
        assert (reading.taken, [str(one).partition(": ")[0] for one in reading.skipped]) == ((), ["x.csv:2", "x.csv:3"])


def test_marks_below_each_other_in_a_column_of_what_somebody_chose_are_no_keys() -> None:
    rows = ("Which burns best?,tar,", ",colza,x", ",whale,", "Which wood is hard?,oak,x", ",pine,", ",fir,")
    assert told(csv("Question,Option,Correct (x)", *rows)) == RIGHT
    reading = csv("Question,Option,Correct (student)", *rows)
    assert (reading.taken, len(reading.skipped)) == ((), 2)


@pytest.mark.parametrize("word", ["Chosen", "Wrong", "Learner's choices", "Tom"])
def test_a_wide_cell_above_marks_behind_all_options_may_say_that_they_are_no_keys(word: str) -> None:
    head = f"Question,Options,,,{word},,\n,A,B,C,A,B,C"
    reading = csv(head, "Which burns best?,tar,colza,whale,,x,", "Which wood is hard?,oak,pine,fir,x,,")
    assert (reading.taken, len(reading.skipped)) == ((), 2)


@pytest.mark.parametrize(
    "head",
    ["Question,Option A,Option B,Option C,A,B,C", "Question,Options,,,Correct (yes/no),,\n,A,B,C,A,B,C"],
)
def test_marks_behind_all_options_tell_the_keys(head: str) -> None:
    reading = csv(head, "Which burns best?,tar,colza,whale,N,Y,N", "Which wood is hard?,oak,pine,fir,Y,N,N")
    assert (told(reading), reading.skipped) == (RIGHT, ())


@pytest.mark.parametrize(
    "rows",
    [
        ("Which burns best?,tar,no,colza,maybe,whale,no", "Which wood is hard?,oak,yes,pine,no,fir,no"),
        ("Which burns best?,tar,no,colza,no,whale,no", "Which wood is hard?,oak,yes,pine,no,fir,no"),
        ("Which burns best?,tar,yes,colza,yes,whale,yes", "Which wood is hard?,oak,yes,pine,yes,fir,yes"),
    ],
)
def test_columns_that_hold_other_things_than_marks_or_none_in_a_row_tell_nothing(rows: tuple[str, str]) -> None:
    reading = csv("Question,Option A,ok,Option B,ok,Option C,ok", *rows)
    assert (reading.taken, len(reading.skipped)) == ((), 2)


def test_options_that_say_yes_and_no_are_no_marks() -> None:
    assert told(csv("Question,A,B,Answer", "Is water wet?,Yes,No,A", "Is ice hot?,Yes,No,B")) == [
        "Is water wet? *Yes No",
        "Is ice hot? Yes *No",
    ]


def test_feedback_headed_alike_behind_each_option_is_about_that_option() -> None:
    head = "Question,Option A,Correct,Feedback,Option B,Correct,Feedback"
    (taken,) = csv(head, "Which wood is hard?,oak,yes,It is.,pine,no,It is soft.").taken
    assert [option.rationale for option in taken.item.options] == ["It is.", "It is soft."]
    assert taken.item.explanation == ""


@pytest.mark.parametrize(
    "heads",
    [
        ("Question", "A", "B", "C", "Answer"),
        ("Frage", "Antwort 1", "Antwort 2", "Antwort 3", "Lösung"),
        ("", "", "", "", ""),
    ],
)
def test_a_table_may_have_a_column_for_each_question(heads: tuple[str, ...]) -> None:
    columns = [(*OILS, "B"), (*WOODS, "A"), ("Which stone is soft?", "slate", "flint", "chalk", "C")]
    rows = [tuple(filter(None, row)) for row in zip(heads, *columns, strict=True)]
    for reading in (workbook(*rows), csv(*(",".join(row) for row in rows))):
        assert told(reading) == [*RIGHT, "Which stone is soft? slate flint *chalk"]
        assert reading.notes == ("every column was read as a question, with its options below it",) or not heads[0]


def test_a_table_with_a_column_for_each_question_is_known_when_it_is_pasted() -> None:
    rows = (("Question", OILS[0], WOODS[0]), ("A", "tar", "oak"), ("B", "colza", "pine"), ("Key", "B", "A"))
    reading = read("\n".join("\t".join(row) for row in rows).encode(), "paste")
    assert told(reading) == ["Which burns best? tar *colza", "Which wood is hard? *oak pine"]


def test_what_is_wrong_in_a_column_is_said_at_its_cell() -> None:
    rows = (("Question", OILS[0], WOODS[0]), ("A", "tar", "oak"), ("B", "colza", "pine"), ("Key", "B", "D"))
    reading = workbook(*rows)
    assert told(reading) == ["Which burns best? tar *colza"]
    assert "x.xlsx!Sheet!C4" in str(reading.skipped[0])
    assert "x.csv!C4" in str(csv(*(",".join(row) for row in rows)).skipped[0])
    assert "in the row “Key”" in reading.skipped[0].remedy


def test_questions_below_each_other_with_their_words_on_the_left_are_not_turned() -> None:
    block = [("Question", OILS[0]), ("A", "tar"), ("B", "colza"), ("Answer", "B"), ("Question", WOODS[0])]
    assert told(workbook(*block, ("A", "oak"), ("B", "pine"), ("Answer", "A"))) == [
        "Which burns best? tar *colza",
        "Which wood is hard? *oak pine",
    ]


def test_a_table_of_right_answers_and_percentages_is_no_table_of_questions() -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        workbook(("Question", 1, 2, 3), ("Correct answer", "A", "B", "C"), ("% correct", 80, 70, 60))


def test_where_most_questions_have_a_bold_option_the_others_alone_are_refused() -> None:
    rows = (("Question", "A", "B", "C"), OILS, WOODS, ("Which stone is soft?", "slate", "flint", "chalk"))
    reading = workbook(*rows, bold="C2 B3")
    assert (told(reading), len(reading.skipped)) == (RIGHT, 1)


@pytest.mark.parametrize("numbered", [True, False])
def test_the_bold_option_is_the_key_in_a_list_down_one_column(numbered: bool) -> None:
    rows: list[tuple[str]] = []
    for number, (stem, *options) in enumerate((OILS, WOODS), 1):
        rows.append((f"{number}. {stem}" if numbered else stem,))
        rows += [(f"{letter}. {text}" if numbered else text,) for letter, text in zip("ABC", options, strict=True)]
    assert told(workbook(*rows, bold="A1 A3 A5 A6" if numbered else "A3 A6")) == RIGHT
    for none in ("", "A3 A7", "A3"):
        with pytest.raises(BadInput, match="no row looks like a header"):
            workbook(*rows, bold=none)


def test_the_bold_option_is_the_key_below_a_question_in_a_column_of_its_own() -> None:
    rows = [
        ("Question", "Options"),
        *((stem if not at else "", text) for stem, *texts in (OILS, WOODS) for at, text in enumerate(texts)),
    ]
    assert told(workbook(*rows, bold="B3 B5")) == RIGHT


def test_a_bold_option_and_an_answer_that_disagree_give_no_key() -> None:
    rows = [("1. Which?",), ("A. x",), ("B. y",), ("Answer: A",), ("2. What?",), ("A. z",), ("B. w",), ("Answer: A",)]
    assert told(workbook(*rows, bold="A3 A6")) == ["What? *z w"]


@pytest.mark.parametrize(
    "head",
    [
        *("Teacher key", "The answer", "Ans Key", "Correct one", "Expected", "Official answer", "Teacher's answer"),
        *("Respuesta del profesor", "Master key"),
    ],
)
def test_a_column_whose_cells_all_name_an_option_is_the_key_if_its_header_speaks_of_one(head: str) -> None:
    for keys in ("BA", ("colza", "oak")):
        rows = (",".join((*row, key)) for row, key in zip((OILS, WOODS), keys, strict=True))
        reading = csv(f"Question,A,B,C,{head}", *rows)
        assert told(reading) == RIGHT
        assert f"the column “{head}” was taken for the right answers" in reading.notes


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("Level", "BA"),
        ("Your answer", "BA"),
        ("Class answers", "BA"),
        ("AI answer", "BA"),
        ("Last answer", "BA"),
        ("Answer (student)", "BA"),
        ("Correct answer (given by candidate)", "BA"),
        ("Right (chosen)", "BA"),
        ("Solution (GPT)", "BA"),
        ("Candidate's answer", "BA"),
        ("Participant answer", "BA"),
        ("Team answer", "BA"),
        ("Guessed answer", "BA"),
        ("LLM answer", "BA"),
        ("Provisional answer", "BA"),
        ("Answer choice", "BA"),
        ("Respuesta de Ana", "BA"),
        ("Antwort des Schülers", "BA"),
        ("Expected score", "BA"),
        ("Key skill", "BA"),
        ("Right/Wrong", "01"),
        ("Teacher key", "BB"),
        ("Teacher key", "BE"),
        ("Teacher key,Official answer", ("B,B", "A,C")),
    ],
)
def test_a_column_that_may_be_another_thing_is_no_key(head: str, keys: str | tuple[str, str]) -> None:
    rows = (",".join((*row, key)) for row, key in zip((OILS, WOODS), keys, strict=True))
    reading = csv(f"Question,A,B,C,{head}", *rows)
    assert (reading.taken, len(reading.skipped)) == ((), 2)


@pytest.mark.parametrize(
    "heads",
    [
        "First,Second,Third",
        "i,ii,iii",
        "Var 1,Var 2,Var 3",
        "R1,R2,R3",
        "1st option,2nd option,3rd option",
        "Option one,Option two,Option three",
    ],
)
@pytest.mark.parametrize("keys", ["BA", "21", ("colza", "oak")])
def test_columns_that_count_up_and_hold_what_the_key_names_are_the_options(
    heads: str, keys: str | tuple[str, str]
) -> None:
    rows = (",".join((*row, key)) for row, key in zip((OILS, WOODS), keys, strict=True))
    assert told(csv(f"Question,{heads},Answer", *rows)) == RIGHT


@pytest.mark.parametrize(
    ("heads", "keys"),
    [("Hint x1,Hint x2,Hint x3", "BA"), ("R1,R2,R4", "BA"), ("R1,S2,T3", "BA"), ("R1,R2,R3", ("pitch", "oak"))],
)
def test_other_columns_beside_a_key_are_no_options(heads: str, keys: str | tuple[str, str]) -> None:
    rows = (",".join((*row, key)) for row, key in zip((OILS, WOODS), keys, strict=True))
    assert not csv(f"Question,{heads},Answer", *rows).taken


def test_a_name_beside_answers_is_a_learner_and_no_question() -> None:
    with pytest.raises(BadInput, match="no row looks like a header"):
        csv("Name,Option 1,Option 2,Correct", "Ann Lee,tar,oak,2", "Bob Ray,colza,pine,1")


def test_a_title_is_no_question_beside_a_column_that_speaks_of_questions() -> None:
    head = "Type,Title,Question wording,Correct answer,Choice 1,Choice 2,Choice 3"
    rows = ("MC,Q1,Which burns best?,b,tar,colza,whale", "MC,Q2,Which wood is hard?,a,oak,pine,fir")
    assert told(csv(head, *rows)) == RIGHT
    with pytest.raises(BadInput, match="header"):
        csv(head.replace("wording", "as it is asked aloud"), *rows)


def test_the_answer_s_choice_is_the_right_one() -> None:
    rows = ("Which burns best?,tar,colza,whale,2", "Which wood is hard?,oak,pine,fir,1")
    assert told(csv("Question,Choice 1,Choice 2,Choice 3,Correct answer choice", *rows)) == RIGHT


PLAYED = "Question,Answer 1,Answer 2,Answer 3,Correct answers,Player,Answer"


@pytest.mark.parametrize("who", ["Player", "Student name", "Participant"])
def test_results_of_a_game_are_no_questions(who: str) -> None:
    head = PLAYED.replace("Player", who)
    ann, bo = "Which burns best?,tar,colza,whale,colza,Ann,tar", "Which burns best?,tar,colza,whale,colza,Bo,colza"
    for reading in (csv(head, ann, bo), csv(f"{head},Correct / Incorrect", f"{ann},Incorrect")):
        assert not reading.taken
        assert [one.what for one in reading.skipped] == ["it says who answered what: results, and no questions"]


def test_people_who_wrote_the_questions_are_no_results() -> None:
    head = "Question,Answer 1,Answer 2,Answer 3,Correct answers,Student"
    rows = ("Which burns best?,tar,colza,whale,colza,Ann", "Which wood is hard?,oak,pine,fir,oak,Ann")
    assert told(csv(head, *rows)) == RIGHT
    assert len(csv(head, *rows, "Which burns best?,straw,slate,lead,straw,Bo").taken) == 3


@pytest.mark.parametrize(
    "head",
    [
        *("Note", "Comment for students", "Remarks", "Reasons", "Reason for the answer", "Why?", "Fun fact"),
        *("Explanation of the correct answer", "Explanation/Notes", "Further information", "Feedback for learners"),
        *("Anmerkung", "Bemerkungen", "Warum?", "Begründung der richtigen Antwort", "Erklärung für Schüler"),
        *("Remarque", "Pourquoi ?", "Explication de la réponse", "Nota", "Observaciones", "¿Por qué?", "Perché"),
    ],
)
def test_the_reason_is_told_by_what_teachers_write_above_it(head: str) -> None:
    rows = ("Which burns best?,tar,colza,whale,colza,It is pressed from seed.", "Which wood is hard?,oak,pine,fir,oak,")
    reading = csv(f"Question,A,B,C,Correct answer,{head}", *rows)
    assert [taken.item.explanation for taken in reading.taken] == ["It is pressed from seed.", ""]


@pytest.mark.parametrize("head", ["Teacher note", "Notes for teachers", "Comment (for teachers)", "Reviewer comment"])
def test_what_is_not_for_learners_is_no_reason_and_its_column_is_named(head: str) -> None:
    reading = csv(f"Question,A,B,C,Correct answer,{head}", "Which burns best?,tar,colza,whale,colza,Too easy for them.")
    assert (reading.taken[0].item.explanation, *reading.notes) == ("", f"columns that were not used: {head}")


@pytest.mark.parametrize("cells", [("12", "8"), ("check", ""), ("p. 4", "p. 7")])
def test_a_note_that_is_no_sentence_is_no_reason(cells: tuple[str, str]) -> None:
    rows = (f"Which burns best?,tar,colza,whale,colza,{cells[0]}", f"Which wood is hard?,oak,pine,fir,oak,{cells[1]}")
    reading = csv("Question,A,B,C,Correct answer,Note", *rows)
    assert [taken.item.explanation for taken in reading.taken] == ["", ""]
    assert reading.notes == ("columns that were not used: Note",)


def test_an_explanation_is_the_reason_and_a_note_beside_it_is_named() -> None:
    rows = "Which burns best?,tar,colza,whale,colza,Ask for more.,It is pressed from seed."
    reading = csv("Question,A,B,C,Correct answer,Note,Explanation", rows)
    assert reading.taken[0].item.explanation == "It is pressed from seed."
    assert reading.notes == ("columns that were not used: Note",)


def test_no_text_of_a_table_is_left_out_without_a_word() -> None:
    head = ("Question", "A", "B", "C", "Correct", "", "Level", "Points", "Rule")
    more = ("Pressed from seed.", "Year 5", "a few", "burning")
    reading = workbook(head, (*OILS, "B", *more), ("", "", "", "", "", "Thanks to Tom."), (*WOODS, "A"))
    assert told(reading) == RIGHT
    assert reading.notes == (
        "columns that were not used: column F, which has no head",
        "rows without a question were left out: “Thanks to Tom.”",
    )
    assert reading.taken[0].changes == tuple(
        f"“{text}” in “{column}” was left out" for text, column in zip(more[1:], head[6:], strict=True)
    )
