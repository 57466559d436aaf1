"""The quiz pages: made, filled, previewed, given to a class, closed and released, by those who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, overview, quizzes
from quizapp.classroom.secrets import grouped
from quizapp.store import Course, Opening, Quiz, Seat
from quizapp.store.engine import Store
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import NOON, a_multiple, a_page, a_question, a_quiz, an_attempt, an_item, an_opening
from tests.web.queries import counting

RULES = {
    "opens_at": "",
    "closes_at": "",
    "limit_minutes": "",
    "attempts": "1",
    "counts": "highest",
    "feedback": "finish",
    "layout": "page",
    "credit": "all_or_nothing",
}


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def quiz(db: Session, course: Course) -> str:
    """A draft of Amira's class, by its public id."""
    made = a_quiz(db, course).public_id
    db.commit()
    return made


class Given(NamedTuple):
    """An opening by its ids, for use while nobody holds the database."""

    id: int
    public_id: str
    quiz: str


@pytest.fixture
def give(db: Session, course: Course) -> Callable[..., Given]:
    """A quiz given to Amira's class under these rules."""

    def given(**rules: Any) -> Given:
        opening = an_opening(db, a_quiz(db, course), **rules)
        made = Given(opening.id, opening.public_id, opening.quiz.public_id)
        db.commit()
        return made

    return given


def places(store: Store, quiz: str) -> list[tuple[str, str]]:
    """Public id and stem of each question of a quiz, in order."""
    with store.reading() as db:
        row = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
        found = overview.questions_of(db, row)
        return [(contained.place.public_id, contained.place.item.stem) for contained in found]


def only_opening(store: Store) -> Opening:
    with store.reading() as db:
        return db.scalars(select(Opening)).one()


# --- the list --------------------------------------------------------------------------------------------------


def test_the_list_shows_where_each_quiz_stands(amira: FlaskClient, give: Callable[..., Given], quiz: str) -> None:
    give(closes_at=NOON + timedelta(days=1))
    page = amira.get("/quizzes")
    assert "Draft" in page.text
    assert "until 3 March 2026, 13:00 (Europe/Berlin)" in page.text


def test_the_list_says_what_to_do_when_there_is_no_quiz(amira: FlaskClient) -> None:
    assert "No quizzes yet." in amira.get("/quizzes").text


def test_an_observer_sees_the_quizzes_and_no_way_to_results(app: Flask, cast: Cast, give: Callable[..., Given]) -> None:
    give()
    page = signed_in(app, cast.ina).get("/quizzes")
    assert "Rivers of the north" in page.text
    assert "Results" not in page.text
    assert "Make a quiz" not in page.text


def test_the_list_shows_nothing_of_other_classes(app: Flask, cast: Cast, quiz: str) -> None:
    assert "Rivers of the north" not in signed_in(app, cast.noor).get("/quizzes").text


def test_the_list_costs_the_same_queries_however_many_quizzes_there_are(
    amira: FlaskClient, db: Session, course: Course, store: Store, give: Callable[..., Given]
) -> None:
    give()
    with counting(store) as few:
        amira.get("/quizzes")
    for _ in range(5):
        an_opening(db, a_quiz(db, course))
    db.commit()
    with counting(store) as many:
        assert amira.get("/quizzes").text.count("Rivers of the north") >= 6
    assert len(few) == len(many)


# --- making ----------------------------------------------------------------------------------------------------


def new_quiz(cast: Cast, **changes: str) -> dict[str, str]:
    return {"title": "Rivers", "description": "", "course": cast.course.public_id, "seed": ""} | changes


def test_a_quiz_is_made_from_a_plan(amira: FlaskClient, cast: Cast, db: Session, store: Store) -> None:
    page = a_page(db)
    for tag in ("rivers", "rivers", "walls"):
        a_question(db, page, an_item(tags=(tag,)))
    db.commit()
    assert "rivers (2)" in amira.get("/quizzes/new").text
    plan = {"plan-0-tag": "rivers", "plan-0-number": "2", "plan-1-tag": "walls", "plan-1-number": "1"}
    reply = amira.post("/quizzes/new", data=new_quiz(cast, seed="12", **plan))
    assert reply.status_code == 303
    assert len(places(store, reply.location.rpartition("/")[2])) == 3
    assert "The number of this draw is 12" in amira.get(reply.location).text


def test_a_plan_has_no_more_rows_than_there_are_tags(amira: FlaskClient, cast: Cast, db: Session) -> None:
    assert "Draw questions by tag" not in amira.get("/quizzes/new").text
    a_question(db, a_page(db), an_item(tags=("rivers", "walls")))
    db.commit()
    page = amira.get("/quizzes/new").text
    assert "plan-1-tag" in page
    assert "plan-2-tag" not in page


def test_a_quiz_without_a_plan_starts_empty(amira: FlaskClient, cast: Cast) -> None:
    reply = amira.post("/quizzes/new", data=new_quiz(cast))
    assert "No questions yet." in amira.get(reply.location).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Write a title"),
        ({"course": "nowhere"}, "choose one that is offered"),
        ({"plan-0-tag": "rivers", "plan-0-number": "9"}, "asks for 9 questions tagged “rivers”; there is 1"),
        ({"plan-0-tag": "rivers"}, "Write how many questions tagged “rivers”"),
        ({"plan-2-number": "3"}, "Choose a tag for the 3 questions"),
        ({"plan-0-tag": "rivers", "plan-0-number": "many"}, "Write a whole number"),
        ({"seed": "-1"}, "Write a number from 0"),
    ],
)
def test_a_quiz_that_cannot_be_made_is_explained_and_nothing_is_kept(
    amira: FlaskClient, cast: Cast, db: Session, store: Store, changes: dict[str, str], words: str
) -> None:
    a_question(db, a_page(db))
    db.commit()
    reply = amira.post("/quizzes/new", data=new_quiz(cast, **changes))
    assert reply.status_code == 422
    assert words in unescape(reply.text)
    with store.reading() as reading:
        assert reading.scalars(select(Quiz)).all() == []


def test_a_quiz_is_not_made_for_somebody_elses_class(app: Flask, cast: Cast) -> None:
    assert signed_in(app, cast.noor).post("/quizzes/new", data=new_quiz(cast)).status_code == 422
    assert signed_in(app, cast.ina).get("/quizzes/new").status_code == 403
    assert signed_in(app, cast.ina).post("/quizzes/new", data=new_quiz(cast)).status_code == 403


# --- its questions ---------------------------------------------------------------------------------------------


def test_the_page_of_a_quiz_lists_its_questions_in_order(amira: FlaskClient, quiz: str, store: Store) -> None:
    page = amira.get(f"/quizzes/{quiz}").text
    positions = [page.index(stem) for _, stem in places(store, quiz)]
    assert positions == sorted(positions)
    assert "3 questions" in page


def test_the_page_costs_the_same_queries_however_many_questions_there_are(
    amira: FlaskClient, db: Session, course: Course, store: Store
) -> None:
    counts = []
    for number in (2, 9):
        made = a_quiz(db, course, [an_item() for _ in range(number)]).public_id
        db.commit()
        with counting(store) as seen:
            amira.get(f"/quizzes/{made}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_questions_are_moved_and_removed_without_a_script(amira: FlaskClient, quiz: str, store: Store) -> None:
    (first, one), (_, two), (_, three) = places(store, quiz)
    reply = amira.post(f"/quizzes/{quiz}/move", data={"question": first, "direction": "down"})
    assert reply.location.endswith(f"#q-{first}")
    assert [stem for _, stem in places(store, quiz)] == [two, one, three]
    amira.post(f"/quizzes/{quiz}/remove", data={"question": first})
    assert [stem for _, stem in places(store, quiz)] == [two, three]


def test_questions_are_found_and_added(amira: FlaskClient, quiz: str, db: Session, store: Store) -> None:
    page = a_page(db)
    bridge = a_question(db, page, an_item("Who built the bridge?")).public_id
    a_question(db, page, an_item("Who built the tower?"))
    a_question(db, page, an_item("Who drafted the bridge?"), status="draft")
    db.commit()
    found = amira.get(f"/quizzes/{quiz}/add?words=bridge").text
    assert "Who built the bridge?" in found
    assert "tower" not in found
    assert "drafted" not in found
    reply = amira.post(f"/quizzes/{quiz}/questions", data={"question": bridge})
    assert "1 question was added." in amira.get(reply.location).text
    assert places(store, quiz)[-1][1] == "Who built the bridge?"
    assert "In the quiz" in amira.get(f"/quizzes/{quiz}/add?words=bridge").text


def test_adding_nothing_says_what_to_do_and_keeps_the_search(amira: FlaskClient, quiz: str) -> None:
    reply = amira.post(f"/quizzes/{quiz}/questions", data={"words": "town"})
    assert reply.status_code == 422
    assert "Choose at least one question." in reply.text
    assert 'value="town"' in reply.text


def test_what_is_ticked_stays_ticked_over_searches(amira: FlaskClient, quiz: str, db: Session, store: Store) -> None:
    halden = a_page(db, title="The Halden Bridge")
    bridge = a_question(db, halden, an_item("Who built it?")).public_id
    tower = a_question(db, a_page(db, title="Towers"), an_item("Who burnt it?")).public_id
    db.commit()
    by_title = amira.get(f"/quizzes/{quiz}/add?words=halden").text
    assert "Who built it?" in by_title
    assert "Who burnt it?" not in by_title
    search = {"act": "search", "page": halden.public_id, "question": tower}
    found = amira.post(f"/quizzes/{quiz}/questions", data=search)
    assert found.status_code == 200
    assert "1 ticked" in found.text
    assert re.search(rf'value="{tower}" checked', found.text)
    assert re.search(rf'value="{bridge}"(?! checked)', found.text)
    assert len(places(store, quiz)) == 3, "a search adds nothing"


def test_pages_without_an_approved_question_are_not_offered_for_a_quiz(amira: FlaskClient, db: Session) -> None:
    a_question(db, a_page(db, title="The Halden Bridge"), an_item("Who built it?"))
    a_question(db, a_page(db, title="Towers"), an_item("Who burnt it?"), status="draft")
    db.commit()
    form = amira.get("/quizzes/new").text
    assert "The Halden Bridge (1)" in form
    assert "Towers" not in form


def test_a_quiz_is_made_of_the_approved_questions_of_a_page(
    amira: FlaskClient, db: Session, course: Course, store: Store
) -> None:
    halden = a_page(db, title="The Halden Bridge")
    for stem in ("Who built it?", "When did it open?"):
        a_question(db, halden, an_item(stem))
    a_question(db, halden, an_item("Who drafted it?"), status="draft")
    db.commit()
    form = amira.get(f"/quizzes/new?page={halden.public_id}").text
    assert 'value="The Halden Bridge"' in form
    assert f'selected value="{halden.public_id}"' in form
    data = {"title": "Bridges", "course": course.public_id, "page": halden.public_id}
    made = amira.post("/quizzes/new", data=data).location
    assert "made with 2 questions." in amira.get(made).text
    assert [stem for _, stem in places(store, made.rpartition("/")[2])] == ["Who built it?", "When did it open?"]


def test_a_search_that_finds_nothing_offers_all_questions(amira: FlaskClient, quiz: str) -> None:
    assert "No approved question fits." in amira.get(f"/quizzes/{quiz}/add?words=volcano").text


def test_an_unknown_question_is_not_added(amira: FlaskClient, quiz: str) -> None:
    assert amira.post(f"/quizzes/{quiz}/questions", data={"question": "nothing"}).status_code == 404


def test_one_button_takes_the_newest_versions(
    amira: FlaskClient, quiz: str, db: Session, cast: Cast, store: Store
) -> None:
    row = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
    authoring.edit_item(db, cast.amira, row.items[0].version.item, an_item("What is new?"), at=NOON)
    db.commit()
    page = amira.get(f"/quizzes/{quiz}").text
    assert "1 question has a newer version" in page
    assert "What is new?" not in page
    amira.post(f"/quizzes/{quiz}/newest")
    assert places(store, quiz)[0][1] == "What is new?"
    assert "newer version" not in amira.get(f"/quizzes/{quiz}").text.replace("newest version", "")


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("open", {"closes_at": "2026-04-01T18:00", "limit_minutes": "soon"}),
        ("live", {"limit_s": "45", "read_s": "9"}),
    ],
)
def test_before_a_quiz_is_given_or_played_its_page_says_that_questions_were_corrected_and_takes_them(
    amira: FlaskClient, quiz: str, db: Session, cast: Cast, store: Store, page: str, typed: dict[str, str]
) -> None:
    """What was typed on the page so far stays, right or wrong."""
    path, said = f"/quizzes/{quiz}/{page}", "1 question has a newer version in the bank; without it"
    assert said not in amira.get(path).text
    row = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
    authoring.edit_item(db, cast.amira, row.items[0].version.item, an_item("What is new?"), at=NOON)
    db.commit()
    shown = amira.get(path).text
    assert said in shown
    [form] = re.findall(r'<form method="post">.*?</form>', shown, re.S)
    pressed_by_enter, newest, *_ = re.findall("<button[^>]*>", form)
    assert 'class="visually-hidden"' in pressed_by_enter
    assert newest == '<button name="act" value="newest" formnovalidate>'
    taken = amira.post(path, data=typed | {"act": "newest"})
    assert taken.status_code == 200
    assert "The quiz now has the newest version of 1 question." in taken.text
    assert said not in taken.text
    for value in typed.values():
        assert f'value="{value}"' in taken.text
    assert places(store, quiz)[0][1] == "What is new?"
    assert "newest version of" not in amira.post(path, data=typed | {"act": "newest"}).text, "sent again"


def test_a_quiz_that_was_given_says_nothing_of_newer_versions_it_cannot_take(
    amira: FlaskClient, give: Callable[..., Given], db: Session, cast: Cast
) -> None:
    quiz = give().quiz
    row = db.scalars(select(Quiz).where(Quiz.public_id == quiz)).one()
    authoring.edit_item(db, cast.amira, row.items[0].version.item, an_item("What is new?"), at=NOON)
    db.commit()
    for page in ("open", "live"):
        assert "newer version" not in amira.get(f"/quizzes/{quiz}/{page}").text


def test_a_quiz_that_was_given_is_fixed(amira: FlaskClient, give: Callable[..., Given], store: Store) -> None:
    quiz = give().quiz
    page = amira.get(f"/quizzes/{quiz}").text
    assert "Everyone gets the same questions" in page
    assert "Remove" not in page
    question = places(store, quiz)[0][0]
    assert amira.post(f"/quizzes/{quiz}/remove", data={"question": question}).status_code == 409
    assert amira.get(f"/quizzes/{quiz}/add").status_code == 409


# --- preview ---------------------------------------------------------------------------------------------------


def test_the_preview_is_what_a_learner_sees_and_tells_no_key(amira: FlaskClient, quiz: str) -> None:
    page = amira.get(f"/quizzes/{quiz}/preview").text
    assert page.count("<fieldset") == 3
    assert "The Weser" in page
    assert "Correct answer" not in page
    assert "Mined from 1702." not in page
    again = amira.get(f"/quizzes/{quiz}/preview").text
    assert fieldsets(again) == fieldsets(page)  # not the form token, which changes with the second


def fieldsets(page: str) -> list[str]:
    return re.findall(r"<fieldset.*?</fieldset>", page, re.DOTALL)


def test_the_preview_shows_keys_reasons_and_source_when_asked(amira: FlaskClient, quiz: str) -> None:
    page = amira.get(f"/quizzes/{quiz}/preview?key=1").text
    assert page.count("Correct answer") >= 4
    assert "Mined from 1702." in page
    assert "The Aller crosses the town" in page


def test_an_observer_previews_without_the_key_only(app: Flask, cast: Cast, quiz: str) -> None:
    ina = signed_in(app, cast.ina)
    page = ina.get(f"/quizzes/{quiz}/preview")
    assert page.status_code == 200
    assert "correct answers" not in page.text
    assert ina.get(f"/quizzes/{quiz}/preview?key=1").status_code == 403


# --- the quiz as a whole ---------------------------------------------------------------------------------------


def test_a_quiz_gets_another_title(amira: FlaskClient, quiz: str) -> None:
    assert "Rivers of the north" in amira.get(f"/quizzes/{quiz}/edit").text
    amira.post(f"/quizzes/{quiz}/edit", data={"title": "Rivers, again", "description": "Ten minutes."})
    page = amira.get(f"/quizzes/{quiz}").text
    assert "Rivers, again" in page
    assert "Ten minutes." in page


def test_a_quiz_keeps_its_title_rather_than_none(amira: FlaskClient, quiz: str) -> None:
    assert amira.post(f"/quizzes/{quiz}/edit", data={"title": ""}).status_code == 422
    assert "Rivers of the north" in amira.get(f"/quizzes/{quiz}").text


def test_a_copy_is_a_draft_that_can_be_changed(amira: FlaskClient, cast: Cast, give: Callable[..., Given]) -> None:
    quiz = give().quiz
    assert cast.course.name in amira.get(f"/quizzes/{quiz}/copy").text
    reply = amira.post(f"/quizzes/{quiz}/copy", data={"course": cast.course.public_id})
    page = amira.get(reply.location).text
    assert "(copy)" in page
    assert "Draft" in page
    assert "Remove" in page


def test_a_copy_does_not_go_to_a_class_of_somebody_else(amira: FlaskClient, cast: Cast, quiz: str) -> None:
    reply = amira.post(f"/quizzes/{quiz}/copy", data={"course": cast.other_course.public_id})
    assert reply.status_code == 422


def test_a_quiz_leaves_the_list_after_a_question_back(amira: FlaskClient, quiz: str) -> None:
    assert "results are kept" in amira.get(f"/quizzes/{quiz}/archive").text
    assert "Rivers of the north" in amira.get("/quizzes").text
    amira.post(f"/quizzes/{quiz}/archive")
    amira.get("/quizzes")  # the receipt names it once
    assert "Rivers of the north" not in amira.get("/quizzes").text
    page = amira.get(f"/quizzes/{quiz}").text
    assert "Off the list" in page
    assert "Take off the list" not in page
    assert '<button name="act" value="back">Put back on the list</button>' in page
    back = amira.post(f"/quizzes/{quiz}/archive", data={"act": "back"}, follow_redirects=True)
    assert "is on the list again" in back.text
    assert "Rivers of the north" in amira.get("/quizzes").text
    assert "Off the list" not in amira.get(f"/quizzes/{quiz}").text


# --- given to a class ------------------------------------------------------------------------------------------


def test_a_quiz_is_given_to_its_class_in_the_time_of_the_class(amira: FlaskClient, quiz: str, store: Store) -> None:
    assert "Time in Europe/Berlin" in amira.get(f"/quizzes/{quiz}/open").text
    times = {"opens_at": "2026-03-03T08:00", "closes_at": "2026-03-03T09:30", "limit_minutes": "20"}
    reply = amira.post(f"/quizzes/{quiz}/open", data=RULES | times)
    assert reply.status_code == 303
    opening = only_opening(store)
    assert opening.opens_at == NOON.replace(day=3, hour=7)
    assert opening.closes_at == NOON.replace(day=3, hour=8, minute=30)
    page = amira.get(f"/quizzes/{quiz}").text
    assert "20 minutes from each learner’s start" in page
    amira.post(f"/quizzes/{quiz}/open", data=RULES | {"limit_minutes": "1"})
    assert "1 minute from each learner’s start" in amira.get(f"/quizzes/{quiz}").text
    assert "opens 3 March 2026, 08:00 (Europe/Berlin)" in page


def test_the_way_to_the_quiz_is_shown_as_address_code_and_picture(
    amira: FlaskClient, cast: Cast, give: Callable[..., Given]
) -> None:
    opening = give()
    page = amira.get(f"/quizzes/{opening.quiz}").text
    assert f"http://localhost/q/{opening.public_id}" in page
    assert grouped(cast.course.join_code) in page
    assert 'class="qr"' in page


def test_a_closed_quiz_shows_no_way_to_it(amira: FlaskClient, clock: Clock, give: Callable[..., Given]) -> None:
    opening = give(closes_at=NOON + timedelta(minutes=5))
    clock.advance(minutes=5)
    assert f"/q/{opening.public_id}" not in amira.get(f"/quizzes/{opening.quiz}").text


def test_an_instructor_is_warned_that_answers_can_travel(amira: FlaskClient, quiz: str) -> None:
    warning = "A learner who has finished can tell the answers to one who has not started."
    reply = amira.post(f"/quizzes/{quiz}/open", data=RULES)
    assert warning in amira.get(reply.location.partition("#")[0]).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": "2026-03-04T08:00", "closes_at": "2026-03-03T08:00"}, "closes before it opens"),
        ({"closes_at": "2026-03-29T02:30"}, "clocks change"),
        ({"closes_at": "0001-01-01T00:00"}, "four digits"),
        ({"closes_at": "9999-01-01T00:00"}, "The year 9999 is not one a quiz can be in; write one from 2000 to 2199."),
        ({"closes_at": "2026-03-01T08:00"}, "has passed"),
        ({"closes_at": "soon"}, "not a date with a time"),
        ({"feedback": "close"}, "give a closing time"),
        ({"limit_minutes": "0"}, "1 to 1440"),
        ({"attempts": ""}, "how many attempts"),
        ({"attempts": "101"}, "from 0 to 100"),
        ({"attempts": "-1"}, ">Attempts: Write a number from 0 to 100.</a>"),
        ({"credit": "guess"}, "choose one that is offered"),
    ],
)
def test_rules_that_cannot_hold_come_back_with_what_to_change(
    amira: FlaskClient, quiz: str, store: Store, changes: dict[str, str], words: str
) -> None:
    reply = amira.post(f"/quizzes/{quiz}/open", data=RULES | changes)
    assert reply.status_code == 422
    assert words in unescape(reply.text)
    with store.reading() as db:
        assert db.scalars(select(Opening)).all() == []


def test_what_is_no_number_is_told_once_and_with_the_name_of_its_field(amira: FlaskClient, quiz: str) -> None:
    page = unescape(amira.post(f"/quizzes/{quiz}/open", data=RULES | {"limit_minutes": "soon"}).text)
    summary = re.search(r'<div class="error-summary".*?</ul>', page, flags=re.DOTALL)
    assert summary
    assert re.findall(r"<a [^>]*>(.*?)</a>", summary[0]) == [
        "Time limit in minutes: Write a whole number, for example 20."
    ]
    assert "Write 1 to 1440 minutes" not in page


def test_rules_that_most_leave_as_they_are_stand_folded_with_the_usual_choice_first(
    amira: FlaskClient, quiz: str
) -> None:
    shown = amira.get(f"/quizzes/{quiz}/open").text
    before, folded = shown.split("<details>", 1)
    assert all(
        f'name="{name}"' in before for name in ("opens_at", "closes_at", "limit_minutes", "feedback", "attempts")
    )
    assert all(f'name="{name}"' in folded for name in ("counts", "layout", "credit", "shuffle_questions"))
    assert "(score: highest attempt, all questions on one page)" in " ".join(folded.split())
    assert "<details open>" not in shown


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ({"closes_at": "soon", "counts": "average"}, " (score: average of attempts, all questions on one page)"),
        ({"closes_at": "soon", "counts": "last"}, " (score: last attempt, all questions on one page)"),
        ({"counts": "best"}, ""),
        ({"layout": "heap"}, ""),
    ],
)
def test_folded_rules_are_told_in_words_and_not_at_all_where_one_is_no_rule(
    amira: FlaskClient, quiz: str, changes: dict[str, str], summary: str
) -> None:
    shown = amira.post(f"/quizzes/{quiz}/open", data=RULES | changes).text
    told = shown.partition("<summary>More rules")[2].partition("</summary>")[0]
    assert re.sub(r"<[^>]+>", "", told) == summary


@pytest.mark.parametrize(
    ("changes", "unfolded"),
    [({"layout": "question"}, 1), ({"shuffle_questions": True}, 1), ({"credit": "coverage"}, 2), ({"attempts": 3}, 0)],
)
def test_a_rule_that_is_not_as_usual_is_seen_at_once(
    amira: FlaskClient, db: Session, course: Course, changes: dict[str, Any], unfolded: int
) -> None:
    """With `credit` also what is folded within, where one of the questions has several answers."""
    opening = an_opening(db, a_quiz(db, course, [an_item(), a_multiple()]), **changes).public_id
    db.commit()
    shown = amira.get(f"/openings/{opening}/edit").text
    assert shown.count("<details open>") == unfolded
    assert shown.count('name="credit"') == 5


def test_how_several_answers_are_marked_is_asked_only_where_a_question_has_several(
    amira: FlaskClient, db: Session, course: Course, store: Store
) -> None:
    quiz = a_quiz(db, course, [an_item("Which river?"), an_item("Which town?")]).public_id
    db.commit()
    shown = amira.get(f"/quizzes/{quiz}/open").text
    assert "Marks for questions with several answers" not in shown
    assert '<input type="hidden" name="credit" value="all_or_nothing">' in shown
    assert amira.post(f"/quizzes/{quiz}/open", data=RULES).status_code == 303
    assert only_opening(store).credit == "all_or_nothing"
    assert "several answers" not in amira.get(f"/quizzes/{quiz}").text


def test_how_several_answers_are_marked_is_said_where_a_question_has_several(
    amira: FlaskClient, db: Session, course: Course
) -> None:
    quiz = a_quiz(db, course, [an_item("Which river?"), a_multiple("Which two?")]).public_id
    db.commit()
    assert amira.post(f"/quizzes/{quiz}/open", data=RULES).status_code == 303
    assert "Questions with several answers are marked “All or nothing" in amira.get(f"/quizzes/{quiz}").text


def test_an_empty_quiz_is_not_given_to_a_class(amira: FlaskClient, cast: Cast) -> None:
    quiz = amira.post("/quizzes/new", data=new_quiz(cast)).location
    assert amira.post(f"{quiz}/open", data=RULES).status_code == 422


def test_a_quiz_given_again_begins_with_the_rules_of_its_last_run_and_without_its_times(
    amira: FlaskClient, db: Session, course: Course
) -> None:
    quiz = a_quiz(db, course, [an_item(), a_multiple()])
    an_opening(db, quiz, limit_minutes=1)
    rules = {"attempts": 3, "counts": "average", "feedback": "release", "layout": "question", "credit": "coverage"}
    times = {"opens_at": NOON, "closes_at": NOON + timedelta(hours=1)}
    an_opening(db, quiz, limit_minutes=20, shuffle_questions=True, **times, **rules)
    an_opening(db, quiz).live = True
    page, fresh = f"/quizzes/{quiz.public_id}/open", f"/quizzes/{a_quiz(db, course).public_id}/open"
    db.commit()
    shown = amira.get(page).text
    for name, value in rules.items():
        checked = rf'<input (?:checked )?(?=[^>]*name="{name}")(?=[^>]*value="{value}")[^>]*>'
        found = re.search(checked, shown)
        assert found, name
        assert name == "attempts" or found[0].startswith("<input checked"), name
    assert re.search(r'<input[^>]*name="limit_minutes"[^>]*value="20"', shown)
    assert re.search(r'<input checked[^>]*name="shuffle_questions"', shown)
    assert "2026-03-02T" not in shown, "the times of another day"
    said = "those of the run given 2 March 2026, 13:00 (Europe/Berlin). Only its times are left out."
    assert said in " ".join(shown.split())
    assert "those of the run" not in amira.get(fresh).text


def test_rules_are_changed_later(amira: FlaskClient, give: Callable[..., Given], store: Store) -> None:
    opening = give(closes_at=NOON + timedelta(hours=1))
    assert 'value="2026-03-02T14:00"' in amira.get(f"/openings/{opening.public_id}/edit").text
    later = RULES | {"closes_at": "2026-03-02T16:00", "attempts": "3", "shuffle_questions": "y"}
    assert amira.post(f"/openings/{opening.public_id}/edit", data=later).status_code == 303
    changed = only_opening(store)
    assert (changed.closes_at, changed.attempts, changed.shuffle_questions) == (NOON.replace(hour=15), 3, True)


def test_a_time_that_was_not_touched_stays_exact(
    amira: FlaskClient, give: Callable[..., Given], store: Store, clock: Clock
) -> None:
    exact = NOON + timedelta(minutes=10, seconds=7)
    opening = give(closes_at=exact)
    amira.post(f"/openings/{opening.public_id}/edit", data=RULES | {"closes_at": "2026-03-02T13:10"})
    assert only_opening(store).closes_at == exact


def test_what_is_fixed_since_learners_started_is_not_offered(
    amira: FlaskClient, cast: Cast, db: Session, give: Callable[..., Given], store: Store
) -> None:
    opening = give(credit="coverage")
    an_attempt(db, db.get_one(Opening, opening.id), db.get_one(Seat, cast.lin.id))
    db.commit()
    page = amira.get(f"/openings/{opening.public_id}/edit").text
    assert "1 attempt has begun" in page
    assert 'name="credit"' not in page
    assert "When you release it by hand" not in page
    kept = {name: value for name, value in RULES.items() if name != "credit"} | {"attempts": "2"}
    assert amira.post(f"/openings/{opening.public_id}/edit", data=kept).status_code == 303
    assert (only_opening(store).credit, only_opening(store).attempts) == ("coverage", 2)


def test_a_form_from_before_the_first_start_cannot_change_what_is_fixed(
    amira: FlaskClient, cast: Cast, db: Session, give: Callable[..., Given]
) -> None:
    opening = give(credit="coverage")
    an_attempt(db, db.get_one(Opening, opening.id), db.get_one(Seat, cast.lin.id))
    db.commit()
    assert amira.post(f"/openings/{opening.public_id}/edit", data=RULES).status_code == 409


def test_a_quiz_is_closed_after_a_question_back(
    amira: FlaskClient, cast: Cast, db: Session, give: Callable[..., Given], store: Store
) -> None:
    opening = give()
    an_attempt(db, db.get_one(Opening, opening.id), db.get_one(Seat, cast.lin.id))
    db.commit()
    page = amira.get(f"/openings/{opening.public_id}/close").text
    assert "1 of 2 have not started" in page
    assert "1 learner is answering now" in page
    assert only_opening(store).closes_at is None
    amira.post(f"/openings/{opening.public_id}/close")
    assert only_opening(store).closes_at == NOON


def test_answers_are_released_after_a_question_back(
    amira: FlaskClient, give: Callable[..., Given], store: Store
) -> None:
    opening = give(feedback="release")
    assert "The quiz is not closed yet" in amira.get(f"/openings/{opening.public_id}/release").text
    assert only_opening(store).released_at is None
    amira.post(f"/openings/{opening.public_id}/release")
    assert only_opening(store).released_at == NOON
    assert "Release the answers" not in amira.get(f"/quizzes/{opening.quiz}").text


def test_there_is_nothing_to_release_under_other_rules(amira: FlaskClient, give: Callable[..., Given]) -> None:
    assert amira.post(f"/openings/{give(feedback='finish').public_id}/release").status_code == 409


# --- who may ---------------------------------------------------------------------------------------------------

QUIZ_PAGES = ["", "/preview", "/add", "/edit", "/copy", "/archive", "/open"]
QUIZ_ACTS = ["/questions", "/remove", "/move", "/newest", "/edit", "/copy", "/archive", "/open"]
OPENING_PAGES = OPENING_ACTS = ["/edit", "/close", "/release"]
OBSERVED = ("", "/preview")


def answers_of(client: FlaskClient, quiz: str, opening: str) -> dict[str, int]:
    """What each address answers, GET and POST."""
    gets = [f"/quizzes/{quiz}{end}" for end in QUIZ_PAGES] + [f"/openings/{opening}{end}" for end in OPENING_PAGES]
    posts = [f"/quizzes/{quiz}{end}" for end in QUIZ_ACTS] + [f"/openings/{opening}{end}" for end in OPENING_ACTS]
    found = {f"GET {address}": client.get(address).status_code for address in gets}
    return found | {f"POST {address}": client.post(address).status_code for address in posts}


def test_another_instructor_finds_nothing(app: Flask, cast: Cast, quiz: str, give: Callable[..., Given]) -> None:
    found = answers_of(signed_in(app, cast.noor), quiz, give().public_id)
    assert set(found.values()) == {404}


def test_an_observer_looks_and_changes_nothing(app: Flask, cast: Cast, quiz: str, give: Callable[..., Given]) -> None:
    found = answers_of(signed_in(app, cast.ina), quiz, give().public_id)
    assert {address for address, status in found.items() if status == 200} == {
        f"GET /quizzes/{quiz}{end}" for end in OBSERVED
    }
    assert set(found.values()) == {200, 403}


@pytest.mark.parametrize("who", ["nobody", "lin"])
def test_those_without_an_account_are_asked_to_sign_in(
    app: Flask, cast: Cast, quiz: str, give: Callable[..., Given], who: str
) -> None:
    opening = give().public_id
    client = seated(app, cast.lin) if who == "lin" else app.test_client()
    for method, address in (found.split() for found in answers_of(client, quiz, opening)):
        reply = client.open(address, method=method)
        assert (reply.status_code, reply.location) == (303, "/sign-in")


def test_an_instructor_of_the_class_sees_every_page(
    app: Flask, cast: Cast, quiz: str, give: Callable[..., Given]
) -> None:
    ben, opening = signed_in(app, cast.ben), give().public_id
    assert {ben.get(f"/quizzes/{quiz}{end}").status_code for end in QUIZ_PAGES} == {200}
    assert {ben.get(f"/openings/{opening}{end}").status_code for end in OPENING_PAGES} == {200}


def test_an_observer_sees_stems_and_no_buttons(app: Flask, cast: Cast, quiz: str, store: Store) -> None:
    page = signed_in(app, cast.ina).get(f"/quizzes/{quiz}").text
    assert places(store, quiz)[0][1] in page
    main = page[page.index("<h1>") :]
    assert re.findall(r"<button|<form", main) == []


def test_a_title_with_markup_stays_text(amira: FlaskClient, cast: Cast, db: Session, course: Course) -> None:
    quiz = a_quiz(db, course, [a_multiple("<b>Bold</b> question?")], title="<script>alert(1)</script>").public_id
    db.commit()
    for address in ("/quizzes", f"/quizzes/{quiz}", f"/quizzes/{quiz}/preview", f"/quizzes/{quiz}/archive"):
        page = amira.get(address).text
        assert "<script>alert" not in page
        assert "<b>Bold" not in page


def test_the_page_costs_the_same_queries_however_often_the_quiz_was_given(
    amira: FlaskClient, db: Session, course: Course, store: Store
) -> None:
    made = a_quiz(db, course)
    costs = []
    for _ in range(2):
        for _ in range(3):
            an_opening(db, made)
        db.commit()
        with counting(store) as seen:
            assert amira.get(f"/quizzes/{made.public_id}").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "-1", "x", "9" * 5000])
def test_a_screen_of_the_bank_that_does_not_exist_is_the_nearest_one(
    amira: FlaskClient, quiz: str, number: str
) -> None:
    page = amira.get(f"/quizzes/{quiz}/add", query_string={"n": number})
    assert page.status_code == 200
    assert page.text.count("Which river flows through town") == 1


def test_who_composes_a_quiz_is_told_which_questions_answer_or_repeat_each_other(
    db: Session, cast: Cast, amira: FlaskClient
) -> None:
    asked = [
        an_item("Which river flows through Verden?", facts=("F1",)),
        an_item("Which river crosses the town?", facts=("F1",)),
    ]
    quiz = a_quiz(db, cast.course, asked)
    db.commit()
    page = amira.get(f"/quizzes/{quiz.public_id}").text
    assert "Questions 1 and 2 ask about the same fact." in page
    assert f'href="#q-{quiz.items[1].public_id}"' in page
    an_opening(db, quiz)
    db.commit()
    assert "ask about the same fact" not in amira.get(f"/quizzes/{quiz.public_id}").text, "it can no longer be changed"


def test_a_draft_of_questions_on_several_articles_names_the_one_that_does_not_say_on_which(
    amira: FlaskClient, db: Session, course: Course
) -> None:
    made = a_quiz(db, course, [an_item("According to the article, which river flows through Celle?"), an_item()])
    before = amira_sees(amira, db, made)
    quizzes.add_questions(db, None, made, [a_question(db, a_page(db))])
    after = amira_sees(amira, db, made)
    words = "Question 1 speaks of an article without its title"
    assert (words in before, words in after) == (False, True)


def amira_sees(amira: FlaskClient, db: Session, quiz: Quiz) -> str:
    db.commit()
    return amira.get(f"/quizzes/{quiz.public_id}").text
