"""The clock of a timed quiz, in a browser whose time runs as fast as the test wants."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import School, Visit
from tests.browser.exam import an_exam, end, stopped

pytestmark = pytest.mark.browser

HEARD = """() => {
  window.heard = [];
  const announcer = document.querySelector("[data-timer-says]");
  new MutationObserver(() => heard.push(announcer.textContent)).observe(announcer, { childList: true, characterData: true, subtree: true });
}"""


def timed(school: School, visit: Visit, *, minutes: int, left: timedelta) -> Page:
    """An answering page with so much time left of so many minutes; its clock stands still until it is run."""
    exam = an_exam(school, limit_minutes=minutes)
    end(exam, datetime.now(UTC) + left)
    page = stopped(visit(school, exam.who))
    page.goto(exam.address)
    page.evaluate(HEARD)
    return page


def test_it_is_silent_but_for_half_time_and_the_end(school: School, visit: Visit) -> None:
    page = timed(school, visit, minutes=1, left=timedelta(seconds=60))
    shown = [page.get_by_role("timer").inner_text()]
    minutes, seconds = map(int, re.findall(r"\d+", shown[0]))
    left = 60 * minutes + seconds  # loading the page has taken some of them
    for _ in range(left):
        page.clock.run_for(1_000)
        shown.append(page.get_by_role("timer").inner_text())
    assert len(set(shown)) == left + 1, "it counts every second, for the eye"
    assert shown[-1].startswith("Time is over")
    assert page.evaluate("heard") == ["30 seconds left", "10 seconds left", "5 seconds left", shown[-1]]


def test_half_time_is_spoken_with_its_units(school: School, visit: Visit) -> None:
    page = timed(school, visit, minutes=3, left=timedelta(minutes=3))
    page.clock.run_for(95_000)
    assert page.evaluate("heard") == ["1 minute 30 seconds left"]
    assert page.evaluate("[59, 60, 3661].map(clockFace)") == ["0:59", "1:00", "1:01:01"]
    assert page.evaluate("[60, 61, 45].map(spokenTime)") == [
        "1 minute left",
        "1 minute 1 second left",
        "45 seconds left",
    ]


def test_no_two_announcements_fall_on_each_other(school: School, visit: Visit) -> None:
    page = timed(school, visit, minutes=5, left=timedelta(minutes=5))
    limits = [4, 8, 20, 30, 60, 90, 600, 3600]
    assert page.evaluate("limits => limits.map(announcements)", limits) == [
        [2], [4], [10, 5], [15, 10, 5], [30, 10, 5], [60, 45, 30, 10], [300, 60, 30, 10], [1800, 300, 60, 30, 10],
    ]  # fmt: skip


def test_the_time_can_be_hidden_and_stays_hidden(school: School, visit: Visit) -> None:
    page = timed(school, visit, minutes=30, left=timedelta(minutes=20))
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^(20:00|19:\d\d) left$"))
    page.get_by_role("button", name="Hide the time").click()
    expect(page.get_by_role("timer")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("timer")).to_be_hidden()
    page.get_by_role("button", name="Show the time").click()
    expect(page.get_by_role("timer")).to_be_visible()


def test_extra_time_is_told_beside_the_time(school: School, visit: Visit) -> None:
    page = visit(school, "lin")
    page.goto(school.address("taking.answering", attempt_id="timed"))
    expect(page.locator(".clock")).to_contain_text("60 min, extended from 40 min")
