"""A learner alone with an attempt: what tests of the answer path need, made in the school that is being served."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from playwright.sync_api import Locator, Page

from quizapp.classroom import courses
from quizapp.core.item import Item
from quizapp.store import Attempt, ResponseEvent
from tests.browser.conftest import School
from tests.conftest import SECRET
from tests.factories import a_quiz, an_attempt, an_item, an_opening

_numbers = count(1)
KEY = 0
"""Position of the key in the questions of an exam, as the factories write them."""


@dataclass
class Exam:
    """`who` visits; the attempt has been started."""

    school: School
    who: str
    attempt: str
    address: str
    places: list[int]

    def events(self) -> list[ResponseEvent]:
        return self.school.site.events(self.attempt)

    def order(self) -> list[int]:
        """The questions that were answered, by number from 0, in the order in which the server received them."""
        return [self.places.index(event.quiz_item_id) for event in self.events()]

    def counts(self) -> dict[int, list[int]]:
        """What counts: question, from 0 → positions chosen, in the author's order."""
        held = self.school.site.responses(self.attempt)
        return {self.places.index(place): json.loads(choice) for place, choice in held.items()}


def an_exam(school: School, *, questions: int = 3, items: Sequence[Item] = (), **rules: object) -> Exam:
    """A class of one, a quiz of `items` or else of single-answer questions, and an attempt under way."""
    at, name = datetime.now(UTC), f"exam {next(_numbers)}"
    with school.site.store.writing() as db:
        course = courses.create_course(db, None, name, time_zone="UTC", at=at)
        seat, _ = courses.join(db, course, "Lin", secret=SECRET.encode(), at=at)
        asked = list(items) or [an_item() for _ in range(questions)]
        opening = an_opening(db, a_quiz(db, course, asked, title=name), **rules)
        attempt = an_attempt(db, opening, seat, at=at)
        places = [place.id for place in opening.quiz.items]
        db.commit()
        school.world.visitors[name] = [seat]
        school.world.ids |= {name: attempt.public_id, f"{name} opening": opening.public_id}
    address = school.address("taking.answering", attempt_id=name)
    return Exam(school, name, attempt.public_id, address, places)


def end(exam: Exam, at: datetime) -> None:
    """Put the deadline of the attempt to a moment."""
    with exam.school.site.store.writing() as db:
        db.query(Attempt).filter(Attempt.public_id == exam.attempt).update({"deadline_at": at})
        db.commit()


def question(page: Page, number: int) -> Locator:
    """A question, from 0, by its place on the page."""
    return page.locator("fieldset.question").nth(number)


def choose(page: Page, number: int, words: str = "The Aller") -> None:
    question(page, number).locator("label", has_text=words).click()


def states(page: Page) -> list[str]:
    """What the page says of each answer: device, saved, late, refused, or nothing."""
    found: list[str] = page.eval_on_selector_all(".saved", "lines => lines.map(line => line.dataset.state)")
    return found


def connected(page: Page) -> None:
    """Tell the page that the network is back, so that it need not wait for its next try."""
    page.evaluate("dispatchEvent(new Event('online'))")


def stopped(page: Page) -> Page:
    """Before it goes anywhere: its clock and timers stand still, and move only by what `page.clock` is told."""
    at = datetime.now(UTC)
    page.clock.install(time=at)
    page.clock.pause_at(at + timedelta(minutes=1))
    return page


def until(page: Page, come_true: Callable[[], bool]) -> None:
    """Wait for what no expectation can see, such as the length of the queue. The browser goes on meanwhile."""
    for _ in range(3000):
        if come_true():
            return
        page.wait_for_timeout(10)
    raise AssertionError("it did not come true in half a minute")


def waiting(page: Page) -> int:
    """How many answers wait to be sent: none, too, before the page has looked what its device remembers."""
    found: int = page.evaluate("queue.length")
    return found
