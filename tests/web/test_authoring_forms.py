from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring
from quizapp.classroom.bodies import item_of
from quizapp.store import BankPage, PageFact
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from tests.classroom.samples import PNG
from tests.factories import a_page, a_question, an_item
from tests.web.typed import fields_of, text, typed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"stem": " "}, "Write the stem: what is asked."),
        ({"options__0__is_key": ""}, "No option is marked as the key; mark one."),
        ({"options__1__is_key": "y"}, "2 options are marked as keys"),
        ({"options__1__text": "The  Aller"}, "Option 2 reads the same as option 1; change one."),
        ({"options__1__text": ""}, "Option 2: write its text, or clear the row."),
        ({"kind": "numeric", "answers": "many"}, "“many” is not a number"),
        ({"kind": "text", "answers": ""}, "write at least one spelling"),
        ({"page": "new"}, "Write a title for the new page"),
        ({"fact_quote": "on the banks"}, "Write the fact in your own words"),
        ({"fact_statement": "Celle lies on the Aller."}, "Give the source sentence, or where it stands"),
        ({"as_of": "last year"}, "Write the date as 2024-04-14"),
        ({"tags": "x" * 60}, "shorten it to 40"),
        ({"language": "deutsch!"}, "Write a language as en"),
        ({"facts": "F9"}, "choose one that is offered"),
    ],
)
def test_it_says_what_to_mend_keeps_what_was_typed_and_saves_nothing(
    amira: FlaskClient, store: Store, shelf: BankPage, changes: dict[str, str], words: str
) -> None:
    reply = amira.post("/questions/new", data=typed(shelf, **changes))
    assert reply.status_code == 422
    assert words in text(reply)
    assert "The Aller passes the castle." in text(reply)
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(ItemRow)) == 0
        assert db.scalar(select(func.count()).select_from(PageFact)) == 1


def test_a_stem_that_is_too_long_is_refused_at_its_field_and_never_cut_by_the_browser(
    amira: FlaskClient, shelf: BankPage
) -> None:
    reply = amira.post("/questions/new", data=typed(shelf, stem="x" * (authoring.MAX_STEM + 1)))
    assert reply.status_code == 422
    assert "Shorten this to 5,000 characters." in text(reply)
    assert re.findall(r"<textarea[^>]*maxlength", text(reply)) == []


def test_facts_of_another_page_are_not_taken_for_its_own(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    other = a_page(db, title="Another article")
    db.commit()
    reply = amira.post("/questions/new", data=typed(shelf, facts="F1", facts_of=other.public_id))
    assert reply.status_code == 422
    assert "The facts chosen belong to the page before" in text(reply)


@pytest.mark.parametrize(
    ("picture", "alternative", "words"),
    [
        (PNG, "", "Say what the picture shows"),
        (PNG, "The Aller in spring", "contains the key"),
        (b"<svg onload='alert(1)'>", "A castle", "not a PNG, JPEG, WebP or GIF"),
    ],
)
def test_it_refuses_a_picture_that_is_none_or_has_no_words(
    amira: FlaskClient, store: Store, shelf: BankPage, picture: bytes, alternative: str, words: str
) -> None:
    data = typed(shelf, picture=(BytesIO(picture), "castle.png"), alternative=alternative)
    reply = amira.post("/questions/new", data=data)
    assert reply.status_code == 422
    assert words in text(reply)
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(ItemRow)) == 0


def test_a_picture_may_be_larger_than_other_requests(app: Flask, amira: FlaskClient, shelf: BankPage) -> None:
    """With the CSRF check, which reads the request before the view could allow it to be larger."""
    app.config["WTF_CSRF_ENABLED"] = True
    token = amira.get("/questions/new").get_data(as_text=True).split('name="csrf_token" type="hidden" value="')[1]
    fields = typed(shelf, alternative="A castle", csrf_token=token.split('"')[0])
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n' for n, value in fields.items()]
    head = '--x\r\nContent-Disposition: form-data; name="picture"; filename="castle.png"\r\n\r\n'
    body = ("".join(parts) + head).encode() + PNG + bytes(3_000_000) + b"\r\n--x--\r\n"
    reply = amira.post(
        "/questions/new", input_stream=BytesIO(body), content_length=len(body),
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    assert reply.status_code == 422
    assert "The picture has 2929 kB; make it smaller than 2048 kB." in text(reply)


def test_saving_what_the_form_shows_changes_nothing(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    code = "What does it print?\n\n```python\nfor x in y:\n    print(x)\n```"
    written = an_item(code, order="fixed", as_of="2026-01-05", language="de", explanation="Two\n\nparagraphs.")
    row = a_question(db, shelf, written)
    db.commit()
    fields = fields_of(amira.get(f"/questions/{row.public_id}/edit").get_data(as_text=True))
    reply = amira.post(f"/questions/{row.public_id}/edit", data=fields, follow_redirects=True)
    assert "Nothing was changed" in text(reply)
    with store.reading() as reading:
        version = authoring.newest(reading, reading.get_one(ItemRow, row.id))
        assert (version.number, item_of(version)) == (1, written)
