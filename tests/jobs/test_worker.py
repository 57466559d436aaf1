"""The worker drafts what was asked for, once, tells how far it is, and can be called off or killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from typing import BinaryIO

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, jobs
from quizapp.config import Config
from quizapp.formats.articles import ArticleText
from quizapp.jobs import rows, worker
from quizapp.jobs.beside import worker_beside
from quizapp.jobs.engine import hinted, wake
from quizapp.store import Article, Course, Draft, Job
from quizapp.store.engine import Store
from tests.begun import Begun, begin
from tests.conftest import ON_BOTH, Cast, Clock
from tests.factories import NOON
from tests.valkey import valkey

ROOT = Path(__file__).parents[2]
WHOLE = (ROOT / "tests" / "generate" / "articles" / "fact-rich.md").read_text("utf-8")
TEXT = WHOLE.partition("## The museum")[0]
"""Its first half: enough to be asked about, and drafted over and over here."""


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    return kept(db, cast, TEXT)


def kept(db: Session, cast: Cast, text: str) -> Article:
    course = db.get_one(Course, cast.course.id)
    station = ArticleText(text, title="The Kestrel lifeboat station")
    made, _ = articles.add(db, cast.amira, station, course=course, at=NOON)
    db.commit()
    return made


def asked(db: Session, article: Article) -> Job:
    job = drafting.ask(db, None, article, at=NOON)
    db.commit()
    return job


def state(store: Store) -> tuple[str, int]:
    with store.reading() as db:
        job = db.scalars(select(Job)).one()
        return job.state, db.scalar(select(func.count()).select_from(Draft)) or 0


def test_asking_twice_is_asking_once(db: Session, article: Article) -> None:
    assert asked(db, article).id == asked(db, article).id


@ON_BOTH
def test_it_drafts_with_exact_evidence_and_says_that_it_is_done(
    store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    article = kept(db, cast, WHOLE)
    asked(db, article)
    assert worker.work_off(store, clock=clock) == 1
    assert worker.work_off(store, clock=clock) == 0
    job = db.scalars(select(Job)).one()
    db.refresh(job)
    drafts = drafting.all_drafts(db, article)
    waiting = [draft for draft in drafts if draft.state == "waiting"]
    assert (job.state, job.found) == ("done", len(waiting))
    assert len(waiting) >= 10
    for draft in drafts:
        assert draft.pipeline
        assert draft.state == ("held" if draft.reason else "waiting")
        assert all(article.text[e["start"] : e["end"]] == e["quote"] for e in draft.evidence)


@ON_BOTH
def test_an_article_that_is_drafted_again_gets_nothing_twice(
    store: Store, db: Session, article: Article, clock: Clock
) -> None:
    """As after a kill between storing the drafts and hearing of it."""
    job = asked(db, article)
    worker.work_off(store, clock=clock)
    before = state(store)
    db.refresh(job)
    job.state, job.lease_until = "running", NOON - timedelta(seconds=1)
    db.commit()
    assert worker.work_off(store, clock=clock) == 1
    assert state(store) == before


@ON_BOTH
def test_a_job_that_runs_is_left_to_its_worker_until_that_falls_silent(db: Session, article: Article) -> None:
    asked(db, article)
    first = jobs.claim(db, at=NOON)
    assert first is not None
    assert jobs.claim(db, at=NOON + timedelta(seconds=30)) is None
    taken_over = jobs.claim(db, at=NOON + jobs.LEASE + timedelta(seconds=1))
    assert taken_over is not None
    assert taken_over.tries == 2


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(db: Session, article: Article) -> None:
    job = asked(db, article)
    at = NOON
    while jobs.claim(db, at=at) is not None:
        at += 2 * jobs.LEASE
    assert (job.state, job.tries) == ("failed", jobs.MOST_TRIES)


def test_a_job_is_called_off_at_its_next_sign_of_life(
    store: Store, db: Session, article: Article, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(db, article)
    monkeypatch.setattr(rows, "TELLS_EVERY", 0.0)

    def slow(*_: object, tell: Callable[[str, int, int], None], **__: object) -> tuple[list[drafting.Made], list[str]]:
        with store.writing() as other:
            jobs.cancel(other, jobs.get(other, job.id), at=NOON)
            other.commit()
        tell("reading", 1, 2)
        raise AssertionError("it went on")

    monkeypatch.setattr(drafting, "make", slow)
    worker.work_off(store, clock=clock)
    assert state(store) == ("cancelled", 0)


def test_an_article_that_breaks_the_generator_fails_in_words_and_the_next_goes_on(
    store: Store, db: Session, article: Article, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(db, article)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(drafting, "make", broken)
    worker.work_off(store, clock=clock)
    db.refresh(job)
    assert job.state == "failed"
    assert "Try once more" in job.message
    assert drafting.ask(db, None, article, at=NOON).state == "waiting", "asking again tries again"


@pytest.fixture(params=["sqlite", "valkey", "postgresql"])
def queued(config: Config, request: pytest.FixtureRequest) -> Config:
    """An installation whose hints travel through each queue there is."""
    if request.param == "sqlite":
        return config
    url = str(request.getfixturevalue(f"{request.param}_url"))
    return replace(config, queue=url.replace("+", "%20"))


def test_a_hint_is_there_once_through_every_queue(queued: Config) -> None:
    assert not hinted(queued)
    wake(queued)
    wake(queued)
    assert hinted(queued)
    assert not hinted(queued)


def test_a_hint_wakes_the_worker_through_every_queue(queued: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the look by the clock an hour away, only the hint can have made it look again."""
    looks: Queue[str] = Queue()
    ended = threading.Event()
    monkeypatch.setattr(worker, "LOOKS_EVERY", 3600.0)
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)  # it has looked just now
    monkeypatch.setattr(worker, "work_off", lambda store: looks.put("looked"))
    monkeypatch.setattr(os, "nice", lambda by: 0)
    running = threading.Thread(target=worker.run, args=(queued, ended))
    running.start()
    try:
        wake(queued)
        assert looks.get(timeout=60) == "looked"
    finally:
        ended.set()
        running.join()
    assert looks.empty()


def test_a_valkey_that_was_started_again_brings_hints_again(config: Config, tmp_path: Path) -> None:
    with valkey(tmp_path / "first") as url:
        port = int(url.rpartition(":")[2])
        grown = replace(config, queue=url)
        wake(grown)
    assert not hinted(grown), "what it held is lost, which costs a moment"
    with valkey(tmp_path / "second", port):
        wake(grown)
        assert hinted(grown)


def test_a_postgresql_that_dropped_its_connections_brings_hints_again(config: Config, postgresql_url: str) -> None:
    url = postgresql_url.replace("+", "%20")
    grown = replace(config, queue=f"{url}&application_name=hints-to-cut")
    wake(grown)
    with psycopg.connect(url, autocommit=True) as other:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hints-to-cut'"
        assert other.execute(cut).fetchall() == [(True,)]
    hinted(grown)  # this one may find out that the connection is gone
    wake(grown)
    assert hinted(grown)


def test_a_queue_that_is_away_costs_a_moment_and_no_job(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    away = replace(config, queue="postgresql://nobody@127.0.0.1:1/nothing")
    wake(away)
    assert not hinted(away)
    assert "look by itself" in caplog.text


def until(wanted: str, store: Store) -> None:
    end = time.monotonic() + 300  # the worker gives way to whatever else the machine does
    while time.monotonic() < end and state(store)[0] != wanted:
        time.sleep(0.02)
    assert state(store)[0] == wanted


FOR_EVER = "import time; from quizapp.classroom import drafting; drafting.make = lambda *_, **__: time.sleep(600); "
WORKER = "import sys; sys.stdin = open('worker.input'); from quizapp.jobs.worker import main; main()"


def a_worker(config: Config, environment: dict[str, str], program: str = WORKER) -> tuple[Begun, BinaryIO]:
    """With the model read already, and its standard input; the one beside a server begins with nothing."""
    log, entry = config.instance / "worker.log", config.instance / "worker.input"
    log.touch()
    if not entry.exists():
        os.mkfifo(entry)
    running = begin(program, (), environment, config.instance, log, log)
    return running, entry.open("wb", buffering=0)


def killed_in_the_middle(config: Config, environment: dict[str, str], store: Store) -> None:
    """A worker that has begun with the article and would never come to its end."""
    killed, entry = a_worker(config, environment, FOR_EVER + WORKER)
    until("running", store)
    killed.kill()
    killed.wait(60)
    entry.close()
    assert state(store) == ("running", 0)


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    config: Config, store: Store, db: Session, article: Article
) -> None:
    asked(db, article)
    environment = os.environ | {"QUIZAPP_INSTANCE": str(config.instance)}
    wake(config)
    killed_in_the_middle(config, environment, store)
    second, entry = a_worker(config, environment)
    until("done", store)
    entry.close()
    assert second.wait(60) == 0, "it ends when its standard input does"
    with store.reading() as read:
        marks = read.scalars(select(Draft.mark)).all()
    assert len(marks) == len(set(marks)) >= 10


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_postgresql_with_a_valkey_another_worker_takes_over_what_a_killed_one_had(
    config: Config, store: Store, db: Session, article: Article, valkey_url: str
) -> None:
    """There may be several workers, so a job is free again only once its worker has been silent for a while."""
    job = asked(db, article)
    environment = os.environ | {"QUIZAPP_INSTANCE": str(config.instance)}
    environment |= {"QUIZAPP_DATABASE_URL": config.database, "QUIZAPP_QUEUE": valkey_url}
    killed_in_the_middle(config, environment, store)
    db.refresh(job)
    job.lease_until = datetime.now(UTC) - timedelta(seconds=1)
    db.commit()
    second, entry = a_worker(config, environment)
    wake(replace(config, queue=valkey_url))
    until("done", store)
    entry.close()
    second.wait(60)
    with store.reading() as read:
        marks = read.scalars(select(Draft.mark)).all()
    assert len(marks) == len(set(marks)) >= 10


def test_a_worker_runs_beside_the_server(
    config: Config, store: Store, db: Session, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with worker_beside(config):
        asked(db, article)
        wake(config)
        until("done", store)
    assert state(store)[1] >= 10


def test_a_worker_that_cannot_begin_says_why_and_no_more(tmp_path: Path) -> None:
    environment = os.environ | {"QUIZAPP_DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/quizapp.db"}
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapp.jobs.worker"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    with process.stdin, process.stderr:  # the server still holds the other end
        said = process.stderr.read()
    assert process.wait(60) == 1
    assert "check the folder and its permissions" in said.splitlines()[-1]


def test_a_sentence_is_drafted_on_alone_and_its_drafts_bring_further_options(
    store: Store, db: Session, article: Article, clock: Clock
) -> None:
    asked(db, article)
    worker.work_off(store, clock=clock)
    drafts = drafting.all_drafts(db, article)
    assert any(draft.spares for draft in drafts)
    number = next(s.number for s in drafting.coverage(db, article, drafts) if s.state == "waiting")
    before = len(drafts)
    drafting.ask(db, None, article, sentence=number, at=NOON)
    db.commit()
    worker.work_off(store, clock=clock)
    job = jobs.of_article(db, article, sentence=number)
    assert job is not None
    db.refresh(job)
    assert job.state == "done"
    assert len(drafting.all_drafts(db, article)) >= before


def test_it_asks_of_statements_whether_they_are_true_where_somebody_wants_that(
    store: Store, db: Session, cast: Cast, clock: Clock
) -> None:
    stated = []
    for wanted in (True, False):
        article = kept(db, cast, WHOLE if wanted else f"{WHOLE} A bell rings.")
        drafting.ask(db, None, article, true_false=wanted, at=NOON)
        db.commit()
        worker.work_off(store, clock=clock)
        stated.append([d for d in drafting.all_drafts(db, article) if d.body.get("kind") == "true-false"])
    assert stated[0]
    assert not stated[1]


def test_drafting_with_and_without_statements_are_two_jobs(db: Session, article: Article) -> None:
    with_them = drafting.ask(db, None, article, true_false=True, at=NOON)
    assert with_them.id != asked(db, article).id
