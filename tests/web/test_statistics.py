"""The pages that say what scores mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses
from quizapp.store import Course, Opening, Regrade, RegradePlace, Seat, SetAside
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.classroom.live_rooms import a_live_class
from tests.conftest import SECRET, Cast, Clock, signed_in
from tests.factories import NOON, a_multiple, a_quiz, an_item, an_opening
from tests.web.queries import counting
from tests.web.test_results import text_of


@dataclass
class Given:
    """A quiz of four questions: its opening, and where its pages are."""

    opening: int
    page: str
    quiz: str
    questions: list[str]
    items: list[str]


@pytest.fixture
def given(db: Session, cast: Cast) -> Given:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [an_item() for _ in range(4)]))
    places = opening.quiz.items
    found = Given(
        opening.id,
        f"/openings/{opening.public_id}",
        f"/quizzes/{opening.quiz.public_id}",
        [place.public_id for place in places],
        [place.version.item.public_id for place in places],
    )
    db.commit()
    return found


@pytest.fixture
def amira(app: Flask, cast: Cast, clock: Clock) -> FlaskClient:
    client = signed_in(app, cast.amira)
    clock.advance(minutes=30)
    return client


@pytest.fixture
def take(db: Session, cast: Cast, given: Given) -> Callable[..., None]:
    def take(*rows: tuple[int, ...]) -> None:
        course = db.get_one(Course, cast.course.id)
        for row in rows:
            name = f"Learner {len(courses.seats_of(db, course))}"
            seat, _ = courses.join(db, course, name, secret=SECRET.encode(), at=NOON)
            a_finished_attempt(
                db,
                db.get_one(Opening, given.opening),
                seat,
                *((chosen,) for chosen in row),
                at=NOON + timedelta(minutes=1),
            )
        db.commit()

    return take


STRONG, WEAK = (1, 0, 0, 0), (0, 1, 1, 2)


def test_a_wrong_key_leads_to_the_editor_and_to_the_regrade(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(*[STRONG] * 20, *[WEAK] * 15)
    address = f"{given.page}/statistics"
    page, html = text_of(amira, address), amira.get(address).text
    assert "Question 1 Urgent Many strong learners chose B" in page
    assert f"/questions/{given.items[0]}/edit" in html
    assert f"{given.page}/questions/{given.questions[0]}/regrade" in html
    assert "Discrimination (corrected)" in page
    assert html.count('<svg class="plot"') == 2


def parted(client: FlaskClient, address: str) -> tuple[str, str]:
    """The words of a page that are read at once, and those one step away."""
    page = client.get(address).text
    away = re.findall(r'<details class="wide">.*?</details>', page, re.DOTALL)
    texts = (re.sub(r'<details class="wide">.*?</details>', " ", page, flags=re.DOTALL), " ".join(away))
    seen, hidden = (" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts)
    return seen, hidden


def test_of_few_learners_every_page_says_how_many_were_right_and_keeps_the_figures_one_step_away(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(STRONG, WEAK, STRONG)
    question = given.questions[1]
    for address, words in (
        (f"{given.page}/results", "2 of 3 0 "),
        (f"{given.page}/results/questions/{question}", "Learners 3 first finished attempts Right 2 of 3 Blank 0"),
        (f"/questions/{given.items[1]}/statistics", "Learners 3 1 run Right 2 of 3"),
    ):
        seen, away = parted(amira, address)
        assert words in seen, address
        for word in ("Facility", "interval", "oo few data", "Discrimination"):
            assert word not in seen, (address, word)
        assert "Facility" in away, address
    seen, _ = parted(amira, f"{given.page}/results/grid")
    assert "Right 1 of 3 2 of 3" in seen
    take(*[STRONG] * 7)
    for address in ("results", f"results/questions/{question}", "statistics", "results/grid"):
        seen, away = parted(amira, f"{given.page}/{address}")
        assert "Facility" in seen, address
        assert away == "", address


def test_who_earned_part_of_the_marks_is_not_among_those_who_were_right(
    amira: FlaskClient, db: Session, cast: Cast
) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [a_multiple()])
    opening = an_opening(db, quiz, credit="net_correct")
    for seat, choice in ((cast.lin, (0, 1)), (cast.gus, (0,)), (cast.omar, (2,))):
        a_finished_attempt(db, opening, db.get_one(Seat, seat.id), choice)
    address = f"/openings/{opening.public_id}"
    db.commit()
    for page in (f"{address}/results", f"{address}/statistics"):
        assert "1 of 3, 1 in part 0" in parted(amira, page)[0], page


def test_a_small_class_is_told_that_it_is_small(amira: FlaskClient, given: Given, take: Callable[..., None]) -> None:
    take(STRONG, WEAK, STRONG)
    page = text_of(amira, f"{given.page}/statistics")
    assert "3 learners: too few to say more than how many were right." in page
    seen, away = parted(amira, f"{given.page}/statistics")
    assert "No. Question Right Blank 1 Which river flows through" in seen
    assert (seen.count("1 of 3 0"), seen.count("2 of 3 0")) == (1, 3)
    for word in ("Facility", "Discrimination", "Reliability", "interval", "Standard"):
        assert word not in seen
        assert word in away
    assert "To look at" not in page
    assert "±" not in page, "no sentence on how far a score may be off, which a class so small cannot tell"


def test_two_learners_get_no_figure_and_no_picture_of_what_needs_three(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(STRONG, WEAK)
    address = f"{given.page}/statistics"
    page, html = text_of(amira, address), amira.get(address).text
    assert page.count("– too few learners – – 25.0 % of the marks") == 4
    assert "Questions by facility and corrected discrimination" not in page
    assert "choose one to open it" not in page
    assert "The dashed line is the mean." in page
    assert html.count('class="band"') == 0
    take(STRONG, WEAK, (1, 0, 1, 2))
    page = text_of(amira, address)
    assert "choose one to open it" in page
    assert "the bar above it is one standard error" in page


def test_what_was_looked_at_stops_calling_until_the_answers_tell_something_else(
    amira: FlaskClient, given: Given, take: Callable[..., None], cast: Cast, app: Flask
) -> None:
    take(*[STRONG] * 24, *[WEAK] * 12)
    here, first = f"{given.page}/statistics", f"{given.page}/questions/{given.questions[0]}/flags"
    assert "Question 1 Urgent" in text_of(amira, here)
    assert "Write in a few words why" in amira.post(first, data={"note": " "}, follow_redirects=True).text
    amira.post(first, data={"note": "The atlas  of 1990 says so."})
    page = text_of(amira, here)
    assert "Question 1 Urgent" not in page
    assert "1 set aside Question 1" in page
    assert "The atlas of 1990 says so." in page
    assert "The atlas of 1990 says so." in text_of(amira, f"{given.quiz}/statistics")
    amira.post(first, data={"act": "back"})
    assert "Question 1 Urgent" in text_of(amira, here)
    assert signed_in(app, cast.ina).post(first, data={"note": "Mine."}).status_code == 403
    assert amira.post(f"{given.page}/questions/nothing/flags", data={"note": "Why?"}).status_code == 404


def test_a_flag_of_another_kind_calls_again(
    amira: FlaskClient, given: Given, take: Callable[..., None], store: Store
) -> None:
    take(*[STRONG] * 24, *[WEAK] * 12)
    amira.post(f"{given.page}/questions/{given.questions[0]}/flags", data={"note": "It is right."})
    with store.writing() as db:
        row = db.scalars(select(SetAside)).one()
        assert "key_suspect" in row.codes
        row.codes = [code for code in row.codes if code != "key_suspect"]
        db.commit()
    assert "Question 1 Urgent" in text_of(amira, f"{given.page}/statistics")


def test_four_who_all_chose_the_same_wrong_option_are_a_hint_and_nothing_urgent(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(*[STRONG] * 4)
    hint = "4 of 4 answered B, and nobody the key, A: is it right? With so few learners this is a hint, no finding."
    page = text_of(amira, f"{given.page}/statistics")
    assert f"Question 1 {hint}" in page, "no badge says that it is urgent"
    assert "one where nearly all chose the same wrong answer is named, as a hint" in page
    assert hint in text_of(amira, f"{given.page}/results/questions/{given.questions[0]}")


def test_a_class_of_twenty_gets_intervals_and_no_flags(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(*[STRONG] * 10, *[WEAK] * 10)
    page = text_of(amira, f"{given.page}/statistics")
    assert "Few data: mind the intervals." in page
    assert "To look at" not in page


def test_before_anybody_has_finished_the_page_says_so(amira: FlaskClient, given: Given) -> None:
    assert "Nobody has finished yet." in text_of(amira, f"{given.page}/statistics")


def test_a_figure_that_does_not_exist_says_why(amira: FlaskClient, given: Given, take: Callable[..., None]) -> None:
    take(STRONG, STRONG, STRONG)
    page = text_of(amira, f"{given.page}/statistics")
    assert "Reliability – no variation: everybody has the same" in page
    assert "Reliability is not known: no variation" in page


def test_other_attempts_are_a_choice_with_a_warning(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(STRONG)
    page = text_of(amira, f"{given.page}/statistics?attempts=highest")
    assert "Counted: each learner’s best finished attempt Later attempts" in page.replace(".", "")
    others = ("the first attempt", "the last finished attempt", "every finished attempt")
    assert "Count: " + " ".join(f"Count: {one}" for one in others) in page, "that is what the buttons do"
    assert amira.get(f"{given.page}/statistics?attempts=luckiest").status_code == 422


def test_the_histogram_and_its_table_hold_the_same_numbers(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(STRONG, STRONG, WEAK)
    page = text_of(amira, f"{given.page}/statistics")
    assert "Score Learners 0 0 1 1 2 0 3 2 4 0" in page


def test_all_runs_together_and_the_question_in_the_bank(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(STRONG, WEAK)
    assert "Learners 2" in text_of(amira, f"{given.quiz}/statistics")
    item = given.items[1]
    page = text_of(amira, f"/questions/{item}/statistics")
    assert "Version 1 Learners 2 1 run" in page
    assert "Rivers of the north History 9 2 March 2026" in page


def test_a_question_that_was_never_used_says_so(amira: FlaskClient, db: Session, cast: Cast) -> None:
    quiz = a_quiz(db, db.get_one(Course, cast.course.id))
    item, address = quiz.items[0].version.item.public_id, f"/quizzes/{quiz.public_id}/statistics"
    db.commit()
    assert "Not used yet." in text_of(amira, f"/questions/{item}/statistics")
    assert amira.get(address).status_code == 422


def test_the_page_costs_the_same_queries_however_many_learners_there_are(
    amira: FlaskClient, given: Given, take: Callable[..., None], store: Store
) -> None:
    take(STRONG)
    address = f"{given.page}/statistics"
    amira.get(address)
    with counting(store) as few:
        amira.get(address)
    take(*[WEAK] * 12)
    with counting(store) as many:
        assert amira.get(address).status_code == 200
    assert len(few) == len(many)


def test_the_options_of_a_question_are_shown_by_thirds(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(*[STRONG] * 6, *[WEAK] * 6)
    address = f"{given.page}/results/questions/{given.questions[0]}"
    page = text_of(amira, address)
    assert "B The Leine 6 50 % 3.00 1.00 0 0 6" in page
    assert "Thirds of 6, 0 and 6 learners" in page
    assert '<polyline class="key"' in amira.get(address).text


def test_a_point_of_the_map_opens_its_question(amira: FlaskClient, given: Given, take: Callable[..., None]) -> None:
    take((0, 0, 0, 0), (0, 1, 0, 1), (1, 1, 1, 0), (1, 0, 0, 0), (2, 1, 0, 0))
    html = amira.get(f"{given.page}/statistics").text
    picture = html[html.index("map-title") : html.index("The numbers are those of the questions")]
    for question in given.questions:
        assert f'href="{given.page}/results/questions/{question}"' in picture


def test_the_authors_guess_stands_beside_what_was_observed(
    amira: FlaskClient, given: Given, take: Callable[..., None]
) -> None:
    take(*[(0, 1, 0, 0)] * 12)
    right, wrong = (text_of(amira, f"/questions/{item}/statistics") for item in given.items[:2])
    assert "The author expected easy, 66 to 100 %; what was observed does not contradict it." in right
    assert "To expect next time: 92 %, with the guess counting as 10 learners." in right
    assert "The author expected easy, 66 to 100 %; it proved harder." in wrong


def test_several_runs_of_a_question_are_drawn_beside_each_other(
    amira: FlaskClient, given: Given, take: Callable[..., None], db: Session
) -> None:
    take((0, 0, 0, 0), (1, 0, 0, 0))
    address = f"/questions/{given.items[0]}/statistics"
    assert '<svg class="plot"' not in amira.get(address).text
    first = db.get_one(Opening, given.opening)
    again = an_opening(db, first.quiz)
    seat, _ = courses.join(db, first.course, "Who came later", secret=SECRET.encode(), at=NOON)
    a_finished_attempt(db, again, seat, (0,), (0,), (0,), (0,))
    db.commit()
    assert amira.get(address).text.count('<svg class="plot"') == 1


def test_answer_times_are_told_for_each_question(amira: FlaskClient, given: Given, take: Callable[..., None]) -> None:
    take((0,), (0,), (1,))
    page = text_of(amira, f"{given.page}/statistics")
    assert "No. Question n Blank Time Facility" in page
    assert "3 0 60 s 67 %" in page
    page = text_of(amira, f"{given.page}/results/questions/{given.questions[0]}")
    assert "Time 60 s Too few data median of 3 answers" in page


def test_where_learners_saw_different_questions_a_mean_score_says_that_it_is_a_share(
    amira: FlaskClient, store: Store, clock: Clock, cast: Cast, given: Given, take: Callable[..., None]
) -> None:
    words = "a mean score is a share"
    take(STRONG, WEAK)
    assert words not in text_of(amira, f"{given.page}/results/questions/{given.questions[0]}")
    room = a_live_class(store, clock, cast.course, [an_item(), an_item()])
    first = room.join("Ada")
    room.say("next")
    room.answer(first)
    room.say("next", "next", "next")
    for member in (first, room.join("Late heron")):
        room.answer(member)
    room.say("next", "next", "finish")
    with store.reading() as db:
        opening = db.scalars(select(Opening).where(Opening.live)).one()
        address = f"/openings/{opening.public_id}/results/questions/{opening.quiz.items[1].public_id}"
    assert words in text_of(amira, address)


# --- several runs ----------------------------------------------------------------------------------------------


def in_every_run(amira: FlaskClient, given: Given, **query: str) -> str:
    return text_of(amira, f"{given.quiz}/statistics?{'&'.join(f'{name}={value}' for name, value in query.items())}")


def test_all_runs_together_count_each_learner_once_and_say_how_many_attempts_there_are(
    amira: FlaskClient, given: Given, take: Callable[..., None], db: Session, cast: Cast
) -> None:
    take((0, 0, 0, 0), (0, 0, 1, 1))
    assert "attempts of" not in in_every_run(amira, given), "as many as there are learners"
    opening = db.get_one(Opening, given.opening)
    again, lin = an_opening(db, opening.quiz), db.get_one(Seat, cast.lin.id)
    a_finished_attempt(db, opening, lin, (0,))
    a_finished_attempt(db, again, lin, (0,), (0,), (0,), (0,), at=NOON + timedelta(minutes=5))
    db.commit()
    page = in_every_run(amira, given)
    assert "2 runs together. 4 attempts of 3 learners are finished; each learner counts once." in page
    assert "3 learners: too few to say more" in page
    assert "Learners 3" in page
    page = in_every_run(amira, given, attempts="all")
    assert "4 attempts of 3 learners are finished; all of them count. Later attempts have" in page
    assert "Attempts 4 of 3 learners" in page
    assert page.count("How many attempts have which score") == 2, "the picture and its table"
    assert "How many learners" not in page


@pytest.mark.parametrize(
    ("kind", "values", "way"),
    [
        ("key", ["1"], "by the key “The Leine”"),
        ("full", [], "with full marks for everybody"),
        ("drop", [], "not at all"),
        ("weight", ["2"], "by the key “The Aller”, weight 2"),
    ],
)
def test_a_question_that_the_runs_do_not_mark_alike_is_named_with_its_keys(
    amira: FlaskClient, given: Given, take: Callable[..., None], db: Session, cast: Cast,
    kind: str, values: list[str], way: str,
) -> None:  # fmt: skip
    take((0, 0, 0, 0))
    opening = db.get_one(Opening, given.opening)
    again, seat = an_opening(db, opening.quiz), db.get_one(Seat, cast.lin.id)
    row = Regrade(kind=kind, given=values, keep=False, reason="It is.", at=NOON)
    row.places.append(RegradePlace(opening_id=again.id, quiz_item_id=opening.quiz.items[1].id))
    db.add(row)
    newest = again.public_id
    db.commit()
    assert "not marked alike" not in in_every_run(amira, given), "nobody has finished the other run"
    a_finished_attempt(db, db.get_one(Opening, again.id), db.get_one(Seat, seat.id), (0,), (0,), (0,), (0,))
    db.commit()
    page = in_every_run(amira, given)
    assert page.count("not marked alike") == 1
    run = "given 2 March 2026, 13:00 (Europe/Berlin)"
    assert f"by the key “The Aller” in the run {run}; {way} in the run {run}." in page
    regrade = f"/openings/{newest}/questions/{given.questions[1]}/regrade"
    assert f'href="{regrade}?every=1">Regrade in every run' in amira.get(f"{given.quiz}/statistics").text
    ticked = re.compile(r'<input[^>]* checked [^>]*name="all_runs"')
    assert ticked.search(amira.get(f"{regrade}?every=1").text)
    assert not ticked.search(amira.get(regrade).text)
