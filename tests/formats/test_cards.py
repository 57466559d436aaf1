"""Cards with two sides, as sets of cards are copied out of Quizlet."""

from __future__ import annotations

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.recognise import recognise
from quizapp.formats.registry import read
from quizapp.formats.report import Reading

WAX = "Which burns? A. wax B. tin C. lead"
OAK = "Which is a wood? A. slate B. oak C. lead"
PLAIN = ("wick", "the part that burns")


def told(reading: Reading) -> list[str]:
    """Each question with its options, the keys starred."""
    return [
        " ".join([taken.item.stem, *(f"*{one.text}" if one.is_key else one.text for one in taken.item.options)])
        for taken in reading.taken
    ]


RIGHT = ["Which burns? *wax tin lead", "Which is a wood? slate *oak lead"]


@pytest.mark.parametrize("name", ["x.txt", "x.tsv", "x.csv"])
@pytest.mark.parametrize("between", ["\n", ";", ";\n"])
@pytest.mark.parametrize("head", ["", "Term\tDefinition\n"])
def test_cards_whose_front_lists_options_are_questions_and_plain_ones_are_refused(
    name: str, between: str, head: str
) -> None:
    cards = [(WAX, "A. wax"), PLAIN, (OAK, "B")]
    text = head + between.join("\t".join(card) for card in cards)
    reading = read(text.encode(), name)
    assert told(reading) == RIGHT
    (plain,) = reading.skipped
    lines = bool(head) + (2 if "\n" in between else 1)
    assert (plain.line, plain.what) == (lines, "a card with a term and what it means, without options")


def test_commas_may_part_the_sides_and_the_question_stand_behind() -> None:
    assert told(read(f"{WAX},wax\n{OAK},B. oak\n".encode(), "x.csv")) == RIGHT
    assert told(read(f"A\t{WAX}\nwick\tburns\noak\t{OAK}\n".encode(), "x.txt")) == RIGHT


def test_options_on_lines_of_their_own_belong_to_the_card_whose_tab_is_below() -> None:
    lines = (
        "Which burns?\nA. wax\nB. tin\nC. lead\tA. wax\nwick\tburns\nWhich is a wood?\nA. slate\nB. oak\nC. lead\tB\n"
    )
    reading = read(lines.encode(), "x.tsv")
    assert told(reading) == RIGHT
    assert [taken.line for taken in reading.taken] == [1, 6]
    more = lines.replace("wick\tburns", "It melts.")  # which may belong to either card
    assert [recognise(text.encode(), "x.txt") for text in (lines, more)] == ["csv", "text"]


@pytest.mark.parametrize("back", ["B. wax", "D", "gold", "A, B, C"])
def test_a_card_whose_back_names_no_option_is_refused(back: str) -> None:
    reading = read(f"{WAX}\t{back}\n{OAK}\tB. oak\n".encode(), "x.tsv")
    assert told(reading) == RIGHT[1:]
    assert "its back names" in reading.skipped[0].what


def test_full_stops_behind_options_matter_to_nobody() -> None:
    reading = read(b"Which burns? A. Wax. B. Tin.\tA. Wax\nWhich is soft? A. Wax. B. Tin.\ta. Wax.\n", "x.tsv")
    assert [[one.is_key for one in taken.item.options] for taken in reading.taken] == [[True, False]] * 2


def test_cards_without_any_options_are_refused_one_by_one() -> None:
    reading = read(b"wick\tburns\nwax\tmelts\n", "x.tsv")
    assert not reading.taken
    assert [skipped.line for skipped in reading.skipped] == [1, 2]


def test_text_that_is_parted_by_commas_is_no_set_of_cards() -> None:
    text = "In 1066, who won? A) Harold B) William C) Edgar\nIn 1415, who won? A) Henry B) Charles C) John\n"
    assert recognise(text.encode(), "x.txt") == "text"


def test_a_note_of_anki_may_list_its_options_behind_the_question() -> None:
    reading = read(f"#separator:tab\n#html:false\n{WAX}\tA. wax\n{OAK}\tB\n".encode(), "x.txt")
    assert told(reading) == RIGHT


def test_a_third_column_of_cards_holds_tags_and_nothing_else_in_it_is_taken_for_some() -> None:
    cards = [f"{WAX};A. wax;light old_lamps", f"{OAK};B;"]
    reading = read("\n".join(cards).encode(), "x.csv")
    assert told(reading) == RIGHT
    assert reading.taken[0].item.tags == ("light", "old lamps")
    with pytest.raises(BadInput, match="header"):
        read("\n".join([*cards, "wick;burns;It draws the oil up."]).encode(), "x.csv")
