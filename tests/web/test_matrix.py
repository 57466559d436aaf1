"""Every route, every role, every moment: what the matrix and the visibility table promise, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from quizapp.classroom import (
    arrivals,
    articles,
    authoring,
    bank_pages,
    courses,
    drafting,
    live,
    live_joining,
    openings,
    people,
    pictures,
    quizzes,
    taking,
)
from quizapp.classroom.secrets import grouped
from quizapp.config import Config
from quizapp.core.item import Answer as Accepted
from quizapp.core.item import Option, to_body
from quizapp.core.live import Settings
from quizapp.core.page import Head
from quizapp.core.visibility import Moment, sees
from quizapp.formats.articles import ArticleText
from quizapp.store import Course, Dispute, Opening, PageFact, Person, PracticeReview, Regrade, RegradePlace, Seat, Trial
from quizapp.store.engine import open_store
from quizapp.web.database import attach
from quizapp.web.live_panel import remote_token, screen_token
from quizapp.web.presenting import static_digest
from tests.classroom.answers import a_finished_attempt
from tests.conftest import SECRET, Cast, Clock, make_cast, seated, signed_in
from tests.factories import NOON, an_item
from tests.web.matrix import MATRIX, OK, ROLES, SIGN_IN, Answer, expected

MOMENTS = (Moment.PUBLISHED, Moment.OPEN, Moment.IN_PROGRESS, Moment.FINISHED, Moment.KEYS)
RATIONALE, EXPLANATION, EVIDENCE = "rationale7f3a9c", "explanation5d1b2e", "evidence8c4e6f"
STEM, TITLE, NAME, GIVEN = "stem4f7a1c", "title2a9e4b", "name6b1c9d", "given3e8d5f"
CANARIES = {
    "rationale": RATIONALE,
    "explanation": EXPLANATION,
    "evidence": EVIDENCE,
    "stem and options": STEM,
    "quiz title": TITLE,
    "another learner's name": NAME,
    "another learner's response": GIVEN,
    "answer counts": GIVEN,  # a text that somebody wrote stands where answers are counted
}
SHOWN_LESS = {("stem and options", "learner", Moment.FINISHED)}
"""What nobody would have to hide, yet no page shows: a finished attempt until its keys are released."""

VIEWER = {
    "anonymous": "outsider", "gus": "classmate", "lin": "learner", "omar": "outsider",
    "ina": "observer", "ben": "staff", "noor": "outsider", "amira": "staff",
}  # fmt: skip

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


@dataclass
class World:
    """A class with one quiz at one moment; `parameters` fill the addresses of all routes."""

    folder: Path
    moment: Moment
    cast: Cast
    parameters: dict[str, str]

    def traces(self) -> dict[str, tuple[str, ...]]:
        """Datum → what gives it away on a page."""
        code = self.cast.course.join_code
        return {datum: (canary,) for datum, canary in CANARIES.items()} | {"join code": (code, grouped(code))}

    def enter(self, app: Flask) -> None:
        """Give the application this world's database and its time."""
        attach(app, Config(instance=self.folder, questions=self.folder, secret_key=SECRET))
        app.extensions["quizapp_clock"] = Clock(now_at(self.moment))

    def copy(self, folder: Path) -> World:
        """The same world in a place of its own, to be changed."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)


def now_at(moment: Moment) -> datetime:
    hours = {Moment.PUBLISHED: -2, Moment.OPEN: 0, Moment.IN_PROGRESS: 0, Moment.FINISHED: 0, Moment.KEYS: 30}
    return NOON + timedelta(hours=hours[moment], minutes=5)


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: moment.name)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> World:
    return a_world(tmp_path_factory.mktemp("world"), empty_database, request.param)


def a_world(folder: Path, empty_database: Path, moment: Moment) -> World:
    shutil.copy(empty_database, folder / "quizapp.db")
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    with store.writing() as db:
        cast = make_cast(db)
        course = db.get_one(Course, cast.course.id)
        page = bank_pages.create_page(db, None, Head("Canaries"), course=course, at=NOON)
        authoring.add_fact(db, page, "A fact.", EVIDENCE, "p. 1")
        options = (Option("One", True, RATIONALE), Option("Two", False, RATIONALE))
        item = an_item(f"Which {STEM}?", options=options, explanation=EXPLANATION)
        question = authoring.create_item(db, None, page, item, at=NOON)
        written = an_item("Which word?", kind="text", options=(), answers=(Accepted("Word"),))
        second = authoring.create_item(db, None, page, written, at=NOON)
        quiz = quizzes.create_quiz(db, None, course, TITLE, at=NOON)
        quizzes.add_questions(db, None, quiz, [question, second])
        rules = openings.Rules(opens_at=NOON, closes_at=NOON + timedelta(hours=24), feedback="close")
        opening = openings.open_quiz(db, None, quiz, rules, at=NOON)
        other, _ = courses.join(db, course, NAME, secret=SECRET.encode(), at=NOON)
        a_finished_attempt(db, opening, other, (0,), GIVEN)
        attempt = "nothing"
        if moment >= Moment.IN_PROGRESS:
            started = taking.start(db, opening, db.get_one(Seat, cast.lin.id), secret=b"s" * 32, at=NOON)
            attempt = started.public_id
            if moment > Moment.IN_PROGRESS:
                taking.finish(db, started, at=NOON + timedelta(minutes=1))
        trial = Trial(
            place=quiz.items[0], new_version=quiz.items[0].version, option=1, secret=b"t" * 32,
            started_at=NOON, after_attempt=10**6,
        )  # fmt: skip
        db.add(trial)
        db.flush()
        regrade, dispute = changed(db, opening, quiz.items[1].id, other)
        token = people.invite(db, db.get_one(Person, cast.amira.id), course, "instructor", at=now_at(moment))
        picture = pictures.add_picture(db, PNG, "map.png", at=NOON)
        people.sign_in(db, db.get_one(Person, cast.amira.id), device="phone", at=now_at(moment))
        signed = people.open_sign_ins(db, cast.amira, at=now_at(moment))[0].public_id
        text = ArticleText(f"Maren Holt opened the mill in 1921. {EVIDENCE} was found by Jonas Eide.", title="The mill")
        article, _ = articles.add(db, None, text, course=course, at=NOON)
        sentence = article.sentences[0]
        place = {**sentence, "sentence": 0, "quote": "", "cited": ""}
        body = to_body(replace(item, facts=()))
        made = drafting.Made("mark", "fact", "who", body, "A fact.", [place], [], "", "md 1")
        held = replace(made, mark="held", reason="kept back")
        drafting.store(db, article, [made, held], generator=1, at=NOON)
        draft = drafting.waiting(db, article)[0]
        article.page, opening.article = page, "after"
        played = quizzes.create_quiz(db, None, course, "Played live", at=NOON)
        quizzes.add_questions(db, None, played, [authoring.create_item(db, None, page, an_item(), at=NOON)])
        room = live.open_room(db, None, played, Settings(), at=now_at(moment))
        by_mistake = live.open_room(db, None, played, Settings(), at=now_at(moment))
        key = live.Rooms().key(lambda: db, room.public_id)
        own, standing = db.get_one(Seat, cast.lin.id), live.read(db, key)
        live_joining.join(db, key, standing, own, "Calm Heron", secret=SECRET.encode(), at=now_at(moment))
        room.remote_number = 1
        parameters = {
            "article_id": article.public_id,
            "arrival_id": arrivals.accept(db, cast.amira, arrivals.File("x.gift", b"Which?{=a ~b}"), at=NOON).public_id,
            "draft_id": draft.public_id,
            "template": draft.template,
            "room_id": room.public_id,
            "room_code": room.code or "",
            "live_opening": key.opening,
            "empty_opening": by_mistake.opening.public_id,
            "screen": screen_token(key),
            "remote": remote_token(key, 1),
            "course_id": course.public_id,
            "seat_id": cast.lin.public_id,
            "person_id": cast.ben.public_id,
            "page_id": page.public_id,
            "item_id": question.public_id,
            "number": "1",
            "quiz_id": quiz.public_id,
            "opening_id": opening.public_id,
            "question_id": quiz.items[0].public_id,
            "corrected_id": quiz.items[1].public_id,
            "attempt_id": attempt,
            "token": token,
            "public_id": signed,
            "sha256": picture.sha256,
            "ending": "png",
            "regrade_id": regrade,
            "trial_id": trial.public_id,
            "dispute_id": dispute,
            "review_id": practised(db, course, db.get_one(Seat, cast.lin.id)),
            "digest": static_digest("app.css"),
            "name": "app.css",
            "format": "gift",
        }
        db.commit()
        db.expunge_all()
    store.close()
    return World(folder, moment, cast, parameters)


def changed(db: Session, opening: Opening, quiz_item: int, seat: Seat) -> tuple[str, str]:
    """A correction of how a question is marked, and an objection to it."""
    regrade = Regrade(kind="full", given=[], keep=False, reason="It was unclear.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=opening.id, quiz_item_id=quiz_item))
    dispute = Dispute(seat_id=seat.id, opening_id=opening.id, quiz_item_id=quiz_item, words="Unclear.", at=NOON)
    db.add_all([regrade, dispute])
    db.flush()
    return regrade.public_id, dispute.public_id


def practised(db: Session, course: Course, seat: Seat) -> str:
    """An answer lin gave while practising, on a question that is in no quiz."""
    page = bank_pages.create_page(db, None, Head("Practice"), course=course, at=NOON)
    authoring.add_fact(db, page, "The town lies on the Aller.", "The Aller crosses the town", "paragraph 2")
    version = authoring.newest(db, authoring.create_item(db, None, page, an_item(), at=NOON))
    fact = db.scalars(select(PageFact).where(PageFact.page_id == page.id)).one()
    row = PracticeReview(
        seat_id=seat.id, page_fact_id=fact.id, item_version_id=version.id, choice="[0]", right=True, at=NOON
    )
    db.add(row)
    db.flush()
    return row.public_id


def browser(app: Flask, world: World, role: str) -> FlaskClient:
    if role == "anonymous":
        return app.test_client()
    if role in ("gus", "lin", "omar"):
        return seated(app, getattr(world.cast, role))
    return signed_in(app, getattr(world.cast, role))


def address(world: World, rule: Rule) -> str:
    values = dict(world.parameters)
    if "code" in rule.arguments:
        lin = courses.personal_code(world.cast.lin, SECRET.encode())
        values["code"] = lin if "seat" in rule.rule else world.cast.course.join_code
    if rule.endpoint in ("live.join", "live.enter"):
        values["code"] = values["room_code"]
    if rule.endpoint in ("live.of_opening", "live_host.of_opening"):
        values["opening_id"] = values["live_opening"]
    if rule.endpoint.startswith("live_empty."):
        values["opening_id"] = values["empty_opening"]
    if rule.endpoint.startswith("live_screen."):
        values["token"] = values["remote" if "remote" in rule.endpoint else "screen"]
    if rule.endpoint in ("people.setup", "people.set_up"):
        values["token"] = "used-up"
    if rule.endpoint in ("regrading.undo", "regrading.decide_undo"):
        values["question_id"] = values["corrected_id"]
    path = rule.rule
    for name in rule.arguments:
        for form in (f"<{name}>", f"<int:{name}>"):
            path = path.replace(form, values[name])
    return path


def rules(app: Flask, method: str) -> Iterator[Rule]:
    yield from (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def answered(reply: TestResponse) -> Answer:
    if reply.status_code == 303 and reply.location.endswith("/sign-in"):
        return SIGN_IN
    return OK if reply.status_code in (200, 303, 409, 422) else reply.status_code


def agrees(got: Answer, status: int, wanted: Answer) -> bool:
    return got == wanted or (isinstance(wanted, int) and status == wanted)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes - set(MATRIX) == set(), "add these to tests/web/matrix.py"
    assert set(MATRIX) - routes == set(), "these rows have no route any more"


def test_each_role_can_fetch_what_the_matrix_says_and_finds_there_what_it_may_see_and_nothing_else(
    world: World, bare_app: Flask
) -> None:
    """The visibility table is the oracle both ways: absent before its moment, present after it."""
    world.enter(app := bare_app)
    wrong = []
    for role in ROLES:
        client, seen = browser(app, world, role), b""
        for rule in rules(app, "GET"):
            reply = client.get(address(world, rule))
            seen += reply.data + str(reply.headers).encode()
            status = expected(rule.endpoint, world.moment)[role]
            if not agrees(answered(reply), reply.status_code, status):
                wrong.append(f"{role} {rule.endpoint}: {reply.status_code}, not {status}")
        for datum, traces in world.traces().items():
            found = any(trace.encode() in seen for trace in traces)
            wanted = sees(datum, VIEWER[role], world.moment)
            if found is not (wanted and (datum, VIEWER[role], world.moment) not in SHOWN_LESS):
                wrong.append(f"{role}: {datum} is {'there' if found else 'missing'}")
    assert wrong == []


def post_nothing(client: FlaskClient, path: str, endpoint: str) -> TestResponse:
    return client.post(path, json={}) if endpoint in ("taking.answer", "live.answer") else client.post(path, data={})


def state(folder: Path) -> str:
    """A digest of everything in the database but the sign-ins that the test itself makes."""
    with closing(sqlite3.connect(folder / "quizapp.db")) as database:
        lines = (line for line in database.iterdump() if 'INTO "sign_in"' not in line)
        return sha256("\n".join(lines).encode()).hexdigest()


def test_who_may_not_send_is_refused_and_changes_nothing(world: World, bare_app: Flask) -> None:
    world.enter(app := bare_app)
    before, wrong = state(world.folder), []
    for role in ROLES:
        client = browser(app, world, role)
        for rule in rules(app, "POST"):
            wanted = expected(rule.endpoint, world.moment)[role]
            if wanted == OK:
                continue
            reply = post_nothing(client, address(world, rule), rule.endpoint)
            if not agrees(answered(reply), reply.status_code, wanted):
                wrong.append(f"{role} {rule.endpoint}: {reply.status_code}, not {wanted}")
    app.extensions["quizapp_store"].close()
    assert wrong == []
    assert state(world.folder) == before


def test_who_may_send_is_answered_also_when_nothing_is_filled_in(world: World, bare_app: Flask, tmp_path: Path) -> None:
    """Each sends into a world as it was: the database is put back after every request."""
    own = world.copy(tmp_path / "own")
    own.enter(app := bare_app)
    wrong = []
    for rule in rules(app, "POST"):
        if world.moment != Moment.IN_PROGRESS and not callable(MATRIX[rule.endpoint]):
            continue  # the same at every moment
        for role in ROLES:
            if expected(rule.endpoint, world.moment)[role] != OK:
                continue
            reply = post_nothing(browser(app, own, role), address(own, rule), rule.endpoint)
            if answered(reply) != OK and (rule.endpoint, reply.status_code) not in MISSING_VALUE:
                wrong.append(f"{role} {rule.endpoint}: {reply.status_code}")
            put_back(world.folder, own.folder)
    assert wrong == []


def put_back(good: Path, changed: Path) -> None:
    with (
        closing(sqlite3.connect(good / "quizapp.db")) as source,
        closing(sqlite3.connect(changed / "quizapp.db")) as target,
    ):
        source.backup(target)


MISSING_VALUE = {
    ("taking.answer", 404), ("quizzes.remove", 404), ("quizzes.move", 404), ("live.answer_form", 404),
    ("live_host.change_person", 404),
}  # fmt: skip
"""Routes that name a thing in the body and are sent an empty one."""
