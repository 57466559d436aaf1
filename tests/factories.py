"""Things a test needs, with sensible defaults; override by keyword. Each writes through the verbs."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, openings, quizzes, taking
from quizapp.core.item import Item, Option
from quizapp.core.page import Head
from quizapp.store import Attempt, BankPage, Course, Opening, Quiz, Seat
from quizapp.store import Item as ItemRow
from tests.moments import NOON as NOON

_numbers = count(1)


def an_item(stem: str = "", **changes: Any) -> Item:
    """A single-answer question whose key is written first, as authors like to do."""
    values: dict[str, Any] = {
        "kind": "single",
        "stem": stem or f"Which river flows through town {next(_numbers)}?",
        "options": (
            Option("The Aller", True, "The town lies on the Aller."),
            Option("The Leine", False, "The Leine passes further west."),
            Option("The Oker", False, "The Oker joins the Aller downstream."),
            Option("The Weser", False, "The Weser begins further south."),
        ),
        "explanation": "The Aller crosses the town from east to west.",
        "facts": ("F1",),
        "level": "remember",
        "difficulty": "easy",
        "tags": ("rivers",),
    }
    return Item(**(values | changes))


def a_multiple(stem: str = "", **changes: Any) -> Item:
    options = (
        Option("Iron", True, "Mined from 1702."),
        Option("Salt", True, "Boiled from brine."),
        Option("Tin", False, "Never found here."),
        Option("Zinc", False, "Traded, not mined."),
    )
    return an_item(stem or f"What was mined in town {next(_numbers)}?", kind="multiple", options=options, **changes)


def a_true_false(stem: str = "", **changes: Any) -> Item:
    options = (Option("True", True, "So the chronicle says."), Option("False", False, "The chronicle says otherwise."))
    return an_item(stem or f"Town {next(_numbers)} had a wall.", kind="true-false", options=options, **changes)


def a_page(db: Session, *, course: Course | None = None, title: str = "", at: datetime = NOON) -> BankPage:
    """A page with one fact, F1."""
    head = Head(title or f"Rivers, part {next(_numbers)}", publisher="Field notes", published="2026-01-05")
    page = bank_pages.create_page(db, None, head, course=course, at=at)
    authoring.add_fact(db, page, "The town lies on the Aller.", "The Aller crosses the town", "paragraph 2")
    return page


def a_question(db: Session, page: BankPage, item: Item | None = None, *, status: str = "approved") -> ItemRow:
    return authoring.create_item(db, None, page, item or an_item(), status=status, at=NOON)


def a_quiz(db: Session, course: Course, items: list[Item] | None = None, *, title: str = "Rivers of the north") -> Quiz:
    """A quiz of one single-answer, one multiple-answer and one true-false question, or of the items given."""
    page = a_page(db)
    rows = [a_question(db, page, item) for item in items or [an_item(), a_multiple(), a_true_false()]]
    quiz = quizzes.create_quiz(db, None, course, title, at=NOON)
    quizzes.add_questions(db, None, quiz, rows)
    return quiz


def an_opening(db: Session, quiz: Quiz, **rules: Any) -> Opening:
    return openings.open_quiz(db, None, quiz, openings.Rules(**rules), at=NOON)


def an_attempt(db: Session, opening: Opening, seat: Seat, *, at: datetime = NOON, secret: bytes = b"s" * 32) -> Attempt:
    return taking.start(db, opening, seat, secret=secret, at=at)
