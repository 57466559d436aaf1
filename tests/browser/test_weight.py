"""What a page weighs on its way to a browser that has never been here, by the browser's own account."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import School, Visit

pytestmark = pytest.mark.browser

KILOBYTE = 1000
ONCE = ("/media/", "/favicon.ico")
"""Pictures come on top of the requests allowed, and so does the icon, which a browser asks for once in a year."""

LEARNERS = {
    "before the start": ("ida", "taking.before", {"opening_id": "open"}),
    "twelve questions": ("lin", "taking.answering", {"attempt_id": "running"}),
    "one question, timed": ("lin", "taking.answering", {"attempt_id": "timed", "n": "2"}),
    "checking": ("lin", "taking.check", {"attempt_id": "running"}),
    "the result": ("gus", "taking.result", {"attempt_id": "result"}),
    "a live room, waiting": ("heron", "live.play", {"room_id": "lobby room"}),
    "a live room, answering": ("heron", "live.play", {"room_id": "answer room"}),
    "a live room, revealed": ("heron", "live.play", {"room_id": "reveal room"}),
    "joining": ("visitor", "joining.join_course", {"code": "class code"}),
    "my quizzes": ("lin", "joining.mine", {}),
}
INSTRUCTORS = {
    "home": ("home.index", {}),
    "questions": ("authoring.index", {}),
    "writing a question": ("authoring.create", {}),
    "a question": ("authoring.show", {"item_id": "question"}),
    "a class": ("courses.show", {"course_id": "class"}),
    "cards to print": ("courses.sheet", {"course_id": "class"}),
    "a quiz": ("quizzes.show", {"quiz_id": "open quiz"}),
    "its rules": ("quizzes.open_quiz", {"quiz_id": "draft quiz"}),
    "a live room": ("live_host.panel", {"room_id": "answer room"}),
    "the screen of a live room": ("live_screen.screen", {"room_id": "reveal room", "token": "reveal screen"}),
    "results": ("results.show", {"opening_id": "open"}),
    "results of a question": ("results.question", {"opening_id": "open", "question_id": "open question"}),
}


def weigh(page: Page, address: str) -> tuple[int, list[str]]:
    """Bytes received for a page with all it asks for, headers included, and the addresses it cannot do without."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    bytes_received: list[int] = []
    asked: list[str] = []

    def requested(event: Any) -> None:
        if not event["request"]["url"].startswith("data:"):
            asked.append(event["request"]["url"])
            if "redirectResponse" in event:
                bytes_received.append(int(event["redirectResponse"]["encodedDataLength"]))

    network.on("Network.requestWillBeSent", requested)
    network.on("Network.loadingFinished", lambda event: bytes_received.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    return sum(bytes_received), [address for address in asked if not any(part in address for part in ONCE)]


@pytest.mark.parametrize(("who", "endpoint", "names"), LEARNERS.values(), ids=LEARNERS.keys())
def test_a_learners_page_is_light(who: str, endpoint: str, names: dict[str, str], school: School, visit: Visit) -> None:
    page = visit(school, who)
    weight, asked = weigh(page, school.address(endpoint, **names))
    assert weight > 5 * KILOBYTE, "nothing was weighed"
    assert weight <= 30 * KILOBYTE
    assert len(asked) <= 3, asked


@pytest.mark.parametrize(("endpoint", "names"), INSTRUCTORS.values(), ids=INSTRUCTORS.keys())
def test_an_instructors_page_is_not_heavy(endpoint: str, names: dict[str, str], school: School, visit: Visit) -> None:
    weight, asked = weigh(visit(school, "amira"), school.address(endpoint, **names))
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
    assert len(again) == 3
    assert len(cached) == 2
