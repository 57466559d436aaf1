"""What the page says about an answer on its way, and what it does with replies that are not receipts."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from quizapp.classroom import courses
from tests.browser.conftest import School, Visit
from tests.browser.exam import Exam, an_exam, choose, connected, end, question, states, stopped, until, waiting
from tests.browser.world import a_number
from tests.conftest import SECRET
from tests.factories import a_quiz, an_attempt, an_opening

pytestmark = pytest.mark.browser

ANSWER = "**/answer"
NO_RECEIPTS: dict[str, dict[str, Any]] = {
    "a network that wants a login": {"status": 200, "body": "<title>Sign in</title>", "content_type": "text/html"},
    "a proxy that refuses": {"status": 403, "body": "<h1>Forbidden</h1>", "content_type": "text/html"},
    "a redirect to signing in": {"status": 303, "headers": {"Location": "/sign-in"}},
    "a session that has ended": {"status": 401, "json": {"message": "Sign in."}},
    "a server that is busy": {"status": 503, "json": {"message": "One moment."}},
    "a receipt without a time": {"status": 200, "json": {"late": False}},
}


@pytest.mark.parametrize("reply", NO_RECEIPTS.values(), ids=NO_RECEIPTS.keys())
def test_what_is_no_receipt_leaves_the_answer_on_the_device(
    reply: dict[str, Any], school: School, visit: Visit
) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.route(ANSWER, lambda route: route.fulfill(**reply))
    choose(page, 0)
    expect(question(page, 0).locator(".saved")).to_have_text(re.compile("On this device, not sent yet"))
    page.unroute(ANSWER)
    page.goto(exam.address)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0]


def test_an_answer_in_the_air_while_the_page_is_left_shows_on_the_next(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    in_the_air: list[Route] = []

    def made_before_the_answer(route: Route) -> None:
        page_without_it = route.fetch()
        in_the_air[0].fulfill(response=in_the_air[0].fetch())
        time.sleep(0.3)  # the page that is being left gets its receipt
        route.fulfill(response=page_without_it)

    page.route(ANSWER, lambda route: in_the_air.append(route), times=1)
    choose(page, 0)
    until(page, lambda: len(in_the_air) == 1)
    page.route(exam.address, made_before_the_answer, times=1)
    page.goto(exam.address)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0]


def test_a_tab_made_before_an_answer_and_shown_after_its_receipt_shows_the_answer(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    made: list[Route] = []
    other = page.context.new_page()

    def made_before_the_answer(route: Route) -> None:
        page_without_it = route.fetch()
        choose(page, 0)
        expect(page.locator("[data-state=saved]")).to_have_count(1)
        made.append(route)
        route.fulfill(response=page_without_it)

    other.route(exam.address, made_before_the_answer, times=1)
    other.goto(exam.address)
    assert made
    expect(question(other, 0).get_by_label("The Aller")).to_be_checked()
    expect(question(other, 0).locator("[data-state=saved] [data-words]")).to_have_text(re.compile("^Saved "))
    expect(other.locator("[data-answered]")).to_have_text("1")
    assert exam.order() == [0]


def test_a_receipt_is_forgotten_by_the_device_after_a_moment(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.clock.install()
    page.goto(exam.address)
    choose(page, 0)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    page.clock.fast_forward(16_000)
    left = "asked(table('entries', 'readonly').getAll()).then(all => all.length)"
    until(page, lambda: page.evaluate(left) == 0)


def test_a_refused_answer_says_why(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    finishing = page.context.new_page()
    finishing.goto(school.address("taking.check", attempt_id=exam.who))
    finishing.get_by_role("button", name="Finish").click()
    expect(finishing.locator(".score")).to_be_visible()
    choose(page, 0)
    line = question(page, 0).locator(".saved")
    expect(line).to_have_attribute("data-state", "refused")
    expect(line.locator("[data-words]")).to_have_text(re.compile("^Not accepted: You have already finished"))
    expect(page.get_by_role("status")).to_contain_text("Question 1: Not accepted: ")
    assert exam.events() == []


def test_an_answer_that_is_put_right_takes_its_error_away(school: School, visit: Visit) -> None:
    exam = an_exam(school, items=[a_number(), a_number()])
    page = visit(school, exam.who)
    page.goto(exam.address)
    fields, summary = page.get_by_label("Your answer"), page.locator(".error-summary")
    expect(fields.first).to_have_accessible_description("A number in digits. km")
    for place in (0, 1):
        fields.nth(place).fill("40 m")
    page.get_by_role("button", name="Check all answers").click()
    expect(summary.get_by_role("listitem")).to_have_count(2)
    fields.nth(0).fill("40")
    expect(question(page, 0).locator("[data-words]")).to_have_text(re.compile("^Saved "))
    expect(question(page, 0).locator(".error, [aria-invalid]")).to_have_count(0)
    expect(summary.get_by_role("listitem")).to_have_text(re.compile("^Question 2: "))
    expect(question(page, 1).locator(".error")).to_have_count(1)
    fields.nth(1).fill("41")
    expect(summary).to_have_count(0)
    expect(page.locator(".error, [aria-invalid]")).to_have_count(0)
    assert not page.title().startswith("Error")
    expect(fields.nth(1)).to_be_focused()


def test_an_answer_after_the_time_is_said_to_be_late(school: School, visit: Visit) -> None:
    exam = an_exam(school, limit_minutes=5)
    page = visit(school, exam.who)
    page.goto(exam.address)
    end(exam, datetime.now(UTC) - timedelta(minutes=1))
    choose(page, 0)
    line = question(page, 0).locator(".saved")
    expect(line.locator("[data-words]")).to_have_text(re.compile(r"^Received \d\d:\d\d:\d\d, after the time was over$"))
    assert exam.counts() == {}
    assert [event.late for event in exam.events()] == [True]


def test_an_answer_is_not_called_saved_while_a_newer_one_is_on_its_way(school: School, visit: Visit) -> None:
    exam, held = an_exam(school), list[Route]()
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.route(ANSWER, lambda route: held.append(route))
    choose(page, 0, "The Weser")
    choose(page, 0, "The Aller")
    until(page, lambda: waiting(page) == 2 and len(held) == 1)
    with page.expect_response(ANSWER):
        held[0].continue_()
    until(page, lambda: waiting(page) == 1)
    assert states(page)[0] == "device"
    until(page, lambda: len(held) == 2)
    held[1].continue_()
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0, 0]
    assert exam.counts() == {0: [0]}


SLOW_TO_WRITE = """(own => {
  const free = new Promise(done => { window.goOn = done });
  keep = async entry => { await free; return own(entry) };
})(keep)"""
"""Answers wait before they are written to the device, until `goOn()`."""


def test_of_an_answer_that_is_being_written_nothing_is_said_that_is_true_of_the_one_before(
    school: School, visit: Visit
) -> None:
    exam, held = an_exam(school), list[Route]()
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.route(ANSWER, lambda route: held.append(route))
    choose(page, 0, "The Weser")
    until(page, lambda: len(held) == 1)
    page.evaluate(SLOW_TO_WRITE)
    choose(page, 0, "The Aller")
    with page.expect_response(ANSWER):
        held[0].continue_()
    until(page, lambda: waiting(page) == 0)
    assert states(page)[0] == ""
    page.evaluate("goOn()")
    until(page, lambda: len(held) == 2)
    held[1].continue_()
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0, 0]


def test_finishing_waits_for_an_answer_that_is_being_written_and_says_so(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.evaluate(SLOW_TO_WRITE)
    choose(page, 0)
    page.get_by_role("button", name="Check all answers").click()
    expect(page.get_by_role("status")).to_have_text("Sending your answers")
    page.evaluate("goOn()")
    expect(page.locator("main")).to_contain_text("1 of 3 answered")
    assert exam.order() == [0]


def test_what_is_chosen_before_the_script_has_come_is_sent(school: School, visit: Visit) -> None:
    exam, held = an_exam(school), list[Route]()
    page = visit(school, exam.who)
    page.route("**/queue.js", lambda route: held.append(route))
    page.goto(exam.address, wait_until="commit")
    choose(page, 1)
    until(page, lambda: len(held) == 1)
    held[0].continue_()
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [1]


SLOW_TO_OPEN = """const open = () => IDBFactory.prototype.open.call(indexedDB, 'quizapp', 1);
indexedDB.open = () => {
  const late = {};
  addEventListener('slow-no-more', () => {
    const opening = open();
    opening.onupgradeneeded = event => { late.result = opening.result; late.onupgradeneeded(event) };
    opening.onsuccess = event => { late.result = opening.result; late.onsuccess(event) };
  });
  return late;
}"""


def test_what_is_chosen_while_the_device_is_still_slow_to_open_its_memory_is_sent_once(
    school: School, visit: Visit
) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.add_init_script(SLOW_TO_OPEN)
    page.goto(exam.address)
    choose(page, 0, "The Weser")
    choose(page, 0, "The Aller")
    page.evaluate("dispatchEvent(new Event('slow-no-more'))")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    until(page, lambda: waiting(page) == 0)
    assert exam.order() == [0, 0]
    assert exam.counts() == {0: [0]}


@pytest.mark.parametrize("network", [True, False], ids=["was sent", "waits"])
def test_what_the_device_remembers_does_not_come_back_over_what_was_chosen_meanwhile(
    network: bool, school: School, visit: Visit
) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.context.set_offline(not network)
    choose(page, 0, "The Weser")
    expect(page.locator(f"[data-state={'saved' if network else 'device'}]")).to_have_count(1)
    page.add_init_script(SLOW_TO_OPEN)
    page.route(ANSWER, lambda route: route.abort())  # so that coming back on line sends nothing from this page
    page.context.set_offline(False)
    page.goto(exam.address)
    page.unroute(ANSWER)
    choose(page, 0, "The Aller")
    page.evaluate("dispatchEvent(new Event('slow-no-more'))")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    expect(question(page, 0).get_by_label("The Aller")).to_be_checked()
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator("main")).to_contain_text("1 of 3 answered")
    assert exam.order() == [0, 0]
    assert exam.counts() == {0: [0]}


def test_what_the_device_remembers_does_not_come_back_over_what_is_being_typed(school: School, visit: Visit) -> None:
    exam = an_exam(school, items=[a_number()])
    page = visit(school, exam.who)
    page.goto(exam.address)
    field = page.get_by_label("Your answer")
    field.fill("40")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    page.add_init_script(SLOW_TO_OPEN)
    page.goto(exam.address)
    typed = "field.value = '41'; field.dispatchEvent(new Event('input', { bubbles: true }))"
    field.evaluate(f"field => {{ {typed}; dispatchEvent(new Event('slow-no-more')) }}")
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    expect(field).to_have_value("41")
    assert exam.order() == [0, 0]


def test_a_browser_that_keeps_nothing_says_that_the_page_must_stay_open(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.add_init_script("indexedDB.open = () => { throw new Error('switched off') }")
    page.goto(exam.address)
    page.context.set_offline(True)
    choose(page, 0)
    expect(question(page, 0).locator(".saved")).to_have_text("Not sent yet; keep this page open")
    page.context.set_offline(False)
    connected(page)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0]


def test_a_typed_answer_is_sent_when_the_typing_pauses(school: School, visit: Visit) -> None:
    page = stopped(visit(school, "lin"))
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.post_data_json) if request.method == "POST" else None)
    page.goto(school.address("taking.answering", attempt_id="running"))
    field, line = question(page, 4).get_by_label("Your answer"), question(page, 4).locator(".saved")
    for part in ("Nien", "burg"):
        field.press_sequentially(part)
        page.clock.run_for(250)
        expect(line).to_have_attribute("data-state", "")
    page.clock.run_for(100)
    expect(line).to_have_attribute("data-state", "saved")
    assert [one["choice"] for one in sent] == ["Nienburg"]


def test_answers_left_by_one_attempt_are_sent_from_the_page_of_another(school: School, visit: Visit) -> None:
    exam = an_exam(school)
    with school.site.store.writing() as db:
        seat = db.merge(school.world.visitors[exam.who][0])  # type: ignore[index]
        other = an_attempt(db, an_opening(db, a_quiz(db, seat.course, title="Another")), seat, at=datetime.now(UTC))
        db.commit()
    page = visit(school, exam.who)
    page.goto(exam.address)
    page.context.set_offline(True)
    choose(page, 2)
    expect(page.locator("[data-state=device]")).to_have_count(1)
    page.context.set_offline(False)
    page.goto(school.address("taking.answering", attempt_id=other.public_id))
    until(page, lambda: exam.order() == [2])
    until(page, lambda: waiting(page) == 0)


def test_somebody_elses_answers_on_a_shared_device_wait_for_their_owner(school: School, visit: Visit) -> None:
    first, second = an_exam(school), an_exam(school)
    page = visit(school, first.who)
    page.goto(first.address)
    page.context.set_offline(True)
    choose(page, 0)
    expect(page.locator("[data-state=device]")).to_have_count(1)
    page.context.set_offline(False)
    for exam in (second, first):
        page.context.clear_cookies()
        page.context.add_cookies([school.site.cookie_of(school.world.visitors[exam.who])])  # type: ignore[list-item]
        page.goto(exam.address)
        if exam is second:
            choose(page, 1)
        expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert (first.order(), second.order()) == ([0], [1])


def without_a_seat(school: School, visit: Visit) -> tuple[Exam, Page, str]:
    """A learner whose device has lost its cookie in the middle of a quiz, has chosen one answer since, and the code."""
    exam = an_exam(school)
    page = visit(school, exam.who)
    page.clock.install()
    page.goto(exam.address)
    page.context.clear_cookies()
    choose(page, 0)
    expect(page.locator("[data-state=device]")).to_contain_text("personal code")
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=20))  # from here no try but those that are asked for
    until(page, lambda: not page.evaluate("busy"))
    seat = school.world.visitors[exam.who][0]  # type: ignore[index]
    return exam, page, courses.personal_code(seat, SECRET.encode())


def test_a_device_that_lost_its_place_says_what_a_learner_can_do(school: School, visit: Visit) -> None:
    exam, page, code = without_a_seat(school, visit)
    page.clock.resume()
    expect(question(page, 0).locator(".saved")).to_contain_text("open the quiz with your personal code to send it")
    page.get_by_role("button", name="Check all answers").click()
    expect(page.get_by_role("status")).to_contain_text("1 answer waits on this device")
    assert page.url == exam.address
    page.get_by_role("link", name="Enter my personal code").click()
    page.get_by_label("Personal code").fill(code)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url(exam.address)
    expect(page.locator("[data-state=saved]")).to_have_count(1)
    assert exam.order() == [0]


@pytest.mark.parametrize("tells", ["looking at the page again", "another tab that gets through"])
def test_answers_are_sent_without_a_reload_when_the_code_is_entered_in_another_tab(
    tells: str, school: School, visit: Visit
) -> None:
    exam, page, code = without_a_seat(school, visit)
    other = page.context.new_page()
    other.goto(f"{exam.address.partition('/take/')[0]}/seat/{code}")
    other.get_by_role("button", name="Continue").click()
    expect(other.locator("h1")).to_be_visible()
    if tells == "looking at the page again":
        page.evaluate("dispatchEvent(new Event('focus'))")
    else:
        other.goto(exam.address)
        choose(other, 1)
        expect(other.locator("[data-state=saved]")).to_have_count(2)
    expect(question(page, 0).locator("[data-state=saved]")).to_have_count(1)
    expect(page.locator("#unsent")).to_have_count(0)
    page.clock.resume()
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
