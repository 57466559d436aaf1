"""Writing a question with the help of the page's script, and without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import School, Visit
from tests.browser.exam import stopped

pytestmark = pytest.mark.browser

ROWS = "[data-option-row]:visible"


def text(page: Page, number: int) -> str:
    return page.locator(f"[name=options-{number}-text]").input_value()


@pytest.fixture
def form(school: School, visit: Visit) -> Page:
    page = visit(school, "amira")
    page.goto(school.address("authoring.create"))
    return page


def test_rows_come_and_go_and_their_texts_move_up(form: Page) -> None:
    expect(form.locator(ROWS)).to_have_count(4)
    for number, words in enumerate(("first", "second", "third")):
        form.locator(f"[name=options-{number}-text]").fill(words)
    form.locator("[name=options-2-is_key]").check()
    form.get_by_role("button", name="Remove option 1").click()
    expect(form.locator(ROWS)).to_have_count(3)
    assert [text(form, number) for number in range(3)] == ["second", "third", ""]
    expect(form.locator("[name=options-1-is_key]")).to_be_checked()
    expect(form.locator("[name=options-2-is_key]")).not_to_be_checked()
    expect(form.locator("[name=options-0-text]")).to_be_focused()
    adder = form.get_by_role("button", name="Add an option")
    for shown in range(4, 9):
        adder.click()
        expect(form.locator(ROWS)).to_have_count(shown)
        expect(form.locator(f"[name=options-{shown - 1}-text]")).to_be_focused()
    expect(adder).to_be_hidden()


def test_a_statement_to_judge_has_its_two_options_written(form: Page) -> None:
    form.get_by_label("True or false").check()
    expect(form.locator(ROWS)).to_have_count(2)
    assert [text(form, number) for number in range(2)] == ["True", "False"]
    expect(form.get_by_role("button", name="Add an option")).to_be_hidden()
    form.get_by_label("One answer").check()
    expect(form.locator(ROWS)).to_have_count(4)
    assert [text(form, number) for number in range(2)] == ["", ""]
    form.locator("[name=options-0-text]").fill("The Aller")
    form.locator("[name=options-2-text]").fill("The Oker")
    form.get_by_label("True or false").check()
    expect(form.locator(ROWS)).to_have_count(3)  # nothing that was written is hidden or written over
    assert text(form, 0) == "The Aller"


def test_a_burst_of_typing_asks_for_one_preview(school: School, visit: Visit) -> None:
    form = stopped(visit(school, "amira"))
    form.goto(school.address("authoring.create"))
    expect(form.locator("#preview")).to_contain_text("Still missing")
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    for part in ("Which ", "river?"):
        form.get_by_label("Stem").press_sequentially(part)
        form.clock.run_for(300)
    assert asked == []
    form.clock.run_for(150)
    expect(form.locator("#preview legend")).to_contain_text("Which river?")
    assert len(asked) == 1


def test_a_preview_that_could_not_be_made_is_marked_as_old(form: Page) -> None:
    form.get_by_label("Stem").fill("Which river?")
    expect(form.locator("#preview legend")).to_contain_text("Which river?")
    form.context.set_offline(True)
    form.get_by_label("Stem").fill("Which town?")
    expect(form.locator("#preview[data-stale] legend")).to_contain_text("Which river?")
    form.context.set_offline(False)
    form.get_by_label("Stem").fill("Which mill?")
    expect(form.locator("#preview:not([data-stale]) legend")).to_contain_text("Which mill?")


def test_only_the_fields_of_the_kind_are_shown(form: Page) -> None:
    expect(form.get_by_label("Accepted answers")).to_be_hidden()
    form.get_by_label("Number").check()
    expect(form.get_by_label("Accepted answers")).to_be_visible()
    expect(form.get_by_label("Unit")).to_be_visible()
    expect(form.locator(ROWS)).to_have_count(0)


def test_leaving_asks_when_something_is_not_saved_and_only_then(form: Page, school: School) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    form.on("dialog", accept)
    form.goto(school.address("home.help"))
    assert asked == []
    form.go_back()
    form.get_by_label("Stem").fill("Which river?")
    form.goto(school.address("home.help"))
    assert asked == ["beforeunload"]


def test_it_is_all_there_without_script(school: School, visit: Visit) -> None:
    page = visit(school, "amira", java_script_enabled=False)
    page.goto(school.address("authoring.create"))
    expect(page.locator(ROWS)).to_have_count(8)
    expect(page.get_by_role("button", name="Add an option")).to_be_hidden()
    expect(page.get_by_label("Accepted answers")).to_be_visible()
    page.get_by_label("Stem").fill("Which river?")
    page.locator("[name=options-0-text]").fill("The Aller")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview legend")).to_contain_text("Which river?")
    assert text(page, 0) == "The Aller"
