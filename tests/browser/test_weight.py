"""What a page weighs on its way to a browser that has never been here, by the browser's own account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import School, Visit, open_page
from tests.browser.exam import stopped, until

pytestmark = pytest.mark.browser

KILOBYTE = 1000
ONCE = ("/media/", "/favicon.ico")
"""Pictures come on top of the requests allowed, and so does the icon, which a browser asks for once in a year."""

Case = tuple[str, str, dict[str, str]]
"""Who looks, at which page, of which things."""

LEARNERS: Mapping[str, Case] = {
    "before the start": ("ida", "taking.before", {"opening_id": "open"}),
    "twelve questions": ("lin", "taking.answering", {"attempt_id": "running"}),
    "beside an article": ("lin", "taking.answering", {"attempt_id": "beside the text"}),
    "the article": ("lin", "taking.article", {"opening_id": "open text"}),
    "one question, timed": ("lin", "taking.answering", {"attempt_id": "timed", "n": "2"}),
    "checking": ("lin", "taking.check", {"attempt_id": "running"}),
    "the result": ("gus", "taking.result", {"attempt_id": "result"}),
    "a live room, waiting": ("heron", "live.play", {"room_id": "lobby room"}),
    "a live room, answering": ("heron", "live.play", {"room_id": "answer room"}),
    "a live room, revealed": ("heron", "live.play", {"room_id": "reveal room"}),
    "joining": ("visitor", "joining.join_course", {"code": "class code"}),
    "my quizzes": ("lin", "joining.mine", {}),
}
INSTRUCTORS: Mapping[str, Case] = {
    "home": ("amira", "home.index", {}),
    "questions": ("amira", "authoring.index", {}),
    "writing a question": ("amira", "authoring.create", {}),
    "a question": ("amira", "authoring.show", {"item_id": "question"}),
    "a class": ("amira", "courses.show", {"course_id": "class"}),
    "cards to print": ("amira", "courses.sheet", {"course_id": "class"}),
    "a quiz": ("amira", "quizzes.show", {"quiz_id": "open quiz"}),
    "its rules": ("amira", "quizzes.open_quiz", {"quiz_id": "draft quiz"}),
    "a live room": ("amira", "live_host.panel", {"room_id": "answer room"}),
    "the screen of a live room": ("amira", "live_screen.screen", {"room_id": "reveal room", "token": "reveal screen"}),
    "results": ("amira", "results.show", {"opening_id": "open"}),
    "results of a question": ("amira", "results.question", {"opening_id": "open", "question_id": "open question"}),
}


class Weighed:
    """A page with all it asks for, by a browser that keeps nothing."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = stopped(page)  # a live room asks again every two seconds
        self.received: list[int] = []
        """Bytes, headers included."""
        self.asked: list[str] = []
        """The addresses the page cannot do without."""
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        network.on("Network.requestWillBeSent", self._requested)
        network.on("Network.loadingFinished", lambda event: self.received.append(int(event["encodedDataLength"])))
        page.goto(address)

    def _requested(self, event: Any) -> None:
        url = event["request"]["url"]
        if not url.startswith("data:") and not any(part in url for part in ONCE):
            self.asked.append(url)
        if "redirectResponse" in event:
            self.received.append(int(event["redirectResponse"]["encodedDataLength"]))


def weigh(browser: Browser, school: School, cases: Mapping[str, Case]) -> dict[str, Weighed]:
    """All of them side by side, because a page has come only when it has asked for nothing more for half a second."""
    weighed = {
        name: Weighed(open_page(browser, school, who), school.address(endpoint, **names))
        for name, (who, endpoint, names) in cases.items()
    }
    for one in weighed.values():
        one.page.clock.run_for(1_000)
        one.page.wait_for_load_state("networkidle")
        one.page.context.close()
    return weighed


@pytest.fixture(scope="module")
def learners(browser: Browser, school: School) -> dict[str, Weighed]:
    return weigh(browser, school, LEARNERS)


@pytest.fixture(scope="module")
def instructors(browser: Browser, school: School) -> dict[str, Weighed]:
    return weigh(browser, school, INSTRUCTORS)


@pytest.mark.parametrize("name", LEARNERS)
def test_a_learners_page_is_light(name: str, learners: dict[str, Weighed]) -> None:
    weight, asked = sum(learners[name].received), learners[name].asked
    assert weight > 5 * KILOBYTE, "nothing was weighed"
    assert weight <= 30 * KILOBYTE
    assert len(asked) <= 3, asked


@pytest.mark.parametrize("name", INSTRUCTORS)
def test_an_instructors_page_is_not_heavy(name: str, instructors: dict[str, Weighed]) -> None:
    weight, asked = sum(instructors[name].received), instructors[name].asked
    assert weight > 5 * KILOBYTE, "nothing was weighed"
    assert weight <= 200 * KILOBYTE
    assert len(asked) <= 6, asked


def test_scripts_and_style_are_fetched_once(school: School, visit: Visit) -> None:
    page = visit(school, "lin")
    page.goto(school.address("taking.answering", attempt_id="running"))
    again: list[str] = []
    page.on("response", lambda response: again.append(response.url) if not response.from_service_worker else None)
    fetched = page.context.new_cdp_session(page)
    fetched.send("Network.enable")
    cached: list[str] = []
    fetched.on("Network.requestServedFromCache", lambda event: cached.append(event["requestId"]))
    page.goto(school.address("taking.check", attempt_id="running"))
    until(page, lambda: (len(again), len(cached)) == (3, 2))
