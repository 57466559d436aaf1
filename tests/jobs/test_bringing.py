"""The worker reads large files and stores their questions: with progress, stoppable, once, and never by halves."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import arrivals, jobs
from quizapp.classroom.arrivals import File
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.formats.apart import read_apart
from quizapp.formats.report import Reading
from quizapp.formats.sheets.reader import NoHeader
from quizapp.jobs import bringing, rows
from quizapp.store import Arrival, Item, Job
from quizapp.store.engine import Store
from tests.conftest import ON_BOTH, Cast, Clock
from tests.factories import NOON

SAMPLES = Path(__file__).parent.parent / "formats" / "samples"


def questions(count: int) -> bytes:
    return b"\n\n".join(b"Question %d?{=yes ~no}" % number for number in range(count))


GIFT = questions(30) + b"\n\nMatch {=a -> b =c -> d}\n"
SHORT = questions(12)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three parts of ten questions show what three of a hundred do, at a tenth of the price."""
    monkeypatch.setattr(arrivals, "PART", 10)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what follows reading: the process apart takes longer to begin than all the rest."""
    monkeypatch.setattr(File, "read_apart", File.read)


def arrived(db: Session, cast: Cast, data: bytes = GIFT, name: str = "unit.gift") -> Arrival:
    arrival = arrivals.accept(db, cast.amira, File(name, data), at=NOON)
    db.commit()
    return arrival


def stored(db: Session) -> int:
    count = db.scalar(select(func.count()).select_from(Item)) or 0
    db.rollback()
    return count


@ON_BOTH
def test_a_file_is_read_without_a_change_and_stored_but_for_what_is_left_out(
    store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    arrival = arrived(db, cast)
    assert bringing.bring_off(store, clock) == 1
    db.refresh(arrival)
    assert (arrival.job.state, arrival.found["counts"]) == ("done", {"new": 30, "skipped": 1})
    shown = arrivals.remembered(arrival.found, 2).questions
    assert [(shown[at].taken.item.stem, len(shown)) for at in (0, 9)] == [
        ("Question 20?", 10),
        ("Question 29?", 10),
    ]
    assert [option.text for option in shown[7].taken.item.options] == ["yes", "no"]
    assert stored(db) == 0
    arrivals.leave_out(db, arrival, range(10), range(9))
    arrivals.ask_to_store(db, cast.amira, arrival, at=NOON)
    db.commit()
    assert bringing.bring_off(store, clock) == 1
    db.rollback()
    assert stored(db) == 29
    assert arrival.job.message == (
        "Stored: 29 new drafts. They are on the page “unit”. Drafts enter no quiz before somebody approves them."
    )
    assert (arrival.data, arrival.found) == (b"", {})


def test_stopping_ends_the_reading_at_its_next_sign_of_life(
    store: Store, db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "TELLS_EVERY", 0.0)
    arrival = arrived(db, cast)
    beat, beats = jobs.beat, []

    def seen(db: Session, job_id: int, stage: str, done: int, total: int, **at: object) -> bool:
        beats.append((stage, done))
        if done == 20:
            jobs.cancel(db, jobs.get(db, job_id), at=NOON)
        return beat(db, job_id, stage, done, total, **at)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "beat", seen)
    bringing.bring_off(store, clock)
    db.refresh(arrival.job)
    assert (arrival.job.state, arrival.found) == ("cancelled", {})
    assert beats == [("reading", number) for number in range(1, 21)]


@pytest.mark.usefixtures("read_here")
def test_a_killed_storing_begins_anew_and_stores_nothing_twice(
    store: Store, db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = arrived(db, cast, SHORT)
    bringing.bring_off(store, clock)
    db.refresh(arrival)
    arrivals.ask_to_store(db, cast.amira, arrival, at=NOON)
    db.commit()
    finish = jobs.finish
    with monkeypatch.context() as killed:
        killed.setattr(jobs, "finish", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            bringing.bring_off(store, clock)
    assert jobs.finish is finish
    db.rollback()
    assert stored(db) == 0
    clock.at = NOON + jobs.LEASE + timedelta(seconds=1)
    assert bringing.bring_off(store, clock) == 1
    db.rollback()
    assert (stored(db), arrival.job.state) == (12, "done")


def test_what_was_looked_at_is_stored_without_being_read_again(
    store: Store, db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, readings = [], bringing.Readings()
    apart = File.read_apart

    def counted(file: File, tell: arrivals.Tell) -> Reading:
        read.append(file.name)
        return apart(file, tell)

    monkeypatch.setattr(File, "read_apart", counted)
    arrival = arrived(db, cast, SHORT)
    bringing.bring_off(store, clock, readings)
    db.refresh(arrival)
    arrivals.ask_to_store(db, cast.amira, arrival, at=NOON)
    db.commit()
    bringing.bring_off(store, clock, readings)
    db.rollback()
    assert (stored(db), read) == (12, ["unit.gift"])
    arrived(db, cast, SHORT)
    bringing.bring_off(store, clock, readings)
    assert read == ["unit.gift", "unit.gift"]  # what is stored is let go


def test_another_file_of_the_same_name_and_a_large_one_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(File, "read_apart", lambda file, tell: file.read())
    readings, other = bringing.Readings(), GIFT.replace(b"Question 7?", b"Question seven?")
    first, second = (readings.read(File("unit.gift", data), lambda *_: None) for data in (GIFT, other))
    assert [reading.taken[7].item.stem for reading in (first, second)] == ["Question 7?", "Question seven?"]
    monkeypatch.setattr(bringing, "KEPT_BYTES", 10)
    third, fourth = (readings.read(File("unit.gift", GIFT), lambda *_: None) for _ in range(2))
    assert third is not fourth


@pytest.mark.usefixtures("read_here")
def test_a_call_makes_the_worker_look_at_once(
    store: Store, db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "LOOKS_EVERY", 3_600.0)
    monkeypatch.setattr("os.nice", lambda by: None)
    looked, ended, called = threading.Event(), threading.Event(), threading.Event()
    bring_off = bringing.bring_off

    def look(*given: Any) -> int:
        count = bring_off(*given)
        looked.set()
        return count

    monkeypatch.setattr(bringing, "bring_off", look)
    arrival = arrived(db, cast)
    worker = threading.Thread(target=bringing.keep_looking, args=(store, clock, ended, called), daemon=True)
    worker.start()
    called.set()
    assert looked.wait(60)
    ended.set()
    called.set()
    worker.join(60)
    db.refresh(arrival.job)
    assert arrival.job.state == "done"


def test_a_file_nobody_can_read_says_why(store: Store, db: Session, cast: Cast, clock: Clock) -> None:
    arrival = arrived(db, cast, b"<page><p>text</p></page>", "page.xml")
    bringing.bring_off(store, clock)
    db.refresh(arrival.job)
    assert arrival.job.state == "failed"
    assert "no questions" in arrival.job.message


def test_reading_that_never_ends_is_ended(
    store: Store, db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "TELLS_EVERY", 0.0)
    monkeypatch.setattr(bringing, "MOST_SECONDS", -1.0)
    arrival = arrived(db, cast)
    bringing.bring_off(store, clock)
    db.refresh(arrival.job)
    assert (arrival.job.state, arrival.job.message) == ("failed", "Reading this file takes too long; split it.")


def test_a_file_goes_with_the_next_one_of_the_same_person_and_after_a_day(db: Session, cast: Cast) -> None:
    first = arrived(db, cast).public_id
    second = arrived(db, cast).public_id
    with pytest.raises(NotFound):
        arrivals.get(db, cast.amira, first)
    with pytest.raises(NotFound):
        arrivals.get(db, cast.noor, second)
    arrivals.accept(db, cast.noor, File("x.gift", GIFT), at=NOON + arrivals.KEPT + timedelta(seconds=1))
    db.commit()
    with pytest.raises(NotFound):
        arrivals.get(db, cast.amira, second)


def test_nothing_is_stored_before_it_was_read(db: Session, cast: Cast) -> None:
    arrival = arrived(db, cast)
    with pytest.raises(Conflict):
        arrivals.ask_to_store(db, cast.amira, arrival, at=NOON)


def test_drafting_and_bringing_do_not_take_each_others_jobs(db: Session, cast: Cast) -> None:
    arrived(db, cast)
    assert jobs.claim(db, at=NOON) is None
    assert jobs.claim(db, (arrivals.READ,), at=NOON) is not None


def test_a_preview_says_what_storing_then_does(db: Session, cast: Cast) -> None:
    """Also about questions that are here already, or twice in the file, and about pictures that are none."""
    from quizapp.classroom import imports

    data = GIFT + b"\nQuestion 5?{=yes ~no}\n\n// [id:unit/own-one]\nOwn?{=yes ~no}\n\n::Named::Named?{=yes ~no}\n"
    reading = File("unit.gift", data).read()
    would = imports.bring(db, cast.amira, reading, "unit.gift", dry=True, at=NOON)
    db.rollback()
    assert stored(db) == 0
    does = imports.bring(db, cast.amira, reading, "unit.gift", at=NOON)
    db.flush()
    assert [(one.action, one.known, one.like) for one in would.questions] == [
        (one.action, one.known, one.like) for one in does.questions
    ]
    again = imports.bring(db, cast.amira, reading, "unit.gift", dry=True, at=NOON)
    assert again.counts() == {"unchanged": 1, "duplicate": 32, "skipped": 1}


def test_a_reader_tells_of_each_question_it_finds() -> None:
    told: list[tuple[str, int, int]] = []
    File("unit.gift", GIFT).read(lambda *said: told.append(said))
    assert told == [("reading", number, 0) for number in range(1, 32)]
    with pytest.raises(BadInput):
        File("x.xml", b"<quiz>").read()


def test_what_is_read_in_a_process_of_its_own_is_what_is_read_here() -> None:
    for sample in sorted(SAMPLES.glob("[a-g]*")):
        file = File(sample.name, sample.read_bytes())
        here, apart = file.read(), file.read_apart(lambda *said: None)
        assert replace(apart, skipped=()) == replace(here, skipped=())
        assert list(map(str, apart.skipped)) == list(map(str, here.skipped))


def test_a_file_that_takes_too_much_memory_ends_only_its_own_reading() -> None:
    with pytest.raises(BadInput, match=r"unit\.gift: reading it takes too much time or memory"):
        read_apart(GIFT * 4_000, "unit.gift", memory=30 * 1024 * 1024)


def test_a_table_without_a_header_is_asked_about_from_there_too() -> None:
    with pytest.raises(NoHeader):
        read_apart(b"a;b;c\n1;2;3\n", "t.csv", "csv")


def test_jobs_know_whose_they_are(db: Session, cast: Cast) -> None:
    arrived(db, cast)
    assert db.scalars(select(Job.person_id)).all() == [cast.amira.id]


def test_what_somebody_brought_is_erased_with_them(db: Session, cast: Cast) -> None:
    arrivals.accept(db, cast.ben, File("x.gift", GIFT), at=NOON)
    arrivals.forget(db, cast.ben)
    assert db.scalars(select(Arrival)).all() == []
