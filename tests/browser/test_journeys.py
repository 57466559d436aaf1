"""Whole ways through the application: a learner's by keyboard, with and without script, and an instructor's."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import School, Visit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

MOST_STOPS = 80


def reach(page: Page, control: Locator) -> None:
    """Press Tab until the focus is on the control, or on any of several."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if control.evaluate_all("controls => controls.includes(document.activeElement)"):
            return
    raise AssertionError(f"{control} cannot be reached with Tab")


def press(page: Page, role: str, name: str) -> None:
    """Reach a link or button by keyboard and press Enter."""
    control = page.locator("main").get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    reach(page, control)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def question(page: Page, number: int) -> Locator:
    return page.locator(f"fieldset[data-name='Question {number}']")


def choose_one(page: Page, asked: Locator, words: str) -> None:
    """Into the group with Tab, an option with Space, on with the arrow keys until the answer is chosen."""
    reach(page, asked.get_by_role("radio"))
    page.keyboard.press("Space")
    wanted = asked.locator("label", has_text=words).get_by_role("radio")
    for _ in range(asked.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"“{words}” cannot be chosen with the arrow keys")


def choose_several(page: Page, asked: Locator, *words: str) -> None:
    wanted = [asked.locator("label", has_text=one).get_by_role("checkbox") for one in words]
    for _ in range(asked.get_by_role("checkbox").count()):
        page.keyboard.press("Tab")
        if any(one.evaluate("one => one === document.activeElement") for one in wanted):
            page.keyboard.press("Space")
    assert all(one.is_checked() for one in wanted)


def join(page: Page, name: str) -> None:
    """From a quiz's link to its start page as somebody the class knows, by keyboard."""
    press(page, "link", "Give your name")
    reach(page, page.get_by_label("Your name"))
    page.keyboard.type(name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".class-code")).to_have_text(re.compile(r"\w+"))
    press(page, "link", "Continue")
    expect(page.locator("main")).to_contain_text(f"You are {name}.")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_learner_goes_all_the_way_by_keyboard(script: bool, school: School, visit: Visit) -> None:
    page = visit(school, java_script_enabled=script)
    page.goto(school.address("taking.before", opening_id="for everybody"))
    join(page, "Kim" if script else "Noa")
    press(page, "button", "Start")

    choose_one(page, question(page, 1), "The Aller")
    choose_several(page, question(page, 2), "Iron", "Salt")
    choose_one(page, question(page, 3), "False")
    reach(page, question(page, 4).get_by_role("textbox"))
    page.keyboard.type("41")
    reach(page, question(page, 5).get_by_role("textbox"))
    page.keyboard.type("Hamburg")
    if script:
        expect(page.locator("[data-state=saved]")).to_have_count(5)
        expect(page.locator("[data-state=saved] [data-words]").first).to_have_text(
            re.compile(r"^Saved \d\d:\d\d:\d\d$")
        )
        expect(page.get_by_role("status")).to_have_text(re.compile(r"Question 5: Saved"))
    press(page, "button", "Check all answers")

    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text("5 of 5 answered")
    if not script:
        expect(page.get_by_role("status")).to_contain_text(re.compile(r"Saved \d\d:\d\d:\d\d"))
    press(page, "link", "Question 3")
    expect(question(page, 3).locator("label", has_text="False").get_by_role("radio")).to_be_checked()
    choose_one(page, question(page, 3), "True")
    press(page, "button", "Check all answers")
    press(page, "button", "Finish")

    expect(page.locator(".score")).to_contain_text("4 of 5")
    shown = page.locator(".revealed")
    expect(shown.locator(".verdict")).to_have_text(["Right"] * 4 + ["Not right"])
    expect(shown.first).to_contain_text("Your answer, correct")
    expect(shown.first).to_contain_text("The Leine passes further west.")
    expect(shown.first).to_contain_text("The Aller crosses the town from east to west.")
    expect(shown.first.locator("blockquote")).to_contain_text("The Aller crosses the town")
    expect(shown.nth(4)).to_contain_text("Hamburg")
    expect(shown.nth(4)).to_contain_text("Verden")


def test_a_learner_practises_with_the_answer_after_each_question(school: School, visit: Visit) -> None:
    page = visit(school)
    page.goto(school.address("taking.before", opening_id="practice"))
    join(page, "Paz")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^(40:00|39:\d\d) left$"))

    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an answer first")
    page.get_by_label("The Weser").check()
    page.get_by_role("button", name="Check my answer").click()
    first = page.locator(".revealed")
    expect(first.locator(".verdict")).to_have_text("Not right")
    expect(first.locator(".option.wrong")).to_contain_text("The Weser begins further south.")
    expect(first.locator(".option.key")).to_contain_text("Correct answer")
    expect(first.locator("blockquote")).to_contain_text("The Aller crosses the town")

    page.get_by_role("button", name="Next question").click()
    page.get_by_label("Iron").check()
    page.get_by_label("Salt").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator(".verdict")).to_have_text("Right")
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".verdict")).to_have_text("Not right")  # what has been shown is final
    assert page.get_by_role("radio").count() == 0
    for number in (2, 3):
        page.get_by_role("button", name="Next question").click()
        expect(page.locator(".question-number").first).to_contain_text(f"Question {number}")
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator("main")).to_contain_text("2 of 3 answered")
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".score")).to_contain_text("1 of 3")


def test_an_instructor_writes_a_question_gives_it_to_the_class_and_reads_the_results(
    school: School, visit: Visit
) -> None:
    page = visit(school)
    page.goto(school.address("people.sign_in"))
    page.get_by_label("Sign-in name").fill("amira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Home")

    write_question(page, "Which river flows past the mill?")
    page.goto(school.address("quizzes.create"))
    page.get_by_label("Title").fill("The mill")
    page.get_by_label("Class", exact=True).select_option(label="History 9")
    page.get_by_role("button", name="Make the quiz").click()
    page.get_by_role("link", name="Add questions").click()
    page.get_by_label("Words").fill("mill")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Which river flows past the mill?").check()
    page.get_by_role("button", name="Add the ticked questions").click()
    page.get_by_role("link", name="Give to the class").click()
    page.get_by_role("button", name="Give to the class").click()
    expect(page.locator(".badge", has_text="Open").first).to_be_visible()
    address = page.locator("dd a").first.get_attribute("href")
    assert address

    learner = visit(school, "ida")
    learner.goto(address)
    learner.get_by_role("button", name="Start").click()
    learner.get_by_label("The Örtze").check()
    learner.get_by_role("button", name="Check all answers").click()
    learner.get_by_role("button", name="Finish").click()
    expect(learner.locator(".score")).to_contain_text("1 of 1")

    page.get_by_role("link", name="Results", exact=True).first.click()
    expect(page.get_by_role("row", name=re.compile("^Ida"))).to_contain_text("Finished 1 1")
    page.get_by_role("link", name="Which river flows past the mill?").click()
    expect(page.locator(".chart .marked")).to_contain_text("The Örtze")
    expect(page.locator(".chart .marked .number").first).to_have_text("1")


def write_question(page: Page, stem: str) -> None:
    """Write a question while its preview follows, and save it."""
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("Stem").fill(stem)
    for number, (text, why) in enumerate([("The Örtze", "It turns the wheel."), ("The Lachte", "It ends before.")]):
        page.locator(f"[name=options-{number}-text]").fill(text)
        page.locator(f"[name=options-{number}-rationale]").fill(why)
    preview = page.locator("#preview")
    expect(preview).to_contain_text("Still missing")
    expect(preview.locator("fieldset")).to_contain_text(stem)
    page.locator("[name=options-0-is_key]").check()
    expect(preview).not_to_contain_text("Still missing")
    expect(preview.locator(".option.key")).to_contain_text("The Örtze")
    page.get_by_role("button", name="Save question").click()
    expect(page.get_by_role("status")).to_contain_text("Saved. It can enter quizzes.")
