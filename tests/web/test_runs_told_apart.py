"""Where several runs of one quiz, or quizzes of one title, stand in one list, each says when it was given."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.classroom import disputes, openings, taking
from quizapp.classroom.desk import Desk
from quizapp.store import Course, Opening, Seat
from quizapp.web.presenting import repeated
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast, seated, signed_in
from tests.factories import NOON, a_quiz

TITLE = "Weekly rivers"
FIRST, SECOND = "given 2 March 2026, 13:00 (Europe/Berlin)", "given 3 March 2026, 13:00 (Europe/Berlin)"
ONCE = "Asked once"


@pytest.fixture
def runs(db: Session, cast: Cast) -> list[Opening]:
    """Two quizzes of one title, each given once on a day of its own; another quiz, and a draft of the first's title."""
    course = db.get_one(Course, cast.course.id)
    given = []
    for title, day in ((TITLE, 0), (TITLE, 1), (ONCE, 0)):
        quiz = a_quiz(db, course, title=title)
        given.append(openings.open_quiz(db, None, quiz, openings.Rules(), at=NOON + timedelta(days=day)))
    db.commit()
    return given


@pytest.fixture
def amira(app: Flask, cast: Cast) -> FlaskClient:
    return signed_in(app, cast.amira)


def words(client: FlaskClient, path: str) -> str:
    """What a page says, without what is only said aloud, and with one space between words."""
    page = re.sub(r'<span class="visually-hidden">[^<]*</span>', " ", client.get(path).text)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_only_what_stands_there_more_than_once_is_repeated() -> None:
    assert repeated(["a", "b", "a", "c"]) == {"a"}


def test_lists_of_quizzes_say_when_those_of_one_title_were_given(
    amira: FlaskClient, runs: list[Opening], cast: Cast
) -> None:
    class_page = f"/classes/{cast.course.public_id}"
    for path, first, second in (
        ("/", FIRST, SECOND),
        ("/quizzes", FIRST, SECOND),
        (class_page, FIRST.removesuffix(" (Europe/Berlin)"), SECOND.removesuffix(" (Europe/Berlin)")),
    ):
        said = words(amira, path)
        assert (said.count(first), said.count(second)) == (1, 1), path
        assert said.count("given 2 March") == 1, "one title needs nothing more"
    results = re.findall(r"of Weekly rivers, given ([^<]+)</span>", amira.get(class_page).text)
    assert len(set(results)) == 2, "a list of the links of the page tells them apart too"


def test_drafts_of_one_title_say_when_they_were_made(amira: FlaskClient, db: Session, cast: Cast) -> None:
    for _ in range(2):
        a_quiz(db, db.get_one(Course, cast.course.id), title=TITLE)
    a_quiz(db, db.get_one(Course, cast.course.id), title=ONCE)
    db.commit()
    for path in ("/", "/quizzes", f"/classes/{cast.course.public_id}"):
        assert words(amira, path).count("made 2 March 2026, 13:00") == 2


def test_a_learner_reads_it_too_and_hears_it_at_the_button(app: Flask, cast: Cast, runs: list[Opening]) -> None:
    page = seated(app, cast.lin).get("/me").text
    for run in (FIRST, SECOND):
        assert f'<span class="quiet">open; {run}</span>' in page
        assert f'<span class="visually-hidden">: {TITLE}, {run}</span>' in page
    assert f'<span class="visually-hidden">: {ONCE}</span>' in page


def test_every_page_of_results_says_of_which_run(
    amira: FlaskClient, runs: list[Opening], db: Session, cast: Cast
) -> None:
    lin = db.get_one(Seat, cast.lin.id)
    second = runs[1]
    attempt = a_finished_attempt(db, second, lin, (1,), (0, 1), (0,), at=NOON + timedelta(days=1))
    sitting = taking.sitting(db, Desk(), attempt, at=NOON + timedelta(days=2))
    row = disputes.object_to(db, sitting, sitting.places[0], "My atlas says otherwise.", 1, at=NOON + timedelta(days=2))
    question, dispute = sitting.places[0].public_id, row.public_id
    db.commit()
    of = f"/openings/{second.public_id}"
    for path in (
        f"{of}/results",
        f"{of}/results/grid",
        f"{of}/results/questions/{question}",
        f"{of}/results/learners/{cast.lin.public_id}",
        f"{of}/statistics",
        "/objections",
        f"/objections/{dispute}",
    ):
        said = words(amira, path)
        assert SECOND in said, path
        assert FIRST not in said, path
