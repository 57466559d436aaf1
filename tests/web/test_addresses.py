"""Addresses for learners' devices, on pages that a teacher opened on the server itself."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.classroom import live, quizzes
from quizapp.cli.serve import _reach
from quizapp.config import Config, load_config
from quizapp.core.errors import BadInput
from quizapp.core.live import Settings
from quizapp.store import Person
from quizapp.web import addresses
from tests.conftest import SECRET, Cast, seated, signed_in
from tests.factories import NOON, a_quiz, an_opening

HERE = "http://127.0.0.1:8100"
CLASSROOM = "http://192.168.1.20:8100"
ONLY_HERE = "work on this computer only"


@pytest.fixture
def pages(app: Flask, db: Session, cast: Cast) -> list[str]:
    """Every page of staff that shows an address for learners."""
    quiz = a_quiz(db, cast.course)
    an_opening(db, quiz)
    other = a_quiz(db, cast.course, title="Another")
    amira = db.get_one(Person, cast.amira.id)
    key = live.open_room(db, amira, quizzes.get_quiz(db, amira, other.public_id), Settings(), at=NOON)
    db.commit()
    course = f"/classes/{cast.course.public_id}"
    return [
        course,
        f"{course}/sheet",
        f"{course}/learners/{cast.lin.public_id}",
        f"/quizzes/{quiz.public_id}",
        f"/live/{key.public_id}",
    ]


def opened_at(app: Flask, client: FlaskClient, base_url: str) -> FlaskClient:
    """The same browser with its cookie at another host of the server."""
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    client.set_cookie(cookie.key, cookie.value, domain=str(urlsplit(base_url).hostname))
    return client


def shown_at(app: Flask, cast: Cast, pages: list[str], base_url: str) -> list[str]:
    client = opened_at(app, signed_in(app, cast.amira), base_url)
    return [
        unescape(re.sub(r"<svg.*?</svg>", "", client.get(each, base_url=base_url).text, flags=re.S)) for each in pages
    ]


def configured(app: Flask, **settings: str) -> None:
    app.extensions["quizapp_config"] = replace(app.extensions["quizapp_config"], **settings)


def test_what_is_printed_and_projected_leads_to_the_classrooms_address(
    app: Flask, cast: Cast, pages: list[str]
) -> None:
    configured(app, address=CLASSROOM)
    for text in shown_at(app, cast, pages, HERE):
        assert f"{CLASSROOM}/" in text
        assert "127.0.0.1" not in text
        assert ONLY_HERE not in text


def test_qr_codes_hold_the_address_that_is_written_beside_them(app: Flask, cast: Cast, pages: list[str]) -> None:
    configured(app, address=CLASSROOM)
    from quizapp.classroom import courses
    from quizapp.web.presenting import qr

    code = courses.personal_code(cast.lin, SECRET.encode())
    sheet = opened_at(app, signed_in(app, cast.amira), HERE).get(pages[1], base_url=HERE).text
    assert qr(f"{CLASSROOM}/seat/{code}", scale=3) in sheet


def test_the_computers_own_address_is_found_anew_for_each_page(
    app: Flask, cast: Cast, pages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(app, address="auto", profile="lan")
    for found in ("192.168.1.20", "10.7.0.3"):
        monkeypatch.setattr(addresses, "outgoing_address", lambda found=found: found)
        for text in shown_at(app, cast, pages, "http://localhost:8100"):
            assert f"http://{found}:8100/" in text
    monkeypatch.setattr(addresses, "outgoing_address", lambda: "")
    for text in shown_at(app, cast, pages, HERE):
        assert ONLY_HERE in text


def test_where_no_other_address_is_known_the_page_says_so(app: Flask, cast: Cast, pages: list[str]) -> None:
    for text in shown_at(app, cast, pages, HERE):
        assert ONLY_HERE in text
        assert f"{HERE}/" in text


def test_the_projector_says_that_no_phone_can_open_its_address(app: Flask, cast: Cast, pages: list[str]) -> None:
    host = shown_at(app, cast, pages[-1:], HERE)[0]
    found = re.search(r"/screen/[^\"\s]+", host)
    assert found
    words = "This address works on this computer only"
    assert words in app.test_client().get(found[0], base_url=HERE).text
    configured(app, address=CLASSROOM)
    assert words not in app.test_client().get(found[0], base_url=HERE).text


def test_a_page_that_was_opened_at_a_real_address_keeps_it(app: Flask, cast: Cast, pages: list[str]) -> None:
    configured(app, address=CLASSROOM)
    for text in shown_at(app, cast, pages, "http://quiz.school.example"):
        assert "http://quiz.school.example/" in text
        assert CLASSROOM not in text
        assert ONLY_HERE not in text


def test_a_learner_on_the_server_itself_is_told_the_address_for_other_devices(app: Flask, cast: Cast) -> None:
    configured(app, address=CLASSROOM)
    assert f"{CLASSROOM}/claim" in opened_at(app, seated(app, cast.lin), HERE).get("/me", base_url=HERE).text


def test_asking_for_the_way_out_gives_an_address_of_this_computer() -> None:
    found = addresses.own_addresses()
    assert len(set(found)) == len(found)
    assert not any(each.startswith("127.") for each in found)
    assert found[:1] == [each for each in [addresses.outgoing_address()] if each]


def test_the_start_says_where_learners_go() -> None:
    lan = Config(profile="lan", address="auto")
    assert list(_reach(lan, [CLASSROOM])) == [f"Learners open {CLASSROOM}"]
    several = list(_reach(lan, [CLASSROOM, "http://10.7.0.3:8100"]))
    assert "QUIZAPP_ADDRESS=http://10.7.0.3:8100" in several[1]
    assert "in no network" in next(_reach(lan, []))
    assert "--host 0.0.0.0" in next(_reach(Config(profile="lan"), []))
    assert list(_reach(Config(), [])) == []


def test_the_address_can_be_set_and_must_be_one() -> None:
    assert load_config({"QUIZAPP_ADDRESS": f"{CLASSROOM}/"}).address == CLASSROOM
    for wrong in ("192.168.1.20", "http://", "http://192.168.1.20/quiz", "ftp://x"):
        with pytest.raises(BadInput, match="address looks like"):
            load_config({"QUIZAPP_ADDRESS": wrong})
