"""A fact is corrected once, and the questions that rest on it follow with a version of their own."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import articles, authoring, facts, reviewing
from quizapp.classroom.drafting import all_drafts, store
from quizapp.classroom.facts import state_of
from quizapp.core.errors import BadInput, Conflict, NotFound
from quizapp.core.item import Option
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, BankPage, Course, PageFact, Person
from quizapp.store import Item as ItemRow
from tests.classroom.test_reviewing import SENTENCES, TEXT, WHO
from tests.conftest import Cast
from tests.factories import NOON, a_page, a_question, an_item


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, cast.amira, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    store(db, row, [WHO], generator=1, at=NOON)
    return row


@pytest.fixture
def question(db: Session, article: Article, amira: Person) -> ItemRow:
    """Who opened the mill, approved with its sentence as evidence."""
    [draft] = all_drafts(db, article)
    return reviewing.approve(db, amira, draft, reviewing.item_of(draft), at=NOON)


def only_fact(page: BankPage) -> PageFact:
    [fact] = page.facts
    return fact


def test_a_corrected_fact_gives_its_questions_a_version_and_old_versions_keep_what_they_cited(
    db: Session, amira: Person, question: ItemRow
) -> None:
    page, row = question.page, only_fact(question.page)
    other = authoring.create_item(db, amira, page, an_item(facts=()), status="draft", at=NOON)
    before, begun = row.statement, state_of(row)
    count = facts.change(
        db, amira, row, page, " Maren Holt opened  the mill in 1921. ", SENTENCES[:1], [], based_on=begun, at=NOON
    )
    assert (count, question.version_number, other.version_number) == (1, 2, 1)
    newest, first = authoring.versions(db, question)
    assert newest.evidence["facts"][0]["statement"] == "Maren Holt opened the mill in 1921."
    assert newest.evidence["facts"][0]["places"] == ["paragraph 1"], "found in the article"
    assert first.evidence["facts"][0]["statement"] == before
    again = facts.change(db, amira, row, page, row.statement, row.quotes, [], based_on=state_of(row), at=NOON)
    assert again == 0, "nothing was changed"


def test_a_quote_that_is_not_in_the_article_is_refused_with_the_nearest_passage(
    db: Session, amira: Person, question: ItemRow
) -> None:
    row = only_fact(question.page)
    for quote, words in (
        ("Maren Holt, the mayor of Tarnvik, closed the tidal mill in 1921.", "opened the tidal mill in 1921"),
        ("Karl Vik painted the hall", "12 times"),
    ):
        with pytest.raises(BadInput, match=words):
            facts.change(db, amira, row, question.page, "It was.", [quote], [], based_on=state_of(row), at=NOON)


def test_an_approved_question_is_not_left_without_its_proof(db: Session, amira: Person, question: ItemRow) -> None:
    row = only_fact(question.page)
    years = tuple(Option(text, text == "1921", "So it says.") for text in ("1908", "1921", "1934"))
    when = an_item(
        "In which year was the mill of Tarnvik opened?", options=years, order="fixed", explanation="In 1921."
    )
    authoring.create_item(db, amira, question.page, when, at=NOON)
    with pytest.raises(BadInput, match=r"Tarnvik opened\?” rests on this fact and could no longer be approved"):
        facts.change(
            db,
            amira,
            row,
            question.page,
            "The mill ground barley.",
            SENTENCES[1:2],
            [],
            based_on=state_of(row),
            at=NOON,
        )


def test_of_two_who_correct_a_fact_the_second_is_asked_to_look(db: Session, amira: Person, question: ItemRow) -> None:
    row, begun = only_fact(question.page), state_of(only_fact(question.page))
    facts.change(db, amira, row, question.page, "Maren Holt it was, in 1921.", row.quotes, [], based_on=begun, at=NOON)
    with pytest.raises(Conflict, match="while you were writing"):
        facts.change(db, amira, row, question.page, "Another.", row.quotes, [], based_on=begun, at=NOON)


def test_a_page_without_an_article_takes_any_quote_and_asks_for_a_place(db: Session, amira: Person) -> None:
    page = a_page(db)
    a_question(db, page)
    fact = facts.add(db, amira, page, "It is long.", ["One sentence.", "Another  one."], ["p. 7", " "])
    assert (fact.quotes, fact.places) == (("One sentence.", "Another one."), ("p. 7",))
    with pytest.raises(BadInput, match="where it stands"):
        facts.add(db, amira, page, "It is long.", [""], [""])
    with pytest.raises(BadInput, match="own words"):
        facts.add(db, amira, page, " ", ["One."], [])
    with pytest.raises(NotFound, match="no fact F99"):
        facts.get(page, 99)


def test_it_refuses_whoever_may_not_write_on_the_page(db: Session, cast: Cast, question: ItemRow) -> None:
    noor, row = db.get_one(Person, cast.noor.id), only_fact(question.page)
    with pytest.raises(NotFound):
        facts.add(db, noor, question.page, "Mine.", SENTENCES[:1], [])
    with pytest.raises(NotFound):
        facts.change(db, noor, row, question.page, "Mine.", SENTENCES[:1], [], based_on=state_of(row), at=NOON)
