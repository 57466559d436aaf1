"""Statistics from the database are those of the rows, whatever has happened before."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from quizapp.classroom import closing, courses, results
from quizapp.classroom.counting import ATTEMPTS, counts_of, counts_of_runs
from quizapp.classroom.desk import Desk, Place
from quizapp.classroom.grading import places_of
from quizapp.classroom.wordings import letters
from quizapp.core.delivered import Choice
from quizapp.core.item import Answer, Item
from quizapp.core.kinds import spellings
from quizapp.core.statistics import Analysis, Column, Matrix, analyse
from quizapp.core.statistics.figures import plain
from quizapp.store import Attempt, Course, Opening, Regrade, RegradePlace, Seat
from tests.classroom.answers import a_finished_attempt, answer
from tests.conftest import SECRET, Cast
from tests.factories import NOON, a_multiple, a_quiz, a_true_false, an_attempt, an_item, an_opening

SOON = NOON + timedelta(hours=1)


def everything() -> list[Item]:
    return [an_item(), a_multiple(), a_true_false(), an_item("Say it", kind="text", options=(), answers=(Answer("a"),))]


def choose(rng: random.Random, place: Place) -> Choice | None:
    if rng.random() < 0.15:
        return None
    if place.item.kind == "text":
        return rng.choice(["a", "A", "b", "", "\u2028x,;|"])
    if place.item.kind == "multiple":
        return tuple(sorted(rng.sample(range(4), rng.randint(0, 4))))
    return (rng.randrange(len(place.item.options)),)


def from_rows(db: Session, opening: Opening, places: Sequence[Place], attempts: str) -> Analysis:
    """The same from the report of the class, which reads every response by itself."""
    report = results.report(db, Desk(), opening, at=SOON)
    rows = []
    for learner in report.learners:
        ended = [sat for sat in learner.sat if sat.ended]
        first = [sat for sat in ended if sat.attempt.number == 1]
        best = [max(ended, key=lambda sat: sat.score)] if ended else []
        rows += {"first": first, "last": ended[-1:], "highest": best, "all": ended}[attempts]
    columns, marks, responses = [], [], []
    for number, place in enumerate(places):
        names = letters(place)
        given = []
        for sat in rows:
            choice = sat.held[place.id].choice if place.id in sat.held else ()
            given.append(tuple(names[n] for n in choice) if isinstance(choice, tuple) else (choice,) if choice else ())
        responses.append(given)
        marks.append([plain(sat.marks[number]) for sat in rows])
        keys = frozenset(names[n] for n in place.item.keys)
        if not place.item.options:
            shown = spellings(place.item, Counter(text for texts in given for text in texts))
            given = responses[-1] = [tuple(shown[text] for text in texts) for texts in given]
            keys = frozenset(text for texts, mark in zip(given, marks[-1], strict=True) if mark for text in texts)
        columns.append(Column(plain(place.weight), names, keys, place.item.kind == "multiple"))
    matrix = Matrix(tuple(columns), list(zip(*marks, strict=True)), list(zip(*responses, strict=True)))
    return analyse(matrix.counts(), rule=opening.credit)


def correct(db: Session, opening: Opening, place: Place, kind: str, *given: str) -> None:
    row = Regrade(kind=kind, given=list(given), keep=False, reason="a test", at=NOON)
    row.places.append(RegradePlace(opening_id=opening.id, quiz_item_id=place.id))
    db.add(row)
    db.flush()


@pytest.mark.parametrize(("database", "seed"), [("sqlite", 1), ("postgresql", 2)], indirect=["database"])
def test_after_any_history_the_counts_are_those_of_the_rows(db: Session, cast: Cast, seed: int) -> None:
    """Starts, answers, finishes, second attempts, deadlines and corrections in any order."""
    rng = random.Random(seed)
    course = db.get_one(Course, cast.course.id)
    quiz = a_quiz(db, course, everything())
    credit = rng.choice(["net_correct", "all_or_nothing"])
    opening = an_opening(db, quiz, attempts=0, limit_minutes=10, credit=credit)
    seats = [courses.join(db, course, f"L{n}", secret=SECRET.encode(), at=NOON)[0] for n in range(8)]
    for step in range(50):
        seat, places = rng.choice(seats), places_of(db, Desk(), opening)
        at = NOON + timedelta(seconds=step)
        act = rng.random()
        if act < 0.5:
            a_finished_attempt(db, opening, seat, *(choose(rng, place) for place in places), at=at)
        elif act < 0.75:
            attempt = an_attempt(db, opening, seat, at=at)
            answer(db, attempt, *(choose(rng, place) for place in places), at=at)
        else:
            place = rng.choice(places)
            kinds: list[tuple[str, ...]] = [("full",), ("drop",), ("weight", rng.choice(["2", "1/2"]))]
            if place.item.options:
                kinds.append(("key", str(rng.randrange(len(place.item.options)))))
            correct(db, opening, place, *rng.choice(kinds))
    places = places_of(db, Desk(), opening)
    for attempts in ATTEMPTS:
        counts = counts_of(db, opening, places, at=SOON, attempts=attempts)
        found, wanted = analyse(counts, rule=opening.credit), from_rows(db, opening, places, attempts)
        assert found.quiz == wanted.quiz, attempts
        if attempts != "highest":  # of two attempts with the same score, either may be the best
            assert found.items == wanted.items, attempts


def finished(db: Session, cast: Cast, *choices: Choice | None, **rules: object) -> Opening:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)), **rules)
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), *choices)
    return opening


def test_attempts_that_are_still_running_do_not_count(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, (0,), (0, 1), (0,))
    an_attempt(db, opening, db.get_one(Seat, cast.gus.id))
    assert counts_of(db, opening, places_of(db, Desk(), opening), at=SOON).totals == {3: 1}


def test_who_answered_nothing_counts_with_nothing(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, None, None, None)
    counts = counts_of(db, opening, places_of(db, Desk(), opening), at=SOON)
    assert counts.totals == {0: 1}
    assert [item.blank for item in counts.items] == [1, 1, 1]


def test_full_marks_for_everybody_reach_those_who_left_it_blank(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, None, (0, 1), None)
    correct(db, opening, places_of(db, Desk(), opening)[0], "full")
    counts = counts_of(db, opening, places_of(db, Desk(), opening), at=SOON)
    assert counts.totals == {2: 1}
    assert counts.items[0].marks() == {1: 1}


def test_a_weight_counts_in_the_total(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, (0,), (0, 1), None)
    correct(db, opening, places_of(db, Desk(), opening)[0], "weight", "5/2")
    assert counts_of(db, opening, places_of(db, Desk(), opening), at=SOON).totals == {Fraction(7, 2): 1}


def test_runs_of_one_quiz_are_counted_together_each_by_its_own_key(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, (0,), (0, 1), (0,))
    again = an_opening(db, opening.quiz)
    a_finished_attempt(db, again, db.get_one(Seat, cast.gus.id), (0,), (0, 1), (0,))
    correct(db, again, places_of(db, Desk(), again)[0], "key", "1")
    runs = [(one, places_of(db, Desk(), one)) for one in (opening, again)]
    counts = counts_of_runs(db, runs, at=SOON)
    assert counts.totals == {3: 1, 2: 1}
    assert counts.items[0].marks() == {1: 1, 0: 1}


@pytest.mark.parametrize("summed", [False, True], ids=["read", "from the sums"])
def test_over_several_runs_each_learner_counts_once(db: Session, cast: Cast, summed: bool) -> None:
    """Lin sits three runs: 1, 3 and 2 marks. Gus sits the second alone: 0 marks."""
    opening = finished(db, cast, (0,), None, None)
    lin, gus = db.get_one(Seat, cast.lin.id), db.get_one(Seat, cast.gus.id)
    runs = [opening, an_opening(db, opening.quiz), an_opening(db, opening.quiz)]
    later = NOON + timedelta(minutes=5)
    a_finished_attempt(db, runs[1], lin, (0,), (0, 1), (0,), at=later)
    a_finished_attempt(db, runs[1], gus, None, None, None, at=later)
    a_finished_attempt(db, runs[2], lin, (0,), (0, 1), None, at=later + timedelta(minutes=5))
    if summed:
        for run in runs:
            closing.recount(db, Desk(), run)
    given = [(one, places_of(db, Desk(), one)) for one in runs]
    totals = {name: dict(counts_of_runs(db, given, at=SOON, attempts=name).totals) for name in ATTEMPTS}
    assert totals == {
        "first": {1: 1, 0: 1},
        "last": {2: 1, 0: 1},
        "highest": {3: 1, 0: 1},
        "all": {0: 1, 1: 1, 2: 1, 3: 1},
    }
    assert counts_of_runs(db, given[1:], at=SOON).totals == {3: 1, 0: 1}, "of the runs that are counted"


def test_a_run_that_was_begun_and_not_ended_keeps_later_ones_out_of_the_first_attempts(db: Session, cast: Cast) -> None:
    opening = an_opening(db, a_quiz(db, db.get_one(Course, cast.course.id)))
    lin, again = db.get_one(Seat, cast.lin.id), an_opening(db, opening.quiz)
    an_attempt(db, opening, lin)
    a_finished_attempt(db, again, lin, (0,), at=NOON + timedelta(minutes=5))
    runs = [(one, places_of(db, Desk(), one)) for one in (opening, again)]
    totals = {name: sum(counts_of_runs(db, runs, at=SOON, attempts=name).totals.values()) for name in ATTEMPTS}
    assert totals == {"first": 0, "last": 1, "highest": 1, "all": 1}


def test_the_best_of_several_runs_is_a_share_where_they_are_not_out_of_the_same(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, (0,), (0, 1), None)
    again = an_opening(db, opening.quiz)
    correct(db, again, places_of(db, Desk(), again)[0], "weight", "10")
    a_finished_attempt(db, again, db.get_one(Seat, cast.lin.id), (1,), (0, 1), (0,), at=NOON + timedelta(minutes=5))
    runs = [(one, places_of(db, Desk(), one)) for one in (opening, again)]
    assert counts_of_runs(db, runs, at=SOON, attempts="highest").totals == {2: 1}, "2 of 3, not 2 of 12"


def test_the_first_attempt_is_the_default_and_a_running_second_changes_nothing(db: Session, cast: Cast) -> None:
    opening = finished(db, cast, (1,), None, None, attempts=2)
    a_finished_attempt(db, opening, db.get_one(Seat, cast.lin.id), (0,), (0, 1), (0,), at=NOON + timedelta(minutes=5))
    places = places_of(db, Desk(), opening)
    totals = {name: dict(counts_of(db, opening, places, at=SOON, attempts=name).totals) for name in ATTEMPTS}
    assert totals == {"first": {0: 1}, "last": {3: 1}, "highest": {3: 1}, "all": {0: 1, 3: 1}}
    assert db.query(Attempt).count() == 2
