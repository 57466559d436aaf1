"""Whatever is posted to any form, by anybody: never a 500, and nothing breaks.

`QUIZAPP_LONG_FORMS=20` in the environment goes through all forms that many times.
"""

from __future__ import annotations

import os
import random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.core.item import Answer, Item
from quizapp.store import Course, Seat
from tests.conftest import ON_BOTH, Cast, seated, signed_in
from tests.factories import a_quiz, an_attempt, an_item, an_opening

ROUNDS = int(os.environ.get("QUIZAPP_LONG_FORMS", "1"))
PIECES = (
    "", " ", "0", "-1", "1e9", "true", "x" * 3000, "\x00", "é\u0301", "\u202eabc", "<script>alert(1)</script>",
    "2026-02-30", "2026-03-29T02:30", "99999-01-01T00:00", "'; DROP TABLE item; --", "=1+1", "😀" * 50, "single",
    "../../etc", "media/x.png", "![](media/x.png)", "- [x] a", "F1", "F99999", "finish", "on", "y", "\r\n", "None",
    "null", "{}", "%s%n", "1",
)  # fmt: skip


def names_on(client: FlaskClient, path: str) -> list[str]:
    """Names of the fields on a page, so that the nonsense reaches the form and not only the air."""
    text = client.get(path).text
    return [part.split('"')[0] for part in text.split('name="')[1:] if not part.startswith("csrf")]


@pytest.mark.parametrize(
    ("database", "seed"), [*(("sqlite", seed) for seed in range(ROUNDS)), ("postgresql", ROUNDS)], indirect=["database"]
)
def test_random_posts_to_every_form_never_break_the_server(app: Flask, db: Session, cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    quiz = a_quiz(db, db.get_one(Course, cast.course.id))
    draft = a_quiz(db, db.get_one(Course, cast.course.id), title="Draft")
    opening = an_opening(db, quiz)
    attempt = an_attempt(db, opening, db.get_one(Seat, cast.lin.id))
    item = draft.items[0].version.item
    values = {
        "course_id": cast.course.public_id, "seat_id": cast.gus.public_id, "person_id": cast.ben.public_id,
        "quiz_id": draft.public_id, "opening_id": opening.public_id, "item_id": item.public_id,
        "page_id": item.page.public_id, "attempt_id": attempt.public_id, "code": cast.course.join_code,
        "token": "nothing", "public_id": "nothing",
    }  # fmt: skip
    db.commit()
    broken = []
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        path = rule.rule
        for name, value in values.items():
            path = path.replace(f"<{name}>", value)
        client = (
            seated(app, cast.lin) if rule.endpoint.startswith(("taking", "joining")) else signed_in(app, cast.amira)
        )
        names = names_on(client, path) or ["x"]
        for _ in range(2):
            data = {name: chance.sample(PIECES, chance.randint(1, 2)) for name in names if chance.random() < 0.8}
            status = client.post(path, data=data).status_code
            if status >= 500:
                broken.append(f"{rule.endpoint} {data}")
    assert broken == []


DEEP = "[" * 5000 + "]" * 5000
ANSWERS = (
    "", "null", "[]", "true", "{", '"\\ud800"', DEEP, f'{{"choice": {DEEP}}}',
    '{"item": QUESTION, "key": "a\\ud800", "n": 1, "device": "d", "choice": []}',
    '{"item": QUESTION, "key": "a\\u0000", "n": 1, "device": "d", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": true, "device": "d", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1e400, "device": "d", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 99999999999999999999, "device": "d", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "\\ud800", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "\\u0000", "choice": []}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "d", "choice": ["\\ud800"]}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "d", "choice": "\\ud800"}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "d", "choice": "\\u0000"}',
    '{"item": QUESTION, "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "d", "choice": {"a": [{}]}}',
    '{"item": ["QUESTION"], "key": {}, "n": [], "device": null, "choice": 1}',
    '{"item": "\\ud800", "key": "kkkkkkkkkkkkkkkk", "n": 1, "device": "d", "choice": []}',
)  # fmt: skip
"""Bodies of an answer that no page of ours sends; QUESTION stands for the name of a real one."""


@ON_BOTH
@pytest.mark.parametrize("kind", ["single", "text"])
def test_nothing_sent_as_an_answer_breaks_the_server(app: Flask, db: Session, cast: Cast, kind: str) -> None:
    item = an_item() if kind == "single" else Item("text", "Which river?", answers=(Answer("The Aller"),))
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [item]))
    attempt = an_attempt(db, opening, db.get_one(Seat, cast.lin.id)).public_id
    question = opening.quiz.items[0].public_id
    db.commit()
    browser, broken = seated(app, cast.lin), []
    for body in ANSWERS:
        sent = body.replace('"QUESTION"', "QUESTION").replace("QUESTION", f'"{question}"')
        reply = browser.post(f"/take/{attempt}/answer", data=sent, content_type="application/json")
        if reply.status_code >= 500:
            broken.append(body[:90])
    assert broken == []


QUERIES = (
    {"n": "9" * 30, "page": "9" * 30}, {"n": "-" + "9" * 30, "page": "-1"}, {"n": "9" * 5000, "page": "9" * 5000},
    {"words": "a\x00b", "tag": "\x00", "kind": "\x00", "page": "\x00", "status": "\x00", "course": "\x00"},
    {"words": "\\%_" * 200, "tag": "x" * 3000, "level": "'", "difficulty": "\u202e"},
    {"next": "\x00", "seed": "9" * 30},
)  # fmt: skip


@ON_BOTH
def test_nothing_behind_a_question_mark_breaks_a_page(app: Flask, db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id)).public_id
    db.commit()
    pages = (
        "/",
        "/questions",
        "/questions/new",
        "/quizzes",
        "/quizzes/new",
        f"/quizzes/{quiz}/add",
        "/join",
        "/courses",
    )
    amira = signed_in(app, cast.amira)
    broken = [
        (path, sorted(query))
        for path in pages
        for query in QUERIES
        if amira.get(path, query_string=query).status_code >= 500
    ]
    assert broken == []
