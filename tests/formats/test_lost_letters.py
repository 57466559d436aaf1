"""Pasted questions whose options have no letters: what makes it certain which lines they are."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

ASKING = (
    "1. Who?\nAnna\nBert\nCarl\nAnswer: {}\n\n2. Where?\nBonn\nRome\nOslo\nAnswer: {}\n\n"
    "3. When?\n8\n9\n10\nAnswer: {}\n\n"
)


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def found(reading: Reading) -> list[tuple[str, list[str]]]:
    return [
        (taken.item.stem.replace("  \n", "/"), ["*" * one.is_key + one.text for one in taken.item.options])
        for taken in reading.taken
    ]


@pytest.mark.parametrize(
    ("last", "stem"),
    [
        ("A comparison is a\nsimile\nsymbol\nrhyme\nAnswer: {}", "A comparison is a"),
        ("A comparison with\n“like” is a\nsimile\nsymbol\nrhyme\nAnswer: {}", "A comparison with/“like” is a"),
        ("Read:\n“Soft!”\nWhich is it?\nsimile\nsymbol\nrhyme\nAnswer: {}", "Read:/“Soft!”/Which is it?"),
        ("Which is it?\nSelect one:\nsimile\nsymbol\nrhyme\nAnswer: {}", "Which is it?/Select one:"),
        ("It is a\nsimile\nsymbol\nrhyme\n(1 mark)\nAnswer: {}", "It is a"),
    ],
)
@pytest.mark.parametrize("keys", [("Bert", "Oslo", "8", "symbol"), ("B", "C", "A", "B"), ("b", "(c)", "a)", "b.")])
def test_a_question_has_as_many_options_as_the_others(last: str, stem: str, keys: tuple[str, ...]) -> None:
    reading = read_text((ASKING + "4. " + last + "\n").format(*keys))
    assert found(reading) == [
        ("Who?", ["Anna", "*Bert", "Carl"]),
        ("Where?", ["Bonn", "Rome", "*Oslo"]),
        ("When?", ["*8", "9", "10"]),
        (stem, ["simile", "*symbol", "rhyme"]),
    ]


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: Rome\n", 3),
        ("{n}. The town is\nBonn\nRome (correct)\nOslo\n", 3),
        ("{n}. The town is\nBonn\n*Rome\nOslo\n", 3),
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: Rome\n", 2),
        ("{n}. The town is\nBonn\nRome\nOslo\nAnswer: B\n", 3),
    ],
)
def test_stems_that_do_not_ask_are_one_line_each_if_three_name_an_option_below(form: str, count: int) -> None:
    reading = read_text("\n".join(form.format(n=number) for number in range(1, count + 1)))
    sure = count == 3 and "Answer: B" not in form
    assert found(reading) == [("The town is", ["Bonn", "*Rome", "Oslo"])] * (count if sure else 0)


def test_a_letter_names_no_option_where_the_questions_have_different_counts() -> None:
    more = "4. Why?\nsun\nrain\nsnow\nand ice\nAnswer: C\n"
    assert not read_text(ASKING.format("A", "B", "C") + more).taken
    assert len(read_text(ASKING.format("Anna", "Bonn", "9") + more).taken) == 3


def test_a_letter_beyond_the_options_names_none() -> None:
    reading = read_text(ASKING.format("A", "B", "C") + "4. Why?\nsun\nrain\nsnow\nAnswer: D\n")
    assert (len(reading.taken), [one.line for one in reading.skipped]) == (3, [19])


def test_an_answer_in_words_that_is_none_of_the_last_lines_gives_no_options() -> None:
    reading = read_text(ASKING.format("Anna", "Bonn", "9") + "4. Explain\nthe tides\nof the sea.\n\nAnswer: moon\n")
    assert len(reading.taken) == 3


def test_letters_of_a_list_at_the_end_count_the_options_too() -> None:
    paper = ASKING.replace("Answer: {}\n", "")
    assert [options for _, options in found(read_text(f"{paper}Answers: 1. B 2. C 3. A\n"))] == [
        ["Anna", "*Bert", "Carl"],
        ["Bonn", "Rome", "*Oslo"],
        ["*8", "9", "10"],
    ]


SURE = "1. Who was the very first of all the kings?\nAnna\nBert *\nCarl\n\n2. Where?\nBonn\nOslo *\n\n"


def options_of_last(last: str, sure: str = SURE) -> list[str]:
    taken = {taken.item.stem: taken for taken in read_text(f"{sure}3. {last}\n").taken}
    return [
        "*" * one.is_key + one.text
        for stem, taken in taken.items()
        if stem == last.split("\n")[0]
        for one in taken.item.options
    ]


@pytest.mark.parametrize("stem", ["It is a", "Which one of all these would be a question?", "She asks him. You"])
@pytest.mark.parametrize("options", [["simile", "*symbol"], ["*rhyme", "simile", "poem"]])
def test_where_questions_have_different_counts_of_options_the_stem_is_the_line_with_the_number(
    stem: str, options: list[str]
) -> None:
    asked = [option + "?" * stem.endswith("?") for option in options]
    written = (f"{one[1:]} *" if one.startswith("*") else one for one in asked)
    assert options_of_last("\n".join([stem, *written])) == asked


@pytest.mark.parametrize(
    ("last", "sure"),
    [
        ("Here is\na comparison. It is\nsimile\npoem\nsymbol *", SURE),  # more lines than the others have options
        ("Here is a comparison, and this one too is\ncalled\nsymbol *", SURE),  # may have been broken
        ("Here it is:\nhow\nWhich is it?\nsymbol *", SURE),
        ("Look, a fox.\nThis\nsymbol *", SURE),
        ("It is a\nsimile\nsymbol", SURE),
        ("It is a\nsymbol *", SURE),
        ("It is a\nsimile\nsymbol *", SURE.replace("first of all the kings?", "first of all the kings")),
        ("It is a\nsimile\nsymbol *", SURE.replace("Where?", "Look:\nthere is a map. Where?")),
        ("It is a\nsimile\nsymbol *", SURE + "3. Look:\nA map.\nWhere?\nBonn\nOslo *\n\n"),
        ("It is a\n\nsimile\nsymbol *", SURE),
        ("It\nis\na rhyme\nAnswer: B", ASKING.format("Bert", "Oslo", "8")),
    ],
)
def test_lines_that_may_belong_to_the_stem_are_no_options(last: str, sure: str) -> None:
    assert options_of_last(last, sure) == []


def test_lines_with_a_mark_above_the_first_number_are_no_question() -> None:
    assert len(read_text(f"Signs\ndot\nstar *\n\n{SURE}").taken) == 2
