"""No answer is lost and none counts twice, whatever happens to network, tab and browser."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, Route, expect

from tests.browser.conftest import ARGUMENTS, School, Visit, chromium_path
from tests.browser.exam import KEY, Exam, an_exam, choose, connected, question, states, until

pytestmark = pytest.mark.browser

TWENTY = 20
ANSWER = "**/answer"


@contextmanager
def killable(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """A browser of its own on a profile that outlives it. At the end of the block it is killed, not closed."""
    (profile / "DevToolsActivePort").unlink(missing_ok=True)
    command = [chromium_path(), *ARGUMENTS, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{_debugging_port(profile)}")
        yield browser.contexts[0]
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def _debugging_port(profile: Path) -> str:
    file, ends = profile / "DevToolsActivePort", time.monotonic() + 20
    while time.monotonic() < ends:
        if file.is_file() and (lines := file.read_text().split("\n"))[0]:
            return lines[0]
        time.sleep(0.02)
    raise AssertionError("chromium did not start")


def answer_offline_and_come_back(playwright: Playwright, exam: Exam, profile: Path, *, queue: bool) -> list[str]:
    """Twenty answers without network, the browser killed; then the page again with network. What it says then."""
    for network in (False, True):
        with killable(playwright, profile) as context:
            context.add_cookies([exam.school.site.cookie_of(exam.school.world.visitors[exam.who])])  # type: ignore[list-item]
            if not queue:
                context.route("**/queue.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
            page = context.pages[0]
            page.goto(exam.address)
            if not network:
                context.set_offline(True)
                for number in range(TWENTY):
                    choose(page, number)
            wanted = ("saved" if network else "device") if queue else ""
            expect(page.locator(f".saved[data-state='{wanted}']")).to_have_count(TWENTY)
            shown = states(page)
    return shown


def test_it_brings_twenty_answers_home_after_the_browser_was_killed_without_network(
    school: School, playwright: Playwright, tmp_path: Path
) -> None:
    exam = an_exam(school, questions=TWENTY)
    shown = answer_offline_and_come_back(playwright, exam, tmp_path / "profile", queue=True)
    assert shown == ["saved"] * TWENTY
    assert exam.order() == list(range(TWENTY))  # all of them, once, in the order in which they were given
    assert exam.counts() == {number: [KEY] for number in range(TWENTY)}
    events = exam.events()
    assert len({event.device for event in events}) == 1
    assert [event.n for event in events] == sorted({event.n for event in events})


def test_the_same_run_loses_the_answers_when_the_queue_is_switched_off(
    school: School, playwright: Playwright, tmp_path: Path
) -> None:
    exam = an_exam(school, questions=TWENTY)
    shown = answer_offline_and_come_back(playwright, exam, tmp_path / "profile", queue=False)
    assert shown == [""] * TWENTY
    assert exam.events() == []


def test_a_reload_without_network_keeps_the_answers_for_the_next_page(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    choose(page, 0, "The Weser")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    page.context.set_offline(True)
    choose(page, 0, "The Aller")
    choose(page, 1, "The Oker")
    expect(page.locator("[data-state=device]")).to_have_count(2)
    expect(question(page, 1).locator(".saved")).to_have_text("On this device, not sent yet")
    choose(page, 1, "The Weser")
    choose(page, 1, "The Oker")
    expect(page.locator("[data-state=device]")).to_have_count(2)
    expect(page.locator("#unsent")).to_contain_text("Offline: 2 answers wait on this device.")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)
    page.goto(exam.address)
    expect(page.locator("[data-state=saved]")).to_have_count(2)
    expect(question(page, 1).get_by_label("The Oker")).to_be_checked()
    assert exam.counts() == {0: [0], 1: [2]}
    assert exam.order() == [0, 0, 1, 1, 1]


def test_what_was_said_of_one_choice_is_not_left_standing_beside_the_next(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    choose(page, 0, "The Weser")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    other = question(page, 0).get_by_label("The Aller")
    said = "box => { box.click(); return document.querySelector('.saved').dataset.state; }"
    assert other.evaluate(said) == ""  # not on the device yet: a reload at this moment would lose it
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.counts() == {0: [0]}


def test_two_tabs_send_each_answer_once_and_the_later_choice_counts(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    one = visit(school, exam.who)
    two = one.context.new_page()
    for page in (one, two):
        page.goto(exam.address)
    one.context.set_offline(True)
    choose(one, 0, "The Weser")
    expect(one.locator("[data-state=device]")).to_have_count(1)
    choose(two, 1, "The Oker")
    choose(two, 0, "The Leine")
    expect(two.locator("[data-state=device]")).to_have_count(2)
    one.context.set_offline(False)
    third = one.context.new_page()
    third.goto(exam.address)  # finds everything that waits and sends it too
    for page in (two, one, third):
        connected(page)
        expect(page.locator("[data-state=device]")).to_have_count(0)
    assert sorted(exam.order()) == [0, 0, 1]
    assert exam.counts() == {0: [1], 1: [2]}


def test_the_back_button_leads_to_the_answer_as_it_stands(school: School, visit: Visit) -> None:
    exam = an_exam(school, layout="question")
    page = visit(school, exam.who)
    page.goto(school.address("taking.before", opening_id=f"{exam.who} opening"))
    page.get_by_role("link", name="Continue").click()
    choose(page, 0, "The Weser")
    page.get_by_role("button", name="Next question").click()
    expect(page.locator("legend")).to_contain_text("Question 2")
    page.go_back()
    expect(page.locator("legend")).to_contain_text("Question 1")
    expect(page.get_by_label("The Weser")).to_be_checked()
    choose(page, 0, "The Aller")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    page.get_by_role("button", name="Next question").click()
    expect(page.locator("legend")).to_contain_text("Question 2")
    assert exam.order() == [0, 0]
    assert exam.counts() == {0: [0]}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_double_click_is_one_answer(script: bool, school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who, java_script_enabled=script)
    page.goto(exam.address)
    question(page, 0).locator("label", has_text="The Aller").dblclick()
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.locator("fieldset .saved").first).to_contain_text("Saved")
    page.wait_for_load_state()
    page.get_by_role("button", name="Check all answers").dblclick()
    expect(page.locator("h1")).to_have_text("Check your answers")
    assert exam.order() == [0]
    assert exam.counts() == {0: [0]}


def test_lost_replies_and_a_network_that_comes_and_goes_double_nothing_and_keep_the_order(
    school: School, visit: Visit
) -> None:
    exam, chance, faults = an_exam(school, questions=12), random.Random(7), list[str]()

    def unreliable(route: Route) -> None:
        fault = chance.choice(("none", "none", "request lost", "reply lost", "busy", "portal"))
        faults.append(fault)
        if fault == "reply lost":
            route.fetch()  # the server has it, and says so to nobody
        if fault in ("request lost", "reply lost"):
            route.abort()
        elif fault == "busy":
            route.fulfill(status=503, json={"message": "One moment."}, headers={"Retry-After": "0"})
        elif fault == "portal":
            route.fulfill(status=200, body="<title>Please sign in to this network</title>", content_type="text/html")
        else:
            route.continue_()

    page = visit(school, exam.who)
    page.goto(exam.address)
    page.route(ANSWER, unreliable)
    for number in range(12):
        choose(page, number, "The Leine")
        choose(page, number, "The Aller")

    def all_saved() -> bool:
        connected(page)
        return states(page) == ["saved"] * 12

    until(page, all_saved)
    assert set(faults) == {"none", "request lost", "reply lost", "busy", "portal"}
    assert exam.order() == [number for number in range(12) for _ in range(2)]
    assert exam.counts() == {number: [KEY] for number in range(12)}


def test_finishing_waits_for_what_is_still_on_its_way(school: School, visit: Visit) -> None:
    exam, held = an_exam(school), list[Route]()
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.route(ANSWER, lambda route: held.append(route))
    choose(page, 0)
    until(page, lambda: len(held) == 1)
    page.get_by_role("button", name="Check all answers").click()
    expect(page.get_by_role("status")).to_have_text("Sending your answers")
    assert exam.events() == []
    assert page.url == exam.address
    held[0].continue_()
    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text("1 of 3 answered")
    assert exam.order() == [0]


def test_finishing_without_network_says_what_is_not_sent_and_stays(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.clock.install()  # what is said is said at once, not after some tries
    page.goto(exam.address)
    page.context.set_offline(True)
    choose(page, 0)
    expect(page.locator("[data-state=device]")).to_have_count(1)
    button = page.get_by_role("button", name="Check all answers")
    button.click()
    note = page.locator("#unsent")
    expect(note).to_contain_text("Offline: 1 answer waits on this device.")
    wanted = "Offline: 1 answer waits on this device. It is sent when you are connected. Then press “Check all answers” again."
    expect(page.get_by_role("status")).to_contain_text(wanted)
    page.clock.run_for(5_000)  # the next try does not take it back
    expect(note).to_have_text(wanted)
    above, below = note.bounding_box(), button.bounding_box()
    assert above
    assert below
    assert 0 <= below["y"] - (above["y"] + above["height"]) < 60
    assert page.url == exam.address
    page.context.set_offline(False)
    connected(page)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    expect(note).to_have_count(0)
    assert exam.order() == [0]


def test_checking_without_network_does_not_lead_to_an_error_of_the_browser(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    choose(page, 0)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    page.context.set_offline(True)
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator("#unsent")).to_contain_text("Offline: 0 answers wait on this device.")
    assert page.url == exam.address
    page.context.set_offline(False)
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
