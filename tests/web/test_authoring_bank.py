from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring
from quizapp.classroom.bodies import item_of
from quizapp.core.item import Item, Option
from quizapp.store import BankPage
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from tests.conftest import Cast, seated, signed_in
from tests.factories import a_multiple, a_page, a_question, an_item
from tests.web.typed import text


@pytest.fixture
def shelf(db: Session) -> BankPage:
    """A shared page with three questions, one of them retired."""
    page = a_page(db, title="Rivers of the north")
    a_question(db, page, an_item("Which river flows through Celle?"))
    a_question(db, page, a_multiple("What was mined in Goslar?", tags=("mines",), level="apply", difficulty="hard"))
    a_question(db, page, an_item("Which river is forgotten?"), status="retired")
    db.commit()
    return page


def item(db: Session, stem: str) -> tuple[str, Item]:
    row = db.scalars(select(ItemRow).where(ItemRow.stem_start == stem)).one()
    return row.public_id, item_of(authoring.newest(db, row))


# --- the list --------------------------------------------------------------------------------------------------


def test_it_lists_the_questions_and_leaves_the_retired_out(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get("/questions"))
    assert "2 questions" in page
    assert "Which river flows through Celle?" in page
    assert "several answers" in page
    assert "Which river is forgotten?" not in page


def test_what_was_written_last_comes_first_unless_the_order_of_the_pages_is_wanted(
    amira: FlaskClient, db: Session, shelf: BankPage
) -> None:
    a_question(db, shelf, an_item("Which river is new?")).created_at += timedelta(days=1)
    db.commit()
    newest, by_page = text(amira.get("/questions")), text(amira.get("/questions?order=page"))
    assert "3 questions</strong>, newest first" in newest
    assert newest.index("Which river is new?") < newest.index("Which river flows through Celle?")
    assert "3 questions</strong>, as on their pages" in by_page
    assert by_page.index("Which river is new?") > by_page.index("What was mined in Goslar?")


@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ({"words": "CELLE river"}, "Celle", "containing “CELLE river”"),
        ({"words": "zinc"}, "Goslar", "containing “zinc”"),
        ({"tag": "mines"}, "Goslar", "tagged mines"),
        ({"kind": "single"}, "Celle", "of the kind one answer"),
        ({"level": "apply"}, "Goslar", "of the level apply"),
        ({"difficulty": "easy"}, "Celle", "of the difficulty easy"),
        ({"status": "retired"}, "forgotten", "in the state retired"),
    ],
)
def test_a_filter_narrows_the_list_and_is_said_in_words(
    amira: FlaskClient, shelf: BankPage, query: dict[str, str], found: str, said: str
) -> None:
    page = text(amira.get("/questions", query_string=query))
    assert f"<strong>1 question</strong> {said}." in page
    names = ("Celle?", "Goslar?", "forgotten?")
    assert [name for name in names if f"{name}</a>" in page] == [f"{found}?"]
    assert ">Clear</a>" in page


def test_nothing_found_says_so_and_how_to_get_back(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get("/questions?words=volcano"))
    assert "No question fits." in page
    assert "Clear the filter" in page


def test_an_empty_bank_says_what_will_be_here(amira: FlaskClient) -> None:
    assert "No questions yet." in text(amira.get("/questions"))


def test_sixty_questions_take_three_pages_and_no_more_queries_than_five(
    app: Flask, amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    def counted() -> tuple[int, str]:
        statements.clear()
        page = text(amira.get("/questions"))
        return len(statements), page

    for number in range(3):
        a_question(db, shelf, an_item(f"Question {number}?", tags=(f"tag-{number}",)))
    db.commit()
    few, page = counted()
    assert "5 questions" in page
    for number in range(55):
        a_question(db, a_page(db), an_item(f"Further question {number}?", tags=(f"more-{number}", "all")))
    db.commit()
    many, page = counted()
    assert "60 questions" in page
    assert many == few
    assert "Page 1 of 3" in page
    last = text(amira.get("/questions?n=3"))
    assert last.count('name="question"') == 10
    assert page.count('name="question"') == 25


def test_everyone_sees_the_questions_of_their_own_classes_only(
    app: Flask, db: Session, cast: Cast, shelf: BankPage
) -> None:
    a_question(db, a_page(db, course=cast.course, title="Our own"), an_item("Which river is ours?"))
    db.commit()
    assert "Which river is ours?" in text(signed_in(app, cast.ben).get("/questions"))
    strange = text(signed_in(app, cast.noor).get("/questions"))
    assert "Which river is ours?" not in strange
    assert "Our own" not in strange
    assert "2 questions" in strange
    assert signed_in(app, cast.ina).get("/questions").status_code == 403
    learner = seated(app, cast.lin).get("/questions")
    assert (learner.status_code, "sign-in" in learner.location) == (303, True)


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "-1", "x", "9" * 5000])
def test_a_screen_that_does_not_exist_is_the_nearest_one(amira: FlaskClient, shelf: BankPage, number: str) -> None:
    page = amira.get("/questions", query_string={"n": number})
    assert page.status_code == 200
    assert "Which river flows through Celle?" in page.text


# --- many at once ----------------------------------------------------------------------------------------------


def test_it_tags_many_questions_and_returns_to_the_same_list(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    goslar, _ = item(db, "What was mined in Goslar?")
    db.commit()
    reply = amira.post(
        "/questions/bulk?kind=single&n=1", data={"question": [celle, goslar], "add": "Week 3", "remove": "mines"}
    )
    assert reply.status_code == 303
    assert reply.location == "/questions?kind=single&n=1"
    assert "Tags changed on 2 questions." in text(amira.get(reply.location))
    with store.reading() as reading:
        assert item(reading, "Which river flows through Celle?")[1].tags == ("rivers", "week 3")
        assert item(reading, "What was mined in Goslar?")[1].tags == ("week 3",)


@pytest.mark.parametrize(
    ("chosen", "add", "words"),
    [
        (False, "news", "Choose at least one question."),
        (True, "", "Write a tag to add or to remove."),
        (True, "x" * 50, "shorten it to 40"),
    ],
)
def test_it_asks_for_questions_and_tags(
    amira: FlaskClient, db: Session, shelf: BankPage, chosen: bool, add: str, words: str
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    db.commit()
    reply = amira.post("/questions/bulk", data={"question": [celle] if chosen else [], "add": add})
    assert reply.status_code == 422
    assert words in text(reply)
    assert (f'value="{celle}" checked' in text(reply)) == chosen


def test_all_drafts_that_fit_are_approved_at_once_and_the_flawed_say_why_not(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    a_question(db, shelf, an_item("Which river is new?"), status="draft")
    bad = an_item("Which river is none?", options=(Option("The Aller", True), Option("None of the above")))
    a_question(db, shelf, bad, status="draft")
    db.commit()
    reply = amira.post("/questions/bulk?status=draft", data={"act": "approved", "all": "y"})
    assert reply.location == "/questions?status=draft"
    told = text(amira.get(reply.location))
    assert "1 question is approved now." in told
    assert "“Which river is none?” stays as it is." in told
    with store.reading() as reading:
        states = {row.stem_start: row.status for row in reading.scalars(select(ItemRow))}
    assert (states["Which river is new?"], states["Which river is none?"]) == ("approved", "draft")
    assert states["Which river is forgotten?"] == "retired"


def test_a_state_for_many_needs_questions_of_ones_own(
    app: Flask, amira: FlaskClient, db: Session, cast: Cast, shelf: BankPage
) -> None:
    own = a_question(db, a_page(db, course=cast.course), status="draft")
    db.commit()
    assert "Choose at least one question." in text(amira.post("/questions/bulk", data={"act": "retired"}))
    for person, status in ((cast.noor, 404), (cast.ina, 403)):
        data = {"act": "approved", "question": own.public_id}
        assert signed_in(app, person).post("/questions/bulk", data=data).status_code == status


def test_strangers_and_observers_tag_nothing(
    app: Flask, db: Session, store: Store, cast: Cast, shelf: BankPage
) -> None:
    own = a_question(db, a_page(db, course=cast.course), an_item("Which river is ours?"))
    shared, _ = item(db, "Which river flows through Celle?")
    db.commit()
    data = {"question": [shared, own.public_id], "add": "taken"}
    assert signed_in(app, cast.noor).post("/questions/bulk", data=data).status_code == 404
    assert signed_in(app, cast.ina).post("/questions/bulk", data=data).status_code == 403
    with store.reading() as reading:
        assert item(reading, "Which river flows through Celle?")[1].tags == ("rivers",)


# --- pages -----------------------------------------------------------------------------------------------------


def test_a_page_shows_its_source_its_facts_and_its_questions(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get(f"/pages/{shelf.public_id}"))
    for words in ("Rivers of the north", "Field notes", "The Aller crosses the town", "paragraph 2", "through Celle?"):
        assert words in page
    assert "forgotten" not in page


def test_it_makes_a_page_for_one_class(app: Flask, amira: FlaskClient, cast: Cast, store: Store) -> None:
    data = {"title": "Our town", "published": "2026-01-05", "tags": "Town, news", "language": "de"}
    reply = amira.post("/pages/new", data={**data, "course": cast.course.public_id})
    assert reply.status_code == 303
    with store.reading() as db:
        page = db.scalars(select(BankPage)).one()
    assert page.course_id == cast.course.id
    assert page.head == {
        "title": "Our town", "published": "2026-01-05", "language": "de", "tags": ["news", "town"]
    }  # fmt: skip
    assert "Only those who teach" in text(amira.get(reply.location))
    assert signed_in(app, cast.noor).get(reply.location).status_code == 404


def test_changing_a_source_gives_its_questions_a_version_that_cites_it(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    db.commit()
    data = {"title": "Rivers", "publisher": "The Herald", "tags": "north", "language": "en"}
    reply = amira.post(f"/pages/{shelf.public_id}/edit", data=data, follow_redirects=True)
    assert "3 questions got a new version that cites it" in text(reply)
    assert "The Herald" in text(amira.get(f"/questions/{celle}"))
    assert "Changed: source" in text(amira.get(f"/questions/{celle}"))
    assert "2 questions" in text(amira.get("/questions?tag=north"))
    again = amira.post(f"/pages/{shelf.public_id}/edit", data=data, follow_redirects=True)
    assert "cites it" not in text(again)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Write a title"),
        ({"published": "yesterday"}, "Write the date as 2024-04-14"),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"tags": "x" * 50}, "shorten it to 40"),
    ],
)
def test_it_refuses_a_head_that_cannot_be(
    amira: FlaskClient, store: Store, shelf: BankPage, changes: dict[str, str], words: str
) -> None:
    data = {"title": "Rivers", "source": "A report", "course": "shared"} | changes
    for path in ("/pages/new", f"/pages/{shelf.public_id}/edit"):
        reply = amira.post(path, data=data)
        assert reply.status_code == 422
        assert words in text(reply)
        assert "A report" in text(reply)
    with store.reading() as db:
        assert [page.head["title"] for page in db.scalars(select(BankPage))] == ["Rivers of the north"]


def test_pages_are_made_and_changed_by_those_who_teach_there(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db, course=cast.course)
    db.commit()
    own = f"/pages/{page.public_id}/edit"
    for person, status in ((cast.ben, 200), (cast.noor, 404), (cast.ina, 403)):
        assert signed_in(app, person).get(own).status_code == status
    assert signed_in(app, cast.noor).post(own, data={"title": "Mine"}).status_code == 404
    assert signed_in(app, cast.ina).post("/pages/new", data={"title": "Mine", "course": "shared"}).status_code == 403
    foreign = signed_in(app, cast.noor).post("/pages/new", data={"title": "Mine", "course": cast.course.public_id})
    assert foreign.status_code == 422
