"""The picture in the README: `python -m tests.browser.screenshot docs/screenshot.png`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from quizapp.classroom import courses, demonstration, exchange, taking
from quizapp.formats.bank.folder import page_paths, read_page, read_quizzes
from quizapp.store import Opening, Seat
from quizapp.store.engine import open_store
from quizapp.store.migrate import upgrade
from tests.browser.conftest import ARGUMENTS, School, chromium_path, open_page
from tests.browser.site import served
from tests.browser.world import World
from tests.conftest import SECRET

QUESTIONS = Path(__file__).parents[2] / "questions"
QUIZ, QUESTION = "iran-attack-short", 3


def prepare(folder: Path) -> World:
    """The first bank in a new installation, and a learner who has begun one of its quizzes."""
    at = datetime.now(UTC)
    store = open_store(f"sqlite:///{folder / 'quizapp.db'}")
    upgrade(store.engine)
    with store.writing() as db:
        exchange.load(db, [read_page(path) for path in page_paths([QUESTIONS])], at=at)
        demonstration.load_quizzes(db, read_quizzes(QUESTIONS)[0], at=at)
        opening = next(one for one in db.scalars(select(Opening)) if one.quiz.origin == QUIZ)
        seat: Seat
        seat, _ = courses.join(db, opening.course, "Lin", secret=SECRET.encode(), at=at)
        attempt = taking.start(db, opening, seat, secret=b"the order that is shown in a picture"[:32], at=at)
        db.commit()
        world = World({"attempt": attempt.public_id}, {"lin": [seat]})
    store.close()
    return world


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        world = prepare(Path(folder))
        with served(Path(folder)) as site:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
            school = School(site, world)
            page = open_page(browser, school, "lin", viewport={"width": 1000, "height": 720})
            page.goto(school.address("taking.answering", f"?n={QUESTION}", attempt_id="attempt"))
            page.locator("label.option").nth(1).click()
            page.locator("[data-state=saved]").wait_for()
            page.reload()  # now the page counts this answer too
            page.mouse.move(0, 0)
            page.screenshot(path=sys.argv[1])
            browser.close()


if __name__ == "__main__":
    main()
