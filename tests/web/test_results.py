"""The results pages: what an instructor reads off them, what the files hold, and who is kept out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, results, taking
from quizapp.classroom.desk import read_sheet
from quizapp.core.item import Answer
from quizapp.store import Attempt, AuditEntry, Course, Opening, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import SECRET, Cast, Clock, seated, signed_in
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening
from tests.web.queries import counting

ALL_RIGHT = ((0,), (0, 1), (0,))


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def give(db: Session, course: Course) -> Callable[..., Opening]:
    """A quiz given to Amira's class; `title` and `items` are the quiz's, all else the rules'."""

    def given(title: str = "Rivers of the north", items: Any = None, **rules: Any) -> Opening:
        opening = an_opening(db, a_quiz(db, course, items, title=title), **rules)
        db.commit()
        return opening

    return given


@pytest.fixture
def lin(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.lin.id)


@pytest.fixture
def amira(app: Flask, cast: Cast, clock: Clock) -> FlaskClient:
    client = signed_in(app, cast.amira)
    clock.advance(minutes=30)
    return client


def text_of(client: FlaskClient, address: str) -> str:
    """The page's text in one line, so that words are found across tags and lines."""
    reply = client.get(address)
    assert reply.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def test_the_page_says_who_has_done_what(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    page = text_of(amira, f"/openings/{opening.public_id}/results")
    assert "Lin Finished 1 3 2 March 2026, 13:00 2 March 2026, 13:02" in page
    assert "Gus Not started 0 –" in page
    assert "Mean score 3 of 3 100 %, 1 learner" in page


def test_two_figures_stand_on_one_line(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    page = amira.get(f"/openings/{opening.public_id}/results").text
    assert '<dd class="value">3\u00a0of\u00a03</dd>' in page
    assert '<td data-label="Right">1\u00a0of\u00a01</td>' in page


def test_few_answers_are_labelled_too_few(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    assert "100 % 21 to 100 %, too few data" in text_of(amira, f"/openings/{opening.public_id}/results")


def test_enough_answers_are_not_labelled(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, course: Course
) -> None:
    opening = give()
    for seat in more_learners(db, course, 10):
        a_finished_attempt(db, opening, seat, *ALL_RIGHT)
    db.commit()
    page = text_of(amira, f"/openings/{opening.public_id}/results")
    assert "72 to 100 %" in page
    assert "oo few data" not in page


def more_learners(db: Session, course: Course, number: int) -> list[Seat]:
    return [
        courses.join(db, course, f"Learner {place} of {number}", secret=SECRET.encode(), at=NOON)[0]
        for place in range(number)
    ]


def test_the_page_before_anybody_has_started_says_so(amira: FlaskClient, give: Callable[..., Opening]) -> None:
    page = text_of(amira, f"/openings/{give().public_id}/results")
    assert "nobody has finished yet" in page
    assert "The spread of the scores appears here" in page


def test_the_results_of_a_live_run_do_not_promise_a_release_by_hand(
    amira: FlaskClient, give: Callable[..., Opening], db: Session
) -> None:
    live = give(feedback="release")
    live.live = True
    db.commit()
    shown = text_of(amira, f"/openings/{live.public_id}/results")
    assert "Answers are shown in the room as the host reveals each question" in shown
    assert "by hand" not in shown
    assert "History 9 · played live 2 March 2026, 13:00 (Europe/Berlin) · Open" in shown
    by_hand = text_of(amira, f"/openings/{give(feedback='release').public_id}/results")
    assert "live" not in by_hand
    assert "Answers are shown when you release it by hand" in by_hand


def test_the_results_of_a_hall_lead_past_the_long_list_of_its_learners(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, course: Course
) -> None:
    address = f"/openings/{give().public_id}/results"
    assert "On this page" not in text_of(amira, address)
    more_learners(db, course, 45)
    db.commit()
    page = amira.get(address).text
    for part in re.findall(r'href="#(\w+)"', page.partition("On this page")[2].partition("</nav>")[0]):
        assert f'<h2 id="{part}"' in page
    assert page.index("On this page") < page.index("Learner 44 of 45") < page.index('<h2 id="questions"')


@pytest.mark.parametrize("ending", ["results", "results.csv", "results.xlsx"])
def test_results_cost_the_same_queries_however_many_learners_there_are(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, course: Course, lin: Seat, store: Store, ending: str
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    address = f"/openings/{opening.public_id}/{ending}"
    amira.get(address)  # the questions are read once and kept
    with counting(store) as few:
        amira.get(address)
    for seat in more_learners(db, course, 12):
        a_finished_attempt(db, opening, seat, (1,), None, (0,))
    db.commit()
    with counting(store) as many:
        assert amira.get(address).status_code == 200
    assert len(few) == len(many)


def test_a_question_shows_what_was_answered_and_names_the_key(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, cast: Cast, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, None, (0, 2))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.gus.id), None, (0, 1))
    question = read_sheet(db, opening.quiz_id).places[1]
    db.commit()
    page = text_of(amira, f"/openings/{opening.public_id}/results/questions/{question.public_id}")
    assert "Key: Iron; Salt" in page
    assert "Iron key 2 100 %" in page
    assert "Tin 1 50 %" in page
    assert "Facility 50 %" in page
    assert "The Aller crosses the town" in page


def test_what_learners_typed_is_shown_as_text(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give(items=[an_item("What did she say?", kind="text", options=(), answers=(Answer("nothing"),))])
    a_finished_attempt(db, opening, lin, "<b>**bold**</b>")
    question = read_sheet(db, opening.quiz_id).places[0].public_id
    db.commit()
    for end in (f"questions/{question}", f"learners/{lin.public_id}"):
        page = amira.get(f"/openings/{opening.public_id}/results/{end}").text
        assert "&lt;b&gt;**bold**&lt;/b&gt;" in page
        assert "<strong>bold" not in page


def test_a_learners_page_tells_every_answer_in_words(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give(credit="net_correct")
    a_finished_attempt(db, opening, lin, (1,), (0,), None)
    db.commit()
    page = text_of(amira, f"/openings/{opening.public_id}/results/learners/{lin.public_id}")
    assert "The Leine Not right The Aller 0 13:01:00" in page
    assert "Iron Partly right Iron; Salt 0.5 13:01:00" in page
    assert "– Not answered True 0 –" in page
    assert "Score that counts: 0.5 of 3 (17 %)" in page


def test_late_answers_are_shown_as_kept_and_not_counted(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give(limit_minutes=10)
    attempt = an_attempt(db, opening, lin)
    answer(db, attempt, (0,), at=NOON + timedelta(minutes=11))
    db.commit()
    page = text_of(amira, f"/openings/{opening.public_id}/results/learners/{lin.public_id}")
    assert "Received after the time was over" in page
    assert "These answers are kept and do not count. Question 1, 13:11:00: The Aller" in page
    assert "by the deadline" in page
    assert "Score that counts: 0 of 3" in page


def test_a_learner_who_has_not_started_has_an_empty_page(
    amira: FlaskClient, give: Callable[..., Opening], cast: Cast
) -> None:
    page = text_of(amira, f"/openings/{give().public_id}/results/learners/{cast.gus.public_id}")
    assert "Gus has not started this quiz." in page


def test_learners_and_questions_of_elsewhere_are_not_found(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, cast: Cast
) -> None:
    opening, other = give(), give(title="Another")
    question = read_sheet(db, other.quiz_id).places[0].public_id
    db.commit()
    for end in (f"learners/{cast.omar.public_id}", f"questions/{question}"):
        assert amira.get(f"/openings/{opening.public_id}/results/{end}").status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [("Rivers & “towns”, Köln", "rivers-towns-koln-"), ("河流\r\nX: 1", "x-1-"), ("河", "")],
)
def test_files_carry_a_name_that_every_system_can_keep(
    amira: FlaskClient, give: Callable[..., Opening], title: str, name: str
) -> None:
    opening = give(title=title).public_id
    for ending in ("csv", "xlsx"):
        reply = amira.get(f"/openings/{opening}/results.{ending}")
        assert reply.headers["Content-Disposition"] == f'attachment; filename="results-{name}2026-03-02-1300.{ending}"'
        assert reply.headers["Cache-Control"] == "no-store"


def test_both_files_hold_the_scores(amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    text = amira.get(f"/openings/{opening.public_id}/results.csv").data.decode("utf-8-sig")
    rows = {row["Name"]: row["Score"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["Lin"] == "3"
    sheet = load_workbook(io.BytesIO(amira.get(f"/openings/{opening.public_id}/results.xlsx").data)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][:3] == ["Lin", None, "finished"]


@pytest.mark.parametrize("who", ["ina", "noor", "lin", "nobody"])
def test_results_are_for_those_who_teach_the_class(
    app: Flask, cast: Cast, give: Callable[..., Opening], db: Session, who: str
) -> None:
    opening = give()
    question = read_sheet(db, opening.quiz_id).places[0].public_id
    db.commit()
    if who in ("ina", "noor"):
        client = signed_in(app, getattr(cast, who))
    else:
        client = seated(app, cast.lin) if who == "lin" else app.test_client()
    refusal = {"ina": 403, "noor": 404, "lin": 303, "nobody": 303}[who]
    ends = ["results", f"results/questions/{question}", f"results/learners/{cast.lin.public_id}"]
    for end in [*ends, "results.csv", "results.xlsx"]:
        reply = client.get(f"/openings/{opening.public_id}/{end}")
        assert reply.status_code == refusal, end
        assert "Lin" not in reply.text
        assert "Aller" not in reply.text


def test_every_learner_and_question_stand_in_one_table_at_the_price_of_the_results(
    amira: FlaskClient, store: Store, give: Callable[..., Opening], db: Session, cast: Cast, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    path = f"/openings/{opening.public_id}/results"
    page = amira.get(f"{path}/grid").text
    assert "not started" in page
    assert page.count('<span class="visually-hidden">right</span>') == len(ALL_RIGHT)
    assert f'href="{path}/grid"' in amira.get(path).text
    with counting(store) as few:
        amira.get(f"{path}/grid")
    course = db.get_one(Course, cast.course.id)
    for name in ("Ada", "Bo", "Cy"):
        seat, _ = courses.join(db, course, name, secret=SECRET.encode(), at=NOON)
        a_finished_attempt(db, opening, seat, *ALL_RIGHT)
    db.commit()
    with counting(store) as many:
        amira.get(f"{path}/grid")
    assert len(few) == len(many)


def test_an_attempt_finished_by_mistake_is_given_back_with_its_answers_and_its_deadline(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat, store: Store, clock: Clock
) -> None:
    opening = give(limit_minutes=60)
    attempt = an_attempt(db, opening, lin)
    answer(db, attempt, (0,), at=NOON + timedelta(minutes=1))
    taking.finish(db, attempt, at=NOON + timedelta(minutes=2))
    deadline = attempt.deadline_at
    db.commit()
    clock.at = NOON + timedelta(minutes=10)
    page = f"/openings/{opening.public_id}/results/learners/{lin.public_id}"
    assert "Give the attempt back" in amira.get(page).text
    assert "as before" in amira.get(f"{page}/reopen").text
    assert "can go on with the attempt" in amira.post(f"{page}/reopen", follow_redirects=True).text
    assert amira.post(f"{page}/reopen").status_code == 409, "it runs already"
    with store.reading() as reading:
        row = reading.get_one(Attempt, attempt.id)
        assert (row.state, row.finished_at, row.finished_by, row.deadline_at) == ("open", None, None, deadline)
        assert reading.scalar(select(AuditEntry.what).order_by(AuditEntry.id.desc())) == "attempt.reopen"
        assert len(results.held_in(reading, Attempt.id == attempt.id)[attempt.id]) == 1
    clock.at = NOON + timedelta(minutes=62)
    assert "Give the attempt back" not in amira.get(page).text
    assert amira.get(f"{page}/reopen").status_code == 409


def test_observers_and_strangers_give_no_attempt_back(
    app: Flask, give: Callable[..., Opening], db: Session, lin: Seat, cast: Cast
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, (0,), None, None)
    db.commit()
    page = f"/openings/{opening.public_id}/results/learners/{lin.public_id}/reopen"
    for person, status in ((cast.ina, 403), (cast.noor, 404)):
        assert signed_in(app, person).post(page).status_code == status


def test_a_download_can_leave_the_names_out(
    amira: FlaskClient, give: Callable[..., Opening], db: Session, lin: Seat
) -> None:
    opening = give()
    a_finished_attempt(db, opening, lin, *ALL_RIGHT)
    db.commit()
    address = f"/openings/{opening.public_id}/results.csv"
    replies = [amira.get(f"{address}{end}") for end in ("", "?names=no")]
    with_names, without = (reply.text for reply in replies)
    assert [reply.headers["Content-Disposition"].split("=")[1] for reply in replies] == [
        '"results-rivers-of-the-north-2026-03-02-1300.csv"',
        '"results-rivers-of-the-north-2026-03-02-1300-without-names.csv"',
    ]
    assert "Lin" in with_names
    assert "Lin" not in without
    assert "Learner 1" in without
    assert with_names.count("\n") == without.count("\n")
