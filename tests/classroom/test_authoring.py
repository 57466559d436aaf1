from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, bank_pages, bulk, finding
from quizapp.classroom.bodies import facts_of, item_of
from quizapp.classroom.finding import Filter
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Head
from quizapp.store import BankPage
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from tests.conftest import Cast
from tests.factories import NOON, a_multiple, a_page, a_question, a_quiz, a_true_false, an_item, an_opening
from tests.web.queries import counting


@pytest.fixture
def shelf(db: Session) -> BankPage:
    return a_page(db, title="Rivers of the north")


def newest(db: Session, row: ItemRow) -> Item:
    return item_of(authoring.newest(db, row))


# --- names and tags --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which river flows?", "which-river-flows"),
        ("  Größe & Höhe ", "groe-hohe"),
        ("日本", "question"),
        ("a" * 80, "a" * 60),
        ("taken", "taken-3"),
    ],
)
def test_a_name_is_short_plain_and_not_yet_taken(text: str, name: str) -> None:
    assert authoring.slug(text, taken=frozenset({"taken", "taken-2"})) == name


def test_tags_are_tidied() -> None:
    assert authoring.tidy_tags(" News,  Middle   East ,news,, ") == ("middle east", "news")
    assert authoring.tidy_tags("") == ()
    with pytest.raises(BadInput, match="has 41 characters; shorten it to 40"):
        authoring.tidy_tags("x" * 41)


# --- pages -----------------------------------------------------------------------------------------------------


def test_shared_pages_are_for_all_who_teach_and_a_classs_pages_for_its_own(
    db: Session, cast: Cast, shelf: BankPage
) -> None:
    own = bank_pages.create_page(db, cast.amira, Head("Our town"), course=cast.course, at=NOON)
    assert {page.id for page in bank_pages.pages_for(db, cast.ben)} == {shelf.id, own.id}
    assert {page.id for page in bank_pages.pages_for(db, cast.noor)} == {shelf.id}
    assert bank_pages.get_page(db, cast.ben, own.public_id) is own
    for public_id in (own.public_id, "nowhere"):
        with pytest.raises(NotFound):
            bank_pages.get_page(db, cast.noor, public_id)
    with pytest.raises(NotAllowed):
        bank_pages.get_page(db, cast.ina, own.public_id)
    with pytest.raises(NotFound):
        bank_pages.create_page(db, cast.noor, Head("Not mine"), course=cast.course, at=NOON)
    with pytest.raises(NotAllowed):
        bank_pages.create_page(db, cast.ina, Head("Not mine"), course=None, at=NOON)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (Head(" "), "Write a title"),
        (Head("Rivers", as_of="spring"), "write the as-of date as 2024-04-14"),
        (Head("Rivers", published="14.4.2024"), "write the date of publication as 2024-04-14"),
    ],
)
def test_a_head_needs_a_title_and_real_dates(db: Session, cast: Cast, shelf: BankPage, head: Head, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        bank_pages.create_page(db, cast.amira, head, course=None, at=NOON)
    with pytest.raises(BadInput, match=words):
        bank_pages.edit_page(db, cast.amira, shelf, head, at=NOON)


def test_tags_of_a_page_reach_the_lists_without_a_new_version(db: Session, cast: Cast) -> None:
    page = bank_pages.create_page(db, cast.amira, Head("Rivers"), course=None, at=NOON)
    row = a_question(db, page, an_item(facts=()))
    assert bank_pages.edit_page(db, cast.amira, page, Head("Rivers", tags=("north",)), at=NOON) == 0
    assert [tag.tag for tag in row.tags] == ["north", "rivers"]
    assert row.version_number == 1
    with pytest.raises(NotAllowed):
        bank_pages.edit_page(db, cast.ina, page, Head("Mine"), at=NOON)


def test_facts_are_numbered_once_and_need_words_and_a_place(db: Session, shelf: BankPage) -> None:
    fact = authoring.add_fact(db, shelf, " It  is long. ", "", "paragraph 3")
    assert (fact.name, fact.statement, fact.quotes, fact.places) == ("F2", "It is long.", (), ("paragraph 3",))
    assert facts_of(shelf)[-1] == fact
    with pytest.raises(BadInput, match="in your own words"):
        authoring.add_fact(db, shelf, " ", "quote", "")
    with pytest.raises(BadInput, match="Give the source sentence, or where it stands"):
        authoring.add_fact(db, shelf, "It is long.", " ", "")


# --- questions -------------------------------------------------------------------------------------------------


def test_a_new_question_stands_last_on_its_page_with_what_lists_need(db: Session, cast: Cast, shelf: BankPage) -> None:
    a_question(db, shelf, an_item("Which river?"))
    row = authoring.create_item(db, cast.ben, shelf, an_item("Which  river?\n\nLook."), at=NOON)
    assert (row.name, row.position, row.status, row.version_number) == ("which-river-look", 2, "approved", 1)
    assert (row.stem_start, row.kind, row.level, row.difficulty) == ("Which river? Look.", "single", "remember", "easy")
    assert "the leine" in row.search_text
    assert "passes further west" not in row.search_text
    version = authoring.newest(db, row)
    assert version.person_id == cast.ben.id
    assert version.evidence["facts"][0]["quotes"] == ["The Aller crosses the town"]
    assert version.evidence["source"]["publisher"] == "Field notes"


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (an_item("Which?", facts=("F9",)), "The page has no fact F9"),
        (an_item("Which?", level="guess"), "The level is one of"),
        (an_item("Which?", difficulty="very"), "The difficulty is one of"),
        (an_item("Which?", as_of="spring"), "as-of date"),
        (an_item("Which?", options=(Option("A"),)), "2 to 26 options; this one has 1; No option is marked"),
        (an_item("![](media/a.png)"), "has no alternative text"),
        (an_item("![The aller  in May](media/a.png)"), "contains the key"),
        (an_item("![A map](media/a.png)"), "There is no picture media/a.png"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_and_nothing_kept(
    db: Session, cast: Cast, shelf: BankPage, item: Item, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        authoring.create_item(db, cast.amira, shelf, item, at=NOON)
    db.rollback()
    assert finding.search(db, cast.amira, Filter(status="approved"), number=1).total == 0


def test_alternative_texts_may_use_the_words_true_and_short_keys() -> None:
    authoring.check_item(a_true_false("![A true copy](media/a.png)"))
    authoring.check_item(an_item("![An arm](media/a.png)", options=(Option("an", True), Option("the"))))


def test_a_name_is_used_once_on_a_page(db: Session, shelf: BankPage) -> None:
    authoring.create_item(db, None, shelf, an_item(), name="river", at=NOON)
    with pytest.raises(BadInput, match="“river” is already the name"):
        authoring.create_item(db, None, shelf, an_item(), name="river", at=NOON)


def test_an_edit_adds_a_version_and_the_old_one_stays(db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, cast.course, [an_item("Before?")])
    an_opening(db, quiz)
    pinned = quiz.items[0].version
    row = pinned.item
    assert authoring.edit_item(db, cast.ben, row, a_multiple("After?", tags=("new",)), at=NOON)
    assert (row.version_number, row.kind, row.stem_start, [t.tag for t in row.tags]) == (
        2,
        "multiple",
        "After?",
        ["new"],
    )
    assert item_of(pinned).stem == "Before?"
    assert quiz.items[0].version is pinned
    assert [version.number for version in authoring.versions(db, row)] == [2, 1]


def test_saving_the_same_again_is_no_version(db: Session, cast: Cast, shelf: BankPage) -> None:
    row = a_question(db, shelf)
    assert not authoring.edit_item(db, cast.ben, row, newest(db, row), at=NOON)
    assert row.version_number == 1


def test_an_edit_of_an_older_version_is_refused(db: Session, cast: Cast, shelf: BankPage) -> None:
    row = a_question(db, shelf)
    assert authoring.edit_item(db, cast.ben, row, an_item("Ben’s?"), based_on=1, at=NOON)
    with pytest.raises(Conflict, match="Version 2 was saved while you were writing"):
        authoring.edit_item(db, cast.amira, row, an_item("Amira’s?"), based_on=1, at=NOON)
    assert newest(db, row).stem == "Ben’s?"
    assert authoring.edit_item(db, cast.amira, row, an_item("Amira’s?"), based_on=2, at=NOON)


def test_strangers_and_observers_neither_write_nor_read(db: Session, cast: Cast) -> None:
    page = a_page(db, course=cast.course)
    row = a_question(db, page)
    for person, error in ((cast.noor, NotFound), (cast.ina, NotAllowed)):
        with pytest.raises(error):
            authoring.get_item(db, person, row.public_id)
        with pytest.raises(error):
            authoring.create_item(db, person, page, an_item(), at=NOON)
        with pytest.raises(error):
            authoring.edit_item(db, person, row, an_item(), at=NOON)
        with pytest.raises(error):
            authoring.set_status(db, person, row, "retired", at=NOON)
        with pytest.raises(error):
            authoring.duplicate_item(db, person, row, at=NOON)
        with pytest.raises(error):
            bulk.tag(db, person, [row.public_id], add="x", remove="", at=NOON)
    assert authoring.get_item(db, cast.ben, row.public_id) is row


def test_a_copy_is_a_draft_with_a_name_of_its_own(db: Session, cast: Cast, shelf: BankPage) -> None:
    row = a_question(db, shelf, an_item("Which river?"))
    copy = authoring.duplicate_item(db, cast.ben, row, at=NOON)
    assert (copy.name, copy.status, copy.version_number) == ("which-river-2", "draft", 1)
    assert newest(db, copy) == newest(db, row)


def test_a_state_is_one_of_three(db: Session, cast: Cast, shelf: BankPage) -> None:
    row = a_question(db, shelf)
    authoring.set_status(db, cast.ben, row, "retired", at=NOON)
    assert row.status == "retired"
    with pytest.raises(BadInput, match="draft, approved, retired"):
        authoring.set_status(db, cast.ben, row, "deleted", at=NOON)


def test_tags_for_many_change_only_what_needs_it(db: Session, cast: Cast, shelf: BankPage) -> None:
    first = a_question(db, shelf, an_item(tags=("old",)))
    second = a_question(db, shelf, an_item(tags=("new",)))
    ids = [first.public_id, second.public_id, first.public_id]
    assert bulk.tag(db, cast.ben, ids, add="New", remove="old", at=NOON) == 1
    assert newest(db, first).tags == newest(db, second).tags == ("new",)
    assert (first.version_number, second.version_number) == (2, 1)


def test_tags_for_many_cost_the_same_queries_until_something_is_written(
    db: Session, cast: Cast, shelf: BankPage, store: Store
) -> None:
    costs = []
    for count in (2, 40):
        ids = [a_question(db, shelf).public_id for _ in range(count)]
        db.expunge_all()
        with counting(store) as seen:
            assert bulk.tag(db, cast.ben, ids, add="week 3", remove="", at=NOON) == count
        costs.append(sum(not statement.startswith(("INSERT", "UPDATE")) for statement in seen))
    assert costs[0] == costs[1]


def test_tags_for_many_leave_questions_of_others_alone(db: Session, cast: Cast) -> None:
    own = a_question(db, a_page(db, course=cast.course))
    for ids in ([own.public_id], ["nothing"]):
        with pytest.raises(NotFound, match="no such question"):
            bulk.tag(db, cast.noor, ids, add="taken", remove="", at=NOON)
    assert own.version_number == 1


# --- finding ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        (Filter(), ["Aller?", "Mines?", "Year?"]),
        (Filter(words="IRON mines"), ["Mines?"]),
        (Filter(words="1887"), ["Year?"]),
        (Filter(words="50%"), []),
        (Filter(tag="north"), ["Aller?", "Mines?", "Year?"]),
        (Filter(tag="rivers"), ["Aller?"]),
        (Filter(kind="numeric"), ["Year?"]),
        (Filter(level="apply", difficulty="hard"), ["Mines?"]),
        (Filter(status="draft"), ["Year?"]),
        (Filter(status="retired"), ["Old?"]),
        (Filter(page="nowhere"), []),
    ],
)
def test_filters_narrow_the_list(db: Session, cast: Cast, shelf: BankPage, narrowed: Filter, found: list[str]) -> None:
    shelf.head = shelf.head | {"tags": ["north"]}
    a_question(db, shelf, an_item("Aller?"))
    a_question(db, shelf, a_multiple("Mines?", level="apply", difficulty="hard", tags=()))
    year = Item("numeric", "Year?", answers=(Answer("1887"),))
    a_question(db, shelf, year, status="draft")
    a_question(db, shelf, an_item("Old?"), status="retired")
    screen = finding.search(db, cast.noor, narrowed, number=1)
    assert [row.stem_start for row in screen.rows] == found
    assert screen.total == len(found)


def test_a_screen_holds_twenty_five_and_the_total_counts_all(db: Session, cast: Cast, shelf: BankPage) -> None:
    for number in range(28):
        a_question(db, shelf, an_item(f"Question {number}?"))
    first = finding.search(db, cast.ben, Filter(), number=1)
    second = finding.search(db, cast.ben, Filter(), number=2)
    assert (len(first.rows), len(second.rows), first.total) == (25, 3, 28)
    assert [row.stem_start for row in second.rows] == ["Question 25?", "Question 26?", "Question 27?"]


@pytest.mark.parametrize(("asked", "shown"), [(-7, 1), (0, 1), (2, 1), (10**30, 1)])
def test_a_screen_that_does_not_exist_is_the_nearest_one_that_does(
    db: Session, cast: Cast, shelf: BankPage, asked: int, shown: int
) -> None:
    a_question(db, shelf)
    screen = finding.search(db, cast.ben, Filter(), number=asked)
    assert (screen.number, screen.last, len(screen.rows)) == (shown, 1, 1)


def test_tags_are_counted_among_the_questions_one_may_see(db: Session, cast: Cast, shelf: BankPage) -> None:
    a_question(db, shelf, an_item(tags=("rivers", "north")))
    a_question(db, shelf, an_item(tags=("rivers",)))
    a_question(db, shelf, an_item(tags=("gone",)), status="retired")
    a_question(db, a_page(db, course=cast.course), replace(an_item(), tags=("ours",)))
    assert finding.tags_for(db, cast.noor) == [("north", 1), ("rivers", 2)]
    assert finding.tags_for(db, cast.ben) == [("north", 1), ("ours", 1), ("rivers", 2)]


def test_a_picture_from_another_site_is_refused_before_it_reaches_a_page(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="upload it instead"):
        authoring.check_item(an_item("Which? ![a map](http://elsewhere.example/map.png)"))


def test_a_stem_of_many_pages_is_refused() -> None:
    with pytest.raises(BadInput, match="shorten it to 5,000"):
        authoring.check_item(an_item("x" * 5_001))


def test_a_draft_whose_note_to_the_reviewer_is_still_in_its_explanation_is_not_approved(
    db: Session, cast: Cast, shelf: BankPage
) -> None:
    noted = an_item(explanation="Needs work: Too few options.\n\nThe article says so.")
    row = a_question(db, shelf, noted, status="draft")
    with pytest.raises(BadInput, match="a note that is not for learners"):
        authoring.set_status(db, cast.ben, row, "approved", at=NOON)
    sound = a_question(db, shelf, an_item(explanation="The article says so."), status="draft")
    authoring.set_status(db, cast.ben, sound, "approved", at=NOON)
    assert sound.status == "approved"
