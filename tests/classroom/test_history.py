from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, history
from quizapp.classroom.history import Change
from quizapp.core.errors import NotFound
from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Head
from tests.conftest import Cast
from tests.factories import NOON, a_page, a_question, a_quiz, an_item, an_opening


def changed(db: Session, before: Item, after: Item) -> list[Change]:
    row = a_question(db, a_page(db), before)
    assert authoring.edit_item(db, None, row, after, at=NOON)
    return list(history.history(db, row)[0].changes)


BASE = an_item("Which river?")
ALLER, LEINE, OKER, WESER = BASE.options
FACT = "F1: The town lies on the Aller. “The Aller crosses the town” paragraph 2"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stem": "Which stream?"}, [Change("stem", "Which river?", "Which stream?")]),
        ({"explanation": ""}, [Change("explanation", BASE.explanation, "")]),
        ({"tags": ("a", "b")}, [Change("tags", "rivers", "a, b")]),
        ({"order": "fixed"}, [Change("order of options", "shuffled", "as written")]),
        ({"level": "apply"}, [Change("level", "remember", "apply")]),
        ({"as_of": "2026-01-05"}, [Change("as-of date", "", "2026-01-05")]),
        (
            {"options": (replace(ALLER, is_key=False), replace(LEINE, is_key=True), OKER, WESER)},
            [Change("key", "The Aller", "The Leine")],
        ),
        (
            {"options": (ALLER, LEINE, OKER, Option("The Elbe", False, WESER.rationale))},
            [Change("option", "The Weser", "The Elbe")],
        ),
        (
            {"options": (replace(ALLER, text="The river Aller", rationale="Why."), LEINE, OKER)},
            [
                Change("option", "The Aller", "The river Aller"),
                Change("option", "The Weser", ""),
                Change("key", "The Aller", "The river Aller"),
                Change("rationale of “The river Aller”", ALLER.rationale, "Why."),
            ],
        ),
        (
            {"options": (LEINE, ALLER, OKER, WESER)},
            [
                Change(
                    "options as written",
                    "The Aller\nThe Leine\nThe Oker\nThe Weser",
                    "The Leine\nThe Aller\nThe Oker\nThe Weser",
                )
            ],
        ),
        ({"facts": ()}, [Change("evidence", FACT, "")]),
    ],
)
def test_a_change_is_told_part_by_part(db: Session, changes: dict[str, Any], told: list[Change]) -> None:
    assert changed(db, BASE, replace(BASE, **changes)) == told


def test_another_kind_tells_what_came_and_what_went(db: Session) -> None:
    number = Item("numeric", "Which river?", answers=(Answer("3", "Three."),), unit="km", facts=("F1",))
    told = changed(db, replace(BASE, options=BASE.options[:2]), number)
    assert [(change.part, change.before, change.after) for change in told[:3]] == [
        ("kind", "one answer", "a number"), ("option", "The Aller", ""), ("option", "The Leine", "")
    ]  # fmt: skip
    assert Change("accepted answers", "", "3") in told
    assert Change("reasons for accepted answers", "", "Three.") in told
    assert Change("unit", "", "km") in told


def test_a_new_source_is_a_change(db: Session, cast: Cast) -> None:
    page = a_page(db, title="Rivers")
    row = a_question(db, page)
    assert bank_pages.edit_page(db, cast.amira, page, Head("Rivers", url="https://example.org/"), at=NOON) == 1
    assert history.history(db, row)[0].changes == (
        Change("source", "Rivers, Field notes, 2026-01-05, en", "Rivers, https://example.org/, en"),
    )


def test_versions_are_listed_newest_first_with_their_authors(db: Session, cast: Cast) -> None:
    row = a_question(db, a_page(db), BASE)
    authoring.edit_item(db, cast.ben, row, an_item("Two?"), at=NOON + timedelta(hours=1))
    authoring.edit_item(db, None, row, an_item("Three?"), origin="load", at=NOON + timedelta(hours=2))
    entries = history.history(db, row)
    assert [(entry.version.number, entry.author) for entry in entries] == [
        (3, "page file"), (2, "Ben"), (1, "somebody without an account")
    ]  # fmt: skip
    assert entries[2].changes == ()
    assert history.entry(db, row, 2).version.created_at == NOON + timedelta(hours=1)
    with pytest.raises(NotFound, match="no version 4"):
        history.entry(db, row, 4)


def test_uses_name_the_version_held_and_count_the_quizzes_of_others(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, cast.course, [BASE])
    an_opening(db, quiz)
    row = quiz.items[0].version.item
    authoring.edit_item(db, cast.ben, row, an_item("Newer?"), at=NOON)
    found, elsewhere = history.uses(db, cast.ben, row)
    assert [(use.quiz.id, use.number, len(use.quiz.openings)) for use in found] == [(quiz.id, 1, 1)]
    assert elsewhere == 0
    assert history.uses(db, cast.noor, row) == ([], 1)
