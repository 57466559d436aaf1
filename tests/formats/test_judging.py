"""Statements to be judged in pasted lists, with the words for true and false beside them."""

from __future__ import annotations

import time

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


@pytest.mark.parametrize(
    "written",
    [
        "T / F   The sea is dry.",
        "T/ F   The sea is dry.",
        "T F The sea is dry.",
        "(T/F) The sea is dry.",
        "T or F? The sea is dry.",
        "True / False  The sea is dry.",
        "True or False: The sea is dry.",
        "**True or False:** The sea is dry.",
        "(1 point) T / F  The sea is dry.",
        "The sea is dry. T / F",
        "The sea is dry. T  F",
        "The sea is dry. (True/False) ____",
        "The sea is dry. True ___ False ___",
        "The sea is dry. [ ] True [ ] False",
        "The sea is dry. ☐ T ☐ F (2 points)",
        "The sea is dry.\n☐ True  ☐ False",
        "____ The sea is dry.",
        "( ) The sea is dry.",
        "The sea is dry. ____",
    ],
)
@pytest.mark.parametrize("told", ["\nAnswer: F\n", "\n\nAnswers\n1. F\n", "\n\nAnswers: 1-F, 2-T\n"])
def test_the_words_to_be_circled_are_no_part_of_the_statement(written: str, told: str) -> None:
    (taken,) = read_text(f"1. {written}{told}").taken
    assert (taken.item.stem, taken.item.kind) == ("The sea is dry.", "true-false")
    assert [(one.text, one.is_key) for one in taken.item.options] == [("True", False), ("False", True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. R / F  Es regnet.\n\nLösungen: 1 R, 2 F", ["*Richtig", "Falsch"]),
        ("Richtig oder falsch?\n1. Es regnet.\n2. Es taut.\n\nLösungen: 1 F, 2 R", ["Richtig", "*Falsch"]),
        ("Vrai ou faux ?\n1. V / F  Il pleut.\n2. Il neige.\n\nCorrigé\n1. V\n2. F", ["*Vrai", "Faux"]),
        ("Vero o falso?\n1) Piove. V F\n2) Nevica. V F\nSoluzioni: 1F 2V", ["Vero", "*Falso"]),
        ("1. R/F Es regnet.\n2. Nenne zwei Flüsse.\n\nLösungen:\n1 R\n2 z. B. Rhein, Elbe", ["*Richtig", "Falsch"]),
        ("1. V / F  Il pleut.\n\nCorrigé\n1. V", ["*True", "False"]),
    ],
)
def test_initials_stand_for_the_words_of_the_list(text: str, words: list[str]) -> None:
    assert ["*" * one.is_key + one.text for one in read_text(text).taken[0].item.options] == words


@pytest.mark.parametrize(
    "written", ["The symbol of fluorine is ____.", "The symbol of fluorine is __", "What stands for fluorine?"]
)
def test_a_letter_for_a_gap_or_a_question_is_no_verdict(written: str) -> None:
    for head in ("", "True or false\n", "Circle T or F\n"):
        reading = read_text(f"{head}1. {written}\n2. T / F  The sea is wet.\n\nAnswers\n1. F\n2. T\n")
        assert [taken.item.stem for taken in reading.taken] == ["The sea is wet."]


@pytest.mark.parametrize(
    "statement",
    [
        "A proposition is either true or false",
        "True or false statements are propositions.",
        "**T** / F is what Anna circled.",
        "(T) F is what Anna circled.",
        "T F Green was a philosopher.".replace("T F", "T. F."),
    ],
)
def test_words_of_the_sentence_stay(statement: str) -> None:
    (taken,) = read_text(f"1. {statement}\nAnswer: True\n").taken
    assert taken.item.stem.replace("\\", "") == statement


def test_a_long_line_of_gaps_is_read_at_once() -> None:
    begun = time.process_time()
    read_text(f"1. It is {'_' * 60_000} x\nAnswer: F\n\n2. It {'__ ' * 600}\nAnswer: T\n")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("False. It is wet.", "It is wet."),
        ("F – it is wet", "it is wet"),
        ("False, because it is wet", "because it is wet"),
        ("False because it is wet", "because it is wet"),
    ],
)
def test_a_verdict_may_say_why(said: str, why: str) -> None:
    (taken,) = read_text(f"1. The sea is dry.\nAnswer: {said}\n").taken
    assert ([one.is_key for one in taken.item.options], taken.item.explanation) == ([False, True], why)


@pytest.mark.parametrize("listed", ["Answers\n1. F\n2. T", "Answers: 1-F, 2-T", "Answers\n1. F  2. T"])
def test_what_stands_below_the_list_of_answers_is_no_part_of_the_last_statement(listed: str) -> None:
    reading = read_text(f"1. The sea is dry.\n2. The sun is hot.\n\n{listed}\n\nGood luck!\n")
    assert [taken.item.stem for taken in reading.taken] == ["The sea is dry.", "The sun is hot."]


@pytest.mark.parametrize("said", ["F, T, T", "F. T. T", "False, True", "True, but only at night", "False: T", "T or F"])
def test_several_verdicts_or_one_that_is_taken_back_are_none(said: str) -> None:
    assert not read_text(f"1. The sea is dry.\n2. The sun is hot.\n3. The moon is near.\nAnswers: {said}\n").taken


def test_letters_of_other_languages_stand_in_a_list_with_words() -> None:
    reading = read_text("1. R/F Es regnet.\n2. Nenne Flüsse.\n3. R/F Es taut.\n\nLösungen:\n1 F\n2 Elbe\n3 R\n")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [("Es regnet.", (1,)), ("Es taut.", (0,))]


def test_the_two_words_may_stand_before_the_statement_and_behind_it() -> None:
    asked = "1. Vero o falso? Roma è in Italia.\n   V   F\n\n2. Vero o falso? Oslo è in Italia.\n   V   F\n\n"
    reading = read_text(f"{asked}Soluzioni: 1 V, 2 F\n")
    assert [(taken.item.stem, taken.item.keys) for taken in reading.taken] == [
        ("Roma è in Italia.", (0,)),
        ("Oslo è in Italia.", (1,)),
    ]
    assert [option.text for option in reading.taken[0].item.options] == ["Vero", "Falso"]


def test_the_first_letters_before_the_two_words_are_no_part_of_them() -> None:
    asked = "1. Warm air holds more.\nT  True\nF  False\nCorrect Answer: True\n"
    asked += "2. It is dry.\nT) True\nF) False\nAnswer: F\n"
    assert [(taken.item.stem, taken.item.keys) for taken in read_text(asked).taken] == [
        ("Warm air holds more.", (0,)),
        ("It is dry.", (1,)),
    ]


@pytest.mark.parametrize(
    ("behind", "words", "keys"),
    [
        ("T / F   (T)", ("True", "False"), (0,)),
        ("(T/F) (F)", ("True", "False"), (1,)),
        ("True or False [False]", ("True", "False"), (1,)),
        ("T/F  (True)", ("True", "False"), (0,)),
        ("R / F (F)", ("Richtig", "Falsch"), (1,)),
    ],
)
def test_both_verdicts_behind_a_statement_and_the_right_one_in_brackets(
    behind: str, words: tuple[str, str], keys: tuple[int, ...]
) -> None:
    (taken,) = read_text(f"4 – The Code was introduced in 1804. {behind}\n").taken
    assert taken.item.kind == "true-false"
    assert taken.item.stem == "The Code was introduced in 1804."
    assert (tuple(option.text for option in taken.item.options), taken.item.keys) == (words, keys)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("The Code was introduced in 1804. T / F", "write Answer: True or Answer: False below it"),
        ("The island of his exile was ___________ (Elba)", "write it as a new question with a short answer"),
        ("Name two islands of his exile.\nAnswer: Elba", "write it as a new question with a short answer"),
        ("Name the island of his exile.", "write its options below it, as a), b), c)"),
    ],
)
def test_what_is_advised_for_a_text_without_options_fits_what_it_asks(text: str, advice: str) -> None:
    (skipped,) = read_text(f"1. {text}\n").skipped
    assert str(skipped).endswith(advice)


@pytest.mark.parametrize("dots", [" ..........", "..........", " . . . . . . .", " ……"])
def test_the_dots_that_lead_to_the_words_beside_a_statement_are_no_part_of_it(dots: str) -> None:
    text = f"1. The heart has four chambers{dots} T / F\n2. It is blue{dots} T / F\n\nAnswers: 1 T, 2 F\n"
    found = [(one.item.stem, one.item.keys) for one in read(text.encode(), "x.txt", "text").taken]
    assert found == [("The heart has four chambers", (0,)), ("It is blue", (1,))]


STATEMENTS = "1. Tar is wet.{0}\n2. Oak is hard.{0}\n3. Colza is an oil.{0}\n\n{1}\n\n4. A bee has ______ legs.\n\n"
STATEMENTS += "Answer key:\n1. T\n2. T\n3. F\n4. six\n"


@pytest.mark.parametrize("pair", ["    T / F", ""])
@pytest.mark.parametrize("line", ["Fill in the blank with one word.", "Write the missing word:"])
def test_an_instruction_for_the_next_question_is_no_part_of_the_statement_above(pair: str, line: str) -> None:
    reading = read_text(STATEMENTS.format(pair, line))
    assert [taken.item.stem for taken in reading.taken] == ["Tar is wet.", "Oak is hard.", "Colza is an oil."]
    assert reading.taken[-1].changes == (f"“{line}” below it was left out",)


def test_the_words_for_true_and_false_end_a_statement_whatever_stands_apart_below_it() -> None:
    reading = read_text(STATEMENTS.format("    T / F", "Here come gaps, one word each."))
    assert reading.taken[-1].item.stem == "Colza is an oil."


def test_what_stands_apart_below_a_statement_without_words_beside_it_may_belong_to_it() -> None:
    line = "It is pressed from seed."
    assert line in read_text(STATEMENTS.format("", line)).taken[2].item.stem
    asked = read_text(STATEMENTS.format("    T / F", "Is it pressed?"))
    assert "Is it pressed?" in " ".join([*(one.item.stem for one in asked.taken), *map(repr, asked.skipped)])
    line = "Fill in the blank with one word."
    twice = STATEMENTS.format("", line).replace("Oak is hard.", "Oak is hard.\n\nIt is a wood.")
    assert line in read_text(twice).taken[2].item.stem
