"""The coverage of an article: what is asked about each sentence, and what its class knew of it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.classroom import articles, authoring, coverage, drafting, quizzes, reviewing
from quizapp.classroom.desk import Desk
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Person, Seat
from quizapp.web.coverage import LEFT, LINE, NARROWEST, picture
from tests.classroom.answers import a_finished_attempt
from tests.classroom.test_reviewing import HELD, SENTENCES, SOLD, TEXT, WHO
from tests.conftest import Cast, Clock
from tests.factories import NOON, an_item, an_opening


@pytest.fixture
def article(db: Session, cast: Cast) -> Article:
    course = db.get_one(Course, cast.course.id)
    row, _ = articles.add(db, None, ArticleText(TEXT, title="The mill"), course=course, at=NOON)
    drafting.store(db, row, [WHO, SOLD, HELD], generator=1, at=NOON)
    person = db.get_one(Person, cast.amira.id)
    items = [
        reviewing.approve(db, person, draft, reviewing.item_of(draft), at=NOON) for draft in drafting.waiting(db, row)
    ]
    quiz = quizzes.create_quiz(db, None, course, "The mill", at=NOON)
    quizzes.add_questions(db, None, quiz, items)
    opening = an_opening(db, quiz)
    for seat, choices in ((cast.lin, ((0,), (0,))), (cast.gus, ((0,), (1,)))):
        a_finished_attempt(db, opening, db.get_one(Seat, seat.id), *choices)
    db.commit()
    return row


def test_a_sentence_shows_what_the_class_earned_on_its_questions(
    amira: FlaskClient, article: Article, clock: Clock
) -> None:
    clock.advance(hours=1)
    page = amira.get(f"/articles/{article.public_id}?sentence=2").text
    assert "The class earned 50 % of the marks on it (2 answers)." in page
    assert re.search(r'class="covered-share easy">100 %', page)
    assert re.search(r'class="covered-share middling">50 %', page)


def test_a_question_written_by_hand_counts_for_the_sentence_it_quotes(
    db: Session, amira: FlaskClient, article: Article
) -> None:
    assert article.page is not None
    fact = authoring.add_fact(db, article.page, "The mill grinds barley.", SENTENCES[1], "paragraph 1")
    question = an_item("What does the mill of Tarnvik grind?", facts=(fact.name,))
    row = authoring.create_item(db, None, article.page, question, at=NOON)
    db.commit()
    assert [
        (s.number, s.state) for s in drafting.coverage(db, article, drafting.all_drafts(db, article)) if s.written
    ] == [(1, "approved")]
    page = amira.get(f"/articles/{article.public_id}?sentence=1").text
    assert "Approved questions (3)" in page
    assert f"/questions/{row.public_id}" in page
    assert "3 sentences have a question that waits or is approved." in page


def test_the_picture_and_its_table_say_the_same(amira: FlaskClient, article: Article, clock: Clock) -> None:
    clock.advance(hours=1)
    page = amira.get(f"/articles/{article.public_id}/coverage").text
    drawn = re.findall(r'<g class="bar-(\w+)">.*?(?:<text[^>]*>(\d+)</text>)?</g>', page)
    assert drawn[:3] == [("easy", "100"), ("held", ""), ("middling", "50")]
    table = page[page.index("<tbody>") :]
    assert table.count("<tr>") == len(drawn) == len(article.sentences)
    assert re.findall(
        r'data-label="Facility">(\d+) %</td>\s*<td class="number" data-label="Answers">(\d+)</td>', table
    ) == [
        ("100", "2"),
        ("50", "2"),
    ]
    assert "Hard for the class" not in table


def test_what_is_kept_back_is_not_counted_among_what_is_approved(
    db: Session, amira: FlaskClient, article: Article
) -> None:
    assert article.page is not None
    fact = authoring.add_fact(db, article.page, "The mill grinds barley.", SENTENCES[1], "paragraph 1")
    by_hand = an_item("What does the mill of Tarnvik grind?", facts=(fact.name,))
    authoring.create_item(db, None, article.page, by_hand, at=NOON)
    db.commit()
    text, coverage_page = f"/articles/{article.public_id}", f"/articles/{article.public_id}/coverage"
    assert "<td>Approved, not answered yet</td>" in amira.get(coverage_page).text, "one is, and one is kept back"
    assert "<sup" not in amira.get(text).text
    another = an_item("How many villages was barley ground for?", facts=(fact.name,))
    authoring.create_item(db, None, article.page, another, at=NOON)
    db.commit()
    assert "<td>Approved, not answered yet (2)</td>" in amira.get(coverage_page).text
    assert "</span>2</sup>" in amira.get(text).text


def test_a_class_that_answered_nothing_colours_nothing(db: Session, article: Article, cast: Cast) -> None:
    sentences = drafting.coverage(db, article, drafting.all_drafts(db, article))
    before_anybody_finished = NOON
    assert coverage.known_by_sentence(db, Desk(), article, sentences[1:2], at=before_anybody_finished) == {}


def test_bars_keep_to_their_line_and_each_paragraph_begins_a_new_one() -> None:
    def sentence(number: int, length: int, paragraph: int) -> drafting.Sentence:
        return drafting.Sentence(number, "x" * length, paragraph, ())

    rows, bars, height = picture([sentence(0, 200, 1), sentence(1, 180, 1), sentence(2, 3, 2)], {})
    assert [row.number for row in rows] == [1, 2]
    assert bars[1].y == bars[0].y + LINE + 4, "the second does not fit beside the first"
    assert bars[2].width == NARROWEST - 2
    assert all(bar.x >= LEFT for bar in bars)
    assert height > bars[2].y
