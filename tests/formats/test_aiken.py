"""Aiken: what Moodle's reader breaks in silence is mended or said."""

from __future__ import annotations

import pytest

from quizapp.core.item import Item, Option
from quizapp.formats.registry import read, write
from quizapp.formats.report import Entry, Taken


def taken(text: str) -> Taken:
    reading = read(text.encode(), "a.txt", "aiken")
    assert [str(one) for one in reading.skipped] == []
    return reading.taken[0]


def test_the_plain_case() -> None:
    item = taken("Which river?\nA) Aller\nB. Leine\nC)Oker\nANSWER: B\n").item
    assert item == Item("single", "Which river?", (Option("Aller"), Option("Leine", True), Option("Oker")))


def test_a_stem_that_begins_like_the_heading_of_a_part_goes_on_in_small_letters() -> None:
    asked = "{}\nA) Ann\nB) Bob\nANSWER: B\n"
    assert taken(asked.format("Chapter II\nwas written by whom?")).item.stem.split()[:3] == ["Chapter", "II", "was"]
    assert taken(asked.format("Chapter II\nWho wrote it?")).item.stem == "Who wrote it?"


def test_the_key_is_found_by_its_letter_where_moodle_counts() -> None:
    one = taken("Which?\nA) x\nC) y\nANSWER: C\n")
    assert one.item.keys == (1,)
    assert "not lettered in order" in one.changes[0]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Q?\nA) x\nB) y\nANSWER: b\n", "small letter"),
        ("Q?\nA) x\nB) y\nC) z\nANSWER: A, C\n", "several letters"),
        ("A. Lincoln was\nA) x\nB) y\nANSWER: A\n", "begins like an option"),
        ("One line\nand another\nA) x\nB) y\nANSWER: A\n", "several lines"),
    ],
)
def test_what_moodle_would_lose_is_kept_and_said(text: str, change: str) -> None:
    assert change in taken(text).changes[0]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Q?\nA) x\nB) y\nANSWER:\n", "names no letter"),
        ("Q?\nA) x\nB) y\n\nR?\nA) x\nB) y\nANSWER: B\n", "without an ANSWER line"),
        ("Q?\nA) x\nB) y\nANSWER: D\n", "have the letter D"),
        ("Q?\nA) x\nB) y\nANSWER: both\n", "not a letter"),
        ("A) x\nB) y\nANSWER: A\n", "without a stem"),
    ],
)
def test_a_question_without_a_clear_key_is_skipped(text: str, what: str) -> None:
    reading = read(text.encode(), "a.txt", "aiken")
    assert what in reading.skipped[0].what
    assert reading.skipped[0].line == 1


def test_tags_show_as_they_were_typed() -> None:
    assert taken("Which is bold?\nA) <b>\nB) <i>\nANSWER: A\n").item.options[0].text == "<b>"


def test_a_stem_that_would_be_taken_for_an_option_is_refused() -> None:
    item = Item("single", "A) is what?", (Option("x", True), Option("y")))
    assert "begins like an option" in write("aiken", [Entry(item)]).refused[0].why
    several = Item("multiple", "Q?", (Option("x", True), Option("y")))
    assert "several answers" in write("aiken", [Entry(several)]).refused[0].why


def test_what_is_lost_is_told() -> None:
    item = Item("single", "**Bold**\n\nstem", (Option("x", True, "why"), Option("y")), explanation="e", tags=("t",))
    written = write("aiken", [Entry(item)])
    assert written.data == b"Bold stem\nA) x\nB) y\nANSWER: A\n"
    assert {loss.field for loss in written.losses} == {"stem", "rationale", "explanation", "tags"}
