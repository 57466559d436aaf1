"""What was kept for as long as promised goes, in the bytes of the files too, and only when somebody says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from quizapp.classroom import erasing, live, live_joining, retention
from quizapp.classroom.desk import Desk
from quizapp.cli import cli
from quizapp.core.live import Settings
from quizapp.store import AuditEntry, Course, LiveParticipant, PageFact, PracticeReview, Response, Seat, SignIn
from quizapp.store.engine import Store, open_store
from quizapp.store.erased import ERASED_NAME
from quizapp.store.privacy import AGES, MANIFEST
from quizapp.store.traces import remove_traces
from tests.cli.test_person import NAME, SCHOOL_ID, TYPED, WORDS, everything, installation
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_quiz, an_attempt, an_opening

__all__ = ["installation"]

CANARIES = (NAME, SCHOOL_ID, TYPED, WORDS)


def counts(db: Session, at: datetime) -> dict[str, int]:
    return {one.what: one.count for one in retention.due(db, at=at) if one.count}


def test_a_preview_changes_nothing_and_yes_removes_ended_sign_ins_from_the_bytes(installation: Path) -> None:
    store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.writing() as db:
        db.execute(update(SignIn).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))
        db.commit()
    store.close()
    told = CliRunner().invoke(cli, ["db", "retention"])
    assert told.exit_code == 0, told.output
    assert "1 sign-ins that have ended (kept until: expiry and 7 days)" in told.output
    assert "Nothing was changed" in told.output
    assert b"benscanarydevice" in everything(installation)
    done = CliRunner().invoke(cli, ["db", "retention", "--yes"])
    assert done.exit_code == 0, done.output
    assert b"benscanarydevice" not in everything(installation)
    assert "0 sign-ins that have ended" in CliRunner().invoke(cli, ["db", "retention"]).output


def test_no_byte_of_the_learners_of_a_class_that_is_over_stays_and_its_answers_do(installation: Path) -> None:
    store: Store = open_store(f"sqlite:///{installation / 'quizapp.db'}")
    with store.writing() as db:
        responses = db.scalar(select(func.count()).select_from(Response))
        assert "learners of classes that are over" not in counts(db, NOON + timedelta(days=360))
        before = retention.due(db, at=NOON + timedelta(days=400))
        done = retention.purge(db, Desk(), at=NOON + timedelta(days=400))
        assert list(done.due) == before, "the preview is the outcome"
        db.commit()
    with store.reading() as db:
        assert {seat.name for seat in db.scalars(select(Seat))} == {ERASED_NAME}
        assert db.scalar(select(func.count()).select_from(Response)) == responses
    assert remove_traces(store.engine, erasing.personal_tables())
    store.close()
    found = everything(installation)
    for canary in CANARIES:
        assert canary.encode() not in found, canary
    assert done.ids, "a restored backup is cleaned of them too"


def test_a_class_that_was_used_lately_keeps_its_learners(db: Session, cast: Cast) -> None:
    old = NOON - timedelta(days=800)
    db.execute(update(Course).values(created_at=old))
    db.execute(update(Seat).values(created_at=old))
    assert counts(db, NOON)["learners of classes that are over"] == 3
    db.execute(update(Seat).where(Seat.id == cast.gus.id).values(created_at=NOON - timedelta(days=3)))
    assert counts(db, NOON)["learners of classes that are over"] == 1, "somebody joined the first class this week"


def test_a_class_that_still_practises_is_not_over(db: Session, cast: Cast) -> None:
    old = NOON - timedelta(days=800)
    version = a_quiz(db, db.get_one(Course, cast.course.id)).items[0].version
    db.execute(update(Course).values(created_at=old))
    db.execute(update(Seat).values(created_at=old))
    fact = PageFact(number=99, statement="It ends there.", quotes=[], places=["1"])
    version.item.page.facts.append(fact)
    row = PracticeReview(seat_id=cast.lin.id, fact=fact, version=version, choice="[0]", right=True)
    row.at = NOON - timedelta(days=3)
    db.add(row)
    db.flush()
    assert counts(db, NOON)["learners of classes that are over"] == 1, "only those of the other class"


def test_the_log_goes_after_two_years_and_a_second_run_finds_nothing(db: Session, cast: Cast) -> None:
    later = NOON + timedelta(days=731)
    assert counts(db, later)["the log"] > 0
    retention.purge(db, Desk(), at=later)
    entries = db.scalars(select(AuditEntry)).all()
    assert [entry.what for entry in entries if entry.at < later] == []
    assert [one for one in retention.due(db, at=later) if one.count] == []


def test_every_promise_that_ends_by_itself_is_kept_by_a_rule() -> None:
    lasting = {"as long as the account", "as long as the quiz"}
    promised = {declared.retention for declared in MANIFEST.values()} - lasting
    assert promised == set(AGES)
    assert promised == {what for _, what, _, _ in retention._RULES}


def test_names_in_a_live_room_go_after_thirty_days_or_with_their_learner(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id))
    room = live.open_room(db, None, quiz, Settings(), at=NOON)
    key = live.Rooms().key(lambda: db, room.public_id)
    for seat, name in ((cast.lin, "Calm Heron"), (cast.gus, "Brave Otter")):
        standing = live.read(db, key)
        live_joining.join(db, key, standing, db.get_one(Seat, seat.id), name, secret=SECRET.encode(), at=NOON)

    def names() -> set[str]:
        return set(db.scalars(select(LiveParticipant.name)))

    erasing.erase(db, Desk(), db.get_one(Seat, cast.lin.id), at=NOON)
    assert names() == {ERASED_NAME, "Brave Otter"}
    room.ended_at = NOON
    assert "names in live rooms" not in counts(db, NOON + timedelta(days=29))
    retention.purge(db, Desk(), at=NOON + timedelta(days=31))
    assert names() == {ERASED_NAME}
    assert db.get_one(Seat, cast.gus.id).name == "Gus", "the class goes on"


@pytest.mark.parametrize("did", ["a quiz", "practice"])
def test_a_guest_who_took_a_quiz_or_practised_stays_as_long_as_the_class(db: Session, cast: Cast, did: str) -> None:
    course = db.get_one(Course, cast.course.id)
    quiz = a_quiz(db, course)
    idle, busy = (
        Seat(course_id=course.id, name=name, name_key=name, origin="live", code_hash=name, created_at=NOON)
        for name in ("idle", "busy")
    )
    db.add_all([idle, busy])
    db.flush()
    live_run = an_opening(db, quiz)
    an_attempt(db, live_run, idle)
    live_run.live = True
    later = NOON + timedelta(days=40)
    if did == "a quiz":
        an_attempt(db, an_opening(db, quiz), busy, at=later)
    else:
        version = quiz.items[0].version
        fact = PageFact(number=99, statement="It ends there.", quotes=[], places=["1"])
        version.item.page.facts.append(fact)
        db.add(PracticeReview(seat=busy, fact=fact, version=version, choice="[0]", right=True, at=later))
    db.flush()
    assert counts(db, later)["guests of live rooms"] == 1
    retention.purge(db, Desk(), at=later)
    assert (idle.name, busy.name) == (ERASED_NAME, "busy")
    retention.purge(db, Desk(), at=later + timedelta(days=366))
    assert busy.name == ERASED_NAME, "the class is over"
