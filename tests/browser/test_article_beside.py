"""The article beside the questions on a wide screen: read, left and come back to, by keyboard too and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import NARROW, WIDE, School, Visit

pytestmark = pytest.mark.browser

LOW: ViewportSize = {"width": 1100, "height": 400}


@pytest.fixture
def page(school: School, visit: Visit) -> Page:
    page = visit(school, "lin", viewport=LOW)
    page.goto(school.address("taking.answering", attempt_id="beside the text"))
    return page


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_it_stands_there_where_there_is_room_and_scrolls_by_itself(script: bool, school: School, visit: Visit) -> None:
    page = visit(school, "lin", viewport=LOW, java_script_enabled=script)
    page.goto(school.address("taking.answering", attempt_id="beside the text"))
    text, question = page.get_by_role("region", name="The article"), page.locator("fieldset.question").first
    there, here = text.bounding_box(), question.bounding_box()
    assert there
    assert here
    assert there["x"] >= here["x"] + here["width"], "beside, and not below"
    assert there["y"] + there["height"] <= LOW["height"], "its end is in reach without scrolling the page"
    text.hover()
    before = question.bounding_box()
    page.mouse.wheel(0, 3000)
    expect(text.get_by_text("It was late when all the guests")).to_be_in_viewport()
    assert question.bounding_box() == before, "the questions stay"
    page.get_by_text("The article", exact=True).click()
    expect(text).to_be_hidden()
    page.set_viewport_size(NARROW)
    expect(page.get_by_text("The article", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="Read the article in a new window", exact=True)).to_be_visible()


def test_it_stays_in_sight_however_far_one_is(page: Page) -> None:
    page.get_by_role("button", name="Check all answers").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > 100
    expect(page.get_by_role("heading", name="The tidal mill")).to_be_in_viewport()


def test_ways_to_it_lead_there_and_escape_leads_back(page: Page) -> None:
    text = page.get_by_role("region", name="The article")
    link = page.get_by_role("link", name="Read the article for question 2", exact=True)
    assert "new window" not in link.inner_text()
    page.get_by_text("The article", exact=True).click()
    link.focus()
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.get_by_role("link", name="paragraph 2", exact=True).click()
    second = text.locator("#paragraph-2")
    expect(second).to_be_focused()
    expect(second.get_by_text("Karl Vik painted").first).to_be_in_viewport()
    assert text.evaluate("one => one.scrollTop") > 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="paragraph 2", exact=True)).to_be_focused()
    assert len(page.context.pages) == 1, "no window of its own"


def test_the_page_it_was_taken_from_opens_as_other_links_do(page: Page) -> None:
    page.context.route("https://example.org/articles/mill", lambda route: route.fulfill(body="Bay News"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Original in a new window").click()
    expect(opened.value.get_by_text("Bay News")).to_be_visible()


def test_it_is_as_it_was_left_on_the_next_page(page: Page) -> None:
    text = page.get_by_role("region", name="The article")
    text.evaluate("one => { one.scrollTop = 200 }")
    page.reload()
    assert text.evaluate("one => one.scrollTop") == 200
    page.get_by_text("The article", exact=True).click()
    page.reload()
    expect(page.get_by_text("The article", exact=True)).to_be_visible()
    expect(text).to_be_hidden()


@pytest.mark.parametrize(("size", "seen"), [(NARROW, True), (WIDE, False)], ids=["narrow", "wide"])
def test_the_way_to_the_article_is_seen_where_it_does_not_stand_beside(
    size: ViewportSize, seen: bool, school: School, visit: Visit
) -> None:
    page = visit(school, "lin", viewport=size)
    page.goto(school.address("taking.answering", attempt_id="beside the text"))
    links = page.locator(".to-article")
    assert [(one.bounding_box() or {"width": 0})["width"] > 1 for one in links.all()] == [True] * 3
    clipped = [one.evaluate("one => getComputedStyle(one).clipPath") for one in links.all()]
    assert [one == "none" for one in clipped] == [seen] * 3
    links.last.locator("a").focus()
    assert links.last.evaluate("one => getComputedStyle(one).clipPath") == "none", "whoever is there sees it"


def test_the_article_of_a_live_room_tells_what_the_room_comes_to(school: School, visit: Visit) -> None:
    page, host = visit(school, "heron", viewport=NARROW), visit(school, "amira")
    page.goto(school.address("live.play", room_id="read beside room"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Read the article").click()
    article = opened.value
    line, status = article.locator("[data-room]"), article.locator("#status")
    expect(line).to_have_text("Question 1 is open.")
    expect(article).to_have_title(re.compile("^Question 1: answering – The tidal mill – "))
    article.get_by_text("It was late when all the guests").scroll_into_view_if_needed()
    host.goto(school.address("live_host.panel", room_id="read beside room"))
    host.get_by_role("button", name="Close the question").click()
    expect(line).to_have_text("Question 1 is closed.")
    expect(line).to_be_in_viewport()
    expect(status).to_contain_text("Question 1 is closed.")
    expect(article).to_have_title(re.compile("^Question 1: closed – The tidal mill – "))
    article.context.set_offline(True)
    expect(line).to_have_text("No connection; trying again")
    article.context.set_offline(False)
    expect(line).to_have_text("Question 1 is closed.")
    with article.expect_event("close"):
        article.get_by_role("link", name="Back to the live room").first.click()
    host.get_by_role("button", name="Open for answers again").click()
    expect(page.get_by_role("button", name="Send answer")).to_be_visible()
