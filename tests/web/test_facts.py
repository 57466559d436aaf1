"""Facts are written and corrected on their page, beside the article."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, reviewing
from quizapp.formats.articles import ArticleText
from quizapp.store import BankPage, Course, PageFact, Person
from quizapp.store.engine import Store
from tests.classroom.test_reviewing import SENTENCES, TEXT, WHO
from tests.conftest import Cast
from tests.factories import NOON


@pytest.fixture
def page(db: Session, cast: Cast) -> BankPage:
    """A page with one approved question, who opened the mill, and its fact."""
    course, amira = db.get_one(Course, cast.course.id), db.get_one(Person, cast.amira.id)
    row, _ = articles.add(db, amira, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    drafting.store(db, row, [WHO], generator=1, at=NOON)
    [draft] = drafting.all_drafts(db, row)
    question = reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)
    db.commit()
    return question.page


def text(client: FlaskClient, where: str) -> str:
    return html.unescape(client.get(where).text)


def typed(shown: str, **changes: str) -> dict[str, str]:
    based_on = re.search(r'name="based_on"[^>]*value="(\w+)"', shown)
    values = {"statement": "Maren Holt opened the mill.", "quotes": SENTENCES[0], "places": ""}
    return values | {"based_on": based_on[1] if based_on else ""} | changes


def test_a_fact_is_corrected_beside_the_article_and_its_questions_follow(amira: FlaskClient, page: BankPage) -> None:
    where = f"/pages/{page.public_id}/facts/1/edit"
    assert where in amira.get(f"/pages/{page.public_id}").text
    shown = text(amira, where)
    assert f"<mark>{SENTENCES[0]}</mark>" in shown
    assert "1 question rests on it" in shown
    saved = amira.post(where, data=typed(shown), follow_redirects=True)
    assert "1 question that rests on it has a new version" in saved.text
    assert "Maren Holt opened the mill." in saved.text


def test_a_wrong_quote_is_refused_and_what_was_typed_stays(amira: FlaskClient, page: BankPage, store: Store) -> None:
    where = f"/pages/{page.public_id}/facts/1/edit"
    refused = amira.post(where, data=typed(text(amira, where), statement="Mine.", quotes="Maren Holt closed the mill."))
    assert refused.status_code == 422
    assert "word for word" in refused.text
    assert "Mine.</textarea>" in refused.text
    with store.reading() as db:
        assert db.scalars(select(PageFact.statement)).one() == "Maren Holt it was."


def test_of_two_who_save_the_second_sees_what_the_first_wrote(amira: FlaskClient, page: BankPage) -> None:
    where = f"/pages/{page.public_id}/facts/1/edit"
    shown = text(amira, where)
    amira.post(where, data=typed(shown))
    second = amira.post(where, data=typed(shown, statement="Another wording."))
    assert second.status_code == 422
    assert "It says now: Maren Holt opened the mill." in second.text
    amira.post(where, data=typed(second.text, statement="Another wording."))
    assert "Another wording." in text(amira, f"/pages/{page.public_id}")


def test_a_fact_is_added_with_several_sentences(amira: FlaskClient, page: BankPage, store: Store) -> None:
    where = f"/pages/{page.public_id}/facts/new"
    assert "The article" in text(amira, where)
    two = f"{SENTENCES[1]}\r\n\r\n{SENTENCES[2]}"
    added = amira.post(where, data=typed("", statement="The mill was sold.", quotes=two), follow_redirects=True)
    assert "F2 is added" in added.text
    with store.reading() as db:
        fact = db.scalars(select(PageFact).where(PageFact.number == 2)).one()
        assert (fact.quotes, fact.places) == ([SENTENCES[1], SENTENCES[2]], ["paragraph 1"])
