from __future__ import annotations

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store import BankPage, ItemVersion, PageFact
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from tests.classroom.samples import PNG
from tests.conftest import Cast, signed_in
from tests.factories import NOON, a_page
from tests.web.typed import text, typed


def test_the_preview_shows_what_learners_will_see_and_then_the_key(amira: FlaskClient, shelf: BankPage) -> None:
    reply = amira.post("/questions/preview", data=typed(shelf, facts="F1"), headers={"X-Requested-With": "fetch"})
    assert reply.status_code == 200
    before, after = text(reply).split("Once the key is shown")
    assert "Which river flows through Celle?" in before
    assert 'type="radio"' in before
    assert "Celle lies on it." not in before
    assert "Correct answer" not in before
    assert "Celle lies on it." in after
    assert "The Aller crosses the town" in after


def test_the_preview_of_half_a_question_lists_what_is_missing(amira: FlaskClient, shelf: BankPage) -> None:
    reply = amira.post("/questions/preview", data={"page": shelf.public_id, "stem": "Which **river**?"})
    assert reply.status_code == 200
    assert "Still missing" in text(reply)
    assert "A question has 2 to 26 options; this one has 0." in text(reply)
    assert "<strong>river</strong>" in text(reply)
    assert "<html" not in text(reply)


def test_a_preview_writes_nothing(amira: FlaskClient, store: Store, shelf: BankPage, row: ItemRow) -> None:
    data = typed(shelf, fact_statement="New", fact_place="paragraph 9", alternative="A castle")
    for path in ("/questions/preview", "/questions/new", f"/questions/{row.public_id}/edit"):
        reply = amira.post(path, data={**data, "act": "preview", "picture": (BytesIO(PNG), "castle.png")})
        assert reply.status_code == 200
        assert "Once the key is shown" in text(reply)
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(ItemVersion)) == 1
        assert db.scalar(select(func.count()).select_from(PageFact)) == 1


def test_a_preview_is_only_for_those_who_may_write(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db, course=cast.course, at=NOON)
    db.commit()
    for person, status in ((cast.ben, 200), (cast.ina, 403), (cast.noor, 404)):
        assert signed_in(app, person).post("/questions/preview", data=typed(page)).status_code == status
    assert app.test_client().post("/questions/preview", data=typed(page)).status_code == 303
