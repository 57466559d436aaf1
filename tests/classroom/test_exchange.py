"""Pages and database exchange questions without losing, doubling or silently overwriting anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, exchange
from quizapp.classroom.bodies import item_of
from quizapp.classroom.exchange_report import ExchangeReport
from quizapp.core.errors import BadInput
from quizapp.core.item import Item as Question
from quizapp.formats import bank as pages
from quizapp.formats.bank.folder import read_page
from quizapp.store import BankPage, Item, ItemVersion
from quizapp.store.engine import Store, open_store
from quizapp.web.presenting import markdown, markdown_inline
from tests.factories import NOON, an_item
from tests.web.queries import counting

PAGE = """---
title: The bridges of Alt
publisher: Town chronicle
published: 2026-01-05
tags: bridges
---

## Facts

- F1: The old bridge was built in 1742.
  > The old bridge, of 1742, carries one lane.
  @ paragraph 2
- F2: The new bridge has two lanes.
  > Two lanes cross on the new bridge.
  @ paragraph 4

## Questions

### old-bridge
facts: F1
level: remember

When was the old bridge built?

- [ ] 1724
  > The digits are turned round.
- [x] 1742
- [ ] 1842
  > A hundred years too late.

> The chronicle names the year.

### lanes
facts: F2

How many lanes has the new bridge?

- [ ] One
- [x] Two
- [ ] Four
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bridges.md"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def bank(tmp_path: Path, empty_database: Path) -> Iterator[Session]:
    shutil.copy(empty_database, tmp_path / "bank.db")
    store = open_store(f"sqlite:///{tmp_path / 'bank.db'}")
    with store.writing() as db:
        yield db
    store.close()


def load(db: Session, path: Path, *, take: exchange.Take | None = None) -> ExchangeReport:
    file = read_page(path)
    assert file.problems == ()
    return exchange.load(db, [file], take=take, at=NOON)


def save(db: Session, path: Path, *, take: exchange.Take | None = None) -> ExchangeReport:
    report = ExchangeReport()
    row = db.scalars(select(BankPage)).one()
    db.refresh(row)
    saved = exchange.save(db, row, read_page(path) if path.exists() else None, report=report, take=take)
    if not report.conflicts:
        path.write_text(saved.text, "utf-8")
        saved.done()
    db.flush()
    return report


def question(db: Session, name: str) -> Item:
    return db.scalars(select(Item).where(Item.name == name)).one()


def says(db: Session, name: str) -> Question:
    return item_of(authoring.newest(db, question(db, name)))


def the_sound_question() -> Question:
    """The question on the lanes as the page has it without a flaw."""
    parsed, _ = pages.read(PAGE, "bridges")
    assert parsed is not None
    return parsed.questions[1].item


def edit_on_page(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def edit_on_web(db: Session, name: str, change: Callable[[Question], Question]) -> None:
    assert authoring.edit_item(db, None, question(db, name), change(says(db, name)), at=NOON)


def versions(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(ItemVersion)) or 0


def test_loading_twice_is_loading_once(bank: Session, page: Path) -> None:
    first = load(bank, page)
    assert first.new == ["bridges/old-bridge", "bridges/lanes"]
    second = load(bank, page)
    assert second.counts() == "2 unchanged", "two questions; facts and heads are not told while they stay"
    assert versions(bank) == 2


def test_saving_what_was_just_loaded_changes_no_byte(bank: Session, page: Path) -> None:
    load(bank, page)
    save(bank, page)
    assert page.read_text("utf-8") == PAGE


def test_a_percent_sign_in_a_formula_is_loaded_shown_and_saved_as_it_was_written(bank: Session, page: Path) -> None:
    written = PAGE.replace("How many lanes has", r"Of $2\%$ of the traffic, how many lanes has").replace(
        "Four", r"$4\%$"
    )
    page.write_text(written, "utf-8")
    load(bank, page)
    save(bank, page)
    assert page.read_text("utf-8") == written
    item = item_of(authoring.newest(bank, bank.scalars(select(Item).where(Item.name == "lanes")).one()))
    assert item.stem == r"Of $2\%$ of the traffic, how many lanes has the new bridge?"
    assert "<mn>2</mn><mi>%</mi>" in markdown(item.stem)
    assert "<mn>4</mn><mi>%</mi>" in markdown_inline(item.options[2].text)


def test_an_edit_of_the_page_is_a_new_version_and_never_a_new_question(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_page(page, "How many lanes has", "How many lanes are on")
    assert load(bank, page).changed == ["bridges/lanes"]
    assert question(bank, "lanes").version_number == 2
    assert versions(bank) == 3


def test_an_edit_on_the_web_reaches_the_page_with_the_smallest_diff(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_web(bank, "old-bridge", lambda item: replace(item, explanation="The chronicle names it twice."))
    save(bank, page)
    assert page.read_text("utf-8") == PAGE.replace("names the year", "names it twice")
    assert load(bank, page).changed == []


def test_a_question_changed_in_both_places_is_shown_and_left_alone(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_page(page, "A hundred years too late", "A century too late")
    edit_on_web(bank, "old-bridge", lambda item: replace(item, explanation="Changed on the web."))
    before = page.read_text("utf-8")
    (told,) = load(bank, page).conflicts
    assert told.startswith("bridges/old-bridge: changed on the page and in the database (")
    assert "on the page, “Changed on the web.” in the database" in told
    assert "A century too late" in told, "whoever decides sees both"
    assert save(bank, page).conflicts == [told]
    assert page.read_text("utf-8") == before
    assert says(bank, "old-bridge").explanation == "Changed on the web."


@pytest.mark.parametrize("take", ["page", "database"])
def test_a_person_decides_which_side_of_a_conflict_is_taken(bank: Session, page: Path, take: exchange.Take) -> None:
    load(bank, page)
    edit_on_page(page, "names the year", "from the page")
    edit_on_web(bank, "old-bridge", lambda item: replace(item, explanation="The chronicle from the web."))
    load(bank, page, take=take)
    save(bank, page, take=take)
    wanted = "The chronicle from the page." if take == "page" else "The chronicle from the web."
    assert says(bank, "old-bridge").explanation == wanted
    assert wanted in page.read_text("utf-8")
    assert load(bank, page).conflicts == []


def test_a_question_gone_from_its_page_is_retired_and_can_come_back(bank: Session, page: Path) -> None:
    load(bank, page)
    whole = page.read_text("utf-8")
    page.write_text(whole[: whole.index("### lanes")].rstrip() + "\n", "utf-8")
    assert load(bank, page).retired == ["bridges/lanes"]
    assert question(bank, "lanes").status == "retired"
    assert load(bank, page).retired == []
    page.write_text(whole, "utf-8")
    load(bank, page)
    assert question(bank, "lanes").status == "approved"
    assert versions(bank) == 2


def test_a_question_changed_on_the_web_is_not_retired_behind_anybodys_back(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_web(bank, "lanes", lambda item: replace(item, explanation="Counted again."))
    whole = page.read_text("utf-8")
    page.write_text(whole[: whole.index("### lanes")].rstrip() + "\n", "utf-8")
    assert load(bank, page).conflicts == ["bridges/lanes: removed from the page, changed in the database"]
    assert question(bank, "lanes").status == "approved"


def test_a_renamed_question_keeps_its_identity(bank: Session, page: Path) -> None:
    load(bank, page)
    identity = question(bank, "lanes").public_id
    edit_on_page(page, "### lanes\n", "### lanes-of-the-new-bridge\nwas: lanes\n")
    report = load(bank, page)
    assert report.renamed == ["lanes → bridges/lanes-of-the-new-bridge"]
    assert question(bank, "lanes-of-the-new-bridge").public_id == identity
    assert versions(bank) == 2


def test_another_key_for_the_same_question_is_reported_as_rekeyed(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_page(page, "- [ ] One\n- [x] Two", "- [x] One\n- [ ] Two")
    assert load(bank, page).rekeyed == ["bridges/lanes"]


def test_a_corrected_fact_gives_its_questions_a_version_with_the_new_evidence(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_page(page, "Two lanes cross on", "Two lanes run over")
    load(bank, page)
    newest = authoring.newest(bank, question(bank, "lanes"))
    assert newest.number == 2
    assert newest.evidence["facts"][0]["quotes"] == ["Two lanes run over the new bridge."]
    assert question(bank, "old-bridge").version_number == 1


def test_a_question_and_fact_written_on_the_web_are_appended_to_the_page(bank: Session, page: Path) -> None:
    load(bank, page)
    row = bank.scalars(select(BankPage)).one()
    authoring.add_fact(bank, row, "The ferry stopped in 1801.", "No ferry has run since 1801.", "paragraph 9")
    authoring.create_item(bank, None, row, an_item("When did the ferry stop?", facts=("F3",)), at=NOON)
    save(bank, page)
    text = page.read_text("utf-8")
    assert text.startswith(PAGE[: PAGE.index("\n## Questions")])
    assert "- F3: The ferry stopped in 1801." in text
    assert text.index("### when-did-the-ferry-stop") > text.index("### lanes")
    assert load(bank, page).changed == []


def test_a_page_made_on_the_web_is_written_whole(bank: Session, page: Path) -> None:
    load(bank, page)
    page.unlink()
    save(bank, page)
    assert page.read_text("utf-8") == PAGE


def test_a_page_with_problems_is_mended_before_anything_is_written_over_it(bank: Session, page: Path) -> None:
    load(bank, page)
    edit_on_page(page, "- [x] Two", "- [ ] Two")
    edit_on_web(bank, "lanes", lambda item: replace(item, explanation="Counted again."))
    with pytest.raises(BadInput, match="has problems"):
        save(bank, page)


@pytest.mark.parametrize(
    ("was", "other", "old"),
    [
        ("bridges/old-bridge", "bridges/old-bridge", "bridges/old-bridge"),
        ("old-bridge", "bridges/old-bridge", "bridges/old-bridge"),
    ],
)
def test_two_questions_cannot_both_have_been_the_same_one(
    bank: Session, page: Path, was: str, other: str, old: str
) -> None:
    load(bank, page)
    edit_on_page(page, "### old-bridge\n", f"### first-bridge\nwas: {was}\n")
    second = page.with_name("crossings.md")
    text = PAGE.replace("### old-bridge\n", f"### oldest-bridge\nwas: {other}\n").replace("### lanes", "### width")
    second.write_text(text, "utf-8")
    files = [read_page(page), read_page(second)]
    with pytest.raises(BadInput, match=f"bridges/first-bridge and crossings/oldest-bridge .* they were {old}"):
        exchange.load(bank, files, at=NOON)


def test_two_pages_cannot_both_have_been_the_same_one(bank: Session, page: Path) -> None:
    load(bank, page)
    for name in ("north", "south"):
        page.with_name(f"{name}.md").write_text(PAGE.replace("---\n", "---\nwas: bridges\n", 1), "utf-8")
    files = [read_page(page.with_name(f"{name}.md")) for name in ("north", "south")]
    with pytest.raises(BadInput, match="north and south both say that they were bridges; leave `was` with one"):
        exchange.load(bank, files, at=NOON)


def test_loading_what_has_not_changed_costs_the_same_however_many_questions_there_are(
    app: Flask, db: Session, store: Store, tmp_path: Path
) -> None:
    costs = []
    for count in (5, 40):
        path = tmp_path / f"page-{count}.md"
        head, question = PAGE.split("### lanes\n")
        path.write_text(
            head + "\n".join(f"### lanes-{n}\n" + question.replace("How", f"{n}: how") for n in range(count))
        )
        file = read_page(path)
        assert file.problems == ()
        exchange.load(db, [file], at=NOON)
        path.write_text(path.read_text().replace("### old-bridge", "### lanes-x").replace("was the old", "was that"))
        file = read_page(path)
        exchange.load(db, [file], at=NOON)  # retires the old bridge
        db.flush()
        db.expunge_all()
        with counting(store) as seen:
            report = exchange.load(db, [file], at=NOON)
        assert not report.changed
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_a_page_brings_a_question_with_a_blocking_flaw_as_a_draft_and_says_why(db: Session, page: Path) -> None:
    page.write_text(PAGE.replace("- [ ] Four", "- [ ] None of the above"), "utf-8")
    report = exchange.load(db, [read_page(page)], at=NOON)
    [told] = report.flawed
    assert told.startswith("bridges/lanes: ")
    states = {row.name: row.status for row in db.scalars(select(Item))}
    assert states == {"old-bridge": "approved", "lanes": "draft"}


FLAWED = PAGE.replace("- [ ] Four", "- [ ] None of the above")


def test_a_draft_for_a_flaw_is_told_at_every_load_and_approved_once_its_page_is_mended(
    bank: Session, page: Path
) -> None:
    page.write_text(FLAWED, "utf-8")
    first = load(bank, page)
    again = load(bank, page)
    assert again.flawed == first.flawed != []
    assert again.counts() == "2 unchanged, 1 flawed"
    page.write_text(PAGE, "utf-8")
    mended = load(bank, page)
    assert (mended.changed, mended.conflicts, mended.flawed) == (["bridges/lanes"], [], [])
    assert question(bank, "lanes").status == "approved"
    page.write_text(FLAWED, "utf-8")
    assert load(bank, page).flawed == first.flawed
    assert question(bank, "lanes").status == "draft"


def test_saving_leaves_the_page_its_word_about_a_question_that_is_a_draft_here_for_a_flaw(
    bank: Session, page: Path
) -> None:
    page.write_text(FLAWED, "utf-8")
    load(bank, page)
    save(bank, page)
    assert page.read_text("utf-8") == FLAWED
    edit_on_web(bank, "lanes", lambda _: the_sound_question())
    question(bank, "lanes").status = "approved"
    assert load(bank, page).waiting == ["bridges/lanes"]
    save(bank, page)
    assert page.read_text("utf-8") == PAGE, "mended and approved on the web"


def test_a_question_that_a_newer_rule_finds_flawed_is_still_saved_when_it_was_mended_on_the_web(
    bank: Session, page: Path
) -> None:
    load(bank, page)
    page.write_text(FLAWED, "utf-8")
    load(bank, page)
    row = question(bank, "lanes")
    row.status = "approved"  # as if the rule had not been there when it was loaded
    row.file_hash = exchange._row_hash(row, authoring.newest(bank, row))
    assert load(bank, page).counts() == "2 unchanged"
    edit_on_web(bank, "lanes", lambda _: the_sound_question())
    assert save(bank, page).conflicts == []
    assert page.read_text("utf-8") == PAGE
