"""A quiz and its copies with corrected keys: found from each other, and counted as one where they look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.classroom import authoring, copies, flagging, quizzes, statistics, taking, trials
from quizapp.classroom.bodies import item_of
from quizapp.classroom.desk import Desk
from quizapp.classroom.old_keys import in_force
from quizapp.core.item import Option
from quizapp.core.statistics import Flag
from quizapp.store import Course, Person, Quiz, Regrade, RegradePlace, Seat, SetAside
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import Cast
from tests.factories import NOON, a_quiz, an_attempt, an_item, an_opening

RIVERS = tuple(option.text for option in an_item().options)


@pytest.fixture
def quiz(db: Session, cast: Cast) -> Quiz:
    """Two questions, of which the first is marked by its second option after a regrade; one run, which Lin has sat."""
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item()])
    opening = an_opening(db, quiz)
    regrade = Regrade(kind="key", given=["1"], keep=False, reason="It is.", at=NOON)
    regrade.places.append(RegradePlace(opening_id=opening.id, quiz_item_id=quiz.items[0].id))
    db.add(regrade)
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,), (0,))
    return quiz


def copied(db: Session, cast: Cast, quiz: Quiz) -> Quiz:
    """Its copy with the corrected key, given, and sat by Gus, who is wrong in the first question, and by Lin again."""
    copy = in_force(db, db.get_one(Person, cast.amira.id), quiz, at=NOON)
    opening = an_opening(db, copy)
    a_finished_attempt(db, opening, db.get_one(Seat, cast.gus.id), (0,), (0,))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (0,), (1,))
    return copy


def reworded(db: Session, copy: Quiz, **changes: object) -> None:
    """Another version of the first question in the copy."""
    held = copy.items[0].version
    item = replace(item_of(held), **changes)  # type: ignore[arg-type]
    authoring.edit_item(db, None, held.item, item, at=NOON)
    copy.items[0].item_version_id = authoring.newest(db, held.item).id
    db.flush()
    db.expire(copy)


def test_a_corrected_copy_has_the_title_of_its_quiz_and_knows_it(db: Session, cast: Cast, quiz: Quiz) -> None:
    copy = copied(db, cast, quiz)
    assert (copy.title, copy.corrects_id) == (quiz.title, quiz.id)
    other = quizzes.copy_quiz(db, db.get_one(Person, cast.amira.id), quiz, quiz.course, at=NOON)
    again = a_quiz(db, quiz.course, title=quiz.title)
    again.corrects_id = copy.id
    db.flush()
    whole = [quiz, copy, again]
    assert [copies.family(db, one) for one in whole] == [whole] * 3, "from whichever of them one comes"
    assert copies.family(db, other) == [other], "a copy to be changed is a quiz of its own"


def test_a_quiz_and_its_corrected_copy_are_renamed_together_unless_one_has_a_name_of_its_own(
    db: Session, cast: Cast, quiz: Quiz
) -> None:
    amira, copy = db.get_one(Person, cast.amira.id), copied(db, cast, quiz)
    other = a_quiz(db, quiz.course, title=quiz.title)
    quizzes.rename_quiz(db, amira, quiz, "Week 3", "Rivers.")
    assert {(one.title, one.description) for one in (quiz, copy)} == {("Week 3", "Rivers.")}
    quizzes.rename_quiz(db, amira, copy, "Week 4", "Rivers.")
    assert {(one.title, one.description) for one in (quiz, copy)} == {("Week 4", "Rivers.")}, "from whichever"
    assert other.title == "Rivers of the north", "another quiz that was called so"
    copy.title, copy.description = "Week 5, once more", "To practise."
    quizzes.rename_quiz(db, amira, quiz, "Week 5", "All of them.")
    assert (copy.title, copy.description) == ("Week 5, once more", "To practise.")


def test_the_copy_there_is_is_given_again_whatever_it_is_called_by_now(db: Session, cast: Cast, quiz: Quiz) -> None:
    amira, copy = db.get_one(Person, cast.amira.id), copied(db, cast, quiz)
    copy.title = "Rivers, once more"
    assert in_force(db, amira, quiz, at=NOON) is copy
    copy.archived_at = NOON
    assert in_force(db, amira, quiz, at=NOON) is not copy, "it is off the lists"


def test_a_quiz_cannot_go_from_under_its_corrected_copy_and_goes_with_it_when_the_class_does(
    db: Session, cast: Cast, quiz: Quiz
) -> None:
    """There is no page and no command that deletes either; a database by hand may."""
    copied(db, cast, quiz)
    before = db.scalars(select(func.count(Quiz.id))).one()
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(delete(Quiz).where(Quiz.id == quiz.id))
    assert db.scalars(select(func.count(Quiz.id))).one() == before
    db.execute(delete(Course).where(Course.id == quiz.course_id))
    assert db.scalars(select(Quiz.id).where(Quiz.course_id == quiz.course_id)).all() == []


def test_the_runs_of_a_quiz_and_its_corrected_copy_are_counted_together_each_learner_once(
    db: Session, cast: Cast, quiz: Quiz
) -> None:
    copy = copied(db, cast, quiz)
    for one in (quiz, copy):
        found = statistics.of_quiz(db, Desk(), one, at=NOON)
        assert len(found.openings) == 2
        assert [question.figures.n for question in found.questions] == [2, 2], "Lin's second attempt is not counted"
        assert [question.figures.facility for question in found.questions] == [0.5, 1]
        assert found.questions[0].place.public_id == copy.items[0].public_id, "of the newest run"
    own = statistics.of_opening(db, Desk(), quiz.openings[0], at=NOON)
    assert own.analysis.quiz.n == 1


def test_answer_times_are_those_of_the_same_question_in_both(db: Session, cast: Cast, quiz: Quiz) -> None:
    copy = copied(db, cast, quiz)
    for one, seat, seconds in ((quiz, cast.gus, 20), (copy, cast.omar, 40)):
        attempt = an_attempt(db, one.openings[0], db.get_one(Seat, seat.id), at=NOON)
        answer(db, attempt, None, (0,), at=NOON + timedelta(seconds=seconds))
        taking.finish(db, attempt, at=NOON + timedelta(minutes=2))
    found = statistics.of_quiz(db, Desk(), quiz, at=NOON + timedelta(hours=1))
    assert [question.timed for question in found.questions] == [0, 2]
    assert found.questions[1].seconds == 30


def test_what_was_set_aside_stays_so_when_a_corrected_copy_is_given_and_is_brought_back_in_both(
    db: Session, cast: Cast, quiz: Quiz
) -> None:
    amira, flag = db.get_one(Person, cast.amira.id), Flag("key_suspect", "Look.")

    def set_aside(one: Quiz, flags: list[Flag], note: str = "", *, minutes: int = 0) -> None:
        at, question = NOON + timedelta(minutes=minutes), one.items[1].public_id
        flagging.set_aside(db, amira, one.openings[0], question, flags, note, at=at)

    def notes() -> set[str]:
        """What is said of the second question wherever it is counted; of the first nothing was set aside."""
        runs = [statistics.of_opening(db, Desk(), one.openings[0], at=NOON) for one in (quiz, copy)]
        found = [one.questions for one in (*runs, statistics.of_quiz(db, Desk(), quiz, at=NOON))]
        assert not any(first.aside for first, _ in found)
        return {second.aside.note if second.aside else "" for _, second in found}

    set_aside(quiz, [flag], "The atlas says so.")
    copy = copied(db, cast, quiz)
    assert notes() == {"The atlas says so."}
    set_aside(copy, [flag], "The map too.", minutes=1)
    assert notes() == {"The map too."}
    later = NOON + timedelta(minutes=2)
    db.add(SetAside(quiz_item_id=quiz.items[1].id, codes=[flag.code], note="Of before.", at=later))
    assert notes() == {"Of before."}, "of two the newest"
    set_aside(quiz, [])
    assert notes() == {""}, "what is brought back may have been set aside in either"
    set_aside(quiz, [flag], "Once more.")
    reworded(db, copy, stem="Which of them is the longest?")
    assert notes() == {"Once more.", ""}, "a question that reads otherwise is another one"


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "Which of them is the longest?"},
        {"options": tuple(Option(text, text == "The Leine") for text in ("The Leine", *RIVERS[2:], RIVERS[0]))},
    ],
    ids=["another stem", "options in another order"],
)
def test_a_copy_that_looks_otherwise_is_counted_apart(
    db: Session, cast: Cast, quiz: Quiz, changes: dict[str, object]
) -> None:
    copy = copied(db, cast, quiz)
    reworded(db, copy, **changes)
    assert copies.alike(db, quiz) == [quiz]
    assert copies.alike(db, copy) == [copy]
    assert [len(statistics.of_quiz(db, Desk(), one, at=NOON).openings) for one in (quiz, copy)] == [1, 1]


def test_a_quiz_with_two_versions_of_a_question_on_trial_is_counted_apart(db: Session, cast: Cast, quiz: Quiz) -> None:
    amira, copy = db.get_one(Person, cast.amira.id), copied(db, cast, quiz)
    row = quiz.items[1].version.item
    item = item_of(authoring.newest(db, row))
    options = (*item.options[:-1], Option("The Ilme", False, "It ends before the town."))
    authoring.edit_item(db, amira, row, replace(item, options=options), at=NOON)
    trials.start(db, amira, quiz, row, secret=b"t" * 32, at=NOON)
    assert copies.alike(db, quiz) == [quiz]
    assert copies.alike(db, copy) == [copy]
