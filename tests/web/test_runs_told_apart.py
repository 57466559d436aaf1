"""Where several runs of one quiz, or quizzes of one title, share a list, each says its name or when it was given."""

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
    page = re.sub(r'<span class="visually-hidden">[^<]*(<bdi>[^<]*</bdi>[^<]*)?</span>', " ", client.get(path).text)
    page = re.sub(r"</?bdi>", "", page)
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
        assert f'<span class="quiet">open; <bdi>{run}</bdi></span>' in page
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


NAMED = "“before the lesson”, " + FIRST


@pytest.fixture
def named(db: Session, amira: FlaskClient, runs: list[Opening]) -> Opening:
    """The first run, which Amira has called something."""
    address = f"/openings/{runs[0].public_id}/name"
    db.commit()
    assert amira.post(address, data={"name": "  before   the lesson "}).status_code == 303
    return runs[0]


def test_a_run_that_has_a_name_is_listed_under_it_with_its_date(amira: FlaskClient, named: Opening, cast: Cast) -> None:
    class_page = f"/classes/{cast.course.public_id}"
    for path, said in (("/", NAMED), ("/quizzes", NAMED), (class_page, NAMED.removesuffix(" (Europe/Berlin)"))):
        assert words(amira, path).count(said) == 1, path
    assert NAMED in words(amira, f"/openings/{named.public_id}/results")
    assert "Weekly rivers before the lesson Weekly rivers" in words(amira, f"{class_page}/gradebook")


def test_the_name_alone_tells_a_learner_which_run_it_is(app: Flask, cast: Cast, named: Opening) -> None:
    lin = seated(app, cast.lin)
    said = words(lin, "/me")
    assert "open; before the lesson" in said
    assert "before the lesson, given" not in said
    assert said.count("given 3 March") == 0, "no other run has this title and no name"
    assert "Weekly rivers before the lesson" in words(lin, f"/q/{named.public_id}")


def test_the_results_button_of_a_quiz_says_which_run_it_opens(amira: FlaskClient, db: Session, named: Opening) -> None:
    def button() -> str:
        page = amira.get(f"/quizzes/{quiz}").text
        found = re.search(r'class="button primary" href="(/openings/[^"]+)/results">(.*?)</a>', page, re.DOTALL)
        assert found
        return re.sub(r"<[^>]+>", "", found[2])

    quiz = named.quiz.public_id
    db.commit()
    assert button() == "Results: before the lesson"
    again = openings.open_quiz(db, None, db.get_one(Opening, named.id).quiz, openings.Rules(), at=NOON + timedelta(2))
    db.commit()
    assert button() == "Results: given 4 March 2026, 13:00 (Europe/Berlin)"
    again.name = "before the lesson"
    db.commit()
    assert button() == "Results: “before the lesson”, given 4 March 2026, 13:00 (Europe/Berlin)"


def test_a_name_is_given_with_the_run_changed_later_and_taken_away(
    amira: FlaskClient, db: Session, named: Opening
) -> None:
    quiz, address = named.quiz.public_id, f"/openings/{named.public_id}/name"
    db.commit()
    assert "Name of this run" not in amira.get(f"/openings/{named.public_id}/edit").text, "a name is no rule"
    shown = amira.get(f"/quizzes/{quiz}/open").text
    assert 'name="name" type="text" value=""' in shown, "a new run does not take over the name of the last"
    rules = {"attempts": "1", "counts": "highest", "feedback": "finish", "layout": "page", "credit": "all_or_nothing"}
    assert amira.post(f"/quizzes/{quiz}/open", data={**rules, "name": "revision"}).status_code == 303
    refused = amira.post(address, data={"name": "x" * 61})
    assert refused.status_code == 422  # the form comes back
    assert "Shorten it to 60 letters." in refused.text
    assert amira.post(address, data={"name": " "}).status_code == 303
    db.expire_all()
    assert [one.name for one in named.quiz.openings][:2] == ["", "revision"]


def test_a_live_run_has_a_name_too(amira: FlaskClient, db: Session, named: Opening) -> None:
    quiz = named.quiz.public_id
    db.commit()
    usual = {"read_s": "5", "board": "off", "speed_percent": "0", "teams": "0", "count_vote": "1"}
    sent = amira.post(f"/quizzes/{quiz}/live", data={"names": "generated", "name": "in the hall", **usual})
    assert sent.status_code == 303
    db.expire_all()
    live = named.quiz.openings[-1]
    found, address = (live.live, live.name), live.public_id
    db.commit()
    assert found == (True, "in the hall")
    assert "“in the hall”, played live" in words(amira, f"/openings/{address}/results")
