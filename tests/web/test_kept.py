"""What is kept about a learner: taken away by themselves or by their instructors, and erased by the owner."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.classroom import courses
from quizapp.config import Config
from quizapp.core.item import Answer
from quizapp.store import Attempt, AuditEntry, Course, Person, Response, Seat
from quizapp.store.engine import Store
from quizapp.store.erased import ERASED_NAME, LIST, erased_before, remember_erased
from quizapp.web.courses import REMOVED
from tests.classroom.answers import a_finished_attempt
from tests.conftest import SECRET, Cast, seated, signed_in
from tests.factories import NOON, a_quiz, an_item, an_opening

TYPED = "meinletzterversuch"


def text(reply: TestResponse) -> str:
    """What is read on the page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


@pytest.fixture
def learner(cast: Cast, store: Store) -> str:
    """The address of Lin, who chose the second option of a question and typed something at another."""
    with store.writing() as db:
        items = [an_item("Which river?"), an_item("Which town?", kind="text", options=(), answers=(Answer("Verden"),))]
        opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), items))
        a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,), TYPED)
        db.commit()
    return f"/classes/{cast.course.public_id}/learners/{cast.lin.public_id}"


def told(reply: TestResponse) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(reply.data)
    return found


def test_an_instructor_downloads_everything_about_a_learner(app: Flask, cast: Cast, learner: str) -> None:
    browser = signed_in(app, cast.ben)
    assert f'href="{learner}/everything"' in browser.get(learner).text
    reply = browser.get(f"{learner}/everything")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="everything-about-lin.csv"'
    rows = list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert {"table": "seat", "row": "1", "field": "name", "value": "Lin"} in rows
    assert {"table": "response", "row": "2", "field": "choice", "value": TYPED} in rows
    assert {"table": "response", "row": "1", "field": "choice", "value": an_item().options[1].text} in rows
    assert {"table": "seat", "row": "1", "field": "removed_at", "value": ""} in rows
    assert "Gus" not in reply.text, "nobody else's data"


def test_a_learner_downloads_the_same_about_themselves(app: Flask, cast: Cast, learner: str) -> None:
    browser, own = seated(app, cast.lin), f"/me/{cast.lin.public_id}/everything"
    assert f'href="{own}"' in browser.get("/me").text
    as_json = browser.get(f"{own}?as=json")
    assert as_json.mimetype == "application/json"
    assert told(as_json) == told(signed_in(app, cast.ben).get(f"{learner}/everything?as=json"))
    assert seated(app, cast.gus).get(own).status_code == 404


def test_an_answer_is_told_in_words_because_its_position_would_tell_the_key(
    app: Flask, cast: Cast, learner: str
) -> None:
    """Authors tend to write the key first; the learner may ask while the quiz is running."""
    found = told(seated(app, cast.lin).get(f"/me/{cast.lin.public_id}/everything?as=json"))
    second = an_item().options[1].text
    assert [(row["question"], row["choice"]) for row in found["response"]] == [
        ("Which river?", [second]),
        ("Which town?", TYPED),
    ]
    assert [row["choice"] for row in found["response_event"]] == [[second], TYPED]
    assert not {"score", "mark", "right", "key"} & {field for rows in found.values() for row in rows for field in row}


def test_the_owner_erases_a_learner_after_reading_what_goes_and_what_stays(
    app: Flask, cast: Cast, store: Store, config: Config, learner: str
) -> None:
    browser = signed_in(app, cast.amira)
    assert f'href="{learner}/erase"' in browser.get(learner).text
    asked = text(browser.get(f"{learner}/erase"))
    assert "Gone: name, school id" in asked
    assert "Kept, without a name: which options were chosen" in asked
    assert files(config).count(TYPED.encode())
    done = browser.post(f"{learner}/erase", data={"confirm": "yes"})
    assert "The learner is erased. 2 answers stay without a name." in text(browser.get(done.location))
    for trace in (TYPED, cast.lin.public_id):
        assert trace.encode() not in files(config)
    with store.reading() as db:
        seat = db.get_one(Seat, cast.lin.id)
        assert (seat.name, seat.removed_at) == (ERASED_NAME, NOON)
        choices = select(Response.choice).join(Attempt).where(Attempt.seat_id == seat.id).order_by(Response.id)
        assert list(db.scalars(choices)) == ["[1]", '"erased"']
        entry = db.scalars(select(AuditEntry).where(AuditEntry.what == "person.erase")).one()
        assert (entry.person_id, entry.course_id) == (cast.amira.id, cast.course.id)
        assert entry.detail == {"attempts": 1, "responses": 2}
    assert cast.lin.public_id in erased_before(config.instance), "a restored backup is cleaned again"


def files(config: Config) -> bytes:
    """All bytes of the database and its log."""
    return b"".join(path.read_bytes() for path in sorted(Path(config.instance).glob("quizapp.db*")))


def test_an_erased_learners_device_is_out(app: Flask, cast: Cast, learner: str) -> None:
    lin = seated(app, cast.lin)
    signed_in(app, cast.amira).post(f"{learner}/erase", data={"confirm": "yes"})
    assert "This device is in no class" in text(lin.get("/me"))
    assert lin.get(f"/me/{cast.lin.public_id}/everything").status_code == 404


def test_only_the_owner_erases(app: Flask, cast: Cast, store: Store, learner: str) -> None:
    ben = signed_in(app, cast.ben)
    for page in (learner, f"{learner}/remove"):
        assert f"{learner}/erase" not in ben.get(page).text
        assert "Only the owner of the class can erase a learner" in text(ben.get(page))
    assert ben.post(f"{learner}/erase", data={"confirm": "yes"}).status_code == 403
    with store.reading() as db:
        assert db.get_one(Seat, cast.lin.id).name == "Lin"


def test_who_was_removed_is_found_and_the_owner_can_still_give_out_and_erase_what_is_kept(
    app: Flask, cast: Cast, store: Store, learner: str
) -> None:
    with store.writing() as db:
        courses.remove_seat(db, db.get_one(Person, cast.ben.id), db.get_one(Seat, cast.lin.id), at=NOON)
        db.commit()
    browser, of_class = signed_in(app, cast.amira), f"/classes/{cast.course.public_id}"
    assert "Removed learners (1)" in text(browser.get(of_class))
    by_ben = signed_in(app, cast.ben).get(of_class)
    assert "Removed learners (1)" in text(by_ben)
    assert f'href="{learner}/everything"' in by_ben.text
    assert f"{learner}/erase" not in by_ben.text
    assert f'href="{of_class}">Keep Lin' in browser.get(f"{learner}/erase").text
    assert told(browser.get(f"{learner}/everything?as=json"))["seat"][0]["name"] == "Lin"
    browser.post(f"{learner}/erase", data={"confirm": "yes"})
    assert "Removed learners" not in text(browser.get(of_class))


def test_a_flood_of_removed_strangers_does_not_flood_the_page(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        course, amira = db.get_one(Course, cast.course.id), db.get_one(Person, cast.amira.id)
        for n in range(REMOVED + 5):
            courses.join(db, course, f"Flood {n}", secret=SECRET.encode(), at=NOON)
        courses.remove_unanswered(db, amira, course, at=NOON)
        db.commit()
    page = signed_in(app, cast.amira).get(f"/classes/{cast.course.public_id}")
    removed = REMOVED + 6  # Gus had joined with the code, too
    assert f"Removed learners ({removed})" in text(page)
    assert f"These are the first {REMOVED}" in text(page)
    assert page.text.count('/erase">') == REMOVED
    further = re.search(r'href="([^"]+)">show all', page.text)
    assert further
    everybody = signed_in(app, cast.amira).get(further[1].partition("#")[0])
    assert everybody.text.count('/erase">') == removed
    assert "show all" not in everybody.text


def test_the_page_says_so_when_somebody_holds_on_to_the_log(
    app: Flask, cast: Cast, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.web.kept.remove_traces", lambda engine, tables, patience: False)
    browser = signed_in(app, cast.amira)
    done = browser.post(f"{learner}/erase", data={"confirm": "yes"})
    assert "Old copies stand in the database's log" in text(browser.get(done.location))


def test_a_learner_is_on_the_list_of_the_erased_before_anything_is_stored(
    app: Flask, cast: Cast, store: Store, config: Config, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens in between, a restored backup does not bring them back."""
    named: list[str] = []

    def list_then_look(folder: Path, ids: tuple[str, ...]) -> None:
        remember_erased(folder, ids)
        with store.reading() as db:
            named.append(db.get_one(Seat, cast.lin.id).name)

    monkeypatch.setattr("quizapp.web.kept.remember_erased", list_then_look)
    signed_in(app, cast.amira).post(f"{learner}/erase", data={"confirm": "yes"})
    assert named == ["Lin"]
    assert cast.lin.public_id in erased_before(config.instance)


def test_nobody_is_erased_while_the_list_of_the_erased_cannot_be_written(
    app: Flask, cast: Cast, store: Store, config: Config, learner: str
) -> None:
    (config.instance / LIST).mkdir()
    reply = signed_in(app, cast.amira).post(f"{learner}/erase", data={"confirm": "yes"})
    assert reply.status_code == 503
    assert "Not erased: the list of the erased cannot be written" in text(reply)
    with store.reading() as db:
        assert db.get_one(Seat, cast.lin.id).name == "Lin"
