"""Seeing and erasing what is kept about one person, down to the bytes of the files."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from quizapp.classroom import audit, courses, disputes, people, taking, taking_answers
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.grading import places_of
from quizapp.cli import cli, main
from quizapp.core.item import Answer
from quizapp.core.statistics import Analysis, analyse
from quizapp.store import Course, Membership, Opening, PageFact, Person, PracticeReview, Seat
from quizapp.store.engine import open_store
from quizapp.store.erased import LIST
from tests.classroom.answers import answer
from tests.conftest import SECRET, make_cast
from tests.databases import new_database
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening

NAME, SCHOOL_ID, TYPED, RIGHT = "Zwillingsname", "schulnummer4711", "meinletzterversuch", "lEiNe"
WORDS, DEVICE, KEY, PRACTISED = "diefrageistfalsch", "geraetcanary", "schluesselcanary", "uebungscanary"
TOLD = (NAME, SCHOOL_ID, TYPED, RIGHT, WORDS, PRACTISED)
"""What an export tells: name, school id, a wrong and a right typed answer, an objection, practice."""

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner with a canary in every place where something about them can stand, and a classmate."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    new_database(tmp_path / "quizapp.db")
    store = open_store(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with store.writing() as db:
        cast = make_cast(db)
        course, amira = db.get_one(Course, cast.course.id), db.get_one(Person, cast.amira.id)
        lines = courses.read_roster(db, course, f"{NAME}, {SCHOOL_ID}")
        courses.add_roster(db, amira, course, lines, secret=SECRET.encode(), at=NOON)
        seat = db.scalars(select(Seat).where(Seat.name == NAME)).one()
        courses.change_seat(db, amira, seat, name=seat.name, school_id=seat.school_id, time_factor="1.5", at=NOON)
        items = [
            an_item("Which town?", kind="text", options=(), answers=(Answer("Verden"),)),
            an_item("Which other?", kind="text", options=(), answers=(Answer("Leine"),)),
            an_item("How far?", kind="numeric", options=(), answers=(Answer("40 ± 2"),)),
            an_item(),
        ]
        opening = an_opening(db, a_quiz(db, course, items))
        attempt = an_attempt(db, opening, seat)
        answer(db, attempt, TYPED, "first try", "41", (1,))
        answer(db, attempt, TYPED, RIGHT, "41", (0,), at=NOON + timedelta(minutes=1))
        taking.finish(db, attempt, at=NOON + timedelta(minutes=2))
        other = an_attempt(db, opening, db.get_one(Seat, cast.lin.id))
        answer(db, other, "Verden", "no", "12", (0,))
        taking.finish(db, other, at=NOON + timedelta(minutes=2))
        sitting = taking.sitting(db, Desk(), attempt, at=SOON)
        disputes.object_to(db, sitting, sitting.places[0], WORDS, None, at=SOON)
        sent = db.connection().exec_driver_sql
        sent("UPDATE response SET device = ? WHERE attempt_id = ?", (DEVICE, attempt.id))
        change = "UPDATE response_event SET device = ?, key = ? || id WHERE attempt_id = ?"
        sent(change, (DEVICE, KEY, attempt.id))
        version = opening.quiz.items[0].version
        fact = db.scalars(select(PageFact).where(PageFact.page_id == version.item.page_id)).one()
        row = PracticeReview(seat_id=seat.id, page_fact_id=fact.id, item_version_id=version.id, right=False, at=SOON)
        row.choice = taking_answers.to_stored(PRACTISED)
        db.add(row)
        people.sign_in(db, db.get_one(Person, cast.ben.id), device="benscanarydevice", at=NOON)
        audit.write(db, "seat.code", amira, course, at=NOON, seat=seat.public_id)
        (tmp_path / "ids.txt").write_text(f"{seat.public_id}\n{attempt.public_id}")
        db.commit()
    store.close()
    return tmp_path


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, ["person", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def figures(folder: Path) -> Analysis:
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    with store.reading() as db:
        opening = db.scalars(select(Opening)).one()
        found = analyse(counts_of(db, opening, places_of(db, Desk(), opening), at=SOON))
    store.close()
    return found


def everything(folder: Path) -> bytes:
    """All bytes of the database and its log, and nothing of ours beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("quizapp.db*")))


def test_an_export_holds_everything_there_is_about_a_learner(installation: Path) -> None:
    found = run("export", NAME)
    parsed = json.loads(found)
    for canary in TOLD:
        assert canary in found, canary
    assert parsed["seat"][0]["time_factor"] == "1.5"
    assert parsed["attempt"][0]["quiz"] == "Rivers of the north"
    assert len(parsed["response"]) == 4
    assert len(parsed["response_event"]) == 8
    rows = list(csv.DictReader(io.StringIO(run("export", NAME, "--csv"))))
    assert {"table": "seat", "row": "1", "field": "name", "value": NAME} in rows


def test_an_export_of_an_account_holds_its_sign_ins(installation: Path) -> None:
    found = json.loads(run("export", "ben"))
    assert found["person"][0]["name"] == "Ben"
    assert found["sign_in"][0]["device"] == "benscanarydevice"
    assert "password_hash" not in found["person"][0]


def test_no_byte_of_an_erased_learner_stays_in_the_files_and_no_figure_changes(installation: Path) -> None:
    before, ids = figures(installation), (installation / "ids.txt").read_text().split()
    traces = [*TOLD, DEVICE, KEY, *ids]
    assert [trace for trace in traces if trace.encode() not in everything(installation)] == []
    assert "Erased; 4 answers in 1 attempts" in run("erase", NAME, "--yes")
    left = everything(installation)
    assert [trace for trace in traces if trace.encode() in left] == []
    after = figures(installation)
    assert after.quiz == before.quiz
    assert [item.facility for item in after.items] == [item.facility for item in before.items]
    assert [item.discrimination for item in after.items] == [item.discrimination for item in before.items]


def test_without_the_truncated_log_the_name_would_still_be_there(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check above can fail: it looks at the log too."""
    monkeypatch.setattr("quizapp.cli.person.remove_traces", lambda engine, tables: True)
    monkeypatch.setattr("quizapp.store.sqlite.BUSY_SECONDS", 0.2)  # the reader will not go
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")  # as a server does, it keeps the log in use
    with store.reading() as db:
        db.scalars(select(Seat)).all()
        run("erase", NAME, "--yes")
        assert NAME.encode() in everything(installation)
    store.close()


@pytest.mark.parametrize("arguments", [("person", "erase", NAME, "--yes"), ("db", "retention", "--yes")])
def test_nobody_is_erased_while_the_list_of_the_erased_cannot_be_written(
    installation: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Else a restored backup would bring them back."""
    (installation / LIST).mkdir()
    with pytest.raises(SystemExit):
        main(list(arguments))
    assert "Not erased: the list of the erased cannot be written" in capsys.readouterr().err
    assert NAME.encode() in everything(installation)


def test_no_byte_of_an_erased_account_stays_in_the_files(installation: Path) -> None:
    run("erase", "ben", "--yes")
    assert b"benscanarydevice" not in everything(installation)
    assert b"\x03Ben" not in everything(installation)
    with pytest.raises(SystemExit):
        main(["person", "export", "ben"])


def test_the_only_owner_of_a_class_cannot_be_erased(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["person", "erase", "amira", "--yes"])
    assert "make somebody else its owner first" in capsys.readouterr().err
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.reading() as db:
        assert db.scalar(select(Membership.role).join(Person).where(Person.login == "amira")) == "owner"
    store.close()


def test_a_restored_backup_does_not_bring_the_erased_back(installation: Path) -> None:
    backup = installation / "backup.sqlite"
    runner = CliRunner()
    assert runner.invoke(cli, ["db", "backup", str(backup)], catch_exceptions=False).exit_code == 0
    run("erase", NAME, "--yes")
    done = runner.invoke(cli, ["db", "restore", str(backup), "--yes"], catch_exceptions=False)
    assert "1 people who had been erased were in the backup and are erased again." in done.output
    assert NAME.encode() not in everything(installation)
    assert NAME not in (installation / "erased.txt").read_text()


@pytest.mark.parametrize(("who", "words"), [("nobody", "There is nobody"), ("Doppel", "2 learners are called")])
def test_who_is_meant_must_be_clear(
    installation: Path, who: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.writing() as db:
        for course in db.scalars(select(Course)):
            courses.join(db, course, "Doppel", secret=SECRET.encode(), at=NOON)
        db.commit()
    store.close()
    with pytest.raises(SystemExit):
        main(["person", "erase", who, "--yes"])
    assert words in capsys.readouterr().err
