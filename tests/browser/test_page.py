"""What pages offer by a script: the browser's time zone, buttons that print and tick, and Enter in one box of many."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import School, Visit

pytestmark = pytest.mark.browser


def test_a_new_class_is_offered_the_time_zone_of_the_browser(school: School, browser: Browser) -> None:
    for script, zone in ((True, "Europe/Berlin"), (False, "UTC")):
        context = browser.new_context(timezone_id="Europe/Berlin", java_script_enabled=script)
        context.add_cookies([school.site.cookie_of(school.world.visitors["amira"])])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(school.address("courses.create"))
        expect(page.get_by_label("Time zone")).to_have_value(zone)
        context.close()


def test_a_zone_that_was_chosen_stays_when_the_form_comes_back(school: School, visit: Visit) -> None:
    page = visit(school, "amira")
    page.goto(school.address("courses.create"))
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_label("Name").fill(" ")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Make class").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


@pytest.mark.parametrize(
    ("endpoint", "names"),
    [("courses.sheet", {"course_id": "class"}), ("travel.paper", {"quiz_id": "open quiz"})],
    ids=["cards", "paper"],
)
def test_what_is_made_for_paper_has_a_button_that_prints(
    endpoint: str, names: dict[str, str], school: School, visit: Visit
) -> None:
    page = visit(school, "amira")
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(school.address(endpoint, **names))
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("window.printed") == 1


@pytest.mark.parametrize(
    ("endpoint", "names"),
    [
        ("statistics.opening", {"opening_id": "measured"}),
        ("gradebook.show", {"course_id": "class"}),
        ("results.show", {"opening_id": "open"}),
        ("results.learner", {"opening_id": "open", "seat_id": "lin"}),
    ],
    ids=["statistics", "gradebook", "results", "learner"],
)
def test_tables_are_whole_on_a_sheet_of_paper(
    endpoint: str, names: dict[str, str], school: School, visit: Visit
) -> None:
    page = visit(school, "amira", viewport={"width": 703, "height": 1000})  # A4 without its margins
    page.goto(school.address(endpoint, **names))
    page.emulate_media(media="print")
    cut = "[...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth + 1).length"
    assert page.evaluate(cut) == 0
    assert page.locator("main form:visible, main button:visible").count() == 0


HOLD = """() => { window.sent = 0; document.querySelector("form[data-waits]").addEventListener("submit", (event) => {
  if (!event.defaultPrevented) window.sent += 1;
  event.preventDefault(); }); }"""


def test_whoever_brings_a_large_file_sees_that_it_is_being_read_and_sends_it_once(school: School, visit: Visit) -> None:
    page = visit(school, "amira")
    page.goto(school.address("travel.bring"))
    page.evaluate(HOLD)  # the file stays on its way
    page.get_by_label("Or paste questions here").fill("1. Which?\n*a) x\nb) y")
    button = page.get_by_role("button", name="Show what would come of it")
    button.click()
    expect(page.locator("[data-shown]")).to_contain_text("Reading the file")
    expect(page.get_by_role("status")).to_contain_text("Reading the file")  # read out too
    expect(page.locator("[data-seconds]")).to_have_text(re.compile(r"\d+ s"))
    button.click()
    assert page.evaluate("window.sent") == 1


def test_all_boxes_of_a_list_are_ticked_by_one_button(school: School, visit: Visit) -> None:
    page = visit(school, "amira")
    page.goto(school.address("authoring.index"))
    boxes = page.locator("input[name=question]")
    button = page.get_by_role("button", name="Tick all")
    boxes.first.check()
    button.click()
    assert boxes.count() > 1
    assert boxes.evaluate_all("boxes => boxes.every((box) => box.checked)")
    page.get_by_role("button", name="Tick none").click()
    assert not boxes.evaluate_all("boxes => boxes.some((box) => box.checked)")
    for box in boxes.all():
        box.check()
    expect(page.get_by_role("button", name="Tick none")).to_be_visible()
    boxes.first.uncheck()
    expect(button).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_enter_in_a_box_adds_that_guest_alone(script: bool, school: School, visit: Visit) -> None:
    page = visit(school, "amira", java_script_enabled=script)
    page.goto(school.address("guests.show", course_id="live class"))
    boxes = page.get_by_label("Name on the class list")
    if script:
        boxes.nth(0).fill("Not this one")
    name = f"Noor of {script}"
    boxes.nth(2).fill(name)
    before = boxes.count()
    boxes.nth(2).press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{name} is on the class list now")
    expect(boxes).to_have_count(before - 1)
