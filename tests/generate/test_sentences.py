"""Sentences begin and end where a reader would say so, and what is no prose is set aside with a reason."""

from __future__ import annotations

import pytest

from quizapp.generate.sentences import read_article, shadow


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The town has 2.1 million people. They trade in salt.", 2),
        ("Dr. Maren Holt came on Monday. She left soon.", 2),
        ("J. R. Strand built the pier. It fell.", 2),
        ("The U.S. Navy sent a ship. It sank.", 2),
        ('"Close the gates. Now!" said Holt. The gates closed.', 2),
        ("He was born in 1921.[12] He died in 1990.", 2),
    ],
)
def test_a_sentence_is_never_cut_inside_a_number_title_or_quotation(text: str, count: int) -> None:
    assert len(read_article(text).sentences) == count


def test_the_sign_of_a_quotation_is_no_part_of_a_sentence() -> None:
    article = read_article("The mill was old.\n\n> It fed eleven villages. It fell.\n\n>>> print(1) or so it said.")
    assert [s.text for s in article.sentences] == ["The mill was old.", "It fed eleven villages.", "It fell."]
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)
    assert [(d.reason, article.text[d.start :][:3]) for d in article.dropped] == [("table or code", ">>>")]


def test_more_than_a_number_is_no_quotation() -> None:
    text = "> 90 % of patients recovered within a week."
    assert [s.text for s in read_article(f"The mill was old.\n\n{text}\n").sentences] == ["The mill was old.", text]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2031 Bay Press. This material may not be published without permission of its owner.",
        "© 2031 Bay News. It is yours to read.",
        "The Bay News and its many towns. All rights reserved.",
        "Follow us on every network of the bay.",
    ],
)
def test_whose_a_text_is_and_where_to_follow_it_is_no_part_of_it(line: str) -> None:
    article = read_article(f"The mill is old. The copyright of 1931 is not.\n\n{line}")
    assert (len(article.sentences), [d.reason for d in article.dropped]) == (2, ["not part of the text"])


def test_headings_captions_tables_and_datelines_are_set_aside_with_a_reason() -> None:
    text = (
        "The mill\n\nWednesday, March 4, 1931\n\nThe mill of Tarnvik stands on the bay.\n\nPhoto: Ingrid Falk\n\n"
        "Image caption: Maren Holt was first in the water. Picture: Jonas Eide\n\n"
        "## Trade\n\n| a | b |\n\nShips carried the salt away."
    )
    article = read_article(text)
    assert article.title == "The mill"
    assert article.published_on == "1931-03-04"
    reasons = ["heading", "dateline", "caption", "caption", "heading", "table or code"]
    assert [d.reason for d in article.dropped] == reasons
    assert [s.heading for s in article.sentences] == ["The mill", "Trade"]


def test_offsets_point_at_the_words_even_where_marks_are_odd() -> None:
    article = read_article("“Salt,” said Holt’s father [3] in Orsund. The mill\u200b burned.")
    for s in article.sentences:
        assert article.text[s.start : s.end] == s.text
    assert len(shadow(article.text)) == len(article.text)
    assert "\u200b" not in article.text


def test_a_date_stamp_before_the_first_sentence_is_the_date_of_the_article() -> None:
    article = read_article("date 2031-03-04 The mayor opened the bridge on Tuesday. Rain fell on the roofs.")
    assert article.published_on == "2031-03-04"
    assert article.sentences[0].text == "The mayor opened the bridge on Tuesday."
    assert article.text[article.sentences[0].start : article.sentences[0].end] == article.sentences[0].text


def test_a_text_without_a_title_is_called_by_the_first_words_of_its_first_sentence() -> None:
    text = read_article("Thursday, October 10, 2019\n\nOn Monday the council of Tarnvik closed the old tidal mill.\n")
    assert text.opening == "On Monday the council of Tarnvik closed the …"
    assert read_article("The mill is closed.").opening == "The mill is closed."


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("‘Good day,’ said the fox.", '"Good day," said the fox.'),
        ("'Good day,' said the fox.", '"Good day," said the fox.'),
        ("‘It’s my brother’s,’ said Tom’s aunt.", "\"It's my brother's,\" said Tom's aunt."),
        ("‘Good day. It is cold.’", '"Good day. It is cold."'),
        ("‘Good day.", '"Good day.'),
        ("It is cold.’", 'It is cold."'),
        ("The ‘Blue Hall’ was the boys’ own.", "The 'Blue Hall' was the boys' own."),
        ("“She said, ‘Go,’ and went,” said Tom.", "\"She said, 'Go,' and went,\" said Tom."),
    ],
)
def test_speech_between_single_marks_is_speech_and_a_term_or_an_apostrophe_is_not(told: str, read: str) -> None:
    assert shadow(told) == read


@pytest.mark.parametrize(
    ("told", "sentences"),
    [
        ("It runs until 11 p.m. Ambulances wait.", 2),
        ("It sank at 4 a.m. Maren Holt saw it.", 2),
        ("It ran until 11 p.m. Wednesday and sank.", 1),
        ("It ran until 11 p.m. April 4 and sank.", 1),
        ("It ran until 11 p.m. EDT and sank.", 1),
        ("It ran until 11 p.m. Eastern time and sank.", 1),
        ("It ran until 11 p.m. on the river.", 1),
    ],
)
def test_a_sentence_may_end_in_an_hour(told: str, sentences: int) -> None:
    assert len(read_article(told).sentences) == sentences


def test_a_short_paragraph_that_a_formula_completes_is_a_paragraph() -> None:
    told = "Suppose that the basket cost 2,000 crowns last year, not 1,900. Then"
    article = read_article(f"The mill was old.\n\n{told}\n\n> rate = 100 ÷ 1,900\n\nIt fell down in May.")
    assert [s.paragraph for s in article.sentences if s.text.startswith(("Suppose", "It fell"))] == [2, 3]
    for left_out in ("St. John and the mill. The end", "*This page is on the Finnish firm. For the town, see Nokia.*"):
        assert read_article(f"The mill was old.\n\n{left_out}\n\nIt fell down in May.").sentences[-1].paragraph == 2
