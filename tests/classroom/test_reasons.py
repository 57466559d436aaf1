"""An option changed by hand does not keep a drafted reason that speaks of what stood there before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import articles, authoring, drafting, reasons, reviewing
from quizapp.classroom.bodies import item_of
from quizapp.core.item import Item, Option, from_body, to_body
from quizapp.formats.articles import ArticleText
from quizapp.store import Course, Draft, Person
from quizapp.store import Item as ItemRow
from tests.classroom.test_reviewing import SENTENCES, TEXT, made
from tests.conftest import Cast
from tests.factories import NOON

YEAR = (
    Option("1898", False, "The article gives 1921; 1898 does not appear in it."),
    Option("1921", True, f"Paragraph 1: {SENTENCES[0]}"),
    Option("1950", False, "The article gives 1921; 1950 stands in paragraph 1 for something else."),
)
NAMES = (
    Option("Maren Holt", True, f"Paragraph 1: {SENTENCES[0]}"),
    Option("Jonas Eide", False, "Jonas Eide sold the building to a school."),
    Option("Karl Vik", False, "Karl Vik painted the hall."),
)


def drafted(db: Session, cast: Cast, stem: str, options: tuple[Option, ...], spare: Option | None = None) -> Draft:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, cast.amira, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    body = to_body(Item("single", stem, options, order="fixed"))
    spares = ((spare.text, spare.rationale),) if spare else ()
    drafting.store(db, row, [replace(made(stem, "x", "y"), body=body, spares=spares)], generator=1, at=NOON)
    return drafting.waiting(db, row)[0]


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


def reasons_after(db: Session, person: Person, draft: Draft, *texts: str) -> list[str]:
    """The stored reasons after each option was given the text at its place and nothing else was touched."""
    item = reviewing.item_of(draft)
    options = tuple(replace(option, text=text) for option, text in zip(item.options, texts, strict=True))
    row = reviewing.approve(db, person, draft, replace(item, options=options), looked=True, at=NOON)
    return [option.rationale for option in from_body(authoring.newest(db, row).body).options]


WHEN, WHO = "In which year did Maren Holt open the tidal mill?", "Who opened the tidal mill of Tarnvik?"


def test_another_year_has_a_reason_of_its_own(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHEN, YEAR)
    first, *others = reasons_after(db, amira, draft, "1899", "1921", "1950")
    assert first == "The article gives 1921; 1899 does not appear in it."
    assert others == [YEAR[1].rationale, YEAR[2].rationale]


def test_also_after_two_edits(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHEN, YEAR)
    item = reviewing.item_of(draft)
    once = replace(item, options=(replace(item.options[0], text="1899"), *item.options[1:]))
    reviewing.keep_edit(db, amira, draft, once)
    assert reasons_after(db, amira, draft, "1897", "1921", "1950")[0].endswith("1897 does not appear in it.")


def test_a_year_of_the_article_is_not_said_to_be_missing(db: Session, cast: Cast, amira: Person) -> None:
    last = Option("1960", False, "The article gives 1921; 1960 does not appear in it.")
    draft = drafted(db, cast, WHEN, (*YEAR[:2], last))
    assert reasons_after(db, amira, draft, "1898", "1921", "1950")[2] == "The article gives 1921 here."


def test_with_another_key_no_reason_names_the_old_one(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHEN, YEAR)
    item = reviewing.item_of(draft)
    before, key, after = item.options
    reviewing.keep_edit(db, amira, draft, replace(item, options=(before, replace(key, text="1922"), after)))
    found = [option.rationale for option in reviewing.item_of(draft).options]
    assert found == [
        "The article gives 1922; 1898 does not appear in it.",
        "",
        "The article gives 1922 here.",
    ]


def test_another_name_leaves_the_reason_to_be_written(db: Session, cast: Cast, amira: Person) -> None:
    found = reasons_after(db, amira, drafted(db, cast, WHO, NAMES), "Maren Holt", "Anna Lund", "Karl Vik")
    assert found == [NAMES[0].rationale, "", NAMES[2].rationale]


def test_options_that_changed_places_take_their_reasons_along(db: Session, cast: Cast, amira: Person) -> None:
    found = reasons_after(db, amira, drafted(db, cast, WHO, NAMES), "Maren Holt", "Karl Vik", "Jonas Eide")
    assert found == [NAMES[0].rationale, NAMES[2].rationale, NAMES[1].rationale]


def test_only_the_sentence_that_proves_the_key_stays_with_other_words(db: Session, cast: Cast, amira: Person) -> None:
    found = reasons_after(db, amira, drafted(db, cast, WHO, NAMES), "Mayor Maren Holt", "jonas Eide", "Karl Vik junior")
    assert found == [NAMES[0].rationale, NAMES[1].rationale, ""]


WHY = (
    Option("Because the tower is high", False, "Paragraph 6 says this, but not as the reason."),
    Option("Because only members were admitted", True, "Paragraph 5: The rules admitted only members."),
    Option("Because she moved", False, "Paragraph 2 says this, but not as the reason."),
)


@pytest.mark.parametrize("way", ["approve", "keep_edit"])
def test_no_reason_is_kept_that_was_for_another_option_though_it_names_none(
    db: Session, cast: Cast, amira: Person, way: str
) -> None:
    draft = drafted(db, cast, "Why was she refused?", WHY)
    texts = ("Because it had been printed", "Since women could not join", WHY[2].text)
    typed = Item("single", "Why was she refused?", WHY, order="fixed")
    typed = replace(typed, options=tuple(replace(one, text=text) for one, text in zip(WHY, texts, strict=True)))
    assert reasons.outlived(draft, typed) == [0, 1]
    if way == "approve":
        reviewing.approve(db, amira, draft, typed, looked=True, at=NOON)
    else:
        reviewing.keep_edit(db, amira, draft, typed)
    assert [one.rationale for one in reviewing.item_of(draft).options] == ["", "", WHY[2].rationale]


def test_the_reason_why_an_option_is_wrong_does_not_say_why_it_is_right(
    db: Session, cast: Cast, amira: Person
) -> None:
    draft = drafted(db, cast, WHO, NAMES)
    holt, eide, vik = NAMES
    other = Item("single", WHO, (replace(holt, is_key=False), replace(eide, is_key=True), vik), order="fixed")
    assert [one.rationale for one in reasons.in_step(draft, other).options] == ["", "", vik.rationale]


def test_a_reason_that_somebody_wrote_goes_with_its_option_too(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHO, NAMES)
    mine = Option("Anna Lund", False, "She was the first teacher.")
    reviewing.keep_edit(db, amira, draft, Item("single", WHO, (NAMES[0], mine, NAMES[2]), order="fixed"))
    for text, reason in (("Ann Lund", mine.rationale), ("Ole Dahl", "")):
        typed = Item("single", WHO, (NAMES[0], replace(mine, text=text), NAMES[2]), order="fixed")
        assert reasons.in_step(draft, typed).options[1].rationale == reason, text


def test_an_old_key_put_back_has_its_own_reason_again(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHEN, YEAR)
    before, key, after = YEAR
    wrong = Item("single", WHEN, (before, replace(key, text="1922"), after), order="fixed")
    reviewing.keep_edit(db, amira, draft, wrong)
    first, _, last = reviewing.item_of(draft).options
    typed = replace(wrong, options=(first, replace(key, rationale=first.rationale), last))
    reviewing.keep_edit(db, amira, draft, typed)
    assert reviewing.item_of(draft).options == YEAR


def test_what_somebody_wrote_stays(db: Session, cast: Cast, amira: Person) -> None:
    draft = drafted(db, cast, WHEN, YEAR)
    item = reviewing.item_of(draft)
    mine = Option("1899", False, "1898 was the year of the first plan, 1899 of the second.")
    row = reviewing.approve(db, amira, draft, replace(item, options=(mine, *item.options[1:])), looked=True, at=NOON)
    assert from_body(authoring.newest(db, row).body).options[0] == mine


# --- on the question's own page, once it is in the bank ----------------------------------------------------------


def approved(db: Session, person: Person, draft: Draft) -> ItemRow:
    return reviewing.approve(db, person, draft, reviewing.item_of(draft), looked=True, at=NOON)


def saved(db: Session, row: ItemRow, *texts: str) -> list[str]:
    """The reasons in the bank after each option was given the text at its place and nothing else was touched."""
    was = item_of(authoring.newest(db, row))
    options = tuple(replace(option, text=text) for option, text in zip(was.options, texts, strict=True))
    item = reasons.in_step_with_draft(db, row, replace(was, options=options), was=was)
    authoring.edit_item(db, None, row, item, at=NOON)
    return [option.rationale for option in item_of(authoring.newest(db, row)).options]


def test_a_question_of_the_bank_keeps_no_drafted_reason_for_another_text(
    db: Session, cast: Cast, amira: Person
) -> None:
    row = approved(db, amira, drafted(db, cast, WHO, NAMES))
    assert saved(db, row, "Maren Holt", "Anna Lund", "Karl Vik") == [NAMES[0].rationale, "", NAMES[2].rationale]


def test_nor_one_for_another_key_however_often_that_is_changed(db: Session, cast: Cast, amira: Person) -> None:
    row = approved(db, amira, drafted(db, cast, WHEN, YEAR))
    assert saved(db, row, "1898", "1922", "1950")[:2] == ["The article gives 1922; 1898 does not appear in it.", ""]
    assert saved(db, row, "1898", "1923", "1950") == [
        "The article gives 1923; 1898 does not appear in it.",
        "",
        "The article gives 1923 here.",
    ]


def test_a_question_that_no_draft_became_keeps_what_somebody_wrote(db: Session, cast: Cast, amira: Person) -> None:
    row = approved(db, amira, drafted(db, cast, WHO, NAMES))
    own = authoring.create_item(db, amira, row.page, Item("single", "Who sold the mill?", NAMES), at=NOON)
    assert saved(db, own, "Maren Holt", "Anna Lund", "Karl Vik") == [one.rationale for one in NAMES]
