"""Questions of printed papers pasted cell by cell: letters out of order, boxes behind options, numbers with dots."""

from __future__ import annotations

from tests.formats.test_key_lists import read_text
from tests.formats.test_no_wrong_key import keys


def texts(text: str) -> list[list[str]]:
    return [["*" * option.is_key + option.text for option in taken.item.options] for taken in read_text(text).taken]


def test_letters_out_of_order_keep_their_options() -> None:
    cells = "1. Which oil?\na.\ntar\nc.\ncolza\nb.\ngas\nd.\nsand\n\nANS: {}\n"
    for letter, key in zip("abcd", ("tar", "gas", "colza", "sand"), strict=True):
        expected = ["*" * (text == key) + text for text in ("tar", "gas", "colza", "sand")]
        assert texts(cells.format(letter.upper())) == [expected]
    (taken,) = read_text(cells.format("B")).taken
    assert taken.changes == ("its options were put in the order of their letters",)
    assert texts("1. Which oil?\n(a) tar\n*(c) colza\n(b) gas\n") == [["tar", "gas", "*colza"]]
    assert texts("1. Which oil?\na) tar\nc) colza *\nb) gas\nd) sand\n") == [["tar", "gas", "*colza", "sand"]]


def test_a_letter_of_another_shape_or_that_stood_before_is_no_option_out_of_order() -> None:
    assert texts("1. Which oil?\na) tar\nc) colza\nB. Smith's\nd) sand\nAnswer: c\n") == [
        ["tar", "*colza  \nB. Smith's", "sand"]
    ]
    assert keys("1. Which oil?\na) tar\nc) colza\nb) gas\nb) sand\nAnswer: b\n") == []


def test_a_box_may_stand_behind_its_option() -> None:
    for sign in ("☑", "[x]", "☒"):
        empty = "[ ]" if sign == "[x]" else "☐"
        text = f"1. Which oil?\ntar {empty}\ncolza\t{sign}\n\n2. Which lamp?\na) arc {sign}\nb) gas {empty}\n"
        assert texts(text) == [["tar", "*colza"], ["*arc", "gas"]]
    listed = "1. Which oil?\ntar ☐\ncolza ☐\n\n2. Which lamp?\narc ☐\ngas ☐\n\nAnswers\n1. colza\n2. arc\n"
    assert texts(listed) == [["tar", "*colza"], ["*arc", "gas"]]


def test_a_box_behind_a_statement_with_a_number_is_none_of_an_option() -> None:
    assert keys("Tick what is true.\n1. Tar burns. ☑\n2. Sand burns. ☐\n3. Oil burns. ☑\n") == []
