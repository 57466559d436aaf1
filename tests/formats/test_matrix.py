"""Response matrices as people have them: with and without names, marks or options, and with mistakes."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.statistics import analyse
from quizapp.formats.matrix import read
from quizapp.formats.matrix.cells import number, options_in
from tests.core.statistics.tables import TEACHING_EXAMPLE, WRONG_KEY, teaching_example, wrong_key

PLAIN = "\n".join(",".join(row) for row in TEACHING_EXAMPLE)
TOP = ",".join(f"Q{n}" for n in range(1, 11))


def named_rows(rows: str) -> str:
    return "\n".join(f"Learner {n},{row}" for n, row in enumerate(rows.split("\n"), 1))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"{TOP}\n{PLAIN}",
        f"learner,{TOP}\n{named_rows(PLAIN)}",
        f",{TOP}\n{named_rows(PLAIN)}",
        named_rows(PLAIN),
        "\ufeff" + PLAIN.replace(",", ";") + "\r\n\r\n",
        PLAIN.replace(",", "\t"),
        "1,2,3,4,5,6,7,8,9,10\n" + PLAIN,
        "id,1,2,3,4,5,6,7,8,9,10\n" + "\n".join(f"{n + 100},{row}" for n, row in enumerate(PLAIN.split("\n"))),
        "\n".join(f"{n},{row}" for n, row in enumerate(PLAIN.split("\n"), 1)),
    ],
    ids=["bare", "header", "both", "corner empty", "ids", "semicolons", "tabs", "numbered", "id column", "row numbers"],
)
def test_names_and_separators_are_recognised(text: str) -> None:
    found = read(text.encode(), "class.csv")
    assert analyse(found.matrix.counts()) == analyse(teaching_example().counts())
    assert len(found.names) == 10


def test_numbered_names_are_no_learner_where_the_key_names_nothing() -> None:
    found = read(b"Q1,Q2,Q3\nA,B,C\nB,B,A\nA,C,C\n", "m.csv", key=(b"A,B,C", "key.csv"))
    assert (found.names, len(found.matrix.marks)) == (("Q1", "Q2", "Q3"), 3)


def test_what_was_recognised_can_be_overruled() -> None:
    text = b"1,2,3\n1,0,1\n0,1,1"
    assert len(read(text, "m.csv").matrix.marks) == 2
    assert len(read(text, "m.csv", header=False).matrix.marks) == 3
    assert read(b"1,1,0\n2,0,1\n3,1,1", "m.csv", ids=False).matrix.columns[0].maximum == 3


OPTIONS = "q1,q2,q3,q4,q5\n" + "\n".join(",".join(row.replace("-", " ")) for row in WRONG_KEY.split())


@pytest.mark.parametrize("key", ["item,key\nq1,A\n", "item,key,maximum\nq1,A,1\nq2,,1", "q1,q2,q3,q4,q5\nA,,,,"])
def test_options_are_marked_by_the_key_and_the_rest_are_marks(key: str) -> None:
    found = read(OPTIONS.encode(), "m.csv", key=(key.encode(), "key.csv"))
    ours, wanted = analyse(found.matrix.counts()), analyse(wrong_key().counts())
    assert ours.quiz == wanted.quiz
    assert ours.items[0] == wanted.items[0]


def test_a_key_of_one_row_goes_by_the_order_of_the_questions() -> None:
    found = read(b"A,B\nB,B\nA,C\nD,B", "m.csv", key=(b"A,B", "k.csv"))
    assert [list(row) for row in found.matrix.marks] == [[1, 1], [0, 1], [1, 0], [0, 1]]
    with_names = read(b"Eva,A,B\nBen,B,B\nLin,A,C", "m.csv", key=(b"A,B", "k.csv"))
    assert [list(row) for row in with_names.matrix.marks] == [[1, 1], [0, 1], [1, 0]]


def test_several_options_in_a_cell_are_marked_by_the_rule() -> None:
    text, key = b"q1\nA|B\nA\nA|C\n\nA;B;C", (b"item,key,maximum\nq1,A|B,2", "k.csv")
    marks = [row[0] for row in read(text, "m.csv", key=key, rule="net_correct").matrix.marks]
    assert marks == [2, 1, 0, 1]
    assert [row[0] for row in read(text, "m.csv", key=key).matrix.marks] == [2, 0, 0, 0]


def test_an_empty_cell_is_a_blank_or_was_not_seen_as_asked() -> None:
    text = b"q1,q2\n1,\n,1\n1,1\n0,1"
    assert [list(row) for row in read(text, "m.csv").matrix.marks][:2] == [[1, 0], [0, 1]]
    assert [list(row) for row in read(text, "m.csv", skip_blank=True).matrix.marks][:2] == [[1, None], [None, 1]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("q1,q2\n", "no learner under it"),
        ("q1,q2\n1,0\n1", "line 3: 1 cells, but the first row has 2"),
        ("q1,q2\n1,0\n1,x\n0,1", "row 3, column 2 (“q2”): “x” is not a mark"),
        ("q1,q2\n\n1,0\n1,1e9\n1,1", "row 4, column 2"),
        ("q1,q1\n1,0\n1,1", "questions 1 and 2 are both called “q1”"),
        ("q1,\n1,0\n1,1", "question 2 has no name"),
        ('q1,q2\n1,"0\n1,1', "quotation marks"),
        ("learner\nEva\nBen", "no question"),
        ("q1\nA\nB\nA", "--key"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text.encode(), "class.csv")
    assert words in str(caught.value)
    assert str(caught.value).startswith("class.csv")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("item,key\nq9,A", "there is no question “q9”"),
        ("A,B", "2 keys, but there are 1 questions"),
        ("item,key,maximum\nq1,A,much", "row 2, column maximum: “much” is no maximum"),
        ("a\nb\nc", "a key has the columns item and key"),
        ("item,key\nq1,A\nq1,B", "both called “q1”"),
    ],
)
def test_a_key_that_does_not_fit_is_said(key: str, words: str) -> None:
    with pytest.raises(BadInput, match=r"k\.csv") as caught:
        read(b"q1\nA\nB", "m.csv", key=(key.encode(), "k.csv"), header=True, ids=False)
    assert words in str(caught.value)


def test_a_mark_above_its_maximum_is_said() -> None:
    with pytest.raises(BadInput, match="2 is more than the maximum 1"):
        read(b"q1,q2\n1,1\n2,0", "m.csv", key=(b"item,key,maximum\nq1,,1", "k.csv"))


def test_files_that_are_not_text_are_refused() -> None:
    for data, words in ((b"\xff\xfe1\0", "UTF-8"), (b"1,\0\n", "not a text file")):
        with pytest.raises(BadInput, match=words):
            read(data, "m.csv")


def test_a_hundred_bad_cells_are_not_a_hundred_lines() -> None:
    with pytest.raises(BadInput) as caught:
        read(("q1,q2\n" + "x,1\n" * 100).encode(), "m.csv", ids=False, header=True)
    assert len(str(caught.value).splitlines()) == 11
    assert str(caught.value).endswith("and 90 more")


def test_marks_are_exact() -> None:
    assert number("0.1") == Fraction(1, 10)
    assert number("0,5") == Fraction(1, 2)
    assert number("-0.25") == Fraction(-1, 4)
    assert number("1/3") == Fraction(1, 3)
    for nonsense in ("", "x", "1e5", "nan", "1/0", "١", "1" * 40):
        assert number(nonsense) is None
    assert options_in(" B ; A|A ") == ("A", "B")


def test_no_order_of_lines_changes_a_figure() -> None:
    top, *rows = OPTIONS.split("\n")
    random.Random(3).shuffle(rows)
    key = (b"item,key\nq1,A\n", "k.csv")
    shuffled = read("\n".join([top, *rows]).encode(), "m.csv", key=key)
    assert analyse(shuffled.matrix.counts()) == analyse(read(OPTIONS.encode(), "m.csv", key=key).matrix.counts())
