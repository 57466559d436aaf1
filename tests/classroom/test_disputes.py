"""“This question is wrong”: who may say it when, who answers, and what the learner reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import disputes, regrading, taking
from quizapp.classroom.desk import Desk
from quizapp.classroom.regrading import Proposal
from quizapp.classroom.taking import Sitting
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.store import Attempt, Course, Dispute, Person, Regrade, Seat
from tests.classroom.answers import a_finished_attempt
from tests.conftest import Cast
from tests.factories import NOON, a_quiz, an_opening

SOON = NOON + timedelta(hours=1)


@pytest.fixture
def attempt(db: Session, cast: Cast) -> Attempt:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)))
    return a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,), (0, 1), (0,))


def sit(db: Session, attempt: Attempt) -> Sitting:
    return taking.sitting(db, Desk(), attempt, at=SOON)


def objected(db: Session, attempt: Attempt, words: str = "The Leine flows there too.") -> Dispute:
    sitting = sit(db, attempt)
    return disputes.object_to(db, sitting, sitting.places[0], words, 1, at=SOON)


def who(db: Session, person: Person) -> Person:
    return db.get_one(Person, person.id)


def test_an_objection_stands_in_the_queue_of_who_teaches_there_only(db: Session, attempt: Attempt, cast: Cast) -> None:
    objected(db, attempt)
    for person, wanted in ((cast.amira, 1), (cast.ben, 1), (cast.ina, 0), (cast.noor, 0)):
        assert disputes.how_many_wait(db, who(db, person)) == (wanted, 0)
        assert [len(one.disputes) for one in disputes.queue(db, who(db, person))] == [1] * wanted


def test_what_the_learner_answered_is_told_of_the_last_attempt(db: Session, attempt: Attempt) -> None:
    row, sitting = objected(db, attempt), sit(db, attempt)
    told = [disputes.answered(db, row, place) for place in sitting.places]
    assert told[0] == "The Leine"
    assert told[1].count(";") == 1, "both that were chosen"
    attempt.opening.attempts = 2
    a_finished_attempt(db, attempt.opening, attempt.seat, None, at=SOON)
    assert disputes.answered(db, row, sitting.places[0]) == "", "it was left blank"


def test_nobody_can_object_before_the_answer_is_shown(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)), feedback="release")
    hidden = sit(db, a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (1,)))
    with pytest.raises(NotFound):
        disputes.disputable(hidden, hidden.places[0].public_id)


def test_saying_it_again_replaces_what_was_said(db: Session, attempt: Attempt) -> None:
    first = objected(db, attempt)
    again = objected(db, attempt, "Put better.")
    assert (again.id, again.words) == (first.id, "Put better.")


def test_a_withdrawn_objection_leaves_the_queue_and_may_come_back(db: Session, attempt: Attempt, cast: Cast) -> None:
    row = objected(db, attempt)
    disputes.withdraw(db, sit(db, attempt), sit(db, attempt).places[0])
    assert row.state == "withdrawn"
    assert disputes.how_many_wait(db, who(db, cast.amira)) == (0, 0)
    assert objected(db, attempt).state == "open"


@pytest.mark.parametrize("upheld", [True, False])
def test_an_answer_reaches_the_learner_and_ends_it(db: Session, attempt: Attempt, cast: Cast, upheld: bool) -> None:
    row, amira = objected(db, attempt), who(db, cast.amira)
    disputes.decide(db, amira, row, upheld=upheld, answer="Thank you.", at=SOON)
    disputes.decide(db, amira, row, upheld=upheld, answer="Thank you.", at=SOON)
    told = disputes.of_sitting(db, sit(db, attempt))[sit(db, attempt).places[0].id]
    assert (told.state, told.answer) == ("upheld" if upheld else "rejected", "Thank you.")
    with pytest.raises(Conflict):
        objected(db, attempt)
    with pytest.raises(Conflict):
        disputes.withdraw(db, sit(db, attempt), sit(db, attempt).places[0])
    with pytest.raises(Conflict):
        disputes.decide(db, amira, row, upheld=not upheld, answer="No.", at=SOON)


def test_only_who_may_change_quizzes_there_may_answer(db: Session, attempt: Attempt, cast: Cast) -> None:
    row = objected(db, attempt)
    with pytest.raises(NotAllowed):
        disputes.get_dispute(db, who(db, cast.ina), row.public_id)
    with pytest.raises(NotFound):
        disputes.get_dispute(db, who(db, cast.noor), row.public_id)
    with pytest.raises(NotFound):
        disputes.get_dispute(db, who(db, cast.amira), "nothing")


@pytest.mark.parametrize(("words", "option"), [("", None), ("  ", None), ("x" * 1001, None), ("x", 9), ("x", -1)])
def test_an_objection_needs_a_reason_and_an_option_that_exists(
    db: Session, attempt: Attempt, words: str, option: int | None
) -> None:
    sitting = sit(db, attempt)
    with pytest.raises(BadInput):
        disputes.object_to(db, sitting, sitting.places[0], words, option, at=SOON)


def test_an_answer_needs_words(db: Session, attempt: Attempt, cast: Cast) -> None:
    for answer in (" ", "x" * 1001):
        with pytest.raises(BadInput):
            disputes.decide(db, who(db, cast.amira), objected(db, attempt), upheld=True, answer=answer, at=SOON)


def test_there_is_nothing_to_withdraw_without_an_objection(db: Session, attempt: Attempt) -> None:
    with pytest.raises(NotFound):
        disputes.withdraw(db, sit(db, attempt), sit(db, attempt).places[0])


# --- upheld, and then ------------------------------------------------------------------------------------------


def regraded(
    db: Session,
    attempt: Attempt,
    cast: Cast,
    kind: str = "full",
    undoes: int | None = None,
    values: tuple[str, ...] = (),
) -> None:
    opening, amira = attempt.opening, who(db, cast.amira)
    place = regrading.question_in(db, Desk(), opening, sit(db, attempt).places[0].public_id)
    proposal = Proposal(kind, values, False, "The atlas was wrong.", undoes=undoes)
    token = regrading.preview(db, Desk(), amira, opening, place, proposal, at=SOON).token
    assert regrading.apply(db, Desk(), amira, opening, place, proposal, token, at=SOON)


def told(db: Session, attempt: Attempt) -> str:
    sitting = sit(db, attempt)
    return disputes.states_in(db, sitting)[sitting.places[0].id]


def test_an_upheld_objection_waits_until_the_question_is_marked_anew(db: Session, attempt: Attempt, cast: Cast) -> None:
    row, amira = objected(db, attempt), who(db, cast.amira)
    place = sit(db, attempt).places[0]
    disputes.decide(db, amira, row, upheld=True, answer="You are right.", at=SOON)
    assert disputes.how_many_wait(db, amira) == (0, 1)
    assert [one.disputes for one in disputes.queue(db, amira)] == [(row,)]
    assert disputes.to_regrade(db, attempt.opening, place) == [row]
    assert disputes.options_argued_for(db, attempt.opening, place) == [1]
    assert told(db, attempt) == "upheld"
    regraded(db, attempt, cast)
    assert disputes.how_many_wait(db, amira) == (0, 0)
    assert disputes.queue(db, amira) == []
    assert disputes.to_regrade(db, attempt.opening, place) == []
    assert told(db, attempt) == "regraded"
    regraded(db, attempt, cast, "undo", db.scalars(select(Regrade.id)).one())
    assert disputes.how_many_wait(db, amira) == (0, 1), "the change of marks was taken back"


@pytest.mark.parametrize(
    ("kind", "values", "state"),
    [
        ("key", ("1",), "regraded"),
        ("accept", ("1",), "regraded"),
        ("key", ("2",), "upheld"),
        ("weight", ("2",), "upheld"),
    ],
)
def test_only_a_change_that_makes_right_what_the_learner_argued_for_is_its_regrade(
    db: Session, attempt: Attempt, cast: Cast, kind: str, values: tuple[str, ...], state: str
) -> None:
    disputes.decide(db, who(db, cast.amira), objected(db, attempt), upheld=True, answer="You are right.", at=SOON)
    regraded(db, attempt, cast, kind, values=values)
    assert told(db, attempt) == state


def test_a_change_of_another_question_does_not_end_the_waiting(db: Session, attempt: Attempt, cast: Cast) -> None:
    amira, sitting = who(db, cast.amira), sit(db, attempt)
    row = disputes.object_to(db, sitting, sitting.places[1], "Both are right.", None, at=SOON)
    disputes.decide(db, amira, row, upheld=True, answer="You are right.", at=SOON)
    regraded(db, attempt, cast)
    assert disputes.how_many_wait(db, amira) == (0, 1)
    assert disputes.options_argued_for(db, attempt.opening, sitting.places[1]) == []


def test_the_marks_may_stay_after_all(db: Session, attempt: Attempt, cast: Cast) -> None:
    row, amira = objected(db, attempt), who(db, cast.amira)
    with pytest.raises(Conflict):
        disputes.keep_marks(db, amira, row, at=SOON)
    disputes.decide(db, amira, row, upheld=True, answer="You are right.", at=SOON)
    for _ in range(2):
        disputes.keep_marks(db, amira, row, at=SOON)
    assert disputes.how_many_wait(db, amira) == (0, 0)
    assert told(db, attempt) == "kept"
    with pytest.raises(Conflict):
        objected(db, attempt)


def test_marks_that_were_changed_meanwhile_cannot_be_said_to_stay(db: Session, attempt: Attempt, cast: Cast) -> None:
    row, amira = objected(db, attempt), who(db, cast.amira)
    disputes.decide(db, amira, row, upheld=True, answer="You are right.", at=SOON)
    regraded(db, attempt, cast)
    with pytest.raises(Conflict, match="differently already"):
        disputes.keep_marks(db, amira, row, at=SOON)
    assert told(db, attempt) == "regraded"
    regraded(db, attempt, cast, "undo", db.scalars(select(Regrade.id)).one())
    disputes.keep_marks(db, amira, row, at=SOON)
    assert told(db, attempt) == "kept"


def test_marks_that_were_to_stay_and_change_later_read_as_changed(db: Session, attempt: Attempt, cast: Cast) -> None:
    row, amira = objected(db, attempt), who(db, cast.amira)
    disputes.decide(db, amira, row, upheld=True, answer="You are right.", at=SOON)
    disputes.keep_marks(db, amira, row, at=SOON)
    regraded(db, attempt, cast, "key", values=("1",))
    assert told(db, attempt) == "regraded"
    with pytest.raises(Conflict, match="differently already"):
        disputes.keep_marks(db, amira, row, at=SOON)
