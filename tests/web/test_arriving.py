"""A large file: handed to the worker, watched, looked through page by page, stored."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quizapp.classroom import arrivals, jobs
from quizapp.jobs import bringing
from quizapp.store import Arrival, BankPage, Item, Job
from quizapp.store.engine import Store
from quizapp.web import travel
from tests.conftest import Cast, Clock, signed_in
from tests.factories import NOON
from tests.web.test_travel import items, say, send

MANY = b"\n\n".join(b"Question %d?{=yes ~no}" % number for number in range(1, 26))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of two dozen questions is long, and they are looked through ten by ten."""
    monkeypatch.setattr(travel, "LONG", 500)
    monkeypatch.setattr(arrivals, "PART", 10)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """One test here reads in the process apart, as the worker does; to the others it is only a wait."""
    monkeypatch.setattr(arrivals.File, "read_apart", arrivals.File.read)


ROLES = {"A": "stem", "B": "options", "C": "options", "D": "correct"}


def brought(client: FlaskClient, data: bytes = MANY, name: str = "unit.gift") -> str:
    reply = send(client, data, name)
    assert reply.status_code == 303
    return reply.location


def page(client: FlaskClient, address: str) -> str:
    return " ".join(client.get(address).text.split())


def press(client: FlaskClient, address: str, go: str, start: int, ticked: list[int]) -> TestResponse:
    return client.post(address, data={"go": go, "start": str(start), "take": [str(at) for at in ticked]})


def test_a_large_file_is_watched_looked_through_and_stored(
    app: Flask, store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    address = brought(client)
    assert "Waiting for the worker" in page(client, address)
    bringing.bring_off(store, clock)
    first = page(client, address)
    assert "Questions 1 to 10 of 25" in first
    assert "New: 25" in first
    assert items(db) == 0
    db.rollback()
    second = press(client, address, "10", 0, list(range(1, 10))).location
    assert second.endswith("?from=10")
    assert "Questions 11 to 20 of 25" in page(client, second)
    assert 'value="0"><span dir="auto">Question 1?' in page(client, address), "its tick is remembered"
    press(client, address, "store", 10, list(range(10, 20)))
    assert "Waiting for the worker" in page(client, address)
    bringing.bring_off(store, clock)
    assert "Stored: 24 new drafts." in page(client, address)
    db.rollback()
    assert items(db) == 24
    assert db.scalar(select(Item).where(Item.stem_start == "Question 1?")) is None


@pytest.mark.usefixtures("read_here")
def test_a_large_file_goes_to_the_page_that_was_named_and_pasted_text_comes_back(
    app: Flask, store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    text = MANY.decode()
    sent = {"pasted": text, "format": "gift", "page": "", "title": "Forms"}
    address = client.post("/questions/bring", data=sent).location
    bringing.bring_off(store, clock)
    assert "New questions go to the new page “<bdi>Forms</bdi>”." in page(client, address)
    form = client.post("/questions/bring/again", data={"arrival": address.rpartition("/")[2]}).text
    for kept in (text.splitlines()[-1], 'value="Forms"', '<option selected value="gift">'):
        assert kept in form
    press(client, address, "store", 0, [0])
    bringing.bring_off(store, clock)
    shown = page(client, address)
    assert "They are on the page “Forms”." in shown
    db.rollback()
    made = db.scalars(select(BankPage)).one()
    assert made.head["title"] == "Forms"
    assert f'href="/questions?status=draft&amp;page={made.public_id}"' in shown


def test_it_shows_how_far_it_is_and_can_be_stopped(app: Flask, store: Store, db: Session, cast: Cast) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    address = brought(client)
    with store.writing() as writing:
        job = jobs.claim(writing, ("read",), at=NOON)
        assert job is not None
        jobs.beat(writing, job.id, "comparing", 4, 25, at=NOON)
        writing.commit()
    assert "Comparing with the questions here: 4 of 25" in page(client, address)
    client.post(f"{address}/stop")
    assert "Stopping" in page(client, address)
    with store.writing() as writing:
        jobs.call_off(jobs.get(writing, job.id), at=NOON)
        writing.commit()
    assert "Stopped. Nothing was stored." in page(client, address)


@pytest.mark.usefixtures("read_here")
def test_a_file_that_cannot_be_read_says_why(app: Flask, store: Store, db: Session, cast: Cast, clock: Clock) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    address = brought(client, b"<page>" + b"<p>no</p>" * 200 + b"</page>", "page.xml")
    bringing.bring_off(store, clock)
    assert "Choose another file" in page(client, address)
    assert "no questions" in page(client, address)


@pytest.mark.usefixtures("read_here")
def test_the_columns_of_a_large_sheet_are_asked_for(
    app: Flask, store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    rows = "".join(f"Bird {at}?;owl;crow;1\n" for at in range(30))
    address = brought(client, f"qq;xx;yy;zz\n{rows}".encode(), "birds.csv")
    bringing.bring_off(store, clock)
    reply = client.get(address)
    assert "Say what each column holds." in reply.text
    assert 'name="held" type="hidden" value=""' in reply.text, "the file does not travel"
    reply = say(client, reply, {f"role_{letter}": role for letter, role in ROLES.items()} | {"first": "2"})
    assert reply.status_code == 303
    bringing.bring_off(store, clock)
    assert "Questions 1 to 10 of 30" in page(client, reply.location)


@pytest.mark.usefixtures("read_here")
def test_storing_that_fails_leaves_the_preview(app: Flask, store: Store, db: Session, cast: Cast, clock: Clock) -> None:
    db.commit()
    client = signed_in(app, cast.amira)
    address = brought(client)
    bringing.bring_off(store, clock)
    press(client, address, "store", 0, list(range(10)))
    with store.writing() as writing:
        job = writing.scalars(select(Job).where(Job.kind == "store")).one()
        jobs.fail(job, "The disk is full.", at=NOON)
        writing.commit()
    shown = page(client, address)
    assert "The disk is full." in shown
    assert "Store all that is ticked" in shown


def test_a_file_is_its_owners_alone(app: Flask, db: Session, cast: Cast) -> None:
    db.commit()
    address = brought(signed_in(app, cast.amira))
    assert signed_in(app, cast.ben).get(address).status_code == 404
    assert signed_in(app, cast.ina).get(address).status_code == 403
    assert db.scalars(select(Arrival)).one().name == "unit.gift"
    assert re.fullmatch(r"/questions/bring/[a-z0-9]{20}", address)
