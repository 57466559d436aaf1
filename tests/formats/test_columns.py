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


DOTTED = (
    "01.1  Which oil?\na) tar\nb) colza\n\n01.2  Which lamp?\na) gas\nb) arc\n\n"
    "02.1  Which town?\na) Rome\nb) Oslo\n\n"
)


def test_numbers_with_dots_count_over_the_parts_of_a_paper() -> None:
    listed = "Question | Answer | Marks\n01.1 | B | 1\n01.2 | A | 1\n02.1 | B | 1\n"
    assert keys(DOTTED + listed) == keys(DOTTED + listed.replace("| 1", "| 1 | AO1")) == [(1,), (0,), (1,)]
    worded = listed.replace("| B", "| colza", 1).replace("| A |", "| gas |").replace("| B", "| Oslo")
    assert keys(DOTTED.replace("a) ", "").replace("b) ", "") + worded) == [(1,), (0,), (1,)]
    assert keys(DOTTED + worded.replace("colza | 1", "colza | tar")) == [(0,), (1,)]  # one of the two may be a mistake


def test_numbers_with_dots_that_do_not_agree_with_the_list_give_no_keys() -> None:
    listed = "Answers\n01.1 B\n02.1 A\n01.2 B\n"
    assert keys(DOTTED + listed) == []


def test_statements_above_lettered_options_belong_to_the_question() -> None:
    asked = "7. Oil lamps\n1. smoke\n2. glow\n3. hum\na. 1 only\nb. 1 and 2\nAnswer: b\n\n"
    first, _ = (taken.item for taken in read_text(f"{asked}8. Which?\na. x\nb. y\nAnswer: a\n").taken)
    assert (first.stem.split(), first.keys) == ("Oil lamps 1\\. smoke 2\\. glow 3\\. hum".split(), (1,))


def test_numbers_behind_that_of_the_chapter_count() -> None:
    bank = "9-1 Which oil?\nA. tar\nB. colza\nAnswer: B\n\n9-2 Which lamp?\nA. gas\nB. arc\nAnswer: A\n\n"
    last = "9-3 Which town?\nA. Rome\nB. Oslo\nAnswer: B\n"
    asked = [(taken.item.stem, taken.item.keys) for taken in read_text(bank + last).taken]
    assert asked == [("Which oil?", (1,)), ("Which lamp?", (0,)), ("Which town?", (1,))]
    listed = (bank + last).replace("Answer: B\n", "").replace("Answer: A\n", "")
    assert keys(f"{listed}\nAnswers\n9-1 B\n9-2 A\n9-3 B\n") == [(1,), (0,), (1,)]
    assert keys(f"{listed}\nAnswers\n9-1 B\n9-3 A\n9-2 B\n") == []


def test_small_letters_may_stand_above_their_options() -> None:
    cells = "1. Which oil?\na\ntar\nb\ncolza\nCorrect answer: b\n\n2. Which letter?\na\nb\nc\nCorrect answer: b\n"
    assert texts(cells)[0] == ["tar", "*colza"]
    assert all(one in (["a", "*b", "c"],) for one in texts(cells)[1:])


def test_brackets_of_code_and_of_formulas_behind_options_are_no_boxes() -> None:
    assert texts("1. Which?\na) int []\nb) char []\nc) int\nAnswer: a\n") == [["*int []", "char []", "int"]]
    assert texts("1. Which?\na) Z [x]\nb) R [x]\nc) Q\nAnswer: c\n") == [["Z [x]", "R [x]", "*Q"]]
    assert texts("1. Which oil?\ntar []\ncolza [x]\ngas []\n") == [["tar", "*colza", "gas"]]
    assert texts("1. Which?\na) tar [ ]\nb) oil [ ]\nAnswer: b\n") == [["tar", "*oil"]]


def test_a_small_letter_that_is_an_option_is_no_label_of_another() -> None:
    cells = "1. Which word?\nA\n{}\nB\n{}\nC\nthe\nAnswer: B\n"
    assert texts(cells.format("a", "an")) == [["a", "*an", "the"]]
    assert texts(cells.format("an", "a")) == [["an", "*a", "the"]]
    assert texts("1. Which word?\na\ntar\nb\noil\nAnswer: b\n") == [["tar", "*oil"]]
    small = "1. Which?\na\ntar\nb\noil\n\n2. Which?\na\nRome\nb\nOslo\n\nAnswers\n1\nB\n2\nA\n"
    assert texts(small) == [["tar", "*oil"], ["*Rome", "Oslo"]]


def test_a_column_that_judges_or_names_a_letter_makes_words_no_key() -> None:
    asked = "1. Which oil?\na) tar\nb) colza\n\n2. Which lamp?\na) gas\nb) arc\n\nAnswers\n"
    for one, other in (("wrong", "right"), ("✗", "✓"), ("0/1", "1/1"), ("no", "yes"), ("B", "A")):
        assert keys(f"{asked}1 | tar | {one}\n2 | arc | {other}\n") == []
    for more in ("AO1", "1 mark", "p. 3", "so it is said"):
        assert keys(f"{asked}1 | tar | {more}\n2 | arc | {more}\n") == [(0,), (1,)]
