"""Setting up, being invited, signing in and out, and one's own account, as browsers see them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.classroom import courses, people
from quizapp.classroom.permissions import role_in
from quizapp.store import Person
from quizapp.store.engine import Store
from quizapp.web.people import own_path
from tests.conftest import PASSWORD, Cast, Clock, signed_in
from tests.factories import NOON

ACCOUNT = {"name": "Dara", "login": "dara", "password": "four green windows"}
SETUP = ACCOUNT | {"course": "Art 7", "time_zone": "Asia/Tokyo"}


def text(reply: TestResponse) -> str:
    """What is read on the page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def sign_in(client: FlaskClient, login: str = "amira", password: str = PASSWORD, to: str = "") -> TestResponse:
    return client.post("/sign-in" + to, data={"login": login, "password": password})


def first_link(store: Store) -> str:
    with store.writing() as db:
        token = people.first_invitation(db, at=NOON)
        db.commit()
    return f"/setup/{token}"


def invitation(store: Store, cast: Cast, role: str = "instructor") -> str:
    with store.writing() as db:
        token = people.invite(db, cast.amira, cast.course, role, at=NOON)
        db.commit()
    return f"/invitation/{token}"


# --- setting up ------------------------------------------------------------------------------------------------


def test_it_sets_up_an_account_and_a_class_and_signs_its_owner_in(client: FlaskClient, store: Store) -> None:
    with store.writing() as db:
        courses.create_course(db, None, "Demonstration", time_zone="UTC", at=NOON, demonstration=True)
        db.commit()
    link = first_link(store)
    page = client.get(link)
    assert "12 to 128 characters" in text(page)
    assert '<option selected value="UTC">' in page.text
    assert re.search(r"<select[^>]* data-own-zone", page.text), "where a script may put the browser's zone"
    assert "page.js" in page.text
    reply = client.post(link, data=SETUP)
    assert (reply.status_code, reply.location) == (303, "/")
    home = text(client.get("/"))
    assert "your class “Art 7” are made" in home
    assert "Demonstration" in home
    assert "Asia/Tokyo" in client.get("/classes/new").text


def test_it_answers_a_used_setup_link_with_a_clear_page(client: FlaskClient, app: Flask, store: Store) -> None:
    link = first_link(store)
    client.post(link, data=SETUP)
    stranger = app.test_client()
    for reply in (stranger.get(link), stranger.post(link, data=SETUP), stranger.get("/setup/unheard-of")):
        assert reply.status_code == 404
        assert "has been used or has expired" in text(reply)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"password": "short"}, "12 to 128 characters"),
        ({"password": "aaaaaaaaaaaaaa"}, "which is guessed first"),
        ({"login": "da ra"}, "no spaces"),
        ({"name": ""}, "as your class knows it"),
        ({"course": ""}, "Write a name."),
        ({"time_zone": "Mars/Olympus"}, "choose one that is offered"),
    ],
)
def test_it_says_what_is_wrong_with_a_setup_and_makes_nothing(
    client: FlaskClient, store: Store, change: dict[str, str], told: str
) -> None:
    link = first_link(store)
    reply = client.post(link, data=SETUP | change)
    assert reply.status_code == 422
    assert told in text(reply)
    assert "<title>Error: " in reply.text
    with store.reading() as db:
        assert people.needs_owner(db)
    assert client.post(link, data=SETUP).status_code == 303


def test_it_makes_no_account_when_the_class_cannot_be_made(client: FlaskClient, store: Store) -> None:
    link = first_link(store)
    assert client.post(link, data=SETUP | {"course": " \u2003 "}).status_code == 422
    with store.reading() as db:
        assert people.needs_owner(db)


# --- being invited ---------------------------------------------------------------------------------------------


def test_it_takes_an_invited_colleague_in_with_a_new_account(client: FlaskClient, store: Store, cast: Cast) -> None:
    link = invitation(store, cast)
    assert "Join History 9" in text(client.get(link))
    reply = client.post(link, data=ACCOUNT)
    assert reply.location == f"/classes/{cast.course.public_id}"
    assert "You now belong to “History 9” as instructor" in text(client.get(reply.location))
    assert client.get(link).status_code == 404


def test_it_takes_an_invited_colleague_in_with_the_account_they_have(app: Flask, store: Store, cast: Cast) -> None:
    link, browser = invitation(store, cast, "observer"), app.test_client()
    assert f"/sign-in?next={link}" in unescape(browser.get(link).text)
    assert sign_in(browser, "noor", to=f"?next={link}").location == link
    page = browser.get(link)
    assert "You are signed in as Noor" in text(page)
    assert "Password" not in text(page)
    assert browser.post(link).status_code == 303
    with store.reading() as db:
        assert role_in(db, cast.noor, cast.course) == "observer"


def test_it_refuses_an_invited_colleague_a_name_that_is_taken(client: FlaskClient, store: Store, cast: Cast) -> None:
    link = invitation(store, cast)
    reply = client.post(link, data=ACCOUNT | {"login": "Amira"})
    assert reply.status_code == 422
    assert "is taken" in text(reply)
    assert client.post(link, data=ACCOUNT).status_code == 303


def test_it_does_not_mix_up_the_two_kinds_of_links(client: FlaskClient, store: Store, cast: Cast) -> None:
    token = invitation(store, cast).rpartition("/")[2]
    assert client.get(f"/setup/{token}").status_code == 404
    assert client.post(f"/setup/{token}", data=SETUP).status_code == 404


def test_it_tells_a_member_that_the_link_is_for_somebody_else(app: Flask, store: Store, cast: Cast) -> None:
    link = invitation(store, cast)
    reply = signed_in(app, cast.amira).post(link)
    assert reply.status_code == 409
    assert "belong to this class already" in text(reply)
    assert app.test_client().get(link).status_code == 200


# --- signing in ------------------------------------------------------------------------------------------------


def test_it_signs_in_and_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, cast: Cast) -> None:
    asked = client.get("/account")
    assert (asked.status_code, asked.location) == (303, "/sign-in")
    assert client.get("/sign-in").status_code == 200
    assert sign_in(client, " AMIRA ").location == "/account"
    assert "Amira" in text(client.get("/account"))
    assert client.get("/sign-in").location == "/"


def test_it_says_the_same_of_an_unknown_name_and_a_wrong_password(client: FlaskClient, cast: Cast) -> None:
    wrong, unknown = sign_in(client, password="not the password"), sign_in(client, login="nobody")
    assert wrong.status_code == unknown.status_code == 422
    assert "do not fit together" in text(wrong)
    assert text(wrong) == text(unknown)
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "/\t/x"]
)
def test_it_does_not_send_anybody_to_another_site(client: FlaskClient, cast: Cast, elsewhere: str) -> None:
    assert own_path(elsewhere) == ""
    reply = client.post("/sign-in", query_string={"next": elsewhere}, data={"login": "amira", "password": PASSWORD})
    assert reply.location == "/"


def test_it_makes_a_new_session_at_each_sign_in(client: FlaskClient, cast: Cast) -> None:
    tokens = set()
    for _ in range(2):
        sign_in(client)
        with client.session_transaction() as session:
            tokens.add(session["sign_in"])
        client.post("/sign-out")
    assert len(tokens) == 2


def test_it_slows_guessing_down_and_lets_the_owner_in_from_a_known_browser(app: Flask, cast: Cast) -> None:
    own, guesser = app.test_client(), app.test_client()
    sign_in(own)
    own.post("/sign-out")
    tries = [sign_in(guesser, password=f"guess number {n}").status_code for n in range(6)]
    assert tries == [422] * 5 + [429]
    refused = sign_in(guesser)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert sign_in(own).status_code == 303


def test_it_slows_guessing_at_a_name_that_does_not_exist_the_same_way(client: FlaskClient, cast: Cast) -> None:
    assert [sign_in(client, "nobody").status_code for _ in range(6)] == [422] * 5 + [429]


def test_it_does_not_charge_a_class_of_instructors_who_sign_in_rightly(app: Flask, cast: Cast) -> None:
    assert [sign_in(app.test_client()).status_code for _ in range(8)] == [303] * 8


def test_it_asks_for_both_parts_and_does_not_repeat_the_password(client: FlaskClient, cast: Cast) -> None:
    reply = client.post("/sign-in", data={"login": "", "password": "three quiet rivers"})
    assert reply.status_code == 422
    assert "Write your sign-in name" in text(reply)
    assert "three quiet rivers" not in reply.text


def test_it_signs_nobody_in_over_an_open_network(app: Flask, cast: Cast) -> None:
    from dataclasses import replace

    app.extensions["quizapp_config"] = replace(app.extensions["quizapp_config"], profile="lan")
    browser, elsewhere = app.test_client(), {"REMOTE_ADDR": "192.168.1.20"}
    for reply in (
        browser.get("/sign-in", environ_overrides=elsewhere),
        browser.post("/sign-in", data={"login": "amira", "password": PASSWORD}, environ_overrides=elsewhere),
        browser.get("/setup/any", environ_overrides=elsewhere),
        browser.post("/invitation/any", environ_overrides=elsewhere),
    ):
        assert reply.status_code == 403
        assert "not encrypted" in text(reply)
    assert sign_in(browser).status_code == 303


def test_it_signs_out_once_and_for_all(app: Flask, client: FlaskClient, cast: Cast) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        kept = session["sign_in"]
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").location == "/"
    assert "You are signed out" in text(client.get("/"))
    assert client.post("/sign-out").status_code == 303
    copied = app.test_client()
    with copied.session_transaction() as session:
        session["sign_in"] = kept
    assert copied.get("/account").status_code == 303


# --- one's own account -----------------------------------------------------------------------------------------


def test_it_shows_ones_own_devices_and_signs_another_one_out(app: Flask, cast: Cast) -> None:
    here, there = signed_in(app, cast.amira), signed_in(app, cast.amira)
    signed_in(app, cast.ben)
    page = here.get("/account")
    assert text(page).count("a test since") == 2
    assert text(page).count("This device") == 1
    (revoke,) = re.findall(r'action="(/account/sign-ins/\w+/revoke)"', page.text)
    assert here.post(revoke).location == "/account"
    assert there.get("/account").location == "/sign-in"
    assert here.get("/account").status_code == 200


def test_it_signs_all_other_devices_out_at_once(app: Flask, cast: Cast) -> None:
    here, *others = (signed_in(app, cast.amira) for _ in range(3))
    ben = signed_in(app, cast.ben)
    assert "Sign out all other devices" in text(here.get("/account"))
    assert here.post("/account/sign-ins/revoke-others").location == "/account"
    assert [other.get("/account").location for other in others] == ["/sign-in"] * 2
    assert "Sign out all other devices" not in text(here.get("/account"))
    assert ben.get("/account").status_code == 200


def test_it_does_not_let_ben_sign_amira_out(app: Flask, cast: Cast) -> None:
    amira, other = signed_in(app, cast.amira), signed_in(app, cast.amira)
    (revoke,) = re.findall(r'action="(/account/sign-ins/\w+/revoke)"', amira.get("/account").text)
    assert signed_in(app, cast.ben).post(revoke).status_code == 404
    assert app.test_client().post(revoke).location == "/sign-in"
    assert other.get("/account").status_code == 200


def test_it_changes_the_password_and_ends_every_other_session(app: Flask, cast: Cast) -> None:
    here, there = signed_in(app, cast.amira), signed_in(app, cast.amira)
    reply = here.post("/account/password", data={"old": PASSWORD, "new": "four green windows"})
    assert reply.location == "/account"
    assert "Your password is changed" in text(here.get("/account"))
    assert there.get("/account").location == "/sign-in"
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password="four green windows").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("not the password", "four green windows", "not your present password"),
        (PASSWORD, "short", "12 to 128"),
        (PASSWORD, "amira amira 12", "contains the sign-in name"),
        ("", "four green windows", "present password"),
    ],
)
def test_it_keeps_the_password_when_the_change_is_refused(
    app: Flask, cast: Cast, old: str, new: str, told: str
) -> None:
    reply = signed_in(app, cast.amira).post("/account/password", data={"old": old, "new": new})
    assert reply.status_code == 422
    assert told in text(reply)
    assert sign_in(app.test_client()).status_code == 303


def test_it_asks_strangers_to_sign_in_before_anything_of_an_account(client: FlaskClient, cast: Cast) -> None:
    for reply in (client.get("/account"), client.post("/account/password", data={"old": PASSWORD, "new": "x"})):
        assert (reply.status_code, reply.location) == (303, "/sign-in")


def test_it_keeps_a_session_alive_by_use_and_not_beyond(app: Flask, cast: Cast, clock: Clock, store: Store) -> None:
    browser = signed_in(app, cast.amira)
    for _ in range(3):
        clock.advance(hours=11)
        assert browser.get("/account").status_code == 200
    clock.advance(hours=12)
    assert browser.get("/account").location == "/sign-in"
    with store.reading() as db:
        assert people.open_sign_ins(db, db.get_one(Person, cast.amira.id), at=NOON + timedelta(hours=46)) == []
