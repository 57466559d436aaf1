"""How much longer live answers take while the worker drafts a batch of articles: the ratio of one run.

    python -m tests.bench.live_drafting --learners 300 [--questions 6] [--json]

One room answers question after question. Before every second question a batch waits for the worker, more than it can
draft meanwhile, and after it the batch is called off; so both kinds of question meet the same machine in turns.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import asyncio
import tempfile
from datetime import UTC, datetime
from itertools import count
from time import monotonic, sleep
from typing import Any

from sqlalchemy import select

from quizapp.classroom import articles, drafting, jobs
from quizapp.formats.articles import ArticleText
from quizapp.store import Course, Job
from quizapp.store.engine import Store, open_store
from tests.bench import live, meter
from tests.bench.command import options, tell
from tests.trust.live_room import make_live_school
from tests.trust.running import Server

TEXT = Path(__file__).parents[1] / "generate" / "articles" / "fact-rich.md"
BATCH = 100
QUESTIONS = 11


def ask_for_batch(store: Store, number: int) -> None:
    """A batch of articles that differ in a word, so that each is drafted anew."""
    at = datetime.now(UTC)
    text = TEXT.read_text("utf-8")
    with store.writing() as db:
        course = db.scalars(select(Course)).one()
        for n in range(BATCH):
            made = ArticleText(f"{text}\n\nThis is copy {n} of batch {number}.\n", title=f"Batch {number}, {n}")
            article, _ = articles.add(db, None, made, course=course, at=at)
            drafting.ask(db, None, article, at=at)
        db.commit()


def call_off(store: Store) -> int:
    """End what waits and runs; how many were drafted so far."""
    with store.writing() as db:
        for job in db.scalars(select(Job).where(Job.state.in_(("waiting", "running")))):
            jobs.cancel(db, job, at=datetime.now(UTC))
        done = len(db.scalars(select(Job).where(Job.state == "done")).all())
        db.commit()
    return done


async def play(room: live.Play, store: Store, questions: int) -> dict[str, Any]:
    keys = count(1)
    alone: list[float] = []
    beside: list[float] = []
    busy: list[int] = []
    await room.open_streams()
    await room.click()
    for number in range(questions):
        batch = number % 2 == 1
        if batch:
            await asyncio.to_thread(ask_for_batch, store, number)
            await asyncio.to_thread(wait_until_drafting, store)
        room.figures.answers.clear()
        await room.look()
        await asyncio.sleep(0.5)
        await room.answer(keys)
        (beside if batch else alone).extend(room.figures.answers)
        if batch:
            busy.append(await asyncio.to_thread(call_off, store))
            await asyncio.sleep(3)  # for the article under way to end
        await room.click()
        await room.click()
        await room.click()
    await room.close_streams()
    quiet, loaded = meter.spread(alone), meter.spread(beside)
    return {
        "answer alone, ms": quiet,
        "answer beside a batch, ms": loaded,
        "ratio": {name: round(loaded[name] / quiet[name], 2) for name in quiet},
        "articles drafted after each batch": busy,
        "acknowledged": room.figures.acknowledged,
    }


def wait_until_drafting(store: Store) -> None:
    """Until the worker makes questions; it loads its model first."""
    ends = monotonic() + 120
    while monotonic() < ends:
        with store.reading() as db:
            if db.scalar(select(Job.id).where(Job.state == "running", Job.stage == "asking")) is not None:
                return
        sleep(0.05)
    raise AssertionError("the worker took nothing up")


def measure(folder: Path, *, learners: int, questions: int) -> dict[str, Any]:
    school = make_live_school(folder, learners=learners, questions=QUESTIONS + 1)
    server = Server(school.classroom)
    server.start()
    store = open_store(school.classroom.url)
    try:
        room = live.Play(school, school.rooms[0], [server.port], live.Figures())
        return asyncio.run(play(room, store, questions)) | live.rows(school)
    finally:
        store.close()
        server.stop()


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--questions", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        found = measure(Path(name), learners=given.learners, questions=min(given.questions, QUESTIONS))
        found |= meter.surroundings(Path(name))
    tell(found, as_json=given.json)


if __name__ == "__main__":
    main()
