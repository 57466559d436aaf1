"""What questions are called in other programs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, departures
from quizapp.classroom.bodies import item_of
from quizapp.core.words import shortened
from quizapp.store import Item as ItemRow
from tests.factories import NOON, a_page, an_item

LONG = "According to paragraph 5 of the *Harvane* diaries, which of the four rivers was the first to freeze that year?"
BEGINS = "According to paragraph 5 of the Harvane diaries, which of the four rivers was…"


def titles(db: Session, *rows: ItemRow) -> list[str]:
    return [departures.entry_of(authoring.newest(db, row)).title for row in rows]


def test_a_question_without_a_name_of_its_own_is_called_by_whole_words_of_its_stem(db: Session) -> None:
    page = a_page(db)
    again = replace(an_item(LONG), explanation="Another.")
    rows = [authoring.create_item(db, None, page, item, at=NOON) for item in (an_item(LONG), again)]
    assert rows[1].name.endswith("-2")
    assert titles(db, *rows) == [BEGINS, BEGINS]
    assert f"<name><text><![CDATA[{BEGINS}]]>" in departures.send(
        db, departures.versions_of_page(db, page), "moodle-xml", title="T"
    ).data.decode()


def test_the_words_follow_a_stem_that_was_rewritten_and_a_given_name_stays(db: Session) -> None:
    page = a_page(db)
    made = authoring.create_item(db, None, page, an_item(LONG), at=NOON)
    given = authoring.create_item(db, None, page, an_item(LONG), name="first-to-freeze", at=NOON)
    for row in (made, given):
        item = item_of(authoring.newest(db, row))
        authoring.edit_item(db, None, row, replace(item, stem="Which river froze first?"), at=NOON)
    assert titles(db, made, given) == ["Which river froze first?", "first-to-freeze"]


def test_a_question_is_named_and_called_by_what_it_asks_without_its_source(db: Session) -> None:
    stem = "According to paragraph 5 of the article “The pier”, in which year did the pier burn?"
    row = authoring.create_item(db, None, a_page(db), an_item(stem), at=NOON)
    assert row.name == "in-which-year-did-the-pier-burn"
    assert titles(db, row) == ["In which year did the pier burn?"]


def test_a_sentence_to_complete_is_told_by_the_sentence(db: Session) -> None:
    stem = "According to the article “Ice”, which year completes the sentence “The Aller froze in ____”?"
    row = authoring.create_item(db, None, a_page(db), an_item(stem), at=NOON)
    assert titles(db, row) == ["“The Aller froze in ____”?"]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Which river is long?", 20, "Which river is long?"),
        ("Which river, then, is long?", 19, "Which river, then…"),
        ("Which river is long?", 12, "Which river…"),
        ("Which river is long?", 11, "Which…"),
        ("Donaudampfschiff", 6, "Donau…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected
