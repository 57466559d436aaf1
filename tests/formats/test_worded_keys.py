"""Lists of answers in which some questions are answered in words, or that end in a remark."""

from __future__ import annotations

import time

import pytest

from tests.formats.test_key_lists import letters, read_text

OPTIONS = "A. colza\nB. linseed\nC. whale\nD. tallow\n"
PAPER = (
    f"1. Which smokes?\n{OPTIONS}\n2. Which dries?\n{OPTIONS}\n3. Where did Lee surrender?\n\n"
    f"_____ 4. The sea is wet.\n\n5. Discuss the causes. (10 marks)\n\n6. Which burns?\n{OPTIONS}\n"
)


@pytest.mark.parametrize(
    "listed",
    [
        "KEY - FORM A\n1-C, 2-B\n3-Appomattox\n4-T\n5-see rubric\n6-A",
        "ANSWER KEY\n\n1. C\n2. B\n3. contract, modern, defeat\n4. True\n5. Answers will vary.\n6. A",
        "Answers: 1. C 2. B 3. at Appomattox 4. T 5. essay 6. A",
        "Key: 1-c, 2-b, 4-t, 6-a (3 and 5 you have to read yourself, sorry!)",
        "Answers\n1) C\n2) B\n3) Appomattox Court House,\n   Virginia\n4) T\n5) Three of:\n- slavery\n- tariffs\n6) A",
        "No.\tAnswer\n1\tC\n2\tB\n3\tAppomattox\n4\tT\n5\t(see mark scheme)\n6\tA",
        "| No. | Answer |\n|---|---|\n| 1 | C |\n| 2 | B |\n| 3 | Appomattox |\n| 4 | True |\n| 5 | - |\n| 6 | A |",
        "Answer key\n1. C (whale)\n2. B (linseed)\n3. Appomattox\n4. True\n5. Open\n6. A (colza)",
        "Answers\n1. C   2. B   3. Appomattox   4. T   5. –   6. A",
        "Answers\n1. C\n2. B\n3. ______\n4. T\n5.\n6. A",
        "Answers\n1-C, 2-B\n3-see p. 4, 4-T, 5-42\n6-A\n\nGood luck!",
        "Answers: 1C 2B 3 (short answer) 4T 5 (essay) 6A",
        "Answer key: 1. C (p. 12)  2. B (p. 14)  3. Appomattox (p. 15)  4. T (p. 3)  5. essay  6. A (p. 4)",
        "Answers (for teachers only): 1c; 2b; 3 Appomattox/Virginia/...; 4t; 5 essay; 6a",
        "Answers\n1. C\n2. B\n3. Students say:\na. it was Lee\nb. it was there\n4. T\n5. Look for\n  a. slavery\n6. A",
        "Lösungen: 1c, 2b, 3 freie Antwort, 4 wahr, 5 individuelle Lösung, 6a",
    ],
)
def test_words_for_questions_without_options_leave_the_letters_of_the_others(listed: str) -> None:
    reading = read_text(f"{PAPER}{listed}\n")
    assert letters(reading) == "C B A A"
    assert [taken.item.kind for taken in reading.taken] == ["single", "single", "true-false", "single"]
    assert [(one.line, one.what) for one in reading.skipped] == [
        (13, "a text without options"),
        (17, "a text without options"),
    ]


def test_one_letter_among_words_is_believed_in_a_list_of_all_questions() -> None:
    paper = f"1. Name a sea.\n\n2. Which smokes?\n{OPTIONS}\n3. Say why.\n\n"
    assert letters(read_text(f"{paper}Key\n1. Baltic\n2. C (whale)\n3. see rubric\n")) == "C"
    assert not read_text(f"{paper}Key\n1. Baltic\n2. C (linseed)\n3. see rubric\n").taken


def test_points_of_an_answer_below_the_last_number_are_no_options() -> None:
    told = "Answers\n1. C\n2. B\n3. Lee\n4. T\n5. –\n6. A\n7. Look for:\na. slavery\nb. tariffs\n\nGood luck\n"
    reading = read_text(f"{PAPER}7. Say why.\n\n{told}")
    assert letters(reading) == "C B A A"
    assert reading.skipped[-1].excerpt == "Say why."


@pytest.mark.parametrize(
    "remark",
    ["or d", "6 is a guess", "6 was cancelled", "Anna's answers", "not sure about the last one", "2 should be d", "B?"],
)
def test_a_remark_that_may_be_about_the_keys_makes_the_list_none(remark: str) -> None:
    assert not read_text(f"{PAPER}Key: 1-c, 2-b, 4-t, 6-a ({remark})\n").taken
    assert not read_text(f"{PAPER}Key: 1-c ({remark}), 2-b, 4-t, 6-a\n").taken


@pytest.mark.parametrize("head", ["Anna's key", "Student answers", "Common mistakes"])
@pytest.mark.parametrize("gap", [": ", "\n"])
def test_words_make_no_keys_of_what_somebody_answered(head: str, gap: str) -> None:
    assert not read_text(f"{PAPER}{head}{gap}1-c, 2-b, 3-Appomattox, 4-t, 5-essay, 6-a\n").taken


@pytest.mark.parametrize("last", ["6. tallow or colza", "6. see book", "6. ____"])
def test_words_for_a_question_with_options_give_it_no_key(last: str) -> None:
    reading = read_text(f"{PAPER}Answers\n1. C\n2. B\n3. Appomattox\n4. T\n5. essay\n{last}\n")
    assert letters(reading) == "C B A"
    assert reading.skipped[-1].what == "the list of answers has no letter for it"


@pytest.mark.parametrize("between", ["\t", "   "])
def test_words_behind_a_number_that_was_left_out_are_no_remark_about_the_letter_before(between: str) -> None:
    asked = "2. Which dries?\n• colza\n• linseed\n\n3. Say why.\n\n4. It grew in ____."
    paper = f"1. Which smokes?\n{OPTIONS}\n{asked}\n\n"
    reading = read_text(f"{paper}KEY\n{between.join(('1 c', '2 b', '4 Korea'))}\n")
    assert letters(reading) == "C B"
    assert [one.what for one in reading.skipped] == ["a text without options"] * 2
    assert "B" not in letters(read_text(f"{paper}KEY\n1 c 2 b 4 Korea\n"))


@pytest.mark.parametrize(("own", "found"), [("", "C"), ("Answer: b\n", "B C")])
def test_a_letter_of_the_list_counts_no_bullets_of_two_kinds(own: str, found: str) -> None:
    mixed = f"1. Which dries?\n• colza\n– of the field\n• linseed\n{own}\n"
    reading = read_text(f"{mixed}2. Which smokes?\n{OPTIONS}\nKEY\n1 b  2 c\n")
    assert letters(reading) == found
    why = "its options have no letters, and not all have the same bullet"
    assert [one.what for one in reading.skipped] == [why] * (not own)


@pytest.mark.parametrize("shape", ["A. {}\nB. Anna\n", "○ {}\n○ Anna\n", "- {}\n- Anna\n"])
def test_words_in_a_row_give_a_question_with_options_no_key_though_they_are_its_own(shape: str) -> None:
    paper = f"1. Ice is wet.\n2. Ice is dry.\n3. Who?\n{shape.format('Lee')}\n4. What is 4 + 4?\n\n"
    reading = read_text(f"{paper}Answers: 1 True, 2 False, 3 Lee, 4 8\n")
    assert letters(reading) == "A B"
    assert [one.what for one in reading.skipped] == [
        "the list of answers has no letter for it",
        "a text without options",
    ]


def test_words_of_an_option_still_name_it_in_a_list_with_other_words() -> None:
    reading = read_text(f"{PAPER}Answers\n1. C\n2. B\n3. Appomattox\n4. T\n5. essay\n6. tallow\n")
    assert letters(reading) == "C B A D"


@pytest.mark.parametrize("blank", ["", "\n"])
def test_headings_of_parts_among_questions_and_answers_belong_to_none(blank: str) -> None:
    text = (
        f"Part A\n1. Which?\n{OPTIONS}{blank}Part B - True or False\n2. Ice floats.   T   F\n{blank}Part C\n"
        f"3. Name a sea.\n\nCOMPLETION\nComplete each statement.\n\n4. The sea is ____.\n\nAnswer Section\n\n"
    )
    told = ("MULTIPLE CHOICE\n1. ANS: B\n", "TRUE/FALSE\n2. ANS: T\n", "SHORT ANSWER\n3. ANS: Baltic\n")
    lists = ("\n".join((*told, "COMPLETION\n4. ANS: wet\n")), "Part A: 1. B\nPart B: 2. T\nPart C: 3. Baltic; 4. wet\n")
    for listed in lists:
        reading = read_text(text + listed)
        assert [taken.item.stem for taken in reading.taken] == ["Which?", "Ice floats."]
        assert letters(reading) == "B A"
        assert [one.excerpt for one in reading.skipped] == ["Name a sea.", "The sea is ____."]


def test_questions_below_a_list_of_answers_are_no_words_of_it() -> None:
    more = "\n3. The capital of France is\nA. Rome\n*B. Paris\n\n4. Say why.\n"
    reading = read_text(f"1. Which?\n{OPTIONS}\n2. Which one?\n{OPTIONS}\nAnswers\n1. C\n2. B\n{more}")
    assert letters(reading) == "C B B"
    assert [one.excerpt for one in reading.skipped] == ["Say why."]


def test_parts_that_count_anew_are_told_apart_by_the_order_of_the_list() -> None:
    text = f"Part 1\n1. Which?\n{OPTIONS}\n2. What?\n{OPTIONS}\nPart 2\n1. Name a sea.\n\n2. Name a town.\n\n"
    assert letters(read_text(f"{text}Answers\nPart 1\n1. C\n2. B\nPart 2\n1. Baltic\n2. Bonn\n")) == "C B"


def test_many_lists_of_answers_are_read_at_once() -> None:
    begun = time.process_time()
    read_text("Answers\n1. B  2. some words  3. C\n" * 1_000)
    read_text("Answers\n" * 5_000)
    read_text("Answers: 1-b, 2-c, " + "3 4 5 6 " * 100 + "\n")
    assert time.process_time() - begun < 4


def test_a_reason_apart_above_a_list_of_answers_is_a_reason() -> None:
    text = "".join(f"{number}. Which?\n{OPTIONS}Answer: A\n\nIt smokes.\n\n" for number in (1, 2))
    reading = read_text(f"{text}Answers\n1. A (colza)\n2. A (colza)\n")
    assert [taken.item.explanation for taken in reading.taken] == ["It smokes.", "It smokes."]
