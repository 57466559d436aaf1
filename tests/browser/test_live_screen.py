"""The screen for the room: everything on it is seen without scrolling, since nobody can."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import School, Visit
from tests.browser.live_rooms import STATES

pytestmark = pytest.mark.browser

LONGER = """words => {
  const texts = document.querySelectorAll(".chart th, .option-text, .stem");
  texts.forEach(text => text.append(" " + words));
  window.dispatchEvent(new Event("resize"));
}"""
HIDDEN = "document.documentElement.scrollHeight - innerHeight"


def on_the_wall(school: School, visit: Visit, state: str) -> Page:
    page = visit(school, "visitor", viewport={"width": 1280, "height": 720})
    page.goto(school.address("live_screen.screen", room_id=f"{state} room", token=f"{state} screen"))
    return page


@pytest.mark.parametrize("state", STATES)
def test_each_state_fits_the_wall(school: School, visit: Visit, state: str) -> None:
    assert on_the_wall(school, visit, state).evaluate(HIDDEN) <= 0


@pytest.mark.parametrize("state", ["answer", "reveal"])
def test_long_questions_are_shown_whole_in_smaller_letters(school: School, visit: Visit, state: str) -> None:
    page = on_the_wall(school, visit, state)
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    large = page.evaluate(size)
    page.evaluate(LONGER, "and as many further words as an option of two or three lines has")
    assert page.evaluate(HIDDEN) <= 0
    assert large / 2 <= page.evaluate(size) < large
