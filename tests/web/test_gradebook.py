"""The gradebook page: shows, weighs, downloads, and refuses."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store import Course, Opening, Seat
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import a_quiz, an_opening
from tests.web.test_results import text_of


@pytest.fixture
def amira(app: Flask, cast: Cast, clock: Clock) -> FlaskClient:
    client = signed_in(app, cast.amira)
    clock.advance(minutes=30)
    return client


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/classes/{cast.course.public_id}/gradebook"


@pytest.fixture
def opening(db: Session, cast: Cast) -> str:
    """A quiz in which lin has two of three; its public id."""
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (0,), (0, 1), (1,))
    name = opening.public_id
    db.commit()
    return name


def test_it_shows_every_learner_in_every_quiz(amira: FlaskClient, page: str, opening: str) -> None:
    text = text_of(amira, page)
    assert "Lin 67 % 2 of 3 67 %" in text
    assert "Gus – not started" in text


def test_a_live_run_and_a_quiz_of_one_title_have_weights_that_are_told_apart(
    amira: FlaskClient, page: str, opening: str, db: Session, cast: Cast
) -> None:
    live = an_opening(db, db.scalars(select(Opening)).one().quiz)
    a_finished_attempt(db, live, db.get_one(Seat, cast.lin.id), (0,), (0, 1), (1,))
    live.live = True
    db.commit()
    text = text_of(amira, page)
    for given in ("given", "played live"):
        assert text.count(f", {given} 2 March 2026, 13:00") == 1


def test_where_several_runs_of_a_quiz_count_it_is_said(
    amira: FlaskClient, page: str, opening: str, db: Session, cast: Cast
) -> None:
    said = "The runs of “ Rivers of the north ” count each by itself; write 0 beside one"
    assert said not in text_of(amira, page)
    again = an_opening(db, db.scalars(select(Opening)).one().quiz).public_id
    db.commit()
    assert text_of(amira, page).count(said) == 1
    amira.post(page, data={f"weight-{again}": "0"})
    assert said not in text_of(amira, page)


def test_weights_are_saved_and_a_wrong_one_comes_back(amira: FlaskClient, page: str, opening: str) -> None:
    reply = amira.post(page, data={f"weight-{opening}": "2,5"}, follow_redirects=True)
    assert "The weights are saved." in reply.text
    assert 'value="2.5"' in reply.text
    reply = amira.post(page, data={f"weight-{opening}": "much"})
    assert reply.status_code == 422
    assert "write a weight from 0 to 100" in reply.text


def test_a_table_too_wide_for_paper_is_printed_small(
    amira: FlaskClient, page: str, opening: str, db: Session, cast: Cast
) -> None:
    printed_small = 'class="table far"'
    assert printed_small not in amira.get(page).text
    quiz = db.scalars(select(Opening)).one().quiz
    for _ in range(7):
        a_finished_attempt(db, an_opening(db, quiz), db.get_one(Seat, cast.lin.id), (0,))
    db.commit()
    assert printed_small in amira.get(page).text


def test_files_follow_what_the_page_shows(amira: FlaskClient, page: str, opening: str) -> None:
    reply = amira.get(f"{page}.csv?names=no")
    rows = list(csv.reader(io.StringIO(reply.data.decode("utf-8-sig"), newline="")))
    assert rows[3][0] == "Learner 1"
    assert "Lin" not in reply.text
    assert reply.headers["Content-Disposition"] == 'attachment; filename="gradebook-history-9-without-names.csv"'
    assert 'filename="gradebook-history-9.csv"' in amira.get(f"{page}.csv").headers["Content-Disposition"]
    assert amira.get(f"{page}.xlsx").data.startswith(b"PK")
    assert amira.get(f"{page}?counts=luckiest").status_code == 422


def test_a_class_without_quizzes_says_so(amira: FlaskClient, page: str) -> None:
    assert "No quiz has been given to this class." in text_of(amira, page)


@pytest.mark.parametrize(("who", "status"), [("ina", 403), ("noor", 404), ("lin", 303)])
def test_it_is_for_those_who_teach_the_class(
    app: Flask, cast: Cast, page: str, opening: str, who: str, status: int
) -> None:
    client = seated(app, cast.lin) if who == "lin" else signed_in(app, getattr(cast, who))
    for end in ("", ".csv", ".xlsx"):
        assert client.get(page + end).status_code == status
    assert client.post(page, data={f"weight-{opening}": "2"}).status_code == status
