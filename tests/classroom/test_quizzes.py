"""Making quizzes, giving them to a class, and changing the rules while learners are at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, openings, overview, quizzes, taking
from quizapp.classroom.openings import Rules
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.store import Course, Opening, Person, Quiz, Seat
from tests.conftest import Cast
from tests.factories import NOON, a_page, a_question, a_quiz, an_attempt, an_item, an_opening

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def course(db: Session, cast: Cast) -> Course:
    return db.get_one(Course, cast.course.id)


@pytest.fixture
def quiz(db: Session, course: Course) -> Quiz:
    return a_quiz(db, course)


@pytest.fixture
def given(db: Session, quiz: Quiz) -> Callable[..., Opening]:
    return lambda **rules: an_opening(db, quiz, **rules)


@pytest.fixture
def lin(db: Session, cast: Cast) -> Seat:
    return db.get_one(Seat, cast.lin.id)


def stems(db: Session, quiz: Quiz) -> list[str]:
    return [contained.place.item.stem for contained in overview.questions_of(db, quiz)]


def a_bank(db: Session, **tagged: int) -> None:
    """So many questions with each tag."""
    page = a_page(db)
    for tag, number in tagged.items():
        for _ in range(number):
            a_question(db, page, an_item(tags=(tag,)))


# --- making ----------------------------------------------------------------------------------------------------


def test_a_plan_fills_the_quiz_with_questions_of_each_tag(db: Session, cast: Cast, course: Course) -> None:
    a_bank(db, rivers=4, walls=3)
    quiz = quizzes.create_quiz(db, cast.amira, course, "Mixed", at=NOON)
    assert quizzes.assemble(db, cast.amira, quiz, [("rivers", 2), ("walls", 1)], seed=7) == 3
    tags = [tag.tag for contained in overview.questions_of(db, quiz) for tag in contained.row.tags]
    assert tags == ["rivers", "rivers", "walls"]


def test_the_same_number_draws_the_same_questions(db: Session, cast: Cast, course: Course) -> None:
    a_bank(db, rivers=12)
    drawn = []
    for seed in (5, 5, 6):
        quiz = quizzes.create_quiz(db, cast.amira, course, "Again", at=NOON)
        quizzes.assemble(db, cast.amira, quiz, [("rivers", 4)], seed=seed)
        drawn.append(stems(db, quiz))
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_plan_draws_no_drafts_and_nothing_from_classes_of_others(db: Session, cast: Cast, course: Course) -> None:
    a_question(db, a_page(db), an_item(tags=("rivers",)), status="draft")
    theirs = a_page(db, course=db.get_one(Course, cast.other_course.id))
    a_question(db, theirs, an_item(tags=("rivers",)))
    quiz = quizzes.create_quiz(db, cast.amira, course, "None", at=NOON)
    with pytest.raises(BadInput, match="there are 0"):
        quizzes.assemble(db, cast.amira, quiz, [("rivers", 1)], seed=1)
    assert overview.approved_tags(db, cast.amira) == []
    assert overview.approved_tags(db, cast.noor) == [("rivers", 1)]


def test_a_plan_for_more_questions_than_a_quiz_may_have_is_refused_at_once(db: Session, cast: Cast, quiz: Quiz) -> None:
    with pytest.raises(BadInput, match="at most 200"):
        quizzes.assemble(db, cast.amira, quiz, [("rivers", 10**12)], seed=1)


def test_a_question_enters_a_quiz_once(db: Session, cast: Cast, quiz: Quiz) -> None:
    row = overview.questions_of(db, quiz)[0].row
    assert quizzes.add_questions(db, cast.amira, quiz, [row, row]) == 0
    assert len(stems(db, quiz)) == 3


def test_a_draft_question_does_not_enter_a_quiz(db: Session, cast: Cast, quiz: Quiz) -> None:
    draft = a_question(db, a_page(db), an_item("Is this ready?"), status="draft")
    with pytest.raises(BadInput, match="approve it"):
        quizzes.add_questions(db, cast.amira, quiz, [draft])


def test_a_question_of_somebody_elses_class_is_not_there(db: Session, cast: Cast, quiz: Quiz) -> None:
    theirs = a_question(db, a_page(db, course=db.get_one(Course, cast.other_course.id)))
    with pytest.raises(NotFound):
        quizzes.add_questions(db, cast.amira, quiz, [theirs])


def test_questions_change_places_and_the_ends_stay_put(db: Session, cast: Cast, quiz: Quiz) -> None:
    one, two, three = stems(db, quiz)
    places = {contained.place.item.stem: contained.place.public_id for contained in overview.questions_of(db, quiz)}
    quizzes.move_question(db, cast.amira, quiz, places[three], up=True)
    assert stems(db, quiz) == [one, three, two]
    quizzes.move_question(db, cast.amira, quiz, places[one], up=True)
    quizzes.move_question(db, cast.amira, quiz, places[two], up=False)
    assert stems(db, quiz) == [one, three, two]


def test_a_removed_question_is_out_of_the_quiz_and_still_in_the_bank(db: Session, cast: Cast, quiz: Quiz) -> None:
    first = overview.questions_of(db, quiz)[0]
    quizzes.remove_question(db, cast.amira, quiz, first.place.public_id)
    assert len(stems(db, quiz)) == 2
    assert quizzes.add_questions(db, cast.amira, quiz, [first.row]) == 1


def test_an_edit_reaches_a_draft_quiz_only_when_its_newest_version_is_taken(
    db: Session, cast: Cast, quiz: Quiz
) -> None:
    first = overview.questions_of(db, quiz)[0]
    authoring.edit_item(db, cast.amira, first.row, an_item("What is new?"), at=NOON)
    assert "What is new?" not in stems(db, quiz)
    assert [contained.outdated for contained in overview.questions_of(db, quiz)] == [True, False, False]
    assert quizzes.take_newest(db, cast.amira, quiz) == 1
    assert stems(db, quiz)[0] == "What is new?"


def test_once_given_to_a_class_its_questions_are_fixed(
    db: Session, cast: Cast, quiz: Quiz, given: Callable[..., Opening]
) -> None:
    given()
    place = overview.questions_of(db, quiz)[0].place.public_id
    with pytest.raises(Conflict, match="Make a copy"):
        quizzes.remove_question(db, cast.amira, quiz, place)
    with pytest.raises(Conflict):
        quizzes.move_question(db, cast.amira, quiz, place, up=True)
    with pytest.raises(Conflict):
        quizzes.take_newest(db, cast.amira, quiz)
    with pytest.raises(Conflict):
        quizzes.add_questions(db, cast.amira, quiz, [])


def test_a_copy_has_the_newest_versions_and_leaves_retired_questions_behind(
    db: Session, cast: Cast, course: Course, quiz: Quiz, given: Callable[..., Opening]
) -> None:
    given()
    first, second, third = overview.questions_of(db, quiz)
    authoring.edit_item(db, cast.amira, first.row, an_item("What is new?"), at=NOON)
    authoring.set_status(db, cast.amira, second.row, "retired", at=NOON)
    copy = quizzes.copy_quiz(db, cast.amira, quiz, course, at=NOON)
    assert stems(db, copy) == ["What is new?", third.place.item.stem]
    assert overview.state_of(copy, at=NOON).name == "draft"


@pytest.mark.parametrize(("who", "refusal"), [("ina", NotAllowed), ("noor", NotFound)])
def test_only_those_who_teach_the_class_change_its_quizzes(
    db: Session, cast: Cast, course: Course, quiz: Quiz, who: str, refusal: type[Exception]
) -> None:
    person: Person = getattr(cast, who)
    acts: list[Callable[[], Any]] = [
        lambda: quizzes.create_quiz(db, person, course, "Mine", at=NOON),
        lambda: quizzes.rename_quiz(db, person, quiz, "Mine", ""),
        lambda: quizzes.take_newest(db, person, quiz),
        lambda: openings.open_quiz(db, person, quiz, Rules(), at=NOON),
        lambda: quizzes.archive_quiz(db, person, quiz, at=NOON),
        lambda: quizzes.relist_quiz(db, person, quiz, at=NOON),
        lambda: quizzes.copy_quiz(db, person, quiz, course, at=NOON),
        lambda: quizzes.get_quiz(db, person, quiz.public_id),
    ]
    for act in acts:
        with pytest.raises(refusal):
            act()


def test_an_open_quiz_stays_on_the_list_until_it_is_closed(
    db: Session, cast: Cast, quiz: Quiz, given: Callable[..., Opening]
) -> None:
    opening = given()
    with pytest.raises(Conflict, match="close it first"):
        quizzes.archive_quiz(db, cast.amira, quiz, at=NOON)
    openings.close_now(db, cast.amira, opening, at=SOON)
    quizzes.archive_quiz(db, cast.amira, quiz, at=SOON)
    assert quizzes.quizzes_for(db, cast.amira) == []
    quizzes.relist_quiz(db, cast.amira, quiz, at=SOON)
    assert [one for one, _ in quizzes.quizzes_for(db, cast.amira)] == [quiz]
    quizzes.archive_quiz(db, cast.amira, quiz, at=SOON)
    given()
    assert [one for one, _ in quizzes.quizzes_for(db, cast.amira)] == [quiz], "what is open is on the list"
    openings.close_now(db, cast.amira, quiz.openings[-1], at=SOON)
    quizzes.archive_quiz(db, cast.amira, quiz, at=SOON)
    ended = openings.rules_of(quiz.openings[-1])
    openings.change_opening(db, cast.amira, quiz.openings[-1], ended, at=SOON)
    assert quizzes.quizzes_for(db, cast.amira) == [], "which opens nothing"
    openings.change_opening(db, cast.amira, quiz.openings[-1], replace(ended, closes_at=SOON + timedelta(1)), at=SOON)
    assert [one for one, _ in quizzes.quizzes_for(db, cast.amira)] == [quiz], "open once more"


# --- rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (Rules(opens_at=SOON, closes_at=NOON + timedelta(minutes=1)), "closes before it opens"),
        (Rules(limit_minutes=0), "1 to 1,440"),
        (Rules(attempts=101), "1 to 100"),
        (Rules(feedback="close"), "give a closing time"),
        (Rules(credit="guess"), "one of the rules offered"),
        (Rules(closes_at=NOON - timedelta(minutes=1)), "has passed"),
    ],
)
def test_rules_that_cannot_hold_are_refused(db: Session, cast: Cast, quiz: Quiz, rules: Rules, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        openings.open_quiz(db, cast.amira, quiz, rules, at=NOON)


def test_a_quiz_without_questions_is_not_given_to_a_class(db: Session, cast: Cast, course: Course) -> None:
    empty = quizzes.create_quiz(db, cast.amira, course, "Empty", at=NOON)
    with pytest.raises(BadInput, match="no questions yet"):
        openings.open_quiz(db, cast.amira, empty, Rules(), at=NOON)


def test_rules_come_back_as_they_were_given(given: Callable[..., Opening]) -> None:
    rules = Rules(SOON, SOON + timedelta(days=1), 45, 3, "average", "release", "question", "coverage", True)
    assert openings.rules_of(given(**{name: getattr(rules, name) for name in rules.__dataclass_fields__})) == rules


@pytest.mark.parametrize(
    ("rules", "warned"),
    [
        (Rules(feedback="finish", attempts=1), "who has not started"),
        (Rules(feedback="finish", attempts=2, closes_at=SOON), "use them in the next"),
        (Rules(feedback="question", attempts=0), "use them in the next"),
    ],
)
def test_an_instructor_is_warned_when_keys_can_travel(rules: Rules, warned: str) -> None:
    assert [words for words in openings.warnings(rules) if warned in words]


@pytest.mark.parametrize(
    "rules", [Rules(closes_at=SOON), Rules(feedback="release"), Rules(feedback="release", attempts=0)]
)
def test_there_is_no_warning_without_cause(rules: Rules) -> None:
    assert openings.warnings(rules) == []


def test_later_times_give_running_attempts_more_time(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    opening = given(closes_at=SOON)
    attempt = an_attempt(db, opening, lin)
    later = SOON + timedelta(hours=1)
    openings.change_opening(db, cast.amira, opening, Rules(closes_at=later), at=NOON)
    assert attempt.deadline_at == later


def test_extra_time_holds_when_the_rules_change(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    lin.time_factor = "1.5"
    opening = given()
    attempt = an_attempt(db, opening, lin)
    openings.change_opening(db, cast.amira, opening, Rules(limit_minutes=20), at=NOON)
    assert attempt.deadline_at == NOON + timedelta(minutes=30)


def test_the_credit_rule_stays_once_somebody_has_started(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    opening = given()
    an_attempt(db, opening, lin)
    with pytest.raises(Conflict, match="credit rule"):
        openings.change_opening(db, cast.amira, opening, Rules(credit="coverage"), at=NOON)


def test_keys_that_were_shown_cannot_be_withheld(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    opening = given(feedback="finish")
    an_attempt(db, opening, lin)
    with pytest.raises(Conflict, match="withheld"):
        openings.change_opening(db, cast.amira, opening, Rules(feedback="release"), at=NOON)


def test_released_keys_cannot_be_withheld_until_the_close(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    opening = given(feedback="release")
    an_attempt(db, opening, lin)
    openings.release(db, cast.amira, opening, at=NOON)
    with pytest.raises(Conflict, match="withheld"):
        openings.change_opening(db, cast.amira, opening, Rules(feedback="close", closes_at=SOON), at=NOON)


def reopened(db: Session, cast: Cast, opening: Opening, lin: Seat, *, at: datetime) -> bool:
    """Whether Lin, whose attempt the close has ended, answers on after the quiz is opened again."""
    attempt = an_attempt(db, opening, lin)
    assert taking.has_ended(attempt, at=at)
    rules = openings.rules_of(opening)
    longer = Rules(feedback=rules.feedback, closes_at=at + timedelta(hours=1))
    openings.change_opening(db, cast.amira, opening, longer, at=at)
    return not taking.has_ended(attempt, at=at)


def test_opening_again_brings_back_an_attempt_that_the_close_ended(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    assert reopened(db, cast, given(closes_at=SOON, feedback="release"), lin, at=SOON + timedelta(minutes=5))


def test_opening_again_does_not_bring_back_an_attempt_whose_learner_could_see_the_keys(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    assert not reopened(db, cast, given(closes_at=SOON, feedback="finish"), lin, at=SOON + timedelta(minutes=5))


def test_closing_ends_running_attempts_and_lets_nobody_start(
    db: Session, cast: Cast, given: Callable[..., Opening], lin: Seat
) -> None:
    opening = given(limit_minutes=60)
    attempt = an_attempt(db, opening, lin)
    at = NOON + timedelta(minutes=10)
    openings.close_now(db, cast.amira, opening, at=at)
    assert taking.has_ended(attempt, at=at + timedelta(seconds=6))
    assert "closed" in taking.standing(db, opening, db.get_one(Seat, cast.gus.id), at=at).refusal


def test_closing_twice_leaves_the_first_closing_time(db: Session, cast: Cast, given: Callable[..., Opening]) -> None:
    opening = given()
    openings.close_now(db, cast.amira, opening, at=NOON)
    openings.close_now(db, cast.amira, opening, at=SOON)
    assert opening.closes_at == NOON


def test_releasing_twice_keeps_the_first_moment(db: Session, cast: Cast, given: Callable[..., Opening]) -> None:
    opening = given(feedback="release")
    openings.release(db, cast.amira, opening, at=NOON)
    openings.release(db, cast.amira, opening, at=SOON)
    assert opening.released_at == NOON


def test_there_is_nothing_to_release_when_the_rules_show_the_keys(
    db: Session, cast: Cast, given: Callable[..., Opening]
) -> None:
    with pytest.raises(Conflict, match="rules of this quiz"):
        openings.release(db, cast.amira, given(feedback="finish"), at=NOON)


@pytest.mark.parametrize(
    ("openings", "name", "at"),
    [
        ([], "draft", None),
        ([{}], "open", None),
        ([{"closes_at": SOON}], "open", SOON),
        ([{"closes_at": SOON}, {}], "open", None),
        ([{"opens_at": SOON}], "coming", SOON),
        ([{"opens_at": SOON}, {"closes_at": SOON}], "open", SOON),
    ],
)
def test_the_list_says_where_a_quiz_stands(
    quiz: Quiz, given: Callable[..., Opening], openings: list[dict[str, Any]], name: str, at: datetime | None
) -> None:
    for rules in openings:
        given(**rules)
    assert overview.state_of(quiz, at=NOON) == overview.State(name, at)


def test_a_quiz_is_closed_from_the_very_moment_of_its_closing_time(quiz: Quiz, given: Callable[..., Opening]) -> None:
    given(closes_at=SOON)
    assert overview.state_of(quiz, at=SOON - timedelta(microseconds=1)).name == "open"
    assert overview.state_of(quiz, at=SOON) == overview.State("closed", SOON)
