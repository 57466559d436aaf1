"""What is printed around the text of a PDF is told by place, size and weight, and its paragraphs by room or indents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from quizapp.formats.articles import read
from quizapp.formats.articles.pdf_layout import paragraphs, without_notes, without_running_heads
from quizapp.formats.articles.pdf_lines import Line
from tests.formats import article_files

ONE = ("The tidal mill of Tarnvik was opened by Maren Holt in", "1921, when the bay still froze every winter of those.")
TWO = ("It ground barley for eleven villages along the coast,", "and gave work to forty people of the town and bay.")
THREE = ("In 1950 Jonas Eide sold the building to a school for", "12,000 crowns, which nobody of the council had seen.")
SAID = [" ".join(one) for one in (ONE, TWO, THREE)]


def column(*texts: str, top: float = 700, left: float = 72, size: float = 10) -> list[Line]:
    """Lines below one another; an empty one is room, and spaces before a text move it in."""
    return [
        Line(text.strip(), left + 2.5 * (len(text) - len(text.lstrip())), top - 12 * number, size)
        for number, text in enumerate(texts)
        if text
    ]


def told(*pages: list[Line]) -> list[str]:
    return paragraphs(pages)[0]


def test_room_between_lines_tells_paragraphs_and_the_length_of_a_line_does_not() -> None:
    short = "It was so."
    lines = column(*ONE, short, *TWO, "", *THREE, "", *ONE, "", *TWO)
    assert told(lines) == [f"{SAID[0]} {short} {SAID[1]}", SAID[2], SAID[0], SAID[1]]


def test_indents_tell_paragraphs() -> None:
    lines = column(*ONE, f"    {TWO[0]}", TWO[1], f"    {THREE[0]}", THREE[1])
    assert told(lines) == SAID


def test_short_last_lines_tell_paragraphs_where_nothing_else_does() -> None:
    assert told(column(*ONE, "It was so.", *TWO, *THREE)) == [f"{SAID[0]} It was so.", f"{SAID[1]} {SAID[2]}"]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first = column(*ONE, "", TWO[0]) + column(TWO[1], "", THREE[0], left=300)
    assert told(first, column(THREE[1], "", *ONE)) == [*SAID, SAID[0]]
    last = column(THREE[1], "", *ONE, "It was so.")
    assert told(first, last, column(*TWO)) == [*SAID, f"{SAID[0]} It was so.", SAID[1]]


def test_what_is_larger_or_heavier_than_the_text_and_no_sentence_is_a_heading() -> None:
    heads = [*column("The mill of", "Tarnvik", top=760, size=20), *column("Beginnings", top=720, size=14)]
    bold = [replace(line, bold=True) for line in column("Later", top=664)]
    lines = [*heads, *column("By Nora Lund", *ONE), *bold, *column(*TWO, top=652), *column(*THREE, top=600)]
    assert told(lines) == ["# The mill of Tarnvik", "## Beginnings", "By Nora Lund", SAID[0], "## Later", *SAID[1:]]
    large = [*column("Nobody had ever seen such a winter.", top=760, size=14), *column(*ONE)]
    assert told(large) == ["Nobody had ever seen such a winter.", SAID[0]]
    heavy = [replace(line, bold=True) for line in column("Later on", "", *ONE)]
    assert told(heavy) == ["Later on", SAID[0]]
    long = ("How a town of fishers built the strangest mill", "of the whole north within a single winter")
    assert told([*column(*long, top=760, size=14), *column(*ONE)]) == [" ".join(long), SAID[0]]


def test_what_goes_on_in_small_letters_behind_a_colon_is_a_paragraph_of_its_own() -> None:
    assert told(column(*ONE, "Its parts are:", "", "the wheel and the dam.", "")) == [
        f"{SAID[0]} Its parts are:",
        "the wheel and the dam.",
    ]


@pytest.mark.parametrize("room", [[""], []])
def test_a_caption_within_a_sentence_is_left_out_and_the_sentence_goes_on(room: list[str]) -> None:
    lines = column(
        *ONE, "", f"{TWO[0][:-7]}", *room, "Figure 2: The mill at dusk,", "seen from the pier.", "", "coast.", ""
    )
    parts, captions = paragraphs([lines])
    assert parts == [SAID[0], "It ground barley for eleven villages along the coast."]
    assert [(one.reason, one.text) for one in captions] == [
        ("caption", "Figure 2: The mill at dusk, seen from the pier.")
    ]


@pytest.mark.parametrize(
    ("small", "reason"),
    [
        (["1 The town keeps a letter in which she", "tells of the opening."], "note"),
        (["* See Berg."], "note"),
        (["Photo: Nora Lund"], "caption"),
    ],
)
def test_small_print_that_is_a_note_or_a_caption_is_left_out(small: list[str], reason: str) -> None:
    page = [*column(*ONE), *column(*small, top=100, size=8)]
    pages, left_out = without_notes([page, column(*TWO)])
    assert pages == [column(*ONE), column(*TWO)]
    assert [(one.reason, one.text) for one in left_out] == [(reason, " ".join(small))]


def test_other_small_print_and_numbers_in_the_text_stay() -> None:
    page = [*column(*ONE, "12 people came to it."), *column("We shall never see such a winter again.", top=600, size=8)]
    assert without_notes([page]) == ([page], [])


def pages(count: int) -> Iterator[list[Line]]:
    for number in range(1, count + 1):
        foot = [Line(f"Page {number} of {count}", 300, 30, 8)]
        first, *more = column(f"Line {'abcdef'[number]} of it", *ONE)
        yield [first, *column("Bay News", top=760), *foot, *more]


@pytest.mark.parametrize("count", [2, 5])
def test_what_stands_apart_at_the_edge_of_several_pages_is_no_text(count: int) -> None:
    kept, left_out = without_running_heads(list(pages(count)))
    assert [len(lines) for lines in kept] == [3] * count
    assert {one.text for one in left_out} == {"Bay News", f"Page 1 of {count}"}


def test_a_line_of_the_text_that_two_pages_begin_with_stays() -> None:
    page = column("The mill of", "Tarnvik")
    assert without_running_heads([page, page])[0] == [page, page]


def test_the_print_of_a_pdf_is_read_from_its_file() -> None:
    drawn = (
        "BT /F1 18 Tf 72 720 Td (The mill) Tj /F1 12 Tf 0 -30 Td (The mill was opened by Maren Holt when the bay) "
        "Tj 0 -14 Td (still froze, and its wheel ground barley for all eleven villages along the coast.) Tj "
        "/F1 8 Tf 0 -400 Td (1 See the letter of Maren Holt in the town hall.) Tj ET"
    )
    article = read(article_files.pdf_of(drawn), "mill.pdf")
    assert article.text.startswith("# The mill\n\nThe mill was opened by Maren Holt when the bay still froze, and")
    assert [(one.reason, one.text) for one in article.left_out] == [
        ("note", "1 See the letter of Maren Holt in the town hall.")
    ]


def test_signs_of_tex_that_no_font_explains_are_read() -> None:
    drawn = "BT /F1 12 Tf 72 720 Td 14 TL (In 2011\\0252014 the \\034rst mill of the bay was built by people) Tj T* "
    drawn += "(of the town, and it ground barley for all of the villages.) Tj ET"
    assert read(article_files.pdf_of(drawn), "mill.pdf").text.startswith("In 2011–2014 the first mill")
