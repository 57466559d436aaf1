"""The screen for the room: everything on it is seen without scrolling, since nobody can."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import School, Visit
from tests.browser.exam import stopped
from tests.browser.live_rooms import STATES

pytestmark = pytest.mark.browser

LONGER = """words => {
  const texts = document.querySelectorAll(".chart th, .option-text, .stem");
  texts.forEach(text => text.append(" " + words));
  window.dispatchEvent(new Event("resize"));
}"""
HIDDEN = "document.documentElement.scrollHeight - innerHeight"


def on_the_wall(school: School, visit: Visit, state: str) -> Page:
    page = stopped(visit(school, "visitor", viewport={"width": 1280, "height": 720}))  # it does not look again
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


TITLE = """document.querySelector("h1").textContent = "John Harrison and the Problem of Longitude, told for the ninth form";
window.dispatchEvent(new Event("resize"))"""
PLACES = """() => {
  const box = (one) => document.querySelector(one).getBoundingClientRect().toJSON();
  return { title: box("h1"), number: box(".question-number"), stem: box(".stem"), course: box(".screen-head p") };
}"""


@pytest.mark.parametrize("state", ["read", "answer", "asked again", "reveal"])
def test_a_long_title_stays_in_one_line_beside_the_number_and_pushes_nothing_aside(
    school: School, visit: Visit, state: str
) -> None:
    page = on_the_wall(school, visit, state)
    before = page.evaluate(PLACES)
    page.evaluate(TITLE)
    after = page.evaluate(PLACES)
    assert after["title"]["height"] == pytest.approx(before["title"]["height"], abs=1)
    assert after["stem"] == before["stem"]
    assert after["number"]["right"] >= after["number"]["left"] + 100
    text = page.locator(".question-number").evaluate(
        "one => { const r = document.createRange(); r.selectNodeContents(one); return r.getBoundingClientRect().right }"
    )
    assert text < after["course"]["left"], "the class stands in the corner"


@pytest.mark.parametrize("words", ["", "and as many further words as an option of two or three lines has"])
def test_send_is_in_sight_on_a_phone_whatever_the_title_and_the_options(
    school: School, visit: Visit, words: str
) -> None:
    page = stopped(visit(school, "heron", viewport={"width": 320, "height": 640}))
    page.goto(school.address("live.play", room_id="answer room"))
    page.evaluate(TITLE)
    page.evaluate(LONGER, words)
    lines = "one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    height = page.locator("h1").evaluate(lines)
    assert height <= 1.1, "one line"
    expect(page.get_by_role("button", name="Send answer")).to_be_in_viewport(ratio=1)
    for number in range(page.locator("label.option").count()):
        choice = page.locator("label.option input").nth(number)
        choice.focus()
        box = choice.bounding_box()
        send = page.locator(".actions").bounding_box()
        assert box
        assert send
        assert box["y"] + box["height"] <= send["y"] + 1, "what has the focus is not covered"
