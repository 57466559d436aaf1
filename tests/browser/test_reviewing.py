"""Reviewing drafts by keyboard, with flaws named while one types, and a progress page that fills by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect
from sqlalchemy import select, update

from quizapp.classroom import jobs
from quizapp.store import Draft, DraftReview, Job
from tests.browser.conftest import NARROW, School, Visit
from tests.factories import NOON

pytestmark = pytest.mark.browser


def review(school: School, visit: Visit, **options: object) -> Page:
    page = visit(school, "amira", **options)
    page.goto(school.address("reviewing.queue", article_id="waiting article"))
    return page


def press(page: Page, key: str) -> None:
    """A key on a page that is ready for it: what it shows is read before its script has come."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_single_keys_decide_and_typing_does_not(school: School, visit: Visit) -> None:
    page = review(school, visit)
    first = page.get_by_label("Stem").input_value()
    press(page, "r")
    expect(page.get_by_label("Reason")).to_be_focused()
    press(page, "Escape")
    press(page, "2")
    option = page.get_by_label("Option 2", exact=True)
    expect(option).to_be_focused()
    before = option.input_value()
    page.keyboard.type("a")
    expect(page.get_by_label("Stem")).to_have_value(first)
    option.fill(before)
    press(page, "Escape")
    press(page, "s")
    expect(page.get_by_label("Stem")).not_to_have_value(first)
    press(page, "b")
    expect(page.get_by_label("Stem")).to_have_value(first)
    press(page, "a")
    expect(page.get_by_text("Approved:")).to_be_visible()
    press(page, "u")
    expect(page.get_by_label("Stem")).to_have_value(first)


def test_a_key_edits_at_the_end_of_a_field_and_escape_twice_puts_it_back(school: School, visit: Visit) -> None:
    page = review(school, visit)
    for key, field in (("e", page.get_by_label("Stem")), ("2", page.get_by_label("Option 2", exact=True))):
        before = field.input_value()
        press(page, key)
        page.keyboard.type("xy")
        expect(field).to_have_value(f"{before}xy")
        press(page, "Escape")
        expect(field).to_have_value(f"{before}xy")
        press(page, "Escape")
        expect(field).to_have_value(before)
        page.keyboard.type("z")
        press(page, "Escape")
        press(page, "l")  # whatever else is pressed: what was written stays
        press(page, "Escape")
        expect(field).to_have_value(f"{before}z")
        field.fill(before)
        press(page, "Escape")


def test_u_takes_back_one_decision_after_the_other_and_says_when_there_is_none(school: School, visit: Visit) -> None:
    with school.site.app.extensions["quizapp_store"].writing() as db:
        db.execute(update(DraftReview).values(at=NOON))  # what other tests decided was another sitting
        db.commit()
    page = review(school, visit)
    stem, none = page.get_by_label("Stem"), page.locator("[data-nothing=u]")
    first = stem.input_value()
    press(page, "u")
    expect(none).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Nothing more to undo here.")
    press(page, "a")
    expect(stem).not_to_have_value(first)
    second = stem.input_value()
    expect(none).to_be_hidden()
    press(page, "a")
    expect(page.get_by_text(f"Approved: {second}")).to_be_visible()
    press(page, "u")
    expect(stem).to_have_value(second)
    press(page, "u")
    expect(stem).to_have_value(first)
    expect(page.locator("#status")).to_contain_text("Taken back")
    press(page, "u")
    expect(none).to_be_visible()
    expect(page.locator("#status")).not_to_contain_text("Taken back")
    expect(stem).to_have_value(first)


def test_keys_that_find_nothing_say_so_and_one_more_option_is_written_by_its_number(
    school: School, visit: Visit
) -> None:
    page = review(school, visit)
    press(page, "4")
    expect(page.get_by_label("Option 4, if there is to be one")).to_be_focused()
    press(page, "Escape")
    for key, words in (("5", "There is no option of that number"), ("b", "This is the first that is to be decided")):
        press(page, key)
        expect(page.locator("#status")).to_contain_text(words)
        expect(page.get_by_text(words).last).to_be_visible()
    stem, skip = page.get_by_label("Stem"), page.get_by_role("button", name="Skip")
    while skip.count():
        before = stem.input_value()
        press(page, "s")
        expect(stem).not_to_have_value(before)
        page.wait_for_load_state()  # the button comes behind the stem
    press(page, "s")
    expect(page.locator("#status")).to_contain_text("None comes after this")


def test_a_reason_is_read_at_once_and_marked_while_its_option_alone_is_changed(school: School, visit: Visit) -> None:
    page = review(school, visit)
    row = page.locator(".review-options > li").nth(1)
    mark, why = row.locator(".outlived"), row.locator(".why-now")
    expect(why).to_be_visible()
    expect(mark).to_be_hidden()
    option = page.get_by_label("Option 2", exact=True)
    before = option.input_value()
    option.fill("Lena Moen")
    expect(mark).to_be_visible()
    option.fill(before)
    expect(mark).to_be_hidden()
    option.fill("Lena Moen")
    row.locator("summary").click()
    expect(why).to_be_hidden()
    page.get_by_label("Rationale of option 2").fill("She came later.")
    expect(mark).to_be_hidden()


def test_enter_in_the_note_rejects(school: School, visit: Visit) -> None:
    page = review(school, visit)
    press(page, "r")
    page.get_by_label("Reason").select_option("trivial")
    press(page, "Tab")
    page.keyboard.type("Everybody knows.")
    press(page, "Enter")
    expect(page.get_by_text("Rejected:")).to_be_visible()
    press(page, "u")
    expect(page.get_by_text("Taken back")).to_be_visible()
    press(page, "r")
    page.get_by_label("Reason").select_option("trivial")
    press(page, "Enter")
    expect(page.get_by_text("Rejected:")).to_be_visible()
    press(page, "u")
    expect(page.get_by_label("Reason")).to_be_visible()


def test_a_letter_chooses_the_reason_that_begins_with_it(school: School, visit: Visit) -> None:
    page = review(school, visit)
    press(page, "r")
    for letter, reason in (("t", "trivial"), ("s", "two keys"), ("w", "wrong key"), ("p", "weak options")):
        page.get_by_label("Reason").select_option("")
        page.get_by_label("Reason").press(letter)
        expect(page.get_by_label("Reason")).to_have_value(reason)
        page.get_by_label("Reason").blur()  # letters that follow at once would be read as one word


def noting_dialogs(page: Page, asked: list[str]) -> None:
    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)


def test_an_edit_is_kept_by_skipping_by_going_back_and_by_its_key(school: School, visit: Visit) -> None:
    page = review(school, visit)
    option, told = page.get_by_label("Option 1", exact=True), page.get_by_text("Kept as you wrote it")
    before, warned = option.input_value(), list[str]()
    noting_dialogs(page, warned)
    for typed, leave, come_back in (("Lena Moen", "s", "b"), ("Ada Moen", "k", "")):
        press(page, "1")
        press(page, "Control+a")
        page.keyboard.type(typed)
        press(page, "Escape")
        press(page, leave)
        expect(told).to_be_visible()
        if come_back:
            press(page, come_back)
            expect(told).to_be_hidden()
        expect(option).to_have_value(typed)
    press(page, "s")
    expect(option).not_to_have_value("Ada Moen")
    press(page, "2")
    second, kept = page.get_by_label("Option 2", exact=True), page.get_by_label("Option 2", exact=True).input_value()
    press(page, "Control+a")
    page.keyboard.type("Jon Moen")
    press(page, "Escape")
    press(page, "b")
    expect(told).to_be_visible()
    press(page, "s")
    expect(second).to_have_value("Jon Moen")
    second.fill(kept)
    press(page, "Escape")
    press(page, "b")
    expect(option).to_have_value("Ada Moen")
    option.fill(before)
    press(page, "Escape")
    with page.expect_navigation():
        press(page, "k")
    expect(told).to_be_visible()
    assert not warned, "whatever keeps the edit does not ask"


def test_leaving_an_edit_by_a_link_asks_first(school: School, visit: Visit) -> None:
    page = review(school, visit)
    asked = list[str]()
    noting_dialogs(page, asked)
    link = page.get_by_role("link", name="Questions", exact=True)
    link.click()
    page.wait_for_url("**/questions")
    page.go_back()
    assert asked == []
    page.get_by_label("Option 1", exact=True).press_sequentially("x")
    link.click()
    page.wait_for_url("**/questions")
    assert asked == ["beforeunload"]


def with_spares(school: School, page: Page) -> list[int]:
    """Give the draft on the page two further wrong options; returns the places of those it has."""
    store = school.site.app.extensions["quizapp_store"]
    with store.writing() as db:
        draft = db.scalars(select(Draft).where(Draft.public_id == page.url.rpartition("/")[2])).one()
        draft.spares = [
            {"text": f"{name} Moen", "rationale": f"{name} is named elsewhere."} for name in ("Lena", "Ada")
        ]
        places = [n for n, option in enumerate(draft.made["options"]) if not option.get("key")]
        db.commit()
    return places


def another(page: Page, place: int) -> Locator:
    return page.get_by_role("button", name=f"Another in the place of option {place + 1}", exact=True)


def test_g_and_a_number_put_in_the_next_wrong_option_and_again_the_next(school: School, visit: Visit) -> None:
    store = school.site.app.extensions["quizapp_store"]
    page = review(school, visit)
    draft_id = page.url.rpartition("/")[2]
    place = with_spares(school, page)[0]
    option = page.get_by_label(f"Option {place + 1}", exact=True)
    before = option.input_value()
    press(page, "g")
    press(page, str(place + 1))
    expect(option).not_to_have_value(before)
    press(page, "g")
    press(page, str(place + 1))
    expect(page.get_by_text("Ada is named elsewhere.").first).to_be_visible()
    press(page, "a")
    expect(page.get_by_text("Approved:")).to_be_visible()
    with store.reading() as db:
        kept = db.scalars(select(Draft).where(Draft.public_id == draft_id)).one()
        assert kept.body["options"][place]["text"] == "Ada Moen"


def test_g_waits_for_a_number_also_while_the_focus_is_on_the_option_put_in_last(school: School, visit: Visit) -> None:
    page = review(school, visit)
    first, second = with_spares(school, page)[:2]
    press(page, "g")
    press(page, str(first + 1))
    expect(page.get_by_text("Lena is named elsewhere.").first).to_be_visible()
    expect(another(page, first)).to_be_focused()
    press(page, "g")
    page.wait_for_timeout(300)
    expect(page.get_by_label(f"Option {first + 1}", exact=True)).to_have_value("Lena Moen")
    press(page, str(second + 1))
    expect(page.get_by_label(f"Option {second + 1}", exact=True)).to_have_value("Ada Moen")
    expect(page.get_by_label(f"Option {first + 1}", exact=True)).to_have_value("Lena Moen")
    expect(another(page, second)).to_be_focused()


def test_keys_can_be_turned_off_and_stay_off(school: School, visit: Visit) -> None:
    page = review(school, visit)
    page.get_by_role("button", name="Keys are on").click()
    page.reload()
    expect(page.get_by_role("button", name="Keys are off")).to_be_visible()
    before = page.url
    press(page, "s")
    page.wait_for_timeout(200)
    assert page.url == before


def test_a_flaw_is_named_while_one_types_and_approval_is_refused(school: School, visit: Visit) -> None:
    page = review(school, visit)
    expect(page.locator("#flaws")).to_contain_text("No flaw found")
    page.get_by_label("Option 1", exact=True).fill("None of the above")
    expect(page.locator("#flaws")).to_contain_text("Must be mended")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be approved")
    expect(page.get_by_label("Option 1", exact=True)).to_have_value("None of the above")


def test_drafts_kept_back_are_mended_by_key_at_the_words_that_are_meant(school: School, visit: Visit) -> None:
    page = visit(school, "amira")
    page.goto(school.address("reviewing.queue", article_id="reviewed article"))
    expect(page.get_by_role("link", name="Go through 1 kept back")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_text("does not stand alone: 'the mill'.")).to_be_visible()
    press(page, "e")
    page.keyboard.type("the tidal mill of Tarnvik")  # in the place of the words that are meant
    expect(page.get_by_label("Stem")).to_have_value("What did the tidal mill of Tarnvik grind?")
    press(page, "Escape")
    press(page, "a")
    expect(page.get_by_text("Approved: What did the tidal mill of Tarnvik grind?")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing left to review")).to_be_visible()
    press(page, "x")  # a key of nothing
    press(page, "u")
    expect(page.get_by_text("Kept back: 1 of 1")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_phone_shows_the_proof_right_before_the_options(school: School, visit: Visit, script: bool) -> None:
    """The article itself stands below the form there: it would be far away while the options are judged."""
    page = review(school, visit, viewport=NARROW, java_script_enabled=script)
    proof, article = page.locator(".proof mark"), page.locator(".article-text mark").first
    expect(proof).to_be_visible()
    assert proof.inner_text() in page.locator(".article-text").inner_text()
    boxes = [
        one.bounding_box() for one in (page.get_by_label("Stem"), proof, page.get_by_label("Option 1", exact=True))
    ]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert tops[2] - tops[1] < NARROW["height"] / 2, "both are on the screen at once"
    page.get_by_role("link", name="In its paragraph").click()
    expect(article).to_be_in_viewport()


def test_a_wide_screen_shows_the_proof_once_in_the_article_beside(school: School, visit: Visit) -> None:
    page = review(school, visit)
    expect(page.locator(".proof")).to_be_hidden()
    form, article = page.locator("[data-review]").bounding_box(), page.locator(".article-text").bounding_box()
    assert form
    assert article
    assert article["x"] > form["x"] + form["width"]
    assert article["y"] < form["y"] + NARROW["height"] / 3


def test_reviewing_works_without_script(school: School, visit: Visit) -> None:
    page = review(school, visit, java_script_enabled=False)
    stem = page.get_by_label("Stem").input_value()
    page.get_by_label("Reason").select_option("trivial")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Rejected:")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Stem")).to_have_value(stem)


def test_the_progress_fills_by_itself(school: School, visit: Visit) -> None:
    page = visit(school, "amira")
    page.goto(school.address("articles.progress", article_id="running article"))
    expect(page.get_by_text("Reading sentences: 12 of 40")).to_be_visible()
    store = school.site.app.extensions["quizapp_store"]
    with store.writing() as db:
        job = db.scalars(select(Job).where(Job.state == "running", Job.kind == "draft")).one()
        jobs.beat(db, job.id, "asking", 30, 50, at=NOON)
        db.commit()
    expect(page.get_by_text("Writing questions: 30 of 50")).to_be_visible()
    with store.writing() as db:
        jobs.beat(db, job.id, "reading", 12, 40, at=NOON)  # as other tests expect it
        db.commit()
