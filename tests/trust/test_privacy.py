"""Every column that is declared to be about a person is in what they are shown, and goes when they are erased.

A canary stands in each of them: a text, or a number of eight bytes that nothing else has. A new column is in the
test as soon as it is declared.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Text, select
from sqlalchemy.orm import Session

from quizapp.classroom import audit, courses, live, live_joining
from quizapp.cli import cli
from quizapp.core.item import Answer
from quizapp.core.live import Settings
from quizapp.store import (
    Article,
    Base,
    Course,
    Dispute,
    Draft,
    DraftReview,
    ItemVersion,
    Job,
    LiveEvent,
    LiveParticipant,
    LiveRoom,
    Membership,
    PageFact,
    Person,
    PracticeReview,
    Regrade,
    Seat,
    SignIn,
    Trial,
)
from quizapp.store.base import Instant, from_microseconds
from quizapp.store.engine import open_store
from quizapp.store.privacy import MANIFEST
from tests.classroom.answers import answer
from tests.conftest import SECRET, make_cast
from tests.databases import new_database
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening

ACCOUNT = 0x6B616E6172696521
"""The row number of the account: eight bytes that stand wherever something links to it."""

_NUMBERS = 0x6B616E0000000000
_INSTANTS = 1_700_000_000_000_000


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One account and one learner who have done everything that can be done here."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    new_database(tmp_path / "quizapp.db")
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with store.writing() as db:
        course = db.get_one(Course, make_cast(db).course.id)
        seat, _ = courses.join(db, course, "Kanarie", secret=SECRET.encode(), at=NOON)
        quiz = a_quiz(db, course, [an_item("Which?", kind="text", options=(), answers=(Answer("a"),)), an_item()])
        _by_the_learner(db, seat, quiz)
        _by_the_account(db, course, quiz)
        db.commit()
    store.close()
    return tmp_path


def _by_the_learner(db: Session, seat: Seat, quiz: Any) -> None:
    opening = an_opening(db, quiz)
    answer(db, an_attempt(db, opening, seat), "typed")
    room = live.open_room(db, None, quiz, Settings(), at=NOON)
    key = live.Rooms().key(lambda: db, room.public_id)
    live_joining.join(db, key, live.read(db, key), seat, "Heron", secret=SECRET.encode(), at=NOON)
    version = quiz.items[0].version
    fact = db.scalars(select(PageFact).where(PageFact.page_id == version.item.page_id)).first()
    db.add(PracticeReview(seat_id=seat.id, fact=fact, version=version, choice="[0]", right=False, at=NOON))
    db.add(Dispute(
        seat_id=seat.id, opening_id=opening.id, quiz_item_id=quiz.items[0].id, words="No.", option=0, at=NOON,
        person_id=None, answer="Yes.", answered_at=NOON,
    ))  # fmt: skip
    db.flush()


def _by_the_account(db: Session, course: Course, quiz: Any) -> None:
    person = Person(id=ACCOUNT, name="Konto", login="konto", password_hash="x", created_at=NOON)
    db.add(person)
    db.flush()
    version = quiz.items[0].version
    room = db.scalars(select(LiveRoom)).one()
    article = Article(
        course_id=course.id, title="Rivers", publisher="", published="", url="", license="", language="en", text="A.",
        sha256="0" * 64, words=1, left_out=[], sentences=[], created_at=NOON, person_id=ACCOUNT,
    )  # fmt: skip
    draft = Draft(
        article=article, mark="m", fact_key="f", template="who", position=0, made={}, body={}, statement="",
        evidence=[], labels=[], spares=[], state="rejected", reason="", generator=1, pipeline="md", created_at=NOON,
    )  # fmt: skip
    db.add(draft)
    db.flush()
    made: list[Base] = [
        Membership(person_id=ACCOUNT, course_id=course.id, role="instructor"),
        SignIn(
            person_id=ACCOUNT, token_hash="t", device="d", created_at=NOON, last_seen_at=NOON, expires_at=NOON,
            revoked_at=NOON,
        ),
        ItemVersion(
            item_id=version.item_id, number=9, body=version.body, evidence={}, media={}, body_hash="b", fingerprint="f",
            origin="web", person_id=ACCOUNT, created_at=NOON,
        ),
        Job(
            kind="draft", key="k", article_id=article.id, person_id=ACCOUNT, seed=1, state="done", stage="", done=1,
            total=1, found=1, message="", tries=1, cancel_asked=False, created_at=NOON,
        ),
        DraftReview(
            draft_id=draft.id, person_id=ACCOUNT, template="who", verdict="rejected", reason="other", note="n",
            edited=False, at=NOON,
        ),
        Regrade(kind="full", given=[], keep=False, reason="Both.", person_id=ACCOUNT, at=NOON),
        Trial(
            quiz_item_id=quiz.items[0].id, new_version_id=version.id, option=1, secret=b"s" * 32, started_at=NOON,
            after_attempt=0, person_id=ACCOUNT,
        ),
        LiveEvent(room_id=room.id, version=99, at=NOON, person_id=ACCOUNT, kind="pause"),
    ]  # fmt: skip
    db.add_all(made)
    for row in db.scalars(select(Dispute)):
        row.person_id = ACCOUNT
    audit.write(db, "seat.code", person, course, at=NOON)
    db.flush()


# --- canaries ----------------------------------------------------------------------------------------------------


def _where(table: str) -> str:
    """Which rows of a table are the learner's or the account's."""
    if table in ("person", "seat"):
        return f"id = {ACCOUNT}" if table == "person" else "name = 'Kanarie'"
    columns = Base.metadata.tables[table].columns
    if "seat_id" in columns:
        return "seat_id = (SELECT id FROM seat WHERE code_number = 4711)"
    if "attempt_id" in columns:
        return "attempt_id IN (SELECT id FROM attempt WHERE seat_id = (SELECT id FROM seat WHERE code_number = 4711))"
    return f"person_id = {ACCOUNT}"


def _canary(name: str, column: Column[Any], number: int) -> tuple[Any, bytes, str] | None:
    """What is written, what stands in the file then, and what an export says; None for what holds a link or a flag."""
    if column.foreign_keys or isinstance(column.type, Boolean):
        return None
    if isinstance(column.type, Instant):
        value = _INSTANTS + number
        return value, value.to_bytes(8, "big"), from_microseconds(value).isoformat()
    if isinstance(column.type, Integer | BigInteger):
        value = _NUMBERS + number
        return value, value.to_bytes(8, "big"), str(value)
    assert isinstance(column.type, String | Text), name
    text = f"kan{number}{name.replace('.', '').replace('_', '')}"
    return (f'"{text}"' if column.name == "choice" else text), text.encode(), text


def plant(folder: Path) -> dict[str, tuple[bytes, str]]:
    """Column → its canary, as bytes of the file and as text of an export, in every column that an erasure empties."""
    planted = {}
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    with store.writing() as db:
        send = db.connection().exec_driver_sql
        send("UPDATE seat SET code_number = 4711 WHERE name = 'Kanarie'")
        wanted = sorted((name for name, declared in MANIFEST.items() if declared.erase != "keep"), key=_names_last)
        for number, name in enumerate(wanted, 1):
            table, column = name.split(".")
            found = _canary(name, Base.metadata.tables[table].columns[column], number)
            if found is None:
                continue
            value, raw, told = found
            one_each = "? || id" if column == "public_id" and table == "attempt" else "?"  # there are two attempts
            changed = send(f"UPDATE {table} SET {column} = {one_each} WHERE {_where(table)}", (value,))
            assert changed.rowcount, f"nobody has a {name}"
            planted[name] = raw, told
        db.commit()
    store.close()
    return planted


def _column(name: str) -> Column[Any]:
    table, column = name.split(".")
    return Base.metadata.tables[table].columns[column]


def _names_last(name: str) -> tuple[bool, str]:
    return name == "seat.name", name  # the rows of the learner's seat are found by it


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("quizapp.db*")))


@pytest.fixture
def person_cli() -> Callable[..., str]:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["person", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_everybody_is_shown_all_that_is_declared_about_them(installation: Path, person_cli: Callable[..., str]) -> None:
    planted = plant(installation)
    told = {who: person_cli("export", planted[who][1]) for who in ("person.login", "seat.public_id")}
    shown = set()
    for text in told.values():
        for table, rows in json.loads(text).items():
            shown |= {f"{table}.{column}" for row in rows for column in row}
    declared = {name for name, one in MANIFEST.items() if one.export_name}
    referring = {name for name in declared if _column(name).foreign_keys}
    assert declared - referring - shown == set()
    assert {name.partition(".")[0] for name in referring} <= {name.partition(".")[0] for name in shown}
    assert referring & shown == set(), "the number of a row tells nobody anything"
    together = "".join(told.values())
    assert [name for name in declared & planted.keys() if planted[name][1] not in together] == []
    objection = json.loads(told["person.login"])["dispute"][0]
    assert "words" not in objection, "what the learner wrote is not about the one who answered"


def test_everything_that_is_declared_to_go_is_gone_from_the_files(
    installation: Path, person_cli: Callable[..., str]
) -> None:
    planted, account = plant(installation), ACCOUNT.to_bytes(8, "big")
    before = files(installation)
    assert [name for name, (raw, _) in planted.items() if raw not in before] == []
    assert account in before
    for who in ("person.login", "seat.public_id"):
        person_cli("erase", planted[who][1], "--yes")
    left = files(installation)
    assert [name for name, (raw, _) in planted.items() if raw in left] == []
    assert account not in left, "nothing links to the account any more"


def test_every_declared_flag_goes_with_its_learner(installation: Path, person_cli: Callable[..., str]) -> None:
    """A flag is too small for a canary: its row is gone, or says what it says of everybody."""
    flags = {
        name
        for name, one in MANIFEST.items()
        if one.erase != "keep"
        and isinstance(Base.metadata.tables[name.split(".")[0]].columns[name.split(".")[1]].type, Boolean)
    }
    assert flags == {"live_participant.replaced", "practice_review.right"}
    planted = plant(installation)
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.writing() as db:
        db.scalars(select(LiveParticipant)).one().replaced = True
        db.commit()
    store.close()
    person_cli("erase", planted["seat.public_id"][1], "--yes")
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.reading() as db:
        assert db.scalars(select(PracticeReview)).all() == []
        assert [row.replaced for row in db.scalars(select(LiveParticipant))] == [False]
    store.close()
