"""What is printed around the text of a PDF is told by place, size and weight, and its paragraphs by room or indents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from quizapp.formats.articles import LeftOut, read
from quizapp.formats.articles.pdf_layout import paragraphs, without_notes, without_running_heads
from quizapp.formats.articles.pdf_lines import Line
from tests.formats import article_files

RUNNING = "running head or page number"
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


def test_a_sentence_that_ends_with_the_name_of_a_table_is_no_caption() -> None:
    listed = "The wells of the parish are all listed in", "Table 4. The second survey found thirty of them dry."
    assert paragraphs([column(*ONE, *listed, *TWO)]) == ([" ".join((*ONE, *listed, *TWO))], [])
    for lines in (
        column(*ONE, listed[1], "", *TWO),
        column(*ONE, "", listed[0], "", listed[1], "", *TWO),
        [*column(*ONE, listed[0]), *column(listed[1], "", *TWO, left=300)],
        [*column(*ONE, listed[0]), *column(listed[1], top=664, size=9.5), *column(*TWO, top=628)],
    ):
        assert [one.text for one in paragraphs([lines])[1]] == [listed[1]]


def test_small_letters_of_another_size_go_on_with_no_sentence() -> None:
    large = column("a wheel of oak", top=600, size=11)
    assert told([*column(*ONE, TWO[0]), *large]) == [f"{SAID[0]} {TWO[0]}", "a wheel of oak"]


def test_room_within_a_sentence_ends_no_paragraph() -> None:
    lines = column(*ONE, "", *THREE, "", TWO[0], "", TWO[1], "", *ONE, "", *THREE)
    assert told(lines) == [SAID[0], SAID[2], SAID[1], SAID[0], SAID[2]]
    list_of = ["The mill of Tarnvik and all the others along the bay", "", "Halden and its neighbours along the coast"]
    assert told(column(*ONE, "", *list_of, "", *THREE)) == [SAID[0], *list_of[::2], SAID[2]]


def test_short_lines_with_room_between_them_are_items() -> None:
    figure = "Figure 2: The mill at dusk, as it was in the year 1921."
    lines = column(*ONE, "", *THREE, "", figure, "", *ONE, "", "barley", "", "oats", "", "rye", "", *TWO)
    assert told(lines)[3:] == ["barley", "oats", "rye", SAID[1]]
    assert told(column(*ONE, "", "It fed", "", figure, "", "them all.", "", *THREE))[1] == "It fed them all."


def test_an_indent_within_a_sentence_begins_no_paragraph() -> None:
    lines = column(*TWO, ONE[0], f"    {ONE[1]}", f"    {THREE[0]}", THREE[1])
    assert told(lines) == [f"{SAID[1]} {SAID[0]}", SAID[2]]


def test_a_short_line_alone_is_a_heading_and_no_other() -> None:
    assert told(column("The old mill", *ONE)) == ["The old mill", SAID[0]]
    assert told(column("the mill of", *ONE)) == [f"the mill of {SAID[0]}"]
    assert told(column(*ONE, TWO[0], "Maren and", *THREE)) == [f"{SAID[0]} {TWO[0]} Maren and {SAID[2]}"]


def test_headings_are_no_sign_of_how_paragraphs_are_told() -> None:
    bold = [replace(line, bold=True) for line in column("Later", top=640) + column("Today", top=600)]
    lines = [*column(*ONE, top=664), bold[0], *column(*TWO, top=628), bold[1], *column(*ONE, "So.", *THREE, top=588)]
    assert told(lines) == [SAID[0], "## Later", SAID[1], "## Today", f"{SAID[0]} So.", SAID[2]]
    heads = column(*ONE, "", "Sacks of all mills of the bay and of the whole coast", "", "Barley, which was ground for")
    more = column("eleven villages.", *THREE, top=heads[-1].height - 12)
    assert told([*heads, *more])[-1] == SAID[2]


def test_a_sentence_goes_on_below_a_picture() -> None:
    lines = [*column(*ONE, "It ground barley for all villages, as did the mills of"), *column("Halden.", top=560)]
    assert told([*lines, *column(*THREE, top=300)])[0].endswith("the mills of Halden.")


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


@pytest.mark.parametrize("text", ["See Berg (1921).", "see Berg.", "1. see Berg", "¹ so Berg", "[2] so Berg"])
def test_a_number_before_a_capital_or_with_a_sign_marks_a_note(text: str) -> None:
    text = text if text[0] in "1¹[" else f"2 {text}"
    assert [one.reason for one in without_notes([[*column(*ONE), *column(text, top=100, size=8)]])[1]] == ["note"]


@pytest.mark.parametrize(
    "small",
    [
        "We shall never see such a winter again.",
        "Picture this: a wheel of oak, said Eide.",
        "12 men were needed to lift the stone.",
        "Table salt was dear.",
    ],
)
def test_other_small_print_and_numbers_in_the_text_stay(small: str) -> None:
    page = [*column(*ONE, "12 people came to it."), *column(small, top=600, size=8)]
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


def test_a_bare_number_at_the_edge_of_a_page_is_that_of_the_page() -> None:
    first, second = [*column(*ONE, TWO[0]), *column("7", top=100)], [*column("- 8 -", top=760), *column(TWO[1])]
    kept, left_out = without_running_heads([first, second])
    assert kept == [column(*ONE, TWO[0]), column(TWO[1])]
    assert [one.text for one in left_out] == ["7", "- 8 -"]
    for size, top, text in ((10, 660, "men were lost"), (10, 688, "Men were lost"), (12, 688, "men were lost")):
        line = column(text, top=top, size=size)
        assert without_running_heads([[*column("12"), *line]]) == ([line], [LeftOut(RUNNING, "12")])


@pytest.mark.parametrize(
    "texts",
    [
        [["The mill was pulled down in", "1971."], ["In 1950 it was sold."]],
        [["The mill was pulled down in"], ["1971.", "In 1950 it was sold."]],
        [["In the winter of 1921"], ["12", "men were lost at sea."]],
    ],
)
def test_a_number_that_a_sentence_ends_or_goes_on_with_is_text(texts: list[list[str]]) -> None:
    found = [column(*lines) for lines in texts]
    assert without_running_heads(found) == (found, [])


def test_a_number_with_a_stop_below_a_sentence_is_that_of_the_page() -> None:
    assert without_running_heads([column(*ONE, "7.")]) == ([column(*ONE)], [LeftOut(RUNNING, "7.")])


def test_what_a_quarter_of_the_pages_begins_with_is_text() -> None:
    found = [column("An old song" if n < 3 else "It is so.", f"It is {'abcdefghijkl'[n]}.") for n in range(12)]
    assert without_running_heads(found) == (found, [])
    assert without_running_heads(found[:10])[0][0] == column("", "It is a.")


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
