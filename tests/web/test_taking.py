"""A learner's way through a quiz, as the browser sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quizapp.classroom import courses
from quizapp.core.item import Answer, Item, Option
from quizapp.store import Attempt, Course, Opening, Response, ResponseEvent, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import answer
from tests.conftest import ON_BOTH, SECRET, Cast, Clock, seated
from tests.factories import NOON, a_multiple, a_quiz, a_true_false, an_attempt, an_item, an_opening

pytestmark = ON_BOTH


@pytest.fixture
def give(db: Session, cast: Cast) -> Callable[..., str]:
    """Give Lin's class a quiz, of these items if any, under these rules; returns the opening's public id."""

    def given(items: list[Item] | None = None, **rules: Any) -> str:
        quiz = a_quiz(db, db.get_one(Course, cast.course.id), items)
        opening = an_opening(db, quiz, **rules)
        db.commit()
        return opening.public_id

    return given


@pytest.fixture
def lin(app: Flask, cast: Cast) -> FlaskClient:
    return seated(app, cast.lin)


def begin(client: FlaskClient, opening: str) -> str:
    """Start, and return the attempt's public id."""
    reply = client.post(f"/q/{opening}/start")
    assert reply.status_code == 303
    return reply.location.rpartition("/")[2]


def questions(page: TestResponse) -> list[tuple[str, dict[str, str]]]:
    """Public id of each question on a page, with option text → token."""
    found = []
    for part in re.split(r"<fieldset", page.text)[1:]:
        name = re.search(r'data-question="([^"]+)"', part)
        assert name
        pairs = re.findall(r'value="([0-9a-f]{20})".*?class="option-text"[^>]*>([^<]+)<', part, re.DOTALL)
        found.append((name[1], {text: token for token, text in pairs}))
    return found


def send(
    client: FlaskClient, attempt: str, question: str, *tokens: str, key: str = "k" * 32, n: int = 1
) -> TestResponse:
    answer = {"item": question, "key": key, "n": n, "device": "d" * 32, "choice": list(tokens)}
    return client.post(f"/take/{attempt}/answer", json=answer)


def count(store: Store, model: type) -> int:
    with store.reading() as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def test_before_finishing_nothing_looks_right_or_wrong(lin: FlaskClient, give: Callable[..., str], db: Session) -> None:
    attempt = begin(lin, give())
    answer(db, db.scalars(select(Attempt)).one(), (0,))
    db.commit()
    page = lin.get(f"/take/{attempt}/finish").text
    listed = page[page.index("<ol") : page.index("</ol>")]
    assert (listed.count("<li>"), listed.count("<strong>not answered</strong>")) == (3, 2)
    assert "<svg" not in listed, "a tick would be read as “right”"


def test_before_finishing_each_question_stands_with_its_answer_in_the_order_of_the_page(
    lin: FlaskClient, give: Callable[..., str]
) -> None:
    rivers = ("Aller", "Leine", "Oker", "Weser", "Elbe")
    names = tuple(Option(f"The *{river}*", n < 4) for n, river in enumerate(rivers))
    typed = an_item("Which river?", kind="text", options=(), answers=(Answer("Aller"),))
    attempt = begin(lin, give([an_item("Which?", kind="multiple", options=names), typed]))
    page = lin.get(f"/take/{attempt}")
    [(question, _), (other, _)] = questions(page)
    shown = re.findall(r'value="([0-9a-f]{20})".*?class="option-text"[^>]*>The <em>(\w+)', page.text, re.DOTALL)
    chosen = [(token, river) for token, river in shown if river != "Elbe"]
    send(lin, attempt, question, *(token for token, _ in chosen))
    said = {"item": other, "key": "m" * 32, "n": 2, "device": "d" * 32, "choice": "<b>*x*"}
    assert lin.post(f"/take/{attempt}/answer", json=said).status_code == 200
    lines = re.findall(r"<li>(.*?)</li>", lin.get(f"/take/{attempt}/finish").text, re.DOTALL)
    listed = [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in lines if ">Question" in line]
    assert listed == ["Question 1: " + "; ".join(f"The {river}" for _, river in chosen), "Question 2: &lt;b&gt;*x*"]


def test_it_tells_the_rules_before_the_time_runs(give: Callable[..., str], lin: FlaskClient, store: Store) -> None:
    page = lin.get(f"/q/{give(limit_minutes=20, attempts=2)}")
    assert "3 questions" in page.text
    assert "20 minutes" in page.text
    assert "2 times" in page.text
    assert count(store, Attempt) == 0


def test_whoever_has_no_script_reads_before_the_start_that_answers_are_saved_by_a_button(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    page = lin.get(f"/q/{give()}").text
    assert "Each answer is saved as soon as you give it." in re.sub(r"<noscript>.*?</noscript>", "", page)
    without = re.sub(r"</?noscript>", "", page)
    assert "give it; here, without JavaScript, as soon as you press a button of the page." in without


def test_it_shows_a_learner_with_extra_time_what_it_was_extended_from(
    give: Callable[..., str], lin: FlaskClient, store: Store, cast: Cast
) -> None:
    opening = give(limit_minutes=40)
    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = "1.5"
        db.commit()
    assert "60 minutes, extended from 40" in " ".join(lin.get(f"/q/{opening}").text.split())


def test_a_quiz_of_one_minute_is_told_in_the_singular_and_without_script_in_seconds(
    give: Callable[..., str], lin: FlaskClient, store: Store, cast: Cast, clock: Clock
) -> None:
    opening = give(limit_minutes=1)
    assert "Time: 1 minute. It starts" in " ".join(lin.get(f"/q/{opening}").text.split())
    attempt = begin(lin, opening)
    clock.advance(seconds=1.5)
    assert "58 s left when this page was made" in lin.get(f"/take/{attempt}").text
    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).time_factor = "1.5"
        db.commit()
    assert "Time: 1.5 minutes, extended from 1 minute." in " ".join(lin.get(f"/q/{opening}").text.split())


def test_without_script_a_long_time_is_told_in_minutes(give: Callable[..., str], lin: FlaskClient) -> None:
    assert "40 min left when this page was made" in lin.get(f"/take/{begin(lin, give(limit_minutes=40))}").text


def test_it_asks_a_stranger_for_a_name_first(give: Callable[..., str], client: FlaskClient) -> None:
    opening = give()
    assert "Give your name" in client.get(f"/q/{opening}").text
    assert client.post(f"/q/{opening}/start").status_code == 404


def test_it_saves_an_answer_and_says_when(give: Callable[..., str], lin: FlaskClient, store: Store) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    reply = send(lin, attempt, question, options["The Aller"])
    assert reply.json == {"saved_at": "13:00:00", "late": False}  # noon in UTC, in the class's zone
    assert count(store, Response) == 1
    again = lin.get(f"/take/{attempt}")
    assert re.search(rf'value="{options["The Aller"]}" checked', again.text)
    assert "1</span> of 3 answered" in again.text


def test_it_keeps_one_response_when_a_learner_double_clicks(
    give: Callable[..., str], lin: FlaskClient, store: Store, clock: Clock
) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    first = send(lin, attempt, question, options["The Oker"])
    clock.advance(seconds=7)
    second = send(lin, attempt, question, options["The Oker"])
    assert first.data == second.data
    assert count(store, ResponseEvent) == count(store, Response) == 1


def test_it_lets_a_learner_change_their_mind(give: Callable[..., str], lin: FlaskClient, store: Store) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    send(lin, attempt, question, options["The Oker"], key="a" * 32, n=1)
    send(lin, attempt, question, options["The Aller"], key="b" * 32, n=2)
    assert re.search(rf'value="{options["The Aller"]}" checked', lin.get(f"/take/{attempt}").text)
    assert (count(store, ResponseEvent), count(store, Response)) == (2, 1)


def test_it_keeps_the_newer_answer_when_an_older_one_of_the_same_device_arrives_late(
    give: Callable[..., str], lin: FlaskClient, store: Store
) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    send(lin, attempt, question, options["The Aller"], key="b" * 32, n=2)
    assert send(lin, attempt, question, options["The Oker"], key="a" * 32, n=1).status_code == 200
    assert re.search(rf'value="{options["The Aller"]}" checked', lin.get(f"/take/{attempt}").text)
    assert count(store, ResponseEvent) == 2


@pytest.mark.parametrize(("late_by", "counts"), [(-0.001, True), (0, True), (5, True), (5.001, False), (3600, False)])
def test_only_the_servers_receipt_time_decides_whether_an_answer_counts(
    give: Callable[..., str], lin: FlaskClient, store: Store, clock: Clock, late_by: float, counts: bool
) -> None:
    attempt = begin(lin, give(limit_minutes=10))
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    clock.advance(minutes=10, seconds=late_by)
    reply = send(lin, attempt, question, options["The Aller"])
    assert reply.json is not None
    assert reply.json["late"] is not counts
    assert count(store, ResponseEvent) == 1
    assert count(store, Response) == int(counts)


def test_it_ends_by_itself_when_the_time_is_over_and_nobody_is_there(
    give: Callable[..., str], lin: FlaskClient, clock: Clock
) -> None:
    attempt = begin(lin, give(limit_minutes=10))
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    send(lin, attempt, question, options["The Aller"])
    clock.advance(hours=3)
    assert lin.get(f"/take/{attempt}").location.endswith("/result")
    page = lin.get(f"/take/{attempt}/result").text
    assert "1 of 3" in page
    assert "when the time was over" in page


def test_it_refuses_an_answer_after_finishing_and_keeps_the_score(
    give: Callable[..., str], lin: FlaskClient, store: Store
) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    lin.post(f"/take/{attempt}/finish")
    reply = send(lin, attempt, question, options["The Aller"])
    assert reply.status_code == 409
    assert count(store, Response) == 0
    assert lin.post(f"/take/{attempt}/finish").status_code == 303


def test_after_finishing_it_shows_right_or_wrong_why_and_the_evidence(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    attempt = begin(lin, give(feedback="finish"))
    page = lin.get(f"/take/{attempt}")
    assert "The town lies on the Aller" not in page.text
    question, options = questions(page)[0]
    send(lin, attempt, question, options["The Oker"])
    lin.post(f"/take/{attempt}/finish")
    result = lin.get(f"/take/{attempt}/result").text
    assert "0 of 3" in result
    assert "Not right" in result
    assert "The Oker joins the Aller downstream." in result
    assert "The Aller crosses the town from east to west." in result
    assert "The Aller crosses the town" in result


@pytest.mark.parametrize("feedback", ["close", "release"])
def test_it_withholds_the_key_until_its_moment(
    give: Callable[..., str], lin: FlaskClient, store: Store, clock: Clock, feedback: str
) -> None:
    opening = give(feedback=feedback, closes_at=clock.at.replace(hour=14))
    attempt = begin(lin, opening)
    lin.post(f"/take/{attempt}/finish")
    assert "Question by question" not in lin.get(f"/take/{attempt}/result").text
    clock.advance(hours=2, seconds=5)
    if feedback == "release":
        assert "Question by question" not in lin.get(f"/take/{attempt}/result").text
        with store.writing() as db:
            db.scalars(select(Opening)).one().released_at = clock.at
            db.commit()
    assert "The Aller crosses the town from east to west." in lin.get(f"/take/{attempt}/result").text


@pytest.mark.parametrize(("number", "said"), [(1, "Choose an answer first"), (2, "Type an answer first")])
def test_in_practice_nothing_can_be_checked_before_it_is_given(
    give: Callable[..., str], lin: FlaskClient, number: int, said: str
) -> None:
    typed = an_item(kind="text", options=(), answers=(Answer("Verden"),))
    attempt = begin(lin, give([an_item(), typed], feedback="question", layout="question"))
    ((question, _),) = questions(lin.get(f"/take/{attempt}?n={number}"))
    form = {f"{question}-shown": "", "number": str(number), "key": "x", "act": "check"}
    form |= {f"{question}-choice": ""} if number == 2 else {}  # what a browser sends of an empty field
    reply = lin.post(f"/take/{attempt}", data=form)
    assert reply.status_code == 422
    assert f"Question {number}: {said}; then it can be checked." in reply.text


def test_in_practice_an_answer_is_final_when_checked_and_the_reasons_appear(
    give: Callable[..., str], lin: FlaskClient
) -> None:
    attempt = begin(lin, give(feedback="question", layout="question"))
    page = lin.get(f"/take/{attempt}?n=1")
    ((question, options),) = questions(page)
    form = {
        f"{question}-shown": "1",
        f"{question}-choice": options["The Oker"],
        "number": "1",
        "key": "x",
        "act": "check",
    }
    after = lin.post(f"/take/{attempt}", data=form, follow_redirects=True)
    assert "Not right" in after.text
    assert "The Oker joins the Aller downstream." in after.text
    refused = send(lin, attempt, question, options["The Aller"])
    assert refused.status_code == 409
    assert "Mined from 1702" not in lin.get(f"/take/{attempt}?n=2").text


def test_the_whole_journey_works_without_script(give: Callable[..., str], lin: FlaskClient, store: Store) -> None:
    attempt = begin(lin, give())
    page = lin.get(f"/take/{attempt}")
    right = {"The Aller", "Iron", "Salt", "True"}
    form: list[tuple[str, str]] = [("key", "rendered"), ("act", "finish")]
    for question, options in questions(page):
        form.append((f"{question}-shown", "1"))
        form += [(f"{question}-choice", token) for text, token in options.items() if text in right]
    data: dict[str, list[str]] = {}
    for name, value in form:
        data.setdefault(name, []).append(value)
    for _ in range(2):  # a double click
        checking = lin.post(f"/take/{attempt}", data=data)
        assert checking.location.endswith("/finish")
    assert count(store, ResponseEvent) == 3
    assert "3 of 3 answered" in lin.get(checking.location).text
    lin.post(f"/take/{attempt}/finish")
    assert "3 of 3" in lin.get(f"/take/{attempt}/result").text


def test_changing_ones_mind_after_the_back_button_is_a_new_answer(
    give: Callable[..., str], lin: FlaskClient, store: Store
) -> None:
    attempt = begin(lin, give(layout="question"))
    ((question, options),) = questions(lin.get(f"/take/{attempt}?n=1"))
    for text in ("The Oker", "The Aller", "The Oker"):  # always from the page with the same key
        form = {
            f"{question}-shown": "1",
            f"{question}-choice": options[text],
            "number": "1",
            "key": "same",
            "act": "next",
        }
        lin.post(f"/take/{attempt}", data=form)
    page = lin.get(f"/take/{attempt}?n=1").text
    assert re.search(rf'value="{options["The Oker"]}" checked', page)
    assert count(store, Response) == 1


def form_of(page: TestResponse, chosen: dict[str, list[str]] | None = None, **more: str) -> dict[str, Any]:
    """What a browser without script would send from a page: hidden fields, and what is chosen on it."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    ticked: dict[str, Any] = {}
    for name, token in re.findall(r'name="([^"]+-choice)" value="([0-9a-f]{20})" checked', page.text):
        ticked.setdefault(name, []).append(token)
    return hidden | ticked | {f"{name}-choice": tokens for name, tokens in (chosen or {}).items()} | more


def test_a_page_that_was_opened_earlier_takes_nothing_back_that_another_device_answered(
    give: Callable[..., str], lin: FlaskClient, app: Flask, cast: Cast
) -> None:
    attempt = begin(lin, give())
    phone = lin.get(f"/take/{attempt}")  # opened blank
    laptop = seated(app, cast.lin)
    for question, options in questions(laptop.get(f"/take/{attempt}")):
        send(laptop, attempt, question, next(iter(options.values())), key=question.ljust(32, "x"))
    lin.post(f"/take/{attempt}", data=form_of(phone, act="finish"))
    assert "3 of 3 answered" in lin.get(f"/take/{attempt}/finish").text


def test_what_was_changed_on_the_older_page_itself_is_taken(
    give: Callable[..., str], lin: FlaskClient, app: Flask, cast: Cast
) -> None:
    attempt = begin(lin, give())
    phone = lin.get(f"/take/{attempt}")
    question, options = questions(phone)[0]
    send(seated(app, cast.lin), attempt, question, options["The Oker"])
    lin.post(f"/take/{attempt}", data=form_of(phone, {question: [options["The Aller"]]}, act="save"))
    assert re.search(rf'value="{options["The Aller"]}" checked', lin.get(f"/take/{attempt}").text)


def test_one_answer_that_cannot_be_read_does_not_lose_the_others_on_the_page(
    db: Session, cast: Cast, lin: FlaskClient, store: Store
) -> None:
    year = an_item("In which year?", kind="numeric", options=(), answers=(Answer("1742"),))
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [year, an_item()]))
    db.commit()
    attempt = begin(lin, opening.public_id)
    page = lin.get(f"/take/{attempt}")
    (number, _), (choice, options) = questions(page)
    reply = lin.post(
        f"/take/{attempt}",
        data=form_of(page, {number: ["seventeen"], choice: [options["The Aller"]]}, act="finish"),
    )
    assert reply.status_code == 422
    assert "Question 1: “seventeen” is not a number" in reply.text
    assert 'value="seventeen"' in reply.text
    assert re.search(rf'value="{options["The Aller"]}" checked', reply.text)
    assert count(store, Response) == 1


@pytest.mark.parametrize("number", ["999", "-5", "0", "x", "99999999999999999999"])
def test_a_question_number_that_does_not_exist_leads_to_one_that_does(
    give: Callable[..., str], lin: FlaskClient, number: str
) -> None:
    attempt = begin(lin, give(layout="question", feedback="question"))
    assert lin.get(f"/take/{attempt}?n={number}").status_code == 200
    assert lin.post(f"/take/{attempt}", data={"act": "check", "number": number}).status_code == 422


@pytest.mark.parametrize("text", ["\ud800", "\0", "a\udfffb"])
def test_a_text_that_cannot_be_stored_is_refused_and_not_sent_again_for_ever(
    db: Session, cast: Cast, lin: FlaskClient, text: str
) -> None:
    word = an_item("Who?", kind="text", options=(), answers=(Answer("Venn"),))
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [word]))
    db.commit()
    attempt = begin(lin, opening.public_id)
    question, _ = questions(lin.get(f"/take/{attempt}"))[0]
    assert send(lin, attempt, question, text).status_code == 422


def test_brackets_without_end_are_refused(give: Callable[..., str], lin: FlaskClient) -> None:
    attempt = begin(lin, give())
    reply = lin.post(f"/take/{attempt}/answer", data="[" * 100_000, content_type="application/json")
    assert reply.status_code == 422


def test_one_attempt_means_one_attempt(give: Callable[..., str], lin: FlaskClient, store: Store) -> None:
    opening = give(attempts=1)
    attempt = begin(lin, opening)
    assert begin(lin, opening) == attempt
    lin.post(f"/take/{attempt}/finish")
    assert lin.post(f"/q/{opening}/start").status_code == 409
    assert count(store, Attempt) == 1


def test_a_second_attempt_starts_empty(give: Callable[..., str], lin: FlaskClient) -> None:
    opening = give(attempts=2)
    first = begin(lin, opening)
    lin.post(f"/take/{first}/finish")
    second = begin(lin, opening)
    assert second != first
    assert "0</span> of 3 answered" in lin.get(f"/take/{second}").text


def test_the_same_attempt_goes_on_with_the_same_order_on_another_device(
    give: Callable[..., str], app: Flask, cast: Cast, lin: FlaskClient
) -> None:
    attempt = begin(lin, give(shuffle_questions=True))
    other = seated(app, cast.lin)
    assert questions(lin.get(f"/take/{attempt}")) == questions(other.get(f"/take/{attempt}"))


def test_nobody_sees_or_answers_in_anybody_elses_attempt(
    give: Callable[..., str], app: Flask, cast: Cast, lin: FlaskClient, store: Store
) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    for other in (seated(app, cast.gus), seated(app, cast.omar), app.test_client()):
        assert other.get(f"/take/{attempt}").status_code == 404
        assert other.get(f"/take/{attempt}/result").status_code == 404
        assert other.post(f"/take/{attempt}/finish").status_code == 404
        assert send(other, attempt, question, options["The Aller"]).status_code == 401
    assert count(store, ResponseEvent) == 0


def test_a_seat_that_was_taken_back_answers_no_more(
    give: Callable[..., str], lin: FlaskClient, store: Store, cast: Cast
) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    with store.writing() as db:
        db.get_one(Seat, cast.lin.id).generation += 1
        db.commit()
    reply = send(lin, attempt, question, options["The Aller"])
    assert reply.status_code == 401
    assert "personal code" in (reply.json or {})["message"]
    assert count(store, ResponseEvent) == 0


@pytest.mark.parametrize(
    "posted",
    [
        [],
        "an answer",
        {"item": "nothing"},
        {"item": 7, "key": "k" * 32, "choice": []},
        {"key": "short", "choice": []},
        {"key": "k" * 32, "choice": {"a": 1}},
        {"key": "k" * 32, "choice": ["not a token"]},
        {"key": "k" * 32, "choice": [1, 2]},
        {"key": "k" * 32, "choice": ["x"] * 1000},
        {"key": "k" * 32, "n": -1, "choice": []},
        {"key": "k" * 32, "n": "1", "choice": []},
        {"key": "k" * 32, "n": True, "choice": []},
        {"key": "k" * 32, "device": "d" * 99, "choice": []},
    ],
)
def test_nonsense_gets_a_message_and_stores_nothing(
    give: Callable[..., str], lin: FlaskClient, store: Store, posted: Any
) -> None:
    attempt = begin(lin, give())
    question, _ = questions(lin.get(f"/take/{attempt}"))[0]
    if isinstance(posted, dict):
        posted.setdefault("item", question)
    reply = lin.post(f"/take/{attempt}/answer", json=posted)
    assert reply.status_code in (404, 422)
    assert (reply.json or {})["message"]
    assert count(store, ResponseEvent) == 0


def test_two_keys_are_not_accepted_for_a_question_with_one_answer(give: Callable[..., str], lin: FlaskClient) -> None:
    attempt = begin(lin, give())
    question, options = questions(lin.get(f"/take/{attempt}"))[0]
    assert send(lin, attempt, question, *list(options.values())[:2]).status_code == 422


def test_the_order_of_options_is_the_attempts_own(db: Session, cast: Cast, app: Flask) -> None:
    items = [an_item() for _ in range(8)] + [a_multiple(), a_true_false()]
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), items))
    db.commit()
    orders = []
    for seat in (cast.lin, cast.gus):
        client = seated(app, seat)
        page = client.get(f"/take/{begin(client, opening.public_id)}")
        orders.append([list(options) for _, options in questions(page)])
    assert orders[0] != orders[1]
    assert orders[0][-1] == orders[1][-1] == ["True", "False"]


def test_a_closed_quiz_cannot_be_started_and_a_coming_one_not_yet(
    give: Callable[..., str], lin: FlaskClient, clock: Clock
) -> None:
    opening = give(opens_at=clock.at.replace(hour=13), closes_at=clock.at.replace(hour=14))
    assert "not open yet" in lin.get(f"/q/{opening}").text
    assert lin.post(f"/q/{opening}/start").status_code == 409
    clock.advance(hours=1)
    attempt = begin(lin, opening)
    clock.advance(hours=1, seconds=6)
    assert "closed" in lin.get(f"/q/{opening}").text
    assert lin.get(f"/take/{attempt}").location.endswith("/result")


def test_the_start_and_the_result_link_an_unknown_quiz_to_help(client: FlaskClient) -> None:
    page = client.get("/q/nothing")
    assert page.status_code == 404
    assert "class code" in page.text


def test_a_device_that_lost_its_seat_comes_back_to_the_same_quiz_with_the_personal_code(
    app: Flask, db: Session, cast: Cast
) -> None:
    attempt = an_attempt(db, an_opening(db, a_quiz(db, cast.course)), db.merge(cast.lin), at=NOON)
    db.commit()
    client, path = app.test_client(), f"/take/{attempt.public_id}"
    lost = client.get(path)
    assert lost.status_code == 404
    assert f'href="/claim?next={path}"' in lost.text
    code = courses.personal_code(cast.lin, SECRET.encode())
    claimed = client.post(f"/claim?next={path}", data={"code": code})
    assert claimed.headers["Location"] == path
