"""The first page: what needs those who teach, and what everybody else can do here."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.classroom import courses
from quizapp.store import Course, Person
from quizapp.store.engine import Store
from tests.conftest import SECRET, Cast, signed_in
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening
from tests.web.queries import counting


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


def given_to_the_page(app: Flask, client: FlaskClient) -> dict[str, Any]:
    """What the view gives to its template."""
    seen: list[dict[str, Any]] = []

    def note(_: object, context: dict[str, Any], **__: object) -> None:
        seen.append(context)

    with template_rendered.connected_to(note, app):
        assert client.get("/").status_code == 200
    return seen[0]


def test_what_opens_later_is_not_said_to_be_open(app: Flask, db: Session, cast: Cast, course: Course) -> None:
    for title, days in (("In a week", 7), ("In three days", 3), ("Today", 0)):
        an_opening(db, a_quiz(db, course, title=title), opens_at=NOON + timedelta(days=days))
    an_opening(db, a_quiz(db, course, title="Over"), closes_at=NOON + timedelta(microseconds=1))
    db.commit()
    app.extensions["quizapp_clock"].advance(seconds=1)
    page = given_to_the_page(app, signed_in(app, cast.amira))
    assert [opening.quiz.title for opening, _ in page["running"]] == ["Today"]
    assert [opening.quiz.title for opening in page["coming"]] == ["In three days", "In a week"]


def test_the_page_of_staff_costs_the_same_queries_however_many_quizzes_run(
    app: Flask, db: Session, cast: Cast, course: Course, store: Store
) -> None:
    db.commit()
    amira = signed_in(app, cast.amira)
    costs: list[int] = []
    for _ in range(2):
        for _ in range(3):
            an_attempt(db, an_opening(db, a_quiz(db, course)), cast.lin)
        db.commit()
        with counting(store) as seen:
            page = amira.get("/").text
        assert page.count("/results") == 3 + len(costs) * 3
        assert "/quizzes/new" in page
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_page_of_visitors_costs_the_same_queries_however_many_quizzes_are_shown(
    app: Flask, db: Session, client: FlaskClient, store: Store
) -> None:
    home, costs = courses.create_course(db, None, "Try", time_zone="UTC", at=NOON, demonstration=True), []
    for part in range(2):
        for number in range(3):
            an_opening(db, a_quiz(db, home, [an_item()], title=f"Part {part}.{number}"))
        db.commit()
        with counting(store) as seen:
            assert f"Part {part}.2" in client.get("/").text
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_who_teaches_finds_on_the_first_page_where_an_article_and_written_questions_go(app: Flask, cast: Cast) -> None:
    page = signed_in(app, cast.amira).get("/").get_data(as_text=True)
    assert 'href="/articles/new">Start from an article</a>' in page
    assert ">Bring questions</a>" in page


@pytest.mark.parametrize("own", [False, True])
def test_the_demonstration_is_folded_away_where_a_class_of_ones_own_types_its_code(
    client: FlaskClient, db: Session, own: bool
) -> None:
    home = courses.create_course(db, None, "Try", time_zone="UTC", at=NOON, demonstration=True)
    an_opening(db, a_quiz(db, home, title="The war of 2024"))
    if own:
        courses.create_course(db, None, "History 11", time_zone="UTC", at=NOON)
    db.commit()
    page = client.get("/").text
    assert page.index("Class code") < page.index("The war of 2024")
    assert ("The war of 2024" in re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)) is not own


def test_the_demonstration_does_not_lead_the_page_of_its_owner(
    app: Flask, db: Session, cast: Cast, course: Course
) -> None:
    home = courses.create_course(db, db.get_one(Person, cast.amira.id), "Try", time_zone="UTC", at=NOON)
    home.demonstration = True
    an_opening(db, a_quiz(db, course, title="My own"))
    shown = [an_opening(db, a_quiz(db, home, title=title)) for title in ("Sat by nobody", "Sat by one")]
    seat, _ = courses.join(db, home, "Kim", secret=SECRET.encode(), at=NOON)
    an_attempt(db, shown[1], seat)
    db.commit()
    page = given_to_the_page(app, signed_in(app, cast.amira))
    assert [opening.quiz.title for opening, _ in page["running"]] == ["My own", "Sat by one"]
