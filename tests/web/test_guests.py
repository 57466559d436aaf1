"""From a guest of a live room to a learner of its class, with everything answered so far."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.classroom import courses, guests, taking
from quizapp.store import Attempt, AuditEntry, Course, Seat
from quizapp.store.engine import Store
from tests.conftest import Cast, signed_in
from tests.factories import NOON, a_quiz, an_opening
from tests.web.live_pages import LivePages, live_pages
from tests.web.queries import counting


@pytest.fixture
def room(app: Flask, cast: Cast) -> LivePages:
    """Dara and Eli played as guests; Lin, who is on the list, did not."""
    room = live_pages(app, cast)
    learners = [room.join(name) for name in ("Dara", "Eli")]
    room.say("next")
    for learner in learners:
        learner.answer([room.tokens(1)[0]])
    room.say("next", "next", "finish")
    return room


def text(reply: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def on_list(store: Store, cast: Cast) -> list[str]:
    with store.reading() as db:
        return [seat.name for seat in courses.seats_of(db, db.get_one(Course, cast.course.id))]


def row_of(host: FlaskClient, cast: Cast, name: str) -> str:
    """What the gradebook has of a learner, as read; empty for somebody it has not."""
    found = re.findall(r"<tr>.*?</tr>", host.get(f"/classes/{cast.course.public_id}/gradebook").text, re.DOTALL)
    rows = [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]
    return next((row for row in rows if row.startswith(name + " ")), "")


def guest_id(store: Store, name: str) -> str:
    with store.reading() as db:
        return db.scalars(select(Seat).where(Seat.name == name, Seat.origin == "live")).one().public_id


def path(cast: Cast) -> str:
    return f"/classes/{cast.course.public_id}/guests"


# --- by themselves ---------------------------------------------------------------------------------------------


def test_a_guest_who_types_the_class_code_is_on_the_list_with_all_answers(
    room: LivePages, cast: Cast, store: Store
) -> None:
    dara = room.learners["Dara"].client
    joining = dara.get(f"/join/{cast.course.join_code}")
    assert "In a live room of this class you were Dara" in text(joining)
    assert 'value="Dara"' in joining.text
    joined = dara.post(f"/join/{cast.course.join_code}", data={"name": "Dara Berg"})
    assert joined.status_code == 303
    assert on_list(store, cast) == ["Dara Berg", "Gus", "Lin"]
    assert re.search(r"Dara Berg 100 % 1 of 1 ", row_of(room.host, cast, "Dara Berg"))
    assert "You are Dara Berg in this class" in text(dara.get(f"/join/{cast.course.join_code}"))
    again = dara.post(f"/join/{cast.course.join_code}", data={"name": "Dara Berg"})  # pressed twice
    assert again.location == joined.location


def test_somebody_else_at_a_guests_device_takes_no_answers_along(room: LivePages, cast: Cast, store: Store) -> None:
    device = room.learners["Dara"].client
    device.post(f"/join/{cast.course.join_code}", data={"name": "Finn", "another": "1"})
    assert on_list(store, cast) == ["Finn", "Gus", "Lin"]
    assert "1 of 1" not in row_of(room.host, cast, "Finn")
    assert guest_id(store, "Dara")


def test_a_name_on_the_list_is_nobody_elses(room: LivePages, cast: Cast, store: Store) -> None:
    reply = room.learners["Dara"].client.post(f"/join/{cast.course.join_code}", data={"name": "lin"})
    assert reply.status_code == 422
    assert "“lin” is in this class already" in text(reply)
    assert on_list(store, cast) == ["Gus", "Lin"]


def test_a_class_that_takes_nobody_takes_no_guest(room: LivePages, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        db.get_one(Course, cast.course.id).joining_open = False
        db.commit()
    reply = room.learners["Dara"].client.post(f"/join/{cast.course.join_code}", data={"name": "Dara"})
    assert reply.status_code == 409
    assert on_list(store, cast) == ["Gus", "Lin"]


def test_before_a_quiz_of_the_class_a_guest_is_asked_for_the_name(room: LivePages, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        quiz = a_quiz(db, db.get_one(Course, cast.course.id), title="Homework")
        opening = an_opening(db, quiz).public_id
        db.commit()
    dara = room.learners["Dara"].client
    before = dara.get(f"/q/{opening}")
    assert "Give your name" in text(before)
    assert "/start" not in before.text
    dara.post(f"/q/{opening}/join", data={"name": "Dara"})
    assert f"/q/{opening}/start" in dara.get(f"/q/{opening}").text
    assert on_list(store, cast) == ["Dara", "Gus", "Lin"]


# --- by an instructor ------------------------------------------------------------------------------------------


def test_the_class_page_tells_of_guests_and_all_are_added_at_once(room: LivePages, cast: Cast, store: Store) -> None:
    told = text(room.host.get(f"/classes/{cast.course.public_id}"))
    assert "2 guests of live rooms: add them to the class" in told
    assert "2 guests of live rooms are not on the class list" in text(
        room.host.get(f"/classes/{cast.course.public_id}/gradebook")
    )
    done = room.host.post(path(cast), data={"all": "1"}, follow_redirects=True)
    assert "2 guests are on the class list now" in text(done)
    assert on_list(store, cast) == ["Dara", "Eli", "Gus", "Lin"]
    assert "1 of 1" in row_of(room.host, cast, "Eli")
    for page in ("", "/gradebook"):
        assert "of live rooms" not in text(room.host.get(f"/classes/{cast.course.public_id}{page}"))
    assert room.learners["Eli"].client.get("/me").status_code == 200


def test_all_are_added_under_the_names_that_stand_in_their_boxes(room: LivePages, cast: Cast, store: Store) -> None:
    page = html.fromstring(room.host.get(path(cast)).text)
    (form,) = [one for one in page.forms if one.xpath(".//button[@name='all']")]
    form.fields[f"name-{guest_id(store, 'Dara')}"] = "Dara Lopez"
    room.host.post(path(cast), data=dict(form.form_values()) | {"all": "1"})
    assert on_list(store, cast) == ["Dara Lopez", "Eli", "Gus", "Lin"]


def test_what_is_typed_for_guests_who_stay_is_not_lost(room: LivePages, cast: Cast, store: Store) -> None:
    dara, eli = guest_id(store, "Dara"), guest_id(store, "Eli")
    typed = {f"name-{dara}": "Dara Lopez", f"name-{eli}": "Lin"}
    one = room.host.post(path(cast), data=typed | {"guest": dara}, follow_redirects=True)
    assert "Dara Lopez is on the class list now" in text(one)
    assert f'name="name-{eli}" list="on-list" maxlength="40" autocomplete="off" value="Lin"' in one.text
    rest = room.host.post(path(cast), data=typed | {"all": "1"}, follow_redirects=True)
    assert f'name="name-{eli}" list="on-list" maxlength="40" autocomplete="off" value="Lin"' in rest.text
    assert on_list(store, cast) == ["Dara Lopez", "Gus", "Lin"]


def test_enter_without_script_adds_whose_box_alone_was_changed(room: LivePages, cast: Cast, store: Store) -> None:
    (form,) = [one for one in html.fromstring(room.host.get(path(cast)).text).forms if one.xpath(".//input[@list]")]
    pressed = form.xpath(".//button")[0].get("name")
    dara, eli = (f"name-{guest_id(store, name)}" for name in ("Dara", "Eli"))
    typed, meant = dict(form.form_values()) | {pressed: "1"}, "Press Add beside the guest whom you mean."
    unclear = [{}, {dara: "Dara Lopez", eli: "Eli Noor"}]
    for values in unclear:
        asked = room.host.post(path(cast), data=typed | values)
        assert meant in text(asked)
        assert all(f'value="{name}"' in asked.text for name in values.values()), "what was typed stays"
        assert on_list(store, cast) == ["Gus", "Lin"]
    room.host.post(path(cast), data=typed | {eli: "Eli Noor"})
    assert on_list(store, cast) == ["Eli Noor", "Gus", "Lin"]
    room.host.post(path(cast), data={pressed: "1"})
    assert on_list(store, cast) == ["Dara", "Eli Noor", "Gus", "Lin"], "the only one there is"


def test_one_guest_is_added_under_the_name_that_the_class_knows(room: LivePages, cast: Cast, store: Store) -> None:
    dara = guest_id(store, "Dara")
    data = {"guest": dara, f"name-{dara}": "Dara Berg"}
    assert "Dara Berg is on the class list now" in text(room.host.post(path(cast), data=data, follow_redirects=True))
    assert on_list(store, cast) == ["Dara Berg", "Gus", "Lin"]
    assert room.host.post(path(cast), data=data).status_code == 404, "no guest any more"


def test_a_guest_who_is_on_the_list_already_is_put_together_with_that_learner(
    room: LivePages, cast: Cast, store: Store
) -> None:
    dara = guest_id(store, "Dara")
    data = {f"name-{dara}": "LIN"}
    asked = room.host.post(path(cast), data=data | {"guest": dara})
    assert asked.status_code == 422
    assert "“Lin” is on the list already" in text(asked)
    assert "It is the same Lin" in text(asked)
    assert on_list(store, cast) == ["Gus", "Lin"]
    done = room.host.post(path(cast), data=data | {"same": dara}, follow_redirects=True)
    assert "Lin has the guest’s answers now" in text(done)
    assert on_list(store, cast) == ["Gus", "Lin"]
    assert "1 of 1" in row_of(room.host, cast, "Lin")
    assert "Dara" not in text(room.host.get(path(cast)))
    assert "in no class" in text(room.learners["Dara"].client.get("/me")), "the guest's seat is given up"


def test_names_on_the_list_are_left_out_of_all_and_said(app: Flask, cast: Cast, store: Store) -> None:
    room = live_pages(app, cast)
    for name in ("Lin", "Dara"):
        room.join(name)
    done = room.host.post(path(cast), data={"all": "1"}, follow_redirects=True)
    assert "1 guest is on the class list now" in text(done)
    assert "has these names already: Lin" in text(done)
    assert 'class="receipt note"' in done.text, "no tick before what was not done"
    assert on_list(store, cast) == ["Dara", "Gus", "Lin"]


def test_guests_for_whom_the_class_has_no_seat_left_are_told_so(
    room: LivePages, cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "MAX_SEATS", 3)
    done = text(room.host.post(path(cast), data={"all": "1"}, follow_redirects=True))
    assert "1 guest is on the class list now" in done
    assert "Not added, because the class is full: Eli." in done
    assert "names already" not in done
    assert on_list(store, cast) == ["Dara", "Gus", "Lin"]


def test_a_name_that_cannot_be_is_told_with_its_reason(room: LivePages, cast: Cast, store: Store) -> None:
    typed = {"all": "1", f"name-{guest_id(store, 'Eli')}": " "}
    done = text(room.host.post(path(cast), data=typed, follow_redirects=True))
    assert "Not added, because a name has 1 to 40 characters: Eli." in done
    assert on_list(store, cast) == ["Dara", "Gus", "Lin"]


def test_two_guests_of_one_name_from_two_rooms_are_not_both_added(app: Flask, cast: Cast, store: Store) -> None:
    for _ in range(2):
        room = live_pages(app, cast)
        room.join("Dara")
    done = text(room.host.post(path(cast), data={"all": "1"}, follow_redirects=True))
    assert "1 guest is on the class list now" in done
    assert "has these names already: Dara." in done
    assert on_list(store, cast) == ["Dara", "Gus", "Lin"]


def test_adding_many_guests_takes_no_more_statements_than_adding_few(app: Flask, cast: Cast, store: Store) -> None:
    room, counts = live_pages(app, cast), []
    for names in (("Ada", "Bo"), ("Cy", "Dara", "Eli", "Finn", "Gil", "Hal")):
        for name in names:
            room.join(name)
        with counting(store) as seen:
            room.host.post(path(cast), data={"all": "1"})
        counts.append(len(seen))
    assert on_list(store, cast) == ["Ada", "Bo", "Cy", "Dara", "Eli", "Finn", "Gil", "Gus", "Hal", "Lin"]
    assert counts[0] == counts[1]
    with store.reading() as db:
        assert db.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.what == "guest.add")) == 8


def test_two_who_were_in_one_room_are_not_one_learner(app: Flask, cast: Cast, store: Store) -> None:
    room = live_pages(app, cast)
    room.join("Dara")
    learner = app.test_client()
    with store.reading() as db:
        code = courses.personal_code(db.get_one(Seat, cast.lin.id), app.secret_key.encode())  # type: ignore[union-attr]
    learner.post("/claim", data={"code": code})
    room.join("Lin", learner)
    dara = guest_id(store, "Dara")
    data = {f"name-{dara}": "Lin", "same": dara}
    assert "“Dara” is still in a live room" in text(room.host.post(path(cast), data=data))
    room.say("finish")
    reply = room.host.post(path(cast), data=data)
    assert reply.status_code == 422
    assert "Both “Dara” and “Lin” took part in" in text(reply)


def test_whom_the_host_removed_is_no_guest_to_be_added(app: Flask, cast: Cast, store: Store) -> None:
    room = live_pages(app, cast)
    room.join("Dara")
    room.host.post(f"/live/{room.room_id}/people", data={"act": "clear"})
    with store.reading() as db:
        assert guests.guests_of(db, db.get_one(Course, cast.course.id)) == []


def test_who_may_not_change_the_list_is_not_told_of_guests(room: LivePages, app: Flask, cast: Cast) -> None:
    observer = signed_in(app, cast.ina)
    assert "of live rooms" not in text(observer.get(f"/classes/{cast.course.public_id}"))
    assert observer.post(path(cast), data={"all": "1"}).status_code == 403


def test_guests_who_took_a_quiz_are_told_beside_the_class(room: LivePages, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        quiz = a_quiz(db, db.get_one(Course, cast.course.id), title="Homework")
        given = an_opening(db, quiz)
        opening, inner, quiz_id = given.public_id, given.id, quiz.public_id
        db.commit()
    room.learners["Dara"].client.post(f"/q/{opening}/start")
    there = "2 in the class, and 1 guest of live rooms"
    for page in (f"/quizzes/{quiz_id}", "/"):
        assert f"0 finished, 1 still answering, {there}" in text(room.host.get(page))
    with store.writing() as db:
        taking.finish(db, db.scalars(select(Attempt).where(Attempt.opening_id == inner)).one(), at=NOON)
        db.commit()
    for page in (f"/quizzes/{quiz_id}", "/"):
        assert f"1 finished, {there}" in text(room.host.get(page)), "and not once more among those who started"
