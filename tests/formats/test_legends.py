"""What lists say that their marks mean, and keys that are told twice."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def keys(text: str) -> list[tuple[int, ...]]:
    return [taken.item.keys for taken in read_text(text).taken]


STARRED = "1. Which{}?\nA) tar\n*B) colza\n\n2. What?\nA) oak\n*B) pine\n"


@pytest.mark.parametrize(
    "legend",
    [
        "* = wrong answer",
        "Note: * marks the wrong answer.",
        "Starred options are what the class chose.",
        "Wrong answers are marked with a star.",
        "Quiz 3. Pupils marked * the answers they found hard.",
    ],
)
def test_a_line_above_the_questions_may_say_that_the_marks_do_not_mean_right(legend: str) -> None:
    reading = read_text(f"{legend}\n\n{STARRED.format('')}")
    assert not reading.taken
    assert "line 1 says that the marks may mean something else than right" in str(reading.skipped[0])


@pytest.mark.parametrize(
    "legend",
    [
        "* = right answer",
        "Wrong answers cost no points.",
        "The class chose this topic. The key is marked with a star.",
        "Students: the right answer is marked with *.",
        "# Quiz for students of year 9",
        "Scoring: +1 for a right answer, 0 for a wrong one",
        "This test is marked out of 20 and is for students of year 9.",
        "**Instructions: students are to choose one answer**",
        "* No points are deducted for wrong answers.",
        "Read the words in bold: they are given in the text",
    ],
)
def test_a_line_above_the_questions_that_speaks_of_wrong_answers_takes_no_mark_away(legend: str) -> None:
    assert keys(f"{legend}\n\n{STARRED.format('')}") == [(1,), (1,)]


def test_what_brackets_within_a_stem_say_of_the_marks_is_heeded() -> None:
    assert keys(STARRED.format(" (* marks the wrong one)")) == []
    assert keys(STARRED.format(" (* marks the best one)")) == [(1,), (1,)]


def test_what_marks_mean_takes_no_answer_away_that_is_told_in_words() -> None:
    text = "* = what Tom chose\n\n1. Which?\nA) tar\n*B) colza\nAnswer: B\n\n2. What?\nA) oak\n*B) pine\n"
    assert keys(text) == [(1,)]


CROSSED = (
    "Wrong answers are marked x.\n\n1. Which?\n{x} a) tar\n  b) colza\n{x} c) whale\n\n2. What?\n  a) oak\n{x} b) ash\n"
)


def test_where_the_list_says_that_wrong_answers_are_crossed_the_others_are_the_keys() -> None:
    reading = read_text(CROSSED.format(x="x"))
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]
    assert [option.text for option in reading.taken[0].item.options] == ["tar", "colza", "whale"]
    assert "what has no “x” was taken for the key, since the list says so" in reading.notes
    behind = (
        CROSSED.replace("{x} a) tar", "a) tar x")
        .replace("{x} c) whale", "c) whale x")
        .replace("{x} b) ash", "b) ash x")
    )
    assert keys(behind) == [(1,), (0,)]


def test_options_with_a_cross_and_no_word_about_it_have_no_key() -> None:
    assert keys(CROSSED.format(x="x").partition("\n\n")[2]) == []


def test_a_question_without_a_cross_among_crossed_ones_has_no_key() -> None:
    assert keys(CROSSED.format(x="x") + "\n3. Who?\n  a) Lund\n  b) Eide\n") == [(1,), (0,)]


CAPITALS = "1. Which burns?\nA) {0}\nB) OIL LAMP\nC) stone\n\n2. Which floats?\nA) iron\nB) lead\nC) {1}\n\n{2}"
THIRD = "3. Which dries?\nA) LINSEED\nB) sand\nC) salt"


def test_the_one_option_of_each_question_that_is_in_capitals_is_the_key() -> None:
    assert keys(CAPITALS.format("tar pit", "TIMBER", THIRD)) == [], "some words are always written so"
    reading = read_text(f"Keys in capitals!\n\n{CAPITALS.format('tar pit', 'TIMBER', THIRD)}")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (2,), (0,)]
    assert "a mark of its own, as in “IN CAPITALS”, was taken for the key" in " ".join(reading.notes)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("TAR PIT", "TIMBER", THIRD),
        ("tar pit", "DNA", THIRD),
        ("tar pit", "TIMBER", THIRD.replace("LINSEED", "linseed")),
        ("tar pit", "TIMBER", THIRD.replace("LINSEED", "linseed").replace("sand", "NONE OF THE ABOVE")),
    ],
)
def test_capitals_of_two_options_of_none_or_of_initials_mark_no_key(first: str, second: str, third: str) -> None:
    assert keys(f"Keys in capitals!\n\n{CAPITALS.format(first, second, third)}") == []


UNITS = "\n\n".join(
    f"{n}. Choose the right form of {word} ({level})\na) go\nb) goes{{}}"
    for n, word, level in ((1, "to go", "A"), (2, "to come", "B"), (3, "to sit", "A"))
)


@pytest.mark.parametrize("shape", ["{}", "[{}]"])
def test_a_letter_behind_the_stems_is_no_key_where_a_list_tells_them(shape: str) -> None:
    text = UNITS.replace("(A)", shape.format("(A)").replace("[(A)]", "[A]")).replace("{}", "")
    assert keys(f"{text}\n\nAnswers: 1. b, 2. a, 3. b") == [(1,), (0,), (1,)]


def test_a_letter_behind_the_stems_is_no_key_where_answers_or_marks_tell_them() -> None:
    answered = read_text(UNITS.replace("{}", "\nAnswer: B"))
    assert [taken.item.keys for taken in answered.taken] == [(1,)] * 3
    assert answered.taken[0].item.stem == "Choose the right form of to go (A)"
    assert keys(UNITS.replace("b) goes{}", "*b) goes")) == [(1,)] * 3


def test_an_answer_and_a_list_of_answers_that_name_different_options_give_no_key() -> None:
    text = "1. Which?\na) tar\nb) colza\nAnswer: a\n\n2. What?\na) oak\nb) pine\nAnswer: b\n\n3. Who?\na) x\nb) y\n"
    reading = read_text(f"{text}\nAnswer key\n1. b\n2. b\n3. a\n")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]
    assert "its answer and the list of answers name different options" in str(reading.skipped[0])


ROWS = "\n\n".join(f"{n}. Which smokes {n} days?\n**a) colza**  b) whale  c) oil{{}}" for n in (1, 2, 3))


def test_a_bold_option_of_a_row_must_agree_with_the_answer_below() -> None:
    agreed = read_text(ROWS.replace("{}", "\nAnswer: a"))
    assert [taken.item.keys for taken in agreed.taken] == [(0,)] * 3
    assert agreed.taken[0].item.stem == "Which smokes 1 days?"
    assert keys(ROWS.replace("{}", "\nAnswer: b")) == []
    assert keys(ROWS.replace("{}", "") + "\n\nAnswers: 1. b 2. c 3. b") == []


@pytest.mark.parametrize("told", ["2,3", "2, 3"])
def test_a_decimal_comma_is_no_list_of_two_options(told: str) -> None:
    options = "1) 1.2 km\n2) 2.3 km\n3) 3.4 km\n4) 4.5 km"
    found = keys(f"1. Hvor langt?\n{options}\nAnswer: {told}\n")
    assert found == ([] if told == "2,3" else [(1, 2)])


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        ("1. Which opens the door?\na) Hand\nb) Brass - key\nc) Rope\nAnswer: c\n", "Which opens the door?", (2,)),
        ("1. The C major scale - key\na) x\nb) y\nAnswer: a\n", "The C major scale - key", (0,)),
    ],
)
def test_a_line_that_ends_in_key_stays_where_no_list_follows(text: str, stem: str, key: tuple[int, ...]) -> None:
    (taken,) = read_text(text).taken
    assert (taken.item.stem, taken.item.keys) == (stem, key)


def blocks(*first: str) -> str:
    below = (("colza", "whale"), ("oak", "pine"), ("salt", "sand"))
    return "\n\n".join(
        "\n".join([first_of, *two, f"Answer: {two[1]}"]) for first_of, two in zip(first, below, strict=True)
    )


def test_a_stem_that_is_broken_gives_no_half_of_it_as_an_option() -> None:
    long = "The oil which was burnt in the lamps of the\ntown of Orsund was"
    assert keys(blocks(long, long.replace("oil", "fat"), long.replace("oil", "tar"))) == []


def test_an_instruction_below_a_question_without_letters_is_no_option() -> None:
    text = blocks(*(f"{which}\nChoose one option." for which in ("Which smokes?", "Which is hard?", "Which melts?")))
    reading = read_text(text.replace("Answer: whale", "Answer: B"))
    assert [o.text for o in reading.taken[0].item.options] == ["colza", "whale"]
    assert [taken.item.keys for taken in reading.taken] == [(1,)] * 3


def test_figures_of_a_table_in_a_stem_are_no_numbers_of_pages() -> None:
    table = "Team of the north     {}\nTeam of the south     {}"
    text = "\n\n".join(
        f"{n}. Who won game {n}\n{table.format(*scores)}\na) north\nb) south\nAnswer: {key}"
        for n, scores, key in ((1, (3, 2), "A"), (2, (1, 2), "B"))
    )
    assert "Team of the south" in read_text(text).taken[0].item.stem


def test_letters_beside_roman_numbers_within_a_question_are_no_list_of_answers() -> None:
    text = (
        "I. Which?\nA) x\nB) y\n\nII. What comes first\nI A, II B\nA) x\nB) y\n\nIII. Whose?\nA) x\nB) y\n\n"
        "Answers: I. A, II. B, III. A\n"
    )
    assert keys(text) == [(0,), (1,), (0,)]


def test_a_message_that_was_answered_is_read_as_it_was_written() -> None:
    asked = "1. Which?\n- tar\n- colza\nAnswer: colza\n\n2. What?\n- oak\n- pine\nAnswer: oak\n\n-- \nTom, Tel. 555"
    quoted = "\n".join(f"> {line}" for line in ["Hi,", "here it is.", "", *asked.split("\n")])
    reading = read_text(f"From: Karen\nSubject: Re: quiz\n\nlooks fine to me.\n\nTom wrote:\n{quoted}\n")
    assert [taken.item.keys for taken in reading.taken] == [(1,), (0,)]
    assert any("left out: line 1, 2, 4, 6" in note for note in reading.notes)


def test_explanations_with_the_sign_of_a_quotation_are_no_message() -> None:
    text = "1. Which?\na) tar\nb) colza *\n> Colza burns.\n\n2. What?\na) oak *\nb) pine\n> Oak is hard.\n"
    assert keys(text) == [(1,), (0,)]


@pytest.mark.parametrize(
    "head", ["FOR THE TEACHER ONLY\nAnswer Key", "Answer Key (in order, one row for two questions)"]
)
def test_a_list_of_answers_may_have_words_above_and_behind_its_heading(head: str) -> None:
    text = "1. Which?\nA. tar\nB. oil\n2. What?\nA. oak\nB. ash\n3. Who?\nA. x\nB. y\n4. Whose?\nA. x\nB. y\n\n"
    rows = "1–2:   B   A\n3–4:   A    B\n" if "row" in head else "1. B        3. A\n2. A        4. B\n"
    assert keys(f"{text}{head}\n{rows}") == [(1,), (0,), (0,), (1,)]


def test_all_of_a_question_may_stand_on_one_line_with_its_answer_in_brackets() -> None:
    text = "1. Wie viele? a) 6 b) 8 c) 10 (Lösung: b)\n2. Welches? a) die Lunge b) das Herz (Lösung: B)\n"
    reading = read_text(text)
    assert [taken.item.keys for taken in reading.taken] == [(1,), (1,)]
    assert reading.taken[1].item.options[1].text == "das Herz"


@pytest.mark.parametrize(
    "head", ["Tom's test. Wrong answers are marked x.", "What the class chose; wrong ones have an x."]
)
def test_crosses_on_somebodys_paper_give_no_keys(head: str) -> None:
    assert keys(CROSSED.format(x="x").replace("Wrong answers are marked x.", head)) == []


def test_crosses_give_no_keys_where_answers_are_told() -> None:
    told = CROSSED.format(x="x").replace("x c) whale", "x c) whale\nAnswer: c")
    assert (0,) not in keys(told)[:1]


def test_an_answer_and_the_same_answers_in_words_at_the_end_agree() -> None:
    asked = "1. Which?\na) tar\nb) colza\nAnswer: b\n\n2. What?\na) oak\nb) pine\nAnswer: a\n"
    assert keys(f"{asked}\nAnswer key\n1. colza\n2. oak\n") == [(1,), (0,)]


@pytest.mark.parametrize(
    "head", ["Incorrect answers are marked x", "Wrong answers cost a point and are marked in the table - see it."]
)
def test_several_options_without_a_cross_or_a_dash_in_the_words_tell_no_key(head: str) -> None:
    two = CROSSED.format(x="x").replace("Wrong answers are marked x.", head).replace("x c) whale", "  c) whale")
    assert keys(two.replace("x b) ash", "  b) ash")) == []


def test_a_line_below_or_between_blocks_without_letters_is_no_option() -> None:
    asked = "\n\n".join(
        f"{which}\n*{right}\ntar" for which, right in (("Which is red?", "blood"), ("Which?", "oil"), ("What?", "ash"))
    )
    reading = read_text(f"{asked}\n\nGood luck to you all")
    assert [len(taken.item.options) for taken in reading.taken] == [2, 2, 2]
    assert not any(
        len(taken.item.options) > 2 for taken in read_text(asked.replace("\n\nWhat?", "\n\nPart two\n\nWhat?")).taken
    )


def test_rows_of_numbered_statements_above_options_are_no_options() -> None:
    row = "(1) Tar is black   (2) Snow is {c}   (3) Ink is red"
    one = f"{{n}}. Which of these are right?\n{row}\na) 1 and 2\nb) 3 only\nAnswer: a"
    reading = read_text("\n\n".join(one.format(n=n, c=c) for n, c in ((1, "white"), (2, "cold"))))
    assert [len(taken.item.options) for taken in reading.taken] == [2, 2]
    rows = "1. Which?\n(1) tar   (2) oil   (3) ink\nAnswer: 3\n\n2. What?\n(1) tar   (2) oil\nAnswer: 1\n"
    assert keys(rows) == [(2,), (0,)]


@pytest.mark.parametrize(
    "around", ["The key is wrong: 1 is a and 2 is b.", "Correction: the answer to 1 is b.", "1B 2A"]
)
def test_a_message_about_the_keys_of_a_quoted_list_leaves_it_alone(around: str) -> None:
    quoted = "> 1. Which?\n> a) x\n> b) y\n>\n> 2. What?\n> a) x\n> b) y\n>\n> Answers: 1. b 2. a"
    assert keys(f"Hi,\n{around}\n\n{quoted}") == []


LIST = "1. Which?\na) tar\nb) oil\n\n2. What?\na) oak\nb) ash\n\n{}\n1. b\n2. a\n"


@pytest.mark.parametrize(
    ("title", "head", "taken"),
    [
        ("Oils - form A", "Oils - answer key form B", 0),
        ("Oils - form A", "Oils - answer key form A", 2),
        ("Oils - form A", "Answer key - form B\n", 0),
        ("Unit 3: Oils", "Answers to unit 4:", 0),
        ("Unit 3: Oils", "Answers to chapter 4", 2),
        ("Kapitel 3, Öle", "Lösungen Kapitel 4", 0),
        ("Oils", "Answers (in random order)", 0),
        ("Oils", "Answer key - old edition, do not use", 0),
    ],
)
def test_the_answers_of_another_form_or_order_are_no_keys(title: str, head: str, taken: int) -> None:
    assert len(keys(f"{title}\n\n{LIST.format(head)}")) == taken


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        ("ANSWER KEY – Unit 3 Test: Oils\n", 2),
        ("Unit 3 Test: Oils – Answers\n", 2),
        ("Lösungen zum Test Oils\n", 2),
        ("Answer key – Unit 3 Test: Lamps\n", 0),
        ("Answer key – Test 4: Oils\n", 0),
        ("Soluciones del test Oils, Mr. Hall\n", 2),
        ("Ann 3 – Answers\n", 0),
        ("Bo Oils – Answers\n", 0),
        ("on 3 – Answers\n", 0),
        ("Berger – Answers\n", 0),
        ("Student test – Answers\n", 0),
    ],
)
def test_a_heading_of_answers_may_say_what_the_title_says(head: str, taken: int) -> None:
    title = "Name: Ann Berger\nMr. Hall, student test on\nUnit 3 Test: Oils"
    rows = LIST.format(f"Check your work!\n\n{head}").replace("1. b\n2. a", "1. b   2. a")
    assert len(keys(f"{title}\n\n{rows}")) == taken


def test_a_question_with_a_key_of_its_own_needs_no_list_of_another_form() -> None:
    text = f"Oils - form A\n\n{LIST.format('Answers form B')}".replace("a) tar", "*a) tar")
    reading = read_text(text)
    assert [taken.item.keys for taken in reading.taken] == [(0,)]
    assert ["another form" in one.what for one in reading.skipped] == [True]


def test_numbers_that_may_count_options_are_no_answers_in_words() -> None:
    boxes = "1. Which?\n[ ] snow\n[ ] tar\n[ ] milk\n\n2. What?\n[ ] 2\n[ ] 3\n[ ] 4\n\nAnswers\n1. 2\n2. 2\n"
    assert keys(boxes) == []


def test_as_many_options_without_a_cross_are_right_as_the_question_asks_for() -> None:
    said = "Wrong answers are marked x.\n\n1. Which oil?\nx a) tar\n  b) colza\n\n"
    asked = "2. Which {} of these burn?\n  a) oil\nx b) sand\n  c) gas\nx d) salt\n"
    assert keys(said + asked.format("two")) == [(1,), (0, 2)]
    assert keys(said + asked.format("three")) == keys(said + asked.format("one")) == [(1,)]
    for number in ("Between the two wars, which", "Which two-stroke oil", "What 2.5 l of it"):
        assert keys(said + asked.replace("Which {}", number)) == [(1,)]
