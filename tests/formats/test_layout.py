"""What stands around the questions of a paper: heads of pages, keys behind stems, in grids and at the top."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from quizapp.formats.report import Reading

HEAD = "Orsund School    Oils and lamps"
OILS = ("colza", "linseed", "whale", "tallow")
ASKED = ("Which smokes?", "Which dries?", "Which was dear?", "Which was cheap?")
KEYS = "CBDA"


def read_text(text: str) -> Reading:
    return read(text.encode(), "paste", "text")


def letters(reading: Reading) -> str:
    return "".join("".join("ABCD"[key] for key in taken.item.keys) for taken in reading.taken)


def question(number: int, behind: str = "", between: str = "") -> str:
    """A question with its options; `behind` follows the stem, `between` stands before the third option."""
    options = [f"{letter}. {oil}" for letter, oil in zip("ABCD", OILS, strict=True)]
    options[2:2] = [between] if between else []
    return "\n".join([f"{number}. {ASKED[number - 1]}{behind}", *options])


def paper(*, behind: str = "", top: str = "", below: str = "") -> str:
    """Four questions; `behind` each stem its letter is put for `{}`."""
    asked = [question(n, behind.format(KEYS[n - 1]) if behind else "") for n in range(1, 5)]
    return "\n\n".join(filter(None, [top, *asked, below]))


@pytest.mark.parametrize("again", [HEAD, f"{HEAD}                page 2", f"{HEAD} – page 2", f"# {HEAD}"])
def test_the_head_of_a_page_that_comes_again_is_no_part_of_a_question(again: str) -> None:
    text = "\n\n".join([HEAD, question(1), question(2, between=f"\n{again}\n"), again, question(3), question(4)])
    taken = read_text(f"{text}\n\nAnswers: 1. C  2. B  3. D  4. A")
    assert letters(taken) == KEYS
    assert [[o.text for o in t.item.options] for t in taken.taken] == [list(OILS)] * 4


def test_a_head_with_its_page_needs_no_empty_line_above() -> None:
    foot = "{0}                          {1}"
    pages = [f"{question(n)}\n{foot.format('Oils and lamps', n)}" for n in range(1, 5)]
    taken = read_text("\n\n".join([*pages, "Answers: 1. C  2. B  3. D  4. A"]))
    assert [t.item.options[-1].text for t in taken.taken] == ["tallow"] * 4


@pytest.mark.parametrize("foot", ["Page {} of 4", "page {}/4", "{} of 4"])
def test_the_page_of_a_foot_may_say_how_many_there_are(foot: str) -> None:
    pages = [f"{question(n)}\nOils and lamps             {foot.format(n)}" for n in range(1, 5)]
    taken = read_text("\n\n".join([*pages, "Answers: 1. C  2. B  3. D  4. A"]))
    assert [t.item.options[-1].text for t in taken.taken] == ["tallow"] * 4
    assert "what stands between pages was left out: line 6, 13, 20, 27" in taken.notes


@pytest.mark.parametrize("again", ["Oils 7\nMs Lund", "\nOils 7\nMs Lund\n", HEAD])
def test_a_head_of_few_words_or_right_below_an_option_is_left_out_between_options(again: str) -> None:
    text = "\n".join([again, question(1), question(2, between=again), again, question(3), question(4), again])
    taken = read_text(f"{text}\nAnswers\n1. C\n2. B\n3. D\n4. A")
    assert letters(taken) == KEYS
    assert [[o.text for o in t.item.options] for t in taken.taken] == [list(OILS)] * 4


def test_the_words_of_the_head_may_be_an_option() -> None:
    first = "1. Which was dear?\nWhale oil\nTallow\nAnswer: Whale oil"
    text = f"Whale oil\n\n{first}\n\n2. Why?\n\nWhale oil\nRare\nAnswer: Rare"
    assert [[o.text for o in t.item.options] for t in read_text(text).taken] == [
        ["Whale oil", "Tallow"],
        ["Whale oil", "Rare"],
    ]


def test_the_words_of_the_head_may_belong_to_a_stem() -> None:
    text = "Oils and lamps\n\n1. What is dear in the title\nOils and lamps\nA. colza\nB. whale\nAnswer: B"
    assert "lamps" in read_text(text).taken[0].item.stem


def test_a_line_that_comes_again_but_asks_is_kept() -> None:
    asks = "Read the text about oils."
    first = "1. Which smokes?\nA. colza\nB. whale\nAnswer: B"
    text = f"{asks}\n\n{first}\n\n2. {asks}\nWhich dries?\nA. tallow\nB. linseed\nAnswer: B"
    assert "Read the text" in read_text(text).taken[1].item.stem


@pytest.mark.parametrize("behind", [" [{}]", "   [{}]", " ({})"])
def test_a_letter_behind_every_stem_is_its_key(behind: str) -> None:
    assert letters(read_text(paper(behind=behind))) == KEYS


def test_a_key_behind_the_stem_may_have_code_below_it() -> None:
    text = paper(behind=" [{}]").replace("Which dries? [B]", "Which dries? [B]\n\n    dry(oil)\n")
    assert letters(read_text(text)) == KEYS


@pytest.mark.parametrize(
    "grid",
    [
        "Question | 1 | 2 | 3 | 4\nAnswer | C | B | D | A",
        "Question\t1\t2\t3\t4\nAnswer\tC\tB\tD\tA",
        "| No. | 1 | 2 | 3 | 4 |\n|-----|---|---|---|---|\n| Key | C | B | D | A |",
        "Question   1   2   3   4\nAnswer:    C   B   D   A",
        "1   2   3   4\nc   b   d   a",
    ],
)
def test_a_grid_of_numbers_above_letters_is_the_key(grid: str) -> None:
    assert letters(read_text(paper(below=f"TEACHER KEY   Oils and lamps\n\n{grid}"))) == KEYS


@pytest.mark.parametrize(
    "wrong",
    [
        "Question | 1 | 2 | 4\nAnswer | C | B | D",
        "Question | 1 | 2 | 3 | 4\nTom | C | B | D | A",
        "No.   1  2  3  4\nTom   C  B  D  A",
    ],
)
def test_a_grid_that_does_not_count_or_is_somebodys_is_no_key(wrong: str) -> None:
    assert not read_text(paper(below=wrong)).taken


CROSSES = "{}\n{}\tA\tB\tC\tD\n1\t\t\t{x}\t\n2\t\tx\t\t\n3\t\t\t\tx\n4\tx\n"


@pytest.mark.parametrize(
    "listed",
    [
        CROSSES.format("Answer key", "", x="x"),
        CROSSES.format("Lösungen:", "Nr.", x="✓"),
        "Answers\n\n| Q | A | B | C | D |\n|---|---|---|---|---|\n| 1 |  |  | X |  |\n| 2 |  | X |  |  |\n"
        "| 3 |  |  |  | X |\n| 4 | X | - | - | - |\n",
        "Answers\nNo.\tAns\tNo.\tAns\n1\tC\t3\tD\n2\tB\t4\tA\n",
        "Answers\n| Q | A | Q | A |\n|---|---|---|---|\n| 1 | C | 4 | A |\n| 2 | B | | |\n| 3 | D | | |\n",
        "Answer Key\nQuestion\nAnswer\n1\nC\n2\nB\n3\nD\n4\nA\n",
        "Answers\n+---+---+\n| 1 | C |\n+---+---+\n| 2 | B |\n| 3 | D |\n| 4 | A |\n+===+===+\n",
        "Answers\n┌───┬───┐\n│ 1 │ C │\n├───┼───┤\n│ 2 │ B │\n│ 3 │ D │\n│ 4 │ A │\n└───┴───┘\n",
    ],
)
def test_a_table_of_answers_is_the_key_in_any_shape(listed: str) -> None:
    reading = read_text(paper(below=listed))
    assert (letters(reading), reading.skipped) == (KEYS, ())


@pytest.mark.parametrize(
    "listed",
    [
        CROSSES.format("Tom's answers", "", x="x"),
        CROSSES.format("Answers\nTom", "", x="x"),
        CROSSES.format("Answers", "Tom", x="x"),
        CROSSES.format("Answers", "", x="x\t?"),
        CROSSES.format("Answers\n", "", x="?"),
        CROSSES.format("Answers\n", "", x=""),
        CROSSES.format("Answers\n", "", x="x").replace("C\tD", "D\tC"),
        "Answers\nNo.\tAns\tNo.\tGiven\n1\tC\t3\tD\n2\tB\t4\tA\n",
        "Answers\nNo.\tTom\tNo.\tTom\n1\tC\t3\tD\n2\tB\t4\tA\n",
        "Answers\nRoom\tAns\tRoom\tAns\n1\tC\t3\tD\n2\tB\t4\tA\n",
    ],
)
def test_a_table_of_answers_that_is_somebodys_or_unclear_is_no_key(listed: str) -> None:
    assert not read_text(paper(below=listed)).taken


def test_a_row_of_crosses_has_as_many_keys() -> None:
    assert letters(read_text(paper(below=CROSSES.format("Key", "", x="x\tx")))) == "CDBDA"


@pytest.mark.parametrize("heading", ["ANSWER KEY (cut off before copying!)", "Answers (teacher copy)", "Answer key"])
def test_a_list_of_answers_may_stand_above_all_questions(heading: str) -> None:
    assert letters(read_text(paper(top=f"Oils\nMs Lund\n\n{heading}\n1-C, 2-B, 3-D, 4-A\n- - - - -"))) == KEYS


@pytest.mark.parametrize("heading", ["Unit 3: Oils - KEY", "Oils – Answer key", "Correttore (solo per il docente)"])
def test_headings_that_say_of_what_or_for_whom_stand_above_the_key(heading: str) -> None:
    assert letters(read_text(paper(below=f"{heading}\n1. C    2. B    3. D    4. A"))) == KEYS


def test_questions_may_be_counted_with_q_in_the_list_of_answers() -> None:
    text = paper(below="Answers: Q1 c, Q2 b, Q3 d, Q4 a, Q5 open")
    assert letters(read_text(text.replace("\n\nAnswers", "\n\n5. Why did lamps smoke?\n\nAnswers"))) == KEYS


def test_the_bold_option_of_a_row_is_the_key() -> None:
    rows = ["**a) colza**   b) whale", "a) colza   **b) whale**   c) tallow", "a) colza   b) whale   **c) tallow**"]
    text = "\n\n".join(
        f"{n}. Which {what}?\n{row}"
        for (n, what), row in zip(enumerate(("smokes", "dries", "lit"), 1), rows, strict=True)
    )
    assert letters(read_text(text)) == "ABC"
    assert not read_text(text.replace("**", "")).taken


def test_bare_lines_below_a_bare_question_are_options_where_one_has_a_star() -> None:
    blocks = [
        "Which smokes?\ncolza\n*whale\ntallow",
        "Which dries?\n* linseed\ncolza",
        "The dear one was\ncolza\ntallow\n*whale",
    ]
    taken = read_text("\n\n".join(["Oils (the right answer has a star)", *blocks]))
    assert letters(taken) == "BAC"
    assert taken.taken[2].item.stem == "The dear one was"
    assert not read_text("\n\n".join(blocks).replace("*", "")).taken
