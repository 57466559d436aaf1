"""From a flag in the statistics to a better option, tried beside the old one, decided on its page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, trials
from quizapp.classroom.bodies import item_of
from quizapp.core.item import Option
from quizapp.store import Course, Item, Opening, Person, Trial
from quizapp.store.engine import Store
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import NOON, a_quiz, an_item, an_opening

NEW = "The Ilme"


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()]))
    row = opening.quiz.items[0].version.item
    item = item_of(authoring.newest(db, row))
    options = (*item.options[:3], Option(NEW, False, "The Ilme ends before the town."))
    authoring.edit_item(db, db.get_one(Person, cast.amira.id), row, replace(item, options=options), at=NOON)
    db.commit()
    return opening


def test_a_newer_version_is_tried_and_decided_about_on_its_page(
    app: Flask, cast: Cast, amira: FlaskClient, opening: Opening, store: Store, clock: Clock
) -> None:
    row = opening.quiz.items[0].version.item
    question = f"/questions/{row.public_id}"
    assert "Try version 2 beside the old one there" in amira.get(question).text
    started = amira.post(f"/quizzes/{opening.quiz.public_id}/trials", data={"question": row.public_id})
    assert re.search(r"/trials/\w+$", started.location)
    page = amira.get(started.location).text
    assert "Open: the next look is at 30 learners with each version." in page
    assert NEW in page
    assert "Try version 2" not in amira.get(question).text
    assert "Running." in amira.get(question).text

    clock.advance(minutes=1)
    lin = seated(app, cast.lin)
    taken = lin.post(f"/q/{opening.public_id}/start", follow_redirects=True)
    shown = NEW in taken.text
    for _ in range(3):
        assert (NEW in lin.get(taken.request.path).text) is shown, "it never changes within an attempt"

    clock.advance(minutes=1)
    assert "Choose which version" in amira.post(started.location, data={"keep": "both"}).text
    assert amira.post(started.location, data={"keep": "old"}).status_code == 303
    assert "the old version was kept" in amira.get(started.location).text
    assert "The old version was kept." in amira.get(question).text
    assert (NEW in lin.get(taken.request.path).text) is shown, "nor after the decision"
    assert amira.post(started.location, data={"keep": "new"}).status_code == 409
    with store.reading() as db:
        assert NEW not in str(authoring.newest(db, db.get_one(Item, row.id)).body)


def test_the_editor_says_plainly_when_there_is_no_article_to_propose_from(amira: FlaskClient, opening: Opening) -> None:
    row = opening.quiz.items[0].version.item
    page = amira.get(f"/questions/{row.public_id}/edit").text
    assert "proposed for questions that were drafted here, and this one was not" in page


def test_strangers_and_observers_neither_start_nor_see_a_trial(
    app: Flask, cast: Cast, db: Session, opening: Opening
) -> None:
    row = opening.quiz.items[0].version.item
    person = db.get_one(Person, cast.amira.id)
    trial = trials.start(db, person, opening.quiz, row, secret=b"t" * 32, at=NOON)
    db.commit()
    for person_, status in ((cast.ina, 403), (cast.noor, 404)):
        client = signed_in(app, person_)
        assert client.get(f"/trials/{trial.public_id}").status_code == status
        assert client.post(f"/trials/{trial.public_id}", data={"keep": "new"}).status_code == status
        started = client.post(f"/quizzes/{opening.quiz.public_id}/trials", data={"question": row.public_id})
        assert started.status_code == status
    assert db.scalars(select(Trial.kept)).all() == [""]
