"""The article as a class reads it: its paragraphs have the numbers that questions name, and nothing else is in it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import articles, drafting, handouts, openings, quizzes, reviewing
from quizapp.classroom.handouts import Part
from quizapp.core.errors import BadInput
from quizapp.formats.articles import ArticleText
from quizapp.store import Article, Course, Item, Membership, Person, Quiz
from tests.classroom.test_reviewing import HELD, SOLD, TEXT, WHO
from tests.conftest import Cast
from tests.factories import NOON, a_page, a_question, a_quiz, an_opening

LONG = """# Salt in Tarnvik

By Nora Lund, Bay News

12 March 2031

## The first works

In 1610, the guild of Tarnvik built its first salt works on the north shore. It stood beside the harbour.

Image: the north shore in winter. Photo: Jonas Eide.

Three things are needed for a salt works:

- brine from the sea
- peat from the moor

Ships carried the salt to Lübeck in autumn. The guild sold 900 barrels
of salt in 1655.

Later years

Year | Barrels | Price
1700 | 800 | 12

Masons from Halden rebuilt the works in 1998, which had fallen in a storm. Read on.

Why not?

Read more about the harbour

In 2003, divers found an anchor under the lowest bridge of the town.
"""


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


def kept(db: Session, course: Course, text: str = LONG, title: str = "Salt in Tarnvik", url: str = "") -> Article:
    row, _ = articles.add(db, None, ArticleText(text, title=title, url=url), course=course, at=NOON)
    return row


def numbered(parts: tuple[Part, ...]) -> dict[int, str]:
    return {part.number: part.lines[0] for part in parts if part.number}


def test_paragraphs_are_counted_as_questions_count_them_and_the_line_above_a_list_is_one(
    db: Session, course: Course
) -> None:
    shown = [(part.kind, part.number, part.lines[0][:18]) for part in handouts.handout(kept(db, course)).parts]
    assert shown == [
        ("heading", 0, "The first works"),
        ("paragraph", 1, "In 1610, the guild"),
        ("paragraph", 2, "Three things are n"),
        ("list", 0, "brine from the sea"),
        ("paragraph", 3, "Ships carried the "),
        ("heading", 0, "Later years"),
        ("other", 0, "Year | Barrels | P"),
        ("paragraph", 4, "Masons from Halden"),
        ("paragraph", 0, "Why not?"),
        ("paragraph", 5, "In 2003, divers fo"),
    ]


def test_a_list_and_a_table_are_shown_whole_and_lines_broken_by_a_file_run_on(db: Session, course: Course) -> None:
    parts = handouts.handout(kept(db, course)).parts
    assert [part.lines for part in parts if part.kind == "list"] == [("brine from the sea", "peat from the moor")]
    assert [part.lines for part in parts if part.kind == "other"] == [("Year | Barrels | Price", "1700 | 800 | 12")]
    assert "sold 900 barrels of salt in 1655." in numbered(parts)[3]


def test_bylines_datelines_captions_and_the_title_are_not_in_the_text(db: Session, course: Course) -> None:
    said = " ".join(" ".join(part.lines) for part in handouts.handout(kept(db, course)).parts)
    for gone in ("Nora Lund", "12 March", "Photo:", "Read more", "Salt in Tarnvik"):
        assert gone not in said


def test_a_quotation_is_one_with_or_without_a_number_and_a_list_loses_its_sign_only(
    db: Session, course: Course
) -> None:
    more = "> We never sold the salt works to the town.\n> — Nora *Lund*\n\n> a | b | c\n\nIn 2003,"
    text = LONG.replace("- brine", "* **Brine**").replace("In 2003,", more)
    parts = handouts.handout(kept(db, course, text)).parts
    assert [part.lines[0] for part in parts if part.kind == "list"] == ["**Brine** from the sea"]
    assert parts[-4:-1] == (
        Part("quotation", ("We never sold the salt works to the town.",), 5),
        Part("quotation", ("— Nora *Lund*",)),
        Part("other", ("a | b | c",)),
    )
    assert parts[-1].number == 6, "counted as before"


def test_a_line_of_signs_between_two_parts_is_not_shown(db: Session, course: Course) -> None:
    parts = handouts.handout(kept(db, course, LONG.replace("Why not?", "* * *\n\nWhy not?\n\n---"))).parts
    assert parts == handouts.handout(kept(db, course)).parts


def test_the_paragraph_a_drafted_question_names_has_that_number_on_the_handout(db: Session, course: Course) -> None:
    row = kept(db, course)
    drafts, _ = drafting.make(row, wanted=None, seed=1, tell=lambda *_: None)
    paragraphs = numbered(handouts.handout(row).parts)
    named = set()
    for one in drafts:
        for place in one.evidence:
            quote = " ".join(row.text[place["start"] : place["end"]].split())
            assert quote in paragraphs[place["paragraph"]]
        if found := re.match(r"According to paragraph (\d+) of the article", one.body["stem"]):
            named.add(int(found[1]))
            assert one.evidence[0]["paragraph"] == int(found[1])
    assert len(named) > 1, "no question named a paragraph, so nothing was compared"


def test_numbers_stay_those_the_text_was_added_with_when_reading_changes(db: Session, course: Course) -> None:
    """Questions written then name them; a release that counts otherwise must not move them."""
    row = kept(db, course)
    row.sentences = [{**place, "paragraph": place["paragraph"] + 10} for place in row.sentences]
    assert numbered(handouts.handout(row).parts)[15].startswith("In 2003")


def test_only_a_web_address_becomes_the_link_to_the_original(db: Session, course: Course) -> None:
    row = kept(db, course, url="javascript:alert(1)")
    assert handouts.handout(row).url == ""
    row.url = "https://example.org/salt"
    assert handouts.handout(row).url == "https://example.org/salt"


# --- which articles a quiz rests on ------------------------------------------------------------------------------


def on_article(db: Session, course: Course, person: Person, *, text: str = TEXT, title: str = "The mill") -> Article:
    """An article with an approved question, a draft that waits and one that was kept back."""
    row = kept(db, course, text, title=title)
    drafting.store(db, row, [WHO, SOLD, HELD], generator=1, at=NOON)
    draft = drafting.waiting(db, row)[0]
    reviewing.approve(db, person, draft, reviewing.item_of(draft), looked=True, at=NOON)
    return row


def quiz_on(db: Session, course: Course, *rows: Article) -> Quiz:
    quiz = quizzes.create_quiz(db, None, course, "On articles", at=NOON)
    drafts = [drafting.all_drafts(db, row)[0] for row in rows]
    items = [db.get_one(Item, draft.item_id) for draft in drafts]
    quizzes.add_questions(db, None, quiz, items)
    return quiz


def test_paragraphs_are_those_of_the_article_where_a_quiz_has_one(db: Session, course: Course, amira: Person) -> None:
    first, second = (on_article(db, course, amira, title=name, text=f"{TEXT} {name}.") for name in ("Sea", "Land"))
    alone, both = quiz_on(db, course, first), quiz_on(db, course, first, second)
    quizzes.add_questions(db, None, alone, [a_question(db, a_page(db))])
    on_it = drafting.all_drafts(db, first)[0].item_id
    assert handouts.resting(db, alone.id) == {on_it: first.id}, "and not what is from elsewhere"
    assert handouts.rest_on_it(handouts.resting(db, alone.id)) == {on_it}
    assert handouts.rest_on_it(handouts.resting(db, both.id)) == set()


def test_all_articles_of_a_quiz_are_shown_in_the_order_of_its_questions(
    db: Session, course: Course, amira: Person
) -> None:
    first, second = (on_article(db, course, amira, title=name, text=f"{TEXT} {name}.") for name in ("Sea", "Land"))
    on_article(db, course, amira, title="Of another quiz", text=f"{TEXT} Other.")
    quiz = quiz_on(db, course, second, first)
    assert [row.title for row in handouts.articles_of(db, quiz.id)] == ["Land", "Sea"]
    assert handouts.offered(db, amira, quiz) == [second, first]


def test_a_quiz_without_a_kept_article_has_none_to_show(db: Session, course: Course, amira: Person) -> None:
    quiz = a_quiz(db, course)
    assert handouts.offered(db, amira, quiz) == []
    for person in (amira, None):
        with pytest.raises(BadInput, match="no article to show"):
            openings.open_quiz(db, person, quiz, openings.Rules(article="before"), at=NOON)


def test_a_text_goes_to_another_class_only_by_who_teaches_in_both(db: Session, cast: Cast, amira: Person) -> None:
    other, noor = db.get_one(Course, cast.other_course.id), db.get_one(Person, cast.noor.id)
    quiz = quiz_on(db, other, on_article(db, db.get_one(Course, cast.course.id), amira))
    assert handouts.offered(db, noor, quiz) == []
    opening = an_opening(db, quiz)
    with pytest.raises(BadInput, match="no article to show"):
        openings.change_opening(db, noor, opening, openings.Rules(article="after"), at=NOON)
    db.add(Membership(course_id=other.id, person_id=amira.id, role="instructor"))
    db.flush()
    openings.change_opening(db, amira, opening, openings.Rules(article="after"), at=NOON)
    openings.change_opening(db, noor, opening, openings.Rules(article="after", attempts=2), at=NOON)
    assert (opening.article, opening.attempts) == ("after", 2), "who could not choose it may leave it as it is"


def test_a_rule_about_the_article_that_nobody_knows_is_refused() -> None:
    with pytest.raises(BadInput, match="one of the rules offered"):
        openings.check_rules(openings.Rules(article="during"))
