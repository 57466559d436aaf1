"""What pages offer by a script: the browser's time zone, buttons that print and tick, and Enter in one box of many."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy import select

from quizapp.core.item import Option
from quizapp.store import Course, LiveRoom
from tests.browser import a11y
from tests.browser.conftest import NARROW, WIDE, School, Visit
from tests.factories import a_quiz, an_item

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


BANDS = """async ([png, left, width]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const inked = y => {
        const row = pen.getImageData(left, y, width, 1).data, paper = pen.getImageData(0, 0, 1, 1).data;
        return row.filter((value, n) => n % 4 === 0 && Math.abs(value - paper[0]) > 60).length > width * 0.8;
    };
    const rows = Array.from({ length: image.height }, (_, y) => inked(y));
    return rows.filter((ink, y) => ink && !rows[y - 1]).length;
}"""
"""How many lines lie across a part of a picture, one below the other."""


def test_the_gap_of_a_question_is_seen_in_an_underlined_link(school: School, visit: Visit) -> None:
    with school.site.store.writing() as db:
        course = db.scalars(select(Course).where(Course.public_id == school.world.ids["class"])).one()
        made = a_quiz(db, course, [an_item("The treaty was signed on ____, and it held.")]).public_id
        db.commit()
    page = visit(school, "amira")
    page.goto(school.address("quizzes.show", quiz_id=made))
    link = page.get_by_role("link", name="The treaty was signed")
    box, gap = link.bounding_box(), link.evaluate(
        """link => {
            const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
            while (text.nextNode() && !text.currentNode.data.includes("____"));
            const at = text.currentNode.data.indexOf("____"), range = new Range();
            range.setStart(text.currentNode, at);
            range.setEnd(text.currentNode, at + 4);
            return range.getBoundingClientRect().toJSON();
        }"""
    )  # fmt: skip
    assert box
    clip = {"x": box["x"] - 2, "y": gap["y"] - 2, "width": box["width"] + 4, "height": gap["height"] + 8}
    png = base64.b64encode(page.screenshot(clip=clip)).decode()  # type: ignore[arg-type]
    page.goto("about:blank")
    assert page.evaluate(BANDS, [png, int(gap["x"] - clip["x"]) + 2, int(gap["width"]) - 4]) == 2


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_circles_of_many_options_stay_beside_the_number_of_their_question(
    size: ViewportSize, school: School, visit: Visit
) -> None:
    with school.site.store.writing() as db:
        course = db.scalars(select(Course).where(Course.public_id == school.world.ids["class"])).one()
        options = tuple(Option(f"Reason {n}", n == 0) for n in range(12))
        paper = a_quiz(db, course, [an_item(options=options), an_item()]).public_id
        db.commit()
    page = visit(school, "amira")
    page.set_viewport_size(size)
    page.goto(school.address("travel.paper", "?show=answers", quiz_id=paper))
    lefts = page.evaluate("[...document.querySelectorAll('.answer-sheet .circle')].map(one => one.getBoundingClientRect().x)")
    number = page.locator(".answer-sheet b").first.bounding_box()
    assert number
    assert len(lefts) == 16
    assert min(lefts[:12]) == lefts[0], "no circle stands further out than the first"
    assert lefts.count(lefts[0]) > 2, "they do not fit in one line"
    assert lefts[0] >= number["x"] + number["width"]


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
    assert page.evaluate(CUT) == 0
    assert page.locator("main form:visible, main button:visible").count() == 0


def test_plain_questions_are_printed_in_two_columns_and_in_half_the_space(school: School, visit: Visit) -> None:
    with school.site.store.writing() as db:
        course = db.scalars(select(Course).where(Course.public_id == school.world.ids["class"])).one()
        plain = a_quiz(db, course, [an_item() for _ in range(12)]).public_id
        table = a_quiz(db, course, [an_item(), an_item("Which?\n\n| a | b |\n|---|---|\n| 1 | 2 |")]).public_id
        db.commit()
    page = visit(school, "amira", viewport={"width": 703, "height": 1000})
    sides = "new Set([...document.querySelectorAll('.paper-question')].map(one => one.getBoundingClientRect().x)).size"
    tall = "document.querySelector('.paper-question').parentElement.offsetHeight"
    for quiz, query, columns in ((plain, "", 2), (plain, "?large=1", 1), (table, "", 1)):
        page.goto(school.address("travel.paper", query, quiz_id=quiz))
        page.emulate_media(media="print")
        assert page.evaluate(sides) == columns
        assert a11y.sideways(page) == []
        if columns == 2:
            tops = page.evaluate("[...document.querySelectorAll('.paper-question h2')].map(one => one.getBoundingClientRect().y)")
            assert tops.count(min(tops)) == 2, "both columns begin at one height"
            half = page.evaluate(tall)
            page.evaluate("document.querySelector('.in-columns').className = ''")
            assert half < 0.6 * page.evaluate(tall)


def test_a_gradebook_of_many_quizzes_is_whole_on_a_sheet_of_paper(school: School, visit: Visit) -> None:
    page = visit(school, "amira", viewport={"width": 703, "height": 1000})
    page.goto(school.address("gradebook.show", course_id="class"))
    page.evaluate(
        """for (const row of document.querySelectorAll(".table tr"))
             while (row.cells.length < 26) row.append(row.cells[2].cloneNode(true))"""
    )
    page.emulate_media(media="print")
    cut = [page.evaluate(f"document.querySelector('.table').classList.toggle('far', {far}), {CUT}") for far in ("false", "true")]
    assert cut == [1, 0]


CUT = "[...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth + 1).length"


@pytest.mark.parametrize(
    ("endpoint", "names"),
    [
        ("statistics.opening", {"opening_id": "open"}),
        ("statistics.item", {"item_id": "measured item"}),
        ("results.question", {"opening_id": "measured", "question_id": "measured question"}),
        ("results.show", {"opening_id": "open"}),
        ("reviewing.show_quality", {}),
        ("trials.show", {"trial_id": "trial"}),
        ("courses.show", {"course_id": "class"}),
        ("quizzes.index", {}),
    ],
    ids=["statistics", "history", "question", "results", "quality", "trial", "learners", "quizzes"],
)
def test_what_a_table_says_of_one_thing_is_whole_on_a_phone(
    endpoint: str, names: dict[str, str], school: School, visit: Visit
) -> None:
    page = visit(school, "amira", viewport=NARROW)
    page.goto(school.address(endpoint, **names))
    assert page.locator(".table").count() > 0
    assert page.evaluate(CUT) == 0


def test_the_statistics_of_a_live_run_of_few_fit_their_page(school: School, visit: Visit) -> None:
    with school.site.store.reading() as db:
        opening = db.scalars(select(LiveRoom).where(LiveRoom.public_id == school.world.ids["ended room"])).one().opening
        page = visit(school, "amira")
        page.goto(school.address("statistics.opening", opening_id=opening.public_id))
    page.get_by_text("Figures for larger classes").click()
    table = page.get_by_role("region", name="Each question")
    expect(table.get_by_role("columnheader", name="Time")).to_be_visible()
    table.get_by_role("link").first.evaluate("link => { link.textContent += ' flows'.repeat(16); }")
    reasons = table.locator("td > .quiet", has_text="–")
    reasons.evaluate_all("all => { for (const one of all) one.textContent = one.textContent.replace(/– .*/, '– too few learners'); }")
    assert page.evaluate(CUT) == 0


@pytest.mark.parametrize(
    ("endpoint", "names"),
    [("gradebook.show", {"course_id": "class"}), ("results.grid", {"opening_id": "open"})],
    ids=["gradebook", "grid"],
)
def test_a_table_that_goes_on_sideways_says_so_and_keeps_its_names_in_sight(
    endpoint: str, names: dict[str, str], school: School, visit: Visit
) -> None:
    page = visit(school, "amira", viewport=NARROW)
    page.goto(school.address(endpoint, **names))
    table = page.locator(".table")
    expect(table.get_by_text("Scroll sideways for more.")).to_be_visible()
    name = table.locator("tbody th").first
    before = name.bounding_box()
    assert table.evaluate("box => { box.scrollLeft = 100; return box.scrollLeft; }") == 100
    after = name.bounding_box()
    assert before
    assert after
    assert after["x"] == before["x"]


HOLD = """() => { window.sent = 0; document.querySelector("form[data-waits]").addEventListener("submit", (event) => {
  if (!event.defaultPrevented) window.sent += 1;
  event.preventDefault(); }); }"""


def test_the_heading_of_a_run_in_the_gradebook_is_whole_on_a_phone(school: School, visit: Visit) -> None:
    """It ends with the date, which alone tells the runs of one quiz apart."""
    page = visit(school, "amira", viewport=NARROW)
    page.goto(school.address("gradebook.show", course_id="class"))
    heading = page.locator("thead th.run").first
    heading.locator("bdi").first.evaluate("it => { it.textContent = 'John Harrison and the Problem of Longitude'; }")
    box = heading.bounding_box()
    assert box
    assert box["x"] + box["width"] <= NARROW["width"]


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


@pytest.mark.parametrize("size", [{"width": 1280, "height": 420}, NARROW], ids=["wide", "narrow"])
def test_a_chosen_sentence_and_what_is_asked_about_it_are_both_in_sight(
    size: ViewportSize, school: School, visit: Visit
) -> None:
    page = visit(school, "amira", viewport=size)
    page.goto(school.address("articles.show", article_id="article"))
    last = page.locator("a.covered").last
    last.click()
    expect(page.get_by_role("heading", name="Questions on this sentence")).to_be_in_viewport()
    expect(last).to_have_attribute("aria-current", "true")
    expect(last).to_be_in_viewport()
    last.click()
    expect(page.get_by_role("heading", name="Questions on this sentence")).to_be_in_viewport()
    expect(last).to_be_in_viewport()
