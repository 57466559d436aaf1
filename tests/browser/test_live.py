"""A whole live room in real browsers, on the real server: one host, the screen, five learners."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from quizapp.core.item import Answer, Item
from tests.begun import COMMAND
from tests.browser.conftest import Watched
from tests.factories import an_item
from tests.trust.live_room import Carried, LiveSchool, make_live_school
from tests.trust.running import QuickServer, Server

pytestmark = pytest.mark.browser

NAMES = ("Calm Heron", "Wise Otter", "Silver Fox", "Quiet Lynx", "Amber Wren")


SOONER = """
import re
import jinja2
render = jinja2.Template.render
again = re.compile(r'(http-equiv="refresh" content=")[34](?=[";])')
jinja2.Template.render = lambda *given, **names: again.sub(r"\\g<1>1", render(*given, **names))
"""
"""Pages without script look again after a second, and not after three or four."""


@dataclass
class Hall:
    """A served room and a way to open browsers in it."""

    school: LiveSchool
    server: Server
    browser: Browser
    watched: list[Watched]
    pages: list[Page]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def open(
        self, path: str, who: Carried | None = None, *, phone: bool = False, script: bool = True, clock: bool = False
    ) -> Page:
        """A page in a browser of its own; with `clock` its time can be run forward."""
        size = {"width": 390, "height": 760} if phone else {"width": 1280, "height": 800}
        context = self.browser.new_context(viewport=size, java_script_enabled=script)  # type: ignore[arg-type]
        if who is not None:
            name, _, value = who.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        context.set_default_timeout(30_000)
        page = context.new_page()
        if clock:
            page.clock.install()
        self.watched.append(Watched(self.url).attach(page))
        page.goto(self.url + path)
        self.pages.append(page)
        return page


@pytest.fixture
def hall(tmp_path: Path, browser: Browser) -> Iterator[Callable[..., Hall]]:
    made: list[Hall] = []

    def opened(items: Sequence[Item] = (), *, program: str = "", **settings: Any) -> Hall:
        school = make_live_school(tmp_path, learners=0, questions=3, items=items, **settings)
        server = QuickServer(school.classroom, program=program + COMMAND)
        server.start()
        made.append(Hall(school, server, browser, [], []))
        return made[0]

    yield opened
    for one in made:
        for page in one.pages:
            page.context.close()
        one.server.stop()


def press(host: Page, button: str) -> None:
    """The host's next step, once it is there."""
    host.get_by_role("button", name=button, exact=True).click()


def answer(page: Page, option: str) -> None:
    page.get_by_label(re.compile(option)).check()
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("[data-part=own]")).to_contain_text(re.compile(rf"Your answer [A-D] – {option} was received"))


def test_a_room_of_five_with_a_host_who_reloads_and_a_phone_that_loses_its_network(hall: Callable[..., Hall]) -> None:
    room = hall(board="top5", podium=True)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    screen = room.open(live.screen)
    code = screen.locator(".join-code").inner_text().replace(" ", "")
    assert code == live.code
    learners = []
    for name in NAMES:
        page = room.open("/join", phone=True)
        page.get_by_label("Class code").fill(f"{code[:3]} {code[3:].lower()}")
        page.get_by_role("button", name="Join").click()
        page.get_by_label("Name in this room").fill(name)
        page.get_by_role("button", name="Join").click()
        expect(page.locator(".own-name")).to_have_text(name)
        learners.append(page)
    for name in NAMES:
        expect(screen.locator(".names")).to_contain_text(name)
        expect(host.locator("[data-part=people]")).to_contain_text(name)
    expect(learners[0].locator("[data-connection]")).to_contain_text("Connected")

    press(host, "Start")
    for page in learners:
        expect(page.get_by_role("heading", name="Question 1 of 3")).to_be_visible()
    expect(learners[0].locator("#status")).to_contain_text("Question 1 is open")
    for page in (host, screen, learners[0]):
        expect(page).to_have_title(re.compile("^Question 1: answering – .* – quizapp$"))
    expect(screen.locator(".shown-options li")).to_have_count(4)
    answer(learners[0], "The Aller")
    answer(learners[1], "The Leine")
    expect(screen.locator("[data-part=count]")).to_contain_text("2 of 5 answered")

    away = learners[2]
    away.context.set_offline(True)
    away.get_by_label(re.compile("The Aller")).check()
    away.get_by_role("button", name="Send answer").click()
    expect(away.locator("[data-saved-for]")).to_contain_text("Not sent yet: no connection")
    expect(away.locator("[data-part=own]")).not_to_contain_text("received")
    # within less than the silence of the stream after which it would be noticed anyway
    expect(away.locator("[data-connection]")).to_have_text("No connection; trying again", timeout=3_000)
    gap = "line => line.querySelector('[data-words]').getBoundingClientRect().x - line.getBoundingClientRect().x"
    assert away.locator("[data-connection]").evaluate(gap) == 0, "no room is left for a sign that is not shown"

    host.reload()
    expect(host.locator("[data-part=control]")).to_contain_text("2 of 5 answered")
    host.locator("[data-part=people]").get_by_text("Quiet Lynx").first.wait_for()
    away.context.set_offline(False)
    expect(away.locator("[data-part=own]")).to_contain_text("was received")
    answer(learners[3], "The Aller")
    answer(learners[4], "The Oker")
    learners[3].reload()
    learners[3].reload()
    expect(learners[3].get_by_label(re.compile("The Aller"))).to_be_checked()
    expect(host.locator("[data-part=control]")).to_contain_text("5 of 5 answered")

    press(host, "Close the question")
    for page in learners:
        expect(page.locator("[data-part=stage]")).to_contain_text("This question is closed")
    assert "Correct answer" not in screen.content() + learners[0].content()
    press(host, "Reveal the answer")
    for page, verdict in zip(learners, ("Right", "Not right", "Right", "Right", "Not right"), strict=True):
        expect(page.locator("[data-part=result] .verdict")).to_have_text(verdict)
        expect(page.locator(".evidence")).to_contain_text("The Aller crosses the town")
    for page, words in ((learners[0], "The Aller"), (learners[1], "The Leine")):
        expect(page.locator(".revealed li", has_text="Your answer")).to_contain_text(words)
    expect(screen.locator(".chart .marked")).to_contain_text("60 %")
    press(host, "Show the leaderboard")
    expect(screen.locator(".standings")).to_contain_text("Calm Heron")
    expect(learners[1].locator("[data-part=own]")).to_contain_text("Place 4 of 5")

    press(host, "Next question")
    late = room.open(f"/l/{live.code}", phone=True)
    late.get_by_role("button", name="Join", exact=True).click()  # with the name that is offered
    expect(late.get_by_role("heading", name="Question 2 of 3")).to_be_visible()
    other = room.open(f"/live/{live.room_id}", room.school.host)  # another computer of the host
    press(other, "Close the question")
    expect(host.get_by_role("button", name="Reveal the answer")).to_be_visible()
    press(host, "Discuss, then ask again")
    expect(learners[0].locator("[data-part=stage]")).to_contain_text("Talk with your neighbour")
    press(host, "Ask again")
    for page in [*learners, late]:
        answer(page, "The Aller")
    press(host, "Close the question")
    press(host, "Reveal the answer")
    expect(screen.locator(".chart")).to_have_count(2)
    press(host, "Finish after this question")
    expect(screen.get_by_role("heading", name="The final standings")).to_be_visible()
    expect(learners[0]).to_have_title(re.compile("^Final standings – "))
    press(host, "End the room")
    for page in learners:
        expect(page.get_by_role("link", name="My report")).to_be_visible()
        expect(page).not_to_have_title(re.compile("Question"))
    learners[0].get_by_role("link", name="My report").click()
    expect(learners[0].locator("main")).to_contain_text("of 2")
    host.get_by_role("link", name="Results").click()
    expect(host.locator("main")).to_contain_text("Amber Wren")
    for watched in room.watched:
        assert watched.foreign == []
        assert [said for said in watched.complaints if "ERR_INTERNET_DISCONNECTED" not in said] == []


def test_an_answer_that_comes_too_late_is_told_so_and_stays_told(hall: Callable[..., Hall]) -> None:
    room = hall()
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator(".own-name")).to_be_visible()
    press(host, "Start")
    page.get_by_label(re.compile("The Oker")).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("[data-saved-for]")).to_contain_text("Not sent yet")
    press(host, "Close the question")
    press(host, "Reveal the answer")
    page.context.set_offline(False)
    expect(page.locator("[data-outcome]")).to_contain_text("this question was closed already")
    expect(page.locator("[data-part=result] .verdict")).to_have_text("Not answered")
    press(host, "Next question")
    expect(page.get_by_role("heading", name="Question 2 of 3")).to_be_visible()
    expect(page.get_by_label(re.compile("The Oker"))).not_to_be_checked()
    expect(page.locator("[data-outcome]")).to_be_hidden()


def test_an_error_goes_with_its_question_unless_that_had_gone_before_the_error_came(hall: Callable[..., Hall]) -> None:
    year = Item("numeric", "In which year was the bridge built?", answers=(Answer("1887"),))
    room = hall([year, an_item("Which river is it?"), year])
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True)
    page.get_by_role("button", name="Join", exact=True).click()
    press(host, "Start")
    outcome, onwards = page.locator("[data-outcome]"), ("Close the question", "Reveal the answer", "Next question")

    def mistyped() -> None:
        page.get_by_label("Your answer").fill("²")
        page.get_by_role("button", name="Send answer").click()

    mistyped()
    expect(outcome).to_contain_text("“²” is not a number")
    for button in onwards:
        press(host, button)
    expect(page.get_by_role("heading", name="Question 2 of 3")).to_be_visible()
    expect(outcome).to_be_hidden()

    page.evaluate("stream.close(); root.dataset.eventsUrl = ''; clearInterval(watching)")  # it hears of nothing now
    for button in onwards:
        press(host, button)
    expect(host.locator("[data-part=control]")).to_contain_text("Question 3 of 3: answering")
    page.get_by_label(re.compile("The Oker")).check()
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="Question 3 of 3")).to_be_visible()
    expect(outcome).to_contain_text("the room has moved on to another question")

    mistyped()
    expect(outcome).to_contain_text("“²” is not a number")
    page.evaluate("listen()")
    host.get_by_role("link", name="End the room now").click()
    press(host, "End the room")
    page.evaluate("refresh()")
    expect(page.get_by_role("heading", name="Thank you, that was it")).to_be_visible()
    expect(outcome).to_be_hidden()


def test_an_error_goes_when_its_question_closes_but_not_while_it_can_still_be_mended(hall: Callable[..., Hall]) -> None:
    year = Item("numeric", "In which year was the bridge built?", answers=(Answer("1887"),))
    room = hall([year, year])
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True)
    page.get_by_role("button", name="Join", exact=True).click()
    press(host, "Start")
    outcome, stage = page.locator("[data-outcome]"), page.locator("[data-part=stage]")

    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("[data-saved-for]")).to_have_text("Type an answer first; then send it.")
    page.get_by_label("Your answer").fill("yy")
    page.get_by_role("button", name="Send answer").click()
    expect(outcome).to_contain_text("“yy” is not a number")
    press(host, "Pause")
    expect(stage).to_contain_text("Paused")
    expect(outcome).to_be_visible()
    press(host, "Go on")
    expect(stage).not_to_contain_text("Paused")
    expect(outcome).to_be_visible()
    press(host, "Close the question")
    expect(stage).to_contain_text("This question is closed")
    expect(outcome).to_be_hidden()
    for button in ("Reveal the answer", "Next question"):
        press(host, button)
    expect(page.get_by_role("heading", name="Question 2 of 2")).to_be_visible()

    page.evaluate("stream.close(); root.dataset.eventsUrl = ''; clearInterval(watching)")  # it hears of nothing now
    press(host, "Close the question")
    expect(host.locator("[data-part=control]")).to_contain_text("Question 2 of 2: closed")
    page.get_by_label("Your answer").fill("1887")
    page.get_by_role("button", name="Send answer").click()
    expect(stage).to_contain_text("This question is closed")
    expect(outcome).to_contain_text("this question was closed already")
    expect(outcome).to_be_visible()


def test_the_time_that_is_read_out_is_never_that_of_the_question_before(hall: Callable[..., Hall]) -> None:
    room = hall(limit_s=20)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True, clock=True)
    page.get_by_role("button", name="Join", exact=True).click()
    press(host, "Start")
    said = page.locator("[data-timer-says]")
    just_begun = re.compile("^(20|1[1-9]) seconds left$")  # a busy machine shows the question late
    expect(said).to_have_text(just_begun)
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=3))
    while re.match("20|1[1-9]", said.inner_text()):
        page.clock.run_for(1_000)
    expect(said).to_have_text("10 seconds left")
    page.clock.resume()
    host.get_by_role("link", name="Skip this question").click()
    press(host, "Skip the question")
    expect(page.get_by_role("heading", name="Question 2 of 3")).to_be_visible()
    expect(said).to_have_text(just_begun)
    for button in ("Close the question", "Reveal the answer", "Next question"):
        press(host, button)
    expect(page.get_by_role("heading", name="Question 3 of 3")).to_be_visible()
    expect(said).to_have_text(just_begun)
    press(host, "Close the question")
    expect(page.locator("[data-part=stage]")).to_contain_text("This question is closed")
    host.get_by_role("link", name="End the room now").click()
    press(host, "End the room")
    expect(page.get_by_role("heading", name="Thank you, that was it")).to_be_visible()
    expect(said).to_have_text("")


def test_a_learner_without_script_mends_a_number_where_it_was_typed(hall: Callable[..., Hall]) -> None:
    year = Item("numeric", "In which year was the bridge built?", answers=(Answer("1887"),))
    room = hall([year, an_item()], program=SOONER)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True, script=False)
    page.get_by_role("button", name="Join", exact=True).click()
    with page.expect_response(f"**/play/{live.room_id}/thinking") as told:  # that somebody sits before the question
        press(host, "Start")
    assert told.value.status == 204
    page.get_by_label("Your answer").fill("1e5²")
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator(".error-summary")).to_contain_text("Question 1: “1e5²” is not a number")
    expect(page.locator("fieldset .error")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("1e5²")
    page.get_by_label("Your answer").fill("1887")
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("[data-part=own]")).to_contain_text("was received")
    expect(page.locator(".error")).to_have_count(0)
    watched = room.watched[-1]  # the page that could not be taken is the only complaint
    assert [said for said in watched.complaints if "422" not in said] == []


def test_the_countdown_speaks_at_its_points_only_and_can_be_hidden(hall: Callable[..., Hall]) -> None:
    room = hall(limit_s=12)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True, clock=True)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator(".own-name")).to_be_visible()
    page.evaluate(
        """() => { window.aloud = []; new MutationObserver(() =>
        aloud.push(document.querySelector("[data-timer-says]").textContent))
        .observe(document.querySelector("[data-timer-says]"), { childList: true, characterData: true, subtree: true }) }"""
    )
    press(host, "Start")
    expect(page.locator("[data-clock-face]")).to_contain_text("left")
    page.get_by_role("button", name="Hide the time").click()
    expect(page.locator("[data-clock-face]")).to_be_hidden()
    page.clock.run_for(12_000)
    begun, *later = page.evaluate("aloud")
    assert re.fullmatch("(1[0-2]|[6-9]) seconds left", begun), "a busy machine shows the question late"
    assert later == ["5 seconds left", "Time is over"]  # ten would follow on the heels of twelve


def test_a_learner_without_script_plays_along(hall: Callable[..., Hall]) -> None:
    room = hall(program=SOONER)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True, script=False)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator(".own-name")).to_be_visible()
    press(host, "Start")
    expect(page.get_by_role("button", name="Send answer")).to_be_visible()  # the page has looked again by itself
    page.get_by_label(re.compile("The Aller")).check()
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("main")).to_contain_text("was received")
    page.get_by_role("link", name="Change the answer").click()
    page.get_by_label(re.compile("The Oker")).check()
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("main")).to_contain_text("– The Oker was received")
    press(host, "Close the question")  # from here on nothing is pressed
    expect(page.locator("main")).to_contain_text("This question is closed")
    press(host, "Reveal the answer")
    expect(page.locator(".revealed li", has_text="Your answer")).to_contain_text("The Oker")
    again = page.locator("meta[http-equiv=refresh]")
    expect(again).to_have_count(1)
    press(host, "Next question")
    page.get_by_label(re.compile("The Aller")).check()
    expect(again).to_have_count(0)  # which would wipe out what is chosen


def test_everything_can_be_done_with_the_keyboard(hall: Callable[..., Hall]) -> None:
    room = hall()
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    page = room.open(f"/l/{live.code}", phone=True)
    page.get_by_label("Name in this room").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".own-name")).to_be_visible()
    host.locator("#say-next").focus()
    expect(host.locator("#say-next")).to_be_enabled()
    host.locator("#say-next").focus()
    host.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send answer")).to_be_visible()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=own]")).to_contain_text("was received")
    expect(host.locator("#say-next")).to_be_focused()  # the panel changed under it, and the focus stayed
    host.keyboard.press("Enter")
    expect(page.locator("[data-part=stage]")).to_contain_text("This question is closed")


def test_a_click_on_the_button_that_has_just_changed_closes_nothing_and_a_close_can_be_taken_back(
    hall: Callable[..., Hall],
) -> None:
    room = hall(read_s=2)
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    learner = room.open(f"/l/{live.code}", phone=True)
    learner.get_by_role("button", name="Join", exact=True).click()
    expect(host.locator("[data-part=people]")).to_contain_text("1")
    press(host, "Start")
    expect(host.get_by_role("button", name="Show the answers")).to_be_visible()
    press(host, "Close the question")  # the moment it stands there: the answers have opened by themselves
    expect(host.locator("[data-outcome]")).to_contain_text("The room had just gone on by itself; nothing was done.")
    expect(learner.get_by_role("button", name="Send answer")).to_be_visible()

    host.wait_for_timeout(2000)
    press(host, "Close the question")
    expect(host.locator("[data-outcome]")).to_be_hidden()
    expect(learner.locator("[data-part=stage]")).to_contain_text("This question is closed")
    press(host, "Open for answers again")
    answer(learner, "The Aller")
    host.get_by_role("link", name="Skip this question").click()
    host.get_by_role("link", name="Go on with it").click()
    expect(host.locator("[data-part=control]")).to_contain_text("1 of 1 answered")
    host.get_by_role("link", name="Skip this question").click()
    press(host, "Skip the question")
    expect(host.locator("[data-part=control]")).to_contain_text("Question 2 of 3")


def test_who_answers_only_when_asked_again_reads_that_it_counts_and_finds_it_in_the_report(
    hall: Callable[..., Hall],
) -> None:
    room = hall()
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    learner = room.open(f"/l/{live.code}", phone=True)
    learner.get_by_role("button", name="Join", exact=True).click()
    for button in ("Start", "Close the question", "Discuss, then ask again", "Ask again"):
        press(host, button)
    expect(learner.locator("[data-part=own]")).to_contain_text("the answer you give now counts")
    answer(learner, "The Aller")
    for button in ("Close the question", "Reveal the answer"):
        press(host, button)
    host.get_by_role("link", name="End the room now").click()
    press(host, "End the room")
    learner.get_by_role("link", name="My report").click()
    expect(learner.locator("main")).to_contain_text("1 of 1 answers received")
    expect(learner.locator("main")).to_contain_text("You answered this only when it was asked again; that answer counts.")
    host.get_by_role("link", name="Results").first.click()
    host.get_by_role("link", name="Learners and questions").click()
    expect(host.locator("tbody tr")).to_contain_text("right")
    expect(host.locator("tbody tr")).not_to_contain_text("not answered")


NOT_HEARD = "The server did not answer, so this was probably not done."


def test_a_click_that_does_not_reach_the_server_is_told_beside_its_button_and_is_not_sent_twice(
    hall: Callable[..., Hall],
) -> None:
    room = hall()
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host)
    host.set_viewport_size({"width": 320, "height": 640})
    learner = room.open(f"/l/{live.code}", phone=True)
    learner.get_by_role("button", name="Join", exact=True).click()
    press(host, "Start")
    expect(host.get_by_role("button", name="Close the question")).to_be_visible()
    outcome, connection, control = (host.locator(f"[data-{name}]") for name in ("outcome", "connection", "part=control"))

    host.context.set_offline(True)
    for button in ("Close the question", "Close the door"):
        press(host, button)
        expect(outcome).to_contain_text(NOT_HEARD)
        expect(host.locator("#status")).to_contain_text(NOT_HEARD)
        expect(outcome).to_be_in_viewport()
        below = host.get_by_role("button", name=button).evaluate(
            "button => document.querySelector('[data-outcome]').getBoundingClientRect().y - button.getBoundingClientRect().y"
        )
        assert 0 < below < 400
    assert outcome.locator(".icon").evaluate("icon => icon.getBoundingClientRect().width") > 12, "squeezed by the words"
    expect(connection).to_contain_text("No connection")
    host.context.set_offline(False)
    expect(connection).to_have_text(re.compile("^Connected"))
    expect(learner.get_by_role("button", name="Send answer")).to_be_visible()
    expect(outcome).to_be_visible()
    press(host, "Close the question")
    expect(control).to_contain_text("Question 1 of 3: closed")
    expect(outcome).to_be_hidden()

    sent: list[str] = []

    def lose_the_reply(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fetch()
        route.abort()

    host.route("**/do", lose_the_reply)
    press(host, "Reveal the answer")
    expect(control).to_contain_text("Question 1 of 3: revealed")
    expect(outcome).to_be_hidden()  # it was done after all

    held: list[Route] = []
    host.unroute("**/do")
    host.route("**/do", lambda route: held.append(route))
    host.evaluate("stream.close(); clearInterval(watching)")  # nothing else shows what has become of it
    host.get_by_role("button", name="Next question").dblclick()
    expect(host.locator("[aria-busy] button").first).to_be_visible()
    assert len(held) == 1
    held[0].fulfill(status=502, body="<h1>Bad gateway</h1>")
    expect(outcome).to_contain_text(NOT_HEARD)
    assert len(held) == 1
    assert len(sent) == 1


@pytest.mark.parametrize("script", [True, False])
def test_the_host_folds_the_key_out_by_keyboard_and_it_stays_as_it_was_left(
    hall: Callable[..., Hall], script: bool
) -> None:
    room = hall()
    live = room.school.rooms[0]
    host = room.open(f"/live/{live.room_id}", room.school.host, script=script)
    learner = room.open(f"/l/{live.code}", phone=True)
    learner.get_by_role("button", name="Join", exact=True).click()
    press(host, "Start")
    key = host.locator("#key")
    expect(key).to_contain_text("this page may be on the projector")
    expect(key.get_by_text("Correct answer")).to_be_hidden()
    host.locator("#key-toggle").focus()
    host.keyboard.press("Enter")
    expect(key.get_by_text("Correct answer")).to_be_visible()
    if not script:
        key.get_by_role("link", name="Keep the key open on this page").click()
    else:
        answer(learner, "The Aller")  # the panel changes under it
        expect(host.locator("[data-part=control]")).to_contain_text("1 of 1 answered")
        expect(host.locator("#key-toggle")).to_be_focused()
    for button in ("Close the question", "Reveal the answer", "Next question"):
        expect(host.get_by_text("Correct answer").first).to_be_visible()
        press(host, button)
    expect(host.locator("[data-part=control]")).to_contain_text("Question 2 of 3: answering")
    if script:
        expect(key.get_by_text("Correct answer")).to_be_visible()
        host.reload()
        expect(key.get_by_text("Correct answer")).to_be_visible()
        host.locator("#key-toggle").click()
        press(host, "Close the question")
        expect(host.locator("[data-part=control]")).to_contain_text("closed")
        host.reload()
        expect(key.get_by_text("Correct answer")).to_be_hidden()
    else:
        expect(key.get_by_text("Correct answer")).to_be_visible()
        key.get_by_role("link", name="Keep the key folded away").click()
        expect(key.get_by_text("Correct answer")).to_be_hidden()
