from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from quizapp.classroom import authoring
from quizapp.classroom.bodies import item_of
from quizapp.core.item import Item, Option
from quizapp.store import AuditEntry, BankPage, Course
from quizapp.store import Item as ItemRow
from quizapp.store.engine import Store
from quizapp.web.travel import flaws_of
from tests.conftest import Cast, seated, signed_in
from tests.factories import a_multiple, a_page, a_question, an_item
from tests.web.queries import counting
from tests.web.typed import text


@pytest.fixture
def shelf(db: Session) -> BankPage:
    """A shared page with three questions, one of them retired."""
    page = a_page(db, title="Rivers of the north")
    a_question(db, page, an_item("Which river flows through Celle?"))
    a_question(db, page, a_multiple("What was mined in Goslar?", tags=("mines",), level="apply", difficulty="hard"))
    a_question(db, page, an_item("Which river is forgotten?"), status="retired")
    db.commit()
    return page


def item(db: Session, stem: str) -> tuple[str, Item]:
    row = db.scalars(select(ItemRow).where(ItemRow.stem_start == stem)).one()
    return row.public_id, item_of(authoring.newest(db, row))


# --- the list --------------------------------------------------------------------------------------------------


def test_it_lists_the_questions_and_leaves_the_retired_out(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get("/questions"))
    assert "2 questions" in page
    assert "Which river flows through Celle?" in page
    assert "several answers" in page
    assert "Which river is forgotten?" not in page


def test_what_was_written_last_comes_first_unless_the_order_of_the_pages_is_wanted(
    amira: FlaskClient, db: Session, shelf: BankPage
) -> None:
    a_question(db, shelf, an_item("Which river is new?")).created_at += timedelta(days=1)
    db.commit()
    newest, by_page = text(amira.get("/questions")), text(amira.get("/questions?order=page"))
    assert "3 questions</strong>, newest first" in newest
    assert newest.index("Which river is new?") < newest.index("Which river flows through Celle?")
    assert "3 questions</strong>, as on their pages" in by_page
    assert by_page.index("Which river is new?") > by_page.index("What was mined in Goslar?")


@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ({"words": "CELLE river"}, "Celle", "containing “CELLE river”"),
        ({"words": "zinc"}, "Goslar", "containing “zinc”"),
        ({"tag": "mines"}, "Goslar", "tagged mines"),
        ({"kind": "single"}, "Celle", "of the kind one answer"),
        ({"level": "apply"}, "Goslar", "of the level apply"),
        ({"difficulty": "easy"}, "Celle", "of the difficulty easy"),
        ({"status": "retired"}, "forgotten", "in the state retired"),
    ],
)
def test_a_filter_narrows_the_list_and_is_said_in_words(
    amira: FlaskClient, shelf: BankPage, query: dict[str, str], found: str, said: str
) -> None:
    page = text(amira.get("/questions", query_string=query))
    assert f"<strong>1 question</strong> {said}." in page
    names = ("Celle?", "Goslar?", "forgotten?")
    assert [name for name in names if f"{name}</a>" in page] == [f"{found}?"]
    assert ">Clear</a>" in page


def test_nothing_found_says_so_and_how_to_get_back(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get("/questions?words=volcano"))
    assert "No question fits." in page
    assert "Clear the filter" in page


def test_an_empty_bank_says_what_will_be_here(amira: FlaskClient) -> None:
    assert "No questions yet." in text(amira.get("/questions"))


def test_sixty_questions_take_three_pages_and_no_more_queries_than_five(
    app: Flask, amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    def counted() -> tuple[int, str]:
        statements.clear()
        page = text(amira.get("/questions"))
        return len(statements), page

    for number in range(3):
        a_question(db, shelf, an_item(f"Question {number}?", tags=(f"tag-{number}",)))
    db.commit()
    few, page = counted()
    assert "5 questions" in page
    for number in range(55):
        a_question(db, a_page(db), an_item(f"Further question {number}?", tags=(f"more-{number}", "all")))
    db.commit()
    many, page = counted()
    assert "60 questions" in page
    assert many == few
    assert "Page 1 of 3" in page
    last = text(amira.get("/questions?n=3"))
    assert last.count('name="question"') == 10
    assert page.count('name="question"') == 25


def test_everyone_sees_the_questions_of_their_own_classes_only(
    app: Flask, db: Session, cast: Cast, shelf: BankPage
) -> None:
    a_question(db, a_page(db, course=cast.course, title="Our own"), an_item("Which river is ours?"))
    db.commit()
    assert "Which river is ours?" in text(signed_in(app, cast.ben).get("/questions"))
    strange = text(signed_in(app, cast.noor).get("/questions"))
    assert "Which river is ours?" not in strange
    assert "Our own" not in strange
    assert "2 questions" in strange
    assert signed_in(app, cast.ina).get("/questions").status_code == 403
    learner = seated(app, cast.lin).get("/questions")
    assert (learner.status_code, "sign-in" in learner.location) == (303, True)


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "-1", "x", "9" * 5000])
def test_a_screen_that_does_not_exist_is_the_nearest_one(amira: FlaskClient, shelf: BankPage, number: str) -> None:
    page = amira.get("/questions", query_string={"n": number})
    assert page.status_code == 200
    assert "Which river flows through Celle?" in page.text


# --- many at once ----------------------------------------------------------------------------------------------


def test_it_tags_many_questions_and_returns_to_the_same_list(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    goslar, _ = item(db, "What was mined in Goslar?")
    db.commit()
    reply = amira.post(
        "/questions/bulk?kind=single&n=1", data={"question": [celle, goslar], "add": "Week 3", "remove": "mines"}
    )
    assert reply.status_code == 303
    assert reply.location == "/questions?kind=single&n=1"
    assert "Tags changed on 2 questions." in text(amira.get(reply.location))
    with store.reading() as reading:
        assert item(reading, "Which river flows through Celle?")[1].tags == ("rivers", "week 3")
        assert item(reading, "What was mined in Goslar?")[1].tags == ("week 3",)


@pytest.mark.parametrize(
    ("chosen", "add", "words"),
    [
        (False, "news", "Choose at least one question."),
        (True, "", "Write a tag to add or to remove."),
        (True, "x" * 50, "shorten it to 40"),
    ],
)
def test_it_asks_for_questions_and_tags(
    amira: FlaskClient, db: Session, shelf: BankPage, chosen: bool, add: str, words: str
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    db.commit()
    reply = amira.post("/questions/bulk", data={"question": [celle] if chosen else [], "add": add})
    assert reply.status_code == 422
    assert words in text(reply)
    assert (f'value="{celle}" checked' in text(reply)) == chosen


def test_all_drafts_that_fit_are_approved_at_once_and_the_flawed_say_why_not(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    a_question(db, shelf, an_item("Which river is new?"), status="draft")
    bad = an_item("Which river is none?", options=(Option("The Aller", True), Option("None of the above")))
    a_question(db, shelf, bad, status="draft")
    db.commit()
    reply = amira.post("/questions/bulk?status=draft", data={"act": "looked", "all": "y"})
    assert reply.location.startswith("/questions?status=draft")
    told = text(amira.get(reply.location))
    assert "1 question is approved now." in told
    assert "“Which river is none?” is not approved: it must be mended." in told
    with store.reading() as reading:
        states = {row.stem_start: row.status for row in reading.scalars(select(ItemRow))}
    assert (states["Which river is new?"], states["Which river is none?"]) == ("approved", "draft")
    assert states["Which river is forgotten?"] == "retired"


@pytest.fixture
def pile(db: Session, shelf: BankPage) -> dict[str, str]:
    """Three drafts: one that is fine, one to look at, one that cannot be approved. Stem → public id."""
    two = (Option("The Aller", True), Option("The Leine"))
    three = (*two, Option("The Elbe"))
    stems = {
        "Which river is fine?": three,
        "Which river is half?": two,
        "Which river is none?": (*three, Option("None of the above")),
    }
    found = {stem: a_question(db, shelf, an_item(stem, options=o), status="draft") for stem, o in stems.items()}
    ids = {stem: row.public_id for stem, row in found.items()}
    db.commit()
    return ids


def state_of(store: Store) -> dict[str, str]:
    with store.reading() as reading:
        rows = reading.scalars(select(ItemRow).where(ItemRow.status != "retired"))
        return {row.stem_start.split()[-1].rstrip("?"): row.status for row in rows if row.stem_start.count(" ") == 3}


def test_approving_many_names_first_what_there_is_to_look_at(
    amira: FlaskClient, store: Store, pile: dict[str, str]
) -> None:
    sent = {"act": "approved", "question": list(pile.values())}
    told = amira.post("/questions/bulk?status=draft", data=sent)
    assert told.status_code == 200
    for words in ("2 of 3 have something to look at", "Guessing gives half.", "Must be mended", "only the 1 without"):
        assert words in text(told)
    assert all(f'value="{one}" checked' in text(told) for one in pile.values()), "the ticks are still there"
    assert set(state_of(store).values()) == {"draft"}
    done = amira.post("/questions/bulk?status=draft", data=sent | {"act": "looked"}, follow_redirects=True)
    assert "2 questions are approved now." in text(done)
    assert "“Which river is none?” is not approved: it must be mended." in text(done)
    assert state_of(store) == {"fine": "approved", "half": "approved", "none": "draft"}


def test_approving_many_takes_no_more_statements_than_approving_few(
    amira: FlaskClient, db: Session, store: Store, cast: Cast
) -> None:
    options = (Option("The Aller", True), Option("The Leine"), Option("The Elbe"))
    ids = []
    for number in range(14):
        page = a_page(db, course=db.get_one(Course, cast.course.id))
        row = a_question(db, page, an_item(f"Which river is {number}?", options=options), status="draft")
        ids.append(row.public_id)
    db.commit()
    counts = []
    for some in (ids[:2], ids[2:]):
        with counting(store) as seen:
            sent = {"act": "approved", "question": some}
            amira.post("/questions/bulk", data=sent)
        counts.append(len(seen))
    assert set(state_of(store).values()) == {"approved"}
    assert counts[0] == counts[1]
    with store.reading() as reading:
        entries = reading.scalars(select(AuditEntry).where(AuditEntry.what == "item.approved")).all()
    assert [(one.person_id, one.detail["item"]) for one in entries] == [(cast.amira.id, one) for one in ids]


def test_what_has_nothing_to_look_at_is_approved_at_once(
    amira: FlaskClient, store: Store, pile: dict[str, str]
) -> None:
    sent = {"act": "approved", "question": [pile["Which river is fine?"], pile["Which river is none?"]]}
    done = text(amira.post("/questions/bulk", data=sent, follow_redirects=True))
    assert "1 question is approved now." in done
    assert "“Which river is none?” is not approved: it must be mended." in done


def test_where_no_draft_is_left_the_list_leads_on_to_a_quiz(
    amira: FlaskClient, shelf: BankPage, pile: dict[str, str]
) -> None:
    where = f"/questions?page={shelf.public_id}&status=draft"
    amira.post("/questions/bulk", data={"act": "retired", "question": [pile["Which river is none?"]]})
    sent = {"act": "looked", "question": [pile["Which river is fine?"], pile["Which river is half?"]]}
    done = text(amira.post(where.replace("?", "/bulk?"), data=sent, follow_redirects=True))
    assert done.count("Make a quiz of") == 1, "of those just approved"
    for shown, words in ((done, "4 questions are approved."), (text(amira.get(where)), "4 questions are approved.")):
        assert ("No draft waits here." in shown, words in shown, "No question fits" in shown) == (True, True, False)
        assert "See what is approved" in shown
    assert f'href="/quizzes/new?page={shelf.public_id}">Make a quiz of them' in text(amira.get(where))
    assert "Make a quiz of" not in text(amira.get(f"{where}&words=river")), "a part of a page is no quiz by itself"
    assert "No question fits." in text(amira.get("/questions?status=draft&words=zeppelin"))


@pytest.mark.parametrize("act", ["approved", "sound"])
def test_a_hint_and_what_is_approved_already_are_nothing_to_look_at(
    amira: FlaskClient, db: Session, shelf: BankPage, act: str
) -> None:
    long = "The Elbe, which flows from the mountains through the plain into the sea"
    hinted = an_item("Which river is long?", options=(Option("The Aller", True), Option("The Leine"), Option(long)))
    half = an_item("Which river is half?", options=(Option("The Aller", True), Option("The Leine")))
    rows = [a_question(db, shelf, hinted, status="draft"), a_question(db, shelf, half)]
    ids = [row.public_id for row in rows]
    db.commit()
    done = amira.post("/questions/bulk", data={"act": act, "question": ids}, follow_redirects=True)
    assert "1 question is approved now." in text(done)


@pytest.mark.parametrize("act", ["sound", "sound-shown"])
def test_those_without_flaws_are_approved_and_the_others_named(
    amira: FlaskClient, store: Store, pile: dict[str, str], act: str
) -> None:
    shown = text(amira.get("/questions?status=draft"))
    assert all(f'name="shown" value="{one}"' in shown for one in pile.values())
    assert "Approve all shown without flaws" in shown
    assert "What must be mended stays a draft; what is to be looked at is shown first, and you decide." in shown
    sent = {"act": act, "shown" if act == "sound-shown" else "question": list(pile.values())}
    done = text(amira.post("/questions/bulk?status=draft", data=sent, follow_redirects=True))
    assert "1 question is approved now." in done
    assert "“Which river is half?” is not approved: look at it first. Guessing gives half." in done
    assert state_of(store) == {"fine": "approved", "half": "draft", "none": "draft"}
    sent = {"act": act, "shown" if act == "sound-shown" else "question": [pile["Which river is half?"]]}
    assert "0 questions are approved" in text(amira.post("/questions/bulk", data=sent, follow_redirects=True))


@pytest.mark.parametrize("act", ["sound", "sound-shown"])
def test_what_an_import_marked_to_be_looked_at_is_not_approved_with_those_without_flaws(
    amira: FlaskClient, db: Session, shelf: BankPage, act: str
) -> None:
    lengths = tuple(Option(f"{metres} m", metres == 1852) for metres in (1000, 1609, 1852, 2200))
    mile = an_item("How long is one nautical mile?", options=lengths, facts=())
    assert [flaw.name for flaw in flaws_of(mile)] == ["lost sequence"]
    row = a_question(db, shelf, mile, status="draft")
    db.commit()
    sent = {"act": act, "shown" if act == "sound-shown" else "question": [row.public_id]}
    done = text(amira.post("/questions/bulk", data=sent, follow_redirects=True))
    assert "0 questions are approved" in done
    assert "look at it first. Options in order would be shuffled. Set the order to fixed." in done


def test_a_list_without_drafts_offers_no_approval_of_all_and_enter_never_approves(
    amira: FlaskClient, shelf: BankPage, pile: dict[str, str]
) -> None:
    assert "Approve all shown" not in text(amira.get("/questions?status=approved"))
    shown = text(amira.get("/questions?status=draft"))
    form = shown[shown.index("/questions/bulk") :]
    assert re.findall(r"<button[^>]*>([^<]*)<", form)[0] == "Change tags", "Enter presses the first button"


def test_all_that_is_shown_can_be_ticked_without_a_script(amira: FlaskClient, pile: dict[str, str]) -> None:
    shown = text(amira.get("/questions?status=draft"))
    assert re.search(r'<noscript><a [^>]*href="/questions\?tick=all&(?:amp;)?status=draft">Tick all', shown)
    assert 'checked><span class="visually-hidden">Tick' not in shown
    ticked = text(amira.get("/questions?tick=all&status=draft"))
    assert all(f'value="{one}" checked' in ticked for one in pile.values())


def test_what_was_approved_and_what_is_ticked_leads_to_a_quiz_of_it(
    amira: FlaskClient, db: Session, store: Store, cast: Cast, pile: dict[str, str]
) -> None:
    fine, half, none = pile.values()
    done = text(amira.post("/questions/bulk", data={"act": "looked", "question": [half, fine]}, follow_redirects=True))
    link = f"/quizzes/new?questions={half},{fine}"
    assert f'href="{link}">Make a quiz of these' in done
    made = text(amira.get(link))
    assert "It begins with 2 questions chosen in the list." in made
    assert 'value="Rivers of the north"' in made
    ticked = amira.post("/questions/bulk", data={"act": "quiz", "question": [none, half, fine]})
    assert "1 is left out: only approved" in text(amira.get(ticked.location))
    sent = {"title": "Half", "course": cast.course.public_id, "questions": f"{none},{half},{fine}"}
    quiz = amira.post("/quizzes/new", data=sent)
    assert quiz.status_code == 303
    shown = text(amira.get(quiz.location))
    assert shown.index("Which river is half?") < shown.index("Which river is fine?")
    assert "Which river is none?" not in shown


@pytest.mark.parametrize(("count", "words"), [(0, "Tick the questions"), (201, "at most 200 questions")])
def test_a_quiz_of_none_or_of_too_many_is_refused(amira: FlaskClient, shelf: BankPage, count: int, words: str) -> None:
    reply = amira.post("/questions/bulk", data={"act": "quiz", "question": ["x"] * count})
    assert (reply.status_code, words in text(reply)) == (422, True)


def test_a_quiz_takes_no_questions_of_a_class_of_others(app: Flask, db: Session, cast: Cast, shelf: BankPage) -> None:
    own = a_question(db, a_page(db, course=cast.course), an_item("Which river is ours?"))
    db.commit()
    shown = text(signed_in(app, cast.noor).get(f"/quizzes/new?questions={own.public_id}"))
    assert "It begins with 0 questions" in shown


def test_a_state_for_many_needs_questions_of_ones_own(
    app: Flask, amira: FlaskClient, db: Session, cast: Cast, shelf: BankPage
) -> None:
    own = a_question(db, a_page(db, course=cast.course), status="draft")
    db.commit()
    assert "Choose at least one question." in text(amira.post("/questions/bulk", data={"act": "retired"}))
    for person, status in ((cast.noor, 404), (cast.ina, 403)):
        data = {"act": "approved", "question": own.public_id}
        assert signed_in(app, person).post("/questions/bulk", data=data).status_code == status


def test_strangers_and_observers_tag_nothing(
    app: Flask, db: Session, store: Store, cast: Cast, shelf: BankPage
) -> None:
    own = a_question(db, a_page(db, course=cast.course), an_item("Which river is ours?"))
    shared, _ = item(db, "Which river flows through Celle?")
    db.commit()
    data = {"question": [shared, own.public_id], "add": "taken"}
    assert signed_in(app, cast.noor).post("/questions/bulk", data=data).status_code == 404
    assert signed_in(app, cast.ina).post("/questions/bulk", data=data).status_code == 403
    with store.reading() as reading:
        assert item(reading, "Which river flows through Celle?")[1].tags == ("rivers",)


# --- pages -----------------------------------------------------------------------------------------------------


def test_a_page_shows_its_source_its_facts_and_its_questions(amira: FlaskClient, shelf: BankPage) -> None:
    page = text(amira.get(f"/pages/{shelf.public_id}"))
    for words in ("Rivers of the north", "Field notes", "The Aller crosses the town", "paragraph 2", "through Celle?"):
        assert words in page
    assert "forgotten" not in page


def test_it_makes_a_page_for_one_class(app: Flask, amira: FlaskClient, cast: Cast, store: Store) -> None:
    data = {"title": "Our town", "published": "2026-01-05", "tags": "Town, news", "language": "de"}
    reply = amira.post("/pages/new", data={**data, "course": cast.course.public_id})
    assert reply.status_code == 303
    with store.reading() as db:
        page = db.scalars(select(BankPage)).one()
    assert page.course_id == cast.course.id
    assert page.head == {
        "title": "Our town", "published": "2026-01-05", "language": "de", "tags": ["news", "town"]
    }  # fmt: skip
    assert "Only those who teach" in text(amira.get(reply.location))
    assert signed_in(app, cast.noor).get(reply.location).status_code == 404


def test_changing_a_source_gives_its_questions_a_version_that_cites_it(
    amira: FlaskClient, db: Session, store: Store, shelf: BankPage
) -> None:
    celle, _ = item(db, "Which river flows through Celle?")
    db.commit()
    data = {"title": "Rivers", "publisher": "The Herald", "tags": "north", "language": "en"}
    reply = amira.post(f"/pages/{shelf.public_id}/edit", data=data, follow_redirects=True)
    assert "3 questions got a new version that cites it" in text(reply)
    assert "The Herald" in text(amira.get(f"/questions/{celle}"))
    assert "Changed: source" in text(amira.get(f"/questions/{celle}"))
    assert "2 questions" in text(amira.get("/questions?tag=north"))
    again = amira.post(f"/pages/{shelf.public_id}/edit", data=data, follow_redirects=True)
    assert "cites it" not in text(again)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Write a title"),
        ({"published": "yesterday"}, "Write the date as 2024-04-14"),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"tags": "x" * 50}, "shorten it to 40"),
    ],
)
def test_it_refuses_a_head_that_cannot_be(
    amira: FlaskClient, store: Store, shelf: BankPage, changes: dict[str, str], words: str
) -> None:
    data = {"title": "Rivers", "source": "A report", "course": "shared"} | changes
    for path in ("/pages/new", f"/pages/{shelf.public_id}/edit"):
        reply = amira.post(path, data=data)
        assert reply.status_code == 422
        assert words in text(reply)
        assert "A report" in text(reply)
    with store.reading() as db:
        assert [page.head["title"] for page in db.scalars(select(BankPage))] == ["Rivers of the north"]


def test_pages_are_made_and_changed_by_those_who_teach_there(app: Flask, db: Session, cast: Cast) -> None:
    page = a_page(db, course=cast.course)
    db.commit()
    own = f"/pages/{page.public_id}/edit"
    for person, status in ((cast.ben, 200), (cast.noor, 404), (cast.ina, 403)):
        assert signed_in(app, person).get(own).status_code == status
    assert signed_in(app, cast.noor).post(own, data={"title": "Mine"}).status_code == 404
    assert signed_in(app, cast.ina).post("/pages/new", data={"title": "Mine", "course": "shared"}).status_code == 403
    foreign = signed_in(app, cast.noor).post("/pages/new", data={"title": "Mine", "course": cast.course.public_id})
    assert foreign.status_code == 422


def test_what_the_page_says_of_a_list_anyhow_opens_no_filters(amira: FlaskClient, shelf: BankPage) -> None:
    folded = [f"?page={shelf.public_id}", "?status=draft", f"?words=river&page={shelf.public_id}&status=draft"]
    assert ["<details open>" in amira.get(f"/questions{query}").text for query in [*folded, "?kind=single"]] == [
        *(False for _ in folded),
        True,
    ]


def test_of_very_many_questions_with_something_to_look_at_fifty_are_shown(
    amira: FlaskClient, db: Session, cast: Cast
) -> None:
    shelf = a_page(db, course=db.get_one(Course, cast.course.id))
    for number in range(53):
        a_question(db, shelf, an_item(f"Which river does not flow through town {number}?"), status="draft")
    db.commit()
    shown = amira.post("/questions/bulk?status=draft", data={"all": "y", "act": "approved"}).text
    assert "53 of 53 have something to look at" in shown
    assert shown.count("Look at this") == 50
    assert "and 3 more" in shown
