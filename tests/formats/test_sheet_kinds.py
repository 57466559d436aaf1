"""A column that says of what kind each question is, in the words of many programs and people."""

from __future__ import annotations

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.registry import read
from quizapp.formats.report import Reading

HEAD = "Type,Question,Option A,Option B,Option C,Option D,Answer"


def csv(*rows: str) -> Reading:
    return read("\n".join([HEAD, *rows]).encode(), "x.csv", "csv")


def kinds(*rows: str) -> list[str]:
    return [taken.item.kind for taken in csv(*rows).taken]


@pytest.mark.parametrize(
    "said",
    [
        *("MS", "MA", "MR", "MSQ", "SATA", "Multiple Select", "multiple-response", "Checkbox", "Checkboxes"),
        *("Select all", "Select all that apply", "Multiple choice (select all that apply)", "MCQ - multiple answers"),
        *("Mehrfachantwort", "Mehrfachauswahl", "Réponses multiples", "Cases à cocher", "Choix multiples"),
        *("Varias respuestas", "Casillas de verificación", "Pregunta de respuesta múltiple"),
    ],
)
def test_several_answers_are_told_by_many_names(said: str) -> None:
    assert kinds("MC,Which burns?,wax,tin,slate,lead,A", f'{said},Which burn?,wax,tin,oil,lead,"A,C"') == [
        "single",
        "multiple",
    ]
    assert kinds("MC,Which burns?,wax,tin,slate,lead,A", f"{said},Which burn?,wax,tin,oil,lead,A") == [
        "single",
        "multiple",
    ]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *(("Multiple choice, single answer", "single"), ("Multiple choice question", "single"), ("SBA", "single")),
        *(("Einfachauswahl", "single"), ("Réponse unique", "single"), ("Respuesta única", "single")),
        *(("Pregunta de opción múltiple", "single"), ("SA", "single")),
    ],
)
def test_one_answer_is_told_by_many_names(said: str, kind: str) -> None:
    assert kinds(f'"{said}",Which burns?,wax,tin,slate,lead,A') == [kind]


@pytest.mark.parametrize(
    "said", ["Richtig oder falsch", "Vrai ou faux", "V/F", "Verdadero o falso", "True/False question"]
)
def test_statements_are_told_by_many_names(said: str) -> None:
    assert kinds(f"{said},Wax burns.,,,,,True", "MC,Which burns?,wax,tin,slate,lead,A") == ["true-false", "single"]


@pytest.mark.parametrize("said", ["SA", "Short answer", "FIB", "Kurzantwort", "Respuesta corta", "Réponse courte"])
def test_a_short_answer_without_options_is_one_to_type(said: str) -> None:
    assert kinds(f"{said},What do bees make?,,,,,honey", "MC,Which burns?,wax,tin,slate,lead,A") == ["text", "single"]


@pytest.mark.parametrize("said", ["Essay", "Matching", "Multiple choice grid", "Poll", "Hotspot", "Ordering"])
def test_other_kinds_are_refused_by_name(said: str) -> None:
    reading = csv(f"{said},Which burn?,wax,tin,oil,lead,A", "MC,Which burns?,wax,tin,slate,lead,A")
    assert [skipped.what for skipped in reading.skipped] == [f"“{said.lower()}” is a kind that is not taken"]


@pytest.mark.parametrize("said", ["Factual", "Conceptual", "Chapter 3"])
def test_a_column_of_types_that_names_no_kind_is_not_used_however_few_of_its_cells_are_filled(said: str) -> None:
    burns = "Which burns?,wax,tin,slate,lead,A"
    for filled in (1, 2, 3):
        rows = [f"{said if at < filled else ''},{burns}".replace("burns", f"burns {at}") for at in range(3)]
        reading = csv(*rows)
        assert [taken.item.kind for taken in reading.taken] == ["single"] * 3
        assert "the column of types names no kind of question and was not used" in reading.notes


@pytest.mark.parametrize("said", ["h", "Essay", "Matching", "Put in order"])
def test_one_filled_cell_among_types_may_name_another_kind(said: str) -> None:
    reading = csv(*(f"{one},Which burns {one}?,wax,tin,slate,lead,A" for one in (said, "", "")))
    assert [skipped.what for skipped in reading.skipped] == [f"“{said.lower()}” is a kind that is not taken"]
    assert len(reading.taken) == 2


def test_the_sign_of_a_pair_alone_is_an_operator() -> None:
    (taken,) = csv(",Which is alternation?,<|>,<>,<$>,a <|> b,A").taken
    assert [option.is_key for option in taken.item.options] == [True, False, False, False]
    spelled = csv(",Which is alternation?,<$>,a <|> b,<>,>>,a <|> b")
    assert [one.item.options[1].is_key for one in spelled.taken] == [True]
    named = csv(",Which is alternation?,<|>,<>,<$>,>>,<|>")
    assert [one.item.options[0].is_key for one in named.taken] == [True]


def test_a_typed_answer_whose_key_is_the_place_of_an_option_takes_no_wrong_option_for_an_answer() -> None:
    reading = csv("Short answer,Which burns?,wax,tin,slate,lead,B", "Short answer,What do bees make?,,,,,honey")
    assert [taken.item.stem for taken in reading.taken] == ["What do bees make?"]
    assert "place of an option" in reading.skipped[0].what


def test_an_answer_of_a_whole_sentence_is_not_one_to_type() -> None:
    law = "An object stays at rest or in motion unless a force acts on it."
    reading = csv(
        f"SA,State the law of inertia.,,,,,{law}", "SA,What do bees make?,,,,,honey in the combs of their hive"
    )
    assert [taken.item.stem for taken in reading.taken] == ["What do bees make?"]
    assert "whole sentence" in reading.skipped[0].what


def test_a_row_to_type_with_two_gaps_is_refused() -> None:
    reading = csv('FIB,The ____ of the candle is of ____.,,,,,"wick, cotton"', "FIB,Bees make ____.,,,,,wax")
    assert [taken.item.stem for taken in reading.taken] == ["Bees make ____."]
    assert "several gaps" in reading.skipped[0].what


@pytest.mark.parametrize("head", ["Slide type", "Poll type", "Activity Type"])
def test_a_column_of_kinds_of_slides_is_one(head: str) -> None:
    rows = ("Word cloud,What comes to mind?,a,b,c,d,A", "Select answer,Which burns?,wax,tin,slate,lead,A")
    reading = read("\n".join([HEAD.replace("Type", head), *rows]).encode(), "x.csv", "csv")
    assert [taken.item.stem for taken in reading.taken] == ["Which burns?"]


def bare(*rows: str) -> Reading:
    return read("\n".join(rows).encode(), "x.csv")


CANVAS = (
    "MC,,2,Which burns?,2,tin,wax,lead",
    'MR,,1,Which are woods?,"1,3",oak,tin,fir',
    "TF,,1,Wax burns.,T",
    "ESS,,1,Tell of lamps.",
)


def test_rows_that_begin_with_their_kind_need_no_header() -> None:
    reading = bare(*CANVAS)
    assert [(taken.item.kind, taken.item.keys) for taken in reading.taken] == [
        *(("single", (1,)), ("multiple", (0, 2)), ("true-false", (0,))),
    ]
    assert reading.taken[0].entry.defaults.points == 2
    assert [skipped.what for skipped in reading.skipped] == ["“ess” is a kind that is not taken"]


@pytest.mark.parametrize(
    "first",
    ["MC,,2,Which burns?,4,tin,wax,lead", "MC,,2,Which burns?,0,tin,wax,lead", "MC,x,2,Which burns?,2,tin,wax,lead"],
)
def test_rows_that_begin_with_their_kind_are_not_guessed_at(first: str) -> None:
    with pytest.raises(BadInput, match="header"):
        bare(first, *CANVAS[1:])


def test_the_same_number_in_all_rows_that_begin_with_their_kind_may_be_another_thing() -> None:
    with pytest.raises(BadInput, match="header"):
        bare(*(f"MC,,1,{asked}?,2,tin,wax,lead" for asked in ("Which burns", "Which melts", "Which is of bees")))


def test_numbers_of_rows_are_no_points() -> None:
    rows = ("MC,1,Which burns?,2,tin,wax,lead", "MC,2,Which is a wood?,1,oak,tin,fir", "TF,3,Wax burns.,T")
    assert [taken.entry.defaults.points for taken in bare(*rows).taken] == [None] * 3


def test_stars_tell_the_keys_of_rows_that_begin_with_their_kind() -> None:
    rows = ("Which burns?,***wax,tin", "Which is a wood?,slate,***oak", "Which sinks?,***lead,oak")
    reading = bare(*(f"Multiple choice,{row}" for row in rows))
    assert [taken.item.keys for taken in reading.taken] == [(0,), (1,), (0,)]
    assert [one.text for one in reading.taken[1].item.options] == ["slate", "oak"]
