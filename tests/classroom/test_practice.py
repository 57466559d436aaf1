"""Practising what was missed: what comes in, when it comes again, and which questions may be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, practice, quizzes
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.practice import Answered, Asked, next_due
from quizapp.core.errors import BadInput, NotFound
from quizapp.store import BankPage, Course, Item, Opening, PracticeReview, Seat
from quizapp.store.engine import Store
from tests.classroom.answers import a_finished_attempt
from tests.classroom.live_rooms import a_live_class
from tests.conftest import Cast, Clock
from tests.factories import NOON, a_page, a_question, an_attempt, an_item, an_opening

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def lin(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.lin.id)


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def shelf(db: Session) -> BankPage:
    return a_page(db)


def given(db: Session, course: Course, *rows: Item, **rules: object) -> Opening:
    quiz = quizzes.create_quiz(db, None, course, "Practice", at=NOON)
    quizzes.add_questions(db, None, quiz, list(rows))
    return an_opening(db, quiz, **rules)


def look(db: Session, seat: Seat, at: datetime = SOON) -> practice.Practice:
    return practice.practice_of(db, Desk(), seat, at=at)


def ask(db: Session, seat: Seat, at: datetime = SOON) -> Asked | None:
    return practice.ask(db, Desk(), seat, at=at)


def reply(db: Session, seat: Seat, choice: tuple[int, ...], at: datetime = SOON) -> PracticeReview:
    asked = ask(db, seat, at)
    assert asked is not None
    return practice.answer(db, seat, asked, practice.shown_item(asked.version), choice, at=at)


def test_a_missed_fact_comes_into_practice_and_a_known_one_does_not(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    other = a_page(db)
    opening = given(db, course, a_question(db, shelf), a_question(db, other))
    a_finished_attempt(db, opening, lin, (1,), (0,))
    assert [one.fact and one.fact.page_id for one in look(db, lin).due] == [shelf.id]


def test_nothing_comes_before_its_answer_is_shown(db: Session, course: Course, lin: Seat, shelf: BankPage) -> None:
    opening = given(db, course, a_question(db, shelf), feedback="release")
    a_finished_attempt(db, opening, lin, (1,))
    assert look(db, lin).due == ()
    assert ask(db, lin) is None


def test_of_a_live_run_comes_only_what_was_asked_while_the_learner_was_there(
    store: Store, clock: Clock, cast: Cast
) -> None:
    """Gus comes after the first question, the second is skipped, both are wrong in the third, the last never comes."""
    room = a_live_class(store, clock, cast.course, [an_item() for _ in range(4)])
    lin = room.join("Lin", cast.lin)
    room.say("next")
    room.answer(lin, 1)
    room.say("next", "next")
    gus = room.join("Gus", cast.gus)
    room.say("next", "skip")
    room.answer(lin, 1)
    room.answer(gus, 1)
    room.say("next", "next", "finish")
    clock.advance(hours=1)

    def asked(seat: Seat) -> set[int]:
        with store.reading() as db:
            found = practice.practice_of(db, Desk(), db.get_one(Seat, seat.id), at=clock())
        items = [place.item_id for place in room.sheet.places]
        lists = (found.due, found.later, found.held)
        return {items.index(item) + 1 for one in chain(*lists) for visit in one.history for item in visit.items}

    assert asked(cast.lin) == {1, 3}
    assert asked(cast.gus) == {3}


def test_another_question_on_the_same_fact_comes_first_if_its_author_allows(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    a_question(db, shelf)  # without the tag: kept for an exam
    different = a_question(db, shelf, an_item("Where does the Aller flow?", tags=("practice",)))
    a_question(db, shelf, an_item("Elsewhere?", tags=("practice",), facts=()))
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    asked = ask(db, lin)
    assert asked is not None
    assert asked.version.item_id == different.id


def test_without_another_question_the_missed_one_comes_again(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    a_question(db, shelf)
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    asked = ask(db, lin)
    assert asked is not None
    assert asked.version.item_id == missed.id


def test_a_question_of_a_quiz_whose_answers_are_not_shown_yet_is_never_asked(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    tagged = a_question(db, shelf, an_item("In the exam?", tags=("practice",)))
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    given(db, course, tagged, opens_at=NOON + timedelta(days=7))
    asked = ask(db, lin)
    assert asked is not None
    assert asked.version.item_id == missed.id
    given(db, course, missed, opens_at=NOON + timedelta(days=7))
    assert ask(db, lin) is None


def test_a_quiz_that_is_over_keeps_nobody_from_practising_who_was_away(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    room = given(db, course, missed, closes_at=SOON + timedelta(hours=1))
    assert ([*look(db, lin).due], len(look(db, lin).held), ask(db, lin)) == ([], 1, None)
    room.closes_at = SOON - timedelta(minutes=1)
    db.flush()
    assert (len(look(db, lin).due), look(db, lin).held) == (1, ())
    room.feedback = "release"
    db.flush()
    assert len(look(db, lin).held) == 1, "its answers are the instructor's to release"


def test_a_quiz_without_an_end_that_asks_the_same_keeps_nobody_from_practising(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    unmet = a_question(db, shelf, an_item("Where does the Aller flow?", tags=("practice",)))
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    given(db, course, missed, unmet)
    asked = ask(db, lin)
    assert asked is not None
    assert asked.version.item_id == missed.id, "what she has not met is left for the quiz"


@pytest.mark.parametrize(
    "rules",
    [
        {"feedback": "close"},
        {"feedback": "release"},
        {"closes_at": SOON + timedelta(days=1)},
        {"opens_at": SOON + timedelta(days=1)},
        {"live": True},
    ],
)
def test_a_quiz_with_an_end_or_with_later_answers_is_waited_for(
    db: Session, course: Course, lin: Seat, shelf: BankPage, rules: dict[str, object]
) -> None:
    missed = a_question(db, shelf)
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    opening = given(db, course, missed)
    for name, value in rules.items():
        setattr(opening, name, value)
    db.flush()
    assert (len(look(db, lin).held), ask(db, lin)) == (1, None)


def test_an_attempt_that_was_begun_is_finished_first(db: Session, course: Course, lin: Seat, shelf: BankPage) -> None:
    missed = a_question(db, shelf)
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    an_attempt(db, given(db, course, missed), lin)
    assert (len(look(db, lin).held), ask(db, lin)) == (1, None)


def test_who_wants_to_go_on_gets_what_was_practised_longest_ago(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    other = a_page(db)
    a_finished_attempt(db, given(db, course, a_question(db, shelf), a_question(db, other)), lin, (1,), (1,))
    for minutes in range(2):
        reply(db, lin, (1,), SOON + timedelta(minutes=minutes))
    later = SOON + timedelta(minutes=3)
    assert ask(db, lin, later) is None
    asked = practice.ask(db, Desk(), lin, at=later, early=True)
    assert asked is not None
    assert asked.fact
    assert asked.fact.page_id == shelf.id


def test_a_missed_question_that_names_no_fact_comes_again_as_itself(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    bare, other = a_question(db, shelf, an_item(facts=())), a_question(db, shelf, an_item(facts=(), tags=("practice",)))
    a_finished_attempt(db, given(db, course, bare), lin, (1,))
    asked = ask(db, lin)
    assert asked is not None
    assert (asked.fact, asked.version.item_id) == (None, bare.id)
    assert other.id != bare.id
    assert reply(db, lin, (0,)).page_fact_id is None
    (one,) = look(db, lin).later
    assert [visit.right for visit in one.history] == [False, True]


def test_a_missed_question_that_was_retired_waits_for_nothing(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    bare = a_question(db, shelf, an_item(facts=()))
    a_finished_attempt(db, given(db, course, bare), lin, (1,))
    bare.status = "retired"
    found = look(db, lin)
    assert (found.due, found.later, found.held) == ((), (), ())


def test_right_answers_move_a_fact_further_and_further_off(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    a_finished_attempt(db, given(db, course, a_question(db, shelf)), lin, (1,))
    at, gaps = SOON, []
    for _ in range(5):
        assert reply(db, lin, (0,), at).right
        state = look(db, lin, at)
        assert state.due == ()
        one = (*state.later, *state.known)[0]
        gaps.append(one.due_at - at)
        at = one.due_at
    assert gaps == sorted(gaps)
    assert gaps[-1] > timedelta(days=20)
    assert not reply(db, lin, (1,), at).right
    assert look(db, lin, at).later[0].due_at - at == timedelta(minutes=10)


def test_what_a_quiz_has_shown_to_be_missed_can_be_practised_at_once(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    rows = [a_question(db, shelf), a_question(db, shelf)]
    a_finished_attempt(db, given(db, course, rows[0]), lin, (1,))
    at = NOON + timedelta(minutes=2)
    assert len(look(db, lin, at).due) == 1, "not only ten minutes later"
    assert not reply(db, lin, (1,), at).right
    assert look(db, lin, at).due == (), "missed while practising, it waits"
    a_finished_attempt(db, given(db, course, rows[1]), lin, (0,))
    assert look(db, lin, at).due == (), "right in a later quiz, it waits"


def test_an_empty_answer_is_asked_for_again(db: Session, course: Course, lin: Seat, shelf: BankPage) -> None:
    a_finished_attempt(db, given(db, course, a_question(db, shelf)), lin, (1,))
    with pytest.raises(BadInput, match="no time limit"):
        reply(db, lin, ())


def test_an_answer_is_shown_to_its_own_learner_only(
    db: Session, course: Course, lin: Seat, shelf: BankPage, cast: Cast
) -> None:
    a_finished_attempt(db, given(db, course, a_question(db, shelf)), lin, (1,))
    asked = ask(db, lin)
    row = reply(db, lin, (0,))
    assert asked is not None
    assert practice.review_of(db, lin, row.public_id)[1].secret == asked.secret
    with pytest.raises(NotFound):
        practice.review_of(db, db.get_one(Seat, cast.gus.id), row.public_id)


def test_topics_are_the_tags_of_what_was_answered_the_weakest_first(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    rows = [a_question(db, shelf, an_item(tags=("towns",))), a_question(db, shelf, an_item(tags=("rivers",)))]
    a_finished_attempt(db, given(db, course, *rows), lin, (0,), (1,))
    found = [(topic.tag, int(topic.earned), int(topic.out_of)) for topic in look(db, lin).topics]
    assert found == [("rivers", 0, 1), ("towns", 1, 1)]


def test_what_teachers_note_for_one_another_is_no_topic(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    tags = ("claim", "disputed", "needs-work", "practice", "rivers", "sensitive: violence")
    a_finished_attempt(db, given(db, course, a_question(db, shelf, an_item(tags=tags))), lin, (0,))
    assert [topic.tag for topic in look(db, lin).topics] == ["rivers"]


def test_a_question_that_is_no_longer_about_the_fact_is_not_asked(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    missed = a_question(db, shelf)
    a_finished_attempt(db, given(db, course, missed), lin, (1,))
    changed = replace(item_of(authoring.newest(db, missed)), facts=())
    authoring.edit_item(db, None, missed, changed, at=NOON)
    assert ask(db, lin) is None


def test_the_next_visit_depends_on_the_answers_and_not_on_their_order_in_the_list() -> None:
    history = [
        Answered(at, right, frozenset({1}))
        for at, right in ((NOON, False), (SOON, True), (SOON + timedelta(days=1), True))
    ]
    assert next_due(history) == next_due(history[::-1])
    assert next_due(history[:1]) == NOON + timedelta(minutes=10)
    with pytest.raises(ValueError, match="never due"):
        next_due([])


def test_an_easy_question_after_a_missed_one_does_not_make_the_fact_known(
    db: Session, course: Course, lin: Seat, shelf: BankPage
) -> None:
    opening = given(db, course, a_question(db, shelf), a_question(db, shelf))
    a_finished_attempt(db, opening, lin, (1,), (0,))
    assert [one.right for one in look(db, lin).due[0].history] == [False]
