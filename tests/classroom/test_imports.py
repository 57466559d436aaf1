"""Questions come in from files once, known ones as new versions, and go out with everything a format has room for."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, departures, imports
from quizapp.classroom.bodies import item_of
from quizapp.classroom.merging import merged
from quizapp.core.item import Item as Question
from quizapp.core.item import Option
from quizapp.core.page import Head
from quizapp.formats import registry
from quizapp.formats.report import Entry, Reading, Taken
from quizapp.store import BankPage, Item, ItemVersion, Media, Quiz
from tests.conftest import Cast
from tests.factories import NOON, a_multiple, a_page, a_true_false, an_item
from tests.formats.travellers import PNG

GIFT = b"""::Capital::[html]Capital of France?{=Paris#Yes. ~Lyon ~Nice####It has been so since 987.}

Sky is blue.{TRUE}

$$bad {=a
"""


def bring(db: Session, data: bytes, name: str = "unit3.gift", **given: object) -> imports.Import:
    done = imports.bring(db, None, registry.read(data, name), name, at=NOON, **given)  # type: ignore[arg-type]
    db.commit()
    return done


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def newest(db: Session, uid: str) -> Question:
    page, _, name = uid.rpartition("/")
    row = db.scalars(select(Item).join(BankPage).where(BankPage.name == page, Item.name == name)).one()
    return item_of(authoring.newest(db, row))


def test_a_teachers_file_becomes_drafts_on_a_page_named_after_it(db: Session) -> None:
    done = bring(db, GIFT)
    assert done.counts() == {"new": 2, "skipped": 1}
    assert done.page == "unit3"
    rows = db.scalars(select(Item).order_by(Item.position)).all()
    assert [(row.name, row.status) for row in rows] == [("capital", "draft"), ("sky-is-blue", "draft")]
    item = newest(db, "unit3/capital")
    assert item.options[0] == Option("Paris", True, "Yes.")
    assert item.explanation == "It has been so since 987."
    version = authoring.newest(db, rows[0])
    assert version.origin == "import"


def test_a_title_makes_a_page_of_its_own_also_where_another_has_the_same_name_in_files(db: Session) -> None:
    for title, stem in (("Реки", b"Which river?"), ("Города", b"Which town?")):
        done = bring(db, stem + b"{=a ~b}", title=title)
        [(said, public_id)] = done.onto
        page = db.scalars(select(BankPage).where(BankPage.public_id == public_id)).one()
        rows = db.scalars(select(Item).where(Item.page_id == page.id)).all()
        assert (said, page.head["title"], len(rows)) == (title, title, 1)
    assert count(db, BankPage) == 2
    dry = bring(db, b"Which sea?{=a ~b}", title="Моря", dry=True)
    assert (dry.onto, count(db, BankPage)) == ([("Моря", "")], 2)


def test_a_title_leaves_the_pages_that_a_file_names_as_they_are_and_keeps_a_source(db: Session) -> None:
    own = Entry(an_item("Which river?"), uid="rivers/longest", head=Head("Rivers", publisher="Bay News"))
    other = Entry(an_item("Which town?"), head=Head("Towns", publisher="Hill News"))
    reading = Reading("bundle", (Taken(own, "x"), Taken(other, "x")))
    imports.bring(db, None, reading, "x.zip", title="Waters", at=NOON)
    heads = [(row.head["title"], row.head["publisher"]) for row in db.scalars(select(BankPage).order_by(BankPage.id))]
    assert heads == [("Rivers", "Bay News"), ("Waters", "Hill News")]


def sheet(*sources: str) -> bytes:
    rows = [f'Which river is number {n}?,Aller,Leine,A,It is.,"{source}"' for n, source in enumerate(sources, 1)]
    return "\n".join(["question,option a,option b,correct,explanation,source", *rows]).encode()


def explanations(db: Session) -> list[str]:
    return [item_of(authoring.newest(db, row)).explanation for row in db.scalars(select(Item).order_by(Item.position))]


@pytest.mark.parametrize("title", ["", "Rivers"])
def test_the_source_of_all_rows_of_a_sheet_is_that_of_their_page(db: Session, title: str) -> None:
    bring(db, sheet("Town guide, 2024", "Town guide, 2024"), "unit3.csv", title=title)
    page = db.scalars(select(BankPage)).one()
    assert (page.head["title"], page.head["source"]) == (title or "unit3", "Town guide, 2024")
    assert explanations(db) == ["It is.", "It is."]


def test_a_source_of_some_rows_is_kept_with_their_explanation_and_the_report_says_so(db: Session) -> None:
    done = bring(db, sheet("Guide *two*, p. 4", "", "https://example.org/a"), "unit3.csv")
    assert explanations(db) == [
        "It is.\n\nSource: Guide \\*two\\*, p. 4", "It is.", "It is.\n\nSource: https://example.org/a",
    ]  # fmt: skip
    said = "its source was put at the end of the explanation"
    assert [said in one.changes for one in done.questions] == [True, False, True]
    assert not db.scalars(select(BankPage)).one().head.get("source")
    again = bring(db, sheet("Guide *two*, p. 4", "", "https://example.org/a"), "unit3.csv")
    assert again.counts() == {"duplicate": 3}


def test_on_a_page_that_is_there_already_the_source_is_kept_with_the_question(db: Session) -> None:
    page = a_page(db)
    db.commit()
    bring(db, sheet("Town guide"), "unit3.csv", page=page)
    assert explanations(db) == ["It is.\n\nSource: Town guide"]


def test_the_same_file_brought_twice_is_there_once(db: Session) -> None:
    bring(db, GIFT)
    again = bring(db, GIFT)
    assert again.counts() == {"duplicate": 2, "skipped": 1}
    assert [one.known for one in again.questions] == ["unit3/capital", "unit3/sky-is-blue"]
    assert count(db, Item) == 2


def test_a_question_that_begins_like_another_is_named_beside_it(db: Session) -> None:
    bring(db, GIFT)
    done = bring(db, b"Capital of France?{=Paris ~Marseille}", "other.gift")
    assert [(one.action, one.like) for one in done.questions] == [("new", ("unit3/capital",))]


def test_a_preview_that_is_rolled_back_leaves_nothing(db: Session) -> None:
    imports.bring(db, None, registry.read(GIFT, "unit3.gift"), "unit3.gift", at=NOON)
    db.rollback()
    assert (count(db, Item), count(db, BankPage)) == (0, 0)


def test_only_chosen_questions_are_taken(db: Session) -> None:
    bring(db, GIFT, only=frozenset([1]))
    assert db.scalars(select(Item.name)).all() == ["sky-is-blue"]


def some_page(db: Session) -> BankPage:
    page = a_page(db)
    for item in (an_item(), a_multiple(), a_true_false(), an_item(order="fixed", explanation="*So* it is.\\\nTruly.")):
        authoring.create_item(db, None, page, item, at=NOON)
    db.commit()
    return page


def test_its_own_files_change_nothing_when_they_come_back(db: Session) -> None:
    page = some_page(db)
    versions = departures.versions_of_page(db, page)
    for format in registry.FORMATS.values():
        if not (format.reads and format.writes):
            continue
        written = departures.send(db, versions, format.name, title="T", rule="net_correct")
        name = f"{page.name}{format.endings[0]}"
        done = imports.bring(db, None, registry.read(written.data, name, format.name), name, at=NOON)
        assert {one.action for one in done.questions} <= {"unchanged", "duplicate"}, format.name
        assert len(done.questions) == len(versions) - len(written.refused), format.name
    db.commit()
    assert (count(db, Item), count(db, ItemVersion)) == (4, 4)


@pytest.mark.parametrize("format", ["gift", "moodle-xml"])
def test_a_question_whose_identity_is_too_long_for_moodle_is_known_when_it_comes_back(db: Session, format: str) -> None:
    page = a_page(db, title="Which of the rivers of the north was the first of all to freeze over")
    stems = [f"Which meandering tributary of northernmost waters froze {when}?" for when in ("first", "last")]
    rows = [authoring.create_item(db, None, page, an_item(stem), at=NOON) for stem in stems]
    db.commit()
    written = departures.send(db, departures.versions_of_page(db, page), format, title="T")
    assert all(len(f"{page.name}/{row.name}") > 100 for row in rows)
    told = [loss.action for loss in written.losses if loss.field == "uid"]
    assert len(told) == 2
    assert all("shortened to the 100 signs" in action for action in told)
    back = registry.read(written.data.replace(b"The Leine", b"The Leine at last"), "x", format)
    uids = {taken.entry.uid for taken in back.taken}
    assert {len(uid) for uid in uids} == {100}
    assert len(uids) == 2
    done = imports.bring(db, None, back, "x", at=NOON)
    assert [(one.action, one.known) for one in done.questions] == [
        ("version", f"{page.name}/{row.name}") for row in rows
    ]


def test_a_correction_made_in_moodle_becomes_a_new_version_and_loses_nothing_else(db: Session) -> None:
    page = some_page(db)
    written = departures.send(db, departures.versions_of_page(db, page), "gift", title="T", rule="net_correct")
    changed = written.data.replace(b"The Leine", b"The Leine at last", 1)
    done = bring(db, changed, "back.gift")
    assert done.counts() == {"version": 1, "unchanged": 3}  # the fixed order, which GIFT has no word for, stays
    row = next(one for one in done.questions if one.action == "version")
    item = newest(db, row.known)
    assert item.options[1].text == "The Leine at last"
    assert item.facts == ("F1",)
    assert item.options[1].rationale == "The Leine passes further west."


def test_a_format_without_reasons_does_not_wipe_them(db: Session) -> None:
    old = an_item(level="apply")
    bare = [Option(option.text, option.is_key) for option in old.options]
    new = Question("single", "Another stem?", tuple(bare))
    item = merged(old, new, frozenset(("stem", "options", "keys")))
    assert item.stem == "Another stem?"
    assert item.options == old.options
    assert (item.level, item.explanation, item.tags) == (old.level, old.explanation, old.tags)


def test_a_bundle_brings_its_page_with_facts_and_pictures(db: Session) -> None:
    page = a_page(db, title="Rivers of Alt")
    from quizapp.classroom import pictures

    name = pictures.add_picture(db, PNG, "map.png", at=NOON).name
    authoring.create_item(db, None, page, an_item(f"Which river?\n\n![A plan](media/{name})"), at=NOON)
    db.commit()
    data = departures.send(db, departures.versions_of_page(db, page), "bundle", title="T").data
    for table in (ItemVersion, Item, BankPage, Media):
        for row in db.scalars(select(table)):
            db.delete(row)
        db.flush()
    db.commit()
    done = bring(db, data, "x.zip")
    assert done.counts() == {"new": 1}
    row = db.scalars(select(BankPage)).one()
    assert (row.name, row.head["title"]) == ("rivers-of-alt", "Rivers of Alt")
    assert [fact.statement for fact in row.facts] == ["The town lies on the Aller."]
    version = db.scalars(select(ItemVersion)).one()
    assert (item_of(version).facts, list(version.media)) == (("F1",), [f"media/{name}"])


def test_a_broken_question_fails_alone(db: Session) -> None:
    long = "x" * 6_000
    done = bring(db, f"{long}{{=a ~b}}\n\nFine?{{=a ~b}}".encode())
    assert [one.action for one in done.questions] == ["failed", "new"]
    assert "shorten it" in done.questions[0].why


def test_noors_page_is_not_written_by_ben(db: Session, cast: Cast) -> None:
    page = a_page(db, course=cast.other_course)
    item = authoring.create_item(db, None, page, an_item("Whose river?"), at=NOON)
    db.commit()
    data = f"// [id:{page.name}/{item.name}]\nWhose river now?{{=a ~b}}".encode()
    done = imports.bring(db, cast.ben, registry.read(data, "x.gift"), "x.gift", at=NOON)
    assert done.questions[0].action != "version"
    assert newest(db, f"{page.name}/{item.name}").stem == "Whose river?"


def test_a_quiz_leaves_with_its_own_versions_and_scoring(db: Session, cast: Cast) -> None:
    page = a_page(db)
    row = authoring.create_item(db, None, page, an_item("Old words?"), at=NOON)
    from quizapp.classroom import openings, quizzes

    quiz: Quiz = quizzes.create_quiz(db, None, cast.course, "Week 3", at=NOON)
    quizzes.add_questions(db, None, quiz, [row])
    openings.open_quiz(db, None, quiz, openings.Rules(credit="coverage"), at=NOON)
    authoring.edit_item(db, None, row, an_item("New words?"), at=NOON)
    db.commit()
    versions = departures.versions_of_quiz(db, quiz)
    assert [item_of(version).stem for version in versions] == ["Old words?"]
    assert departures.rule_of(db, quiz) == "coverage"
