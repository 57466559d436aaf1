"""Lists whose marks, letters and lists of answers may be taken for keys that they are not."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text

ASKED = "1. Which oil?\na) tar\nb) colza\n\n2. Which lamp?\na) gas\nb) arc\n\n3. Which town?\na) Rome\nb) Oslo\n"


def keys(text: str) -> list[tuple[int, ...]]:
    return [taken.item.keys for taken in read_text(text).taken]


@pytest.mark.parametrize(("tick", "cross"), [("☑", "☒"), ("[✓]", "[x]"), ("(✓)", "(X)"), ("- [✔]", "- [x]")])
def test_a_cross_in_a_box_is_wrong_where_others_have_ticks(tick: str, cross: str) -> None:
    box = cross.replace("X", " ").replace("x", " ").replace("☒", "☐")
    text = f"1. Which oil?\n{cross} tar\n{tick} colza\n{{}} sand\n\n2. Which lamp?\n{tick} gas\n{cross} arc\n{{}} sun\n"
    assert keys(text.format(cross, cross)) == keys(text.format(box, box)) == [(1,), (0,)]
    assert keys(text.format(box, box).replace(tick, box)) == [(0,), (1,)]  # only crosses


def test_letters_behind_the_stems_are_no_keys_where_a_list_names_others() -> None:
    told = ASKED
    for stem, letter in (("oil?", "A"), ("lamp?", "B"), ("town?", "A")):
        told = told.replace(stem, f"{stem} ({letter})")
    assert keys(told) == [(0,), (1,), (0,)]
    assert keys(f"{told}My answers above; key: 1b 2a 3b\n") == []


@pytest.mark.parametrize("letters", ["Answers: b, a", "Answers\nb\na", "Answer: AB"])
def test_letters_below_the_last_of_several_questions_without_keys_are_not_its_own(letters: str) -> None:
    assert keys(f"{ASKED}{letters}\n") == []
    assert keys(f"{ASKED.replace('a) gas', '*a) gas')}{letters}\n")[-1] == (0, 1)


LETTERS = "1. b 2. a 3. b"


@pytest.mark.parametrize(
    "head", ["Answers to last week: ", "Answers to last week's quiz\n", "Answers to the previous test\n"]
)
def test_the_answers_of_another_test_are_no_keys(head: str) -> None:
    assert keys(f"{head}{LETTERS}\n\n{ASKED}") == keys(f"{ASKED}\n{head}{LETTERS}\n") == []
    assert keys(f"{ASKED}\nAnswers (last page): {LETTERS}\n") == [(1,), (0,), (1,)]


def test_an_answer_above_every_question_is_not_taken_for_the_one_above_it() -> None:
    above = "\n".join(f"Answer: {letter}\n{one}" for letter, one in zip("BAB", ASKED.split("\n\n"), strict=True))
    assert keys(above) == []
    assert keys(f"{above}Answer: A\n") == [(0,), (1,), (0,)]


@pytest.mark.parametrize(
    ("order", "found"),
    [("AB", [(1,), (0,), (0,), (0,)]), ("12", [(1,), (0,), (0,), (0,)]), ("BA", []), ("B", [])],
)
def test_parts_of_a_list_of_answers_in_another_order_give_no_keys(order: str, found: list[tuple[int, ...]]) -> None:
    one, two, three = ASKED.split("\n\n")
    asked = f"Section A\n{one}\n{two}\n\nSection B\n{three.replace('3', '1')}\n{two.replace('lamp', 'gas')}\n\n"
    said = {"A": "Section A\n1. b\n2. a\n", "B": "Section B\n1. a\n2. a\n"}
    said |= {"1": said["A"].replace("A", "1"), "2": said["B"].replace("B", "2")}
    assert keys(f"{asked}Answers\n{''.join(said[part] for part in order)}") == found


@pytest.mark.parametrize("gap", [" ", "    "])
@pytest.mark.parametrize("row", ["B. Bo{}C. Cy ✓", "B. Bo{}C. Cy (correct)", "B. Bo{}*C. Cy", "B. Bo {}* C. Cy"])
def test_a_mark_belongs_to_the_nearest_of_two_options_on_one_line(row: str, gap: str) -> None:
    assert keys(f"1. Who?\nA. Ann\n{row.format(gap)}\nD. Dan\n") == [(2,)]
    assert keys(f"1. Who?\nA. Ann   {row.format(gap)}   D. Dan\n") in ([(2,)], [])


def test_a_star_in_the_middle_between_two_options_is_the_mark_of_neither() -> None:
    assert keys("1. Who?\nA. Ann\nB. Bo * C. Cy\nD. Dan\n") == []


def test_a_mark_of_ones_own_behind_two_options_of_a_line_is_not_of_the_first() -> None:
    marks = ((" (correct)", ""), ("", " (correct)"), (" (correct)", ""))
    asked = "".join(f"1. Which?\na. x\nb. y{one}\nc. z{two}\n" for one, two in marks)
    assert keys(asked) == [(1,), (2,), (1,)]
    assert keys(asked.replace("b. y\nc.", "b. y c.")) == [(1,), (2,), (1,)]
    assert keys("1. Who?\na. Bo\nb. Cy, born c. 1600*\n") == [(1,)]
    four = "".join(f"1. Which?\na. v\nb. x{one}\nc. y\nd. z{two}\n" for one, two in marks)
    assert keys(four) == keys(four.replace("c. y\nd.", "c. y d.")) == [(1,), (3,), (1,)]


def test_two_questions_on_one_line_give_neither_the_answer_of_the_other() -> None:
    one, two = "1. Which? a) x b) y c) z (Answer: b)", "2. Who? a) Ann b) Bo c) Cy (Answer: c)"
    assert keys(f"{one}\n{two}\n") == [(1,), (2,)]
    assert keys(f"{one} {two}\n") == []
    assert keys(f"{one.replace('? a)', '?' + chr(10) + 'a)')} {two}\n") == []


def test_the_keys_of_one_of_two_tests_in_a_text_are_not_those_of_its_last_question() -> None:
    bare = ASKED.replace("1. ", "").replace("2. ", "").replace("3. ", "")
    assert keys(f"{bare}Key: B, A, B\n") == [(1,), (0,), (1,)]
    assert keys(f"{bare}Key: B, A, B\n\n{bare}Key: A, B, A\n") == []


def test_what_stands_below_a_list_of_answers_answers_no_question_above_it() -> None:
    asked = "1. Which oil?\na) tar\nb) colza\n\n2. Which lamp?\na) gas\nb) arc\n\nAnswer Key\n1. b\n2. b\n\n"
    assert keys(asked) == keys(f"{asked}a) sun\nb) moon\n")[:2] == [(1,), (1,)]
