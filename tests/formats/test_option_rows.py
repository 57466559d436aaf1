"""Sheets with an option in each row: every question with its own options and keys, or refused with a reason."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from datetime import datetime

import openpyxl
import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

RIGHT = ["Which burns? tar *colza whale", "Which wood? *oak pine"]
BELOW = ("Which burns?|tar", "|colza|x", "|whale", "Which wood?|oak|x", "|pine")


def told(reading: Reading) -> list[str]:
    """Each question with its options, the keys starred."""
    return [
        " ".join([taken.item.stem, *(f"*{one.text}" if one.is_key else one.text for one in taken.item.options)])
        for taken in reading.taken
    ]


def table(*rows: str) -> Reading:
    return read("\n".join(row.replace("|", "\t") for row in rows).encode(), "x.tsv")


def workbook(*rows: Sequence[str | datetime | None]) -> Reading:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), "x.xlsx")


def reasons(reading: Reading) -> dict[int, str]:
    return {skipped.line: skipped.what for skipped in reading.skipped}


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [
        ("Question|Possible answers|Correct? (x)", "x", ""),
        ("Question|Answer|Is correct", "TRUE", "FALSE"),
        ("Frage|Antwortmöglichkeit|Richtig (x)", "x", ""),
        ("Frage|Antwort|Richtig/Falsch", "R", "F"),
        ("Frage|Antwort|Lösung", "X", ""),
        ("Question|Réponses possibles|Bonne réponse", "oui", ""),
        ("Question|Réponse|Vrai/Faux", "V", "F"),
        ("Énoncé|Proposition|Juste ?", "1", "0"),
        ("Pregunta|Opciones de respuesta|¿Es correcta?", "sí", "no"),
        ("Domanda|Risposta|Corretta", "✓", ""),
        ("Pergunta|Alternativa|Correta?", "x", ""),
        ("Question|Answer choices|x = correct", "X", ""),
        ("Question|Answer|Mark correct answer with x", "(x)", ""),
        ("Question|Option|Answer", "*", ""),
        ("Question|Answer|Correct/Incorrect", "Correct", "Incorrect"),
        ("Question|Text|Correct", "yes", "no"),
        ("Question|Answer|Grade", "100%", "0%"),
        ("Question|Answer|Score", "1", "0"),
        ("Question|Answer|Teacher's key", "x", ""),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_marks_beside_options_below_each_other_tell_the_keys(head: str, yes: str, no: str, again: bool) -> None:
    rows = []
    for asked, key, *options in (
        ("Which burns?", "colza", "tar", "colza", "whale"),
        ("Which wood?", "oak", "oak", "pine"),
    ):
        for at, option in enumerate(options):
            rows.append(f"{asked if again or not at else ''}|{option}|{yes if option == key else no}")
    assert told(table(head, *rows)) == RIGHT


@pytest.mark.parametrize(
    "rows",
    [
        ("Correct|Answer|Question", "|tar|Which burns?", "x|colza|", "|whale|", "x|oak|Which wood?", "|pine|"),
        ("Question|Answer|Correct", BELOW[0], "ditto|colza|x", "〃|whale", BELOW[3], "ditto|pine"),
        ("Question|Answer|Correct", "Which burns?", "|tar", *BELOW[1:3], "Which wood?", "|oak|x", BELOW[4]),
        ("Question|Answer|Correct", *BELOW[:3], "||", *BELOW[3:]),
        ("Unit 3: Oils||", "||", "Question|Answers|", "|Text|Correct", *BELOW),
        ("Q|Option|Text|Correct", "Which burns?|A|tar", "|B|colza|x", "|C|whale", "Which wood?|A|oak|x", "|B|pine"),
        ("Question|Question text|Answer|Correct", *(f"{n}|{row}" for n, row in zip("11122", BELOW, strict=True))),
        (
            "Question|Options|Correct answer",
            "Which burns?|tar|colza",
            "|colza",
            "|whale",
            "Which wood?|oak|oak",
            "|pine",
        ),
        ("Question|Options|Correct answer", "Which burns?|tar|B", "|colza", "|whale", "Which wood?|oak|A", "|pine"),
        ("Question|Options|Correct", "Which burns?|tar|2", "|colza", "|whale", "Which wood?|oak|1", "|pine"),
        ("Question|Answer", "Which burns?|tar", "|*colza", "|whale", "Which wood?|*oak", "|pine"),
        (
            "Question|Answer|Right|Wrong",
            "Which burns?|tar||x",
            "|colza|x",
            "|whale||x",
            "Which wood?|oak|x",
            "|pine||x",
        ),
        (
            "Question|Answer|Correct|Key",
            "Which burns?|tar||colza",
            "|colza|x",
            "|whale",
            "Which wood?|oak|x|A",
            "|pine",
        ),
    ],
)
def test_such_tables_have_many_shapes(rows: tuple[str, ...]) -> None:
    assert told(table(*rows)) == RIGHT


def test_a_letter_names_the_option_beside_it_also_where_they_are_in_another_order() -> None:
    rows = ("Which burns?|B|tar|A", "|A|colza", "|C|whale", "Which wood?|A|oak|A", "|B|pine")
    assert told(table("Question|Letter|Option|Correct answer", *rows)) == RIGHT


def test_several_marks_make_a_question_with_several_answers() -> None:
    rows = ("Which are nuts?|hazel|x", "(choose two)|acorn|x", "|tin", "|oil", *BELOW[3:])
    assert told(table("Question|Answer|Correct", *rows)) == [
        "Which are nuts? (choose two) *hazel *acorn tin oil",
        RIGHT[1],
    ]


SPELLED = ("recieve", "receive|x", "seperate", "separate|x")
TWICE = ["Spelled right? recieve *receive", "Spelled right? seperate *separate"]


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("No.|Question", ("1|Spelled right?", "1|Spelled right?", "2|Spelled right?", "2|Spelled right?")),
        ("Frage-Nr.|Frage", ("1|Spelled right?", "1|Spelled right?", "2|Spelled right?", "2|Spelled right?")),
        ("Question ID|Question", ("q1|Spelled right?", "q1|", "q2|Spelled right?", "q2|")),
        ("#|Question", ("1|Spelled right?", "|Spelled right?", "2|Spelled right?", "|Spelled right?")),
        ("Question", ("Spelled right?", "", "Spelled right?", "")),
    ],
)
def test_two_questions_with_the_same_words_stay_two(head: str, before: tuple[str, ...]) -> None:
    rows = (f"{one}|{option}" for one, option in zip(before, SPELLED, strict=True))
    assert told(table(f"{head}|Answer|Correct", *rows)) == TWICE


def test_rows_of_a_question_may_stand_apart_if_its_number_is_beside_each() -> None:
    rows = ("1|Which burns?|tar", "2|Which wood?|oak|x", "1|Which burns?|colza|x", "2||pine", "1||whale")
    assert told(table("ID|Question|Answer|Correct", *rows)) == RIGHT


@pytest.mark.parametrize(
    ("head", "rows", "line", "words"),
    [
        ("Question|Answer|Correct", [f"Spelled right?|{one}" for one in SPELLED], 2, "those of two questions"),
        ("Question|Answer|Correct answer", [f"Spelled right?|{one}" for one in SPELLED], 2, "those of two questions"),
        ("Question|Answer|Correct", ["Which glow?|tar", *BELOW[1:3], "|moss|x", "|tin", "|oil"], 2, "two questions"),
        ("Question|Answer|Correct", ["Which glow?|tin", "|moss|x", "||", "|oil"], 2, "an empty row"),
        ("Question|Answer|Correct", ["Which glow?|tin", "|moss|x", "|tin"], 2, "“tin” stands beside it twice"),
        (
            "Question|No.|Answer|Correct",
            [
                *(f"Which glow?|{n}|{one}" for n, one in zip("1212", SPELLED, strict=True)),
                "What fly?|1|bat|x",
                "|2|cow",
            ],
            2,
            "“1” stands beside it twice",
        ),
        ("Question|Answer|Correct", ["|tin", "|moss|x"], 2, "no question stands beside its answers"),
        ("Question|Answer|Correct", ["Unit 1", "Which glow?|tin", "|moss|x"], 2, "no answers stand below it"),
        ("Question|Answer|Correct", ["Which of these", "glow at night?|tin", "|moss|x"], 3, "may be the end of those"),
        ("Question|Answer|Correct", ["Which glow?|tin|?", "|moss|x"], 2, "“?” in “Correct” says neither"),
        ("Question|Answer|Correct", ["Which glow?||x", "|tin", "|moss"], 2, "a mark stands where there is no answer"),
        ("Question|Answer|Correct", ["Which glow?|tin", "|moss"], 2, "none of its answers is marked"),
        ("Question|Answer|Correct", ["Which glow?|tin||far|away", "|moss|x"], 2, "more cells than the header"),
        ("Question|Answer|Correct", ["Which glow?|tin", "|moss|x", 'Which "fly|"bat|', "|cow|x"], 2, "quotation marks"),
        ("Question|Answer|Correct", ["Which glow?|o|x", *(f"|o{n}" for n in range(26))], 2, "more than 26 answers"),
        ("Question|Answer|Right|Wrong", ["Which glow?|tin|x|x", "|moss|x"], 2, "as right and as wrong"),
        ("Question|Answer|Right|Wrong", ["Which glow?|tin|x", "|moss", "|oil||x"], 2, "neither as right nor as wrong"),
        ("Question|Answer|Correct|Right answer", ["Which glow?|tin||x", "|moss|x"], 2, "two columns tell different"),
        ("Question|Answer|Correct|Key", ["Which glow?|tin||tin", "|moss|x"], 2, "two columns tell different"),
        ("Question|Answer|Correct answer", ["Which glow?|tin|tar", "|moss"], 2, "none of the 2 options"),
        ("Question|Answer|Correct answer", ["Which glow?|tin|moss", "|moss|tin"], 2, "different right answers"),
        ("Question|Answer|Chosen", ["Which glow?|tin", "|moss|x"], 2, "no column says which"),
        ("Question|Answer|Points", ["Which glow?|tin|2", "|moss", "What?|oil|1", "|moss"], 2, "no column says which"),
        (
            "Question|Answer|Correct",
            ["Is it wet?|No|Yes", "|Yes|", "Is it hot?|Yes|", "|No|"],
            2,
            "may be a mark or name",
        ),
        ("Question|Answer|Correct", ["Which glow?|tin|1", "Which glow?|moss|1"], 2, "may be a mark or name"),
        (
            "Question|Answer|Correct",
            ["Which glow?|tin", "What flies?|bat|x", "Which glow?|moss|x", "What flies?|cow"],
            2,
            "stand in several places",
        ),
    ],
)
def test_what_may_be_of_two_questions_or_has_unclear_marks_is_refused(
    head: str, rows: list[str], line: int, words: str
) -> None:
    sure = ["Which wood?|oak|x", "|pine"] if head == "Question|Answer|Correct" else []
    reading = table(head, *rows, *sure)
    assert words in reasons(reading)[line]
    assert [one for one in told(reading) if "wood" not in one and "burns" not in one and "fly" not in one] in (
        [],
        ["Which glow? tin *moss"] if "Unit 1" in rows else [],
    )
    assert not sure or told(reading)[-1] == RIGHT[1]


def test_one_number_beside_the_words_of_two_questions_refuses_both() -> None:
    rows = [f"{n}|Q{n}?|yes|x" for n in range(2, 8)] + [f"{n}|Q{n}?|no" for n in range(2, 8)]
    reading = table("ID|Question|Answer|Correct", "1|Which glow?|tin", "1|What flies?|moss|x", *rows)
    assert (len(reading.taken), reasons(reading)) == (6, {2: "its number stands beside the words of two questions"})


def test_who_answered_what_is_no_table_of_questions() -> None:
    rows = (
        "Ann|Which burns?|tar|FALSE",
        "Ben|Which burns?|colza|TRUE",
        "Ann|Which wood?|oak|TRUE",
        "Ben|Which wood?|pine|FALSE",
    )
    reading = table("Student|Question|Answer|Correct", *rows)
    assert (reading.taken, reading.skipped[0].what) == ((), "it says who answered what: results, and no questions")


def test_what_is_said_beside_the_first_option_is_of_the_question() -> None:
    reading = table("Question|Answer|Correct|Why", "Which burns?|tar||It is pressed.", *BELOW[1:])
    assert told(reading) == RIGHT
    assert reading.taken[0].item.explanation == "It is pressed."


def test_what_is_said_beside_each_option_is_of_that_option_and_what_stands_above_them_of_the_question() -> None:
    rows = (
        "Which burns?|||Oils burn.",
        "|tar||It only smokes.",
        "|colza|x|It is pressed.",
        "Which wood?|oak|x",
        "|pine",
    )
    reading = table("Question|Answer|Correct|Comment", *rows)
    item = reading.taken[0].item
    assert (item.explanation, [one.rationale for one in item.options]) == (
        "Oils burn.",
        ["It only smokes.", "It is pressed."],
    )


def test_other_words_beside_later_options_are_told_when_they_are_left_out() -> None:
    reading = table("Question|Answer|Correct|Tags", "Which burns?|tar||oil", "|colza|x|plant", *BELOW[2:])
    assert reading.taken[0].changes == ("“plant” in “Tags” was left out",)


def test_a_day_among_the_options_of_a_workbook_is_told_at_its_cell_and_a_column_without_head_at_its_letter() -> None:
    head = ["Question", "Answer", "Correct"]
    reading = workbook(head, ["When?", "May", None, "no head"], [None, datetime(2026, 1, 2), "x"])
    assert told(reading) == ["When? May *2026-01-02"]
    assert reading.taken[0].changes == ("the cell B3 is a date in the sheet; look whether it was meant as one",)
    assert reading.notes == ("columns that were not used: column D, which has no head",)


def test_a_table_that_is_one_question_takes_time_that_grows_with_it() -> None:
    start = time.process_time()
    reading = table("Question|Answer|Correct", "Which glow?|o|x", *(f"|o{n}" for n in range(19_000)))
    assert reasons(reading) == {2: "more than 26 answers stand below it"}
    assert time.process_time() - start < 5


def test_numbers_of_rows_or_of_some_rows_part_no_question() -> None:
    again = ("Which burns?|tar", "Which burns?|colza|x", "Which burns?|whale", "Which wood?|oak|x", "Which wood?|pine")
    head = "No.|Question|Answer|Correct"
    assert told(table(head, *(f"{n}|{row}" for n, row in enumerate(again, 1)))) == RIGHT
    assert told(table(head, *(f"{n}|{row}" for n, row in zip(["", 1, "", "", 2], BELOW, strict=True)))) == RIGHT


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("No.|Question|Answer|Correct", ("1|Right?|see|x", "2|Right?|sea", "1|Right?|wierd", "2|Right?|weird|x")),
        (
            "Question|Answer|Correct",
            ("Which burns?|tar", "Which wood?|oak|x", "Which burns?|colza|x", "Which wood?|pine"),
        ),
        ("Question|Answer|Points", ("Which burns?|tar|2", "|colza|2", "Which wood?|oak|1", "|pine|1")),
        ("Question|Answer|Points", ("Which burns?|tar|2", "|colza|0", "|whale")),
    ],
)
def test_what_tells_no_question_or_no_key_for_sure_gives_none(head: str, rows: tuple[str, ...]) -> None:
    reading = table(head, *rows)
    sure = ("several right answers among many", "stand in several places", "no column says which of its answers")
    assert reading.taken == ()
    assert all(any(words in why for words in sure) for why in reasons(reading).values())


def test_a_question_that_stands_twice_in_a_table_with_a_row_for_each_is_no_option() -> None:
    rows = ("What?|oak; pine|pine", "Which?|tar; oil|oil", "Which?|tin; moss|moss", "Who?|Ann; Bob|Ann")
    whole = ["What? oak *pine", "Which? tar *oil", "Which? tin *moss", "Who? *Ann Bob"]
    assert told(table("Question|Options|Correct answer", *rows)) == whole


def test_yes_beside_the_option_yes_is_one_thing_however_it_is_read() -> None:
    reading = table("Question|Answer|Correct", "Is tar wet?|Yes|yes", "|No", "Is oak hard?|Yes|yes", "|No")
    assert told(reading) == ["Is tar wet? *Yes No", "Is oak hard? *Yes No"]


def test_the_way_to_the_answer_beside_marks_is_the_explanation_and_another_text_is_named() -> None:
    reading = table("Frage|Antwort|Richtig|Lösung", "Was?|Teer||Es ist gepresst", "|Raps|x", "Wer?|Ann|x", "|Bob")
    assert [taken.item.explanation for taken in reading.taken] == ["Es ist gepresst", ""]
    reading = table("Question|Answer|Correct|Key", "Which burns?|tar||see p. 4", *BELOW[1:])
    assert (told(reading), reading.notes) == (RIGHT, ("columns that were not used: “Key”",))


def test_single_words_beside_options_are_no_reasons() -> None:
    reading = table("Question|Answer|Correct|Note", "Which burns?|tar||easy", "|colza|x|done", *BELOW[2:])
    assert [one.rationale for one in reading.taken[0].item.options] == ["", "", ""]
    assert reading.notes == ("columns that were not used: Note",)


def test_a_reason_beside_an_option_leaves_no_column_to_be_named() -> None:
    reading = table("Question|Answer|Correct|Comment|", BELOW[0], "|colza|x|It is pressed.", *BELOW[2:])
    assert (told(reading), reading.notes) == (RIGHT, ())
    assert reading.taken[0].item.options[1].rationale == "It is pressed."


def test_what_is_wrong_in_a_workbook_is_said_at_the_first_row_of_the_question() -> None:
    head = ["Question", "Answer", "Correct", "Type"]
    reading = workbook(head, ["What?", "oak", "x", "MC"], [None, "fir"], ["When?", "May", "x", "poll"], [None, "June"])
    assert (len(reading.taken), reading.skipped[0].place) == (1, "x.xlsx!Sheet!A4")
