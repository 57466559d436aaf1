"""Regrading and objecting, as an instructor and a learner do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quizapp.classroom import authoring, quizzes, statistics
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.core.delivered import Choice
from quizapp.core.item import Answer, Option
from quizapp.core.item import Item as Body
from quizapp.store import Article, Attempt, Course, Dispute, Item, LiveRoom, Opening, Quiz, Regrade, RegradePlace, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast, Clock, seated, signed_in
from tests.factories import NOON, a_quiz, an_item, an_opening
from tests.web.live_pages import live_pages
from tests.web.queries import counting
from tests.web.test_results import text_of


@dataclass
class Given:
    """Where things are: lin's result, lin's objection to the first question, and the regrade of that question."""

    opening: int
    result: str
    objection: str
    regrade: str


@pytest.fixture
def given(db: Session, cast: Cast) -> Given:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()]))
    attempt = a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,), (0,)).public_id
    question = opening.quiz.items[0].public_id
    found = Given(
        opening.id,
        f"/take/{attempt}/result",
        f"/take/{attempt}/questions/{question}/object",
        f"/openings/{opening.public_id}/questions/{question}/regrade",
    )
    db.commit()
    return found


def made(store: Store, table: type[Regrade] | type[Dispute]) -> list[str]:
    """Public ids of what there is."""
    with store.reading() as db:
        return list(db.scalars(select(table.public_id)))


@pytest.fixture
def amira(app: Flask, cast: Cast, clock: Clock) -> FlaskClient:
    client = signed_in(app, cast.amira)
    clock.advance(minutes=30)
    return client


@pytest.fixture
def lin(app: Flask, cast: Cast) -> FlaskClient:
    return seated(app, cast.lin)


FORM = {"kind": "key", "options": "1", "reason": "The atlas was wrong."}


def token_on(page: str) -> str:
    found = re.search(r'name="confirm" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_preview_says_who_gains_and_changes_nothing(amira: FlaskClient, given: Given, store: Store) -> None:
    reply = amira.post(given.regrade, data=FORM)
    assert reply.status_code == 200
    assert "1 learner gains, 0 lose, in 1 run" in " ".join(reply.text.split())
    assert "1 of 2 (50 %)" in reply.text
    assert made(store, Regrade) == []


def test_confirming_marks_anew_and_the_learner_reads_why(amira: FlaskClient, given: Given, lin: FlaskClient) -> None:
    token = token_on(amira.post(given.regrade, data=FORM).text)
    reply = amira.post(given.regrade, data=FORM | {"confirm": token}, follow_redirects=True)
    assert "The question is marked anew." in reply.text
    assert "Another key: <bdi>The atlas was wrong.</bdi>" in reply.text
    page = text_of(lin, given.result)
    assert "2 of 2 · 100 %" in page
    assert "Your score was 1 of 2." in page
    assert "Marked differently since then: The atlas was wrong." in page
    assert "2 of 2 (100 %)" in text_of(lin, "/me")


KEPT, FOR_ALL = "the mark that your answer had by the earlier key: 1 of 1.", "full marks for this question: 1 of 1."


@pytest.mark.parametrize(
    ("change", "answered", "said"),
    [
        (FORM | {"keep": "y"}, (0,), KEPT),
        (FORM | {"keep": "y"}, (1,), ""),
        (FORM, (0,), ""),
        ({"kind": "full", "reason": "It was read in two ways."}, (1,), FOR_ALL),
        ({"kind": "full", "reason": "It was read in two ways."}, None, FOR_ALL),
        ({"kind": "full", "reason": "It was read in two ways."}, (0,), ""),
        ({"kind": "drop", "reason": "It was read in two ways."}, (1,), ""),
    ],
)
def test_a_mark_that_the_shown_key_does_not_give_is_explained_at_the_question(
    app: Flask, cast: Cast, db: Session, amira: FlaskClient, change: dict[str, str], answered: Choice | None, said: str
) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(6)]))
    attempt = a_finished_attempt(db, opening, db.get_one(Seat, cast.gus.id), answered, (1,), *[(0,)] * 4).public_id
    page = f"/openings/{opening.public_id}/questions/{opening.quiz.items[0].public_id}/regrade"
    db.commit()
    amira.post(page, data=change | {"confirm": token_on(amira.post(page, data=change).text)})
    result = text_of(seated(app, cast.gus), f"/take/{attempt}/result")
    assert [words for words in (KEPT, FOR_ALL) if words in result] == ([said] if said else [])
    right = bool(said) or (change["kind"], answered) in (("key", (1,)), ("full", (0,)))
    assert f"Not right, or not answered: {'2' if right else '1 , 2'} ." in result


OLD_KEY = "the question itself still has the old one: correct it for later quizzes."


def test_after_another_key_the_question_is_said_to_have_the_old_one_until_it_is_corrected(
    amira: FlaskClient, given: Given, db: Session
) -> None:
    quiz = db.get_one(Opening, given.opening).quiz
    version, other = quiz.items[0].version, an_opening(db, quiz).public_id
    row = db.get_one(Item, version.item_id)
    item, in_bank = item_of(version), f"/questions/{row.public_id}"
    db.commit()
    results = given.regrade.removesuffix("/regrade").replace("/questions/", "/results/questions/")
    assert OLD_KEY not in text_of(amira, in_bank) + text_of(amira, results)
    token = token_on(amira.post(given.regrade, data=FORM).text)
    receipt = amira.post(given.regrade, data=FORM | {"confirm": token}, follow_redirects=True)
    assert f"This quiz is marked by the new key; {OLD_KEY}" in receipt.text
    assert f'<a href="{in_bank}/edit">Edit the question</a>' in receipt.text
    assert "marked by another key, The Leine" in text_of(amira, in_bank)
    assert OLD_KEY not in text_of(amira, results.replace(given.regrade.split("/")[2], other)), "marked by the old key"
    reworded = replace(item, stem="Which river is it?")
    authoring.edit_item(db, None, row, reworded, at=NOON)
    db.commit()
    assert OLD_KEY in text_of(amira, in_bank), "another stem is not another key"
    mended = replace(reworded, options=tuple(replace(o, is_key=n == 1) for n, o in enumerate(reworded.options)))
    authoring.edit_item(db, None, row, mended, at=NOON)
    db.commit()
    assert OLD_KEY not in text_of(amira, in_bank) + text_of(amira, results)


def test_whoever_gives_plays_or_sends_away_a_question_with_the_old_key_is_told_before(
    app: Flask, cast: Cast, amira: FlaskClient, given: Given, db: Session
) -> None:
    quiz = db.get_one(Opening, given.opening).quiz
    row = db.get_one(Item, quiz.items[0].version.item_id)
    item, here, of_bank = item_of(quiz.items[0].version), f"/quizzes/{quiz.public_id}", f"/questions/{row.public_id}"
    give, pages = f"{here}/open", [f"{here}/download", f"{here}/paper?show=key"]
    wall = f"{here}/live"  # often on the projector already
    bank = [f"/questions/download?question={row.public_id}", f"/pages/{row.page.public_id}/download"]
    db.commit()
    assert not any("still has the key" in text_of(amira, page) for page in [give, *pages, *bank])
    token = token_on(amira.post(given.regrade, data=FORM).text)
    amira.post(given.regrade, data=FORM | {"confirm": token})
    marked = "still has the key The Aller , though after a regrade it is marked by The Leine ."
    said = f"{marked} Correct the question first"
    new_run = f"{marked} The new run is marked by this corrected key too, unless you choose the old keys below."
    assert text_of(amira, give).count(new_run) == 1
    for page in pages:
        assert text_of(amira, page).count(f"{said}, then copy the quiz: the copy has the new key.") == 1, page
    for page in bank:
        assert f"{said}." in text_of(amira, page)
    hushed = "still has another key than the one it is marked by after a regrade."
    assert text_of(amira, wall).count(hushed) == 1
    assert "Correct the question first" not in text_of(amira, wall), "the page itself mends it"
    assert not re.search(r"The (?:Aller|Leine)", text_of(amira, wall))
    for page in [give, *pages, wall, *bank]:
        assert f'<a href="{of_bank}/edit">Edit the question</a>' in amira.get(page).text
    copy = amira.post(f"{here}/copy", data={"course": cast.course.public_id}).location
    assert f"{said}, then take the newest version into the quiz." in text_of(amira, f"{copy}/download")
    assert new_run in text_of(amira, f"{copy}/open")
    authoring.edit_item(
        db, None, row,
        replace(item, options=tuple(replace(option, is_key=n == 1) for n, option in enumerate(item.options))), at=NOON,
    )  # fmt: skip
    db.commit()
    for page in pages:
        assert "corrected since; a copy of the quiz has its new key." in text_of(amira, page)
        assert f'<a href="{here}/copy">Copy the quiz</a>' in amira.get(page).text
    assert "corrected since; take the newest version into the quiz." in text_of(amira, f"{copy}/download")
    assert new_run in text_of(amira, give)
    assert new_run in text_of(amira, f"{copy}/open")
    for page in (wall, f"{copy}/live"):
        assert hushed in text_of(amira, page)
    amira.post(f"{copy}/newest")
    assert not any("still has the key" in text_of(amira, page) for page in [f"{copy}/open", *bank])
    assert "still has another key" not in text_of(amira, f"{copy}/live")


ROOM = {"names": "generated", "read_s": "0", "board": "off", "speed_percent": "0", "teams": "0", "count_vote": "1"}


def key_in_room(amira: FlaskClient, store: Store, reply: TestResponse) -> tuple[str, Body]:
    """The title of the quiz that a room plays, and its first question."""
    assert reply.status_code == 303, reply.text
    with store.reading() as db:
        room = db.scalars(select(LiveRoom).where(LiveRoom.public_id == reply.location.rpartition("/")[2])).one()
        return room.opening.quiz.title, item_of(room.opening.quiz.items[0].version)


def test_a_room_for_a_regraded_quiz_plays_a_copy_with_the_key_in_force_unless_the_host_wants_the_old(
    amira: FlaskClient, given: Given, db: Session, store: Store
) -> None:
    quiz = db.get_one(Opening, given.opening).quiz
    wall = f"/quizzes/{quiz.public_id}/live"
    held = item_of(quiz.items[0].version)
    reasoned = (replace(option, rationale=f"Why {option.text}.") for option in held.options)
    row = quiz.items[0].version.item
    authoring.edit_item(db, None, row, replace(held, options=tuple(reasoned), explanation="It crosses."), at=NOON)
    db.commit()
    amira.post(given.regrade, data=FORM | {"confirm": token_on(amira.post(given.regrade, data=FORM).text)})
    page = amira.get(wall).text
    first = re.search(r"<button[^>]*>[^<]*</button>", page[page.index("<form", page.index("<h1>")) :])
    assert first
    assert first[0] == '<button class="primary">Open with the corrected keys</button>', "Enter presses it"

    title, item = key_in_room(amira, store, amira.post(wall, data=ROOM | {"act": "old"}))
    assert (title, item) == (quiz.title, held)
    opened = amira.post(wall, data=ROOM)
    title, item = key_in_room(amira, store, opened)
    assert title == "Rivers of the north"
    assert [option.text for option in item.options if option.is_key] == ["The Leine"]
    assert [bool(option.rationale) for option in item.options] == [False, False, True, True], "of another key"
    assert item.explanation == ""
    assert item.facts == (), "the fact that it rested on tells of the Aller"
    assert "The room plays “Rivers of the north”" in text_of(amira, opened.location)
    title, _ = key_in_room(amira, store, amira.post(f"{wall}", data=ROOM))  # the bank has the key by now
    assert title == "Rivers of the north"
    assert "still has another key" in text_of(amira, wall), "what was given stays as it was"


RULES = {"attempts": "1", "counts": "highest", "feedback": "finish", "layout": "page", "credit": "all_or_nothing"}


@pytest.mark.parametrize("corrected", [False, True], ids=["by the regrade alone", "in the bank"])
def test_a_regraded_quiz_is_given_again_with_the_corrected_keys_unless_the_old_ones_are_wanted(
    amira: FlaskClient, db: Session, cast: Cast, store: Store, corrected: bool
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    corrected_by_regrade(db, quiz)
    row, held = quiz.items[0].version.item, item_of(quiz.items[0].version)
    if corrected:
        options = tuple(replace(option, is_key=n == 1) for n, option in enumerate(held.options))
        authoring.edit_item(db, None, row, replace(held, options=options), at=NOON)
    db.commit()
    give = f"/quizzes/{quiz.public_id}/open"
    assert "The new run is marked by this corrected key too," in text_of(amira, give)
    buttons = re.findall(r"<button[^>]*>Give[^<]*</button>", amira.get(give).text)
    assert buttons == [
        '<button class="primary">Give with the corrected keys</button>',
        '<button name="act" value="old">Give with the old keys</button>',
    ], "Enter presses the first"

    def given_by(**pressed: str) -> tuple[str, list[str]]:
        """The title of the quiz of the newest run, and the keys of its first question."""
        assert amira.post(give, data=RULES | pressed).status_code == 303
        with store.reading() as fresh:
            given = fresh.scalars(select(Opening).order_by(Opening.id.desc())).first()
            assert given
            return given.quiz.title, [o.text for o in item_of(given.quiz.items[0].version).options if o.is_key]

    assert given_by(act="old") == ("Rivers of the north", ["The Aller"])
    assert given_by() == ("Rivers of the north", ["The Leine"])
    assert given_by() == ("Rivers of the north", ["The Leine"])
    receipt = amira.post(give, data=RULES, follow_redirects=True).text
    assert "“Rivers of the north”, a copy of the quiz with the corrected keys, is given to" in receipt
    with store.reading() as fresh:
        assert len(fresh.scalars(select(Quiz).where(Quiz.corrects_id.is_not(None))).all()) == 1


def test_where_the_bank_has_a_third_key_by_now_the_page_names_it(
    amira: FlaskClient, db: Session, cast: Cast
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    corrected_by_regrade(db, quiz)
    held = item_of(quiz.items[0].version)
    options = tuple(replace(option, is_key=n == 2) for n, option in enumerate(held.options))
    authoring.edit_item(db, None, quiz.items[0].version.item, replace(held, options=options), at=NOON)
    db.commit()
    said = "it is marked by The Leine . The new run is marked by the corrected key The Oker , unless"
    assert said in text_of(amira, f"/quizzes/{quiz.public_id}/open")


def test_a_run_that_cannot_be_given_leaves_the_bank_as_it_was(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    corrected_by_regrade(db, quiz)
    version, row = quiz.items[0].item_version_id, quiz.items[0].version.item_id
    db.commit()
    reply = amira.post(f"/quizzes/{quiz.public_id}/open", data=RULES | {"closes_at": "2020-01-01T10:00"})
    assert reply.status_code == 422
    assert "The closing time has passed" in reply.text
    with store.reading() as fresh:
        assert authoring.newest(fresh, fresh.get_one(Item, row)).id == version
        assert len(fresh.scalars(select(Quiz).where(Quiz.corrects_id.is_not(None))).all()) == 0


def test_who_cannot_have_the_corrected_keys_is_told_that_the_new_run_has_the_old(
    amira: FlaskClient, db: Session, cast: Cast
) -> None:
    rivers = (Option("It is the Aller.", True), Option("It is the Leine.", False))
    course = db.get_one(Course, cast.course.id)
    quiz, other = a_quiz(db, course, [an_item(options=rivers)]), quizzes.create_quiz(db, None, course, "Rain", at=NOON)
    corrected_by_regrade(db, quiz)
    row = quiz.items[0].version.item
    quizzes.add_questions(db, None, other, [row])
    row.page.course_id = cast.other_course.id
    db.commit()
    page = text_of(amira, f"/quizzes/{other.public_id}/open")
    assert "still has the key It is the Aller , though after a regrade it is marked by It is the Leine ." in page
    assert "A run given now is marked by the old key." in page
    assert "Give to the class" in page
    assert "Give with" not in page


@pytest.mark.parametrize("why", ["a further answer", "the question of others"])
def test_where_the_question_cannot_have_the_corrected_key_the_regrade_goes_on_in_the_next_run(
    amira: FlaskClient, db: Session, cast: Cast, store: Store, why: str
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    corrected_by_regrade(db, quiz, kind="accept" if why == "a further answer" else "key")
    if why == "the question of others":
        quiz.items[0].version.item.page.course_id = cast.other_course.id
    db.commit()
    give = f"/quizzes/{quiz.public_id}/open"
    told = "The new run is marked so too, unless you choose the old keys below."
    assert told in text_of(amira, give)
    buttons = re.findall(r"<button[^>]*>(Give[^<]*)</button>", amira.get(give).text)
    assert buttons == ["Give as marked after the regrade", "Give with the old keys"]

    def given_by(**pressed: str) -> tuple[str, str]:
        """What the learner who chose the second option of the first question reads of the score and its change."""
        assert amira.post(give, data=RULES | pressed).status_code == 303
        with store.writing() as fresh:
            run = fresh.scalars(select(Opening).order_by(Opening.id.desc())).first()
            assert run
            assert run.quiz.public_id == quiz.public_id
            attempt = a_finished_attempt(fresh, run, fresh.get_one(Seat, cast.lin.id), (1,), (0,)).public_id
            fresh.commit()
        page = text_of(seated(amira.application, cast.lin), f"/take/{attempt}/result")
        return re.findall(r"\d of 2 (?=·)", page)[0].strip(), "changed" if "Your score was" in page else ""

    assert given_by(act="old") == ("1 of 2", "")
    assert given_by() == ("2 of 2", ""), "and it is no change of a score that nobody had"
    with store.writing() as fresh:
        for one in fresh.scalars(select(Regrade)):
            undone = Regrade(kind="undo", given=[], keep=False, reason="No.", at=NOON, undoes_id=one.id)
            newest = one.places[-1]
            undone.places.append(RegradePlace(opening_id=newest.opening_id, quiz_item_id=newest.quiz_item_id))
            fresh.add(undone)
        fresh.commit()
    page = text_of(amira, give)
    assert told not in page, "what was undone in the newest run does not go on"
    assert "A run given now is marked by the old key." in page


def corrected_by_regrade(db: Session, quiz: Quiz, kind: str = "key") -> None:
    """The first question of a quiz is marked by its second option."""
    regrade = Regrade(kind=kind, given=["1"], keep=False, reason="It is.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=an_opening(db, quiz).id, quiz_item_id=quiz.items[0].id))
    db.add(regrade)


def test_the_room_with_corrected_keys_has_all_else_as_the_quiz_was_given(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item(), an_item()])
    corrected_by_regrade(db, quiz)
    rows, held = [place.version.item for place in quiz.items], [place.version.id for place in quiz.items]
    reworded = replace(item_of(quiz.items[1].version), stem="Which of them is the longest?")
    authoring.edit_item(db, None, rows[1], reworded, at=NOON)
    rows[0].status, rows[2].status = "draft", "retired"
    db.commit()
    reply = amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM)
    title, item = key_in_room(amira, store, reply)
    assert title == "Rivers of the north"
    assert [option.is_key for option in item.options][:2] == [False, True]
    with store.reading() as fresh:
        room = fresh.scalars(select(LiveRoom).where(LiveRoom.public_id == reply.location.rpartition("/")[2])).one()
        assert [place.item_version_id for place in room.opening.quiz.items][1:] == held[1:]


def test_a_corrected_copy_is_played_again_while_its_class_has_it_unchanged(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    corrected_by_regrade(db, quiz)
    db.commit()
    wall = f"/quizzes/{quiz.public_id}/live"

    def played() -> int:
        """Id of the quiz that the next room plays."""
        title, item = key_in_room(amira, store, reply := amira.post(wall, data=ROOM))
        assert title == "Rivers of the north"
        assert [option.is_key for option in item.options][:2] == [False, True]
        with store.reading() as fresh:
            room = fresh.scalars(select(LiveRoom).where(LiveRoom.public_id == reply.location.rpartition("/")[2]))
            return room.one().opening.quiz_id

    found = [played(), played()]
    assert found[0] == found[1] != quiz.id
    for name, value in (
        ("archived_at", NOON),
        ("course_id", cast.other_course.id),
        ("items", "turned round"),
        ("items", "one less"),
    ):
        with store.writing() as fresh:
            copy = fresh.get_one(Quiz, found[-1])
            if value == "turned round":
                copy.items[1].position = copy.items[0].position - 1
            elif value == "one less":
                copy.items.pop()
            else:
                setattr(copy, name, value)
            fresh.commit()
        found.append(played())
        assert found[-1] not in found[:-1], (name, value)
        assert played() == found[-1]


def test_who_may_not_write_the_question_is_offered_no_corrected_keys(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    corrected_by_regrade(db, quiz)
    quiz.items[0].version.item.page.course_id = cast.other_course.id
    db.commit()
    wall = f"/quizzes/{quiz.public_id}/live"
    assert "with the corrected keys" not in text_of(amira, wall)
    assert key_in_room(amira, store, amira.post(wall, data=ROOM))[0] == quiz.title


def test_a_draft_takes_the_keys_in_force_before_a_room_opens_for_it(
    amira: FlaskClient, given: Given, db: Session, store: Store, cast: Cast
) -> None:
    here = f"/quizzes/{db.get_one(Opening, given.opening).quiz.public_id}"
    db.commit()
    amira.post(given.regrade, data=FORM | {"confirm": token_on(amira.post(given.regrade, data=FORM).text)})
    copy = amira.post(f"{here}/copy", data={"course": cast.course.public_id}).location
    title, item = key_in_room(amira, store, amira.post(f"{copy}/live", data=ROOM))
    assert title == "Rivers of the north (copy)"
    assert [option.text for option in item.options if option.is_key] == ["The Leine"]


def test_where_two_keys_are_in_force_only_a_person_can_choose(
    amira: FlaskClient, given: Given, db: Session, store: Store
) -> None:
    quiz = db.get_one(Opening, given.opening).quiz
    held, other = quiz.items[0].version, an_opening(db, quiz)
    wall = f"/quizzes/{quiz.public_id}/live"
    for option, opening in (("1", given.opening), ("2", other.id)):
        regrade = Regrade(kind="key", given=[option], keep=False, reason="It is.", at=NOON)
        regrade.places.append(RegradePlace(opening_id=opening, quiz_item_id=quiz.items[0].id))
        db.add(regrade)
    db.commit()
    assert "Correct the question first, then copy the quiz" in text_of(amira, wall)
    assert "with the corrected keys" not in text_of(amira, wall)
    assert key_in_room(amira, store, amira.post(wall, data=ROOM)) == (quiz.title, item_of(held))


def test_a_written_answer_found_right_is_the_key_in_the_room(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    year = Body("numeric", "In which year was it built?", answers=(Answer("1887"),), explanation="1887, they say.")
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [year])
    regrade = Regrade(kind="key", given=["1889"], keep=False, reason="It is.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=an_opening(db, quiz).id, quiz_item_id=quiz.items[0].id))
    db.add(regrade)
    db.commit()
    _, item = key_in_room(amira, store, amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM))
    assert ([answer.text for answer in item.answers], item.explanation) == (["1889"], "")


@pytest.mark.parametrize(
    ("options", "quote"),
    [
        (("1702", "1887", "1889", "1921"), "The bridge was built in 1702"),
        (("1702", "1887", "1889", "1921"), "It joined 1887 and 1889, and stood till 1921"),
        (("The Aller", "The Leine", "The Oker", "The Weser"), "It crosses the town"),
        (("The Aller", "The Leine", "The Oker", "The Weser"), "Here join the Leine and the Oker"),
    ],
    ids=["another number", "listed with another number", "named nowhere in the article", "listed with another name"],
)
def test_a_key_in_force_that_the_fact_does_not_prove_is_played_without_the_fact(
    amira: FlaskClient, db: Session, cast: Cast, store: Store, options: tuple[str, ...], quote: str
) -> None:
    asked = an_item(options=tuple(Option(text, n == 0) for n, text in enumerate(options)))
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [asked])
    page = quiz.items[0].version.item.page
    page.facts[0].statement, page.facts[0].quotes = "So it is.", [quote]
    db.add(Article(
        course_id=cast.course.id, page_id=page.id, title="Rivers", publisher="", published="", url="", license="",
        language="en", text=f"{quote}.", sha256="0" * 64, words=5, left_out=[], sentences=[], created_at=NOON,
    ))  # fmt: skip
    corrected_by_regrade(db, quiz)
    db.commit()
    reply = amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM | {"article": "none"})
    title, item = key_in_room(amira, store, reply)
    assert title == "Rivers of the north"
    assert [option.text for option in item.options if option.is_key] == [options[1]]
    assert item.facts == ()


@pytest.mark.parametrize("kind", ["numeric", "text"])
@pytest.mark.parametrize("says", ["1887", "1889"])
def test_a_typed_key_in_force_keeps_the_fact_that_says_it_in_the_room_and_in_reports(
    app: Flask, amira: FlaskClient, lin: FlaskClient, db: Session, cast: Cast, store: Store, kind: str, says: str
) -> None:
    explanation = f"They say {says}."
    year = an_item("When was it built?", kind=kind, options=(), answers=(Answer("1887"),), explanation=explanation)
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [year])
    row = quiz.items[0].version.item
    row.page.facts[0].statement, row.page.facts[0].quotes = "So it is.", [f"built in {says}"]
    authoring.edit_item(db, None, row, replace(year, stem="When was the bridge built?"), at=NOON)  # with this fact
    quiz.items[0].version = authoring.newest(db, row)
    opening = an_opening(db, quiz)
    attempt = a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), "1889").public_id
    db.commit()
    told = f"/take/{attempt}/result"
    assert f"built in {says}" in lin.get(told).text, "nobody has changed anything"
    page = f"/openings/{opening.public_id}/questions/{quiz.items[0].public_id}/regrade"
    form = {"kind": "key", "answer": "1889", "reason": "The atlas was wrong."}
    amira.post(page, data=form | {"confirm": token_on(amira.post(page, data=form).text)})
    result = lin.get(told).text
    shown = f"built in {says}" in result, explanation in result
    assert shown == (says == "1889", says == "1889")
    for_staff = page.removesuffix("/regrade").replace("/questions", "/results/questions")
    assert f"built in {says}" in amira.get(for_staff).text
    _, item = key_in_room(amira, store, amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM))
    assert [answer.text for answer in item.answers] == ["1889"]
    assert item.facts == (("F1",) if says == "1889" else ())


def test_a_key_in_force_that_the_fact_proves_keeps_the_fact(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item()])
    fact = quiz.items[0].version.item.page.facts[0]
    fact.statement, fact.quotes = "The town lies on the Leine.", ["The Leine crosses the town"]
    corrected_by_regrade(db, quiz)
    db.commit()
    _, item = key_in_room(amira, store, amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM))
    assert item.facts == ("F1",)


def test_a_question_that_cannot_have_the_key_in_force_for_its_wording_is_named_beside_the_way_to_edit_it(
    amira: FlaskClient, db: Session, cast: Cast
) -> None:
    twice = tuple(Option(text, n == 0) for n, text in enumerate(("The Aller", "The Leine", "the Leine", "The Weser")))
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item("Which **river** is it?", options=twice)])
    corrected_by_regrade(db, quiz)
    regrade = Regrade(kind="key", given=["1"], keep=False, reason="It is.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=quiz.openings[0].id, quiz_item_id=quiz.items[1].id))
    db.add(regrade)
    row = quiz.items[1].version.item.public_id
    db.commit()
    reply = amira.post(f"/quizzes/{quiz.public_id}/live", data=ROOM)
    assert reply.status_code == 422
    assert "“Which river is it?”: It cannot be approved as it is." in " ".join(reply.text.split())
    assert f'<a href="/questions/{row}/edit">Edit the question</a>' in reply.text


def test_a_file_of_many_questions_with_old_keys_names_ten_in_as_many_statements(
    amira: FlaskClient, given: Given, db: Session, store: Store
) -> None:
    amira.get("/")  # the first page of a visit asks more
    items = [an_item(f"Which river is number {n}?") for n in range(12)]
    quiz = a_quiz(db, db.get_one(Opening, given.opening).course, items)
    other = an_opening(db, quiz)
    regrade = Regrade(kind="key", given=["1"], keep=False, reason="It is.", at=NOON)
    db.add(regrade)
    page, counts = f"/quizzes/{quiz.public_id}/live", list[int]()
    for part in (quiz.items[:2], quiz.items[2:]):
        regrade.places += [RegradePlace(opening_id=other.id, quiz_item_id=place.id) for place in part]
        db.commit()
        with counting(store) as seen:
            text = text_of(amira, page)
        counts.append(len(seen))
    assert text.count("still has another key") == 10
    assert "So do 2 more." in text
    assert counts[0] == counts[1]


@pytest.mark.parametrize("change", [{"kind": "full"}, {"kind": "weight", "weight": "2"}])
def test_other_regrades_say_nothing_of_the_key_of_the_question(
    amira: FlaskClient, given: Given, change: dict[str, str]
) -> None:
    data = {"reason": "It was read in two ways."} | change
    token = token_on(amira.post(given.regrade, data=data).text)
    receipt = amira.post(given.regrade, data=data | {"confirm": token}, follow_redirects=True)
    assert "The question is marked anew." in receipt.text
    assert OLD_KEY not in receipt.text


def test_a_second_press_changes_nothing(amira: FlaskClient, given: Given, store: Store) -> None:
    token = token_on(amira.post(given.regrade, data=FORM).text)
    for _ in range(2):
        reply = amira.post(given.regrade, data=FORM | {"confirm": token}, follow_redirects=True)
        assert reply.status_code == 200
    assert "It is marked that way already" in reply.text
    assert len(made(store, Regrade)) == 1


def test_what_moved_meanwhile_comes_back_as_a_new_preview(
    amira: FlaskClient, given: Given, db: Session, cast: Cast
) -> None:
    token = token_on(amira.post(given.regrade, data=FORM).text)
    a_finished_attempt(db, db.get_one(Opening, given.opening), db.get_one(Seat, cast.gus.id), (1,), (0,))
    db.commit()
    reply = amira.post(given.regrade, data=FORM | {"confirm": token})
    assert reply.status_code == 422
    assert "Look at the new preview" in reply.text
    assert token_on(reply.text) != token
    assert "2 learners gain" in " ".join(reply.text.split())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": ""}, "Say why in a sentence"),
        ({"kind": "halve"}, "not one of the choices"),
        ({"options": "9"}, "among the options"),
        ({"kind": "weight", "weight": "much"}, "Write a weight"),
    ],
)
def test_a_proposal_that_cannot_be_comes_back_with_its_reason(
    amira: FlaskClient, given: Given, change: dict[str, str], words: str
) -> None:
    reply = amira.post(given.regrade, data=FORM | change)
    assert reply.status_code == 422
    assert words in reply.text


def test_undoing_asks_first_and_gives_the_score_back(
    amira: FlaskClient, given: Given, lin: FlaskClient, store: Store
) -> None:
    amira.post(given.regrade, data=FORM | {"confirm": token_on(amira.post(given.regrade, data=FORM).text)})
    undo = f"{given.regrade}/{made(store, Regrade)[0]}/undo"
    assert "Undone will be" in text_of(amira, undo)
    assert "reads it at the question" not in text_of(amira, undo), "the reason for undoing is for colleagues"
    asked = amira.post(undo, data={"reason": "It was right after all."})
    assert "0 learners gain, 1 loses" in " ".join(asked.text.split())
    amira.post(undo, data={"reason": "It was right after all.", "confirm": token_on(asked.text)})
    page = text_of(lin, given.result)
    assert "1 of 2 · 50 %" in page
    assert "Your score was" not in page
    assert amira.get(undo).status_code == 404


def test_an_objection_goes_from_the_learner_to_the_regrade_and_back(
    amira: FlaskClient, lin: FlaskClient, given: Given, store: Store
) -> None:
    assert "This question is wrong : question 1" in text_of(lin, given.result)
    page = text_of(lin, given.objection)
    assert "The Aller crosses the town" in page
    reply = lin.post(given.objection, data={"words": "My atlas says Leine.", "option": "1"})
    assert reply.status_code == 303
    assert "Your objection: waiting." in text_of(lin, given.result)
    assert "1 objection to answer" in text_of(amira, "/")
    assert "Lin : My atlas says Leine." in text_of(amira, "/objections")
    dispute = made(store, Dispute)[0]
    decided_on = text_of(amira, f"/objections/{dispute}")
    assert "Answered: The Leine . Argues for: The Leine" in decided_on
    assert decided_on.count("too few learners") == 1
    chosen = decided_on[decided_on.index("of 1 right") : decided_on.index("Figures for larger classes")]
    assert "The Aller key 0 learners The Leine 1 learner The Oker 0 learners The Weser 0 learners" in chosen
    answered = amira.post(f"/objections/{dispute}", data={"decision": "upheld", "answer": "You are right."})
    assert answered.location == given.regrade
    assert "Your objection: upheld; the mark will be changed. You are right." in text_of(lin, given.result)
    assert "1 upheld objection: regrade to do" in text_of(amira, "/")
    assert "upheld, regrade to do Lin : My atlas says Leine." in text_of(amira, "/objections")
    form = amira.get(given.regrade).text
    assert re.findall(r'<input[^>]*name="options"[^>]*>', form) == [
        '<input id="options-0" name="options" type="checkbox" value="0">',
        '<input checked id="options-1" name="options" type="checkbox" value="1">',
        *re.findall(r'<input id="options-[2-9]"[^>]*>', form),
    ]
    assert "Right at present: A: The Aller" in text_of(amira, given.regrade)
    assert "Upheld: Lin objects: My atlas says Leine." in text_of(amira, given.regrade)
    assert re.search(r"<textarea[^>]*name=.reason.[^>]*>\s*</textarea>", form), "lin alone was told"
    assert "You are right." not in form
    assert "Every learner of this quiz reads it at the question" in form
    amira.post(given.regrade, data=FORM | {"confirm": token_on(amira.post(given.regrade, data=FORM).text)})
    assert "Your objection: upheld; the question is marked differently now." in text_of(lin, given.result)
    assert "Right at present: B: The Leine" in text_of(amira, given.regrade)
    for page in ("/", "/objections", f"/objections/{dispute}"):
        assert "to do" not in text_of(amira, page)
    assert "Nobody objects." in text_of(amira, "/objections")


def test_an_upheld_objection_may_leave_the_marks_as_they_are(
    amira: FlaskClient, lin: FlaskClient, given: Given, store: Store
) -> None:
    lin.post(given.objection, data={"words": "My atlas says Leine.", "option": "1"})
    dispute = made(store, Dispute)[0]
    assert amira.post(f"/objections/{dispute}/keep").status_code == 409
    amira.post(f"/objections/{dispute}", data={"decision": "upheld", "answer": "You are right."})
    assert "Leave the marks as they are" in text_of(amira, f"/objections/{dispute}")
    assert amira.post(f"/objections/{dispute}/keep").location == "/objections"
    assert "Nobody objects." in text_of(amira, "/objections")
    assert "Your objection: upheld; the marks stay as they are. You are right." in text_of(lin, given.result)
    assert "Upheld; the marks stay as they are" in text_of(lin, given.objection)


def test_a_withdrawn_objection_is_gone_from_the_queue(amira: FlaskClient, lin: FlaskClient, given: Given) -> None:
    lin.post(given.objection, data={"words": "Hm.", "option": ""})
    assert "Lin" in text_of(amira, "/objections")
    lin.post(given.objection, data={"act": "withdraw"})
    assert "Nobody objects." in text_of(amira, "/objections")


def test_empty_objections_and_answers_come_back(
    amira: FlaskClient, lin: FlaskClient, given: Given, store: Store
) -> None:
    assert lin.post(given.objection, data={"words": ""}).status_code == 422
    lin.post(given.objection, data={"words": "Hm.", "option": ""})
    dispute = made(store, Dispute)[0]
    reply = amira.post(f"/objections/{dispute}", data={"decision": "rejected", "answer": ""})
    assert reply.status_code == 422
    assert "the learner reads it" in reply.text


def test_an_objection_is_the_learners_own(app: Flask, cast: Cast, given: Given) -> None:
    for seat in (cast.gus, cast.omar):
        assert seated(app, seat).get(given.objection).status_code == 404
        assert seated(app, seat).post(given.objection, data={"words": "x"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("ina", 403), ("noor", 404)])
def test_only_who_may_change_quizzes_here_sees_the_pages(
    app: Flask, cast: Cast, given: Given, who: str, status: int
) -> None:
    client = signed_in(app, getattr(cast, who))
    assert client.get(given.regrade).status_code == status
    assert client.post(given.regrade, data=FORM).status_code == status


def test_a_written_answer_can_be_accepted_later(amira: FlaskClient, db: Session, cast: Cast) -> None:
    item = an_item("Which town?", kind="text", options=(), answers=(Answer("Verden"),))
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [item]))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), "Verden an der Aller")
    page = f"/openings/{opening.public_id}/questions/{opening.quiz.items[0].public_id}/regrade"
    db.commit()
    assert 'name="answer"' in amira.get(page).text
    form = {"kind": "accept", "answer": "Verden an der Aller", "reason": "Its full name."}
    asked = amira.post(page, data=form)
    assert "0 of 1 (0 %)" in asked.text
    assert amira.post(page, data=form | {"confirm": token_on(asked.text)}).status_code == 303


# --- letters of options ----------------------------------------------------------------------------------------


RIVERS = ("Aller", "Leine", "Oker", "Weser", "Ilme", "Eder", "Fulda", "Werra")


def in_order(page: str, pattern: str) -> list[Any]:
    found: list[Any] = re.findall(pattern, " ".join(page.split()))
    return found


def test_after_a_live_run_the_letters_are_those_that_everybody_saw_in_the_room(
    app: Flask, cast: Cast, store: Store
) -> None:
    options = tuple(Option(name, name == "Aller", f"The {name}.") for name in RIVERS)
    room = live_pages(app, cast, [an_item(options=options)])
    learner = room.join("Calm Heron")
    room.say("next")
    seen = [(one["letter"], one["text"]) for one in learner.told["question"]["options"]]
    assert [text for _, text in seen] != list(RIVERS), "by chance once in 40,320 times"
    learner.answer([room.tokens(1)[1]])
    room.say("next", "next", "finish")
    with store.reading() as db:
        opening = db.get_one(Opening, room.key.opening_id)
        question, quiz = opening.quiz.items[0].public_id, opening.quiz
        all_runs = statistics.of_quiz(db, Desk(), quiz, at=NOON).questions[0].wordings.texts
        attempt = db.scalars(select(Attempt.public_id).where(Attempt.opening_id == opening.id)).one()
        opening_id = opening.public_id
    assert list(all_runs.items()) == seen, "it leads to the pages of this run"
    objection = f"/take/{attempt}/questions/{question}/object"
    offered = learner.client.get(objection).text
    assert in_order(offered, r'<option value="\d">(\w): (\w+)</option>') == seen
    learner.client.post(objection, data={"words": "Mine.", "option": "1"})
    in_table = r'<th scope="row" dir="auto"><span class="quiet">(\w)</span> (\w+)'
    results = room.host.get(f"/openings/{opening_id}/results/questions/{question}").text
    assert in_order(results, in_table) == seen
    assert in_order(results, r"<bdi>(\w+)</bdi> *(?:<span class=.badge|<svg)") == [t for _, t in seen]
    assert "The letters are those of the live room." in results
    [answer] = re.findall(r'href="(/objections/[^"]+)"', room.host.get("/objections").text)
    assert in_order(room.host.get(answer).text, in_table) == seen
    regrade = room.host.get(f"/openings/{opening_id}/questions/{question}/regrade").text
    assert in_order(regrade, r'name="options"[^>]*><span>(\w): (\w+)</span>') == seen
    assert f"<strong>{dict((text, letter) for letter, text in seen)['Aller']}: <span" in regrade


def test_the_change_of_one_run_is_filled_in_where_every_run_is_to_have_it(
    app: Flask, cast: Cast, store: Store
) -> None:
    options = tuple(Option(name, name == "Aller", f"The {name}.") for name in RIVERS)
    town = an_item("Which town?", kind="text", options=(), answers=(Answer("Verden"),))
    room = live_pages(app, cast, [an_item(options=options), town])
    room.join("Calm Heron")
    room.say("next", "finish")
    with store.writing() as db:
        live = db.get_one(Opening, room.key.opening_id)
        other = an_opening(db, live.quiz)
        other.name = "Before the holidays"
        for number, kind, value in ((0, "key", "5"), (1, "accept", "Ferden")):
            row = Regrade(kind=kind, given=[value], keep=kind == "key", reason=f"The atlas, {value}.", at=NOON)
            row.places.append(RegradePlace(opening_id=other.id, quiz_item_id=live.quiz.items[number].id))
            db.add(row)
        pages = [f"/openings/{live.public_id}/questions/{one.public_id}/regrade" for one in live.quiz.items]
        db.commit()
    alone = room.host.get(pages[0]).text
    assert "checked" not in alone
    assert "The atlas" not in alone
    page = room.host.get(f"{pages[0]}?every=1").text
    letters = dict(map(reversed, in_order(page, r'name="options"[^>]*><span>(\w): (\w+)</span>')))
    assert "".join(letters[name] for name in RIVERS) != "ABCDEFGH", "by chance once in 40,320 times"
    assert in_order(page, r'<input [^>]*?\bchecked\b[^>]* value="(\w+)"') == ["key", "5", "y", "y"]
    assert in_order(page, r'<input checked id="options[^>]*><span>(\w): (\w+)</span>') == [(letters["Eder"], "Eder")]
    assert re.search(r'<textarea[^>]* name="reason"[^>]*>\s*The atlas, 5\.</textarea>', page)
    assert "Filled in with the change in the run “<bdi>Before the holidays</bdi>”, given" in page
    page = room.host.get(f"{pages[1]}?every=1").text
    assert in_order(page, r'<input [^>]*?\bchecked\b[^>]* value="(\w+)"') == ["accept", "y"]
    assert re.search(r'<input[^>]* name="answer"[^>]* value="Ferden"', page)


def test_where_each_learner_had_an_order_of_their_own_the_letters_say_whose_they_are(
    amira: FlaskClient, given: Given, lin: FlaskClient
) -> None:
    results = given.regrade.removesuffix("/regrade").replace("/questions/", "/results/questions/")
    assert "each learner saw an order of their own." in text_of(amira, results)
    page = lin.get(given.objection).text
    shown = re.findall(r"The (?:Aller|Leine|Oker|Weser)(?=</(?:div|span|label|p|bdi)>)", page)
    asked = in_order(page, r'<option value="\d">(\w): (The \w+)</option>')
    assert [letter for letter, _ in asked] == ["A", "B", "C", "D"]
    assert [text for _, text in asked] == list(dict.fromkeys(shown)), "as above it"


def test_learners_do_not_read_that_a_quiz_was_corrected_and_instructors_find_one_from_the_other(
    amira: FlaskClient, app: Flask, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    corrected_by_regrade(db, quiz)
    first, given = quiz.public_id, quiz.openings[0].public_id
    db.commit()
    assert amira.post(f"/quizzes/{first}/open", data=RULES).status_code == 303
    with store.reading() as fresh:
        copy = fresh.scalars(select(Quiz).where(Quiz.corrects_id.is_not(None))).one()
        second, run = copy.public_id, copy.openings[0].public_id
    lin = seated(app, cast.lin)
    for path in ("/me", f"/q/{run}"):
        assert "orrected" not in text_of(lin, path)
    old, new = text_of(amira, f"/quizzes/{first}"), text_of(amira, f"/quizzes/{second}")
    assert "There is a copy with corrected keys: Rivers of the north , given" in old
    assert "A copy with corrected keys of Rivers of the north , given" in new
    assert f'href="/quizzes/{second}"' in amira.get(f"/quizzes/{first}").text
    assert f'href="/quizzes/{first}"' in amira.get(f"/quizzes/{second}").text
    for page in (old, new):
        assert "The statistics of all runs count both together." in page
        assert "Statistics of all runs" in page
    kept = "The copy with corrected keys stays on the list: Rivers of the north , given"
    assert kept in text_of(amira, f"/quizzes/{first}/archive")
    assert "What it is a copy of stays on the list: Rivers of the north , given" in text_of(
        amira, f"/quizzes/{second}/archive"
    )
    for path in ("/", "/quizzes", f"/classes/{cast.course.public_id}", f"/openings/{run}/results"):
        assert "with corrected keys" in text_of(amira, path), path
    assert "with corrected keys" not in text_of(amira, f"/openings/{given}/results"), "the run before"


def test_the_statistics_of_all_runs_say_that_those_of_the_corrected_copy_count_too(
    amira: FlaskClient, db: Session, cast: Cast, store: Store
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    corrected_by_regrade(db, quiz)
    a_finished_attempt(db, quiz.openings[0], db.get_one(Seat, cast.lin.id), (1,), (0,))
    first = quiz.public_id
    db.commit()
    amira.post(f"/quizzes/{first}/open", data=RULES | {"act": "old"})
    amira.post(f"/quizzes/{first}/open", data=RULES)
    with store.writing() as fresh:
        for run in fresh.scalars(select(Opening).order_by(Opening.id)).all()[1:]:
            a_finished_attempt(fresh, run, fresh.get_one(Seat, cast.gus.id), (1,), (0,))
        fresh.commit()
    page = amira.get(f"/quizzes/{first}/statistics").text
    said = text_of(amira, f"/quizzes/{first}/statistics")
    assert "3 runs together, those of the copy with corrected keys too." in said
    assert "Question 1 was not marked alike in all runs" in said
    assert "Regrade in every run" not in page, "a regrade reaches the runs of one quiz"
