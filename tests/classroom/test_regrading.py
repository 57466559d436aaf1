"""Changing how a question is marked: the preview is the outcome, twice is once, and undoing gives all back."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.classroom import courses, openings, regrading, results, taking
from quizapp.classroom.counting import counts_of
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import places_of
from quizapp.classroom.regrading import Proposal
from quizapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from quizapp.core.item import Answer
from quizapp.store import Attempt, AuditEntry, Course, Opening, Person, Regrade, Response, Seat
from tests.classroom.answers import a_finished_attempt
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_multiple, a_quiz, an_item, an_opening

LATER = NOON + timedelta(hours=1)
REKEY = Proposal("key", ("1",), reason="The atlas was wrong.")


@pytest.fixture
def amira(db: Session, cast: Cast) -> Person:
    return db.get_one(Person, cast.amira.id)


@pytest.fixture
def opening(db: Session, cast: Cast) -> Opening:
    """Lin was right in the first question, gus chose the second option; both were right in the other two."""
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), an_item(), an_item()])
    opening = an_opening(db, quiz)
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (0,), (0,), (0,))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.gus.id), (1,), (0,), (0,))
    return opening


def scores(db: Session, opening: Opening) -> dict[str, object]:
    report = results.report(db, Desk(), opening, at=LATER)
    return {row.seat.name: (row.counts, report.out_of) for row in report.learners if row.sat}


def place(db: Session, opening: Opening, number: int = 0) -> Place:
    return regrading.question_in(db, Desk(), opening, opening.quiz.items[number].public_id)


def look(db: Session, by: Person, opening: Opening, proposal: Proposal, number: int = 0) -> regrading.Preview:
    return regrading.preview(db, Desk(), by, opening, place(db, opening, number), proposal, at=LATER)


def do(db: Session, by: Person, opening: Opening, proposal: Proposal, number: int = 0) -> Regrade | None:
    token = look(db, by, opening, proposal, number).token
    return regrading.apply(db, Desk(), by, opening, place(db, opening, number), proposal, token, at=LATER)


def test_another_key_moves_the_scores_as_the_preview_said(db: Session, opening: Opening, amira: Person) -> None:
    preview = look(db, amira, opening, REKEY)
    moved: list[object] = [(one.name, one.old, one.new) for one in preview.moved]
    assert moved == [("Gus", (2, 3), (3, 3)), ("Lin", (3, 3), (2, 3))]
    assert (preview.risers, preview.fallers) == (1, 1)
    assert scores(db, opening) == {"Lin": (3, 3), "Gus": (2, 3)}
    do(db, amira, opening, REKEY)
    assert scores(db, opening) == {"Lin": (2, 3), "Gus": (3, 3)}


def test_nobody_loses_when_so_decided(db: Session, opening: Opening, amira: Person) -> None:
    kept = Proposal("key", ("1",), keep=True, reason="Both atlases.")
    assert look(db, amira, opening, kept).fallers == 0
    do(db, amira, opening, kept)
    assert scores(db, opening) == {"Lin": (3, 3), "Gus": (3, 3)}


def test_a_dropped_question_leaves_score_and_maximum(db: Session, opening: Opening, amira: Person) -> None:
    do(db, amira, opening, Proposal("drop", reason="Out of date."))
    assert scores(db, opening) == {"Lin": (2, 2), "Gus": (2, 2)}


def test_a_weight_counts_in_score_and_maximum(db: Session, opening: Opening, amira: Person) -> None:
    do(db, amira, opening, Proposal("weight", ("5/2",), reason="It took longest."))
    assert scores(db, opening) == {"Lin": (Fraction(9, 2), Fraction(9, 2)), "Gus": (2, Fraction(9, 2))}


def test_doing_it_twice_changes_nothing(db: Session, opening: Opening, amira: Person) -> None:
    token = look(db, amira, opening, REKEY).token
    question = place(db, opening)
    assert regrading.apply(db, Desk(), amira, opening, question, REKEY, token, at=LATER) is not None
    assert regrading.apply(db, Desk(), amira, opening, question, REKEY, token, at=LATER) is None
    assert not look(db, amira, opening, REKEY).changes_marking
    assert len(db.scalars(select(Regrade)).all()) == 1


def test_what_moved_since_the_preview_must_be_looked_at_again(
    db: Session, opening: Opening, amira: Person, cast: Cast
) -> None:
    token = look(db, amira, opening, REKEY).token
    late, _ = courses.join(db, db.get_one(Course, cast.course.id), "Late", secret=SECRET.encode(), at=NOON)
    a_finished_attempt(db, opening, late, (1,), (0,), (0,))
    with pytest.raises(Conflict, match="new preview"):
        regrading.apply(db, Desk(), amira, opening, place(db, opening), REKEY, token, at=LATER)
    assert db.scalars(select(Regrade)).all() == []


def test_responses_and_versions_stay_as_they_were(db: Session, opening: Opening, amira: Person) -> None:
    given = [(row.id, row.choice, row.received_at) for row in db.scalars(select(Response))]
    body = dict(opening.quiz.items[0].version.body)
    do(db, amira, opening, REKEY)
    assert [(row.id, row.choice, row.received_at) for row in db.scalars(select(Response))] == given
    assert opening.quiz.items[0].version.body == body


def test_undoing_gives_every_score_back(db: Session, opening: Opening, amira: Person) -> None:
    before = scores(db, opening)
    row = do(db, amira, opening, REKEY)
    assert row is not None
    undo = Proposal("undo", reason="The atlas was right after all.", all_runs=True, undoes=row.id)
    assert regrading.undoing(db, opening, place(db, opening), row.public_id) is row
    do(db, amira, opening, undo)
    assert scores(db, opening) == before
    with pytest.raises(NotFound):
        regrading.undoing(db, opening, place(db, opening), row.public_id)
    assert [holds for _, _, holds in regrading.made_here(db, opening, place(db, opening))] == [False, False]


def test_the_log_says_who_changed_what_and_the_change_itself_why(db: Session, opening: Opening, amira: Person) -> None:
    row = do(db, amira, opening, REKEY)
    assert row is not None
    entry = db.scalars(select(AuditEntry).where(AuditEntry.what == "question.regrade")).one()
    assert (entry.person_id, entry.at, entry.detail["regrade"]) == (amira.id, LATER, row.public_id)
    assert "atlas" not in str(entry.detail)
    assert row.reason == "The atlas was wrong."


def test_all_runs_of_the_question_move_together_when_so_decided(
    db: Session, opening: Opening, amira: Person, cast: Cast
) -> None:
    again = an_opening(db, opening.quiz)
    a_finished_attempt(db, again, db.get_one(Seat, cast.gus.id), (1,), (0,), (0,))
    assert len(look(db, amira, opening, REKEY).runs) == 1
    everywhere = Proposal("key", ("1",), reason="The atlas was wrong.", all_runs=True)
    assert len(look(db, amira, opening, everywhere).runs) == 2
    do(db, amira, opening, everywhere)
    assert scores(db, again) == {"Gus": (3, 3)}


def test_a_run_that_is_marked_that_way_already_is_left_alone_by_a_change_of_all_runs(
    db: Session, opening: Opening, amira: Person, cast: Cast
) -> None:
    again = an_opening(db, opening.quiz)
    a_finished_attempt(db, again, db.get_one(Seat, cast.gus.id), (1,), (0,), (0,))
    do(db, amira, opening, REKEY)
    everywhere = Proposal("key", ("1",), reason="The atlas was wrong.", all_runs=True)
    found = look(db, amira, opening, everywhere)
    assert ([run.opening for run in found.runs], found.alike) == ([again], 1)
    row = do(db, amira, opening, everywhere)
    assert row is not None
    assert scores(db, again) == {"Gus": (3, 3)}
    attempt = db.scalars(select(Attempt).where(Attempt.seat_id == cast.lin.id)).one()
    told = regrading.notice(db, Desk(), taking.sitting(db, Desk(), attempt, at=LATER))
    assert len(told.of_question[place(db, opening).id]) == 1, "told twice"
    do(db, amira, again, Proposal("undo", reason="It was right after all.", all_runs=True, undoes=row.id))
    assert scores(db, opening) == {"Lin": (2, 3), "Gus": (3, 3)}, "as it was decided for this run"


def test_the_change_to_carry_over_is_the_newest_that_holds_in_one_run_and_not_in_another(
    db: Session, opening: Opening, amira: Person
) -> None:
    again = an_opening(db, opening.quiz)

    def carried() -> tuple[str, list[str], bool] | None:
        """From either run: the change, without its id, and whether it is of the first run."""
        found = []
        for run in (opening, again):
            question = place(db, run)
            one = regrading.to_carry_over(db, Desk(), regrading.runs_of(db, amira, run, question), question)
            found.append((one[0].kind, one[0].given, one[1] is opening) if one else None)
        assert found[0] == found[1]
        return found[0]

    def everywhere(kind: str, *values: str) -> None:
        do(db, amira, opening, Proposal(kind, values, reason="x", all_runs=True))

    assert carried() is None
    row = do(db, amira, opening, REKEY)
    assert row is not None
    assert carried() == ("key", ["1"], True)
    do(db, amira, opening, Proposal("undo", reason="x", undoes=row.id, all_runs=True))
    assert carried() is None
    for kind, value in (("key", "1"), ("weight", "2"), ("key", "2")):
        do(db, amira, again, Proposal(kind, (value,), keep=kind == "key", reason="x"))
    assert carried() == ("key", ["2"], False)
    everywhere("key", "2")
    assert carried() == ("weight", ["2"], False), "which the key did not bring with it; nor is the first key meant now"
    everywhere("weight", "2")
    assert carried() is None
    undone = do(db, amira, opening, Proposal("drop", reason="x", all_runs=True))
    assert undone is not None
    undoing = do(db, amira, opening, Proposal("undo", reason="x", undoes=undone.id, all_runs=True))
    assert undoing is not None
    db.delete(next(one for one in undoing.places if one.opening_id == again.id))  # whoever undid it taught one of them
    db.flush()
    assert carried() == ("drop", [], False), "not the undoing, which is no change that a form offers"


def test_only_who_may_change_quizzes_here_may_regrade(db: Session, opening: Opening, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        look(db, db.get_one(Person, cast.ina.id), opening, REKEY)
    with pytest.raises(NotFound):
        look(db, db.get_one(Person, cast.noor.id), opening, REKEY)


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        (Proposal("key", ("1",)), "Say why"),
        (Proposal("key", (), reason="x"), "Say what is right"),
        (Proposal("key", ("9",), reason="x"), "among the options"),
        (Proposal("key", ("0", "1", "2", "3"), reason="x"), "Every option"),
        (Proposal("weight", ("much",), reason="x"), "Write a weight"),
        (Proposal("weight", ("0",), reason="x"), "Write a weight"),
        (Proposal("weight", ("1/0",), reason="x"), "Write a weight"),
        (Proposal("weight", ("1e9",), reason="x"), "Write a weight"),
        (Proposal("halve", reason="x"), "one of the changes"),
        (Proposal("drop", reason="x" * 501), "shorten it"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_with_a_reason(
    db: Session, opening: Opening, amira: Person, proposal: Proposal, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        look(db, amira, opening, proposal)


def test_a_number_must_be_a_number(db: Session, cast: Cast, amira: Person) -> None:
    item = an_item("How long?", kind="numeric", options=(), answers=(Answer("40"),))
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id), [item]))
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), "42")
    with pytest.raises(BadInput, match="is not a number"):
        look(db, amira, opening, Proposal("accept", ("long",), reason="x"))
    do(db, amira, opening, Proposal("accept", ("42",), reason="x"))
    assert scores(db, opening) == {"Lin": (1, 1)}


def test_a_learner_is_told_what_changed_and_what_their_score_was(
    db: Session, opening: Opening, amira: Person, cast: Cast
) -> None:
    do(db, amira, opening, REKEY)
    attempt = db.scalars(select(Attempt).where(Attempt.seat_id == cast.lin.id)).one()
    sitting = taking.sitting(db, Desk(), attempt, at=LATER)
    told = regrading.notice(db, Desk(), sitting)
    assert tuple(map(int, told.old or ())) == (3, 3)
    assert [row.reason for row in told.of_question[place(db, opening).id]] == ["The atlas was wrong."]


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["key", "keep", "accept", "full", "drop", "weight", "undo"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.integers(0, 1_000))
def test_after_any_history_of_regrades_preview_outcome_and_statistics_agree(
    db: Session, cast: Cast, amira: Person, steps: list[tuple[int, str]], seed: int
) -> None:
    rng = random.Random(seed)
    quiz = a_quiz(db, db.get_one(Course, cast.course.id), [an_item(), a_multiple(), an_item()])
    opening = an_opening(db, quiz, attempts=0, counts=rng.choice(list(openings.COUNTS)), credit="net_correct")
    for seat in (cast.lin, cast.gus, cast.lin):
        choices = [(rng.randrange(4),), tuple(sorted(rng.sample(range(4), 2))), (rng.randrange(4),)]
        a_finished_attempt(db, opening, db.get_one(Seat, seat.id), *choices)
    first = scores(db, opening)
    for number, kind in steps:
        question = place(db, opening, number)
        values = {"key": (str(rng.randrange(4)),), "accept": ("2",), "weight": (str(rng.randint(1, 3)),)}
        proposal = Proposal(kind, values.get(kind, ()), reason="x")
        if kind == "keep":
            proposal = Proposal("key", values["key"], keep=True, reason="x")
        if kind == "undo":
            made = [row for row, _, holds in regrading.made_here(db, opening, question) if holds]
            if not made:
                continue
            proposal = Proposal("undo", reason="x", all_runs=True, undoes=made[0].id)
        before = scores(db, opening)
        preview = look(db, amira, opening, proposal, number)
        do(db, amira, opening, proposal, number)
        after = scores(db, opening)
        moved = {one.name: (one.old, one.new) for one in preview.moved}
        assert moved == {name: (before[name], after[name]) for name in before if before[name] != after[name]}
        counts = counts_of(db, opening, places_of(db, Desk(), opening), at=LATER, attempts="all")
        report = results.report(db, Desk(), opening, at=LATER)
        totals = sorted(sat.score for row in report.learners for sat in row.sat)
        assert sorted(counts.totals.elements()) == totals  # type: ignore[attr-defined]
    for number in range(3):
        question = place(db, opening, number)
        while made := [row for row, _, holds in regrading.made_here(db, opening, question) if holds]:
            do(db, amira, opening, Proposal("undo", reason="x", all_runs=True, undoes=made[0].id), number)
    assert scores(db, opening) == first
