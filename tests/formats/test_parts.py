"""Headings, comments and labels between the questions of a list: named, and swallowed into no option or question."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from tests.formats.foreign import lines

HEADS = ["Part B", "**Part B: Plants**", "SECTION 2 – PHOTOSYNTHESIS", "Teil II", "Chapter 3. Gases", "Unit 3 Gases"]
WHOLE = "1. Which cell?\na) red\nb) white\nAnswer: a\n"
WANTED = ["Which cell? | *red | white", "Which plant? | oak | *lily"]


def listed(above: str, head: str, below: str) -> tuple[list[str], list[str]]:
    reading = read(f"{above}{head}\n{below}".encode(), "paste.txt")
    return lines(reading), [note for note in reading.notes if "heading" in note]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Which cell?\n*A. red\nB. white\n\n", "Which plant?\nA. oak\n*B. lily\n"),
        ("Which cell?\n- [x] red\n- [ ] white\n\n", "Which plant?\n- [ ] oak\n- [x] lily\n"),
        ("Which cell?\nA) red\nB) white\nAnswer: A\n", "Which plant?\nA) oak\nB) lily\nAnswer: B\n"),
        ("Which cell?\nA. red\nB. white\nANSWER: A\n\n", "Which plant?\nA. oak\nB. lily\nANSWER: B\n"),
        ("1. Which cell?\n*a) red\nb) white\n", "2. Which plant?\na) oak\n*b) lily\n"),
        ("1. Which cell?\na) red  b) white\n", "2. Which plant?\na) oak  b) lily\n\n1a 2b\n"),
    ],
)
def test_the_heading_of_a_part_is_no_part_of_a_question(head: str, gap: str, above: str, below: str) -> None:
    taken, notes = listed(above + gap, head, gap + below)
    assert taken == WANTED
    assert len(notes) == 1


def test_options_broken_at_the_margin_end_above_a_heading() -> None:
    above = "1. Which cell?\na) red b) white c) the\nblue d) black\n"
    taken, notes = listed(above, "Part B", "2. Which plant?\na) oak b) lily\n\n1a 2b\n")
    assert taken == ["Which cell? | *red | white | the blue | black", WANTED[1]]
    assert notes == ["line 4: “Part B” is a heading and no question"]


@pytest.mark.parametrize(
    "text",
    [
        "Which scene is last?\nA. Part A\n*B. Part B\nC. Part C\n",
        "Part B: the last scene of the play.\nWhich scene is last?\nA. Part A\n*B. Part B\nC. Part C\n",
        "Which comes last in\nPart B\nof the play?\nA. war\n*B. peace\n",
        "Chapter 3\nchanges\nA. nothing\n*B. all\n\nPart B is\nA. wet\n*B. dry\n",
    ],
)
def test_words_that_belong_to_a_question_stay(text: str) -> None:
    reading = read(text.encode(), "paste.txt")
    shown = " ".join(lines(reading))
    words = [word for word in text.split() if word not in ("A.", "B.", "C.", "*B.")]
    if text.startswith("Chapter"):
        words = words[3:]  # a heading above the first
    assert all(word in shown for word in words)
    assert not reading.skipped


COMMENTED = """# Rivers, week 3
# by Ann
Which river?
A. Rhine
B. Volga
ANSWER: B

# Seas
Which sea?
A. Baltic
# a comment
B. Dead
ANSWER: B
# over
"""


def test_comments_in_aiken_are_named_and_in_no_question() -> None:
    reading = read(COMMENTED.encode(), "x.txt")
    assert reading.format == "aiken"
    assert lines(reading) == ["Which river? | Rhine | *Volga", "Which sea? | Baltic | *Dead"]
    assert [note[: note.index(":")] for note in reading.notes] == ["line 1", "line 2", "line 8", "line 14"]
    assert reading.taken[1].changes == ("line 11 begins with # and was left out",)
    assert reading.taken[0].line == 3


def test_a_line_of_code_is_no_comment_in_aiken() -> None:
    code = "What is this in C?\n#include <a.h>\nA. macro\nB. word\nANSWER: A\n"
    assert "#include" in lines(read(code.encode(), "x.txt"))[0]


@pytest.mark.parametrize("label", ["Topic: Rivers", "Thema: Flüsse", "Skill tested: reading a map", "Punkte: 2"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Which cell?\nA. red\nB. white\nANSWER: A", "Which plant?\nA. oak\nB. lily\nANSWER: B"),
        ("Which cell?\na) red\nb) white\nAnswer: a", "Which plant?\na) oak\nb) lily\nAnswer: b"),
        ("1. Which cell?\na) red\nb) white\nAnswer: a", "2. Which plant?\na) oak\nb) lily\nAnswer: b"),
    ],
)
def test_a_label_below_an_answer_is_no_part_of_the_next_question(label: str, first: str, second: str) -> None:
    for labels in (label, f"Points: 2\n{label}", f"{label}\n{label}"):
        assert lines(read(f"{first}\n{labels}\n\n{second}\n{labels}\n".encode(), "x.txt")) == WANTED


@pytest.mark.parametrize("said", ["Case study: a man of 54", "Text: It rained.", "Situación: llueve", "Given data: 3"])
def test_what_introduces_the_next_question_is_not_said_of_the_one_above(said: str) -> None:
    first, second = "Which cell?\na) red\nb) white\nAnswer: a", "Which plant?\na) oak\nb) lily\nAnswer: b"
    assert lines(read(f"{first}\n{said}\n\n{second}\n".encode(), "x.txt")) == [WANTED[0], f"{said} {WANTED[1]}"]


def test_a_label_ends_the_explanation_above_it_and_a_source_does_not() -> None:
    text = "1. Which cell?\na) red\nb) white\nAnswer: a\nExplanation: It is.\nSource: Smith\nTopic: Cells\n"
    (taken,) = read(text.encode(), "x.txt").taken
    assert taken.item.explanation.split() == ["It", "is.", "Source:", "Smith"]
    assert taken.changes == ("what the file says of pages, topics and objectives was left out",)


def test_a_question_with_a_colon_right_below_an_answer_is_one() -> None:
    text = "Which cell?\na) red\nb) white\nAnswer: a\nComplete: the plant is a\n\na) oak\nb) lily\nAnswer: b\n"
    assert lines(read(text.encode(), "x.txt"))[1] == "Complete: the plant is a | oak | *lily"


def test_labels_above_the_next_record_are_no_part_of_an_explanation() -> None:
    record = "Topic: {}\nPage: 1\nQuestion: Which {}?\nA) red\nB) white\nCorrect: B\nRationale: It is {}.\n-----\n"
    reading = read("".join(record.format(one, one, one) for one in ("cell", "leaf", "oak")).encode(), "x.txt")
    assert [taken.item.explanation for taken in reading.taken] == ["It is cell.", "It is leaf.", "It is oak."]


def test_a_heading_above_an_instruction_for_numbered_questions_takes_it_along() -> None:
    head = "Part B: Choice (3 points each)\nWrite the letter on the line."
    text = f"1. It melts.\n2. It burns.\n\n{head}\n\n3. Which?\na) oak\nb) lily\n\n1. T\n2. F\n3. b\n"
    assert lines(read(text.encode(), "x.txt")) == [
        "It melts. | *True | False",
        "It burns. | True | *False",
        "Which? | oak | *lily",
    ]


def test_lines_above_the_first_question_are_said_of_none() -> None:
    reading = read(f"Time Limit: 90 min\nVersion: 4\n\nExam A\n\n{WHOLE}".encode(), "x.txt")
    assert not any("the question above" in note for note in reading.notes)


def test_a_question_with_its_label_right_below_an_answer_is_one() -> None:
    text = f"{WHOLE[3:]}Question: Describe a cell.\n\nQuestion: Which plant?\na) oak\nb) lily\nAnswer: b\n"
    assert lines(read(text.encode(), "x.txt")) == [*WANTED, "! a text without options"]
