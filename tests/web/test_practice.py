"""Practising on pages that work without script."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store import Course, PracticeReview, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast, Clock, seated
from tests.factories import a_quiz, an_item, an_opening
from tests.web.test_results import text_of


@pytest.fixture
def lin(app: Flask, cast: Cast, clock: Clock, db: Session) -> FlaskClient:
    """Lin, an hour after she missed the only question."""
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item()]))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,))
    db.commit()
    clock.advance(hours=1)
    return seated(app, cast.lin)


def form_on(html: str) -> tuple[str, dict[str, str]]:
    """What names the question, and the token of each option by its text."""
    asked = re.search(r'name="asked" value="([^"]+)"', html)
    assert asked
    options = re.findall(r'value="([0-9a-f]{20})".*?class="option-text"[^>]*>([^<]+)<', html, re.DOTALL)
    return asked[1], {text: token for token, text in options}


def test_the_way_from_my_quizzes_to_a_right_answer(lin: FlaskClient, cast: Cast) -> None:
    start = f"/practice/{cast.lin.public_id}"
    assert "Practise what I missed" in text_of(lin, "/me")
    assert "1 thing to practise now." in text_of(lin, start)
    html = lin.get(f"{start}/question").text
    assert "The Aller crosses the town" not in html
    asked, options = form_on(html)
    reply = lin.post(f"{start}/question", data={"asked": asked, "choice": options["The Aller"]})
    assert reply.status_code == 303
    page = text_of(lin, reply.location)
    assert "Your answer, correct" in page
    assert "The Aller crosses the town" in page
    assert "This comes again" in page
    assert "Nothing to practise now." in text_of(lin, start)


def test_what_was_missed_is_told_fact_by_fact(lin: FlaskClient, cast: Cast) -> None:
    start = f"/practice/{cast.lin.public_id}"
    assert "Comes again The town lies on the Aller. 1 0 now" in text_of(lin, start)
    asked, options = form_on(lin.get(f"{start}/question").text)
    lin.post(f"{start}/question", data={"asked": asked, "choice": options["The Aller"]})
    assert re.search(r"Comes again The town lies on the Aller\. 2 1 \d+ March 2026", text_of(lin, start))


def test_a_second_press_is_not_a_second_visit(lin: FlaskClient, cast: Cast) -> None:
    address = f"/practice/{cast.lin.public_id}/question"
    asked, options = form_on(lin.get(address).text)
    form = {"asked": asked, "choice": options["The Leine"]}
    lin.post(address, data=form)
    assert "was given already" in lin.post(address, data=form, follow_redirects=True).text


def test_a_second_press_before_anything_is_due_is_not_a_second_visit_either(
    lin: FlaskClient, cast: Cast, store: Store
) -> None:
    address = f"/practice/{cast.lin.public_id}/question"
    for n, query in enumerate(("", "?early=1", "?early=1"), 1):
        asked, options = form_on(lin.get(address + query).text)
        form = {"asked": asked, "choice": options["The Leine"]}
        assert "/answers/" in lin.post(address + query, data=form).location
        assert "was given already" in lin.post(address + query, data=form, follow_redirects=True).text
        with store.reading() as db:
            assert db.scalar(select(func.count()).select_from(PracticeReview)) == n


def test_an_empty_answer_comes_back(lin: FlaskClient, cast: Cast) -> None:
    address = f"/practice/{cast.lin.public_id}/question"
    asked, _ = form_on(lin.get(address).text)
    reply = lin.post(address, data={"asked": asked})
    assert reply.status_code == 422
    assert "there is no time limit" in reply.text


def test_practice_is_the_learners_own(app: Flask, cast: Cast, lin: FlaskClient) -> None:
    for seat in (cast.gus, cast.omar):
        for end in ("", "/question"):
            assert seated(app, seat).get(f"/practice/{cast.lin.public_id}{end}").status_code == 404


def test_who_has_missed_nothing_is_told_so(app: Flask, cast: Cast) -> None:
    assert "Nothing to practise." in text_of(seated(app, cast.gus), f"/practice/{cast.gus.public_id}")


@pytest.mark.parametrize(
    ("facts", "choice", "offered"), [(("F1",), (1,), True), ((), (1,), True), ((), (0,), False), (("F1",), (0,), False)]
)
def test_the_result_offers_practice_where_something_was_missed(
    app: Flask, cast: Cast, db: Session, clock: Clock, facts: tuple[str, ...], choice: tuple[int, ...], offered: bool
) -> None:
    item = an_item("Which river flows through Celle?", facts=facts)
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [item]))
    attempt = a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), choice)
    name = attempt.public_id
    db.commit()
    clock.advance(minutes=2)  # just finished
    lin = seated(app, cast.lin)
    button = re.findall(r'href="([^"]+)">Practise what I missed', lin.get(f"/take/{name}/result").text)
    assert len(button) == offered
    if offered:
        assert "Which river flows through Celle?" in text_of(lin, button[0]), "it practises at once"
        asked, options = form_on(lin.get(button[0]).text)
        lin.post(button[0], data={"asked": asked, "choice": options["The Leine"]})
        again = lin.get(button[0], follow_redirects=True)
        assert "Nothing to practise now." in again.text, "what was just practised comes back after a while"


def test_the_result_of_a_long_quiz_leads_to_what_was_missed(app: Flask, cast: Cast, db: Session) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(6)]))
    attempt = a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (0,), (1,), (0,), None, (0,), (0,))
    name = attempt.public_id
    db.commit()
    page = seated(app, cast.lin).get(f"/take/{name}/result").text
    assert re.findall(r'<a href="#(question-\d)">', page) == ["question-2", "question-4"]
    assert 'id="question-4"' in page
