"""Coming in with a class code, a personal code or a card, and a learner's own page."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.classroom import courses, openings, taking
from quizapp.classroom.secrets import grouped
from quizapp.store import Course, Opening, Seat
from quizapp.store.engine import Store
from quizapp.web.limits import Limits
from tests.conftest import SECRET, Cast, Clock, seated, signed_in
from tests.factories import NOON, a_quiz, an_attempt, an_opening

KEY = SECRET.encode()


def text(reply: TestResponse) -> str:
    """What is read on the page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def seats(store: Store) -> int:
    with store.reading() as db:
        return db.scalar(select(func.count()).select_from(Seat)) or 0


def close_joining(store: Store, cast: Cast) -> None:
    with store.writing() as db:
        db.get_one(Course, cast.course.id).joining_open = False
        db.commit()


# --- with the class code ---------------------------------------------------------------------------------------


def test_it_brings_a_learner_from_the_board_to_their_personal_code(client: FlaskClient, cast: Cast) -> None:
    typed = grouped(cast.course.join_code).lower()
    found = client.post("/join", data={"code": f" {typed} "})
    assert found.location == f"/join/{cast.course.join_code}"
    assert "Join History 9" in text(client.get(found.location))
    joined = client.post(found.location, data={"name": "Dara"})
    welcome = client.get(joined.location)
    assert "Write down your personal code" in text(welcome)
    assert "You are Dara in History 9" in text(welcome)
    code = re.search(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", text(welcome))
    assert code is not None
    assert 'href="/me">Continue' in welcome.text
    assert code.group() in text(client.get("/me"))


def test_it_goes_on_to_the_quiz_whose_link_was_opened(client: FlaskClient, cast: Cast) -> None:
    joined = client.post(f"/join/{cast.course.join_code}?next=/q/abc", data={"name": "Dara"})
    assert 'href="/q/abc">Continue' in client.get(joined.location).text
    assert 'href="/q/abc"' in client.get(f"/join/{cast.course.join_code}?next=/q/abc").text


def test_it_goes_on_to_no_other_site(client: FlaskClient, cast: Cast) -> None:
    joined = client.post(f"/join/{cast.course.join_code}?next=//elsewhere.example/", data={"name": "Dara"})
    assert "elsewhere" not in client.get(joined.location).text


def test_it_makes_one_seat_when_the_button_is_pressed_twice(client: FlaskClient, cast: Cast, store: Store) -> None:
    before = seats(store)
    replies = [client.post(f"/join/{cast.course.join_code}", data={"name": "Dara"}) for _ in range(2)]
    assert replies[0].location == replies[1].location
    assert seats(store) == before + 1


def test_it_changes_nothing_when_pages_are_only_opened(app: Flask, cast: Cast, store: Store) -> None:
    code, before = courses.personal_code(cast.lin, KEY), seats(store)
    browser = app.test_client()
    for path in ("/join", f"/join/{cast.course.join_code}", "/claim", f"/seat/{code}", "/me"):
        assert browser.get(path).status_code == 200
    assert seats(store) == before
    with store.reading() as db:
        assert db.get_one(Seat, cast.lin.id).first_used_at is None
    assert "no class" in text(browser.get("/me"))


def test_it_refuses_a_taken_name_and_says_how_to_come_back(client: FlaskClient, cast: Cast) -> None:
    reply = client.post(f"/join/{cast.course.join_code}", data={"name": "LIN"})
    assert reply.status_code == 422
    assert "If you only share the name, add an initial" in text(reply)
    assert "no class" in text(client.get("/me"))


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "n" * 41])
def test_it_refuses_a_name_that_is_none(client: FlaskClient, cast: Cast, store: Store, name: str) -> None:
    before = seats(store)
    assert client.post(f"/join/{cast.course.join_code}", data={"name": name}).status_code == 422
    assert seats(store) == before


def test_it_says_what_to_do_about_an_unknown_class_code(client: FlaskClient, cast: Cast) -> None:
    typed = client.post("/join", data={"code": "ABC-DEFG"})
    assert typed.status_code == 422
    assert "No class has this code" in text(typed)
    assert client.post("/join", data={"code": ""}).status_code == 422
    assert client.get("/join/ABCDEFG").status_code == 404
    assert client.post("/join/ABCDEFG", data={"name": "Dara"}).status_code == 404


def test_it_takes_nobody_new_in_while_joining_is_closed(client: FlaskClient, cast: Cast, store: Store) -> None:
    close_joining(store, cast)
    page = client.get(f"/join/{cast.course.join_code}")
    assert "takes no new learners now" in text(page)
    assert 'name="name"' not in page.text
    before = seats(store)
    assert client.post(f"/join/{cast.course.join_code}", data={"name": "Dara"}).status_code == 409
    assert seats(store) == before


def test_it_shows_nobody_elses_name_to_somebody_with_the_class_code(client: FlaskClient, cast: Cast) -> None:
    page = client.get(f"/join/{cast.course.join_code}").text
    assert "Lin" not in page
    assert "Gus" not in page


def test_it_shows_names_as_text_and_never_as_markup(client: FlaskClient, cast: Cast) -> None:
    joined = client.post(f"/join/{cast.course.join_code}", data={"name": "<b>Bo</b>"})
    assert "<bdi>&lt;b&gt;Bo&lt;/b&gt;</bdi>" in client.get(joined.location).text


def test_it_lets_sixty_learners_join_at_once_from_one_address(app: Flask, cast: Cast) -> None:
    path = f"/join/{cast.course.join_code}"
    codes = {app.test_client().post(path, data={"name": f"Learner {n}"}).status_code for n in range(60)}
    assert codes == {303}


def test_it_slows_down_guessing_of_class_codes_but_not_cards(app: Flask, cast: Cast) -> None:
    limits = Limits()
    for budget in (limits.code_address, limits.link_address):
        budget.burst, budget.clock = 3, lambda: 0.0  # on a busy machine some would be given back meanwhile
    app.extensions["quizapp_limits"] = limits
    browser = app.test_client()
    tries = [browser.post("/join", data={"code": f"ABCDEF{n}"}).status_code for n in range(4)]
    assert tries == [422, 422, 422, 429]
    assert browser.get(f"/join/{cast.course.join_code}").status_code == 200
    assert browser.post("/claim", data={"code": "ABCDEFGHJK"}).status_code == 429
    code = courses.personal_code(cast.lin, KEY)
    assert [browser.get(f"/seat/{code}").status_code for _ in range(6)] == [200] * 6
    assert [browser.get("/seat/WRONGCODE2").status_code for _ in range(4)] == [404, 404, 404, 429]


def test_it_takes_a_learner_from_the_link_of_a_quiz_to_a_seat_and_back(app: Flask, cast: Cast, store: Store) -> None:
    opening, browser = opened(store, cast.course, "Rivers"), app.test_client()
    before = f"/q/{opening.public_id}"
    assert f'href="{before}/join">Give your name' in browser.get(before).text
    assert "Join History 9" in text(browser.get(f"{before}/join"))
    assert browser.post(f"{before}/join", data={"name": "LIN"}).status_code == 422
    joined = browser.post(f"{before}/join", data={"name": "Dara"})
    assert f'href="{before}">Continue' in browser.get(joined.location).text
    assert "You are Dara" in text(browser.get(before))


def test_it_tells_the_class_code_to_nobody_who_has_only_the_link_of_a_quiz(
    app: Flask, cast: Cast, store: Store
) -> None:
    before = f"/q/{opened(store, cast.course, 'Rivers').public_id}"
    for browser in (app.test_client(), seated(app, cast.omar), signed_in(app, cast.noor)):
        for path in (before, f"{before}/join"):
            shown = browser.get(path).text
            assert cast.course.join_code not in shown
            assert grouped(cast.course.join_code) not in shown


def test_it_closes_the_way_through_a_quiz_with_the_class(client: FlaskClient, cast: Cast, store: Store) -> None:
    path = f"/q/{opened(store, cast.course, 'Rivers').public_id}/join"
    close_joining(store, cast)
    assert 'name="name"' not in client.get(path).text
    assert client.post(path, data={"name": "Dara"}).status_code == 409
    assert client.get("/q/nothing/join").status_code == client.post("/q/nothing/join").status_code == 404


# --- with a personal code --------------------------------------------------------------------------------------


def test_it_brings_lin_back_on_another_device(client: FlaskClient, cast: Cast) -> None:
    typed = grouped(courses.personal_code(cast.lin, KEY)).lower()
    assert client.post("/claim", data={"code": typed}).location == "/me"
    assert "You are Lin in “History 9” on this device now" in text(client.get("/me"))


def test_either_code_leads_on_from_either_field(client: FlaskClient, cast: Cast) -> None:
    personal, of_class = grouped(courses.personal_code(cast.lin, KEY)), cast.course.join_code
    assert client.post("/claim", data={"code": of_class.lower()}).location == f"/join/{of_class}"
    assert client.post("/join", data={"code": personal}).location == "/me"
    assert "You are Lin in “History 9” on this device now" in text(client.get("/me"))
    assert "No seat has this personal code" in text(client.post("/join", data={"code": "ABCDE-FGHJK"}))
    assert "No class has this code" in text(client.post("/claim", data={"code": "ABC-DEFG"}))


def test_it_asks_before_a_scanned_card_takes_the_device_over(app: Flask, cast: Cast, store: Store) -> None:
    path = f"/seat/{courses.personal_code(cast.lin, KEY)}"
    shared = seated(app, cast.gus)
    page = text(shared.get(path))
    assert "This is the seat of Lin" in page
    assert "This device now belongs to Gus" in page
    assert "You are Gus" in text(shared.get("/me"))
    assert shared.post(path).location == "/me"
    assert "You are Lin" in text(shared.get("/me"))
    assert "Gus" not in text(shared.get("/me"))
    with store.reading() as db:
        assert db.get_one(Seat, cast.lin.id).first_used_at == NOON


@pytest.mark.parametrize("typed", ["", "ABCDEFGHJK", "x" * 70])
def test_it_refuses_a_personal_code_nobody_has(client: FlaskClient, cast: Cast, typed: str) -> None:
    assert client.post("/claim", data={"code": typed}).status_code == 422
    assert client.post("/seat/ABCDEFGHJK").status_code == 404
    assert "no class" in text(client.get("/me"))


def test_it_lets_a_removed_learner_in_nowhere(app: Flask, cast: Cast, store: Store) -> None:
    code, browser = courses.personal_code(cast.lin, KEY), seated(app, cast.lin)
    with store.writing() as db:
        courses.remove_seat(db, cast.amira, db.get_one(Seat, cast.lin.id), at=NOON)
        db.commit()
    assert "no class" in text(browser.get("/me"))
    assert browser.get(f"/welcome/{cast.lin.public_id}").status_code == 404
    assert browser.get(f"/seat/{code}").status_code == 404
    assert browser.post("/claim", data={"code": code}).status_code == 422


def test_it_shows_a_personal_code_to_its_owner_only(app: Flask, cast: Cast) -> None:
    path, code = f"/welcome/{cast.lin.public_id}", grouped(courses.personal_code(cast.lin, KEY))
    assert code in text(seated(app, cast.lin).get(path))
    for browser in (seated(app, cast.gus), seated(app, cast.omar), app.test_client(), signed_in(app, cast.amira)):
        reply = browser.get(path)
        assert reply.status_code == 404
        assert code not in reply.text


def test_it_works_for_an_instructor_who_looks_at_it_as_a_learner(app: Flask, cast: Cast, clock: Clock) -> None:
    browser = signed_in(app, cast.amira)
    clock.advance(minutes=2)
    assert browser.post("/join", data={"code": "ABCDEFG"}).status_code == 422
    clock.advance(minutes=2)
    assert browser.post(f"/join/{cast.course.join_code}", data={"name": "Lin"}).status_code == 422
    clock.advance(minutes=2)
    assert browser.post("/seat/ABCDEFGHJK").status_code == 404


# --- one's own page --------------------------------------------------------------------------------------------


def opened(store: Store, course: Course, title: str, **rules: object) -> Opening:
    with store.writing() as db:
        made = an_opening(db, a_quiz(db, course, title=title), **rules)
        db.commit()
    return made


def test_it_says_of_each_quiz_where_it_stands(app: Flask, cast: Cast, store: Store, clock: Clock) -> None:
    day = timedelta(days=1)
    started = opened(store, cast.course, "Half done", closes_at=NOON + day)
    done = opened(store, cast.course, "All done")
    opened(store, cast.course, "To do")
    opened(store, cast.course, "To come", opens_at=NOON + day)
    opened(store, cast.course, "Gone", closes_at=NOON + timedelta(minutes=1))
    opened(store, cast.other_course, "Elsewhere")
    with store.writing() as db:
        running = an_attempt(db, started, cast.lin)
        finished = an_attempt(db, done, cast.lin)
        taking.finish(db, finished, at=NOON)
        an_attempt(db, started, cast.gus)
        db.commit()
    clock.advance(minutes=2)
    page = seated(app, cast.lin).get("/me")
    words = text(page)
    assert "Half done started, closes 3 March 2026, 13:00 (Europe/Berlin) Continue" in words
    assert f'href="/take/{running.public_id}">Continue' in page.text
    assert "To do open Start" in words
    assert "To come not open until 3 March 2026, 13:00 (Europe/Berlin)" in words
    assert "Gone closed" in words
    assert "All done finished" in words
    assert f'href="/take/{finished.public_id}/result"' in page.text
    assert "Elsewhere" not in words
    assert "Gus" not in words
    assert page.text.count("button primary") == 1


def test_a_quiz_that_was_given_twice_says_when(app: Flask, cast: Cast, store: Store) -> None:
    opened(store, cast.course, "Weekly quiz")
    opened(store, cast.course, "Another")
    assert "given" not in text(seated(app, cast.lin).get("/me"))
    opened(store, cast.course, "Weekly quiz")
    words = text(seated(app, cast.lin).get("/me"))
    assert words.count("Weekly quiz open; given ") == 2
    assert "Another open Start" in words


def test_it_draws_results_over_time_once_there_are_two(app: Flask, cast: Cast, store: Store) -> None:
    browser = seated(app, cast.lin)
    for day in range(2):
        opening = opened(store, cast.course, f"Quiz {day}")
        with store.writing() as db:
            at = NOON - timedelta(days=day)
            taking.finish(db, an_attempt(db, opening, cast.lin, at=at), at=at)
            db.commit()
        page = browser.get("/me")
        assert page.text.count("<circle") == (0, 2)[day]
    assert text(page).count("0 of 3 (0 %)") == 2
    assert page.text.index("Quiz 1</bdi></span></a>") < page.text.index("Quiz 0</bdi></span></a>")


def test_it_holds_a_score_back_until_its_moment(app: Flask, cast: Cast, store: Store) -> None:
    opening = opened(store, cast.course, "Held back", feedback="release")
    with store.writing() as db:
        taking.finish(db, an_attempt(db, opening, cast.lin), at=NOON)
        db.commit()
    browser = seated(app, cast.lin)
    page = text(browser.get("/me"))
    assert "score not shown yet" in page
    assert "of 3" not in page
    with store.writing() as db:
        openings.release(db, cast.amira, db.get_one(Opening, opening.id), at=NOON)
        db.commit()
    assert "0 of 3 (0 %)" in text(browser.get("/me"))


def test_it_shows_a_learner_of_two_classes_both(app: Flask, cast: Cast) -> None:
    page = text(seated(app, cast.lin, cast.omar).get("/me"))
    assert "History 9 You are Lin" in page
    assert "History 10 You are Omar" in page


def test_it_tells_a_learner_about_extra_time(app: Flask, cast: Cast, store: Store) -> None:
    with store.writing() as db:
        lin = db.get_one(Seat, cast.lin.id)
        courses.change_seat(db, cast.ben, lin, name="Lin", school_id="", time_factor="1.5", at=NOON)
        db.commit()
    assert "You have 1.5 × the usual time" in text(seated(app, cast.lin).get("/me"))


def test_it_forgets_the_learner_on_this_device_when_asked(app: Flask, cast: Cast) -> None:
    browser = seated(app, cast.lin)
    assert browser.get("/me/leave").status_code == 405
    assert browser.post("/me/leave").location == "/"
    assert "Come back with your personal code" in text(browser.get("/"))
    assert "no class" in text(browser.get("/me"))


def test_it_sends_a_learner_no_script_and_little_weight(app: Flask, cast: Cast, store: Store) -> None:
    for n in range(5):
        opened(store, cast.course, f"Quiz {n}")
    reply = seated(app, cast.lin).get("/me", headers={"Accept-Encoding": "gzip"})
    assert len(reply.data) < 6_000
    assert b"<script" not in seated(app, cast.lin).get("/me").data
