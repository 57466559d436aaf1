"""Live rooms that were opened by mistake."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Flask

from quizapp.classroom import authoring, quizzes
from quizapp.classroom.bodies import item_of
from quizapp.store import LiveEvent, LiveRoom, Opening, Person, Quiz
from quizapp.store.engine import Store
from tests.conftest import Cast, signed_in
from tests.factories import NOON
from tests.web.live_pages import LivePages, live_pages
from tests.web.test_regrading import ROOM
from tests.web.test_results import text_of


def counted(store: Store) -> list[int]:
    with store.reading() as db:
        return [db.query(table).count() for table in (Opening, LiveRoom, LiveEvent)]


def test_a_room_that_nobody_joined_is_deleted_from_the_page_of_the_class(app: Flask, cast: Cast, store: Store) -> None:
    kept = live_pages(app, cast)
    kept.join("Calm Heron")
    before = counted(store)
    room = live_pages(app, cast)
    at, of_class = f"/live/opening/{room.key.opening}/delete", f"/classes/{cast.course.public_id}"
    assert room.host.get(f"/live/{room.room_id}").status_code == 200
    assert text_of(room.host, of_class).count("nobody joined: delete it") == 1
    assert re.search(r"</span>\s+<span class=\"quiet\">· nobody joined", room.host.get(of_class).text), "words apart"
    assert f'href="{at}"' in room.host.get(of_class).text
    assert "which nobody joined, is gone" in text_of(room.host, at)
    gone = room.host.post(at)
    assert gone.location == of_class
    assert counted(store) == before
    page = text_of(room.host, of_class)
    assert "The live room for “Rivers of the north” is gone." in page
    assert "nobody joined" not in page
    assert room.host.get(f"/live/{room.room_id}").status_code == 404
    assert app.test_client().get(f"/l/{room.code}").status_code == 404
    again = live_pages(app, cast)  # it may have the number that the other had in the database
    assert again.room_id != room.room_id
    assert room.host.get(f"/live/{room.room_id}/state").status_code == 404
    assert room.host.post(at).status_code == 404


def test_what_is_changed_in_a_quiz_after_its_only_room_was_deleted_is_asked_in_the_next_one(
    app: Flask, cast: Cast, store: Store
) -> None:
    room = live_pages(app, cast)
    quiz_id, at = room.key.quiz_id, f"/live/opening/{room.key.opening}/delete"
    assert room.host.get(f"/live/{room.room_id}").status_code == 200, "the server knows its questions by now"
    room.host.post(at)
    with store.writing() as db:
        quiz, amira = db.get_one(Quiz, quiz_id), db.get_one(Person, cast.amira.id)
        held = quiz.items[0].version
        options = tuple(replace(one, is_key=n == 1) for n, one in enumerate(item_of(held).options))
        authoring.edit_item(db, None, held.item, replace(item_of(held), stem="A new one?", options=options), at=NOON)
        quizzes.take_newest(db, amira, quiz)
        wall = f"/quizzes/{quiz.public_id}/live"
        db.commit()
    opened = room.host.post(wall, data=ROOM).location
    code = re.search(r"/l/([A-Z0-9]{7})", room.host.get(opened).text)
    assert code
    again = LivePages(app, opened.rpartition("/")[2], code[1], room.host, room.sheet)
    again.join("Calm Heron")
    again.say("next")
    page = text_of(room.host, opened)
    assert "A new one?" in page
    assert re.search(rf"{options[1].text}\s*Correct answer", page)


def test_a_room_that_somebody_joined_stays(app: Flask, cast: Cast, store: Store) -> None:
    room = live_pages(app, cast)
    at, of_class = f"/live/opening/{room.key.opening}/delete", f"/classes/{cast.course.public_id}"
    asked = room.host.get(at)
    assert asked.status_code == 200
    room.join("Calm Heron")  # while the host was asked
    assert room.host.post(at).status_code == 409
    assert room.host.get(at).status_code == 409
    assert "nobody joined" not in text_of(room.host, of_class)
    person = room.host.get(f"/live/{room.room_id}/people").text
    assert "Calm Heron" in person


def test_who_only_observes_is_offered_no_deletion(app: Flask, cast: Cast) -> None:
    live_pages(app, cast)
    assert "nobody joined" not in text_of(signed_in(app, cast.ina), f"/classes/{cast.course.public_id}")
