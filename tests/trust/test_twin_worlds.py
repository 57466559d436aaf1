"""Two worlds that differ only in key, rationale and evidence send a learner the same bytes until the reveal.

Everything else is pinned: the clock, chance, and the signatures of cookies. Whatever then differs tells the key.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.classroom import articles, authoring, openings, quizzes
from quizapp.config import Config
from quizapp.core.item import Answer, Item, Option
from quizapp.core.order import tokens as honest_tokens
from quizapp.formats.articles import ArticleText
from quizapp.store import Course, Opening
from quizapp.web.database import attach
from quizapp.web.limits import Limits
from tests.conftest import SECRET, Clock, make_cast, seated
from tests.factories import NOON, a_page, a_true_false, an_item


@dataclass
class Reply:
    """Everything of a reply that a browser can see."""

    step: str
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class World:
    """An app on a database whose keys are the first options, or the second ones."""

    def __init__(self, folder: Path, empty: Path, app: Flask, *, other: bool, feedback: str, layout: str) -> None:
        folder.mkdir()
        shutil.copy(empty, folder / "quizapp.db")
        self.clock, self.layout, self.app = Clock(), layout, app
        attach(app, Config(instance=folder, questions=folder, secret_key=SECRET))
        self.app.extensions["quizapp_clock"] = self.clock
        limits = self.app.extensions["quizapp_limits"] = Limits()
        limits.answers.burst = 100_000  # by the wall clock, so it would refuse in one world what it takes in the other
        self.store = self.app.extensions["quizapp_store"]
        with self.store.writing() as db:
            self.cast = make_cast(db)
            page = a_page(db)
            quote = "A short one." if other else "A much longer sentence that proves something else entirely."
            authoring.add_fact(db, page, "Fact of the other world." if other else "Fact.", quote, "p. 7")
            rows = [
                authoring.create_item(db, None, page, item, name=f"q{n}", at=NOON)
                for n, item in enumerate(items(other))
            ]
            text = ArticleText("The Aller crosses Alt. A wall of Neu was found by Maren Holt.", title="Rivers")
            articles.add(db, None, text, course=db.get_one(Course, self.cast.course.id), at=NOON)[0].page = page
            quiz = quizzes.create_quiz(db, None, db.get_one(Course, self.cast.course.id), "Twins", at=NOON)
            quizzes.add_questions(db, None, quiz, rows)
            closes = NOON + timedelta(days=1)
            rules = openings.Rules(
                feedback=feedback, layout=layout, shuffle_questions=True, attempts=2, closes_at=closes,
                article="before",
            )  # fmt: skip
            self.opening = openings.open_quiz(db, None, quiz, rules, at=NOON).public_id
            db.commit()
            db.expunge_all()
        self.replies: list[Reply] = []
        self.extensions = dict(app.extensions)

    def enter(self) -> None:
        """Make the application that of this world again."""
        self.app.extensions.update(self.extensions)

    def see(self, client: FlaskClient, method: str, path: str, **kwargs: Any) -> TestResponse:
        reply = client.open(path, method=method, **kwargs)
        self.replies.append(Reply(f"{method} {path}", reply.status, list(reply.headers), reply.get_data()))
        return reply

    def close(self) -> None:
        self.store.close()


def items(other: bool) -> list[Item]:
    """Questions of every kind; in the other world the second option is the key and every reason reads differently."""

    def turned(item: Item) -> Item:
        options = tuple(
            Option(o.text, (n == 1 if other else n == 0), f"Because of {'x' * (9 if other else 40)} {n}.")
            for n, o in enumerate(item.options)
        )
        explanation = "Short." if other else "A long explanation that says much more than is needed."
        return replace(item, options=options, explanation=explanation, facts=("F2",))

    several = (Option("Iron", not other), Option("Salt", True), Option("Tin", other), Option("Zinc"))
    year = Answer("1742" if other else "1842 ± 10")
    return [
        turned(an_item("Which river flows through Alt?")),
        turned(an_item("Which river flows through Neu?", order="fixed")),
        turned(a_true_false("Alt had a wall.")),
        an_item("What was mined?", kind="multiple", options=several, facts=("F2",)),
        an_item("When was it built?", kind="numeric", options=(), answers=(year,), facts=()),
        an_item("Who built it?", kind="text", options=(), answers=(Answer("Venn" if other else "Renée"),), facts=()),
    ]


def journey(world: World) -> None:
    """Everything learners, a classmate who finished, and strangers can fetch and send before the reveal."""
    lin, gus, omar, nobody = (
        seated(world.app, world.cast.lin),
        seated(world.app, world.cast.gus),
        seated(world.app, world.cast.omar),
        world.app.test_client(),
    )
    for client in (lin, gus, omar, nobody):
        for path in ("/", "/help", "/me", f"/q/{world.opening}", "/healthz", "/nothing", f"/q/{world.opening}/article"):
            world.see(client, "GET", path)
    attempts = {}
    for name, client in (("gus", gus), ("lin", lin)):
        attempts[name] = world.see(client, "POST", f"/q/{world.opening}/start").location.rpartition("/")[2]
        answer_everything(world, client, attempts[name], chosen=0 if name == "gus" else 1)
    world.see(gus, "GET", f"/take/{attempts['gus']}/finish")
    world.see(gus, "POST", f"/take/{attempts['gus']}/finish")
    for client in (gus, lin, omar, nobody):
        for attempt in attempts.values():
            for path in ("", "/finish", "/result", "?n=2"):
                world.see(client, "GET", f"/take/{attempt}{path}")
            for path, method in product(("", "/result"), ("HEAD", "OPTIONS")):
                world.see(client, method, f"/take/{attempt}{path}")
            world.see(
                client, "POST", f"/take/{attempt}/answer", json={"item": "nothing", "key": "k" * 32, "choice": []}
            )
            world.see(client, "POST", f"/take/{attempt}/answer", data="nonsense")
            world.see(client, "POST", f"/take/{attempt}", data={"act": "check"})
        world.see(client, "GET", "/me")
        world.see(client, "GET", f"/q/{world.opening}")
        for seat, ending in product((world.cast.lin, world.cast.gus), ("", "?as=json")):
            world.see(client, "GET", f"/me/{seat.public_id}/everything{ending}")


def answer_everything(world: World, client: FlaskClient, attempt: str, *, chosen: int) -> None:
    """Answer each question by its displayed position, through the script's route and through the form."""
    for number in range(1, 2 if world.layout == "page" else 7):
        page = world.see(client, "GET", f"/take/{attempt}?n={number}").text
        for question, fieldset in re.findall(r'data-question="([^"]+)"(.*?)</fieldset>', page, re.DOTALL):
            found = re.findall(r'value="([0-9a-f]{20})"', fieldset)
            given = found[chosen : chosen + 1] if found else ["1742"]
            key = f"{number}{question}"[:32]
            body = {"item": question, "key": key, "n": number, "device": "d" * 32, "choice": given}
            world.see(client, "POST", f"/take/{attempt}/answer", data=json.dumps(body), content_type="application/json")
            body |= {"key": key[::-1], "choice": ["0" * 20]}
            world.see(client, "POST", f"/take/{attempt}/answer", data=json.dumps(body), content_type="application/json")
            form = {
                f"{question}-shown": "1",
                f"{question}-choice": given[0],
                "number": number,
                "key": "r",
                "act": "next",
            }
            world.see(client, "POST", f"/take/{attempt}", data=form)


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Chance and time made the same for both worlds; call it before each."""
    chance = random.Random(0)
    monkeypatch.setattr("secrets.token_bytes", lambda n=32: chance.randbytes(n))
    monkeypatch.setattr("secrets.token_hex", lambda n=32: chance.randbytes(n).hex())
    monkeypatch.setattr("secrets.token_urlsafe", lambda n=32: chance.randbytes(n).hex())
    monkeypatch.setattr("secrets.choice", lambda these: these[chance.randrange(len(these))])
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: 1_772_000_000)
    monkeypatch.setattr("flask.sessions.SessionInterface.get_expiration_time", lambda self, app, session: None)
    monkeypatch.setattr("flask_wtf.csrf.generate_csrf", lambda *_, **__: "a token")
    return lambda: chance.seed(17)


Worlds = Callable[..., tuple[World, World]]


@pytest.fixture
def twins(tmp_path: Path, empty_database: Path, built_app: Flask, pinned: Callable[[], None]) -> Iterator[Worlds]:
    made: list[World] = []

    def make(feedback: str = "release", layout: str = "page") -> tuple[World, World]:
        for other in (False, True):
            pinned()
            folder, rules = tmp_path / str(other), {"feedback": feedback, "layout": layout}
            made.append(World(folder, empty_database, built_app, other=other, **rules))
            journey(made[-1])
        return made[0], made[1]

    yield make
    for world in made:
        world.close()


def first_difference(one: World, other: World) -> str:
    assert len(one.replies) == len(other.replies) > 100
    for a, b in zip(one.replies, other.replies, strict=True):
        if a != b:
            return f"{a.step}: {a.status} {b.status} {set(a.headers) ^ set(b.headers)}"
    return ""


@pytest.mark.parametrize(
    ("feedback", "layout"),
    [("release", "page"), ("release", "question"), ("close", "question"), ("finish", "page"), ("question", "page"),
     ("question", "question")],
)  # fmt: skip
def test_not_a_byte_depends_on_the_key_before_the_reveal(twins: Worlds, feedback: str, layout: str) -> None:
    one, other = twins(feedback, layout)
    if feedback in ("release", "close"):
        assert first_difference(one, other) == ""
    else:  # Gus has finished and sees the keys; nobody else may
        private = [reply for reply in zip(one.replies, other.replies, strict=True) if reply[0] != reply[1]]
        assert private
        assert all("/result" in a.step or a.step == "GET /me" for a, _ in private)


def test_after_the_release_the_worlds_do_differ(twins: Worlds) -> None:
    one, other = twins()
    pages = []
    for world in (one, other):
        world.enter()
        with world.store.writing() as db:
            db.scalars(select(Opening)).one().released_at = world.clock.at
            db.commit()
        attempt = next(r.step for r in world.replies if "/finish" in r.step).split("/")[2]
        pages.append(seated(world.app, world.cast.gus).get(f"/take/{attempt}/result").data)
    assert pages[0] != pages[1]
    assert b"A much longer sentence" in pages[0]


def test_the_twins_notice_options_that_put_the_key_first(twins: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(item: Item, secret: bytes) -> dict[str, int]:
        honest = honest_tokens(item, secret)
        return dict(sorted(honest.items(), key=lambda pair: not item.options[pair[1]].is_key))

    monkeypatch.setattr("quizapp.core.kinds.choice.tokens", leaking)
    assert first_difference(*twins()) != ""


def test_the_twins_notice_a_header_computed_from_the_mark(twins: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizapp.web import taking

    honest: Any = taking._answering_page

    def leaking(sitting: Any, number: int | None, refused: Any) -> Any:
        html, status = honest(sitting, number, refused)
        keys = sum(place.item.keys[:1] == (0,) for place in sitting.places)
        return html, status, {"ETag": f'"{keys}"'}

    monkeypatch.setattr(taking, "_answering_page", leaking)
    assert first_difference(*twins()) != ""
