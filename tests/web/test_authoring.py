from __future__ import annotations

import re
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring
from quizapp.classroom.bodies import item_of
from quizapp.core.item import Answer, Item, Option
from quizapp.store import AuditEntry, BankPage, ItemVersion, PageFact
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from tests.classroom.samples import PNG
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import a_page, a_question, a_quiz, an_item, an_opening
from tests.web.typed import text, typed


def newest(store: Store, row: ItemRow) -> tuple[int, Item]:
    with store.reading() as db:
        version = authoring.newest(db, db.get_one(ItemRow, row.id))
        return version.number, item_of(version)


def only(store: Store) -> tuple[ItemRow, Item]:
    """The one question there is."""
    with store.reading() as db:
        row = db.scalars(select(ItemRow)).one()
        return row, item_of(authoring.newest(db, row))


# --- reading ---------------------------------------------------------------------------------------------------


def test_it_shows_a_question_with_key_reasons_and_source_sentence(amira: FlaskClient, row: ItemRow) -> None:
    page = text(amira.get(f"/questions/{row.public_id}"))
    assert "Which river flows through Verden?" in page
    assert page.count("Correct answer") == 1
    assert page.index("The Aller") < page.index("Correct answer") < page.index("The Leine")
    assert "The Leine passes further west." in page
    assert "The Aller crosses the town" in page
    assert "Approved" in page


def test_it_says_which_quizzes_use_a_question_and_hides_those_of_strangers(
    app: Flask, db: Session, cast: Cast, amira: FlaskClient
) -> None:
    quiz = a_quiz(db, cast.course, [an_item("Which river is it?")], title="Week 3")
    opening = an_opening(db, quiz)
    row = quiz.items[0].version.item
    db.commit()
    page = text(amira.get(f"/questions/{row.public_id}"))
    assert "Week 3" in page
    assert opening.public_id in page
    strange = text(signed_in(app, cast.noor).get(f"/questions/{row.public_id}"))
    assert "Week 3" not in strange
    assert "In 1 quiz of classes that are not yours" in strange


def test_it_tells_who_changed_what_in_which_version(
    app: Flask, cast: Cast, shelf: BankPage, row: ItemRow, clock: Clock
) -> None:
    clock.advance(hours=1)
    signed_in(app, cast.ben).post(
        f"/questions/{row.public_id}/edit",
        data=typed(shelf, version=1, options__0__is_key="", options__1__is_key="y", facts="F1"),
    )
    amira = signed_in(app, cast.amira)
    page = text(amira.get(f"/questions/{row.public_id}"))
    assert "<bdi>Ben</bdi>, 2 March 2026, 14:00 (Europe/Berlin)" in page
    version = text(amira.get(f"/questions/{row.public_id}/versions/2"))
    assert "Which river flows through Verden?" in version  # before
    assert "Which river flows through Celle?" in version  # after
    assert ">Key</th>" in version
    assert amira.get(f"/questions/{row.public_id}/versions/3").status_code == 404


def test_it_keeps_questions_from_observers_learners_and_strangers(
    app: Flask, db: Session, cast: Cast, row: ItemRow
) -> None:
    page = a_page(db, course=cast.course)
    private = a_question(db, page)
    db.commit()
    own = f"/questions/{private.public_id}"
    for path in (own, f"{own}/edit", f"{own}/versions/1", f"/pages/{page.public_id}"):
        assert signed_in(app, cast.noor).get(path).status_code == 404
        assert signed_in(app, cast.ben).get(path).status_code == 200
        assert signed_in(app, cast.ina).get(path).status_code == 403
        learner = seated(app, cast.lin).get(path)
        assert learner.status_code == 303
        assert "sign-in" in learner.location
    assert signed_in(app, cast.noor).get(f"/questions/{row.public_id}").status_code == 200
    for act in ("edit", "status", "duplicate"):
        assert signed_in(app, cast.noor).post(f"{own}/{act}", data=typed(page)).status_code == 404
        assert signed_in(app, cast.ina).post(f"{own}/{act}", data=typed(page)).status_code == 403


# --- writing ---------------------------------------------------------------------------------------------------


def test_a_new_question_goes_to_the_page_one_wrote_on_last(amira: FlaskClient, db: Session, shelf: BankPage) -> None:
    other = a_page(db, title="Another page").public_id
    db.commit()

    def chosen(address: str = "/questions/new") -> str:
        found = re.search(r'<option selected value="([^"]+)"', amira.get(address).text.partition('id="page"')[2])
        assert found
        return found[1]

    assert chosen() not in (other, shelf.public_id), "who has written nothing begins a page of their own"
    amira.post("/questions/new", data=typed(shelf, facts="F1"))
    assert chosen() == shelf.public_id
    assert chosen(f"/questions/new?page={other}") == other


def test_it_saves_a_new_question_and_says_so(amira: FlaskClient, store: Store, shelf: BankPage) -> None:
    reply = amira.post("/questions/new", data=typed(shelf, facts="F1"), follow_redirects=True)
    assert "Saved. It can enter quizzes." in text(reply)
    row, item = only(store)
    assert row.status == "approved"
    assert item.stem == "Which river flows through Celle?"
    assert item.options == (
        Option("The Aller", True, "Celle lies on it."),
        Option("The Oker", False, "It ends before Celle."),
    )
    assert item.facts == ("F1",)
    assert item.tags == ("rivers", "towns")


def test_a_key_that_its_fact_contradicts_is_told_while_writing_and_after_saving(
    amira: FlaskClient, shelf: BankPage
) -> None:
    wrong = {"options-0-is_key": "", "options-1-is_key": "y"}
    data = {name: value for name, value in (typed(shelf) | wrong).items() if value}
    fact = {"fact_statement": "The Aller crosses the town.", "fact_place": "paragraph 9"}
    data |= fact
    told = "The fact says “The Aller”, a wrong option, and not the key “The Oker”."
    assert told in text(amira.post("/questions/preview", data=data))
    assert told in text(amira.post("/questions/new", data=data, follow_redirects=True))
    right = typed(shelf, **fact)
    assert "not the key" not in text(amira.post("/questions/new", data=right, follow_redirects=True))


def test_a_typed_year_and_a_statement_that_their_fact_contradicts_are_told_too(
    amira: FlaskClient, shelf: BankPage
) -> None:
    fact = {"fact_statement": "Celle burned down in 1439.", "fact_place": "paragraph 9"}
    wordless = {"options__0__text": "", "options__1__text": ""}
    year = typed(shelf, kind="numeric", stem="In which year did Celle burn down?", answers="1493", **fact)
    stated = typed(shelf, kind="true-false", stem="Celle burned down in 1493.", **wordless, **fact)
    for data, told in ((year, "The fact says 1439, the key 1493."), (stated, "The fact says 1439, the statement 1493")):
        for path in ("/questions/preview", "/questions/new"):
            assert told in text(amira.post(path, data=data, follow_redirects=True))


def test_it_keeps_a_draft_out_of_quizzes(amira: FlaskClient, store: Store, shelf: BankPage) -> None:
    amira.post("/questions/new", data=typed(shelf, act="draft"))
    assert only(store)[0].status == "draft"


def test_it_makes_a_page_for_one_class_together_with_its_first_question_and_fact(
    amira: FlaskClient, store: Store, cast: Cast, shelf: BankPage
) -> None:
    amira.post(
        "/questions/new",
        data=typed(
            shelf,
            page="new",
            page_title="Celle in spring",
            page_course=cast.course.public_id,
            fact_statement="Celle lies on the Aller.",
            fact_quote="on the banks of the Aller",
            fact_place="paragraph 1",
        ),
    )
    row, item = only(store)
    with store.reading() as db:
        page = db.scalars(select(BankPage).where(BankPage.id == row.page_id)).one()
        fact = db.scalars(select(PageFact).where(PageFact.page_id == page.id)).one()
    assert page.head["title"] == "Celle in spring"
    assert page.course_id == cast.course.id
    assert (fact.statement, fact.quotes, item.facts) == (
        "Celle lies on the Aller.", ["on the banks of the Aller"], ("F1",)
    )  # fmt: skip


def test_it_asks_for_numbers_and_texts_too(amira: FlaskClient, store: Store, shelf: BankPage) -> None:
    amira.post("/questions/new", data=typed(shelf, kind="numeric", answers="1887 ± 1\r\n１９００\r\n", unit="km"))
    _, item = only(store)
    assert [answer.text for answer in item.answers] == ["1887 ± 1", "1900"]
    assert (item.options, item.unit) == ((), "km")
    row, _ = only(store)
    shown = amira.get(f"/questions/{row.public_id}").text
    assert "1887 ± 1 km" in shown
    assert "Your answer" not in shown, "an instructor has given none"


def test_a_statement_needs_no_words_for_true_and_false(amira: FlaskClient, store: Store, shelf: BankPage) -> None:
    wordless = {"options__0__text": "", "options__1__text": "", "options__1__rationale": "It has."}
    amira.post("/questions/new", data=typed(shelf, kind="true-false", stem="Celle has a castle.", **wordless))
    _, item = only(store)
    assert item.options == (Option("True", True, "Celle lies on it."), Option("False", False, "It has."))


def test_it_puts_a_picture_under_the_stem_and_serves_it(amira: FlaskClient, store: Store, shelf: BankPage) -> None:
    upload = (BytesIO(PNG), "The Castle.png")
    data = typed(shelf, picture=upload, alternative="A white [large] castle")
    shown = amira.post("/questions/new", data=data, follow_redirects=True)
    _, item = only(store)
    assert item.stem.endswith("\n\n![A white (large) castle](media/the-castle.png)")
    address = shown.get_data(as_text=True).split('<img src="')[1].split('"')[0]
    assert amira.get(address).data == PNG


# --- changing --------------------------------------------------------------------------------------------------


def test_an_edit_is_a_new_version_and_a_given_quiz_keeps_its_own(
    amira: FlaskClient, db: Session, store: Store, cast: Cast
) -> None:
    quiz = a_quiz(db, cast.course, [an_item("Which river is it?")])
    an_opening(db, quiz)
    row, pinned = quiz.items[0].version.item, quiz.items[0].item_version_id
    page = row.page
    db.commit()
    reply = amira.post(f"/questions/{row.public_id}/edit", data=typed(page, version=1), follow_redirects=True)
    assert "Saved as version 2. Quizzes that were given to a class keep the version they had." in text(reply)
    assert "Others take it on their page." in text(reply)
    assert newest(store, row)[0] == 2
    with store.reading() as reading:
        assert item_of(reading.get_one(ItemVersion, pinned)).stem == "Which river is it?"


def test_the_facts_of_a_question_stand_in_front_of_the_many_of_its_page(
    amira: FlaskClient, shelf: BankPage, row: ItemRow
) -> None:
    told = {"fact_statement": "The Leine passes further west.", "fact_quote": "The Leine passes.", "fact_place": "p. 2"}
    amira.post(f"/questions/{row.public_id}/edit", data=typed(shelf, version=1, **told))
    form = amira.get(f"/questions/{row.public_id}/edit").text
    ticked, _, others = form.partition("The other facts of this page")
    assert 'value="F2"' in ticked
    assert 'value="F1"' in others


def test_reasons_for_accepted_answers_survive_an_edit(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    answers = (Answer("1887", "As the plaque says."), Answer("1888", "As the chronicle says."))
    row = a_question(db, shelf, an_item("When?", kind="numeric", options=(), answers=answers))
    db.commit()
    amira.post(f"/questions/{row.public_id}/edit", data=typed(shelf, version=1, kind="numeric", answers="1887\n1889"))
    assert newest(store, row)[1].answers == (Answer("1887", "As the plaque says."), Answer("1889"))


def test_nobody_overwrites_what_a_colleague_saved_meanwhile(
    app: Flask, amira: FlaskClient, store: Store, cast: Cast, shelf: BankPage, row: ItemRow
) -> None:
    address = f"/questions/{row.public_id}/edit"
    signed_in(app, cast.ben).post(address, data=typed(shelf, version=1, stem="Ben’s stem?"))
    reply = amira.post(address, data=typed(shelf, version=1, stem="Amira’s stem?"))
    assert reply.status_code == 409
    page = text(reply)
    assert "Ben saved version 2 while you were writing." in page
    assert "Saved 2 March 2026, 13:00 (Europe/Berlin)" in page
    assert "Ben’s stem?" in page
    assert "Amira’s stem?</textarea>" in page
    assert newest(store, row)[0] == 2
    again = amira.post(address, data=typed(shelf, version=2, stem="Amira’s stem?"))
    assert again.status_code == 303
    assert newest(store, row)[1].stem == "Amira’s stem?"


def test_it_approves_retires_and_brings_back_and_writes_down_who_did(
    amira: FlaskClient, db: Session, store: Store, cast: Cast, shelf: BankPage
) -> None:
    row = a_question(db, shelf, status="draft")
    db.commit()
    for status, words in (("approved", "It can enter quizzes"), ("retired", "New quizzes leave it out")):
        reply = amira.post(f"/questions/{row.public_id}/status", data={"status": status}, follow_redirects=True)
        assert words in text(reply)
    with store.reading() as reading:
        assert reading.get_one(ItemRow, row.id).status == "retired"
        entries = reading.scalars(select(AuditEntry).where(AuditEntry.what.startswith("item."))).all()
    assert [(entry.what, entry.person_id) for entry in entries] == [
        ("item.approved", cast.amira.id), ("item.retired", cast.amira.id)
    ]  # fmt: skip
    assert amira.post(f"/questions/{row.public_id}/status", data={"status": "gone"}).status_code == 422


def test_a_copy_is_a_draft_of_its_own(amira: FlaskClient, store: Store, row: ItemRow) -> None:
    reply = amira.post(f"/questions/{row.public_id}/duplicate", follow_redirects=True)
    assert "This is the copy" in text(reply)
    with store.reading() as db:
        first, copy = db.scalars(select(ItemRow).order_by(ItemRow.id))
        assert (first.status, copy.status) == ("approved", "draft")
        assert first.name != copy.name
        assert item_of(authoring.newest(db, copy)) == item_of(authoring.newest(db, first))


def test_a_question_with_a_blocking_flaw_is_not_approved_by_saving_it(
    amira: FlaskClient, shelf: BankPage, store: Store
) -> None:
    none = {"options-1-text": "None of the above"}
    refused = amira.post("/questions/new", data=typed(shelf, **none))
    assert refused.status_code == 422
    assert "cannot be approved as it is" in text(refused)
    assert amira.post("/questions/new", data=typed(shelf, act="draft", **none)).status_code == 303
    row, _ = only(store)
    assert row.status == "draft"
    refused = amira.post(f"/questions/{row.public_id}/status", data={"status": "approved"}, follow_redirects=True)
    assert "cannot be approved as it is" in text(refused)
    assert only(store)[0].status == "draft"


def test_an_approved_question_is_not_edited_into_a_flawed_one(amira: FlaskClient, row: ItemRow, store: Store) -> None:
    data = typed(row.page, version="1", **{"options-1-text": "None of the above"})
    refused = amira.post(f"/questions/{row.public_id}/edit", data=data)
    assert (refused.status_code, newest(store, row)[0]) == (422, 1)
    assert "keep it as a draft" in text(refused)
