"""Answering by keyboard, by ear and on a small screen: what a look at the finished page cannot show."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import a11y, questions
from tests.browser.conftest import NARROW, WIDE, School, Visit
from tests.browser.exam import choose

pytestmark = pytest.mark.browser

ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""1280 × 1024 px at 400 %, as WCAG 1.4.10 has it."""

RINGED = """() => {
  const style = element => getComputedStyle(element);
  const row = document.activeElement.closest("label.option");
  return [style(row).outlineStyle, parseFloat(style(row).outlineWidth)];
}"""


@pytest.fixture
def page(school: School, visit: Visit) -> Page:
    """Twelve questions of all kinds, some answered before."""
    page = visit(school, "lin")
    page.goto(school.address("taking.answering", attempt_id="running"))
    return page


@pytest.mark.parametrize("size", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "zoomed to 400 %"])
@pytest.mark.parametrize("attempt", ["running", "timed", "beside the text"])
def test_tab_reaches_everything_in_order_and_nothing_covers_it(
    attempt: str, size: ViewportSize, school: School, visit: Visit
) -> None:
    page = visit(school, "lin", viewport=size)
    page.goto(school.address("taking.answering", attempt_id=attempt))
    assert questions.tabbing(page) == []
    assert a11y.sideways(page) == []


def test_the_row_of_the_option_in_focus_is_ringed_and_looks_different(page: Page) -> None:
    first = page.locator("fieldset.question").first.locator("label.option").first
    before = first.screenshot()
    page.locator("main").focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    for _ in range(4):  # the focus begins at the option that is chosen already, if any
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement === document.querySelector('fieldset.question input')"):
            break
    style, width = page.evaluate(RINGED)
    assert style == "solid"
    assert width >= 2
    assert first.screenshot() != before


def test_each_answer_is_announced_and_said_beside_its_question(page: Page) -> None:
    heard = page.get_by_role("status")
    for number in (0, 2):
        page.locator("fieldset.question").nth(number).locator("label.option:not(:has(:checked))").last.click()
        expect(heard).to_have_text(re.compile(rf"^\s*Question {number + 1}: Saved \d\d:\d\d:\d\d\s*$"))
    page.context.set_offline(True)
    page.locator("label.option:not(:has(:checked))").first.click()
    expect(heard).to_have_text(re.compile("Question 1: On this device, not sent yet"))


def test_the_accessibility_tree_tells_the_question_its_options_and_how_to_answer(page: Page) -> None:
    one, several = page.get_by_role("group").nth(0), page.get_by_role("group").nth(1)
    expect(one).to_have_accessible_name(
        re.compile(r"^Question 1 of 12 · choose one ?Which river flows through the old town\?$")
    )
    expect(several).to_have_accessible_name(re.compile(r"^Question 2 of 12 · choose all that apply ?What was mined"))
    names = [radio.evaluate("radio => radio.labels[0].innerText") for radio in one.get_by_role("radio").all()]
    assert [name.split()[0] for name in names] == ["A", "B", "C", "D"]
    expect(one.get_by_role("radio").first).to_have_accessible_name(re.compile(r"^A: The \w+$"))
    coded = page.get_by_role("group", name="Question 6 of 12")
    expect(coded).to_have_accessible_description(re.compile(r"Which line does the same.*It works on total"))
    expect(page.get_by_role("group", name="Question 4").get_by_role("textbox")).to_have_accessible_description(
        "A number in digits. km"
    )
    picture = page.get_by_role("group", name="Question 7").get_by_role("img")
    expect(picture).to_have_accessible_name("A map with three rivers")
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth") == 1  # it is one pixel wide


def test_an_option_of_code_is_chosen_by_a_click_on_the_code(page: Page) -> None:
    asked = page.get_by_role("group", name="Question 6 of 12")
    asked.locator("label.option pre").last.click()
    expect(asked.get_by_role("radio").last).to_be_checked()


def test_text_twice_as_large_fits(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert a11y.sideways(page) == []
    assert a11y.by_axe("color-contrast", "target-size")(page) == []


def test_colours_of_the_reader_are_respected(page: Page, school: School) -> None:
    page.emulate_media(forced_colors="active")
    assert a11y.rings(page) == []
    first = page.locator("fieldset.question").first.locator("label.option")
    first.first.click()
    marked = [option.evaluate("option => getComputedStyle(option).outlineStyle") for option in first.all()]
    assert marked[0] != "none"
    assert set(marked[1:]) == {"none"}  # chosen is told by a border, where no colour is left
    expect(first.first.get_by_role("radio")).to_be_checked()


def test_nothing_moves_for_those_who_asked_for_no_movement(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter(one => one.getAnimations().length).length"
    choose(page, 0)
    assert page.evaluate(moving) == 0


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_whoever_reads_the_article_by_keyboard_finds_the_choice_not_saved_yet_as_it_was(
    script: bool, school: School, visit: Visit
) -> None:
    page = visit(school, "lin", viewport=NARROW, java_script_enabled=script)
    page.route("**/answer", lambda route: route.abort())  # the choice stands on this page alone
    page.goto(school.address("taking.answering", attempt_id="beside the text"))
    option = page.locator("fieldset.question input").last
    option.check(force=True)
    link = page.get_by_role("link", name="Read the article in a new window", exact=True)
    link.focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    article = opened.value
    expect(article.get_by_role("heading", level=1)).to_have_text("The tidal mill")
    expect(article.get_by_text("Paragraph 1", exact=True)).to_be_attached()
    article.close()
    expect(option).to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_back_from_the_article_leads_to_the_question_one_came_from(script: bool, school: School, visit: Visit) -> None:
    page = visit(school, "lin", viewport=NARROW, java_script_enabled=script)
    page.route("**/answer", lambda route: route.abort())
    page.goto(school.address("taking.answering", attempt_id="beside the text"))
    option = page.locator("fieldset.question input").last
    option.check(force=True)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Read the article for question 1 in a new window").click()
    article = opened.value
    if not script:
        expect(article.locator("noscript p")).to_be_visible()
    back = article.get_by_role("link", name="Back to question 1").first
    article.wait_for_load_state()  # for its script, which closes it
    if script:
        with article.expect_event("close"):
            back.evaluate("link => { setTimeout(() => link.click()) }")  # a click would wait for the page it closes
        assert len(page.context.pages) == 1, "no second copy"
        expect(option).to_be_checked()
    else:
        back.click()
        expect(article).to_have_url(page.url + "#question-1")
        article.close()


def test_back_from_the_article_loads_the_quiz_where_it_is_open_no_more(school: School, visit: Visit) -> None:
    page = visit(school, "lin", viewport=NARROW)
    address = school.address("taking.answering", attempt_id="beside the text")
    page.goto(address)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Read the article in a new window", exact=True).click()
    article = opened.value
    article.wait_for_load_state()
    page.goto(school.address("joining.mine"))
    article.get_by_role("link", name="Back to the questions").first.click()
    expect(article).to_have_url(address)


def test_a_paragraph_named_in_a_result_is_shown_and_back_leads_to_its_question(school: School, visit: Visit) -> None:
    page = visit(school, "gus", viewport=NARROW)
    page.goto(school.address("taking.result", attempt_id="read result"))
    page.get_by_role("link", name="paragraph 1").click()
    expect(page.locator(":target")).to_contain_text("Maren Holt, the mayor of Tarnvik")
    expect(page.locator(":target")).to_be_in_viewport()
    page.get_by_role("link", name="Back to my result").first.click()
    expect(page.locator(":target")).to_have_text("Question 1 of 2")
